/** A run in its log: its beginning, what the user should know of it, and how it ended with what it used. */
import { Clock, Effect, type Exit, FileSystem } from "effect"
import type { OutputNotWritable } from "../domain/Errors.ts"
import { outcomeOf } from "../domain/Outcome.ts"
import type { RunStarted, Unstamped } from "../domain/RunEvent.ts"
import { parseLog, type Totals, totalsOf } from "../domain/RunSummary.ts"
import { notWritable } from "./fileErrors.ts"
import { RunFolder } from "./RunFolder.ts"
import { RunLog, runLogPath } from "./RunLog.ts"

/**
 * Records `RunStarted` before the effect and `RunFinished` after it, however it ends, interruption included.
 * @param warnings - recorded after the start
 */
export const recordRun = Effect.fnUntraced(function*<A, E, R>(
  started: Omit<Unstamped<typeof RunStarted.Type>, "_tag">,
  warnings: ReadonlyArray<string>,
  work: Effect.Effect<A, E, R>
) {
  const log = yield* RunLog
  const since = yield* Clock.currentTimeMillis

  const finish = Effect.fnUntraced(function*(exit: Exit.Exit<A, E>) {
    const { calls, costUsd, usage } = yield* Effect.orDie(totalsSoFar)
    yield* log.record({
      _tag: "RunFinished",
      ...outcomeOf(exit),
      durationMillis: (yield* Clock.currentTimeMillis) - since,
      calls,
      usage,
      ...(costUsd === undefined ? {} : { costUsd })
    })
  })

  return yield* log.record({ _tag: "RunStarted", ...started }).pipe(
    Effect.andThen(Effect.forEach(new Set(warnings), (message) => log.record({ _tag: "Warning", message }))),
    Effect.andThen(work),
    Effect.onExit(finish)
  )
})

/** What this run has used, from the log itself: what is on disk is the truth. */
const totalsSoFar: Effect.Effect<Totals, OutputNotWritable, RunFolder | RunLog | FileSystem.FileSystem> = Effect.gen(
  function*() {
    const { runId } = yield* RunLog
    const folder = yield* RunFolder
    const fs = yield* FileSystem.FileSystem
    const path = yield* folder.locate(runLogPath)
    const text = yield* Effect.mapError(fs.readFileString(path), notWritable(runLogPath))
    const attempts = parseLog(text).filter((event) => event._tag === "CallAttempt")
    return totalsOf(attempts.filter((attempt) => attempt.runId === runId))
  }
)
