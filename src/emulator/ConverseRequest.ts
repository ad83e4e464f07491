/** The body of Converse and ConverseStream. Source: the service model of `bedrock-runtime`. */
import { Schema } from "effect"
import { imageFormats } from "../domain/Image.ts"
import { decodeBody } from "./decodeBody.ts"

const CachePoint = Schema.Struct({
  type: Schema.Literal("default"),
  ttl: Schema.optionalKey(Schema.Literals(["5m", "1h"]))
})

const Image = Schema.Struct({
  format: Schema.Literals(imageFormats),
  source: Schema.Struct({ bytes: Schema.optionalKey(Schema.String) })
})

const Document = Schema.Struct({
  format: Schema.optionalKey(Schema.Literals(["pdf", "csv", "doc", "docx", "xls", "xlsx", "html", "txt", "md"])),
  name: Schema.NonEmptyString.check(Schema.isMaxLength(200)),
  source: Schema.Struct({ bytes: Schema.optionalKey(Schema.String), text: Schema.optionalKey(Schema.String) })
})

const ToolUse = Schema.Struct({ toolUseId: Schema.String, name: Schema.String, input: Schema.Unknown })

const ToolResult = Schema.Struct({
  toolUseId: Schema.String,
  content: Schema.Array(Schema.Struct({
    text: Schema.optionalKey(Schema.String),
    json: Schema.optionalKey(Schema.Unknown),
    image: Schema.optionalKey(Image),
    document: Schema.optionalKey(Document)
  })),
  status: Schema.optionalKey(Schema.Literals(["success", "error"]))
})

const ContentBlock = Schema.Struct({
  text: Schema.optionalKey(Schema.String),
  image: Schema.optionalKey(Image),
  document: Schema.optionalKey(Document),
  toolUse: Schema.optionalKey(ToolUse),
  toolResult: Schema.optionalKey(ToolResult),
  reasoningContent: Schema.optionalKey(Schema.Unknown),
  cachePoint: Schema.optionalKey(CachePoint)
})
export type ContentBlock = typeof ContentBlock.Type

const Message = Schema.Struct({ role: Schema.Literals(["user", "assistant"]), content: Schema.Array(ContentBlock) })
export type Message = typeof Message.Type

const ToolName = Schema.String.check(Schema.isPattern(/^[a-zA-Z0-9_-]{1,64}$/))

const Tool = Schema.Struct({
  toolSpec: Schema.optionalKey(Schema.Struct({
    name: ToolName,
    description: Schema.optionalKey(Schema.String),
    inputSchema: Schema.Struct({ json: Schema.Unknown }),
    strict: Schema.optionalKey(Schema.Boolean)
  })),
  cachePoint: Schema.optionalKey(CachePoint)
})

const ToolChoice = Schema.Struct({
  auto: Schema.optionalKey(Schema.Struct({})),
  any: Schema.optionalKey(Schema.Struct({})),
  tool: Schema.optionalKey(Schema.Struct({ name: ToolName }))
})

const unitInterval = Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 1 }))

/** The members the local Bedrock reads; it passes over the others, as the service does. */
export const ConverseRequest = Schema.Struct({
  messages: Schema.Array(Message),
  system: Schema.optionalKey(
    Schema.Array(
      Schema.Struct({ text: Schema.optionalKey(Schema.String), cachePoint: Schema.optionalKey(CachePoint) })
    )
  ),
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
    Schema.Record(Schema.String, Schema.String).check(Schema.isMaxProperties(16), Schema.isMinProperties(1))
  )
})
export type ConverseRequest = typeof ConverseRequest.Type

/** A body as a request, or the service's refusal of the first member that is not as it should be. */
export const decodeRequest = decodeBody(ConverseRequest, (path, message, missing) => {
  const place = path.split(".").map((part) => /^\d+$/.test(part) ? `${Number(part) + 1}.member` : part).join(".")
  const constraint = missing ? "Member must not be null" : constraintOf(message)
  return `1 validation error detected: Value at '${place}' failed to satisfy constraint: ${constraint}`
})

/** What the service says of an enumeration; of anything else, what the Schema says. */
const constraintOf = (message: string): string => {
  const [, alternatives] = /^Expected ((?:"[^"]*"(?: \| )?)+)/.exec(message) ?? []
  if (alternatives === undefined) return message
  const values = alternatives.split(" | ").map((value) => value.replaceAll("\"", ""))
  return `Member must satisfy enum value set: [${values.join(", ")}]`
}
