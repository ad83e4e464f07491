/** The mock's memory: rows that last as long as the tab, and what they are made of. */
import type { AppFile } from "../../AppFile.ts"
import { fieldKinds } from "../model.ts"

const model = String.raw`/** What the mock knows of the contract. */
export type FieldKind =
${fieldKinds.map((kind) => `  | "${kind}"`).join("\n")}

export interface Field {
  kind: FieldKind
  required?: boolean
  values?: ReadonlyArray<string>
  /** The entity that a reference names. */
  entity?: string
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  /** A regular expression. */
  pattern?: string
  format?: "uuid"
  nullable?: boolean
  readOnly?: boolean
  /** What a list holds, and how many at most. */
  items?: Field
  maxItems?: number
  /** What an object holds, and whether that is all. */
  fields?: Fields
  closed?: boolean
}

export type Fields = Readonly<Record<string, Field>>

export interface Entity {
  /** The field a person recognises a row by. */
  title: string
  /** Fields that no two rows have the same values of, taken together. */
  unique?: ReadonlyArray<ReadonlyArray<string>>
  /** The first and the last day on which no other may take up what a row refers to. */
  span?: ReadonlyArray<string>
  fields: Fields
}

export type Row = { id: string } & Record<string, unknown>

export type Tables = Record<string, Array<Row>>
`

const fixtures = String.raw`/** What seed rows are written with. */

const dayLength = 86_400_000

/** The moment that many days from now. */
export const at = (days: number): string => new Date(Date.now() + days * dayLength).toISOString()

/** That many days from today, at an hour of the day: 9.5 is half past nine. */
export const moment = (days: number, hour: number): string => {
  const date = new Date(Date.now() + days * dayLength)
  date.setHours(Math.floor(hour), Math.round((hour % 1) * 60), 0, 0)
  return date.toISOString()
}

/** The date that many days from today. */
export const day = (days: number): string => at(days).slice(0, 10)

/**
 * Days from today that keep their day of the week: what is past is counted from the last such weekday (Sunday is 0), what
 * is to come from the next. So a Tuesday stays a Tuesday, and what lies ahead stays ahead.
 */
export const weekly = (weekday: number) => (days: number): number => {
  const since = (new Date().getDay() - weekday + 7) % 7
  return days < 0 ? days - since : days + (7 - since) % 7
}

/** A picture to stand in for a photo: its first letters on a ground of that hue. */
export const picture = (label: string, hue: number): string => {
  const initials = label.split(/\s+/).map((word) => word.replace(/[^\p{L}\p{N}]/gu, "").slice(0, 1)).join("").slice(0, 2)
  const svg = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 640 400'><defs><linearGradient id='g' x2='1' y2='1'>" +
    "<stop stop-color='hsl(" + hue + " 55% 62%)'/><stop offset='1' stop-color='hsl(" + ((hue + 40) % 360) + " 60% 42%)'/>" +
    "</linearGradient></defs><rect width='640' height='400' fill='url(#g)'/>" +
    "<circle cx='520' cy='90' r='150' fill='#fff' opacity='.12'/><circle cx='90' cy='360' r='190' fill='#fff' opacity='.1'/>" +
    "<text x='320' y='235' text-anchor='middle' font-family='system-ui, sans-serif' font-size='110' font-weight='600' fill='#fff'>" +
    initials.toUpperCase() + "</text></svg>"
  return "data:image/svg+xml," + encodeURIComponent(svg)
}

/** A file to stand in for a real one: a PDF of one page that bears its name. */
export const pdf = (name: string): string => {
  const words = name.replace(/[^ -~]/g, "?").replace(/[()\\]/g, "")
  const content = "BT /F1 24 Tf 72 720 Td (" + words + ") Tj ET"
  const objects = [
    "<</Type/Catalog/Pages 2 0 R>>",
    "<</Type/Pages/Kids[3 0 R]/Count 1>>",
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
    "<</Length " + content.length + ">>\nstream\n" + content + "\nendstream",
    "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
  ].map((object, index) => index + 1 + " 0 obj\n" + object + "\nendobj\n")
  const header = "%PDF-1.4\n"
  const starts = objects.map((_, index) => (header + objects.slice(0, index).join("")).length)
  const table = starts.map((start) => String(start).padStart(10, "0") + " 00000 n \n").join("")
  const end = (header + objects.join("")).length
  const file = header + objects.join("") + "xref\n0 6\n0000000000 65535 f \n" + table +
    "trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n" + end + "\n%%EOF\n"
  return "data:application/pdf;name=" + encodeURIComponent(name) + ";base64," + btoa(file)
}
`

