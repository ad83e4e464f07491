import { assert, describe, it } from "@effect/vitest"
import { severityOf } from "../../src/domain/Check.ts"
import { coverageOf, linkPrd } from "../../src/domain/link/index.ts"
import { sentencesOf } from "../../src/domain/Sentences.ts"
import { makePrd } from "../../src/emulator/offline/prd.ts"
import { asBrief, oddBriefs } from "../support/offlineBriefs.ts"
import { brief, prd } from "../support/stepsProduct.ts"

describe("sentences of a brief", () => {
  it("are those of paragraphs, lists, tables and quotations, under their headings, and code is one", () => {
    const text = `# Club
We lend tools, e.g. drills. They come back
on time.

**Specification:**
- [ ] Members add tools
  with a name
2. Visitors search

| Page | Who |
| --- | --- |
| Home | all |

## Later
> Nothing is sold.

\`\`\`json
{ "a": 1 }
\`\`\`
<!-- not said -->
***`
    assert.deepStrictEqual(sentencesOf(text).map((one) => [one.under.at(-1), one.text, one.kind]), [
      ["Club", "We lend tools, e.g. drills.", "sentence"],
      ["Club", "They come back on time.", "sentence"],
      ["Club", "Members add tools with a name", "sentence"],
      ["Club", "Visitors search", "sentence"],
      ["Club", "| Page | Who |", "sentence"],
      ["Club", "| Home | all |", "sentence"],
      ["Later", "Nothing is sold.", "sentence"],
      ["Later", "{ \"a\": 1 }", "code"]
    ])
  })
})

describe("a PRD", () => {
  const longer = asBrief(`${brief.text}\n\nThe mayor opens the fair in spring.`)

  it("that drops a sentence of the brief is told which, until it is quoted or left out with a reason", () => {
    const dropped = linkPrd(prd, longer).filter(({ rule }) => rule === "sentence-not-covered")
    assert.deepStrictEqual(dropped.map(({ message }) => message.includes("The mayor opens the fair in spring.")), [
      true
    ])
    const leftOut = [{ quotation: "the mayor opens the  fair in spring", reason: "Background." }]
    assert.deepStrictEqual(linkPrd({ ...prd, leftOut }, longer), [])
    const invented = [{ quotation: "The mayor sings.", reason: "Background." }]
    assert.deepStrictEqual(linkPrd({ ...prd, leftOut: invented }, longer).map(({ rule }) => rule).toSorted(), [
      "quote-not-found",
      "sentence-not-covered"
    ])
  })

  it("takes up what is a constraint, in the brief's words", () => {
    const limit = { kind: "other", treatment: "Nothing follows from it." } as const
    const of = (quotation: string) => linkPrd({ ...prd, constraints: [{ ...limit, quotation }] }, longer)
    assert.deepStrictEqual(of("The mayor opens the fair"), [])
    assert.deepStrictEqual(of("The mayor sings.").map(({ at, rule }) => [rule, at])[0], [
      "quote-not-found",
      "constraints[0].quotation"
    ])
  })

  it("says why of each story, what of each persona, and is not called after a technology", () => {
    const [first, ...rest] = prd.stories
    const [persona, ...others] = prd.personas
    assert.isDefined(first)
    const poor = {
      ...prd,
      title: "React web app",
      stories: [{ ...first, soThat: " " }, ...rest],
      personas: [{ ...persona, description: "" }, ...others] as const,
      assumptions: [1, 2].map(() => ({ id: "A-1", text: "Nobody signs in.", question: "Does anybody?" }))
    }
    const found = linkPrd(poor, brief)
    assert.deepStrictEqual(found.map(({ at, rule }) => [rule, at]), [
      ["name-is-technology", "title"],
      ["persona-without-need", "personas[0].description"],
      ["story-without-reason", "stories[0].soThat"],
      ["duplicate-assumption", "assumptions[1].id"]
    ])
    // A person may leave it so.
    assert.deepStrictEqual(found.map(severityOf), ["warning", "warning", "warning", "error"])
    assert.deepStrictEqual(linkPrd({ ...prd, title: "React to it" }, brief), [])
  })

  it("is not taken to cover a sentence by the beginning of a word", () => {
    const two = asBrief("Users can open gadget 1. Users can open gadget 12.")
    const [first] = prd.requirements
    const quoting = { ...prd, requirements: [{ ...first, quote: "Users can open gadget 1" }] as const }
    assert.deepStrictEqual(coverageOf(two.text, quoting).map(({ requirementIds }) => requirementIds.length), [1, 0])
  })

  it("says in its criteria what is seen, not how good it is", () => {
    const [first, ...rest] = prd.requirements
    // oxlint-disable-next-line unicorn/no-thenable -- the third word of a criterion
    const vague = { ...first, acceptance: [{ given: "", when: "it opens", then: "it works properly" }] as const }
    const [finding, ...others] = linkPrd({ ...prd, requirements: [vague, ...rest] }, brief)
    assert.strictEqual(finding?.rule, "criterion-not-testable")
    assert.strictEqual(finding?.at, "requirements[0].acceptance[0].then")
    assert.deepStrictEqual(others, [])
  })

  it.each(Object.entries(oddBriefs))("by the offline rules drops nothing: %s", (_, text) => {
    const words = text.trim()
    assert.deepStrictEqual(linkPrd(makePrd(words), asBrief(words)), [])
  })
})
