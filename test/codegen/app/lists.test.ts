import { assert, describe, it } from "@effect/vitest"
import { pageSkeleton } from "../../../src/codegen/app/pageSkeleton.ts"
import { referenceFile } from "../../../src/codegen/app/references.ts"
import type { OpenApiDocument, Parameter } from "../../../src/domain/OpenApi.ts"
import type { PageIr } from "../../../src/domain/PageIr.ts"
import { backend, ir, node, pages, prd } from "../../support/appFixture.ts"

const parameters: ReadonlyArray<Parameter> = [
  { name: "q", in: "query", schema: { type: "string" } },
  { name: "limit", in: "query", schema: { type: "integer", minimum: 1, maximum: 100, default: 50 } },
  { name: "offset", in: "query", schema: { type: "integer", minimum: 0, default: 0 } },
  { name: "sort", in: "query", schema: { type: "string", pattern: "^-?(title|createdAt)$" } }
]

const listBooks = backend.openapi.paths["/books"]?.get

/** The fixture's API, whose list of books comes in parts. */
const openapi: OpenApiDocument = listBooks === undefined ? backend.openapi : {
  ...backend.openapi,
  paths: {
    ...backend.openapi.paths,
    "/books": { ...backend.openapi.paths["/books"], get: { ...listBooks, parameters } }
  }
}

const query: PageIr["queries"][number] = {
  id: "books",
  operationId: "listBooks",
  args: [{ name: "q", from: "state", value: "search" }],
  itemsPath: "items",
  loadingNode: "l",
  emptyNode: "e",
  errorNode: "x"
}

type Nodes = PageIr["nodes"]

const table: Nodes = [
  node("search", "search", "", { label: "Search", source: "state.search" }),
  node("table", "table", "", { label: "Books", source: "query.books" }),
  node("title", "column", "table", { source: "item.title", label: "Title" }),
  node("summary", "column", "table", { source: "item.summary", label: "Summary" })
]

const compiled = (nodes: Nodes, more: Partial<PageIr> = {}): string =>
  pageSkeleton(
    ir("books", nodes, { state: [{ id: "search", type: "string", initial: "" }], queries: [query], ...more }),
    { prd, backend: { ...backend, openapi }, pages }
  ).replace(/\s+/g, " ")

describe("a list that the API gives in parts", () => {
  const source = compiled(table)

  it("is sorted and paged there, a part at a time, in what order the address says", () => {
    for (
      const part of [
        `usePaging([], { name: "books", sorts: ["title", "createdAt"] })`,
        "limit: 20",
        "offset: booksPaging.offset",
        "sort: booksPaging.sort || undefined",
        "order={booksPaging}",
        `<Pager paging={booksPaging} size={20}`
      ]
    ) assert.include(source, part)
  })

  it("is sorted by what the API sorts by, and by nothing else", () => {
    assert.include(source, `sortKey: "title"`)
    assert.strictEqual(source.match(/sortKey/g)?.length, 1)
    assert.notInclude(source, "sortValue")
  })

  it("keeps what is searched for in the address", () => {
    assert.include(source, `const [search, setSearch] = useAddressState("search", "")`)
  })

  it("is asked for as a whole where it is counted or drawn as well", () => {
    const drawn = compiled([
      ...table,
      node("chart", "chart", "", { source: "query.books", label: "By genre", props: [{ name: "x", value: "genre" }] })
    ])
    assert.include(drawn, "limit: 100")
  })
})

describe("what can be done with a row", () => {
  const button = (id: string) => node(id, "button", "table", { label: id, action: id })
  const navigate = (id: string): PageIr["actions"][number] => ({
    id,
    type: "navigate",
    target: "book-detail",
    args: [{ name: "bookId", from: "item", value: "id" }]
  })

  it("is buttons, and of more than two a menu", () => {
    const two = compiled([...table, button("Open"), button("Read")], { actions: ["Open", "Read"].map(navigate) })
    assert.notInclude(two, "<Menu")
    const names = ["Open", "Read", "Lend"]
    const three = compiled([...table, ...names.map(button)], { actions: names.map(navigate) })
    assert.include(three, `<Menu label={"Actions for " +`)
    assert.strictEqual(three.match(/<MenuItem/g)?.length, 3)
  })

  it("is not offered where it is done already", () => {
    const source = compiled([...table, button("Retire")], {
      mutations: [{
        id: "retire",
        operationId: "updateBook",
        args: [{ name: "bookId", from: "item", value: "id" }, { name: "genre", from: "literal", value: "poetry" }],
        confirm: "",
        invalidates: [],
        onSuccess: "",
        onError: ""
      }],
      actions: [{ id: "Retire", type: "mutate", target: "retire", args: [] }]
    })
    assert.include(source, `toText(book.genre) !== "poetry" && `)
    assert.strictEqual(source.match(/!== "poetry"/g)?.length, 1)
  })
})

describe("the name of what is referred to", () => {
  it("is asked for by those alone who may ask for the list", () => {
    const guarded = (roles?: ReadonlyArray<string>): string =>
      listBooks === undefined ? "" : referenceFile({
        ...openapi,
        paths: { "/books": { get: { ...listBooks, ...(roles !== undefined && { "x-roles": roles }) } } }
      }).content
    assert.include(guarded(["librarian"]), "all: { roles: [\"librarian\"], key: () => [\"listBooks\"")
    assert.include(guarded([]), "all: { key: () => [\"listBooks\"")
  })
})
