import type * as Sdk from "@aws-sdk/client-bedrock-runtime"
import { Context, Duration, Effect, Layer, Option, Predicate, Queue, Stream } from "effect"
import { type BedrockError, ServiceFailed, TimedOut } from "../domain/Errors.ts"
import { bareId } from "../domain/Models.ts"
import { Policy } from "../domain/Policy.ts"
import type { Usage } from "../domain/Usage.ts"
import { BedrockRuntime } from "./BedrockRuntime.ts"
import { CallContext } from "./CallContext.ts"
import type { Meter } from "./callMeter.ts"
import {
  charactersOf,
  type Folded,
  foldEvent,
  isAnswer,
  isContent,
  messageOf,
  nothingYet,
  type ServiceDetails,
  serviceDetails,
  textOf,
  traceOf,
  usageOf
} from "./ConverseFold.ts"
import { Credentials } from "./Credentials.ts"
import { isStale, type ModelCall, modelCall, modelOf } from "./ModelCall.ts"
import { foldAnswer, withPartial } from "./partialAnswer.ts"
import { errorOfStop, unreadable } from "./stopReason.ts"

/** A Converse request; `inferenceConfig.maxTokens` and `temperature: 0` are filled in from the catalogue when left out. */
export type ConverseRequest = Sdk.ConverseStreamCommandInput & { readonly modelId: string }

export interface ConverseReply {
  readonly message: Sdk.Message
  readonly stopReason: string
  readonly usage: Usage
  readonly requestId: string
  /** The tier and latency it was served with, and the guardrail's trace, where the service says so. */
  readonly service: ServiceDetails
}

/** Converse and ConverseStream under the declared policy. */
export class ConverseClient extends Context.Service<ConverseClient, {
  /** The whole answer. Streams inside (ConverseStream), so that the idle deadline means idleness. */
  readonly converse: (request: ConverseRequest) => Effect.Effect<ConverseReply, BedrockError>
  /** The same without a stream (Converse), for short answers. */
  readonly converseOnce: (request: ConverseRequest) => Effect.Effect<ConverseReply, BedrockError>
  /**
   * The events as they come. Retried only before the first content. An answer that is cut or refused ends with its
   * `messageStop`, not with an error: its beginning has been handed over.
   */
  readonly stream: (request: ConverseRequest) => Stream.Stream<Sdk.ConverseStreamOutput, BedrockError>
  /** How many tokens the model would read (CountTokens); no attempt of it is recorded, since none is paid for. */
  readonly countTokens: (request: ConverseRequest) => Effect.Effect<number, BedrockError>
}>()("dpg/layers/ConverseClient") {
  static readonly layer: Layer.Layer<ConverseClient, never, BedrockRuntime | Credentials> = Layer.effect(
    ConverseClient,
    Effect.gen(function*() {
      const bedrock = yield* BedrockRuntime
      const credentials = yield* Credentials

      const converse = Effect.fnUntraced(function*(request: ConverseRequest) {
        const { call, input } = yield* prepare("ConverseStream", request, credentials)
        return yield* modelCall(
          call,
          Effect.fnUntraced(function*(meter) {
            const { requestId, value } = yield* bedrock.converseStream(input)
            yield* meter.answered(requestId)
            const folded = yield* foldAnswer(meter, value, nothingYet, (so, event) => take(meter, so, event), soFar)
            return yield* finish(call, requestId, folded)
          })
        )
      })

      const converseOnce = Effect.fnUntraced(function*(request: ConverseRequest) {
        const { call, input } = yield* prepare("Converse", request, credentials)
        return yield* modelCall(
          call,
          Effect.fnUntraced(function*(meter) {
            const { requestId, value } = yield* bedrock.converse(input)
            yield* meter.answered(requestId)
            if (!isAnswer(value)) return yield* unreadable(call, requestId)
            const message = value.output?.message ?? nothing
            const usage = usageOf(value.usage)
            const stopReason = value.stopReason ?? ""
            yield* meter.received(textOf(message).length)
            yield* meter.reported(stopReason, usage)
            return yield* verdict(call, {
              message,
              stopReason,
              usage,
              requestId,
              service: serviceDetails(value)
            })
          })
        )
      })

      const stream = (request: ConverseRequest) =>
        Stream.callback<Sdk.ConverseStreamOutput, BedrockError>((queue) =>
          Effect.gen(function*() {
            const { call, input } = yield* prepare("ConverseStream", request, credentials)
            yield* modelCall(
              call,
              Effect.fnUntraced(function*(meter) {
                const { requestId, value } = yield* bedrock.converseStream(input)
                yield* meter.answered(requestId)
                return yield* handOver(call, meter, requestId, value, queue)
              })
            )
            yield* Queue.end(queue)
          }), { bufferSize: 64, strategy: "suspend" })

      const countTokens = Effect.fnUntraced(function*(request: ConverseRequest) {
        const { retry, total } = yield* Policy
        const { additionalModelRequestFields, messages, system, toolConfig } = request
        const input: Sdk.CountTokensCommandInput = {
          // A profile does not count; what it stands for does.
          modelId: bareId(request.modelId),
          input: {
            converse: {
              messages,
              ...(system !== undefined && { system }),
              ...(toolConfig !== undefined && { toolConfig }),
              ...(additionalModelRequestFields !== undefined && { additionalModelRequestFields })
            }
          }
        }
        const count = bedrock.countTokens(input)
        const { value } = yield* count.pipe(
          Effect.catchIf(
            isStale,
            (error) =>
              credentials.refresh === undefined ? Effect.fail(error) : Effect.andThen(credentials.refresh, count)
          ),
          Effect.retry(retry),
          Effect.timeoutOrElse({
            duration: total,
            orElse: () =>
              Effect.fail(
                new TimedOut({
                  operation: "CountTokens",
                  modelId: request.modelId,
                  detail: "",
                  deadline: "total",
                  afterMillis: Duration.toMillis(total)
                })
              )
          })
        )
        return value.inputTokens ?? 0
      })

      return ConverseClient.of({ converse, converseOnce, stream, countTokens })
    })
  )
}

