import type { ConverseStreamOutput } from "@aws-sdk/client-bedrock-runtime"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Logger, Option, Redacted, Ref, References, Schema, Stream } from "effect"
import { Chat, LanguageModel, Prompt, Tokenizer, Tool, Toolkit } from "effect/ai"
import { inspect } from "node:util"
import { StreamBroken } from "../../../src/domain/Errors.ts"
import { defaultPolicy, Policy, retrySchedule } from "../../../src/domain/Policy.ts"
import { noUsage } from "../../../src/domain/Usage.ts"
import * as BedrockLanguageModel from "../../../src/layers/BedrockLanguageModel.ts"
import { BedrockRuntime } from "../../../src/layers/BedrockRuntime.ts"
import { ConverseClient } from "../../../src/layers/ConverseClient.ts"
import { Credentials } from "../../../src/layers/Credentials.ts"
import { exampleCredentials, ScriptedBedrock, scriptedConverse } from "../../../src/testing.ts"
import { llama, opus47, sonnet } from "../../support/bedrock.ts"
import { over, overWith, sent, user } from "../../support/languageModel.ts"
import { collectSpans } from "../../support/spans.ts"

const bytes = new Uint8Array([1, 2, 3])
const text = { type: "text" as const, text: "Look." }

const failing = (prompt: Prompt.RawInput) =>
  Effect.map(
    Effect.flip(LanguageModel.generateText({ prompt })),
    (error) => [error.reason._tag, error.message] as const
  )

