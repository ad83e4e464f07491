import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Stream } from "effect"
import { BedrockRuntime } from "../../src/layers/BedrockRuntime.ts"
import { RawClient, type RawRequest } from "../../src/layers/RawClient.ts"
import { CallRecorder, type Outcome, ScriptedBedrock, scriptedRaw } from "../../src/testing.ts"
import { attempts, opus47, outcomes, sonnet, sonnet46 } from "../support/bedrock.ts"

const request: RawRequest = { modelId: sonnet, system: "Be brief.", messages: [{ role: "user", text: "Hello" }] }
const invoke = (more: Partial<RawRequest> = {}) => RawClient.use((client) => client.invoke({ ...request, ...more }))
const invokeOnce = (more: Partial<RawRequest> = {}) =>
  RawClient.use((client) => client.invokeOnce({ ...request, ...more }))
const sent = ScriptedBedrock.use((script) => Effect.map(script.requests, (all) => all.map(({ body }) => body)))

const over = (...script: ReadonlyArray<Outcome>) =>
  Effect.provide(Layer.merge(scriptedRaw(...script), CallRecorder.layer))

const schema = { type: "object", properties: { a: { type: "string" } }, required: ["a"], additionalProperties: false }

describe("request", () => {
  it.effect("is Claude's messages body, with the model's own limit and no creativity", () =>
    Effect.gen(function*() {
      yield* invoke({ messages: [{ role: "user", text: "Hello" }, { role: "assistant", text: " \n" }] })
      assert.deepStrictEqual(yield* sent, [{
        anthropic_version: "bedrock-2023-05-31",
        max_tokens: 64_000,
        temperature: 0,
        system: "Be brief.",
        messages: [{ role: "user", content: [{ type: "text", text: "Hello" }] }]
      }])
    }).pipe(over({ text: "Hi" })))

  it.effect("leaves out what is empty and what the model refuses", () =>
    Effect.gen(function*() {
      yield* invoke({ modelId: opus47, system: " ", maxTokens: 7 })
      const [body] = yield* sent
      assert.deepInclude(body, { max_tokens: 7 })
      assert.doesNotHaveAnyKeys(body, ["temperature", "system", "tools", "output_config"])
    }).pipe(over({ text: "Hi" })))

  it.effect("holds the answer to a schema natively", () =>
    Effect.gen(function*() {
      const { text } = yield* invoke({ outputSchema: schema })
      assert.strictEqual(text, "{\"a\":\"b\"}")
      assert.deepInclude((yield* sent)[0], { output_config: { format: { type: "json_schema", schema } } })
    }).pipe(over({ text: ["{\"a\":", "\"b\"}"] })))

  it.effect("holds it with a tool where the model has nothing better, streamed or not", () =>
    Effect.gen(function*() {
      const streamed = yield* invoke({ modelId: opus47, outputSchema: schema })
      const whole = yield* invokeOnce({ modelId: opus47, outputSchema: schema })
      assert.deepStrictEqual([streamed.text, whole.text], ["{\"a\":\"b\"}", "{\"a\":\"b\"}"])
      assert.deepInclude((yield* sent)[0], {
        tools: [{ name: "answer", description: "Give the answer.", input_schema: schema }],
        tool_choice: { type: "tool", name: "answer" }
      })
    }).pipe(over(
      { toolCalls: [{ id: "t", name: "answer", input: { a: "b" } }] },
      { toolCalls: [{ id: "t", name: "answer", input: { a: "b" } }] }
    )))

  it.effect("takes the tool's input alone, whatever the model says around it", () =>
    Effect.gen(function*() {
      const streamed = yield* invoke({ modelId: opus47, outputSchema: schema })
      const whole = yield* invokeOnce({ modelId: opus47, outputSchema: schema })
      const bare = yield* invoke({ modelId: opus47, outputSchema: schema })
      assert.deepStrictEqual([streamed.text, whole.text], ["{\"a\":\"b\"}", "{\"a\":\"b\"}"])
      assert.strictEqual(bare.text, "Just words.")
    }).pipe(over(
      { text: "Here it is:", toolCalls: [{ id: "t", name: "answer", input: { a: "b" } }] },
      { text: "Here it is:", toolCalls: [{ id: "t", name: "answer", input: { a: "b" } }] },
      { text: "Just words." }
    )))

  it.effect("holds a tool to the schema where the model can", () =>
    Effect.gen(function*() {
      yield* invoke({ modelId: sonnet46, outputSchema: schema })
      assert.deepNestedInclude((yield* sent)[0], { "tools[0].strict": true })
    }).pipe(over({ toolCalls: [{ id: "t", name: "answer", input: {} }] })))

  it.effect("leaves the schema to the prompt for a model nobody knows", () =>
    Effect.gen(function*() {
      yield* invoke({ modelId: "anthropic.claude-tomorrow", outputSchema: schema })
      assert.doesNotHaveAnyKeys((yield* sent)[0], ["tools", "output_config", "temperature"])
    }).pipe(over({ text: "{}" })))
})

