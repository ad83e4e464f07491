/**
 * A design as both halves of the contract read it, so that they cannot disagree: what is named twice counts once, what
 * every entity has anyway is not a field, a reference to nothing is a plain string.
 * All of that is the linker's to report; here a design that decodes always compiles.
 */
import type { BackendDesign, Entity, Field, Operation } from "../../domain/Backend.ts"
import type { Persona, Prd } from "../../domain/Prd.ts"
import { filteredField, sameName, words } from "./names.ts"

export interface Model {
  readonly design: BackendDesign
  readonly personas: ReadonlyArray<Persona>
  /** The title of each requirement, by id. */
  readonly requirements: ReadonlyMap<string, string>
  readonly entities: ReadonlyMap<string, Entity>
  readonly operations: ReadonlyArray<Operation>
}

/** A design made regular. Of two entities, operations or method-and-path pairs with one name, the first stands. */
export const toModel = (design: BackendDesign, prd: Prd): Model => {
  const entities = new Map<string, Entity>()
  for (const entity of design.entities) {
    if (!entities.has(entity.name)) entities.set(entity.name, entity)
  }
  const ids = new Set<string>()
  const endpoints = new Set<string>()
  const operations: Array<Operation> = []
  for (const operation of design.operations) {
    const endpoint = `${operation.method} ${pathShape(operation.path)}`
    if (ids.has(operation.id) || endpoints.has(endpoint)) continue
    ids.add(operation.id)
    endpoints.add(endpoint)
    operations.push(withExamples(operation, entities.get(operation.entity)))
  }
  const requirements = new Map(prd.requirements.map(({ id, title }) => [id, title]))
  return { design, personas: prd.personas, requirements, entities, operations }
}

/** An operation whose body has the examples of the entity's own fields where it has none itself. */
const withExamples = (operation: Operation, entity: Entity | undefined): Operation => ({
  ...operation,
  body: operation.body.map((field) => {
    const own = entity?.fields.find(({ name, type }) => name === field.name && type === field.type)
    return field.examples.length > 0 || own === undefined ? field : { ...field, examples: own.examples }
  })
})

/** A path with its parameters unnamed: two paths of one shape are one path to OpenAPI. */
export const pathShape = (path: string): string => path.replace(/\{[^}]*\}/g, "{}")

const always = new Set(["id", "createdAt", "updatedAt"])

/** The fields an entity is declared with, each name once, without those that every entity has. */
export const entityFields = (model: Model, entity: Entity): ReadonlyArray<Field> =>
  regularFields(model, entity.fields).filter((field) => !always.has(field.name))

/** Fields of a body, query or answer, each name once. */
export const regularFields = (model: Model, fields: ReadonlyArray<Field>): ReadonlyArray<Field> => {
  const seen = new Set<string>()
  return fields.flatMap((field): ReadonlyArray<Field> => {
    if (seen.has(field.name)) return []
    seen.add(field.name)
    if (field.type === "reference" && !model.entities.has(field.entity)) {
      return [{ ...field, type: "string", entity: "" }]
    }
    if (field.type === "enum" && field.values.length === 0) return [{ ...field, type: "string" }]
    return [field]
  })
}

/** The values of an enum, each once. */
export const enumValues = (field: Field): ReadonlyArray<string> => [...new Set(field.values)]

/** Whether anyone signs in to the product. */
export const hasSignIn = (model: Model): boolean => model.personas.some((persona) => persona.signsIn)

/** The entity whose ids a path parameter holds: that of the collection before it, else that of its own name. */
export const parameterEntity = (model: Model, path: string, parameter: string): Entity | undefined => {
  const segments = path.split("/")
  const collection = segments[segments.indexOf(`{${parameter}}`) - 1] ?? ""
  const entities = [...model.entities.values()]
  return entities.find((entity) => sameName(entity.plural, collection)) ??
    entities.find((entity) => sameName(`${entity.name}Id`, parameter))
}

/** The names of the parameters in a path template, in order, each once. */
export const pathParameters = (path: string): ReadonlyArray<string> => [
  ...new Set([...path.matchAll(/\{([^}]*)\}/g)].map(([, name = ""]) => name))
]

/** Whether an operation opens a session for somebody who has an account already. */
export const isSignIn = (operation: Operation): boolean =>
  operation.method === "post" &&
  (/^(sign|log)-?in/i.test(operation.id) ||
    (/^(auth|authenticate|login|signin|sessions?|tokens?)$/.test(
      words(operation.path.split("/").at(-1) ?? "").join("")
    ) &&
      operation.body.some((field) => field.type === "password")))

