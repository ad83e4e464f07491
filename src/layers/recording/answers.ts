/** From what a file holds to what the SDK's seam gives, for each operation. Pure. */
import type * as Sdk from "@aws-sdk/client-bedrock-runtime"
import { Option, Predicate, Result, Schema } from "effect"
import { type BedrockError, StreamBroken } from "../../domain/Errors.ts"
import { type Exchange, type Fault, faultOf, parseError, type Reply } from "./Exchange.ts"
import { compact, fromPlain } from "./json.ts"
import { type PlainReply, toClaudeEvents, toClaudeMessage, toConverseEvents, toConverseMessage } from "./wire.ts"

/** The body of InvokeModel. */
export const claudeBody = (exchange: Exchange): Result.Result<Uint8Array, Fault | BedrockError> =>
  unary(exchange, toClaudeMessage).pipe(Result.map((body) => {
    const bytes = fromPlain(body)
    return bytes instanceof Uint8Array ? bytes : new TextEncoder().encode(compact(body))
  }))

/** The output of Converse, without what its transport said of it. */
export const converseOutput = (
  exchange: Exchange
): Result.Result<Omit<Sdk.ConverseCommandOutput, "$metadata">, Fault | BedrockError> =>
  unary(exchange, toConverseMessage).pipe(
    Result.map(fromPlain),
    Result.flatMap((body) => check(decodeOutput, "body", body, isOutput))
  )

/** Events, and what ends them in the place of the closing ones. */
export interface Events<A> {
  readonly events: ReadonlyArray<A>
  readonly error: Option.Option<BedrockError>
}

/** The chunks of InvokeModelWithResponseStream. */
export const claudeEvents = (exchange: Exchange): Result.Result<Events<unknown>, Fault | BedrockError> =>
  streamed(exchange, toClaudeEvents, {
    // A chunk's bytes hold JSON, whatever that says of bytes.
    read: Result.succeed,
    isContent: (event) => typeOf(event).startsWith("content_block"),
    isLast: (event) => typeOf(event) === "message_stop"
  })

/** The events of ConverseStream. */
export const converseEvents = (
  exchange: Exchange
): Result.Result<Events<Sdk.ConverseStreamOutput>, Fault | BedrockError> =>
  streamed(exchange, toConverseEvents, {
    read: (event, index) => check(decodeEvent, `events.${index}`, fromPlain(event), isEvent),
    isContent: (event) => event.contentBlockStart !== undefined || event.contentBlockDelta !== undefined,
    isLast: (event) => event.messageStop !== undefined
  })

const unary = (
  exchange: Exchange,
  write: (reply: PlainReply) => unknown
): Result.Result<unknown, Fault | BedrockError> => {
  const { body, error, events, reply } = exchange
  if (events !== undefined) return wrong("events", `${exchange.operation} answers with a "body", not with "events"`)
  if (error !== undefined) return Result.flatMap(parseError(exchange, error), Result.fail)
  if (reply === undefined || reply === null) return Result.succeed(body)
  return Result.map(spoken(exchange, reply), write)
}

const streamed = <A>(
  exchange: Exchange,
  write: (reply: PlainReply) => { readonly content: ReadonlyArray<A>; readonly closing: ReadonlyArray<A> },
  protocol: {
    readonly read: (event: unknown, index: number) => Result.Result<A, Fault>
    readonly isContent: (event: A) => boolean
    readonly isLast: (event: A) => boolean
  }
): Result.Result<Events<A>, Fault | BedrockError> => {
  const { body, error, events, operation, modelId, reply } = exchange
  if (body !== undefined) return wrong("body", `${operation} answers with "events", not with a "body"`)
  const told = error === undefined ? Result.succeedNone : Result.map(parseError(exchange, error), Option.some)
  if (Result.isFailure(told)) return Result.fail(told.failure)
  if (events === undefined && Option.isSome(told.success)) return Result.fail(told.success.value)
  const all = reply === undefined || reply === null
    ? Result.all((events ?? []).map((event, index) => protocol.read(event, index)))
    : Result.map(spoken(exchange, reply), (said) => {
      const { closing, content } = write(said)
      return [...content, ...closing]
    })
  return Result.map(all, (all) => ({
    events: all,
    error: Option.isSome(told.success) || all.some(protocol.isLast) ? told.success : Option.some(
      new StreamBroken({
        operation,
        modelId,
        detail: "its recording ends without the closing event",
        contentSeen: all.some(protocol.isContent)
      })
    )
  }))
}

