/** From a request, whichever operation it came by, to the answer that operation then writes in its own form. */
import { Effect, Option, Predicate, Schema } from "effect"
import { EmulatedModel, type ModelReply, type ModelRequest } from "./EmulatedModel.ts"
import { type CacheUse, noCacheUse, type Segment } from "./PromptCache.ts"
import { countTokens, firstTokens } from "./Tokens.ts"

export interface Prompt {
  readonly request: ModelRequest
  /** The tool the answer must be a call of. */
  readonly forcedTool: string | undefined
  readonly maxTokens: number
  readonly stopSequences: ReadonlyArray<string>
  /** The first sampling parameter that is set: `temperature`, `top_p`. */
  readonly sampling: string | undefined
  /** Held to a schema by structured output, not by a tool. */
  readonly structured: boolean
  /** Everything the model reads, in order. */
  readonly segments: ReadonlyArray<Segment>
  /** The place among Converse's tools where a cache point stands; -1 for none. */
  readonly pointInTools: number
  /** What Converse asks of the model besides text; `undefined` for a body in the model's own form. */
  readonly asks: {
    readonly images: boolean
    readonly documents: boolean
    readonly tools: boolean
    readonly toolChoice: "any" | "tool" | undefined
  } | undefined
  /** What the model itself refuses in it. */
  readonly modelErrors: string | undefined
}

export type Block =
  | { readonly _tag: "Text"; readonly text: string }
  /** `json` is the input as it is streamed; cut short, it is no longer JSON. */
  | { readonly _tag: "ToolUse"; readonly name: string; readonly json: string }

export interface Generation {
  readonly blocks: ReadonlyArray<Block>
  readonly stopReason: string
  /** The one that was met, when `stopReason` is `stop_sequence`. */
  readonly stopSequence: string | undefined
  /** Neither read from the cache nor written to it. */
  readonly inputTokens: number
  readonly outputTokens: number
  readonly cache: CacheUse
}

/** Asks the model, and ends its answer where the request said it must end. */
export const generate = Effect.fn("Emulator.generate")(function*(prompt: Prompt, cache: CacheUse = noCacheUse) {
  const model = yield* EmulatedModel
  const reply = yield* model.answer(prompt.request)
  const inputTokens = countInputTokens(prompt) - cache.read - cache.written["1h"] - cache.written["5m"]
  const whole = stoppedAtSequence(replyBlocks(reply, prompt.forcedTool), prompt.stopSequences)
  const outputTokens = whole.blocks.reduce((sum, block): number => sum + countTokens(contentOf(block)), 0)
  if (outputTokens > prompt.maxTokens) {
    return {
      blocks: firstBlocks(whole.blocks, prompt.maxTokens),
      stopReason: "max_tokens",
      stopSequence: undefined,
      inputTokens,
      outputTokens: prompt.maxTokens,
      cache
    }
  }
  const stopReason = whole.stopSequence === undefined
    ? reply.stopReason ?? (whole.blocks.some(({ _tag }) => _tag === "ToolUse") ? "tool_use" : "end_turn")
    : "stop_sequence"
  return { ...whole, stopReason, inputTokens, outputTokens, cache }
}) satisfies (prompt: Prompt, cache?: CacheUse) => Effect.Effect<Generation, never, EmulatedModel>

/** Tokens of everything the model is given. */
export const countInputTokens = ({ request: { outputSchema }, segments, structured }: Prompt): number =>
  segments.reduce((sum, { tokens }) => sum + tokens, 0) +
  (structured && outputSchema !== undefined ? countTokens(JSON.stringify(outputSchema)) : 0)

/** What a block holds, as it is counted and streamed. */
export const contentOf = (block: Block): string => block._tag === "Text" ? block.text : block.json

/** The input of a call as an object; `{}` where it was cut short. */
export const inputOf = (json: string): object =>
  decodeJson(json).pipe(Option.filter(Predicate.isObject), Option.getOrElse(() => ({})))

const decodeJson = Schema.decodeUnknownOption(Schema.fromJsonString(Schema.Unknown))

const replyBlocks = (reply: ModelReply, forcedTool: string | undefined): ReadonlyArray<Block> => {
  const calls = (reply.toolCalls ?? []).map((call): Block => ({
    _tag: "ToolUse",
    name: call.name,
    json: JSON.stringify(call.input)
  }))
  const text: ReadonlyArray<Block> = reply.text === "" ? [] : [{ _tag: "Text", text: reply.text }]
  // Text that is no JSON cannot be a call; it goes back as the text it is.
  const answersForcedTool = forcedTool !== undefined && calls.length === 0 &&
    Option.exists(decodeJson(reply.text), Predicate.isObject)
  return answersForcedTool ? [{ _tag: "ToolUse", name: forcedTool, json: reply.text }] : [...text, ...calls]
}

const stoppedAtSequence = (
  blocks: ReadonlyArray<Block>,
  sequences: ReadonlyArray<string>
): Pick<Generation, "blocks" | "stopSequence"> => {
  for (const [index, block] of blocks.entries()) {
    const first = block._tag === "Text" ? firstSequence(block.text, sequences) : undefined
    if (block._tag === "Text" && first !== undefined) {
      return {
        blocks: [...blocks.slice(0, index), { ...block, text: block.text.slice(0, first.at) }],
        stopSequence: first.sequence
      }
    }
  }
  return { blocks, stopSequence: undefined }
}

const firstSequence = (text: string, sequences: ReadonlyArray<string>) =>
  sequences
    .map((sequence) => ({ sequence, at: text.indexOf(sequence) }))
    .filter(({ at }) => at >= 0)
    .toSorted((a, b) => a.at - b.at)[0]

const firstBlocks = (blocks: ReadonlyArray<Block>, maxTokens: number): ReadonlyArray<Block> => {
  const kept: Array<Block> = []
  let left = maxTokens
  for (const block of blocks) {
    const content = firstTokens(contentOf(block), left)
    if (content === "") break
    kept.push(block._tag === "Text" ? { ...block, text: content } : { ...block, json: content })
    left -= countTokens(content)
  }
  return kept
}
