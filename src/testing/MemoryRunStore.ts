import * as NodeCrypto from "@effect/platform-node/NodeCrypto"
import { Effect, Layer, Option } from "effect"
import { OutputNotWritable } from "../domain/Errors.ts"
import { badPath } from "../domain/OutputPath.ts"
import { RunFolder } from "../layers/RunFolder.ts"
import { RunStore } from "../layers/RunStore.ts"

const layerMemoryRunFolder: Layer.Layer<RunFolder> = Layer.effect(
  RunFolder,
  Effect.sync(() => {
    /** The content of each in the pieces it was written in: a journal is added to many times and read once. */
    const files = new Map<string, ReadonlyArray<Uint8Array>>()
    const directory = "/memory"

    const locate = (path: string) => {
      const reason = badPath(path)
      return reason === undefined
        ? Effect.succeed(`${directory}/${path}`)
        : Effect.fail(new OutputNotWritable({ path, reason }))
    }
    const change = (path: string, by: () => void) => Effect.andThen(locate(path), Effect.sync(by))

    return RunFolder.of({
      directory,
      open: Effect.void,
      locate,
      read: (path) => Effect.map(locate(path), () => Option.map(Option.fromUndefinedOr(files.get(path)), joined)),
      write: (path, content) => change(path, () => files.set(path, [content])),
      append: (path, content) => change(path, () => files.set(path, [...files.get(path) ?? [], content])),
      remove: (path) => change(path, () => files.delete(path))
    })
  })
)

const joined = (pieces: ReadonlyArray<Uint8Array>): Uint8Array => {
  const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}

/** The real `RunStore` over a folder in memory. */
export const layerMemoryRunStore: Layer.Layer<RunStore> = RunStore.layer.pipe(
  Layer.provide([layerMemoryRunFolder, NodeCrypto.layerDigest])
)
