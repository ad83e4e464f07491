/** Numbers and foreign text as a person reads them in a terminal. Pure. */
import type { Usage } from "./Usage.ts"

/** `0.4 s`, `12.3 s`, `3 min 05 s`, `1 h 02 min`. */
export const duration = (millis: number): string => {
  const seconds = millis / 1000
  // What would be rounded to 60.0 s is a minute.
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`
  const whole = Math.max(60, Math.floor(seconds))
  const minutes = Math.floor(whole / 60)
  if (minutes < 60) return `${minutes} min ${two(whole % 60)} s`
  return `${Math.floor(minutes / 60)} h ${two(minutes % 60)} min`
}

/** `2026-11-22 23:37 UTC`, of a moment in ISO 8601; as it is where it is none. */
export const moment = (iso: string): string =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d[^+]*Z$/.test(iso) ? `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC` : iso

const two = (count: number): string => `${count}`.padStart(2, "0")

/** `812`, `8.1k`, `1.24M`. */
export const count = (tokens: number): string =>
  tokens < 1000
    ? `${Math.round(tokens)}`
    : tokens < 999_950
    ? `${(tokens / 1000).toFixed(1)}k`
    : `${(tokens / 1_000_000).toFixed(2)}M`

/** All tokens of a call, the cached ones included. */
export const allTokens = (usage: Usage): number =>
  usage.inputTokens + usage.outputTokens + usage.cacheReadInputTokens + usage.cacheWriteInputTokens

/** `$0.0042`, `$1.27`; `$?` where a price is not known. */
export const money = (usd: number | undefined): string =>
  usd === undefined ? "$?" : usd === 0 || usd >= 1 ? `$${usd.toFixed(2)}` : `$${usd.toFixed(4)}`

/** One line of text that came from outside, harmless to a terminal: no control or bidirectional characters. */
export const harmless = (text: string): string =>
  // oxlint-disable-next-line no-control-regex -- control characters are exactly what is taken out
  text.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]+/g, " ").trim()

/** Columns that a text takes up, escape sequences aside. */
export const width = (text: string): number => {
  let columns = 0
  for (const character of text.replace(escapes, "")) columns += wide.test(character) ? 2 : mark.test(character) ? 0 : 1
  return columns
}

/** The text cut to so many columns, with `…` where something is missing. Takes no escape sequences. */
export const cut = (text: string, columns: number): string => {
  if (width(text) <= columns) return text
  let kept = ""
  for (const character of text) {
    if (width(kept + character) >= columns) break
    kept += character
  }
  return columns < 1 ? "" : `${kept}…`
}

/**
 * A line broken between words where it is too long. What follows begins where the line's last column does (after two or
 * more spaces), or where its own words do if that is too far to the right. A word is never broken.
 * @param hang - where what follows begins
 */
export const wrap = (line: string, columns: number, hang?: number): ReadonlyArray<string> => {
  if (width(line) <= columns) return [line]
  const start = /^ */.exec(line)?.[0].length ?? 0
  const ends = [...line.replace(escapes, "").matchAll(/(?<=\S) {2,}(?=\S)/g)].map((gap) => gap.index + gap[0].length)
  const column = ends.findLast((index) => index <= columns / 2)
  const indent = " ".repeat(hang ?? column ?? (ends.length === 0 ? start : start + 4))
  const lines: Array<string> = []
  let current = ""
  for (const word of line.split(/(?<=\S) (?=\S)/)) {
    const longer = current === "" ? word : `${current} ${word}`
    if (current.trim() === "" || width(longer) <= columns) current = longer
    else {
      lines.push(current)
      current = indent + word
    }
  }
  return [...lines, current]
}

/** The text cut or filled to exactly so many columns. */
export const fit = (text: string, columns: number): string => {
  const fitting = cut(text, columns)
  return fitting + " ".repeat(Math.max(0, columns - width(fitting)))
}

/** The same, filled on the left. */
export const fitRight = (text: string, columns: number): string => {
  const fitting = cut(text, columns)
  return " ".repeat(Math.max(0, columns - width(fitting))) + fitting
}

/** `1 page`, `2 pages`. */
export const plural = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? "" : "s"}`

// oxlint-disable-next-line no-control-regex -- an escape sequence begins with one
const escapes = /\u001b\[[0-9;]*[A-Za-z]/g
const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u
const mark = /\p{Mark}|\p{Default_Ignorable_Code_Point}/u
