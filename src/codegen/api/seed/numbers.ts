/** Numbers in the range that their names suggest, in proportion to what else is on the row. */
import { words } from "../../backend/names.ts"
import type { EntityModel, FieldModel } from "../model.ts"
import { phaseOf } from "./dates.ts"
import type { Place } from "./place.ts"

type Range = readonly [low: number, high: number]

export const isNumber = ({ kind }: FieldModel): boolean => kind === "integer" || kind === "number" || kind === "money"

/** A number in the range that its name suggests, near its example where it has one. */
export const numberValue = (field: FieldModel, place: Place): number => {
  const { index, random } = place
  const name = words(field.name).join(" ")
  if (/^(position|order|rank|sequence|sort)$/.test(name)) return index + 1
  if (/\btile\b/.test(name)) return 2 ** (5 + Math.floor(random() * 7))
  const [low, high] = rangeOf(field, name, place)
  const least = Math.max(low, field.minimum ?? -Infinity)
  const value = Math.min(least + random() * Math.max(high - least, 0), field.maximum ?? Infinity)
  if (field.kind === "integer") return Math.round(value)
  return field.kind === "number" ? Math.round(value * 10) / 10 : rounded(value)
}

// As prices are: cents where they count, whole fifties where they do not.
const rounded = (value: number): number => {
  const step = value < 2 ? 0.01 : value < 20 ? 0.1 : value < 200 ? 0.5 : value < 1000 ? 5 : 50
  return Math.round(Math.round(value / step) * step * 100) / 100
}

const rangeOf = (field: FieldModel, name: string, place: Place): Range => {
  const [example] = field.examples
  const ofRow = inProportion(field, name, place)
  if (ofRow !== undefined) return ofRow
  if (typeof example === "number" && /\bage\b/.test(name)) return [Math.max(1, example - 2), example + 11]
  const bounded = bounds.find(([pattern]) => pattern.test(name))?.[1]
  if (bounded !== undefined) return bounded
  if (typeof example === "number" && example > 0) {
    return field.kind === "integer"
      ? [Math.max(1, example * 0.4), Math.max(3, example * 1.9)]
      : [example * 0.4, example * 1.9]
  }
  return typical.find(([pattern]) => pattern.test(name))?.[1] ??
    (field.kind === "money" ? amountOf(place.entity) : [1, 100] as const)
}

// What is planned has not begun, what is done is whole; one crane, and many bricks; rent is not a price.
const inProportion = (field: FieldModel, name: string, { entity, row = {} }: Place): Range | undefined => {
  const values = Object.values(row).filter((value) => typeof value === "string")
  if (/progress|percent(age)?( done| complete)?$|completion/.test(name)) {
    // Of its states: a title may begin with "New", too.
    const states = entity?.fields.filter(({ kind }) => kind === "enum").map(({ name }) => row[name]) ?? []
    const phase = states.filter((value) => typeof value === "string").map(phaseOf).find((one) => one !== "")
    if (phase !== undefined) {
      return ({ ahead: [0, 0], now: [15, 85], late: [60, 95], done: [100, 100], "": [10, 100] } as const)[phase]
    }
  }
  if (
    /^(quantity|count|units)$/.test(name) &&
    values.some((one) => /^(machine|equipment|vehicle|labou?r|crew|tool)$/.test(one))
  ) {
    return [1, 6]
  }
  if (/^(quantity|count|units)$/.test(name) && values.includes("material")) return [40, 900]
  const isEstate = words(entity?.name ?? "").some((word) => estates.test(word))
  if (
    field.kind === "money" && isEstate && values.some((one) => /^(rent|for-rent|to-rent|let|to-let|lease)$/.test(one))
  ) {
    return [620, 2400]
  }
  return undefined
}

/** Ranges that nothing on the row changes. */
const bounds: ReadonlyArray<readonly [RegExp, Range]> = [
  [/rating|stars/, [3, 5]],
  [/percent|progress|completion/, [10, 100]],
  [/latitude/, [43, 58]],
  [/longitude/, [-3, 20]],
  [/\bage\b/, [19, 64]],
  [/\b(year|built|graduat\w*)\b(?!.*(experience|warranty))/, [2012, 2025]],
  [/years/, [1, 14]],
  [/bed ?rooms?|floors?|guests?|people|party/, [1, 5]],
  [/bath ?rooms?/, [1, 3]],
  [/\bseats\b/, [4, 5]],
  [/\bdoors\b/, [3, 5]],
  [/revival|attempt|tries|retries/, [0, 3]]
]

/** Ranges where there is no example. */
const typical: ReadonlyArray<readonly [RegExp, Range]> = [
  [/rate/, [10, 100]],
  [/capacity|places/, [4, 40]],
  [/voices|parts/, [2, 6]],
  [/weeks|months/, [2, 24]],
  [/area|square|size|sqm|sqft/, [38, 240]],
  [/mileage|kilomet|distance/, [1200, 90000]],
  [/minutes|duration/, [10, 120]],
  [/hours/, [1, 9]],
  [/days/, [1, 14]],
  [/salary|wage|income/, [28000, 82000]],
  [/revenue|turnover|asset|sales total|profit|expense|budget|estimate|liabilit/, [18000, 480000]],
  [/vote|like|view|point|score/, [4, 260]],
  [/stock|quantity|inventory|produced|on hand|amount of/, [12, 900]],
  [/count|number of/, [2, 40]],
  [/weight/, [1, 60]],
  [/height|width|length|depth/, [10, 220]]
]

const estates = /^(property|house|home|apartment|flat|listing|estate)$/

const amountOf = (entity: EntityModel | undefined): Range => {
  const name = words(entity?.name ?? "")
  if (name.some((word) => estates.test(word))) return [95_000, 780_000]
  if (name.some((word) => /^(project|contract|budget|company|statement|account)$/.test(word))) return [12_000, 460_000]
  if (name.some((word) => /^(job|position|vacancy|employee)$/.test(word))) return [28_000, 82_000]
  if (name.some((word) => /^(car|vehicle|rental|booking|reservation)$/.test(word))) return [35, 190]
  return [4, 240]
}
