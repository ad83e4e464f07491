/** What a row is called: a person's or firm's name, a title of its kind, a number, or a thing by where it is. */
import { words } from "../../backend/names.ts"
import type { EntityModel } from "../model.ts"
import { namedBy } from "./kinds.ts"
import { companyOf, isOrganisation, isPeople, personOf, transacted } from "./people.ts"
import { headOf, type Place } from "./place.ts"
import { chance } from "./random.ts"
import { byCategory, questions } from "./stock.ts"
import { quarters } from "./words.ts"

export const titleOf = (place: Place, parts: ReadonlyArray<string>, taken: ReadonlyArray<unknown>): string => {
  const { category, entity, index } = place
  const head = headOf(entity)
  const named = parts.join(" ")
  // A booking with somebody's address bears somebody's name.
  const asPerson = named === "name" && entity?.titleField !== "name" &&
    (entity?.fields.some(({ name }) => /email|phone/i.test(name)) ?? false)
  const isNamed = named === "name" && transacted.test(head) && taken.some((one) => personal.test(String(one)))
  if ((isPeople(entity) || asPerson || isNamed) && !/title|subject|headline/.test(named)) {
    return personOf(entity, index).join(" ")
  }
  if (asksQuestion(entity)) return questions[index % questions.length] ?? ""
  const ofCategory = category === undefined || !things.test(head)
    ? undefined
    : byCategory.find(([pattern]) => pattern.test(category.name))?.[1].filter((name) => !taken.includes(name))
  if (category !== undefined && ofCategory !== undefined && ofCategory.length > 0) {
    const lap = Math.floor(category.turn / ofCategory.length)
    return `${ofCategory[category.turn % ofCategory.length] ?? ""}${lap === 0 ? "" : ` no. ${lap + 1}`}`
  }
  const stock = titlesOf(entity, parts).filter((title) => !taken.includes(title))
  const start = Math.floor(chance(entity?.name ?? "")() * 7)
  if (stock.length > 0) return stock[(start + index) % stock.length] ?? ""
  if (isOrganisation(entity)) return knownFirms.test(head) ? companyOf(entity, index) : situated(start + index, head)
  const of = words(entity?.name ?? "")
  const own = parts.filter((part) => !plain.test(part))
  const subject = own.length > 0 ? own.join(" ") : of.join(" ")
  // What is made again and again goes by a number.
  return transacted.test(head)
    ? `${capitalised(subject)} ${1001 + start * 120 + index * 7}`
    : situated(start + index, subject)
}

// Two names, as a person has them.
const personal = /^\p{Lu}[\p{L}'-]+ \p{Lu}[\p{L}'-]+$/u

const plain = /^(name|title|label|subject|headline)$/

/** The titles that things of this kind go by; none where nothing is known of them. */
export const titlesOf = (entity: EntityModel | undefined, parts: ReadonlyArray<string>): ReadonlyArray<string> =>
  [...shown(entity), ...nounsOf(entity, parts)].map((noun) => namedBy(noun).map(({ title }) => title))
    .find((titles) => titles.length > 0) ?? []

// Of products the example says which: a double-wall cup is one of cups.
const shown = (entity: EntityModel | undefined): ReadonlyArray<string> => {
  const example = entity?.fields.find(({ name }) => name === entity.titleField)?.examples[0]
  return typeof example === "string" && things.test(headOf(entity)) ? words(example).toReversed() : []
}

/** The nouns that say what a row or its title is, the most telling first. */
export const nounsOf = (entity: EntityModel | undefined, parts: ReadonlyArray<string>): ReadonlyArray<string> => {
  const of = words(entity?.name ?? "")
  const nouns = [...parts.filter((part) => !plain.test(part)).toReversed(), ...of.toReversed()]
  // A library item is no item on a list of things to do.
  const named = nouns.filter((noun) => of.length < 2 || !/^(item|entry|record)$/.test(noun))
  // A maintenance request is about maintenance: what is asked for says more than that it is asked.
  return of.length < 2
    ? named
    : [...named.filter((noun) => !vague.test(noun)), ...named.filter((noun) => vague.test(noun))]
}

const vague = /^(request|report|ticket|issue|case|log|list|plan|note|time|entry)$/

// Firms of these kinds are called by any name; a clinic or a club by where it is.
const knownFirms =
  /^(company|business|organi[sz]ation|supplier|vendor|employer|brand|firm|agency|publisher|partner|manufacturer|provider|client|customer|shop|store)$/

const situated = (index: number, subject: string): string => {
  const quarter = quarters[index % quarters.length] ?? ""
  const lap = Math.floor(index / quarters.length)
  return subject === "" ? `${quarter} ${lap + 1}` : `${quarter} ${subject}${lap === 0 ? "" : ` ${lap + 1}`}`
}

export const capitalised = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)

const asksQuestion = (entity: EntityModel | undefined): boolean => /^(poll|ballot|survey)$/.test(headOf(entity))

const things =
  /^(item|product|good|article|thing|equipment|tool|gear|asset|resource|lendable|merchandise|stock|car|vehicle)$/
