/** What a requirement's text says beyond the sentence that asks for it: which facts of which thing. */
import type { Entity } from "../../domain/Backend.ts"
import type { Look } from "../../domain/Prd.ts"
import type { Feature } from "./clauses.ts"
import { factsOf, fieldWords, inputWords } from "./facts.ts"
import { isMatch, madeBy } from "./outcomes.ts"
import type { Reading } from "./reading.ts"
import type { Roles } from "./roles.ts"
import { manyOf, oneOf } from "./things.ts"
import { article, enumerate, withArticle } from "./words.ts"

/** A feature, a page that the brief names, or its look. */
export type Wish = Feature & { readonly kind: "feature" | "page" | "look" }

/** What details and criteria may speak of beside the feature itself. */
export interface Product {
  readonly entities: ReadonlyArray<Entity>
  readonly look: Look
  readonly roles: Roles
}

/** The account that a requirement is about, where each changes their own. */
export const ownAccount = (reading: Reading, { entities, roles }: Product): Entity | undefined =>
  reading.intent === "profile" && roles.signing.length > 0
    ? entities.find(({ name }) => name === roles.account)
    : reading.targets.find((entity) => roles.isOwnAccount(reading, entity))

/** Choosing something is part of making what it is chosen for. */
export const chooses = /^(?:select|choose|pick|identify|specify)$/

/** What a text says beyond its first sentence: which facts of the thing are asked for or shown. */
export const detailOf = (wanted: Wish, reading: Reading | undefined, product: Product): string => {
  if (wanted.kind !== "feature" || reading === undefined) return ""
  const own = ownAccount(reading, product)
  if (own !== undefined) return `Everybody sees and changes what is kept of themselves: ${enumerate(inputWords(own))}.`
  const made = reading.intent === "act" ? madeBy(reading, product.entities) : undefined
  if (made !== undefined) {
    return `That leaves ${withArticle(oneOf(made.name))} on record, with its ${enumerate(inputWords(made))}.`
  }
  const [entity] = reading.targets
  if (entity === undefined || !reading.isNamed || isMatch(reading)) return ""
  const [one, many] = [oneOf(entity.name), manyOf(entity.name)]
  const facts = enumerate(factsOf(entity))
  const asked = enumerate(inputWords(entity))
  switch (reading.intent) {
    case "create":
      return `Asked for of ${withArticle(one)}: ${asked}.`
    case "manage":
      return `All ${many} are listed with their ${facts}; one can be added, changed and deleted.`
    case "list":
    case "read":
    case "offer":
      return `The ${many} are listed with their ${facts}, and each has a page with all that is known of it.`
    case "update":
      return reading.verb === "mark" || reading.verb === "move"
        ? ""
        : chooses.test(reading.verb)
        ? `It is part of what is asked for of ${withArticle(one)}: ${asked}.`
        : `What can be changed of ${withArticle(one)}: ${asked}.`
    case "remove":
      return `It asks before ${article(one)} ${one} is deleted, and there is no way back.`
    case "search":
      return `What is typed is looked for in everything that is written in the ${many}.`
    case "filter": {
      const by = entity.fields.filter(({ type }) => ["enum", "boolean", "money", "reference"].includes(type)).slice(
        0,
        4
      )
      return by.length === 0 ? "" : `The ${many} can be narrowed by ${enumerate(by.map(fieldWords))}.`
    }
    case "report":
      return `It counts the ${many} and adds up their figures from what is kept at that moment.`
    default:
      return ""
  }
}
