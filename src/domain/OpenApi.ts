/**
 * The part of OpenAPI 3.1 that dpg writes and reads back.
 * `backend/openapi.yaml` on disk is the truth for every later step, hand edits included,
 * so what is decoded here is a subset: members dpg has no use for are passed over.
 */
import { Option, Schema } from "effect"

/** A JSON Schema as it stands in an OpenAPI document. */
export interface JsonSchema {
  readonly $ref?: string
  readonly type?: string | ReadonlyArray<string>
  readonly format?: string
  readonly title?: string
  readonly description?: string
  readonly enum?: ReadonlyArray<string>
  readonly properties?: { readonly [name: string]: JsonSchema }
  /** `false` where the object holds nothing else; any other value says nothing to dpg. */
  readonly additionalProperties?: unknown
  readonly required?: ReadonlyArray<string>
  readonly items?: JsonSchema
  readonly maxItems?: number
  readonly readOnly?: boolean
  readonly writeOnly?: boolean
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly pattern?: string
  readonly default?: unknown
  readonly examples?: ReadonlyArray<unknown>
  /** The entity whose id this holds. */
  readonly "x-entity"?: string
  /** The property a person recognises one by, on an entity's schema. */
  readonly "x-title-field"?: string
  /** Properties that no two have the same values of, taken together, on an entity's schema. */
  readonly "x-unique"?: ReadonlyArray<ReadonlyArray<string>>
  /** The first and the last day on which no other may take up what one refers to, on an entity's schema. */
  readonly "x-no-overlap"?: ReadonlyArray<string>
  /** How a value is shown and asked for, where `format` has no word for it: money in the product's currency, long text, a picture's or file's address. */
  readonly "x-format"?: "money" | "text" | "image" | "file"
  /** Media types of the files that may be chosen, where the address is a data URL of what a user chose. */
  readonly "x-accept"?: ReadonlyArray<string>
}

export const JsonSchema: Schema.Codec<JsonSchema> = Schema.Struct({
  $ref: Schema.optionalKey(Schema.String),
  type: Schema.optionalKey(Schema.Union([Schema.String, Schema.Array(Schema.String)])),
  format: Schema.optionalKey(Schema.String),
  title: Schema.optionalKey(Schema.String),
  description: Schema.optionalKey(Schema.String),
  enum: Schema.optionalKey(Schema.Array(Schema.String)),
  properties: Schema.optionalKey(
    Schema.Record(Schema.String, Schema.suspend((): Schema.Codec<JsonSchema> => JsonSchema))
  ),
  additionalProperties: Schema.optionalKey(Schema.Unknown),
  required: Schema.optionalKey(Schema.Array(Schema.String)),
  items: Schema.optionalKey(Schema.suspend((): Schema.Codec<JsonSchema> => JsonSchema)),
  maxItems: Schema.optionalKey(Schema.Finite),
  readOnly: Schema.optionalKey(Schema.Boolean),
  writeOnly: Schema.optionalKey(Schema.Boolean),
  minLength: Schema.optionalKey(Schema.Finite),
  maxLength: Schema.optionalKey(Schema.Finite),
  minimum: Schema.optionalKey(Schema.Finite),
  maximum: Schema.optionalKey(Schema.Finite),
  pattern: Schema.optionalKey(Schema.String),
  default: Schema.optionalKey(Schema.Unknown),
  examples: Schema.optionalKey(Schema.Array(Schema.Unknown)),
  "x-entity": Schema.optionalKey(Schema.String),
  "x-title-field": Schema.optionalKey(Schema.String),
  "x-unique": Schema.optionalKey(Schema.Array(Schema.Array(Schema.String))),
  "x-no-overlap": Schema.optionalKey(Schema.Array(Schema.String)),
  "x-format": Schema.optionalKey(Schema.Literals(["money", "text", "image", "file"])),
  "x-accept": Schema.optionalKey(Schema.Array(Schema.String))
})

export const Parameter = Schema.Struct({
  name: Schema.String,
  in: Schema.Literals(["path", "query", "header", "cookie"]),
  required: Schema.optionalKey(Schema.Boolean),
  description: Schema.optionalKey(Schema.String),
  schema: JsonSchema
})
export type Parameter = typeof Parameter.Type

const Content = Schema.Record(
  Schema.String,
  Schema.Struct({ schema: Schema.optionalKey(JsonSchema), example: Schema.optionalKey(Schema.Unknown) })
)

/** An answer, or a `$ref` to one in `components.responses`. */
export const ResponseObject = Schema.Struct({
  $ref: Schema.optionalKey(Schema.String),
  description: Schema.optionalKey(Schema.String),
  headers: Schema.optionalKey(
    Schema.Record(
      Schema.String,
      Schema.Struct({ description: Schema.optionalKey(Schema.String), schema: Schema.optionalKey(JsonSchema) })
    )
  ),
  content: Schema.optionalKey(Content)
})
export type ResponseObject = typeof ResponseObject.Type

