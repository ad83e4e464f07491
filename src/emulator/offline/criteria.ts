/** Acceptance criteria, by what a feature asks for and of which thing: what is entered, what is chosen, what is seen. */
import type { Entity } from "../../domain/Backend.ts"
import type { Criterion, Look } from "../../domain/Prd.ts"
import { chooses, ownAccount, type Product, type Wish } from "./details.ts"
import { factsOf, fieldWords, requiredOf, spoken, stateField } from "./facts.ts"
import { isMatch, madeBy, stateOf } from "./outcomes.ts"
import type { Reading } from "./reading.ts"
import { manyOf, oneOf } from "./things.ts"
import { enumerate, lowerFirst, participle, shorten, singular, titleCase, withArticle, wordsOf } from "./words.ts"

type Criteria = readonly [Criterion, ...Array<Criterion>]

/** A criterion from its three parts. */
export const gherkin = (given: string, when: string, outcome: string): Criterion => ({
  given,
  when,
  // oxlint-disable-next-line unicorn/no-thenable -- Gherkin's own word, and the PRD's; nothing awaits a criterion
  then: outcome
})

/** What must hold for the feature to be done; `reading` is what the design will take it for, where it needs data. */
export const criteriaOf = (wanted: Wish, reading: Reading | undefined, product: Product): Criteria => {
  if (wanted.kind === "look") return [ofLook(product.look)]
  if (wanted.kind === "page" && reading === undefined) return ofPage(titleCase(wanted.object), undefined)
  if (reading === undefined) return [/\bnavigat|\brouting\b/i.test(wanted.text) ? ofNavigation : ofWords(wanted)]
  const who = personOf(wanted.actor)
  if (wanted.kind === "page") return ofPage(titleCase(wanted.object), reading)
  if (reading.intent === "account") return ofAccount(wanted.verb, reading.object)
  if (reading.intent === "report") return ofReport(who, reading)
  const [entity] = reading.targets
  const own = ownAccount(reading, product)
  if (own !== undefined) return [ofProfile(own)]
  const made = reading.intent === "act" ? madeBy(reading, product.entities) : undefined
  if (made !== undefined) return ofCreation(who, made)
  if (entity === undefined || !reading.isNamed) return [ofWords(wanted)]
  return reading.intent === "act" && isMatch(reading)
    ? [ofMatch(who, reading.targets.at(-1) ?? entity)]
    : ofThing(who, entity, reading)
}

/** Who does it: `a client`, `somebody`. */
const personOf = (actor: string): string =>
  actor === "" || actor === "users" ? "somebody" : withArticle(singular(actor))

const ofProfile = (account: Entity): Criterion => {
  const [first = "name"] = factsOf(account)
  return gherkin(
    "somebody who is signed in",
    `they change their ${first} and save`,
    `a message says that it is saved, and their profile shows the new ${first}`
  )
}

const ofMatch = (who: string, sought: Entity): Criterion =>
  gherkin(
    `${withArticle(oneOf(sought.name))} that fits what is asked for and one that does not`,
    `${who} says what is asked for`,
    `the ${oneOf(sought.name)} that fits is listed, and the other is not`
  )

const ofLook = ({ accent, background }: Look): Criterion =>
  gherkin(
    "",
    "any page opens",
    enumerate([
      ...(background === "" ? [] : [`its background is ${background}`]),
      ...(accent === "" ? [] : [`buttons, links and bars are ${accent}`])
    ]) || "it has the colours that the brief names"
  )

const ofPage = (title: string, reading: Reading | undefined): Criteria => {
  const opens = gherkin("any page", `${title} is chosen in the navigation`, `a page opens with the heading "${title}"`)
  const entity = reading?.isNamed === true ? reading.targets[0] : undefined
  return entity === undefined || entity.name === "ContactMessage" ? [opens] : [
    opens,
    gherkin(`two ${manyOf(entity.name)}`, "it opens", `both are listed, each with its ${enumerate(factsOf(entity))}`)
  ]
}

const ofNavigation = gherkin(
  "any page",
  "another is chosen in the navigation",
  "it opens under an address of its own, without the browser loading the app again"
)

