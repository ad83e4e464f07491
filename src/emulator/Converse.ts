/** Converse and ConverseStream: the request as Bedrock takes it, the answer in its two forms. */
import { Effect, Option } from "effect"
import { bareId } from "../domain/Models.ts"
import { type AwsError, invalid } from "./AwsError.ts"
import { type ContentBlock, type ConverseRequest, decodeRequest } from "./ConverseRequest.ts"
import { converseTrouble, schemaIn } from "./converseTrouble.ts"
import * as EventStream from "./EventStream.ts"
import { type Block, contentOf, type Generation, inputOf, type Prompt } from "./Generation.ts"
import { imageTokens, imageTrouble, tooMany } from "./media.ts"
import { pointTrouble, type Segment } from "./PromptCache.ts"
import { countTokens, pieces } from "./Tokens.ts"

/** The answer is cut after so many tokens when the request sets no `maxTokens`. */
const defaultMaxTokens = 4096

/** A Converse body as a prompt. */
export const toPrompt = Effect.fnUntraced(function*(modelId: string, body: unknown) {
  const request = yield* decodeRequest(body)
  const trouble = converseTrouble(request)
  if (trouble !== undefined) return yield* invalid(trouble)
  const tools = (request.toolConfig?.tools ?? []).flatMap(({ toolSpec }) =>
    toolSpec === undefined ? [] : [{ name: toolSpec.name, inputSchema: toolSpec.inputSchema.json }]
  )
  const choice = request.toolConfig?.toolChoice
  const forcedTool = choice?.tool?.name ??
    (choice?.any !== undefined && tools.length === 1 ? tools[0]?.name : undefined)
  const forced = tools.filter(({ name }) => name === forcedTool)
  const text = request.outputConfig?.textFormat?.structure.jsonSchema.schema
  const segments = segmentsOf(request)
  return {
    request: {
      modelId,
      system: (request.system ?? []).flatMap(({ text }) => text ?? []).join("\n\n"),
      messages: request.messages.map(({ content, role }) => ({ role, text: content.flatMap(textOf).join("\n\n") })),
      outputSchema: forced[0]?.inputSchema ?? (text === undefined ? undefined : Option.getOrUndefined(schemaIn(text))),
      tools: forcedTool === undefined ? tools : forced
    },
    forcedTool,
    maxTokens: request.inferenceConfig?.maxTokens ?? defaultMaxTokens,
    stopSequences: request.inferenceConfig?.stopSequences ?? [],
    sampling: ["temperature", "topP"].find((name) => name in (request.inferenceConfig ?? {})),
    structured: text !== undefined,
    segments,
    pointInTools: (request.toolConfig?.tools ?? []).findIndex(({ cachePoint }) => cachePoint !== undefined),
    asks: {
      images: imagesOf(request).length > 0,
      documents: request.messages.some(({ content }) => content.some(({ document }) => document !== undefined)),
      tools: request.toolConfig !== undefined,
      toolChoice: choice?.tool === undefined ? (choice?.any === undefined ? undefined : "any") : "tool"
    },
    modelErrors: errorsOfModel(modelId, request, segments)
  }
}) satisfies (modelId: string, body: unknown) => Effect.Effect<Prompt, AwsError>

/** The body of a Converse response. */
export const toResponse = (generation: Generation, messageId: string, latencyMillis: number): object => ({
  output: {
    message: {
      role: "assistant",
      content: generation.blocks.map((block, index) =>
        block._tag === "Text"
          ? { text: block.text }
          : { toolUse: { ...toolUseOf(block, messageId, index), input: inputOf(block.json) } }
      )
    }
  },
  stopReason: generation.stopReason,
  usage: usageOf(generation),
  metrics: { latencyMs: latencyMillis }
})

/** The events of a ConverseStream response. */
export const toEvents = (
  generation: Generation,
  messageId: string,
  latencyMillis: number
): ReadonlyArray<Uint8Array> => [
  EventStream.event("messageStart", { role: "assistant" }),
  ...generation.blocks.flatMap((block, contentBlockIndex) => [
    // Text needs no announcement.
    ...(block._tag === "ToolUse"
      ? [EventStream.event("contentBlockStart", {
        contentBlockIndex,
        start: { toolUse: toolUseOf(block, messageId, contentBlockIndex) }
      })]
      : []),
    ...pieces(contentOf(block), 200).map((text) =>
      EventStream.event("contentBlockDelta", {
        contentBlockIndex,
        delta: block._tag === "Text" ? { text } : { toolUse: { input: text } }
      })
    ),
    EventStream.event("contentBlockStop", { contentBlockIndex })
  ]),
  EventStream.event("messageStop", { stopReason: generation.stopReason }),
  EventStream.event("metadata", { usage: usageOf(generation), metrics: { latencyMs: latencyMillis } })
]

