/** The clients and the language model over the real SDK, a real socket and checked signatures. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Option, Schema, Stream } from "effect"
import { LanguageModel, Prompt, Tool, Toolkit } from "effect/ai"
import * as BedrockLanguageModel from "../../src/layers/BedrockLanguageModel.ts"
import { ConverseClient } from "../../src/layers/ConverseClient.ts"
import { RawClient } from "../../src/layers/RawClient.ts"
import {
  BedrockEmulator,
  CallRecorder,
  emulatedBedrock,
  type EmulatorOptions,
  type ModelReply,
  type ModelRequest,
  ScriptedModel
} from "../../src/testing.ts"
import { attempts, impatient, llama, opus47, outcomes, sonnet, sonnet46 } from "../support/bedrock.ts"

const against = (answer: (request: ModelRequest) => ModelReply, options: EmulatorOptions = {}) =>
  Effect.provide(
    Layer.mergeAll(RawClient.layer, ConverseClient.layer).pipe(
      Layer.provideMerge(emulatedBedrock(options)),
      Layer.provide(ScriptedModel.layerOf(answer)),
      Layer.merge(Layer.merge(CallRecorder.layer, impatient))
    )
  )
const echo = ({ messages }: ModelRequest): ModelReply => ({ text: messages.at(-1)?.text ?? "" })
const words = Array.from({ length: 400 }, (_, index) => `word ${index}`).join("\n")

const raw = RawClient.use((client) =>
  client.invoke({ modelId: sonnet, system: "Repeat.", messages: [{ role: "user", text: words }] })
)
const rawOnce = RawClient.use((client) =>
  client.invokeOnce({ modelId: sonnet, system: "Repeat.", messages: [{ role: "user", text: words }] })
)
const request = { modelId: sonnet, messages: [{ role: "user" as const, content: [{ text: words }] }] }
const converse = ConverseClient.use((client) => client.converse(request))
const converseOnce = ConverseClient.use((client) => client.converseOnce(request))
const seen = BedrockEmulator.use(({ requests }) => requests)

describe("clients", () => {
  it.live("get whole answers by all four operations, and count their tokens", () =>
    Effect.gen(function*() {
      assert.strictEqual((yield* raw).text, words)
      assert.strictEqual((yield* rawOnce).text, words)
      assert.deepStrictEqual((yield* converse).message.content, [{ text: words }])
      assert.deepStrictEqual((yield* converseOnce).message.content, [{ text: words }])
      assert.deepStrictEqual(yield* outcomes, ["ok", "ok", "ok", "ok"])
      for (const attempt of yield* attempts) {
        assert.isAbove(attempt.usage.inputTokens, 100)
        assert.isAbove(attempt.usage.outputTokens, 100)
        assert.match(attempt.requestId, /^[0-9a-f-]{36}$/)
      }
    }).pipe(against(echo)))

  it.live("make three requests of a service that throttles, then say so", () =>
    Effect.gen(function*() {
      const errors = [yield* Effect.flip(raw), yield* Effect.flip(converse)]
      assert.deepStrictEqual(errors.map(({ _tag }) => _tag), ["Throttled", "Throttled"])
      assert.lengthOf(yield* seen, 6)
      assert.deepStrictEqual((yield* attempts).map(({ attempt }) => attempt), [1, 2, 3, 1, 2, 3])
    }).pipe(against(echo, { faults: [{ _tag: "throttle" }] })))

  it.live("make one request of a service that denies", () =>
    Effect.gen(function*() {
      const errors = [yield* Effect.flip(raw), yield* Effect.flip(converse)]
      assert.deepStrictEqual(errors.map(({ _tag }) => _tag), ["AccessDenied", "AccessDenied"])
      assert.lengthOf(yield* seen, 2)
      assert.isTrue((yield* attempts).every(({ requestId }) => requestId !== ""))
    }).pipe(against(echo, { faults: [{ _tag: "deny" }] })))

  it.live("try again where the stream is reset before content, not after it", () =>
    Effect.gen(function*() {
      const { setFaults } = yield* BedrockEmulator
      yield* setFaults([{ _tag: "cut", afterEvents: 0, how: "end", times: 1 }])
      assert.deepStrictEqual((yield* converse).message.content, [{ text: words }])
      yield* setFaults([{ _tag: "cut", afterEvents: 5, how: "end", times: 1 }])
      assert.deepInclude(yield* Effect.flip(converse), { _tag: "StreamBroken", contentSeen: true })
      yield* setFaults([{ _tag: "cut", afterEvents: 5, how: "end", times: 1 }])
      assert.deepInclude(yield* Effect.flip(raw), { _tag: "StreamBroken", contentSeen: true })
      assert.deepStrictEqual(yield* outcomes, ["StreamBroken", "ok", "StreamBroken", "StreamBroken"])
    }).pipe(against(echo)))

  it.live("are cut off by the service's limit", () =>
    Effect.gen(function*() {
      assert.strictEqual((yield* Effect.flip(raw))._tag, "OutputTruncated")
      assert.strictEqual((yield* Effect.flip(converse))._tag, "OutputTruncated")
    }).pipe(against((request) => ({ ...echo(request), stopReason: "max_tokens" }))))
})

const Plan = Schema.Struct({
  title: Schema.String,
  steps: Schema.Array(Schema.Struct({ id: Schema.String, days: Schema.Finite }))
})
const plan: typeof Plan.Type = { title: "t", steps: [{ id: "a", days: 2 }, { id: "b", days: 0.5 }] }
const planJson = Schema.encodeSync(Schema.fromJsonString(Plan))(plan)

const modelled = (modelId: string) => Effect.provide(BedrockLanguageModel.layer({ modelId }))

describe("language model", () => {
  for (const modelId of [sonnet, sonnet46, opus47, llama]) {
    it.live(`gives an object by the best means of ${modelId}`, () =>
      LanguageModel.generateObject({ prompt: "Plan", schema: Plan, objectName: "plan" }).pipe(
        Effect.map(({ value }) => assert.deepStrictEqual(value, plan)),
        modelled(modelId),
        against(() => ({ text: planJson }))
      ))
  }

  it.live("goes round with a tool", () =>
    Effect.gen(function*() {
      const first = yield* LanguageModel.generateText({ prompt: "Find tea", toolkit })
      assert.deepStrictEqual(first.toolResults.map(({ result }) => result), ["TEA"])
      const second = yield* LanguageModel.generateText({
        prompt: Prompt.concat(Prompt.make("Find tea"), Prompt.fromResponseParts(first.content)),
        toolkit
      })
      assert.include(second.text, "TEA")
    }).pipe(
      Effect.provide(toolkit.toLayer({ search: ({ query }) => Effect.succeed(query.toUpperCase()) })),
      modelled(sonnet),
      against((request) =>
        request.messages.length === 1
          ? { text: "", toolCalls: [{ name: "search", input: { query: "tea" } }] }
          : echo(request)
      )
    ))
  const toolkit = Toolkit.make(
    Tool.make("search", { parameters: Schema.Struct({ query: Schema.String }), success: Schema.String })
  )

  it.live("streams text", () =>
    Effect.gen(function*() {
      const parts = yield* Stream.runCollect(LanguageModel.streamText({ prompt: words }))
      const text = parts.map((part) => part.type === "text-delta" ? part.delta : "").join("")
      assert.strictEqual(text, words)
      assert.deepInclude(parts.at(-1), { type: "finish", reason: "stop" })
    }).pipe(modelled(sonnet), against(echo)))

  it.live("keeps Bedrock's error under its own", () =>
    Effect.gen(function*() {
      const error = yield* Effect.flip(LanguageModel.generateText({ prompt: "Hello" }))
      assert.strictEqual(error.reason._tag, "RateLimitError")
      const bedrock = Option.getOrThrow(BedrockLanguageModel.toBedrockError(error))
      assert.strictEqual(bedrock._tag, "Throttled")
    }).pipe(modelled(sonnet), against(echo, { faults: [{ _tag: "throttle" }] })))
})
