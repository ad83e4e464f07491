import { Context, type Effect } from "effect"
import type { RunEvent } from "../domain/RunEvent.ts"

/** What the user sees while it runs. Told every event in order; never fails, never waits for long. */
export class Progress extends Context.Service<Progress, {
  readonly show: (event: RunEvent) => Effect.Effect<void>
}>()("dpg/layers/Progress") {}
