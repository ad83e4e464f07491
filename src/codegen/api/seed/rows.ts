/** The rows that the mock starts with: a few dozen, the same every time, whose references all lead somewhere. */
import { words } from "../../backend/names.ts"
import type { EntityModel, FieldModel } from "../model.ts"
import { Code, stringLiteral } from "../source.ts"
import { dateOffset, isBeginning, past, type RowTime, rowTime } from "./dates.ts"
import { chance, hash, uuid } from "./random.ts"
import { isNumber, numberValue, textValue } from "./values.ts"

/** A row as it is written into `seed.ts`: plain values, and calls for what depends on the time of loading. */
export type SeedRow = { readonly [field: string]: unknown }

type Entities = ReadonlyMap<string, EntityModel>

/** The rows of every entity, by its name. `product` varies them from one product to the next. */
export const seedRows = (entities: Entities, product: string): ReadonlyMap<string, ReadonlyArray<SeedRow>> =>
  new Map([...entities.values()].map((entity) => {
    const count = rowCount(entities, entity.name)
    return [entity.name, Array.from({ length: count }, (_, index) => toRow(entities, entity, index, product))]
  }))

// Things that others refer to are fewer than those that refer to them.
const rowCount = (entities: Entities, name: string): number => {
  const referred = [...entities.values()].some((other) =>
    other.name !== name && other.fields.some((field) => field.kind === "reference" && field.entity === name)
  )
  const refers = entities.get(name)?.fields.some((field) => field.kind === "reference" && field.entity !== name) ??
    false
  const base = referred ? (refers ? 14 : 9) : refers ? 20 : 12
  return base + hash(name) % 4
}

/** The id of that row. */
const rowId = (entity: string, index: number): string => uuid(`${entity}/${index}`)

const toRow = (entities: Entities, entity: EntityModel, index: number, product: string): SeedRow => {
  const of = (name: string) => chance(`${product}/${entity.name}/${index}/${name}`)
  const time = rowTime(of("time"))
  const row: Record<string, unknown> = {}
  for (const field of entity.fields) {
    const value = toValue({ entities, entity, field, index, random: of(field.name), row, time })
    if (value !== undefined) row[field.name] = value
  }
  // Made known before it was known of: the moments are settled once the rest of the row is.
  for (const field of entity.fields) {
    if ((field.kind === "datetime" || field.kind === "date") && !field.required && !happened(entity, field, row)) {
      delete row[field.name]
    }
  }
  Object.assign(row, derived(row))
  return row
}

// Figures that others on the same row settle.
const derived = (row: SeedRow): SeedRow => {
  const { expenses, price, profit, quantity, revenue, total, unitPrice = price } = row
  return {
    ...(typeof revenue === "number" && typeof expenses === "number" && typeof profit === "number"
      ? { profit: Math.round((revenue - expenses) * 100) / 100 }
      : {}),
    ...(typeof quantity === "number" && typeof unitPrice === "number" && typeof total === "number"
      ? { total: Math.round(quantity * unitPrice * 100) / 100 }
      : {})
  }
}

interface Cell {
  readonly entities: Entities
  readonly entity: EntityModel
  readonly field: FieldModel
  readonly index: number
  readonly random: () => number
  readonly row: SeedRow
  readonly time: RowTime
}

const toValue = (cell: Cell): unknown => {
  const { entity, field, index, random, row, time } = cell
  if (field.name === "id") return rowId(entity.name, index)
  if (field.name === "createdAt") return new Code(`at(${time.created})`)
  if (field.name === "updatedAt") return new Code(`at(${time.updated})`)
  if (isNumber(field)) {
    return field.examples[0] !== undefined && index === 0
      ? field.examples[0]
      : numberValue(field, cell)
  }
  switch (field.kind) {
    case "boolean":
      return random() < (negative.test(words(field.name).join(" ")) ? 0.4 : 0.8)
    case "enum":
      // The first values of an enum are its common ones; every value is there.
      return field.values[index < field.values.length ? index : Math.floor(random() * field.values.length)]
    case "reference":
      return reference(cell)
    case "date":
    case "datetime": {
      const offset = dateOffset(field, time, random, entity.fields.some(isBeginning))
      if (typeof offset === "string") return field.kind === "date" ? offset : `${offset}T09:00:00.000Z`
      return new Code(field.kind === "date" ? `day(${Math.round(offset)})` : `at(${offset})`)
    }
    case "image": {
      const title = row[entity.titleField]
      const label = typeof title === "string" ? title : entity.name
      return new Code(`picture(${stringLiteral(label)}, ${hash(`${entity.name}${index}`) % 360})`)
    }
    case "list":
      return []
    case "object":
    case "password":
      return undefined
    default:
      // Optional words are missing here and there, as they would be.
      return !field.required && field.name !== entity.titleField && random() < 0.12 ? undefined : textValue(field, cell)
  }
}

const negative =
  /complet|done|archiv|cancel|paid|delet|block|sold|rent|return|clos|hidden|urgent|featured|private|read|over|won|resolved|flag/

const reference = ({ entities, entity, field, index, random }: Cell): string | undefined => {
  if (!entities.has(field.entity)) return undefined
  if (field.entity === entity.name) {
    // A row of its own kind: an earlier one, and the first has none.
    if (index === 0) return field.required ? rowId(entity.name, 0) : undefined
    return !field.required && random() < 0.6 ? undefined : rowId(entity.name, Math.floor(random() * index))
  }
  const count = rowCount(entities, field.entity)
  if (!field.required && random() < 0.2) return undefined
  // Every row is referred to before one is for the second time, so that no page of details is bare.
  return rowId(field.entity, index < count ? (index + hash(field.name)) % count : Math.floor(random() * count))
}

// `returnedAt` is there when the row's status says returned, where it has a status that says so at all.
const happened = (entity: EntityModel, field: FieldModel, row: SeedRow): boolean => {
  const name = words(field.name)
  if (!past.test(name.join(" "))) return true
  const stem = (name[0] ?? "").slice(0, 5)
  for (const other of entity.fields) {
    if (other.kind === "enum" && other.values.some((value) => value.toLowerCase().startsWith(stem))) {
      return String(row[other.name]).toLowerCase().startsWith(stem)
    }
    if (other.kind === "boolean" && words(other.name).some((word) => word.startsWith(stem))) {
      return row[other.name] === true
    }
  }
  return true
}
