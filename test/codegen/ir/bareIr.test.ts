import { assert, describe, it } from "@effect/vitest"
import { bareIr, linkBare } from "../../../src/codegen/ir/bareIr.ts"
import { detailPage, homePage, openapi, pages, prd } from "../../support/stepsProduct.ts"

describe("bareIr", () => {
  it("shows what the page reads and leads on, links, and says what it leaves out", () => {
    const context = { prd, openapi, pages, page: homePage }
    const ir = bareIr(context)
    assert.deepStrictEqual(linkBare(ir, context), [])
    assert.deepStrictEqual(ir.queries.map(({ operationId }) => operationId), ["listTools"])
    assert.deepStrictEqual(ir.nodes.flatMap(({ kind, source }) => kind === "column" ? [source] : []), [
      "item.name",
      "item.condition"
    ])
    assert.deepStrictEqual(ir.actions.map(({ args, target }) => [target, args.map(({ from }) => from)]), [
      ["tool", ["item"]]
    ])
    assert.include(ir.notes.join("\n"), "addTool")
  })

  it("takes what a page reads from its own address", () => {
    const context = { prd, openapi, pages, page: detailPage }
    const ir = bareIr(context)
    assert.deepStrictEqual(linkBare(ir, context), [])
    assert.deepStrictEqual(ir.queries[0]?.args, [{ name: "toolId", from: "param", value: "toolId" }])
  })
})
