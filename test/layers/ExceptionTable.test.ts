/** Every exception of the service model, by each operation, before the answer and inside it: over the real SDK. */
import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect, Layer, Random, Schedule } from "effect"
import type { BedrockError } from "../../src/domain/Errors.ts"
import { defaultPolicy, Policy, retrySchedule } from "../../src/domain/Policy.ts"
import { ConverseClient } from "../../src/layers/ConverseClient.ts"
import { RawClient } from "../../src/layers/RawClient.ts"
import { BedrockEmulator, CallRecorder, emulatedBedrock, type Fault, ScriptedModel } from "../../src/testing.ts"
import { attempts, sonnet } from "../support/bedrock.ts"

/** The policy as it is, a thousand times as fast, with the middle of each random wait. */
const policy = Layer.mergeAll(
  Layer.succeed(Policy, {
    ...defaultPolicy,
    retry: retrySchedule(2).pipe(
      Schedule.modifyDelay(({ duration }) => Effect.succeed(Duration.times(duration, 1 / 1000)))
    )
  }),
  Layer.succeed(Random.Random, { nextDoubleUnsafe: () => 0.5, nextIntUnsafe: () => 0 })
)

/** Milliseconds that come before the next attempt, by the policy: half of its base, then of twice that. */
const waits = (tag: BedrockError["_tag"], count: number): ReadonlyArray<number> => {
  // Fresh credentials are worth an attempt at once.
  if (tag === "CredentialsExpired" || tag === "AccessDenied") return Array.from({ length: count }, () => 0)
  const base = tag === "Throttled" ? 2000 : 500
  return Array.from({ length: count }, (_, index) => base * 2 ** index / 2)
}

const layer = Layer.mergeAll(RawClient.layer, ConverseClient.layer).pipe(
  Layer.provideMerge(emulatedBedrock()),
  Layer.provide(ScriptedModel.layerEcho),
  Layer.merge(policy)
)

const operations = ["InvokeModel", "InvokeModelWithResponseStream", "Converse", "ConverseStream"] as const
type Operation = (typeof operations)[number]
const streaming: ReadonlySet<Operation> = new Set(["InvokeModelWithResponseStream", "ConverseStream"])

const text = Array.from({ length: 200 }, (_, index) => `word ${index}`).join(" ")
const raw = { modelId: sonnet, system: "", messages: [{ role: "user" as const, text }] }
const converse = { modelId: sonnet, messages: [{ role: "user" as const, content: [{ text }] }] }

const calls: Readonly<Record<Operation, Effect.Effect<unknown, BedrockError, RawClient | ConverseClient>>> = {
  InvokeModel: RawClient.use((client) => client.invokeOnce(raw)),
  InvokeModelWithResponseStream: RawClient.use((client) => client.invoke(raw)),
  Converse: ConverseClient.use((client) => client.converseOnce(converse)),
  ConverseStream: ConverseClient.use((client) => client.converse(converse))
}

/** What a call comes to: the error's tag and the requests it took. */
type Expected = readonly [tag: BedrockError["_tag"], requests: number]

const check = Effect.fnUntraced(function*(operation: Operation, fault: Fault, [tag, requests]: Expected) {
  const { clearRequests, requests: seen, setFaults } = yield* BedrockEmulator
  yield* clearRequests
  yield* setFaults([fault])
  const [error, recorded] = yield* Effect.all([Effect.flip(calls[operation]), attempts]).pipe(
    Effect.provide(CallRecorder.layer)
  )
  assert.deepStrictEqual([error._tag, (yield* seen).length], [tag, requests], error.message)
  const last = { tag: error._tag, message: error.message, hint: error.hint }
  assert.deepStrictEqual(
    recorded.map(({ attempt, error, operation, requestId, retryInMillis }) => ({
      attempt,
      tag: error?.tag,
      operation,
      requested: requestId !== "",
      // As the policy says it, undone from how fast it is here.
      wait: retryInMillis === undefined ? undefined : Math.round(retryInMillis * 1000)
    })),
    Array.from({ length: requests }, (_, index) => ({
      attempt: index + 1,
      tag,
      operation,
      // `CredentialsExpired` holds no request id.
      requested: tag !== "CredentialsExpired",
      wait: waits(tag, requests - 1)[index]
    }))
  )
  assert.deepStrictEqual(recorded.at(-1)?.error, last)
})

/** As the answer, in every operation. `ModelStreamErrorException` stands for one of a stream. */
const answers: ReadonlyArray<
  readonly [name: string, expected: Expected, more?: { readonly originalStatusCode: number }]
