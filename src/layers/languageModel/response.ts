/** What Converse answers as the parts of `effect/ai`. */
import type * as Sdk from "@aws-sdk/client-bedrock-runtime"
import { Effect, Option, Schema, Stream } from "effect"
import type * as Response from "effect/ai/Response"
import * as Base64 from "effect/encoding/Base64"
import { costUsd } from "../../domain/Models.ts"
import type { Usage } from "../../domain/Usage.ts"
import type { ConverseReply } from "../ConverseClient.ts"
import { type ServiceDetails, serviceDetails, traceOf, usageOf } from "../ConverseFold.ts"
import { modelOf } from "../ModelCall.ts"
import { jsonText } from "./json.ts"
import { jsonIn, type Structure } from "./structure.ts"

/** What the `bedrock` member of a finish part's metadata holds. */
export const FinishDetails = Schema.Struct({
  /** The service's own word; the set is open. */
  stopReason: Schema.String,
  /** US dollars; absent where the model's price, or that of the tier it was served with, is not known. */
  costUsd: Schema.optionalKey(Schema.Finite),
  /** `default`, `flex`, `priority`, `reserved`. */
  serviceTier: Schema.optionalKey(Schema.String),
  /** `standard`, `optimized`. */
  latency: Schema.optionalKey(Schema.String),
  /** What the guardrail found, as the service says it. */
  trace: Schema.optionalKey(Schema.MutableJson)
})
export type FinishDetails = typeof FinishDetails.Type

/** A whole answer. Where a structure was asked for, its JSON is the text. */
export const partsOf = (
  reply: ConverseReply,
  modelId: string,
  structure: Structure | undefined
): Array<Response.PartEncoded> => {
  const blocks = reply.message.content ?? []
  const answered = blocks.some(({ toolUse }) => isAnswer(structure, toolUse?.name))
  const content = blocks.flatMap((block): ReadonlyArray<Response.PartEncoded> => {
    if (block.text !== undefined) {
      // Words around an answer that is a tool call are not part of it.
      if (answered) return []
      return [{ type: "text", text: structure?.kind === "text" ? jsonIn(block.text) : block.text }]
    }
    if (block.reasoningContent !== undefined) return reasoningParts(block.reasoningContent)
    if (block.toolUse === undefined) return []
    const { input, name = "", toolUseId = "" } = block.toolUse
    return isAnswer(structure, name)
      ? [{ type: "text", text: jsonText(input) }]
      : [{ type: "tool-call", id: toolUseId, name, params: input }]
  })
  const calls = content.some(({ type }) => type === "tool-call")
  return [
    { type: "response-metadata", id: reply.requestId, modelId },
    ...content,
    finishPart(answered && !calls ? "end_turn" : reply.stopReason, reply.usage, modelId, reply.service)
  ]
}

/** A whole answer where a stream is wanted: each block is its own beginning, middle and end. */
export const wholeAsStream = <E>(
  reply: Effect.Effect<ConverseReply, E>,
  modelId: string
): Stream.Stream<Response.StreamPartEncoded, E> =>
  Stream.unwrap(
    Effect.map(reply, (reply) =>
      Stream.fromIterable(
        partsOf(reply, modelId, undefined).flatMap((part, index) => pieces(part, String(index)))
      ))
  )

const pieces = (part: Response.PartEncoded, id: string): ReadonlyArray<Response.StreamPartEncoded> => {
  switch (part.type) {
    case "text":
      return [{ type: "text-start", id }, { type: "text-delta", id, delta: part.text }, { type: "text-end", id }]
    case "reasoning": {
      const { metadata, text } = part
      return [
        { type: "reasoning-start", id },
        { type: "reasoning-delta", id, delta: text, ...(metadata !== undefined && { metadata }) },
        { type: "reasoning-end", id }
      ]
    }
    case "tool-call":
      return [
        { type: "tool-params-start", id: part.id, name: part.name },
        { type: "tool-params-delta", id: part.id, delta: jsonText(part.params) },
        { type: "tool-params-end", id: part.id },
        part
      ]
    case "response-metadata":
    case "finish":
      return [part]
    default:
      return []
  }
}