describe("reply", () => {
  const usage = { inputTokens: 12, outputTokens: 34, cacheReadInputTokens: 5, cacheWriteInputTokens: 6 }

  for (const [name, call] of [["streamed", invoke], ["whole", invokeOnce]] as const) {
    it.effect(`is the same ${name}`, () =>
      Effect.gen(function*() {
        assert.deepStrictEqual(yield* call(), {
          text: "Hello there",
          stopReason: "end_turn",
          usage,
          requestId: "request-1"
        })
        const [attempt] = yield* attempts
        assert.deepInclude(attempt, { client: "raw", usage, stopReason: "end_turn" })
        const [exchange] = yield* CallRecorder.use(({ exchanges }) => exchanges)
        assert.deepInclude(exchange?.reply, { text: "Hello there" })
        assert.deepStrictEqual(exchange?.request, request)
      }).pipe(over({ text: ["Hello", " there"], usage })))

    it.effect(`that is cut is OutputTruncated, with what it cost, ${name}`, () =>
      Effect.gen(function*() {
        const error = yield* Effect.flip(call({ maxTokens: 9 }))
        assert.strictEqual(error._tag, "OutputTruncated")
        assert.deepInclude(error, { maxTokens: 9 })
        assert.deepInclude((yield* attempts)[0], { usage, stopReason: "max_tokens" })
      }).pipe(over({ text: "Hel", stopReason: "max_tokens", usage })))

    it.effect(`that is declined is Refused, ${name}`, () =>
      Effect.gen(function*() {
        const error = yield* Effect.flip(call())
        assert.strictEqual(error._tag, "Refused")
        assert.include(error.message, "I would rather not.")
      }).pipe(over({ text: "I would rather not.\nBye", stopReason: "refusal" })))
  }

  it.effect("keeps stop reasons it does not know", () =>
    Effect.gen(function*() {
      assert.strictEqual((yield* invoke()).stopReason, "tomorrow")
    }).pipe(over({ text: "Hi", stopReason: "tomorrow" })))

  it.effect("without a closing event is StreamBroken, and not retried once there was content", () =>
    Effect.gen(function*() {
      const error = yield* Effect.flip(invoke())
      assert.deepInclude(error, { _tag: "StreamBroken", contentSeen: true })
      assert.deepStrictEqual(yield* outcomes, ["StreamBroken"])
    }).pipe(over({ text: "Hi", stopReason: "" })))
})

describe("stream", () => {
  /** Events as they come off the wire. */
  const playing = (...events: ReadonlyArray<unknown>) =>
    Effect.provide(
      Layer.mergeAll(
        RawClient.layer.pipe(
          Layer.provide(Layer.mock(BedrockRuntime, {
            invokeModelStream: () => Effect.succeed({ value: Stream.fromIterable(events), requestId: "r" })
          })),
          Layer.provide(ScriptedBedrock.layer())
        ),
        CallRecorder.layer
      )
    )
  const start = { type: "message_start", message: { usage: { input_tokens: 77, output_tokens: 1 } } }
  const delta = (text: string) => ({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text } })
  const end = { type: "message_delta", delta: { stop_reason: "end_turn" }, usage: { output_tokens: 9 } }

  it.effect("passes over events, deltas and members it does not know", () =>
    Effect.gen(function*() {
      const reply = yield* invoke()
      assert.strictEqual(reply.text, "ab")
      assert.deepInclude(reply.usage, { inputTokens: 77, outputTokens: 9 })
    }).pipe(playing(
      start,
      { type: "ping" },
      { type: "content_block_start", index: 0, content_block: { type: "text", text: "" } },
      delta("a"),
      { type: "content_block_delta", delta: { type: "thinking_delta", thinking: "hm" } },
      { type: "content_block_delta", delta: { type: "signature_delta", signature: "x" } },
      { type: "of_tomorrow", delta: 1 },
      delta("b"),
      end,
      { type: "message_stop", "amazon-bedrock-invocationMetrics": { inputTokenCount: 77 } }
    )))

  it.effect("breaks on what is no event at all", () =>
    Effect.gen(function*() {
      assert.strictEqual((yield* Effect.flip(invoke()))._tag, "StreamBroken")
    }).pipe(playing(start, delta("a"), "event", end)))

  it.effect("breaks on an event it knows in a form it does not, and still says what it cost", () =>
    Effect.gen(function*() {
      const error = yield* Effect.flip(invoke())
      assert.deepInclude(error, { _tag: "StreamBroken", contentSeen: true, requestId: "r" })
      assert.strictEqual((yield* attempts)[0]?.usage.inputTokens, 77)
    }).pipe(playing(start, delta("a"), { type: "content_block_delta", delta: { type: "text_delta", text: 1 } }, end)))
})

describe("whole", () => {
  it.effect("answers that are no message are the service's failure, not retried", () =>
    Effect.gen(function*() {
      const error = yield* Effect.flip(invokeOnce())
      assert.deepInclude(error, { _tag: "ServiceFailed", exception: "UnreadableAnswer", requestId: "r" })
      assert.deepStrictEqual(yield* outcomes, ["ServiceFailed"])
    }).pipe(
      Effect.provide(RawClient.layer.pipe(
        Layer.provide(Layer.mock(BedrockRuntime, {
          invokeModel: () =>
            Effect.succeed({
              value: {
                body: Object.assign(new TextEncoder().encode("<html>"), { transformToString: () => "<html>" }),
                contentType: "text/html",
                $metadata: {}
              },
              requestId: "r"
            })
        })),
        Layer.provide(ScriptedBedrock.layer()),
        Layer.merge(CallRecorder.layer)
      ))
    ))
})
