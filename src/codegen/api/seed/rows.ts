/** The rows that the mock starts with: a few dozen, the same every time, whose references all lead somewhere. */
import { words } from "../../backend/names.ts"
import type { EntityModel, FieldModel } from "../model.ts"
import { Code, stringLiteral } from "../source.ts"
import { agreed, category } from "./agree.ts"
import { dateOffset, isBeginning, isYetToCome, past, type Phase, phaseOf, type RowTime, rowTime } from "./dates.ts"
import { isNumber, numberValue } from "./numbers.ts"
import { isPeople } from "./people.ts"
import { headOf, type Place } from "./place.ts"
import { chance, hash } from "./random.ts"
import { hasEnough, pdfName, rowId, samplesOf, sampleValue, tellingDay } from "./samples.ts"
import { parentOf, settled } from "./settle.ts"
import { titlesOf } from "./titles.ts"
import { isOption, textValue } from "./values.ts"

/** A row as it is written into `seed.ts`: plain values, and calls for what depends on the time of loading. */
export type SeedRow = { readonly [field: string]: unknown }

type Entities = ReadonlyMap<string, EntityModel>

/**
 * The rows of every entity, by its name: the contract's examples where it has enough of them, else rows by rule.
 * @param product - varies rows by rule from one product to the next
 * @param day - from which the examples' dates are told, in days since 1970
 */
export const seedRows = (
  entities: Entities,
  product: string,
  day = tellingDay(entities, undefined)
): ReadonlyMap<string, ReadonlyArray<SeedRow>> => {
  const tables = new Map([...entities.values()].map((entity) => {
    const samples = samplesOf(entity).length
    const rows = Array.from(
      { length: rowCount(entities, entity.name) },
      (_, index) =>
        index < samples ? toSample(entities, entity, index, product, day) : toRow(entities, entity, index, product)
    )
    return [entity.name, rows]
  }))
  return settled(entities, tables)
}

const optionsEach = 3

// Things that others refer to are fewer than those that refer to them.
const rowCount = (entities: Entities, name: string): number => {
  const entity = entities.get(name)
  if (entity !== undefined && hasEnough(entity)) return samplesOf(entity).length
  const parent = entity === undefined || !isOption(entity) ? undefined : parentOf(entity)
  if (parent !== undefined && entities.has(parent.entity)) return rowCount(entities, parent.entity) * optionsEach
  if ([...entities.values()].some((other) => isOption(other) && parentOf(other)?.entity === name)) return 8
  const referred = [...entities.values()].some((other) =>
    other.name !== name && other.fields.some((field) => field.kind === "reference" && field.entity === name)
  )
  const refers = entity?.fields.some((field) => field.kind === "reference" && field.entity !== name) ?? false
  const count = (referred ? (refers ? 14 : 9) : refers ? 20 : 12) + hash(name) % 4
  // No two of a list are called the same, as long as there are words.
  const titles = entity === undefined || isPeople(entity) || !named(entity)
    ? 0
    : titlesOf(entity, words(entity.titleField)).length
  return titles === 0 ? count : Math.min(count, Math.max(titles, 8))
}

// Whether its title is a name or a heading, rather than a number or a date.
const named = ({ fields, titleField }: EntityModel): boolean =>
  fields.some(({ kind, name }) => name === titleField && (kind === "string" || kind === "text"))

// What goes on for months.
const lasting =
  /^(project|site|contract|lease|tenancy|course|program|programme|mentorship|membership|subscription|initiative|season|campaign)$/

