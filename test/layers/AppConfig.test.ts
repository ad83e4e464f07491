import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect, FileSystem, Layer, Option } from "effect"
import { inspect } from "node:util"
import { defaultOpus, defaultSonnet } from "../../src/domain/Models.ts"
import { AppConfig } from "../../src/layers/AppConfig.ts"
import { type AwsHome, homeSettings } from "../support/awsHome.ts"
import { fieldsOf } from "../support/awsServer.ts"

const read = (values: Record<string, string>, home: AwsHome = {}) =>
  Effect.gen(function*() {
    return yield* AppConfig
  }).pipe(
    Effect.provide(
      AppConfig.layer.pipe(Layer.provide(homeSettings(home, values)), Layer.provide(NodeServices.layer))
    )
  )

describe("AppConfig", () => {
  it.effect("has the documented defaults, with and without layerOf", () =>
    Effect.gen(function*() {
      const config = yield* read({})
      assert.deepStrictEqual(config.region, { value: "us-east-1", source: "default" })
      assert.deepStrictEqual(
        Object.values(config.models).map(({ id }) => id),
        [defaultSonnet, defaultSonnet, defaultOpus, defaultOpus]
      )
      assert.strictEqual(Duration.toSeconds(config.connectTimeout), 30)
      assert.strictEqual(Duration.toSeconds(config.readTimeout), 600)
      assert.strictEqual(config.maxAttempts, 2)
      assert.strictEqual(config.repairRounds, 1)
      assert.isTrue(Option.isNone(config.endpoint))
      const given = yield* Effect.provide(
        Effect.gen(function*() {
          return yield* AppConfig
        }),
        AppConfig.layerOf()
      )
      assert.deepStrictEqual(JSON.parse(JSON.stringify(given)), JSON.parse(JSON.stringify(config)))
    }))

  it.effect("takes the Region in order, and reports from where", () =>
    Effect.gen(function*() {
      const all = { BEDROCK_REGION: "eu-west-1", AWS_REGION: "eu-west-2", AWS_DEFAULT_REGION: "eu-west-3" }
      assert.deepStrictEqual((yield* read(all)).region, { value: "eu-west-1", source: "BEDROCK_REGION" })
      assert.deepStrictEqual((yield* read({ ...all, BEDROCK_REGION: "" })).region, {
        value: "eu-west-2",
        source: "AWS_REGION"
      })
      assert.deepStrictEqual((yield* read({ AWS_DEFAULT_REGION: "eu-west-3" })).region.source, "AWS_DEFAULT_REGION")
    }))

  it.effect("takes the profile's Region when the environment has none", () =>
    Effect.gen(function*() {
      const home = { config: "[default]\nregion = ap-northeast-1\n[profile work]\nregion = us-gov-west-1\n" }
      assert.strictEqual((yield* read({}, home)).region.value, "ap-northeast-1")
      const work = yield* read({ AWS_PROFILE: "work" }, home)
      assert.strictEqual(work.region.value, "us-gov-west-1")
      assert.match(work.region.source, /^region of profile "work" in .*\.aws\/config$/)
      assert.strictEqual((yield* read({ AWS_PROFILE: "nobody" }, home)).region.source, "default")
    }))

  it.effect("honours AWS_CONFIG_FILE", () =>
    Effect.gen(function*() {
      const fs = yield* FileSystem.FileSystem
      const file = yield* fs.makeTempFileScoped()
      yield* fs.writeFileString(file, "[default]\nregion=sa-east-1\n")
      assert.strictEqual((yield* read({ AWS_CONFIG_FILE: file })).region.value, "sa-east-1")
    }).pipe(Effect.provide(NodeServices.layer)))

  it.effect("resolves models: the backend verbatim, the others with aliases", () =>
    Effect.gen(function*() {
      const { models } = yield* read({
        BACKEND_MODEL_ID: "opus",
        BEDROCK_DETECTION_MODEL_ID: "haiku",
        BEDROCK_IR_MODEL_ID: "claude-opus-4-6",
        BEDROCK_REACT_MODEL_ID: "  "
      })
      assert.strictEqual(models.backend.id, "opus")
      assert.strictEqual(models.backend.warnings.length, 1)
      assert.deepInclude(models.detection, {
        id: "global.anthropic.claude-haiku-4-5-20251001-v1:0",
        source: "BEDROCK_DETECTION_MODEL_ID"
      })
      assert.strictEqual(models.ir.id, "global.anthropic.claude-opus-4-6-v1")
      assert.deepInclude(models.react, { id: defaultOpus, source: "default" })
    }))

  it.effect("takes no endpoint with a password in it, and does not show it", () =>
    Effect.gen(function*() {
      const error = yield* Effect.flip(read({ AWS_ENDPOINT_URL_BEDROCK_RUNTIME: "https://me:canary@bedrock.example" }))
      assert.include(error.message, "AWS_ENDPOINT_URL_BEDROCK_RUNTIME holds a user name or a password")
      assert.notInclude(inspect(error, { showHidden: true, depth: 20 }), "canary")
    }))

  it.effect("reads timeouts, retries and the endpoint", () =>
    Effect.gen(function*() {
      const config = yield* read({
        BEDROCK_CONNECT_TIMEOUT: "0.5",
        BEDROCK_READ_TIMEOUT: "900",
        BEDROCK_MAX_ATTEMPTS: "0",
        DPG_REPAIR_ROUNDS: "3",
        AWS_ENDPOINT_URL: "http://localhost:1",
        AWS_ENDPOINT_URL_BEDROCK_RUNTIME: "http://127.0.0.1:4567"
      })
      assert.strictEqual(Duration.toMillis(config.connectTimeout), 500)
      assert.strictEqual(Duration.toSeconds(config.readTimeout), 900)
      assert.strictEqual(config.maxAttempts, 0)
      assert.strictEqual(config.repairRounds, 3)
      assert.strictEqual(Option.getOrThrow(config.endpoint).host, "127.0.0.1:4567")
      const general = yield* read({ AWS_ENDPOINT_URL: "http://localhost:1" })
      assert.strictEqual(Option.getOrThrow(general.endpoint).host, "localhost:1")
    }))

  const nonsense: ReadonlyArray<readonly [string, string, string]> = [
    ["BEDROCK_REGION", "Frankfurt", "us-east-1"],
    ["BEDROCK_CONNECT_TIMEOUT", "30s", "seconds"],
    ["BEDROCK_CONNECT_TIMEOUT", "0", "above 0"],
    ["BEDROCK_READ_TIMEOUT", "-1", "seconds"],
    ["DPG_REPAIR_ROUNDS", "6", "from 0 to 5"],
    ["DPG_REPAIR_ROUNDS", "one", "from 0 to 5"],
    ["BEDROCK_READ_TIMEOUT", "9999999", "86400"],
    ["BEDROCK_MAX_ATTEMPTS", "2.5", "0 to 10"],
    ["BEDROCK_MAX_ATTEMPTS", "11", "0 to 10"],
    ["AWS_ENDPOINT_URL_BEDROCK_RUNTIME", "localhost:8080", "URL"],
    ["BEDROCK_IR_MODEL_ID", "claude opus", "model id"]
  ]
  for (const [key, value, expected] of nonsense) {
    it.effect(`refuses ${key}=${value}`, () =>
      Effect.gen(function*() {
        const error = yield* Effect.flip(read({ [key]: value }))
        assert.strictEqual(error._tag, "ConfigInvalid")
        assert.deepInclude(fieldsOf(error), { key, value })
        assert.include(error.message, key)
        assert.include(error.hint, expected)
      }))
  }

  it.effect("changes nothing in the process environment", () =>
    Effect.gen(function*() {
      const before = { ...process.env }
      yield* read({ AWS_REGION: "eu-west-1" })
      assert.deepStrictEqual({ ...process.env }, before)
    }))
})
