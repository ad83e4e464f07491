/** The rows that the mock starts with: a few dozen, the same every time, whose references all lead somewhere. */
import { words } from "../../backend/names.ts"
import type { EntityModel, FieldModel } from "../model.ts"
import { Code, stringLiteral } from "../source.ts"
import { dateOffset, isBeginning, isYetToCome, past, type Phase, phaseOf, type RowTime, rowTime } from "./dates.ts"
import { chance, hash, uuid } from "./random.ts"
import { isNumber, isOption, isPeople, numberValue, type Place, textValue } from "./values.ts"

/** A row as it is written into `seed.ts`: plain values, and calls for what depends on the time of loading. */
export type SeedRow = { readonly [field: string]: unknown }

type Entities = ReadonlyMap<string, EntityModel>

/** The rows of every entity, by its name. `product` varies them from one product to the next. */
export const seedRows = (entities: Entities, product: string): ReadonlyMap<string, ReadonlyArray<SeedRow>> => {
  const tables = new Map([...entities.values()].map((entity) => {
    const count = rowCount(entities, entity.name)
    return [entity.name, Array.from({ length: count }, (_, index) => toRow(entities, entity, index, product))]
  }))
  return new Map([...tables].map(([name, rows]) => [name, rows.map((row) => added(entities, tables, name, row))]))
}

// The votes of a poll are those of its options.
const added = (
  entities: Entities,
  tables: ReadonlyMap<string, ReadonlyArray<SeedRow>>,
  name: string,
  row: SeedRow
): SeedRow => {
  const sums = [...entities.values()].filter(isOption).flatMap((option) => {
    const parent = parentOf(option)
    if (parent?.entity !== name) return []
    const own = (tables.get(option.name) ?? []).filter((one) => one[parent.name] === row["id"])
    return option.fields.filter(({ kind, name }) => kind === "integer" && Object.hasOwn(row, name)).map(({ name }) =>
      [name, own.reduce((sum, one) => sum + Number(one[name] ?? 0), 0)] as const
    )
  })
  return { ...row, ...Object.fromEntries(sums) }
}

/** What an option is an option of. */
const parentOf = (entity: EntityModel): FieldModel | undefined =>
  entity.fields.find(({ entity: other, kind }) => kind === "reference" && other !== entity.name)

const optionsEach = 3

// Things that others refer to are fewer than those that refer to them.
const rowCount = (entities: Entities, name: string): number => {
  const entity = entities.get(name)
  const parent = entity === undefined || !isOption(entity) ? undefined : parentOf(entity)
  if (parent !== undefined && entities.has(parent.entity)) return rowCount(entities, parent.entity) * optionsEach
  if ([...entities.values()].some((other) => isOption(other) && parentOf(other)?.entity === name)) return 8
  const referred = [...entities.values()].some((other) =>
    other.name !== name && other.fields.some((field) => field.kind === "reference" && field.entity === name)
  )
  const refers = entity?.fields.some((field) => field.kind === "reference" && field.entity !== name) ?? false
  const base = referred ? (refers ? 14 : 9) : refers ? 20 : 12
  return base + hash(name) % 4
}

/** The id of that row. */
const rowId = (entity: string, index: number): string => uuid(`${entity}/${index}`)

const toRow = (entities: Entities, entity: EntityModel, index: number, product: string): SeedRow => {
  const of = (name: string) => chance(`${product}/${entity.name}/${index}/${name}`)
  const time = rowTime(of("time"))
  const known: Record<string, unknown> = {}
  const phase = phaseAt(entity, index, product)
  const place = {
    phase,
    category: categoryOf(entity, index, product),
    person: personNamed(entities, entity, index, product),
    within: within(entities, entity, index)
  }
  // A name may tell of the figures beside it: it is settled first.
  const first = entity.fields.filter(({ name }) => name === entity.titleField)
  for (const field of [...first, ...entity.fields.filter((one) => !first.includes(one))]) {
    const value = toValue({ entities, entity, field, index, random: of(field.name), row: known, time, ...place })
    if (value !== undefined) known[field.name] = value
  }
  const row = Object.fromEntries(
    entity.fields.flatMap(({ name }) => Object.hasOwn(known, name) ? [[name, known[name]] as const] : [])
  )
  // Made known before it was known of: the moments are settled once the rest of the row is.
  for (const field of entity.fields) {
    if (field.kind !== "datetime" && field.kind !== "date") continue
    if (!field.required && (isYetToCome(field, phase) || !happened(entity, field, row))) delete row[field.name]
  }
  Object.assign(row, derived(row), told(entity, row))
  return row
}

