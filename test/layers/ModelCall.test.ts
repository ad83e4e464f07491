import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect, Exit, Fiber, Layer, Option, Random, Schedule, Stream } from "effect"
import { TestClock } from "effect/testing"
import { NetworkFailed, TimedOut } from "../../src/domain/Errors.ts"
import { defaultPolicy, Policy, retryability } from "../../src/domain/Policy.ts"
import { AppConfig } from "../../src/layers/AppConfig.ts"
import { CallContext } from "../../src/layers/CallContext.ts"
import { CallObserver } from "../../src/layers/CallObserver.ts"
import { ConverseClient } from "../../src/layers/ConverseClient.ts"
import { layerPolicy, modelOf } from "../../src/layers/ModelCall.ts"
import { CallRecorder, type Outcome, ScriptedBedrock, scriptedConverse } from "../../src/testing.ts"
import {
  allBedrockErrors,
  attempts,
  brokenAfterContent,
  denied,
  expired,
  outcomes,
  sonnet,
  throttled
} from "../support/bedrock.ts"
import { collectSpans } from "../support/spans.ts"

const request = { modelId: sonnet, messages: [{ role: "user" as const, content: [{ text: "Hello" }] }] }
const converse = ConverseClient.use((client) => client.converse(request))
const remaining = ScriptedBedrock.use((script) => script.remaining)

const over = (...script: ReadonlyArray<Outcome>) =>
  Effect.provide(Layer.merge(scriptedConverse(...script), CallRecorder.layer))

/** Lets a call run to its end, however long it waits. */
const settle = <A, E, R>(self: Effect.Effect<A, E, R>) =>
  Effect.gen(function*() {
    const fiber = yield* Effect.forkChild(self)
    yield* TestClock.adjust("1 hour")
    return yield* Fiber.await(fiber)
  })

