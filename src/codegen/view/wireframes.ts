/** `ir/wireframes.html`: each page as its description lays it out, in grey boxes, to page through before there is an app. */
import type { Form, Node, PageIr } from "../../domain/PageIr.ts"
import type { Pages } from "../../domain/Pages.ts"
import type { Prd } from "../../domain/Prd.ts"
import { type Html, html, page as htmlPage } from "./html.ts"

export interface WireframesInput {
  readonly prd: Prd
  readonly pages: Pages
  readonly irs: ReadonlyArray<PageIr>
  /** Who answered in the models' place; `""` where they did. */
  readonly standIn: string
}

/** The whole page: one wireframe a page of the product, the navigation between them as links. */
export const renderWireframes = ({ irs, pages, prd, standIn }: WireframesInput): string =>
  htmlPage({
    title: `${prd.title}: wireframes`,
    style,
    script,
    body: html`<header class="bar"><h1>${prd.title}: wireframes</h1>
<p class="quiet">Drawn from the descriptions in this folder.${
      standIn === "" ? "" : ` Made by ${standIn}.`
    } Dashed boxes are states; links lead to the page's wireframe.</p>
<nav aria-label="Pages">${irs.map(({ page }) => html`<a href="#w-${page.id}">${page.title}</a> `)}</nav>
<p><button type="button" id="back">Previous</button> <button type="button" id="on">Next</button>
<label><input type="checkbox" id="phone"> phone width</label> <label><input type="checkbox" id="all"> all pages</label></p></header>
${irs.map((ir) => frame(ir, pages, prd))}`
  })

const frame = (ir: PageIr, pages: Pages, prd: Prd): Html => {
  const { access, id, layout, purpose, requirementIds, roles, route, title } = ir.page
  const who = access === "public" ? "everyone" : access === "user" ? "whoever is signed in" : roles.join(", ")
  const states = ir.nodes.filter(isState)
  return html`<section class="sheet" id="w-${id}" aria-label="${title}">
<h2>${title} <code>${route}</code></h2>
<p class="quiet">${purpose} For ${who}. Layout: ${layout}. ${requirementIds.join(", ")}</p>
<div class="frame"><div class="menu"><b>${prd.title}</b>${
    pages.pages.filter(({ inNavigation }) => inNavigation).map((one) =>
      html` <a href="#w-${one.id}"${one.id === id && html` aria-current="page"`}>${one.title}</a>`
    )
  }</div><div class="main ${layout}">${childrenOf(ir, "").map((node) => draw(node, ir))}</div>${
    states.length > 0 &&
    html`<div class="states"><span class="kind">instead, while it loads, when there is nothing, when it fails</span>${
      states.map((node) => state(node, ir))
    }</div>`
  }</div>
</section>
`
}

/** What is in a node, or at the top of the page; states are drawn by themselves. */
const childrenOf = (ir: PageIr, parent: string): ReadonlyArray<Node> =>
  ir.nodes.filter((node) => node.parent === parent && !isState(node))

const isState = ({ kind }: Node): boolean => kind === "loading" || kind === "empty" || kind === "error"

const state = (node: Node, ir: PageIr): Html => {
  const of = ir.queries.filter((query) => [query.loadingNode, query.emptyNode, query.errorNode].includes(node.id))
  return html`<div class="state"><span class="kind">${node.kind}: ${
    of.map(({ id }) => id).join(", ")
  }</span>${node.text}${childrenOf(ir, node.id).map((child) => draw(child, ir))}</div>`
}

