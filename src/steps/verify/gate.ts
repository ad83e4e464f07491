/** A gate as it is run: timed, named, and told to whoever follows as soon as it is through. */
import { Clock, Context, Effect } from "effect"
import { type GateId, type GateResult, gateTitle, type Outcome } from "../../domain/Verification.ts"

/** Who follows the gates. */
export interface GateWatch {
  /** They are at work; those of the browser are all at once. */
  readonly started: (ids: ReadonlyArray<GateId>) => Effect.Effect<void>
  readonly finished: (result: GateResult) => Effect.Effect<void>
}

export const GateWatch: Context.Reference<GateWatch> = Context.Reference<GateWatch>("dpg/steps/verify/GateWatch", {
  defaultValue: () => ({ started: () => Effect.void, finished: () => Effect.void })
})

/** Runs a gate. */
export const gate = Effect.fnUntraced(function*<E, R>(id: GateId, work: Effect.Effect<Outcome, E, R>) {
  const since = yield* Clock.currentTimeMillis
  const watch = yield* GateWatch
  yield* watch.started([id])
  const outcome = yield* work
  return yield* report(id, outcome, (yield* Clock.currentTimeMillis) - since)
})

/** A gate whose outcome is known already. */
export const report = Effect.fnUntraced(function*(id: GateId, outcome: Outcome, durationMillis: number) {
  const watch = yield* GateWatch
  const result: GateResult = { id, title: gateTitle[id], durationMillis, ...outcome }
  yield* watch.finished(result)
  return result
})
