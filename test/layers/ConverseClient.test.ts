import type * as Sdk from "@aws-sdk/client-bedrock-runtime"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Layer, Stream } from "effect"
import { TestClock } from "effect/testing"
import { defaultPolicy, Policy, retrySchedule } from "../../src/domain/Policy.ts"
import { BedrockRuntime } from "../../src/layers/BedrockRuntime.ts"
import { CallContext } from "../../src/layers/CallContext.ts"
import { ConverseClient, type ConverseRequest } from "../../src/layers/ConverseClient.ts"
import { CallRecorder, type Outcome, ScriptedBedrock, scriptedConverse } from "../../src/testing.ts"
import { attempts, opus47, outcomes, sonnet } from "../support/bedrock.ts"

const request: ConverseRequest = { modelId: sonnet, messages: [{ role: "user", content: [{ text: "Hello" }] }] }
const converse = (more: Partial<ConverseRequest> = {}) =>
  ConverseClient.use((client) => client.converse({ ...request, ...more }))
const converseOnce = (more: Partial<ConverseRequest> = {}) =>
  ConverseClient.use((client) => client.converseOnce({ ...request, ...more }))
const sent = ScriptedBedrock.use((script) => Effect.map(script.requests, (all) => all.map(({ input }) => input)))

const over = (...script: ReadonlyArray<Outcome>) =>
  Effect.provide(Layer.merge(scriptedConverse(...script), CallRecorder.layer))

describe("request", () => {
  it.effect("always has a limit, a temperature of 0, and says on whose behalf it is made", () =>
    Effect.gen(function*() {
      yield* converse().pipe(Effect.provideService(CallContext, { step: "04b-ir", page: "home" }))
      assert.deepStrictEqual(yield* sent, [{
        ...request,
        inferenceConfig: { maxTokens: 64_000, temperature: 0 },
        requestMetadata: { step: "04b-ir", page: "home" }
      }])
    }).pipe(over({ text: "Hi" })))

  it.effect("keeps what the caller says", () =>
    Effect.gen(function*() {
      yield* converse({ inferenceConfig: { maxTokens: 5, temperature: 0.5 }, requestMetadata: { team: "a" } })
      assert.deepInclude((yield* sent)[0], {
        inferenceConfig: { maxTokens: 5, temperature: 0.5 },
        requestMetadata: { team: "a" }
      })
    }).pipe(over({ text: "Hi" })))

  it.effect("sends no temperature where the model or another parameter rules it out", () =>
    Effect.gen(function*() {
      yield* converse({ modelId: opus47, inferenceConfig: { maxTokens: 5 } })
      yield* converse({ inferenceConfig: { maxTokens: 5, topP: 0.5 } })
      yield* converse({
        inferenceConfig: { maxTokens: 5 },
        additionalModelRequestFields: { thinking: { type: "enabled", budget_tokens: 1024 } }
      })
      assert.deepStrictEqual(
        (yield* sent).map((input) => "inferenceConfig" in input && input.inferenceConfig),
        [{ maxTokens: 5 }, { maxTokens: 5, topP: 0.5 }, { maxTokens: 5 }]
      )
    }).pipe(over({ text: "1" }, { text: "2" }, { text: "3" })))

  it.effect("keeps its metadata within what the service takes", () =>
    Effect.gen(function*() {
      const pairs = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`k${index}`, "v"]))
      yield* converse({ requestMetadata: { "käse": "a|b", long: "x".repeat(300), none: "", ...pairs } }).pipe(
        Effect.provideService(CallContext, { step: "05-react", page: "" })
      )
      const [input] = yield* sent
      const metadata = input !== undefined && "requestMetadata" in input ? input.requestMetadata : undefined
      assert.lengthOf(Object.keys(metadata ?? {}), 16)
      assert.deepInclude(metadata, { step: "05-react", k_se: "a_b", long: "x".repeat(256) })
      assert.doesNotHaveAnyKeys(metadata, ["none", "page"])
    }).pipe(over({ text: "Hi" })))
})

