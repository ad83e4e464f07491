/** The report as HTML: the gates, the sizes, every page at both widths, and what the run called and cost. Pure. */
import { Option } from "effect"
import { type Content, type Html, html, page } from "../codegen/view/html.ts"
import { render } from "../domain/Finding.ts"
import { allTokens, count, duration, money, plural } from "../domain/Format.ts"
import { type RunOfLog, totalsOf } from "../domain/RunSummary.ts"
import { stepIds, stepTitle } from "../domain/Step.ts"
import { type GateResult, tally, type Verification } from "../domain/Verification.ts"
import { bytes } from "../domain/verify/words.ts"

export interface ReportInput {
  readonly title: string
  readonly runs: ReadonlyArray<RunOfLog>
  /** Ids of the pages that were built from their skeleton, no answer of the model being usable. */
  readonly fallen: ReadonlyArray<string>
  readonly verification: Option.Option<Verification>
}

export const renderReport = ({ fallen, runs, title, verification }: ReportInput): string =>
  page({
    title: `${title}: report`,
    style,
    body: html`<h1>${title}</h1>
${Option.match(verification, { onNone: () => unverified, onSome: verified })}
<h2>How it was made</h2>
${made(runs, fallen)}`
  })

const unverified =
  html`<p class="doubtful">Not verified since it was made. <code>dpg verify</code> installs, builds and tests
the app, holds the contract to its rules and looks at every page in a browser.</p>`

const verified = (verification: Verification): Html => {
  const failed = verification.gates.some(({ status }) => status === "failed")
  return html`<p class="${failed ? "bad" : "good"}"><strong>${tally(verification.gates)}</strong>
<span class="quiet">in ${duration(verification.durationMillis)}, ${verification.at}: ${
    plural(verification.routes, "page")
  }, ${plural(verification.operations, "operation")}.</span></p>
<table>
<thead><tr><th>Gate</th><th></th><th>What was looked at</th><th>Time</th></tr></thead>
<tbody>${verification.gates.map(gateRow)}</tbody>
</table>
${sizesOf(verification)}
${pictures(verification)}`
}

const tone = { passed: "good", failed: "bad", skipped: "doubtful" } as const

const gateRow = (gate: GateResult): Html =>
  html`<tr><td class="name">${gate.title}</td><td class="name ${
    tone[gate.status]
  }">${gate.status}</td><td>${gate.summary}${findingsOf(gate)}</td><td class="number">${
    gate.durationMillis === 0 ? "" : duration(gate.durationMillis)
  }</td></tr>
`

const findingsOf = ({ findings }: GateResult): Content =>
  findings.length === 0
    ? ""
    : html`<details open><summary>${plural(findings.length, "finding")}</summary><ul>${
      findings.map((one) => html`<li>${render(one)}</li>`)
    }</ul></details>`

const sizesOf = ({ sizes }: Verification): Content =>
  sizes === undefined ? "" : html`<h2>Size</h2>
<table>
<thead><tr><th></th><th>Files</th><th>Compressed</th></tr></thead>
<tbody>
<tr><td>JavaScript</td><td>${bytes(sizes.script - sizes.mock)}</td><td>${
    bytes(sizes.scriptGzip - sizes.mockGzip)
  }</td></tr>
<tr><td>Mock API <span class="quiet">(not loaded where VITE_API_URL is set)</span></td><td>${
    bytes(sizes.mock)
  }</td><td>${bytes(sizes.mockGzip)}</td></tr>
<tr><td>CSS</td><td>${bytes(sizes.style)}</td><td>${bytes(sizes.styleGzip)}</td></tr>
<tr><td>Largest piece <span class="quiet">${sizes.largest.name}</span></td><td>${bytes(sizes.largest.bytes)}</td><td>${
    bytes(sizes.largest.gzip)
  }</td></tr>
</tbody>
</table>`

const pictures = ({ pages }: Verification): Content =>
  pages.length === 0 ? "" : html`<h2>Pages</h2>
<div class="sheet">${
    pages.map(({ axeViolations, id, path, role, screens, title }) =>
      html`<section><h3>${title}</h3>
