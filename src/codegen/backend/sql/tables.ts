/** The design as tables: which there are, in an order that lets each refer to those before it, and their columns. */
import type { Entity, Field } from "../../../domain/Backend.ts"
import {
  accountEntities,
  entityFields,
  enumValues,
  filterFields,
  hasSignIn,
  isSortedList,
  type Model,
  sortFields,
  tie,
  uniqueFields
} from "../design.ts"
import { maxLength } from "../limits.ts"
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
  /** Whether it may not be the empty text. */
  readonly filled: boolean
  /** Whether lists are narrowed or sorted by it: an ordered index, or one of hashes where values may be too long for that. */
  readonly indexed: "no" | "btree" | "hash"
}

export interface Table {
  readonly name: string
  readonly description: string
  /** Without `id`, `created_at` and `updated_at`, which every table has. */
  readonly columns: ReadonlyArray<Column>
  /** Columns that together have no values twice; `[]` for none. */
  readonly unique: ReadonlyArray<string>
  /** Whether it is listed by the time its rows were made. */
  readonly byCreation: boolean
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
  const accounts = accountEntities(model)
  const tables = entities.map((entity): Table => {
    const columns = toColumns(model, entity, tableNames, accounts.has(entity.name) ? roles : undefined)
    // The fields of a tie are its references, in order; what the server has of its own comes behind them.
    const unique = columns.slice(0, tie(model, entity).length).map((column) => column.name)
    return {
      name: tableNames.get(entity.name) ?? entity.plural,
      description: entity.description,
      columns,
      unique,
      byCreation: sorted(model, entity)
    }
  })
  return {
    roles,
    tables: roles === undefined || accounts.size > 0
      ? tables
      : [{
        name: name("users"),
        description: "Who signs in.",
        columns: accountColumns(roles),
        unique: [],
        byCreation: false
      }, ...tables]
  }
}

const sorted = (model: Model, entity: Entity): boolean =>
  model.operations.some((operation) => operation.entity === entity.name && isSortedList(operation))

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

const toColumns = (
  model: Model,
  entity: Entity,
  tableNames: ReadonlyMap<string, string>,
  roles: Roles | undefined
): ReadonlyArray<Column> => {
  const name = distinct(identifierLimit)
  for (const taken of ["id", "created_at", "updated_at"]) name(taken)
  const fields = entityFields(model, entity)
  const unique = new Set(uniqueFields(model, entity))
  const used = new Set([...filterFields(model, entity), ...(sorted(model, entity) ? sortFields(model, entity) : [])])
  const columns = fields.map((field): Column => ({
    name: name(toIdentifier(field.type === "password" ? `${field.name}Hash` : field.name)),
    type: sqlType(field),
    required: field.required,
    unique: unique.has(field.name),
    description: field.description,
    values: field.type === "enum" ? enumValues(field) : [],
    references: field.type === "reference" ? tableNames.get(field.entity) ?? "" : "",
    filled: field.required && (field.type === "string" || field.type === "text"),
    indexed: ["enum", "date", "datetime", "reference"].includes(field.type)
      ? "btree"
      : !used.has(field.name) || field.type === "password"
      ? "no"
      : (maxLength(field.type) ?? 0) > widest
      ? "hash"
      : "btree"
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
  const plain = { required: true, unique: false, values: [], references: "", filled: true, indexed: "no" } as const
  const key = { ...plain, filled: false, references: roles.name, indexed: "btree" } as const
  return [
    { ...plain, name: "name", type: text("string"), description: "What the person is called." },
    { ...plain, name: "email", type: text("email"), unique: true, description: "What the person signs in with." },
    { ...plain, name: "password_hash", type: "text", description: "Never the password itself." },
    { ...key, name: "role", type: "text", description: "What the person may do." }
  ]
}

// An entry of an ordered index has at most 2704 bytes; a character has at most 4.
const widest = 600

const text = (type: Field["type"]): string => {
  const most = maxLength(type)
  return most === undefined ? "text" : `varchar(${most})`
}

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
    case "password":
      return "text"
    default:
      return text(field.type)
  }
}
