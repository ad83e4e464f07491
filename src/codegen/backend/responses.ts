/** What an operation answers, when it succeeds and when it does not. */
import type { Operation } from "../../domain/Backend.ts"
import type { JsonSchema, Parameter, ResponseObject } from "../../domain/OpenApi.ts"
import { creates, hasSignIn, isSignIn, type Model, regularFields } from "./design.ts"
import { objectSchema } from "./fieldSchema.ts"
import { phrase } from "./names.ts"
import { type ProblemStatus, problemStatuses } from "./problems.ts"
import { isOpen, security } from "./security.ts"

/** The one answer of a success, under its status. */
export const success = (model: Model, operation: Operation): { readonly [status: string]: ResponseObject } => {
  const json = (schema: JsonSchema) => ({ "application/json": { schema } })
  const entity = model.entities.get(operation.entity)
  const answer: JsonSchema = operation.answer.length > 0
    ? answerSchema(model, operation)
    : entity === undefined
    ? { type: "object" }
    : { $ref: `#/components/schemas/${entity.name}` }
  const one: JsonSchema = entity === undefined ? answer : { $ref: `#/components/schemas/${entity.name}` }
  switch (operation.returns) {
    case "none":
      return { 204: { description: "Done." } }
    case "one":
      return creates(model, operation)
        ? { 201: { description: `The new ${phrase(operation.entity) || "thing"}.`, content: json(one) } }
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
              items: { type: "array", items: one },
              total: { type: "integer", minimum: 0, description: "How many there are on all pages." }
            }
          })
        }
      }
    default:
      return { 200: { description: "The answer.", content: json(answer) } }
  }
}

// A password is asked for, never told.
const answerSchema = (model: Model, operation: Operation): JsonSchema =>
  objectSchema(regularFields(model, operation.answer).filter((field) => field.type !== "password"), false)

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
    401: guarded || (hasSignIn(model) && isSignIn(operation)),
    403: guarded && !everyRole,
    404: parameters.some((parameter) => parameter.in === "path"),
    422: hasBody || parameters.some((parameter) => parameter.in === "query")
  }
  return problemStatuses.filter((status) => applies[status])
}
