/** What the mock declines, as the contract says: what does not fit it, what clashes with what there is, and in which words. */
import type { AppFile } from "../../AppFile.ts"

const problems = String.raw`import { HttpResponse } from "msw"
import type { Operation } from "./operations"

/** What of a request was refused: a place in its body, as a JSON Pointer, or a parameter of its query. */
export interface Refusal {
  pointer?: string
  parameter?: string
  /** To be read after its name. */
  detail: string
}

const titles: Record<number, string> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  409: "Conflict",
  415: "Unsupported Media Type",
  422: "Unprocessable Content",
  500: "Internal Server Error"
}

/** Problem details (RFC 9457). */
export const problem = (status: number, detail: string, errors: ReadonlyArray<Refusal> = []) =>
  HttpResponse.json(
    { type: "about:blank", title: titles[status], status, detail, ...(errors.length === 0 ? {} : { errors: errors.slice(0, 100) }) },
    { status, headers: { "Content-Type": "application/problem+json" } }
  )

/** Whether an operation may answer this status. */
export const declares = ({ problems = [] }: Operation, status: number): boolean => problems.includes(status)

/** What is wrong with a request, under the status that the operation declares for it. */
export const decline = (operation: Operation, status: 400 | 415 | 422, detail: string, errors: ReadonlyArray<Refusal> = []) =>
  problem([status, 422, 400].find((one) => declares(operation, one)) ?? status, detail, errors)

export const missing = (entity: string) => problem(404, "There is no such " + phrase(entity) + ".")

/** All that was refused, in one sentence. */
export const sentence = (errors: ReadonlyArray<Refusal>): string =>
  errors.map(({ detail, parameter, pointer = "" }) =>
    (parameter ?? (phrase(pointer.slice(pointer.lastIndexOf("/") + 1)) || "body")) + " " + detail
  ).join(", ")

/** loanApplication as a person reads it: loan application. */
export const phrase = (name: string): string => name.replace("#", "").replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase()
`

const validate = String.raw`import { entities } from "./contract"
import { find } from "./db"
import type { Field, Fields } from "./model"
import type { Operation } from "./operations"
import type { Refusal } from "./problems"

/** What in a request body does not fit the contract; nothing for a good one. */
export const bodyRefusals = (body: unknown, { body: fields = {}, closed = false }: Operation): Array<Refusal> =>
  inObject(body, fields, closed, "#")

/** What in a query string does not fit the contract; parameters that it does not know are passed over. */
export const queryRefusals = (query: URLSearchParams, { query: fields = {} }: Operation): Array<Refusal> =>
  Object.entries(fields).flatMap(([name, field]) => {
    const texts = query.getAll(name)
    const [first] = texts
    if (first === undefined) return field.required === true ? [{ parameter: name, detail: "is required" }] : []
    const [wrong] = field.kind === "list"
      ? inList(texts.map((text) => typed(text, field.items)), field, "")
      : [misfit(typed(first, field), field)]
    const detail = typeof wrong === "string" ? wrong : wrong?.detail
    return detail === undefined ? [] : [{ parameter: name, detail }]
  })

// A query holds text alone.
const typed = (text: string, field: Field | undefined): unknown => {
  switch (field?.kind) {
    case "integer":
    case "number":
    case "money":
      return /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text) ? Number(text) : text
    case "boolean":
      return text === "true" ? true : text === "false" ? false : text
    default:
      return text
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value)

const inObject = (value: unknown, fields: Fields, closed: boolean, at: string): Array<Refusal> => {
  if (!isObject(value)) return [{ pointer: at, detail: "must be an object" }]
  const inside = (name: string) => at + "/" + encodeURIComponent(name.replaceAll("~", "~0").replaceAll("/", "~1"))
  return [
    ...Object.entries(fields).flatMap(([name, field]): Array<Refusal> => {
      const pointer = inside(name)
      if (!Object.hasOwn(value, name)) {
        return field.required === true && field.readOnly !== true ? [{ pointer, detail: "is required" }] : []
      }
      return field.readOnly === true ? [{ pointer, detail: "cannot be set" }] : inValue(value[name], field, pointer)
    }),
    ...Object.keys(value).filter((name) => closed && !Object.hasOwn(fields, name))
      .map((name) => ({ pointer: inside(name), detail: "is not known" }))
  ]
}

const inList = (values: ReadonlyArray<unknown>, { items, maxItems }: Field, at: string): Array<Refusal> => [
  ...(maxItems !== undefined && values.length > maxItems
    ? [{ pointer: at, detail: "must have at most " + maxItems + " entries" }]
    : []),
  ...(items === undefined ? [] : values.flatMap((value, index) => inValue(value, items, at + "/" + index)))
]

const inValue = (value: unknown, field: Field, at: string): Array<Refusal> => {
  if (value === null && field.nullable === true) return []
  if (field.kind === "object") return inObject(value, field.fields ?? {}, field.closed === true, at)
  if (field.kind === "list" && Array.isArray(value)) return inList(value, field, at)
  const detail = value === "" && field.required === true && (field.minLength ?? 0) > 0 ? "is required" : misfit(value, field, true)
  return detail === undefined ? [] : [{ pointer: at, detail }]
}

const misfit = (value: unknown, field: Field, sent = false): string | undefined => {
  switch (field.kind) {
    case "integer":
    case "number":
    case "money":
      if (typeof value !== "number" || !Number.isFinite(value)) return "must be a number"
      if (field.kind === "integer" && !Number.isInteger(value)) return "must be a whole number"
      if (field.minimum !== undefined && value < field.minimum) return "must be at least " + field.minimum
      if (field.maximum !== undefined && value > field.maximum) return "must be at most " + field.maximum
      return undefined
    case "boolean":
      return typeof value === "boolean" ? undefined : "must be true or false"
    case "list":
      return "must be a list"
    case "object":
      return undefined
    default:
      if (typeof value !== "string") return "must be text"
      return misform(value, field) ?? (sent ? misreference(value, field) : undefined)
  }
}

const misform = (value: string, { format, kind, maxLength, minLength, pattern, values = [] }: Field): string | undefined => {
  const length = [...value].length
  if (maxLength !== undefined && length > maxLength) return "must have at most " + maxLength + " characters"
  if (minLength !== undefined && length < minLength) return "must have at least " + minLength + " characters"
  if (kind === "enum" && !values.includes(value)) return "must be one of " + values.join(", ")
  if (kind === "date" && !isDate(value)) return "must be a date"
  if (kind === "datetime" && !isMoment(value)) return "must be a date and time, such as 2026-03-05T18:30:00Z"
  if (kind === "email" && !/^[^@\s]+@[^@\s.]+(\.[^@\s.]+)*$/.test(value)) return "must be an email address"
  if ((kind === "url" || kind === "image" || kind === "file") && !URL.canParse(value)) return "must be a web address"
  if (format === "uuid" && !/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(value)) return "must be an id"
  return pattern === undefined || new RegExp(pattern, "u").test(value) ? undefined : "must match " + pattern
}

const isDate = (text: string): boolean => {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN
  // The 30th of February is no date, though a clock would take it for the 2nd of March.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

const isMoment = (text: string): boolean =>
  isDate(text.slice(0, 10)) && /^T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/i.test(text.slice(10)) && !Number.isNaN(Date.parse(text))

const misreference = (value: string, { entity = "", kind }: Field): string | undefined =>
  kind !== "reference" || !Object.hasOwn(entities, entity) || find(entity, value) !== undefined
    ? undefined
    : "names no " + entity + " that there is"
`

