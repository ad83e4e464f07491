/** Examples: a field's own where it is a value of its field, and whole objects of them that fit together. */
import { DateTime, Option } from "effect"
import type { Entity, Field } from "../../domain/Backend.ts"
import { entityFields, enumValues, type Model } from "./design.ts"
import { maxLength } from "./limits.ts"
import { phrase } from "./names.ts"

/** The design's example of a field as its value; none that is no value of its field, which would contradict the document. */
export const ownExample = ({ example, type, values }: Field): ReadonlyArray<unknown> => {
  const text = example.trim()
  if (text === "" || text.length > (maxLength(type) ?? Infinity)) return []
  switch (type) {
    case "integer":
    case "number":
    case "money": {
      const number = Number(text.replace(/[^0-9.eE+-]/g, ""))
      return /\d/.test(text) && Number.isFinite(number) && (type !== "integer" || Number.isSafeInteger(number))
        ? [number]
        : []
    }
    case "boolean":
      return /^(true|false)$/i.test(text) ? [text.toLowerCase() === "true"] : []
    case "enum":
      return values.includes(text) ? [text] : []
    case "date":
      return isDate(text) ? [text] : []
    case "datetime":
      return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/.test(text) &&
          isDate(text.slice(0, 10)) && !Number.isNaN(Date.parse(text))
        ? [text]
        : []
    case "email":
      return /^[\w.+-]+@[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(text) ? [text] : []
    case "url":
    case "image":
      return /^https?:\/\/[\w.~!$&'()*+,;=:@%/?#-]+$/.test(text) && URL.canParse(text) ? [text] : []
    case "password":
    case "reference":
      return []
    default:
      return [text]
  }
}

// 30 February is a day to `Date.parse`, and not to those who validate.
const isDate = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) &&
  Option.exists(DateTime.make(`${text}T00:00:00Z`), (day) => DateTime.formatIsoDateUtc(day) === text)

/** An object of fields: those that have to be there, and those that the design has an example of. */
export const objectExample = (model: Model, fields: ReadonlyArray<Field>): { readonly [name: string]: unknown } =>
  Object.fromEntries(
    fields.flatMap((field): ReadonlyArray<readonly [string, unknown]> => {
      const [own] = ownExample(field)
      // A validator may take a `constructor` that is not there for the one that every object has.
      const wanted = own !== undefined || field.required || field.name in {}
      return !wanted ? [] : [[field.name, own ?? typical(model, field)]]
    })
  )

/** An entity as the API answers it; other examples refer to it by the id it has here. */
export const entityExample = (model: Model, entity: Entity): { readonly [name: string]: unknown } => ({
  id: exampleId(model, entity.name),
  ...objectExample(model, entityFields(model, entity).filter(({ type }) => type !== "password")),
  createdAt: "2026-01-15T09:30:00Z",
  updatedAt: "2026-01-16T14:05:00Z"
})

const exampleId = (model: Model, entity: string): string =>
  `00000000-0000-4000-8000-${String([...model.entities.keys()].indexOf(entity) + 1).padStart(12, "0")}`

const typical = (model: Model, field: Field): unknown => {
  switch (field.type) {
    case "integer":
      return 1
    case "number":
      return 1.5
    case "money":
      return 19.5
    case "boolean":
      return true
    case "date":
      return "2026-01-15"
    case "datetime":
      return "2026-01-15T09:30:00Z"
    case "email":
      return "alex@example.com"
    case "url":
      return "https://example.com/"
    case "image":
      return "https://example.com/picture.jpg"
    case "password":
      return "correct horse battery"
    case "enum":
      return enumValues(field)[0]
    case "reference":
      return exampleId(model, field.entity)
    default: {
      const words = phrase(field.name)
      return words.slice(0, 1).toUpperCase() + words.slice(1, maxLength("string"))
    }
  }
}
