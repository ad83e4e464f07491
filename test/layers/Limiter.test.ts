/** The limiter in front of the real clients, on a clock that the test turns. */
import * as NodeFileSystem from "@effect/platform-node/NodeFileSystem"
import { assert, describe, it } from "@effect/vitest"
import { Clock, Duration, Effect, Fiber, Layer, Option, Redacted, Ref, Tracer } from "effect"
import { TestClock } from "effect/testing"
import { inspect } from "node:util"
import type { BedrockError } from "../../src/domain/Errors.ts"
import { defaultPolicy, Policy, retrySchedule } from "../../src/domain/Policy.ts"
import type { Limits } from "../../src/domain/Rate.ts"
import { AppConfig } from "../../src/layers/AppConfig.ts"
import { CallContext } from "../../src/layers/CallContext.ts"
import { ConverseClient } from "../../src/layers/ConverseClient.ts"
import { Credentials } from "../../src/layers/Credentials.ts"
import { layerLimiter, layerLimiterOf, Limiter } from "../../src/layers/Limiter.ts"
import { accountOfKey } from "../../src/layers/limiter/account.ts"
import { RawClient } from "../../src/layers/RawClient.ts"
import { CallRecorder, type Outcome, ScriptedBedrock } from "../../src/testing.ts"
import { settings } from "../support/awsHome.ts"
import { attempts, outcomes, sonnet, throttled } from "../support/bedrock.ts"

const other = "global.anthropic.claude-opus-4-6-v1"
const converse = (modelId = sonnet) =>
  ConverseClient.use((client) =>
    client.converse({
      modelId,
      messages: [{ role: "user", content: [{ text: "Hello" }] }],
      inferenceConfig: { maxTokens: 1000 }
    })
  )
const raw = RawClient.use((client) =>
  client.invoke({ modelId: sonnet, system: "", messages: [{ role: "user", text: "Hello" }], maxTokens: 1000 })
)

const waits = CallRecorder.use((recorder) => recorder.waits)
const requests = Effect.map(ScriptedBedrock.use((script) => script.requests), ({ length }) => length)

const hi: Outcome = {
  text: "Hi",
  usage: { inputTokens: 10, outputTokens: 10, cacheReadInputTokens: 0, cacheWriteInputTokens: 0 }
}

/** Both clients over a script, behind one limiter. */
const over = (limits: Limits, ...script: ReadonlyArray<Outcome>) =>
  Effect.provide(
    Layer.mergeAll(RawClient.layer, ConverseClient.layer).pipe(
      Layer.provideMerge(ScriptedBedrock.layer(...script)),
      Layer.merge(CallRecorder.layer),
      Layer.merge(layerLimiterOf({ limits: () => limits }))
    )
  )

const times = (count: number, outcome: Outcome = hi): Array<Outcome> => Array.from({ length: count }, () => outcome)

/** When each of these calls ended, in seconds. */
const timed = <R>(calls: ReadonlyArray<Effect.Effect<unknown, BedrockError, R>>) =>
  Effect.gen(function*() {
    const ends = yield* Ref.make<ReadonlyArray<readonly [number, number]>>([])
    const fiber = yield* Effect.forkChild(
      Effect.forEach(
        calls,
        (call, index) =>
          Effect.andThen(
            call,
            Effect.flatMap(
              Clock.currentTimeMillis,
              (now) => Ref.update(ends, (all) => [...all, [index, now / 1000] as const])
            )
          ),
        { concurrency: "unbounded" }
      )
    )
    yield* TestClock.adjust("1 hour")
    yield* Fiber.join(fiber)
    return yield* Ref.get(ends)
  })

