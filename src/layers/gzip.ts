/** How much of a file goes over the wire. */
// @effect-diagnostics nodeBuiltinImport:off - the platform has no compression of its own
import { Effect } from "effect"
import { gzip } from "node:zlib"

/** Bytes, compressed as a server would. */
export const gzipSize = (bytes: Uint8Array): Effect.Effect<number> =>
  Effect.callback((resume) => {
    gzip(bytes, (error, packed) => resume(error === null ? Effect.succeed(packed.length) : Effect.die(error)))
  })