export const OperationObject = Schema.Struct({
  operationId: Schema.NonEmptyString,
  summary: Schema.optionalKey(Schema.String),
  description: Schema.optionalKey(Schema.String),
  tags: Schema.optionalKey(Schema.Array(Schema.String)),
  parameters: Schema.optionalKey(Schema.Array(Parameter)),
  requestBody: Schema.optionalKey(Schema.Struct({ required: Schema.optionalKey(Schema.Boolean), content: Content })),
  responses: Schema.Record(Schema.String, ResponseObject),
  /** `[]` for everyone; with an empty requirement among them, signing in is optional. */
  security: Schema.optionalKey(Schema.Array(Schema.Record(Schema.String, Schema.Array(Schema.String)))),
  "x-requirements": Schema.optionalKey(Schema.Array(Schema.String)),
  /** Roles that may call it; absent or empty for everyone. */
  "x-roles": Schema.optionalKey(Schema.Array(Schema.String))
})
export type OperationObject = typeof OperationObject.Type

const PathItem = Schema.Struct({
  get: Schema.optionalKey(OperationObject),
  post: Schema.optionalKey(OperationObject),
  put: Schema.optionalKey(OperationObject),
  patch: Schema.optionalKey(OperationObject),
  delete: Schema.optionalKey(OperationObject)
})

export const OpenApiDocument = Schema.Struct({
  openapi: Schema.String.check(Schema.isPattern(/^3\.1\.\d+$/)),
  /** The day from which the dates of examples are told; a mock moves it to today. */
  "x-examples-day": Schema.optionalKey(Schema.String),
  info: Schema.Struct({
    title: Schema.NonEmptyString,
    version: Schema.String,
    description: Schema.optionalKey(Schema.String)
  }),
  servers: Schema.optionalKey(
    Schema.Array(Schema.Struct({ url: Schema.String, description: Schema.optionalKey(Schema.String) }))
  ),
  tags: Schema.optionalKey(
    Schema.Array(Schema.Struct({ name: Schema.String, description: Schema.optionalKey(Schema.String) }))
  ),
  paths: Schema.Record(Schema.String, PathItem),
  components: Schema.optionalKey(Schema.Struct({
    schemas: Schema.optionalKey(Schema.Record(Schema.String, JsonSchema)),
    securitySchemes: Schema.optionalKey(Schema.Record(Schema.String, Schema.Unknown)),
    responses: Schema.optionalKey(Schema.Record(Schema.String, ResponseObject))
  }))
})
export type OpenApiDocument = typeof OpenApiDocument.Type

/** An operation with where it stands in the document. */
export interface ApiOperation {
  readonly operationId: string
  readonly method: "get" | "post" | "put" | "patch" | "delete"
  readonly path: string
  readonly object: OperationObject
}

const methods = ["get", "post", "put", "patch", "delete"] as const

/** Every operation, in document order. */
export const operations = (document: OpenApiDocument): ReadonlyArray<ApiOperation> =>
  Object.entries(document.paths).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const object = item[method]
      return object === undefined ? [] : [{ operationId: object.operationId, method, path, object }]
    })
  )

/** The operation of that id, if the document has it. */
export const operation = (document: OpenApiDocument, operationId: string): ApiOperation | undefined =>
  operations(document).find((one) => one.operationId === operationId)

const schemaRef = /^#\/components\/schemas\/([^/]+)$/

/** The schema's own name when it is a `$ref` into `components.schemas`. */
export const refName = (schema: JsonSchema): string | undefined => schemaRef.exec(schema.$ref ?? "")?.[1]

/** The schema behind any chain of local `$ref`s; `none` where one leads nowhere or in a circle. */
export const resolve = (document: OpenApiDocument, schema: JsonSchema): Option.Option<JsonSchema> => {
  const seen = new Set<string>()
  let current = schema
  while (current.$ref !== undefined) {
    const name = refName(current)
    const next = name === undefined ? undefined : document.components?.schemas?.[name]
    if (name === undefined || next === undefined || seen.has(name)) return Option.none()
    seen.add(name)
    current = next
  }
  return Option.some(current)
}

/** The schema at a dotted path (`items.title`); arrays are entered without an index. `""` is the schema itself. */
export const schemaAt = (document: OpenApiDocument, schema: JsonSchema, path: string): Option.Option<JsonSchema> =>
  path.split(".").filter((part) => part !== "").reduce<Option.Option<JsonSchema>>(
    (at, part) =>
      Option.flatMap(at, (here) => {
        const inside = here.items === undefined ? Option.some(here) : resolve(document, here.items)
        return Option.flatMap(inside, (object) => {
          const property = object.properties?.[part]
          return property === undefined ? Option.none() : resolve(document, property)
        })
      }),
    resolve(document, schema)
  )

const json = (
  content: OperationObject["requestBody"] extends infer Body | undefined
    ? Body extends { readonly content: infer C } ? C | undefined : never
    : never
): JsonSchema | undefined => content?.["application/json"]?.schema

/** The JSON schema of the request body, not yet resolved; `undefined` for an operation without one. */
export const requestSchema = (operation: ApiOperation): JsonSchema | undefined =>
  json(operation.object.requestBody?.content)

/** The JSON schema of the first 2xx answer, not yet resolved; `undefined` where it has no body. */
export const responseSchema = (operation: ApiOperation): JsonSchema | undefined =>
  Object.entries(operation.object.responses)
    .filter(([status]) => status.startsWith("2"))
    .map(([, response]) => json(response.content))
    .find((schema) => schema !== undefined)

/** The backend as every later step sees it: what stands in `backend/openapi.yaml` and `backend/schema.sql`. */
export const Backend = Schema.Struct({ openapi: OpenApiDocument, sql: Schema.String })
export type Backend = typeof Backend.Type
