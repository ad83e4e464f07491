import { assert, describe, layer } from "@effect/vitest"
import { Effect, Layer, Schema, Stream } from "effect"
import { Chat, LanguageModel, Prompt, Tool, Toolkit } from "effect/ai"
import { catalogue, preferredProfile } from "../../../src/domain/Models.ts"
import * as BedrockLanguageModel from "../../../src/layers/BedrockLanguageModel.ts"
import { ConverseClient } from "../../../src/layers/ConverseClient.ts"
import { BedrockEmulator, emulatedBedrock, ScriptedModel } from "../../../src/testing.ts"
import { sonnet } from "../../support/bedrock.ts"
import { collectSpans } from "../../support/spans.ts"

const Weather = Tool.make("weather", {
  description: "The weather in a town, in degrees.",
  parameters: Schema.Struct({ town: Schema.String }),
  success: Schema.Struct({ degrees: Schema.Finite })
})
const toolkit = Toolkit.make(Weather)
const handlers = toolkit.toLayer({ weather: ({ town }) => Effect.succeed({ degrees: town.length }) })

const Order = Schema.Struct({
  customer: Schema.Struct({ name: Schema.String, address: Schema.NullOr(Schema.Struct({ town: Schema.String })) }),
  lines: Schema.Array(Schema.Struct({ article: Schema.String, count: Schema.Int }))
})
const order: typeof Order.Type = {
  customer: { name: "Ada", address: { town: "Kiel" } },
  lines: [{ article: "tea", count: 2 }, { article: "cups", count: 6 }]
}

/** A model with a mind: it looks the weather up when asked, counts what was said, and fills in the order. */
const model = ScriptedModel.layerOf(({ messages, outputSchema, tools }) => {
  const last = messages.at(-1)?.text ?? ""
  if (outputSchema !== undefined || last.includes("order")) return { text: JSON.stringify(order) }
  if (last.includes("degrees")) return { text: `It is ${/"degrees":\s*(\d+)/.exec(last)?.[1]} degrees.` }
  if (last.includes("weather") && tools.length > 0) {
    return { text: "I look.", toolCalls: [{ name: "weather", input: { town: "Kiel" } }] }
  }
  return { text: `Turn ${messages.filter(({ role }) => role === "user").length}: ${last}` }
})

const bedrock = ConverseClient.layer.pipe(Layer.provideMerge(emulatedBedrock()), Layer.provide(model))
const local = BedrockLanguageModel.layer({ modelId: sonnet }).pipe(Layer.provideMerge(bedrock), Layer.merge(handlers))

