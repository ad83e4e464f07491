/** The app's colours: what the brief asks for, and what must follow from it to be readable (WCAG 2.2 AA). */
import type { Look } from "../../domain/Prd.ts"
import { colourNames } from "./colourNames.ts"

/** Red, green and blue, 0–255. */
export type Colour = readonly [number, number, number]

/** Tokens by name, each a CSS colour in the form `#rrggbb`. */
export interface Tokens {
  readonly [name: string]: string
}

/** The look of the app, in the scheme that the brief asks for and in the other one. */
export interface Theme {
  /** Whether the brief's own scheme is the dark one. */
  readonly dark: boolean
  /** The brief's own scheme. */
  readonly tokens: Tokens
  /** The other scheme: the same accent on a ground of the other kind. */
  readonly other: Tokens
  /** How round corners are, and the font of headings, after the brief's tone. */
  readonly shape: { readonly radius: number; readonly heading: string }
}

const white: Colour = [255, 255, 255]
const black: Colour = [0, 0, 0]
const ink: Colour = [17, 24, 39]
const night: Colour = [15, 18, 26]

/** Contrast of text (AA), with a little to spare for rounding. */
const textContrast = 4.6

/** Contrast that a ground leaves between itself and the strongest text, so that weaker text can be told from it. */
const groundContrast = 5.6

/** Contrast of a filled button with what it stands on, where both are dark. */
const fillContrast = 2.2

/** Contrast of the edge of a control (AA), with a little to spare for rounding. */
const controlContrast = 3.1

/** A CSS colour (`#rgb`, `#rrggbb`, `rgb(…)`, a name, spaces and letter case aside); `undefined` for anything else. */
export const parseColour = (text: string): Colour | undefined => {
  const folded = text.trim().toLowerCase()
  const named = colourNames.get(folded.replace(/[\s-]+/g, ""))
  const hex = /^#?([0-9a-f]{3}|[0-9a-f]{6})(?:[0-9a-f]{2})?$/.exec(named ?? folded)?.[1]
  if (hex !== undefined) {
    const digits = hex.length === 3 ? hex.replace(/./g, "$&$&") : hex
    const channel = (at: number) => Number.parseInt(digits.slice(at, at + 2), 16)
    return [channel(0), channel(2), channel(4)]
  }
  const channels = /^rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})\b[^)]*\)$/.exec(folded)
  if (channels === null) return undefined
  const [r = 0, g = 0, b = 0] = channels.slice(1).map((channel) => Math.min(255, Number(channel)))
  return [r, g, b]
}

/** `#rrggbb`. */
export const toHex = (colour: Colour): string =>
  `#${colour.map((channel) => Math.round(channel).toString(16).padStart(2, "0")).join("")}`

/** Relative luminance, 0–1, as WCAG defines it. */
const luminance = (colour: Colour): number => {
  const [r, g, b] = colour.map((channel) => {
    const share = channel / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0)
}

/** Contrast ratio of two colours, 1–21, as WCAG defines it. */
export const contrast = (one: Colour, other: Colour): number => {
  const [a, b] = [luminance(one), luminance(other)]
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

/** The theme of a look; colours that are none, or unsaid, are replaced by quiet ones. */
export const makeTheme = (look: Look): Theme => {
  const background = parseColour(look.background) ?? [248, 250, 252]
  const accent = parseColour(look.accent) ?? [79, 70, 229]
  const dark = contrast(background, white) > contrast(background, black)
  const opposite = dark ? mix(white, accent, 0.03) : mix(night, accent, 0.05)
  return {
    dark,
    tokens: makeTokens(background, accent, dark),
    other: makeTokens(opposite, accent, !dark),
    shape: {
      radius: roundness.find(([tone]) => tone.test(look.tone))?.[1] ?? 0.5,
      heading: /classic|elegan|literary|tradition|editorial|vintage|refined|luxur/i.test(look.tone)
        ? `ui-serif, Georgia, Cambria, "Times New Roman", serif`
        : "var(--font-sans)"
    }
  }
}

const roundness: ReadonlyArray<readonly [tone: RegExp, rem: number]> = [
  [/playful|friendly|fun|warm|cosy|cozy|cheerful|kids|children|soft/i, 0.875],
  [/formal|serious|professional|corporate|minimal|technical|sober|strict|brutal|classic|elegan/i, 0.25]
]

const makeTokens = (background: Colour, accent: Colour, dark: boolean): Tokens => {
  const towards = dark ? white : black
  // On a saturated background the cards are nearly white, and keep a breath of its hue.
  // What stands on the background may take it no further towards the colour of its text than that text allows.
  const ground = (colour: Colour): Colour => readable(colour, [towards], dark ? black : white, groundContrast)
  const surface = ground(dark ? mix(background, white, 0.08) : mix(background, white, 0.85))
  const foreground = readable(dark ? [248, 250, 252] : mix(ink, background, 0.04), [background, surface], towards, 7)
  const subtle = ground(mix(surface, foreground, 0.06))
  const soft = ground(mix(surface, accent, dark ? 0.25 : 0.12))
  const grounds = [background, surface, subtle]
  const status = (colour: Colour): readonly [Colour, Colour] => {
    const under = ground(mix(surface, colour, dark ? 0.2 : 0.1))
    return [readable(colour, [...grounds, under], towards), under]
  }
  const [danger, dangerSoft] = status(dark ? [248, 113, 113] : [185, 28, 28])
  const [success, successSoft] = status(dark ? [74, 222, 128] : [21, 128, 61])
  const [warning, warningSoft] = status(dark ? [251, 191, 36] : [161, 98, 7])
  // The colour as the brief names it, where white, ink or black can be read on it; a dark one on dark is taken lighter until
  // a button stands out.
  const shade = dark ? readable(accent, [surface], white, fillContrast) : accent
  const onAccent = [white, ink, black].find((one) => contrast(one, shade) >= textContrast) ??
    (contrast(white, shade) > contrast(ink, shade) ? white : ink)
  const fill = readable(shade, [onAccent], onAccent === white ? black : white)
  const colours: { readonly [name: string]: Colour } = {
    background,
    surface,
    subtle,
    foreground,
    muted: readable(mix(foreground, surface, 0.35), grounds, towards),
    border: mix(surface, foreground, 0.16),
    control: readable(mix(surface, foreground, 0.45), grounds, towards, controlContrast),
    accent: fill,
    "accent-hover": mix(fill, onAccent === white ? black : white, 0.12),
    "on-accent": onAccent,
    "accent-strong": readable(accent, [...grounds, soft], towards),
    "accent-soft": soft,
    danger,
    "danger-soft": dangerSoft,
    success,
    "success-soft": successSoft,
    warning,
    "warning-soft": warningSoft
  }
  return Object.fromEntries(Object.entries(colours).map(([name, colour]) => [name, toHex(colour)]))
}

/** `share` of the second colour in the first. */
const mix = (one: Colour, other: Colour, share: number): Colour => {
  const channel = (at: 0 | 1 | 2) => one[at] + (other[at] - one[at]) * share
  return [channel(0), channel(1), channel(2)]
}

/** The colour, taken towards another one until it can be read on all of those grounds. */
const readable = (
  colour: Colour,
  grounds: ReadonlyArray<Colour>,
  towards: Colour,
  wanted: number = textContrast
): Colour => {
  for (let share = 0; share < 1; share += 0.04) {
    const candidate = mix(colour, towards, share)
    if (grounds.every((ground) => contrast(candidate, ground) >= wanted)) return candidate
  }
  return towards
}