describe("files", () => {
  for (
    const [mediaType, format] of [
      ["image/png", "png"],
      ["image/jpeg", "jpeg"],
      ["image/jpg", "jpeg"],
      ["image/gif", "gif"],
      ["IMAGE/WEBP", "webp"]
    ] as const
  ) {
    it.effect(`${mediaType} is an image, as bytes, base64 or a data URL`, () =>
      Effect.gen(function*() {
        yield* LanguageModel.generateText({
          prompt: [user(
            { type: "file", mediaType, data: bytes },
            { type: "file", mediaType, data: "AQID" },
            { type: "file", mediaType, data: `data:${mediaType};base64,AQID` }
          )]
        })
        const image = { image: { format, source: { bytes } } }
        assert.deepStrictEqual((yield* sent)[0]?.messages?.[0]?.content, [image, image, image])
      }).pipe(over({ text: "Hi" })))
  }

  for (
    const [mediaType, format] of [
      ["application/pdf", "pdf"],
      ["text/csv", "csv"],
      ["application/msword", "doc"],
      ["application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"],
      ["application/vnd.ms-excel", "xls"],
      ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"],
      ["text/html; charset=utf-8", "html"],
      ["text/plain", "txt"],
      ["text/markdown", "md"],
      ["text/x-python", "txt"],
      ["application/json", "txt"]
    ] as const
  ) {
    it.effect(`${mediaType} is a document in the form ${format}`, () =>
      Effect.gen(function*() {
        yield* LanguageModel.generateText({ prompt: [user(text, { type: "file", mediaType, data: bytes })] })
        assert.deepStrictEqual((yield* sent)[0]?.messages?.[0]?.content?.[1], {
          document: { format, name: "Document 1", source: { bytes } }
        })
      }).pipe(over({ text: "Hi" })))
  }

  it.effect("text can come in a data URL without base64", () =>
    Effect.gen(function*() {
      yield* LanguageModel.generateText({
        prompt: [user(text, { type: "file", mediaType: "text/plain", data: "data:text/plain,caf%C3%A9" })]
      })
      assert.deepStrictEqual(
        (yield* sent)[0]?.messages?.[0]?.content?.[1]?.document?.source,
        { bytes: new TextEncoder().encode("café") }
      )
    }).pipe(over({ text: "Hi" })))

  it.effect("names that are asked for keep to Converse's characters, and differ", () =>
    Effect.gen(function*() {
      const named = (documentName: string) => ({
        type: "file" as const,
        mediaType: "text/plain",
        data: bytes,
        options: { bedrock: { documentName } }
      })
      const unnamed = { type: "file" as const, mediaType: "text/plain", data: bytes }
      yield* LanguageModel.generateText({
        prompt: [
          user(text, named("Preise  2026_v1.pdf"), named("Preise 2026/v1.pdf"), unnamed),
          { role: "assistant", content: "And?" },
          user(text, named("Document 2"), unnamed, named(" \n"), named("x".repeat(300)))
        ]
      })
      const names = ((yield* sent)[0]?.messages ?? []).flatMap(({ content = [] }) =>
        content.flatMap(({ document }) => document?.name ?? [])
      )
      assert.deepStrictEqual(names, [
        "Preise 2026-v1-pdf",
        "Preise 2026-v1-pdf (2)",
        "Document 1",
        "Document 2",
        "Document 3",
        "Document 4",
        "x".repeat(190)
      ])
    }).pipe(over({ text: "Hi" })))

  it.effect("by a web address, of no known type, or a document without a word, are refused unsent", () =>
    Effect.gen(function*() {
      const image = (data: string) => [user({ type: "file" as const, mediaType: "image/png", data })]
      assert.deepStrictEqual(yield* failing(image("https://example.com/a.png")), [
        "InvalidUserInputError",
        "BedrockLanguageModel.generateText: Invalid user input: Converse takes files as bytes or from S3, not by a web " +
        "address: fetch it, and give its bytes"
      ])
      const mute = [user({ type: "file" as const, mediaType: "text/plain", data: bytes })]
      assert.match((yield* failing(mute))[1], /only beside text/)
      assert.match((yield* failing(image("no base64!")))[1], /no base64/)
      assert.lengthOf(yield* sent, 0)
    }).pipe(over()))

  it.effect("can be what a tool gives back", () =>
    Effect.gen(function*() {
      const call = { type: "tool-call" as const, id: "t", name: "shot", params: {} }
      const result = {
        type: "tool-result" as const,
        id: "t",
        name: "shot",
        isFailure: false,
        result: {},
        modelOutput: [
          { type: "text" as const, text: "The page:" },
          { type: "file" as const, mediaType: "image/png", data: bytes }
        ]
      }
      yield* LanguageModel.generateText({
        prompt: [
          { role: "user", content: "x" },
          { role: "assistant", content: [call] },
          { role: "tool", content: [result] }
        ]
      })
      assert.deepStrictEqual((yield* sent)[0]?.messages?.[2]?.content?.[0]?.toolResult?.content, [
        { text: "The page:" },
        { image: { format: "png", source: { bytes } } }
      ])
    }).pipe(over({ text: "Hi" })))
})

describe("options of a request", () => {
  it.effect("tier, latency, guardrail and metadata are sent as Converse has them", () =>
    Effect.gen(function*() {
      yield* LanguageModel.generateText({ prompt: "Hello" })
      const [request] = yield* sent
      assert.deepStrictEqual(request?.serviceTier, { type: "flex" })
      assert.deepStrictEqual(request?.performanceConfig, { latency: "optimized" })
      assert.deepStrictEqual(request?.guardrailConfig, {
        guardrailIdentifier: "g-1",
        guardrailVersion: "DRAFT",
        trace: "enabled"
      })
      assert.deepStrictEqual(request?.requestMetadata, { team: "shop" })
    }).pipe(overWith({
      serviceTier: "flex",
      latency: "optimized",
      guardrail: { guardrailIdentifier: "g-1", guardrailVersion: "DRAFT", trace: "enabled" },
      requestMetadata: { team: "shop" }
    }, { text: "Hi" })))

  it.effect("none of them is sent unasked", () =>
    Effect.gen(function*() {
      yield* LanguageModel.generateText({ prompt: "Hello" })
      assert.hasAllKeys((yield* sent)[0], ["modelId", "messages", "inferenceConfig"])
    }).pipe(over({ text: "Hi" })))
})

