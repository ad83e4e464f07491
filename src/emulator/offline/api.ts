/** An OpenAPI document as the later stages read it: what each operation does, and to what. */
import { Option } from "effect"
import {
  type ApiOperation,
  type JsonSchema,
  type OpenApiDocument,
  operations,
  type Parameter,
  refName,
  requestSchema,
  resolve,
  responseSchema
} from "../../domain/OpenApi.ts"
import type { Prd } from "../../domain/Prd.ts"
import { firstSentence, withoutBraces } from "./words.ts"

export type Kind =
  | "list"
  | "get"
  | "create"
  | "update"
  | "remove"
  | "action"
  | "report"
  | "register"
  | "signIn"
  | "profile"
  | "updateProfile"

/** One operation, read. */
export interface Call {
  readonly id: string
  readonly kind: Kind
  /** The entity it answers, or is about; `""` for none. */
  readonly entity: string
  readonly api: ApiOperation
  readonly summary: string
  readonly roles: ReadonlyArray<string>
  readonly requirementIds: ReadonlyArray<string>
  readonly pathParameters: ReadonlyArray<string>
  readonly query: ReadonlyArray<Parameter>
  /** The properties of the request body, resolved; `[]` for none. */
  readonly body: ReadonlyArray<Property>
  /** The properties of the answer, or of one element of a list, resolved. */
  readonly answer: ReadonlyArray<Property>
}

export interface Property {
  readonly name: string
  readonly schema: JsonSchema
  readonly required: boolean
}

export interface Api {
  readonly document: OpenApiDocument
  readonly calls: ReadonlyArray<Call>
}

export const readApi = (document: OpenApiDocument): Api => ({
  document,
  calls: operations(document).map((api) => readCall(document, api))
})

export const callOf = (api: Api, kind: Kind, entity: string): Call | undefined =>
  api.calls.find((call) =>
    call.kind === kind && call.entity === entity && (kind !== "list" || call.api.path.split("/").length === 2)
  )

/** A product whose brief asks for a search has it where people arrive. */
export const isSought = (list: Call, requirements: Prd["requirements"]): boolean =>
  list.query.some(({ name }) => name === "q") &&
  requirements.some(({ id, text }) =>
    list.requirementIds.includes(id) && /\b(?:search|find)\b/i.test(firstSentence(text))
  )

/** The entity's property that a person recognises one by. */
export const titleProperty = ({ document }: Api, entity: string): string => {
  const schema = document.components?.schemas?.[entity]
  return schema?.["x-title-field"] ?? Object.keys(schema?.properties ?? {}).find((name) => /title|name/i.test(name)) ??
    "id"
}

/** Whoever sees a thing sees what belongs to it, unless that is for fewer people. */
export const mayShow = (get: Call | undefined, list: Call): boolean =>
  list.roles.length === 0 ||
  (get !== undefined && get.roles.length > 0 && get.roles.every((one) => list.roles.includes(one)))

const readCall = (document: OpenApiDocument, api: ApiOperation): Call => {
  const { object } = api
  const answered = responseSchema(api)
  const resolved = answered === undefined ? undefined : Option.getOrUndefined(resolve(document, answered))
  const items = resolved?.properties?.["items"]?.items
  const name = refName(items ?? answered ?? {}) ?? ""
  const one = items === undefined ? resolved : Option.getOrUndefined(resolve(document, items))
  const body = requestSchema(api)
  const input = body === undefined ? undefined : Option.getOrUndefined(resolve(document, body))
  const tag = object.tags?.[0] ?? ""
  const parameters = object.parameters ?? []
  const inPath = parameters.filter((parameter) => parameter.in === "path").map((parameter) => parameter.name)
  return {
    id: api.operationId,
    kind: kindOf(api, items !== undefined, name !== ""),
    entity: name === "" && document.components?.schemas?.[tag] !== undefined ? tag : name,
    api,
    summary: withoutBraces(object.summary ?? api.operationId),
    roles: object["x-roles"] ?? [],
    requirementIds: object["x-requirements"] ?? [],
    pathParameters: inPath,
    query: parameters.filter((parameter) => parameter.in === "query"),
    body: propertiesOf(document, input),
    answer: propertiesOf(document, one)
  }
}

const kindOf = ({ method, operationId, path }: ApiOperation, isList: boolean, isEntity: boolean): Kind => {
  const last = path.split("/").at(-1) ?? ""
  const isAccount = /^(?:register|signUp|createAccount)$/.test(operationId)
  if (method === "post" && isAccount) return "register"
  if (method === "post" && /^(?:sign|log)-?in/i.test(operationId)) return "signIn"
  if (/^(?:profile|me)$/.test(last)) return method === "get" ? "profile" : "updateProfile"
  if (method === "get") return isList ? "list" : isEntity && last.startsWith("{") ? "get" : "report"
  if (method === "delete") return "remove"
  if ((method === "put" || method === "patch") && last.startsWith("{")) return "update"
  return method === "post" && !path.includes("{") && isEntity ? "create" : "action"
}

const propertiesOf = (document: OpenApiDocument, schema: JsonSchema | undefined): ReadonlyArray<Property> =>
  Object.entries(schema?.properties ?? {}).map(([name, property]) => ({
    name,
    schema: Option.getOrElse(resolve(document, property), () => property),
    required: schema?.required?.includes(name) ?? false
  }))
