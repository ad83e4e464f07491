import { type Effect, Schema } from "effect"
import { Command, Flag } from "effect/cli"
import { productDirectory } from "./arguments.ts"

/** What `dpg preview` was asked for. */
export interface PreviewOptions {
  readonly directory: string
  /** 0 for one that is free. */
  readonly port: number
}

const Port = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 65_535 }, { message: "a port from 0 to 65535" }))

export const preview = <E, R>(handler: (options: PreviewOptions) => Effect.Effect<void, E, R>) =>
  Command.make("preview", {
    directory: productDirectory,
    port: Flag.Int("port").pipe(
      Flag.withSchema(Port),
      Flag.withMetavar("N"),
      Flag.withDescription("Port on 127.0.0.1 (default: one that is free)"),
      Flag.withDefault(0)
    )
  }, handler).pipe(
    Command.withDescription("Build the app where that is needed, and serve it on this machine with its mock API"),
    Command.withShortDescription("See the app run"),
    Command.withExamples([{ command: "dpg preview product --port 4000", description: "On http://127.0.0.1:4000" }])
  )
