/**
 * Exchanges with Bedrock kept in a folder, and played back from it: one readable file for each, named by a digest of its
 * operation, model and content, and by how often that was asked before. `docs/record.md` describes the files.
 */
import type * as Sdk from "@aws-sdk/client-bedrock-runtime"
import { Effect, Exit, type FileSystem, Layer, Option, type Path, Redacted, type Result, Stream, Struct } from "effect"
import type { Digest } from "effect/crypto/Digest"
import type { ModelOperation } from "../domain/BedrockOperation.ts"
import { type BedrockError, type RecordingInvalid, ReplayMissing } from "../domain/Errors.ts"
import { estimatedTokens } from "../domain/Quota.ts"
import { StandIn } from "../domain/StandIn.ts"
import { BedrockRuntime } from "./BedrockRuntime.ts"
import { CallContext } from "./CallContext.ts"
import { Credentials } from "./Credentials.ts"
import { blotterOf } from "./credentials/blotter.ts"
import { claudeBody, claudeEvents, converseEvents, converseOutput, type Events } from "./recording/answers.ts"
import { bodyToPlain, errorToPlain, type Exchange, type Fault, requestToPlain } from "./recording/Exchange.ts"
import { type Folder, type Found, nameOf, open, orInvalid } from "./recording/Folder.ts"
import { pretty, toPlain } from "./recording/json.ts"

type Platform = FileSystem.FileSystem | Path.Path | Digest

/**
 * The `BedrockRuntime` beneath, each of its exchanges written to the folder as it ends; what was recorded of the same
 * request before is replaced. What is interrupted before its answer is not recorded, nor what credentials failed for. The
 * keys in use are blotted out wherever they stand. A disk that takes no more is a defect that carries the error.
 */
export const layerRecord = (
  directory: string
): Layer.Layer<BedrockRuntime, never, BedrockRuntime | Credentials | Platform> =>
  Layer.effect(
    BedrockRuntime,
    Effect.gen(function*() {
      const bedrock = yield* BedrockRuntime
      const keep = yield* keeper(yield* open(directory), yield* Credentials)

      return BedrockRuntime.of({
        invokeModel: (input) =>
          bedrock.invokeModel(input).pipe(
            Effect.tap(({ requestId, value }) =>
              keep("InvokeModel", input, { requestId, body: bodyToPlain(value.body) })
            ),
            Effect.tapError((error) => keep("InvokeModel", input, failed(error)))
          ),
        invokeModelStream: (input) => {
          const kept = (answer: Answer) => keep("InvokeModelWithResponseStream", input, answer)
          return watched(bedrock.invokeModelStream(input), kept, (event) => event)
        },
        converse: (input) =>
          bedrock.converse(input).pipe(
            Effect.tap(({ requestId, value }) =>
              keep("Converse", input, { requestId, body: toPlain(Struct.omit(value, ["$metadata"])) })
            ),
            Effect.tapError((error) => keep("Converse", input, failed(error)))
          ),
        converseStream: (input) =>
          watched(bedrock.converseStream(input), (answer) => keep("ConverseStream", input, answer), toPlain),
        // A count is no answer of a model: it is asked for anew, and a replay estimates it.
        countTokens: bedrock.countTokens
      })
    })
  )

/**
 * A `BedrockRuntime` that answers from the folder alone: no network, no credentials. The n-th time that a request is made
 * it gets the n-th of its answers; without one it fails with `ReplayMissing`, and the request is written to `missing/`.
 */
export const layerReplay = (
  directory: string
): Layer.Layer<BedrockRuntime | Credentials, RecordingInvalid, Platform> =>
  Layer.merge(
    Layer.effect(
      BedrockRuntime,
      Effect.gen(function*() {
        const folder = yield* open(directory)
        yield* folder.exists
        const find = finder(folder)

        return BedrockRuntime.of({
          invokeModel: Effect.fnUntraced(function*(input) {
            const found = yield* find("InvokeModel", input)
            const bytes = yield* answerOf(found, claudeBody)
            const body = Object.assign(bytes, { transformToString: () => new TextDecoder().decode(bytes) })
            const requestId = requestIdOf(found)
            return { requestId, value: { body, contentType: "application/json", $metadata: { requestId } } }
          }),
          invokeModelStream: Effect.fnUntraced(function*(input) {
            const found = yield* find("InvokeModelWithResponseStream", input)
            return { requestId: requestIdOf(found), value: play(yield* answerOf(found, claudeEvents)) }
          }),
          converse: Effect.fnUntraced(function*(input) {
            const found = yield* find("Converse", input)
            const requestId = requestIdOf(found)
            return { requestId, value: { ...yield* answerOf(found, converseOutput), $metadata: { requestId } } }
          }),
          converseStream: Effect.fnUntraced(function*(input) {
            const found = yield* find("ConverseStream", input)
            return { requestId: requestIdOf(found), value: play(yield* answerOf(found, converseEvents)) }
          }),
          countTokens: ({ input }) => {
            const inputTokens = estimatedTokens(input)
            return Effect.succeed({ requestId: "", value: { inputTokens, $metadata: {} } })
          }
        })
      })
    ),
    Layer.succeed(Credentials, {
      auth: { scheme: "sigv4", why: "answers are replayed" },
      provider: () => Promise.resolve({ accessKeyId: "REPLAY", secretAccessKey: "REPLAY" }),
      source: `none: answers are replayed from ${directory}`,
      refresh: Effect.void,
      warnings: []
    })
  )

