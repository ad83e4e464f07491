import * as NodeCrypto from "@effect/platform-node/NodeCrypto"
import { Effect, Layer, Option, Ref } from "effect"
import { OutputNotWritable } from "../domain/Errors.ts"
import { badPath } from "../domain/OutputPath.ts"
import { RunFolder } from "../layers/RunFolder.ts"
import { RunStore } from "../layers/RunStore.ts"

const layerMemoryRunFolder: Layer.Layer<RunFolder> = Layer.effect(
  RunFolder,
  Effect.gen(function*() {
    const files = yield* Ref.make<ReadonlyMap<string, Uint8Array>>(new Map())
    const directory = "/memory"

    const locate = (path: string) => {
      const reason = badPath(path)
      return reason === undefined
        ? Effect.succeed(`${directory}/${path}`)
        : Effect.fail(new OutputNotWritable({ path, reason }))
    }
    const change = (path: string, by: (files: Map<string, Uint8Array>) => void) =>
      Effect.andThen(
        locate(path),
        Ref.update(files, (before) => {
          const after = new Map(before)
          by(after)
          return after
        })
      )

    return RunFolder.of({
      directory,
      open: Effect.void,
      locate,
      read: (path) =>
        Effect.andThen(locate(path), Effect.map(Ref.get(files), (all) => Option.fromNullishOr(all.get(path)))),
      write: (path, content) => change(path, (all) => all.set(path, content)),
      remove: (path) => change(path, (all) => all.delete(path))
    })
  })
)

/** The real `RunStore` over a folder in memory. */
export const layerMemoryRunStore: Layer.Layer<RunStore> = RunStore.layer.pipe(
  Layer.provide([layerMemoryRunFolder, NodeCrypto.layerDigest])
)