const db = (key: string): string =>
  String.raw`/**
 * The mock's rows. They are kept in the tab's session storage: a reload keeps what was changed, a new tab starts afresh.
 * To start afresh in the same tab, open the app with ?mocks=reset, or call resetMocks(); with ?mocks=many there is of
 * everything so much that lists have several pages.
 */
import { entities } from "./contract"
import type { Row, Tables } from "./model"
import { seed } from "./seed"

// Changes with the seed, so that rows of an older contract are not read.
const key = ${key}

let tables: Tables | undefined

/** All rows of an entity. */
export const rows = (entity: string): Array<Row> => {
  tables ??= load() ?? seed()
  return (tables[entity] ??= [])
}

export const find = (entity: string, id: unknown): Row | undefined => rows(entity).find((row) => row.id === id)

export const insert = (entity: string, values: Record<string, unknown>): Row => {
  const now = new Date().toISOString()
  const row: Row = { ...issued(entity, values), ...totalled(entity, values), id: crypto.randomUUID(), createdAt: now, updatedAt: now }
  rows(entity).unshift(row)
  recount(entity, row, 1)
  restock(entity, row)
  settle(entity, row)
  advance(entity, row)
  save()
  return row
}

export const change = (row: Row, values: Record<string, unknown>): Row => {
  Object.assign(row, values, { updatedAt: new Date().toISOString() })
  const entity = Object.keys(entities).find((name) => rows(name).includes(row)) ?? ""
  Object.assign(row, totalled(entity, row, Object.keys(values)))
  advance(entity, row)
  save()
  return row
}

/** Takes a row away; rows that must refer to it go with it, rows that may do no longer. */
export const remove = (entity: string, row: Row): void => {
  const table = rows(entity)
  const index = table.indexOf(row)
  if (index === -1) return
  table.splice(index, 1)
  recount(entity, row, -1)
  advance(entity, row)
  for (const [other, { fields }] of Object.entries(entities)) {
    for (const [name, field] of Object.entries(fields)) {
      if (field.kind !== "reference" || field.entity !== entity) continue
      for (const referring of rows(other).filter((one) => one[name] === row.id)) {
        if (field.required === true) remove(other, referring)
        else delete referring[name]
      }
    }
  }
  save()
}

/** Puts the first rows back. */
export const resetMocks = (): void => {
  tables = seed()
  save()
}

/** Puts the first rows back, over and over, each with an id and a name of its own, until there are some pages of them. */
export const multiplyMocks = (): void => {
  const first = seed()
  tables = Object.fromEntries(Object.entries(first).map(([entity, own]) => [entity, multiplied(entity, own)]))
  save()
}

const multiplied = (entity: string, own: ReadonlyArray<Row>): Array<Row> => {
  const { fields = {}, title = "", unique = [] } = entities[entity] ?? {}
  // What ties others together is there once for each of them.
  if (unique.some((names) => names.every((name) => fields[name]?.kind === "reference"))) return [...own]
  const laps = own.length === 0 ? 0 : Math.ceil(120 / own.length)
  const names = new Set([title, ...unique.flat()].filter((name) => /^(string|email)$/.test(fields[name]?.kind ?? "")))
  return Array.from({ length: laps }, (_, lap) =>
    own.map((row): Row => lap === 0 ? row : {
      ...row,
      ...Object.fromEntries([...names].map((name) => [name, numbered(row[name], lap + 1)])),
      id: crypto.randomUUID()
    })).flat()
}

const numbered = (value: unknown, lap: number): unknown =>
  typeof value !== "string" ? value : value.includes("@") ? lap + "." + value : value + " " + lap

// A row that counts others, such as a poll its votes, keeps count.
const recount = (entity: string, row: Row, by: number): void => {
  const counter = new RegExp("^(total|number_?of)?_?" + entity + "s?_?(count|total)?$", "i")
  for (const [name, field] of Object.entries(entities[entity]?.fields ?? {})) {
    const target = field.kind === "reference" && field.entity !== undefined ? find(field.entity, row[name]) : undefined
    for (const [counted, { kind }] of Object.entries(entities[field.entity ?? ""]?.fields ?? {})) {
      const value = target?.[counted]
      if (target !== undefined && kind === "integer" && counter.test(counted) && typeof value === "number") {
        target[counted] = Math.max(0, value + by)
      }
    }
  }
}

// A booking's number is the one after the last.
const issued = (entity: string, values: Record<string, unknown>): Record<string, unknown> => {
  const { fields, title = "" } = entities[entity] ?? {}
  if (fields?.[title]?.kind !== "string" || !/number$|^reference$|code$/i.test(title) || values[title] !== undefined) {
    return values
  }
  const codes = rows(entity).map((row) => /^(.*?)(\d+)(\D*)$/.exec(String(row[title] ?? "")))
    .filter((code) => code !== null)
  const last = codes.reduce((one, other) => Number(other[2]) > Number(one?.[2] ?? -1) ? other : one, codes[0])
  const [, before = "", digits = "0", after = ""] = last ?? []
  return { ...values, [title]: before + String(Number(digits) + 1).padStart(digits.length, "0") + after }
}

// An amount is a quantity at its unit cost, or the total of what is paid for; a total is the price of what it is for, as
// often or as many days as it is taken. Of a row that changes, what changed says whether it is worked out once more.
const totalled = (
  entity: string,
  values: Record<string, unknown>,
  changed?: ReadonlyArray<string>
): Record<string, unknown> => {
  const { fields = {} } = entities[entity] ?? {}
  if (changed !== undefined && !changed.some((name) => /quantity|price|cost|date|on$|at$/i.test(name))) return {}
  const isOpen = (name: string) =>
    fields[name] !== undefined && (changed === undefined ? (values[name] ?? 0) === 0 : !changed.includes(name))
  const cost = Object.keys(fields).find((name) => /^unit_?(cost|price)$/i.test(name))
  const [count, each] = [values["quantity"], values[cost ?? ""]]
  const product = ["estimatedCost", "amount", "total"].find(isOpen)
  if (product !== undefined && typeof count === "number" && typeof each === "number") {
    return { [product]: Math.round(count * each * 100) / 100 }
  }
  if (isOpen("amount") && changed === undefined) {
    for (const [name, { entity: other = "", kind }] of Object.entries(fields)) {
      const target = kind === "reference" ? find(other, values[name]) : undefined
      const due = target?.["total"] ?? target?.["amount"]
      if (typeof due === "number") return { amount: due }
    }
  }
  if (!isOpen("total")) return {}
  const dates = Object.keys(fields).filter((name) => fields[name]?.kind === "date").map((name) => String(values[name] ?? ""))
  const days = (Date.parse(dates[1] ?? "") - Date.parse(dates[0] ?? "")) / 86_400_000
  const times = typeof values["quantity"] === "number" ? values["quantity"] : days > 0 ? days : 1
  for (const [name, { entity: other = "", kind }] of Object.entries(fields)) {
    const target = kind === "reference" ? find(other, values[name]) : undefined
    const price = target?.[Object.keys(target).find((one) => /price/i.test(one)) ?? ""]
    if (typeof price === "number") return { total: Math.round(price * times * 100) / 100 }
  }
  return {}
}

// What is sold or used is no longer in stock; what is made or received is.
const restock = (entity: string, row: Row): void => {
  const quantity = row["quantity"]
  const deed = [entity, row["kind"], row["type"]].filter((one) => typeof one === "string").join(" ")
  const by = /receiv|produc|restock|deliver/i.test(deed) ? 1 : /sale|sold|order|used|usage/i.test(deed) ? -1 : 0
  if (typeof quantity !== "number" || by === 0) return
  for (const [name, { entity: other = "", kind }] of Object.entries(entities[entity]?.fields ?? {})) {
    const target = kind === "reference" ? find(other, row[name]) : undefined
    const stock = Object.keys(target ?? {}).find((one) => /stock|on_?hand/i.test(one))
    const value = target?.[stock ?? ""]
    if (target === undefined || stock === undefined || typeof value !== "number") continue
    target[stock] = Math.max(0, value + by * quantity)
    return
  }
}

// What was paid for is paid, or confirmed.
const settle = (entity: string, row: Row): void => {
  if (!/payment/i.test(entity)) return
  const become = (name: string, target: Row, states: ReadonlyArray<string>) => {
    for (const [field, { kind, values = [] }] of Object.entries(entities[name]?.fields ?? {})) {
      const state = kind === "enum" ? states.find((one) => values.includes(one)) : undefined
      if (state !== undefined) target[field] = state
    }
  }
  become(entity, row, ["paid"])
  for (const [name, { entity: other = "", kind }] of Object.entries(entities[entity]?.fields ?? {})) {
    const target = kind === "reference" ? find(other, row[name]) : undefined
    if (target !== undefined) become(other, target, ["paid", "confirmed"])
  }
}

// How far something has come is the share of its parts that are done.
const advance = (entity: string, row: Row): void => {
  const { fields = {} } = entities[entity] ?? {}
  const done = (one: Row) => Object.values(one).some((value) => value === "completed" || value === "done")
  if (!Object.values(fields).some(({ values = [] }) => values.includes("completed") || values.includes("done"))) return
  for (const [name, { entity: other = "", kind }] of Object.entries(fields)) {
    const target = kind === "reference" ? find(other, row[name]) : undefined
    const progress = Object.keys(entities[other]?.fields ?? {}).find((one) => /^progress/i.test(one))
    const parts = rows(entity).filter((one) => one[name] === row[name])
    if (target !== undefined && progress !== undefined && parts.length > 0) {
      target[progress] = Math.round(parts.filter(done).length / parts.length * 100)
    }
  }
}

const save = (): void => {
  try {
    sessionStorage.setItem(key, JSON.stringify(tables))
  } catch {
    // Without storage the rows last until the next reload.
  }
}

const load = (): Tables | undefined => {
  try {
    const value: unknown = JSON.parse(sessionStorage.getItem(key) ?? "null")
    return isTables(value) ? value : undefined
  } catch {
    return undefined
  }
}

const isTables = (value: unknown): value is Tables =>
  typeof value === "object" && value !== null && Object.values(value).every((table: unknown) =>
    Array.isArray(table) && table.every((row: unknown) =>
      typeof row === "object" && row !== null && "id" in row && typeof row.id === "string"
    )
  )
`

