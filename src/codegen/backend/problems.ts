/** Failures as the contract states them: problem details of RFC 9457. */
import type { JsonSchema, ResponseObject } from "../../domain/OpenApi.ts"

export const problemSchema: JsonSchema = {
  type: "object",
  description: "What went wrong, as problem details of RFC 9457.",
  required: ["type", "title", "status"],
  properties: {
    type: {
      type: "string",
      format: "uri-reference",
      description: "Names the kind of problem; `about:blank` where the status says it all."
    },
    title: { type: "string", description: "The kind of problem in words." },
    status: { type: "integer", minimum: 400, maximum: 599, description: "The HTTP status." },
    detail: { type: "string", description: "What is wrong this time." },
    instance: { type: "string", format: "uri-reference", description: "Names this occurrence, for support." },
    errors: {
      type: "array",
      maxItems: 100,
      description: "What of the body or the query was refused, and why.",
      items: {
        type: "object",
        required: ["detail"],
        properties: {
          detail: { type: "string", description: "What is wrong with the value, to be read after its name." },
          pointer: {
            type: "string",
            format: "uri-reference",
            description: "Where in the body it is, as a JSON Pointer in a URI fragment: `#/email`."
          },
          parameter: { type: "string", description: "The parameter of the query that it is." }
        }
      }
    }
  }
}

/** Every failure an operation may answer, by the status it has. */
export const problems = {
  400: {
    name: "BadRequest",
    title: "Bad Request",
    description: "The body is not JSON.",
    detail: "The body breaks off."
  },
  401: { name: "Unauthorized", title: "Unauthorized", description: "Nobody is signed in.", detail: "Sign in first." },
  403: {
    name: "Forbidden",
    title: "Forbidden",
    description: "The role of whoever is signed in may not do this.",
    detail: "Your role may not do this."
  },
  404: { name: "NotFound", title: "Not Found", description: "There is no such thing.", detail: "Nothing has this id." },
  409: {
    name: "Conflict",
    title: "Conflict",
    description: "There is one like it already, or it is taken on these days.",
    detail: "This is taken already."
  },
  415: {
    name: "UnsupportedMediaType",
    title: "Unsupported Media Type",
    description: "The body is sent as something other than `application/json`.",
    detail: "Send JSON, as `application/json`."
  },
  422: {
    name: "UnprocessableContent",
    title: "Unprocessable Content",
    description: "A value in the body or the query is refused.",
    detail: "One field needs your attention."
  },
  429: {
    name: "TooManyRequests",
    title: "Too Many Requests",
    description: "The same caller asks too often.",
    detail: "Wait a minute, then try again."
  }
} as const

export type ProblemStatus = keyof typeof problems

/** The statuses, in the order in which a server checks for them. */
export const problemStatuses: ReadonlyArray<ProblemStatus> = [429, 401, 403, 404, 415, 400, 422, 409]

const errorsOf: { readonly [status in ProblemStatus]?: string } = { 409: "is taken already", 422: "is required" }

/** A failure as an entry of `components.responses`, its body described by the schema of that name. */
export const problemResponse = (status: ProblemStatus, schemaName: string): ResponseObject => {
  const { description, detail, title } = problems[status]
  const message = errorsOf[status]
  return {
    description,
    ...(status === 429
      ? {
        headers: { "Retry-After": { description: "Seconds to wait.", schema: { type: "integer", minimum: 0 } } }
      }
      : {}),
    content: {
      "application/problem+json": {
        schema: { $ref: `#/components/schemas/${schemaName}` },
        example: {
          type: "about:blank",
          title,
          status,
          detail,
          ...(message === undefined ? {} : { errors: [{ detail: message, pointer: "#/name" }] })
        }
      }
    }
  }
}

/** The answer of an operation that may fail so. */
export const problemRef = (status: ProblemStatus): ResponseObject => ({
  $ref: `#/components/responses/${problems[status].name}`
})
