import type { Effect, Option } from "effect"
import { Command, Flag } from "effect/cli"
import { jsonFlag, productDirectory } from "./arguments.ts"

/** What `dpg verify` was asked for. */
export interface VerifyOptions {
  readonly directory: string
  readonly json: boolean
  /** The browser's program; searched for otherwise. */
  readonly chromium: Option.Option<string>
}

export const verify = <E, R>(handler: (options: VerifyOptions) => Effect.Effect<void, E, R>) =>
  Command.make("verify", {
    directory: productDirectory,
    json: jsonFlag("Print what was found as JSON on standard output"),
    chromium: Flag.File("chromium", { mustExist: true }).pipe(
      Flag.withMetavar("PATH"),
      Flag.withDescription("The browser to look with (default: CHROMIUM_PATH, else one that the machine has)"),
      Flag.optional
    )
  }, handler).pipe(
    Command.withDescription(
      "Install, type-check, lint, build and test the app, hold its contract to the rules, and look at every page in a browser. "
        + "It runs the app's own npm scripts, which a model may have written."
    ),
    Command.withShortDescription("Run every gate over a product"),
    Command.withExamples([
      { command: "dpg verify", description: "The product in ./product; the report is ./product/report.html" },
      { command: "dpg verify preview --json", description: "For another program" }
    ])
  )
