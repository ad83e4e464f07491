import { assert, describe, it } from "@effect/vitest"
import { linkFormerPrd, linkPrd } from "../../../src/domain/link/index.ts"
import { keepIds } from "../../../src/emulator/offline/former.ts"
import { makePrd } from "../../../src/emulator/offline/prd.ts"

const brief = (...wishes: ReadonlyArray<string>) =>
  `# Tool shed\n\nNeighbours lend each other tools.\n\n${wishes.map((wish) => `- ${wish}\n`).join("")}`
const before = brief("Members can add a tool.", "Members can delete a tool.", "Visitors can search for tools.")
const after = brief("Members can rate a tool.", "Visitors can search for tools.", "Members can add a tool.")

const idOf = (prd: ReturnType<typeof makePrd>, quote: string) =>
  prd.requirements.find((one) => one.quote.includes(quote))?.id

describe("keepIds", () => {
  it("leaves what the brief still says its id, wherever it moves, and gives what is new a new one", () => {
    const former = makePrd(before)
    const plain = makePrd(after)
    const prd = keepIds(plain, former)
    assert.notDeepEqual(linkFormerPrd(plain, former), [])
    assert.deepStrictEqual(linkFormerPrd(prd, former), [])
    assert.deepStrictEqual(linkPrd(prd, { title: "Tool shed", text: after, sources: [{ name: "-", bytes: 1 }] }), [])
    for (const quote of ["add a tool", "search for tools"]) assert.strictEqual(idOf(prd, quote), idOf(former, quote))
    assert.strictEqual(idOf(prd, "rate a tool"), `FR-${former.requirements.length + 1}`)
    assert.deepStrictEqual(keepIds(former, former), former)
  })
})
