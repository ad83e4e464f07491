import { Effect, Option, Schema } from "effect"
import { Argument, CliError, Command, Flag } from "effect/cli"
import { type StepId, stepIds } from "../domain/Step.ts"
import { jsonFlag } from "./arguments.ts"

/** What `dpg run` was asked for. */
export interface RunOptions {
  /** Paths, or `-` for standard input. */
  readonly briefs: ReadonlyArray<string>
  /** Paths of pictures that go with the brief. */
  readonly images: ReadonlyArray<string>
  readonly out: string
  readonly offline: boolean
  /** Folder for the exchanges of the run. */
  readonly record: Option.Option<string>
  /** Folder that answers in the place of Bedrock. */
  readonly replay: Option.Option<string>
  readonly until: Option.Option<StepId>
  readonly concurrency: Option.Option<number>
  readonly json: boolean
}

const Concurrency = Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 64 }, {
  message: "a whole number from 1 to 64"
}))

export const run = <E, R>(handler: (options: RunOptions) => Effect.Effect<void, E, R>) =>
  Command.make("run", {
    briefs: Argument.String("brief").pipe(
      Argument.withDescription("Markdown, text, PDF or Word files that say what to build, or - for standard input"),
      Argument.variadic({ min: 1 })
    ),
    images: Flag.String("image").pipe(
      Flag.withMetavar("FILE"),
      Flag.withDescription("A mock-up, wireframe or sketch: PNG, JPEG, WebP or GIF (repeatable)"),
      Flag.between(0, 100)
    ),
    out: Flag.String("out").pipe(
      Flag.withAlias("o"),
      Flag.withMetavar("DIR"),
      Flag.withDescription("Folder for everything that is made (default: product)"),
      Flag.withDefault("product")
    ),
    offline: Flag.Boolean("offline").pipe(
      Flag.withDescription("Use the local Bedrock and its rule-based model: no account, no cost"),
      Flag.withDefault(false)
    ),
    record: Flag.String("record").pipe(
      Flag.withMetavar("DIR"),
      Flag.withDescription("Keep every exchange with Bedrock in a folder"),
      Flag.optional
    ),
    replay: Flag.String("replay").pipe(
      Flag.withMetavar("DIR"),
      Flag.withDescription("Answer from such a folder alone: no account, no network, no cost"),
      Flag.optional
    ),
    until: Flag.Literals("until", stepIds).pipe(
      Flag.withMetavar("STEP"),
      Flag.withDescription("Stop after a step"),
      Flag.optional
    ),
    concurrency: Flag.Int("concurrency").pipe(
      Flag.withSchema(Concurrency),
      Flag.withMetavar("N"),
      Flag.withDescription("Pages worked on at a time (default: 4)"),
      Flag.optional
    ),
    json: jsonFlag("Print each event as a line of JSON on standard output")
  }, handler).pipe(
    Command.validate(({ offline, record, replay }) =>
      Option.isSome(replay) && (offline || Option.isSome(record))
        ? Effect.fail(
          new CliError.ValidationError({ message: "--replay answers alone: leave out --offline and --record" })
        )
        : Effect.void
    ),
    Command.withDescription(
      "Turn a brief into a PRD, a backend contract, a page inventory, a UI description and a React app"
    ),
    Command.withShortDescription("Turn a brief into a product"),
    Command.withExamples([
      { command: "dpg run brief.md", description: "Build into ./product with the models on Amazon Bedrock" },
      { command: "dpg run brief.md --offline --out preview", description: "Preview it without an AWS account" },
      {
        command: "dpg run vision.md rules.md --until 02-prd",
        description: "Read two files as one brief, stop at the PRD"
      },
      {
        command: "cat notes.txt | dpg run - --json",
        description: "Read standard input, follow it from another program"
      }
    ])
  )
