/** A run of the log as a person reads it. Pure. */
import { allTokens, count, duration, harmless, moment, money, plural } from "../domain/Format.ts"
import type { CallAttempt } from "../domain/RunEvent.ts"
import { costOf, type RunOfLog, type Totals, totalsOf } from "../domain/RunSummary.ts"
import { type Column, table } from "./Table.ts"

/**
 * Heading, a line per attempt, sums per step, the sum of all and the outcome.
 * @param room - columns of the terminal
 */
export const runLines = (run: RunOfLog, room = Number.POSITIVE_INFINITY): ReadonlyArray<string> => {
  const steps = [...new Set(run.attempts.map(({ step }) => step))].toSorted()
  const attempts = run.attempts.length === 0
    ? ["No model was called."]
    : [
      ...table(attemptColumns, run.attempts.map(attemptRow), room),
      "",
      ...table(sumColumns, [
        ...steps.map((step) => sumRow(step, totalsOf(run.attempts.filter((attempt) => attempt.step === step)))),
        sumRow("all", totalsOf(run.attempts))
      ], room)
    ]
  const errors = run.attempts.flatMap(({ error }, index) =>
    error === undefined ? [] : [`${index + 1}: ${harmless(error.message)}`]
  )
  return [
    heading(run),
    "",
    ...attempts,
    ...errors.length === 0 ? [] : ["", "Errors:", ...errors],
    "",
    ...outcome(run)
  ]
}

const attemptColumns: ReadonlyArray<Column> = [
  { title: "#", right: true },
  { title: "step" },
  { title: "page" },
  { title: "client", spare: 5 },
  { title: "model", spare: 3 },
  { title: "try", right: true, spare: 1 },
  { title: "time", right: true },
  { title: "first", right: true, spare: 4 },
  { title: "in", right: true },
  { title: "out", right: true },
  { title: "cache r/w", right: true, spare: 2 },
  { title: "cost", right: true },
  { title: "ended with" },
  { title: "request", spare: 6 }
]

const attemptRow = (attempt: CallAttempt, index: number): ReadonlyArray<string> => [
  `${index + 1}`,
  harmless(attempt.step),
  harmless(attempt.page),
  attempt.client,
  harmless(attempt.modelId),
  `${attempt.attempt}`,
  duration(attempt.latencyMillis),
  attempt.timeToFirstTokenMillis === undefined ? "" : duration(attempt.timeToFirstTokenMillis),
  count(attempt.usage.inputTokens),
  count(attempt.usage.outputTokens),
  `${count(attempt.usage.cacheReadInputTokens)}/${count(attempt.usage.cacheWriteInputTokens)}`,
  money(costOf(attempt)),
  harmless(attempt.error === undefined ? attempt.stopReason : attempt.error.tag),
  harmless(attempt.requestId)
]

const sumColumns: ReadonlyArray<Column> = [
  { title: "step" },
  { title: "calls", right: true },
  { title: "attempts", right: true, spare: 1 },
  { title: "failed", right: true },
  { title: "time", right: true },
  { title: "in", right: true },
  { title: "out", right: true },
  { title: "cache r/w", right: true },
  { title: "cost", right: true }
]

const sumRow = (step: string, totals: Totals): ReadonlyArray<string> => [
  harmless(step),
  `${totals.calls}`,
  `${totals.attempts}`,
  `${totals.failures}`,
  duration(totals.latencyMillis),
  count(totals.usage.inputTokens),
  count(totals.usage.outputTokens),
  `${count(totals.usage.cacheReadInputTokens)}/${count(totals.usage.cacheWriteInputTokens)}`,
  money(totals.costUsd)
]

const heading = (run: RunOfLog): string => {
  const started = run.events.find((event) => event._tag === "RunStarted")
  if (started === undefined) return `Run ${harmless(run.runId)}`
  const how = started.offline ? "offline, nothing spent" : `${started.region}, credentials from ${started.credentials}`
  return harmless(
    `Run ${run.runId} of dpg ${started.version} (${how}), ${moment(started.at)}: ${
      started.purpose === "mend" ? "what verify found is mended" : started.briefs.join(", ")
    }`
  )
}

const outcome = (run: RunOfLog): ReadonlyArray<string> => {
  const finished = run.events.findLast((event) => event._tag === "RunFinished")
  if (finished === undefined) return ["It did not finish: it is still under way, or it was killed."]
  const sums = `${duration(finished.durationMillis)}, ${plural(finished.calls, "call")}, ${
    count(allTokens(finished.usage))
  } tokens, ${money(finished.costUsd)}`
  const word = { done: "Done", failed: "Failed", interrupted: "Interrupted" }[finished.outcome]
  return [
    `${word} in ${sums} (exit code ${finished.exitCode}).`,
    ...finished.error === undefined ? [] : [harmless(finished.error.message), harmless(finished.error.hint)]
  ]
}
