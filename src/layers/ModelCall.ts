/**
 * The one way both clients call a model: policy, credential refresh, span and record.
 *
 * `total` deadline ⊃ retry schedule ⊃ (the limiter's leave, one attempt). Every attempt that begins ends in exactly one
 * `CallAttempt` event, whether it succeeds, fails or is interrupted.
 */
import { Cause, Clock, Duration, Effect, Exit, Layer, Option, Pull, Random, Schedule } from "effect"
import type { ModelOperation } from "../domain/BedrockOperation.ts"
import { type BedrockError, type CredentialsError, TimedOut } from "../domain/Errors.ts"
import { failureOf } from "../domain/Failures.ts"
import { costUsd, type Model, resolveModel } from "../domain/Models.ts"
import { defaultPolicy, Policy, retrySchedule } from "../domain/Policy.ts"
import { reservedTokens, usedTokens } from "../domain/Quota.ts"
import type { Failure } from "../domain/RunEvent.ts"
import { AppConfig } from "./AppConfig.ts"
import { CallContext } from "./CallContext.ts"
import { makeMeasured, makeMeter, type Measured, type Meter } from "./callMeter.ts"
import { CallObserver } from "./CallObserver.ts"
import { Limiter, type Permit } from "./Limiter.ts"
import { withPartial } from "./partialAnswer.ts"

/** What is called, the same for every attempt. */
export interface ModelCall {
  readonly client: "raw" | "converse"
  readonly operation: ModelOperation
  readonly modelId: string
  /** The catalogue's entry: what the tokens cost. */
  readonly model: Model
  readonly maxTokens: number
  readonly temperature?: number | undefined
  /** Kept with the answer by the observer. */
  readonly request: unknown
  /**
   * Run once, and followed by one more attempt, where the service says that the credentials are no longer good. None for
   * credentials that cannot be fetched anew.
   */
  readonly refreshCredentials: Effect.Effect<unknown, CredentialsError> | undefined
}

/** Makes attempts until one succeeds, the policy gives up or the deadline passes. */
export const modelCall = <A>(
  call: ModelCall,
  attempt: (meter: Meter) => Effect.Effect<A, BedrockError>
): Effect.Effect<A, BedrockError> =>
  attempts(call, attempt).pipe(
    Effect.withSpan(`chat ${call.modelId}`, { kind: "client", attributes: requestAttributes(call) })
  )

/** The catalogue's entry for an id, or cautious defaults. */
export const modelOf = (modelId: string): Model =>
  resolveModel({ setting: modelId, source: "", default: modelId, aliases: false }).model

/** Whether fresh credentials may mend it. */
export const isStale = (error: BedrockError): boolean =>
  error._tag === "CredentialsExpired" || (error._tag === "AccessDenied" && staleExceptions.has(error.exception))

/** The policy that the settings ask for (retries, repair rounds), in force for every effect it is provided to. */
export const layerPolicy = (overrides: Partial<Policy> = {}): Layer.Layer<never, never, AppConfig> =>
  Layer.effect(
    Policy,
    AppConfig.useSync(({ maxAttempts, repairRounds }) => ({
      ...defaultPolicy,
      retry: retrySchedule(maxAttempts),
      repairRounds,
      ...overrides
    }))
  )

const attempts = Effect.fnUntraced(function*<A>(
  call: ModelCall,
  attempt: (meter: Meter) => Effect.Effect<A, BedrockError>
): Effect.fn.Return<A, BedrockError> {
  const { retry, total } = yield* Policy
  const observer = yield* CallObserver
  const { page, step } = yield* CallContext
  const begun = yield* Clock.currentTimeMillis
  const suffix = (yield* Random.nextIntBetween(0, 36 ** 5, { halfOpen: true })).toString(36).padStart(5, "0")
  const session: Session = {
    call,
    observer,
    limiter: yield* Limiter,
    tokens: reservedTokens(call.request, call.maxTokens),
    where: { callId: `${begun.toString(36)}-${suffix}`, step, page },
    total: Duration.toMillis(total),
    deadline: begun + Duration.toMillis(total),
    schedule: yield* Schedule.toStep(retry)
  }
  return yield* untilDone(session, attempt).pipe(
    Effect.onExit((exit) =>
      observer.keep({
        ...session.where,
        operation: call.operation,
        modelId: call.modelId,
        request: call.request,
        ...(Exit.isSuccess(exit) ? { reply: exit.value } : { error: failureIn(exit.cause) })
      })
    )
  )
})

