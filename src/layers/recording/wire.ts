/** What a model says, whichever operation asks, and the four forms in which it travels. */
import type * as Sdk from "@aws-sdk/client-bedrock-runtime"
import { Option, Schema } from "effect"
import { noUsage, type Usage } from "../../domain/Usage.ts"

/** A reply as a person writes it down. */
export interface PlainReply {
  /** Each element arrives as one event of a stream. */
  readonly text?: string | ReadonlyArray<string>
  readonly reasoning?: { readonly text: string; readonly signature: string }
  readonly toolCalls?: ReadonlyArray<{ readonly id: string; readonly name: string; readonly input: Schema.MutableJson }>
  /** Default: `tool_use` where there are tool calls, else `end_turn`. `""`: the stream ends without saying. */
  readonly stopReason?: string
  readonly usage?: Partial<Usage>
}

/** Events up to the end of the content, and those that close the answer. */
export interface Events<A> {
  readonly content: ReadonlyArray<A>
  readonly closing: ReadonlyArray<A>
}

/** The body of InvokeModel. */
export const toClaudeMessage = (reply: PlainReply): unknown => ({
  type: "message",
  role: "assistant",
  content: [
    ...textsOf(reply).length === 0 ? [] : [{ type: "text", text: textsOf(reply).join("") }],
    ...callsOf(reply).map(({ id, input, name }) => ({ type: "tool_use", id, name, input }))
  ],
  stop_reason: stopReasonOf(reply),
  usage: claudeUsage(usageOf(reply))
})

/** The chunks of InvokeModelWithResponseStream. */
export const toClaudeEvents = (reply: PlainReply): Events<unknown> => {
  const { outputTokens, ...input } = usageOf(reply)
  const texts = textsOf(reply).map((text) => ({ type: "text_delta", text }))
  const inputs = callsOf(reply).map(({ input }) => ({ type: "input_json_delta", partial_json: jsonText(input) }))
  return {
    content: [
      { type: "message_start", message: { usage: claudeUsage({ ...input, outputTokens: 1 }) } },
      ...[...texts, ...inputs].map((delta, index) => ({ type: "content_block_delta", index, delta })),
      { type: "ping" }
    ],
    closing: stopReasonOf(reply) === "" ? [] : [
      { type: "message_delta", delta: { stop_reason: stopReasonOf(reply) }, usage: { output_tokens: outputTokens } },
      { type: "message_stop" }
    ]
  }
}

/** The output of Converse. */
export const toConverseMessage = (reply: PlainReply): Omit<Sdk.ConverseCommandOutput, "$metadata"> => ({
  output: { message: { role: "assistant", content: blocksOf(reply) } },
  stopReason: sdkStopReason(reply),
  usage: sdkUsage(reply),
  metrics: { latencyMs: 1 }
})

/** The events of ConverseStream. */
export const toConverseEvents = (reply: PlainReply): Events<Sdk.ConverseStreamOutput> => ({
  content: [
    { messageStart: { role: "assistant" } },
    ...blocksOf(reply).flatMap((block, contentBlockIndex) => blockEvents(reply, block, contentBlockIndex))
  ],
  closing: stopReasonOf(reply) === "" ? [] : [
    { messageStop: { stopReason: sdkStopReason(reply) } },
    { metadata: { usage: sdkUsage(reply), metrics: { latencyMs: 1 } } }
  ]
})

const blocksOf = (reply: PlainReply): Array<Sdk.ContentBlock> => [
  ...reply.reasoning === undefined ? [] : [{ reasoningContent: { reasoningText: reply.reasoning } }],
  ...textsOf(reply).length === 0 ? [] : [{ text: textsOf(reply).join("") }],
  ...callsOf(reply).map(({ id, input, name }) => ({ toolUse: { toolUseId: id, name, input } }))
]

const blockEvents = (
  reply: PlainReply,
  block: Sdk.ContentBlock,
  contentBlockIndex: number
): ReadonlyArray<Sdk.ConverseStreamOutput> => {
  const stop = { contentBlockStop: { contentBlockIndex } }
  if (block.toolUse !== undefined) {
    const { input, name, toolUseId } = block.toolUse
    const json = jsonText(input)
    const half = Math.ceil(json.length / 2)
    return [
      { contentBlockStart: { contentBlockIndex, start: { toolUse: { toolUseId, name } } } },
      { contentBlockDelta: { contentBlockIndex, delta: { toolUse: { input: json.slice(0, half) } } } },
      { contentBlockDelta: { contentBlockIndex, delta: { toolUse: { input: json.slice(half) } } } },
      stop
    ]
  }
  if (block.reasoningContent !== undefined) {
    const { signature = "", text = "" } = block.reasoningContent.reasoningText ?? {}
    return [
      { contentBlockDelta: { contentBlockIndex, delta: { reasoningContent: { text } } } },
      { contentBlockDelta: { contentBlockIndex, delta: { reasoningContent: { signature } } } },
      stop
    ]
  }
  return [...textsOf(reply).map((text) => ({ contentBlockDelta: { contentBlockIndex, delta: { text } } })), stop]
}

const textsOf = ({ text = [] }: PlainReply): ReadonlyArray<string> => typeof text === "string" ? [text] : text

const callsOf = ({ toolCalls = [] }: PlainReply) => toolCalls

const stopReasonOf = (reply: PlainReply): string =>
  reply.stopReason ?? (callsOf(reply).length > 0 ? "tool_use" : "end_turn")

/** The SDK's type lists the reasons of today; the service's set is open. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a reason of tomorrow has to be scriptable
const sdkStopReason = (reply: PlainReply): Sdk.StopReason => stopReasonOf(reply) as Sdk.StopReason

const usageOf = (reply: PlainReply): Usage => ({ ...noUsage, inputTokens: 10, outputTokens: 5, ...reply.usage })

const sdkUsage = (reply: PlainReply): Sdk.TokenUsage => {
  const usage = usageOf(reply)
  return { ...usage, totalTokens: usage.inputTokens + usage.outputTokens }
}

const claudeUsage = (usage: Usage) => ({
  input_tokens: usage.inputTokens,
  output_tokens: usage.outputTokens,
  cache_read_input_tokens: usage.cacheReadInputTokens,
  cache_creation_input_tokens: usage.cacheWriteInputTokens
})

const encodeJson = Schema.encodeUnknownOption(Schema.fromJsonString(Schema.Unknown))
const jsonText = (value: unknown): string => Option.getOrElse(encodeJson(value), () => "null")
