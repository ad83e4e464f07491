import * as NodeFileSystem from "@effect/platform-node/NodeFileSystem"
import * as NodePath from "@effect/platform-node/NodePath"
import { assert, describe, layer } from "@effect/vitest"
import { Array, Context, Effect, FileSystem, Layer, Path } from "effect"
import { run } from "../support/emulatorProcess.ts"

/** Every TypeScript sample of the documentation as a file, where `dpg` is this source tree. */
class Samples extends Context.Service<Samples, { readonly folder: string; readonly names: ReadonlyArray<string> }>()(
  "test/docs/Samples"
) {
  static readonly layer = Layer.effect(
    Samples,
    Effect.gen(function*() {
      const fs = yield* FileSystem.FileSystem
      const path = yield* Path.Path
      // Inside node_modules, so that the samples' own imports resolve.
      const cache = path.resolve("node_modules/.cache")
      yield* fs.makeDirectory(cache, { recursive: true })
      const folder = yield* fs.makeTempDirectoryScoped({ directory: cache, prefix: "dpg-samples-" })
      const pages = (yield* fs.readDirectory("docs")).filter((name) => name.endsWith(".md"))
      const samples = yield* Effect.forEach(
        pages,
        (page) =>
          Effect.map(
            fs.readFileString(path.join("docs", page)),
            (text) =>
              Array.fromIterable(text.matchAll(/^```ts\n([\s\S]*?)^```$/gm)).map(([, code = ""], index) => ({
                name: `${path.basename(page, ".md")}-${index + 1}${/\bit\./.test(code) ? ".test" : ""}.ts`,
                code
              }))
          )
      )
      const all = samples.flat()
      yield* Effect.forEach(all, ({ code, name }) => fs.writeFileString(path.join(folder, name), code))
      const source = { dpg: path.resolve("src/index.ts"), "dpg/testing": path.resolve("src/testing.ts") }
      yield* fs.writeFileString(path.join(folder, "tsconfig.json"), tsconfigOf(path.resolve("tsconfig.json"), source))
      yield* fs.writeFileString(path.join(folder, "vitest.config.ts"), vitestConfigOf(source))
      return { folder, names: all.map(({ name }) => name) }
    })
  )
}

type Source = Readonly<Record<string, string>>

const tsconfigOf = (base: string, source: Source) =>
  JSON.stringify({
    extends: base,
    compilerOptions: {
      paths: Object.fromEntries(Object.entries(source).map(([name, file]) => [name, [file]])),
      plugins: []
    },
    include: ["*.ts"],
    exclude: ["vitest.config.ts"]
  })

const vitestConfigOf = (source: Source) => {
  const alias = Object.entries(source).map(([name, file]) =>
    `{ find: /^${name.replace("/", "\\/")}$/, replacement: ${JSON.stringify(file)} }`
  )
  return `export default { resolve: { alias: [${alias.join(", ")}] }, test: { include: ["*.test.ts"] } }\n`
}

const node = (folder: string, tool: string, ...args: ReadonlyArray<string>) =>
  Effect.map(run("npx", ["--no-install", tool, ...args, folder]), (ended) => ({
    code: ended?.code,
    output: `${ended?.stdout}${ended?.stderr}`
  }))

describe("the samples of the documentation", () => {
  const platform = Layer.mergeAll(NodeFileSystem.layer, NodePath.layer)
  layer(Samples.layer.pipe(Layer.provide(platform)), { timeout: 30_000, excludeTestServices: true })((it) => {
    it.effect("compile", () =>
      Effect.gen(function*() {
        const { folder, names } = yield* Samples
        assert.isAtLeast(names.length, 6)
        const { code, output } = yield* node(folder, "tsc", "--project")
        assert.strictEqual(code, 0, output)
      }))

    it.effect("that are tests pass", () =>
      Effect.gen(function*() {
        const { folder } = yield* Samples
        const { code, output } = yield* node(folder, "vitest", "run", "--root")
        assert.strictEqual(code, 0, output)
      }))
  })
})
