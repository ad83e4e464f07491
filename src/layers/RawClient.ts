import { Context, Effect, Layer, Option } from "effect"
import { type BedrockError, StreamBroken } from "../domain/Errors.ts"
import type { Usage } from "../domain/Usage.ts"
import { BedrockRuntime } from "./BedrockRuntime.ts"
import type { Meter } from "./callMeter.ts"
import {
  type Answered,
  charactersOf,
  decodeEvent,
  decodeMessage,
  encodeBody,
  foldEvent,
  nothingYet,
  type StreamEvent,
  textOf
} from "./ClaudeMessages.ts"
import { Credentials } from "./Credentials.ts"
import { type ModelCall, modelCall, modelOf } from "./ModelCall.ts"
import { foldAnswer, withPartial } from "./partialAnswer.ts"
import { errorOfStop, unreadable } from "./stopReason.ts"

/** InvokeModel with the Claude messages body. */
export interface RawRequest {
  /** Taken verbatim. */
  readonly modelId: string
  readonly system: string
  readonly messages: ReadonlyArray<{
    readonly role: "user" | "assistant"
    readonly text: string
    /** Before the text. */
    readonly images?: ReadonlyArray<{ readonly format: "png" | "jpeg" | "webp" | "gif"; readonly base64: string }>
  }>
  /** Default: the model's own limit, from the catalogue. */
  readonly maxTokens?: number
  /**
   * JSON Schema to hold the answer to, by the best means the model has: `output_config.format`, a forced tool whose
   * input is then the text of the reply, or not at all, so that the prompt has to ask for JSON.
   */
  readonly outputSchema?: object
}

export interface RawReply {
  /** All text blocks, joined; where a tool stands in for the schema, its input alone. */
  readonly text: string
  readonly stopReason: string
  readonly usage: Usage
  readonly requestId: string
}

/** Claude through InvokeModel, under the declared policy. Steps 02 and 03 use it. */
export class RawClient extends Context.Service<RawClient, {
  /** Streams inside (InvokeModelWithResponseStream), so that the idle deadline means idleness. */
  readonly invoke: (request: RawRequest) => Effect.Effect<RawReply, BedrockError>
  /** The same without a stream (InvokeModel), for short answers. */
  readonly invokeOnce: (request: RawRequest) => Effect.Effect<RawReply, BedrockError>
}>()("dpg/layers/RawClient") {
  static readonly layer: Layer.Layer<RawClient, never, BedrockRuntime | Credentials> = Layer.effect(
    RawClient,
    Effect.gen(function*() {
      const bedrock = yield* BedrockRuntime
      const credentials = yield* Credentials

      const invoke = Effect.fnUntraced(function*(request: RawRequest) {
        const { call, input } = yield* prepare("InvokeModelWithResponseStream", request, credentials)
        return yield* modelCall(call, (meter) => streamed(call, meter, bedrock.invokeModelStream(input)))
      })

      const invokeOnce = Effect.fnUntraced(function*(request: RawRequest) {
        const { call, input } = yield* prepare("InvokeModel", request, credentials)
        return yield* modelCall(
          call,
          Effect.fnUntraced(function*(meter) {
            const { requestId, value } = yield* bedrock.invokeModel(input)
            yield* meter.answered(requestId)
            // The SDK's type promises a body, and an empty answer has none.
            const body: Uint8Array | undefined = value.body
            const answered = yield* Effect.mapError(
              decodeMessage(new TextDecoder().decode(body ?? new Uint8Array())),
              (cause) => unreadable(call, requestId, cause)
            )
            yield* meter.received(textOf(answered).length)
            return yield* finish(call, meter, requestId, answered)
          })
        )
      })

      return RawClient.of({ invoke, invokeOnce })
    })
  )
}

const prepare = Effect.fnUntraced(function*(
  operation: "InvokeModel" | "InvokeModelWithResponseStream",
  request: RawRequest,
  credentials: Credentials["Service"]
) {
  const model = modelOf(request.modelId)
  const maxTokens = request.maxTokens ?? model.maxOutputTokens
  const call: ModelCall = {
    client: "raw",
    operation,
    modelId: request.modelId,
    model,
    maxTokens,
    temperature: model.temperature ? 0 : undefined,
    request,
    refreshCredentials: credentials.refresh
  }
  const input = {
    modelId: request.modelId,
    contentType: "application/json",
    accept: "application/json",
    body: yield* encodeBody(request, model, maxTokens)
  }
  return { call, input }
})

/** Folds the events of one attempt into its answer. */
const streamed = Effect.fnUntraced(function*(
  call: ModelCall,
  meter: Meter,
  answer: ReturnType<BedrockRuntime["Service"]["invokeModelStream"]>
): Effect.fn.Return<RawReply, BedrockError> {
  const { requestId, value } = yield* answer
  yield* meter.answered(requestId)
  const answered = yield* foldAnswer(meter, value, nothingYet, (so: Answered, raw) =>
    decodeEvent(raw).pipe(
      Effect.mapError((error) =>
        new StreamBroken({
          operation: call.operation,
          modelId: call.modelId,
          requestId,
          detail: "its answer is no message",
          cause: error,
          contentSeen: textOf(so) !== ""
        })
      ),
      Effect.flatMap(Option.match({
        onNone: () => Effect.succeed(so),
        onSome: (event) => take(meter, so, event)
      }))
    ), soFar)
  return yield* finish(call, meter, requestId, answered)
})

/** For a failure. */
const soFar = (answered: Answered) => ({ text: textOf(answered), usage: answered.usage })

const take = Effect.fnUntraced(function*(meter: Meter, so: Answered, event: StreamEvent) {
  const characters = charactersOf(event)
  if (characters > 0) yield* meter.received(characters)
  const answered = foldEvent(so, event)
  if (answered.usage !== so.usage) yield* meter.reported(answered.stopReason, answered.usage)
  return answered
})

const finish = Effect.fnUntraced(function*(
  call: ModelCall,
  meter: Meter,
  requestId: string,
  answered: Answered
): Effect.fn.Return<RawReply, BedrockError> {
  const { stopReason, usage } = answered
  const text = textOf(answered)
  yield* meter.reported(stopReason, usage)
  const error = errorOfStop(call, { stopReason, requestId, text })
  if (error !== undefined) return yield* withPartial(error, soFar(answered))
  return { text, stopReason, usage, requestId }
})
