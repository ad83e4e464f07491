/** `trace.html`: from each sentence of the brief to what was made of it, with the holes in view. */
import { coverageOf, type Covered } from "../../domain/link/index.ts"
import { type OpenApiDocument, operations } from "../../domain/OpenApi.ts"
import type { PageIr } from "../../domain/PageIr.ts"
import type { Pages } from "../../domain/Pages.ts"
import type { Prd, Requirement } from "../../domain/Prd.ts"
import { type Html, html, page } from "./html.ts"

export interface TraceInput {
  readonly brief: string
  readonly prd: Prd
  readonly openapi: OpenApiDocument
  readonly pages: Pages
  readonly irs: ReadonlyArray<PageIr>
  /** Ids of the pages that are built from their skeletons. */
  readonly skeletons: ReadonlyArray<string>
  /** Who answered in the models' place; `""` where they did. */
  readonly standIn: string
}

interface Hole {
  readonly what: string
  readonly why: string
}

/** The whole page. */
export const renderTrace = (input: TraceInput): string => {
  const covered = coverageOf(input.brief, input.prd)
  const holes = holesOf(input, covered)
  const { prd } = input
  return page({
    title: `${prd.title}: trace`,
    style,
    script,
    body: html`<h1>${prd.title}: what became of the brief</h1>
<p class="quiet">From each sentence of the brief to its requirements, operations, pages, nodes and acceptance checks.${
      input.standIn === "" ? "" : ` Made by ${input.standIn}.`
    }</p>
<p class="files">${files.map(([path, what]) => html`<a href="${path}">${what}</a> `)}</p>
<p class="sums">${sum(covered.length, "sentences")}${sum(prd.requirements.length, "requirements")}${
      sum(operations(input.openapi).length, "operations")
    }${sum(input.pages.pages.length, "pages")}${
      sum(input.irs.reduce((count, { acceptance }) => count + acceptance.length, 0), "checks")
    }<a href="#holes" class="${holes.length === 0 ? "good" : "bad"}"><b>${holes.length}</b> ${
      holes.length === 1 ? "hole" : "holes"
    }</a></p>
<p class="find"><label>Filter <input type="search" id="filter" placeholder="a word, FR-3, a page or an operation"></label>
<label><input type="checkbox" id="only"> only holes and what is left out</label> <span id="count" class="quiet" aria-live="polite"></span></p>
<h2 id="holes">Holes</h2>
${
      holes.length === 0
        ? html`<p class="good">None: every sentence is taken up, every requirement has a page and a check, every operation a caller.</p>`
        : html`<ul class="holes">${
          holes.map(({ what, why }) => html`<li data-row data-hole><b>${what}</b> ${why}</li>\n`)
        }</ul>`
    }
${settle(prd)}
<h2>Brief</h2>
<table class="brief"><thead><tr><th>The brief says</th><th>Taken up by</th></tr></thead><tbody>
${covered.map(sentenceRow)}</tbody></table>
<h2>Requirements</h2>
${prd.requirements.map((one) => requirementPart(one, input))}
<h2>Operations</h2>
<table class="wide" id="operations"><thead><tr><th>Operation</th><th>Requirements</th><th>Called by</th></tr></thead><tbody>
${
      operations(input.openapi).map(({ method, object, operationId, path }) => {
        const callers = callersOf(input, operationId)
        return html`<tr data-row${
          callers.length === 0 && hole
        } id="op-${operationId}"><td><code>${operationId}</code><br><span class="quiet">${method.toUpperCase()} ${path}</span></td><td>${
          links(object["x-requirements"] ?? [], "fr-")
        }</td><td>${callers.length === 0 ? html`<span class="bad">nobody</span>` : links(callers, "page-")}</td></tr>\n`
      })
    }</tbody></table>
<h2>Pages</h2>
<table class="wide" id="pages"><thead><tr><th>Page</th><th>Requirements</th><th>Operations</th><th>Nodes</th></tr></thead><tbody>
${
      input.pages.pages.map(({ id, requirementIds, route, title }) => {
        const ir = input.irs.find((one) => one.page.id === id)
        const calls = [...ir?.queries ?? [], ...ir?.mutations ?? []].map(({ operationId }) => operationId)
        const skeleton = input.skeletons.includes(id)
        return html`<tr data-row${
          (requirementIds.length === 0 || skeleton) && hole
        } id="page-${id}"><td><a href="ir/${id}.yaml"><b>${title}</b></a> <code>${route}</code>${
          skeleton && html` <span class="mark doubtful">skeleton</span>`
        }</td><td>${
          requirementIds.length === 0 ? html`<span class="bad">none</span>` : links(requirementIds, "fr-")
        }</td><td>${links([...new Set(calls)], "op-")}</td><td>${ir?.nodes.length ?? 0}</td></tr>\n`
      })
    }</tbody></table>`
  })
}

