import { assert, describe, it } from "@effect/vitest"
import { contrast, makeTheme, parseColour, toHex } from "../../../src/codegen/app/theme.ts"

const of = (theme: ReturnType<typeof makeTheme>, name: string) => {
  const colour = parseColour(theme.tokens[name] ?? "")
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

  for (const [background, accent] of looks) {
    it(`is readable with ${JSON.stringify(background)} and ${JSON.stringify(accent)}`, () => {
      const theme = makeTheme({ background, accent, tone: "" })
      for (const value of Object.values(theme.tokens)) assert.match(value, /^#[0-9a-f]{6}$/)
      for (const ground of ["background", "surface", "subtle"]) {
        for (const text of ["foreground", "muted", "accent-strong", "danger", "success", "warning"]) {
          assert.isAtLeast(contrast(of(theme, text), of(theme, ground)), 4.5, `${text} on ${ground}`)
        }
      }
      assert.isAtLeast(contrast(of(theme, "on-accent"), of(theme, "accent")), 4.5)
      assert.isAtLeast(contrast(of(theme, "on-accent"), of(theme, "accent-hover")), 4.5)
      assert.isAtLeast(contrast(of(theme, "accent-strong"), of(theme, "accent-soft")), 4.5)
      for (const status of ["danger", "success", "warning"]) {
        assert.isAtLeast(contrast(of(theme, status), of(theme, `${status}-soft`)), 4.5)
      }
    })
  }
})
