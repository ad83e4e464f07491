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
  begins: boolean
): number | string => {
  const name = words(field.name).join(" ")
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

/** Whether such a date is when something begins. */
export const isBeginning = (field: FieldModel): boolean =>
  (field.kind === "date" || field.kind === "datetime") &&
  /start|begin|from|check ?in|pick ?up/.test(words(field.name).join(" "))

/** Names of moments that lie behind: `returnedAt`, `lastSeen`. */
export const past =
  /(ed|sent|paid|seen|won|made|held) (at|on|date)$|^(completed|returned|joined|registered|posted|sent|paid|last|submitted|recorded|produced|cast|voted|logged|hired|applied|received|ordered|uploaded|purchase|sale|order|application|registration|transaction|join|hire|call)\b/

const round = (value: number): number => Math.round(value * 100) / 100

const two = (value: number): string => String(value).padStart(2, "0")