const control = String.raw`/**
 * What the mock is made to do, so that every state of a page can be seen. Open the app with ?mock=loading (reads are never
 * answered), ?mock=empty (lists have nothing in them), ?mock=error (reads fail), ?mock=forbidden (reads are refused)
 * or ?mock=expired (reads no longer know who asks); ?mock=normal goes back. The tab remembers it.
 */
export const forcings = ["normal", "loading", "empty", "error", "forbidden", "expired"] as const

export type Forcing = (typeof forcings)[number]

const key = "dpg.mock"
let forcing: Forcing = "normal"

/** What the mock is made to do now. */
export const forced = (): Forcing => forcing

/** Makes the mock do this from now on. */
export const force = (next: Forcing): void => {
  forcing = next
  try {
    sessionStorage.setItem(key, next)
  } catch {
    // Without storage it lasts until the next reload.
  }
}

/** Takes up what the address asks for, else what the tab remembers. */
export const readForcing = (): void => {
  const named = (text: string | null) => forcings.find((one) => one === text)
  const asked = named(new URLSearchParams(window.location.search).get("mock"))
  if (asked !== undefined) return force(asked)
  try {
    forcing = named(sessionStorage.getItem(key)) ?? "normal"
  } catch {
    forcing = "normal"
  }
}
`