/** The same as it comes. A tool call is given once its parameters are whole. */
export const streamParts = <E>(
  events: Stream.Stream<Sdk.ConverseStreamOutput, E>,
  modelId: string
): Stream.Stream<Response.StreamPartEncoded, E> =>
  Stream.concat(
    Stream.make<[Response.StreamPartEncoded]>({ type: "response-metadata", modelId }),
    Stream.mapAccum(events, (): Streamed => ({ modelId, open: new Map(), stopReason: "", finished: false }), step, {
      // The counts come after the closing event, and may not come at all. A stream that fails halts as well.
      onHalt: ({ finished, stopReason }) =>
        finished || stopReason === "" ? [] : [finishPart(stopReason, undefined, modelId, {})]
    })
  )

interface Streamed {
  readonly modelId: string
  readonly open: ReadonlyMap<number, Open>
  readonly stopReason: string
  /** The finish part has been given. */
  readonly finished: boolean
}

/** A block that has begun and not ended; `id` is a part's own. */
type Open =
  | { readonly kind: "text" | "reasoning"; readonly id: string }
  | { readonly kind: "tool"; readonly id: string; readonly name: string; readonly json: string }

type Step = readonly [state: Streamed, parts: ReadonlyArray<Response.StreamPartEncoded>]

const step = (state: Streamed, event: Sdk.ConverseStreamOutput): Step => {
  if (event.contentBlockStart?.start?.toolUse !== undefined) {
    const { contentBlockIndex = 0, start: { toolUse: { name = "", toolUseId: id = "" } } } = event.contentBlockStart
    const tool: Open = { kind: "tool", id, name, json: "" }
    return [opened(state, contentBlockIndex, tool), [{ type: "tool-params-start", id, name }]]
  }
  if (event.contentBlockDelta?.delta !== undefined) {
    const { contentBlockIndex = 0, delta } = event.contentBlockDelta
    return grow(state, contentBlockIndex, delta)
  }
  if (event.contentBlockStop !== undefined) {
    const { contentBlockIndex = 0 } = event.contentBlockStop
    const open = new Map(state.open)
    const block = open.get(contentBlockIndex)
    open.delete(contentBlockIndex)
    return [{ ...state, open }, block === undefined ? [] : endParts(block)]
  }
  if (event.messageStop !== undefined) {
    return [
      { ...state, open: new Map(), stopReason: event.messageStop.stopReason ?? "" },
      [...state.open.values()].flatMap(endParts)
    ]
  }
  if (event.metadata !== undefined) {
    return [{ ...state, finished: true }, [
      finishPart(state.stopReason, usageOf(event.metadata.usage), state.modelId, serviceDetails(event.metadata))
    ]]
  }
  return [state, []]
}

/** Text and reasoning have no event that begins them. */
const grow = (state: Streamed, index: number, delta: Sdk.ContentBlockDelta): Step => {
  const block = state.open.get(index)
  if (delta.toolUse !== undefined) {
    if (block?.kind !== "tool") return [state, []]
    const more = delta.toolUse.input ?? ""
    return [
      opened(state, index, { ...block, json: block.json + more }),
      [{ type: "tool-params-delta", id: block.id, delta: more }]
    ]
  }
  const kind = delta.text !== undefined ? "text" : delta.reasoningContent !== undefined ? "reasoning" : undefined
  if (kind === undefined) return [state, []]
  const id = String(index)
  const start: ReadonlyArray<Response.StreamPartEncoded> = block === undefined ? [{ type: `${kind}-start`, id }] : []
  const next = block === undefined ? opened(state, index, { kind, id }) : state
  if (kind === "text") return [next, [...start, { type: "text-delta", id, delta: delta.text ?? "" }]]
  const { redactedContent, signature, text = "" } = delta.reasoningContent ?? {}
  const metadata = reasoningMetadata(signature, redactedContent)
  return [next, [...start, { type: "reasoning-delta", id, delta: text, ...metadata }]]
}

