/**
 * The one door that every request to Bedrock goes through, from either client. By default it is open, so that the
 * clients work without it; `layer` keeps the account's rate as the settings ask.
 *
 * Requests to one model wait in the order in which they came. Nothing is charged for one that is interrupted while it
 * waits. The limiter is read where a call is made: provide it to the effects that make calls.
 */
import { Clock, Context, Effect, Exit, Layer, Semaphore } from "effect"
import type { LimiterUnavailable } from "../domain/Errors.ts"
import { limitOf } from "../domain/Quota.ts"
import {
  giveBack,
  isStale,
  type Limits,
  type Place,
  type Rate,
  reserve,
  settle,
  throttled,
  type WaitReason
} from "../domain/Rate.ts"
import { AppConfig } from "./AppConfig.ts"
import { Credentials } from "./Credentials.ts"
import { accountOf } from "./limiter/account.ts"
import { memoryStore, type RateStore } from "./limiter/RateStore.ts"

/** A wait, as it begins. */
export interface Wait {
  /** As far as can be seen from here: throttling of others may make it longer. */
  readonly millis: number
  readonly reason: WaitReason
}

/** The leave to send one request, and what is to be said of it afterwards. */
export interface Permit {
  readonly waitedMillis: number
  /** The service throttled it. */
  readonly throttled: (retryAfterMillis: number | undefined) => Effect.Effect<void>
  /** The tokens it counts for in the end, in place of those that were set aside. */
  readonly used: (tokens: number) => Effect.Effect<void>
}

export interface Limiter {
  /** Waits until a request may go. `onWait` is told of a wait that a person would notice. */
  readonly acquire: (request: {
    readonly modelId: string
    /** Set aside: what the service sets aside for it. */
    readonly tokens: number
    readonly onWait: (wait: Wait) => Effect.Effect<void>
  }) => Effect.Effect<Permit>
}

export const Limiter: Context.Reference<Limiter> = Context.Reference<Limiter>("dpg/layers/Limiter", {
  defaultValue: () => ({ acquire: () => Effect.succeed(open) })
})

/** As `DPG_LIMITER`, `BEDROCK_REQUESTS_PER_MINUTE` and `BEDROCK_TOKENS_PER_MINUTE` say. */
export const layerLimiter: Layer.Layer<never, LimiterUnavailable, AppConfig | Credentials> = Layer.unwrap(
  Effect.gen(function*() {
    const { limiter, region } = yield* AppConfig
    const limitsOf = (modelId: string): Limits => ({
      requestsPerMinute: limitOf(limiter.requestsPerMinute, modelId),
      tokensPerMinute: limitOf(limiter.tokensPerMinute, modelId)
    })
    switch (limiter.kind) {
      case "off":
        return Layer.empty
      case "memory":
        return layerLimiterOf({ limits: limitsOf })
      case "redis": {
        const { auth, provider } = yield* Credentials
        const account = auth.scheme === "bearer" ? "" : yield* accountOf(provider)
        // Loaded here and not above: few share a rate.
        const { redisStore } = yield* Effect.promise(() => import("./limiter/redis.ts"))
        return Layer.effect(
          Limiter,
          Effect.map(
            redisStore(limiter.url, `dpg:rate:${account}:${region.value}:`),
            (store) => make(limitsOf, store)
          )
        )
      }
    }
  })
)

/** In the memory of this process. */
export const layerLimiterOf = (
  options: { readonly limits?: (modelId: string) => Limits } = {}
): Layer.Layer<never> => Layer.sync(Limiter, () => make(options.limits ?? (() => ({})), memoryStore()))

const open: Permit = { waitedMillis: 0, throttled: () => Effect.void, used: () => Effect.void }

/** Shorter waits are nobody's concern. */
const noticeable = 250

/** Those who wait for one model. Only the first of them has a place. */
interface Lane {
  readonly mutex: Semaphore.Semaphore
  readonly queue: Array<Waiting>
  /** The rate as it will be when all of them have gone, as far as it is known. */
  ahead: Rate | undefined
}