const toRow = (entities: Entities, entity: EntityModel, index: number, product: string): SeedRow => {
  const of = (name: string) => randomOf(product, entity, index, name)
  const time = rowTime(of("time"), index, lasting.test(headOf(entity)))
  const known: Record<string, unknown> = {}
  const phase = phaseAt(entity, index, product)
  const place = {
    phase,
    category: categoryOf(entity, index, product),
    person: namedBy(entities, entity, index, product, isPeople),
    thing: namedBy(entities, entity, index, product, (other) => !isPeople(other)),
    within: within(entities, entity, index)
  }
  // A name may tell of the figures beside it, and a state of the rest: they are settled first.
  const rank = ({ kind, name }: FieldModel) =>
    name === entity.titleField ? 0 : kind === "enum" || kind === "boolean" ? 1 : kind === "string" ? 2 : 3
  for (const field of entity.fields.toSorted((one, other) => rank(one) - rank(other))) {
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
  Object.assign(row, agreed(entity, row, index))
  return row
}

// What an example leaves out and the contract asks for is made up; all else of it stands as it is.
const toSample = (entities: Entities, entity: EntityModel, index: number, product: string, day: number): SeedRow => {
  const invented = toRow(entities, entity, index, product)
  return Object.fromEntries(entity.fields.flatMap((field) => {
    const value = field.name === "id" ? undefined : sampleValue(entities, entity, field, index, day)
    const kept = value ?? (field.required ? invented[field.name] : undefined)
    return kept === undefined ? [] : [[field.name, kept] as const]
  }))
}

/** Where a row stands, as its status says. */
const phaseAt = (entity: EntityModel, index: number, product: string): Phase => {
  const field = entity.fields.find(({ kind, name }) => kind === "enum" && /status$|state$|stage$/i.test(name))
  return field === undefined
    ? ""
    : phaseOf(enumValue(field, index, chance(`${product}/${entity.name}/${index}/${field.name}`)))
}

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

/** What the one row of that kind is called that the row refers to: its person, or its thing. */
const namedBy = (
  entities: Entities,
  entity: EntityModel,
  index: number,
  product: string,
  isOne: (other: EntityModel) => boolean
): string | undefined => {
  const found = entity.fields.flatMap((field) => {
    const other = field.kind === "reference" && field.entity !== entity.name ? entities.get(field.entity) : undefined
    return other !== undefined && isOne(other) ? [{ field, other }] : []
  })
  const [one] = found
  if (one === undefined || (found.length > 1 && isPeople(one.other))) return undefined
  const at = referredIndex({
    entities,
    entity,
    field: one.field,
    index,
    random: randomOf(product, entity, index, one.field.name)
  })
  const title = one.other.fields.find(({ name }) => name === one.other.titleField)
  if (at === undefined || title === undefined) return undefined
  const sample = samplesOf(one.other)[at]?.[title.name]
  if (typeof sample === "string") return sample
  return textValue(title, {
    entity: one.other,
    index: at,
    random: randomOf(product, one.other, at, title.name),
    category: categoryOf(one.other, at, product),
    within: within(entities, one.other, at)
  })
}

const randomOf = (product: string, entity: EntityModel, index: number, field: string): () => number =>
  chance(`${product}/${entity.name}/${index}/${field}`)

/** Which row of its question an answer belongs to. */
const within = (entities: Entities, entity: EntityModel, index: number): Place["within"] => {
  const parent = isOption(entity) ? parentOf(entity) : undefined
  if (parent === undefined || !entities.has(parent.entity)) return undefined
  const count = rowCount(entities, parent.entity)
  return [index % count, Math.floor(index / count)]
}

interface Cell extends Pick<Place, "category" | "person" | "thing" | "within"> {
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
  if (field.name === "id") return rowId(entity, entity.name, index)
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
      return at === undefined ? undefined : rowId(cell.entities.get(field.entity), field.entity, at)
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
      return new Code(`picture(${stringLiteral(label)}, ${(hash(entity.name) + index * 47) % 360})`)
    }
    case "file": {
      const title = row[entity.titleField]
      return new Code(`pdf(${stringLiteral(pdfName(typeof title === "string" ? title : entity.name))})`)
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
  if (!past.test(name.join(" ")) && name.join(" ") !== "since") return true
  if (name.join(" ") === "since") {
    return !entity.fields.some(({ name: state }) =>
      /^(requested|pending|invited|sent|declined|rejected)/.test(String(row[state]))
    )
  }
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
