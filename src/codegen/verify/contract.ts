/** Whether the two halves of the contract, `openapi.yaml` and the database that `schema.sql` makes, agree. Pure. */
import { Schema } from "effect"
import type { Finding } from "../../domain/Finding.ts"
import { finding } from "../../domain/link/report.ts"
import { type JsonSchema, type OpenApiDocument, operations, refName, responseSchema } from "../../domain/OpenApi.ts"
import { distinct, filteredField, snakeCase, words } from "../backend/names.ts"
import { identifierLimit, toIdentifier } from "../backend/sql/lexical.ts"

/** What a database says of its tables: rows of PostgreSQL's catalogue. */
export const Database = Schema.Struct({
  columns: Schema.Array(Schema.Struct({ table: Schema.String, column: Schema.String, required: Schema.Boolean })),
  primaryKeys: Schema.Array(Schema.String),
  /** Foreign keys of one column. */
  references: Schema.Array(Schema.Struct({ table: Schema.String, column: Schema.String, to: Schema.String })),
  /** The first column of each index. */
  indexes: Schema.Array(Schema.Struct({ table: Schema.String, column: Schema.String })),
  checks: Schema.Finite
})
export type Database = typeof Database.Type

/** Reads a {@link Database}: one query each, in its order. */
export const catalogueQueries = {
  columns: `select table_name as "table", column_name as "column", is_nullable = 'NO' as required
    from information_schema.columns where table_schema = 'public' order by table_name, ordinal_position`,
  primaryKeys:
    `select conrelid::regclass::text as "table" from pg_constraint where contype = 'p' and connamespace = 'public'::regnamespace`,
  references: `select conrelid::regclass::text as "table", a.attname as "column", confrelid::regclass::text as "to"
    from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    where contype = 'f' and connamespace = 'public'::regnamespace`,
  indexes: `select i.indrelid::regclass::text as "table", a.attname as "column"
    from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
    join pg_class r on r.oid = i.indrelid where r.relnamespace = 'public'::regnamespace`,
  checks:
    `select count(*)::int as "count" from pg_constraint where contype = 'c' and connamespace = 'public'::regnamespace`
}

/** Each entity of the API has its table, each of its fields a column, each reference a key, each filter an index. */
export const judgeContract = (document: OpenApiDocument, database: Database): ReadonlyArray<Finding> => {
  const tables = [...new Set(database.columns.map(({ table }) => table))]
  const entities = Object.entries(document.components?.schemas ?? {}).filter(([, schema]) =>
    schema["x-title-field"] !== undefined
  )
  const collections = collectionsOf(document)
  const tableOf = (entity: string) =>
    tables.find((table) => namesTable(table, entity, collections.get(entity) ?? "")) ??
      tableWith(document, database, entity)

  const judgeProperty = (entity: string, table: string, schema: JsonSchema, name: string): ReadonlyArray<Finding> => {
    const at = `components.schemas.${entity}.${name}`
    const own = columnsOf(schema).get(name) ?? toIdentifier(name)
    const column = database.columns.find((one) => one.table === table && one.column === own)
    if (column === undefined) return [finding("no-column", at, `the table ${table} has no column ${own}`)]
    const referred = schema.properties?.[name]?.["x-entity"]
    const found: Array<Finding> = []
    if (schema.required?.includes(name) === true && !column.required) {
      found.push(finding("nullable-column", at, `is required, and the column ${table}.${own} may be null`))
    }
    if (referred !== undefined && tableOf(referred) !== undefined && !keyed(table, own, database.references)) {
      found.push(finding("no-foreign-key", at, `refers to ${referred}, and ${table}.${own} has no foreign key`))
    }
    return found
  }

  const judgeFilters = (entity: string, table: string, schema: JsonSchema): ReadonlyArray<Finding> =>
    filtersOf(document, entity, schema).flatMap(([operationId, parameter, property]) => {
      const own = columnsOf(schema).get(property) ?? toIdentifier(property)
      const isColumn = database.columns.some((one) => one.table === table && one.column === own)
      return !isColumn || keyed(table, own, database.indexes) ? [] : [
        finding("no-index", `${operationId}.${parameter}`, `narrows the list by ${table}.${own}, which has no index`)
      ]
    })

  return entities.flatMap(([entity, schema]) => {
    const table = tableOf(entity)
    if (table === undefined) {
      return [finding("no-table", `components.schemas.${entity}`, `schema.sql has no table for ${entity}`)]
    }
    const properties = Object.keys(schema.properties ?? {})
    return (database.primaryKeys.some((name) => unquoted(name) === table)
      ? []
      : [finding("no-primary-key", `table ${table}`, "has no primary key")])
      .concat(properties.flatMap((name) => judgeProperty(entity, table, schema, name)))
      .concat(judgeFilters(entity, table, schema))
  })
}

