/**
 * The body of InvokeModel for Claude: what is sent, what comes back whole and what comes back as a stream.
 * Source: Anthropic's Messages API as the Amazon Bedrock user guide documents it (`anthropic_version`
 * bedrock-2023-05-31). Members that are not read here are passed over.
 */
import { Effect, type Option, Predicate, Schema } from "effect"
import type { Model } from "../domain/Models.ts"
import { forAnHour, noUsage, type Usage } from "../domain/Usage.ts"
import type { RawRequest } from "./RawClient.ts"

/** The name of the tool that stands in for structured output. */
const answerTool = "answer"

const Tool = Schema.Struct({
  name: Schema.String,
  description: Schema.String,
  input_schema: Schema.Unknown,
  strict: Schema.optionalKey(Schema.Boolean)
})

const Body = Schema.Struct({
  anthropic_version: Schema.Literal("bedrock-2023-05-31"),
  max_tokens: Schema.Finite,
  temperature: Schema.optionalKey(Schema.Finite),
  system: Schema.optionalKey(Schema.String),
  messages: Schema.Array(
    Schema.Struct({
      role: Schema.Literals(["user", "assistant"]),
      content: Schema.Array(Schema.Union([
        Schema.Struct({ type: Schema.Literal("text"), text: Schema.String }),
        Schema.Struct({
          type: Schema.Literal("image"),
          source: Schema.Struct({
            type: Schema.Literal("base64"),
            media_type: Schema.String,
            data: Schema.String
          })
        })
      ]))
    })
  ),
  output_config: Schema.optionalKey(
    Schema.Struct({ format: Schema.Struct({ type: Schema.Literal("json_schema"), schema: Schema.Unknown }) })
  ),
  tools: Schema.optionalKey(Schema.Array(Tool)),
  tool_choice: Schema.optionalKey(Schema.Struct({ type: Schema.Literal("tool"), name: Schema.String }))
})
type Body = typeof Body.Type

/** The request as JSON: `temperature: 0` where the model takes one, the schema by the best means the model has. */
export const encodeBody = (request: RawRequest, model: Model, maxTokens: number): Effect.Effect<string> =>
  Effect.orDie(Schema.encodeEffect(Schema.fromJsonString(Body))(makeBody(request, model, maxTokens)))

const makeBody = (request: RawRequest, model: Model, maxTokens: number): Body => ({
  anthropic_version: "bedrock-2023-05-31",
  max_tokens: maxTokens,
  ...(model.temperature && { temperature: 0 }),
  ...(request.system.trim() !== "" && { system: request.system }),
  messages: request.messages
    // Blank text blocks are rejected.
    .filter(({ text }) => text.trim() !== "")
    .map(({ images = [], role, text }) => ({
      role,
      content: [
        ...images.map(({ base64, format }) => ({
          type: "image" as const,
          source: { type: "base64" as const, media_type: `image/${format}`, data: base64 }
        })),
        { type: "text" as const, text }
      ]
    })),
  ...outputOf(request.outputSchema, model)
})

const outputOf = (schema: object | undefined, model: Model): Partial<Body> => {
  if (schema === undefined || model.structuredOutput === "text") return {}
  return model.structuredOutput === "native"
    ? { output_config: { format: { type: "json_schema", schema } } }
    : {
      tools: [{
        name: answerTool,
        description: "Give the answer.",
        input_schema: schema,
        ...(model.structuredOutput === "strict-tool" && { strict: true })
      }],
      tool_choice: { type: "tool", name: answerTool }
    }
}

const Count = Schema.optionalKey(Schema.NullOr(Schema.Finite))
const Tokens = Schema.Struct({
  input_tokens: Count,
  output_tokens: Count,
  cache_read_input_tokens: Count,
  cache_creation_input_tokens: Count,
  cache_creation: Schema.optionalKey(Schema.NullOr(Schema.Struct({ ephemeral_1h_input_tokens: Count })))
})
const StopReason = Schema.optionalKey(Schema.NullOr(Schema.String))

/** The answer of InvokeModel. */
const Message = Schema.Struct({
  content: Schema.Array(
    Schema.Struct({
      type: Schema.String,
      text: Schema.optionalKey(Schema.String),
      input: Schema.optionalKey(Schema.Unknown)
    })
  ),
  stop_reason: StopReason,
  usage: Tokens
})