/** What the model itself would say, as Converse passes it on. */
const errorsOfModel = (
  modelId: string,
  request: ConverseRequest,
  segments: ReadonlyArray<Segment>
): string | undefined => {
  const images = imagesOf(request)
  const claude = bareId(modelId).startsWith("anthropic.")
  const documents = request.messages.flatMap(({ content }) => content.flatMap(({ document }) => document ?? []))
  const wrong = images.flatMap(({ at, base64, format }) => {
    const trouble = imageTrouble(base64, format, images.length)
    if (trouble === undefined) return []
    return [claude ? `${at}.image.source${trouble}` : "The provided image does not match the specified image format."]
  })[0]
  const error = (claude ? tooMany(images.length, documents.length) : undefined) ?? wrong ?? pointTrouble(segments)
  return error === undefined ? undefined : `The model returned the following errors: ${error}`
}

/** The pictures that came with the request, those in the results of tools too. */
const imagesOf = ({ messages }: ConverseRequest) =>
  messages.flatMap(({ content }, turn) =>
    content.flatMap(({ image, toolResult }, index) =>
      [image, ...(toolResult?.content ?? []).map((result) => result.image)].flatMap((image) =>
        image?.source.bytes === undefined
          ? []
          : [{ at: `messages.${turn}.content.${index}`, base64: image.source.bytes, format: image.format }]
      )
    )
  )

const segmentsOf = ({ messages, system = [], toolConfig }: ConverseRequest): ReadonlyArray<Segment> => {
  const segments: Array<Segment> = []
  let at = ""
  const add = (section: string, place: string, block: Pointed, tokens: number) => {
    const last = segments.at(-1)
    if (block.cachePoint === undefined) {
      segments.push({ content: `${section} ${JSON.stringify(block)}`, tokens })
      at = place
    } else if (last !== undefined) {
      segments[segments.length - 1] = { ...last, point: { lifetime: block.cachePoint.ttl ?? "5m", at } }
    }
  }
  for (const [index, tool] of (toolConfig?.tools ?? []).entries()) {
    add("tools", `tools.${index}`, tool, countTokens(JSON.stringify(tool.toolSpec ?? {})))
  }
  for (const [index, block] of system.entries()) {
    add("system", `system.${index}`, block, countTokens(block.text ?? ""))
  }
  for (const [turn, { content, role }] of messages.entries()) {
    for (const [index, block] of content.entries()) {
      const images = block.image === undefined ? 0 : imageTokens
      const tokens = images + countTokens(textOf(block).join(""))
      add(`${turn} ${role}`, `messages.${turn}.content.${index}`, block, tokens)
    }
  }
  return segments
}

/** A block, or the cache point in its place. */
interface Pointed {
  readonly cachePoint?: { readonly ttl?: "5m" | "1h" }
}

const textOf = (block: ContentBlock): ReadonlyArray<string> => {
  if (block.text !== undefined) return [block.text]
  const call = block.toolUse ?? block.toolResult
  return call === undefined ? [] : [JSON.stringify(call)]
}

const toolUseOf = (block: Block & { readonly _tag: "ToolUse" }, messageId: string, index: number) => ({
  toolUseId: `tooluse_${messageId.replaceAll("-", "").slice(0, 22)}${index}`,
  name: block.name
})

const usageOf = ({ cache: { read, written }, inputTokens, outputTokens }: Generation) => {
  const writes = written["1h"] + written["5m"]
  return {
    inputTokens,
    outputTokens,
    totalTokens: inputTokens + outputTokens + read + writes,
    cacheReadInputTokens: read,
    cacheWriteInputTokens: writes,
    ...writes === 0
      ? {}
      : {
        cacheDetails: (["1h", "5m"] as const).flatMap((ttl) =>
          written[ttl] === 0 ? [] : [{ ttl, inputTokens: written[ttl] }]
        )
      }
  }
}
