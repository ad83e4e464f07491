import { Context, Effect, Layer, Schema } from "effect"
import type { Finding } from "../domain/Finding.ts"
import { finding } from "../domain/link/report.ts"

/** A check that needs a package the machine has not: what is missing, and what to do. */
export class CheckUnavailable extends Schema.TaggedError<CheckUnavailable>()("CheckUnavailable", {
  reason: Schema.String
}) {}

/** The database does not take a schema. */
export class SqlRefused extends Schema.TaggedError<SqlRefused>()("SqlRefused", { reason: Schema.String }) {}

/** Asks a database that holds a schema; each row as it comes. */
export type Ask = (query: string) => Effect.Effect<ReadonlyArray<unknown>, SqlRefused>

/** The maintained tools that a contract is held to. None of them reaches for the network. */
export class ContractChecks extends Context.Service<ContractChecks, {
  /** Where a document differs from the schema of OpenAPI itself. */
  readonly validate: (document: unknown) => Effect.Effect<ReadonlyArray<Finding>, CheckUnavailable>
  /** What Redocly's rules find in a document's text. */
  readonly lint: (text: string) => Effect.Effect<ReadonlyArray<Finding>, CheckUnavailable>
  /** Runs a schema in a PostgreSQL of its own, then asks it. */
  readonly withDatabase: <A, E>(
    sql: string,
    use: (ask: Ask) => Effect.Effect<A, E>
  ) => Effect.Effect<A, E | SqlRefused | CheckUnavailable>
}>()("dpg/layers/ContractChecks") {
  static readonly layer: Layer.Layer<ContractChecks> = Layer.sync(
    ContractChecks,
    () => ContractChecks.of({ validate, lint, withDatabase })
  )
}

const missing = (name: string) => () =>
  new CheckUnavailable({ reason: `${name} is not installed: npm install ${name}` })

const validate = Effect.fn("ContractChecks.validate")(function*(document: unknown) {
  const name = "@seriousme/openapi-schema-validator"
  const { Validator } = yield* Effect.tryPromise({
    try: () => import("@seriousme/openapi-schema-validator"),
    catch: missing(name)
  })
  const given = yield* Effect.orDie(decodeObject(document))
  const result = yield* Effect.promise(() => new Validator().validate(given))
  if (result.valid) return []
  const errors = decodeErrors(result.errors)
  return errors._tag === "Some"
    ? errors.value.map(({ instancePath, message }) =>
      finding("openapi-schema", instancePath === "" ? "/" : instancePath, message)
    )
    : [
      finding(
        "openapi-schema",
        "/",
        typeof result.errors === "string" ? result.errors : "it is not an OpenAPI document"
      )
    ]
})

const decodeObject = Schema.decodeUnknownEffect(Schema.Record(Schema.String, Schema.Unknown))

const decodeErrors = Schema.decodeUnknownOption(
  Schema.Array(Schema.Struct({ instancePath: Schema.String, message: Schema.String }))
)

/**
 * A client is made from the document, a server refuses as it says, and its examples are taken at their word. Left out are
 * matters of the organisation (licence, contact, kebab-case paths) and unused components: an entity that others only refer to
 * (`x-entity`) is one.
 */
const rules = {
  struct: "error",
  "no-unresolved-refs": "error",
  "no-ambiguous-paths": "error",
  "no-identical-paths": "error",
  "no-path-trailing-slash": "error",
  "path-not-include-query": "error",
  "path-declaration-must-exist": "error",
  "path-parameters-defined": "error",
  "operation-operationId": "error",
  "operation-operationId-unique": "error",
  "operation-operationId-url-safe": "error",
  "operation-parameters-unique": "error",
  "operation-summary": "error",
  "operation-tag-defined": "error",
  "operation-2xx-response": "error",
  "operation-4xx-response": "error",
  "security-defined": "error",
  "no-empty-servers": "error",
  "no-server-trailing-slash": "error",
  "no-undefined-server-variable": "error",
  "no-enum-type-mismatch": "error",
  "no-duplicated-enum-values": "error",
  "no-duplicated-tag-names": "error",
  "no-schema-type-mismatch": "error",
  "no-required-schema-properties-undefined": "error",
  "no-mixed-number-range-constraints": "error",
  "no-invalid-schema-examples": "error",
  "no-invalid-media-type-examples": "error",
  "no-invalid-parameter-examples": "error",
  "spec-components-invalid-map-name": "error"
} as const

const lint = Effect.fn("ContractChecks.lint")(function*(text: string) {
  // A reference to another file or address would be fetched: the contract is to stand alone.
  const outside = [...text.matchAll(/\$ref:\s*["']?([^"'#\s][^"'\s]*)/g)].map(([, ref = ""]) =>
    finding("outside-reference", ref, "refers to something outside of the document")
  )
  if (outside.length > 0) return outside
  const redocly = yield* Effect.tryPromise({
    try: () => import("@redocly/openapi-core"),
    catch: missing("@redocly/openapi-core")
  })
  const problems = yield* Effect.promise(() =>
    redocly.createConfig({ rules }).then((config) =>
      redocly.lintFromString({ source: text, absoluteRef: "openapi.yaml", config })
    )
  )
  return problems.map(({ location, message, ruleId }) =>
    finding(ruleId, location[0]?.pointer ?? "#/", message.replace(/\s+/g, " ").trim())
  )
})

const withDatabase = <A, E>(
  sql: string,
  use: (ask: Ask) => Effect.Effect<A, E>
): Effect.Effect<A, E | SqlRefused | CheckUnavailable> =>
  Effect.gen(function*() {
    const { PGlite } = yield* Effect.tryPromise({
      try: () => import("@electric-sql/pglite"),
      catch: missing("@electric-sql/pglite")
    })
    const database = yield* Effect.acquireRelease(
      Effect.promise(() => PGlite.create()),
      (open) => Effect.promise(() => open.close())
    )
    yield* Effect.tryPromise({ try: () => database.exec(sql), catch: refused })
    return yield* use((query) =>
      Effect.tryPromise({ try: () => database.query(query).then(({ rows }) => rows), catch: refused })
    )
  }).pipe(Effect.scoped)

const refused = (cause: unknown) =>
  new SqlRefused({ reason: (cause instanceof Error ? cause.message : String(cause)).replace(/\s+/g, " ") })
