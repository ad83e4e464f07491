/** Whether an answer is one that a contract declares: its status, its media type, and its body by the schema. */
import addFormats from "ajv-formats"
import { Ajv2020 } from "ajv/dist/2020.js"
import type { ApiOperation, OpenApiDocument } from "../../src/domain/OpenApi.ts"

export interface Answer {
  readonly status: number
  readonly mediaType: string
  /** The body, parsed where it is JSON; `undefined` for none. */
  readonly body: unknown
}

export const answerOf = async (response: Response): Promise<Answer> => {
  const text = await response.text()
  const mediaType = (response.headers.get("Content-Type") ?? "").split(";")[0] ?? ""
  return { status: response.status, mediaType, body: text === "" ? undefined : JSON.parse(text) }
}

/** What of an answer the contract does not declare; `""` for nothing. */
export const answerChecker = (document: OpenApiDocument): (operation: ApiOperation, answer: Answer) => string => {
  const ajv = new Ajv2020({ allErrors: true, strict: false })
  addFormats.default(ajv)
  ajv.addSchema({ $id: "contract", components: closed(document.components) })
  const validators = new Map<string, ReturnType<typeof ajv.compile>>()
  return ({ object, operationId }, { body, mediaType, status }) => {
    const declared = object.responses[String(status)]
    if (declared === undefined) return `${status} is not declared`
    const name = declared.$ref?.split("/").at(-1)
    const response = name === undefined ? declared : document.components?.responses?.[name]
    const content = response?.content?.[mediaType]
    if (response?.content === undefined) return body === undefined ? "" : `${status} has a body`
    if (content?.schema === undefined) return `${status} as ${mediaType} is not declared`
    const key = `${operationId} ${status}`
    const validate = validators.get(key) ?? ajv.compile(
      JSON.parse(JSON.stringify(closed(content.schema)).replaceAll("\"#/components", "\"contract#/components"))
    )
    validators.set(key, validate)
    return validate(body) ? "" : `${status}: ${ajv.errorsText(validate.errors)}`
  }
}

/** Schemas whose objects hold nothing that they do not declare. */
const closed = (schema: unknown): object =>
  JSON.parse(
    JSON.stringify(schema ?? {}, (_, value: unknown) =>
      typeof value === "object" && value !== null && "properties" in value && "type" in value
        ? { ...value, additionalProperties: false }
        : value)
  )
