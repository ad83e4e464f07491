/** Settings, credentials and the SDK together, against the local Bedrock that checks signatures. */
import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Redacted, Stream } from "effect"
import { BedrockEmulator } from "../../src/emulator/BedrockEmulator.ts"
import { layerEcho } from "../../src/emulator/ScriptedModel.ts"
import { AppConfig } from "../../src/layers/AppConfig.ts"
import { BedrockRuntime } from "../../src/layers/BedrockRuntime.ts"
import { Credentials } from "../../src/layers/Credentials.ts"
import { type AwsHome, homeSettings } from "../support/awsHome.ts"
import { fieldsOf } from "../support/awsServer.ts"

const keys = { accessKeyId: "ASIALOCAL12345678901", secretAccessKey: "local/secret", sessionToken: "local-token" }

const emulator = BedrockEmulator.layer({
  credentials: [{
    accessKeyId: keys.accessKeyId,
    secretAccessKey: Redacted.make(keys.secretAccessKey),
    sessionToken: Redacted.make(keys.sessionToken)
  }]
}).pipe(Layer.provide(layerEcho))

/** Everything as the program wires it, from settings to socket. */
const against = <A, E>(
  values: (url: string) => Record<string, string>,
  home: AwsHome,
  use: (runtime: BedrockRuntime["Service"]) => Effect.Effect<A, E>
) =>
  Effect.gen(function*() {
    const { requests, url } = yield* BedrockEmulator
    const settings = homeSettings(home, { AWS_ENDPOINT_URL_BEDROCK_RUNTIME: url, ...values(url) })
    const result = yield* Effect.gen(function*() {
      return yield* Effect.result(use(yield* BedrockRuntime))
    }).pipe(Effect.provide(
      BedrockRuntime.layer.pipe(
        Layer.provide([AppConfig.layer, Credentials.layer]),
        Layer.provide(settings),
        Layer.provide(NodeServices.layer)
      )
    ))
    return { result, requests: yield* requests }
  }).pipe(Effect.provide(emulator))

const request = {
  modelId: "global.anthropic.claude-opus-4-6-v1",
  messages: [{ role: "user" as const, content: [{ text: "hello there" }] }],
  inferenceConfig: { maxTokens: 100 }
}

const text = (runtime: BedrockRuntime["Service"]) =>
  runtime.converseStream(request).pipe(
    Effect.flatMap(({ value }) => Stream.runCollect(value)),
    Effect.map((events) => events.map((event) => event.contentBlockDelta?.delta?.text ?? "").join(""))
  )

const environment = {
  AWS_ACCESS_KEY_ID: keys.accessKeyId,
  AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
  AWS_SESSION_TOKEN: keys.sessionToken
}

describe("against the local Bedrock", () => {
  it.live("environment keys with a session token, in the Region of the settings", () =>
    Effect.gen(function*() {
      const { requests, result } = yield* against(() => ({ ...environment, AWS_REGION: "eu-west-1" }), {}, text)
      assert.strictEqual(result._tag, "Success")
      if (result._tag === "Success") assert.strictEqual(result.success, "hello there")
      assert.deepInclude(requests[0], { sessionToken: "right", region: "eu-west-1", operation: "ConverseStream" })
    }))

  it.live("a profile of the shared files, its Region too", () =>
    Effect.gen(function*() {
      const { requests, result } = yield* against(
        () => ({ AWS_PROFILE: "local" }),
        {
          config: "[profile local]\nregion = ap-southeast-2\n",
          credentials:
            `[local]\naws_access_key_id=${keys.accessKeyId}\naws_secret_access_key=${keys.secretAccessKey}\n` +
            `aws_session_token=${keys.sessionToken}\n`
        },
        text
      )
      assert.strictEqual(result._tag, "Success")
      assert.deepInclude(requests[0], { sessionToken: "right", region: "ap-southeast-2" })
    }))

  it.live("a wrong secret is AccessDenied by its signature", () =>
    Effect.gen(function*() {
      const { result } = yield* against(() => ({ ...environment, AWS_SECRET_ACCESS_KEY: "wrong" }), {}, text)
      assert.strictEqual(result._tag, "Failure")
      if (result._tag === "Failure") {
        assert.deepInclude(fieldsOf(result.failure), { _tag: "AccessDenied", exception: "InvalidSignatureException" })
      }
    }))

  it.live("an unknown key and a missing session token are AccessDenied", () =>
    Effect.gen(function*() {
      for (const change of [{ AWS_ACCESS_KEY_ID: "AKIAUNKNOWN123456789" }, { AWS_SESSION_TOKEN: "" }]) {
        const { result } = yield* against(() => ({ ...environment, ...change }), {}, text)
        assert.strictEqual(result._tag, "Failure")
        if (result._tag === "Failure") {
          assert.deepInclude(fieldsOf(result.failure), {
            _tag: "AccessDenied",
            exception: "UnrecognizedClientException"
          })
        }
      }
    }))

  it.live("Claude's raw stream and the unstreamed operations", () =>
    Effect.gen(function*() {
      const body = JSON.stringify({
        anthropic_version: "bedrock-2023-05-31",
        max_tokens: 100,
        messages: [{ role: "user", content: "raw words" }]
      })
      const raw = { modelId: request.modelId, contentType: "application/json", body }
      const { result } = yield* against(() => environment, {}, (runtime) =>
        Effect.gen(function*() {
          const streamed = yield* Stream.runCollect((yield* runtime.invokeModelStream(raw)).value)
          const { value } = yield* runtime.invokeModel(raw)
          const reply = yield* runtime.converse(request)
          return { streamed, body: new TextDecoder().decode(value.body), reply: reply.value }
        }))
      assert.strictEqual(result._tag, "Success")
      if (result._tag !== "Success") return
      assert.deepInclude(result.success.streamed.at(-1), { type: "message_stop" })
      assert.include(result.success.body, "raw words")
      assert.strictEqual(result.success.reply.stopReason, "end_turn")
    }))
})
