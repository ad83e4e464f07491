/** The operations of a design as the paths of an OpenAPI document. */
import type { Operation } from "../../domain/Backend.ts"
import type { OpenApiDocument, OperationObject } from "../../domain/OpenApi.ts"
import type { BodySchemas } from "./bodies.ts"
import { hasSignIn, type Model, pathShape } from "./design.ts"
import { markdown, pascalCase } from "./names.ts"
import { toParameters } from "./parameters.ts"
import { problemRef } from "./problems.ts"
import { failures, success } from "./responses.ts"
import { security } from "./security.ts"

/** Every operation under its path and method. Paths of one shape are one path: the first to be declared names its parameters. */
export const toPaths = (model: Model, bodies: BodySchemas): OpenApiDocument["paths"] => {
  const named = new Map<string, string>()
  const paths = new Map<string, OpenApiDocument["paths"][string]>()
  for (const operation of model.operations) {
    const shape = pathShape(operation.path)
    const path = named.get(shape) ?? distinctParameters(operation.path)
    named.set(shape, path)
    paths.set(path, { ...paths.get(path), [operation.method]: toOperation(model, bodies, operation, path) })
  }
  return Object.fromEntries(paths)
}

const distinctParameters = (path: string): string => {
  const seen = new Set<string>()
  return path.replace(/\{([^}]*)\}/g, (whole, name: string) => {
    if (!seen.has(name)) {
      seen.add(name)
      return whole
    }
    let count = 2
    while (seen.has(`${name}${count}`)) count++
    seen.add(`${name}${count}`)
    return `{${name}${count}}`
  })
}

const toOperation = (model: Model, bodies: BodySchemas, operation: Operation, path: string): OperationObject => {
  const parameters = toParameters(model, operation, path)
  const body = bodies.of(operation.id)
  const statuses = failures(model, operation, parameters, body !== undefined)
  return {
    operationId: operation.id,
    summary: operation.summary,
    description: description(model, operation),
    tags: [tagOf(model, operation)],
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined ? {} : {
      requestBody: { required: body.required, content: { "application/json": { schema: body.schema } } }
    }),
    responses: {
      ...success(model, operation),
      ...Object.fromEntries(statuses.map((status) => [String(status), problemRef(status)]))
    },
    // Said of what is open to everyone too: left out, it would read as forgotten.
    security: hasSignIn(model) ? security(model, operation) : [],
    ...(operation.requirementIds.length === 0 ? {} : { "x-requirements": [...new Set(operation.requirementIds)] }),
    ...(operation.roles.length === 0 ? {} : { "x-roles": [...new Set(operation.roles)] })
  }
}

/** Which requirements it serves and who may call it: what `x-requirements` and `x-roles` hold, for those who read. */
const description = (model: Model, operation: Operation): string => {
  const served = [...new Set(operation.requirementIds)].map((id) => {
    const title = model.requirements.get(id)
    return title === undefined ? id : `${id} (${markdown(title.replace(/\s+/g, " ").trim())})`
  })
  const roles = [...new Set(operation.roles)].map((role) => `\`${role}\``)
  const needed = hasSignIn(model) ? security(model, operation) : []
  return [
    ...(served.length === 0 ? [] : [`Serves ${served.join(", ")}.`]),
    needed.length === 0
      ? "Open to everyone."
      : needed.length > 1
      ? "Signing in is optional."
      : `For ${roles.join(", ")}.`
  ].join(" ")
}

const tagOf = (model: Model, operation: Operation): string => {
  if (model.entities.has(operation.entity)) return operation.entity
  const segment = operation.path.split("/").find((part) => part !== "" && !part.startsWith("{"))
  return segment === undefined ? "General" : pascalCase(segment)
}
