/** A field as JSON Schema. */
import type { Field, FieldType } from "../../domain/Backend.ts"
import type { JsonSchema } from "../../domain/OpenApi.ts"
import { enumValues } from "./design.ts"
import { ownExample } from "./examples.ts"
import { maxLength } from "./limits.ts"
import { markdown } from "./names.ts"

/** What a field's value looks like. A password is never in an answer, so it is write-only wherever it stands. */
export const fieldSchema = (field: Field): JsonSchema => {
  const most = maxLength(field.type)
  const examples = ownExample(field)
  return {
    ...shapes[field.type],
    ...(most === undefined ? {} : { maxLength: most }),
    ...(field.type === "enum" ? { enum: enumValues(field) } : {}),
    ...(field.type === "reference" ? { "x-entity": field.entity } : {}),
    ...(field.description === "" ? {} : { description: markdown(field.description) }),
    ...(examples.length === 0 ? {} : { examples })
  }
}

/** An object of those fields; text that `filled` picks may not be empty. An example that is empty says nothing. */
export const objectSchema = (
  fields: ReadonlyArray<Field>,
  filled: (field: Field) => boolean = () => false,
  example: { readonly [name: string]: unknown } = {}
): JsonSchema => {
  const required = fields.filter((field) => field.required).map((field) => field.name)
  return {
    type: "object",
    ...(required.length === 0 ? {} : { required }),
    properties: Object.fromEntries(fields.map((field) => {
      const least = (field.type === "string" || field.type === "text") && filled(field)
      return [field.name, Object.assign(fieldSchema(field), least ? { minLength: 1 } : {})]
    })),
    ...(Object.keys(example).length === 0 ? {} : { examples: [example] })
  }
}

type Shape = Pick<
  JsonSchema,
  "type" | "format" | "x-format" | "x-accept" | "writeOnly" | "minLength" | "pattern"
>

/** What a user chooses comes as a data URL; what a server keeps elsewhere is answered, and sent back unchanged, as its address. */
const chosen: Pick<Shape, "type" | "format" | "pattern"> = {
  type: "string",
  format: "uri",
  pattern: "^(data:|https?://)"
}

const shapes: { readonly [type in FieldType]: Shape } = {
  string: { type: "string" },
  text: { type: "string", "x-format": "text" },
  integer: { type: "integer", format: "int64" },
  number: { type: "number", format: "double" },
  money: { type: "number", format: "double", "x-format": "money" },
  boolean: { type: "boolean" },
  date: { type: "string", format: "date" },
  datetime: { type: "string", format: "date-time" },
  email: { type: "string", format: "email" },
  url: { type: "string", format: "uri" },
  image: { type: "string", format: "uri", "x-format": "image" },
  imageFile: {
    ...chosen,
    "x-format": "image",
    "x-accept": ["image/png", "image/jpeg", "image/webp", "image/gif"]
  },
  file: {
    ...chosen,
    "x-format": "file",
    "x-accept": [
      "application/pdf",
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      "text/plain",
      "text/csv",
      "image/png",
      "image/jpeg"
    ]
  },
  password: { type: "string", format: "password", writeOnly: true, minLength: 8 },
  enum: { type: "string" },
  reference: { type: "string", format: "uuid" }
}
