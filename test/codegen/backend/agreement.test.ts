import { afterAll, assert, beforeAll, describe, it } from "@effect/vitest"
import { PGlite } from "@electric-sql/pglite"
import { Validator } from "@seriousme/openapi-schema-validator"
import { checkSql, compileBackend } from "../../../src/codegen/backend/index.ts"
import { literal, toIdentifier } from "../../../src/codegen/backend/sql/lexical.ts"
import type { BackendDesign } from "../../../src/domain/Backend.ts"
import type { JsonSchema } from "../../../src/domain/OpenApi.ts"
import type { Prd } from "../../../src/domain/Prd.ts"
import { makeBackend } from "../../../src/emulator/offline/backend.ts"
import { makePrd } from "../../../src/emulator/offline/prd.ts"
import { allTypesDesign, toolDesign, toolPrd } from "../../support/codegenDesigns.ts"
import { oddBriefs } from "../../support/offlineBriefs.ts"

describe("the contract of any brief", () => {
  it.each(Object.entries(oddBriefs))("is valid OpenAPI, and its fields and columns agree: %s", async (_, text) => {
    const prd = makePrd(text.trim())
    const { openapi, sql } = compileBackend(makeBackend(prd), prd)
    const { errors, valid } = await new Validator().validate(structuredClone(openapi))
    assert.isTrue(valid, JSON.stringify(errors))
    assert.deepStrictEqual(checkSql(sql, openapi), [])
  })

  it("is told which column a hand edit took away, and where a text breaks off", () => {
    const prd = makePrd(oddBriefs["clinic"] ?? "")
    const { openapi, sql } = compileBackend(makeBackend(prd), prd)
    const [name = ""] = /^ {2}(\w+) [^\n]*\n/m.exec(sql.slice(sql.indexOf("create table doctors"))) ?? []
    assert.notStrictEqual(name, "")
    const without = sql.replace(/(create table doctors \(\n[^\n]*\n) {2}\w+ [^\n]*\n/, "$1")
    assert.deepStrictEqual(checkSql(without, openapi).map(({ rule }) => rule), ["field-without-column"])
    assert.deepStrictEqual(checkSql("select 'a;", openapi).map(({ at, rule }) => [rule, at]), [[
      "sql",
      "line 1, column 8"
    ]])
    assert.deepStrictEqual(checkSql("create table a (\n  b text;", openapi).map(({ at }) => at), ["line 1, column 16"])
    assert.deepStrictEqual(checkSql("select 1);", openapi).map(({ at }) => at), ["line 1, column 9"])
  })
})

interface ColumnRow {
  readonly table: string
  readonly column: string
  readonly type: string
  readonly length: number | null
  readonly required: boolean
}

const columnsQuery =
  `select table_name as "table", column_name as "column", data_type as "type", character_maximum_length as "length",
    is_nullable = 'NO' and column_default is null as "required"
  from information_schema.columns where table_schema = 'public'`

/** What the API never shows. */
const serverOnly = /_hash$|^role$/

/** The column that holds values of a schema. */
const typeOf = (schema: JsonSchema): readonly [type: string, length: number | null] => {
  switch (schema.type) {
    case "integer":
      return ["bigint", null]
    case "number":
      return [schema["x-format"] === "money" ? "numeric" : "double precision", null]
    case "boolean":
      return ["boolean", null]
    default:
      switch (schema.format) {
        case "date":
          return ["date", null]
        case "date-time":
          return ["timestamp with time zone", null]
        case "uuid":
          return ["uuid", null]
        default:
          return schema.enum === undefined ? ["character varying", schema.maxLength ?? null] : ["text", null]
      }
  }
}

describe("the contract in PostgreSQL", () => {
  let database: PGlite
  beforeAll(async () => {
    database = await PGlite.create()
  }, 30_000)
  afterAll(() => database.close())

  const designs: ReadonlyArray<readonly [string, BackendDesign, Prd]> = [
    ["every type", allTypesDesign, toolPrd],
    ["tools", toolDesign, toolPrd],
    ...Object.entries(oddBriefs).filter(([name]) => name !== "long").map(([name, text]) => {
      const prd = makePrd(text.trim())
      return [name, makeBackend(prd), prd] as const
    })
  ]

  it.each(designs)(
    "has a column for each field, of its type and length, and takes each example: %s",
    async (_, design, prd) => {
      const { openapi, sql } = compileBackend(design, prd)
      await database.exec(`drop schema public cascade; create schema public; ${sql}`)
      const { rows } = await database.query<ColumnRow>(columnsQuery)
      const inserts = design.entities.map(({ name, plural }) => {
        const table = toIdentifier(plural)
        const columns = rows.filter((row) => row.table === table)
        const { examples = [], properties = {} } = openapi.components?.schemas?.[name] ?? {}
        const shown = columns.filter(({ column }) => !serverOnly.test(column) || Object.hasOwn(properties, column))
        assert.deepStrictEqual(
          new Map(shown.map(({ column, length, type }) => [column, [type, length] as const])),
          new Map(Object.entries(properties).map(([field, one]) => [toIdentifier(field), typeOf(one)])),
          name
        )
        const row = Object.fromEntries([
          ...columns.flatMap(({ column, required }) =>
            required && serverOnly.test(column) ? [[column, "x"] as const] : []
          ),
          ...Object.entries(examples[0] ?? {}).map(([field, value]) => [toIdentifier(field), value] as const)
        ])
        const names = Object.keys(row).map((column) => `"${column}"`).join(", ")
        return `insert into "${table}" (${names})
        select ${names} from json_populate_record(null::"${table}", ${literal(JSON.stringify(row))});`
      })
      // An example refers to other examples, which may not be there yet.
      await database.exec(
        `set session_replication_role = replica; ${inserts.join("\n")} set session_replication_role = origin;`
      )
      // Every reference among the examples leads to one of them.
      const keys = await database.query<{ query: string }>(
        `select format('select 1 from %s a where a.%I is not null and not exists (select 1 from %s b where b.id = a.%I)',
          conrelid::regclass, attname, confrelid::regclass, attname) as query
        from pg_constraint join pg_attribute on attrelid = conrelid and attnum = conkey[1]
        where contype = 'f' and attname <> 'role'`
      )
      const dangling = await Promise.all(keys.rows.map(({ query }) => database.query(query)))
      assert.deepStrictEqual(dangling.flatMap((one) => one.rows), [])
    }
  )
})