// `3-bedroom apartment` has three bedrooms, and is an apartment.
const told = (entity: EntityModel, row: SeedRow): SeedRow => {
  const named = row[entity.titleField]
  const title = typeof named === "string" ? named.toLowerCase() : ""
  const rooms = /^(\d)-bedroom/.exec(title)?.[1]
  return Object.fromEntries(entity.fields.flatMap(({ kind, name, values }): ReadonlyArray<[string, unknown]> => {
    if (kind === "integer" && /^bed ?rooms$/i.test(name) && rooms !== undefined) return [[name, Number(rooms)]]
    const value = kind === "enum" && category.test(name) ? values.find((one) => title.includes(one)) : undefined
    return value === undefined ? [] : [[name, value]]
  }))
}

/** Where a row stands, as its status says. */
const phaseAt = (entity: EntityModel, index: number, product: string): Phase => {
  const field = entity.fields.find(({ kind, name }) => kind === "enum" && /status$|state$|stage$/i.test(name))
  return field === undefined
    ? ""
    : phaseOf(enumValue(field, index, chance(`${product}/${entity.name}/${index}/${field.name}`)))
}

const category = /(^|[a-z])(category|kind|type|section|genre)$/i

/** What kind of thing the row is, and how many before it are of the same. */
const categoryOf = (entity: EntityModel, index: number, product: string): Place["category"] => {
  const field = entity.fields.find(({ kind, name }) => kind === "enum" && category.test(name))
  if (field === undefined) return undefined
  const of = (row: number) => enumValue(field, row, chance(`${product}/${entity.name}/${row}/${field.name}`))
  const name = of(index)
  return { name, turn: Array.from({ length: index }, (_, row) => of(row)).filter((one) => one === name).length }
}

// The first values of an enum are its common ones; every value is there.
const enumValue = ({ values }: FieldModel, index: number, random: () => number): string =>
  values[index < values.length ? index : Math.floor(random() * values.length)] ?? ""

/** The name of the one person that the row refers to. */
const personNamed = (
  entities: Entities,
  entity: EntityModel,
  index: number,
  product: string
): string | undefined => {
  const people = entity.fields.flatMap((field) => {
    const other = field.kind === "reference" && field.entity !== entity.name ? entities.get(field.entity) : undefined
    return other !== undefined && isPeople(other) ? [{ field, other }] : []
  })
  const [one] = people
  if (one === undefined || people.length > 1) return undefined
  const random = chance(`${product}/${entity.name}/${index}/${one.field.name}`)
  const at = referredIndex({ entities, entity, field: one.field, index, random })
  const title = one.other.fields.find(({ name }) => name === one.other.titleField)
  return at === undefined || title === undefined
    ? undefined
    : textValue(title, { entity: one.other, index: at, random })
}

/** Which row of its question an answer belongs to. */
const within = (entities: Entities, entity: EntityModel, index: number): Place["within"] => {
  const parent = isOption(entity) ? parentOf(entity) : undefined
  if (parent === undefined || !entities.has(parent.entity)) return undefined
  const count = rowCount(entities, parent.entity)
  return [index % count, Math.floor(index / count)]
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

interface Cell extends Pick<Place, "category" | "person" | "within"> {
  readonly entities: Entities
  readonly entity: EntityModel
  readonly field: FieldModel
  readonly index: number
  readonly random: () => number
  readonly row: SeedRow
  readonly time: RowTime
  readonly phase: Phase
}

const toValue = (cell: Cell): unknown => {
  const { entity, field, index, phase, random, row, time } = cell
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
      return enumValue(field, index, random)
    case "reference": {
      const at = referredIndex(cell)
      return at === undefined ? undefined : rowId(field.entity, at)
    }
    case "date":
    case "datetime": {
      const offset = dateOffset(field, time, random, entity.fields.some(isBeginning), phase)
      if (typeof offset === "string") return field.kind === "date" ? offset : `${offset}T09:00:00.000Z`
      return new Code(
        field.kind === "date"
          ? `day(${Math.round(offset)})`
          : `moment(${offset < 0 ? Math.min(-1, Math.round(offset)) : Math.round(offset)}, ${
            8.5 + Math.floor(random() * 18) / 2
          })`
      )
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

/** Which row a reference leads to; `undefined` for none. */
const referredIndex = (
  { entities, entity, field, index, random }: Pick<Cell, "entities" | "entity" | "field" | "index" | "random">
): number | undefined => {
  if (!entities.has(field.entity)) return undefined
  if (field.entity === entity.name) {
    // A row of its own kind: an earlier one, and the first has none.
    if (index === 0) return field.required ? 0 : undefined
    return !field.required && random() < 0.6 ? undefined : Math.floor(random() * index)
  }
  const count = rowCount(entities, field.entity)
  const parent = isOption(entity) ? parentOf(entity) : undefined
  if (parent === field) return index % count
  // What a row is mainly about is always there.
  const main = entity.fields.find(({ kind }) => kind === "reference")
  if (!field.required && field !== main && !isPeople(entities.get(field.entity)) && random() < 0.2) return undefined
  // Every row is referred to before one is for the second time, so that no page of details is bare.
  return index < count ? (index + hash(field.name)) % count : Math.floor(random() * count)
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
