import type { Effect } from "effect"
import { Command } from "effect/cli"
import { jsonFlag, productDirectory } from "./arguments.ts"
import { checkModelFlags, modelFlags, type ModelOptions } from "./modelFlags.ts"

/** What `dpg mend` was asked for. */
export interface MendOptions extends ModelOptions {
  readonly directory: string
  readonly json: boolean
}

export const mend = <E, R>(handler: (options: MendOptions) => Effect.Effect<void, E, R>) =>
  Command.make("mend", {
    directory: productDirectory,
    ...modelFlags,
    json: jsonFlag("Print each event as a line of JSON on standard output")
  }, handler).pipe(
    Command.validate((options) => checkModelFlags(options)),
    Command.withDescription(
      "Send what `dpg verify` found in pages back to the model that wrote them, until compiler and linter find nothing more. "
        + "It runs the app's own npm scripts, as verify does."
    ),
    Command.withShortDescription("Have what verify found mended"),
    Command.withExamples([
      { command: "dpg mend && dpg verify", description: "What verify found in ./product is mended, then looked at" },
      { command: "dpg mend preview --json", description: "For another program" }
    ])
  )
