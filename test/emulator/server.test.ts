import * as Sdk from "@aws-sdk/client-bedrock-runtime"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { BedrockEmulator } from "../../src/emulator/BedrockEmulator.ts"
import { layerEcho, layerOf, layerScript } from "../../src/emulator/ScriptedModel.ts"
import {
  asked,
  attempt,
  claudeBody,
  claudeEvents,
  collect,
  sdkClient,
  send,
  signedRequest,
  sonnet
} from "../support/emulator.ts"

const echo = BedrockEmulator.layer().pipe(Layer.provide(layerEcho))

const scripted = (...replies: Parameters<typeof layerScript>[0]) =>
  BedrockEmulator.layer().pipe(Layer.provide(layerScript(replies)))

const long = "Every word of this has to arrive in its own order, häppchenweise 🍱. ".repeat(40)

describe("the operations, by the AWS SDK", () => {
  it.effect("Converse", () =>
    Effect.gen(function*() {
      const client = yield* sdkClient()
      const reply = yield* attempt(() =>
        client.send(new Sdk.ConverseCommand({ modelId: sonnet, system: [{ text: "Echo." }], messages: asked(long) }))
      )
      assert.deepStrictEqual(reply.output?.message, { role: "assistant", content: [{ text: long }] })
      assert.strictEqual(reply.stopReason, "end_turn")
      assert.strictEqual(reply.usage?.totalTokens, (reply.usage?.inputTokens ?? 0) + (reply.usage?.outputTokens ?? 0))
      assert.isAbove(reply.usage?.outputTokens ?? 0, 500)
      assert.isAtLeast(reply.metrics?.latencyMs ?? -1, 0)
      assert.match(reply.$metadata.requestId ?? "", /^[0-9a-f-]{36}$/)

      const [seen] = yield* (yield* BedrockEmulator).requests
      assert.deepInclude(seen, {
        operation: "Converse",
        modelId: sonnet,
        region: "eu-central-1",
        accessKeyId: "AKIAIOSFODNN7EXAMPLE",
        sessionToken: "absent",
        attempt: "attempt=1; max=1",
        status: 200,
        outcome: "answered",
        requestId: reply.$metadata.requestId ?? ""
      })
      assert.strictEqual(seen?.prompt?.system, "Echo.")
    }).pipe(Effect.provide(echo)))

  it.effect("ConverseStream, in deltas, with the closing events", () =>
    Effect.gen(function*() {
      const client = yield* sdkClient()
      const { stream } = yield* attempt(() =>
        client.send(new Sdk.ConverseStreamCommand({ modelId: sonnet, messages: asked(long) }))
      )
      const events = yield* collect(stream)
      const deltas = events.flatMap((event) => event.contentBlockDelta?.delta?.text ?? [])
      assert.strictEqual(deltas.join(""), long)
      assert.isAbove(deltas.length, 10)
      assert.deepStrictEqual(events[0], { messageStart: { role: "assistant" } })
      assert.deepStrictEqual(events.at(-2), { messageStop: { stopReason: "end_turn" } })
      assert.strictEqual(
        events.at(-1)?.metadata?.usage?.outputTokens,
        Math.ceil(long.length / 3.5)
      )
    }).pipe(Effect.provide(echo)))

  it.effect("InvokeModel, with the counts in its headers", () =>
    Effect.gen(function*() {
      const client = yield* sdkClient()
      const reply = yield* attempt(() =>
        client.send(new Sdk.InvokeModelCommand({ modelId: sonnet, body: claudeBody("seven letters or so") }))
      )
      assert.strictEqual(reply.contentType, "application/json")
      const message = JSON.parse(reply.body.transformToString())
      assert.deepInclude(message, {
        type: "message",
        role: "assistant",
        model: "claude-sonnet-4-5-20250929",
        content: [{ type: "text", text: "seven letters or so" }],
        stop_reason: "end_turn",
        stop_sequence: null
      })
      assert.deepInclude(message.usage, { input_tokens: 6, output_tokens: 6 })

      const path = `/model/${encodeURIComponent(sonnet)}/invoke`
      const raw = yield* send(yield* signedRequest({ path, body: claudeBody("seven letters or so") }))
      assert.strictEqual(raw.headers.get("x-amzn-bedrock-input-token-count"), "6")
      assert.strictEqual(raw.headers.get("x-amzn-bedrock-output-token-count"), "6")
      assert.match(raw.headers.get("x-amzn-bedrock-invocation-latency") ?? "", /^\d+$/)
    }).pipe(Effect.provide(echo)))

  it.effect("InvokeModelWithResponseStream, Claude's own events, the metrics on the last", () =>
    Effect.gen(function*() {
      const client = yield* sdkClient()
      const reply = yield* attempt(() =>
        client.send(new Sdk.InvokeModelWithResponseStreamCommand({ modelId: sonnet, body: claudeBody(long) }))
      )
      assert.strictEqual(reply.contentType, "application/json")
      const events = claudeEvents(yield* collect(reply.body))
      assert.strictEqual(events.map((event) => event.delta?.text ?? "").join(""), long)
      const types = events.map(({ type }) => type)
      assert.deepStrictEqual(types.slice(0, 3), ["message_start", "content_block_start", "content_block_delta"])
      assert.deepStrictEqual(types.slice(-3), ["content_block_stop", "message_delta", "message_stop"])
      assert.hasAllKeys(events.at(-1)?.["amazon-bedrock-invocationMetrics"], [
        "inputTokenCount",
        "outputTokenCount",
        "cacheReadInputTokenCount",
        "cacheWriteInputTokenCount",
        "invocationLatency",
        "firstByteLatency"
      ])
    }).pipe(Effect.provide(echo)))

  it.effect("CountTokens of either kind of request", () =>
    Effect.gen(function*() {
      const client = yield* sdkClient()
      const modelId = "anthropic.claude-sonnet-4-5-20250929-v1:0"
      const inputs: ReadonlyArray<Sdk.CountTokensInput> = [
        { converse: { messages: asked("fourteen chars") } },
        { invokeModel: { body: new TextEncoder().encode(claudeBody("fourteen chars")) } }
      ]
      for (const input of inputs) {
        const { inputTokens } = yield* attempt(() => client.send(new Sdk.CountTokensCommand({ modelId, input })))
        assert.strictEqual(inputTokens, 4)
      }
    }).pipe(Effect.provide(echo)))

  it.effect("a model named by the ARN of a profile", () =>
    Effect.gen(function*() {
      const client = yield* sdkClient()
      const modelId = `arn:aws:bedrock:eu-central-1:123456789012:inference-profile/${sonnet}`
      yield* attempt(() => client.send(new Sdk.ConverseCommand({ modelId, messages: asked("hello") })))
      const [seen] = yield* (yield* BedrockEmulator).requests
      assert.strictEqual(seen?.modelId, modelId)
    }).pipe(Effect.provide(echo)))
})

