/** The design as tables: which there are, in an order that lets each refer to those before it, and their columns. */
import type { Entity, Field } from "../../../domain/Backend.ts"
import { entityFields, enumValues, hasSignIn, type Model } from "../design.ts"
import { distinct } from "../names.ts"
import { identifierLimit, toIdentifier } from "./lexical.ts"

export interface Column {
  readonly name: string
  readonly type: string
  readonly required: boolean
  readonly unique: boolean
  readonly description: string
  /** The only values it takes; `[]` for any. */
  readonly values: ReadonlyArray<string>
  /** The table it refers to; `""` for none. */
  readonly references: string
  /** Whether lists are narrowed or sorted by it. */
  readonly indexed: boolean
}

export interface Table {
  readonly name: string
  readonly description: string
  /** Without `id`, `created_at` and `updated_at`, which every table has. */
  readonly columns: ReadonlyArray<Column>
}

/** The table of roles, which accounts refer to. */
export interface Roles {
  readonly name: string
  readonly rows: ReadonlyArray<{ readonly id: string; readonly name: string; readonly description: string }>
}

export interface Tables {
  /** The roles of those who sign in; `undefined` where nobody does. */
  readonly roles: Roles | undefined
  readonly tables: ReadonlyArray<Table>
}

/** The tables of a model. */
export const toTables = (model: Model): Tables => {
  const name = distinct(identifierLimit)
  const entities = inOrder(model)
  const tableNames = new Map(entities.map((entity) => [entity.name, name(toIdentifier(entity.plural))]))
  const signingIn = model.personas.filter(({ signsIn }) => signsIn)
  const roles: Roles | undefined = hasSignIn(model) ? { name: name("roles"), rows: distinctIds(signingIn) } : undefined
  const accounts = roles === undefined ? new Set<string>() : accountEntities(model)
  const tables = entities.map((entity): Table => ({
    name: tableNames.get(entity.name) ?? entity.plural,
    description: entity.description,
    columns: toColumns(model, entity, tableNames, accounts.has(entity.name) ? roles : undefined)
  }))
  return {
    roles,
    tables: roles === undefined || accounts.size > 0
      ? tables
      : [{ name: name("users"), description: "Who signs in.", columns: accountColumns(roles) }, ...tables]
  }
}

const distinctIds = <A extends { readonly id: string }>(rows: ReadonlyArray<A>): ReadonlyArray<A> => [
  ...new Map(rows.map((row) => [row.id, row])).values()
]

// Depth first, so that what is referred to comes before; a circle is cut where it closes.
const inOrder = (model: Model): ReadonlyArray<Entity> => {
  const ordered = new Set<Entity>()
  const entered = new Set<Entity>()
  const enter = (entity: Entity): void => {
    if (entered.has(entity)) return
    entered.add(entity)
    for (const field of entityFields(model, entity)) {
      const target = field.type === "reference" ? model.entities.get(field.entity) : undefined
      if (target !== undefined) enter(target)
    }
    ordered.add(entity)
  }
  for (const entity of model.entities.values()) enter(entity)
  return [...ordered]
}

// Who signs in is kept where the passwords are; without any, in the entity that is called so.
const accountEntities = (model: Model): ReadonlySet<string> => {
  const entities = [...model.entities.values()]
  const withPassword = entities.filter((entity) => entity.fields.some((field) => field.type === "password"))
  const named = entities.filter((entity) => /^(User|Account|UserAccount)$/.test(entity.name))
  return new Set((withPassword.length > 0 ? withPassword : named.slice(0, 1)).map((entity) => entity.name))
}

const toColumns = (
  model: Model,
  entity: Entity,
  tableNames: ReadonlyMap<string, string>,
  roles: Roles | undefined
): ReadonlyArray<Column> => {
  const name = distinct(identifierLimit)
  for (const taken of ["id", "created_at", "updated_at"]) name(taken)
  const fields = entityFields(model, entity)
  const filters = filtersOf(model, entity)
  const columns = fields.map((field): Column => ({
    name: name(toIdentifier(field.type === "password" ? `${field.name}Hash` : field.name)),
    type: sqlType(field),
    required: field.required,
    unique: roles !== undefined && field.type === "email",
    description: field.description,
    values: field.type === "enum" ? enumValues(field) : [],
    references: field.type === "reference" ? tableNames.get(field.entity) ?? "" : "",
    indexed: ["enum", "date", "datetime", "reference"].includes(field.type) || filters.has(field.name)
  }))
  if (roles === undefined) return columns
  // A role or password that the API does not show is the server's own.
  const own = accountColumns(roles).filter((column) =>
    column.name === "password_hash"
      ? !fields.some((field) => field.type === "password")
      : column.name === "role" && !fields.some((field) => field.name === "role")
  )
  return [...columns, ...own]
}

const accountColumns = (roles: Roles): ReadonlyArray<Column> => {
  const plain = { type: "text", required: true, unique: false, values: [], references: "", indexed: false }
  return [
    { ...plain, name: "name", description: "What the person is called." },
    { ...plain, name: "email", unique: true, description: "What the person signs in with." },
    { ...plain, name: "password_hash", description: "Never the password itself." },
    { ...plain, name: "role", references: roles.name, indexed: true, description: "What the person may do." }
  ]
}

// The fields that an operation of this entity narrows its list by.
const filtersOf = (model: Model, entity: Entity): ReadonlySet<string> =>
  new Set(
    model.operations
      .filter((operation) => operation.entity === entity.name && operation.returns === "many")
      .flatMap((operation) => operation.query.map((field) => field.name))
  )

const sqlType = (field: Field): string => {
  switch (field.type) {
    case "integer":
      return "bigint"
    case "number":
      return "double precision"
    case "money":
      return "numeric(14, 2)"
    case "boolean":
      return "boolean"
    case "date":
      return "date"
    case "datetime":
      return "timestamptz"
    case "reference":
      return "uuid"
    default:
      return "text"
  }
}
