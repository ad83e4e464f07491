/** How the values of a contract's properties are shown, chosen and entered. */
import type { FormField } from "../../../domain/PageIr.ts"
import { type Call, callOf, type Property, titleProperty } from "../api.ts"
import { oneOf } from "../things.ts"
import { humanise, lowerFirst, participle } from "../words.ts"
import type { Sheet } from "./Sheet.ts"

const typeOf = ({ schema }: Property): string =>
  typeof schema.type === "string" ? schema.type : schema.type?.find((one) => one !== "null") ?? "string"

export type Shape =
  | "text"
  | "long"
  | "enum"
  | "reference"
  | "boolean"
  | "integer"
  | "number"
  | "money"
  | "date"
  | "datetime"
  | "email"
  | "url"
  | "image"
  | "file"
  | "password"

/** What kind of value a property holds. */
export const shapeOf = (property: Property): Shape => {
  const { name, schema } = property
  if (schema["x-entity"] !== undefined) return "reference"
  if (schema.enum !== undefined) return "enum"
  const type = typeOf(property)
  const format = schema["x-format"] ?? schema.format ?? ""
  if (type === "boolean") return "boolean"
  if (format === "money" || (type === "number" && moneyName.test(name))) return "money"
  if (type === "integer" || type === "number") return type
  if (format === "text" || longName.test(name)) return "long"
  if (format === "date-time") return "datetime"
  if (format === "image" || (format === "uri" && imageName.test(name))) return "image"
  if (format === "file") return "file"
  if (format === "uri" || format === "url") return "url"
  return format === "date" || format === "email" || format === "password" ? format : "text"
}

const moneyName = /price|cost|amount|total|fee|salary|budget|revenue|expenses|profit|deposit|assets|liabilities|value$/i
const longName =
  /^(?:description|notes?|text|message|body|content|summary|instructions|ingredients|steps|biography|about|features|information|additionalInformation|coverLetter|motivation)$/i
const imageName = /picture|photo|image|cover|avatar|logo|poster/i

const formats: { readonly [shape in Shape]?: string } = {
  boolean: "boolean",
  integer: "number",
  number: "number",
  money: "money",
  date: "date",
  datetime: "datetime",
  email: "email",
  url: "url",
  image: "image",
  file: "file"
}

/** The `format` prop of a field, column or stat. */
export const formatOf = (property: Property): { readonly [name: string]: string } => {
  const format = formats[shapeOf(property)]
  return format === undefined ? {} : { format }
}

/** What a person reads for a value of an enum; the `=` and `|` of option lists are left out. */
const option = (value: string): string => `${value}=${humanise(value).replace(/[|=]/g, " ")}`

export const optionsOf = ({ schema }: Property): string => (schema.enum ?? []).map(option).join("|")

const controls: { readonly [shape in Shape]: FormField["control"] } = {
  text: "text",
  long: "textarea",
  enum: "select",
  reference: "select",
  boolean: "checkbox",
  integer: "number",
  number: "number",
  money: "number",
  date: "date",
  datetime: "datetime",
  email: "email",
  url: "url",
  image: "url",
  file: "file",
  password: "password"
}

/** The reference's list, where the contract has one that whoever sees the page may read. */
export const listFor = (sheet: Pick<Sheet, "api" | "mayRead">, { schema }: Property) => {
  const call = callOf(sheet.api, "list", schema["x-entity"] ?? "")
  return call === undefined || !sheet.mayRead(call)
    ? undefined
    : { call, title: titleProperty(sheet.api, call.entity) }
}

/**
 * The form's field for a property of the body of an operation of that kind; `list` is the query that a reference is
 * chosen from.
 */
export const formField = (
  property: Property,
  kind: Call["kind"],
  list: { readonly query: string; readonly title: string } | undefined
): FormField => {
  const { name, required, schema } = property
  const shape = shapeOf(property)
  const label = labelOf(name, shape)
  const isUpload = schema["x-accept"] !== undefined
  const isChoice = shape === "enum" || (shape === "reference" && list !== undefined)
  return {
    bodyPath: name,
    label,
    control: isUpload ? "file" : shape === "reference" && list === undefined ? "text" : controls[shape],
    required,
    optionsFrom: !isChoice ? "" : list === undefined ? optionsOf(property) : `query.${list.query}:id:${list.title}`,
    help: shape === "image" && !isUpload
      ? "The address of a picture on the web."
      : shape === "password" && kind !== "signIn"
      ? "At least eight characters."
      : "",
    rules: isUpload || (kind === "signIn" && shape === "password") ? [] : rulesOf(shape, label, schema.minLength)
  }
}

const rulesOf = (shape: Shape, label: string, minLength = 0): FormField["rules"] => {
  const what = lowerFirst(label)
  switch (shape) {
    case "text":
      return [{ rule: "maxLength", value: "200", message: `Keep the ${what} to 200 characters.` }]
    case "long":
      return [{ rule: "maxLength", value: "2000", message: `Keep the ${what} to 2000 characters.` }]
    case "email":
      return [{ rule: "email", value: "", message: "Enter an e-mail address, such as name@example.com." }]
    case "url":
    case "image":
      return [{ rule: "url", value: "", message: "Enter a full web address that starts with https://." }]
    case "integer":
    case "number":
    case "money":
      return [{ rule: "min", value: "0", message: `The ${what} cannot be less than 0.` }]
    case "password":
      return [{
        rule: "minLength",
        value: String(Math.max(8, minLength)),
        message: "Choose a password of at least eight characters."
      }]
    default:
      return []
  }
}

/** What a person calls a property. */
export const labelOf = (name: string, shape: Shape): string =>
  shape === "reference" ? humanise(name.replace(/Id$/, "")) : humanise(name)

/** Properties of an answer worth showing, the server's own aside. */
export const shown = (properties: ReadonlyArray<Property>): ReadonlyArray<Property> =>
  properties.filter(({ name }) => !["id", "createdAt", "updatedAt", "password"].includes(name))

/** What the button says that opens the form for a new one: `New task`, `Send a message`, `Apply`. */
export const newLabel = ({ entity, summary }: Call): string =>
  entity.endsWith("Application")
    ? "Apply"
    : entity === "Payment"
    ? "Pay"
    : summary.startsWith("Add ")
    ? `New ${oneOf(entity)}`
    : summary

/** `Approve a reservation` → `The reservation was approved.` */
export const doneText = ({ entity, summary }: Call): string => {
  if (/^cast a vote|^vote/i.test(summary)) return "Thank you. Your vote has been counted."
  const as = /^mark\b.*?\bas\s+(.+)$/i.exec(summary)?.[1]
  if (as !== undefined) return `Marked as ${as}.`
  if (/^check availability/i.test(summary)) return "Good news: it is available on these dates."
  const verb = /^[a-z]+/i.exec(summary)?.[0].toLowerCase() ?? ""
  return verb === "" || entity === "" ? "Done." : `The ${oneOf(entity)} was ${participle(verb)}.`
}
