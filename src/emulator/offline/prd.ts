/** A brief's text as a product requirements document, by rules. */
import { Array as Arr } from "effect"
import type { Brief } from "../../domain/Brief.ts"
import { coverageOf } from "../../domain/link/index.ts"
import type { Prd, Requirement } from "../../domain/Prd.ts"
import type { Sentence } from "../../domain/Sentences.ts"
import { gherkin } from "./criteria.ts"
import { lookOf } from "./look.ts"
import { note } from "./note.ts"
import { isAsideSection, maxRequirements, requirementOf, type Wanted, wantedOf } from "./requirements.ts"
import { outline, type Statement } from "./statements.ts"
import { hasAccounts, personaId, personasOf, productPhrase, titleOf } from "./subject.ts"
import { manyOf, thingsOf } from "./things.ts"
import { intentOf } from "./verbs.ts"
import { enumerate, lowerFirst, sentenceCase, shorten } from "./words.ts"

/** The PRD of any brief: every requirement that is `stated` quotes it verbatim. */
export const makePrd = (text: string): Prd => {
  const brief: Brief = { title: "brief", text, sources: [{ name: "-", bytes: text.length }] }
  const read = outline(text)
  const phrase = productPhrase(read)
  const title = titleOf(read, phrase)
  const wanted = wantedOf(read.statements)
  const features = wanted.filter(({ kind }) => kind === "feature")
  const about = wanted.filter(({ kind }) => kind !== "look")
  const things = thingsOf(about, read.statements, phrase)
  const entities = things.length > 0 ? things : [fallbackThing]
  const accounts = hasAccounts(text)
  const personas = personasOf(features, accounts)
  const stated = wanted.map((one, index) => requirementOf(one, index + 1, brief))
  const requirements = stated.some(({ title }) => title === "Home page")
    ? stated
    : [...stated, overview(stated.length + 1, entities.map(({ name }) => name))]
  const prd: Prd = {
    title,
    summary: summaryOf(read.statements, title),
    goals: Arr.map(goalsOf(read.statements, title, features), (goal, index) => ({ id: `G-${index + 1}`, text: goal })),
    personas,
    stories: features.flatMap((feature, index): ReadonlyArray<Prd["stories"][number]> => {
      const requirement = stated[wanted.indexOf(feature)]
      const teller = personas.find(({ id }) => id === personaId(feature.actor))
      return requirement === undefined || feature.verb === "" ? [] : [{
        id: `US-${index + 1}`,
        personaId: teller?.id ?? personas[0]?.id ?? "user",
        want: shorten(lowerFirst(feature.title), 160),
        soThat: "",
        priority: requirement.priority,
        requirementIds: [requirement.id]
      }]
    }),
    requirements: nonEmpty(requirements, overview(1, [])),
    entities,
    look: lookOf(read.statements.map((statement) => statement.text)),
    nonGoals: nonGoalsOf(read.statements),
    openQuestions: questionsOf(read.statements, features, entities.map(({ name }) => name), accounts),
    notes: [note, ...constraintsOf(read.statements)]
  }
  return { ...prd, leftOut: leftOutOf(text, prd, wanted.length) }
}

/** What no requirement quotes and nothing else tells: the rules say so, sentence by sentence. */
const leftOutOf = (text: string, prd: Prd, wanted: number): NonNullable<Prd["leftOut"]> =>
  coverageOf(text, prd).flatMap(({ leftOut, requirementIds, sentence, told }) => {
    if (requirementIds.length > 0 || told !== "" || leftOut !== "") return []
    const [line = ""] = sentence.text.split("\n").toSorted((a, b) => b.length - a.length)
    const quotation = sentence.kind === "code" ? line.trim() : sentence.text
    return [{ quotation, reason: reasonFor(sentence, wanted) }]
  })

const reasonFor = ({ kind, text, under }: Sentence, wanted: number): string => {
  if (kind === "code") return "A block of code: it says how it is to be built, not what."
  const [section = ""] = under.slice(-1)
  if (isAsideSection(section.toLowerCase())) return `It stands under "${section}", which asks for nothing to be built.`
  if (text.trim().endsWith(":")) return "It leads over to what follows."
  if (wanted >= maxRequirements) return `The rules stop at ${maxRequirements} requirements.`
  return "The rules found nothing in it to build; a language model may."
}

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
    gherkin("the product is open", "somebody comes to the home page", "they see what there is and where to go")
  ]
})

const summaryOf = (statements: ReadonlyArray<Statement>, title: string): string => {
  const sentences = statements.filter(({ kind, section }) => kind === "sentence" && !/package|constraint/.test(section))
  const words = sentences.slice(0, 2).map(({ text }) =>
    text.replace(/^please\s+(?:implement|develop|build|create)\s+/i, "")
  ).join(" ")
  return sentenceCase(shorten(words, 480)) || title
}

const goalsOf = (
  statements: ReadonlyArray<Statement>,
  title: string,
  features: ReadonlyArray<Wanted>
): readonly [string, ...Array<string>] => {
  const own = statements.filter(({ section }) =>
    /\b(?:goals?|objectives?|aims?)\b/.test(section) && !/non-?goals?/.test(section)
  )
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

const constraintsOf = (statements: ReadonlyArray<Statement>): ReadonlyArray<string> =>
  statements
    .filter(({ section }) => /\b(?:constraints?|non-?functional|technology|stack)\b/.test(section))
    .slice(0, 8)
    .map(({ label, text }) => `The brief also says: ${label === "" ? "" : `${label}: `}${shorten(text, 240)}`)

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
    ...(accounts
      ? ["What happens when somebody has forgotten their password?"]
      : ["Does anybody have to sign in, and for what?"]),
    ...(/\bpay(?:ment|ments)?\b/.test(words) ? ["Which payment provider handles the payments?"] : []),
    ...(/\breports?\b/.test(words) ? ["Which period do the reports cover, and who may see them?"] : []),
    ...(/\b(?:upload|picture|document|photo)/.test(words)
      ? ["How large may uploaded files be, and where are they kept?"]
      : [])
  ].slice(0, 6)
}