describe("requests per minute", () => {
  it.effect("hold for both clients together, in the order of the calls", () =>
    Effect.gen(function*() {
      const ends = yield* timed<RawClient | ConverseClient>(
        Array.from({ length: 10 }, (_, index) => index % 2 === 0 ? raw : converse())
      )
      assert.deepStrictEqual(ends.map(([index]) => index), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
      // Four in each minute, with the second in which they were sent.
      assert.deepStrictEqual(ends.map(([, at]) => Math.floor(at / 61)), [0, 0, 0, 0, 1, 1, 1, 1, 2, 2])
    }).pipe(over({ requestsPerMinute: 4 }, ...times(10))))

  it.effect("of one model leave another alone", () =>
    Effect.gen(function*() {
      const ends = yield* timed([converse(), converse(), converse(other)])
      assert.deepStrictEqual(ends.map(([index, at]) => [index, at > 0]), [[0, false], [2, false], [1, true]])
    }).pipe(over({ requestsPerMinute: 1 }, ...times(3))))

  it.effect("make a wait that is told before it begins, and counts as no attempt", () =>
    Effect.gen(function*() {
      const here = Effect.provideService(CallContext, { step: "04b-ir", page: "home" })
      const fiber = yield* Effect.forkChild(Effect.all([converse(), converse(), converse()].map(here), {
        concurrency: "unbounded"
      }))
      yield* TestClock.adjust("1 second")
      assert.deepStrictEqual(
        (yield* waits).map(({ millis, modelId, page, reason, step }) => ({ millis, modelId, page, reason, step })),
        [61_000, 122_000].map((millis) => ({
          millis,
          modelId: sonnet,
          page: "home",
          reason: "requests-per-minute",
          step: "04b-ir"
        }))
      )
      yield* TestClock.adjust("1 hour")
      yield* Fiber.join(fiber)
      const made = yield* attempts
      assert.deepStrictEqual(
        made.map(({ attempt, latencyMillis, waitedMillis }) => [attempt, latencyMillis, waitedMillis]),
        [[1, 0, undefined], [1, 0, 61_000], [1, 0, 122_000]]
      )
      assert.deepStrictEqual(
        yield* Effect.map(waits, (all) => all.map(({ callId }) => callId)),
        made.slice(1).map(({ callId }) => callId)
      )
    }).pipe(over({ requestsPerMinute: 1 }, ...times(3))))

  it.effect("give the place of an interrupted call to the next one", () =>
    Effect.gen(function*() {
      yield* converse()
      const second = yield* Effect.forkChild(converse())
      const third = yield* Effect.forkChild(converse())
      yield* TestClock.adjust("10 seconds")
      yield* Fiber.interrupt(second)
      yield* TestClock.adjust("52 seconds")
      yield* Fiber.join(third)
      assert.strictEqual(yield* requests, 2)
      assert.deepStrictEqual(yield* outcomes, ["ok", "ok"])
    }).pipe(over({ requestsPerMinute: 1 }, ...times(3))))

  it.effect("give the place of a call that was interrupted in the queue", () =>
    Effect.gen(function*() {
      yield* converse()
      const fibers = yield* Effect.forEach([1, 2, 3], () => Effect.forkChild(converse()))
      yield* TestClock.adjust("10 seconds")
      yield* Effect.forEach(fibers.slice(1), Fiber.interrupt)
      yield* TestClock.adjust("52 seconds")
      assert.strictEqual(yield* requests, 2)
      yield* TestClock.adjust("61 seconds")
      yield* converse()
      assert.strictEqual(yield* requests, 3)
    }).pipe(over({ requestsPerMinute: 1 }, ...times(4))))

  it.effect("do not stretch the deadline of a call", () =>
    Effect.gen(function*() {
      yield* converse()
      const fiber = yield* Effect.forkChild(Effect.flip(converse()))
      yield* TestClock.adjust("31 seconds")
      const error = yield* Fiber.join(fiber)
      assert.deepInclude(error, { _tag: "TimedOut", deadline: "total", afterMillis: 30_000 })
      assert.strictEqual(yield* requests, 1)
      // Its place is free again.
      const next = yield* Effect.forkChild(converse())
      yield* TestClock.adjust("30 seconds")
      yield* Fiber.join(next)
    }).pipe(
      Effect.provideService(Policy, { ...defaultPolicy, total: Duration.seconds(30) }),
      over({ requestsPerMinute: 1 }, ...times(3))
    ))

  it.effect("are in the span of the call", () =>
    Effect.gen(function*() {
      const spans: Array<Tracer.Span> = []
      const tracer = Tracer.make({
        span: (options) => {
          const span = new Tracer.NativeSpan(options)
          spans.push(span)
          return span
        }
      })
      yield* timed([converse(), converse()]).pipe(Effect.withTracer(tracer))
      const waited = spans.filter(({ name }) => name.startsWith("chat ")).map(({ attributes }) =>
        attributes.get("dpg.waited_ms")
      )
      assert.deepStrictEqual(waited, [undefined, 61_000])
    }).pipe(over({ requestsPerMinute: 1 }, ...times(2))))
})

describe("tokens per minute", () => {
  it.effect("are set aside before the answer, and given back after it", () =>
    Effect.gen(function*() {
      // Each sets aside its thousand and a little, and comes to sixty: ten in, ten out, which count five times.
      const ends = yield* timed(Array.from({ length: 4 }, () => converse()))
      assert.deepStrictEqual(ends.map(([, at]) => at), [0, 0, 0, 0])
    }).pipe(over({ tokensPerMinute: 1500 }, ...times(4))))

  it.effect("let large and small calls take turns", () =>
    Effect.gen(function*() {
      const small = (maxTokens: number) =>
        ConverseClient.use((client) =>
          client.converse({
            modelId: sonnet,
            messages: [{ role: "user", content: [{ text: "x" }] }],
            inferenceConfig: { maxTokens }
          })
        )
      const calls = [900, 900, 100, 100, 100].map(small)
      const ends = yield* timed(calls)
      // Nobody overtakes the second large one for long, though there is room for small ones at once.
      assert.deepStrictEqual(ends.map(([index]) => index), [0, 1, 2, 3, 4])
    }).pipe(over(
      { tokensPerMinute: 1000 },
      ...times(5, {
        text: "Hi",
        usage: { inputTokens: 900, outputTokens: 0, cacheReadInputTokens: 0, cacheWriteInputTokens: 0 }
      })
    )))
})

describe("throttling", () => {
  it.effect("holds the other calls back, as long as the service asks", () =>
    Effect.gen(function*() {
      yield* Effect.flip(converse())
      const fiber = yield* Effect.forkChild(converse())
      yield* TestClock.adjust("8900 millis")
      assert.strictEqual(yield* requests, 1)
      yield* TestClock.adjust("100 millis")
      yield* Fiber.join(fiber)
      assert.deepInclude((yield* waits)[0], { millis: 9000, reason: "throttled" })
    }).pipe(
      Effect.provideService(Policy, { ...defaultPolicy, retry: retrySchedule(0) }),
      over({}, throttled(9000), hi)
    ))

  it.effect("spaces the calls after it, and is forgotten when it is long ago", () =>
    Effect.gen(function*() {
      yield* Effect.flip(converse())
      const spaced = yield* timed(Array.from({ length: 5 }, () => converse()))
      const gaps = spaced.slice(1).map(([, at], index) => at - (spaced[index]?.[1] ?? 0))
      assert.isTrue(gaps.every((gap) => gap > 0.9 && gap < 1.2), String(gaps))
      const before = yield* Clock.currentTimeMillis
      yield* Effect.all(Array.from({ length: 20 }, () => converse()), { concurrency: "unbounded" })
      assert.strictEqual(yield* Clock.currentTimeMillis, before)
    }).pipe(
      Effect.provideService(Policy, { ...defaultPolicy, retry: retrySchedule(0) }),
      over({}, throttled(), ...times(25))
    ))

  it.effect("leaves three requests a call where the service does nothing else", () =>
    Effect.gen(function*() {
      const fiber = yield* Effect.forkChild(
        Effect.all(Array.from({ length: 300 }, () => Effect.flip(converse())), { concurrency: "unbounded" })
      )
      yield* TestClock.adjust("2 hours")
      const errors = yield* Fiber.join(fiber)
      assert.deepStrictEqual([...new Set(errors.map(({ _tag }) => _tag))], ["Throttled"])
      assert.strictEqual(yield* requests, 900)
    }).pipe(over({}, ...times(900, throttled()))))
})

describe("without a limiter", () => {
  it.effect("nobody waits", () =>
    Effect.gen(function*() {
      yield* Effect.all(Array.from({ length: 100 }, () => converse()), { concurrency: "unbounded" })
      assert.deepStrictEqual(yield* waits, [])
    }).pipe(Effect.provide(
      ConverseClient.layer.pipe(
        Layer.provideMerge(ScriptedBedrock.layer(...times(100))),
        Layer.merge(CallRecorder.layer)
      )
    )))
})

describe("the settings", () => {
  const keys = Credentials.layerStatic({
    accessKeyId: "AKIAIOSFODNN7EXAMPLE",
    secretAccessKey: Redacted.make("secret")
  })
  const none = { models: [] }
  const delays = (limiter: AppConfig["Service"]["limiter"]) =>
    Effect.gen(function*() {
      const acquire = Effect.flatMap(Limiter, (limiter) =>
        limiter.acquire({ modelId: sonnet, tokens: 0, onWait: () => Effect.void }))
      yield* acquire
      const second = yield* Effect.forkChild(acquire)
      yield* TestClock.adjust("1 second")
      return Option.isNone(Option.fromNullishOr(second.pollUnsafe()))
    }).pipe(Effect.provide(Layer.provide(layerLimiter, Layer.merge(AppConfig.layerOf({ limiter }), keys))))

  it.effect("turn it off, or on", () =>
    Effect.gen(function*() {
      const requestsPerMinute = { models: [{ name: "sonnet-4.5", limit: 1 }] }
      assert.isTrue(yield* delays({ kind: "memory", requestsPerMinute, tokensPerMinute: none }))
      assert.isFalse(yield* delays({ kind: "memory", requestsPerMinute: none, tokensPerMinute: none }))
      assert.isFalse(yield* delays({ kind: "off", requestsPerMinute, tokensPerMinute: none }))
    }))

  const read = (values: Readonly<Record<string, string>>) =>
    AppConfig.useSync(({ limiter }) => limiter).pipe(
      Effect.provide(AppConfig.layer),
      Effect.provide([NodeFileSystem.layer, settings(values)])
    )

  it.effect("come from the environment", () =>
    Effect.gen(function*() {
      const given = yield* read({
        DPG_LIMITER: "redis://user:s3cret@localhost:6380",
        BEDROCK_REQUESTS_PER_MINUTE: "50",
        BEDROCK_TOKENS_PER_MINUTE: "opus=200000,400000"
      })
      assert.deepInclude(given, {
        kind: "redis",
        requestsPerMinute: { models: [], others: 50 },
        tokensPerMinute: { models: [{ name: "opus", limit: 200_000 }], others: 400_000 }
      })
      assert.notInclude(inspect(given, { depth: 9 }) + JSON.stringify(given), "s3cret")
      assert.deepStrictEqual((yield* read({})).kind, "memory")
      assert.deepStrictEqual((yield* read({ DPG_LIMITER: "off" })).kind, "off")
    }))

  for (
    const [key, value] of [
      ["DPG_LIMITER", "on"],
      ["DPG_LIMITER", "http://localhost"],
      ["DPG_LIMITER", "redis://"],
      ["BEDROCK_REQUESTS_PER_MINUTE", "0"],
      ["BEDROCK_TOKENS_PER_MINUTE", "opus=many"]
    ] as const
  ) {
    it.effect(`refuse ${key}=${value}`, () =>
      Effect.gen(function*() {
        const error = yield* Effect.flip(read({ [key]: value }))
        assert.deepInclude(error, { _tag: "ConfigInvalid", key })
      }))
  }

  it("tell accounts apart by their keys", () => {
    // The example of the article that found how an account stands in its keys.
    assert.strictEqual(accountOfKey("ASIAY34FZKBOKMUTVV7A"), "609629065308")
    assert.strictEqual(accountOfKey("short"), "")
    assert.strictEqual(accountOfKey("AKIA0000000000000000"), "")
  })
})