const prepare = Effect.fnUntraced(function*(
  operation: "Converse" | "ConverseStream",
  request: ConverseRequest,
  credentials: Credentials["Service"]
) {
  const { page, step } = yield* CallContext
  const model = modelOf(request.modelId)
  const given = request.inferenceConfig ?? {}
  const maxTokens = given.maxTokens ?? model.maxOutputTokens
  const temperature = given.temperature ?? (model.temperature && !isSampled(request) ? 0 : undefined)
  const metadata = metadataOf({ step, page, ...request.requestMetadata })
  const input: ConverseRequest = {
    ...request,
    inferenceConfig: { ...given, maxTokens, ...(temperature !== undefined && { temperature }) },
    ...(Object.keys(metadata).length > 0 && { requestMetadata: metadata })
  }
  const call: ModelCall = {
    client: "converse",
    operation,
    modelId: request.modelId,
    model,
    maxTokens,
    temperature,
    request: input,
    refreshCredentials: credentials.refresh
  }
  return { call, input }
})

/** Where a temperature beside it is an error: with `topP`, and while the model thinks. */
const isSampled = ({ additionalModelRequestFields, inferenceConfig }: ConverseRequest): boolean =>
  inferenceConfig?.topP !== undefined || Predicate.hasProperty(additionalModelRequestFields, "thinking")

/** At most 16 pairs of at most 256 characters out of the set that the service allows; pairs without a value are left out. */
const metadataOf = (pairs: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(pairs)
      .map(([key, value]) => [legal(key), legal(value)] as const)
      .filter(([key, value]) => key !== "" && value !== "")
      .slice(0, 16)
  )

