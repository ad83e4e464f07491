import { Context, Effect, Layer, Ref } from "effect"
import type { CallAttempt, Unstamped } from "../domain/RunEvent.ts"
import { type CallExchange, CallObserver } from "../layers/CallObserver.ts"

/** A `CallObserver` that remembers what it is told. */
export class CallRecorder extends Context.Service<CallRecorder, {
  /** Every attempt that has ended, in order. */
  readonly attempts: Effect.Effect<ReadonlyArray<Unstamped<CallAttempt>>>
  /** The characters of every progress report, in order. */
  readonly progress: Effect.Effect<ReadonlyArray<number>>
  /** Every call that has ended, in order. */
  readonly exchanges: Effect.Effect<ReadonlyArray<CallExchange>>
}>()("dpg/testing/CallRecorder") {
  /** To be provided to the effects that make calls. */
  static readonly layer: Layer.Layer<CallRecorder> = Layer.effectContext(Effect.gen(function*() {
    const attempts = yield* Ref.make<ReadonlyArray<Unstamped<CallAttempt>>>([])
    const progress = yield* Ref.make<ReadonlyArray<number>>([])
    const exchanges = yield* Ref.make<ReadonlyArray<CallExchange>>([])
    return Context.empty().pipe(
      Context.add(CallObserver, {
        record: (event) =>
          event._tag === "CallAttempt"
            ? Ref.update(attempts, (all) => [...all, event])
            : Ref.update(progress, (all) => [...all, event.characters]),
        keep: (exchange) => Ref.update(exchanges, (all) => [...all, exchange])
      }),
      Context.add(CallRecorder, {
        attempts: Ref.get(attempts),
        progress: Ref.get(progress),
        exchanges: Ref.get(exchanges)
      })
    )
  }))
}