const schema = {
  type: "object",
  properties: { answer: { type: "string" } },
  required: ["answer"],
  additionalProperties: false
}

const toolConfig = {
  tools: [
    { toolSpec: { name: "look", inputSchema: { json: { type: "object" } } } },
    { toolSpec: { name: "answer", inputSchema: { json: schema } } }
  ]
}

describe("answers held to a schema", () => {
  const saysSchema = BedrockEmulator.layer().pipe(
    Layer.provide(layerOf(({ outputSchema, tools }) => ({
      text: JSON.stringify({ schema: outputSchema, tools: tools.map(({ name }) => name), pad: "x".repeat(500) })
    })))
  )

  it.effect("structured output reaches the model, from Converse and from Claude's body", () =>
    Effect.gen(function*() {
      const client = yield* sdkClient()
      const converse = yield* attempt(() =>
        client.send(
          new Sdk.ConverseCommand({
            modelId: sonnet,
            messages: asked("?"),
            outputConfig: {
              textFormat: { type: "json_schema", structure: { jsonSchema: { schema: JSON.stringify(schema) } } }
            }
          })
        )
      )
      assert.deepStrictEqual(JSON.parse(converse.output?.message?.content?.[0]?.text ?? "").schema, schema)

      const invoke = yield* attempt(() =>
        client.send(
          new Sdk.InvokeModelCommand({
            modelId: sonnet,
            body: claudeBody("?", { output_config: { format: { type: "json_schema", schema } } })
          })
        )
      )
      assert.deepStrictEqual(JSON.parse(JSON.parse(invoke.body.transformToString()).content[0].text).schema, schema)
    }).pipe(Effect.provide(saysSchema)))

  it.effect("a forced tool is answered with a call of it, whole or in deltas", () =>
    Effect.gen(function*() {
      const client = yield* sdkClient()
      const input = {
        modelId: sonnet,
        messages: asked("?"),
        toolConfig: { ...toolConfig, toolChoice: { tool: { name: "answer" } } }
      }
      const whole = yield* attempt(() => client.send(new Sdk.ConverseCommand(input)))
      const call = whole.output?.message?.content?.[0]?.toolUse
      assert.strictEqual(whole.stopReason, "tool_use")
      assert.strictEqual(call?.name, "answer")
      assert.deepInclude(call?.input, { schema, tools: ["answer"] })

      const { stream } = yield* attempt(() => client.send(new Sdk.ConverseStreamCommand(input)))
      const events = yield* collect(stream)
      assert.strictEqual(events[1]?.contentBlockStart?.start?.toolUse?.name, "answer")
      const json = events.map((event) => event.contentBlockDelta?.delta?.toolUse?.input ?? "").join("")
      assert.deepStrictEqual(JSON.parse(json), call?.input)

      const invoke = yield* attempt(() =>
        client.send(
          new Sdk.InvokeModelWithResponseStreamCommand({
            modelId: sonnet,
            body: claudeBody("?", {
              tools: [{ name: "answer", input_schema: schema }],
              tool_choice: { type: "tool", name: "answer" }
            })
          })
        )
      )
      const parts = claudeEvents(yield* collect(invoke.body)).map((event) => event.delta?.partial_json ?? "")
      assert.deepInclude(JSON.parse(parts.join("")), { schema })
    }).pipe(Effect.provide(saysSchema)))

  it.effect("calls of a model's own choice come after its text", () =>
    Effect.gen(function*() {
      const client = yield* sdkClient()
      const reply = yield* attempt(() =>
        client.send(new Sdk.ConverseCommand({ modelId: sonnet, messages: asked("?"), toolConfig }))
      )
      assert.strictEqual(reply.stopReason, "tool_use")
      assert.deepStrictEqual(reply.output?.message?.content?.map((block) => block.toolUse?.input ?? block.text), [
        "Let me look.",
        { at: "it" }
      ])
    }).pipe(
      Effect.provide(scripted({ text: "Let me look.", toolCalls: [{ name: "look", input: { at: "it" } }] }))
    ))
})

