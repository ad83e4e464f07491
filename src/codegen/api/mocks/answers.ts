/** How the fields of a report come about: what their names ask for, computed from the rows; else a plausible value. */
import { words } from "../../backend/names.ts"
import { type EntityModel, type FieldModel, sameThing, singular } from "../model.ts"
import { plausible } from "../seed/values.ts"

export type Answer =
  | {
    readonly of: "count" | "sum" | "mean" | "max" | "min"
    readonly entity: string
    /** The number that is summed; absent for a count. */
    readonly field?: string
    /** Only rows whose fields have these values. */
    readonly where?: ReadonlyArray<Condition>
    /** Only rows that refer to this one. */
    readonly by?: Chosen
  }
  | { readonly of: "title"; readonly by: Chosen }
  | { readonly of: "rows"; readonly entity: string }
  | { readonly of: "now" | "today" | "token" | "name" | "role" | "first"; readonly entity?: string }
  | { readonly value: unknown }

interface Condition {
  readonly field: string
  readonly value: string | boolean
}

/** A row that the query string names; without a name, the row at that index. */
interface Chosen {
  readonly param: string
  readonly entity: string
  readonly index: number
}

type Entities = ReadonlyMap<string, EntityModel>

/**
 * How each field of an answer comes about. `about` is the entity the operation belongs to, if any; `query` what it asks
 * for: of `first` and `second`, each the id of a company, `firstRevenue` is the revenue of the first.
 */
export const toAnswers = (
  entities: Entities,
  fields: ReadonlyArray<FieldModel>,
  about: EntityModel | undefined,
  query: ReadonlyArray<FieldModel>
): { readonly [field: string]: Answer } => {
  const choices = query.filter((field) => field.kind === "reference" && entities.has(field.entity)).map((
    field,
    index
  ) => ({
    prefix: words(field.name).filter((word) => word !== "id" && !words(field.entity).includes(word)),
    chosen: { param: field.name, entity: field.entity, index }
  }))
  return Object.fromEntries(fields.map((field) => {
    const parts = words(field.name)
    const choice = choices.find(({ prefix }) =>
      prefix.length > 0 && prefix.every((word, index) => parts[index] === word)
    )
    const by = choice?.chosen
    if (choice !== undefined && by !== undefined && field.kind === "string") return [field.name, { of: "title", by }]
    const answer = toAnswer(entities, field, about)
    return [field.name, by !== undefined && "entity" in answer && isFigure(answer) ? { ...answer, by } : answer]
  }))
}

const isFigure = (
  answer: Answer
): answer is Extract<Answer, { readonly of: "count" | "sum" | "mean" | "max" | "min" }> =>
  "of" in answer && ["count", "sum", "mean", "max", "min"].includes(answer.of)

const toAnswer = (entities: Entities, field: FieldModel, about: EntityModel | undefined): Answer => {
  const parts = words(field.name)
  switch (field.kind) {
    case "integer":
    case "number":
    case "money":
      return figure(entities, field, parts, about) ?? { value: plausible(field) }
    case "datetime":
      return { of: "now" }
    case "date":
      return { of: "today" }
    case "reference":
      return entities.has(field.entity) ? { of: "first", entity: field.entity } : { value: "" }
    case "list":
      return entities.has(field.entity) ? { of: "rows", entity: field.entity } : { value: [] }
    case "object":
      return { value: {} }
    default:
      if (parts.includes("token")) return { of: "token" }
      if (parts.at(-1) === "role") return { of: "role" }
      if (["name", "fullname", "username"].includes(parts.join(""))) return { of: "name" }
      return { value: plausible(field) }
  }
}

