/**
 * Rates that several processes share, in Redis: each change is read, computed here and written back if nobody else wrote
 * in between. While Redis does not answer, this process keeps its own rates and says so once.
 */
import type * as NodeRedis from "@effect/platform-node/NodeRedis"
import { Context, Effect, Layer, Option, Redacted, References, Schema, type Scope } from "effect"
import * as Redis from "effect/persistence/Redis"
import { LimiterUnavailable } from "../../domain/Errors.ts"
import { Rate, unused } from "../../domain/Rate.ts"
import { CallObserver } from "../CallObserver.ts"
import { memoryStore, type RateStore } from "./RateStore.ts"

/**
 * Connected while the layer is built, so that a Redis that is away is a typed failure before anything starts.
 * @param prefix - of every key: account and Region
 */
export const redisStore = Effect.fnUntraced(function*(
  url: Redacted.Redacted<URL>,
  prefix: string
): Effect.fn.Return<RateStore, LimiterUnavailable, Scope.Scope> {
  const place = Redacted.value(url).host
  const unavailable = (reason: string) => new LimiterUnavailable({ place, reason })
  const redis = yield* connect(Redacted.value(url).href, unavailable)
  const read = redis.eval(readScript)
  const write = redis.eval(writeScript)
  const own = memoryStore()
  let away = false

  const shared = Effect.fnUntraced(function*<A>(key: string, change: Parameters<typeof own.modify<A>>[1]) {
    for (;;) {
      const [text, now] = yield* read(prefix + key)
      const [result, next] = change(Option.getOrElse(decode(text), () => unused), now)
      const after = yield* Effect.orDie(encode(next))
      if ((yield* write(prefix + key, text, after)) === 1) return result
    }
  })

  return {
    modify: (key, change) =>
      shared(key, change).pipe(
        Effect.timeout(patience),
        Effect.tap(() => {
          away = false
          return Effect.void
        }),
        Effect.catch(Effect.fnUntraced(function*() {
          if (!away) {
            away = true
            const { record } = yield* CallObserver
            yield* record({
              _tag: "Warning",
              message: `Redis at ${place} does not answer: this process keeps its own rate until it does`
            })
          }
          return yield* own.modify(key, change)
        }))
      )
  }
})

/** A limiter that takes longer than this is worse than none. */
const patience = "2 seconds"

const connect = Effect.fnUntraced(function*(
  href: string,
  unavailable: (reason: string) => LimiterUnavailable
): Effect.fn.Return<Redis.Redis["Service"], LimiterUnavailable, Scope.Scope> {
  const module: typeof NodeRedis = yield* Effect.tryPromise({
    // Loaded here and not above: few need it, and its client need not be installed.
    try: () => import("@effect/platform-node/NodeRedis"),
    catch: () => unavailable("the package redis is not installed: npm install redis")
  })
  const options = { url: href, disableOfflineQueue: true, socket: { connectTimeout: 5000 } }
  const context = yield* Layer.build(module.layer(options)).pipe(
    // What goes wrong with the connection is said here, in one line.
    Effect.provideService(References.MinimumLogLevel, "None"),
    Effect.mapError(({ cause }) => unavailable(wordsOf(cause))),
    Effect.timeoutOrElse({ duration: "6 seconds", orElse: () => Effect.fail(unavailable("no answer within 6 s")) })
  )
  return Context.get(context, Redis.Redis)
})

const wordsOf = (cause: unknown): string =>
  cause instanceof AggregateError
    ? wordsOf(cause.errors[0])
    : cause instanceof Error && cause.message !== ""
    ? cause.message
    : String(cause)

const decode = Schema.decodeUnknownOption(Schema.fromJsonString(Rate))
const encode = Schema.encodeEffect(Schema.fromJsonString(Rate))

/** As long as anything in a rate counts. */
const lifetimeMillis = 10 * 60_000

const readScript = Redis.script((key: string) => [key], {
  numberOfKeys: 1,
  lua: `
local time = redis.call("TIME")
return { redis.call("GET", KEYS[1]) or "", tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000) }
`
}).withReturnType<readonly [text: string, now: number]>()

const writeScript = Redis.script((key: string, before: string, after: string) => [key, before, after], {
  numberOfKeys: 1,
  lua: `
if (redis.call("GET", KEYS[1]) or "") ~= ARGV[1] then return 0 end
redis.call("SET", KEYS[1], ARGV[2], "PX", ${lifetimeMillis})
return 1
`
}).withReturnType<number>()
