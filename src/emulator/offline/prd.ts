/** A brief's text as a product requirements document, by rules. */
import { Array as Arr } from "effect"
import type { Brief } from "../../domain/Brief.ts"
import { coverageOf, type Covered } from "../../domain/link/index.ts"
import type { Prd, Requirement } from "../../domain/Prd.ts"
import type { Sentence } from "../../domain/Sentences.ts"
import { assumptionsOf } from "./assumptions.ts"
import { constraintsOf, glossaryOf, namesProgram } from "./constraints.ts"
import { criteriaOf, gherkin, ofAccount } from "./criteria.ts"
import { detailOf, type Product } from "./details.ts"
import { entitiesOf } from "./entities.ts"
import { lookOf } from "./look.ts"
import { note } from "./note.ts"
import { read, type Reading } from "./reading.ts"
import { isAsideSection, maxRequirements, requirementOf, type Wanted, wantedOf } from "./requirements.ts"
import { Roles } from "./roles.ts"
import { outline, type Statement } from "./statements.ts"
import { storiesOf, type Told } from "./stories.ts"
import { hasAccounts, personasOf, productPhrase, titleOf } from "./subject.ts"
import { manyOf, oneOf, thingsOf } from "./things.ts"
import { intentOf } from "./verbs.ts"
import { enumerate, lowerFirst, sentenceCase, shorten, withArticle } from "./words.ts"

/** The PRD of any brief: every requirement that is `stated` quotes it verbatim. */
export const makePrd = (text: string): Prd => {
  const brief: Brief = { title: "brief", text, sources: [{ name: "-", bytes: text.length }] }
  const said = outline(text)
  const { statements } = said
  const phrase = productPhrase(said)
  const title = titleOf(said, phrase, text)
  const wanted = wantedOf(statements)
  const features = wanted.filter(({ kind }) => kind === "feature")
  const about = wanted.filter(({ kind }) => kind !== "look")
  const things = thingsOf(about, statements, phrase)
  const entities = things.length > 0 ? things : [fallbackThing]
  const accounts = hasAccounts(text)
  const personas = personasOf(features, accounts)
  const look = lookOf(statements.map((statement) => statement.text))
  const designed = entitiesOf({ entities, personas })
  const bare = wanted.map((one, index) => requirementOf(one, index + 1, brief))
  const readings = bare.filter(({ needsData }) => needsData).map((one) => read(one, designed))
  const roles = new Roles({ entities, personas }, designed, readings)
  const told = wanted.flatMap((one, index): ReadonlyArray<Told> => {
    const requirement = bare[index]
    const reading = readings.find((each) => each.requirement === requirement)
    return requirement === undefined ? [] : [elaborated(one, requirement, reading, { entities: designed, look, roles })]
  })
  const stated = told.map(({ requirement }) => requirement)
  const enters = accounts && !readings.some(({ intent }) => intent === "account")
  const entered = enters ? [...stated, signingIn(stated.length + 1)] : stated
  const requirements = stated.some((one) => one.title === "Home page")
    ? entered
    : [...entered, overview(entered.length + 1, entities.map(({ name }) => name))]
  const prd: Prd = {
    title,
    summary: summaryOf(statements, title, features),
    goals: Arr.map(goalsOf(statements, title, features), (goal, index) => ({ id: `G-${index + 1}`, text: goal })),
    personas,
    stories: storiesOf(told, personas, designed),
    requirements: nonEmpty(requirements, overview(1, [])),
    entities,
    look,
    nonGoals: nonGoalsOf(statements),
    openQuestions: questionsOf(statements, features, entities.map(({ name }) => name), accounts),
    notes: [note],
    assumptions: assumptionsOf({ entities: designed, personas, readings, roles }),
    glossary: glossaryOf(statements)
  }
  const covered = coverageOf(text, prd)
  const constraints = constraintsOf(covered)
  return { ...prd, constraints, leftOut: leftOutOf(covered, constraints, wanted.length) }
}