/** A node with what is in it. A node's parent stands before it, so that no box is in itself. */
const draw = (node: Node, ir: PageIr): Html => {
  const inside = () => childrenOf(ir, node.id).map((child) => draw(child, ir))
  const when = node.visibleWhen === "" ? undefined : html`<span class="when">if ${node.visibleWhen}</span>`
  const words = node.text === "" ? node.label : node.text
  switch (node.kind) {
    case "heading":
      return html`<p class="heading h${prop(node, "level") === "1" ? "1" : "2"}">${words}${when}</p>`
    case "text":
      return html`<p>${words}${when}</p>`
    case "badge":
      return html`<span class="badge">${words}${when}</span>`
    case "image":
      return html`<div class="image">${words === "" ? "picture" : words}${when}</div>`
    case "stat":
      return html`<div class="stat"><b>123</b> ${node.label}${when}</div>`
    case "field":
      return html`<div class="value"><span class="quiet">${node.label}</span> <span class="bind">${
        shortOf(node.source)
      }</span>${when}</div>`
    case "button":
    case "link":
      return html`<span class="${node.kind}">${linked(node, ir, words)}${when}</span>`
    case "search":
    case "filter":
      return html`<span class="input">${node.kind === "search" ? "Search: " : ""}${node.label}${
        node.kind === "filter" && " ▾"
      }${when}</span>`
    case "form":
      return formBox(node, ir, when)
    case "table":
      return tableBox(node, ir, when)
    case "chart":
      return html`<div class="chart"><span class="kind">chart of ${prop(node, "y")} by ${
        prop(node, "x")
      }</span>${bars}${when}</div>`
    case "calendar":
      return html`<div class="box"><span class="kind">calendar of ${shortOf(node.source)} by ${prop(node, "start")}${
        leadsTo(node, ir)
      }</span><b>${node.label}</b><div class="month" aria-hidden="true">${days}</div>${when}</div>`
    case "custom":
      return html`<div class="custom box"><span class="kind">drawn by the page itself${
        node.source !== "" && ` from ${shortOf(node.source)}`
      }${leadsTo(node, ir)}</span><b>${node.label}</b><p>${node.text}</p>${when}${
        ir.forms.some((form) => form.node === node.id) && formBox({ ...node, label: "" }, ir, undefined)
      }</div>`
    case "list":
      return html`<div class="list"><span class="kind">list of ${shortOf(node.source)}${leadsTo(node, ir)}</span>${
        [1, 2].map((copy) =>
          html`<div class="item${copy === 2 && " again"}"${copy === 2 && html` aria-hidden="true"`}>${inside()}</div>`
        )
      }${when}</div>`
    default:
      return html`<div class="${node.kind} box"><span class="kind">${node.kind}${
        words !== "" && `: ${words}`
      }</span>${when}${inside()}</div>`
  }
}

const bars = [60, 90, 45, 75, 30].map((height) => html`<i style="height:${height}%"></i>`)

/** A month's grid, with something on a few of its days. */
const days = Array.from({ length: 21 }, (_, index) => html`<i>${[3, 4, 9, 17].includes(index) && html`<u></u>`}</i>`)

const formBox = (node: Node, ir: PageIr, when: Html | undefined): Html => {
  const form = ir.forms.find((one) => one.node === node.id)
  return html`<div class="form box"><span class="kind">form${node.label !== "" && `: ${node.label}`}</span>${when}${
    form?.fields.map(fieldBox)
  }${childrenOf(ir, node.id).map((child) => draw(child, ir))}${
    form !== undefined && html`<span class="button">${form.submitLabel}</span>`
  }</div>`
}

const fieldBox = ({ control, help, label, optionsFrom, required, rules }: Form["fields"][number]): Html =>
  html`<div class="line"><span>${label}${required && " *"}</span><span class="input ${control}">${
    control === "select"
      ? `${optionsFrom.startsWith("query.") ? "choose" : (optionsFrom.split("|")[0] ?? "").split("=").at(-1) ?? ""} ▾`
      : control
  }</span>${help !== "" && html`<small class="quiet">${help}</small>`}${
    rules.length > 0 && html`<small class="quiet">${
      rules.map(({ rule, value }) => value === "" ? rule : `${rule} ${value}`).join(", ")
    }</small>`
  }</div>`

const tableBox = (node: Node, ir: PageIr, when: Html | undefined): Html => {
  const columns = childrenOf(ir, node.id)
  return html`<div class="table"><span class="kind">table of ${shortOf(node.source)}${
    leadsTo(node, ir)
  }</span>${when}<table><thead><tr>${columns.map(({ label }) => html`<th>${label}</th>`)}</tr></thead><tbody>${
    [1, 2, 3].map(() =>
      html`<tr>${
        columns.map((column) =>
          html`<td>${
            column.kind === "column" ? html`<span class="bind">${shortOf(column.source)}</span>` : draw(column, ir)
          }</td>`
        )
      }</tr>`
    )
  }</tbody></table></div>`
}

const leadsTo = ({ action }: Node, ir: PageIr): Html | false => {
  const found = ir.actions.find(({ id }) => id === action)
  return found?.type === "navigate" && html` → <a href="#w-${found.target}">${found.target}</a>`
}

const linked = ({ action }: Node, ir: PageIr, words: string): Html => {
  const found = ir.actions.find(({ id }) => id === action)
  return found?.type === "navigate" ? html`<a href="#w-${found.target}">${words}</a>` : html`${words}`
}

const prop = ({ props }: Node, name: string): string => props.find((one) => one.name === name)?.value ?? ""

/** The last words of a binding: `query.tools` is `tools`, `item.dueDate` is `dueDate`. */
const shortOf = (binding: string): string => binding.split(".").slice(1).join(".") || binding

