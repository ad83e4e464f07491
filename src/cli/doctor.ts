import { Console, Effect, Schema } from "effect"
import { Command, Flag, TerminalCapabilities } from "effect/cli"
import { DoctorReport } from "../domain/doctor/Report.ts"
import { jsonFlag } from "./arguments.ts"
import { doctorLines } from "./doctorLines.ts"
import { EndedWith } from "./EndedWith.ts"
import { print } from "./terminal.ts"

/** What `dpg doctor` was asked for. */
export interface DoctorOptions {
  /** Whether to ask AWS, too: who the keys belong to, the time, and each model for a single token. */
  readonly probe: boolean
}

export const doctor = <E, R>(handler: (options: DoctorOptions) => Effect.Effect<DoctorReport, E, R>) =>
  Command.make(
    "doctor",
    {
      probe: Flag.Boolean("probe").pipe(
        Flag.withDescription(
          "Ask AWS, too: the identity, the time, and each model for one token (a fraction of a cent)"
        ),
        Flag.withDefault(false)
      ),
      json: jsonFlag("Print it as one JSON document")
    },
    Effect.fn("dpg.doctor")(function*({ json, probe }) {
      const report = yield* handler({ probe })
      const { canColor } = yield* TerminalCapabilities.TerminalCapabilities
      yield* json ? Console.log(yield* Effect.orDie(encode(report))) : print(doctorLines(report, canColor))
      return yield* report.exitCode === 0 ? Effect.void : new EndedWith({ exitCode: report.exitCode })
    })
  ).pipe(
    Command.withDescription(
      "Look at what a run on Amazon Bedrock depends on: settings, credentials, models, the way there. A line each says " +
        "what was found and what to do. Sends nothing without --probe but what finding the credentials takes."
    ),
    Command.withShortDescription("Look at settings, credentials, models and network"),
    Command.withExamples([
      { command: "dpg doctor", description: "Everything that can be told from here" },
      { command: "dpg doctor --probe", description: "Whether each model really answers, too" },
      { command: "dpg doctor --json", description: "The same for a program; the exit code is that of the worst" }
    ])
  )

const encode = Schema.encodeEffect(Schema.fromJsonString(DoctorReport, { space: 2 }))