interface Waiting {
  readonly tokens: number
  placed: boolean
}

/** One limiter over a store of rates. */
const make = (limitsOf: (modelId: string) => Limits, store: RateStore): Limiter => {
  const lanes = new Map<string, Lane>()
  const laneOf = (modelId: string): Lane => {
    const lane = lanes.get(modelId) ?? { mutex: Semaphore.makeUnsafe(1), queue: [], ahead: undefined }
    lanes.set(modelId, lane)
    return lane
  }

  return {
    acquire: Effect.fnUntraced(function*({ modelId, onWait, tokens }) {
      const limits = limitsOf(modelId)
      const lane = laneOf(modelId)
      const self: Waiting = { tokens, placed: false }
      const begun = yield* Clock.currentTimeMillis
      let announcedUntil = 0
      const announce = Effect.fnUntraced(function*(place: Place, now: number) {
        const millis = place.at - now
        const until = (yield* Clock.currentTimeMillis) + millis
        if (place.reason === undefined || millis < noticeable || until < announcedUntil + noticeable) return
        announcedUntil = until
        yield* onWait({ millis, reason: place.reason })
      })

      // Who stands behind others says how long that may take.
      const lookAhead = store.modify(modelId, (rate, now) => {
        const [place, after] = lane.ahead === undefined
          ? reserveAll(rate, now, limits, lane.queue)
          : reserve(lane.ahead, now, limits, tokens)
        lane.ahead = after
        return [{ place, now }, rate]
      })

      const takeTurn = Effect.uninterruptibleMask(Effect.fnUntraced(function*(restore) {
        for (;;) {
          const { now, place } = yield* store.modify(modelId, (rate, now) => {
            const [place, next] = reserve(rate, now, limits, tokens)
            return [{ place, now }, next]
          })
          if (place.at <= now) return place
          self.placed = true
          yield* announce(place, now).pipe(
            Effect.andThen(Effect.sleep(place.at - now)),
            restore,
            Effect.onInterrupt(() => store.modify(modelId, (rate) => [undefined, giveBack(rate, place)]))
          )
          const stale = yield* store.modify(
            modelId,
            (rate) => isStale(rate, place) ? [true, giveBack(rate, place)] : [false, rate]
          )
          if (!stale) return place
          self.placed = false
          lane.ahead = undefined
        }
      }))

      const place = yield* Effect.suspend(() => {
        const alone = lane.queue.length === 0
        lane.queue.push(self)
        const seen = alone ? Effect.void : Effect.flatMap(lookAhead, ({ now, place }) => announce(place, now))
        return Effect.andThen(seen, Semaphore.withPermits(lane.mutex, 1)(takeTurn))
      }).pipe(Effect.onExit((exit) =>
        Effect.sync(() => {
          lane.queue.splice(lane.queue.indexOf(self), 1)
          if (Exit.isFailure(exit) || lane.queue.length === 0) lane.ahead = undefined
        })
      ))

      return {
        waitedMillis: (yield* Clock.currentTimeMillis) - begun,
        throttled: (retryAfter) =>
          store.modify(modelId, (rate, now) => {
            lane.ahead = undefined
            return [undefined, throttled(rate, now, place, retryAfter)]
          }),
        used: (tokens) =>
          limits.tokensPerMinute === undefined
            ? Effect.void
            : store.modify(modelId, (rate) => [undefined, settle(rate, place, tokens)])
      }
    })
  }
}

/** What comes of it when all of these ask now, in this order, but for the one that has its place. */
const reserveAll = (
  rate: Rate,
  now: number,
  limits: Limits,
  queue: ReadonlyArray<Waiting>
): readonly [Place, Rate] =>
  queue.filter(({ placed }) => !placed).reduce<readonly [Place, Rate]>(
    ([, state], { tokens }) => reserve(state, now, limits, tokens),
    [{ at: now, tokens: 0, askedAt: now, reason: undefined }, rate]
  )
