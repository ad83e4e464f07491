/** The SDK's event streams as Effect streams that know when they are complete, and when they make no sense. */
import type * as Sdk from "@aws-sdk/client-bedrock-runtime"
import { Effect, Option, Schema, Stream } from "effect"
import { type BedrockError, ServiceFailed, StreamBroken, Throttled } from "../domain/Errors.ts"
import { type CallDetails, endedEarly, fromStream } from "./awsErrors.ts"
import { disorderOf, newOrder, type Order, type Sign } from "./streamOrder.ts"

/** Complete once `messageStop` and, after it, `metadata` were seen. */
export const converseStreamOf = (
  call: CallDetails,
  source: AsyncIterable<Sdk.ConverseStreamOutput> | undefined,
  abort: () => void
): Stream.Stream<Sdk.ConverseStreamOutput, BedrockError> =>
  eventStream(call, source, abort, {
    missing: ({ counted, stopped }) => stopped ? counted ? undefined : "metadata" : "messageStop",
    read: (event, order) => {
      const disorder = disorderOf(order, converseSign(event))
      return disorder === undefined ? Effect.succeed(event) : Effect.fail(endedEarly(call, order.content, disorder))
    }
  })

/** The JSON of each chunk; complete once Claude's `message_stop` was seen. */
export const claudeStream = (
  call: CallDetails,
  source: AsyncIterable<Sdk.ResponseStream> | undefined,
  abort: () => void
): Stream.Stream<unknown, BedrockError> =>
  eventStream(call, source, abort, {
    missing: ({ stopped }) => stopped ? undefined : "message_stop",
    read: (event, order) => {
      const text = new TextDecoder().decode(event.chunk?.bytes)
      const json = parseJson(text)
      if (Option.isNone(json)) return Effect.fail(endedEarly(call, order.content, "a chunk of it is no JSON"))
      const claude = Option.getOrUndefined(decodeEvent(json.value))
      if (claude?.type === "error") {
        return Effect.fail(reported(call, claude.error?.type ?? "", claude.error?.message ?? "", order.content))
      }
      const disorder = claude === undefined ? undefined : disorderOf(order, claudeSign(claude))
      return disorder === undefined
        ? Effect.succeed(json.value)
        : Effect.fail(endedEarly(call, order.content, disorder))
    }
  })

const eventStream = <Event, A>(
  call: CallDetails,
  source: AsyncIterable<Event> | undefined,
  abort: () => void,
  protocol: {
    /** The closing event that has not come. */
    readonly missing: (order: Order) => string | undefined
    readonly read: (event: Event, order: Order) => Effect.Effect<A, BedrockError>
  }
): Stream.Stream<A, BedrockError> =>
  Stream.suspend(() => {
    const order = newOrder()
    const events: Stream.Stream<Event, BedrockError> = source === undefined
      ? Stream.empty
      : Stream.fromAsyncIterable(source, fromStream(call, () => order.content))
    return events.pipe(
      Stream.mapEffect((event) => protocol.read(event, order)),
      // A socket that closes cleanly in the middle looks like the end to the SDK.
      Stream.concat(Stream.suspend(() => {
        const missing = protocol.missing(order)
        return missing === undefined
          ? Stream.empty
          : Stream.fail(endedEarly(call, order.content, `the stream ended without ${missing}`))
      })),
      Stream.ensuring(Effect.sync(abort))
    )
  })

const converseSign = (event: Sdk.ConverseStreamOutput): Sign | undefined => {
  if (event.messageStart !== undefined) return { name: "messageStart", kind: "begin" }
  if (event.contentBlockStart !== undefined) {
    return { name: "contentBlockStart", kind: "open", index: event.contentBlockStart.contentBlockIndex }
  }
  if (event.contentBlockDelta !== undefined) {
    return { name: "contentBlockDelta", kind: "delta", index: event.contentBlockDelta.contentBlockIndex }
  }
  if (event.contentBlockStop !== undefined) {
    return { name: "contentBlockStop", kind: "close", index: event.contentBlockStop.contentBlockIndex }
  }
  if (event.messageStop !== undefined) return { name: "messageStop", kind: "stop" }
  return event.metadata === undefined ? undefined : { name: "metadata", kind: "counts" }
}

const claudeKinds: ReadonlyMap<string, Sign["kind"]> = new Map([
  ["message_start", "begin"],
  ["content_block_start", "open"],
  ["content_block_delta", "delta"],
  ["content_block_stop", "close"],
  ["message_delta", "note"],
  ["message_stop", "stop"]
])

const claudeSign = ({ index, type }: typeof ClaudeEvent.Type): Sign | undefined => {
  const kind = claudeKinds.get(type)
  return kind && { name: type, kind, index }
}

const parseJson = Schema.decodeUnknownOption(Schema.fromJsonString(Schema.Unknown))

const ClaudeEvent = Schema.Struct({
  type: Schema.String,
  index: Schema.optionalKey(Schema.Finite),
  error: Schema.optionalKey(
    Schema.Struct({ type: Schema.String, message: Schema.optionalKey(Schema.String) })
  )
})

const decodeEvent = Schema.decodeUnknownOption(ClaudeEvent)

/** Claude's own `error` event, by the names of its messages API. */
const reported = (call: CallDetails, exception: string, words: string, contentSeen: boolean): BedrockError => {
  const detail = call.blot?.(words) ?? words
  const common = { operation: call.operation, modelId: call.modelId, detail }
  switch (exception) {
    case "rate_limit_error":
      return new Throttled({ ...common, exception })
    case "overloaded_error":
      return new ServiceFailed({ ...common, exception, status: 529 })
    case "api_error":
      return new ServiceFailed({ ...common, exception, status: 500 })
    default:
      return new StreamBroken({ ...common, detail: `${exception}: ${detail}`, contentSeen })
  }
}
