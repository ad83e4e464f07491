/** How the mock reads a request: what a query string asks for, what a body may hold, who asks. */
import type { AppFile } from "../../AppFile.ts"

const query = String.raw`import type { Entity, Row } from "./model"

/** The rows that a list's query string asks for, and how many there are on all its pages. */
export const select = (
  all: ReadonlyArray<Row>,
  entity: Entity | undefined,
  asked: URLSearchParams,
  order = ""
): { items: Array<Row>; total: number } => {
  const found = narrow(all, entity, asked)
  sort(found, asked, order)
  const { size, start } = pageOf(asked, entity)
  return { items: found.slice(start, start + size), total: found.length }
}

/** The rows that a query string asks for, on all pages and in no order of its own. */
export const narrow = (all: ReadonlyArray<Row>, entity: Entity | undefined, asked: URLSearchParams): Array<Row> => {
  const fields = entity?.fields ?? {}
  const names = [...Object.keys(fields), "createdAt", "updatedAt"]
  const kind = (field: string) => fields[field]?.kind ?? (/^(created|updated)At$/.test(field) ? "datetime" : "string")
  let found = [...all]
  for (const [name, value] of asked) {
    if (value === "" || sorting.has(name) || (paging.has(name) && !names.includes(name))) continue
    const matches = filter(name, value, names, kind)
    if (matches !== undefined) found = found.filter(matches)
  }
  return found
}

type Kind = (field: string) => string
type Matches = (row: Row) => boolean

const paging = new Set(["limit", "offset", "page", "pageSize", "perPage", "size", "take", "skip", "cursor"])
const sorting = new Set(["sort", "sortBy", "orderBy", "order", "direction", "sortOrder", "sortDirection"])
const searching = new Set(["q", "query", "search", "keyword", "keywords", "text", "term", "searchTerm"])

// Names that mean nothing to these rows narrow nothing down.
const filter = (name: string, value: string, names: ReadonlyArray<string>, kind: Kind): Matches | undefined => {
  const field = named(name, names)
  if (field !== undefined) return equals(field, value, kind(field))
  if (searching.has(name)) return contains(value)
  const bound = boundOf(name)
  if (bound === undefined) return undefined
  const ranged = bound.field === ""
    ? names.find((one) => /^date(time)?$/.test(kind(one)) && one !== "createdAt" && one !== "updatedAt") ??
      names.find((one) => one === "createdAt")
    : named(bound.field, names) ?? names.find((one) => one.toLowerCase().includes(bound.field.toLowerCase()))
  return ranged === undefined ? undefined : (row) => {
    const order = compare(row[ranged], /^date(time)?$/.test(kind(ranged)) ? value : Number(value))
    return row[ranged] !== undefined && (bound.least ? order >= 0 : order <= 0)
  }
}

// A field by its own name, or a reference by that of its id: bookId for book.
const named = (name: string, names: ReadonlyArray<string>): string | undefined => {
  const bare = name.replace(/Id$/, "").toLowerCase()
  return names.find((one) => one === name) ?? names.find((one) => one.replace(/Id$/, "").toLowerCase() === bare)
}

const boundOf = (name: string): { field: string; least: boolean } | undefined => {
  const before = /^(min|max|from|to|after|before|since|until|start|end)([A-Z].*)?$/.exec(name)
  const behind = /^(.*?)(Min|Max|From|To|After|Before|Since|Until|Start|End)$/.exec(name)
  const [field, edge] = before === null ? [behind?.[1], behind?.[2]] : [before[2] ?? "", before[1]]
  if (field === undefined || edge === undefined) return undefined
  return {
    field: field === "Date" || field === "date" ? "" : field.slice(0, 1).toLowerCase() + field.slice(1),
    least: /^(min|from|after|since|start)$/i.test(edge)
  }
}

const equals = (field: string, value: string, kind: string): Matches => {
  if (kind === "boolean") return (row) => String(row[field] ?? false) === value
  if (kind === "string" || kind === "text") return (row) => fold(row[field]).includes(fold(value))
  if (kind === "datetime") return (row) => String(row[field] ?? "").startsWith(value.slice(0, 10))
  const wanted = new Set(value.split(",").map(fold))
  return (row) => wanted.has(fold(row[field])) || fold(row[field]) === fold(value)
}

const contains = (value: string): Matches => {
  const terms = fold(value).split(/\s+/)
  return (row) => {
    const text = Object.entries(row)
      .filter(([name, one]) => name !== "id" && /^(string|number)$/.test(typeof one) && !String(one).startsWith("data:"))
      .map(([name, one]) => typeof one === "number" ? counted(name, one) : fold(one)).join("\n")
    return terms.every((term) => text.includes(term))
  }
}

// Of three bedrooms: 3-bedroom.
const counted = (name: string, value: number): string => value + "-" + name.toLowerCase().replace(/s$/, "")

// Case and accents aside.
const fold = (value: unknown): string =>
  String(value ?? "").normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().trim()

const sort = (found: Array<Row>, asked: URLSearchParams, order: string): void => {
  const direction = asked.get("direction") ?? asked.get("sortOrder") ?? asked.get("sortDirection") ?? asked.get("order") ?? ""
  const by = asked.get("sort") ?? asked.get("sortBy") ?? asked.get("orderBy") ??
    (/^(asc|desc)/i.test(direction) ? "createdAt" : direction === "" ? order : direction)
  const [field = "", suffix = ""] = by.replace(/^[-+]/, "").split(/[:,\s]/)
  if (field === "") return
  const sign = by.startsWith("-") || /^desc/i.test(suffix) || /^desc/i.test(direction) ? -1 : 1
  found.sort((one, other) => sign * compare(one[field], other[field]))
}

const compare = (one: unknown, other: unknown): number => {
  if (typeof one === "number" && typeof other === "number") return one - other
  if (one === undefined || other === undefined) return one === other ? 0 : one === undefined ? 1 : -1
  const [a, b] = [String(one), String(other)]
  // A date is compared with a moment by its day.
  if (/^\d{4}-\d{2}-\d{2}$/.test(b) && /^\d{4}-\d{2}-\d{2}T/.test(a)) return a.slice(0, 10).localeCompare(b)
  return a.localeCompare(b, undefined, { numeric: true })
}

// What a row has of that name is no page's: the size of a cup.
const pageOf = (asked: URLSearchParams, entity: Entity | undefined): { start: number; size: number } => {
  const number = (names: ReadonlyArray<string>): number | undefined => {
    const text = names.filter((name) => entity?.fields[name] === undefined).map((name) => asked.get(name)).find((one) => one !== null && one !== "")
    const value = Number(text ?? Number.NaN)
    return Number.isInteger(value) && value >= 0 ? value : undefined
  }
  const size = number(["limit", "pageSize", "perPage", "size", "take"]) ?? 50
  const page = number(["page"])
  return { size, start: number(["offset", "skip", "cursor"]) ?? (page === undefined ? 0 : Math.max(0, page - 1) * size) }
}
`

