/**
 * InvokeModel and InvokeModelWithResponseStream with the Claude messages body.
 * Source: Anthropic's Messages API as the Amazon Bedrock user guide documents it.
 */
import { Effect, Predicate } from "effect"
import { lookup } from "../domain/Models.ts"
import { type AwsError, invalid } from "./AwsError.ts"
import {
  blocksOf,
  type ClaudeBlock,
  type ClaudeBody,
  type ClaudeContent,
  decodeClaude,
  excessIn
} from "./ClaudeBody.ts"
import { claudeTrouble } from "./claudeTrouble.ts"
import * as EventStream from "./EventStream.ts"
import { type Block, contentOf, type Generation, inputOf, type Prompt } from "./Generation.ts"
import { imageTokens } from "./media.ts"
import type { Segment } from "./PromptCache.ts"
import { countTokens, pieces } from "./Tokens.ts"

/** A Claude body as a prompt. Other models have forms of their own, which are not spoken here. */
export const toPrompt = Effect.fnUntraced(function*(modelId: string, json: unknown) {
  if (lookup(modelId)?.id.startsWith("anthropic.") === false && Predicate.hasProperty(json, "anthropic_version")) {
    return yield* invalid(
      "Malformed input request: extraneous key [anthropic_version] is not permitted, please reformat your input and try " +
        "again."
    )
  }
  const excess = excessIn(json)
  if (excess !== undefined) return yield* invalid(`${excess}: Extra inputs are not permitted`)
  const body = yield* decodeClaude(json)
  const segments = segmentsOf(body)
  const trouble = claudeTrouble(body, segments)
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
    structured: body.output_config?.format !== undefined,
    segments,
    pointInTools: -1,
    asks: undefined,
    modelErrors: undefined
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
  "x-amzn-bedrock-cache-read-input-token-count": String(generation.cache.read),
  "x-amzn-bedrock-cache-write-input-token-count": String(writtenBy(generation)),
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
        cacheReadInputTokenCount: generation.cache.read,
        cacheWriteInputTokenCount: writtenBy(generation),
        invocationLatency: latencyMillis,
        firstByteLatency: latencyMillis
      }
    }
  ].map(EventStream.chunk)

/** Tools, system and messages, block by block. */
const segmentsOf = ({ messages, system = "", tools = [] }: ClaudeBody): ReadonlyArray<Segment> => [
  ...tools.map(({ cache_control, ...tool }, index) =>
    segment("tools", JSON.stringify(tool), `tools.${index}`, cache_control, countTokens(JSON.stringify(tool)))
  ),
  ...system === "" ? [] : blocksOf(system).map((block, index) => ofBlock("system", `system.${index}`, block)),
  ...messages.flatMap(({ content, role }, turn) =>
    blocksOf(content).map((block, index) => ofBlock(`${turn} ${role}`, `messages.${turn}.content.${index}`, block))
  )
]

const ofBlock = (section: string, at: string, { cache_control, ...block }: ClaudeBlock): Segment => {
  const tokens = block.type === "image" ? imageTokens : countTokens(textOf([block]))
  return segment(section, JSON.stringify(block), at, cache_control, tokens)
}

const segment = (
  section: string,
  content: string,
  at: string,
  control: ClaudeBlock["cache_control"],
  tokens: number
): Segment => ({
  content: `${section} ${content}`,
  tokens,
  ...control === undefined || control === null ? {} : { point: { lifetime: control.ttl ?? "5m", at } }
})

const forcedToolOf = ({ tool_choice, tools = [] }: ClaudeBody): string | undefined => {
  if (tool_choice?.type === "tool") return tool_choice.name
  return tool_choice?.type === "any" && tools.length === 1 ? tools[0]?.name : undefined
}

const textOf = (content: ClaudeContent): string =>
  blocksOf(content)
    .flatMap((block) => {
      if (block.type === "image" || block.type === "document") return []
      return block.type === "text" ? block.text ?? "" : JSON.stringify(block)
    })
    .join("\n\n")

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

const inputUsage = ({ cache: { read, written }, inputTokens }: Generation) => ({
  input_tokens: inputTokens,
  cache_creation_input_tokens: written["1h"] + written["5m"],
  cache_read_input_tokens: read,
  cache_creation: { ephemeral_5m_input_tokens: written["5m"], ephemeral_1h_input_tokens: written["1h"] }
})

const writtenBy = ({ cache: { written } }: Generation): number => written["1h"] + written["5m"]

const toolUseOf = (block: Block & { readonly _tag: "ToolUse" }, messageId: string, index: number) => ({
  type: "tool_use",
  id: `toolu_bdrk_${messageId.replaceAll("-", "").slice(0, 22)}${index}`,
  name: block.name
})
