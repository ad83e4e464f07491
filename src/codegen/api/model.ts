/** The contract as the mocks see it: entities with typed fields, read from the OpenAPI document alone, hand edits included. */
import { Option, Result } from "effect"
import { FieldType } from "../../domain/Backend.ts"
import { type JsonSchema, type OpenApiDocument, operations, refName, resolve } from "../../domain/OpenApi.ts"
import { words } from "../backend/names.ts"

/** What a field holds, and what a hand-edited schema may nest. */
export const fieldKinds = [...FieldType.literals, "list", "object"] as const
type FieldKind = (typeof fieldKinds)[number]

export interface FieldModel {
  readonly name: string
  readonly kind: FieldKind
  readonly description: string
  readonly required: boolean
  /** The values of an `enum`. */
  readonly values: ReadonlyArray<string>
  /** The entity that a `reference` names, or whose rows a `list` or `object` holds; `""` for none. */
  readonly entity: string
  readonly examples: ReadonlyArray<unknown>
  readonly readOnly: boolean
  readonly nullable: boolean
  /** A format that its kind does not tell: `uuid` of what is no reference. */
  readonly format: string
  /** A regular expression that its text matches; `""` for none. */
  readonly pattern: string
  readonly minimum: number | undefined
  readonly maximum: number | undefined
  readonly minLength: number | undefined
  readonly maxLength: number | undefined
  readonly maxItems: number | undefined
  /** What a `list` holds. */
  readonly items: FieldModel | undefined
  /** What an `object` of a body holds, and whether that is all it may hold. */
  readonly fields: ReadonlyArray<FieldModel>
  readonly closed: boolean
}

export interface EntityModel {
  readonly name: string
  readonly description: string
  readonly titleField: string
  /** Whether it is a role that people sign in with: a singer, a tenant. */
  readonly isRole: boolean
  readonly fields: ReadonlyArray<FieldModel>
  /** Whole rows that the contract gives as examples. */
  readonly rows: ReadonlyArray<Row>
  /** Fields that no two rows have the same values of, taken together. */
  readonly unique: ReadonlyArray<ReadonlyArray<string>>
  /** The first and the last day that a row takes up what it refers to; empty for one that does not. */
  readonly span: ReadonlyArray<string>
}

type Row = { readonly [field: string]: unknown }

const isRow = (value: unknown): value is Row => typeof value === "object" && value !== null && !Array.isArray(value)

/** The entities of a document by name: its component schemas that have an id. */
export const toEntities = (document: OpenApiDocument): ReadonlyMap<string, EntityModel> => {
  const roles = operations(document).flatMap(({ object }) => object["x-roles"] ?? [])
  return new Map(
    Object.entries(document.components?.schemas ?? {}).flatMap(
      ([name, schema]): ReadonlyArray<[string, EntityModel]> => {
        if (!Object.hasOwn(schema.properties ?? {}, "id")) return []
        const fields = toFields(document, schema)
        const titleField = schema["x-title-field"] ?? fields.find(({ kind }) => kind === "string")?.name ?? "id"
        const { description = "", "x-no-overlap": span = [], "x-unique": unique = [] } = schema
        const rows = (schema.examples ?? []).filter(isRow)
        const isRole = roles.some((role) => sameThing(role, name))
        return [[name, { name, description, titleField, isRole, fields, rows, unique, span }]]
      }
    )
  )
}

/** The properties of an object schema; none for what is no object. */
export const toFields = (document: OpenApiDocument, schema: JsonSchema, depth = 0): ReadonlyArray<FieldModel> => {
  const object = Option.getOrUndefined(resolve(document, schema))
  return Object.entries(object?.properties ?? {}).map(([name, property]) =>
    toField(document, name, property, object?.required?.includes(name) ?? false, depth)
  )
}

/** A property or parameter. */
export const toField = (
  document: OpenApiDocument,
  name: string,
  property: JsonSchema,
  required: boolean,
  depth = 0
): FieldModel => {
  const schema: JsonSchema = Option.getOrElse(resolve(document, property), () => ({}))
  const kind = kindOf(schema)
  const nests = depth < maxDepth
  return {
    name,
    kind,
    description: schema.description ?? "",
    required,
    values: schema.enum ?? [],
    entity: schema["x-entity"] ?? (kind === "list" ? refName(schema.items ?? {}) : refName(property)) ?? "",
    examples: schema.examples ?? [],
    readOnly: schema.readOnly === true,
    nullable: Array.isArray(schema.type) && schema.type.includes("null"),
    format: (kind === "string" || kind === "reference") && schema.format === "uuid" ? "uuid" : "",
    pattern: isRegExp(schema.pattern) ? schema.pattern : "",
    minimum: schema.minimum,
    maximum: schema.maximum,
    minLength: schema.minLength,
    maxLength: schema.maxLength,
    maxItems: schema.maxItems,
    items: kind === "list" && nests && schema.items !== undefined
      ? toField(document, "", schema.items, false, depth + 1)
      : undefined,
    fields: kind === "object" && nests ? toFields(document, schema, depth + 1) : [],
    closed: schema.additionalProperties === false
  }
}

// A schema may refer to itself.
const maxDepth = 4

const isRegExp = (pattern: string | undefined): pattern is string =>
  pattern !== undefined && Result.isSuccess(Result.try(() => new RegExp(pattern, "u")))

const kindOf = (schema: JsonSchema): FieldKind => {
  const types = typeof schema.type === "string" ? [schema.type] : schema.type ?? []
  const type = types.find((one) => one !== "null") ?? (schema.properties === undefined ? "string" : "object")
  if (schema["x-entity"] !== undefined && type === "string") return "reference"
  if (schema.enum !== undefined && schema.enum.length > 0) return "enum"
  if (schema["x-format"] !== undefined) return schema["x-format"]
  switch (type) {
    case "integer":
    case "number":
    case "boolean":
    case "object":
      return type
    case "array":
      return "list"
    default:
      return formats.get(schema.format ?? "") ?? "string"
  }
}

const formats: ReadonlyMap<string, FieldKind> = new Map([
  ["date", "date"],
  ["date-time", "datetime"],
  ["email", "email"],
  ["uri", "url"],
  ["url", "url"],
  ["password", "password"]
])

/** Whether two names mean the same thing, singular or plural: `reviews` and `Review`. */
export const sameThing = (one: string, other: string): boolean => {
  const [a, b] = [singular(words(one).join("")), singular(words(other).join(""))]
  return a === b && a !== ""
}

/** A rough singular: enough to match a collection with its entity. */
export const singular = (word: string): string =>
  word.length < 4
    ? word
    : word.replace(/people$/, "person").replace(/children$/, "child").replace(/ies$/, "y")
      .replace(/(ss|x|z|ch|sh)es$/, "$1").replace(/([^s])s$/, "$1")