describe("retries", () => {
  it.effect("records a call that succeeds at once", () =>
    Effect.gen(function*() {
      const reply = yield* converse.pipe(Effect.provideService(CallContext, { step: "04b-ir", page: "home" }))
      assert.deepStrictEqual(reply.message.content, [{ text: "Hi" }])
      const [attempt, ...rest] = yield* attempts
      assert.lengthOf(rest, 0)
      const cost = modelOf(sonnet).price
      assert.isDefined(attempt)
      assert.deepStrictEqual({ ...attempt, callId: "" }, {
        _tag: "CallAttempt",
        callId: "",
        step: "04b-ir",
        page: "home",
        client: "converse",
        operation: "ConverseStream",
        modelId: sonnet,
        attempt: 1,
        requestId: "request-1",
        latencyMillis: 0,
        timeToFirstTokenMillis: 0,
        usage: { inputTokens: 1_000_000, outputTokens: 5, cacheReadInputTokens: 0, cacheWriteInputTokens: 0 },
        costUsd: (cost?.input ?? 0) + (cost?.output ?? 0) * 5 / 1_000_000,
        stopReason: "end_turn"
      })
    }).pipe(over({ text: "Hi", usage: { inputTokens: 1_000_000 } })))

  for (const error of allBedrockErrors) {
    // `CredentialsExpired` has a rule of its own.
    if (error._tag === "CredentialsExpired") continue
    const worth = retryability(error)
    const made = { always: 3, once: 2, never: 1 }[worth]
    it.effect(`makes ${made} attempt(s) at ${error._tag}, each recorded`, () =>
      Effect.gen(function*() {
        const exit = yield* settle(converse)
        assert.deepStrictEqual(Option.getOrUndefined(Exit.findErrorOption(exit)), error)
        assert.strictEqual(yield* remaining, 3 - made)
        const recorded = yield* attempts
        assert.deepStrictEqual(recorded.map(({ attempt }) => attempt), [1, 2, 3].slice(0, made))
        assert.strictEqual(new Set(recorded.map(({ callId }) => callId)).size, 1)
        for (const [index, attempt] of recorded.entries()) {
          assert.deepStrictEqual(attempt.error, { tag: error._tag, message: error.message, hint: error.hint })
          assert.strictEqual(attempt.retryInMillis !== undefined, index < made - 1)
          assert.strictEqual(attempt.requestId, "requestId" in error ? "from-the-error" : "")
        }
      }).pipe(over(error, error, error)))
  }

  it.effect("waits exactly as long as it said it would", () =>
    Effect.gen(function*() {
      const fiber = yield* Effect.forkChild(converse)
      yield* TestClock.adjust(0)
      const [first] = yield* attempts
      const wait = first?.retryInMillis ?? 0
      assert.isAbove(wait, 0)
      assert.isAtMost(wait, 2000)
      yield* TestClock.adjust(Duration.millis(wait - 1))
      assert.strictEqual(yield* remaining, 1)
      yield* TestClock.adjust("1 millis")
      assert.strictEqual(yield* remaining, 0)
      yield* Fiber.join(fiber)
      assert.deepStrictEqual(yield* outcomes, ["Throttled", "ok"])
    }).pipe(Random.withSeed("dpg"), over(throttled(), { text: "Hi" })))

  it.effect("honours Retry-After", () =>
    Effect.gen(function*() {
      const fiber = yield* Effect.forkChild(converse)
      yield* TestClock.adjust("59999 millis")
      assert.strictEqual(yield* remaining, 1)
      yield* TestClock.adjust("1 millis")
      yield* Fiber.join(fiber)
      assert.strictEqual((yield* attempts)[0]?.retryInMillis, 60_000)
    }).pipe(over(throttled(60_000), { text: "Hi" })))

  it.effect("does not wait for what lies beyond the deadline", () =>
    Effect.gen(function*() {
      assert.strictEqual((yield* Effect.flip(converse))._tag, "Throttled")
      assert.isUndefined((yield* attempts)[0]?.retryInMillis)
    }).pipe(over(throttled(3_600_000), { text: "Hi" })))

  it.effect("does not retry a stream that broke after content, and records what it cost", () =>
    Effect.gen(function*() {
      assert.strictEqual((yield* Effect.flip(converse))._tag, "StreamBroken")
      assert.deepStrictEqual(yield* outcomes, ["StreamBroken"])
      assert.strictEqual((yield* attempts)[0]?.timeToFirstTokenMillis, 0)
      assert.strictEqual(yield* remaining, 1)
    }).pipe(over({ text: "Hi", breaksWith: brokenAfterContent }, { text: "Hi" })))

  it.effect("takes another policy for one effect", () =>
    Effect.gen(function*() {
      yield* Effect.flip(converse).pipe(
        Effect.provideService(Policy, { ...defaultPolicy, retry: Schedule.recurs(0) })
      )
      assert.strictEqual(yield* remaining, 1)
    }).pipe(over(throttled(), throttled())))
})

describe("deadline", () => {
  const total = new TimedOut({
    operation: "ConverseStream",
    modelId: sonnet,
    detail: "",
    deadline: "total",
    afterMillis: 1_800_000
  })

  it.effect("ends a call that goes on for ever, without another attempt", () =>
    Effect.gen(function*() {
      const fiber = yield* Effect.forkChild(Effect.flip(converse))
      yield* TestClock.adjust("30 minutes")
      assert.deepStrictEqual(yield* Fiber.join(fiber), total)
      assert.deepStrictEqual(yield* outcomes, ["TimedOut"])
      assert.strictEqual((yield* attempts)[0]?.latencyMillis, 1_800_000)
      assert.strictEqual(yield* remaining, 1)
    }).pipe(over({ pause: Effect.never }, { text: "Hi" })))

  it.effect("covers the attempts and the waits together", () =>
    Effect.gen(function*() {
      const fiber = yield* Effect.forkChild(Effect.flip(converse))
      yield* TestClock.adjust("1799 seconds")
      assert.isUndefined(fiber.pollUnsafe())
      yield* TestClock.adjust("1 seconds")
      assert.deepStrictEqual(yield* Fiber.join(fiber), total)
      assert.deepStrictEqual(yield* outcomes, ["Throttled", "TimedOut"])
    }).pipe(over(Effect.andThen(Effect.sleep("20 minutes"), throttled()), { pause: Effect.never })))
})