/** What the attempts of one call share. */
interface Session {
  readonly call: ModelCall
  readonly observer: CallObserver
  readonly limiter: Limiter
  /** What a request of it counts for until its answer says. */
  readonly tokens: number
  readonly where: { readonly callId: string; readonly step: string; readonly page: string }
  /** Milliseconds; `deadline` is on the clock. */
  readonly total: number
  readonly deadline: number
  readonly schedule: (now: number, error: BedrockError) => Pull.Pull<[unknown, Duration.Duration], never, unknown>
}

const untilDone = Effect.fnUntraced(function*<A>(
  session: Session,
  attempt: (meter: Meter) => Effect.Effect<A, BedrockError>
): Effect.fn.Return<A, BedrockError> {
  let refreshed = false
  let waitedMillis = 0
  for (let number = 1;; number++) {
    const permit = yield* leave(session)
    waitedMillis += permit.waitedMillis
    if (waitedMillis > 0) yield* Effect.annotateCurrentSpan("dpg.waited_ms", waitedMillis)
    const { exit, next } = yield* recorded(session, attempt, number, refreshed, permit)
    if (Exit.isSuccess(exit)) return exit.value
    if (Option.isNone(next)) return yield* exit
    if (next.value === "refresh") {
      refreshed = true
      yield* session.call.refreshCredentials ?? Effect.void
    } else {
      yield* Effect.sleep(next.value)
    }
  }
})

/** Waits for the limiter, within the call's deadline. */
const leave = (session: Session) =>
  Effect.flatMap(Clock.currentTimeMillis, (now) =>
    session.limiter.acquire({
      modelId: session.call.modelId,
      tokens: session.tokens,
      onWait: (wait) =>
        session.observer.record({ _tag: "CallWaiting", ...session.where, modelId: session.call.modelId, ...wait })
    }).pipe(withDeadline(session, now)))

/** What the attempt came to, for the limiter. */
const tellLimiter = (permit: Permit, call: ModelCall, error: Option.Option<BedrockError>, { usage }: Measured) => {
  if (Option.isSome(error) && error.value._tag === "Throttled") return permit.throttled(error.value.retryAfterMillis)
  const used = usedTokens(usage, call.modelId)
  // Without a word on usage the answer broke off: what was set aside stands for it.
  return used > 0 ? permit.used(used) : Effect.void
}

/** One attempt and its event. What comes after the attempt cannot be interrupted, so that no attempt goes unrecorded. */
const recorded = <A>(
  session: Session,
  attempt: (meter: Meter) => Effect.Effect<A, BedrockError>,
  number: number,
  refreshed: boolean,
  permit: Permit
) =>
  Effect.uninterruptibleMask(Effect.fnUntraced(function*(restore) {
    const { call, observer, where } = session
    const started = yield* Clock.currentTimeMillis
    const measured = makeMeasured()
    const meter = makeMeter(measured, started, (characters) =>
      observer.record({ _tag: "CallProgress", ...where, characters }))
    const exit = yield* attempt(meter).pipe(
      withDeadline(session, started),
      Effect.mapError((error) =>
        isOver(error) ? withPartial(error, measured.soFar()) : error
      ),
      restore,
      Effect.exit
    )
    const error = Exit.findErrorOption(exit)
    yield* tellLimiter(permit, call, error, measured)
    const next = Option.isSome(error)
      ? yield* afterFailure(session, error.value, measured, refreshed)
      : Option.none<Next>()
    const failure = Exit.isFailure(exit) ? failureIn(exit.cause) : undefined
    const requestId = measured.requestId === "" && Option.isSome(error) ? requestIdOf(error.value) : measured.requestId
    const cost = costUsd(call.model, measured.usage, call.modelId)
    yield* observer.record({
      _tag: "CallAttempt",
      ...where,
      client: call.client,
      operation: call.operation,
      modelId: call.modelId,
      attempt: number,
      requestId,
      latencyMillis: (yield* Clock.currentTimeMillis) - started,
      ...(permit.waitedMillis > 0 && { waitedMillis: permit.waitedMillis }),
      ...(measured.firstTokenAt !== undefined && { timeToFirstTokenMillis: measured.firstTokenAt - started }),
      usage: measured.usage,
      ...(cost !== undefined && { costUsd: cost }),
      stopReason: measured.stopReason,
      ...(Option.isSome(next) && { retryInMillis: next.value === "refresh" ? 0 : next.value }),
      ...(failure !== undefined && { error: failure })
    })
    // The span is the call's: what an attempt before the last one came to is in the record.
    if (Option.isNone(next)) {
      yield* Effect.annotateCurrentSpan({
        ...answerAttributes(number, requestId, measured, failure),
        // Bedrock does not say who answered: the model that the profile stands for.
        ...(failure === undefined && { "gen_ai.response.model": call.model.id })
      })
    }
    return { exit, next }
  }))

