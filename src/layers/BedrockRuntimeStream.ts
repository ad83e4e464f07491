/** The SDK's event streams as Effect streams that know when they are complete. */
import type * as Sdk from "@aws-sdk/client-bedrock-runtime"
import { Effect, Option, Schema, Stream } from "effect"
import { type BedrockError, ServiceFailed, StreamBroken, Throttled } from "../domain/Errors.ts"
import { type CallDetails, endedEarly, fromStream } from "./awsErrors.ts"

/** Complete once `messageStop` was seen. */
export const converseStreamOf = (
  call: CallDetails,
  source: AsyncIterable<Sdk.ConverseStreamOutput> | undefined,
  abort: () => void
): Stream.Stream<Sdk.ConverseStreamOutput, BedrockError> =>
  eventStream(call, source, abort, {
    closing: "messageStop",
    read: (event, state) => {
      if (event.contentBlockStart !== undefined || event.contentBlockDelta !== undefined) state.content = true
      if (event.messageStop !== undefined) state.complete = true
      return Effect.succeed(event)
    }
  })

/** The JSON of each chunk; complete once Claude's `message_stop` was seen. */
export const claudeStream = (
  call: CallDetails,
  source: AsyncIterable<Sdk.ResponseStream> | undefined,
  abort: () => void
): Stream.Stream<unknown, BedrockError> =>
  eventStream(call, source, abort, {
    closing: "message_stop",
    read: (event, state) => {
      const text = new TextDecoder().decode(event.chunk?.bytes)
      const json = parseJson(text)
      if (Option.isNone(json)) return Effect.fail(endedEarly(call, state.content, "a chunk of it is no JSON"))
      const claude = Option.getOrUndefined(decodeEvent(json.value))
      if (claude?.type.startsWith("content_block") === true) state.content = true
      if (claude?.type === "message_stop") state.complete = true
      return claude?.type === "error"
        ? Effect.fail(reported(call, claude.error?.type ?? "", claude.error?.message ?? "", state.content))
        : Effect.succeed(json.value)
    }
  })

interface State {
  /** Some of the answer has arrived. */
  content: boolean
  /** The closing event has. */
  complete: boolean
}

const eventStream = <Event, A>(
  call: CallDetails,
  source: AsyncIterable<Event> | undefined,
  abort: () => void,
  protocol: {
    readonly closing: string
    readonly read: (event: Event, state: State) => Effect.Effect<A, BedrockError>
  }
): Stream.Stream<A, BedrockError> =>
  Stream.suspend(() => {
    const state: State = { content: false, complete: false }
    const events: Stream.Stream<Event, BedrockError> = source === undefined
      ? Stream.empty
      : Stream.fromAsyncIterable(source, fromStream(call, () => state.content))
    return events.pipe(
      Stream.mapEffect((event) => protocol.read(event, state)),
      // A socket that closes cleanly in the middle looks like the end to the SDK.
      Stream.concat(Stream.suspend(() =>
        state.complete
          ? Stream.empty
          : Stream.fail(endedEarly(call, state.content, `the stream ended without ${protocol.closing}`))
      )),
      Stream.ensuring(Effect.sync(abort))
    )
  })

const parseJson = Schema.decodeUnknownOption(Schema.fromJsonString(Schema.Unknown))

const decodeEvent = Schema.decodeUnknownOption(
  Schema.Struct({
    type: Schema.String,
    error: Schema.optionalKey(
      Schema.Struct({ type: Schema.String, message: Schema.optionalKey(Schema.String) })
    )
  })
)

/** Claude's own `error` event, by the names of its messages API. */
const reported = (call: CallDetails, exception: string, detail: string, contentSeen: boolean): BedrockError => {
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
