/**
 * The limits Bedrock puts on a JSON Schema that an answer is held to (structured output and strict tools).
 * Source: Amazon Bedrock user guide, "Structured outputs"; Anthropic's documentation of the same.
 */
import { Predicate } from "effect"

/** What is wrong with it, in one line; `undefined` when the service takes it. */
export const schemaTrouble = (schema: unknown): string | undefined => {
  const counts = { optional: 0, unions: 0 }
  const trouble = troubleIn(schema, schema, [], counts)
  if (trouble !== undefined) return trouble
  if (counts.optional > 24) return `Schema has ${counts.optional} optional parameters, at most 24 are supported`
  return counts.unions > 16
    ? `Schema has ${counts.unions} parameters with union types, at most 16 are supported`
    : undefined
}

const unsupported = [
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "multipleOf",
  "minLength",
  "maxLength",
  "maxItems",
  "uniqueItems",
  "patternProperties",
  "propertyNames",
  "if",
  "not"
]

const troubleIn = (
  node: unknown,
  root: unknown,
  references: ReadonlyArray<string>,
  counts: { optional: number; unions: number }
): string | undefined => {
  if (!Predicate.isObject(node)) return node === false ? "Schema 'false' is not supported" : undefined
  const schema: Readonly<Record<string, unknown>> = { ...node }
  const keyword = unsupported.find((name) => name in schema)
  if (keyword !== undefined) return `For '${String(schema["type"])}' type, property '${keyword}' is not supported`
  if (typeof schema["minItems"] === "number" && schema["minItems"] > 1) {
    return "For 'array' type, 'minItems' values other than 0 or 1 are not supported"
  }
  const reference = schema["$ref"]
  if (typeof reference === "string") {
    if (references.includes(reference)) return `Recursive schemas are not supported: '${reference}'`
    return troubleIn(resolve(root, reference), root, [...references, reference], counts)
  }
  if (schema["type"] === "object" && schema["additionalProperties"] !== false) {
    return "For 'object' type, 'additionalProperties' must be explicitly set to false"
  }
  if (Array.isArray(schema["type"]) || Array.isArray(schema["anyOf"])) counts.unions++
  const properties = Predicate.isObject(schema["properties"]) ? Object.entries(schema["properties"]) : []
  const required = new Set(Array.isArray(schema["required"]) ? schema["required"] : [])
  counts.optional += properties.filter(([name]) => !required.has(name)).length
  const children = [
    ...properties.map(([, child]) => child),
    schema["items"],
    ...["anyOf", "allOf", "oneOf"].flatMap((name) => Array.isArray(schema[name]) ? schema[name] : [])
  ]
  for (const child of children) {
    const trouble = troubleIn(child, root, references, counts)
    if (trouble !== undefined) return trouble
  }
  return undefined
}

const resolve = (root: unknown, reference: string): unknown =>
  reference.split("/").slice(1).reduce<unknown>(
    (node, part) => Predicate.isObject(node) ? Object.entries(node).find(([name]) => name === part)?.[1] : undefined,
    root
  )
