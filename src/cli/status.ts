import { Console, Effect, Schema } from "effect"
import { Command } from "effect/cli"
import { UnitStatus } from "../domain/Status.ts"
import { jsonFlag, productDirectory } from "./arguments.ts"
import { table } from "./Table.ts"
import { print } from "./terminal.ts"

/** What `dpg status` was asked for. */
export interface StatusRequest {
  readonly directory: string
}

/** What it found. */
export interface StatusReport {
  /** The brief it was compared with, in words. */
  readonly brief: string
  readonly units: ReadonlyArray<UnitStatus>
}

export const status = <E, R>(handler: (request: StatusRequest) => Effect.Effect<StatusReport, E, R>) =>
  Command.make(
    "status",
    {
      directory: productDirectory,
      json: jsonFlag("Print it as one JSON document")
    },
    Effect.fn("dpg.status")(function*({ directory, json }) {
      const report = yield* handler({ directory })
      return yield* json ? Console.log(yield* Effect.orDie(encode(report))) : print(lines(report))
    })
  ).pipe(
    Command.withDescription("List what the next run would make anew and why, without asking a model"),
    Command.withShortDescription("What is stale, and why"),
    Command.withExamples([
      { command: "dpg status", description: "What an edit in ./product leads to" },
      { command: "dpg status preview --json", description: "The same for a program" }
    ])
  )

const Report = Schema.Struct({ brief: Schema.String, units: Schema.Array(UnitStatus) })
const encode = Schema.encodeEffect(Schema.fromJsonString(Report, { space: 2 }))

const lines = ({ brief, units }: StatusReport): ReadonlyArray<string> => {
  const notFresh = units.filter(({ state }) => state !== "fresh")
  const stale = notFresh.filter(({ state }) => state === "stale").length
  const conflicts = units.flatMap((unit) => unit.conflicts)
  const edited = [...new Set(units.flatMap((unit) => unit.edited))]
  return [
    `Compared with ${brief}.`,
    "",
    ...table(
      [{ title: "Unit" }, { title: "State" }, { title: "Why" }],
      units.map(({ reasons, skeleton, state, unit }) => [
        unit,
        state,
        [...reasons, ...(skeleton && state !== "stale" ? ["built from its skeleton"] : [])].join("; ")
      ])
    ),
    "",
    conflicts.length > 0
      ? `A run stops before anything is asked, until these are settled: ${conflicts.join(", ")}.`
      : notFresh.length === 0
      ? "Everything is up to date: a run asks nothing."
      : stale === 0
      ? "A run stops there."
      : `A run makes ${stale} anew, and what depends on ${stale === 1 ? "it" : "them"}.`,
    ...(edited.length === 0 ? [] : ["", "Changed by hand:", ...edited.map((path) => `  ${path}`)])
  ]
}