describe("cache points", () => {
  const long = "x".repeat(20_000)
  const part = (cachePoint: "5m" | "1h") => ({
    type: "text" as const,
    text: long,
    options: { bedrock: { cachePoint } }
  })
  const pointsOf = Effect.map(sent, ([request]) =>
    [
      ...(request?.toolConfig?.tools ?? []).map((tool) => tool.cachePoint),
      ...(request?.system ?? []).map((block) => block.cachePoint),
      ...(request?.messages ?? []).flatMap(({ content = [] }) => content.map((block) => block.cachePoint))
    ].flatMap((point) => point === undefined ? [] : [point.ttl ?? "5m"]))
  const wide = Tool.make("wide", { description: long, parameters: Schema.Struct({ q: Schema.String }) })
  const narrow = Tool.make("narrow", { parameters: Schema.Struct({ q: Schema.String }) })
  const none = () => Effect.void

  it.effect("no lifetime is longer than one before it, from the tools on", () =>
    Effect.gen(function*() {
      yield* LanguageModel.generateText({
        prompt: [
          { role: "system", content: long, options: { bedrock: { cachePoint: "5m" } } },
          user(part("1h"), text)
        ],
        toolkit: Toolkit.make(wide)
      })
      assert.deepStrictEqual(yield* pointsOf, ["1h", "5m", "5m"])
    }).pipe(Effect.provide(Toolkit.make(wide).toLayer({ wide: none })), overWith({ cacheTools: "1h" }, { text: "Hi" })))

  it.effect("the tools have none where they are too few, and count towards the next", () =>
    Effect.gen(function*() {
      yield* LanguageModel.generateText({ prompt: [user(part("1h"))], toolkit: Toolkit.make(narrow) })
      assert.deepStrictEqual(yield* pointsOf, ["1h"])
    }).pipe(
      Effect.provide(Toolkit.make(narrow).toLayer({ narrow: none })),
      overWith({ cacheTools: "5m" }, { text: "Hi" })
    ))

  it.effect("Nova has them for five minutes, and none at its tools", () =>
    Effect.gen(function*() {
      yield* LanguageModel.generateText({ prompt: [user(part("1h"), text)], toolkit: Toolkit.make(wide) })
      assert.deepStrictEqual(yield* pointsOf, ["5m"])
    }).pipe(
      Effect.provide(Toolkit.make(wide).toLayer({ wide: none })),
      overWith({ cacheTools: "1h", modelId: "us.amazon.nova-pro-v1:0" }, { text: "Hi" })
    ))
})

