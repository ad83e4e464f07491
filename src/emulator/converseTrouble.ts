/**
 * What the service refuses in a Converse request that is well-formed, in its own words: those that were read in its
 * answers where they are known, else what its API reference says.
 */
import { Option, Schema } from "effect"
import { schemaTrouble } from "../domain/OutputSchema.ts"
import type { ContentBlock, ConverseRequest, Message } from "./ConverseRequest.ts"

/** The first of them; `undefined` when the service passes the request on to the model. */
export const converseTrouble = (request: ConverseRequest): string | undefined =>
  turnTrouble(request) ?? blankText(request) ?? documentTrouble(request) ?? toolTrouble(request) ??
    pointAfterReasoning(request) ?? outputTrouble(request)

/** A schema as it stands in a request: the text of a JSON object. */
export const schemaIn = Schema.decodeUnknownOption(
  Schema.fromJsonString(Schema.Record(Schema.String, Schema.Unknown))
)

const turnTrouble = ({ messages }: ConverseRequest): string | undefined => {
  const [first] = messages
  if (first === undefined || first.role !== "user") {
    return "A conversation must start with a user message. Try again with a conversation that starts with a user message."
  }
  if (messages.some(({ role }, index) => role === messages[index - 1]?.role)) {
    return "A conversation must alternate between user and assistant roles. Make sure the conversation alternates " +
      "between user and assistant roles and try again."
  }
  const emptyMessage = messages.findIndex(({ content }) => content.length === 0)
  return emptyMessage < 0
    ? undefined
    : `The content field in the Message object at messages.${emptyMessage} is empty. Add a ContentBlock object to the ` +
      "content field and try again."
}

const blankText = (request: ConverseRequest): string | undefined => {
  const blankIn = (kind: string, at: string, blocks: ReadonlyArray<{ readonly text?: string }>) => {
    const index = blocks.findIndex(({ text }) => text?.trim() === "")
    return index < 0
      ? []
      : [`The text field in the ${kind} object at ${at}.${index} is blank. Add text to the text field, and try again.`]
  }
  return [
    ...blankIn("SystemContentBlock", "system", request.system ?? []),
    ...request.messages.flatMap(({ content }, index) => blankIn("ContentBlock", `messages.${index}.content`, content))
  ][0]
}

const documentTrouble = ({ messages }: ConverseRequest): string | undefined => {
  const documents = messages.flatMap(({ content }) => content.flatMap(documentsIn))
  if (documents.length > 5) return "You can't include more than 5 documents in a request."
  // An underscore is not among what the message names, yet it is taken.
  if (documents.some(({ name }) => !/^[\w\-()[\] ]+$/.test(name) || name.includes("  "))) {
    return "The document file name can only contain alphanumeric characters, whitespace characters, hyphens, " +
      "parentheses, and square brackets. The name can't contain more than one consecutive whitespace character. Check " +
      "that the file name conforms to these restrictions and retry your request."
  }
  if (new Set(documents.map(({ name }) => name)).size < documents.length) {
    return "Messages can't contain duplicate document names."
  }
  const alone = messages.some(({ content }) =>
    content.some(({ document }) => document !== undefined) && !content.some(({ text }) => text !== undefined)
  )
  return alone ? "A text block must be included when using documents." : undefined
}

const documentsIn = ({ document, toolResult }: ContentBlock) => [
  ...document === undefined ? [] : [document],
  ...(toolResult?.content ?? []).flatMap(({ document }) => document ?? [])
]

const toolTrouble = (request: ConverseRequest): string | undefined => {
  const { messages, toolConfig } = request
  const usesTools = messages.some(({ content }) =>
    content.some(({ toolResult, toolUse }) => toolUse !== undefined || toolResult !== undefined)
  )
  if (usesTools && toolConfig === undefined) {
    return "The toolConfig field must be defined when using toolUse and toolResult content blocks."
  }
  const unanswered = [...messages.keys()].flatMap((index) => answerTrouble(messages, index) ?? [])[0]
  if (unanswered !== undefined) return unanswered
  const specs = (toolConfig?.tools ?? []).flatMap(({ toolSpec }) => toolSpec ?? [])
  const chosen = toolConfig?.toolChoice?.tool?.name
  if (chosen !== undefined && !specs.some(({ name }) => name === chosen)) {
    return `The tool '${chosen}' in toolChoice is not among the tools of toolConfig.`
  }
  const doubled = specs.find(({ name }, index) => specs.findIndex((other) => other.name === name) !== index)
  if (doubled !== undefined) return `The toolConfig field contains the tool name '${doubled.name}' more than once.`
  return specs.filter(({ strict }) => strict).map(({ inputSchema }) => schemaTrouble(inputSchema.json)).find((
    trouble
  ) => trouble !== undefined)
}

/** Whether the turn holds a result for each call of the turn before it, and for no other. */
const answerTrouble = (messages: ReadonlyArray<Message>, index: number): string | undefined => {
  const at = `messages.${index}.content`
  const results = (messages[index]?.content ?? []).flatMap(({ toolResult }) => toolResult ?? [])
  const empty = (messages[index]?.content ?? []).findIndex(({ toolResult }) =>
    toolResult?.status === "error" && toolResult.content.length === 0
  )
  if (empty >= 0) return `The content field at ${at}.${empty}.toolResult cannot be empty when status value is error.`
  const calls = (messages[index - 1]?.content ?? []).flatMap(({ toolUse }) => toolUse ?? [])
  const missing = calls.filter(({ toolUseId }) => !results.some((result) => result.toolUseId === toolUseId))
  if (missing.length > 0) {
    return `Expected toolResult blocks at ${at} for the following Ids: ` +
      missing.map(({ toolUseId }) => toolUseId).join(", ")
  }
  return results.length > calls.length
    ? `The number of toolResult blocks at ${at} exceeds the number of toolUse blocks of previous turn.`
    : undefined
}

const pointAfterReasoning = ({ messages }: ConverseRequest): string | undefined =>
  messages.some(({ content }) =>
      content.some(({ cachePoint }, index) =>
        cachePoint !== undefined && content[index - 1]?.reasoningContent !== undefined
      )
    )
    ? "Cache point cannot be inserted after reasoning block. Please remove the invalid cache point and try again."
    : undefined

const outputTrouble = ({ outputConfig }: ConverseRequest): string | undefined => {
  const text = outputConfig?.textFormat?.structure.jsonSchema.schema
  if (text === undefined) return undefined
  const trouble = Option.match(schemaIn(text), {
    onNone: () => "The schema is not a JSON object",
    onSome: schemaTrouble
  })
  return trouble === undefined ? undefined : `outputConfig.textFormat.structure.jsonSchema.schema: ${trouble}`
}
