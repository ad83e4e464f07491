/** TypeScript source from values that nobody vouches for. */

/** A string literal; what would end a line for a parser of scripts stays escaped too. */
export const stringLiteral = (text: string): string =>
  JSON.stringify(text).replace(/\u2028/g, "\\u2028").replace(/\u2029/g, "\\u2029")

/** A property name, quoted unless it is plainly an identifier. */
export const propertyName = (name: string): string =>
  /^[A-Za-z_$][A-Za-z0-9_$]*$/.test(name) ? name : stringLiteral(name)

/** Text as it may stand inside a comment, on one line. */
export const commentText = (text: string): string =>
  text.replace(/[\s\u2028\u2029]+/g, " ").replace(/\*\//g, "*\\/").trim()

/** A line of documentation, or none. */
export const docLine = (text: string): ReadonlyArray<string> =>
  commentText(text) === "" ? [] : [`/** ${commentText(text)} */`]

/** Lines one level further in. */
export const indent = (lines: ReadonlyArray<string>): ReadonlyArray<string> =>
  lines.map((line) => line === "" ? "" : `  ${line}`)

/** A value as a literal of TypeScript: on one line where that is short, else one member a line. */
export const valueLiteral = (value: unknown): string => {
  const short = inline(value)
  if (short.length <= 100 || value === null || typeof value !== "object") return short
  const members = Array.isArray(value)
    ? value.map((item: unknown) => valueLiteral(item))
    : Object.entries(value).map(([name, item]: [string, unknown]) => `${propertyName(name)}: ${valueLiteral(item)}`)
  const body = indent(members.join(",\n").split("\n")).join("\n")
  return Array.isArray(value) ? `[\n${body}\n]` : `{\n${body}\n}`
}

/** Source to be put as it is where a value is written. */
export class Code {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

const inline = (value: unknown): string => {
  if (value instanceof Code) return value.text
  if (typeof value === "string") return stringLiteral(value)
  if (typeof value === "number" || typeof value === "boolean") return String(value)
  if (Array.isArray(value)) return `[${value.map(inline).join(", ")}]`
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value).map(([name, item]: [string, unknown]) =>
      `${propertyName(name)}: ${inline(item)}`
    )
    return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`
  }
  return "null"
}
