/** The app's own library: values as they come from the API, how they are shown, and how forms check them. */
import type { AppFile } from "../../AppFile.ts"

const cn = String.raw`/** Class names joined; what is false or missing is left out. */
export const cn = (...names: ReadonlyArray<string | false | undefined>): string =>
  names.filter((name) => name !== false && name !== undefined && name !== "").join(" ")
`

const values = String
  .raw`/** Values as they come from the API, the address bar and forms, made what the other side wants. */

/** Any value as text; "" for what is missing. */
export const toText = (value: unknown): string => {
  if (value === null || value === undefined) return ""
  if (Array.isArray(value)) return value.map(toText).filter((text) => text !== "").join(", ")
  return typeof value === "object" ? JSON.stringify(value) : String(value)
}

/** As toText, but undefined for what is missing or empty: not sent at all. */
export const toOptionalText = (value: unknown): string | undefined => toText(value) || undefined

/** Any value as a number; undefined for what is none. */
export const toNumber = (value: unknown): number | undefined => {
  if (typeof value === "boolean") return value ? 1 : 0
  const text = toText(value).trim()
  const number = Number(text)
  return text === "" || !Number.isFinite(number) ? undefined : number
}

/** Any value as yes or no. */
export const toBoolean = (value: unknown): boolean => {
  const text = toText(value).trim().toLowerCase()
  return text !== "" && text !== "false" && text !== "0" && text !== "no"
}

/** As toBoolean, but undefined for what is missing or empty: an unset filter is not sent. */
export const toOptionalBoolean = (value: unknown): boolean | undefined => {
  const text = toText(value).trim().toLowerCase()
  return text === "" ? undefined : toBoolean(value)
}

/** The one of the options that the value is; undefined when it is none. */
export const oneOf = <const Option extends string>(value: unknown, options: ReadonlyArray<Option>): Option | undefined => {
  const text = toText(value)
  return options.find((option) => option === text)
}

/** Text with commas or line ends as a list. */
export const toList = (value: unknown): Array<string> =>
  (Array.isArray(value) ? value.map(toText) : toText(value).split(/[,\n]/)).map((part) => part.trim())
    .filter((part) => part !== "")

/** Text in JSON as what it stands for; undefined where it stands for nothing. */
export const fromJson = (value: unknown): unknown => {
  if (typeof value !== "string") return value
  try {
    return JSON.parse(value)
  } catch {
    return undefined
  }
}

/** The value at a dotted path, in data whose shape is not declared. */
export const valueAt = (value: unknown, path: string): unknown =>
  path.split(".").filter((part) => part !== "").reduce<unknown>(
    (at, part) => typeof at === "object" && at !== null ? Object.entries(at).find(([name]) => name === part)?.[1] : undefined,
    value
  )

/** A list in data whose shape is not declared. */
export const toItems = (value: unknown): ReadonlyArray<unknown> => {
  if (Array.isArray(value)) return value
  const items = valueAt(value, "items")
  return Array.isArray(items) ? items : []
}

/** What tells one element of a list from the others: its id, else its place. */
export const keyOf = (value: unknown, index: number): string => toText(valueAt(value, "id")) || String(index)

/** The address if it is safe to follow: http, https or within this site. */
export const safeUrl = (value: unknown): string | undefined => {
  const text = toText(value).trim()
  if (text === "") return undefined
  try {
    return /^https?:$/.test(new URL(text, "https://relative.invalid").protocol) ? text : undefined
  } catch {
    return undefined
  }
}

/** The address if it is a picture's and safe to show: as safeUrl, or the picture itself. */
export const safeImage = (value: unknown): string | undefined =>
  /^data:image\/(svg\+xml|png|jpeg|gif|webp|avif)[;,]/.test(toText(value)) ? toText(value) : safeUrl(value)

/** Whether any of the texts and figures of a thing contains what was typed. */
export const matchesSearch = (value: unknown, search: string): boolean => {
  const wanted = search.trim().toLowerCase()
  if (wanted === "") return true
  const parts = typeof value === "object" && value !== null ? Object.values(value) : [value]
  return parts.map(toText).some((text) => !text.startsWith("data:") && text.toLowerCase().includes(wanted))
}

/** Options of a select, from a list of things. */
export const toOptions = (
  items: ReadonlyArray<unknown>,
  valuePath: string,
  labelPath: string
): ReadonlyArray<{ value: string; label: string }> => {
  const options = items.map((item) => {
    const value = toText(valuePath === "" ? item : valueAt(item, valuePath))
    return { value, label: toText(labelPath === "" ? item : valueAt(item, labelPath)) || value }
  })
  return options.filter((option, index) => options.findIndex((other) => other.value === option.value) === index)
}

const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" })

/** Sorts numbers by size and everything else as a person would; what is missing comes last. */
export const compareValues = (one: unknown, other: unknown): number => {
  if (typeof one === "number" && typeof other === "number") return one - other
  const [left, right] = [toText(one), toText(other)]
  if (left === "" || right === "") return left === right ? 0 : left === "" ? 1 : -1
  return collator.compare(left, right)
}

/** What an error says, for the user. */
export const errorMessage = (error: unknown): string =>
  error instanceof Error ? error.message : typeof error === "string" ? error : ""
`

