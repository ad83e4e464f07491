/** Converse and ConverseStream: the request as Bedrock takes it, the answer in its two forms. */
import { Effect, Option, Schema } from "effect"
import { type AwsError, invalid } from "./AwsError.ts"
import { decodeBody } from "./decodeBody.ts"
import * as EventStream from "./EventStream.ts"
import { type Block, contentOf, type Generation, inputOf, type Prompt } from "./Generation.ts"
import { schemaTrouble } from "./OutputSchema.ts"
import { pieces } from "./Tokens.ts"

/** The answer is cut after so many tokens when the request sets no `maxTokens`. */
const defaultMaxTokens = 4096

const ToolUse = Schema.Struct({ toolUseId: Schema.String, name: Schema.String, input: Schema.Unknown })

const ToolResult = Schema.Struct({
  toolUseId: Schema.String,
  content: Schema.Array(Schema.Struct({
    text: Schema.optionalKey(Schema.String),
    json: Schema.optionalKey(Schema.Unknown)
  })),
  status: Schema.optionalKey(Schema.Literals(["success", "error"]))
})

const ContentBlock = Schema.Struct({
  text: Schema.optionalKey(Schema.String),
  toolUse: Schema.optionalKey(ToolUse),
  toolResult: Schema.optionalKey(ToolResult)
})

const Message = Schema.Struct({ role: Schema.Literals(["user", "assistant"]), content: Schema.Array(ContentBlock) })

const ToolName = Schema.String.check(Schema.isPattern(/^[a-zA-Z0-9_-]{1,64}$/))

const Tool = Schema.Struct({
  toolSpec: Schema.optionalKey(Schema.Struct({
    name: ToolName,
    inputSchema: Schema.Struct({ json: Schema.Unknown }),
    strict: Schema.optionalKey(Schema.Boolean)
  }))
})

const ToolChoice = Schema.Struct({
  auto: Schema.optionalKey(Schema.Struct({})),
  any: Schema.optionalKey(Schema.Struct({})),
  tool: Schema.optionalKey(Schema.Struct({ name: ToolName }))
})

const unitInterval = Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 1 }))

/** The members the local Bedrock reads; it passes over the others, as the service does. */
const Request = Schema.Struct({
  messages: Schema.Array(Message),
  system: Schema.optionalKey(Schema.Array(Schema.Struct({ text: Schema.optionalKey(Schema.String) }))),
  inferenceConfig: Schema.optionalKey(Schema.Struct({
    maxTokens: Schema.optionalKey(Schema.Int.check(Schema.isGreaterThan(0))),
    temperature: Schema.optionalKey(unitInterval),
    topP: Schema.optionalKey(unitInterval),
    stopSequences: Schema.optionalKey(Schema.Array(Schema.NonEmptyString))
  })),
  toolConfig: Schema.optionalKey(Schema.Struct({
    tools: Schema.NonEmptyArray(Tool),
    toolChoice: Schema.optionalKey(ToolChoice)
  })),
  outputConfig: Schema.optionalKey(Schema.Struct({
    textFormat: Schema.optionalKey(Schema.Struct({
      type: Schema.Literal("json_schema"),
      structure: Schema.Struct({ jsonSchema: Schema.Struct({ schema: Schema.String }) })
    }))
  })),
  requestMetadata: Schema.optionalKey(
    Schema.Record(Schema.String, Schema.String).check(Schema.isMaxProperties(16))
  )
})
type Request = typeof Request.Type

