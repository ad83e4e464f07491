/** The offline model as the emulator asks it. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Schema } from "effect"
import { stringify } from "yaml"
import { BackendDesign } from "../../../src/domain/Backend.ts"
import { PageIr } from "../../../src/domain/PageIr.ts"
import { Pages } from "../../../src/domain/Pages.ts"
import { Prd } from "../../../src/domain/Prd.ts"
import { type Document, renderUser, taskLine } from "../../../src/domain/Prompt.ts"
import type { StepId } from "../../../src/domain/Step.ts"
import { EmulatedModel, type ModelRequest } from "../../../src/emulator/EmulatedModel.ts"
import { OfflineModel } from "../../../src/emulator/offline/OfflineModel.ts"
import { clinic, productOf } from "../../support/offlineBriefs.ts"

const request = (more: Partial<ModelRequest>): ModelRequest => ({
  modelId: "model",
  system: "",
  messages: [],
  outputSchema: undefined,
  tools: [],
  ...more
})

const ask = (more: Partial<ModelRequest>) =>
  Effect.gen(function*() {
    const model = yield* EmulatedModel
    return yield* model.answer(request(more))
  }).pipe(Effect.provide(Layer.fresh(OfflineModel.layer)))

const step = (id: StepId, documents: ReadonlyArray<Document>): Partial<ModelRequest> => ({
  system: `${taskLine(id, "Do it")}\n\nRules follow.`,
  messages: [{ role: "user", text: renderUser({ system: "", documents, request: "Now do it." }) }]
})

const decode = <A, I>(schema: Schema.Codec<A, I>, text: string) =>
  Schema.decodeUnknownEffect(Schema.fromJsonString(schema))(text)

const { openapi, pages, prd } = productOf(clinic)
const documents = {
  brief: { name: "brief", text: clinic },
  prd: { name: "prd", text: stringify(prd) },
  openapi: { name: "openapi", text: stringify(openapi, { aliasDuplicateObjects: false }) },
  pages: { name: "pages", text: stringify(pages) },
  page: { name: "page", text: stringify(pages.pages[1]) },
  skeleton: { name: "skeleton", text: "export default function HomePage() {\n  return <main>`</main>\n}\n" }
} as const

describe("OfflineModel", () => {
  it.effect("answers every step from the documents alone", () =>
    Effect.gen(function*() {
      const { text: two } = yield* ask(step("02-prd", [documents.brief]))
      assert.deepStrictEqual(yield* decode(Prd, two), prd)
      const { text: three } = yield* ask(step("03-backend", [documents.prd]))
      assert.strictEqual((yield* decode(BackendDesign, three)).title, prd.title)
      const { text: four } = yield* ask(step("04a-pages", [documents.prd, documents.openapi]))
      assert.deepStrictEqual(yield* decode(Pages, four), pages)
      const { text: ir } = yield* ask(
        step("04b-ir", [documents.prd, documents.openapi, documents.pages, documents.page])
      )
      assert.strictEqual((yield* decode(PageIr, ir)).page.id, pages.pages[1]?.id)
    }))

  it.effect("returns the skeleton as it is, and says where it comes from", () =>
    Effect.gen(function*() {
      const { text } = yield* ask(step("05-react", [documents.skeleton]))
      assert.match(text, /^```tsx\n\/\/ .*not written by a language model/)
      assert.include(text, documents.skeleton.text.trimEnd())
      assert.isTrue(text.endsWith("\n```"))
    }))

  it.effect("reads the documents of the first turn in a repair round", () =>
    Effect.gen(function*() {
      const first = step("02-prd", [documents.brief])
      const { text } = yield* ask({
        ...first,
        messages: [
          ...first.messages ?? [],
          { role: "assistant", text: "{}" },
          { role: "user", text: "title is missing" }
        ]
      })
      assert.deepStrictEqual(yield* decode(Prd, text), prd)
    }))

  it.effect("calls the tool it is forced to call", () =>
    Effect.gen(function*() {
      const inputSchema = { type: "object" }
      const { toolCalls } = yield* ask({
        ...step("02-prd", [documents.brief]),
        outputSchema: inputSchema,
        tools: [{ name: "answer", inputSchema }]
      })
      assert.deepStrictEqual(toolCalls, [{ name: "answer", input: prd }])
    }))

  it.effect("says what is wrong with documents that it cannot read", () =>
    Effect.gen(function*() {
      const missing = yield* ask(step("03-backend", []))
      assert.include(missing.text, "no document \"prd\"")
      const broken = yield* ask(step("03-backend", [{ name: "prd", text: "title: [" }]))
      assert.include(broken.text, "is no YAML")
      const other = yield* ask(step("03-backend", [{ name: "prd", text: "title: Only this" }]))
      assert.include(other.text, "does not fit")
    }))

  it.effect("answers a chat by saying what it is", () =>
    Effect.gen(function*() {
      const { text, toolCalls } = yield* ask({
        system: "You are helpful.",
        messages: [{ role: "user", text: "Good morning!" }],
        tools: [{ name: "weather", inputSchema: { type: "object" } }]
      })
      assert.include(text, "not a language model")
      assert.include(text, "Good morning!")
      assert.isUndefined(toolCalls)
    }))

  it.effect("gives a chat that asks for JSON the least that fits", () =>
    Effect.gen(function*() {
      const Answer = Schema.Struct({
        name: Schema.String,
        count: Schema.Int,
        kind: Schema.Literals(["a", "b"]),
        tags: Schema.NonEmptyArray(Schema.String)
      })
      const outputSchema = {
        type: "object",
        required: ["name", "count", "kind", "tags"],
        properties: {
          name: { type: "string" },
          count: { type: "integer" },
          kind: { enum: ["a", "b"] },
          tags: { $ref: "#/$defs/Tags" },
          unused: { type: "string" }
        },
        $defs: { Tags: { type: "array", minItems: 1, items: { type: "string" } } }
      }
      const { text } = yield* ask({ messages: [{ role: "user", text: "List" }], outputSchema })
      assert.strictEqual((yield* decode(Answer, text)).kind, "a")
    }))
})