/** A short reply in full; where the request forces a tool, JSON is the input of its call. */
const spoken = ({ request }: Exchange, reply: Reply): Result.Result<PlainReply, Fault> => {
  const { json, text, ...rest } = reply
  if (json !== undefined && text !== undefined) return wrong("reply", "\"text\" and \"json\" exclude each other")
  const words = json === undefined ? text : compact(json)
  const tool = forcedTool(request)
  const input = tool === undefined || rest.toolCalls !== undefined
    ? Option.none()
    : decodeJson(typeof words === "string" ? words : (words ?? []).join(""))
  return Result.succeed({
    ...fromUsage(rest),
    ...(tool !== undefined && Option.isSome(input)
      ? { toolCalls: [{ id: "replayed", name: tool, input: input.value }] }
      : words === undefined
      ? {}
      : { text: words })
  })
}

const fromUsage = ({ usage, ...reply }: Omit<Reply, "json" | "text">): PlainReply =>
  usage === undefined ? reply : { ...reply, usage }

const forcedTool = (request: unknown): string | undefined => {
  const decoded = Option.getOrUndefined(decodeForced(request))
  return decoded?.body?.tool_choice?.name ?? decoded?.toolConfig?.toolChoice?.tool?.name
}

const Named = Schema.Struct({ name: Schema.String })
const decodeForced = Schema.decodeUnknownOption(Schema.Struct({
  body: Schema.optionalKey(Schema.Struct({ tool_choice: Schema.optionalKey(Named) })),
  toolConfig: Schema.optionalKey(
    Schema.Struct({ toolChoice: Schema.optionalKey(Schema.Struct({ tool: Schema.optionalKey(Named) })) })
  )
}))

const decodeJson = Schema.decodeUnknownOption(Schema.fromJsonString(Schema.MutableJson))

const typeOf = (event: unknown): string =>
  Predicate.hasProperty(event, "type") && Predicate.isString(event.type) ? event.type : ""

const wrong = (place: string, reason: string): Result.Result<never, Fault> => Result.fail({ place, reason })

const check = <A>(
  decode: (value: unknown) => Result.Result<unknown, Schema.SchemaError>,
  place: string,
  value: unknown,
  is: (value: unknown) => value is A
): Result.Result<A, Fault> => {
  const decoded = decode(value)
  if (Result.isFailure(decoded)) return Result.fail(faultOf(place, decoded.failure.issue))
  return is(value) ? Result.succeed(value) : wrong(place, "Expected object")
}

// As far as what reads them relies on their shape; the SDK itself checks no more of what the service sends.
const isOutput = (value: unknown): value is Omit<Sdk.ConverseCommandOutput, "$metadata"> =>
  Predicate.isReadonlyObject(value)
const isEvent = (value: unknown): value is Sdk.ConverseStreamOutput => Predicate.isReadonlyObject(value)

const maybe = <S extends Schema.Top>(schema: S) => Schema.optionalKey(schema)
const AnyObject = Schema.Record(Schema.String, Schema.Unknown)

const decodeOutput = Schema.decodeUnknownResult(Schema.Struct({
  output: maybe(Schema.Struct({ message: maybe(Schema.Struct({ content: Schema.Array(AnyObject) })) })),
  stopReason: maybe(Schema.String),
  usage: maybe(AnyObject)
}))

const Index = maybe(Schema.Finite)
const decodeEvent = Schema.decodeUnknownResult(Schema.Struct({
  messageStart: maybe(AnyObject),
  contentBlockStart: maybe(Schema.Struct({ contentBlockIndex: Index, start: maybe(AnyObject) })),
  contentBlockDelta: maybe(Schema.Struct({ contentBlockIndex: Index, delta: maybe(AnyObject) })),
  contentBlockStop: maybe(AnyObject),
  messageStop: maybe(Schema.Struct({ stopReason: Schema.String })),
  metadata: maybe(AnyObject)
}))
