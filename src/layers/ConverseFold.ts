/** ConverseStream's events folded into the message they spell. */
import type * as Sdk from "@aws-sdk/client-bedrock-runtime"
import { Effect, Option, Schema } from "effect"
import { forAnHour, noUsage, type Usage } from "../domain/Usage.ts"

/** A content block as far as it has come; `index` is the service's own number for it. */
type Block =
  | { readonly index: number; readonly kind: "text"; readonly text: string }
  | { readonly index: number; readonly kind: "reasoning"; readonly text: string; readonly signature: string }
  | { readonly index: number; readonly kind: "redacted"; readonly bytes: Uint8Array }
  | { readonly index: number; readonly kind: "tool"; readonly id: string; readonly name: string; readonly json: string }

/** An answer so far. `""` as stop reason until there is one. */
export interface Folded {
  readonly blocks: ReadonlyArray<Block>
  readonly stopReason: string
  readonly usage: Usage
  readonly service: ServiceDetails
}

/** What the service says of how it answered, beside the counts. */
export type ServiceDetails = Pick<Sdk.ConverseStreamMetadataEvent, "performanceConfig" | "serviceTier" | "trace">

export const nothingYet: Folded = { blocks: [], stopReason: "", usage: noUsage, service: {} }

export const serviceDetails = ({ performanceConfig, serviceTier, trace }: ServiceDetails): ServiceDetails => ({
  ...(performanceConfig !== undefined && { performanceConfig }),
  ...(serviceTier !== undefined && { serviceTier }),
  ...(trace !== undefined && { trace })
})

/** What the guardrail found, as the service says it. */
export const traceOf = ({ trace }: ServiceDetails): Option.Option<Schema.MutableJson> => decodeTrace(trace)

const decodeTrace = Schema.decodeUnknownOption(Schema.MutableJson)

/** Events and deltas of a kind that is not read here are passed over. */
export const foldEvent = (folded: Folded, event: Sdk.ConverseStreamOutput): Folded => {
  if (event.contentBlockStart?.start?.toolUse !== undefined) {
    const { contentBlockIndex = 0, start: { toolUse } } = event.contentBlockStart
    return put(folded, {
      index: contentBlockIndex,
      kind: "tool",
      id: toolUse.toolUseId ?? "",
      name: toolUse.name ?? "",
      json: ""
    })
  }
  if (event.contentBlockDelta?.delta !== undefined) {
    const { contentBlockIndex: index = 0, delta } = event.contentBlockDelta
    const block = extend(folded.blocks.find((block) => block.index === index), index, delta)
    return block === undefined ? folded : put(folded, block)
  }
  if (event.messageStop !== undefined) return { ...folded, stopReason: event.messageStop.stopReason ?? "" }
  if (event.metadata !== undefined) {
    return { ...folded, usage: usageOf(event.metadata.usage), service: serviceDetails(event.metadata) }
  }
  return folded
}

/** Characters of content in an event, reasoning included. */
export const charactersOf = ({ contentBlockDelta }: Sdk.ConverseStreamOutput): number => {
  const delta = contentBlockDelta?.delta
  return (delta?.text ?? delta?.toolUse?.input ?? delta?.reasoningContent?.text ?? "").length
}

/** Whether the SDK has read an answer and not something else: it passes on whatever the JSON holds. */
export const isAnswer = (value: unknown): boolean => isConverseAnswer(value)

/** Whether an event carries something of the answer itself. */
export const isContent = (event: Sdk.ConverseStreamOutput): boolean =>
  event.contentBlockStart !== undefined || event.contentBlockDelta !== undefined

export const usageOf = (usage: Sdk.TokenUsage | undefined): Usage => ({
  inputTokens: usage?.inputTokens ?? 0,
  outputTokens: usage?.outputTokens ?? 0,
  cacheReadInputTokens: usage?.cacheReadInputTokens ?? 0,
  cacheWriteInputTokens: usage?.cacheWriteInputTokens ?? 0,
  ...forAnHour(
    Option.getOrElse(decodeCacheDetails(usage?.cacheDetails), () => [])
      .reduce((sum, { inputTokens, ttl }) => ttl === "1h" ? sum + inputTokens : sum, 0)
  )
})

const decodeCacheDetails = Schema.decodeUnknownOption(
  Schema.Array(Schema.Struct({ ttl: Schema.String, inputTokens: Schema.Finite }))
)

/** The whole message. Fails where the input of a tool call is no JSON. */
export const messageOf = (folded: Folded): Effect.Effect<Sdk.Message, Schema.SchemaError> =>
  Effect.map(
    Effect.forEach(folded.blocks.toSorted((a, b) => a.index - b.index), contentOf),
    (content) => ({ role: "assistant", content })
  )

/** All text of a message, joined. */
export const textOf = (message: Sdk.Message): string =>
  (message.content ?? []).map((block) => block.text ?? "").join("")

const put = (folded: Folded, block: Block): Folded => ({
  ...folded,
  blocks: [...folded.blocks.filter(({ index }) => index !== block.index), block]
})

const extend = (block: Block | undefined, index: number, delta: Sdk.ContentBlockDelta): Block | undefined => {
  if (delta.text !== undefined) {
    return { index, kind: "text", text: (block?.kind === "text" ? block.text : "") + delta.text }
  }
  if (delta.toolUse !== undefined) {
    return block?.kind === "tool" ? { ...block, json: block.json + (delta.toolUse.input ?? "") } : undefined
  }
  const reasoning = delta.reasoningContent
  if (reasoning === undefined) return undefined
  if (reasoning.redactedContent !== undefined) return { index, kind: "redacted", bytes: reasoning.redactedContent }
  const before = block?.kind === "reasoning" ? block : { text: "", signature: "" }
  return {
    index,
    kind: "reasoning",
    text: before.text + (reasoning.text ?? ""),
    signature: before.signature + (reasoning.signature ?? "")
  }
}

const Count = Schema.optionalKey(Schema.UndefinedOr(Schema.Finite))

const isConverseAnswer = Schema.is(
  Schema.Struct({
    output: Schema.Struct({
      message: Schema.Struct({
        content: Schema.Array(Schema.Struct({ text: Schema.optionalKey(Schema.UndefinedOr(Schema.String)) }))
      })
    }),
    stopReason: Schema.NonEmptyString,
    usage: Schema.Struct({
      inputTokens: Count,
      outputTokens: Count,
      cacheReadInputTokens: Count,
      cacheWriteInputTokens: Count
    })
  })
)

const decodeInput = Schema.decodeEffect(Schema.fromJsonString(Schema.MutableJson))

const contentOf = (block: Block): Effect.Effect<Sdk.ContentBlock, Schema.SchemaError> => {
  switch (block.kind) {
    case "text":
      return Effect.succeed({ text: block.text })
    case "reasoning":
      return Effect.succeed({
        reasoningContent: {
          reasoningText: { text: block.text, ...(block.signature !== "" && { signature: block.signature }) }
        }
      })
    case "redacted":
      return Effect.succeed({ reasoningContent: { redactedContent: block.bytes } })
    default:
      // A tool without parameters may come without a single delta.
      return Effect.map(decodeInput(block.json === "" ? "{}" : block.json), (input) => ({
        toolUse: { toolUseId: block.id, name: block.name, input }
      }))
  }
}
