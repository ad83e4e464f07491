/** What the mock does for each operation, read off its method, path, answer and name. */
import { Option } from "effect"
import {
  type ApiOperation,
  type JsonSchema,
  type OpenApiDocument,
  operations,
  refName,
  requestSchema,
  resolve,
  responseSchema
} from "../../../domain/OpenApi.ts"
import { words } from "../../backend/names.ts"
import { isUpcoming, starts } from "../../backend/order.ts"
import { type EntityModel, type FieldModel, sameThing, toEntities, toField, toFields } from "../model.ts"
import { type Answer, toAnswers } from "./answers.ts"
import { type Effect, toEffect } from "./effect.ts"

/** A path parameter that names a row, and the field by which the rows asked for refer to it; `""` for none. */
interface Within {
  readonly param: string
  readonly entity: string
  readonly field: string
}

export interface Plan {
  readonly operation: ApiOperation
  readonly does: "list" | "read" | "create" | "update" | "remove" | "act" | "signIn" | "answer"
  /** The entity whose rows it is about; `""` for none. */
  readonly entity: string
  /** The path parameter that holds the row's id; `""` where the row is the caller's own. */
  readonly key: string
  readonly within: ReadonlyArray<Within>
  /** Whether it is about the caller's own rows: `/my/loans`. */
  readonly mine: boolean
  /** In which order a list comes where none is asked for: a field, with a leading `-` for descending; `""` for none. */
  readonly order: string
  /** The field of a list that has only what is still to come; `""` for one that has all. */
  readonly upcoming: string
  /** What its query may ask for. */
  readonly query: ReadonlyArray<FieldModel>
  readonly body: ReadonlyArray<FieldModel>
  /** Whether that is all its body may hold. */
  readonly closed: boolean
  /** Whether one has to be signed in for it. */
  readonly guarded: boolean
  /** The roles that may do it; every role where none is named. */
  readonly roles: ReadonlyArray<string>
  /** The statuses of the problems that it declares. */
  readonly problems: ReadonlyArray<number>
  /** Whether signing in is kept in mind as a cookie would be, because the answer has no token. */
  readonly cookie: boolean
  readonly effect: Effect
  readonly status: number
  readonly shape: "row" | "page" | "array" | "object" | "none"
  /** The entity of the rows it answers; `""` for none. */
  readonly answers: string
  /** The path at which a new row is read, without its id; `""` where it says none. */
  readonly location: string
  /** How each field of an answer that is no entity comes about. */
  readonly answer: { readonly [field: string]: Answer }
}

/** The plan of every operation; fixed paths before those with parameters, since the first match answers. */
export const toPlans = (document: OpenApiDocument): ReadonlyArray<Plan> => {
  const entities = toEntities(document)
  return operations(document).map((operation) => toPlan(document, entities, operation)).toSorted((one, other) =>
    specificity(one.operation.path).localeCompare(specificity(other.operation.path), "en")
  )
}

const specificity = (path: string): string =>
  path.split("/").map((segment) => segment.startsWith("{") ? "1" : "0").join("")

const toPlan = (
  document: OpenApiDocument,
  entities: ReadonlyMap<string, EntityModel>,
  operation: ApiOperation
): Plan => {
  const reply = toReply(entities, operation)
  const segments = operation.path.split("/").filter((segment) => segment !== "")
  const last = segments.at(-1) ?? ""
  const keys = segments.flatMap((segment, index): ReadonlyArray<Within> => {
    const param = /^\{(.*)\}$/.exec(segment)?.[1]
    if (param === undefined) return []
    const entity = keyEntity(entities, operation, param, segments[index - 1] ?? "")
    return [{ param, entity, field: "" }]
  })
  const body = toFields(document, requestSchema(operation) ?? {})
  const does = toDeed(entities, operation, reply, keys, last)
  const ends = last.startsWith("{")
  const subject = subjectOf(entities, operation, does, reply, keys, last)
  const about = entities.get(subject)
  const own = does === "create" || does === "list"
    ? ""
    : keys.findLast((key) => key.entity === subject && subject !== "")?.param ?? (ends ? keys.at(-1)?.param ?? "" : "")
  const within = keys.filter((key) => key.param !== own && key.entity !== "").map(({ entity, param }) => ({
    param,
    entity,
    field: referenceTo(about, entity, param)
  }))
  const schema = responseSchema(operation)
  const answered = toFields(document, schema ?? {})
  const requested = requestSchema(operation)
  const { responses, security = [], "x-roles": roles = [] } = operation.object
  const query = queryFields(document, operation)
  return {
    operation,
    does,
    entity: subject,
    key: own,
    within,
    mine: segments.some((segment) => /^(me|my|mine|own|profile|account)$/i.test(segment)) ||
      /(^|[a-z])(My|Own)([A-Z]|$)/.test(operation.operationId),
    order: does === "list" ? orderOf(operation) : "",
    upcoming: does === "list" && about !== undefined ? upcomingField(about, operation) : "",
    query,
    body,
    closed: requested !== undefined &&
      Option.exists(resolve(document, requested), ({ additionalProperties }) => additionalProperties === false),
    guarded: security.length > 0 && security.every((requirement) => Object.keys(requirement).length > 0),
    roles,
    problems: Object.keys(responses).filter((status) => /^[45]\d\d$/.test(status)).map(Number),
    cookie: does === "signIn" && !answered.some(({ name }) => words(name).includes("token")),
    effect: does === "act" && about !== undefined ? toEffect(about, operation.operationId, last) : {},
    ...reply,
    location: does === "create" ? locationOf(document, operation, reply.answers) : "",
    answer: reply.shape === "object"
      ? toAnswers(
        entities,
        answered.filter(({ name }) =>
          // A role is worked out for accounts that say none.
          name === "role" || !hasField(entities.get(reply.answers), name)
        ),
        about,
        query
      )
      : {}
  }
}

