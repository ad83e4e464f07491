/**
 * How fast one quota may be used: what the last minute has taken, and what throttling has taught. Pure, so that one
 * process can keep it in memory and several can share it. Times are milliseconds on one clock.
 *
 * - Known limits hold in every minute: a request waits until the sixty seconds before it leave room for it. One that is
 *   larger than the whole limit waits until they are empty.
 * - A learned rate spaces requests evenly. Where the service throttles, it becomes what the service let pass since it
 *   last throttled; from there it grows as TCP's CUBIC does, slowly about the rate that was refused and faster beyond,
 *   so that a limit that was lifted is noticed within a minute or two.
 */
import { Schema } from "effect"

/** What the account may do in a minute, as far as it is known. */
export interface Limits {
  readonly requestsPerMinute?: number | undefined
  readonly tokensPerMinute?: number | undefined
}

export const Rate = Schema.Struct({
  /** Second, requests and tokens of it: sent or promised, oldest first. */
  taken: Schema.Array(Schema.Tuple([Schema.Finite, Schema.Finite, Schema.Finite])),
  /** The latest place that was promised: nobody goes before whoever came first. */
  last: Schema.Finite,
  learned: Schema.optionalKey(Schema.Struct({
    /** Requests a second that are believed to be too many by a little. */
    ceiling: Schema.Finite,
    /** When the service last throttled a request that was sent at this rate. */
    cutAt: Schema.Finite,
    /** When requests may be sent again after that. */
    since: Schema.Finite,
    /** Requests sent after that. */
    sent: Schema.Finite,
    /** Requests that the service has let pass before that, as far as their answers are there. */
    passed: Schema.Finite,
    /** The next request goes no earlier. */
    next: Schema.Finite
  }))
})
export type Rate = typeof Rate.Type

export const unused: Rate = { taken: [], last: 0 }

/** Why a request has to wait. */
export const WaitReason = Schema.Literals(["throttled", "requests-per-minute", "tokens-per-minute"])
export type WaitReason = typeof WaitReason.Type

/** When a request may go, and what was set aside for it. */
export interface Place {
  readonly at: number
  readonly tokens: number
  /** When it was asked for. */
  readonly askedAt: number
  /** What it waits for; undefined where it need not. */
  readonly reason: WaitReason | undefined
}

/** Takes the first place that is free. */
export const reserve = (rate: Rate, now: number, limits: Limits, tokens: number): readonly [Place, Rate] => {
  const known = forget(rate, now)
  const { learned } = known
  const byRequests = firstFit(known, Math.max(now, known.last), 1, 1, limits.requestsPerMinute)
  const byTokens = firstFit(known, byRequests, 2, tokens, limits.tokensPerMinute)
  const at = Math.max(byTokens, learned?.next ?? 0)
  const reason = at <= now
    ? undefined
    : at > byTokens
    ? "throttled"
    : byTokens > byRequests
    ? "tokens-per-minute"
    // Behind another that waits: for what it waits for.
    : limits.requestsPerMinute !== undefined
    ? "requests-per-minute"
    : learned !== undefined
    ? "throttled"
    : "tokens-per-minute"
  return [
    { at, tokens, askedAt: now, reason },
    {
      taken: changed(known.taken, at, 1, tokens),
      last: at,
      ...(learned !== undefined && {
        learned: { ...learned, sent: learned.sent + 1, next: at + 1000 / perSecond(learned, at) }
      })
    }
  ]
}

/** Undoes `reserve` for a request that was not sent. */
export const giveBack = (rate: Rate, place: Place): Rate => ({
  taken: changed(rate.taken, place.at, -1, -place.tokens),
  last: rate.last === place.at ? 0 : rate.last,
  ...(rate.learned !== undefined && {
    learned: {
      ...rate.learned,
      sent: Math.max(0, rate.learned.sent - 1),
      next: Math.max(rate.learned.since, rate.learned.next - 1000 / perSecond(rate.learned, place.at))
    }
  })
})

/** Whether the service throttled somebody while this place was waited for: then it is worth nothing any more. */
export const isStale = (rate: Rate, place: Place): boolean =>
  rate.learned !== undefined && rate.learned.cutAt > place.askedAt

/** What the request came to use, in place of what was set aside for it. */
export const settle = (rate: Rate, place: Place, used: number): Rate => ({
  ...rate,
  taken: changed(rate.taken, place.at, 0, used - place.tokens)
})

/**
 * The service throttled a request.
 * @param retryAfter - what it asked for, in milliseconds; Bedrock rarely does
 */
