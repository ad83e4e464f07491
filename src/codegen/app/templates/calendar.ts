/** The app's calendar: things on the days they are on, and the days themselves. */
import type { AppFile } from "../../AppFile.ts"

const days = String.raw`/** Days as text, 2026-03-05: the same day for everybody, whatever the time zone. */
import { toText } from "./values"

const pad = (number: number): string => String(number).padStart(2, "0")

/** The day that a clock of the reader's shows at that moment. */
export const localDay = (date: Date): string =>
  date.getFullYear() + "-" + pad(date.getMonth() + 1) + "-" + pad(date.getDate())

const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text)

/** The day of a date, as it stands, or of a moment, by the reader's clock; undefined for neither. */
export const dayOf = (value: unknown): string | undefined => {
  const text = toText(value)
  const date = new Date(text)
  if (text === "" || Number.isNaN(date.getTime())) return undefined
  return isDay(text) ? text : localDay(date)
}

/** The last day of what lasts until then: a date counts, a moment at midnight belongs to the day before. */
export const lastDayOf = (value: unknown): string | undefined => {
  const day = dayOf(value)
  if (day === undefined || isDay(toText(value))) return day
  return localDay(new Date(new Date(toText(value)).getTime() - 1))
}

const times = new Intl.DateTimeFormat("en", { timeStyle: "short" })

/** The time of a moment, by the reader's clock; "" for a date. */
export const timeOf = (value: unknown): string => {
  const text = toText(value)
  return isDay(text) || dayOf(text) === undefined ? "" : times.format(new Date(text))
}

const utc = (day: string): Date => new Date(day + "T00:00:00Z")

/** That many days later, or earlier. */
export const addDays = (day: string, count: number): string =>
  new Date(utc(day).getTime() + count * 86_400_000).toISOString().slice(0, 10)

/** That many months later, or earlier: 2026-11 and 2 are 2027-01. */
export const addMonths = (month: string, count: number): string => {
  const date = utc(month + "-01")
  date.setUTCMonth(date.getUTCMonth() + count)
  return date.toISOString().slice(0, 7)
}

/** The day a week begins with where the reader is: 1 for Monday to 7 for Sunday. */
export const firstDayOfWeek = (language: string): number => {
  const locale: Intl.Locale & { getWeekInfo?: () => { firstDay: number }; weekInfo?: { firstDay: number } } =
    new Intl.Locale(language)
  return (locale.getWeekInfo?.() ?? locale.weekInfo)?.firstDay ?? 1
}

/** The weeks of a month, seven days each; "" for days of the months around it. */
export const weeksOf = (month: string, firstDay: number): Array<Array<string>> => {
  const first = month + "-01"
  const lead = (utc(first).getUTCDay() - firstDay + 7) % 7
  const weeks: Array<Array<string>> = []
  for (let start = addDays(first, -lead); start.slice(0, 7) <= month; start = addDays(start, 7)) {
    weeks.push(Array.from({ length: 7 }, (_, index) => addDays(start, index)).map((day) => day.startsWith(month) ? day : ""))
  }
  return weeks
}

/** From its first day to its last. */
export interface Span {
  from: string
  to: string
}

/** What stands on each day of a week, so that each span keeps its place from day to day; undefined for a free place. */
export const lanesOf = <Of extends Span>(week: ReadonlyArray<string>, spans: ReadonlyArray<Of>): Array<Array<Of | undefined>> => {
  const lanes = week.map((): Array<Of | undefined> => [])
  for (const span of spans) {
    const at = lanes.filter((_, index) => span.from <= (week[index] ?? "") && (week[index] ?? "") <= span.to)
    let lane = 0
    while (at.some((day) => day[lane] !== undefined)) lane++
    for (const day of at) {
      while (day.length < lane) day.push(undefined)
      day[lane] = span
    }
  }
  return lanes
}

const months = new Intl.DateTimeFormat("en", { month: "long", year: "numeric", timeZone: "UTC" })
const fullDays = new Intl.DateTimeFormat("en", { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" })
const shortDays = new Intl.DateTimeFormat("en", { day: "numeric", month: "short", timeZone: "UTC" })
const weekdays = new Intl.DateTimeFormat("en", { weekday: "long", timeZone: "UTC" })

export const formatMonth = (month: string): string => months.format(utc(month + "-01"))
export const formatDay = (day: string): string => fullDays.format(utc(day))
export const formatShortDay = (day: string): string => shortDays.format(utc(day))

/** The names of the days of a week, in the order it has. */
export const weekdayNames = (firstDay: number): Array<string> =>
  Array.from({ length: 7 }, (_, index) => weekdays.format(new Date(Date.UTC(2026, 5, firstDay + index))))
`