describe("interruption", () => {
  it.effect("is recorded, and kept", () =>
    Effect.gen(function*() {
      const fiber = yield* Effect.forkChild(converse)
      yield* TestClock.adjust("3 seconds")
      yield* Fiber.interrupt(fiber)
      const [attempt] = yield* attempts
      assert.strictEqual(attempt?.error?.tag, "Interrupted")
      assert.strictEqual(attempt?.latencyMillis, 3000)
      const [exchange] = yield* CallRecorder.use(({ exchanges }) => exchanges)
      assert.strictEqual(exchange?.error?.tag, "Interrupted")
      assert.isFalse("reply" in (exchange ?? {}))
    }).pipe(over({ pause: Effect.never })))

  it.effect("waits until the attempt is recorded", () =>
    Effect.gen(function*() {
      const recorded: Array<string> = []
      const fiber = yield* converse.pipe(
        Effect.provideService(CallObserver, {
          record: (event) => Effect.andThen(Effect.sleep("1 second"), Effect.sync(() => recorded.push(event._tag))),
          keep: () => Effect.void
        }),
        Effect.forkChild
      )
      yield* TestClock.adjust(0)
      const interruption = yield* Effect.forkChild(Fiber.interrupt(fiber))
      yield* TestClock.adjust("1 second")
      yield* Fiber.join(interruption)
      assert.deepStrictEqual(recorded, ["CallAttempt"])
    }).pipe(over({ text: "Hi" })))
})

describe("credentials", () => {
  const refreshes = ScriptedBedrock.use((script) => script.refreshes)

  it.effect("are fetched anew once when they have expired", () =>
    Effect.gen(function*() {
      yield* converse
      assert.strictEqual(yield* refreshes, 1)
      assert.deepStrictEqual(yield* outcomes, ["CredentialsExpired", "ok"])
    }).pipe(over(expired, { text: "Hi" })))

  it.effect("fail the call when fresh ones are no better", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(yield* Effect.flip(converse), expired)
      assert.strictEqual(yield* refreshes, 1)
      assert.strictEqual(yield* remaining, 1)
    }).pipe(over(expired, expired, { text: "Hi" })))

  it.effect("are fetched anew after a refused signature, not after a refused action", () =>
    Effect.gen(function*() {
      yield* converse
      assert.strictEqual(yield* refreshes, 1)
      assert.strictEqual((yield* Effect.flip(converse))._tag, "AccessDenied")
      assert.strictEqual(yield* refreshes, 1)
    }).pipe(over(denied("InvalidSignatureException"), { text: "Hi" }, denied())))
})

describe("progress", () => {
  it.effect("is told a few times a second, in characters so far", () =>
    Effect.gen(function*() {
      const fiber = yield* Effect.forkChild(converse)
      yield* TestClock.adjust("10 seconds")
      yield* Fiber.join(fiber)
      const progress = yield* CallRecorder.use((recorder) => recorder.progress)
      assert.isAtLeast(progress.length, 25)
      assert.isAtMost(progress.length, 40)
      assert.deepStrictEqual(progress, progress.toSorted((a, b) => a - b))
      assert.strictEqual((yield* attempts)[0]?.timeToFirstTokenMillis, 300)
    }).pipe(over({ text: Array.from({ length: 90 }, () => "ab"), pause: Effect.sleep("100 millis") })))
})

