/** How an answer is held to a schema: by the best means the model has. */
import { Predicate, Result, Schema } from "effect"
import * as AnthropicStructuredOutput from "effect/ai/AnthropicStructuredOutput"
import type * as LanguageModel from "effect/ai/LanguageModel"
import type { Model } from "../../domain/Models.ts"
import { jsonText } from "./json.ts"

export type Structure =
  /** `outputConfig.textFormat`: the text of the answer is the JSON. */
  | { readonly kind: "native"; readonly name: string; readonly schema: string }
  /** A tool the model has to call: its input is the JSON. */
  | { readonly kind: "tool"; readonly name: string; readonly schema: Schema.MutableJson; readonly strict: boolean }
  /** Asked for in words and looked for in the text. */
  | { readonly kind: "text"; readonly instruction: string }

/** Claude's own limit for a schema that a request is held to. */
const maxUnions = 16

/** Undefined for plain text. Fails in words where the schema cannot be expressed: recursion. */
export const structureOf = (
  format: LanguageModel.ProviderOptions["responseFormat"],
  { structuredOutput }: Model
): Result.Result<Structure | undefined, string> => {
  if (format.type === "text") return Result.succeed(undefined)
  return Result.map(jsonSchemaOf(format.schema), (schema): Structure => {
    // Like a tool's.
    const name = format.objectName.replace(/[^a-zA-Z0-9_-]/g, "_").slice(0, 64) || "answer"
    const held = unionsIn(schema) <= maxUnions
    if (structuredOutput === "text") {
      return {
        kind: "text",
        instruction: `Answer with one JSON value that fits this JSON Schema, and nothing else:\n${jsonText(schema)}`
      }
    }
    return structuredOutput === "native" && held
      ? { kind: "native", name, schema: jsonText(schema) }
      : { kind: "tool", name, schema, strict: structuredOutput !== "tool" && held }
  })
}

/** The JSON in a text that may have words or a fence around it. */
export const jsonIn = (text: string): string => {
  const fenced = /```(?:json)?\s*\n([\s\S]*?)\n\s*```/.exec(text)?.[1]
  if (fenced !== undefined) return fenced
  const from = text.search(/[[{]/)
  const to = Math.max(text.lastIndexOf("]"), text.lastIndexOf("}"))
  return from === -1 || to < from ? text : text.slice(from, to + 1)
}

const decode = Schema.decodeUnknownResult(Schema.MutableJson)

const jsonSchemaOf = (schema: Schema.Top): Result.Result<Schema.MutableJson, string> =>
  Result.try({
    try: () => AnthropicStructuredOutput.toCodecAnthropic(schema).jsonSchema,
    catch: (error) => error instanceof Error ? error.message : String(error)
  }).pipe(
    Result.flatMap((json) => Result.mapError(decode(json), (error) => error.message))
  )

const unionsIn = (schema: unknown): number => {
  if (Array.isArray(schema)) return schema.reduce<number>((sum, item) => sum + unionsIn(item), 0)
  if (!Predicate.isObject(schema)) return 0
  const here = "anyOf" in schema || ("type" in schema && Array.isArray(schema.type)) ? 1 : 0
  return Object.values(schema).reduce<number>((sum, item) => sum + unionsIn(item), here)
}