export const throttled = (rate: Rate, now: number, place: Place, retryAfter: number | undefined): Rate => {
  const { learned } = rate
  if (learned !== undefined && place.at <= learned.cutAt) {
    // Sent before the rate was cut: no news, except of how long the service wants to be left alone.
    const next = Math.max(learned.next, now + (retryAfter ?? 0))
    return { ...rate, learned: { ...learned, next, passed: Math.max(0, learned.passed - 1) } }
  }
  const passed = learned === undefined ? passedLately(rate, now) : learned.passed + learned.sent - 1
  const ceiling = Math.max(
    slowest,
    learned === undefined
      ? passed > 0 ? passed / Math.max(1, (now - earliest(rate, now) * 1000) / 1000) : 1
      : fewer(perSecond(learned, now), learned.sent - 1, (now - learned.cutAt) / 1000, passed > 0)
  )
  const since = now + (retryAfter ?? Math.min(20_000, Math.max(1000, 2000 / ceiling)))
  return { ...rate, learned: { ceiling, cutAt: now, since, sent: 0, passed, next: since } }
}

/** Requests a second that the rate lets go at a time; undefined where nothing was learned. */
export const learnedPerSecond = (rate: Rate, now: number): number | undefined => {
  const { learned } = forget(rate, now)
  return learned === undefined ? undefined : perSecond(learned, now)
}

type Learned = NonNullable<Rate["learned"]>

/** One request a minute: the smallest quotas are larger. */
const slowest = 1 / 60

/** Where the rate starts again, below what was refused. */
const start = 0.9

/** Cubic: nine tenths of the ceiling at first, the ceiling after a while, then more and more. */
const perSecond = ({ ceiling, since }: Learned, at: number): number => {
  // Seconds; slow quotas need more time before a few requests have tried them.
  const scale = Math.max(30, 10 / ceiling)
  const plateau = scale * Math.cbrt(1 - start)
  return ceiling * (1 + ((Math.max(0, at - since) / 1000 - plateau) / scale) ** 3)
}

/**
 * What passed in so many seconds, but a tenth less than what was tried at least; nothing passed: half of it. Where nothing
 * has ever passed there is no rate to learn: no slower than one a second.
 */
const fewer = (tried: number, passed: number, seconds: number, ever: boolean): number => {
  if (passed > 0) return Math.min(tried * 0.9, Math.max(tried * 0.1, passed / Math.max(0.1, seconds)))
  return ever ? tried / 2 : Math.max(tried / 2, Math.min(tried / start, 1))
}

const lately = ({ taken }: Rate, now: number) => taken.filter(([second]) => second * 1000 > now - 10_000)

/** Of the last ten seconds, the request that was refused left out. */
const passedLately = (rate: Rate, now: number): number =>
  lately(rate, now).reduce((sum, [, requests]) => sum + requests, 0) - 1

const earliest = (rate: Rate, now: number): number => lately(rate, now)[0]?.[0] ?? now / 1000

const minute = 60_000

/** Without what no longer counts: seconds that are over a minute ago, and what was learned long ago. */
const forget = (rate: Rate, now: number): Rate => {
  const taken = rate.taken.filter(([second]) => leaves(second) > now)
  const { last, learned } = rate
  return learned === undefined || now - learned.since > 5 * minute * Math.max(1, 1 / 3 / learned.ceiling)
    ? { taken, last }
    : { taken, last, learned }
}

/** When a second is out of the minute, whatever part of it was used. */
const leaves = (second: number): number => (second + 1) * 1000 + minute

/** The first moment at which the minute before it has room. */
const firstFit = (
  { taken }: Rate,
  from: number,
  column: 1 | 2,
  amount: number,
  limit: number | undefined
): number => {
  if (limit === undefined) return from
  let at = from
  for (;;) {
    const within = taken.filter((entry) => leaves(entry[0]) > at)
    const sum = within.reduce((sum, entry) => sum + entry[column], 0)
    const [oldest] = within
    if (oldest === undefined || sum <= 0 || sum + amount <= limit) return at
    at = leaves(oldest[0])
  }
}

const changed = (taken: Rate["taken"], at: number, requests: number, tokens: number): Rate["taken"] => {
  const second = Math.floor(at / 1000)
  const there = taken.find((entry) => entry[0] === second)
  // What has left the minute is settled with nobody.
  if (there === undefined && requests <= 0) return taken
  const entry = [second, Math.max(0, (there?.[1] ?? 0) + requests), Math.max(0, (there?.[2] ?? 0) + tokens)] as const
  return [...taken.filter((other) => other[0] !== second), entry].toSorted((a, b) => a[0] - b[0])
}
