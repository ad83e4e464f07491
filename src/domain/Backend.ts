/**
 * The backend as the model designs it: entities, operations and roles as flat lists.
 * `codegen/backend` compiles it to OpenAPI and SQL, so that the two cannot disagree.
 */
import { Schema } from "effect"
import { NonEmptyList } from "./NonEmptyList.ts"

/**
 * What a field holds. `reference` is the id of another entity; `money` is a decimal in the product's currency; `image` is
 * the address of a picture that is on the web; `imageFile` and `file` are what a user chooses from the device.
 */
export const FieldType = Schema.Literals([
  "string",
  "text",
  "integer",
  "number",
  "money",
  "boolean",
  "date",
  "datetime",
  "email",
  "url",
  "image",
  "imageFile",
  "file",
  "password",
  "enum",
  "reference"
])
export type FieldType = typeof FieldType.Type

/** The day, a Thursday, from which examples are told: what is later lies ahead, what is earlier is past. */
export const examplesDay = "2026-01-15"

export const Field = Schema.Struct({
  /** camelCase. Never `id`, `createdAt` or `updatedAt`: every entity has those. */
  name: Schema.String.check(Schema.isPattern(/^[a-z][A-Za-z0-9]*$/)),
  type: FieldType,
  description: Schema.String,
  required: Schema.Boolean,
  /** The values of an `enum`; `[]` otherwise. */
  values: Schema.Array(Schema.NonEmptyString),
  /** The entity a `reference` names; `""` otherwise. */
  entity: Schema.String,
  /**
   * Realistic values as text. In an entity's fields the nth of each belong to one and the same row, `""` where that row has
   * none; of a reference it is the number of the row referred to, from 1. Elsewhere one value or none.
   */
  examples: Schema.Array(Schema.String)
})
export type Field = typeof Field.Type

export const Entity = Schema.Struct({
  /** PascalCase, singular: `LoanApplication`. */
  name: Schema.String.check(Schema.isPattern(/^[A-Z][A-Za-z0-9]*$/)),
  /** camelCase plural, the path segment and table: `loanApplications`. */
  plural: Schema.String.check(Schema.isPattern(/^[a-z][A-Za-z0-9]*$/)),
  description: Schema.String,
  /** The field a person recognises one by; names one of `fields`. */
  titleField: Schema.String,
  fields: NonEmptyList(Field)
})
export type Entity = typeof Entity.Type

/** How many rows of examples an entity has: as many as its fullest field. */
export const exampleCount = ({ fields }: Entity): number =>
  Math.max(0, ...fields.map(({ examples }) => examples.length))

/** The row that an example of a reference names: by its number, from 1, or by its title. Counted from 0. */
export const referredRow = (target: Entity, example: string): number | undefined => {
  const text = example.trim()
  if (text === "") return undefined
  const titles = target.fields.find(({ name }) => name === target.titleField)?.examples ?? []
  const index = /^\d+$/.test(text) ? Number(text) - 1 : titles.findIndex((title) => title.trim() === text)
  return index >= 0 && index < exampleCount(target) ? index : undefined
}

const HttpMethod = Schema.Literals(["get", "post", "put", "patch", "delete"])

export const Operation = Schema.Struct({
  /** camelCase, unique: `listBooks`, `castVote`. */
  id: Schema.String.check(Schema.isPattern(/^[a-z][A-Za-z0-9]*$/)),
  method: HttpMethod,
  /** OpenAPI path template, camelCase parameters: `/books/{bookId}/loans`. Path parameters are string ids. */
  path: Schema.String.check(Schema.isPattern(/^(\/([a-z][A-Za-z0-9-]*|\{[a-z][A-Za-z0-9]*\}))+$/)),
  summary: Schema.NonEmptyString,
  /** The entity it is about; `""` for none. */
  entity: Schema.String,
  /** Roles (persona ids) that may call it; `[]` for everyone, signed in or not. */
  roles: Schema.Array(Schema.String),
  requirementIds: Schema.Array(Schema.String),
  query: Schema.Array(Field),
  /** Fields of the JSON request body; `[]` for no body. */
  body: Schema.Array(Field),
  /**
   * What a success answers: `one` entity, `many` (a page: `{items, total}`), `object` (the `answer` fields), or `none`.
   */
  returns: Schema.Literals(["one", "many", "object", "none"]),
  /** Fields of the answer when `returns` is `object`; `[]` otherwise. */
  answer: Schema.Array(Field)
})
export type Operation = typeof Operation.Type

export const BackendDesign = Schema.Struct({
  title: Schema.NonEmptyString,
  description: Schema.String,
  entities: Schema.Array(Entity),
  operations: Schema.Array(Operation),
  notes: Schema.Array(Schema.String)
})
export type BackendDesign = typeof BackendDesign.Type
