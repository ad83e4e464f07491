/** The report as HTML: the gates, the sizes, every page at both widths and in both schemes, and what the run called and cost. Pure. */
import { Option } from "effect"
import { type Content, type Html, html, page } from "../codegen/view/html.ts"
import { render } from "../domain/Finding.ts"
import { duration, moment, plural } from "../domain/Format.ts"
import type { RunOfLog } from "../domain/RunSummary.ts"
import { type GateResult, tally, type Verification } from "../domain/Verification.ts"
import { bytes } from "../domain/verify/words.ts"
import { type Fallen, madeView } from "./report.made.view.ts"

export interface ReportInput {
  readonly title: string
  readonly runs: ReadonlyArray<RunOfLog>
  /** The pages that were built from their skeleton, no answer of the model being usable. */
  readonly fallen: ReadonlyArray<Fallen>
  /** What else there is to read, relative to the report. */
  readonly views: ReadonlyArray<{ readonly path: string; readonly title: string }>
  readonly verification: Option.Option<Verification>
}

export const renderReport = ({ fallen, runs, title, verification, views }: ReportInput): string =>
  page({
    title: `${title}: report`,
    style,
    body: html`<h1>${title}</h1>
${
      views.length > 0 &&
      html`<p>${
        views.map((view, index) => html`${index === 0 ? "" : " · "}<a href="${view.path}">${view.title}</a>`)
      }</p>`
    }
${Option.match(verification, { onNone: () => unverified, onSome: verified })}
<h2>How it was made</h2>
${madeView(runs, fallen)}`
  })

const unverified =
  html`<p class="doubtful">Not verified since it was made. <code>dpg verify</code> installs, builds and tests
the app, holds the contract to its rules and looks at every page in a browser.</p>`

const verified = (verification: Verification): Html => {
  const failed = verification.gates.some(({ status }) => status === "failed")
  return html`<p class="${failed ? "bad" : "good"}"><strong>${tally(verification.gates)}</strong>
<span class="quiet">in ${duration(verification.durationMillis)}, ${moment(verification.at)}: ${
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
${pages.some(({ screens }) => screens.some(({ scheme }) => scheme === "dark")) ? schemeSwitch : ""}
<div class="sheet">${
    pages.map(({ axeViolations, id, path, role, screens, title }) =>
      html`<section><h3>${title}</h3>
<p class="quiet">${path === "" ? "not reached" : path}${role === "" ? "" : `, as ${role}`}${
        axeViolations === 0 ? "" : `, ${plural(axeViolations, "axe violation")}`
      }</p>
${
        schemes.map((scheme) => {
          const shown = screens.filter((screen) => screen.scheme === scheme)
          return shown.length > 0 && html`<div class="pair ${scheme}">${
            shown.map((screen) =>
              html`<a href="${screen.path}"><img src="${screen.path}" alt="${title} at ${screen.width} pixels, ${screen.scheme} (${id})" loading="lazy" class="w${screen.width}"></a>`
            )
          }</div>`
        })
      }</section>
`
    )
  }</div>`

const schemes = ["light", "dark"] as const

/** Works without a script: what is chosen decides by CSS which pictures are drawn, and those that are not are not loaded. */
const schemeSwitch: Html = html`<fieldset class="schemes"><legend>Pictures</legend>
<label><input type="radio" name="scheme" id="show-light" checked> Light</label>
<label><input type="radio" name="scheme" id="show-dark"> Dark</label>
<label><input type="radio" name="scheme" id="show-both"> Both</label></fieldset>`

const style = `.number, .name { white-space: nowrap; overflow-wrap: normal }
details ul { margin: .25rem 0; padding-left: 1.1rem }
summary { cursor: pointer; color: var(--bad) }
h3 { margin: 0; font-size: 1rem }
.sheet { display: grid; gap: 2rem; grid-template-columns: repeat(auto-fill, minmax(min(34rem, 100%), 1fr)) }
.sheet p { margin: 0 0 .5rem; font-size: .875rem }
.pair { display: flex; gap: .75rem; align-items: flex-start; margin-bottom: .75rem }
.pair a { min-width: 0 }
.pair img { display: block; width: 100%; height: auto; border: 1px solid var(--line); border-radius: .5rem }
/* As wide as makes them equally high. */
.pair a:has(.w1280) { flex: 160 } .pair a:has(.w375) { flex: 46 }
.schemes { display: flex; gap: 1.25rem; width: fit-content; margin: 0 0 1.5rem; padding: .5rem 1rem; border: 1px solid var(--line); border-radius: .5rem }
.schemes legend { padding: 0 .35rem; color: var(--quiet); font-size: .875rem }
.schemes label { display: flex; align-items: center; gap: .4rem; min-height: 1.5rem }
body:has(#show-light:checked) .pair.dark, body:has(#show-dark:checked) .pair.light { display: none }
`
