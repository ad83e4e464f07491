/** Features as stories: who wants what, and what is better then. */
import type { Entity } from "../../domain/Backend.ts"
import type { Prd } from "../../domain/Prd.ts"
import { madeBy } from "./outcomes.ts"
import type { Reading } from "./reading.ts"
import type { Wanted } from "./requirements.ts"
import { personaId } from "./subject.ts"
import { manyOf, oneOf } from "./things.ts"
import { headline, lowerFirst } from "./words.ts"

/** A feature with the requirement it became, and what the design takes that for. */
export interface Told {
  readonly wanted: Wanted
  readonly requirement: Prd["requirements"][number]
  readonly reading: Reading | undefined
}

/** One story for each feature that somebody does. */
export const storiesOf = (
  told: ReadonlyArray<Told>,
  personas: Prd["personas"],
  entities: ReadonlyArray<Entity>
): Prd["stories"] =>
  told
    .filter(({ wanted }) => wanted.kind === "feature" && wanted.verb !== "" && wanted.actor !== "")
    .map(({ reading, requirement, wanted }, index) => ({
      id: `US-${index + 1}`,
      personaId: personas.find(({ id }) => id === personaId(wanted.actor))?.id ?? personas[0].id,
      want: lowerFirst(headline(wanted.title, 160)),
      soThat: reasonIn(wanted.statement.text) ?? reasonOf(reading, entities),
      priority: requirement.priority,
      requirementIds: [requirement.id]
    }))

/** The reason that the brief itself gives. */
const reasonIn = (sentence: string): string | undefined => {
  const reason = /\b(?:so that|in order to|so (?=they|we|i|people|users|everybody))\s*(.{4,160}?)[.;!]*$/i.exec(
    sentence
  )
  if (reason === null) return undefined
  return /^in order to/i.test(reason[0]) ? `I can ${reason[1]}` : reason[1]
}

/** What people as a rule want such a thing for. */
const reasonOf = (reading: Reading | undefined, entities: ReadonlyArray<Entity>): string => {
  if (reading?.intent === "account") return "what is mine is kept under my name"
  if (reading?.intent === "profile") return "what is known of me is right"
  const made = reading?.intent === "act" ? madeBy(reading, entities) : undefined
  if (made !== undefined) return `the ${oneOf(made.name)} is on record and I can come back to it`
  const [entity] = reading?.targets ?? []
  if (reading === undefined || entity === undefined || !reading.isNamed) {
    return "I can do it myself, without asking anybody"
  }
  return ofThing(reading, entity)
}

const ofThing = ({ intent, verb }: Reading, entity: Entity): string => {
  const [one, many] = [oneOf(entity.name), manyOf(entity.name)]
  switch (intent) {
    case "create":
      return `the ${one} is on record and can be found again`
    case "list":
    case "offer":
      return `I see at a glance which ${many} there are`
    case "read":
      return `I know all about a ${one} before I act on it`.replace(/\ba (?=[aeio])/, "an ")
    case "update":
      return `what is read of the ${one} stays true`
    case "remove":
      return `the ${many} hold only what still counts`
    case "manage":
      return `the ${many} are complete and up to date`
    case "search":
      return `I find the right ${one} without going through all of them`
    case "filter":
      return `I go through the ${many} that suit me and no others`
    case "report":
      return verb === "compare"
        ? "I see which of them does better"
        : "I decide on figures rather than on impressions"
    default:
      return `everybody concerned sees where the ${one} stands`
  }
}
