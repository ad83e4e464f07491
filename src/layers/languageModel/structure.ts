/** How an answer is held to a schema: by the best means the model has. */
import { Result, Schema } from "effect"
import * as AnthropicStructuredOutput from "effect/ai/AnthropicStructuredOutput"
import type * as LanguageModel from "effect/ai/LanguageModel"
import type { Model } from "../../domain/Models.ts"
import { schemaTrouble } from "../../domain/OutputSchema.ts"
import { jsonText } from "./json.ts"

export type Structure =
  /** `outputConfig.textFormat`: the text of the answer is the JSON. */
  | { readonly kind: "native"; readonly name: string; readonly schema: string }
  /** A tool the model has to call: its input is the JSON. */
  | {
    readonly kind: "tool"
    readonly name: string
    readonly schema: Schema.MutableJson
    readonly strict: boolean
    /** Why the schema is too much for the better means that the model has. */
    readonly trouble: string | undefined
  }
  /** Asked for in words and looked for in the text. */
  | { readonly kind: "text"; readonly instruction: string }

/** Undefined for plain text. Fails in words where the schema cannot be expressed: recursion. */
export const structureOf = (
  format: LanguageModel.ProviderOptions["responseFormat"],
  { structuredOutput, toolChoice }: Model
): Result.Result<Structure | undefined, string> => {
  if (format.type === "text") return Result.succeed(undefined)
  return Result.map(jsonSchemaOf(format.schema), (schema): Structure => {
    // Like a tool's.
    const name = format.objectName.replace(/[^a-zA-Z0-9_-]/g, "_").slice(0, 64) || "answer"
    // A model that cannot be made to call the tool may answer in words all the same.
    if (structuredOutput === "text" || toolChoice.length === 0) {
      return {
        kind: "text",
        instruction: `Answer with one JSON value that fits this JSON Schema, and nothing else:\n${jsonText(schema)}`
      }
    }
    const trouble = structuredOutput === "tool" ? undefined : schemaTrouble(schema)
    return structuredOutput === "native" && trouble === undefined
      ? { kind: "native", name, schema: jsonText(schema) }
      : { kind: "tool", name, schema, strict: structuredOutput !== "tool" && trouble === undefined, trouble }
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
