/** The least value that fits a JSON Schema, for requests that are none of dpg's steps. */
import { Option, Schema } from "effect"

/** The part of JSON Schema that says what a value must be. */
interface Shape {
  readonly $ref?: string
  readonly type?: string | ReadonlyArray<string>
  readonly const?: unknown
  readonly default?: unknown
  readonly enum?: ReadonlyArray<unknown>
  readonly anyOf?: ReadonlyArray<Shape>
  readonly oneOf?: ReadonlyArray<Shape>
  readonly allOf?: ReadonlyArray<Shape>
  readonly properties?: { readonly [name: string]: Shape }
  readonly required?: ReadonlyArray<string>
  readonly items?: Shape | boolean
  readonly prefixItems?: ReadonlyArray<Shape>
  readonly minItems?: number
  readonly minLength?: number
  readonly minimum?: number
  readonly exclusiveMinimum?: number
  readonly format?: string
  readonly $defs?: { readonly [name: string]: Shape }
  readonly definitions?: { readonly [name: string]: Shape }
}

const self = Schema.suspend((): Schema.Codec<Shape> => Shape)
const record = Schema.Record(Schema.String, self)

const Shape: Schema.Codec<Shape> = Schema.Struct({
  $ref: Schema.optionalKey(Schema.String),
  type: Schema.optionalKey(Schema.Union([Schema.String, Schema.Array(Schema.String)])),
  const: Schema.optionalKey(Schema.Unknown),
  default: Schema.optionalKey(Schema.Unknown),
  enum: Schema.optionalKey(Schema.Array(Schema.Unknown)),
  anyOf: Schema.optionalKey(Schema.Array(self)),
  oneOf: Schema.optionalKey(Schema.Array(self)),
  allOf: Schema.optionalKey(Schema.Array(self)),
  properties: Schema.optionalKey(record),
  required: Schema.optionalKey(Schema.Array(Schema.String)),
  items: Schema.optionalKey(Schema.Union([Schema.Boolean, self])),
  prefixItems: Schema.optionalKey(Schema.Array(self)),
  minItems: Schema.optionalKey(Schema.Finite),
  minLength: Schema.optionalKey(Schema.Finite),
  minimum: Schema.optionalKey(Schema.Finite),
  exclusiveMinimum: Schema.optionalKey(Schema.Finite),
  format: Schema.optionalKey(Schema.String),
  $defs: Schema.optionalKey(record),
  definitions: Schema.optionalKey(record)
})

/** A value that fits; `words` stand where any text may. Whatever is no schema gives `{}`. */
export const anyValue = (schema: unknown, words: string): unknown =>
  Option.match(Schema.decodeUnknownOption(Shape)(schema), {
    onNone: () => ({}),
    onSome: (root) => valueOf(root, root, words, 0)
  })

const maxDepth = 12
const maxItems = 20

const valueOf = (shape: Shape, root: Shape, words: string, depth: number): unknown => {
  if (depth > maxDepth) return null
  const inner = (one: Shape) => valueOf(one, root, words, depth + 1)
  if (shape.$ref !== undefined) {
    const name = shape.$ref.split("/").at(-1) ?? ""
    const target = root.$defs?.[name] ?? root.definitions?.[name]
    return target === undefined ? null : inner(target)
  }
  if ("const" in shape) return shape.const
  if (shape.enum !== undefined && shape.enum.length > 0) return shape.enum[0]
  if ("default" in shape) return shape.default
  const [choice] = shape.anyOf ?? shape.oneOf ?? []
  if (choice !== undefined) return inner(choice)
  if (shape.allOf !== undefined && shape.type === undefined) {
    const parts = shape.allOf.map(inner)
    return Object.assign({}, ...parts.filter((part) => typeof part === "object"))
  }
  const type = typeof shape.type === "string" ? shape.type : shape.type?.[0]
  switch (type ?? (shape.properties === undefined ? "string" : "object")) {
    case "object":
      return Object.fromEntries(
        (shape.required ?? []).map((name) => [name, inner(shape.properties?.[name] ?? { type: "string" })])
      )
    case "array": {
      const items = shape.prefixItems?.map(inner) ?? []
      const missing = Math.min(maxItems, Math.max(0, (shape.minItems ?? 0) - items.length))
      const element = typeof shape.items === "object" ? shape.items : {}
      return [...items, ...Array.from({ length: missing }, () => inner(element))]
    }
    case "number":
    case "integer":
      return Math.ceil(shape.minimum ?? (shape.exclusiveMinimum === undefined ? 0 : shape.exclusiveMinimum + 1))
    case "boolean":
      return false
    case "null":
      return null
    default:
      return textOf(shape, words)
  }
}

const formats: { readonly [format: string]: string } = {
  date: "2026-01-01",
  "date-time": "2026-01-01T00:00:00Z",
  time: "00:00:00Z",
  email: "nobody@example.com",
  uri: "https://example.com",
  uuid: "00000000-0000-4000-8000-000000000000"
}

const textOf = ({ format = "", minLength = 0 }: Shape, words: string): string =>
  formats[format] ?? words.padEnd(Math.min(minLength, 1000), ".")