> = [
  ["ThrottlingException", ["Throttled", 3]],
  ["ModelNotReadyException", ["Throttled", 3]],
  ["InternalServerException", ["ServiceFailed", 3]],
  ["ServiceUnavailableException", ["ServiceFailed", 3]],
  ["ModelTimeoutException", ["ModelTimedOut", 2]],
  ["ModelErrorException", ["ServiceFailed", 1]],
  ["ModelErrorException", ["ServiceFailed", 3], { originalStatusCode: 503 }],
  ["ModelErrorException", ["ServiceFailed", 3], { originalStatusCode: 429 }],
  ["ModelErrorException", ["ServiceFailed", 1], { originalStatusCode: 400 }],
  ["ModelStreamErrorException", ["StreamBroken", 3]],
  ["AccessDeniedException", ["AccessDenied", 1]],
  ["ResourceNotFoundException", ["ModelNotFound", 1]],
  ["ValidationException", ["InvalidRequest", 1]],
  ["ConflictException", ["InvalidRequest", 1]],
  ["ServiceQuotaExceededException", ["QuotaExceeded", 1]],
  ["ExpiredTokenException", ["CredentialsExpired", 2]],
  ["UnrecognizedClientException", ["AccessDenied", 2]],
  ["InvalidSignatureException", ["AccessDenied", 2]]
]

/** Inside a stream: before its first event, before its first content, after it. */
const events: ReadonlyArray<readonly [name: string, before: Expected, after: Expected]> = [
  ["ThrottlingException", ["Throttled", 3], ["Throttled", 3]],
  ["InternalServerException", ["ServiceFailed", 3], ["ServiceFailed", 3]],
  ["ServiceUnavailableException", ["ServiceFailed", 3], ["ServiceFailed", 3]],
  ["ModelStreamErrorException", ["StreamBroken", 3], ["StreamBroken", 1]],
  ["ModelTimeoutException", ["ModelTimedOut", 2], ["ModelTimedOut", 2]],
  ["ValidationException", ["InvalidRequest", 1], ["InvalidRequest", 1]]
]

describe("as the answer", () => {
  it.layer(layer, { excludeTestServices: true })((it) => {
    for (const operation of operations) {
      for (const [name, expected, more] of answers) {
        const original = more === undefined ? "" : ` (${more.originalStatusCode})`
        it.effect(`${operation}: ${name}${original} is ${expected[0]} after ${expected[1]} request(s)`, () =>
          check(operation, { _tag: "exception", name, ...more }, expected))
      }
    }
  })
})

describe("inside a stream", () => {
  it.layer(layer, { excludeTestServices: true })((it) => {
    for (const operation of operations.filter((operation) => streaming.has(operation))) {
      for (const [name, before, after] of events) {
        for (
          const [where, afterEvents, expected] of [["first", 0, before], ["before content", 1, before], [
            "after content",
            3,
            after
          ]] as const
        ) {
          it.effect(`${operation}: ${name}, ${where}, is ${expected[0]} after ${expected[1]} request(s)`, () =>
            check(operation, { _tag: "stream-exception", name, afterEvents }, expected))
        }
      }
    }
  })

  it.layer(layer, { excludeTestServices: true })((it) => {
    for (const operation of operations.filter((operation) => streaming.has(operation))) {
      for (const how of ["reset", "end", "mid-frame"] as const) {
        it.effect(`${operation}: a cut (${how}) is tried again before content and not after it`, () =>
          Effect.gen(function*() {
            const { clearRequests, requests, setFaults } = yield* BedrockEmulator
            for (const [afterEvents, made] of [[0, 3], [1, 3], [3, 1]] as const) {
              yield* clearRequests
              yield* setFaults([{ _tag: "cut", afterEvents, how }])
              const error = yield* Effect.flip(calls[operation])
              // Before its first frame the stream has not begun.
              const tag = how === "reset" && afterEvents === 0 ? "NetworkFailed" : "StreamBroken"
              assert.deepStrictEqual(
                [error._tag, (yield* requests).length],
                [tag, made],
                `${afterEvents} ${error.message}`
              )
            }
          }))
      }
      it.effect(`${operation}: a flipped bit is tried again before content and not after it`, () =>
        Effect.gen(function*() {
          const { clearRequests, requests, setFaults } = yield* BedrockEmulator
          for (const [afterEvents, made] of [[0, 3], [1, 3], [3, 1]] as const) {
            yield* clearRequests
            yield* setFaults([{ _tag: "corrupt", afterEvents }])
            const error = yield* Effect.flip(calls[operation])
            assert.deepStrictEqual(
              [error._tag, (yield* requests).length],
              ["StreamBroken", made],
              `${afterEvents} ${error.message}`
            )
          }
        }))
    }
  })
})
