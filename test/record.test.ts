import { assert, describe, it } from "@effect/vitest"
import { Effect, FileSystem, Redacted } from "effect"
import { BedrockEmulator } from "../src/emulator/BedrockEmulator.ts"
import { OfflineModel } from "../src/emulator/offline/OfflineModel.ts"
import { dpg } from "./support/program.ts"
import { platform, temporaryFolder } from "./support/runFolder.ts"

const secret = "aSecretOfThisTest"
const token = "aTokenOfThisTest"
const keys = {
  accessKeyId: "AKIATESTTESTTESTTEST",
  secretAccessKey: Redacted.make(secret),
  sessionToken: Redacted.make(token)
}

const brief = "# Tool shed\n\nNeighbours lend each other tools.\n\n- Members can add a tool.\n"

describe("dpg run", () => {
  it.live("--record, then --replay: the same product, without credentials or network", () =>
    Effect.gen(function*() {
      const { list, put, root, text } = yield* temporaryFolder
      yield* put("brief.md", brief)
      const recorded = yield* dpg(root, ["run", "brief.md", "--offline", "--record", "kept"])
      assert.strictEqual(recorded.exitCode, 0, recorded.err)

      const replayed = yield* dpg(root, ["run", "brief.md", "--replay", "kept", "--out", "again"])
      assert.strictEqual(replayed.exitCode, 0, replayed.err)
      assert.include(replayed.out, "Rules made it")
      const names = yield* list
      // The report tells of the run itself, with its times.
      const made = names.filter((name) => /^product\/(?!\.dpg|report\.html).*\.[a-z]+$/.test(name))
      assert.isAbove(made.length, 30)
      for (const name of made) {
        assert.strictEqual(yield* text(name.replace("product", "again")), yield* text(name), name)
      }
      assert.isFalse(names.some((name) => name.startsWith("kept/missing")))
      assert.include(yield* text("again/.dpg/run.ndjson"), "none: answers are replayed from kept")

      yield* put("brief.md", `${brief}- Members can return a tool.\n`)
      const changed = yield* dpg(root, ["run", "brief.md", "--replay", "kept", "--out", "changed"])
      assert.strictEqual(changed.exitCode, 66)
      const missing = (yield* list).find((name) => name.startsWith("kept/missing/")) ?? ""
      assert.include(changed.err, missing)
      assert.include(changed.err, "02-prd")
      assert.include(yield* text(missing), "Members can return a tool.")
    }).pipe(Effect.provide(platform)), 60_000)

  it.live("--record keeps what was asked online, and no key, secret or token", () =>
    Effect.gen(function*() {
      const fs = yield* FileSystem.FileSystem
      const { inside, list, put, root } = yield* temporaryFolder
      const { url } = yield* BedrockEmulator
      yield* put("brief.md", brief)
      const ended = yield* dpg(root, ["run", "brief.md", "--until", "03-backend", "--record", "kept"], {
        AWS_ENDPOINT_URL_BEDROCK_RUNTIME: url,
        AWS_ACCESS_KEY_ID: keys.accessKeyId,
        AWS_SECRET_ACCESS_KEY: secret,
        AWS_SESSION_TOKEN: token
      })
      assert.strictEqual(ended.exitCode, 0, ended.err)
      const names = (yield* list).filter((name) => name.endsWith(".json") && name.startsWith("kept/"))
      assert.lengthOf(names.filter((name) => name.includes("InvokeModelWithResponseStream")), 2)
      const texts = yield* Effect.forEach(names, (name) => fs.readFileString(inside(name)))
      for (const canary of [keys.accessKeyId, secret, token]) assert.notInclude(texts.join("\n"), canary)
    }).pipe(
      Effect.provide(BedrockEmulator.layer({ credentials: [keys] })),
      Effect.provide([platform, OfflineModel.layer])
    ))

  it.live("64: --replay beside --offline or --record; 66: a folder that is not there; nothing written", () =>
    Effect.gen(function*() {
      const { list, put, root } = yield* temporaryFolder
      yield* put("brief.md", brief)
      for (const flags of [["--offline"], ["--record", "kept"]]) {
        const { err, exitCode } = yield* dpg(root, ["run", "brief.md", "--replay", "kept", ...flags])
        assert.strictEqual(exitCode, 64)
        assert.include(err, "--replay answers alone")
      }
      const { err, exitCode } = yield* dpg(root, ["run", "brief.md", "--replay", "kept"])
      assert.strictEqual(exitCode, 66)
      assert.include(err, "there is no such folder")
      assert.deepStrictEqual(yield* list, ["brief.md"])
    }).pipe(Effect.provide(platform)))
})
