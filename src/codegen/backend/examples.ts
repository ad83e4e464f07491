/** Examples: whole rows of an entity that fit together, and objects of fields. */
import { DateTime, Option } from "effect"
import { type Entity, exampleCount, examplesDay, type Field, referredRow } from "../../domain/Backend.ts"
import { entityFields, enumValues, type Model, tie, uniqueFields } from "./design.ts"
import { exampleValue } from "./exampleValue.ts"
import { maxLength } from "./limits.ts"
import { phrase } from "./names.ts"

type Example = { readonly [name: string]: unknown }

/** A field's own example; none where the design has none that is a value of it. */
export const ownExample = (field: Field): ReadonlyArray<unknown> =>
  field.examples.flatMap((text) => Option.toArray(exampleValue(field, text))).slice(0, 1)

/** An object of fields: those that have to be there, and those that the design has an example of. */
export const objectExample = (model: Model, fields: ReadonlyArray<Field>): Example =>
  Object.fromEntries(
    fields.flatMap((field): ReadonlyArray<readonly [string, unknown]> => {
      const [own] = ownExample(field)
      return own === undefined && !isWanted(field) ? [] : [[field.name, own ?? typical(model, field, 0)]]
    })
  )

// A validator may take a `constructor` that is not there for the one that every object has.
const isWanted = ({ name, required }: Field): boolean => required || name in {}

/**
 * Rows of an entity as the API answers them, at least one: those that the design has examples for. A row that lacks words
 * which it has to have, or repeats what may not be there twice, is left out. References lead to rows of the other entity.
 */
export const entityExamples = (model: Model, entity: Entity): ReadonlyArray<Example> => {
  const made = rowsOf.get(model) ?? new Map<string, ReadonlyArray<Example>>()
  rowsOf.set(model, made)
  const known = made.get(entity.name)
  if (known !== undefined) return known
  const rows = exampleNumbers(entity).map((index): Example => {
    const values = Object.fromEntries(
      shownFields(model, entity).flatMap((field) => {
        const value = valueAt(model, entity, field, index)
        return value === undefined ? [] : [[field.name, value] as const]
      })
    )
    return Object.assign({ id: exampleId(model, entity.name, index) }, values, times(values, index))
  })
  const unique = [...uniqueFields(model, entity).map((name) => [name]), tie(model, entity)]
    .filter((names) => names.length > 0)
  const seen = new Set<string>()
  const distinct = rows.filter((row) => {
    const keys = unique.map((names) => JSON.stringify(names.map((name) => [name, row[name]])))
    const isNew = keys.every((key) => !seen.has(key))
    for (const key of keys) seen.add(key)
    return isNew
  })
  made.set(entity.name, distinct)
  return distinct
}

// Each row is asked for with every body and answer that shows it.
const rowsOf = new WeakMap<Model, Map<string, ReadonlyArray<Example>>>()

/** Whether the design has rows for its entities, rather than an example of a value here and there. */
export const hasRows = (model: Model): boolean =>
  [...model.entities.values()].some((entity) => exampleNumbers(entity).length > 1)

const shownFields = (model: Model, entity: Entity): ReadonlyArray<Field> =>
  entityFields(model, entity).filter(({ type }) => type !== "password")

/** Which of the examples are rows: those with a value wherever words, figures or dates have to be. */
const exampleNumbers = (entity: Entity): ReadonlyArray<number> => {
  const needed = entity.fields.filter((field) =>
    field.required && !["enum", "boolean", "reference", "password"].includes(field.type) && ownExample(field).length > 0
  )
  const whole = Array.from({ length: exampleCount(entity) }, (_, index) => index).filter((index) =>
    needed.every((field) => Option.isSome(exampleValue(field, field.examples[index] ?? "")))
  )
  return whole.length === 0 ? [0] : whole
}

const valueAt = (model: Model, entity: Entity, field: Field, index: number): unknown => {
  if (field.type === "reference") return referenceAt(model, entity, field, index)
  const own = Option.getOrUndefined(exampleValue(field, field.examples[index] ?? ""))
  return own ?? (isWanted(field) ? typical(model, field, index) : undefined)
}

const referenceAt = (model: Model, entity: Entity, field: Field, index: number): string | undefined => {
  const target = model.entities.get(field.entity)
  if (target === undefined) return undefined
  const rows = exampleNumbers(target)
  const told = referredRow(target, field.examples[index] ?? "")
  if (told !== undefined && rows.includes(told)) return exampleId(model, target.name, told)
  // Where no row says which it belongs to, each belongs to another; one of its own kind need not belong to any.
  const isTold = field.examples.some((text) => text.trim() !== "")
  if (!field.required && (isTold || target === entity || index === 0 && field.examples.length === 0)) return undefined
  return exampleId(model, target.name, rows[index % rows.length] ?? 0)
}

/** A row of the examples has the same id wherever it is shown. */
const exampleId = (model: Model, entity: string, index: number): string => {
  const number = [...model.entities.keys()].indexOf(entity) + 1
  return `00000000-0000-4000-8000-${String(index).padStart(8, "0")}${String(number).padStart(4, "0")}`
}

// Made when the first thing happened that its own dates tell of, else in the weeks before.
const times = (values: Example, index: number): Example => {
  const told = Object.values(values)
    .filter((value): value is string => typeof value === "string" && /^\d{4}-\d{2}-\d{2}(T|$)/.test(value))
    .filter((value) => value > yearBefore && value < examplesDay)
    .map((value) => value.length === 10 ? `${value}T08:00:00Z` : value)
  const latest = DateTime.subtract(DateTime.makeUnsafe(`${examplesDay}T09:30:00Z`), { days: 3 + index * 4 })
  const made = told.map((text) => DateTime.makeUnsafe(text)).reduce<DateTime.DateTime>(
    (a, b) => DateTime.min(a, b),
    latest
  )
  const format = (moment: DateTime.DateTime) => DateTime.formatIso(moment).replace(".000Z", "Z")
  return { createdAt: format(made), updatedAt: format(DateTime.add(made, { hours: 5 })) }
}

const yearBefore = `${Number(examplesDay.slice(0, 4)) - 1}${examplesDay.slice(4)}`

const typical = (model: Model, field: Field, index: number): unknown => {
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
      return examplesDay
    case "datetime":
      return `${examplesDay}T09:30:00Z`
    case "email":
      return "alex@example.com"
    case "url":
      return "https://example.com/"
    case "image":
      return "https://example.com/picture.jpg"
    case "imageFile":
      return "https://files.example.com/picture.jpg"
    case "file":
      return "https://files.example.com/document.pdf"
    case "password":
      return "correct horse battery"
    case "enum": {
      const values = enumValues(field)
      return values[index % values.length]
    }
    case "reference":
      return exampleId(model, field.entity, exampleNumbersOf(model, field.entity)[0] ?? 0)
    default: {
      const words = phrase(field.name)
      return words.slice(0, 1).toUpperCase() + words.slice(1, maxLength("string"))
    }
  }
}

const exampleNumbersOf = (model: Model, name: string): ReadonlyArray<number> => {
  const entity = model.entities.get(name)
  return entity === undefined ? [] : exampleNumbers(entity)
}
