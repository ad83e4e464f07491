/** Programs that are no part of the project, run beside the emulator. */
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Effect, Stream } from "effect"
import * as ChildProcess from "effect/process/ChildProcess"

/** What it wrote and how it ended; `undefined` when there is no such program. */
export const run = Effect.fnUntraced(
  function*(command: string, args: ReadonlyArray<string>, env: Readonly<Record<string, string>> = {}) {
    const handle = yield* ChildProcess.make(command, args, { env, extendEnv: true })
    const [stdout, stderr, code] = yield* Effect.all([
      Stream.mkString(Stream.decodeText(handle.stdout)),
      Stream.mkString(Stream.decodeText(handle.stderr)),
      handle.exitCode
    ], { concurrency: "unbounded" })
    return { stdout, stderr, code: Number(code) }
  },
  Effect.scoped,
  Effect.catchTag("PlatformError", () => Effect.undefined),
  Effect.provide(NodeServices.layer)
)

/** Whether a command runs and ends well. */
export const runs = (command: string, args: ReadonlyArray<string>): Promise<boolean> =>
  Effect.runPromise(Effect.map(run(command, args), (ended) => ended?.code === 0))
