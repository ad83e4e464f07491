/** A prompt of `effect/ai` as Converse takes it: one list of system blocks, then turns of alternating roles. */
import type * as Sdk from "@aws-sdk/client-bedrock-runtime"
import { Result, Schema } from "effect"
import type * as Prompt from "effect/ai/Prompt"
import * as Base64 from "effect/encoding/Base64"
import type { Model } from "../../domain/Models.ts"
import type { Caching } from "./caching.ts"
import { type FileBlock, fileReader } from "./file.ts"
import { jsonText } from "./json.ts"
import { bedrockOptions } from "./options.ts"

export interface ConversePrompt {
  readonly system: Array<Sdk.SystemContentBlock>
  readonly messages: Array<Sdk.Message>
}

/**
 * Blank text is dropped, neighbours of one role are merged, and cache points that the model would not honour are left
 * out. Fails with what is wrong, in words, where a file is of a kind that Converse or the model does not take.
 */
export const toConverse = (
  prompt: Prompt.Prompt,
  model: Model,
  caching: Caching
): Result.Result<ConversePrompt, string> =>
  Result.gen(function*() {
    const fileBlock = fileReader(model)
    const system: Array<Sdk.SystemContentBlock> = []
    for (const message of prompt.content) {
      if (message.role !== "system" || message.content.trim() === "") continue
      system.push({ text: message.content })
      caching.saw(message.content)
      system.push(...caching.pointHere(bedrockOptions(message.options).cachePoint))
    }
    const turns: Array<{ role: "user" | "assistant"; content: Array<Sdk.ContentBlock> }> = []
    for (const message of prompt.content) {
      if (message.role === "system") continue
      const content: Array<Sdk.ContentBlock> = []
      for (const part of message.content) {
        const blocks = yield* blocksOf(part, fileBlock)
        if (blocks.length === 0) continue
        caching.saw(blocks.map(wordsOf).join(""))
        content.push(...blocks, ...caching.pointHere(bedrockOptions(part.options).cachePoint))
      }
      if (content.length === 0) continue
      content.push(...caching.pointHere(bedrockOptions(message.options).cachePoint))
      const role = message.role === "assistant" ? "assistant" : "user"
      const last = turns.at(-1)
      if (last?.role === role) last.content.push(...content)
      else turns.push({ role, content })
    }
    if (turns.some(({ content }) => lacksWords(content))) {
      return yield* Result.fail("Converse takes a document only beside text in the same turn: say what it is for")
    }
    return { system, messages: turns.map(withoutTrailingSpace) }
  })

const lacksWords = (content: ReadonlyArray<Sdk.ContentBlock>): boolean =>
  content.some(({ document }) => document !== undefined) && !content.some(({ text }) => text !== undefined)

/** What counts of a block towards the length of a prefix; images and binary files are passed over. */
const wordsOf = ({ document, text, toolResult, toolUse }: Sdk.ContentBlock): string =>
  text ?? (document === undefined
    ? toolUse === undefined && toolResult === undefined ? "" : jsonText(toolUse ?? toolResult)
    : textFormats.has(document.format ?? "")
    ? new TextDecoder().decode(document.source?.bytes)
    : "")

const textFormats: ReadonlySet<string> = new Set(["txt", "md", "csv", "html"])

type FileBlockOf = (part: Prompt.FilePart) => Result.Result<FileBlock, string>

/** A tool's id as Converse takes it: those of other providers may be longer or hold other characters. */
const toolUseId = (id: string): string => id.replace(/[^a-zA-Z0-9_.:-]/g, "_").slice(0, 64)

type Part = Exclude<Prompt.Message, Prompt.SystemMessage>["content"][number]

const blocksOf = (part: Part, fileBlock: FileBlockOf): Result.Result<ReadonlyArray<Sdk.ContentBlock>, string> => {
  switch (part.type) {
    case "text":
      return Result.succeed(part.text.trim() === "" ? [] : [{ text: part.text }])
    case "file":
      return Result.map(fileBlock(part), (block) => [block])
    case "reasoning":
      return Result.succeed(reasoningBlocks(part))
    case "tool-call":
      return Result.map(decodeJson(part.params, `The parameters of ${part.name}`), (input) => [
        { toolUse: { toolUseId: toolUseId(part.id), name: part.name, input } }
      ])
    case "tool-result":
      return Result.map(resultBlocks(part, fileBlock), (content) => [
        { toolResult: { toolUseId: toolUseId(part.id), content, status: part.isFailure ? "error" : "success" } }
      ])
    default:
      return Result.succeed([])
  }
}

/** Unsigned reasoning came from elsewhere: the service refuses it. */
const reasoningBlocks = (part: Prompt.ReasoningPart): ReadonlyArray<Sdk.ContentBlock> => {
  const { redacted, signature } = bedrockOptions(part.options)
  if (redacted !== undefined) {
    return Result.match(Base64.decode(redacted), {
      onFailure: () => [],
      onSuccess: (redactedContent) => [{ reasoningContent: { redactedContent } }]
    })
  }
  return signature === undefined ? [] : [{ reasoningContent: { reasoningText: { text: part.text, signature } } }]
}

const resultBlocks = (
  part: Prompt.ToolResultPart,
  fileBlock: FileBlockOf
): Result.Result<Array<Sdk.ToolResultContentBlock>, string> => {
  if (part.modelOutput !== undefined) {
    return Result.all(
      part.modelOutput.map((output) =>
        output.type === "text" ? Result.succeed({ text: output.text }) : fileBlock(output)
      )
    )
  }
  if (typeof part.result === "string") return Result.succeed([{ text: part.result }])
  return Result.map(decodeJson(part.result ?? null, `The result of ${part.name}`), (json) =>
    // The service takes an object as JSON and nothing else.
    json !== null && typeof json === "object" && !Array.isArray(json) ? [{ json }] : [{ text: jsonText(json) }])
}

const decodeMutableJson = Schema.decodeUnknownResult(Schema.MutableJson)

const decodeJson = (value: unknown, what: string): Result.Result<Schema.MutableJson, string> =>
  Result.mapError(decodeMutableJson(value), () => `${what} cannot be written as JSON`)

/** An assistant's turn at the end is the beginning of the answer: it must not end in white space. */
const withoutTrailingSpace = (
  turn: { readonly role: "user" | "assistant"; readonly content: Array<Sdk.ContentBlock> },
  index: number,
  turns: ReadonlyArray<unknown>
): Sdk.Message => {
  const last = turn.content.at(-1)
  return turn.role === "assistant" && index === turns.length - 1 && last?.text !== undefined
    ? { role: turn.role, content: [...turn.content.slice(0, -1), { text: last.text.trimEnd() }] }
    : turn
}