/** What lies beside the trace. */
const files = [
  ["prd.md", "PRD"],
  ["backend/openapi.yaml", "contract"],
  ["backend/schema.sql", "database"],
  ["pages.yaml", "pages"],
  ["ir/wireframes.html", "wireframes"],
  ["report.html", "report"]
] as const

const hole = html` data-hole`

/** What the owner of the product still has to say. */
const settle = ({ assumptions = [], openQuestions }: Prd): Html =>
  assumptions.length === 0 && openQuestions.length === 0 ? html`` : html`<h2 id="questions">For the owner to settle</h2>
<ul>${
    assumptions.map(({ id, question, text }) =>
      html`<li data-row id="a-${id}"><b>${id}</b> ${question} <span class="quiet">Taken to be so: ${text}</span></li>\n`
    )
  }${openQuestions.map((question) => html`<li data-row>${question}</li>\n`)}</ul>`

const sum = (count: number, what: string): Html => html`<span><b>${count}</b> ${what}</span>`

const links = (ids: ReadonlyArray<string>, prefix: string): ReadonlyArray<Html> =>
  ids.map((id, index) => html`${index > 0 && ", "}<a href="#${prefix}${id}">${id}</a>`)

const sentenceRow = ({ leftOut, requirementIds, sentence, told }: Covered): Html => {
  const nothing = requirementIds.length === 0 && leftOut === "" && told === ""
  return html`<tr data-row${(nothing || leftOut !== "") && hole}${nothing && html` class="open"`}><td>${
    sentence.under.length > 0 && html`<span class="quiet under">${sentence.under.at(-1) ?? ""}</span>`
  }${
    sentence.kind === "code"
      ? html`<details><summary>a block of code</summary><pre>${sentence.text}</pre></details>`
      : sentence.text
  }</td><td>${links(requirementIds, "fr-")}${told !== "" && html`<span class="quiet">told by ${told}</span>`}${
    leftOut !== "" && html`<span class="doubtful">left out: ${leftOut}</span>`
  }${nothing && html`<span class="bad">nothing</span>`}</td></tr>\n`
}

