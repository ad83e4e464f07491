import { assert, describe, it } from "@effect/vitest"
import { contrast, makeTheme, parseColour, toHex, type Tokens } from "../../../src/codegen/app/theme.ts"

const of = (tokens: Tokens, name: string) => {
  const colour = parseColour(tokens[name] ?? "")
  if (colour === undefined) throw new Error(`${name} is no colour`)
  return colour
}

const looks = [
  ["", ""],
  ["mint cream", "teal"],
  ["light goldenrod", "olive drab"],
  ["black", "yellow"],
  ["white", "white"],
  ["#000", "#000"],
  ["#888888", "#808080"],
  ["AliceBlue", "rgb(255, 0, 0)"],
  ["url(javascript:alert(1))", "};body{display:none}"],
  ["navy", "lavender"],
  ["hotpink", "lime"]
] as const

describe("theme", () => {
  it("reads colours by name, whatever their case and spaces, and by number", () => {
    assert.deepStrictEqual(parseColour("Mint Cream"), [245, 255, 250])
    assert.deepStrictEqual(parseColour("#abc"), [170, 187, 204])
    assert.deepStrictEqual(parseColour("rgb(1, 2, 300)"), [1, 2, 255])
    assert.isUndefined(parseColour("};body{"))
  })

  it("keeps the colours that are asked for, where they can be read", () => {
    const { tokens } = makeTheme({ background: "mintcream", accent: "teal", tone: "" })
    assert.strictEqual(tokens["background"], "#f5fffa")
    assert.strictEqual(tokens["accent"], "#008080")
    assert.strictEqual(toHex([0, 128, 128]), "#008080")
  })

  it("has a dark scheme beside a light one, and the other way round, with the same accent", () => {
    const light = makeTheme({ background: "mintcream", accent: "teal", tone: "" })
    assert.isFalse(light.dark)
    assert.isBelow(brightness(light.other), brightness(light.tokens))
    assert.strictEqual(light.other["accent"], light.tokens["accent"])
    const dark = makeTheme({ background: "black", accent: "yellow", tone: "" })
    assert.isTrue(dark.dark)
    assert.isAbove(brightness(dark.other), brightness(dark.tokens))
  })

  it("takes a dark accent lighter on dark, where its buttons would not be seen", () => {
    const { other, tokens } = makeTheme({ background: "white", accent: "navy", tone: "" })
    assert.strictEqual(tokens["accent"], "#000080")
    assert.isAbove(contrast(of(other, "accent"), of(other, "surface")), 2)
  })

  it("rounds corners and sets headings after the tone", () => {
    const shape = (tone: string) => makeTheme({ background: "", accent: "", tone }).shape
    assert.isAbove(shape("warm and playful").radius, shape("").radius)
    assert.isBelow(shape("Professional").radius, shape("").radius)
    assert.include(shape("elegant").heading, "serif")
  })

  for (const [background, accent] of looks) {
    for (const scheme of ["tokens", "other"] as const) {
      const name = `is readable with ${JSON.stringify(background)} and ${JSON.stringify(accent)}`
      it(`${name}, ${scheme === "tokens" ? "as asked for" : "in the other scheme"}`, () => {
        const tokens = makeTheme({ background, accent, tone: "" })[scheme]
        for (const value of Object.values(tokens)) assert.match(value, /^#[0-9a-f]{6}$/)
        for (const ground of ["background", "surface", "subtle"]) {
          for (const text of ["foreground", "muted", "accent-strong", "danger", "success", "warning"]) {
            assert.isAtLeast(contrast(of(tokens, text), of(tokens, ground)), 4.5, `${text} on ${ground}`)
          }
          assert.isAtLeast(contrast(of(tokens, "control"), of(tokens, ground)), 3, `control on ${ground}`)
        }
        assert.isAtLeast(contrast(of(tokens, "on-accent"), of(tokens, "accent")), 4.5)
        assert.isAtLeast(contrast(of(tokens, "on-accent"), of(tokens, "accent-hover")), 4.5)
        assert.isAtLeast(contrast(of(tokens, "accent-strong"), of(tokens, "accent-soft")), 4.5)
        for (const status of ["danger", "success", "warning"]) {
          assert.isAtLeast(contrast(of(tokens, status), of(tokens, `${status}-soft`)), 4.5)
        }
      })
    }
  }
})

const brightness = (tokens: Tokens): number => of(tokens, "background").reduce((sum, channel) => sum + channel, 0)
