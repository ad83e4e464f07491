/** The part of the report that tells how a product was made: the last run, pages without an answer, calls and cost. Pure. */
import { type Content, type Html, html } from "../codegen/view/html.ts"
import { allTokens, count, duration, moment, money, plural } from "../domain/Format.ts"
import type { CallAttempt } from "../domain/RunEvent.ts"
import { type RunOfLog, totalsOf } from "../domain/RunSummary.ts"
import { stepIds, stepTitle } from "../domain/Step.ts"

/** A page that is built from its skeleton. */
export interface Fallen {
  readonly page: string
  /** What was wrong with the last answer; `""` where the log does not say it any more. */
  readonly why: string
}

export const madeView = (runs: ReadonlyArray<RunOfLog>, fallen: ReadonlyArray<Fallen>): Content => {
  const run = runs.at(-1)
  if (run === undefined) return html`<p class="quiet">No run is on record.</p>`
  const attempts = runs.flatMap((one) => one.attempts)
  const known = stepIds.filter((id) => attempts.some(({ step }) => step === id))
  const steps = [...known, ...new Set(attempts.map(({ step }) => step).filter((step) => !isStep(step)))]
  const all = totalsOf(attempts)
  return html`${lastRun(run)}
${fallenPages(fallen)}
${
    attempts.length > 0 && html`<table>
<thead><tr><th>Step</th><th>Model</th>${
      ["Calls", "Repairs", "Tokens", "Cost", "Time"].map((title) => html`<th class="number">${title}</th>`)
    }</tr></thead>
<tbody>${steps.map((step) => stepRow(runs, attempts.filter((attempt) => attempt.step === step), step))}</tbody>
</table>`
  }
<p class="quiet">${runs.length === 1 ? "" : `${plural(runs.length, "run")} in this folder, `}${
    plural(all.calls, "call")
  } in all, ${count(allTokens(all.usage))} tokens, ${money(all.costUsd)}.${
    runs.some((one) => startOf(one)?.offline === true)
      ? " Where rules stood in for the models nothing was spent: the costs are what the same calls would come to."
      : ""
  }</p>`
}

const lastRun = (run: RunOfLog): Html => {
  const started = startOf(run)
  const finished = run.events.findLast((event) => event._tag === "RunFinished")
  const facts = started === undefined ?
    "" :
    `, ${moment(started.at)}, dpg ${started.version}${started.offline ? ", offline" : ""}`
  if (finished === undefined) return html`<p>The last run did not finish${facts}.</p>`
  const { error } = finished
  const how = error?.tag === "PagesFellBack"
    ? "ended without some pages"
    : { done: "is done", failed: "failed", interrupted: "was interrupted" }[finished.outcome]
  return html`<p>The last run ${how} after ${duration(finished.durationMillis)}${facts}.</p>
${error !== undefined && error.tag !== "PagesFellBack" && html`<p class="bad">${error.message}<br>${error.hint}</p>`}`
}

const fallenPages = (fallen: ReadonlyArray<Fallen>): Content =>
  fallen.length > 0 &&
  html`<p class="bad">Built from ${
    fallen.length === 1 ? "its skeleton" : "their skeletons"
  }, because no answer of the model would do:</p>
<ul>${fallen.map(({ page, why }) => html`<li><code>${page}</code>${why === "" ? "" : `: ${why}`}</li>`)}</ul>
<p>The next run asks for ${
    fallen.length === 1 ? "it" : "them"
  } again; the answers that would not do are in <code>.dpg/rejected/</code>.</p>`

const stepRow = (runs: ReadonlyArray<RunOfLog>, attempts: ReadonlyArray<CallAttempt>, step: string): Html => {
  const totals = totalsOf(attempts)
  const repairs = runs.flatMap(({ events }) => events)
    .filter((event) => event._tag === "RepairRequested" && event.step === step).length
  return html`<tr><td>${step} <span class="quiet">${
    stepIds.filter((id) => id === step).map((id) => stepTitle[id])
  }</span></td><td>${[...new Set(attempts.map(({ modelId }) => modelId))].join(", ")}</td>${
    [
      `${totals.calls}${totals.failures === 0 ? "" : ` (${totals.failures} failed)`}`,
      repairs,
      count(allTokens(totals.usage)),
      money(totals.costUsd),
      duration(totals.latencyMillis)
    ].map((cell) => html`<td class="number">${cell}</td>`)
  }</tr>
`
}

const startOf = ({ events }: RunOfLog) => events.find((event) => event._tag === "RunStarted")

const isStep = (step: string): boolean => stepIds.some((id) => id === step)
