/** In which order a list comes when nobody asks for another: as its summary says, else the newest first. */
import type { Entity, Field, Operation } from "../../domain/Backend.ts"
import { words } from "./names.ts"

/** By when it was made, the newest first. */
export const newest = "-createdAt"

/**
 * The order of a list as a value of `sort`: one of `fields`, with a leading `-` for descending.
 * `Offers, newest first`, `Upcoming concerts, soonest first`, `Members by name`, `Scores, highest first`.
 */
export const defaultOrder = (
  { id, summary }: Pick<Operation, "id" | "summary">,
  entity: Entity,
  fields: ReadonlyArray<string>
): string => {
  const sortable = entity.fields.filter(({ name }) => fields.includes(name))
  const dates = sortable.filter(({ type }) => type === "date" || type === "datetime")
  const ahead = dates.find(({ name }) => starts.test(words(name).join(" ")))
  const happened = dates.find(({ name }) => made.test(words(name).join(" ")))
  const title = sortable.find(({ name }) => name === entity.titleField)
  const figure = sortable.find((field) => isFigure(field) && mentions(summary, field)) ?? sortable.find(isFigure)
  const said = (pattern: RegExp) => pattern.test(summary)
  const named = /\bby (?:the |their |its )?([a-z]+(?: [a-z]+)?)/i.exec(summary)?.[1]
  const by = named === undefined ? undefined : sortable.find((field) => mentions(named, field))
  if (said(/\b(newest|latest|most recent|recent ones) first\b/i)) {
    return happened === undefined ? newest : `-${happened.name}`
  }
  if (said(/\b(soonest|earliest|next) first\b/i) || isUpcoming({ id, summary })) {
    return (ahead ?? dates[0])?.name ?? newest
  }
  if (said(/\boldest first\b/i)) return (happened ?? ahead)?.name ?? "createdAt"
  if (said(/\b(highest|most|best|top|largest|longest)\b.* first\b/i) && figure !== undefined) return `-${figure.name}`
  if (said(/\b(lowest|least|cheapest|smallest|shortest)\b.* first\b/i) && figure !== undefined) return figure.name
  if (said(/\balphabetical|\bby (name|title)\b|\bA to Z\b/i) && title !== undefined) return title.name
  return by?.name ?? newest
}

/** Whether a list has only what is still to come. */
export const isUpcoming = ({ id, summary }: { readonly id: string; readonly summary: string }): boolean =>
  /^(list |show |all )?(the )?(upcoming|coming|future|forthcoming)\b/i.test(summary) ||
  /^(list|get)?(Upcoming|Coming|Future)/.test(id)

/** Names of moments at which something begins. */
export const starts = /start|begin|^(date|when|day)$|from$|scheduled|due|appointment/

const made = /(ed|sent|paid|made|held) (at|on)$|^(posted|published|sent|logged|ordered|recorded)/

const isFigure = ({ type }: Field): boolean => type === "integer" || type === "number" || type === "money"

const mentions = (text: string, { name }: Field): boolean => {
  const said = words(text)
  return words(name).some((word) => said.includes(word) && !/^(at|on|the|of|is)$/.test(word))
}
