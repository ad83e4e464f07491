/** What an operation asks for in its path and query. */
import type { Entity, Field, Operation } from "../../domain/Backend.ts"
import type { Parameter } from "../../domain/OpenApi.ts"
import { type Model, parameterEntity, pathParameters, regularFields } from "./design.ts"
import { fieldSchema } from "./fieldSchema.ts"
import { phrase } from "./names.ts"

/** The parameters of an operation at that path, those of the path first. */
export const toParameters = (model: Model, operation: Operation, path: string): ReadonlyArray<Parameter> => {
  const inPath = pathParameters(path).map((name) => pathParameter(name, parameterEntity(model, path, name)))
  // A GET or DELETE has no body by HTTP's own rules: what the design puts there is asked for in the query.
  const asked = regularFields(model, bodiless(operation) ? [...operation.query, ...operation.body] : operation.query)
  return [...inPath, ...asked.map(queryParameter), ...paging(operation, new Set(asked.map((field) => field.name)))]
}

const bodiless = ({ method }: Operation): boolean => method === "get" || method === "delete"

const pathParameter = (name: string, entity: Entity | undefined): Parameter => ({
  name,
  in: "path",
  required: true,
  ...(entity === undefined ? {} : { description: `Id of the ${phrase(entity.name)}.` }),
  schema: entity === undefined ? { type: "string" } : { type: "string", format: "uuid", "x-entity": entity.name }
})

const queryParameter = (field: Field): Parameter => {
  const { description, ...schema } = fieldSchema(field)
  return {
    name: field.name,
    in: "query",
    ...(field.required ? { required: true } : {}),
    ...(description === undefined ? {} : { description }),
    schema
  }
}

const ownPaging = ["page", "pageSize", "perPage", "limit", "offset", "cursor", "size", "take", "skip"]

// An answer that is a page has a way to ask for the next one and for its order, unless the design has its own.
const paging = (operation: Operation, asked: ReadonlySet<string>): ReadonlyArray<Parameter> =>
  operation.returns !== "many" || operation.method !== "get" ? [] : [
    ...(ownPaging.some((name) => asked.has(name)) ? [] : [
      {
        name: "limit",
        in: "query",
        description: "How many to answer at most.",
        schema: { type: "integer", minimum: 1, maximum: 100, default: 50 }
      },
      {
        name: "offset",
        in: "query",
        description: "How many to pass over.",
        schema: { type: "integer", minimum: 0, default: 0 }
      }
    ] as const),
    ...(["sort", "sortBy", "order", "orderBy"].some((name) => asked.has(name)) ? [] : [
      {
        name: "sort",
        in: "query",
        description: "The property to sort by; a leading `-` for descending.",
        schema: { type: "string" }
      }
    ] as const)
  ]
