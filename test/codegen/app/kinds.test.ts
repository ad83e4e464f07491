// oxlint-disable vitest/expect-expect -- includes asserts
import { assert, describe, it } from "@effect/vitest"
import { pageSkeleton } from "../../../src/codegen/app/pageSkeleton.ts"
import type { PageIr } from "../../../src/domain/PageIr.ts"
import { backend, ir, irs, node, pages, prd } from "../../support/appFixture.ts"

const sourceOf = (one: PageIr | undefined): string =>
  one === undefined ? assert.fail() : pageSkeleton(one, { prd, backend, pages }).replace(/\s+/g, " ")

const page = (id: string) => sourceOf(irs.find((one) => one.page.id === id))

const loans: PageIr["queries"][number] = {
  id: "loans",
  operationId: "listLoans",
  args: [],
  itemsPath: "items",
  loadingNode: "l",
  emptyNode: "e",
  errorNode: "x"
}

const includes = (source: string, parts: ReadonlyArray<string>) => {
  for (const part of parts) assert.include(source, part)
}

describe("a calendar", () => {
  it("has each thing between its dates, in the words asked for, and leads where it should", () => {
    includes(page("loans"), [
      `<Calendar label="When they are due" items={loans}`,
      ".createdAt}",
      ".dueDate}",
      ".note)}, ${humanise(",
      "to={(loan2) => paths.bookDetail({ bookId: loan2.bookId })}"
    ])
  })

  it("goes by the first date there is where none is named, and by the title where no words are", () => {
    const source = sourceOf(
      ir("loans", [node("c", "calendar", "", { source: "query.loans", label: "Due" })], { queries: [loans] })
    )
    includes(source, ["start={(loan) => loan.dueDate}", "text={(loan) => toText(loan.note)}"])
    assert.notInclude(source, "end={")
  })

  it("asks for as much of its list as there is, and knows how much that leaves out", () => {
    const parts = [
      { name: "limit", in: "query", schema: { type: "integer", maximum: 100 } } as const,
      {
        name: "offset",
        in: "query",
        schema: { type: "integer" }
      } as const
    ]
    const get = backend.openapi.paths["/loans"]?.get
    const openapi = {
      ...backend.openapi,
      paths: {
        ...backend.openapi.paths,
        ...(get === undefined ? {} : { "/loans": { get: { ...get, parameters: parts } } })
      }
    }
    const one = ir("loans", [node("c", "calendar", "", { source: "query.loans", label: "Due" })], { queries: [loans] })
    const source = pageSkeleton(one, { prd, backend: { ...backend, openapi }, pages })
    includes(source, ["limit: 100", "total={loansQuery.data?.total}"])
  })
})

describe("a custom node", () => {
  it("is its description and its data, which still does what it should", () => {
    includes(page("loans"), [
      `<Section title="The shelf">`,
      "Each loan is a spine on a shelf",
      `<DataTable caption="The shelf"`
    ])
  })

  it("is one thing told, and the form that saves it", () => {
    const source = sourceOf(
      ir(
        "book-detail",
        [node("plan", "custom", "", { source: "query.book", label: "Plan", text: "Where it stands." })],
        {
          params: [{ name: "bookId", in: "path", type: "string" }],
          queries: [{
            ...loans,
            id: "book",
            operationId: "getBook",
            itemsPath: "",
            args: [{ name: "bookId", from: "param", value: "bookId" }]
          }],
          mutations: [{
            id: "lend",
            operationId: "lendBook",
            args: [{ name: "bookId", from: "param", value: "bookId" }],
            confirm: "",
            invalidates: [],
            onSuccess: "",
            onError: ""
          }],
          forms: [{
            node: "plan",
            mutation: "lend",
            submitLabel: "Lend",
            fields: [{
              bodyPath: "dueDate",
              label: "Back by",
              control: "date",
              required: true,
              optionsFrom: "",
              help: "",
              rules: []
            }]
          }]
        }
      )
    )
    includes(source, [`<Section title="Plan">`, "Where it stands.", "<DetailList>", "<PlanForm", "function PlanForm("])
    assert.strictEqual(source.match(/Plan"/g)?.length, 1)
  })
})

describe("a file", () => {
  it("is chosen in forms with what it may be, and sent as it was answered where it stays", () => {
    includes(page("book-edit"), [
      "shelfPhoto: toText(book.shelfPhoto)",
      `name="shelfPhoto" render={({ field }) => ( <FileField {...field} label="Photo of it" error={errors.shelfPhoto?.message} accept={["image/png", "image/jpeg", "image/webp", "image/gif"]} maxBytes={2000000} /> )}`,
      `help="Of the title page."`,
      `scan: textInput(z.string("Choose the scan.").optional())`
    ])
  })

  it("is shown as a picture, or by its name", () => {
    includes(page("book-detail"), [`<Picture src={book.shelfPhoto}`, `<FileLink value={book.scan} />`])
  })
})