/** What the rules understand no more of than its words. */
const ofWords = ({ actor, text, title }: Wish): Criterion =>
  /\bwithout (?:an account|signing in|logging in|registering)\b/i.test(text)
    ? gherkin(
      "nobody is signed in",
      "somebody opens the start page",
      "it shows what is public, and nothing asks them to sign in"
    )
    : gherkin(
      "the start page",
      `${personOf(actor)} follows what leads to "${shorten(title, 60)}"`,
      "a page opens whose heading or first lines name it"
    )

/** What must hold for registering, for signing in, or for both. */
export const ofAccount = (verb: string, object: string): Criteria => {
  const registers = gherkin(
    "an e-mail address that has no account",
    "somebody registers with it and a password of eight characters",
    "they are signed in, and every page shows their name"
  )
  const signsIn = gherkin(
    "somebody who has registered",
    "they sign in with their address and password",
    "every page shows their name, and a way to sign out"
  )
  return /^(?:log|sign) ?(?:in|on)$/.test(verb) || /\blog ?in\b/i.test(object)
    ? [signsIn, gherkin("", "the password is not the account's", "the page says so, and nobody is signed in")]
    : /^(?:register|sign up|create)$/.test(verb)
    ? [
      registers,
      gherkin("", "the password is left empty", "its field says that it is needed, and there is no new account")
    ]
    : [registers, signsIn]
}

const ofReport = (who: string, { targets, verb }: Reading): Criteria => {
  const [entity] = targets
  if (entity === undefined) {
    return [gherkin("", `${who} opens the report`, "it shows at least one figure with its name")]
  }
  const [one, many] = [oneOf(entity.name), manyOf(entity.name)]
  if (verb === "compare") {
    const figures = entity.fields.filter(({ type }) => ["money", "integer", "number"].includes(type)).map(fieldWords)
    return [gherkin(
      `two ${many} with different figures`,
      `${who} chooses both to compare`,
      `${figures.length === 0 ? "the figures" : enumerate(figures.slice(0, 3))} of both stand side by side`
    )]
  }
  const state = stateField(entity)
  const value = state?.values[0]
  return [
    gherkin(
      `three ${many}${value === undefined ? "" : `, one of them ${spoken(value)}`}`,
      `${who} opens the report`,
      `it counts 3 ${many}${value === undefined ? "" : ` and 1 ${spoken(value)}`}`
    ),
    gherkin(`one more ${one} is added`, `${who} opens the report again`, `it counts 4 ${many}`)
  ]
}

const ofThing = (who: string, entity: Entity, reading: Reading): Criteria => {
  const [one, many] = [oneOf(entity.name), manyOf(entity.name)]
  const shown = enumerate(factsOf(entity))
  const listed = gherkin(
    `two ${many}`,
    `${who} opens the ${many}`,
    `both are listed, each with its ${shown}`
  )
  const none = gherkin(`no ${one} yet`, `${who} opens the ${many}`, `the page says that there are no ${many} yet`)
  switch (reading.intent) {
    case "create":
      return ofCreation(who, entity)
    case "update":
      return reading.verb === "mark" || reading.verb === "move"
        ? ofAction(who, entity, reading)
        : chooses.test(reading.verb)
        ? ofCreation(who, entity)
        : ofChange(who, entity)
    case "remove":
      return ofRemoval(who, entity)
    case "manage":
      return [
        listed,
        ...ofCreation(who, entity).slice(0, 1),
        ...ofChange(who, entity).slice(0, 1),
        ...ofRemoval(who, entity)
      ]
    case "search":
      return [
        gherkin(
          `two ${many} that differ in their ${wordsOf(entity.titleField).join(" ")}`,
          `${who} types the ${wordsOf(entity.titleField).join(" ")} of one in the search`,
          `only that ${one} is listed`
        ),
        gherkin("", `${who} types words that no ${one} has`, "the page says that nothing was found")
      ]
    case "filter":
      return [ofFilter(who, entity)]
    case "act":
      return ofAction(who, entity, reading)
    default:
      return [
        listed,
        none,
        ...(reading.intent === "read"
          ? [
            gherkin(
              `${withArticle(one)} is listed`,
              `${who} opens it`,
              `its page shows its ${shown} and all else that is known of it`
            )
          ]
          : [])
      ]
  }
}