const requirementPart = (requirement: Requirement, input: TraceInput): Html => {
  const { basis, id, needsData, priority, quote, title } = requirement
  const served = pagesFor(input, id)
  const calls = operationsFor(input, id)
  const checks = checksFor(input, id)
  const bad = served.length === 0 || checks.length === 0 || (needsData && calls.length === 0)
  return html`<details data-row${
    bad && html` data-hole open class="open"`
  } id="fr-${id}"><summary><b>${id}</b> ${title} <span class="quiet">${priority}, ${basis}</span>${
    bad && html` <span class="mark bad">${lacking(served, calls, checks, needsData)}</span>`
  }</summary>
<p>${requirement.text}</p>
<dl>
<dt>The brief</dt><dd>${
    quote === "" ? html`<span class="quiet">does not say so: assumed</span>` : html`<q>${quote}</q>`
  }</dd>
<dt>Operations</dt><dd>${
    calls.length > 0
      ? links(calls, "op-")
      : needsData
      ? html`<span class="bad">none, and it needs data</span>`
      : html`<span class="quiet">needs none</span>`
  }</dd>
<dt>Pages and their nodes</dt><dd>${
    served.length === 0 ? html`<span class="bad">none</span>` : served.map((pageId) => {
      const ir = input.irs.find((one) => one.page.id === pageId)
      const nodes = ir === undefined ? [] : nodesFor(ir, calls)
      return html`<div><a href="#page-${pageId}">${pageId}</a>${
        nodes.length > 0 && html` <span class="quiet">${nodes.map(({ id, kind }) => `${kind} ${id}`).join(", ")}</span>`
      }</div>`
    })
  }</dd>
<dt>Acceptance checks</dt><dd>${
    checks.length === 0 ?
      html`<span class="bad">none on any page</span>` :
      checks.map(({ given, outcome, pageId, when }) =>
        html`<div><a href="#page-${pageId}">${pageId}</a>: ${
          given !== "" && `given ${given}, `
        }when ${when}, then ${outcome}</div>`
      )
  }</dd>
</dl></details>\n`
}

/** What is not there of what a requirement needs. */
const lacking = (
  served: ReadonlyArray<unknown>,
  calls: ReadonlyArray<unknown>,
  checks: ReadonlyArray<unknown>,
  needsData: boolean
): string =>
  [
    ...(served.length === 0 ? ["no page"] : []),
    ...(needsData && calls.length === 0 ? ["no operation"] : []),
    ...(checks.length === 0 ? ["no check"] : [])
  ].join(", ")

const pagesFor = ({ pages }: TraceInput, id: string): ReadonlyArray<string> =>
  pages.pages.filter(({ requirementIds }) => requirementIds.includes(id)).map((one) => one.id)

const operationsFor = ({ openapi }: TraceInput, id: string): ReadonlyArray<string> =>
  operations(openapi).filter(({ object }) => object["x-requirements"]?.includes(id)).map((one) => one.operationId)

const checksFor = ({ irs }: TraceInput, id: string) =>
  irs.flatMap(({ acceptance, page: { id: pageId } }) =>
    acceptance.filter(({ requirementId }) => requirementId === id).map(({ given, then: outcome, when }) => ({
      pageId,
      given,
      when,
      outcome
    }))
  )

const callersOf = ({ irs }: TraceInput, operationId: string): ReadonlyArray<string> =>
  irs.filter(({ mutations, queries }) => [...queries, ...mutations].some((one) => one.operationId === operationId)).map(
    ({ page: { id } }) => id
  )

/** The nodes through which a page calls the operations: what shows their answers, and the forms and buttons that send. */
const nodesFor = ({ actions, forms, mutations, nodes, queries }: PageIr, calls: ReadonlyArray<string>) => {
  const asked = new Set(queries.flatMap(({ id, operationId }) => calls.includes(operationId) ? [`query.${id}`] : []))
  const sent = new Set(mutations.flatMap(({ id, operationId }) => calls.includes(operationId) ? [id] : []))
  const runs = new Set(actions.flatMap(({ id, target, type }) => type === "mutate" && sent.has(target) ? [id] : []))
  const senders = new Set(forms.flatMap(({ mutation, node }) => sent.has(mutation) ? [node] : []))
  return nodes.filter(({ action, id, source }) => asked.has(source) || senders.has(id) || runs.has(action)).slice(0, 12)
}