describe("what the answer says of itself", () => {
  const finishOf = (content: ReadonlyArray<{ readonly type: string; readonly metadata?: unknown }>) =>
    Schema.decodeUnknownSync(Schema.Struct({ bedrock: BedrockLanguageModel.FinishDetails }))(
      content.find(({ type }) => type === "finish")?.metadata
    ).bedrock

  const usage = { inputTokens: 1000, outputTokens: 100, cacheReadInputTokens: 10_000, cacheWriteInputTokens: 2000 }
  const cost = (1000 * 3 + 100 * 15 + 10_000 * 0.3 + 2000 * 3.75) / 1_000_000

  it.effect("its cost by the catalogue's prices, cache included, and the service's own stop reason", () =>
    Effect.gen(function*() {
      const whole = yield* LanguageModel.generateText({ prompt: "Hello" })
      assert.deepStrictEqual(finishOf(whole.content), { stopReason: "end_turn", costUsd: cost })
      const parts = yield* Stream.runCollect(LanguageModel.streamText({ prompt: "Hello" }))
      assert.deepStrictEqual(finishOf(parts), { stopReason: "end_turn", costUsd: cost })
    }).pipe(over({ text: "Hi", usage }, { text: "Hi", usage })))

  it.effect("no cost where the price is not known", () =>
    Effect.gen(function*() {
      const { content } = yield* LanguageModel.generateText({ prompt: "Hello" })
      assert.deepStrictEqual(finishOf(content), { stopReason: "end_turn" })
    }).pipe(overWith({ modelId: "some.model-of-tomorrow" }, { text: "Hi" })))

  it.effect("tier, latency and the guardrail's trace as the service gives them; then no cost", () =>
    Effect.gen(function*() {
      const trace = { guardrail: { actionReason: "none" } }
      const reply = {
        message: { role: "assistant" as const, content: [{ text: "Hi" }] },
        stopReason: "end_turn",
        usage: { ...noUsage, inputTokens: 5 },
        requestId: "r",
        service: { serviceTier: { type: "flex" as const }, performanceConfig: { latency: "standard" as const }, trace }
      }
      const { content } = yield* LanguageModel.generateText({ prompt: "Hello" }).pipe(
        Effect.provide(
          BedrockLanguageModel.layer({ modelId: sonnet }).pipe(
            Layer.provide(Layer.mock(ConverseClient, { converse: () => Effect.succeed(reply) }))
          )
        )
      )
      assert.deepStrictEqual(finishOf(content), {
        stopReason: "end_turn",
        serviceTier: "flex",
        latency: "standard",
        trace
      })
    }))

  const reasons = [
    ["end_turn", "stop"],
    ["stop_sequence", "stop"],
    ["tool_use", "tool-calls"],
    ["max_tokens", "length"],
    ["model_context_window_exceeded", "length"],
    ["guardrail_intervened", "content-filter"],
    ["content_filtered", "content-filter"],
    ["reason_of_tomorrow", "other"]
  ] as const
  for (const [stopReason, finish] of reasons) {
    it.effect(`${stopReason} is the finish reason ${finish}`, () =>
      Effect.gen(function*() {
        const parts = yield* Stream.runCollect(LanguageModel.streamText({ prompt: "Hello" }))
        assert.deepInclude(parts.at(-1), { type: "finish", reason: finish })
        assert.strictEqual(finishOf(parts).stopReason, stopReason)
      }).pipe(over({ text: "Hi", stopReason })))
  }
})

describe("reasoning", () => {
  it.effect("that is redacted goes back as it came, streamed or whole", () =>
    Effect.gen(function*() {
      const redactedContent = new Uint8Array([7, 8, 9])
      const history = Prompt.concat(
        Prompt.make("Hello"),
        Prompt.fromResponseParts(
          yield* Stream.runCollect(LanguageModel.streamText({ prompt: "Hello" })).pipe(
            Effect.provide(
              BedrockLanguageModel.layer({ modelId: sonnet }).pipe(
                Layer.provide(Layer.mock(ConverseClient, {
                  stream: () =>
                    Stream.make(
                      {
                        contentBlockDelta: { contentBlockIndex: 0, delta: { reasoningContent: { redactedContent } } }
                      } as const,
                      { contentBlockStop: { contentBlockIndex: 0 } } as const,
                      { contentBlockDelta: { contentBlockIndex: 1, delta: { text: "Hi" } } } as const,
                      { messageStop: { stopReason: "end_turn" } } as const
                    )
                }))
              )
            )
          )
        )
      )
      yield* LanguageModel.generateText({ prompt: Prompt.concat(history, [{ role: "user", content: "And?" }]) })
      assert.deepStrictEqual((yield* sent)[0]?.messages?.[1]?.content, [
        { reasoningContent: { redactedContent } },
        { text: "Hi" }
      ])
    }).pipe(over({ text: "Bye" })))

  it.effect("keeps its signature through the turns of a chat", () =>
    Effect.gen(function*() {
      const chat = yield* Chat.empty
      yield* chat.generateText({ prompt: "One" })
      yield* Stream.runDrain(chat.streamText({ prompt: "Two" }))
      yield* chat.generateText({ prompt: "Three" })
      const content = ((yield* sent)[2]?.messages ?? []).filter(({ role }) => role === "assistant").map((turn) =>
        turn.content?.[0]?.reasoningContent?.reasoningText
      )
      assert.deepStrictEqual(content, [{ text: "a", signature: "c2ln" }, { text: "b", signature: "bmF0dXI=" }])
    }).pipe(over(
      { reasoning: { text: "a", signature: "c2ln" }, text: "1" },
      { reasoning: { text: "b", signature: "bmF0dXI=" }, text: "2" },
      { text: "3" }
    )))
})

