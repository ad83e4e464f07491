import { assert, describe, it } from "@effect/vitest"
import {
  count,
  cut,
  duration,
  fit,
  fitRight,
  harmless,
  moment,
  money,
  plural,
  width,
  wrap
} from "../../src/domain/Format.ts"

describe("Format", () => {
  it.each([[0, "0.0 s"], [12_345, "12.3 s"], [59_970, "1 min 00 s"], [60_000, "1 min 00 s"], [185_900, "3 min 05 s"], [
    3_720_000,
    "1 h 02 min"
  ]])(
    "%i ms → %s",
    (millis, text) => assert.strictEqual(duration(millis), text)
  )

  it("wraps between words, under the last column that leaves room", () => {
    assert.deepStrictEqual(wrap("one two", 80), ["one two"])
    assert.deepStrictEqual(wrap("good   area  one two", 16), ["good   area  one", "       two"])
    assert.deepStrictEqual(wrap("  far-to-the-right  one two", 23), ["  far-to-the-right  one", "      two"])
    assert.deepStrictEqual(wrap("dpg: one two three", 12, 5), ["dpg: one two", "     three"])
    assert.deepStrictEqual(wrap("\u001b[1mone\u001b[0m two aWordThatIsLong", 8), [
      "\u001b[1mone\u001b[0m two",
      "aWordThatIsLong"
    ])
  })

  it("a moment is told to the minute", () => {
    assert.strictEqual(moment("2026-11-22T23:37:42.248Z"), "2026-11-22 23:37 UTC")
    assert.strictEqual(moment("yesterday"), "yesterday")
  })

  it.each([[0, "0"], [999, "999"], [1000, "1.0k"], [64_000, "64.0k"], [999_949, "999.9k"], [999_950, "1.00M"]])(
    "%i tokens → %s",
    (tokens, text) => assert.strictEqual(count(tokens), text)
  )

  it.each([[undefined, "$?"], [0, "$0.00"], [0.0042, "$0.0042"], [1.274, "$1.27"]] as const)(
    "%s → %s",
    (usd, text) => assert.strictEqual(money(usd), text)
  )

  it("measures, cuts and fills by columns, not by characters", () => {
    assert.strictEqual(width("a漢\u001b[31m字\u001b[0me\u0301"), 6)
    assert.strictEqual(cut("漢字かな", 5), "漢字…")
    assert.strictEqual(cut("plain", 5), "plain")
    assert.strictEqual(fit("漢", 4), "漢  ")
    assert.strictEqual(fitRight("7", 3), "  7")
    assert.strictEqual(cut("abc", 0), "")
  })

  it("takes the sting out of foreign text", () => {
    assert.strictEqual(harmless("a\u001b[2J\nb\u202e\u0007c "), "a [2J b c")
  })

  it("says one thing, and several things", () => {
    assert.deepStrictEqual([plural(1, "call"), plural(2, "call")], ["1 call", "2 calls"])
  })
})