const figure = (
  entities: Entities,
  field: FieldModel,
  parts: ReadonlyArray<string>,
  about: EntityModel | undefined
): Answer | undefined => {
  const candidates = [...(about === undefined ? [] : [about]), ...entities.values()]
  const entity = candidates.find(({ name }) => mentions(parts, name))
  const wanted = parts.filter((part) => !measures.has(part))
  const of = parts.some((part) => /^(average|avg|mean)$/.test(part))
    ? "mean"
    : parts.some((part) => /^(highest|max|maximum|best|top)$/.test(part))
    ? "max"
    : parts.some((part) => /^(lowest|min|minimum)$/.test(part))
    ? "min"
    : "sum"
  const where = (one: EntityModel) => conditions(one, field)
  // Of sales the quantity: a number that these rows have, named beside them.
  const rest = wanted.filter((part) =>
    entity === undefined || !words(entity.name).some((word) => sameThing(word, part))
  )
  const own = entity?.fields.find(({ kind, name }) =>
    kind === field.kind && rest.length > 0 && words(name).every((word) => rest.includes(word))
  )
  if (entity !== undefined && own !== undefined) return { of, entity: entity.name, field: own.name, ...where(entity) }
  // An average, an amount of money: a number that rows have. A plain count: the rows themselves.
  if (of !== "sum" || field.kind !== "integer" || entity === undefined) {
    const places = entity === undefined ? candidates : [entity, ...candidates]
    for (const place of places) {
      const number = numberOf(place, wanted, of === "sum" ? field.kind : undefined)
      if (number !== undefined) return { of, entity: place.name, field: number, ...where(place) }
    }
  }
  if (entity !== undefined && field.kind === "integer") return { of: "count", entity: entity.name, ...where(entity) }
  const other = candidates.find((one) => condition(one, parts) !== undefined)
  if (other !== undefined && field.kind === "integer") return { of: "count", entity: other.name, ...where(other) }
  return about !== undefined && parts.some((part) => part === "count" || part === "total") && field.kind === "integer"
    ? { of: "count", entity: about.name }
    : undefined
}

const measures = new Set(
  "average avg mean highest max maximum best top lowest min minimum total sum count number of all overall amount"
    .split(" ")
)

const mentions = (parts: ReadonlyArray<string>, entity: string): boolean => {
  const name = words(entity)
  if (parts.some((_, index) => sameThing(parts.slice(index, index + name.length).join(""), name.join("")))) return true
  return name.length > 1 && parts.some((part) => singular(part) === name.at(-1))
}

// The number of the entity that the words mean; for money asked for in other words, its one amount.
const numberOf = (
  entity: EntityModel,
  wanted: ReadonlyArray<string>,
  asked: string | undefined
): string | undefined => {
  const numbers = entity.fields.filter(({ kind }) => kind === "integer" || kind === "number" || kind === "money")
  const exact = numbers.find(({ name }) =>
    words(name).every((word) => wanted.some((one) => singular(one) === singular(word)))
  )
  if (exact !== undefined) return exact.name
  const partial = numbers.find(({ name }) => words(name).some((word) => wanted.some((one) => sameThing(one, word))))
  if (partial !== undefined && (asked === undefined || asked === partial.kind)) return partial.name
  return asked === "money" ? numbers.find(({ kind }) => kind === "money")?.name : undefined
}

/** What the name of a figure asks of the rows, and what its description asks of their other fields: of altos, who said yes. */
const conditions = (
  entity: EntityModel,
  { description, name }: FieldModel
): { readonly where?: ReadonlyArray<Condition> } => {
  const named = condition(entity, words(name))
  if (named === undefined) return {}
  const told = words(description)
  const others = entity.fields.flatMap((field): ReadonlyArray<Condition> => {
    const values = field.values.filter((one) => words(one).every((word) => told.includes(word)))
    const [value] = values
    return field.name === named.field || value === undefined || values.length > 1 ? [] : [{ field: field.name, value }]
  })
  return { where: [named, ...others] }
}

const condition = (entity: EntityModel, parts: ReadonlyArray<string>): Condition | undefined => {
  for (const field of entity.fields) {
    const value = field.values.find((one) => words(one).every((word) => parts.includes(word)))
    if (value !== undefined) return { field: field.name, value }
    if (field.kind === "boolean" && words(field.name).some((word) => word !== "is" && parts.includes(word))) {
      return { field: field.name, value: true }
    }
  }
  return undefined
}
