import { Context, Effect, Layer, Ref } from "effect"
import type { CallAttempt, CallWaiting, Unstamped, Warning } from "../domain/RunEvent.ts"
import { type CallExchange, CallObserver } from "../layers/CallObserver.ts"

/** A `CallObserver` that remembers what it is told. */
export class CallRecorder extends Context.Service<CallRecorder, {
  /** Every attempt that has ended, in order. */
  readonly attempts: Effect.Effect<ReadonlyArray<Unstamped<CallAttempt>>>
  /** The characters of every progress report, in order. */
  readonly progress: Effect.Effect<ReadonlyArray<number>>
  /** Every wait for the limiter, in order. */
  readonly waits: Effect.Effect<ReadonlyArray<Unstamped<typeof CallWaiting.Type>>>
  /** What the user should know, in order. */
  readonly warnings: Effect.Effect<ReadonlyArray<Unstamped<typeof Warning.Type>>>
  /** Every call that has ended, in order. */
  readonly exchanges: Effect.Effect<ReadonlyArray<CallExchange>>
}>()("dpg/testing/CallRecorder") {
  /** To be provided to the effects that make calls. */
  static readonly layer: Layer.Layer<CallRecorder> = Layer.effectContext(Effect.gen(function*() {
    const attempts = yield* Ref.make<ReadonlyArray<Unstamped<CallAttempt>>>([])
    const progress = yield* Ref.make<ReadonlyArray<number>>([])
    const waits = yield* Ref.make<ReadonlyArray<Unstamped<typeof CallWaiting.Type>>>([])
    const warnings = yield* Ref.make<ReadonlyArray<Unstamped<typeof Warning.Type>>>([])
    const exchanges = yield* Ref.make<ReadonlyArray<CallExchange>>([])
    return Context.empty().pipe(
      Context.add(CallObserver, {
        record: (event) => {
          switch (event._tag) {
            case "CallAttempt":
              return Ref.update(attempts, (all) => [...all, event])
            case "CallProgress":
              return Ref.update(progress, (all) => [...all, event.characters])
            case "CallWaiting":
              return Ref.update(waits, (all) => [...all, event])
            case "Warning":
              return Ref.update(warnings, (all) => [...all, event])
          }
        },
        keep: (exchange) => Ref.update(exchanges, (all) => [...all, exchange])
      }),
      Context.add(CallRecorder, {
        attempts: Ref.get(attempts),
        progress: Ref.get(progress),
        waits: Ref.get(waits),
        warnings: Ref.get(warnings),
        exchanges: Ref.get(exchanges)
      })
    )
  }))
}
