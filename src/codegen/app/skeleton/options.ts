/** Options that the IR writes out. */
import { humanise, quote } from "../names.ts"
import { indent } from "./text.ts"

/** `value=Label|value=Label` as pairs. */
export const optionEntries = (text: string): ReadonlyArray<readonly [value: string, label: string]> =>
  text.split("|").map((part) => part.trim()).filter((part) => part !== "").map((part) => {
    const at = part.indexOf("=")
    return at === -1
      ? [part, humanise(part) || part] as const
      : [part.slice(0, at).trim(), part.slice(at + 1).trim()] as const
  })

/** Options as an array literal. */
export const entriesText = (entries: ReadonlyArray<readonly [string, string]>): string => {
  const members = entries.map(([value, label]) => `{ value: ${quote(value)}, label: ${quote(label)} }`)
  const line = `[${members.join(", ")}]`
  return line.length <= 90 ? line : `[\n${members.map((member) => indent(member)).join(",\n")}\n]`
}
