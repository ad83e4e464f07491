/** Failures as the contract states them: problem details of RFC 9457. */
import type { JsonSchema, ResponseObject } from "../../domain/OpenApi.ts"

export const problemSchema: JsonSchema = {
  type: "object",
  description: "What went wrong, as problem details of RFC 9457.",
  required: ["type", "title", "status"],
  properties: {
    type: { type: "string", format: "uri-reference", description: "Names the kind of problem." },
    title: { type: "string", description: "The kind of problem in words." },
    status: { type: "integer", description: "The HTTP status." },
    detail: { type: "string", description: "What is wrong this time." },
    errors: {
      type: "array",
      description: "The fields that were refused, and why.",
      items: {
        type: "object",
        required: ["field", "message"],
        properties: { field: { type: "string" }, message: { type: "string" } }
      }
    }
  }
}

/** Every failure an operation may answer, by the status it has. */
export const problems = {
  401: { name: "Unauthorized", title: "Unauthorized", description: "Nobody is signed in.", detail: "Sign in first." },
  403: {
    name: "Forbidden",
    title: "Forbidden",
    description: "The role of whoever is signed in may not do this.",
    detail: "Your role may not do this."
  },
  404: { name: "NotFound", title: "Not Found", description: "There is no such thing.", detail: "Nothing has this id." },
  422: {
    name: "UnprocessableContent",
    title: "Unprocessable Content",
    description: "The values sent make no sense.",
    detail: "One field needs your attention."
  }
} as const

export type ProblemStatus = keyof typeof problems

/** The statuses, in the order in which a server checks for them. */
export const problemStatuses: ReadonlyArray<ProblemStatus> = [401, 403, 404, 422]

/** A failure as an entry of `components.responses`, its body described by the schema of that name. */
export const problemResponse = (status: ProblemStatus, schemaName: string): ResponseObject => {
  const { description, detail, title } = problems[status]
  return {
    description,
    content: {
      "application/problem+json": {
        schema: { $ref: `#/components/schemas/${schemaName}` },
        example: {
          type: "about:blank",
          title,
          status,
          detail,
          ...(status === 422 ? { errors: [{ field: "name", message: "is required" }] } : {})
        }
      }
    }
  }
}

/** The answer of an operation that may fail so. */
export const problemRef = (status: ProblemStatus): ResponseObject => ({
  $ref: `#/components/responses/${problems[status].name}`
})
