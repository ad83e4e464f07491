/** Schemas of the API as the types of `src/api/schema.d.ts` and the values they take. */
import { Option } from "effect"
import { type JsonSchema, type OpenApiDocument, resolve } from "../../../domain/OpenApi.ts"
import { propertyName, quote } from "../names.ts"

/** A piece of TypeScript and what is known of its value. */
export interface Expression {
  readonly code: string
  /** Its schema with any `$ref` resolved; `undefined` when nothing is known, then its type is `unknown`. */
  readonly schema: JsonSchema | undefined
  /** Whether it may be `undefined` or `null`. */
  readonly maybe: boolean
}

export type Kind = "string" | "enum" | "number" | "boolean" | "array" | "object" | "unknown"

/** The schema without its `$ref`; `undefined` where that leads nowhere. */
export const resolved = (document: OpenApiDocument, schema: JsonSchema): JsonSchema | undefined =>
  Option.getOrUndefined(resolve(document, schema))

/** What sort of value a resolved schema describes. */
export const kindOf = (schema: JsonSchema | undefined): Kind => {
  if (schema === undefined) return "unknown"
  if (schema.enum !== undefined && schema.enum.length > 0) return "enum"
  const types = typesOf(schema).filter((type) => type !== "null")
  if (types.length > 1) return "unknown"
  switch (types[0] ?? (schema.properties === undefined ? "" : "object")) {
    case "string":
      return "string"
    case "integer":
    case "number":
      return "number"
    case "boolean":
      return "boolean"
    case "array":
      return "array"
    case "object":
      return "object"
    default:
      return "unknown"
  }
}

export const isNullable = (schema: JsonSchema): boolean => typesOf(schema).includes("null")

const typesOf = (schema: JsonSchema): ReadonlyArray<string> =>
  typeof schema.type === "string" ? [schema.type] : schema.type ?? []

/** The schema of a property an object declares itself. */
export const propertyOf = (schema: JsonSchema | undefined, name: string): JsonSchema | undefined =>
  schema?.properties !== undefined && Object.hasOwn(schema.properties, name) ? schema.properties[name] : undefined

/** The value at a path below an expression: a typed access as far as the schema goes, `valueAt` for the rest. */
export const access = (
  document: OpenApiDocument,
  base: Expression,
  path: ReadonlyArray<string>,
  valueAt: () => string
): Expression => {
  let at = base
  for (const [index, part] of path.entries()) {
    const property = propertyOf(at.schema, part)
    const schema = property === undefined ? undefined : resolved(document, property)
    if (kindOf(at.schema) === "array" && part === "length") {
      at = { code: `${at.code}${at.maybe ? "?." : "."}length`, schema: { type: "integer" }, maybe: at.maybe }
    } else if (property === undefined || schema === undefined) {
      return { code: `${valueAt()}(${at.code}, ${quote(path.slice(index).join("."))})`, schema: undefined, maybe: true }
    } else {
      const optional = at.schema?.required?.includes(part) !== true && property.default === undefined
      const name = propertyName(part)
      at = {
        code: `${at.code}${name === part ? `${at.maybe ? "?." : "."}${part}` : `${at.maybe ? "?." : ""}[${name}]`}`,
        schema,
        maybe: at.maybe || optional || isNullable(schema)
      }
    }
  }
  return at
}

/** How much of a list is asked for at once. */
export const pageLimit = ({ maximum }: JsonSchema): number => Math.max(1, Math.min(maximum ?? 100, 100))

/** A schema as a type. */
export const typeText = (document: OpenApiDocument, schema: JsonSchema, depth = 0): string => {
  if (schema.$ref !== undefined) {
    const target = resolved(document, schema)
    return target === undefined || depth > 3 ? "unknown" : typeText(document, target, depth + 1)
  }
  const orNull = (type: string) => isNullable(schema) ? `${type} | null` : type
  switch (kindOf(schema)) {
    case "enum":
      return orNull((schema.enum ?? []).map(quote).join(" | "))
    case "string":
    case "number":
    case "boolean":
      return orNull(kindOf(schema))
    case "array":
      return orNull(`Array<${schema.items === undefined ? "unknown" : typeText(document, schema.items, depth + 1)}>`)
    case "object": {
      const entries = Object.entries(schema.properties ?? {})
      if (entries.length === 0) return orNull("Record<string, never>")
      const members = entries.map(([name, property]) =>
        `${propertyName(name)}${schema.required?.includes(name) === true ? "" : "?"}: ${
          typeText(document, property, depth + 1)
        }`
      )
      return orNull(`{ ${members.join("; ")} }`)
    }
    default:
      return "unknown"
  }
}

/** A value of that schema where a request needs one that nothing on the page gives. */
export const defaultText = (document: OpenApiDocument, schema: JsonSchema, depth = 0): string => {
  const target = resolved(document, schema)
  if (target === undefined) return "undefined"
  switch (kindOf(target)) {
    case "enum":
      return quote(target.enum?.[0] ?? "")
    case "string":
      return target.format === "date-time"
        ? "new Date().toISOString()"
        : target.format === "date"
        ? "new Date().toISOString().slice(0, 10)"
        : "\"\""
    case "number":
      return String(target.minimum ?? 0)
    case "boolean":
      return "false"
    case "array":
      return "[]"
    case "object": {
      if (depth > 3) return "{}"
      const members = (target.required ?? []).flatMap((name) => {
        const property = propertyOf(target, name)
        return property === undefined ? [] : [`${propertyName(name)}: ${defaultText(document, property, depth + 1)}`]
      })
      return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`
    }
    default:
      return "undefined"
  }
}
