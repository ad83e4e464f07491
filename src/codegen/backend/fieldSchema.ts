/** A field as JSON Schema. */
import type { Field, FieldType } from "../../domain/Backend.ts"
import type { JsonSchema } from "../../domain/OpenApi.ts"
import { enumValues } from "./design.ts"

/** What a field's value looks like. A password is never in an answer, so it is write-only wherever it stands. */
export const fieldSchema = (field: Field): JsonSchema => ({
  ...shapes[field.type],
  ...(field.type === "enum" ? { enum: enumValues(field) } : {}),
  ...(field.type === "reference" ? { "x-entity": field.entity } : {}),
  ...(field.description === "" ? {} : { description: field.description }),
  ...exampleOf(field)
})

/** An object of those fields. `strict` asks required text not to be empty, as a request must. */
export const objectSchema = (fields: ReadonlyArray<Field>, strict: boolean): JsonSchema => {
  const required = fields.filter((field) => field.required).map((field) => field.name)
  return {
    type: "object",
    ...(required.length === 0 ? {} : { required }),
    properties: Object.fromEntries(fields.map((field) => {
      const filled = strict && field.required && (field.type === "string" || field.type === "text")
      return [field.name, Object.assign(fieldSchema(field), filled ? { minLength: 1 } : {})]
    }))
  }
}

type Shape = Pick<JsonSchema, "type" | "format" | "x-format" | "writeOnly" | "minLength">

const shapes: { readonly [type in FieldType]: Shape } = {
  string: { type: "string" },
  text: { type: "string", "x-format": "text" },
  integer: { type: "integer" },
  number: { type: "number", format: "double" },
  money: { type: "number", format: "double", "x-format": "money" },
  boolean: { type: "boolean" },
  date: { type: "string", format: "date" },
  datetime: { type: "string", format: "date-time" },
  email: { type: "string", format: "email" },
  url: { type: "string", format: "uri" },
  image: { type: "string", format: "uri", "x-format": "image" },
  password: { type: "string", format: "password", writeOnly: true, minLength: 8 },
  enum: { type: "string" },
  reference: { type: "string", format: "uuid" }
}

// An example that is not a value of its own field would make the document contradict itself.
const exampleOf = ({ example, type, values }: Field): { readonly examples?: ReadonlyArray<unknown> } => {
  const text = example.trim()
  if (text === "") return {}
  switch (type) {
    case "integer":
    case "number":
    case "money": {
      const number = Number(text.replace(/[^0-9.eE+-]/g, ""))
      return /\d/.test(text) && Number.isFinite(number) && (type !== "integer" || Number.isSafeInteger(number))
        ? { examples: [number] }
        : {}
    }
    case "boolean":
      return /^(true|false)$/i.test(text) ? { examples: [text.toLowerCase() === "true"] } : {}
    case "enum":
      return values.includes(text) ? { examples: [text] } : {}
    case "date":
      return /^\d{4}-\d{2}-\d{2}$/.test(text) ? { examples: [text] } : {}
    case "datetime":
      return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(text)
        ? { examples: [text] }
        : {}
    case "email":
      return /^[^@\s]+@[^@\s]+$/.test(text) ? { examples: [text] } : {}
    case "url":
    case "image":
      return /^https?:\/\/\S+$/.test(text) ? { examples: [text] } : {}
    case "password":
    case "reference":
      return {}
    default:
      return { examples: [text] }
  }
}
