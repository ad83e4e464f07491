/** The gates of the backend's contract: `openapi.yaml` by itself, `schema.sql` in a database, the two together. */
import { Effect, Schema } from "effect"
import { parse } from "yaml"
import { catalogueQueries, Database, judgeContract } from "../../codegen/verify/contract.ts"
import { finding } from "../../domain/link/report.ts"
import { operations } from "../../domain/OpenApi.ts"
import { judged, type Outcome, skipped } from "../../domain/Verification.ts"
import { type Ask, ContractChecks, SqlRefused } from "../../layers/ContractChecks.ts"
import { openApiPath, sqlPath } from "../03-backend.ts"
import type { ProductOnDisk } from "./product.ts"

/** Valid by OpenAPI's own schema, and by the rules of a linter. */
export const openapi = Effect.fn("verify.openapi")(function*(
  { openapi: document, openapiText }: ProductOnDisk
): Effect.fn.Return<Outcome, never, ContractChecks> {
  const checks = yield* ContractChecks
  return yield* Effect.zipWith(
    checks.validate(parse(openapiText)),
    checks.lint(openapiText),
    (invalid, unclean) =>
      judged(
        `OpenAPI ${document.openapi}, ${operations(document).length} operations, valid and linted`,
        [...invalid, ...unclean].map(({ at, message, rule }) => finding(rule, `${openApiPath} ${at}`, message))
      )
  ).pipe(Effect.catchTag("CheckUnavailable", ({ reason }) => Effect.succeed(skipped(reason))))
})

/** It runs in PostgreSQL, and what it makes there is what the API shows. */
export const sql = Effect.fn("verify.sql")(function*(
  { openapi: document, sql: text }: ProductOnDisk
): Effect.fn.Return<Outcome, never, ContractChecks> {
  const checks = yield* ContractChecks
  return yield* checks.withDatabase(text, (ask) =>
    Effect.map(readCatalogue(ask), (database) =>
      judged(
        `${
          new Set(database.columns.map(({ table }) => table)).size
        } tables, ${database.references.length} foreign keys, ${database.checks} checks, ${database.indexes.length} indexes`,
        judgeContract(document, database)
      ))).pipe(
      Effect.catchTags({
        CheckUnavailable: ({ reason }) => Effect.succeed(skipped(reason)),
        SqlRefused: ({ reason }) =>
          Effect.succeed(judged("PostgreSQL does not take it", [finding("sql", sqlPath, reason)]))
      })
    )
})

const readCatalogue = Effect.fnUntraced(function*(ask: Ask) {
  const rows = {
    columns: yield* ask(catalogueQueries.columns),
    primaryKeys: (yield* decoded(Named, yield* ask(catalogueQueries.primaryKeys))).map(({ table }) => table),
    references: yield* ask(catalogueQueries.references),
    indexes: yield* ask(catalogueQueries.indexes),
    checks: (yield* decoded(Counted, yield* ask(catalogueQueries.checks)))[0]?.count ?? 0
  }
  return yield* decoded(Database, rows)
})

const Named = Schema.Array(Schema.Struct({ table: Schema.String }))
const Counted = Schema.Array(Schema.Struct({ count: Schema.Finite }))

const decoded = <A>(schema: Schema.Codec<A, unknown>, value: unknown) =>
  Effect.mapError(Schema.decodeUnknownEffect(schema)(value), (error) => new SqlRefused({ reason: error.message }))
