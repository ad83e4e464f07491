import { assert, describe, layer } from "@effect/vitest"
import { Context, Effect, FileSystem, Layer, Path, Schema } from "effect"
import { browserGates, Verification } from "../src/domain/Verification.ts"
import { run, runs } from "./support/emulatorProcess.ts"
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

const chromium = await runs("chromium", ["--version"])

const decodeVerification = Schema.decodeEffect(Schema.fromJsonString(Verification))

/** Every gate, build, lint and tests among them; without a browser those that need one are skipped, never passed. */
const verified = Effect.fnUntraced(function*<E, R>(
  root: string,
  exists: (name: string) => Effect.Effect<boolean, E, R>
) {
  const { err, exitCode, out } = yield* dpg(root, ["verify", "--json"])
  const { gates } = yield* decodeVerification(out)
  const found = gates.flatMap((gate) => gate.findings.map((one) => `${gate.id} ${one.at}: ${one.message}`))
  assert.deepStrictEqual(found, [], err)
  assert.strictEqual(exitCode, 0, err)
  const skipped = gates.filter(({ status }) => status === "skipped").map(({ id }) => id)
  assert.deepStrictEqual(skipped, chromium ? [] : [...browserGates])
  assert.isTrue(yield* exists("product/report.html"))
})

describe("a whole run", () => {
  layer(Packages.layer.pipe(Layer.provideMerge(platform)), { timeout: 30_000, excludeTestServices: true })((it) => {
    /** A run of its own, with what its app is made of put in place. */
    const made = Effect.fnUntraced(function*(...args: ReadonlyArray<string>) {
      const packages = yield* Packages
      const folder = yield* temporaryFolder
      const { err, exitCode } = yield* dpg(folder.root, ["run", ...args])
      assert.strictEqual(exitCode, 0, err)
      yield* packages.into(folder.inside("product/app"))
      return { ...folder, script: (name: string) => npm(folder.inside("product/app"), "run", name) }
    })

    it.effect(
      "offline: a brief to an app that type-checks, builds and passes its own lint and tests",
      () =>
        Effect.gen(function*() {
          const path = yield* Path.Path
          const { exists, script } = yield* made(path.resolve("examples/briefs/library.md"), "--offline")
          yield* script("build")
          assert.isTrue(yield* exists("product/app/dist/index.html"))
          yield* script("lint")
          yield* script("test")
        }),
      300_000
    )

    const recorded = Effect.fnUntraced(function*(name: string) {
      const path = yield* Path.Path
      const folder = path.resolve("examples/recorded", name)
      return yield* made(path.join(folder, "brief.md"), "--replay", path.join(folder, "replay"))
    })

    it.effect(
      "a strong model's recorded answers to an app that passes every gate, in a browser too",
      () =>
        Effect.gen(function*() {
          const { exists, root } = yield* recorded("lantern-choir")
          yield* verified(root, exists)
        }),
      300_000
    )

    it.effect(
      "a recorded game to an app that type-checks, builds and passes its own lint and tests",
      () =>
        Effect.gen(function*() {
          const { script } = yield* recorded("sliding-fifteen")
          yield* script("build")
          yield* script("lint")
          yield* script("test")
        }),
      300_000
    )
  })
})
