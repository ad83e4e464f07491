/** Dates of rows as days from the day of loading, so that an app looks current whenever it is opened. */
import { words } from "../../backend/names.ts"
import type { FieldModel } from "../model.ts"

/** When a row was made, and around what day its own dates lie; days from now, the past negative. */
export interface RowTime {
  readonly created: number
  readonly updated: number
  readonly centre: number
  readonly span: number
}

/** The times of a row: rows are made over the last two months, and lie around today. */
export const rowTime = (random: () => number): RowTime => {
  const created = -(2 + random() * 58)
  return {
    created: round(created),
    updated: round(created * random()),
    centre: Math.round(created + random() * 40 - 4),
    span: 1 + Math.floor(random() * 9)
  }
}

/** A date field in days from now, or a calendar date where it has nothing to do with today. */
export const dateOffset = (
  field: FieldModel,
  time: RowTime,
  random: () => number,
  /** Whether the row has a date that it begins on: what ends it comes after. */
  begins: boolean,
  phase: Phase = ""
): number | string => {
  const name = words(field.name).join(" ")
  const settled = phased(name, phase, time, random)
  if (settled !== undefined) return settled
  if (/birth|dob/.test(name)) {
    return `${1958 + Math.floor(random() * 46)}-${two(1 + Math.floor(random() * 12))}-${
      two(1 + Math.floor(random() * 28))
    }`
  }
  if (/founded|established|published on|publication/.test(name)) {
    return `${1995 + Math.floor(random() * 28)}-0${1 + Math.floor(random() * 9)}-15`
  }
  if (begins && /due|until|end|return|check ?out|drop/.test(name) && !past.test(name)) return time.centre + time.span
  if (/due|deadline|closes?|expir|closing|until|valid|follow|next|reminder/.test(name)) {
    return Math.round(random() * 26 - 5)
  }
  if (/end|return|to$|check ?out|drop|finish|delivery|arrival/.test(name) && !past.test(name)) {
    return time.centre + time.span
  }
  if (past.test(name)) return round(Math.max(time.created, Math.min(time.updated, -0.05)))
  return time.centre
}

/** Where a row stands in its course, as far as its status says: it settles on which side of today its dates lie. */
export type Phase = "" | "ahead" | "now" | "late" | "done"

/** The phase that a value of a status stands for. */
export const phaseOf = (status: string): Phase => {
  const text = words(status).join(" ")
  return phases.find(([, named]) => named.test(text))?.[0] ?? ""
}

const phases: ReadonlyArray<readonly [Phase, RegExp]> = [
  ["late", /^(overdue|late|expired)/],
  ["done", /^(returned|completed?|done|closed|finished|resolved|checked out|attended|past|ended|delivered)/],
  [
    "ahead",
    /^(requested|pending|scheduled|upcoming|planned|booked|reserved|confirmed|waiting|ready|approved|accepted)/
  ],
  ["now", /^(out|active|borrowed|on loan|ongoing|in progress|current|rented|checked in|started|loaned)/]
]

const ending = /due|until|end|return|check ?out|drop|finish|deadline|expir/
const beginning =
  /start|begin|from|check ?in|pick ?up|borrow|lent|loan|rented|reserved for|scheduled|appointment|^date$|^when$|session|visit/

// A row's own span, so that what ends it always comes after what begins it.
const phased = (name: string, phase: Phase, { span }: RowTime, random: () => number): number | undefined => {
  const ends = ending.test(name) && !/^returned|ed (at|on|date)$/.test(name)
  if (phase === "" || (!ends && !beginning.test(name))) return undefined
  const near = 1 + Math.floor(random() * 9)
  switch (phase) {
    case "late":
      return ends ? -near : -(10 + span + near)
    case "done":
      return ends ? -(3 + near) : -(14 + span + near)
    case "ahead":
      return ends ? 11 + span + near : near
    case "now":
      return ends ? near + 1 : -near
  }
}

/** Whether a moment of that name cannot have come yet: a loan that is only requested has not been borrowed. */
export const isYetToCome = (field: FieldModel, phase: Phase): boolean => {
  const name = words(field.name).join(" ")
  return (phase === "ahead" && /^(borrowed|started|picked|collected|rented|lent|checked|attended)/.test(name))
    || (phase !== "done" && phase !== "" && /^(returned|completed|finished|resolved|closed|delivered)/.test(name))
}

/** Whether such a date is when something begins. */
export const isBeginning = (field: FieldModel): boolean =>
  (field.kind === "date" || field.kind === "datetime") &&
  /start|begin|from|check ?in|pick ?up/.test(words(field.name).join(" "))

/** Names of moments that lie behind: `returnedAt`, `lastSeen`. */
export const past =
  /(ed|sent|paid|seen|won|made|held) (at|on|date)$|^(completed|returned|joined|registered|posted|sent|paid|last|submitted|recorded|produced|cast|voted|logged|hired|applied|received|ordered|uploaded|purchase|sale|order|application|registration|transaction|join|hire|call)\b/

const round = (value: number): number => Math.round(value * 100) / 100

const two = (value: number): string => String(value).padStart(2, "0")
