/** What rows say of each other across tables: sums of parts, prices of what is taken, and nothing taken twice at once. */
import type { EntityModel, FieldModel } from "../model.ts"
import { Code } from "../source.ts"
import { samplesOf } from "./samples.ts"
import { isOption } from "./values.ts"

type Row = { readonly [field: string]: unknown }
type Tables = ReadonlyMap<string, ReadonlyArray<Row>>
type Entities = ReadonlyMap<string, EntityModel>

/** The tables with what follows from each other. What examples say stands. */
export const settled = (entities: Entities, tables: Tables): Tables => {
  const free = mapRows(tables, (name, rows) => apart(entities.get(name), rows))
  const priced = mapRows(
    free,
    (name, rows) => rows.map((row, index) => ({ ...row, ...total(entities, free, name, row, index) }))
  )
  const paid = mapRows(
    priced,
    (name, rows) => rows.map((row, index) => ({ ...row, ...amount(entities, priced, name, row, index) }))
  )
  return mapRows(paid, (name, rows) => rows.map((row) => ({ ...row, ...votes(entities, paid, name, row) })))
}

const mapRows = (
  tables: Tables,
  change: (name: string, rows: ReadonlyArray<Row>) => ReadonlyArray<Row>
): Tables => new Map([...tables].map(([name, rows]) => [name, change(name, rows)]))

const referred = (tables: Tables, field: FieldModel, row: Row): Row | undefined =>
  field.kind === "reference" ? tables.get(field.entity)?.find(({ id }) => id === row[field.name]) : undefined

const isMoney = (entity: EntityModel | undefined, name: string): boolean =>
  entity?.fields.some((field) => field.name === name && field.kind === "money") ?? false

const isSample = (entity: EntityModel | undefined, index: number): boolean =>
  entity !== undefined && index < samplesOf(entity).length

// A booking costs the price of what is booked, for as many days; a sale that of what is sold, as many times.
const total = (entities: Entities, tables: Tables, name: string, row: Row, index: number): Row => {
  const entity = entities.get(name)
  const field = ["total", "totalPrice", "totalCost", "totalAmount", "price"].find((one) => isMoney(entity, one))
  if (entity === undefined || field === undefined || isSample(entity, index) || row[field] === undefined) return {}
  const [first, last] = spanOf(entity, row)
  const quantity = row["quantity"]
  const times = typeof quantity === "number"
    ? quantity
    : first !== undefined && last !== undefined
    ? Math.max(1, last - first)
    : 1
  for (const reference of entity.fields) {
    const target = referred(tables, reference, row)
    const price = entities.get(reference.entity)?.fields.find(({ kind, name: one }) =>
      kind === "money" && /price|rate|fee/i.test(one)
    )
    const each = target?.[price?.name ?? ""]
    if (typeof each === "number") return { [field]: Math.round(each * times * 100) / 100 }
  }
  return {}
}

// What is paid is what the other comes to.
const amount = (entities: Entities, tables: Tables, name: string, row: Row, index: number): Row => {
  const entity = entities.get(name)
  const field = ["amount", "amountPaid", "paidAmount"].find((one) => isMoney(entity, one))
  if (entity === undefined || field === undefined || isSample(entity, index) || row[field] === undefined) return {}
  for (const reference of entity.fields) {
    const target = referred(tables, reference, row)
    const due = target?.["total"] ?? target?.["totalPrice"] ?? target?.["amount"]
    if (typeof due === "number") return { [field]: due }
  }
  return {}
}

// The votes of a poll are those of its options.
const votes = (entities: Entities, tables: Tables, name: string, row: Row): Row => {
  const sums = [...entities.values()].filter(isOption).flatMap((option) => {
    const parent = parentOf(option)
    if (parent?.entity !== name) return []
    const own = (tables.get(option.name) ?? []).filter((one) => one[parent.name] === row["id"])
    return own.length === 0 ?
      [] :
      option.fields.filter(({ kind, name: one }) => kind === "integer" && Object.hasOwn(row, one))
        .map(({ name: one }) => [one, own.reduce((sum, each) => sum + Number(each[one] ?? 0), 0)] as const)
  })
  return Object.fromEntries(sums)
}

/** What an option is an option of. */
export const parentOf = (entity: EntityModel): FieldModel | undefined =>
  entity.fields.find(({ entity: other, kind }) => kind === "reference" && other !== entity.name)

/** The days from today on which a row begins and ends what it takes up, where its first two dates are such days. */
const spanOf = (entity: EntityModel, row: Row): readonly [number?, number?] => {
  const [first, last] = entity.fields.filter(({ kind, readOnly }) => kind === "date" && !readOnly).map(({ name }) =>
    daysIn(row[name])
  )
  return first === undefined || last === undefined || last < first ? [] : [first, last]
}

const daysIn = (value: unknown): number | undefined => {
  const days = value instanceof Code ? /^day\((-?\d+)\)$/.exec(value.text)?.[1] : undefined
  return days === undefined ? undefined : Number(days)
}

// Two rows that take up the same thing do so one after the other: what comes second is moved, the past further back.
const apart = (entity: EntityModel | undefined, rows: ReadonlyArray<Row>): ReadonlyArray<Row> => {
  if (entity === undefined || entity.span.length < 2) return rows
  const references = entity.fields.filter(({ entity: other, kind }) => kind === "reference" && other !== entity.name)
  const done: Array<Row> = []
  for (const [index, row] of rows.entries()) {
    const [first, last] = spanOf(entity, row)
    if (first === undefined || last === undefined || isSample(entity, index)) {
      done.push(row)
      continue
    }
    const others = done.filter((one) =>
      references.some(({ name }) => row[name] !== undefined && one[name] === row[name])
    )
      .map((one) => spanOf(entity, one))
    const step = last < 0 ? -1 : 1
    let by = 0
    while (others.some(([from = 0, until = -1]) => first + by <= until && last + by >= from)) by += step
    done.push(by === 0 ? row : { ...row, ...moved(entity, row, by) })
  }
  return done
}

const moved = (entity: EntityModel, row: Row, by: number): Row =>
  Object.fromEntries(entity.span.flatMap((name) => {
    const days = daysIn(row[name])
    return days === undefined ? [] : [[name, new Code(`day(${days + by})`)]]
  }))