describe("token counts", () => {
  const tool = Tool.make("search", { parameters: Schema.Struct({ q: Schema.String }) })

  it.effect("are asked for with system, messages and tools, of the model behind the profile", () =>
    Effect.gen(function*() {
      const tokens = yield* BedrockLanguageModel.countTokens({ modelId: sonnet, tools: [tool] }, [
        { role: "system", content: "Be brief" },
        { role: "user", content: "Hello" }
      ])
      assert.strictEqual(tokens, 321)
      const [request] = yield* ScriptedBedrock.use(({ requests }) => requests)
      assert.strictEqual(request?.operation, "CountTokens")
      assert.strictEqual(request?.input.modelId, "anthropic.claude-sonnet-4-5-20250929-v1:0")
      assert.nestedPropertyVal(request?.body, "converse.system[0].text", "Be brief")
      assert.nestedPropertyVal(request?.body, "converse.messages[0].content[0].text", "Hello")
      assert.nestedPropertyVal(request?.body, "converse.toolConfig.tools[0].toolSpec.name", "search")
    }).pipe(Effect.provide(scriptedConverse({ usage: { inputTokens: 321 } }))))

  it.effect("make a Tokenizer, which truncates from the front", () =>
    Effect.gen(function*() {
      const tokenizer = yield* Tokenizer.Tokenizer
      assert.lengthOf(yield* tokenizer.tokenize("Hello"), 7)
      const cut = yield* tokenizer.truncate([{ role: "user", content: "a" }, { role: "user", content: "b" }], 10)
      assert.lengthOf(cut.content, 1)
    }).pipe(
      Effect.provide(BedrockLanguageModel.layerTokenizer({ modelId: sonnet })),
      Effect.provide(
        scriptedConverse(
          { usage: { inputTokens: 7 } },
          { usage: { inputTokens: 8 } },
          { usage: { inputTokens: 12 } }
        )
      )
    ))
})

describe("a downgrade of structured output", () => {
  const logged = Effect.fnUntraced(function*(schema: Schema.Codec<unknown, Record<string, unknown>>, modelId: string) {
    const lines = yield* Ref.make<ReadonlyArray<string>>([])
    const logger = Logger.make(({ logLevel, message }) =>
      Effect.runSync(Ref.update(lines, (all) => [...all, `${logLevel} ${String(message)}`]))
    )
    yield* Effect.ignore(LanguageModel.generateObject({ prompt: "x", schema })).pipe(
      overWith({ modelId }, { text: "{}" }),
      Effect.provide(Logger.layer([logger])),
      Effect.provideService(References.MinimumLogLevel, "Debug")
    )
    return yield* Ref.get(lines)
  })
  const wide = Schema.Struct(
    Object.fromEntries(Array.from({ length: 17 }, (_, index) => [`f${index}`, Schema.NullOr(Schema.String)]))
  )

  it.effect("is logged: quietly for the model, aloud for a schema that is too much", () =>
    Effect.gen(function*() {
      const plain = Schema.Struct({ a: Schema.String })
      assert.deepStrictEqual(yield* logged(plain, sonnet), [])
      assert.deepStrictEqual(yield* logged(plain, opus47), [
        "Debug Claude Opus 4.7 is held to the schema by a tool, not by structured output"
      ])
      assert.deepStrictEqual(yield* logged(plain, llama), [
        "Debug Llama 3.3 70B Instruct is held to the schema by words, not by structured output"
      ])
      assert.deepStrictEqual(yield* logged(wide, sonnet), [
        "Warn Claude Sonnet 4.5 is held to the schema by a tool, not by structured output: Schema has 17 parameters " +
        "with union types, at most 16 are supported"
      ])
    }))
})