const conflicts = String.raw`import { accountEntity, entities } from "./contract"
import { rows } from "./db"
import type { Row } from "./model"
import type { Operation } from "./operations"
import { declares, decline, missing, phrase, problem } from "./problems"
import { referencesTo } from "./values"

/**
 * What keeps a row from having these values: another that has what only one may have, or that is booked on the same days.
 * sent is what of them the request itself says, row the one that gets them, if there is one.
 */
export const clash = (
  operation: Operation,
  entity: string,
  values: Record<string, unknown>,
  sent: Record<string, unknown>,
  row?: Row
) => {
  const has = (one: Record<string, unknown>, name: string) => one[name] !== undefined && one[name] !== ""
  const group = !declares(operation, 409) ? undefined : entities[entity]?.unique?.find((names) =>
    names.some((name) => has(sent, name)) && names.every((name) => has(values, name)) &&
    rows(entity).some((other) => other !== row && names.every((name) => other[name] === values[name]))
  )
  if (group !== undefined) {
    const named = group.filter((name) => has(sent, name))
    const [only = ""] = group
    return problem(
      409,
      group.length === 1 ? "This " + phrase(only) + " is taken already." : "There is one like it already.",
      named.map((name) => ({ pointer: "#/" + name, detail: "is taken already" }))
    )
  }
  return taken(operation, entity, values, row)
}

/** What is booked on some of these days cannot be booked on them once more. */
export const taken = (operation: Operation, entity: string, values: Record<string, unknown>, row?: Row) => {
  const { fields = {}, span: [from = "", until = ""] = [] } = entities[entity] ?? {}
  const [first, last] = [String(values[from] ?? ""), String(values[until] ?? "")]
  if (first === "" || last === "") return undefined
  if (last < first) {
    return decline(operation, 422, "The end is before the start.", [{ pointer: "#/" + until, detail: "must not be before the start" }])
  }
  if (!declares(operation, 409)) return undefined
  const things = Object.entries(fields).filter(([name, { entity: other, kind }]) =>
    kind === "reference" && other !== accountEntity && typeof values[name] === "string" && values[name] !== ""
  )
  const booked = rows(entity).find((other) =>
    other !== row && things.some(([name]) => other[name] === values[name]) && other["status"] !== "cancelled" &&
    String(other[from] ?? "") <= last && String(other[until] ?? "") >= first
  )
  if (booked === undefined) return undefined
  const days = "from " + String(booked[from]) + " to " + String(booked[until])
  return problem(409, "Not available on these dates: already booked " + days + ".", [
    { pointer: "#/" + from, detail: "is on days that are taken: booked " + days }
  ])
}

/** What cannot be taken away while others need it, where the contract says so; else these go with it. */
export const needed = (operation: Operation, entity: string, row: Row | undefined) => {
  if (row === undefined) return missing(entity)
  const other = !declares(operation, 409) ? undefined : Object.keys(entities).find((name) =>
    referencesTo(name, entity).some((field) =>
      entities[name]?.fields[field]?.required === true && rows(name).some((one) => one[field] === row.id)
    )
  )
  return other === undefined ? undefined : problem(409, "There is still a " + phrase(other) + " of it.")
}
`

export const mockRefusalFiles: ReadonlyArray<AppFile> = [
  { path: "src/mocks/problems.ts", content: problems },
  { path: "src/mocks/validate.ts", content: validate },
  { path: "src/mocks/conflicts.ts", content: conflicts }
]
