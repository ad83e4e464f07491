/** The rate that several processes share, in a real Redis. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Layer, Redacted } from "effect"
import { inspect } from "node:util"
import { AppConfig } from "../../src/layers/AppConfig.ts"
import { Credentials } from "../../src/layers/Credentials.ts"
import { layerLimiter, Limiter } from "../../src/layers/Limiter.ts"
import { CallRecorder } from "../../src/testing.ts"
import { sonnet } from "../support/bedrock.ts"
import { freePort, hasRedis, redisServer } from "../support/redisServer.ts"

const none = { models: [] }

/** A limiter as a process of its own would make it. */
const limiterAt = (url: string, perMinute: { requests?: number; tokens?: number } = {}, region = "us-east-1") =>
  Layer.fresh(layerLimiter).pipe(
    Layer.provide([
      AppConfig.layerOf({
        region: { value: region, source: "test" },
        limiter: {
          kind: "redis",
          url: Redacted.make(new URL(url)),
          requestsPerMinute: { models: [], others: perMinute.requests },
          tokensPerMinute: perMinute.tokens === undefined ? none : { models: [], others: perMinute.tokens }
        }
      }),
      Credentials.layerStatic({ accessKeyId: "ASIAY34FZKBOKMUTVV7A", secretAccessKey: Redacted.make("secret") })
    ])
  )

const build = (...args: Parameters<typeof limiterAt>) =>
  Effect.map(Layer.build(limiterAt(...args)), (context) => Effect.provideContext(Limiter, context)).pipe(Effect.flatten)

const acquire = (limiter: Limiter, tokens = 0) =>
  limiter.acquire({ modelId: sonnet, tokens, onWait: () => Effect.void })

/** Whether a request may go at once. */
const goesAtOnce = (limiter: Limiter, tokens = 0) =>
  acquire(limiter, tokens).pipe(
    Effect.as(true),
    Effect.timeoutOrElse({ duration: "300 millis", orElse: () => Effect.succeed(false) })
  )

describe.skipIf(!hasRedis)("two limiters on one Redis (needs redis-server on this machine)", () => {
  it.live("share the requests of a minute", () =>
    Effect.gen(function*() {
      const port = yield* freePort
      yield* redisServer(port)
      const url = `redis://127.0.0.1:${port}`
      const [one, two] = [yield* build(url, { requests: 10 }), yield* build(url, { requests: 10 })]
      const went = yield* Effect.all(
        Array.from({ length: 20 }, (_, index) => goesAtOnce(index % 2 === 0 ? one : two)),
        {
          concurrency: "unbounded"
        }
      )
      assert.lengthOf(went.filter((at) => at), 10)
      // Another Region has a quota of its own.
      assert.isTrue(yield* goesAtOnce(yield* build(url, { requests: 10 }, "eu-central-1")))
    }))

  it.live("share tokens, and what is given back", () =>
    Effect.gen(function*() {
      const port = yield* freePort
      yield* redisServer(port)
      const url = `redis://127.0.0.1:${port}`
      const [one, two] = [yield* build(url, { tokens: 1000 }), yield* build(url, { tokens: 1000 })]
      const permit = yield* acquire(one, 900)
      assert.isFalse(yield* goesAtOnce(two, 500))
      yield* permit.used(100)
      assert.isTrue(yield* goesAtOnce(two, 500))
      assert.isTrue(yield* goesAtOnce(one, 400))
      assert.isFalse(yield* goesAtOnce(one, 1))
    }))

  it.live("share what throttling taught one of them", () =>
    Effect.gen(function*() {
      const port = yield* freePort
      yield* redisServer(port)
      const url = `redis://127.0.0.1:${port}`
      const [one, two] = [yield* build(url), yield* build(url)]
      const permit = yield* acquire(one)
      yield* permit.throttled(1000)
      const waiting = yield* Effect.forkChild(acquire(two))
      const { waitedMillis } = yield* Fiber.join(waiting)
      assert.isAbove(waitedMillis, 900)
    }))

  it.live("go on by themselves when it goes away, say so once, and come back to it", () =>
    Effect.gen(function*() {
      const port = yield* freePort
      const url = `redis://127.0.0.1:${port}`
      const server = yield* redisServer(port)
      const limiter = yield* build(url, { requests: 3 })
      yield* acquire(limiter)
      server.stop()
      assert.deepStrictEqual(
        [yield* goesLate(limiter), yield* goesLate(limiter), yield* goesLate(limiter), yield* goesLate(limiter)],
        [true, true, true, false]
      )
      const warnings = yield* CallRecorder.use((recorder) => recorder.warnings)
      assert.deepStrictEqual(warnings.map(({ message }) => message), [
        `Redis at 127.0.0.1:${port} does not answer: this process keeps its own rate until it does`
      ])
      yield* redisServer(port)
      // node-redis tries again after 50 to 2,200 ms.
      yield* Effect.retry(
        Effect.filterOrFail(goesAtOnce(limiter), (went) => went, () => "not yet"),
        { times: 15 }
      )
    }).pipe(Effect.provide(CallRecorder.layer)), 20_000)
})

/** The same, with time for a Redis that does not answer. */
const goesLate = (limiter: Limiter) =>
  acquire(limiter).pipe(
    Effect.as(true),
    Effect.timeoutOrElse({ duration: "2500 millis", orElse: () => Effect.succeed(false) })
  )

describe("a Redis that cannot be used", () => {
  const failing = (url: string) => Effect.flip(Effect.scoped(build(url)))

  it.live("is a failure at the start, which names it without its password", () =>
    Effect.gen(function*() {
      const port = yield* freePort
      const error = yield* failing(`redis://user:s3cret@127.0.0.1:${port}`)
      assert.strictEqual(error._tag, "LimiterUnavailable")
      assert.match(
        error.message,
        new RegExp(`^The limiter's Redis at 127.0.0.1:${port} cannot be used: .*ECONNREFUSED`)
      )
      assert.notInclude(inspect(error, { depth: 9, showHidden: true }) + error.hint, "s3cret")
    }))

  it.live.skipIf(!hasRedis)("because it asks for a password", () =>
    Effect.gen(function*() {
      const port = yield* freePort
      yield* redisServer(port, ["--requirepass", "s3cret"])
      const error = yield* failing(`redis://:wrong@127.0.0.1:${port}`)
      assert.match(error.message, /WRONGPASS/)
      yield* Effect.scoped(build(`redis://:s3cret@127.0.0.1:${port}`))
    }))
})
