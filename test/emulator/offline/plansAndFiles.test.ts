import { assert, describe, it } from "@effect/vitest"
import { linkPage } from "../../../src/domain/link/index.ts"
import { productOf } from "../../support/offlineBriefs.ts"

const linked = (brief: string) => {
  const product = productOf(brief)
  const { irs, openapi, pages, prd } = product
  for (const [index, page] of pages.pages.entries()) {
    const ir = irs[index]
    if (ir !== undefined) assert.deepStrictEqual(linkPage(ir, { prd, openapi, pages, page }), [], page.id)
  }
  return product
}

const controls = (brief: string) =>
  linked(brief).irs.flatMap(({ forms }) => forms.flatMap(({ fields }) => fields)).filter(({ control }) =>
    control === "file"
  ).map(({ bodyPath }) => bodyPath)

describe("what is planned", () => {
  const site = linked("Build a construction website. Users can schedule project timelines and track project progress.")
  const kinds = (id: string) => site.irs.find(({ page }) => page.id === id)?.nodes.map(({ kind }) => kind) ?? []

  it("is a calendar on its own list, from its first day to its last", () => {
    const days = site.irs.flatMap(({ nodes }) => nodes).filter(({ kind }) => kind === "calendar")
    assert.lengthOf(days, 1)
    const [{ action, props, text } = assert.fail()] = days
    assert.deepStrictEqual(props, [{ name: "start", value: "startsOn" }, { name: "end", value: "endsOn" }])
    assert.strictEqual(text, "{item.title}")
    assert.notStrictEqual(action, "")
    assert.include(kinds("schedule-entries"), "table")
  })

  it("is a list alone where the brief speaks of no plan", () => {
    const plain = linked("Build a construction website. Users can create projects and track project progress.")
    assert.isFalse(plain.irs.some(({ nodes }) => nodes.some(({ kind }) => kind === "calendar")))
  })
})

describe("what is uploaded", () => {
  it("is chosen from the device, where the brief says so", () => {
    assert.include(controls("Build a social website. Users can upload pictures and vote on pictures."), "picture")
    assert.include(controls("Build a site office website. Users can manage documents."), "file")
  })

  it("is an address on the web where nobody uploads", () => {
    assert.deepStrictEqual(controls("Build a shop for lamps. Customers can browse products and order products."), [])
  })
})