/** Ends an attempt where the whole call has to end. */
const withDeadline = ({ call, deadline, total }: Session, started: number) =>
  Effect.timeoutOrElse({
    duration: Duration.millis(deadline - started),
    orElse: () =>
      Effect.fail(
        new TimedOut({
          operation: call.operation,
          modelId: call.modelId,
          detail: "",
          deadline: "total",
          afterMillis: total
        })
      )
  })

const isOver = (error: BedrockError): boolean => error._tag === "TimedOut" && error.deadline === "total"

/** What comes before another attempt: a wait in milliseconds, or fresh credentials. */
type Next = number | "refresh"

/** None where there is no other attempt. */
const afterFailure = Effect.fnUntraced(function*(
  { call, deadline, schedule }: Session,
  error: BedrockError,
  { handedOver }: Measured,
  refreshed: boolean
): Effect.fn.Return<Option.Option<Next>> {
  if (handedOver || isOver(error)) return Option.none()
  if (isStale(error)) return refreshed || call.refreshCredentials === undefined ? Option.none() : Option.some("refresh")
  const now = yield* Clock.currentTimeMillis
  return yield* schedule(now, error).pipe(
    Effect.map(([, wait]) => Duration.toMillis(wait)),
    // A wait that outlasts the deadline can only end in a less telling error.
    Effect.map((wait) => now + wait < deadline ? Option.some(wait) : Option.none()),
    Pull.catchDone(() => Effect.succeedNone)
  )
})

/** Signatures that fail the same way as an expired token does when a key has been rotated. */
const staleExceptions: ReadonlySet<string> = new Set([
  "ExpiredTokenException",
  "UnrecognizedClientException",
  "InvalidSignatureException"
])

const requestIdOf = (error: BedrockError): string => ("requestId" in error ? error.requestId : undefined) ?? ""

const failureIn = (cause: Cause.Cause<BedrockError>): Failure => {
  const error = Cause.findErrorOption(cause)
  if (Option.isSome(error)) return failureOf(error.value)
  return Cause.hasInterrupts(cause)
    ? { tag: "Interrupted", message: "The call was interrupted", hint: "Run again; what was finished before is kept." }
    : { tag: "Defect", message: String(Cause.squash(cause)), hint: "This is a bug in dpg: please report it." }
}

/** OpenTelemetry's semantic conventions for generative AI clients. */
const requestAttributes = (call: ModelCall) => ({
  "gen_ai.operation.name": "chat",
  "gen_ai.provider.name": "aws.bedrock",
  "gen_ai.request.model": call.modelId,
  "gen_ai.request.max_tokens": call.maxTokens,
  ...(call.temperature !== undefined && { "gen_ai.request.temperature": call.temperature }),
  "rpc.method": call.operation
})

const answerAttributes = (attempt: number, requestId: string, measured: Measured, failure: Failure | undefined) => ({
  "dpg.attempts": attempt,
  ...(requestId !== "" && { "aws.request_id": requestId }),
  ...(measured.stopReason !== "" && { "gen_ai.response.finish_reasons": [measured.stopReason] }),
  // By convention the input includes what the cache served and took.
  "gen_ai.usage.input_tokens": measured.usage.inputTokens + measured.usage.cacheReadInputTokens +
    measured.usage.cacheWriteInputTokens,
  "gen_ai.usage.output_tokens": measured.usage.outputTokens,
  "gen_ai.usage.cache_read.input_tokens": measured.usage.cacheReadInputTokens,
  "gen_ai.usage.cache_creation.input_tokens": measured.usage.cacheWriteInputTokens,
  ...(failure !== undefined && { "error.type": failure.tag })
})
