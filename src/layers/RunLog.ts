import { Context, type Effect } from "effect"
import type { Unstamped } from "../domain/RunEvent.ts"

/** What happened, one event a line, appended and synced before `record` returns, then shown by `Progress`. */
export class RunLog extends Context.Service<RunLog, {
  readonly runId: string
  readonly record: (event: Unstamped) => Effect.Effect<void>
}>()("dpg/layers/RunLog") {}
