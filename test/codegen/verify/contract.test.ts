import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { parseOpenApi } from "../../../src/codegen/backend/index.ts"
import { type Database, judgeContract } from "../../../src/codegen/verify/contract.ts"
import { CheckUnavailable, ContractChecks } from "../../../src/layers/ContractChecks.ts"
import * as contract from "../../../src/steps/verify/contract.ts"
import type { ProductOnDisk } from "../../../src/steps/verify/product.ts"

const openapiText = `openapi: 3.1.0
info: { title: Books, version: 1.0.0 }
servers: [{ url: /api }]
tags: [{ name: Book }]
paths:
  /books:
    get:
      operationId: listBooks
      summary: List books
      tags: [Book]
      security: []
      parameters:
        - { name: maxPrice, in: query, schema: { type: number } }
        - { name: shelf, in: query, schema: { type: string, format: uuid } }
      responses:
        "200":
          description: Books
          content:
            application/json:
              schema: { type: object, properties: { items: { type: array, items: { $ref: "#/components/schemas/Book" } } } }
        "422": { description: Refused }
components:
  schemas:
    Book:
      type: object
      x-title-field: title
      required: [id, title]
      properties:
        id: { type: string, format: uuid }
        title: { type: string }
        price: { type: number }
        shelf: { type: string, format: uuid, x-entity: Shelf }
    Shelf:
      type: object
      x-title-field: name
      required: [id]
      properties:
        id: { type: string, format: uuid }
        name: { type: string }
`

const sqlText = `
create table shelves (id uuid primary key, name text);
create table books (
  id uuid primary key, title text not null, price numeric check (price >= 0), shelf uuid references shelves (id)
);
create index on books (price);
create index on books (shelf);
`

const productOf = (texts: { readonly openapi?: string; readonly sql?: string }): ProductOnDisk => {
  const parsed = parseOpenApi(texts.openapi ?? openapiText)
  if (parsed._tag === "Failure") throw new Error(parsed.failure)
  return {
    directory: "/p",
    app: "/p/app",
    title: "Books",
    pages: [],
    irs: new Map(),
    roles: [],
    openapiText: texts.openapi ?? openapiText,
    openapi: parsed.success,
    sql: texts.sql ?? sqlText,
    sessionKey: "",
    scripts: {},
    packages: {},
    locked: false
  }
}

const rules = ({ findings }: { readonly findings: ReadonlyArray<{ readonly rule: string }> }) =>
  findings.map(({ rule }) => rule)

describe("the contract's gates", () => {
  it.effect("pass a schema that PostgreSQL takes and that agrees with the API", () =>
    Effect.gen(function*() {
      const outcome = yield* contract.sql(productOf({}))
      assert.deepStrictEqual(outcome, {
        status: "passed",
        summary: "2 tables, 1 foreign keys, 1 checks, 4 indexes",
        findings: []
      })
    }).pipe(Effect.provide(ContractChecks.layer)), 30_000)

  it.effect("name the column, key and index that are missing", () =>
    Effect.gen(function*() {
      const sql = `create table shelves (id uuid, name text);
        create table books (id uuid primary key, title text, shelf uuid);`
      assert.deepStrictEqual(rules(yield* contract.sql(productOf({ sql }))), [
        "nullable-column",
        "no-column",
        "no-foreign-key",
        "no-index",
        "no-primary-key",
        "nullable-column"
      ])
      const refused = yield* contract.sql(productOf({ sql: "create table books (id wood);" }))
      assert.include(refused.findings[0]?.message, "type \"wood\" does not exist")
    }).pipe(Effect.provide(ContractChecks.layer)), 30_000)

  it.effect(
    "find what OpenAPI's own schema, the linter and a foreign reference are about",
    () =>
      Effect.gen(function*() {
        assert.deepStrictEqual(yield* contract.openapi(productOf({})), {
          status: "passed",
          summary: "OpenAPI 3.1.0, 1 operations, valid and linted",
          findings: []
        })
        const unclean = openapiText.replace("      security: []\n", "").replace("      summary: List books\n", "")
        assert.sameMembers(rules(yield* contract.openapi(productOf({ openapi: unclean }))), [
          "operation-summary",
          "security-defined"
        ])
        const invalid = openapiText.replace(
          "info: { title: Books, version: 1.0.0 }",
          "info: { title: Books, version: 1.0.0, sort: 7 }"
        )
        assert.include(rules(yield* contract.openapi(productOf({ openapi: invalid }))), "openapi-schema")
        const outside = openapiText.replace("#/components/schemas/Book", "http://127.0.0.1:9/book.yaml")
        assert.include(rules(yield* contract.openapi(productOf({ openapi: outside }))), "outside-reference")
      }).pipe(Effect.provide(ContractChecks.layer)),
    30_000
  )

  it.effect("are skipped, not passed, where the tool is not there", () =>
    Effect.gen(function*() {
      const absent = ContractChecks.of({
        validate: () => Effect.succeed([]),
        lint: () => Effect.succeed([]),
        withDatabase: () => Effect.fail(new CheckUnavailable({ reason: "pglite is not installed: npm install pglite" }))
      })
      const outcome = yield* Effect.provideService(contract.sql(productOf({})), ContractChecks, absent)
      assert.deepStrictEqual(outcome, {
        status: "skipped",
        summary: "pglite is not installed: npm install pglite",
        findings: []
      })
    }))

  it("know names that PostgreSQL has cut", () => {
    const long = (ending: string) => `very${"Long".repeat(20)}${ending}`
    const cut = `very${"_long".repeat(20)}`.slice(0, 63)
    const { openapi } = productOf({
      openapi: openapiText.replace(
        "title: { type: string }",
        `${long("One")}: { type: string }\n        ${long("Two")}: { type: string }`
      )
        .replace("required: [id, title]", "required: [id]").replace(
          "x-title-field: title",
          `x-title-field: ${long("One")}`
        )
    })
    const columns = ["id", "price", "shelf", cut, `${cut.slice(0, 61)}_2`].map((column) => ({
      table: "books",
      column,
      required: column === "id"
    })).concat(["id", "name"].map((column) => ({ table: "shelves", column, required: column === "id" })))
    const keys = ["price", "shelf"].map((column) => ({ table: "books", column }))
    const database: Database = {
      columns,
      primaryKeys: ["books", "shelves"],
      references: [{ table: "books", column: "shelf", to: "shelves" }],
      indexes: keys,
      checks: 0
    }
    assert.deepStrictEqual(judgeContract(openapi, database), [])
    const missing = { ...database, columns: columns.filter(({ column }) => !column.endsWith("_2")) }
    assert.deepStrictEqual(judgeContract(openapi, missing).map(({ rule }) => rule), ["no-column"])
  })

  it("find an entity without a table", () => {
    const empty: Database = { columns: [], primaryKeys: [], references: [], indexes: [], checks: 0 }
    assert.deepStrictEqual(judgeContract(productOf({}).openapi, empty).map(({ rule }) => rule), [
      "no-table",
      "no-table"
    ])
  })
})