const format = (currency: string): string =>
  String.raw`/** Values as a person reads them. What is missing is a dash. */
import { toBoolean, toNumber, toText } from "./values"

const locale = "en"
const none = "–"

const dates = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" })
const dateTimes = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" })
const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 })
const amounts = new Intl.NumberFormat(locale, { style: "currency", currency: "${currency}" })

const dateOf = (value: unknown): Date | undefined => {
  const date = new Date(toText(value))
  return Number.isNaN(date.getTime()) ? undefined : date
}

export const formatText = (value: unknown): string => toText(value) || none

/** A day, whatever the time zone of whoever reads it. */
export const formatDate = (value: unknown): string => {
  const date = dateOf(toText(value).slice(0, 10))
  return date === undefined ? formatText(value) : dates.format(date)
}

export const formatDateTime = (value: unknown): string => {
  const date = dateOf(value)
  return date === undefined ? formatText(value) : dateTimes.format(date)
}

export const formatNumber = (value: unknown): string => {
  const number = toNumber(value)
  return number === undefined ? formatText(value) : numbers.format(number)
}

export const formatMoney = (value: unknown): string => {
  const number = toNumber(value)
  return number === undefined ? formatText(value) : amounts.format(number)
}

export const formatBoolean = (value: unknown): string =>
  value === null || value === undefined ? none : toBoolean(value) ? "Yes" : "No"

/** A value of a list of values as words: "in_progress" is "In progress". */
export const humanise = (value: unknown): string => {
  const text = toText(value)
  if (!/^[a-z0-9]+([_-][a-z0-9]+)*$/i.test(text) || /^[A-Z0-9]+$/.test(text)) return formatText(text)
  const words = text.replace(/([a-z0-9])([A-Z])/g, "$1 $2").replace(/[_-]+/g, " ").toLowerCase()
  return words.slice(0, 1).toUpperCase() + words.slice(1)
}

const tones = [
  ["danger", /\b(?:overdue|late|reject|denied|declin|fail|cancel|lost|block|inactive|expired|critical|urgent|out.of.stock|unavailable|suspend|unpaid|refused|called.off|no.show|broken)/],
  ["warning", /\b(?:pending|wait|review|draft|reserved|request|low.stock|running.low|hold|on.loan|partial|in.progress|progress|due|processing|planned|scheduled|open|to.?do|in.repair|high)/],
  ["success", /\b(?:active|available|approv|complete|done|paid|deliver|return|success|confirm|publish|in.stock|accept|closed|resolved|won|ready|passed|yes|hired|enrolled)/]
] as const

/** The colour that goes with a status. */
export const toneOf = (value: unknown): "neutral" | "danger" | "warning" | "success" => {
  const text = toText(value).toLowerCase()
  return tones.find(([, words]) => words.test(text))?.[0] ?? "neutral"
}
`

const forms = String.raw`/**
 * What controls give, and what the API takes. A control always gives text ("" when empty), a checkbox yes or no:
 * textInput(z.string("Enter a title.")) asks for text, textInput(z.string().optional()) lets it be left out.
 */
import { useEffect, useRef } from "react"
import { z } from "zod"
import { humanise } from "./format"
import { fromJson, toItems, toList, toText, valueAt } from "./values"

/** Text without the white space around it. */
export const textInput = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value: string) => value.trim() || undefined, schema)

/** Text as it was typed: a password. */
export const rawTextInput = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value: string) => value || undefined, schema)

/** A figure. */
export const numberInput = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value: string) => value.trim() === "" ? undefined : Number(value), schema)

/** A day: 2026-03-05. */
export const dateInput = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value: string) => value.slice(0, 10) || undefined, schema)

/** A moment, from local time to UTC. */
export const dateTimeInput = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value: string) => {
    const date = new Date(value)
    return value === "" ? undefined : Number.isNaN(date.getTime()) ? value : date.toISOString()
  }, schema)

/** Several texts, with commas or line ends between them. */
export const listInput = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value: string) => toList(value), schema)

/** Anything else, in JSON. */
export const jsonInput = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value: string) => fromJson(value), schema)

/**
 * Shows what the server refused at the fields that it names: useFieldErrors(createBook.error, setError, bookSchema), where
 * schema is what the form's resolver checks by. What it says of anything else is left to the toast.
 */
export const useFieldErrors = <Name extends string>(
  failure: unknown,
  setError: (name: Name, error: { type: string; message: string }, options: { shouldFocus: boolean }) => void,
  schema: { shape: object }
): void => {
  const shown = useRef(failure)
  useEffect(() => {
    // A form that is opened anew has nothing to say of the last time.
    if (failure === shown.current) return
    shown.current = failure
    const isField = (name: string): name is Name => Object.hasOwn(schema.shape, name)
    let shouldFocus = true
    for (const error of toItems(valueAt(failure, "errors"))) {
      const field = toText(valueAt(error, "field"))
      // A part of an object has its whole path in its name: address.street is addressStreet.
      const name = field.replace(/[^\w$]+(\w)/g, (_, first: string) => first.toUpperCase())
      if (!isField(name)) continue
      setError(name, { type: "server", message: humanise(name) + " " + toText(valueAt(error, "message")) + "." }, { shouldFocus })
      shouldFocus = false
    }
  }, [failure, schema, setError])
}

/** A day from the API as a date control takes it. */
export const toDateInput = (value: unknown): string => toText(value).slice(0, 10)

/** A moment from the API as a control for date and time takes it, in local time. */
export const toDateTimeInput = (value: unknown): string => {
  const date = new Date(toText(value))
  if (Number.isNaN(date.getTime())) return ""
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}
`

