/**
 * A local Amazon Bedrock: the runtime's protocol on loopback, signatures checked, trouble on demand.
 * Any client of the service talks to it unchanged once its endpoint is set to `url`.
 */
// @effect-diagnostics nodeBuiltinImport:off - the server's own sockets must be closed and, on demand, reset
import * as NodeCrypto from "@effect/platform-node/NodeCrypto"
import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import * as NodeHttpServerRequest from "@effect/platform-node/NodeHttpServerRequest"
import {
  ByteSize,
  Clock,
  Context,
  Duration,
  Effect,
  Exit,
  Layer,
  Predicate,
  type Redacted,
  Ref,
  Result,
  Schema,
  Stream
} from "effect"
import * as SecureRandom from "effect/crypto/SecureRandom"
import * as HttpIncomingMessage from "effect/http/HttpIncomingMessage"
import * as HttpServer from "effect/http/HttpServer"
import * as HttpServerRequest from "effect/http/HttpServerRequest"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import { createServer } from "node:http"
import type { PolicyDocument, PolicyMalformed } from "../domain/iam/PolicyDocument.ts"
import { answer } from "./Answer.ts"
import { type AwsError, awsError, invalid, toResponse } from "./AwsError.ts"
import * as Body from "./Body.ts"
import { authenticate, authorize, type Callers, readCallers } from "./Caller.ts"
import { decodeJson } from "./decodeBody.ts"
import type { EmulatedModel } from "./EmulatedModel.ts"
import { delayOf, type Fault, refusalOf, takeFault } from "./Faults.ts"
import { bodyTrouble } from "./modelTrouble.ts"
import * as PromptCache from "./PromptCache.ts"
import * as RequestLog from "./RequestLog.ts"
import { isModelId, type Route, routeOf } from "./Route.ts"
import type { EmulatorCredentials } from "./Signature.ts"

export interface EmulatorOptions {
  /** Default 127.0.0.1; it listens on nothing but loopback. */
  readonly host?: "127.0.0.1" | "::1"
  /** Default 0: one that is free. */
  readonly port?: number
  /** Keys that are let in; default AWS's documentation example. */
  readonly credentials?: ReadonlyArray<EmulatorCredentials>
  /** API keys that are let in (`AWS_BEARER_TOKEN_BEDROCK`); default none. */
  readonly bearerTokens?: ReadonlyArray<Redacted.Redacted>
  /**
   * The identity-based IAM policy, a document or its JSON, of every caller that has none of its own; default none, which
   * allows everything. It is evaluated for each request as Bedrock has it evaluated, and a refusal reads as IAM's.
   */
  readonly policy?: PolicyDocument | string
  /** Before the headers of each answer; default none. */
  readonly latency?: Duration.Input
  /** Before each event of a stream; default none. */
  readonly chunkLatency?: Duration.Input
  readonly faults?: ReadonlyArray<Fault>
  /** How many requests `requests` keeps, bodies and all; default 1000. */
  readonly keep?: number
  /**
   * Default the machine's own time, not the fiber's: the service stands on the other side of a socket, and a test that
   * holds its client's clock still does not hold Amazon's.
   */
  readonly clock?: Clock.Clock
}

/** It could not listen. */
export class EmulatorNotStarted extends Schema.TaggedError<EmulatorNotStarted>()("EmulatorNotStarted", {
  host: Schema.String,
  port: Schema.Int,
  /** `EADDRINUSE`, `EACCES`, … */
  code: Schema.String
}) {
  override get message() {
    const reason = this.code === "EADDRINUSE" ? "the port is in use" : this.code
    return `The local Bedrock cannot listen on ${this.host}:${this.port}: ${reason}`
  }
  get hint() {
    return "Choose another port; 0 takes one that is free."
  }
}

export class BedrockEmulator extends Context.Service<BedrockEmulator, {
  /** For `AWS_ENDPOINT_URL_BEDROCK_RUNTIME`; any Region will do. */
  readonly url: string
  /** In order of arrival, the last `keep`. */
  readonly requests: Effect.Effect<ReadonlyArray<RequestLog.SeenRequest>>
  readonly clearRequests: Effect.Effect<void>
  /** Each request once its answer has ended, from now on. */
  readonly ended: Stream.Stream<RequestLog.SeenRequest>
  /** From the next request on; a request meets the first fault that applies to it. */
  readonly setFaults: (faults: ReadonlyArray<Fault>) => Effect.Effect<void>
  readonly clearFaults: Effect.Effect<void>
}>()("dpg/emulator/BedrockEmulator") {
  static readonly layer = (
    options: EmulatorOptions = {}
  ): Layer.Layer<BedrockEmulator, EmulatorNotStarted | PolicyMalformed, EmulatedModel> =>
    Layer.effect(BedrockEmulator, make(options)).pipe(
      Layer.provide(NodeCrypto.layerSecureRandom),
      Layer.provide(Layer.succeed(Clock.Clock, options.clock ?? Clock.Clock.defaultValue()))
    )
}

const make = Effect.fnUntraced(function*(options: EmulatorOptions) {
  const host = options.host ?? "127.0.0.1"
  const port = options.port ?? 0
  const callers = yield* Effect.fromResult(readCallers(options))
  const log = yield* RequestLog.make(options.keep ?? 1000)
  const faults = yield* Ref.make(options.faults ?? [])
  const cache = PromptCache.make()
  const node = createServer()
  const server = yield* NodeHttpServer.make(() => node, { host, port, disablePreemptiveShutdown: true }).pipe(
    Effect.mapError(({ cause }) =>
      new EmulatorNotStarted({
        host,
        port,
        code: Predicate.hasProperty(cause, "code") ? String(cause.code) : String(cause)
      })
    )
  )
  // Runs before the server's own finalizer, which would wait for the clients to hang up.
  yield* Effect.addFinalizer(() => Effect.sync(() => node.closeAllConnections()))
  yield* HttpServer.serveEffect(handle(options, { callers, log, faults, cache })).pipe(
    Effect.provideService(HttpServer.HttpServer, server),
    Effect.provideService(HttpIncomingMessage.MaxBodySize, ByteSize.bytes(maxBodyBytes))
  )
  return BedrockEmulator.of({
    url: HttpServer.formatAddress(server.address),
    requests: log.all,
    clearRequests: log.clear,
    ended: log.ended,
    setFaults: (next) => Ref.set(faults, next),
    clearFaults: Ref.set(faults, [])
  })
})