const holesOf = (input: TraceInput, covered: ReadonlyArray<Covered>): ReadonlyArray<Hole> => [
  ...covered.flatMap(({ leftOut, requirementIds, sentence, told }) =>
    requirementIds.length === 0 && told === "" && leftOut === ""
      ? [{ what: "A sentence of the brief", why: `is taken up by nothing: “${sentence.text}”` }]
      : []
  ),
  ...input.prd.requirements.flatMap(({ id, needsData, title }) => [
    ...(pagesFor(input, id).length === 0 ? [{ what: id, why: `(${title}) is on no page` }] : []),
    ...(needsData && operationsFor(input, id).length === 0
      ? [{ what: id, why: `(${title}) needs data and has no operation` }]
      : []),
    ...(checksFor(input, id).length === 0 ? [{ what: id, why: `(${title}) is checked on no page` }] : [])
  ]),
  ...input.pages.pages.flatMap(({ id, requirementIds }) =>
    requirementIds.length === 0 ? [{ what: `The page ${id}`, why: "serves no requirement" }] : []
  ),
  ...operations(input.openapi).flatMap(({ operationId }) =>
    callersOf(input, operationId).length === 0
      ? [{ what: `The operation ${operationId}`, why: "is called by no page" }]
      : []
  ),
  ...input.skeletons.map((id) => ({
    what: `The page ${id}`,
    why: "is built from its skeleton: no answer of the model would do"
  }))
]

const style = `
.sums { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem }
.find { display: flex; flex-wrap: wrap; gap: .75rem 1.5rem; align-items: center; position: sticky; top: 0; background: var(--paper); padding: .5rem 0 }
.find input[type=search] { font: inherit; padding: .35rem .6rem; border: 1px solid var(--line); border-radius: .4rem; background: var(--raised); color: inherit; width: min(24rem, 70vw) }
th { white-space: nowrap }
.brief td:first-child { width: 62% }
table { overflow-wrap: normal }
.under { display: block; font-size: .8rem }
.mark { border: 1px solid currentColor; border-radius: 1rem; padding: 0 .5rem; font-size: .75rem; font-weight: 600 }
a[href^="#fr-"] { white-space: nowrap }
.holes { padding-left: 1.1rem }
.files a { display: inline-block; margin-right: .75rem }
tr.open td:first-child, details.open { border-left: .25rem solid var(--bad); padding-left: .75rem }
details[data-row] { border-bottom: 1px solid var(--line); padding: .45rem 0 }
summary { cursor: pointer }
dl { display: grid; grid-template-columns: minmax(8rem, 12rem) 1fr; gap: .35rem 1rem; margin: .6rem 0 .8rem 1rem }
dt { color: var(--quiet) } dd { margin: 0 }
pre { overflow: auto; background: var(--raised); padding: .6rem }
:target { background: var(--raised); outline: 2px solid var(--accent); outline-offset: 2px }
[hidden] { display: none !important }
@media (max-width: 40rem) {
  dl { grid-template-columns: 1fr } dd { margin-bottom: .5rem }
  .find { position: static }
  table, tbody, tr, td { display: block } thead { display: none }
  tr { border-bottom: 1px solid var(--line); padding: .5rem 0 } td { border: 0; padding: .1rem 0 }
  .brief td:first-child { width: auto }
  .wide td:nth-child(n + 2)::before { color: var(--quiet) }
  .wide td:nth-child(2)::before { content: "Requirements: " }
  #operations td:nth-child(3)::before { content: "Called by: " }
  #pages td:nth-child(3)::before { content: "Operations: " } #pages td:nth-child(4)::before { content: "Nodes: " }
}
`

const script = `const rows = [...document.querySelectorAll("[data-row]")]
const filter = document.getElementById("filter")
const only = document.getElementById("only")
const show = () => {
  const word = filter.value.trim().toLowerCase()
  let shown = 0
  for (const row of rows) {
    const fits = (word === "" || row.textContent.toLowerCase().includes(word)) && (!only.checked || "hole" in row.dataset)
    row.hidden = !fits
    if (fits) shown++
  }
  document.getElementById("count").textContent = word === "" && !only.checked ? "" : shown + " of " + rows.length
}
const open = () => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)))
  if (target instanceof HTMLDetailsElement) target.open = true
}
filter.addEventListener("input", show)
only.addEventListener("change", show)
addEventListener("hashchange", open)
open()`