const keyed = (table: string, column: string, list: Database["indexes"]): boolean =>
  list.some((one) => unquoted(one.table) === table && unquoted(one.column) === column)

/** A name as PostgreSQL prints it, without the quotes that a keyword gets. */
const unquoted = (name: string): string => name.replace(/^"|"$/g, "")

/** By entity, the last segment of the path that lists it: `LibraryItem` → `libraryItems`. */
const collectionsOf = (document: OpenApiDocument): ReadonlyMap<string, string> =>
  new Map(
    operations(document).flatMap((operation): ReadonlyArray<readonly [string, string]> => {
      const entity = listed(operation)
      return entity === undefined
        ? []
        : [[entity, operation.path.split("/").findLast((part) => !part.startsWith("{")) ?? ""]]
    }).toReversed()
  )

/** The entity that an operation lists. */
const listed = (operation: ReturnType<typeof operations>[number]): string | undefined => {
  const schema = responseSchema(operation)
  const items = schema?.items ?? schema?.properties?.["items"]?.items
  return items === undefined || operation.method !== "get" ? undefined : refName(items)
}

/** The column of each property: PostgreSQL cuts long names, and what is then called alike is numbered. */
const columnsOf = ({ properties = {} }: JsonSchema): ReadonlyMap<string, string> => {
  const name = distinct(identifierLimit)
  const own = ["id", "createdAt", "updatedAt"].filter((one) => Object.hasOwn(properties, one))
  const names = [...own, ...Object.keys(properties).filter((one) => !own.includes(one))]
  return new Map(names.map((one) => [one, name(toIdentifier(one))]))
}

/** Whether a table is called so, as far as PostgreSQL keeps names. */
const isCut = (table: string, name: string): boolean => table.length === identifierLimit && name.startsWith(table)

const namesTable = (table: string, entity: string, collection: string): boolean => {
  const name = words(table).join("")
  const singular = words(entity).join("")
  return table === snakeCase(collection) || isCut(table, snakeCase(collection)) || isCut(table, snakeCase(entity))
    || name === singular || name === `${singular}s` || name === `${singular}es`
    || (singular.endsWith("y") && name === `${singular.slice(0, -1)}ies`)
}

/** Plurals have their exceptions (shelf, shelves): the table that begins alike and has a column for every property. */
const tableWith = (document: OpenApiDocument, { columns }: Database, entity: string): string | undefined => {
  const names = [...columnsOf(document.components?.schemas?.[entity] ?? {}).values()]
  const start = (name: string) => words(name).join("").slice(0, 2)
  return [...new Set(columns.map(({ table }) => table))].find((table) =>
    start(table) === start(entity)
    && names.every((name) => columns.some((one) => one.table === table && one.column === name))
  )
}

/** Operation, parameter and property of each filter of a list; ranges (`minPrice`, `startsAfter`) are filters too. */
const filtersOf = (
  document: OpenApiDocument,
  entity: string,
  schema: JsonSchema
): ReadonlyArray<readonly [operationId: string, parameter: string, property: string]> =>
  operations(document).filter((operation) => listed(operation) === entity).flatMap(({ object, operationId }) =>
    (object.parameters ?? []).filter((parameter) => parameter.in === "query").flatMap(({ name }) => {
      const property = filteredField(name, Object.keys(schema.properties ?? {}))
      return property === undefined ? [] : [[operationId, name, property] as const]
    })
  )