describe("streams", () => {
  const stream = (take = Infinity) =>
    ConverseClient.use((client) =>
      client.stream(request).pipe(
        Stream.map((event) => event.contentBlockDelta?.delta?.text ?? Object.keys(event)[0] ?? ""),
        Stream.take(take),
        Stream.runCollect
      )
    )

  it.effect("are retried before the first content, and show nothing of the attempt that failed", () =>
    Effect.gen(function*() {
      const exit = yield* settle(stream())
      assert.deepStrictEqual(Option.getOrUndefined(Exit.getSuccess(exit)), [
        "messageStart",
        "a",
        "b",
        "contentBlockStop",
        "messageStop",
        "metadata"
      ])
      assert.deepStrictEqual(yield* outcomes, ["NetworkFailed", "ok"])
    }).pipe(over({ breaksWith: reset }, { text: ["a", "b"] })))

  it.effect("are never retried after it, whatever the failure", () =>
    Effect.gen(function*() {
      const exit = yield* settle(stream())
      assert.deepStrictEqual(Option.getOrUndefined(Exit.findErrorOption(exit)), reset)
      assert.deepStrictEqual(yield* outcomes, ["NetworkFailed"])
      assert.isUndefined((yield* attempts)[0]?.retryInMillis)
      assert.strictEqual(yield* remaining, 1)
    }).pipe(over({ text: ["a"], breaksWith: reset }, { text: ["b"] })))

  it.effect("that end without saying so are broken", () =>
    Effect.gen(function*() {
      assert.strictEqual((yield* Effect.flip(stream()))._tag, "StreamBroken")
    }).pipe(over({ text: ["a"], stopReason: "" })))

  it.effect("that are left early are recorded as interrupted", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(yield* stream(2), ["messageStart", "a"])
      assert.deepStrictEqual(yield* outcomes, ["Interrupted"])
    }).pipe(over({ text: Array.from({ length: 500 }, () => "a") })))

  it.effect("that are cut end with their stop reason", () =>
    Effect.gen(function*() {
      assert.include(yield* stream(), "messageStop")
      const [attempt] = yield* attempts
      assert.strictEqual(attempt?.stopReason, "max_tokens")
      assert.isUndefined(attempt?.error)
    }).pipe(over({ text: ["a"], stopReason: "max_tokens" })))

  const reset = new NetworkFailed({ operation: "ConverseStream", modelId: sonnet, detail: "", code: "ECONNRESET" })
})

describe("span", () => {
  it.effect("is named and described by the conventions for generative AI", () =>
    Effect.gen(function*() {
      const { spans, tracer } = collectSpans()
      yield* settle(converse.pipe(Effect.withTracer(tracer)))
      const span = spans.find(({ name }) => name === `chat ${sonnet}`)
      assert.strictEqual(span?.kind, "client")
      const attributes = Object.fromEntries(span?.attributes ?? [])
      assert.include(attributes, {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "aws.bedrock",
        "gen_ai.request.model": sonnet,
        "gen_ai.request.temperature": 0,
        "gen_ai.usage.input_tokens": 17,
        "gen_ai.usage.output_tokens": 5,
        "gen_ai.usage.cache_read.input_tokens": 7,
        "dpg.attempts": 2,
        "aws.request_id": "request-2"
      })
      assert.deepStrictEqual(attributes["gen_ai.response.finish_reasons"], ["end_turn"])
      // Of the attempt that failed nothing stays behind.
      assert.notProperty(attributes, "error.type")
    }).pipe(over(throttled(), { text: "Hi", usage: { cacheReadInputTokens: 7 } })))
})

describe("layerPolicy", () => {
  const config = (maxAttempts: number) => Layer.provide(layerPolicy(), AppConfig.layerOf({ maxAttempts }))

  it.effect("retries as often as BEDROCK_MAX_ATTEMPTS says", () =>
    Effect.gen(function*() {
      yield* settle(converse).pipe(Effect.provide(config(4)))
      assert.lengthOf(yield* attempts, 5)
      yield* settle(converse).pipe(Effect.provide(config(0)))
      assert.lengthOf(yield* attempts, 6)
    }).pipe(over(...Array.from({ length: 6 }, () => throttled()))))

  it.effect("has as many repair rounds as DPG_REPAIR_ROUNDS says", () =>
    Effect.gen(function*() {
      const { repairRounds } = yield* Policy
      assert.strictEqual(repairRounds, 3)
    }).pipe(Effect.provide(Layer.provide(layerPolicy(), AppConfig.layerOf({ repairRounds: 3 })))))
})