describe("a failure in the middle of an answer", () => {
  it.effect("brings what had come, and shows it in no metadata", () =>
    Effect.gen(function*() {
      const error = yield* Effect.flip(LanguageModel.generateText({ prompt: "Hello" })).pipe(
        Effect.provideService(Policy, { ...defaultPolicy, retry: retrySchedule(0) })
      )
      assert.notInclude(JSON.stringify(error), "once upon")
      const bedrock = Option.getOrThrow(BedrockLanguageModel.toBedrockError(error))
      assert.strictEqual("partial" in bedrock && bedrock.partial && Redacted.value(bedrock.partial.text), "once upon")
    }).pipe(over({
      text: "once upon",
      breaksWith: new StreamBroken({ operation: "ConverseStream", modelId: sonnet, detail: "", contentSeen: true })
    })))
})

describe("an answer that a guardrail stopped", () => {
  const trace = { guardrail: { actionReason: "because of the word" } }
  const usage = { inputTokens: 5, outputTokens: 1, totalTokens: 6 }
  const bedrock = Layer.mock(BedrockRuntime, {
    converseStream: () =>
      Effect.succeed({
        requestId: "r",
        value: Stream.fromIterable<ConverseStreamOutput>([
          { contentBlockDelta: { contentBlockIndex: 0, delta: { text: "Sorry" } } },
          { messageStop: { stopReason: "guardrail_intervened" } },
          { metadata: { usage, metrics: { latencyMs: 1 }, trace } }
        ])
      })
  })

  it.effect("says why, to who asks for it, and to no log", () =>
    Effect.gen(function*() {
      const error = yield* Effect.flip(LanguageModel.generateText({ prompt: "Hello" }))
      assert.notInclude(inspect(error, { depth: 10 }) + JSON.stringify(error), "the word")
      const refused = Option.getOrThrow(BedrockLanguageModel.toBedrockError(error))
      assert.deepStrictEqual(refused._tag === "Refused" && refused.trace && Redacted.value(refused.trace), trace)
      assert.strictEqual(refused._tag === "Refused" && refused.partial && Redacted.value(refused.partial.text), "Sorry")
    }).pipe(Effect.provide(
      BedrockLanguageModel.layer({ modelId: sonnet }).pipe(
        Layer.provide(ConverseClient.layer),
        Layer.provide([bedrock, Credentials.layerStatic(exampleCredentials)])
      )
    )))
})

describe("telemetry", () => {
  it.effect("is by the semantic conventions, on the span of effect/ai and on the call's", () =>
    Effect.gen(function*() {
      const { spans, tracer } = collectSpans()
      yield* LanguageModel.generateText({ prompt: "Hello" }).pipe(
        overWith({ topP: 0.9, stopSequences: ["END"], maxTokens: 50 }, { text: "Hi" }),
        Effect.withTracer(tracer)
      )
      const outer = Object.fromEntries(
        spans.find(({ name }) => name === "LanguageModel.generateText")?.attributes ?? []
      )
      assert.deepInclude(outer, {
        "gen_ai.provider.name": "aws.bedrock",
        "gen_ai.operation.name": "chat",
        "gen_ai.output.type": "text",
        "gen_ai.request.model": sonnet,
        "gen_ai.request.max_tokens": 50,
        "gen_ai.request.top_p": 0.9
      })
      const call = Object.fromEntries(spans.find(({ name }) => name === `chat ${sonnet}`)?.attributes ?? [])
      assert.deepInclude(call, {
        "gen_ai.provider.name": "aws.bedrock",
        "gen_ai.operation.name": "chat",
        "gen_ai.request.model": sonnet,
        "gen_ai.response.model": "anthropic.claude-sonnet-4-5-20250929-v1:0",
        "gen_ai.response.finish_reasons": ["end_turn"],
        "gen_ai.usage.input_tokens": 10,
        "gen_ai.usage.output_tokens": 5
      })
    }))
})