<p class="quiet">${path === "" ? "not reached" : path}${role === "" ? "" : `, as ${role}`}${
        axeViolations === 0 ? "" : `, ${plural(axeViolations, "axe violation")}`
      }</p>
<div class="pair">${
        screens.map((screen) =>
          html`<a href="${screen.path}"><img src="${screen.path}" alt="${title} at ${screen.width} pixels (${id})" loading="lazy" class="w${screen.width}"></a>`
        )
      }</div></section>
`
    )
  }</div>`

const made = (runs: ReadonlyArray<RunOfLog>, fallen: ReadonlyArray<string>): Content => {
  const run = runs.findLast(({ attempts }) => attempts.length > 0) ?? runs.at(-1)
  if (run === undefined) return html`<p class="quiet">No run is on record.</p>`
  const started = run.events.find((event) => event._tag === "RunStarted")
  const finished = run.events.findLast((event) => event._tag === "RunFinished")
  const steps = [...new Set(run.attempts.map(({ step }) => step))]
  const all = totalsOf(runs.flatMap(({ attempts }) => attempts))
  return html`<p>${
    finished === undefined
      ? "Not finished"
      : { done: "Done", failed: "Failed", interrupted: "Interrupted" }[finished.outcome]
  }${finished === undefined ? "" : ` in ${duration(finished.durationMillis)}`}${
    started === undefined ? "" : `, dpg ${started.version}, ${started.at}`
  }.${
    started?.offline === true
      ? " Rules stood in for the models, and nothing was spent: the costs are what the same calls would come to."
      : ""
  }</p>
${
    fallen.length === 0 ?
      "" :
      html`<p class="bad">Built from ${
        fallen.length === 1 ? "its skeleton" : "their skeletons"
      }, because no answer of the model would do: ${
        fallen.map((id, index) => html`${index === 0 ? "" : ", "}<code>${id}</code>`)
      }. The next run asks for ${fallen.length === 1 ? "it" : "them"} again.</p>`
  }
<table>
<thead><tr><th>Step</th><th>Model</th><th>Calls</th><th>Repairs</th><th>Tokens</th><th>Cost</th><th>Time</th></tr></thead>
<tbody>${steps.map((step) => stepRow(run, step))}</tbody>
</table>
<p class="quiet">${plural(runs.length, "run")} in this folder, ${plural(all.calls, "call")} in all, ${
    count(allTokens(all.usage))
  } tokens, ${money(all.costUsd)}.</p>`
}

const stepRow = (run: RunOfLog, step: string): Html => {
  const attempts = run.attempts.filter((attempt) => attempt.step === step)
  const totals = totalsOf(attempts)
  const repairs = run.events.filter((event) => event._tag === "RepairRequested" && event.step === step).length
  return html`<tr><td>${step} <span class="quiet">${
    stepIds.filter((id) => id === step).map((id) => stepTitle[id])
  }</span></td><td>${[...new Set(attempts.map(({ modelId }) => modelId))].join(", ")}</td><td>${totals.calls}${
    totals.failures === 0 ? "" : ` (${plural(totals.failures, "failed attempt")})`
  }</td><td>${repairs}</td><td>${count(allTokens(totals.usage))}</td><td>${money(totals.costUsd)}</td><td>${
    duration(totals.latencyMillis)
  }</td></tr>
`
}

const style = `.number, .name { white-space: nowrap; overflow-wrap: normal }
details ul { margin: .25rem 0; padding-left: 1.1rem }
summary { cursor: pointer; color: var(--bad) }
h3 { margin: 0; font-size: 1rem }
.sheet { display: grid; gap: 2rem; grid-template-columns: repeat(auto-fill, minmax(min(34rem, 100%), 1fr)) }
.sheet p { margin: 0 0 .5rem; font-size: .875rem }
.pair { display: flex; gap: .75rem; align-items: flex-start }
.pair a { min-width: 0 }
.pair img { display: block; width: 100%; height: auto; border: 1px solid var(--line); border-radius: .5rem }
.pair a:has(.w1280) { flex: 1280 } .pair a:has(.w375) { flex: 300 }
`
