/** Rows as the contract's examples have them, with their dates moved from the day of the examples to today. */
import { DateTime, Option, Result } from "effect"
import { words } from "../../backend/names.ts"
import type { EntityModel, FieldModel } from "../model.ts"
import { Code, stringLiteral } from "../source.ts"
import { past } from "./dates.ts"
import { hash, uuid } from "./random.ts"

type Entities = ReadonlyMap<string, EntityModel>
type Row = { readonly [field: string]: unknown }

/** As many examples are all the rows there are; of fewer the rules make more. */
const enough = 4

/** The examples that are rows of the mock: one alone shows what a row looks like, and is none yet. */
export const samplesOf = ({ rows }: EntityModel): ReadonlyArray<Row> => rows.length > 1 ? rows : []

/** Whether the examples are all the rows there are. */
export const hasEnough = (entity: EntityModel): boolean => samplesOf(entity).length >= enough

/** The id of that row: its example's own, else one by rule. */
export const rowId = (entity: EntityModel | undefined, name: string, index: number): string => {
  const samples = entity === undefined ? [] : samplesOf(entity)
  const id = samples[index]?.["id"]
  return isId(id) && samples.findIndex((row) => row["id"] === id) === index ? id : uuid(`${name}/${index}`)
}

const isId = (value: unknown): value is string =>
  typeof value === "string" && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value)

/** What a sample has for a field, as `seed.ts` writes it; `undefined` for nothing, or for what is no value of the field. */
export const sampleValue = (
  entities: Entities,
  entity: EntityModel,
  field: FieldModel,
  index: number,
  day: number
): unknown => {
  const row = samplesOf(entity)[index] ?? {}
  const value = row[field.name]
  switch (field.kind) {
    case "integer":
    case "number":
    case "money":
      return typeof value === "number" && Number.isFinite(value) ? value : undefined
    case "boolean":
      return typeof value === "boolean" ? value : undefined
    case "enum":
      return field.values.find((one) => one === value)
    case "reference":
      return referredTo(entities, field, value)
    case "date":
    case "datetime":
      return typeof value === "string" ? moved(entity, field, row, value, day) : undefined
    case "image": {
      const title = row[entity.titleField]
      const label = typeof title === "string" ? title : entity.name
      // What lies elsewhere on the web is not asked for: the mock works without a network.
      return typeof value === "string" && value.startsWith("data:")
        ? value
        : value === undefined
        ? undefined
        : new Code(`picture(${stringLiteral(label)}, ${(hash(entity.name) + index * 47) % 360})`)
    }
    case "file":
      if (typeof value !== "string") return undefined
      if (value.startsWith("data:")) return value
      return new Code(`pdf(${stringLiteral(pdfName(value.split(/[?#]/)[0]?.split("/").at(-1) ?? ""))})`)
    case "list":
      return Array.isArray(value) ? value : undefined
    case "object":
      return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined
    case "password":
      return undefined
    default:
      return typeof value === "string" && value !== "" ? value : undefined
  }
}

/** The name of the PDF that stands for a file: `plan.docx` and `Plan` have none of their own. */
export const pdfName = (name: string): string => {
  const bare = decode(name).replace(/\.[a-z0-9]{2,5}$/i, "").replace(/[^\p{L}\p{N}\p{M}]+/gu, "-")
  return `${bare.replace(/^-|-$/g, "").slice(0, 60).toLowerCase() || "document"}.pdf`
}

const decode = (text: string): string => Result.getOrElse(Result.try(() => decodeURIComponent(text)), () => text)

// An example of the other entity; of one without rows of its own, the one example that it has is its first row.
const referredTo = (entities: Entities, field: FieldModel, value: unknown): string | undefined => {
  const target = entities.get(field.entity)
  if (target === undefined) return isId(value) ? value : undefined
  const index = target.rows.findIndex(({ id }) => id === value)
  return value === undefined || index === -1 ? undefined : rowId(target, target.name, index)
}

const moved = (
  entity: EntityModel,
  field: FieldModel,
  row: Row,
  value: string,
  day: number
): Code | string | undefined => {
  const told = daysOf(value)
  if (told === undefined) return undefined
  const isDay = field.kind === "date"
  if (isCalendar(field, told - day)) return isDay ? value.slice(0, 10) : value
  const offset = told - day
  if (field.readOnly && offset > 0) return undefined
  const own = entity.fields.flatMap((one) => {
    const days = one.kind === "date" || one.kind === "datetime" ? daysOf(row[one.name]) : undefined
    return days === undefined || one.readOnly || isCalendar(one, days - day) ? [] : [days - day]
  })
  // What goes on today lasts as long as it does: it moves by days. All else keeps its day of the week.
  const [first, last] = [Math.min(...own), Math.max(...own)]
  const days = offset === 0 || (first < 0 && last > 0 && last - first <= shortStay) ? String(offset) : `on(${offset})`
  if (isDay) return new Code(`day(${days})`)
  const [, hours = "0", minutes = "0"] = /T(\d{2}):(\d{2})/.exec(value) ?? []
  const hour = Math.round((Number(hours) + Number(minutes) / 60) * 10_000) / 10_000
  return offset === 0 && (field.readOnly || past.test(words(field.name).join(" ")))
    ? new Code("at(-0.02)")
    : new Code(`moment(${days}, ${hour})`)
}

const shortStay = 10

/** Whether a date has nothing to do with today: a birthday, a year long ago. */
const isCalendar = ({ name }: FieldModel, offset: number): boolean =>
  Math.abs(offset) > 3 * 365 ||
  /\b(birth|birthday|born|dob|founded|established|publication|published on)\b/.test(words(name).join(" "))

/** Days since 1970; `undefined` for what is no date. */
const daysOf = (value: unknown): number | undefined =>
  typeof value === "string" && /^\d{4}-\d{2}-\d{2}(T|$)/.test(value)
    ? Option.getOrUndefined(
      Option.map(DateTime.make(`${value.slice(0, 10)}T00:00:00Z`), (one) => DateTime.toEpochMillis(one) / 86_400_000)
    )
    : undefined

/**
 * The day from which the samples are told, in days since 1970: the document's own where their dates lie around it, else the
 * newest of what must have happened already, else the middle of them.
 */
export const tellingDay = (entities: Entities, declared: string | undefined): number => {
  const dates = [...entities.values()].flatMap((entity) =>
    entity.fields.filter(({ kind }) => kind === "date" || kind === "datetime").flatMap((field) =>
      samplesOf(entity).flatMap((row) => {
        const day = daysOf(row[field.name])
        return day === undefined ? [] : [{ field, day }]
      })
    )
  )
  const own = daysOf(declared)
  const loose = dates.filter(({ field }) => !field.readOnly && !isCalendar(field, 0)).map(({ day }) => day)
    .toSorted((a, b) => a - b)
  const middle = loose[Math.floor(loose.length / 2)]
  if (own !== undefined && loose.some((day) => Math.abs(day - own) <= farOff)) return own
  const happened = dates.filter(({ field }) =>
    field.readOnly ? own === undefined : past.test(words(field.name).join(" "))
  ).map(({ day }) => day)
  return happened.length > 0 ? Math.max(...happened) : middle ?? own ?? 0
}

// A season is told from a day within it.
const farOff = 100

/** The day of the week of such a day, Sunday being 0. */
export const weekdayOf = (day: number): number => (((day + 4) % 7) + 7) % 7
