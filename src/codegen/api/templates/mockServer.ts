/** What the mock does for each kind of operation. */
import type { AppFile } from "../../AppFile.ts"
import { mockAnswerFiles } from "./mockAnswers.ts"

const operations = String
  .raw`import { type DefaultBodyType, delay, HttpResponse, type HttpResponseResolver, type PathParams } from "msw"
import { accountFor, callerOf, remember } from "./account"
import { type Answer, reply } from "./answers"
import { accountEntity, entities } from "./contract"
import { forced } from "./control"
import { change, find, insert, remove, rows } from "./db"
import type { Fields, Row } from "./model"
import { select } from "./query"
import { type Refusal, refusals } from "./validate"
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
  /** The path at which a new row is read, without its id. */
  location?: string
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
  const { pathname, searchParams: query } = new URL(request.url)
  const answer = (about: Row | undefined, who = caller) =>
    reply({ operation, row: about, caller: who, body, query, base: pathname.slice(0, pathname.indexOf("/api") + 4) })
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
      if (bookings.test(entity)) {
        const clash = taken(entity, body)
        if (clash !== undefined) return clash
      }
      return answer(rewarded(insert(entity, { ...blanks(entity, caller), ...scope, ...given(kept(entity, body)) }), entity, caller))
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
      if (row === undefined) return missing(entity)
      if (/availability$/i.test(new URL(request.url).pathname)) {
        for (const other of Object.keys(entities).filter((name) => bookings.test(name))) {
          for (const name of referencesTo(other, entity)) {
            const clash = taken(other, { ...body, [name]: row.id })
            if (clash !== undefined) return clash
          }
        }
        return answer(row)
      }
      return answer(rewarded(act(operation, row, body), entity, caller))
  }
}

const bookings = /booking|reservation|rental/i

// What is booked on some of these days cannot be booked on them once more.
const taken = (entity: string, body: Record<string, unknown>) => {
  const fields = Object.entries(entities[entity]?.fields ?? {})
  const [from = "", until = ""] = fields.filter(([, { kind }]) => kind === "date").map(([name]) => name)
  const [first, last] = [String(body[from] ?? ""), String(body[until] ?? "")]
  if (from === "" || until === "" || first === "" || last === "") return undefined
  if (last < first) return problem(422, "Unprocessable Content", "The end is before the start.")
  const references = fields.filter(([name, { entity: other, kind }]) =>
    kind === "reference" && other !== accountEntity && typeof body[name] === "string" && body[name] !== ""
  )
  const clash = rows(entity).find((row) =>
    references.some(([name]) => row[name] === body[name]) && row["status"] !== "cancelled" &&
    String(row[from] ?? "") <= last && String(row[until] ?? "") >= first
  )
  return clash === undefined ? undefined : problem(
    409,
    "Conflict",
    "Not available on these dates: already booked from " + String(clash[from]) + " to " + String(clash[until]) + "."
  )
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
  { path: "src/mocks/operations.ts", content: operations },
  ...mockAnswerFiles
]