const charts = String.raw`/** Data as the bars of a chart. */
import { humanise } from "./format"
import { toNumber } from "./values"

export interface Bar {
  label: string
  value: number
}

/** One bar per label, the figures of one label added up; without figures, the things of one label counted. */
export const toBars = <Item>(
  items: ReadonlyArray<Item>,
  label: (item: Item) => unknown,
  value?: (item: Item) => unknown,
  toName: (label: unknown) => string = humanise
): ReadonlyArray<Bar> => {
  const sums = new Map<string, number>()
  for (const item of items) {
    const name = toName(label(item))
    sums.set(name, (sums.get(name) ?? 0) + (value === undefined ? 1 : toNumber(value(item)) ?? 0))
  }
  return [...sums].map(([name, sum]) => ({ label: name, value: sum }))
}
`

const address = String.raw`/** State that the address keeps: a reload, a bookmark and the way back find it again. */
import { useCallback } from "react"
import { useSearchParams } from "react-router"

/** The query of the address, and a way to change some of it; "" takes a value out. */
export const useAddress = (): [
  URLSearchParams,
  (changes: Readonly<Record<string, string>>, options?: { replace?: boolean }) => void
] => {
  const [params, setParams] = useSearchParams()
  const visit = useCallback((changes: Readonly<Record<string, string>>, options?: { replace?: boolean }) => {
    setParams((before) => {
      const after = new URLSearchParams(before)
      for (const [name, value] of Object.entries(changes)) {
        if (value === "") after.delete(name)
        else after.set(name, value)
      }
      return after
    }, options)
  }, [setParams])
  return [params, visit]
}

/**
 * As useState, for text that the address keeps: what is searched for, what a list is narrowed to. A change takes every list
 * of the page back to its first part.
 */
export const useAddressState = (name: string, initial: string): [string, (value: string) => void] => {
  const [params, visit] = useAddress()
  const set = useCallback((value: string) => {
    const starts = [...params.keys()].filter((one) => /-(from|page)$/.test(one)).map((one): [string, string] => [one, ""])
    // A filter that was preset and is taken off is said, or it would come back.
    const said = value === initial ? "" : value === "" ? none : value
    visit({ ...Object.fromEntries(starts), [name]: said }, { replace: true })
  }, [params, visit, name, initial])
  const said = params.get(name)
  return [said === null ? initial : said === none ? "" : said, set]
}

const none = "-"
`

const queryClient = String
  .raw`/** The cache of what was loaded. A query's key is its operation and what it was asked for: ["listBooks", { q }]. */
import { QueryClient } from "@tanstack/react-query"

const maxRetries = 2

/** Whether another try may help: not when the server understood and declined. */
const mayHelp = (error: unknown): boolean =>
  !(typeof error === "object" && error !== null && "status" in error && Number(error.status) < 500)

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { retry: (count, error) => count < maxRetries && mayHelp(error), retryDelay: (count) => 400 * 2 ** count, refetchOnWindowFocus: false }
  }
})
`

/** The library's files. Amounts are shown in this currency (ISO 4217). */
export const libFiles = (currency: string): ReadonlyArray<AppFile> => [
  { path: "src/lib/cn.ts", content: cn },
  { path: "src/lib/values.ts", content: values },
  { path: "src/lib/format.ts", content: format(currency) },
  { path: "src/lib/forms.ts", content: forms },
  { path: "src/lib/charts.ts", content: charts },
  { path: "src/lib/address.ts", content: address },
  { path: "src/lib/queryClient.ts", content: queryClient }
]