const StreamEvent = Schema.Union([
  Schema.Struct({ type: Schema.Literal("message_start"), message: Schema.Struct({ usage: Tokens }) }),
  Schema.Struct({
    type: Schema.Literal("content_block_delta"),
    delta: Schema.Struct({
      type: Schema.String,
      text: Schema.optionalKey(Schema.String),
      partial_json: Schema.optionalKey(Schema.String),
      thinking: Schema.optionalKey(Schema.String)
    })
  }),
  Schema.Struct({
    type: Schema.Literal("message_delta"),
    delta: Schema.Struct({ stop_reason: StopReason }),
    usage: Schema.optionalKey(Tokens)
  }),
  Schema.Struct({ type: Schema.Literal("message_stop") })
])
export type StreamEvent = typeof StreamEvent.Type

const known: ReadonlySet<unknown> = new Set(StreamEvent.members.map((member) => member.fields.type.literal))
const decodeStreamEvent = Schema.decodeUnknownEffect(StreamEvent)

/** A stream event; none for a kind that is not read here. Fails where one that is read does not decode. */
export const decodeEvent = (event: unknown): Effect.Effect<Option.Option<StreamEvent>, Schema.SchemaError> =>
  Predicate.hasProperty(event, "type") && !known.has(event.type)
    ? Effect.succeedNone
    : Effect.asSome(decodeStreamEvent(event))

/** An answer, whole or so far. `""` as stop reason until there is one. */
export interface Answered {
  readonly text: string
  /** The input of the forced tool as the JSON it is; `""` where no tool was called. */
  readonly toolInput: string
  readonly stopReason: string
  readonly usage: Usage
}

export const nothingYet: Answered = { text: "", toolInput: "", stopReason: "", usage: noUsage }

/** The tool's input where there is one: words around it are not part of the answer. */
export const textOf = ({ text, toolInput }: Answered): string => toolInput === "" ? text : toolInput

export const foldEvent = (answered: Answered, event: StreamEvent): Answered => {
  switch (event.type) {
    case "message_start":
      return { ...answered, usage: addTokens(answered.usage, event.message.usage) }
    case "content_block_delta":
      return {
        ...answered,
        text: answered.text + (event.delta.text ?? ""),
        toolInput: answered.toolInput + (event.delta.partial_json ?? "")
      }
    case "message_delta":
      return {
        ...answered,
        stopReason: event.delta.stop_reason ?? answered.stopReason,
        usage: addTokens(answered.usage, event.usage ?? {})
      }
    default:
      return answered
  }
}

/** Characters of content, thinking included. */
export const charactersOf = (event: StreamEvent): number =>
  event.type === "content_block_delta"
    ? (event.delta.text ?? event.delta.partial_json ?? event.delta.thinking ?? "").length
    : 0

/** Counts are cumulative: what a later event leaves out stands as it was. */
const addTokens = (usage: Usage, tokens: typeof Tokens.Type): Usage => ({
  inputTokens: tokens.input_tokens ?? usage.inputTokens,
  outputTokens: tokens.output_tokens ?? usage.outputTokens,
  cacheReadInputTokens: tokens.cache_read_input_tokens ?? usage.cacheReadInputTokens,
  cacheWriteInputTokens: tokens.cache_creation_input_tokens ?? usage.cacheWriteInputTokens,
  ...forAnHour(tokens.cache_creation?.ephemeral_1h_input_tokens ?? usage.cacheWrite1hInputTokens ?? 0)
})

const decodeJson = Schema.decodeUnknownEffect(Schema.fromJsonString(Message))
const encodeJson = Schema.encodeUnknownEffect(Schema.fromJsonString(Schema.Unknown))

/** The body of InvokeModel's answer. */
export const decodeMessage = Effect.fnUntraced(function*(json: string): Effect.fn.Return<Answered, Schema.SchemaError> {
  const { content, stop_reason, usage } = yield* decodeJson(json)
  const inputs = yield* Effect.forEach(
    content.filter(({ type }) => type === "tool_use"),
    ({ input }) => encodeJson(input)
  )
  return {
    text: content.map(({ text }) => text ?? "").join(""),
    toolInput: inputs.join(""),
    stopReason: stop_reason ?? "",
    usage: addTokens(noUsage, usage)
  }
})
