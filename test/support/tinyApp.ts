/** A built app of two pages in a single file, as the browser gates see one: good, or with something wrong in each way. */
import { Effect, FileSystem, Path } from "effect"
import { nodeOf, type PageIr } from "../../src/domain/PageIr.ts"
import type { Page } from "../../src/domain/Pages.ts"
import type { ProductOnDisk } from "../../src/steps/verify/product.ts"

/** A page of which only what matters is said. */
export const page = (id: string, route: string, more: Partial<Page> = {}): Page => ({
  id,
  route,
  title: id,
  purpose: id,
  access: "public",
  roles: [],
  inNavigation: true,
  requirementIds: [],
  operationIds: [],
  links: [],
  ...more
})

const pages = [
  page("home", "/"),
  page("book", "/books/:bookId", { inNavigation: false }),
  page("desk", "/desk", { access: "user" })
]

const query = {
  id: "books",
  operationId: "listBooks",
  args: [],
  itemsPath: "items",
  loadingNode: "l",
  emptyNode: "e",
  errorNode: "x"
}

const irOf = ({ access, id, purpose, requirementIds, roles, route, title }: Page, more: Partial<PageIr>): PageIr => ({
  page: { id, route, title, purpose, layout: "stack", access, roles, requirementIds },
  params: [],
  queries: [],
  mutations: [],
  state: [],
  nodes: [nodeOf("n", "list", { source: "query.books" })],
  forms: [],
  actions: [],
  acceptance: [],
  notes: [],
  ...more
})

const form = {
  node: "f",
  mutation: "addBook",
  submitLabel: "Add",
  fields: [{
    bodyPath: "title",
    label: "Title",
    control: "text" as const,
    required: true,
    optionsFrom: "",
    help: "",
    rules: []
  }] as const
}

/** What can be wrong with it. */
export interface Flaws {
  readonly deadLink?: boolean
  readonly consoleError?: boolean
  readonly unlabelled?: boolean
  readonly noEmptyState?: boolean
  readonly remote?: boolean
  readonly unguarded?: boolean
  readonly wide?: boolean
  readonly sendsInvalid?: boolean
  readonly deaf?: boolean
  readonly deadButton?: boolean
}

const html = (flaws: Flaws) =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Books</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
<style>body { color-scheme: light dark; color: light-dark(#111, #eee); background: light-dark(#fff, #111) } a { color: inherit }</style></head>
<body><header><nav aria-label="Main"><a href="/">Home</a> <a href="/desk">Desk</a></nav></header><main id="root"></main>
<script>
const user = JSON.parse(localStorage.getItem("books.session") ?? "null")
const forced = new URLSearchParams(location.search).get("mock") ?? ""
const state = (name, words) => '<p data-state="' + name + '"' + (name === "error" ? ' role="alert"' : "") + ">" + words + "</p>"
const list = () => forced === "loading" ? state("loading", "Loading")
  : forced === "error" ? state("error", "It failed") : forced === "forbidden" ? state("forbidden", "Not yours")
  : forced === "empty" ? ${flaws.noEmptyState === true ? "\"\"" : "state(\"empty\", \"No books yet\")"}
  : '<ul data-state="ready"><li><a href="/books/1">One</a></li></ul>'
const pages = {
  home: () => '<section data-page="home"><h1>Books</h1>' + list() + ${
    JSON.stringify(
      (flaws.deadLink === true ? "<a href=\"/gone\">Old shelf</a>" : "")
        + (flaws.remote === true ? "<img alt=\"\" src=\"http://192.0.2.1/pixel.png\">" : "")
        + (flaws.wide === true ? "<div style=\"width: 900px\">A very wide thing</div>" : "")
    )
  } + '<form novalidate>' +
    '${
    flaws.unlabelled === true ? "" : "<label for=\"t\">Title</label>"
  }<input id="t" aria-required="true" aria-describedby="e"><p id="e"></p><label for="a">Author</label>' +
    '<input id="a" role="combobox" autocomplete="off" aria-expanded="false" aria-controls="as" aria-required="true" aria-describedby="ae">' +
    '<div id="as" role="listbox" aria-label="Authors" hidden><div role="option" aria-selected="false">Le Guin</div></div><p id="ae"></p><button>Add</button></form><p role="status"></p>' +
    '<p><button type="button" id="sort" aria-label="Sort">Sort</button> ${
    flaws.deadButton === true ? "<button type=\"button\">Share</button>" : ""
  }</p></section>',
  book: () => '<section data-page="book"><h1>One</h1></section>',
  desk: () => ${flaws.unguarded === true ? "true" : "user !== null"}
    ? '<section data-page="desk"><h1>Desk</h1></section>' : '<section><h1>Sign in</h1></section>'
}
const show = () => {
  const path = location.pathname
  const name = path === "/" ? "home" : path === "/desk" ? "desk" : "book"
  document.querySelector("#root").innerHTML = pages[name]()
  if (document.querySelector("[data-page]") === null) history.replaceState(null, "", "/sign-in")
  const sort = document.querySelector("#sort")
  sort?.addEventListener("click", () => { sort.textContent = "Sorted" })
  const form = document.querySelector("form")
  const author = document.querySelector("#a")
  let chosen = ""
  author?.addEventListener("click", () => setTimeout(() => { document.querySelector("#as").hidden = false }, 50))
  author?.addEventListener("input", () => { chosen = "" })
  document.querySelector("[role=option]")?.addEventListener("click", (event) => {
    author.value = chosen = event.target.textContent
    document.querySelector("#as").hidden = true
  })
  form?.addEventListener("submit", async (event) => {
    event.preventDefault()
    const input = form.querySelector("input")
    author.setAttribute("aria-invalid", String(chosen === ""))
    document.querySelector("#ae").textContent = chosen === "" ? "Choose an author" : ""
    const wrong = input.value === "" || chosen === ""
    input.setAttribute("aria-invalid", String(wrong))
    document.querySelector("#e").textContent = wrong ? "Give a title" : ""
    if (wrong && ${flaws.sendsInvalid !== true}) return
    await fetch("/api/books", { method: "POST", body: input.value }).catch(() => undefined)
    ${flaws.deaf === true ? "" : "document.querySelector('[role=status]').textContent = 'Added'"}
  })
}
document.addEventListener("click", (event) => {
  const link = event.target.closest("nav a")
  if (link === null) return
  event.preventDefault()
  history.pushState(null, "", link.getAttribute("href"))
  show()
})
addEventListener("popstate", show)
show()
${flaws.consoleError === true ? "console.error(\"Each child should have a key\")" : ""}
</script></body></html>`

/** Writes it to a folder and gives the product it is the app of. */
export const tinyApp = Effect.fnUntraced(function*(folder: string, flaws: Flaws = {}) {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  yield* fs.makeDirectory(path.join(folder, "app", "dist", "api"), { recursive: true })
  yield* fs.writeFileString(path.join(folder, "app", "dist", "index.html"), html(flaws))
  // What the form sends is answered by a file.
  yield* fs.writeFileString(path.join(folder, "app", "dist", "api", "books"), "{}")
  return {
    directory: folder,
    app: path.join(folder, "app"),
    title: "Books",
    pages,
    irs: new Map(pages.map((one) => [one.id, irOf(one, one.id === "home" ? { queries: [query], forms: [form] } : {})])),
    roles: [{ id: "member", name: "Member" }],
    openapiText: "",
    openapi: { openapi: "3.1.0", info: { title: "Books", version: "1" }, paths: {} },
    sql: "",
    sessionKey: "books.session",
    scripts: {},
    packages: {},
    locked: false
  } satisfies ProductOnDisk
})
