/** What the rules take to be so where a brief is silent, each with the question that settles it. */
import type { Entity } from "../../domain/Backend.ts"
import type { Assumption, Prd } from "../../domain/Prd.ts"
import { madeBy } from "./outcomes.ts"
import type { Reading } from "./reading.ts"
import type { Roles } from "./roles.ts"
import { manyOf } from "./things.ts"
import { enumerate } from "./words.ts"

interface Silent {
  readonly entities: ReadonlyArray<Entity>
  readonly readings: ReadonlyArray<Reading>
  readonly personas: Prd["personas"]
  readonly roles: Roles
}

/** The assumptions that change the product, numbered; those about who may do what come first. */
export const assumptionsOf = (silent: Silent): ReadonlyArray<Assumption> =>
  [...aboutAccess(silent), ...aboutRemoval(silent), ...aboutLists(silent), ...aboutMoney(silent)].map((
    { question, text },
    index
  ) => ({ id: `A-${index + 1}`, text, question }))

type Unnumbered = Omit<Assumption, "id">

const aboutAccess = ({ entities, personas, readings, roles }: Silent): ReadonlyArray<Unnumbered> => {
  const things = namesOf(entities)
  if (things === "") return []
  if (roles.signing.length === 0) {
    return [{
      text: `Nobody signs in: whoever opens the product may see and change all that it keeps (${things}).`,
      question: "Does anybody have to sign in, and for what?"
    }]
  }
  const open = entities.filter(({ name }) =>
    roles.readers(name).length === 0 && name !== "User" && name !== "ContactMessage"
  )
  const shared = entities.filter((entity) =>
    readings.some((reading) =>
      changed(reading, entities).includes(entity) &&
      !roles.isOwnAccount(reading, entity) && sameRoles(roles.writers(reading, entity), roles.signing)
    )
  )
  const who = enumerate(personas.filter(({ signsIn }) => signsIn).map(({ name }) => `"${name}"`))
  return [
    ...(open.length === 0 ? [] : [{
      text: `Whoever is not signed in sees the ${namesOf(open)}, and changes nothing.`,
      question: `Is any of it, ${namesOf(open)}, for signed-in people alone?`
    }]),
    ...(shared.length === 0 ? [] : [{
      text: roles.signing.length === 1
        ? `Everybody who is signed in may change every one of the ${namesOf(shared)}, whoever added it.`
        : `${who} may change the ${namesOf(shared)} alike, whoever added them.`,
      question: `Who may change or delete the ${namesOf(shared)} that somebody else added?`
    }])
  ]
}

/** Which things a requirement has changed. */
const changed = (reading: Reading, entities: ReadonlyArray<Entity>): ReadonlyArray<Entity> => {
  const { intent, targets, verb } = reading
  return intent === "act"
    ? (verb === "" ? [] : [madeBy(reading, entities) ?? targets].flat().slice(0, 1))
    : writes.has(intent)
    ? targets
    : []
}

const writes: ReadonlySet<Reading["intent"]> = new Set(["create", "update", "remove", "manage"])

const sameRoles = (one: ReadonlyArray<string>, other: ReadonlyArray<string>): boolean =>
  one.length === other.length && one.every((role) => other.includes(role))

const aboutRemoval = ({ readings }: Silent): ReadonlyArray<Unnumbered> => {
  const [entity] = readings.flatMap(({ intent, targets }) => ["remove", "manage"].includes(intent) ? targets : [])
  return entity === undefined ? [] : [{
    text: "What is deleted is gone for good; the product asks before.",
    question: `Do deleted ${manyOf(entity.name)} have to be kept for some time, and who may bring them back?`
  }]
}

const aboutLists = ({ entities }: Silent): ReadonlyArray<Unnumbered> =>
  entities.length === 0 ? [] : [{
    text: "A list shows twenty entries at a time.",
    question: "How many entries should a list show at a time, and which come first?"
  }]

const aboutMoney = ({ entities }: Silent): ReadonlyArray<Unnumbered> =>
  entities.some(({ fields }) => fields.some(({ type }) => type === "money"))
    ? [{
      text: "All amounts are in one currency, taxes included.",
      question: "Which currency, and with or without taxes?"
    }]
    : []

const namesOf = (entities: ReadonlyArray<Entity>): string => enumerate(entities.map(({ name }) => manyOf(name)))
