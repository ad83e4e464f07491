/** TSX as text: elements, attributes and conditions, printed so that a person can read them. */
import { quote } from "../names.ts"

/** Text that may stand in JSX as it is. */
const plain = /^[A-Za-z0-9À-ɏ .,:;!?()'’%+#/@–—…-]+$/

export const indent = (text: string, by = "  "): string =>
  text.split("\n").map((line) => line === "" ? line : by + line).join("\n")

/** Text as a child of an element. */
export const textChild = (text: string): string =>
  plain.test(text) && text.trim() === text && !text.includes("//") ? text : `{${quote(text)}}`

/** An attribute with a text. */
export const textAttribute = (name: string, text: string): string =>
  plain.test(text) ? `${name}="${text}"` : `${name}={${quote(text)}}`

/** An attribute with the value of an expression. */
export const attribute = (name: string, code: string): string => `${name}={${code}}`

/** An element. Children are elements, texts or expressions in braces. */
export const element = (
  tag: string,
  attributes: ReadonlyArray<string>,
  children: ReadonlyArray<string> = []
): string => {
  const short = [tag, ...attributes].join(" ")
  const fits = short.length <= 100 && !short.includes("\n")
  const head = fits ? short : `${tag}\n${attributes.map((one) => indent(one)).join("\n")}\n`
  if (children.length === 0) return fits ? `<${head} />` : `<${head}/>`
  const only = children[0] ?? ""
  const line = `<${head}>${only}</${tag}>`
  if (children.length === 1 && line.length <= 110 && !line.includes("\n")) return line
  return `<${head}>\n${children.map((child) => indent(child)).join("\n")}\n</${tag}>`
}

/** Children as one expression: what a function that draws something returns. */
export const asExpression = (children: ReadonlyArray<string>): string => {
  const only = children[0]
  if (only === undefined) return "null"
  if (children.length === 1) {
    if (only.startsWith("<")) return only
    if (only.startsWith("{") && only.endsWith("}")) return only.slice(1, -1)
  }
  return `<>\n${children.map((child) => indent(child)).join("\n")}\n</>`
}

/** An expression in parentheses where it goes over several lines. */
export const wrapped = (code: string): string => code.includes("\n") ? `(\n${indent(code)}\n)` : code

/** What is drawn only when something holds. */
export const when = (condition: string, children: ReadonlyArray<string>): ReadonlyArray<string> =>
  condition === "" || children.length === 0 ? children : [`{${condition} && ${wrapped(asExpression(children))}}`]

/** A function of no arguments that does these things. */
export const handler = (statements: ReadonlyArray<string>, isAsync: boolean, argument = "()"): string => {
  const head = `${isAsync ? "async " : ""}${argument} =>`
  const [only = ""] = statements
  return statements.length === 1 && !only.startsWith("if ") && !only.startsWith("await ") && !only.startsWith("const ")
    ? `${head} ${only}`
    : `${head} {\n${statements.map((statement) => indent(statement)).join("\n")}\n}`
}

/** An object literal on one line, or a member a line where that is too long. */
export const objectText = (members: ReadonlyArray<string>): string => {
  const line = members.length === 0 ? "{}" : `{ ${members.join(", ")} }`
  return line.length <= 90 && !line.includes("\n")
    ? line
    : `{\n${members.map((member) => indent(member)).join(",\n")}\n}`
}

/** A member of an object literal, in short where the value is called as the member is. */
export const member = (name: string, code: string): string =>
  name === code ? name : `${/^[A-Za-z_$][A-Za-z0-9_$]*$/.test(name) ? name : quote(name)}: ${code}`

/** A function's expression, on the line of its arrow where it fits there. */
export const arrowBody = (code: string): string =>
  code.length <= 80 && !code.includes("\n") ? ` ${code}` : `\n${indent(code)}`