describe("where an answer ends", () => {
  it.effect("at maxTokens, which Converse sets to 4,096 when the request does not", () =>
    Effect.gen(function*() {
      const client = yield* sdkClient()
      const cut = yield* attempt(() =>
        client.send(
          new Sdk.ConverseCommand({ modelId: sonnet, messages: asked("?"), inferenceConfig: { maxTokens: 10 } })
        )
      )
      assert.strictEqual(cut.stopReason, "max_tokens")
      assert.strictEqual(cut.output?.message?.content?.[0]?.text?.length, 35)
      assert.strictEqual(cut.usage?.outputTokens, 10)
      const unset = yield* attempt(() =>
        client.send(new Sdk.ConverseCommand({ modelId: sonnet, messages: asked("?") }))
      )
      assert.strictEqual(unset.stopReason, "max_tokens")
      assert.strictEqual(unset.usage?.outputTokens, 4096)
    }).pipe(Effect.provide(scripted("x".repeat(20_000), "x".repeat(20_000)))))

  it.effect("before a stop sequence", () =>
    Effect.gen(function*() {
      const client = yield* sdkClient()
      const reply = yield* attempt(() =>
        client.send(
          new Sdk.InvokeModelCommand({ modelId: sonnet, body: claudeBody("?", { stop_sequences: ["END", "STOP"] }) })
        )
      )
      assert.deepInclude(JSON.parse(reply.body.transformToString()), {
        content: [{ type: "text", text: "before " }],
        stop_reason: "stop_sequence",
        stop_sequence: "STOP"
      })
    }).pipe(Effect.provide(scripted("before STOP after END"))))
})

describe("the server", () => {
  it.effect("a port in use is a typed error", () =>
    Effect.gen(function*() {
      const port = Number(new URL((yield* BedrockEmulator).url).port)
      const second = Layer.build(Layer.fresh(BedrockEmulator.layer({ port }).pipe(Layer.provide(layerEcho))))
      const error = yield* Effect.flip(Effect.scoped(second))
      assert.strictEqual(error._tag, "EmulatorNotStarted")
      assert.include(error.message, "in use")
    }).pipe(Effect.provide(echo)))

  it.effect("stops while an answer is stalled, and the client is told", () =>
    Effect.gen(function*() {
      const { client, stream } = yield* Effect.gen(function*() {
        const client = yield* Effect.provideService(sdkClient(), BedrockEmulator, yield* BedrockEmulator)
        yield* (yield* BedrockEmulator).setFaults([{ _tag: "stall", afterEvents: 2 }])
        const { stream } = yield* attempt(() =>
          client.send(new Sdk.ConverseStreamCommand({ modelId: sonnet, messages: asked("hello") }))
        )
        return { client, stream }
      }).pipe(Effect.provide(echo))
      const failure = yield* Effect.flip(collect(stream))
      assert.match(`${failure.name} ${failure.message}`, /abort|ECONNRESET|hang up/i)
      assert.strictEqual(client.config.apiVersion, "2023-09-30")
    }))

  it.effect("a model that dies is an InternalServerException", () =>
    Effect.gen(function*() {
      const client = yield* sdkClient()
      const failure = yield* Effect.flip(
        attempt(() => client.send(new Sdk.ConverseCommand({ modelId: sonnet, messages: asked("hello") })))
      )
      assert.strictEqual(failure.name, "InternalServerException")
      assert.strictEqual(failure.$metadata?.httpStatusCode, 500)
    }).pipe(Effect.provide(scripted())))
})
