/** Calendars: what the brief wants to see on its days. */
import type { Prd } from "../../../domain/Prd.ts"
import type { Call } from "../api.ts"
import type { Sheet } from "./Sheet.ts"
import { shapeOf } from "./values.ts"

/** Whether a list is of things with dates that the PRD wants planned. */
export const isPlanned = (list: Call, { requirements }: Prd): boolean =>
  datesOf(list).length > 0 &&
  requirements.some(({ id, quote, text, title }) =>
    list.requirementIds.includes(id) && planned.test(`${title} ${text} ${quote}`)
  )

/** The things of a query on their days; `open` is the action that opens one. */
export const calendarBlock = (
  sheet: Sheet,
  call: Call,
  { open, parent, query, what }: {
    readonly query: string
    readonly parent: string
    readonly what: string
    readonly open: string
  }
): void => {
  const [start = "", end] = datesOf(call)
  sheet.node("calendar", parent, `${query} calendar`, {
    source: `query.${query}`,
    label: `Calendar of ${what}`,
    text: `{item.${sheet.titleOf(call.entity)}}`,
    action: open,
    props: { start, ...(end === undefined ? {} : { end }) }
  })
}

const planned =
  /\b(?:calendars?|schedul(?:e|es|ed|ing)|timelines?|planners?|agendas?|timetables?|roster|rota|itinerar(?:y|ies))\b/i

/** When a thing begins and ends; the one date that it has; none. */
const datesOf = ({ answer }: Call): ReadonlyArray<string> => {
  const dates = answer.filter((one) =>
    ["date", "datetime"].includes(shapeOf(one)) && !/^(?:created|updated)At$/.test(one.name)
  )
  const named = (pattern: RegExp) => dates.find(({ name }) => pattern.test(name))?.name
  const start = named(/^(?:start|begin|from)/i) ?? dates.find(({ required }) => required)?.name ?? dates[0]?.name
  const end = named(/^(?:end|finish|until|to[A-Z])/)
  return start === undefined ? [] : end === undefined || end === start ? [start] : [start, end]
}
