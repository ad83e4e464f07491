import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect, Option, Pull, Random, Schedule } from "effect"
import * as Errors from "../../src/domain/Errors.ts"
import { maxDelay, retryability, retrySchedule } from "../../src/domain/Policy.ts"
import { allBedrockErrors, throttled } from "../support/bedrock.ts"

const about = { operation: "Converse", modelId: "m", detail: "" }

/** The waits that the schedule gives for these failures, in milliseconds, until it gives no more. */
const waits = Effect.fnUntraced(function*(retries: number, failures: ReadonlyArray<Errors.BedrockError>) {
  const step = yield* Schedule.toStep(retrySchedule(retries))
  const given: Array<number> = []
  for (const failure of failures) {
    const wait = yield* step(0, failure).pipe(
      Effect.map(([, delay]) => Option.some(Duration.toMillis(delay))),
      Pull.catchDone(() => Effect.succeedNone)
    )
    if (Option.isNone(wait)) return given
    given.push(wait.value)
  }
  return given
})

/** Full jitter drawn from a fixed point of its range. */
const drawing = (share: number) =>
  Effect.provideService(Random.Random, {
    nextDoubleUnsafe: () => share,
    nextIntUnsafe: () => 0
  })

describe("retryability", () => {
  it("covers every error of Bedrock, and none by accident", () => {
    const seen = Object.fromEntries(allBedrockErrors.map((error) => [error._tag, retryability(error)]))
    assert.deepStrictEqual(seen, {
      CredentialsNotFound: "never",
      CredentialsInvalid: "never",
      CredentialsExpired: "never",
      AccessDenied: "never",
      ModelAccessNotEnabled: "never",
      InferenceProfileRequired: "never",
      ModelNotFound: "never",
      ModelRetired: "never",
      InvalidRequest: "never",
      Throttled: "always",
      QuotaExceeded: "never",
      ModelTimedOut: "once",
      TimedOut: "always",
      ServiceFailed: "always",
      StreamBroken: "always",
      OutputTruncated: "never",
      Refused: "never",
      NetworkFailed: "always",
      ReplayMissing: "never",
      RecordingInvalid: "never"
    })
  })

  it("looks at the deadline, the status and what has been paid for", () => {
    const timedOut = (deadline: "connect" | "idle" | "total") =>
      retryability(new Errors.TimedOut({ ...about, deadline, afterMillis: 1 }))
    assert.deepStrictEqual([timedOut("connect"), timedOut("idle"), timedOut("total")], ["always", "never", "never"])
    const failed = (status: number, exception = "ModelErrorException") =>
      retryability(new Errors.ServiceFailed({ ...about, exception, status }))
    assert.deepStrictEqual([failed(500), failed(429), failed(400)], ["always", "always", "never"])
    assert.strictEqual(failed(200, "malformed_tool_use"), "once")
    assert.strictEqual(retryability(new Errors.StreamBroken({ ...about, contentSeen: true })), "never")
  })
})

describe("retrySchedule", () => {
  it.effect("gives as many waits as there are retries", () =>
    Effect.gen(function*() {
      const storm = Array.from({ length: 12 }, () => throttled())
      for (const retries of [0, 1, 2, 10]) assert.strictEqual((yield* waits(retries, storm)).length, retries)
    }))

  it.effect("retries once what is worth one retry, also as the second failure", () =>
    Effect.gen(function*() {
      const slow = new Errors.ModelTimedOut(about)
      assert.strictEqual((yield* waits(5, [slow, slow, slow])).length, 1)
      assert.strictEqual((yield* waits(5, [throttled(), slow])).length, 1)
    }))

  it.effect("stops at the first failure that is not worth it", () =>
    Effect.gen(function*() {
      const denied = new Errors.InvalidRequest(about)
      assert.strictEqual((yield* waits(5, [throttled(), denied, throttled()])).length, 1)
    }))

  it.effect("doubles the range of the jitter up to the longest wait, throttling from a longer base", () =>
    Effect.gen(function*() {
      const fault = new Errors.ServiceFailed({ ...about, exception: "InternalServerException", status: 500 })
      assert.deepStrictEqual(yield* waits(7, Array.from({ length: 7 }, () => fault)), [
        500,
        1000,
        2000,
        4000,
        8000,
        16_000,
        Duration.toMillis(maxDelay)
      ])
      assert.deepStrictEqual(yield* waits(5, Array.from({ length: 5 }, () => throttled())), [
        2000,
        4000,
        8000,
        16_000,
        Duration.toMillis(maxDelay)
      ])
    }).pipe(drawing(1)))

  it.effect("draws from the whole range", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(yield* waits(2, [throttled(), throttled()]), [0, 0])
    }).pipe(drawing(0)))

  it.effect("never waits less than Retry-After asks for, nor more than needed", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(yield* waits(3, [throttled(30_000), throttled(100), throttled()]), [30_000, 2000, 4000])
      const down = new Errors.ServiceFailed({ ...about, exception: "HTTP 503", status: 503, retryAfterMillis: 9000 })
      assert.deepStrictEqual(yield* waits(1, [down]), [9000])
    }).pipe(drawing(0.5)))
})