describe("reply", () => {
  const usage = { inputTokens: 12, outputTokens: 34, cacheReadInputTokens: 5, cacheWriteInputTokens: 6 }
  const answer = {
    reasoning: { text: "Let me see", signature: "c2ln" },
    text: ["Hello", " there"],
    toolCalls: [
      { id: "t1", name: "search", input: { query: "a \"b\"", deep: [1, { x: null }] } },
      { id: "t2", name: "now", input: {} }
    ],
    usage
  }

  for (const [name, call] of [["streamed", converse], ["whole", converseOnce]] as const) {
    it.effect(`is the same ${name}: reasoning with its signature, text, and tool calls`, () =>
      Effect.gen(function*() {
        assert.deepStrictEqual(yield* call(), {
          message: {
            role: "assistant",
            content: [
              { reasoningContent: { reasoningText: { text: "Let me see", signature: "c2ln" } } },
              { text: "Hello there" },
              { toolUse: { toolUseId: "t1", name: "search", input: { query: "a \"b\"", deep: [1, { x: null }] } } },
              { toolUse: { toolUseId: "t2", name: "now", input: {} } }
            ]
          },
          stopReason: "tool_use",
          usage,
          requestId: "request-1",
          service: {}
        })
        assert.deepInclude((yield* attempts)[0], { client: "converse", usage, stopReason: "tool_use" })
      }).pipe(over(answer)))

    for (const stopReason of ["max_tokens", "model_context_window_exceeded"]) {
      it.effect(`that ends with ${stopReason} is OutputTruncated, ${name}`, () =>
        Effect.gen(function*() {
          assert.strictEqual((yield* Effect.flip(call()))._tag, "OutputTruncated")
          assert.deepInclude((yield* attempts)[0], { usage, stopReason })
        }).pipe(over({ text: "Hel", stopReason, usage })))
    }

    for (const stopReason of ["guardrail_intervened", "content_filtered"]) {
      it.effect(`that ends with ${stopReason} is Refused, with the guardrail's words, ${name}`, () =>
        Effect.gen(function*() {
          const error = yield* Effect.flip(call())
          assert.deepInclude(error, { _tag: "Refused", stopReason, detail: "Blocked." })
        }).pipe(over({ text: "Blocked.", stopReason })))
    }

    it.effect(`that the model got wrong is asked for once more, ${name}`, () =>
      Effect.gen(function*() {
        const exit = yield* Effect.forkChild(Effect.flip(call()))
        yield* TestClock.adjust("1 minute")
        assert.deepInclude(yield* Fiber.join(exit), { _tag: "ServiceFailed", exception: "malformed_model_output" })
        assert.deepStrictEqual(yield* outcomes, ["ServiceFailed", "ServiceFailed"])
      }).pipe(over(...Array.from({ length: 3 }, () => ({ text: "{", stopReason: "malformed_model_output" })))))
  }

  it.effect("that ends without saying so is StreamBroken; content decides whether it is asked for again", () =>
    Effect.gen(function*() {
      const fiber = yield* Effect.forkChild(Effect.flip(converse()))
      yield* TestClock.adjust("1 minute")
      assert.deepInclude(yield* Fiber.join(fiber), { _tag: "StreamBroken", contentSeen: true })
      assert.deepStrictEqual(yield* outcomes, ["StreamBroken", "StreamBroken"])
    }).pipe(over({ stopReason: "" }, { text: "Hi", stopReason: "" }, { text: "Hi" })))

  it.effect("with a tool call cut in the middle is cut, not malformed", () =>
    Effect.gen(function*() {
      assert.strictEqual((yield* Effect.flip(converse()))._tag, "OutputTruncated")
    }).pipe(playing("max_tokens")))

  it.effect("with tool input that is no JSON is the model's fault", () =>
    Effect.gen(function*() {
      const error = yield* Effect.flip(converse()).pipe(
        Effect.provideService(Policy, { ...defaultPolicy, retry: retrySchedule(0) })
      )
      assert.deepInclude(error, { _tag: "ServiceFailed", exception: "malformed_tool_use" })
    }).pipe(playing("tool_use")))

  /** A tool call whose input breaks off. */
  const playing = (stopReason: Sdk.StopReason) =>
    Effect.provide(
      ConverseClient.layer.pipe(
        Layer.provide(Layer.mock(BedrockRuntime, {
          converseStream: () =>
            Effect.succeed({
              requestId: "r",
              value: Stream.fromIterable<Sdk.ConverseStreamOutput>([
                { contentBlockStart: { contentBlockIndex: 0, start: { toolUse: { toolUseId: "t", name: "search" } } } },
                { contentBlockDelta: { contentBlockIndex: 0, delta: { toolUse: { input: "{\"que" } } } },
                { messageStop: { stopReason } }
              ])
            })
        })),
        Layer.provide(ScriptedBedrock.layer())
      )
    )
})
