/** Claude's messages body. Source: Anthropic's Messages API as the Amazon Bedrock user guide documents it. */
import { Predicate, Schema } from "effect"
import { decodeBody } from "./decodeBody.ts"

const CacheControl = Schema.Struct({
  type: Schema.Literal("ephemeral"),
  ttl: Schema.optionalKey(Schema.Literals(["5m", "1h"]))
})

const Source = Schema.Struct({
  type: Schema.optionalKey(Schema.String),
  media_type: Schema.optionalKey(Schema.String),
  data: Schema.optionalKey(Schema.String)
})

const Block = Schema.StructWithRest(
  Schema.Struct({
    type: Schema.String,
    text: Schema.optionalKey(Schema.String),
    id: Schema.optionalKey(Schema.String),
    tool_use_id: Schema.optionalKey(Schema.String),
    source: Schema.optionalKey(Source),
    cache_control: Schema.optionalKey(Schema.NullOr(CacheControl))
  }),
  [Schema.Record(Schema.String, Schema.Unknown)]
)
export type ClaudeBlock = typeof Block.Type

const Content = Schema.Union([Schema.String, Schema.Array(Block)])
export type ClaudeContent = typeof Content.Type

export const ClaudeBody = Schema.Struct({
  anthropic_version: Schema.Literal("bedrock-2023-05-31"),
  max_tokens: Schema.Int.check(Schema.isGreaterThan(0)),
  messages: Schema.NonEmptyArray(Schema.Struct({ role: Schema.Literals(["user", "assistant"]), content: Content })),
  system: Schema.optionalKey(Content),
  temperature: Schema.optionalKey(Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 1 }))),
  top_p: Schema.optionalKey(Schema.Finite),
  top_k: Schema.optionalKey(Schema.Int),
  stop_sequences: Schema.optionalKey(Schema.Array(Schema.NonEmptyString)),
  tools: Schema.optionalKey(Schema.Array(Schema.Struct({
    name: Schema.String,
    description: Schema.optionalKey(Schema.String),
    input_schema: Schema.optionalKey(Schema.Unknown),
    strict: Schema.optionalKey(Schema.Boolean),
    cache_control: Schema.optionalKey(Schema.NullOr(CacheControl))
  }))),
  tool_choice: Schema.optionalKey(Schema.Struct({
    type: Schema.Literals(["auto", "any", "tool", "none"]),
    name: Schema.optionalKey(Schema.String)
  })),
  output_config: Schema.optionalKey(Schema.Struct({
    format: Schema.optionalKey(Schema.Struct({ type: Schema.Literal("json_schema"), schema: Schema.Unknown }))
  })),
  thinking: Schema.optionalKey(Schema.Unknown),
  metadata: Schema.optionalKey(Schema.Unknown),
  anthropic_beta: Schema.optionalKey(Schema.Array(Schema.String))
})
export type ClaudeBody = typeof ClaudeBody.Type

/** The content of a turn as blocks: a bare text is one. */
export const blocksOf = (content: ClaudeContent): ReadonlyArray<ClaudeBlock> =>
  typeof content === "string" ? [{ type: "text", text: content }] : content

/** A member that Claude does not know. */
export const excessIn = (json: unknown): string | undefined =>
  Object.keys(Predicate.isObject(json) ? json : {}).find((key) => !(key in ClaudeBody.fields))

/** A body through the Schema, or Claude's refusal of the first member that is not as it should be. */
export const decodeClaude = decodeBody(
  ClaudeBody,
  (path, message, missing) => `${path === "" ? "body" : path}: ${missing ? "Field required" : message}`
)
