import { assert, describe, it } from "@effect/vitest"
import { renderTrace } from "../../../src/codegen/view/trace.ts"
import { renderWireframes } from "../../../src/codegen/view/wireframes.ts"
import { nodeOf } from "../../../src/domain/PageIr.ts"
import { backend, brief, detailIr, homeIr, pages, prd } from "../../support/stepsProduct.ts"

const input = {
  brief: brief.text,
  prd,
  openapi: backend.openapi,
  pages,
  irs: [homeIr, detailIr],
  skeletons: [],
  standIn: ""
}
const attack = "<img src=x onerror=alert(1)>\"'"

describe("trace.html", () => {
  it("leads from a sentence to its requirement, operation, page and check", () => {
    const markup = renderTrace(input)
    for (const id of ["fr-FR-1", "op-listTools", "page-tools"]) {
      assert.include(markup, `id="${id}"`)
      assert.include(markup, `href="#${id}"`)
    }
    assert.include(markup, "when the page opens, then both are listed")
  })

  it("shows the holes: what nothing takes up, what nobody calls, and pages built from skeletons", () => {
    const markup = renderTrace({
      ...input,
      brief: `${brief.text}\n\nThe mayor opens the fair in spring.`,
      irs: [detailIr],
      skeletons: ["tool"]
    })
    const holes = [...markup.matchAll(/<li data-row data-hole>(.*?)<\/li>/gs)].map(([, text = ""]) => text)
    const has = (...words: ReadonlyArray<string>) => holes.some((hole) => words.every((word) => hole.includes(word)))
    assert.isTrue(has("The mayor opens the fair in spring."))
    assert.isTrue(has("listTools", "called by no page"))
    assert.isTrue(has("tool", "skeleton"))
  })

  it("says of a requirement that nothing serves what it lacks, and shows it open", () => {
    const [first] = prd.requirements
    const more = { ...first, id: "FR-9", title: "Print labels", basis: "assumed", quote: "" } as const
    const markup = renderTrace({ ...input, prd: { ...prd, requirements: [...prd.requirements, more] } })
    assert.match(markup, /<details data-row data-hole open class="open" id="fr-FR-9">/)
    assert.include(markup, "no page, no operation, no check")
  })

  it("leads to the files, and says what the owner has to settle", () => {
    const assumptions = [{ id: "A-1", text: "Nobody signs in.", question: "Does anybody have to?" }]
    const markup = renderTrace({ ...input, prd: { ...prd, assumptions } })
    for (const href of ["prd.md", "backend/openapi.yaml", "pages.yaml", "ir/tools.yaml"]) {
      assert.include(markup, `href="${href}"`)
    }
    assert.include(markup, "Does anybody have to?")
  })

  it("escapes what a model or the brief says", () => {
    const markup = renderTrace({ ...input, brief: `${attack} is said.`, prd: { ...prd, title: attack } })
    assert.notInclude(markup, "<img")
  })
})

describe("ir/wireframes.html", () => {
  it("draws each page with its fields, states and links to other pages", () => {
    const markup = renderWireframes(input)
    for (const { id } of pages.pages) assert.include(markup, `id="w-${id}"`)
    for (const text of ["Add tool", "Condition", "No tools yet", "The tools could not be loaded", "href=\"#w-tool\""]) {
      assert.include(markup, text)
    }
  })

  it("draws calendars as months, and what the page draws itself as what it is told to be", () => {
    const [first, ...others] = homeIr.nodes
    const more = [
      nodeOf("c", "calendar", {
        source: "query.tools",
        label: "By day",
        props: [{ name: "start", value: "createdAt" }]
      }),
      nodeOf("w", "custom", { source: "query.tools", label: "The wall", text: "Tools on nails." })
    ]
    const drawn = renderWireframes({ ...input, irs: [{ ...homeIr, nodes: [first, ...others, ...more] }] })
    for (
      const text of ["calendar of tools by createdAt", "class=\"month\"", "custom box", "from tools", "Tools on nails."]
    ) {
      assert.include(drawn, text)
    }
  })

  it("escapes what a model says", () => {
    const [first, ...others] = homeIr.nodes
    const nodes = [{ ...first, text: attack, label: attack }, ...others] as const
    assert.notInclude(renderWireframes({ ...input, irs: [{ ...homeIr, nodes }] }), "<img")
  })
})
