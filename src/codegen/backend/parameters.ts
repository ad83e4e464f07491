/** What an operation asks for in its path and query. */
import type { Entity, Field, Operation } from "../../domain/Backend.ts"
import type { JsonSchema, Parameter } from "../../domain/OpenApi.ts"
import { isSortedList, type Model, parameterEntity, pathParameters, regularFields, sortFields } from "./design.ts"
import { fieldSchema } from "./fieldSchema.ts"
import { pageSize } from "./limits.ts"
import { filteredField, phrase } from "./names.ts"
import { defaultOrder, newest } from "./order.ts"

/** The parameters of an operation at that path, those of the path first. */
export const toParameters = (model: Model, operation: Operation, path: string): ReadonlyArray<Parameter> => {
  const inPath = pathParameters(path).map((name) => pathParameter(name, parameterEntity(model, path, name)))
  // A GET or DELETE has no body by HTTP's own rules: what the design puts there is asked for in the query.
  const asked = regularFields(model, bodiless(operation) ? [...operation.query, ...operation.body] : operation.query)
  return [
    ...inPath,
    ...asked.map((field) => queryParameter(model, operation, field)),
    // The size of a cup, one of several, is not how many are asked for.
    ...paging(model, operation, new Set(asked.flatMap(({ name, type }) => type === "enum" ? [] : [name])))
  ]
}

const bodiless = ({ method }: Operation): boolean => method === "get" || method === "delete"

const pathParameter = (name: string, entity: Entity | undefined): Parameter => ({
  name,
  in: "path",
  required: true,
  description: entity === undefined ? `The ${phrase(name)}.` : `Id of the ${phrase(entity.name)}.`,
  schema: entity === undefined ? { type: "string" } : { type: "string", format: "uuid", "x-entity": entity.name }
})

const queryParameter = (model: Model, operation: Operation, field: Field): Parameter => {
  const { description = narrowing(model, operation, field) ?? `The ${phrase(field.name)}.`, ...schema } = fieldSchema(
    field
  )
  return {
    name: field.name,
    in: "query",
    ...(field.required ? { required: true } : {}),
    description,
    schema
  }
}

/** What a parameter does to a list, as far as its name tells. */
const narrowing = (model: Model, operation: Operation, { entity, name, type }: Field): string | undefined => {
  if (operation.returns !== "many") return undefined
  const fields = model.entities.get(operation.entity)?.fields ?? []
  const of = fields.find((field) => field.name === filteredField(name, fields.map((one) => one.name)))
  if (type === "reference") return `Only those of this ${phrase(entity)}.`
  if (of === undefined) return /^(q|query|search|keywords?|text|term)$/.test(name) ? "Words to look for." : undefined
  if (of.name === name) return `Only those with this ${phrase(name)}.`
  return /^(min|from)|(Min|From|After)$/.test(name)
    ? `The least ${phrase(of.name)}.`
    : `The greatest ${phrase(of.name)}.`
}

const ownPaging = ["page", "pageSize", "perPage", "limit", "offset", "cursor", "size", "take", "skip"]

// An answer that is a page has a way to ask for the next one and for its order, unless the design has its own.
const paging = (model: Model, operation: Operation, asked: ReadonlySet<string>): ReadonlyArray<Parameter> =>
  operation.returns !== "many" || operation.method !== "get" ? [] : [
    ...(ownPaging.some((name) => asked.has(name)) ? [] : [
      {
        name: "limit",
        in: "query",
        description: "How many to answer at most.",
        schema: { type: "integer", minimum: 1, ...pageSize }
      },
      {
        name: "offset",
        in: "query",
        description: "How many to pass over.",
        schema: { type: "integer", minimum: 0, default: 0 }
      }
    ] as const),
    ...(isSortedList(operation) && model.entities.has(operation.entity)
      ? [{
        name: "sort",
        in: "query",
        description: "The property to sort by; a leading `-` for descending.",
        schema: sortSchema(model, operation)
      }] as const
      : [])
  ]

// A pattern rather than an enum: half as long, and the same to a server.
const sortSchema = (model: Model, operation: Operation): JsonSchema => {
  const entity = model.entities.get(operation.entity)
  const fields = entity === undefined ? [] : sortFields(model, entity)
  return {
    type: "string",
    pattern: `^-?(${fields.join("|")})$`,
    default: entity === undefined ? newest : defaultOrder(operation, entity, fields)
  }
}