/** A requirement with what the design will make of it: which facts of which thing, and how that is seen to be so. */
const elaborated = (
  wanted: Wanted,
  requirement: Requirement,
  reading: Reading | undefined,
  product: Product
): Told => {
  const detail = detailOf(wanted, reading, product)
  const text = detail === "" ? requirement.text : `${requirement.text.replace(/[.]?$/, ".")} ${detail}`
  return {
    wanted,
    reading,
    requirement: { ...requirement, text: shorten(text, 600), acceptance: criteriaOf(wanted, reading, product) }
  }
}

/** What no requirement quotes and nothing else tells: the rules say so, sentence by sentence. */
const leftOutOf = (
  covered: ReadonlyArray<Covered>,
  constraints: NonNullable<Prd["constraints"]>,
  wanted: number
): NonNullable<Prd["leftOut"]> => {
  const limits = new Set(constraints.map(({ quotation }) => quotation))
  return covered.flatMap(({ requirementIds, sentence, told }) => {
    if (requirementIds.length > 0 || told !== "" || limits.has(sentence.text)) return []
    const [line = ""] = sentence.text.split("\n").toSorted((a, b) => b.length - a.length)
    const quotation = sentence.kind === "code" ? line.trim() : sentence.text
    return [{ quotation, reason: reasonFor(sentence, wanted) }]
  })
}

const reasonFor = ({ kind, text, under }: Sentence, wanted: number): string => {
  if (kind === "code") return "A block of code: it says how it is to be built, not what."
  const [section = ""] = under.slice(-1)
  if (isAsideSection(section.toLowerCase())) return `It stands under "${section}", which asks for nothing to be built.`
  if (text.startsWith("|")) return "A row of a table that asks for nothing by itself."
  if (/:\**$/.test(text.trim())) return "It leads over to what follows."
  if (
    /^\**(?:purpose|user benefits?|benefits?|background|note)\b/i.test(text) ||
    /^\**(?:purpose|user benefits?|benefits?)\**$/i.test(section)
  ) {
    return "It says why, not what; the requirements beside it say what."
  }
  if (/\bacceptance\b/i.test(section)) {
    return "It says how the work is judged; the criteria of the requirements say what is seen."
  }
  if (/\b(?:fields?|buttons?|links?|forms?|titles?|labels?)\b/i.test(text) && text.length < 120) {
    return "A part of a page: the requirements beside it say what it is for."
  }
  if (/\b(?:database|tables?)\b/i.test(text)) return "What is kept is told by the entities."
  if (programmed.test(text)) return "It says how it is programmed; what is seen is in the requirements."
  if (/\b(?:we are|we have|our company|since \d{4}|founded|at the moment|today|currently)\b/i.test(text)) {
    return "Background: nothing to build."
  }
  if (wanted >= maxRequirements) return `The rules stop at ${maxRequirements} requirements.`
  return "The rules found nothing in it to build; a language model may."
}

/** Words of those who write programs: elements, events, handlers, commands. */
const programmed =
  /\b(?:dispatch(?:es)?|component|props?|state management|h[1-6] title|\(li\)|submit\.prevent|named form|input fields?|css|class(?:es)?|endpoint|main\.\w+|repository|unit tests?|options)\b|\.?\/[A-Z]{2,} |-\w+: (?:string|integer)|\.\/\w|\.[a-z]+-[a-z-]+ style/i

const fallbackThing: Prd["entities"][number] = {
  name: "Entry",
  description: "Something that people keep in the product.",
  attributes: ["title", "description", "status", "notes"]
}

const nonEmpty = <A>(items: ReadonlyArray<A>, otherwise: A): readonly [A, ...Array<A>] => {
  const [first = otherwise, ...rest] = items
  return [first, ...rest]
}

const overview = (number: number, names: ReadonlyArray<string>): Requirement => ({
  id: `FR-${number}`,
  title: "Overview on the home page",
  text: names.length === 0
    ? "The home page says what the product is for and leads to every part of it."
    : `The home page shows at a glance what there is of ${
      enumerate(names.slice(0, 4).map(manyOf))
    }, and leads to every part of the product.`,
  basis: "assumed",
  quote: "",
  priority: "should",
  needsData: false,
  acceptance: [
    names.length === 0
      ? gherkin(
        "",
        "somebody comes to the home page",
        "it shows the product's name, and the navigation leads to every part"
      )
      : gherkin(
        `${withArticle(oneOf(names[0] ?? "Entry"))} is kept`,
        "somebody comes to the home page",
        `it shows the ${oneOf(names[0] ?? "Entry")}, and the navigation leads to the ${
          enumerate(names.slice(0, 4).map(manyOf))
        }`
      )
  ]
})

