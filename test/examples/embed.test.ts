import { assert, describe, layer } from "@effect/vitest"
import { Context, Effect, FileSystem, Layer, Path, Redacted } from "effect"
import { BedrockEmulator } from "../../src/emulator/BedrockEmulator.ts"
import { OfflineModel } from "../../src/emulator/offline/OfflineModel.ts"
import * as ScriptedModel from "../../src/emulator/ScriptedModel.ts"
import { exampleCredentials } from "../../src/emulator/Signature.ts"
import { run } from "../support/emulatorProcess.ts"
import { platform } from "../support/runFolder.ts"

/** The example as its own project: installed from the packed library, and compiled. */
class Installed extends Context.Service<Installed, { readonly folder: string }>()("test/examples/Installed") {
  static readonly layer = Layer.effect(
    Installed,
    Effect.gen(function*() {
      const fs = yield* FileSystem.FileSystem
      const path = yield* Path.Path
      const folder = yield* fs.makeTempDirectoryScoped({ prefix: "dpg-embed-" })
      yield* npm("pack", "--silent", "--pack-destination", folder)
      const archive = (yield* fs.readDirectory(folder)).find((name) => name.endsWith(".tgz"))
      yield* fs.copy(path.resolve("examples/embed"), folder, { overwrite: true })
      const manifest = yield* fs.readFileString(path.join(folder, "package.json"))
      yield* fs.writeFileString(path.join(folder, "package.json"), manifest.replace("file:../..", `file:./${archive}`))
      yield* npm("install", "--prefix", folder, "--no-audit", "--no-fund", "--prefer-offline")
      yield* npm("run", "build", "--prefix", folder)
      return { folder }
    })
  )
}

const npm = Effect.fnUntraced(function*(...args: ReadonlyArray<string>) {
  const ended = yield* run("npm", args)
  assert.strictEqual(ended?.code, 0, `npm ${args.join(" ")}: ${ended?.stdout}${ended?.stderr}`)
})

/** Runs the chat, which starts a local Bedrock of its own unless it is given a model. */
const chat = Effect.fnUntraced(function*(env: Readonly<Record<string, string>> = {}) {
  const { folder } = yield* Installed
  const ended = yield* run("npm", ["run", "chat", "--silent", "--prefix", folder], env)
  return { code: ended?.code, stdout: ended?.stdout ?? "", stderr: ended?.stderr ?? "" }
})

/** Runs it in its folder against a local Bedrock. */
const start = Effect.gen(function*() {
  const { folder } = yield* Installed
  const { url } = yield* BedrockEmulator
  const ended = yield* run("npm", ["start", "--silent", "--prefix", folder], {
    AWS_ENDPOINT_URL_BEDROCK_RUNTIME: url,
    AWS_ACCESS_KEY_ID: exampleCredentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: Redacted.value(exampleCredentials.secretAccessKey),
    BEDROCK_MAX_ATTEMPTS: "0"
  })
  return { code: ended?.code, stdout: ended?.stdout ?? "" }
})

const emulator = BedrockEmulator.layer().pipe(Layer.provide(OfflineModel.layer))
const echo = BedrockEmulator.layer().pipe(Layer.provide(ScriptedModel.layerEcho))

describe("examples/embed", () => {
  layer(Installed.layer.pipe(Layer.provideMerge(platform)), { timeout: 180_000, excludeTestServices: true })((it) => {
    it.effect("catches Throttled by its tag", () =>
      Effect.gen(function*() {
        const { setFaults } = yield* BedrockEmulator
        yield* setFaults([{ _tag: "throttle" }])
        const { code, stdout } = yield* start
        assert.strictEqual(code, 0)
        assert.match(stdout, /^Later, then: .+ is throttled/)
      }).pipe(Effect.provide(emulator)), 60_000)

    it.effect("writes the PRD of its brief", () =>
      Effect.gen(function*() {
        const { code, stdout } = yield* start
        assert.strictEqual(code, 0)
        assert.match(stdout, /^Tool shed\nFR-1 \(stated\) /)
      }).pipe(Effect.provide(emulator)), 60_000)

    it.effect("holds a chat of three turns, with a tool", () =>
      Effect.gen(function*() {
        const { code, stderr, stdout } = yield* chat()
        assert.strictEqual(code, 0, stdout + stderr)
        const said = [
          "> Hello, who are you?",
          "I mind the tool shed.",
          "Let me look.",
          "[stock {\"tool\":\"drill\"}]",
          "There are 2 in the shed.",
          "Yes, until Sunday."
        ]
        assert.deepStrictEqual(stdout.split("\n").filter((line) => said.includes(line)), said)
        assert.lengthOf(stdout.match(/^\(US\$ 0\.\d+\)$/gm) ?? [], 3)
      }), 60_000)

    it.effect("holds it with the model that the environment names", () =>
      Effect.gen(function*() {
        const { requests, url } = yield* BedrockEmulator
        const { code, stderr, stdout } = yield* chat({
          CHAT_MODEL_ID: "us.amazon.nova-pro-v1:0",
          AWS_ENDPOINT_URL_BEDROCK_RUNTIME: url,
          AWS_ACCESS_KEY_ID: exampleCredentials.accessKeyId,
          AWS_SECRET_ACCESS_KEY: Redacted.value(exampleCredentials.secretAccessKey)
        })
        assert.strictEqual(code, 0, stdout + stderr)
        const models = (yield* requests).map(({ modelId }) => modelId)
        assert.deepStrictEqual(models, Array.from({ length: 3 }, () => "us.amazon.nova-pro-v1:0"))
      }).pipe(Effect.provide(echo)), 60_000)
  })
})
