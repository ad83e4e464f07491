import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema, Stream } from "effect"
import { LanguageModel, Tool, Toolkit } from "effect/ai"
import { operations, overWith, sent, user } from "../../support/languageModel.ts"

const Search = Tool.make("search", {
  parameters: Schema.Struct({ query: Schema.String }),
  success: Schema.Struct({ hits: Schema.Array(Schema.String) })
})
const toolkit = Toolkit.make(Search)
const handlers = toolkit.toLayer({ search: ({ query }) => Effect.succeed({ hits: [query] }) })
const call = { toolCalls: [{ id: "t1", name: "search", input: { query: "tea" } }] }

const Point = Schema.Struct({ x: Schema.Finite })
const long = "x".repeat(20_000)

/** What is sent to each kind of model; `refused` where the request fails before anything is. */
interface Row {
  readonly model: string
  readonly image: "sent" | "refused"
  readonly document: "sent" | "refused"
  readonly tools: "ConverseStream" | "Converse" | "refused"
  /** The choice for `required`, and for one tool. */
  readonly required: "any" | "left open" | "refused"
  readonly oneTool: "tool" | "any" | "left open" | "refused"
  readonly object: "native" | "strict tool" | "tool" | "words"
  readonly temperature: 0 | undefined
  readonly cachePoint: "1h" | "5m" | "none"
}

const claude = {
  image: "sent",
  document: "sent",
  tools: "ConverseStream",
  required: "any",
  oneTool: "tool",
  object: "native",
  temperature: 0,
  cachePoint: "1h"
} as const
const openWeight = {
  image: "refused",
  document: "sent",
  tools: "Converse",
  required: "left open",
  oneTool: "left open",
  object: "words",
  temperature: 0,
  cachePoint: "none"
} as const

const rows: ReadonlyArray<Row> = [
  { ...claude, model: "global.anthropic.claude-sonnet-4-5-20250929-v1:0" },
  { ...claude, model: "global.anthropic.claude-sonnet-4-6", object: "strict tool" },
  { ...claude, model: "global.anthropic.claude-opus-4-7", object: "tool", temperature: undefined },
  { ...claude, model: "global.anthropic.claude-sonnet-5", object: "words", temperature: undefined },
  { ...claude, model: "us.amazon.nova-pro-v1:0", object: "tool", cachePoint: "5m" },
  { ...claude, model: "amazon.nova-lite-v1:0", object: "tool", cachePoint: "5m" },
  { ...openWeight, model: "us.meta.llama3-3-70b-instruct-v1:0" },
  { ...openWeight, model: "mistral.mistral-large-2407-v1:0", required: "any", oneTool: "any", object: "tool" },
  { ...openWeight, model: "us.deepseek.r1-v1:0", tools: "refused", required: "refused", oneTool: "refused" },
  { ...openWeight, model: "openai.gpt-oss-120b-1:0", document: "refused" },
  // Not in the catalogue: what it cannot do is for the service to say.
  { ...claude, model: "acme.model-of-tomorrow-v1:0", object: "words", temperature: undefined, cachePoint: "none" }
]

/** What became of the only request. */
const outcome = <A, E, R, B, R2>(ask: Effect.Effect<A, E, R>, read: Effect.Effect<B, never, R2>) =>
  Effect.matchEffect(ask, { onFailure: () => Effect.succeed("refused" as const), onSuccess: () => read })

const chosen = Effect.map(sent, ([request]) => {
  const choice = request?.toolConfig?.toolChoice
  return choice?.tool !== undefined ? "tool" : choice?.any === undefined ? "left open" : "any"
})

for (const row of rows) {
  describe(`to ${row.model}`, () => {
    const over = (reply: Parameters<typeof overWith>[1] = { text: "Hi" }) => overWith({ modelId: row.model }, reply)
    const file = (mediaType: string) =>
      LanguageModel.generateText({
        prompt: [user({ type: "text", text: "Look." }, { type: "file", mediaType, data: "AQID" })]
      })

    it.effect(`images are ${row.image}, documents ${row.document}`, () =>
      Effect.gen(function*() {
        const was = Effect.as(sent, "sent" as const)
        assert.strictEqual(yield* outcome(file("image/png"), was).pipe(over()), row.image)
        assert.strictEqual(yield* outcome(file("application/pdf"), was).pipe(over()), row.document)
      }))

    it.effect(`tools go by ${row.tools}, whole or streamed`, () =>
      Effect.gen(function*() {
        const by = Effect.map(operations, ([operation]) => operation)
        const text = LanguageModel.generateText({ prompt: "Find tea", toolkit })
        const stream = Stream.runCollect(LanguageModel.streamText({ prompt: "Find tea", toolkit })).pipe(
          Effect.tap((parts) =>
            Effect.sync(() => {
              assert.deepInclude(parts.find(({ type }) => type === "tool-result"), { result: { hits: ["tea"] } })
              assert.deepInclude(parts.at(-1), { type: "finish", reason: "tool-calls" })
            })
          )
        )
        assert.strictEqual(yield* outcome(text, by).pipe(over(call)), row.tools)
        assert.strictEqual(yield* outcome(stream, by).pipe(over(call)), row.tools)
      }).pipe(Effect.provide(handlers)))

    it.effect(`a call that is wanted is ${row.required}, a certain one ${row.oneTool}`, () =>
      Effect.gen(function*() {
        const some = LanguageModel.generateText({ prompt: "x", toolkit, toolChoice: "required" })
        const one = LanguageModel.generateText({ prompt: "x", toolkit, toolChoice: { tool: "search" } })
        assert.strictEqual(yield* outcome(some, chosen).pipe(over(call)), row.required)
        assert.strictEqual(yield* outcome(one, chosen).pipe(over(call)), row.oneTool)
      }).pipe(Effect.provide(handlers)))

    it.effect(`a schema is held by ${row.object}`, () =>
      Effect.gen(function*() {
        const tool = row.object.endsWith("tool")
        const reply = tool ? { toolCalls: [{ id: "t", name: "point", input: { x: 1 } }] } : { text: "{\"x\":1}" }
        yield* Effect.gen(function*() {
          const { value } = yield* LanguageModel.generateObject({ prompt: "x", schema: Point, objectName: "point" })
          assert.deepStrictEqual(value, { x: 1 })
          const [request] = yield* sent
          const spec = request?.toolConfig?.tools?.[0]?.toolSpec
          const means = request?.outputConfig === undefined
            ? spec === undefined ? "words" : spec.strict === true ? "strict tool" : "tool"
            : "native"
          assert.strictEqual(means, row.object)
        }).pipe(over(reply))
      }))

    it.effect("a temperature and a cache point are sent where it takes them", () =>
      Effect.gen(function*() {
        const text = { type: "text" as const, text: long, options: { bedrock: { cachePoint: "1h" } } }
        yield* LanguageModel.generateText({ prompt: [user(text)] })
        const [request] = yield* sent
        assert.strictEqual(request?.inferenceConfig?.temperature, row.temperature)
        const point = request?.messages?.[0]?.content?.[1]?.cachePoint
        assert.strictEqual(point === undefined ? "none" : point.ttl ?? "5m", row.cachePoint)
      }).pipe(over()))
  })
}
