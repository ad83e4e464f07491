import { assert, describe, layer } from "@effect/vitest"
import { Context, Effect, FileSystem, Layer, Path } from "effect"
import { run } from "./support/emulatorProcess.ts"
import { dpg } from "./support/program.ts"
import { platform, temporaryFolder } from "./support/runFolder.ts"

/** The packages that every generated app needs, installed once from the `package.json` of the first. */
class Packages extends Context.Service<Packages, {
  readonly into: (app: string) => Effect.Effect<void>
}>()("test/Packages") {
  static readonly layer = Layer.effect(
    Packages,
    Effect.gen(function*() {
      const fs = yield* FileSystem.FileSystem
      const path = yield* Path.Path
      const folder = yield* fs.makeTempDirectoryScoped({ prefix: "dpg-packages-" })
      const install = yield* Effect.cached(Effect.andThen(
        npm(folder, "install", "--no-audit", "--no-fund", "--prefer-offline"),
        Effect.succeed(path.join(folder, "node_modules"))
      ))
      const into = Effect.fnUntraced(function*(app: string) {
        yield* fs.copyFile(path.join(app, "package.json"), path.join(folder, "package.json"))
        yield* fs.symlink(yield* install, path.join(app, "node_modules"))
      }, Effect.orDie)
      return { into }
    })
  )
}

const npm = Effect.fnUntraced(function*(folder: string, ...args: ReadonlyArray<string>) {
  const ended = yield* run("npm", ["--prefix", folder, ...args])
  assert.strictEqual(ended?.code, 0, `npm ${args.join(" ")}: ${ended?.stdout}${ended?.stderr}`)
})

describe("a whole run, offline", () => {
  layer(Packages.layer.pipe(Layer.provideMerge(platform)), { timeout: 30_000, excludeTestServices: true })((it) => {
    for (const name of ["library", "repairs", "allotments"]) {
      it.effect(`takes examples/briefs/${name}.md to an app that type-checks and builds`, () =>
        Effect.gen(function*() {
          const path = yield* Path.Path
          const packages = yield* Packages
          const { exists, inside, root } = yield* temporaryFolder
          const brief = path.resolve(`examples/briefs/${name}.md`)
          const { err, exitCode } = yield* dpg(root, ["run", brief, "--offline"])
          assert.strictEqual(exitCode, 0, err)
          yield* packages.into(inside("product/app"))
          yield* npm(inside("product/app"), "run", "build")
          assert.isTrue(yield* exists("product/app/dist/index.html"))
        }), 180_000)
    }
  })
})
