/** The real stores over a temporary folder. */
import * as NodeCrypto from "@effect/platform-node/NodeCrypto"
import * as NodeFileSystem from "@effect/platform-node/NodeFileSystem"
import * as NodePath from "@effect/platform-node/NodePath"
import { Effect, FileSystem, Layer, Path } from "effect"
import type { RunEvent } from "../../src/domain/RunEvent.ts"
import { Progress } from "../../src/layers/Progress.ts"
import { RunFolder } from "../../src/layers/RunFolder.ts"
import { RunLog } from "../../src/layers/RunLog.ts"
import { RunStore } from "../../src/layers/RunStore.ts"

export const platform = Layer.mergeAll(NodeFileSystem.layer, NodePath.layer, NodeCrypto.layerDigest)

/** A store on the folder, as a run of the program has it. */
export const storeOn = (directory: string) =>
  RunStore.layer.pipe(Layer.provideMerge(RunFolder.layer(directory)), Layer.provide(platform))

/** A store and a log on the folder; what progress is shown goes to `seen`. */
export const logOn = (directory: string, seen: Array<RunEvent> = []) =>
  RunLog.layer.pipe(
    Layer.provideMerge(RunFolder.layer(directory)),
    Layer.provide(Layer.succeed(Progress, { show: (event) => Effect.sync(() => seen.push(event)) })),
    Layer.provide(platform)
  )

/** A folder that is gone after the test, and ways to look into it. */
export const temporaryFolder = Effect.gen(function*() {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const root = yield* fs.makeTempDirectoryScoped({ prefix: "dpg-test-" })
  const inside = (name: string) => path.join(root, name)
  return {
    root,
    inside,
    text: (name: string) => fs.readFileString(inside(name)),
    put: (name: string, content: string) =>
      Effect.andThen(
        fs.makeDirectory(path.dirname(inside(name)), { recursive: true }),
        fs.writeFileString(inside(name), content)
      ),
    remove: (name: string) => fs.remove(inside(name)),
    exists: (name: string) => fs.exists(inside(name)),
    list: fs.readDirectory(root, { recursive: true })
  }
})
