/** Dates of rows as days from the day of loading, so that an app looks current whenever it is opened. */
import { words } from "../../backend/names.ts"
import type { FieldModel } from "../model.ts"

/** When a row was made, and around what day its own dates lie; days from now, the past negative. */
export interface RowTime {
  readonly created: number
  readonly updated: number
  readonly centre: number
  /** How many days its own course takes, how many of them have passed, and how far from today it begins or ends. */
  readonly span: number
  readonly passed: number
  readonly near: number
}

/**
 * The times of a row: rows are made over the last two months, the first the newest, and lie around today.
 * @param isLong - of what goes on for months
 */
export const rowTime = (random: () => number, index: number, isLong: boolean): RowTime => {
  const created = -(2 + (index % 20 + random()) * 2.9)
  const updated = round(created * random())
  const centre = Math.round(created + random() * 40 - 4)
  const days = 1 + Math.floor(random() * 9)
  const span = isLong ? 50 + days * 17 : days
  return {
    created: round(created),
    updated,
    centre,
    span,
    passed: Math.round(span * (0.2 + random() * 0.6)),
    near: (1 + Math.floor(random() * 9)) * (isLong ? 3 : 1)
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
  const settled = phased(name, phase, time, random, begins)
  if (settled !== undefined) return settled
  if (/birth|dob/.test(name)) {
    return `${1958 + Math.floor(random() * 46)}-${two(1 + Math.floor(random() * 12))}-${
      two(1 + Math.floor(random() * 28))
    }`
  }
  // Since when: some months or years ago.
  if (/^since$|^(member|client|customer|friend|known|active|employed) since$|^since /.test(name)) {
    return -Math.round(20 + random() * random() * 1400)
  }
  if (/hire|joined|employed|enrolled/.test(name)) return -Math.round(40 + random() * 1200)
  if (/warranty|guarantee|valid|expir/.test(name) && phase !== "late") return Math.round(20 + random() * 400)
  if (/founded|established|published on|publication/.test(name)) {
    return `${1995 + Math.floor(random() * 28)}-0${1 + Math.floor(random() * 9)}-15`
  }
  // Closed is past closing, and what is open closes some day; what is in use is free later on.
  if (/clos|deadline|apply by|ends$/.test(name) && phase !== "" && !begins) {
    return phase === "done" || phase === "late" ? -Math.round(1 + random() * 20) : Math.round(3 + random() * 27)
  }
  if (/^(available|free|vacant) (from|on|at)$/.test(name)) {
    return phase === "now" ? Math.round(4 + random() * 20) : -Math.round(random() * 20)
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
  [
    "done",
    /^(returned|completed?|done|closed|finished|resolved|checked out|attended|past|ended|delivered|archived|sold|graduated|passed|failed|over|held)/
  ],
  [
    "ahead",
    /^(requested|pending|scheduled|upcoming|planned|booked|reserved|confirmed|waiting|ready|approved|accepted|full|sold out|fully booked|new)/
  ],
  [
    "now",
    /^(out|under way|in use|running|live|playing|open|published|on hold|in repair|active|borrowed|on loan|ongoing|in progress|current|rented|checked in|started|loaned)/
  ]
]

const ending = /due|until|end|return|check ?out|drop|finish|deadline|expir|follow/
const beginning =
  /start|begin|from|check ?in|pick ?up|borrow|lent|loan|rented|reserved for|scheduled|appointment|^date$|^when$|session|visit/

// A row's own span, so that what ends it always comes after what begins it.
const phased = (
  name: string,
  phase: Phase,
  { near, passed, span }: RowTime,
  random: () => number,
  begins: boolean
): number | undefined => {
  const ends = ending.test(name) && !/^returned|ed (at|on|date)$/.test(name)
  if (phase === "" || (!ends && !beginning.test(name))) return undefined
  // Of what is open, some is due already.
  if (phase === "now" && /due|deadline|follow/.test(name) && !begins) return Math.round(random() * 22 - 4)
  switch (phase) {
    case "late":
      return ends ? -near : -(near + span)
    case "done":
      return ends ? -(3 + near) : -(3 + near + span)
    case "ahead":
      return ends ? near + span : near
    case "now":
      return ends ? Math.max(1, span - passed) : -passed
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
  /start|begin|from|check ?in|pick ?up|borrow|lent|loaned|rented|issued/.test(words(field.name).join(" "))

/** Names of moments that lie behind: `returnedAt`, `lastSeen`. */
export const past =
  /(ed|sent|paid|seen|won|made|held|done|taken|sold|bought|given|written|met|left|lent|built|shot|read|run|drawn|grown|found|worn|driven|spoken|caught|lost|begun|sown|worked|flown|planted|born|fed|cut) (at|on|date)$|^(completed|returned|joined|registered|posted|sent|paid|last|submitted|recorded|produced|cast|voted|logged|hired|applied|received|ordered|uploaded|purchase|sale|order|application|registration|transaction|join|hire|call)\b/

const round = (value: number): number => Math.round(value * 100) / 100

const two = (value: number): string => String(value).padStart(2, "0")
