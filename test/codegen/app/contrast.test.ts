import { assert, describe, it } from "@effect/vitest"
import { readdirSync, readFileSync } from "node:fs"
import { colourNames } from "../../../src/codegen/app/colourNames.ts"
import { type Colour, contrast, makeTheme, parseColour, type Tokens } from "../../../src/codegen/app/theme.ts"

const text = ["foreground", "muted", "accent-strong", "danger", "success", "warning"]
const grounds = ["background", "surface", "subtle"]
const pairs: ReadonlyArray<readonly [over: string, under: string, least: number]> = [
  ...text.flatMap((over) => grounds.map((under) => [over, under, 4.5] as const)),
  ...grounds.map((under) => ["control", under, 3] as const),
  ["on-accent", "accent", 4.5],
  ["on-accent", "accent-hover", 4.5],
  ["accent-strong", "accent-soft", 4.5],
  ...["danger", "success", "warning"].map((status) => [status, `${status}-soft`, 4.5] as const)
]

/** The pairs that cannot be read in one of the two schemes. */
const unreadable = (background: string, accent: string): ReadonlyArray<string> => {
  const theme = makeTheme({ background, accent, tone: "" })
  return (["tokens", "other"] as const).flatMap((scheme) => {
    const colours = coloursOf(theme[scheme])
    return pairs.flatMap(([over, under, least]) => {
      const [one, other] = [colours.get(over), colours.get(under)]
      const ratio = one === undefined || other === undefined ? 0 : contrast(one, other)
      return ratio >= least
        ? []
        : [`${accent} on ${background}, ${scheme}: ${over} on ${under} ${ratio.toFixed(2)}`]
    })
  })
}

const coloursOf = (tokens: Tokens): ReadonlyMap<string, Colour> =>
  new Map(
    Object.entries(tokens).flatMap(([name, value]) => {
      const colour = parseColour(value)
      return colour === undefined ? [] : [[name, colour] as const]
    })
  )

describe("the contrast of the tokens", { timeout: 60_000 }, () => {
  it("is enough for every named colour as the background and as the accent, in both schemes", () => {
    const names = [...colourNames.keys()]
    assert.isAtLeast(names.length, 140)
    // All pairs take half a minute: each background meets a dozen accents, all over the list.
    const found = names.flatMap((background, at) =>
      names.filter((_, index) => (index + at * 5) % 12 === 0).flatMap((accent) => unreadable(background, accent))
    )
    assert.deepStrictEqual(found.slice(0, 20), [])
  })

  it("is enough for the colours that the example briefs name", () => {
    const folder = new URL("../../../examples/briefs/", import.meta.url)
    const named = [...colourNames.keys()]
    for (const file of readdirSync(folder)) {
      const brief = readFileSync(new URL(file, folder), "utf8").toLowerCase()
      const told = named.filter((name) => brief.replace(/[\s-]+/g, "").includes(name))
      const found = ["", ...told].flatMap((background) => told.flatMap((accent) => unreadable(background, accent)))
      assert.deepStrictEqual(found, [], file)
    }
  })
})