/** Whether a success makes a new entity: a POST that answers one whose id is not already in the path's end. */
export const creates = (model: Model, operation: Operation): boolean => {
  if (operation.method !== "post" || operation.returns !== "one" || isSignIn(operation)) return false
  const last = pathParameters(operation.path).at(-1)
  return last === undefined || parameterEntity(model, operation.path, last)?.name !== operation.entity
}

/** The entities that hold who signs in: where the passwords are; without any, the one that is called so. */
export const accountEntities = (model: Model): ReadonlySet<string> => {
  if (!hasSignIn(model)) return new Set()
  const entities = [...model.entities.values()]
  const withPassword = entities.filter((entity) => entity.fields.some((field) => field.type === "password"))
  const named = entities.filter((entity) => /^(User|Account|UserAccount)$/.test(entity.name))
  return new Set((withPassword.length > 0 ? withPassword : named.slice(0, 1)).map((entity) => entity.name))
}

/** The fields of which no two have the same: the address an account signs in with, names that stand for the whole. */
export const uniqueFields = (model: Model, entity: Entity): ReadonlyArray<string> => {
  const account = accountEntities(model).has(entity.name)
  return entityFields(model, entity)
    .filter(({ name, type }) =>
      (account && type === "email") || (type === "string" && /^(slug|userName|username|handle|sku)$/.test(name))
    )
    .map(({ name }) => name)
}

/** The references of an entity that does nothing but tie others together, once each: a vote, a membership; else none. */
export const tie = (model: Model, entity: Entity): ReadonlyArray<string> => {
  const fields = entityFields(model, entity)
  return fields.length > 1 && fields.every(({ required, type }) => required && type === "reference")
    ? fields.map(({ name }) => name)
    : []
}

/**
 * The first and the last day on which a booking takes up what it is of, which no other may take up on any day between;
 * empty for what is no booking.
 */
export const bookedSpan = (model: Model, entity: Entity): ReadonlyArray<string> => {
  const fields = entityFields(model, entity)
  const days = fields.filter(({ type }) => type === "date").map(({ name }) => name)
  return /booking|reservation|rental/i.test(entity.name) && days.length > 1 && bookedThings(model, entity).length > 0
    ? days.slice(0, 2)
    : []
}

/** The references to what a booking is of, rather than to who books. */
export const bookedThings = (model: Model, entity: Entity): ReadonlyArray<Field> => {
  const accounts = accountEntities(model)
  return entityFields(model, entity).filter((field) => field.type === "reference" && !accounts.has(field.entity))
}

/** Whether a list is answered in the order that `sort` asks for, which the compiler adds where the design has no such. */
export const isSortedList = (operation: Operation): boolean =>
  operation.returns === "many" && operation.method === "get" &&
  !operation.query.some(({ name }) => orders.has(name))

const orders = new Set(["sort", "sortBy", "order", "orderBy"])

/** What a list of an entity can be sorted by, and has an index for: its title, numbers and dates, what it is narrowed by. */
export const sortFields = (model: Model, entity: Entity): ReadonlyArray<string> => {
  const filters = filterFields(model, entity)
  return [
    ...entityFields(model, entity).filter(({ name, type }) =>
      sortedAlways.has(type) ||
      (sortedWhereUsed.has(type) && (name === entity.titleField || filters.has(name)))
    ).map(({ name }) => name),
    "createdAt"
  ]
}

const sortedAlways = new Set<Field["type"]>(["integer", "number", "money", "date", "datetime"])
const sortedWhereUsed = new Set<Field["type"]>(["string", "email", "enum"])

/** The fields that lists of an entity are narrowed by, be it by a bound, or sorted by where the design says how. */
export const filterFields = (model: Model, entity: Entity): ReadonlySet<string> => {
  const names = entity.fields.map((field) => field.name)
  return new Set(
    model.operations
      .filter((operation) => operation.entity === entity.name && operation.returns === "many")
      .flatMap(({ query }) =>
        query.flatMap(({ name, values }) =>
          (orders.has(name)
            ? values.map((value) => value.replace(/^[-+]|[-_:\s]*(?:asc|desc)(?:ending)?$/gi, ""))
            : [name])
            .flatMap((one) => names.find((name) => sameName(name, one)) ?? filteredField(one, names) ?? [])
        )
      )
  )
}
