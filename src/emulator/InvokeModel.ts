/**
 * InvokeModel and InvokeModelWithResponseStream with the Claude messages body.
 * Source: Anthropic's Messages API as the Amazon Bedrock user guide documents it.
 */
import { Effect, Predicate, Schema } from "effect"
import { type AwsError, invalid } from "./AwsError.ts"
import { decodeBody } from "./decodeBody.ts"
import * as EventStream from "./EventStream.ts"
import { type Block, contentOf, type Generation, inputOf, type Prompt } from "./Generation.ts"
import { schemaTrouble } from "./OutputSchema.ts"
import { pieces } from "./Tokens.ts"

const ContentBlock = Schema.Struct({ type: Schema.String, text: Schema.optionalKey(Schema.String) })

const Content = Schema.Union([
  Schema.String,
  Schema.Array(Schema.StructWithRest(ContentBlock, [
    Schema.Record(Schema.String, Schema.Unknown)
  ]))
])

const Body = Schema.Struct({
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
    input_schema: Schema.optionalKey(Schema.Unknown),
    strict: Schema.optionalKey(Schema.Boolean)
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
type Body = typeof Body.Type

/** A Claude body as a prompt. */
export const toPrompt = Effect.fnUntraced(function*(modelId: string, json: unknown) {
  const excess = Object.keys(Predicate.isObject(json) ? json : {}).find((key) => !(key in Body.fields))
  if (excess !== undefined) return yield* invalid(`${excess}: Extra inputs are not permitted`)
  const body = yield* decodeMessages(json)
  const trouble = troubleIn(body)
  if (trouble !== undefined) return yield* invalid(trouble)
  const tools = (body.tools ?? []).map(({ input_schema, name }) => ({ name, inputSchema: input_schema }))
  const forcedTool = forcedToolOf(body)
  const forced = tools.filter(({ name }) => name === forcedTool)
  return {
    request: {
      modelId,
      system: textOf(body.system ?? ""),
      messages: body.messages.map(({ content, role }) => ({ role, text: textOf(content) })),
      outputSchema: forced[0]?.inputSchema ?? body.output_config?.format?.schema,
      tools: forcedTool === undefined ? tools : forced
    },
    forcedTool,
    maxTokens: body.max_tokens,
    stopSequences: body.stop_sequences ?? [],
    sampling: ["temperature", "top_p", "top_k"].find((name) => name in body),
    structured: body.output_config?.format !== undefined
  }
}) satisfies (modelId: string, body: unknown) => Effect.Effect<Prompt, AwsError>

/** The message Claude answers with. */
export const toMessage = (generation: Generation, modelId: string, messageId: string): object => ({
  ...emptyMessage(generation, modelId, messageId),
  content: generation.blocks.map((block, index) =>
    block._tag === "Text"
      ? { type: "text", text: block.text }
      : { ...toolUseOf(block, messageId, index), input: inputOf(block.json) }
  ),
  stop_reason: generation.stopReason,
  stop_sequence: generation.stopSequence ?? null,
  usage: { ...inputUsage(generation), output_tokens: generation.outputTokens }
})

/** The token counts and the latency that InvokeModel puts into its headers. */
export const metricHeaders = (generation: Generation, latencyMillis: number): Readonly<Record<string, string>> => ({
  "x-amzn-bedrock-input-token-count": String(generation.inputTokens),
  "x-amzn-bedrock-output-token-count": String(generation.outputTokens),
  "x-amzn-bedrock-invocation-latency": String(latencyMillis)
})

/** The events of Claude's stream, each in a `chunk` event of Bedrock's. */
export const toEvents = (
  generation: Generation,
  modelId: string,
  messageId: string,
  latencyMillis: number
): ReadonlyArray<Uint8Array> =>
  [
    { type: "message_start", message: emptyMessage(generation, modelId, messageId) },
    ...generation.blocks.flatMap((block, index) => [
      {
        type: "content_block_start",
        index,
        content_block: block._tag === "Text"
          ? { type: "text", text: "" }
          : { ...toolUseOf(block, messageId, index), input: {} }
      },
      ...pieces(contentOf(block), 200).map((text) => ({
        type: "content_block_delta",
        index,
        delta: block._tag === "Text"
          ? { type: "text_delta", text }
          : { type: "input_json_delta", partial_json: text }
      })),
      { type: "content_block_stop", index }
    ]),
    {
      type: "message_delta",
      delta: { stop_reason: generation.stopReason, stop_sequence: generation.stopSequence ?? null },
      usage: { output_tokens: generation.outputTokens }
    },
    {
      type: "message_stop",
      "amazon-bedrock-invocationMetrics": {
        inputTokenCount: generation.inputTokens,
        outputTokenCount: generation.outputTokens,
        invocationLatency: latencyMillis,
        firstByteLatency: latencyMillis
      }
    }
  ].map(EventStream.chunk)

const decodeMessages = decodeBody(
  Body,
  (path, message, missing) => `${path === "" ? "body" : path}: ${missing ? "Field required" : message}`
)

const troubleIn = (body: Body): string | undefined => {
  if (body.messages[0].role !== "user") return "messages: first message must use the \"user\" role"
  const blank = [
    ...blankIn("system", body.system ?? []),
    ...body.messages.flatMap(({ content }, index) => blankIn(`messages.${index}`, content))
  ][0]
  if (blank !== undefined) return blank
  const chosen = body.tool_choice?.type === "tool" ? body.tool_choice.name : undefined
  if (chosen !== undefined && !(body.tools ?? []).some(({ name }) => name === chosen)) {
    return `tool_choice: Tool '${chosen}' not found in provided tools`
  }
  const format = body.output_config?.format
  const trouble = format === undefined ? undefined : schemaTrouble(format.schema)
  if (trouble !== undefined) return `output_config.format.schema: ${trouble}`
  return (body.tools ?? []).flatMap(({ input_schema, strict }, index) => {
    const trouble = strict ? schemaTrouble(input_schema) : undefined
    return trouble === undefined ? [] : [`tools.${index}.custom.input_schema: ${trouble}`]
  })[0]
}

const blankIn = (at: string, content: typeof Content.Type): ReadonlyArray<string> => {
  const texts = typeof content === "string" ? [content] : content.flatMap(({ text }) => text ?? [])
  if (texts.some((text) => text === "")) return [`${at}: text content blocks must be non-empty`]
  return texts.some((text) => text.trim() === "") ? [`${at}: text content blocks must contain non-whitespace text`] : []
}

const forcedToolOf = ({ tool_choice, tools = [] }: Body): string | undefined => {
  if (tool_choice?.type === "tool") return tool_choice.name
  return tool_choice?.type === "any" && tools.length === 1 ? tools[0]?.name : undefined
}

const textOf = (content: typeof Content.Type): string =>
  typeof content === "string"
    ? content
    : content.map((block) => block.type === "text" ? block.text ?? "" : JSON.stringify(block)).join("\n\n")

const emptyMessage = (generation: Generation, modelId: string, messageId: string) => ({
  model: modelId.replace(/^.*anthropic\./, "").replace(/-v\d+(?::\d+)?$/, ""),
  id: `msg_bdrk_${messageId.replaceAll("-", "").slice(0, 24)}`,
  type: "message",
  role: "assistant",
  content: [],
  stop_reason: null,
  stop_sequence: null,
  usage: { ...inputUsage(generation), output_tokens: 1 }
})

const inputUsage = ({ inputTokens }: Generation) => ({
  input_tokens: inputTokens,
  cache_creation_input_tokens: 0,
  cache_read_input_tokens: 0
})

const toolUseOf = (block: Block & { readonly _tag: "ToolUse" }, messageId: string, index: number) => ({
  type: "tool_use",
  id: `toolu_bdrk_${messageId.replaceAll("-", "").slice(0, 22)}${index}`,
  name: block.name
})
