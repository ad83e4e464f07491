/** What the mock does for each kind of operation. */
import type { AppFile } from "../../AppFile.ts"

const operations = String
  .raw`import { type DefaultBodyType, delay, HttpResponse, type HttpResponseResolver, type PathParams } from "msw"
import { accountFor, callerOf, nameOf, remember, roleOf, tokenFor } from "./account"
import { accountEntity, entities } from "./contract"
import { forced } from "./control"
import { change, find, insert, remove, rows } from "./db"
import type { Field, Fields, Row } from "./model"
import { narrow, select } from "./query"
import { type Refusal, refusals } from "./validate"

/** A row that the query string names; without a name, the row at that index. */
export interface Chosen {
  param: string
  entity: string
  index: number
}

/** How a field of an answer that is no entity comes about. */
export type Answer =
  | {
    of: "count" | "sum" | "mean" | "max" | "min"
    entity: string
    field?: string
    where?: { field: string; value: string | boolean }
    by?: Chosen
  }
  | { of: "title"; by: Chosen }
  | { of: "rows" | "first"; entity: string }
  | { of: "now" | "today" | "token" | "name" | "role" }
  | { value: unknown }

/** One operation of the contract, as the mock plays it. */
export interface Operation {
  does: "list" | "read" | "create" | "update" | "remove" | "act" | "signIn" | "answer"
  /** The entity whose rows it is about. */
  entity?: string
  /** The path parameter with the row's id; without it the row is the caller's own. */
  key?: string
  /** Path parameters that name other rows, and the field that refers to them. */
  within?: ReadonlyArray<{ param: string; entity: string; field: string }>
  /** Only the caller's own rows. */
  mine?: boolean
  body?: Fields
  /** What an action does to its row. */
  set?: Record<string, string | boolean>
  stamp?: ReadonlyArray<string>
  add?: Record<string, number>
  toggle?: ReadonlyArray<string>
  status?: number
  shape: "row" | "page" | "array" | "object" | "none"
  /** The entity of the rows it answers. */
  answers?: string
  answer?: Record<string, Answer>
}

/** Answers a request as the operation says. */
export const respond = (operation: Operation): HttpResponseResolver<PathParams, DefaultBodyType> =>
async ({ params, request }) => {
  if (request.method === "GET") {
    switch (forced()) {
      case "loading":
        await delay("infinite")
        break
      case "error":
        return problem(500, "Internal Server Error", "The mock was asked to fail.")
      case "forbidden":
        return problem(403, "Forbidden", "Your role does not allow this.")
      case "expired":
        return problem(401, "Unauthorized", "Your session has ended.")
      case "empty":
        if (operation.shape === "page") return HttpResponse.json({ items: [], total: 0 })
        if (operation.shape === "array") return HttpResponse.json([])
        break
      default:
    }
  }
  const body = await bodyOf(request)
  for (const { entity, param } of operation.within ?? []) {
    if (find(entity, params[param]) === undefined) return missing(entity)
  }
  const wrong = operation.body === undefined ? [] : refusals(body, operation.body)
  if (wrong.length > 0) return refused(wrong)
  const caller = callerOf(request)
  const entity = operation.entity ?? ""
  const scope = scopeOf(operation, params, caller)
  const own = rows(entity).find((row) => inScope(row, scope)) ??
    (entity === accountEntity ? caller : operation.does === "read" ? rows(entity)[0] : undefined)
  const row = operation.key === undefined ? own : find(entity, params[operation.key])
  const query = new URL(request.url).searchParams
  const answer = (about: Row | undefined, who = caller) => reply({ operation, row: about, caller: who, body, query })
  switch (operation.does) {
    case "list": {
      const { items, total } = select(rows(entity).filter((one) => inScope(one, scope)), entities[entity], query)
      return HttpResponse.json(operation.shape === "array" ? items : { items, total })
    }
    case "signIn": {
      const account = accountFor(body)
      remember(account)
      return answer(account, account)
    }
    case "create":
      return answer(insert(entity, { ...blanks(entity, caller), ...scope, ...given(kept(entity, body)) }))
    case "answer":
      if (operation.key !== undefined && entity !== "" && row === undefined) return missing(entity)
      return answer(operation.key === undefined ? undefined : row)
    case "read":
      return row === undefined ? missing(entity) : answer(row)
    case "update":
      return row === undefined ? missing(entity) : answer(change(row, kept(entity, body)))
    case "remove":
      if (row === undefined) return missing(entity)
      remove(entity, row)
      return answer(row)
    case "act":
      return row === undefined ? missing(entity) : answer(act(operation, row, body))
  }
}

const act = (operation: Operation, row: Row, body: Record<string, unknown>): Row => {
  const fields = entities[operation.entity ?? ""]?.fields ?? {}
  const number = (name: string): number => {
    const value = row[name]
    return typeof value === "number" ? value : 0
  }
  const now = new Date().toISOString()
  // A vote for one of several counts where it was cast.
  for (const [name, field] of Object.entries(operation.body ?? {})) {
    const target = field.kind === "reference" ? find(field.entity ?? "", body[name]) : undefined
    const counter = Object.keys(target ?? {}).find((one) => /^(votes?|likes?|score)$|(Count|Votes)$/.test(one))
    const value = target?.[counter ?? ""]
    if (target !== undefined && counter !== undefined && typeof value === "number") change(target, { [counter]: value + 1 })
  }
  return change(row, {
    ...kept(operation.entity ?? "", body),
    ...operation.set,
    ...Object.fromEntries(
      (operation.stamp ?? []).map((name) => [name, fields[name]?.kind === "date" ? now.slice(0, 10) : now])
    ),
    ...Object.fromEntries(Object.entries(operation.add ?? {}).map(([name, by]) => [name, Math.max(0, number(name) + by)])),
    ...Object.fromEntries((operation.toggle ?? []).map((name) => [name, row[name] !== true]))
  })
}

/** What an answer is made from. */
interface Asked {
  operation: Operation
  row: Row | undefined
  caller: Row | undefined
  body: Record<string, unknown>
  query: URLSearchParams
}

const reply = (asked: Asked) => {
  const { operation, row } = asked
  const status = operation.status ?? 200
  const answers = operation.answers ?? ""
  switch (operation.shape) {
    case "none":
      return new HttpResponse(null, { status })
    case "page":
      return HttpResponse.json({ items: rows(answers), total: rows(answers).length }, { status })
    case "array":
      return HttpResponse.json(rows(answers), { status })
    case "row": {
      const answer = answers === operation.entity || row === undefined ? row : related(operation.entity ?? "", row, answers)
      return HttpResponse.json(answer ?? rows(answers)[0] ?? {}, { status })
    }
    case "object":
      return HttpResponse.json(
        Object.fromEntries(
          Object.entries(operation.answer ?? {}).map(([name, how]) => [
            name,
            row !== undefined && Object.hasOwn(row, name) ? row[name] : answerOf(how, asked)
          ])
        ),
        { status }
      )
  }
}

// The row of another entity that this one refers to, or that refers to it.
const related = (entity: string, row: Row, other: string): Row | undefined =>
  referencesTo(entity, other).map((name) => find(other, row[name])).find((one) => one !== undefined) ??
    rows(other).find((one) => referencesTo(other, entity).some((name) => one[name] === row.id))

const answerOf = (how: Answer, asked: Asked): unknown => {
  if ("value" in how) return how.value
  const account = asked.row ?? asked.caller
  const now = new Date().toISOString()
  switch (how.of) {
    case "now":
      return now
    case "today":
      return now.slice(0, 10)
    case "token":
      return tokenFor(account, roleOf(account, asked.body))
    case "name":
      return nameOf(account)
    case "role":
      return roleOf(account, asked.body)
    case "title":
      return chosen(how.by, asked)?.[entities[how.by.entity]?.title ?? ""] ?? ""
    case "rows":
      return reported(how.entity, asked, undefined)
    case "first":
      return rows(how.entity)[0]?.id ?? ""
    default: {
      const { by, field, of, where } = how
      const all = reported(how.entity, asked, by).filter((row) => where === undefined || row[where.field] === where.value)
      return of === "count" ? all.length : figure(of, all.map((row) => row[field ?? ""]))
    }
  }
}

const figure = (of: "sum" | "mean" | "max" | "min", values: ReadonlyArray<unknown>): number => {
  const numbers = values.filter((value) => typeof value === "number")
  if (numbers.length === 0) return 0
  const sum = numbers.reduce((one, other) => one + other, 0)
  const value = of === "mean"
    ? sum / numbers.length
    : of === "max"
    ? Math.max(...numbers)
    : of === "min"
    ? Math.min(...numbers)
    : sum
  return Math.round(value * 100) / 100
}

const chosen = ({ entity, index, param }: Chosen, { query }: Asked): Row | undefined =>
  find(entity, query.get(param)) ?? rows(entity)[index]

// A report counts what its query string asks for; one on a single row, what refers to that row.
const reported = (entity: string, asked: Asked, by: Chosen | undefined): ReadonlyArray<Row> => {
  if (forced() === "empty") return []
  const found = narrow(rows(entity), entities[entity], asked.query)
  const { does, entity: about = "", key } = asked.operation
  const [target, row] = by !== undefined
    ? [by.entity, chosen(by, asked)]
    : key !== undefined && does !== "signIn"
    ? [about, asked.row]
    : [about, undefined]
  const links = referencesTo(entity, target)
  if (row === undefined) return found
  if (entity === target) return found.filter((one) => one.id === row.id)
  return links.length === 0 ? found : found.filter((one) => links.some((name) => one[name] === row.id))
}

/** The fields of an entity that refer to another. */
const referencesTo = (entity: string, other: string): ReadonlyArray<string> =>
  Object.entries(entities[entity]?.fields ?? {})
    .filter(([, field]) => field.kind === "reference" && field.entity === other).map(([name]) => name)

// The values that a row has because of where it is asked for and who asks.
const scopeOf = (operation: Operation, params: PathParams, caller: Row | undefined): Record<string, unknown> => {
  const scope: Record<string, unknown> = {}
  for (const { field, param } of operation.within ?? []) {
    if (field !== "") scope[field] = params[param]
  }
  if (operation.mine === true && caller !== undefined) {
    const [owner] = referencesTo(operation.entity ?? "", accountEntity)
    if (owner !== undefined) scope[owner] = caller.id
  }
  return scope
}

const inScope = (row: Row, scope: Record<string, unknown>): boolean =>
  Object.entries(scope).every(([name, value]) => row[name] === value)

// What a new row has before anybody says: required values, and whoever makes it as its owner.
const blanks = (entity: string, caller: Row | undefined): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(entities[entity]?.fields ?? {}).flatMap(([name, field]): Array<[string, unknown]> => {
      if (field.kind === "reference" && field.entity === accountEntity) return caller === undefined ? [] : [[name, caller.id]]
      // The store hands out numbers, and works out totals.
      if (name === entities[entity]?.title && /number$|^reference$|code$/i.test(name)) return []
      const starts = field.kind === "enum" && /status$/i.test(name)
      return field.required === true || starts ? [[name, blank(entity, field)]] : []
    })
  )

const blank = (entity: string, field: Field): unknown => {
  const now = new Date().toISOString()
  switch (field.kind) {
    case "integer":
    case "number":
    case "money":
      return field.minimum ?? 0
    case "boolean":
      return false
    case "enum":
      return field.values?.[0] ?? ""
    case "date":
      return now.slice(0, 10)
    case "datetime":
      return now
    case "reference":
      return rows(field.entity ?? "")[0]?.id ?? ""
    case "list":
      return []
    case "object":
      return {}
    case "string":
      return "New " + entity.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase()
    default:
      return ""
  }
}

// Of a body, what a row has a place for; an emptied field is gone, a password is not kept.
const kept = (entity: string, body: Record<string, unknown>): Record<string, unknown> => {
  const fields = entities[entity]?.fields ?? {}
  return Object.fromEntries(
    Object.entries(body)
      .flatMap(([name, value]): Array<[string, unknown]> => {
        const field = Object.hasOwn(fields, name)
          ? name
          : Object.keys(fields).find((one) => fields[one]?.kind === "reference" && (one + "Id" === name || one === name + "Id"))
        return field === undefined || field === "id" ? [] : [[field, value === null || value === "" ? undefined : value]]
      })
  )
}

const given = (values: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))

const bodyOf = async (request: Request): Promise<Record<string, unknown>> => {
  try {
    const value: unknown = await request.clone().json()
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {}
  } catch {
    return {}
  }
}

const problem = (status: number, title: string, detail: string, more: object = {}) =>
  HttpResponse.json({ type: "about:blank", title, status, detail, ...more }, {
    status,
    headers: { "Content-Type": "application/problem+json" }
  })

const missing = (entity: string) =>
  problem(404, "Not Found", "There is no such " + entity.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase() + ".")

const refused = (errors: Array<Refusal>) =>
  problem(
    422,
    "Unprocessable Content",
    errors.map(({ field, message }) => field.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase() + " " + message).join(", "),
    { errors }
  )
`

export const mockServerFiles: ReadonlyArray<AppFile> = [
  { path: "src/mocks/operations.ts", content: operations }
]
