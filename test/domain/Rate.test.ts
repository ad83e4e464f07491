import { assert, describe, it } from "@effect/vitest"
import {
  giveBack,
  learnedPerSecond,
  type Limits,
  type Place,
  type Rate,
  reserve,
  settle,
  throttled,
  unused
} from "../../src/domain/Rate.ts"

const begin = 1_700_000_000_000

/** Asks for so many places one after the other, each as soon as it may go, and says when that was. */
const go = (count: number, limits: Limits, tokens = 0, from: Rate = unused) => {
  let rate = from
  const places: Array<Place> = []
  for (let index = 0; index < count; index++) {
    const [place, next] = reserve(rate, Math.max(begin, places.at(-1)?.at ?? 0), limits, tokens)
    places.push(place)
    rate = next
  }
  return { rate, places, times: places.map(({ at }) => at - begin) }
}

/** The most that any sixty seconds hold. */
const busiest = (times: ReadonlyArray<number>, amount = 1): number =>
  Math.max(...times.map((time) => times.filter((other) => other > time - 60_000 && other <= time).length)) * amount

describe("known limits", () => {
  it("let as many go at once as a minute allows, and never more in any minute", () => {
    const { places, times } = go(200, { requestsPerMinute: 50 })
    assert.deepStrictEqual(times.slice(0, 50), Array(50).fill(0))
    assert.strictEqual(busiest(times), 50)
    assert.strictEqual(places[50]?.reason, "requests-per-minute")
    // Four minutes' worth: the first at once, and no longer than it takes.
    assert.isAtMost(times[199] ?? 0, 3 * 61_000)
  })

  it("count tokens as well as requests", () => {
    const { places, times } = go(10, { requestsPerMinute: 100, tokensPerMinute: 1000 }, 300)
    assert.isAtMost(busiest(times, 300), 1000)
    assert.strictEqual(places[3]?.reason, "tokens-per-minute")
  })

  it("let a request that is larger than the limit go alone", () => {
    const { times } = go(2, { tokensPerMinute: 1000 }, 5000)
    assert.strictEqual(times[0], 0)
    assert.isAtLeast(times[1] ?? 0, 60_000)
  })

  it("count what was used once it is known", () => {
    const limits = { tokensPerMinute: 1000 }
    const { places: [place], rate } = go(1, limits, 900)
    assert.isDefined(place)
    if (place === undefined) return
    assert.isAbove(reserve(rate, begin + 1000, limits, 900)[0].at, begin + 1000)
    assert.strictEqual(reserve(settle(rate, place, 100), begin + 1000, limits, 900)[0].at, begin + 1000)
    // More than was set aside counts too.
    assert.isAbove(reserve(settle(rate, place, 950), begin + 1000, limits, 60)[0].at, begin + 1000)
  })

  it("get back the place of a request that was not sent", () => {
    const { places, rate } = go(3, { requestsPerMinute: 2 })
    const [, , third] = places
    assert.isDefined(third)
    if (third === undefined) return
    assert.deepStrictEqual(giveBack(rate, third).taken, [[begin / 1000, 2, 0], [third.at / 1000, 0, 0]])
    assert.strictEqual(reserve(giveBack(rate, third), begin, { requestsPerMinute: 2 }, 0)[0].at, third.at)
    assert.isAbove(reserve(rate, begin, { requestsPerMinute: 1 }, 0)[0].at, third.at)
  })
})

/** A service that lets `burst` go at once and refills so many a second, met by `workers` that never pause. */
const meet = (options: {
  readonly refill: (seconds: number) => number
  readonly burst: number
  readonly seconds: number
  readonly limits?: Limits
}) => {
  let rate = unused
  let tokens = options.burst
  let filledAt = begin
  let [passed, refused] = [0, 0]
  const rates: Array<number | undefined> = []
  for (let now = begin; now < begin + options.seconds * 1000;) {
    const [place, next] = reserve(rate, now, options.limits ?? {}, 0)
    // A request takes ten milliseconds to be sent.
    now = Math.max(now + 10, place.at)
    tokens = Math.min(options.burst, tokens + options.refill((now - begin) / 1000) * (now - filledAt) / 1000)
    filledAt = now
    rate = next
    if (tokens >= 1) {
      tokens -= 1
      passed += 1
    } else {
      refused += 1
      rate = throttled(rate, now, place, undefined)
    }
    rates.push(learnedPerSecond(rate, now))
  }
  return { passed, refused, rates }
}

describe("a learned rate", () => {
  for (
    const [refill, burst] of [[20, 10], [5, 5], [50 / 60, 50], [10 / 60, 10], [2 / 60, 2], [80, 80]] as const
  ) {
    it(`uses a service that passes ${refill.toFixed(2)} a second, and is rarely refused`, () => {
      const { passed, refused } = meet({ refill: () => refill, burst, seconds: 1200 })
      const possible = burst + refill * 1200
      assert.isAbove(passed / possible, 0.75)
      assert.isBelow(refused, 0.1 * passed + 15)
    })
  }

  it("follows a limit that falls, and one that is lifted", () => {
    const falling = meet({ refill: (seconds) => seconds < 300 ? 20 : 2, burst: 10, seconds: 600 })
    assert.isBelow(falling.rates.at(-1) ?? 0, 4)
    assert.isBelow(falling.refused, 60)
    const lifted = meet({ refill: (seconds) => seconds < 300 ? 1 : 50, burst: 10, seconds: 600 })
    assert.isAbove(lifted.passed, 300 + 0.4 * 50 * 300)
  })

  it("is not learned where nothing is refused", () => {
    const { rates, refused } = meet({ refill: () => 1000, burst: 1000, seconds: 10 })
    assert.deepStrictEqual([refused, rates.at(-1)], [0, undefined])
  })

  it("stays above one a minute however much is refused, and one a second where nothing ever passes", () => {
    const { rates } = meet({ refill: () => 0, burst: 0, seconds: 600 })
    assert.isAtLeast(rates.at(-1) ?? 0, 0.89)
    const hardly = meet({ refill: () => 0.001, burst: 1, seconds: 36_000 })
    assert.isAtLeast(Math.min(...hardly.rates.map((rate) => rate ?? 1)), 0.89 / 60)
  })

  it("waits as long as the service asks", () => {
    const [place, rate] = reserve(unused, begin, {}, 0)
    const after = throttled(rate, begin + 5, place, 7000)
    const [next] = reserve(after, begin + 6, {}, 0)
    assert.deepStrictEqual([next.at, next.reason], [begin + 7005, "throttled"])
  })

  it("is cut once for all the requests that were sent before the cut", () => {
    let rate = unused
    const places = Array.from({ length: 16 }, () => {
      const [place, next] = reserve(rate, begin, {}, 0)
      rate = next
      return place
    })
    const cut = places.slice(0, 1).reduce((rate, place) => throttled(rate, begin + 5, place, undefined), rate)
    const more = places.slice(1).reduce((rate, place) => throttled(rate, begin + 6, place, undefined), cut)
    assert.deepStrictEqual([more.learned?.ceiling, more.learned?.next], [cut.learned?.ceiling, cut.learned?.next])
  })
})
