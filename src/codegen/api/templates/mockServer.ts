/** What the mock does for each kind of operation. */
import type { AppFile } from "../../AppFile.ts"
import { mockAnswerFiles } from "./mockAnswers.ts"
import { mockRefusalFiles } from "./mockRefusals.ts"

const operations = String
  .raw`import { type DefaultBodyType, delay, HttpResponse, type HttpResponseResolver, type PathParams } from "msw"
import { accountFor, callerOf, forget, remember } from "./account"
import { type Answer, reply } from "./answers"
import { clash, needed, taken } from "./conflicts"
import { accountEntity, entities } from "./contract"
import { forced } from "./control"
import { change, find, insert, remove, rows } from "./db"
import type { Fields, Row } from "./model"
import { decline, missing, problem, sentence } from "./problems"
import { select } from "./query"
import { bodyRefusals, queryRefusals } from "./validate"
import { blanks, given, inScope, kept, referencesTo, scopeOf } from "./values"

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
  /** In which order a list comes where none is asked for. */
  order?: string
  /** The date of a list that has only what is still to come. */
  upcoming?: string
  /** Only for those who are signed in; in these roles, or in any where none is named. */
  guarded?: boolean
  roles?: ReadonlyArray<string>
  /** The parameters of its query. */
  query?: Fields
  body?: Fields
  /** Whether the body may hold nothing else. */
  closed?: boolean
  /** Whether signing in is kept in mind as a cookie would be, because the answer has no token. */
  cookie?: boolean
  /** The statuses of the problems that it may answer. */
  problems?: ReadonlyArray<number>
  /** What an action does to its row. */
  set?: Record<string, string | boolean>
  stamp?: ReadonlyArray<string>
  add?: Record<string, number>
  toggle?: ReadonlyArray<string>
  status?: number
  shape: "row" | "page" | "array" | "object" | "none"
  /** The entity of the rows it answers. */
  answers?: string
  /** The path at which a new row is read, without its id. */
  location?: string
  answer?: Record<string, Answer>
}

/** Answers a request as the operation says, or declines it as the contract does. */
export const respond = (operation: Operation): HttpResponseResolver<PathParams, DefaultBodyType> =>
async ({ params, request }) => {
  if (request.method === "GET") {
    switch (forced()) {
      case "loading":
        await delay("infinite")
        break
      case "error":
        return problem(500, "The mock was asked to fail.")
      case "forbidden":
        return problem(403, "Your role does not allow this.")
      case "expired":
        return problem(401, "Your session has ended.")
      case "empty":
        if (operation.shape === "page") return HttpResponse.json({ items: [], total: 0 })
        if (operation.shape === "array") return HttpResponse.json([])
        break
      default:
    }
  }
  const asking = callerOf(request)
  const { guarded = false, roles: allowed = [] } = operation
  if (guarded && asking === undefined) return problem(401, "Sign in first.")
  if (guarded && asking !== undefined && asking.role !== "" && allowed.length > 0 && !allowed.includes(asking.role)) {
    return problem(403, "Your role may not do this.")
  }
  for (const { entity, param } of operation.within ?? []) {
    if (find(entity, params[param]) === undefined) return missing(entity)
  }
  const caller = asking?.account
  const entity = operation.entity ?? ""
  const scope = scopeOf(operation, params, caller)
  const own = rows(entity).find((row) => inScope(row, scope)) ??
    (entity === accountEntity ? caller : operation.does === "read" ? rows(entity)[0] : undefined)
  const row = operation.key === undefined ? own : find(entity, params[operation.key])
  if (operation.key !== undefined && entity !== "" && row === undefined) return missing(entity)
  const { pathname, searchParams: query } = new URL(request.url)
  const sent = operation.body === undefined ? { value: {} } : await bodyOf(request)
  if ("status" in sent) return decline(operation, sent.status, sent.detail)
  const wrong = [...queryRefusals(query, operation), ...(operation.body === undefined ? [] : bodyRefusals(sent.value, operation))]
  if (wrong.length > 0) return decline(operation, 422, sentence(wrong), wrong)
  const body: Record<string, unknown> = { ...Object(sent.value) }
  const answer = (about: Row | undefined, who = caller, role = asking?.role ?? "") =>
    reply({ operation, row: about, caller: who, role, body, query, base: pathname.slice(0, pathname.indexOf("/api") + 4) })
  switch (operation.does) {
    case "list": {
      const all = rows(entity).filter((one) => inScope(one, scope) && isToCome(one[operation.upcoming ?? ""]))
      const { items, total } = select(all, entities[entity], query, operation.order)
      return HttpResponse.json(operation.shape === "array" ? items : { items, total })
    }
    case "signIn": {
      const account = accountFor(body)
      remember(account, operation.cookie === true)
      return answer(account, account, "")
    }
    case "create": {
      const values = { ...scope, ...given(kept(entity, body)) }
      const all = { ...blanks(entity, caller), ...values }
      const refusal = clash(operation, entity, all, values)
      if (refusal !== undefined) return refusal
      const made = rewarded(insert(entity, all), entity, caller)
      if (entity === accountEntity && caller === undefined) remember(made, false)
      return answer(made)
    }
    case "answer":
      return answer(operation.key === undefined ? undefined : row)
    case "read":
      return row === undefined ? missing(entity) : answer(row)
    case "update": {
      if (row === undefined) return missing(entity)
      const values = kept(entity, body)
      return clash(operation, entity, { ...row, ...values }, values, row) ?? answer(change(row, values))
    }
    case "remove": {
      const refusal = needed(operation, entity, row)
      if (refusal !== undefined || row === undefined) return refusal
      remove(entity, row)
      if (entity === accountEntity) forget(row)
      return answer(row)
    }
    case "act": {
      if (row === undefined) return missing(entity)
      const values = given(kept(entity, body))
      const refusal = clash(operation, entity, { ...row, ...values }, values, row)
      if (refusal !== undefined) return refusal
      if (/availability$/i.test(pathname)) {
        for (const other of Object.keys(entities)) {
          for (const name of referencesTo(other, entity)) {
            const booked = taken(operation, other, { ...body, [name]: row.id })
            if (booked !== undefined) return booked
          }
        }
        return answer(row)
      }
      return answer(rewarded(act(operation, row, body), entity, caller))
    }
  }
}

// Where deeds earn points, whoever did one gets some.
const rewarded = (row: Row, entity: string, caller: Row | undefined): Row => {
  const ledger = Object.keys(entities).find((name) => {
    const fields = entities[name]?.fields ?? {}
    return name !== accountEntity && fields["points"]?.kind === "integer" && fields["reason"] !== undefined
  })
  if (ledger === undefined || ledger === entity || caller === undefined) return row
  const what = entity.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase()
  const points = 5
  insert(ledger, { ...blanks(ledger, caller), reason: "For a " + what, points })
  const before = caller["points"]
  change(caller, { points: (typeof before === "number" ? before : 0) + points })
  return row
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
  // What an option is of counts with it.
  for (const [counter, by] of Object.entries(operation.add ?? {})) {
    for (const [name, { entity: other = "", kind }] of Object.entries(fields)) {
      const whole = kind === "reference" ? find(other, row[name]) : undefined
      const value = whole?.[counter]
      if (whole !== undefined && typeof value === "number") change(whole, { [counter]: Math.max(0, value + by) })
    }
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

/** What a request says in its body; nothing at all counts as an object with nothing in it. */
const isToCome = (value: unknown): boolean => {
  const now = new Date().toISOString()
  return typeof value !== "string" || (value.length === 10 ? value >= now.slice(0, 10) : Date.parse(value) >= Date.parse(now))
}

const bodyOf = async (request: Request): Promise<{ value: unknown } | { status: 400 | 415; detail: string }> => {
  const text = await request.clone().text()
  if (text === "") return { value: {} }
  if (!/^application\/([\w.+-]+\+)?json\b/i.test(request.headers.get("Content-Type") ?? "")) {
    return { status: 415, detail: "Send JSON, as application/json." }
  }
  try {
    return { value: JSON.parse(text) }
  } catch {
    return { status: 400, detail: "The body is not JSON." }
  }
}
`

export const mockServerFiles: ReadonlyArray<AppFile> = [
  { path: "src/mocks/operations.ts", content: operations },
  ...mockRefusalFiles,
  ...mockAnswerFiles
]