/** Where what a brief asks for makes no sense without knowing who somebody is. */
const signingIn = (number: number): Requirement => ({
  id: `FR-${number}`,
  title: "Register and sign in",
  text: "Users can register, sign in and sign out. Everybody sees and changes what is kept of themselves.",
  basis: "assumed",
  quote: "",
  priority: "must",
  needsData: true,
  acceptance: ofAccount("", "")
})

const summaryOf = (
  statements: ReadonlyArray<Statement>,
  title: string,
  features: ReadonlyArray<Wanted>
): string => {
  const sentences = statements.filter(({ kind, section }) => kind === "sentence" && !/package|constraint/.test(section))
  const plain = sentences.filter(({ text }) => !namesProgram(text))
  const words = plain.slice(0, 2).map(({ text }) =>
    sentenceCase(
      text.replace(/^please\s+(?:implement|develop|build|create|design|make)\s+/i, "").replace(
        /^this document (?:details|outlines|describes|defines)\s+(?:the\s+)?(?:(?:requirements|specifications?)\s+(?:for|of)\s+)?/i,
        ""
      )
    )
  ).join(" ")
  if (words !== "") return shorten(words, 480)
  const goals = goalsOf(statements, title, features)
  return shorten(`${title}: ${lowerFirst(goals[0])}`, 480)
}

const goalsOf = (
  statements: ReadonlyArray<Statement>,
  title: string,
  features: ReadonlyArray<Wanted>
): readonly [string, ...Array<string>] => {
  const said = statements.filter(({ section }) =>
    /\b(?:goals?|objectives?|aims?)\b/.test(section) && !/non-?goals?/.test(section)
  )
  // What it is to be built with is a constraint, unless there is no other goal.
  const plain = said.filter(({ text }) => !namesProgram(text))
  const own = plain.length > 0 ? plain : said
  const [first, ...rest] = own.slice(0, 5).map(({ text }) => shorten(text, 300))
  const actions = features.filter(({ actor, verb }) => verb !== "" && actor !== "").slice(0, 3).map((one) =>
    lowerFirst(shorten(one.title, 70))
  )
  return first === undefined
    ? [
      actions.length === 0
        ? `Give people what "${title}" promises, in one place.`
        : `Let people ${enumerate(actions)} in one place.`
    ]
    : [first, ...rest]
}

const nonGoalsOf = (statements: ReadonlyArray<Statement>): ReadonlyArray<string> =>
  statements
    .filter(({ section, text }) =>
      /\b(?:non-?goals?|out of scope|not included|not part|won't)\b/.test(section) ||
      /\b(?:out of scope|not needed|does not need|do not need|no need for|is not part of)\b/i.test(text)
    )
    .slice(0, 8)
    .map(({ text }) => shorten(text, 240))

const questionsOf = (
  statements: ReadonlyArray<Statement>,
  features: ReadonlyArray<Wanted>,
  entities: ReadonlyArray<string>,
  accounts: boolean
): ReadonlyArray<string> => {
  const asked = statements
    .filter(({ section, text }) => /\bquestions?\b/.test(section) || text.endsWith("?"))
    .map(({ text }) => shorten(text, 240))
  const words = features.map(({ text }) => text.toLowerCase()).join(" ")
  const written = features.some(({ verb }) => ["create", "manage", "update"].includes(intentOf(verb) ?? ""))
  return [
    ...asked,
    ...(written ? [] : [`Who enters and maintains the ${manyOf(entities[0] ?? "Entry")}, and where?`]),
    ...(accounts ? ["What happens when somebody has forgotten their password?"] : []),
    ...(/\bpay(?:ment|ments)?\b/.test(words) ? ["Which payment provider handles the payments?"] : []),
    ...(/\breports?\b/.test(words) ? ["Which period do the reports cover, and who may see them?"] : []),
    ...(/\b(?:upload|picture|document|photo)/.test(words)
      ? ["How large may uploaded files be, and where are they kept?"]
      : [])
  ].slice(0, 6)
}