const account = String.raw`import { accountEntity, entities, roles } from "./contract"
import { find, rows } from "./db"
import type { Row } from "./model"

/** Whoever asks: in which role, and with which account where there is one. */
export interface Caller {
  /** "" where the contract does not tell: then it may do what any role may. */
  role: string
  account: Row | undefined
}

const prefix = "mock."

/** A token for this account, in this role; without an account, for somebody of that role: mock.member. */
export const tokenFor = (account: Row | undefined, role: string): string => prefix + role + "." + (account?.id ?? "")

/** Whose token a request carries; nobody for one that is no token of the mock, or of an account that is gone. */
export const callerOf = (request: Request): Caller | undefined => {
  const token = (request.headers.get("Authorization") ?? "").replace(/^Bearer +/i, "")
  // Where nobody signs in, everything is everybody's.
  if (roles.length === 0) return { role: "", account: rows(accountEntity)[0] }
  if (token === "") return cookieOf() === "" ? undefined : inRole(find(accountEntity, cookieOf()))
  const end = token.lastIndexOf(".")
  const [role, id] = [token.slice(prefix.length, end), token.slice(end + 1)]
  if (!token.startsWith(prefix) || end < prefix.length || (role !== "" && !roles.includes(role))) return undefined
  if (id === "") return { role, account: rows(accountEntity).find((row) => row["role"] === role) ?? rows(accountEntity)[0] }
  const account = find(accountEntity, id) ?? elsewhere(id)
  return account === undefined ? undefined : { role, account }
}

const inRole = (account: Row | undefined): Caller | undefined =>
  account === undefined ? undefined : { role: roleOf(account, {}), account }

/** Keeps in mind who signed in: for other tabs, whose rows may lack a new account, and in place of a cookie. */
export const remember = (account: Row | undefined, asCookie: boolean): void => {
  if (asCookie) cookie = account?.id ?? ""
  try {
    if (asCookie) sessionStorage.setItem(cookieKey, cookie)
    localStorage.setItem(key, JSON.stringify(account ?? null))
  } catch {
    // Without storage it is known in this tab alone.
  }
}

/** An account that was taken away is not known any more. */
export const forget = ({ id }: Row): void => {
  if (kept()?.id === id) remember(undefined, cookieOf() === id)
}

const key = "mock-account"
const cookieKey = "mock-cookie"
let cookie = ""

const cookieOf = (): string => {
  try {
    return sessionStorage.getItem(cookieKey) ?? cookie
  } catch {
    return cookie
  }
}

const kept = (): Row | undefined => {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? "null")
    return typeof value === "object" && value !== null && "id" in value && typeof value.id === "string"
      ? { ...value, id: value.id }
      : undefined
  } catch {
    return undefined
  }
}

const elsewhere = (id: string): Row | undefined => {
  const account = kept()
  if (account?.id !== id) return undefined
  rows(accountEntity).push(account)
  return account
}

/** The account that this sign-in means; anything that is valid is let in, as the first account when it is unknown. */
export const accountFor = (body: Record<string, unknown>): Row | undefined => {
  const values = new Set(Object.entries(body).filter(([name]) => !/password/i.test(name)).map(([, value]) => value))
  const all = rows(accountEntity)
  const said = [...values].filter((value) => typeof value === "string").join(" ").toLowerCase()
  return all.find((row) => Object.values(row).some((value) => values.has(value))) ??
    all.find((row) => typeof row["role"] === "string" && said.includes(row["role"].toLowerCase())) ?? all[0]
}

/** What an account is called. */
export const nameOf = (account: Row | undefined): string => {
  const title = account?.[entities[accountEntity]?.title ?? ""]
  const parts = [account?.["firstName"], account?.["lastName"]].filter((part) => typeof part === "string")
  return parts.length === 2 ? parts.join(" ") : typeof title === "string" && title !== "" ? title : "Alex Example"
}

/** The role of an account: its own, the one asked for, one that its words name, or the first there is. */
export const roleOf = (account: Row | undefined, body: Record<string, unknown>): string => {
  const known = (value: unknown): string | undefined =>
    typeof value === "string" ? roles.find((role) => role.toLowerCase() === value.toLowerCase()) : undefined
  const said = Object.values(body).filter((value) => typeof value === "string").join(" ").toLowerCase()
  return known(body["role"]) ?? known(account?.["role"]) ?? roles.find((role) => said.includes(role.toLowerCase())) ??
    roles[0] ?? "user"
}
`

export const mockRequestFiles: ReadonlyArray<AppFile> = [
  { path: "src/mocks/query.ts", content: query },
  { path: "src/mocks/account.ts", content: account }
]