/** The service model's limit for a body. */
const maxBodyBytes = 25_000_000

const bodyTooLong =
  "1 validation error detected: Value at 'body' failed to satisfy constraint: Member must have length " +
  `less than or equal to ${maxBodyBytes}`

const handle = Effect.fnUntraced(function*(
  options: EmulatorOptions,
  { cache, callers, faults, log }: {
    readonly callers: Callers
    readonly log: RequestLog.RequestLog
    readonly faults: Ref.Ref<ReadonlyArray<Fault>>
    readonly cache: PromptCache.PromptCache
  }
) {
  const arrivedAt = yield* Clock.currentTimeMillis
  const request = yield* HttpServerRequest.HttpServerRequest
  const random = yield* SecureRandom.SecureRandom
  const requestId = yield* random.uuidV4()
  const messageId = yield* random.uuidV4()
  const route = routeOf(request.method, request.url)
  const bytes = yield* Effect.result(request.arrayBuffer)
  const body = new Uint8Array(Result.getOrElse(bytes, () => new ArrayBuffer(0)))
  const json = yield* Effect.result(decodeJson(body))
  const signed = { method: request.method, url: request.url, headers: request.headers, body }
  const { caller: shown, ...sender } = authenticate(signed, callers, arrivedAt)

  yield* log.arrived({
    requestId,
    at: arrivedAt,
    operation: route?.operation,
    modelId: route?.modelId ?? "",
    ...sender,
    attempt: request.headers["amz-sdk-request"] ?? "",
    userAgent: request.headers["user-agent"] ?? "",
    body: Result.getOrUndefined(json),
    prompt: undefined,
    fault: undefined,
    status: undefined,
    exception: undefined,
    outcome: "pending"
  })

  const respond = Effect.gen(function*() {
    const admitted = yield* admit(route)
    if (Result.isFailure(bytes)) return yield* invalid(bodyTooLong)
    const caller = yield* Effect.fromResult(shown)
    if (!isModelId(admitted.modelId)) return yield* invalid("The provided model identifier is invalid.")
    yield* Effect.fromResult(authorize(caller, admitted, arrivedAt))
    const fault = yield* Ref.modify(faults, (all) => takeFault(all, admitted, arrivedAt))
    yield* log.update(requestId, { fault: fault?._tag })
    yield* Effect.sleep(Duration.sum(Duration.fromInputUnsafe(options.latency ?? 0), delayOf(fault)))
    const refusal = fault === undefined ? undefined : refusalOf(fault, admitted, caller)
    if (refusal !== undefined) return yield* refusal
    const tooLong = bodyTrouble(admitted, body.length)
    if (tooLong !== undefined) return yield* invalid(tooLong)
    const decoded = yield* Effect.fromResult(json)
    const made = yield* answer({ route: admitted, caller, json: decoded, fault, messageId, arrivedAt, cache })
    yield* log.update(requestId, { prompt: made.prompt, status: 200 })
    const head = { status: 200, headers: { ...made.headers, "x-amzn-requestid": requestId } }
    const [only, ...more] = made.body.parts
    if (made.body.ending === "whole" && only !== undefined && more.length === 0) {
      yield* log.end(requestId, "answered")
      return HttpServerResponse.uint8Array(only, head)
    }
    const stream = Body.toStream(made.body, {
      chunkLatency: Duration.fromInputUnsafe(options.chunkLatency ?? 0),
      reset: Effect.andThen(log.end(requestId, "cut"), reset(request))
    })
    return HttpServerResponse.stream(
      Stream.onExit(stream, (exit) => log.end(requestId, outcomeOf(made.body, exit))),
      head
    )
  })

  return yield* respond.pipe(
    Effect.catchDefect((defect) =>
      Effect.logError("The model behind the local Bedrock failed", defect).pipe(
        Effect.andThen(Effect.fail(awsError("InternalServerException")))
      )
    ),
    Effect.catch((error) =>
      log.update(requestId, { status: error.status, exception: error.exception }).pipe(
        Effect.andThen(log.end(requestId, "answered")),
        Effect.as(toResponse(error, requestId))
      )
    ),
    Effect.onInterrupt(() => log.end(requestId, "abandoned"))
  )
})

const admit = (route: Route | undefined): Effect.Effect<Route, AwsError> =>
  route === undefined
    ? Effect.fail(awsError("UnknownOperationException", { message: "The requested operation is not known." }))
    : Effect.succeed(route)

const outcomeOf = ({ ending }: Body.Body, exit: Exit.Exit<unknown, unknown>): RequestLog.SeenRequest["outcome"] => {
  if (ending === "reset" || ending === "short") return "cut"
  return Exit.isSuccess(exit) ? "answered" : "abandoned"
}

/** Breaks the connection with a TCP reset, once what was written before it is on its way. */
const reset = (request: HttpServerRequest.HttpServerRequest): Effect.Effect<void> =>
  Effect.sync(() => NodeHttpServerRequest.toIncomingMessage(request).socket.resetAndDestroy()).pipe(Effect.delay(20))