/** Whoever answered in the models' place when the folder was recorded does so when it is replayed. */
export const layerStandIn = (directory: string): Layer.Layer<never, RecordingInvalid, Platform> =>
  Layer.effect(StandIn, Effect.flatMap(open(directory), ({ standIn }) => standIn))

type Input = Sdk.InvokeModelCommandInput | Sdk.ConverseStreamCommandInput
type Answer = Pick<Exchange, "body" | "error" | "events" | "requestId">

const failed = (error: BedrockError): Answer => ({ error: errorToPlain(error) })

/** Numbered as they end, so that what is interrupted leaves no gap. */
const keeper = Effect.fnUntraced(function*(folder: Folder, credentials: Credentials["Service"]) {
  const counts = new Map<string, number>()
  let notedStandIn: string | undefined

  return Effect.fnUntraced(
    function*(operation: ModelOperation, input: Input, answer: Answer) {
      if (answer.error !== undefined && unasked.has(answer.error["_tag"])) return
      const standIn = yield* StandIn
      if (standIn !== notedStandIn) {
        yield* folder.writeStandIn(standIn)
        notedStandIn = standIn
      }
      const exchange = yield* exchangeOf(operation, input)
      const key = yield* folder.keyOf(operation, exchange.modelId, exchange.request)
      const count = (counts.get(key) ?? 0) + 1
      counts.set(key, count)
      const blot = blotterOf(yield* secretsOf(credentials))
      yield* folder.write(nameOf(key, count), blot(pretty({ ...exchange, ...answer })))
    },
    Effect.orDie,
    Effect.uninterruptible
  )
})

const secretsOf = Effect.fnUntraced(function*({ auth, provider }: Credentials["Service"]) {
  if (auth.scheme === "bearer") return [Redacted.value(auth.token)]
  const keys = yield* Effect.orElseSucceed(Effect.tryPromise(provider), () => undefined)
  return [keys?.secretAccessKey, keys?.sessionToken, keys?.accessKeyId]
})

/** Then no request was made. */
const unasked: ReadonlySet<unknown> = new Set(["CredentialsNotFound", "CredentialsInvalid"])

const exchangeOf = Effect.fnUntraced(function*(operation: ModelOperation, input: Input) {
  const { page, step } = yield* CallContext
  return {
    version: 1 as const,
    operation,
    modelId: input.modelId ?? "",
    ...(step !== "" && { step }),
    ...(page !== "" && { page }),
    request: requestToPlain(input)
  }
})

/** A stream whose events are kept once it ends, is broken off, or is let go by its reader. */
const watched = <A>(
  answer: Effect.Effect<
    { readonly value: Stream.Stream<A, BedrockError>; readonly requestId: string },
    BedrockError
  >,
  keep: (answer: Answer) => Effect.Effect<void>,
  write: (event: A) => unknown
) =>
  answer.pipe(
    Effect.tapError((error) => keep(failed(error))),
    Effect.map(({ requestId, value }) => ({
      requestId,
      value: Stream.suspend(() => {
        const events: Array<unknown> = []
        return value.pipe(
          Stream.tap((event) => Effect.sync(() => events.push(write(event)))),
          Stream.onExit((exit) => {
            const error = Option.getOrUndefined(Exit.findErrorOption(exit))
            if (Exit.isFailure(exit) && error === undefined) return Effect.void
            return keep({ requestId, events, ...(error !== undefined && failed(error)) })
          })
        )
      })
    }))
  )

const finder = (folder: Folder) => {
  const counts = new Map<string, number>()

  return Effect.fnUntraced(function*(operation: ModelOperation, input: Input): Effect.fn.Return<Found, BedrockError> {
    const exchange = yield* exchangeOf(operation, input)
    const { modelId, request, step = "", page = "" } = exchange
    const key = yield* folder.keyOf(operation, modelId, request)
    const count = (counts.get(key) ?? 0) + 1
    counts.set(key, count)
    const name = nameOf(key, count)
    const found = yield* folder.find(name)
    // The request of the moment stands beside the answer: a file written by hand may have none.
    if (Option.isSome(found)) {
      return { ...found.value, exchange: { ...found.value.exchange, operation, modelId, request } }
    }
    const written = folder.writeMissing(name, { ...exchange, reply: null })
    const file = yield* Effect.orElseSucceed(written, () => "")
    return yield* new ReplayMissing({ operation, modelId, detail: "", step, page, name, file })
  })
}

const requestIdOf = ({ exchange }: Found): string => exchange.requestId ?? "replayed"

const answerOf = <A>(
  { exchange, path }: Found,
  read: (exchange: Exchange) => Result.Result<A, Fault | BedrockError>
): Effect.Effect<A, BedrockError> => Effect.mapError(Effect.fromResult(read(exchange)), orInvalid(path))

const play = <A>({ error, events }: Events<A>): Stream.Stream<A, BedrockError> =>
  Stream.concat(
    Stream.fromIterable(events),
    Option.match(error, { onNone: () => Stream.empty, onSome: (error) => Stream.fail(error) })
  )