const browser = String.raw`import { setupWorker } from "msw/browser"
import { readForcing } from "./control"
import { multiplyMocks, resetMocks } from "./db"
import { handlers } from "./handlers"

/** Answers the app's calls in the browser, from public/mockServiceWorker.js; what is no call of the API goes out. */
export const startMocks = async (): Promise<void> => {
  readForcing()
  const asked = new URLSearchParams(window.location.search).get("mocks")
  if (asked === "reset") resetMocks()
  if (asked === "many") multiplyMocks()
  const start = () =>
    setupWorker(...handlers).start({
      onUnhandledRequest: "bypass",
      quiet: true,
      serviceWorker: { url: import.meta.env.BASE_URL + "mockServiceWorker.js" }
    })
  // A page that is left while the browser looks for a newer worker breaks that off: the next one asks once more.
  await start().catch(() => new Promise((resolve) => setTimeout(resolve, 300)).then(start))
}
`

/** The files; `storageKey` is the source of the string under which the browser keeps the rows. */
export const mockStoreFiles = (storageKey: string): ReadonlyArray<AppFile> => [
  { path: "src/mocks/model.ts", content: model },
  { path: "src/mocks/fixtures.ts", content: fixtures },
  { path: "src/mocks/db.ts", content: db(storageKey) },
  { path: "src/mocks/control.ts", content: control },
  { path: "src/mocks/browser.ts", content: browser }
]
