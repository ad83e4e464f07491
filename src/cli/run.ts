import type { Effect, Option } from "effect"
import { Argument, Command, Flag } from "effect/cli"
import { type StepId, stepIds } from "../domain/Step.ts"
import { FolderName, jsonFlag } from "./arguments.ts"
import { checkModelFlags, modelFlags, type ModelOptions } from "./modelFlags.ts"

/** What `dpg run` was asked for. */
export interface RunOptions extends ModelOptions {
  /** Paths, or `-` for standard input. */
  readonly briefs: ReadonlyArray<string>
  /** Paths of pictures that go with the brief. */
  readonly images: ReadonlyArray<string>
  readonly out: string
  readonly until: Option.Option<StepId>
  readonly json: boolean
}

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
      Flag.withSchema(FolderName),
      Flag.withMetavar("DIR"),
      Flag.withDescription("Folder for everything that is made (default: product)"),
      Flag.withDefault("product")
    ),
    until: Flag.Literals("until", stepIds).pipe(
      Flag.withMetavar("STEP"),
      Flag.withDescription("Stop after a step"),
      Flag.optional
    ),
    ...modelFlags,
    json: jsonFlag("Print each event as a line of JSON on standard output")
  }, handler).pipe(
    Command.validate((options) => checkModelFlags(options)),
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