const style = `
body { max-width: 84rem }
.bar { position: sticky; top: 0; background: var(--paper); padding: .5rem 0; border-bottom: 1px solid var(--line); z-index: 1 }
@media (max-width: 48rem) { .bar { position: static } .sheet { scroll-margin-top: 1rem } }
.bar h1 { font-size: 1.25rem; margin: 0 } .bar p { margin: .25rem 0 } nav a { margin-right: .75rem; white-space: nowrap }
.bar button { font: inherit; padding: .2rem .8rem }
.sheet { display: none; scroll-margin-top: 11rem } .sheet:target, .everything .sheet, .first { display: block }
.frame { border: 2px solid var(--quiet); border-radius: .5rem; background: var(--raised); overflow: hidden; max-width: 64rem }
.phone .frame { max-width: 24rem }
.menu { display: flex; flex-wrap: wrap; gap: .25rem 1rem; padding: .6rem 1rem; background: var(--line) }
.menu [aria-current] { font-weight: 700; color: inherit }
.main { display: flex; flex-direction: column; gap: .75rem; padding: 1rem }
.main.two-column { display: grid; grid-template-columns: 2fr 1fr; align-items: start }
.main.dashboard { display: grid; grid-template-columns: repeat(auto-fill, minmax(16rem, 1fr)); align-items: start }
.main.centered { max-width: 32rem; margin: auto }
.phone .main { display: flex }
.main p { margin: 0 } .heading { font-weight: 700; font-size: 1.1rem } .heading.h1 { font-size: 1.5rem }
.main.two-column > .heading, .main.dashboard > .heading, .main.dashboard > .table, .main.dashboard > .section, .main.dashboard > .grid, .main.dashboard > .toolbar { grid-column: 1 / -1 }
.states { display: flex; flex-wrap: wrap; gap: .5rem; padding: 0 1rem 1rem } .states > .kind { flex-basis: 100% }
table { overflow-wrap: normal }
.box, .list, .table, .chart, .state { border: 1px solid var(--quiet); border-radius: .35rem; padding: .6rem; display: flex; flex-direction: column; gap: .5rem; min-width: 0 }
.row, .toolbar { flex-direction: row; flex-wrap: wrap; align-items: center }
.grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr)) } .grid > .kind { grid-column: 1 / -1 }
.card, .item { background: var(--paper) } .item { border: 1px solid var(--line); border-radius: .35rem; padding: .5rem; display: flex; flex-direction: column; gap: .35rem }
.again { opacity: .45 } .state { border-style: dashed; opacity: .8; font-size: .875rem }
.kind, .when { font-size: .7rem; color: var(--quiet); text-transform: lowercase } .when { margin-left: .5rem }
.badge { border: 1px solid var(--quiet); border-radius: 1rem; padding: 0 .6rem; align-self: start; font-size: .8rem }
.button { border: 2px solid var(--ink); border-radius: .35rem; padding: .25rem .8rem; align-self: start; font-weight: 600 } .link { align-self: start; text-decoration: underline }
.input { border: 1px solid var(--quiet); border-radius: .25rem; background: var(--paper); padding: .25rem .6rem; color: var(--quiet); min-width: 10rem; display: inline-block }
.input.textarea { min-height: 4rem } .input.checkbox { min-width: 0 }
.line { display: flex; flex-direction: column; gap: .15rem; align-items: start }
.image { display: grid; place-items: center; min-height: 5rem; background: var(--line); border-radius: .35rem; color: var(--quiet) }
.stat b { font-size: 1.5rem; display: block } .bind { background: var(--line); border-radius: .2rem; padding: 0 .35rem; font-size: .85rem }
.month { display: grid; grid-template-columns: repeat(7, 1fr); gap: 1px; background: var(--line); border: 1px solid var(--line) }
.month i { min-height: 2rem; background: var(--raised); padding: .35rem .15rem } .month u { display: block; height: .5rem; background: var(--quiet); opacity: .5 }
.custom { background: repeating-linear-gradient(135deg, transparent 0 .6rem, var(--line) .6rem calc(.6rem + 1px)) }
.custom > * { background: var(--raised); padding: 0 .25rem; align-self: start } .custom > .form { align-self: stretch; padding: .6rem }
.table { overflow: auto } .chart { height: 9rem; flex-direction: row; align-items: end } .chart i { flex: 1; background: var(--line) }
`

const script = `const sheets = [...document.querySelectorAll(".sheet")]
const now = () => Math.max(0, sheets.findIndex((sheet) => "#" + sheet.id === location.hash))
const turn = (by) => { location.hash = sheets[(now() + by + sheets.length) % sheets.length].id }
const first = () => sheets[0]?.classList.toggle("first", !sheets.some((sheet) => "#" + sheet.id === location.hash))
document.getElementById("back").addEventListener("click", () => turn(-1))
document.getElementById("on").addEventListener("click", () => turn(1))
document.getElementById("phone").addEventListener("change", (event) => document.body.classList.toggle("phone", event.target.checked))
document.getElementById("all").addEventListener("change", (event) => document.body.classList.toggle("everything", event.target.checked))
addEventListener("hashchange", first)
addEventListener("keydown", (event) => { if (event.key === "ArrowLeft") turn(-1); if (event.key === "ArrowRight") turn(1) })
first()`
