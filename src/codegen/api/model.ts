/** The contract as the mocks see it: entities with typed fields, read from the OpenAPI document alone, hand edits included. */
import { Option } from "effect"
import { FieldType } from "../../domain/Backend.ts"
import { type JsonSchema, type OpenApiDocument, refName, resolve } from "../../domain/OpenApi.ts"
import { words } from "../backend/names.ts"

/** What a field holds, and what a hand-edited schema may nest. */
export const fieldKinds = [...FieldType.literals, "list", "object"] as const
type FieldKind = (typeof fieldKinds)[number]

export interface FieldModel {
  readonly name: string
  readonly kind: FieldKind
  readonly required: boolean
  /** The values of an `enum`. */
  readonly values: ReadonlyArray<string>
  /** The entity that a `reference` names, or whose rows a `list` or `object` holds; `""` for none. */
  readonly entity: string
  readonly examples: ReadonlyArray<unknown>
  readonly readOnly: boolean
  readonly minimum: number | undefined
  readonly maximum: number | undefined
  readonly maxLength: number | undefined
}

export interface EntityModel {
  readonly name: string
  readonly description: string
  readonly titleField: string
  readonly fields: ReadonlyArray<FieldModel>
}

/** The entities of a document by name: its component schemas that have an id. */
export const toEntities = (document: OpenApiDocument): ReadonlyMap<string, EntityModel> =>
  new Map(
    Object.entries(document.components?.schemas ?? {}).flatMap(
      ([name, schema]): ReadonlyArray<[string, EntityModel]> => {
        if (!Object.hasOwn(schema.properties ?? {}, "id")) return []
        const fields = toFields(document, schema)
        const titleField = schema["x-title-field"] ?? fields.find(({ kind }) => kind === "string")?.name ?? "id"
        return [[name, { name, description: schema.description ?? "", titleField, fields }]]
      }
    )
  )

/** The properties of an object schema; none for what is no object. */
export const toFields = (document: OpenApiDocument, schema: JsonSchema): ReadonlyArray<FieldModel> => {
  const object = Option.getOrUndefined(resolve(document, schema))
  return Object.entries(object?.properties ?? {}).map(([name, property]) =>
    toField(document, name, property, object?.required?.includes(name) ?? false)
  )
}

/** A property or parameter. */
export const toField = (
  document: OpenApiDocument,
  name: string,
  property: JsonSchema,
  required: boolean
): FieldModel => {
  const schema: JsonSchema = Option.getOrElse(resolve(document, property), () => ({}))
  const kind = kindOf(schema)
  return {
    name,
    kind,
    required,
    values: schema.enum ?? [],
    entity: schema["x-entity"] ?? (kind === "list" ? refName(schema.items ?? {}) : refName(property)) ?? "",
    examples: schema.examples ?? [],
    readOnly: schema.readOnly === true,
    minimum: schema.minimum,
    maximum: schema.maximum,
    maxLength: schema.maxLength
  }
}

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
