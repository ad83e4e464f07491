/** What the mock answers, and what the rows are made of that a request makes or changes. */
import type { AppFile } from "../../AppFile.ts"

const answers = String.raw`import { HttpResponse } from "msw"
import { nameOf, roleOf, tokenFor } from "./account"
import { entities, roles } from "./contract"
import { forced } from "./control"
import { find, rows } from "./db"
import type { Row } from "./model"
import type { Operation } from "./operations"
import { narrow } from "./query"
import { referencesTo } from "./values"

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
    where?: ReadonlyArray<{ field: string; value: string | boolean }>
    by?: Chosen
  }
  | { of: "title"; by: Chosen }
  | { of: "rows" | "first"; entity: string }
  | { of: "now" | "today" | "token" | "name" | "role" }
  | { value: unknown }

/** What an answer is made from. */
export interface Asked {
  operation: Operation
  row: Row | undefined
  caller: Row | undefined
  /** The role that the caller is known to have. */
  role: string
  body: Record<string, unknown>
  query: URLSearchParams
  /** The path of the API itself. */
  base: string
}

/** The answer of an operation. */
export const reply = (asked: Asked) => {
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
      return HttpResponse.json(answer ?? rows(answers)[0] ?? {}, { status, headers: locationOf(asked) })
    }
    case "object":
      return HttpResponse.json(
        {
          // Who has signed in, beside the token.
          ...(operation.answers === undefined ? {} : row),
          ...Object.fromEntries(
            Object.entries(operation.answer ?? {}).map(([name, how]) => [
              name,
              row !== undefined && Object.hasOwn(row, name) ? row[name] : answerOf(how, asked)
            ])
          )
        },
        { status, headers: locationOf(asked) }
      )
  }
}

const locationOf = ({ base, operation: { location }, row }: Asked): Record<string, string> =>
  location === undefined || row === undefined ? {} : { Location: base + location + row.id }

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
      return tokenFor(account, tokenRole(asked, account))
    case "name":
      return nameOf(account)
    case "role":
      return asked.role === "" ? roleOf(account, asked.body) : asked.role
    case "title":
      return chosen(how.by, asked)?.[entities[how.by.entity]?.title ?? ""] ?? ""
    case "rows":
      return reported(how.entity, asked, undefined)
    case "first":
      return rows(how.entity)[0]?.id ?? ""
    default: {
      const { by, field, of, where = [] } = how
      const all = reported(how.entity, asked, by).filter((row) => where.every((one) => row[one.field] === one.value))
      return of === "count" ? all.length : figure(of, all.map((row) => row[field ?? ""]))
    }
  }
}

// A role that the answer does not tell is one that the app can only guess: such a token may do what any role may.
const tokenRole = ({ body, operation }: Asked, account: Row | undefined): string =>
  account?.["role"] !== undefined || operation.answer?.["role"] !== undefined
    ? roleOf(account, body)
    : roles.length === 1
    ? roles[0] ?? ""
    : ""

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
`

const values = String.raw`import type { PathParams } from "msw"
import { accountEntity, entities } from "./contract"
import { rows } from "./db"
import type { Field, Row } from "./model"
import type { Operation } from "./operations"

/** The fields of an entity that refer to another. */
export const referencesTo = (entity: string, other: string): ReadonlyArray<string> =>
  Object.entries(entities[entity]?.fields ?? {})
    .filter(([, field]) => field.kind === "reference" && field.entity === other).map(([name]) => name)

/** The values that a row has because of where it is asked for and who asks. */
export const scopeOf = (operation: Operation, params: PathParams, caller: Row | undefined): Record<string, unknown> => {
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

export const inScope = (row: Row, scope: Record<string, unknown>): boolean =>
  Object.entries(scope).every(([name, value]) => row[name] === value)

/** What a new row has before anybody says: required values, and whoever makes it as its owner. */
export const blanks = (entity: string, caller: Row | undefined): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(entities[entity]?.fields ?? {}).flatMap(([name, field]): Array<[string, unknown]> => {
      if (field.kind === "reference" && field.entity === accountEntity && caller !== undefined) return [[name, caller.id]]
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
    case "email":
      return "somebody@example.com"
    case "url":
    case "image":
    case "file":
      return "https://example.com/"
    case "string":
      return "New " + entity.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase()
    default:
      return ""
  }
}

/** Of a body, what a row has a place for; an emptied field is gone, a password is not kept. */
export const kept = (entity: string, body: Record<string, unknown>): Record<string, unknown> => {
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

export const given = (values: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
`

export const mockAnswerFiles: ReadonlyArray<AppFile> = [
  { path: "src/mocks/answers.ts", content: answers },
  { path: "src/mocks/values.ts", content: values }
]