const legal = (text: string): string => text.replace(/[^a-zA-Z0-9\s:_@$#=/+,.-]/g, "_").slice(0, 256)

const take = Effect.fnUntraced(function*(meter: Meter, so: Folded, event: Sdk.ConverseStreamOutput) {
  const characters = charactersOf(event)
  if (characters > 0) yield* meter.received(characters)
  const folded = foldEvent(so, event)
  if (folded.usage !== so.usage || folded.stopReason !== so.stopReason) {
    yield* meter.reported(folded.stopReason, folded.usage)
  }
  return folded
})

/** Passes the events on. What comes before the first content is held back, so that an attempt that ends there leaves no trace. */
const handOver = Effect.fnUntraced(function*(
  call: ModelCall,
  meter: Meter,
  requestId: string,
  events: Stream.Stream<Sdk.ConverseStreamOutput, BedrockError>,
  queue: Queue.Enqueue<Sdk.ConverseStreamOutput>
): Effect.fn.Return<ConverseReply, BedrockError> {
  let held: Array<Sdk.ConverseStreamOutput> | undefined = []
  const folded = yield* foldAnswer(
    meter,
    events,
    nothingYet,
    Effect.fnUntraced(function*(so: Folded, event: Sdk.ConverseStreamOutput) {
      const next = yield* take(meter, so, event)
      if (held === undefined) {
        yield* Queue.offer(queue, event)
      } else {
        held.push(event)
        if (isContent(event)) {
          yield* meter.handedOver
          yield* Queue.offerAll(queue, held)
          held = undefined
        }
      }
      return next
    }),
    soFar
  )
  if (held !== undefined) yield* Queue.offerAll(queue, held)
  const { stopReason, usage } = folded
  const error = errorOfStop(call, { stopReason, requestId, text: textSoFar(folded) })
  if (error?._tag === "StreamBroken") return yield* withPartial(error, soFar(folded))
  const message = error === undefined ? yield* readable(call, requestId, folded) : nothing
  return { message, stopReason, usage, requestId, service: folded.service }
})

/** For a failure: the words, else the input of the tools. */
const soFar = ({ blocks, usage }: Folded) => {
  const text = blocks.map((block) => block.kind === "text" ? block.text : "").join("")
  const input = blocks.map((block) => block.kind === "tool" ? block.json : "").join("")
  return { text: text === "" ? input : text, usage }
}

/** What is kept of an answer that was cut or refused while its events went to a consumer. */
const nothing: Sdk.Message = { role: "assistant", content: [] }

const finish = Effect.fnUntraced(function*(
  call: ModelCall,
  requestId: string,
  folded: Folded
): Effect.fn.Return<ConverseReply, BedrockError> {
  const { stopReason, usage } = folded
  // A cut or broken answer is said to be that, whatever state its last block is in.
  const trace = Option.getOrUndefined(traceOf(folded.service))
  const error = errorOfStop(call, { stopReason, requestId, text: textSoFar(folded), trace })
  if (error !== undefined) return yield* withPartial(error, soFar(folded))
  return { message: yield* readable(call, requestId, folded), stopReason, usage, requestId, service: folded.service }
})

/** Never `""` where there is content, text or not. */
const textSoFar = ({ blocks }: Folded): string =>
  blocks.map((block) => block.kind === "text" ? block.text : block.kind).join("")

const verdict = (call: ModelCall, reply: ConverseReply): Effect.Effect<ConverseReply, BedrockError> => {
  const trace = Option.getOrUndefined(traceOf(reply.service))
  const error = errorOfStop(call, { ...reply, text: textOf(reply.message), trace })
  return error === undefined
    ? Effect.succeed(reply)
    : Effect.fail(withPartial(error, { text: textOf(reply.message), usage: reply.usage }))
}

const readable = (call: ModelCall, requestId: string, folded: Folded): Effect.Effect<Sdk.Message, BedrockError> =>
  Effect.mapError(messageOf(folded), () =>
    withPartial(
      new ServiceFailed({
        operation: call.operation,
        modelId: call.modelId,
        requestId,
        exception: "malformed_tool_use",
        status: 200,
        detail: "the input of a tool call is no JSON"
      }),
      soFar(folded)
    ))
