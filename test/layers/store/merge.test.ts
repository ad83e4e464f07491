import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import { conflictIn, merge } from "../../../src/layers/store/merge.ts"

const lines = (...all: ReadonlyArray<string>) => `${all.join("\n")}\n`

describe("merge", () => {
  it("takes over what one side alone changed, and once what both changed alike", () => {
    const base = lines("a", "b", "c", "d", "e")
    const merged = merge({
      base,
      mine: lines("A", "b", "c", "d", "e", "f"),
      theirs: lines("a", "b", "x", "d", "e", "f")
    })
    assert.deepStrictEqual(merged, { text: lines("A", "b", "x", "d", "e", "f"), conflicts: [] })
  })

  it("marks what both changed differently, where it stands", () => {
    const { conflicts, text } = merge({
      base: lines("a", "b", "c"),
      mine: lines("a", "c"),
      theirs: lines("a", "x", "c")
    })
    assert.deepStrictEqual(conflicts, [2])
    assert.strictEqual(conflictIn(text), 2)
    assert.strictEqual(conflictIn(lines("a", "c")), undefined)
  })

  it("takes no long time for long files that are all alike", () => {
    const many = (word: string) =>
      Array.from({ length: 20_000 }, (_, i) => i % 5 === 0 ? `${word}${i}` : "  - same").join("\n")
    const { conflicts } = merge({ base: many("a"), mine: many("b"), theirs: many("c") })
    assert.isAbove(conflicts.length, 0)
  })

  const text = Schema.Array(Schema.Literals(["a", "b", "c", "", "}"]))
  it.prop("loses nothing: one side unchanged gives the other, both alike give that, and marks hold both", [
    text,
    text,
    text
  ], (
    [first, second, third]
  ) => {
    const [base, mine, theirs] = [first.join("\n"), second.join("\n"), third.join("\n")]
    assert.strictEqual(merge({ base, mine, theirs: base }).text, mine)
    assert.strictEqual(merge({ base, mine: base, theirs }).text, theirs)
    assert.strictEqual(merge({ base, mine, theirs: mine }).text, mine)
    const { conflicts, text } = merge({ base, mine, theirs })
    assert.strictEqual(conflictIn(text), conflicts[0])
  })
})
