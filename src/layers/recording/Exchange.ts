/** One request and its answer as they stand in a file: `docs/record.md` describes the format. */
import type * as Sdk from "@aws-sdk/client-bedrock-runtime"
import { Option, Predicate, Result, Schema, type SchemaIssue, Struct } from "effect"
import { ModelOperation } from "../../domain/BedrockOperation.ts"
import type { BedrockError } from "../../domain/Errors.ts"
import { BedrockErrors } from "../../domain/Failures.ts"
import { firstIssue } from "../../domain/firstIssue.ts"
import { toPlain } from "./json.ts"

const Tokens = Schema.optionalKey(Schema.Finite)

/** An answer in short, for writing by hand. */
export const Reply = Schema.Struct({
  /** In a stream each element is an event of its own. */
  text: Schema.optionalKey(Schema.Union([Schema.String, Schema.Array(Schema.String)])),
  /** In the place of `text`: what the text says, where it is JSON. */
  json: Schema.optionalKey(Schema.MutableJson),
  reasoning: Schema.optionalKey(Schema.Struct({ text: Schema.String, signature: Schema.String })),
  toolCalls: Schema.optionalKey(
    Schema.Array(Schema.Struct({ id: Schema.String, name: Schema.String, input: Schema.MutableJson }))
  ),
  /** Default: `tool_use` where there are tool calls, else `end_turn`. */
  stopReason: Schema.optionalKey(Schema.String),
  usage: Schema.optionalKey(
    Schema.Struct({
      inputTokens: Tokens,
      outputTokens: Tokens,
      cacheReadInputTokens: Tokens,
      cacheWriteInputTokens: Tokens
    })
  )
})
export type Reply = typeof Reply.Type

/** Exactly one of `reply`, `body`, `events` and `error` answers; `error` may also end `events`. */
export const Exchange = Schema.Struct({
  version: Schema.Literal(1),
  operation: ModelOperation,
  modelId: Schema.String,
  /** For the reader alone, as the request is: the file's name says what is answered. */
  step: Schema.optionalKey(Schema.String),
  page: Schema.optionalKey(Schema.String),
  request: Schema.optionalKey(Schema.Unknown),
  requestId: Schema.optionalKey(Schema.String),
  /** `null`: still to be written. */
  reply: Schema.optionalKey(Schema.NullOr(Reply)),
  /** What InvokeModel or Converse answered. */
  body: Schema.optionalKey(Schema.Unknown),
  /** What a stream brought, in order. */
  events: Schema.optionalKey(Schema.Array(Schema.Unknown)),
  /** One of dpg's errors: `_tag` and its fields; `operation`, `modelId` and `detail` may be left out. */
  error: Schema.optionalKey(Schema.Record(Schema.String, Schema.Unknown))
})
export type Exchange = typeof Exchange.Type

/** What is wrong with a file, and where in it. */
export interface Fault {
  readonly place: string
  readonly reason: string
}

/** The exchange in the text of a file. */
export const parse = (text: string): Result.Result<Exchange, Fault> =>
  parseJson(text).pipe(
    Result.flatMap((json) => Result.mapError(decodeExchange(json), ({ issue }) => faultOf("", issue))),
    Result.filterOrFail(isOneAnswer, () => ({
      place: "",
      reason: "it holds more than one of \"reply\", \"body\", \"events\" and \"error\""
    }))
  )

/** The error that a file tells of. */
export const parseError = (
  { modelId, operation }: Exchange,
  error: NonNullable<Exchange["error"]>
): Result.Result<BedrockError, Fault> => {
  if (!tags.has(error["_tag"])) {
    return Result.fail({ place: "error._tag", reason: `Expected one of ${[...tags].join(", ")}` })
  }
  return Result.mapError(
    decodeError({ operation, modelId, detail: "", ...error }),
    ({ issue }) => faultOf("error", issue)
  )
}

/** An error as plain data, without its cause: what the SDK threw may hold more than belongs into a file. */
export const errorToPlain = (error: BedrockError): NonNullable<Exchange["error"]> =>
  encodeError(error).pipe(
    Option.filter(Predicate.isReadonlyObject),
    Option.match({
      onNone: () => ({ _tag: error._tag }),
      onSome: (json) => ({ ...Struct.omit({ cause: undefined, ...json }, ["cause"]) })
    })
  )

/** A request as it stands in a file: a body of JSON as that JSON, and without the model's id, which stands beside it. */
export const requestToPlain = (
  input: Sdk.InvokeModelCommandInput | Sdk.ConverseStreamCommandInput
): Readonly<Record<string, unknown>> => {
  const { modelId: _, ...request } = input
  const plain = toPlain("body" in request ? { ...request, body: bodyToPlain(request.body) } : request)
  return Predicate.isReadonlyObject(plain) ? { ...plain } : {}
}

/** The JSON that a body is, else its bytes. */
export const bodyToPlain = (body: unknown): unknown => {
  const bytes = bytesOf(body)
  const text = bytes === undefined ? body : decodeUtf8(bytes)
  return Option.getOrElse(decodeJson(text), () => toPlain(bytes ?? body))
}

/** What tells one request from another; metadata is left out, since it changes nothing of the answer. */
export const identityOf = (operation: ModelOperation, modelId: string, request: Readonly<Record<string, unknown>>) => ({
  operation,
  modelId,
  request: Struct.omit({ requestMetadata: undefined, ...request }, ["requestMetadata"])
})

/** The first thing that a schema finds wrong, and where. */
export const faultOf = (within: string, issue: SchemaIssue.Issue): Fault => {
  const { message, path } = firstIssue(issue)
  return { place: [within, path].filter((part) => part !== "").join("."), reason: message.replaceAll(/\s+/g, " ") }
}

// Not through Schema: whoever wrote the file by hand has to be told where it breaks.
const parseJson = (text: string): Result.Result<unknown, Fault> =>
  Result.try({ try: (): unknown => JSON.parse(text), catch: (cause) => ({ place: "", reason: wordsOf(cause) }) })

const wordsOf = (cause: unknown): string =>
  Predicate.hasProperty(cause, "message") ? String(cause.message).replaceAll(/\s+/g, " ") : "it is no JSON"

const tags: ReadonlySet<unknown> = new Set(BedrockErrors.members.map(({ fields }) => fields._tag.schema.literal))

const strict = { onExcessProperty: "error" } as const
const decodeExchange = Schema.decodeUnknownResult(Exchange, strict)
const decodeError = Schema.decodeUnknownResult(Schema.toCodecJson(BedrockErrors))
const encodeError = Schema.encodeOption(Schema.toCodecJson(BedrockErrors))
const decodeJson = Schema.decodeUnknownOption(Schema.fromJsonString(Schema.Unknown))

const isOneAnswer = ({ body, error, events, reply }: Exchange): boolean =>
  [reply ?? undefined, body, events ?? error].filter((answer) => answer !== undefined).length <= 1

const bytesOf = (body: unknown): Uint8Array | undefined => {
  if (body instanceof ArrayBuffer) return new Uint8Array(body)
  return ArrayBuffer.isView(body) ? new Uint8Array(body.buffer, body.byteOffset, body.byteLength) : undefined
}

const decodeUtf8 = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)