const calendar = String
  .raw`// oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role -- as a list on a phone, the parts of a table would lose their own roles
import { useId, useState } from "react"
import { Link } from "react-router"
import { useAddress } from "../lib/address"
import { cn } from "../lib/cn"
import {
  addMonths,
  dayOf,
  firstDayOfWeek,
  formatDay,
  formatMonth,
  formatShortDay,
  lanesOf,
  lastDayOf,
  localDay,
  timeOf,
  weekdayNames,
  weeksOf
} from "../lib/days"
import { Button } from "./Button"

interface CalendarProps<Item> {
  /** What the calendar is of, to those who do not see it. */
  label: string
  items: ReadonlyArray<Item>
  itemKey: (item: Item) => string
  /** The date or moment that a thing begins at. */
  start: (item: Item) => unknown
  /** The last date, or the moment that it ends at; without it a thing is on one day. */
  end?: (item: Item) => unknown
  text: (item: Item) => string
  /** Where a thing leads. */
  to?: (item: Item) => string
  /** What choosing a thing does, where it leads nowhere. */
  onSelect?: (item: Item) => void
  /** How many there are in all, where not all of them are here. */
  total?: number | undefined
}

interface Entry<Item> {
  item: Item
  key: string
  text: string
  time: string
  from: string
  to: string
}

const shownAtOnce = 3

/** Things on the days of a month, which the address keeps. On a phone the days that have any, below each other. */
export function Calendar<Item>({ items, itemKey, label, end, start, text, total, ...doing }: CalendarProps<Item>) {
  const headingId = useId()
  const [address, visit] = useAddress()
  const [today] = useState(() => localDay(new Date()))
  const [firstDay] = useState(() => firstDayOfWeek(navigator.language))
  const name = (label.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "") || "calendar") + "-month"
  const asked = address.get(name) ?? ""
  const month = /^\d{4}-(0[1-9]|1[0-2])$/.test(asked) ? asked : today.slice(0, 7)
  const show = (next: string) => visit({ [name]: next === today.slice(0, 7) ? "" : next })
  const entries = items.flatMap((item): Array<Entry<Item>> => {
    const from = dayOf(start(item))
    if (from === undefined) return []
    const last = lastDayOf(end?.(item)) ?? from
    return [{ item, key: itemKey(item), text: text(item), time: timeOf(start(item)), from, to: last < from ? from : last }]
  }).sort((one, other) => compare(one.from, other.from) || compare(other.to, one.to) || compare(one.text, other.text))
  const shown = entries.filter((entry) => entry.from.slice(0, 7) <= month && month <= entry.to.slice(0, 7))
  const nearest = entries.find((entry) => entry.from.slice(0, 7) > month) ?? entries.at(-1)
  const names = weekdayNames(firstDay)
  return (
    <section aria-label={label} className="min-w-0 rounded-xl border border-border bg-surface shadow-xs">
      <div className="flex flex-wrap items-center justify-between gap-3 p-4">
        <p id={headingId} aria-live="polite" className="text-base font-semibold tracking-tight">{formatMonth(month)}</p>
        <div className="flex gap-2">
          <Button aria-label="Previous month" onClick={() => show(addMonths(month, -1))}><span aria-hidden="true">←</span></Button>
          <Button disabled={month === today.slice(0, 7)} onClick={() => show(today.slice(0, 7))}>Today</Button>
          <Button aria-label="Next month" onClick={() => show(addMonths(month, 1))}><span aria-hidden="true">→</span></Button>
        </div>
      </div>
      {shown.length === 0 && (
        <div className="flex flex-wrap items-center gap-3 border-t border-border px-4 py-3 text-sm text-muted">
          <p>Nothing in {formatMonth(month)}.</p>
          {nearest !== undefined && (
            <Button onClick={() => show(nearest.from.slice(0, 7))}>Show {formatMonth(nearest.from.slice(0, 7))}</Button>
          )}
        </div>
      )}
      <table role="table" aria-labelledby={headingId} className={cn("w-full table-fixed border-t border-border text-sm max-sm:block", shown.length === 0 && "max-sm:hidden")}>
        <thead role="rowgroup" className="max-sm:hidden">
          <tr role="row">
            {names.map((weekday) => (
              <th key={weekday} role="columnheader" scope="col" aria-label={weekday} className="px-2 py-2 text-left text-xs font-medium text-muted">
                {weekday.slice(0, 3)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup" className="max-sm:block">
          {weeksOf(month, firstDay).map((week, row) => {
            const lanes = lanesOf(week, shown)
            const isBare = week.every((day, index) => !(lanes[index] ?? []).some((entry) => isListed(entry, day)))
            return (
              <tr key={month + row} role="row" className={cn("border-t border-border", isBare ? "max-sm:hidden" : "max-sm:contents")}>
                {week.map((day, index) => (
                  <Day key={day || index} day={day} isFirst={index === 0} today={today} lane={lanes[index] ?? []} {...doing} />
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
      {total !== undefined && total > items.length && (
        <p className="border-t border-border px-4 py-3 text-sm text-muted">
          The first {items.length} of {total}. Search or filter to see the others.
        </p>
      )}
    </section>
  )
}

const compare = (one: string, other: string): number => one < other ? -1 : one > other ? 1 : 0

/** A list of days names a thing once: on the first of its days in the month. */
const isListed = (entry: { from: string } | undefined, day: string): boolean =>
  entry !== undefined && (entry.from === day || day.endsWith("-01"))

type Doing<Item> = Pick<CalendarProps<Item>, "to" | "onSelect">

function Day<Item>({ day, isFirst, lane, today, ...doing }: Doing<Item> & {
  day: string
  isFirst: boolean
  lane: ReadonlyArray<Entry<Item> | undefined>
  today: string
}) {
  const [all, setAll] = useState(false)
  if (day === "") return <td role="cell" className="bg-subtle/40 max-sm:hidden">{"\u00a0"}</td>
  const isEmpty = !lane.some((entry) => isListed(entry, day))
  const hidden = lane.slice(shownAtOnce).filter((entry) => entry !== undefined).length
  return (
    <td
      role="cell"
      aria-current={day === today ? "date" : undefined}
      className={cn("h-28 border-border align-top max-sm:block max-sm:h-auto max-sm:border-t max-sm:p-4 sm:not-first:border-l", isEmpty && "max-sm:hidden")}
    >
      <time dateTime={day} className="block font-medium max-sm:mb-2 sm:p-1.5">
        <span className="sm:sr-only">{formatDay(day)}{day === today && " (today)"}</span>
        <span aria-hidden="true" className={cn("grid size-6 place-items-center rounded-full text-xs max-sm:hidden", day === today ? "bg-accent text-on-accent" : "text-muted")}>
          {Number(day.slice(8))}
        </span>
      </time>
      <ul className="space-y-1 pb-1.5">
        {lane.map((entry, place) => (
          <li key={entry?.key ?? place} className={cn(!isListed(entry, day) && "max-sm:hidden", place >= shownAtOnce && !all && "sm:hidden")}>
            {entry === undefined ? <span className="block h-6" /> : <Shown entry={entry} day={day} isFirst={isFirst || day.endsWith("-01")} {...doing} />}
          </li>
        ))}
      </ul>
      {hidden > 0 && (
        <button type="button" aria-expanded={all} onClick={() => setAll(!all)} className="mx-1.5 mb-1.5 min-h-6 rounded px-1 text-xs font-medium text-muted hover:text-foreground max-sm:hidden">
          {all ? "Show fewer" : hidden + " more"}
        </button>
      )}
    </td>
  )
}

/** A thing on one of its days: where it begins, and where a week does, its words are seen. */
function Shown<Item>({ day, entry, isFirst, onSelect, to }: Doing<Item> & { day: string; entry: Entry<Item>; isFirst: boolean }) {
  const { from, item, text, time } = entry
  const begins = from === day
  const className = cn(
    "block min-h-6 w-full bg-accent-soft px-2 py-1 text-left text-xs font-medium text-accent-strong sm:truncate max-sm:rounded-md max-sm:py-2 max-sm:text-sm",
    begins && "sm:ml-1 sm:w-[calc(100%-0.25rem)] sm:rounded-l",
    entry.to === day && (begins ? "sm:w-[calc(100%-0.5rem)] sm:rounded-r" : "sm:w-[calc(100%-0.25rem)] sm:rounded-r"),
    (to !== undefined || onSelect !== undefined) && "hover:underline"
  )
  const words = (
    <span className={cn(!begins && !isFirst && "sm:sr-only")}>
      {begins && time !== "" && <span className="tabular-nums">{time} </span>}
      {text}
      {entry.to > day && <span className="font-normal sm:hidden"> until {formatShortDay(entry.to)}</span>}
    </span>
  )
  // Of several days that lead to one place, the first is enough to stop at by keyboard.
  const tabIndex = begins || day.endsWith("-01") ? undefined : -1
  return to !== undefined
    ? <Link to={to(item)} title={text} tabIndex={tabIndex} className={className}>{words}</Link>
    : onSelect !== undefined
    ? <button type="button" title={text} tabIndex={tabIndex} onClick={() => onSelect(item)} className={className}>{words}</button>
    : <span title={text} className={className}>{words}</span>
}
`

/** The calendar's files. */
export const calendarFiles: ReadonlyArray<AppFile> = [
  { path: "src/lib/days.ts", content: days },
  { path: "src/components/Calendar.tsx", content: calendar }
]