describe("against the local Bedrock, over a socket", () => {
  layer(local, { excludeTestServices: true })((it) => {
    it.effect("generateText", () =>
      Effect.gen(function*() {
        const response = yield* LanguageModel.generateText({ prompt: "Hello" })
        assert.strictEqual(response.text, "Turn 1: Hello")
        assert.isAbove(response.usage.inputTokens.total ?? 0, 0)
      }))

    it.effect("generateObject, nested", () =>
      Effect.gen(function*() {
        const { value } = yield* LanguageModel.generateObject({ prompt: "The order", schema: Order })
        assert.deepStrictEqual(value, order)
      }))

    it.effect("a schema within its limits on paper alone: a part of it that comes back counts each time", () =>
      Effect.gen(function*() {
        const Part = Schema.Struct({ a: Schema.NullOr(Schema.String), b: Schema.NullOr(Schema.String) }).annotate({
          identifier: "Part"
        })
        const Nine = Schema.Struct(Object.fromEntries("abcdefghi".split("").map((name) => [name, Part])))
        const failure = yield* Effect.flip(LanguageModel.generateObject({ prompt: "Nine", schema: Nine }))
        assert.strictEqual(failure.reason._tag, "StructuredOutputError")
      }))

    it.effect("a strict tool is asked for as a plain one where its parameters are more than Bedrock takes", () =>
      Effect.gen(function*() {
        const Book = Tool.make("book", {
          parameters: Schema.Struct({ seats: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 9 })) })
        }).annotate(Tool.Strict, true)
        const Cancel = Tool.make("cancel", { parameters: Schema.Struct({ id: Schema.String }) })
          .annotate(Tool.Strict, true)
        const booking = Toolkit.make(Book, Cancel)
        const { text } = yield* LanguageModel.generateText({ prompt: "Hello", toolkit: booking }).pipe(
          Effect.provide(booking.toLayer({ book: () => Effect.void, cancel: () => Effect.void }))
        )
        assert.strictEqual(text, "Turn 1: Hello")
      }))

    it.effect("the cache in streams: what it took for an hour costs more than for five minutes, what it served less", () =>
      Effect.gen(function*() {
        const ask = Effect.fnUntraced(function*(seed: string, cachePoint: "5m" | "1h") {
          const parts = yield* Stream.runCollect(LanguageModel.streamText({
            prompt: [
              { role: "system", content: seed.repeat(7000), options: { bedrock: { cachePoint } } },
              { role: "user", content: "Hello" }
            ]
          }))
          const finish = parts.findLast((part) => part.type === "finish")
          const { cacheRead, cacheWrite, uncached } = finish?.usage.inputTokens ?? {}
          const { costUsd } = Schema.decodeUnknownSync(BedrockLanguageModel.FinishDetails)(finish?.metadata["bedrock"])
          return { cacheRead, cacheWrite, uncached, costUsd: Math.round((costUsd ?? 0) * 1_000_000) }
        })
        // Sonnet 4.5: 3 dollars a million in, 15 out; 2 tokens in and 4 out beside the 2,000.
        const rest = 2 * 3 + 4 * 15
        const counts = { cacheRead: 0, cacheWrite: 2000, uncached: 2 }
        assert.deepStrictEqual(yield* ask("a", "5m"), { ...counts, costUsd: 2000 * 3 * 1.25 + rest })
        assert.deepStrictEqual(yield* ask("b", "1h"), { ...counts, costUsd: 2000 * 3 * 2 + rest })
        const served = { cacheRead: 2000, cacheWrite: 0, uncached: 2, costUsd: 2000 * 0.3 + rest }
        assert.deepStrictEqual(yield* ask("b", "1h"), served)
      }))

    it.effect("streamText with a tool round trip", () =>
      Effect.gen(function*() {
        const asked = yield* Stream.runCollect(LanguageModel.streamText({ prompt: "The weather in Kiel?", toolkit }))
        assert.deepInclude(asked.find(({ type }) => type === "tool-result"), { result: { degrees: 4 } })
        const history = Prompt.concat(Prompt.make("The weather in Kiel?"), Prompt.fromResponseParts(asked))
        const answered = yield* Stream.runCollect(LanguageModel.streamText({ prompt: history, toolkit }))
        const text = answered.map((part) => part.type === "text-delta" ? part.delta : "").join("")
        assert.strictEqual(text, "It is 4 degrees.")
        assert.deepInclude(answered.at(-1), { type: "finish", reason: "stop" })
      }))

    it.effect("a chat of three turns, one of them with a tool that the next is not offered", () =>
      Effect.gen(function*() {
        const chat = yield* Chat.fromPrompt([{ role: "system", content: "Be brief." }])
        assert.strictEqual((yield* chat.generateText({ prompt: "Hello" })).text, "Turn 1: Hello")
        const second = yield* chat.generateText({ prompt: "The weather?", toolkit })
        assert.deepStrictEqual(second.toolResults.map(({ result }) => result), [{ degrees: 4 }])
        // The tool's result goes back with the next turn, though the turn offers no tools.
        const third = yield* Stream.runCollect(chat.streamText({ prompt: "Thanks!" }))
        assert.include(third.map((part) => part.type === "text-delta" ? part.delta : "").join(""), "degrees")
        const { requests } = yield* BedrockEmulator
        const last = (yield* requests).at(-1)
        assert.strictEqual(last?.status, 200)
        assert.deepStrictEqual(last?.prompt?.messages.map(({ role }) => role), [
          "user",
          "assistant",
          "user",
          "assistant",
          "user"
        ])
      }))

    it.effect("countTokens, of a bare id or a profile", () =>
      Effect.gen(function*() {
        const count = (text: string) => BedrockLanguageModel.countTokens({ modelId: sonnet }, text)
        assert.isAbove(yield* count("x".repeat(400)), (yield* count("x")) + 50)
      }))

    it.effect("countTokens with fresh credentials, once, where the service says that they have expired", () =>
      Effect.gen(function*() {
        const { clearFaults, clearRequests, requests, setFaults } = yield* BedrockEmulator
        const expired = { _tag: "exception", name: "ExpiredTokenException", operation: "CountTokens" } as const
        const count = BedrockLanguageModel.countTokens({ modelId: sonnet }, "Hello")
        yield* clearRequests
        yield* setFaults([{ ...expired, times: 1 }])
        assert.isAbove(yield* count, 0)
        assert.lengthOf(yield* requests, 2)
        yield* setFaults([expired])
        const failure = yield* Effect.flip(count)
        assert.deepInclude(failure.reason, { _tag: "AuthenticationError", kind: "ExpiredKey" })
        assert.lengthOf(yield* requests, 4)
        yield* clearFaults
      }))

    it.effect("says where it is, by the semantic conventions", () =>
      Effect.gen(function*() {
        const { url } = yield* BedrockEmulator
        const { spans, tracer } = collectSpans()
        yield* LanguageModel.generateText({ prompt: "Hello" }).pipe(Effect.withTracer(tracer))
        const attempt = Object.fromEntries(
          spans.find(({ name }) => name === "BedrockRuntime.converseStream")?.attributes ?? []
        )
        assert.deepInclude(attempt, { "server.address": "127.0.0.1", "server.port": Number(new URL(url).port) })
      }))

    for (const model of catalogue.filter(({ endOfLife }) => endOfLife === undefined)) {
      it.effect(`${model.name} answers, and with tools as far as it has them`, () =>
        Effect.gen(function*() {
          const prompt: Prompt.RawInput = [
            { role: "system", content: "Be brief." },
            { role: "user", content: "The weather?" }
          ]
          const plain = yield* LanguageModel.generateText({ prompt })
          assert.include(plain.text, "Turn 1")
          const { value } = yield* LanguageModel.generateObject({ prompt: "The order", schema: Order })
          assert.deepStrictEqual(value, order)
          const tools = yield* Effect.result(LanguageModel.generateText({ prompt, toolkit }))
          if (model.tools === "none") {
            assert.deepNestedInclude(tools, { _tag: "Failure", "failure.reason._tag": "InvalidUserInputError" })
          } else {
            assert.strictEqual(tools._tag === "Success" && tools.success.toolResults.length, 1)
          }
        }).pipe(BedrockLanguageModel.withConfigOverride({ modelId: preferredProfile(model) })))
    }
  })
})