const ofCreation = (who: string, entity: Entity): Criteria => {
  const one = oneOf(entity.name)
  const asked = requiredOf(entity)
  return [
    gherkin(
      `${who} on the form for ${withArticle(one)}`,
      `they fill in ${enumerate(asked)} and send it`,
      `a message says that the ${one} is saved, and the ${manyOf(entity.name)} list it with its ${
        enumerate(factsOf(entity))
      }`
    ),
    gherkin(
      "",
      `the form is sent without ${asked[0] ?? "anything in it"}`,
      `${asked[0] === undefined ? "the form" : `the field "${asked[0]}"`} says what is missing, and no ${one} is added`
    )
  ]
}

const ofChange = (who: string, entity: Entity): Criteria => {
  const one = oneOf(entity.name)
  const [changed = "name"] = requiredOf(entity)
  return [
    gherkin(
      `${withArticle(one)} is saved`,
      `${who} changes its ${changed} and saves`,
      `its page and the list of ${manyOf(entity.name)} show the new ${changed}`
    ),
    gherkin(
      "",
      `the ${changed} is emptied and saved`,
      `the field "${changed}" says that it is needed, and the ${one} stays as it was`
    )
  ]
}

const ofRemoval = (who: string, entity: Entity): Criteria => {
  const many = manyOf(entity.name)
  return [
    gherkin(`two ${many}`, `${who} deletes one and confirms it`, "only the other is listed"),
    gherkin("", `${who} deletes one and does not confirm it`, `both ${many} are still listed`)
  ]
}

const ofFilter = (who: string, entity: Entity): Criterion => {
  const many = manyOf(entity.name)
  const choice = entity.fields.find(({ type }) => type === "enum")
  const [first = "one", second = "another"] = (choice?.values ?? []).map(spoken)
  if (choice !== undefined) {
    return gherkin(
      `${withArticle(oneOf(entity.name))} whose ${fieldWords(choice)} is ${first} and one whose is ${second}`,
      `${who} chooses ${first} as ${fieldWords(choice)}`,
      "only the first is listed"
    )
  }
  const amount = entity.fields.find(({ type }) => type === "money")
  return amount === undefined
    ? gherkin(`two different ${many}`, `${who} chooses a filter that fits one of them`, "only that one is listed")
    : gherkin(
      `${many} with a ${fieldWords(amount)} of 10, 20 and 30`,
      `${who} asks for a ${fieldWords(amount)} from 15 to 25`,
      "only the one with 20 is listed"
    )
}

/** A deed that leads to a state shows in it; any other says that it is done. */
const ofAction = (who: string, entity: Entity, { object, verb }: Reading): Criteria => {
  const one = oneOf(entity.name)
  const marked = /\bas\s+(?:an?\s+)?([a-z -]+)$/i.exec(object)?.[1]
  const reached = stateOf[verb]
  const state = reached === undefined
    ? marked
    : entity.fields.flatMap(({ type, values }) => type === "enum" ? values : []).find((value) => reached.test(value))
  if (state !== undefined) {
    return [gherkin(
      `${withArticle(one)} that is not ${spoken(state)}`,
      `${who} ${thirdPerson(verb)} it`,
      `the ${one} is shown as ${spoken(state)}`
    )]
  }
  const target = object === "" ? `the ${one}` : shorten(object, 60)
  return [gherkin(
    `${withArticle(one)} is open`,
    `${who} chooses to ${lowerFirst(`${verb} ${target}`)}`,
    `a message says that it was ${participle(verb.split(" ")[0] ?? verb)}, and the ${one} is shown as it is now`
  )]
}

/** `approves`, `cancels`, `finishes`. */
const thirdPerson = (verb: string): string =>
  /[^aeiou]y$/.test(verb) ? verb.replace(/y$/, "ies") : /(?:s|sh|ch|x|o)$/.test(verb) ? `${verb}es` : `${verb}s`