const opened = (state: Streamed, index: number, block: Open): Streamed => ({
  ...state,
  open: new Map(state.open).set(index, block)
})

const endParts = (block: Open): ReadonlyArray<Response.StreamPartEncoded> => {
  if (block.kind !== "tool") return [{ type: `${block.kind}-end`, id: block.id }]
  const { id, json, name } = block
  const params = decodeJson(json === "" ? "{}" : json)
  const end = { type: "tool-params-end", id } as const
  // Parameters that were cut off are no call; the client fails the stream where nothing else explains them.
  return Option.isNone(params) ? [end] : [end, { type: "tool-call", id, name, params: params.value }]
}

const reasoningParts = (reasoning: Sdk.ReasoningContentBlock): ReadonlyArray<Response.PartEncoded> => [{
  type: "reasoning",
  text: reasoning.reasoningText?.text ?? "",
  ...reasoningMetadata(reasoning.reasoningText?.signature, reasoning.redactedContent)
}]

/** What `bedrockOptions` reads back when the part returns in a prompt. */
const reasoningMetadata = (signature: string | undefined, redacted: Uint8Array | undefined) =>
  signature === undefined && redacted === undefined ? {} : {
    metadata: {
      bedrock: {
        ...(signature !== undefined && { signature }),
        ...(redacted !== undefined && { redacted: Base64.encode(redacted) })
      }
    }
  }

/** The prices of the catalogue are those of the standard tier. */
const costOf = (
  modelId: string,
  usage: Usage,
  { performanceConfig, serviceTier }: ServiceDetails
): number | undefined =>
  (serviceTier?.type ?? "default") === "default" && (performanceConfig?.latency ?? "standard") === "standard"
    ? costUsd(modelOf(modelId), usage, modelId)
    : undefined

const finishDetails = (
  stopReason: string,
  usage: Usage | undefined,
  modelId: string,
  service: ServiceDetails
): FinishDetails => {
  const cost = usage && costOf(modelId, usage, service)
  const trace = traceOf(service)
  return {
    stopReason,
    ...(cost !== undefined && { costUsd: cost }),
    ...(service.serviceTier?.type !== undefined && { serviceTier: service.serviceTier.type }),
    ...(service.performanceConfig?.latency !== undefined && { latency: service.performanceConfig.latency }),
    ...(Option.isSome(trace) && { trace: trace.value })
  }
}

const finishPart = (
  stopReason: string,
  usage: Usage | undefined,
  modelId: string,
  service: ServiceDetails
): Response.FinishPartEncoded => ({
  type: "finish",
  metadata: { bedrock: finishDetails(stopReason, usage, modelId, service) },
  reason: finishReasons.get(stopReason) ?? (stopReason === "" ? "unknown" : "other"),
  usage: {
    inputTokens: {
      uncached: usage?.inputTokens,
      total: usage && usage.inputTokens + usage.cacheReadInputTokens + usage.cacheWriteInputTokens,
      cacheRead: usage?.cacheReadInputTokens,
      cacheWrite: usage?.cacheWriteInputTokens
    },
    outputTokens: { total: usage?.outputTokens, text: undefined, reasoning: undefined }
  },
  response: undefined
})

const finishReasons: ReadonlyMap<string, Response.FinishReason> = new Map([
  ["end_turn", "stop"],
  ["stop_sequence", "stop"],
  ["tool_use", "tool-calls"],
  ["max_tokens", "length"],
  ["model_context_window_exceeded", "length"],
  ["guardrail_intervened", "content-filter"],
  ["content_filtered", "content-filter"],
  ["refusal", "content-filter"],
  ["malformed_model_output", "error"],
  ["malformed_tool_use", "error"],
  ["pause_turn", "pause"]
])

const isAnswer = (structure: Structure | undefined, name: string | undefined): boolean =>
  structure?.kind === "tool" && structure.name === name

const decodeJson = Schema.decodeOption(Schema.fromJsonString(Schema.MutableJson))