const orderOf = ({ object }: ApiOperation): string => {
  const { default: order } = object.parameters?.find(({ in: place, name }) => place === "query" && name === "sort")
    ?.schema ?? {}
  return typeof order === "string" ? order : ""
}

const upcomingField = ({ fields }: EntityModel, { object: { summary = "" }, operationId }: ApiOperation): string =>
  isUpcoming({ id: operationId, summary })
    ? fields.find(({ kind, name, readOnly }) =>
      !readOnly && (kind === "date" || kind === "datetime") && starts.test(words(name).join(" "))
    )?.name ?? ""
    : ""

const hasField = (entity: EntityModel | undefined, field: string): boolean =>
  entity?.fields.some(({ name }) => name === field) ?? false

const queryFields = (document: OpenApiDocument, { object }: ApiOperation): ReadonlyArray<FieldModel> =>
  (object.parameters ?? []).filter((parameter) => parameter.in === "query").map((parameter) =>
    toField(document, parameter.name, parameter.schema, parameter.required === true)
  )

const locationOf = (document: OpenApiDocument, { object }: ApiOperation, entity: string): string => {
  if (object.responses["201"]?.headers?.["Location"] === undefined) return ""
  const read = operations(document).find((one) =>
    one.method === "get" && /^[^{}]+\/\{[^{}]+\}$/.test(one.path) && refName(responseSchema(one) ?? {}) === entity
  )
  return read === undefined ? "" : read.path.slice(0, read.path.indexOf("{"))
}

interface Reply {
  readonly status: number
  readonly shape: Plan["shape"]
  readonly answers: string
}

const toReply = (entities: ReadonlyMap<string, EntityModel>, operation: ApiOperation): Reply => {
  const status = Number(Object.keys(operation.object.responses).find((code) => /^2\d\d$/.test(code)) ?? "200")
  const schema = responseSchema(operation)
  const known = (one: JsonSchema | undefined) => {
    const name = refName(one ?? {}) ?? ""
    return entities.has(name) ? name : ""
  }
  // Signing in answers who it was, and a token beside.
  const told = schema?.["x-entity"] ?? ""
  if (schema === undefined) return { status, shape: "none", answers: "" }
  if (known(schema) !== "") return { status, shape: "row", answers: known(schema) }
  if (schema.type === "array") return { status, shape: "array", answers: known(schema.items) }
  const items = schema.properties?.["items"]
  if (items?.type === "array") return { status, shape: "page", answers: known(items.items) }
  return { status, shape: "object", answers: entities.has(told) ? told : "" }
}

const keyEntity = (
  entities: ReadonlyMap<string, EntityModel>,
  operation: ApiOperation,
  param: string,
  collection: string
): string => {
  const declared = operation.object.parameters?.find(({ in: place, name }) => place === "path" && name === param)
  const named = declared?.schema["x-entity"] ?? ""
  if (entities.has(named)) return named
  return [...entities.keys()].find((name) => sameThing(name, collection) || sameThing(`${name}Id`, param)) ?? ""
}

const toDeed = (
  entities: ReadonlyMap<string, EntityModel>,
  { method, operationId, path }: ApiOperation,
  reply: Reply,
  keys: ReadonlyArray<Within>,
  last: string
): Plan["does"] => {
  const ends = last.startsWith("{")
  if (method === "get") {
    if (reply.shape === "page" || reply.shape === "array") return "list"
    return reply.shape === "row" ? "read" : "answer"
  }
  if (method === "post" && signsIn(operationId, path)) return "signIn"
  const keyed = keys.some(({ entity }) => entity !== "")
  if (method === "delete") return keyed && ends ? "remove" : keyed ? "act" : "answer"
  if (method === "post") {
    if (reply.status === 201 && reply.answers !== "") return "create"
    if ([...entities.keys()].some((name) => sameThing(name, last))) return "create"
    if (keyed) return "act"
    if (reply.shape === "page" || reply.shape === "array") return "list"
    return reply.answers === "" ? "answer" : "create"
  }
  if (ends && keyed) return "update"
  return keyed ? "act" : reply.answers === "" ? "answer" : "update"
}

/** Whether a POST of this name and path is how one signs in. */
export const signsIn = (operationId: string, path: string): boolean =>
  /^(sign|log)-?in/i.test(operationId) ||
  /^(auth|authenticate|login|signin|sessions?|tokens?)$/.test(words(path.split("/").at(-1) ?? "").join(""))

const subjectOf = (
  entities: ReadonlyMap<string, EntityModel>,
  operation: ApiOperation,
  does: Plan["does"],
  reply: Reply,
  keys: ReadonlyArray<Within>,
  last: string
): string => {
  const keyed = keys.findLast(({ entity }) => entity !== "")?.entity ?? ""
  const tagged = (operation.object.tags ?? []).find((tag) => entities.has(tag)) ?? ""
  switch (does) {
    case "act":
    case "remove":
      return keyed
    case "update":
      return last.startsWith("{") ? keyed : reply.answers
    case "create": {
      const named = [...entities.keys()].find((name) => sameThing(name, last))
      return reply.status === 201 && reply.answers !== "" ? reply.answers : named ?? reply.answers
    }
    case "answer":
    case "signIn":
      return keyed === "" ? tagged : keyed
    default:
      return reply.answers === "" ? tagged : reply.answers
  }
}

const referenceTo = (about: EntityModel | undefined, entity: string, param: string): string => {
  const references = (about?.fields ?? []).filter((field) => field.kind === "reference" && field.entity === entity)
  return (references.find(({ name }) => sameThing(name, param.replace(/Id$/, ""))) ?? references[0])?.name ?? ""
}
