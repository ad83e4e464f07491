/** What an operation answers, when it succeeds and when it does not. */
import type { Operation } from "../../domain/Backend.ts"
import type { JsonSchema, Parameter, ResponseObject } from "../../domain/OpenApi.ts"
import {
  bookedSpan,
  bookedThings,
  creates,
  hasSignIn,
  isSignIn,
  type Model,
  pathParameters,
  regularFields,
  tie,
  uniqueFields
} from "./design.ts"
import { entitySchema } from "./entitySchema.ts"
import { objectExample } from "./examples.ts"
import { objectSchema } from "./fieldSchema.ts"
import { pageSize } from "./limits.ts"
import { phrase } from "./names.ts"
import { type ProblemStatus, problemStatuses } from "./problems.ts"
import { isOpen, security } from "./security.ts"
import { opensSession, sessionSchema } from "./session.ts"

/** The one answer of a success, under its status. */
export const success = (model: Model, operation: Operation): { readonly [status: string]: ResponseObject } => {
  const json = (schema: JsonSchema) => ({ "application/json": { schema } })
  const entity = model.entities.get(operation.entity)
  const answer: JsonSchema = operation.answer.length > 0
    ? answerSchema(model, operation)
    : entity === undefined
    ? { type: "object" }
    : { $ref: `#/components/schemas/${entity.name}` }
  const isSession = opensSession(model, operation)
  const session = (own: JsonSchema) => isSession ? sessionSchema(operation, own) : own
  const one: JsonSchema = entity === undefined
    ? session(answer)
    : isSession
    ? session(Object.assign({}, entitySchema(model, entity), { "x-entity": entity.name }))
    : { $ref: `#/components/schemas/${entity.name}` }
  switch (operation.returns) {
    case "none":
      return isSession
        ? { 200: { description: "The session.", content: json(session({ type: "object" })) } }
        : { 204: { description: "Done." } }
    case "one":
      return creates(model, operation)
        ? {
          201: {
            description: `The new ${phrase(operation.entity) || "thing"}.`,
            ...(hasAddress(model, operation.entity) ? { headers: { Location: location } } : {}),
            content: json(one)
          }
        }
        : {
          200: { description: entity === undefined ? "The answer." : `The ${phrase(entity.name)}.`, content: json(one) }
        }
    case "many":
      return {
        200: {
          description: entity === undefined ? "A page of answers." : `A page of ${phrase(entity.plural)}.`,
          content: json({
            type: "object",
            required: ["items", "total"],
            properties: {
              items: { type: "array", maxItems: pageSize.maximum, items: one },
              total: { type: "integer", minimum: 0, description: "How many there are on all pages." }
            }
          })
        }
      }
    default:
      return { 200: { description: "The answer.", content: json(session(answer)) } }
  }
}

// A password is asked for, never told.
const answerSchema = (model: Model, operation: Operation): JsonSchema => {
  const fields = regularFields(model, operation.answer).filter((field) => field.type !== "password")
  return objectSchema(fields, undefined, objectExample(model, fields))
}

const location = {
  description: "Where to read it from now on.",
  schema: { type: "string", format: "uri-reference" }
}

/** Whether one of an entity can be read by its id alone. */
const hasAddress = (model: Model, entity: string): boolean =>
  model.operations.some((operation) =>
    operation.method === "get" && operation.returns === "one" && operation.entity === entity &&
    operation.path.endsWith("}") && pathParameters(operation.path).length === 1
  )

/** Whether it may make two of what there is to be one of, or book what is booked already. */
const mayClash = (model: Model, operation: Operation): boolean => {
  const entity = model.entities.get(operation.entity)
  if (isSignIn(operation) || operation.method === "get" || operation.method === "delete") return false
  if (asksWhetherFree(model, operation)) return true
  if (entity === undefined) return false
  const isNew = creates(model, operation)
  const span = bookedSpan(model, entity)
  const booked = new Set(span.length === 0 ? [] : [...span, ...bookedThings(model, entity).map(({ name }) => name)])
  const ties = tie(model, entity)
  const unique = new Set([...uniqueFields(model, entity), ...ties])
  return operation.body.some(({ name }) => unique.has(name) || booked.has(name)) || (isNew && ties.length > 0)
}

/** Whether it says of a thing if it can be booked: `POST /cars/{carId}/check-availability`. */
const asksWhetherFree = (model: Model, { entity, method, path }: Operation): boolean =>
  method === "post" && /availability$/i.test(path) &&
  [...model.entities.values()].some((booking) =>
    bookedSpan(model, booking).length > 0 && bookedThings(model, booking).some((field) => field.entity === entity)
  )

/** The statuses of the problems it may answer. */
export const failures = (
  model: Model,
  operation: Operation,
  parameters: ReadonlyArray<Parameter>,
  hasBody: boolean
): ReadonlyArray<ProblemStatus> => {
  const guarded = hasSignIn(model) && !isOpen(operation) && security(model, operation).length === 1
  const everyRole = model.personas.every(({ id, signsIn }) => !signsIn || operation.roles.includes(id))
  const applies: { readonly [status in ProblemStatus]: boolean } = {
    400: hasBody,
    401: guarded || (hasSignIn(model) && isSignIn(operation)),
    403: guarded && !everyRole,
    404: parameters.some((parameter) => parameter.in === "path"),
    409: mayClash(model, operation),
    415: hasBody,
    422: hasBody || parameters.some((parameter) => parameter.in === "query"),
    // What anybody may call is what gets flooded.
    429: !guarded
  }
  return problemStatuses.filter((status) => applies[status])
}
