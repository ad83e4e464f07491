/** What the values of one row say of each other: a name of its figures, a figure of another. */
import type { EntityModel } from "../model.ts"

type Row = { readonly [field: string]: unknown }

/** What a row has to have instead, so that it agrees with itself. */
export const agreed = (entity: EntityModel, row: Row, index: number): Row => {
  const told = ofTitle(entity, row, index)
  return { ...told, ...sums({ ...row, ...told }) }
}

// `3-bedroom apartment` has three bedrooms, and is an apartment.
const ofTitle = (entity: EntityModel, row: Row, index: number): Row => {
  const named = row[entity.titleField]
  const title = typeof named === "string" ? named.toLowerCase() : ""
  const said = /^(\d)-bedroom/.exec(title)?.[1]
  const rooms = said !== undefined
    ? Number(said)
    : /^studio\b/.test(title)
    ? 1
    : /^commercial\b/.test(title)
    ? 0
    : undefined
  return Object.fromEntries(
    entity.fields.flatMap(({ kind, name, required, values }): ReadonlyArray<[string, unknown]> => {
      if (rooms !== undefined && index > 0 && row[name] !== undefined && (kind === "integer" || kind === "number")) {
        if (/^bed ?rooms$/i.test(name)) return [[name, rooms === 0 && !required ? undefined : rooms]]
        if (/^bath ?rooms$/i.test(name)) return [[name, Math.max(1, Math.ceil(rooms / 2))]]
        if (/^(area|size|living|floor)/i.test(name)) {
          return [[name, (rooms === 0 ? 120 : 14 + rooms * 24) + (index * 7) % 16]]
        }
      }
      const value = kind === "enum" && category.test(name) ? values.find((one) => fits(one, title)) : undefined
      return value === undefined ? [] : [[name, value]]
    })
  )
}

// A delivery that did not arrive is a complaint, and no order.
const fits = (value: string, title: string): boolean =>
  title.includes(value) || leanings.some(([kind, said]) => kind.test(value) && said.test(title))

const leanings: ReadonlyArray<readonly [kind: RegExp, said: RegExp]> = [
  [/^complain|^damage|^return/, /did not arrive|damaged|wrong item|crack|stays cold|broken/],
  [/^question|^enquiry|^inquiry|^information|^general/, /question|asks?\b|callback|copy of|opening hours|thanks/],
  [/^support|^technical|^bug|^account/, /password|login|slow|update of contact/],
  [/^billing|^invoice|^payment|^order|^sales|^change/, /invoice|refund|change the plan|offer/],
  [/^labou?r|^crew/, /scaffold|painting|plaster|clearance|plumbing/],
  [/^material/, /timber|foundation|insulation|windows|paving/],
  [/^drawing|^plan/, /plans|survey/],
  [/^permit|^legal/, /permit|agreement|certificate/],
  [/^photo/, /photos/],
  [/^report/, /report|minutes|note|overview/]
]

/** Names of fields that say what kind of thing a row is. */
export const category = /(^|[a-z])(category|kind|type|section|genre|class)$/i

// Figures that others on the same row settle.
const sums = (row: Row): Row => {
  const { expenses, price, profit, quantity, revenue, total, unitPrice = price } = row
  const result: Record<string, unknown> = {}
  if (typeof revenue === "number" && typeof expenses === "number" && typeof profit === "number") {
    result["profit"] = Math.round((revenue - expenses) * 100) / 100
  }
  if (typeof quantity === "number" && typeof unitPrice === "number" && typeof total === "number") {
    result["total"] = Math.round(quantity * unitPrice * 100) / 100
  }
  // What it comes to is a quantity at its unit cost, and what it came to in the end not far from that.
  const unit = row["unitCost"] ?? row["costPerUnit"]
  if (typeof quantity === "number" && typeof unit === "number") {
    const product = Math.round(quantity * unit * 100) / 100
    for (const name of ["estimatedCost", "totalCost", "amount", "cost"]) {
      if (typeof row[name] === "number") result[name] = product
    }
    const actual = row["actualCost"]
    if (typeof actual === "number") result["actualCost"] = Math.round(product * (0.9 + (actual % 20) / 100))
  }
  return result
}
