/** Where the rates of a limiter are kept. */
import { Clock, Effect } from "effect"
import { type Rate, unused } from "../../domain/Rate.ts"

export interface RateStore {
  /** Changes one rate at once, as nobody else sees it half changed. `now` is on the clock that all who share it share. */
  readonly modify: <A>(key: string, change: (rate: Rate, now: number) => readonly [A, Rate]) => Effect.Effect<A>
}

/** In the memory of this process. */
export const memoryStore = (): RateStore => {
  const rates = new Map<string, Rate>()
  return {
    modify: (key, change) =>
      Effect.map(Clock.currentTimeMillis, (now) => {
        const [result, next] = change(rates.get(key) ?? unused, now)
        rates.set(key, next)
        return result
      })
  }
}
