import { assert, describe, it } from "@effect/vitest"
import { renderPrd } from "../../src/steps/02-prd.view.ts"
import { prd } from "../support/stepsProduct.ts"

describe("prd.md", () => {
  const [first] = prd.requirements
  const whole = {
    ...prd,
    constraints: [{ kind: "technology", quotation: "**Stack**: a | b", treatment: "Not kept." }],
    assumptions: [{ id: "A-1", text: "Nobody signs in.", question: "Does anybody have to?" }],
    openQuestions: ["Who pays?"]
  } as const
  const lines = renderPrd(whole, "").split("\n")
  const text = lines.join("\n")

  it("says at the top how much there is and what waits for the owner", () => {
    assert.match(
      text,
      /For the owner to settle: \[1 assumption\]\(#assumptions\) and \[1 open question\]\(#open-questions\)/
    )
    assert.isBelow(lines.indexOf("## Goals"), lines.indexOf("## Requirements"))
    assert.isBelow(lines.indexOf("## Requirements"), lines.indexOf("## Assumptions"))
  })

  it("leads from stories and the overview to requirements, and from these to the trace", () => {
    const links = [...text.matchAll(/\]\(#(fr-[^)]+)\)/g)].map(([, slug]) => slug)
    const headings = lines.flatMap((line) =>
      line.startsWith("### ") ? [line.slice(4).toLowerCase().replace(/[^\p{L}\p{N}\s-]/gu, "").replace(/\s/g, "-")] : []
    )
    assert.isNotEmpty(links)
    for (const slug of links) assert.include(headings, slug)
    assert.include(text, `trace.html#fr-${first.id}`)
  })

  it("keeps each row of a table in its columns, whatever stands in it", () => {
    assert.include(text, "| technology | “Stack: a \\| b” | Not kept. |")
    for (const row of lines.filter((line) => line.startsWith("| "))) assert.match(row, /\|$/)
  })

  it("says every criterion in full", () => {
    for (const { then: seen } of first.acceptance) assert.include(text, seen)
    assert.match(text, /\*\*when\*\*|\*\*When\*\*/)
  })
})
