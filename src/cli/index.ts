/** The command line: which commands there are, how their errors are shown. */
import { Console, Effect, type FileSystem, type Layer, type Path, type Stdio, type Terminal } from "effect"
import { CliConfig, CliOutput, Command, GlobalFlag, TerminalCapabilities } from "effect/cli"
import type { Digest } from "effect/crypto/Digest"
import type { ChildProcessSpawner } from "effect/process/ChildProcessSpawner"
import type { CheckReport } from "../domain/Check.ts"
import type { DoctorReport } from "../domain/doctor/Report.ts"
import type { DpgError } from "../domain/Errors.ts"
import { wrap } from "../domain/Format.ts"
import type { AppConfig } from "../layers/AppConfig.ts"
import { check } from "./check.ts"
import { doctor, type DoctorOptions } from "./doctor.ts"
import { emulator, type EmulatorRunOptions } from "./emulator.ts"
import { iamPolicy } from "./iamPolicy.ts"
import { log } from "./log.ts"
import { mend, type MendOptions } from "./mend.ts"
import { models } from "./models.ts"
import { preview, type PreviewOptions } from "./preview.ts"
import { run, type RunOptions } from "./run.ts"
import { status, type StatusReport, type StatusRequest } from "./status.ts"
import { room } from "./terminal.ts"
import { verify, type VerifyOptions } from "./verify.ts"

/** What the commands need that only look at a product. */
type Looking = FileSystem.FileSystem | Path.Path | Stdio.Stdio | Terminal.Terminal | Digest

/** What the commands that need layers chosen by their flags do, and the settings for those that only look. */
export interface Handlers<
  RunError,
  RunNeeds,
  MendError,
  MendNeeds,
  EmulatorError,
  EmulatorNeeds,
  ConfigError,
  ConfigNeeds
> {
  readonly run: (options: RunOptions) => Effect.Effect<void, RunError, RunNeeds>
  readonly mend: (options: MendOptions) => Effect.Effect<void, MendError, MendNeeds>
  readonly emulator: (options: EmulatorRunOptions) => Effect.Effect<void, EmulatorError, EmulatorNeeds>
  readonly check: (directory: string) => Effect.Effect<CheckReport, DpgError, Looking>
  readonly status: (request: StatusRequest) => Effect.Effect<StatusReport, DpgError, Looking>
  readonly verify: (options: VerifyOptions) => Effect.Effect<void, DpgError, Looking | ChildProcessSpawner>
  readonly preview: (options: PreviewOptions) => Effect.Effect<void, DpgError, Looking | ChildProcessSpawner>
  readonly doctor: (options: DoctorOptions) => Effect.Effect<DoctorReport, never, FileSystem.FileSystem>
  readonly config: Layer.Layer<AppConfig, ConfigError, ConfigNeeds>
}

/** `dpg` with the arguments of the process. */
export const commandLine = <
  RunError,
  RunNeeds,
  MendError,
  MendNeeds,
  EmulatorError,
  EmulatorNeeds,
  ConfigError,
  ConfigNeeds
>(
  version: string,
  handlers: Handlers<RunError, RunNeeds, MendError, MendNeeds, EmulatorError, EmulatorNeeds, ConfigError, ConfigNeeds>
) =>
  Command.make("dpg").pipe(
    Command.withDescription("Turns a product brief into a PRD, a backend contract, pages and a working React app"),
    Command.withSubcommands([
      run(handlers.run),
      check(handlers.check),
      status(handlers.status),
      verify(handlers.verify),
      mend(handlers.mend),
      preview(handlers.preview),
      models.pipe(Command.provide(handlers.config)),
      doctor(handlers.doctor),
      iamPolicy.pipe(Command.provide(handlers.config)),
      log,
      emulator(handlers.emulator)
    ]),
    Command.withExamples([
      { command: "dpg run brief.md --offline", description: "See the whole pipeline without an AWS account" },
      { command: "dpg run brief.md --out product", description: "Build with the models on Amazon Bedrock" },
      { command: "dpg log product", description: "What it called, how long it took, what it cost" }
    ]),
    Command.run({ version }),
    Effect.provideService(CliConfig.CliConfig, CliConfig.make({ builtIns })),
    Effect.provideServiceEffect(CliOutput.Presenter, Effect.map(room, presenter))
  )

const builtIns: ReadonlyArray<GlobalFlag.BuiltIn> = [GlobalFlag.Help, GlobalFlag.Version, GlobalFlag.Completions]

/** As the default one, as wide as the terminal; a wrong call gets its errors alone, and is told where the help is. */
const presenter = (columns: number): CliOutput.Presenter => ({
  present: Effect.fnUntraced(function*(event) {
    if (event._tag === "Version") return yield* CliOutput.defaultPresenter.present(event)
    const { canColor } = yield* TerminalCapabilities.TerminalCapabilities
    const formatter = CliOutput.defaultFormatter({ colors: canColor })
    if (event._tag === "Help") {
      const help = formatter.formatHelpDoc(event.helpDoc)
        // The formatter leaves no empty line between the subcommands and the examples.
        .replace(/(\S)\n(\S*EXAMPLES)/, "$1\n\n$2")
        .split("\n").flatMap((line) => wrap(line, columns))
      return yield* Console.log(help.join("\n"))
    }
    // Whose check it was that failed is of no use to who reads it.
    yield* Console.error(formatter.formatErrors(event.errors).replaceAll("Schema validation failed: ", ""))
    return yield* Console.error(`\nSee \`${event.commandPath.join(" ")} --help\`.`)
  })
})
