/** Reading a requirement back: what it asks, of which entities. */
import type { Entity, Field } from "../../domain/Backend.ts"
import type { Requirement } from "../../domain/Prd.ts"
import { clausesOf } from "./coordination.ts"
import { archetypeNamed } from "./lexicon/index.ts"
import { manyOf, oneOf } from "./things.ts"
import { type Intent, intentOf, nominalPhrase } from "./verbs.ts"
import { firstSentence, singular } from "./words.ts"

/** What a requirement asks for. */
export interface Reading {
  readonly requirement: Requirement
  /** The sentence of its text that asks for it; the others say what belongs to it. */
  readonly text: string
  readonly actor: string
  readonly verb: string
  readonly object: string
  readonly intent: Intent
  /** Names of the entities it is about, as they come in the text; never empty where there are entities. */
  readonly targets: ReadonlyArray<Entity>
  /** Whether the text itself names them. */
  readonly isNamed: boolean
}

/** The words that name an entity, the longest first. */
const namesOf = (entity: Entity): ReadonlyArray<string> => [
  ...new Set([oneOf(entity.name), singular(manyOf(entity.name)), ...(archetypeNamed(entity.name)?.words ?? [])])
]

/** The entities that a text names, in its order. */
export const entitiesIn = (text: string, entities: ReadonlyArray<Entity>): ReadonlyArray<Entity> => {
  const words = text.toLowerCase().split(/[^\p{L}\p{N}-]+/u).filter((word) => word !== "")
  const found: Array<Entity> = []
  for (let at = 0; at < words.length; at++) {
    for (const length of [4, 3, 2, 1]) {
      const phrase = singular(words.slice(at, at + length).join(" "))
      const entity = entities.find((one) => namesOf(one).includes(phrase)) ??
        (phrase === "order" ? entities.find(({ name }) => name === "Booking") : undefined)
      if (at + length <= words.length && entity !== undefined) {
        if (!found.includes(entity)) found.push(entity)
        at += length - 1
        break
      }
    }
  }
  return found
}

const sentence = /^(.+?)\s+(?:can|should)\s+(.+?)[.]?$/s

/** Reads a requirement's text. */
export const read = (requirement: Requirement, entities: ReadonlyArray<Entity>): Reading => {
  const asked = firstSentence(requirement.text)
  const [, subject = "", rest = ""] = sentence.exec(asked) ?? []
  const clause = rest === "" ? undefined : clausesOf(rest, "base")[0]
  const offered = /^The product (?:offers|covers|has)\s+(?:an?\s+|the\s+)?(.+?)[.]?$/i.exec(asked)?.[1]
  const text = clause?.object ?? offered ?? asked
  const named = entitiesIn(text, entities)
  const anywhere = named.length > 0 ? named : entitiesIn(requirement.title, entities)
  const verb = clause?.verb ?? (offered === undefined ? undefined : nominalPhrase(offered)?.verb) ?? ""
  const intent = intentFor(verb, text, asked)
  // `write a review of an item` makes a review, not an item.
  const [own = text] = text.split(/\s+(?:of|for|from|on|in|with|to)\s+/)
  const ownNamed = ["create", "update", "remove"].includes(intent) ? entitiesIn(own, entities) : []
  const byField = anywhere.length > 0
    ? anywhere
    : entities.filter((one) => one.fields.some((field) => mentionsField(text, field))).slice(0, 1)
  return {
    requirement,
    text: asked,
    actor: clause === undefined || /^(?:the|this)\s/i.test(subject) ? "" : subject.toLowerCase(),
    verb,
    object: text,
    intent,
    targets: ownNamed.length > 0 ? ownNamed : byField.length > 0 ? byField : entities.slice(0, 1),
    isNamed: byField.length > 0
  }
}

const mentionsField = (text: string, { name, type }: Field): boolean => {
  const words = name.replace(/([A-Z])/g, " $1").toLowerCase()
  return type !== "reference" && words.length > 4 && text.toLowerCase().includes(words)
}

const reportWords =
  /\b(?:reports?|statistics|analytics|summar(?:y|ies)|results|charts?|trends?|metrics|insights|forecasts?|leaderboard|reporting|progress|totals?|overview of|balance|comparisons?)\b/i

const intentFor = (verb: string, object: string, text: string): Intent => {
  const intent = intentOf(verb)
  if (intent === "account" || /\b(?<!without )(?:an account|accounts|registration|login)\b/i.test(object)) {
    return "account"
  }
  if (
    /\b(?:profiles?|contact information|personal (?:details|homepage|information|page)|their (?:data|details|settings))\b/i
      .test(object)
  ) return "profile"
  if (verb === "compare") return "report"
  if (
    reportWords.test(object) &&
    ["list", "read", "create", "report", "offer", "manage", "filter", undefined].includes(intent)
  ) return "report"
  if (intent !== undefined && verb !== "") return intent
  if (/\b(?:wizard|form|creator|upload|editor)\b/i.test(text)) return "create"
  if (/\bsearch\b/i.test(text)) return "search"
  if (/\bfilter/i.test(text)) return "filter"
  if (/\b(?:match|matching)\b/i.test(text)) return "act"
  if (/\b(?:delete|remove)s?\b/i.test(text)) return "remove"
  if (/\b(?:add|create|new|payment|tools?)s?\b/i.test(text)) return "create"
  return reportWords.test(text) ? "report" : "list"
}
