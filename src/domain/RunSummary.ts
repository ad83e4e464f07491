/** What a run log says, read back and added up. Pure. */
import { Option, Schema } from "effect"
import { type CallAttempt, RunEvent } from "./RunEvent.ts"
import { addUsage, noUsage, type Usage } from "./Usage.ts"

/** The events of a log's text, in order. A line that does not decode (torn, or of a later version) is passed over. */
export const parseLog = (text: string): ReadonlyArray<RunEvent> =>
  text.split("\n").flatMap((line) => line === "" ? [] : Option.toArray(decodeLine(line)))

const decodeLine = Schema.decodeUnknownOption(Schema.fromJsonString(RunEvent))

export interface Totals {
  /** Calls, each with all of its attempts. */
  readonly calls: number
  readonly attempts: number
  readonly failures: number
  readonly usage: Usage
  /** Time spent in attempts, side by side or not. */
  readonly latencyMillis: number
  /** US dollars; undefined where the price of a call with tokens is not known. */
  readonly costUsd: number | undefined
}

/** The sums of some attempts. */
export const totalsOf = (attempts: ReadonlyArray<CallAttempt>): Totals => ({
  calls: new Set(attempts.map(({ callId }) => callId)).size,
  attempts: attempts.length,
  failures: attempts.filter(({ error }) => error !== undefined).length,
  usage: attempts.reduce((sum, { usage }) => addUsage(sum, usage), noUsage),
  latencyMillis: attempts.reduce((sum, { latencyMillis }) => sum + latencyMillis, 0),
  costUsd: attempts.reduce(
    (sum: number | undefined, attempt) => addCost(sum, costOf(attempt)),
    0
  )
})

/** US dollars of an attempt; nothing was used, nothing is owed. */
export const costOf = ({ costUsd, usage }: Pick<CallAttempt, "costUsd" | "usage">): number | undefined =>
  costUsd ?? (Object.values(usage).every((tokens) => tokens === 0) ? 0 : undefined)

/** A sum with an unknown part is unknown. */
export const addCost = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? undefined : a + b

/** One run of the log. */
export interface RunOfLog {
  readonly runId: string
  readonly events: ReadonlyArray<RunEvent>
  readonly attempts: ReadonlyArray<CallAttempt>
}

/** The runs of a log, oldest first. */
export const runsOf = (events: ReadonlyArray<RunEvent>): ReadonlyArray<RunOfLog> => {
  const ids = [...new Set(events.map(({ runId }) => runId))]
  return ids.map((runId) => {
    const own = events.filter((event) => event.runId === runId)
    return { runId, events: own, attempts: own.filter((event) => event._tag === "CallAttempt") }
  })
}