/** A Converse body as a prompt. */
export const toPrompt = Effect.fnUntraced(function*(modelId: string, body: unknown) {
  const request = yield* decodeRequest(body)
  const trouble = troubleIn(request)
  if (trouble !== undefined) return yield* invalid(trouble)
  const tools = (request.toolConfig?.tools ?? []).flatMap(({ toolSpec }) =>
    toolSpec === undefined ? [] : [{ name: toolSpec.name, inputSchema: toolSpec.inputSchema.json }]
  )
  const choice = request.toolConfig?.toolChoice
  const forcedTool = choice?.tool?.name ??
    (choice?.any !== undefined && tools.length === 1 ? tools[0]?.name : undefined)
  const forced = tools.filter(({ name }) => name === forcedTool)
  const text = request.outputConfig?.textFormat?.structure.jsonSchema.schema
  return {
    request: {
      modelId,
      system: (request.system ?? []).flatMap(({ text }) => text ?? []).join("\n\n"),
      messages: request.messages.map(({ content, role }) => ({ role, text: content.map(textOf).join("\n\n") })),
      outputSchema: forced[0]?.inputSchema ?? (text === undefined ? undefined : Option.getOrUndefined(schemaIn(text))),
      tools: forcedTool === undefined ? tools : forced
    },
    forcedTool,
    maxTokens: request.inferenceConfig?.maxTokens ?? defaultMaxTokens,
    stopSequences: request.inferenceConfig?.stopSequences ?? [],
    sampling: ["temperature", "topP"].find((name) => name in (request.inferenceConfig ?? {})),
    structured: text !== undefined
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

const decodeRequest = decodeBody(Request, (path, message, missing) => {
  const constraint = missing ? "Member must not be null" : message
  return `1 validation error detected: Value at '${path}' failed to satisfy constraint: ${constraint}`
})

const schemaIn = Schema.decodeUnknownOption(
  Schema.fromJsonString(Schema.Record(Schema.String, Schema.Unknown))
)

const troubleIn = (request: Request): string | undefined => {
  const [first] = request.messages
  if (first === undefined || first.role !== "user") {
    return "A conversation must start with a user message. Try again with a conversation that starts with a user message."
  }
  if (request.messages.some(({ role }, index) => role === request.messages[index - 1]?.role)) {
    return "A conversation must alternate between user and assistant roles. Make sure the conversation alternates " +
      "between user and assistant roles and try again."
  }
  const emptyMessage = request.messages.findIndex(({ content }) => content.length === 0)
  if (emptyMessage >= 0) {
    return `The content field in the Message object at messages.${emptyMessage} is empty. Add a ContentBlock object to ` +
      "the content field and try again."
  }
  return blankText(request) ?? toolTrouble(request) ?? outputTrouble(request)
}

const blankText = (request: Request): string | undefined => {
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

const toolTrouble = ({ messages, toolConfig }: Request): string | undefined => {
  const usesTools = messages.some(({ content }) =>
    content.some(({ toolResult, toolUse }) => toolUse !== undefined || toolResult !== undefined)
  )
  if (usesTools && toolConfig === undefined) {
    return "The toolConfig field must be defined when using toolUse and toolResult content blocks."
  }
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

const outputTrouble = ({ outputConfig }: Request): string | undefined => {
  const text = outputConfig?.textFormat?.structure.jsonSchema.schema
  if (text === undefined) return undefined
  const trouble = Option.match(schemaIn(text), {
    onNone: () => "The schema is not a JSON object",
    onSome: schemaTrouble
  })
  return trouble === undefined ? undefined : `outputConfig.textFormat.structure.jsonSchema.schema: ${trouble}`
}

const textOf = (block: typeof ContentBlock.Type): string =>
  block.text ?? (block.toolUse === undefined && block.toolResult === undefined
    ? ""
    : JSON.stringify(block.toolUse ?? block.toolResult))

const toolUseOf = (block: Block & { readonly _tag: "ToolUse" }, messageId: string, index: number) => ({
  toolUseId: `tooluse_${messageId.replaceAll("-", "").slice(0, 22)}${index}`,
  name: block.name
})

const usageOf = ({ inputTokens, outputTokens }: Generation) => ({
  inputTokens,
  outputTokens,
  totalTokens: inputTokens + outputTokens,
  cacheReadInputTokens: 0,
  cacheWriteInputTokens: 0
})
