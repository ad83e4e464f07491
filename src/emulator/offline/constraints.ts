/** What a brief demands of how the product is built and how well it does, and the words that it explains. */
import type { Covered } from "../../domain/link/index.ts"
import type { Constraint, Term } from "../../domain/Prd.ts"
import type { Sentence } from "../../domain/Sentences.ts"
import { isUsed, technologiesIn } from "../../domain/technologies.ts"
import type { Feature } from "./clauses.ts"
import { mentions } from "./lexicon/index.ts"
import { isAboutLook } from "./look.ts"
import type { Statement } from "./statements.ts"
import { enumerate, sentenceCase, shorten } from "./words.ts"

const maxConstraints = 40

const quality =
  "user[- ]friendly|intuitive|simple|clean|modern|responsive|attractive|seamless|easy-to-use|fast|secure|reliable|robust|efficient|minimal(?:ist(?:ic)?)?|interactive|good-looking|smooth"

/** Whether a feature only says how well something is done: `a user-friendly interface`. */
export const isQuality = ({ object, verb }: Feature): boolean =>
  (/^(?:streamline|ensure|improve|enhance|facilitate)$/.test(verb) &&
    /\b(?:process|experience|efficiency|productivity|operations?|interface|quality|interactions?)\b/i.test(object)) ||
  verb === "" &&
    new RegExp(
      `^(?:an?\\s+)?(?:(?:${quality})[,\\s]*(?:and\\s+)?)+(?:user\\s+)?(?:interfaces?|ui|design|layout|experience|navigation|look|web ?site|app(?:lication)?|platform|system|performance)?$`,
      "i"
    ).test(object)

const sourceFile = /\b[\w-]+\.(?:vue|jsx?|tsx?|css|html?|cpp|py|java|rb|php|go|json)\b/i

/** Whether a text names parts of a program, or what it is made with. */
export const namesProgram = (text: string): boolean => sourceFile.test(text) || technologiesIn(text).length > 0

/** Whether a statement is about parts of a program and of nothing that people would see. */
export const isTechnical = ({ label, text }: Statement): boolean =>
  namesProgram(`${label} ${text}`) && mentions(text).length === 0 &&
  !/\b(?:users?|visitors?|customers?|members?) (?:can|should|must|may)\b/i.test(text)

/** The demands of a brief that are no requirements, of its sentences with what became of each. */
export const constraintsOf = (covered: ReadonlyArray<Covered>): ReadonlyArray<Constraint> =>
  covered.flatMap(({ requirementIds, sentence, told }): ReadonlyArray<Constraint> => {
    const isTold = requirementIds.length > 0 || /^(?:non-goal|open question|entity|term|G-)/.test(told)
    if (sentence.kind === "code" || isTold || isAboutLook(sentence.text)) return []
    if (isHeadless(sentence.text) || isExplained(sentence)) return []
    const kind = kindOf(sentence)
    return kind === undefined
      ? []
      : [{ kind, quotation: sentence.text, treatment: treatmentOf(kind, sentence.text) }]
  }).slice(0, maxConstraints)

/** `**Specification:**`, `| --- |`: no words of its own. */
const isHeadless = (text: string): boolean => /:\**\s*$/.test(text) || text.split(/\s+/).length < 2

const isExplained = ({ under }: Sentence): boolean =>
  /\b(?:terms|glossary|definitions|concepts?)\b/i.test(under.at(-1) ?? "")

const kindOf = ({ text, under }: Sentence): Constraint["kind"] | undefined => {
  const section = under.slice(-1).join().toLowerCase()
  const label = /^\**([^:*]{2,40}?):?\**:/.exec(text)?.[1]?.toLowerCase() ?? ""
  if (
    /\b(?:gdpr|ccpa|hipaa|privacy (?:laws?|regulations?)|data protection (?:law|act))\b/i.test(text) ||
    /^(?:data )?privacy$/.test(label)
  ) {
    return "law"
  }
  if (/\b(?:budget|cost at most|cost no more|not cost more)\b/i.test(text) || /\bbudget\b/.test(section)) {
    return "budget"
  }
  if (
    /\b(?:deadline|go(?:es)? live|launch(?:es)? (?:on|in|by)|(?:ready|finished|delivered|done|online|there) (?:by|before|within|until)|to be (?:ready|there) by)\b/i
      .test(text) || /\b(?:timeline|schedule|deadlines?|milestones)\b/.test(section)
  ) return "schedule"
  if (demand.test(label) || demand.test(section) || new RegExp(`\\b(?:${measured})\\b`, "i").test(text)) {
    return technologiesIn(text).length > 0 ? "technology" : "quality"
  }
  if (namesProgram(text) || /\bcommand[- ]line\b/i.test(text)) return "technology"
  return /\b(?:constraints?|technology|tech stack|technical|dependenc(?:y|ies)|data requirements)\b/.test(section)
    ? "other"
    : undefined
}

const demand =
  /\b(?:performance|scalability|security|accessibility|reliability|usability|compatibility|responsive(?:ness| design)?|non-?functional)\b/

const measured =
  "load(?:s|ing)? (?:within|in under|times?)|response times?|wcag|accessib(?:le|ility)|responsive|mobile-first|latest versions of|browsers?|encrypt(?:ed|ion)?|scal(?:e|able|ability)|concurrent|uptime|screen sizes|user-friendly|intuitive"

const treatmentOf = (kind: Constraint["kind"], text: string): string => {
  switch (kind) {
    case "technology":
      return ofTechnology(text)
    case "quality":
      return ofQuality(text)
    case "law":
      return "For whoever runs it: the app keeps nothing but a session, and the contract never answers a password. What else the law asks has to be decided with the owner."
    case "schedule":
      return "A date of the project: nothing in the product follows from it."
    case "budget":
      return "A matter of the project: nothing in the product follows from it."
    default:
      return "Nothing in the product follows from it; whoever runs it has to know of it."
  }
}

const ofTechnology = (text: string): string => {
  if (/\bcommand[- ]line\b/i.test(text)) {
    return "Not kept: the product is used in a browser; what the commands do, its pages do."
  }
  const names = technologiesIn(text)
  const [met, other] = [names.filter(isUsed), names.filter((name) => !isUsed(name))].map((list) =>
    enumerate(list.slice(0, 5).map(spelled))
  )
  const made = "the app is React and TypeScript, and its contract is OpenAPI with a schema for PostgreSQL"
  return other === "" || other === undefined
    ? met === "" || met === undefined
      ? `Parts of a program are not told apart: ${made}.`
      : `Kept as far as it goes with this: ${made}.`
    : `Not kept: ${made}. ${sentenceCase(other)} would ask for another generator; what a user sees stays the same.`
}

/** As its makers write it, where that is not with one capital. */
const spelled = (name: string): string =>
  ({
    sqlite: "SQLite",
    mysql: "MySQL",
    mongodb: "MongoDB",
    graphql: "GraphQL",
    vuex: "Vuex",
    jquery: "jQuery",
    php: "PHP"
  })[name] ??
    sentenceCase(name)

const ofQuality = (text: string): string => {
  if (/\b(?:wcag|accessib)/i.test(text)) return "Checked: `dpg verify` looks at every page with axe, in light and dark."
  if (/\b(?:responsive|mobile|screen sizes|devices)\b/i.test(text)) {
    return "Checked: `dpg verify` opens every page at the widths of a phone and of a desktop."
  }
  if (/\bbrowsers?\b|latest versions of/i.test(text)) {
    return "The app keeps to what current browsers have; `dpg verify` opens it in Chromium alone."
  }
  if (/\b(?:secur|encrypt)/i.test(text)) {
    return "For the server that fulfils the contract: it says who may call what, and never answers a password."
  }
  if (/\b(?:scal|concurrent|uptime|\d[\d,.]* users)\b/i.test(text)) {
    return "For the server that fulfils the contract; the app itself is files."
  }
  if (/\b(?:load|performance|response|fast|quick)/i.test(text)) {
    return "Measured in part: `dpg verify` weighs scripts and styles; how long answers take is the server's."
  }
  return "How well, not what: no criterion could show it. The tests with users decide."
}

/** The words that a brief explains. */
export const glossaryOf = (statements: ReadonlyArray<Statement>): ReadonlyArray<Term> =>
  statements
    .filter(({ label, section, text }) =>
      label !== "" && text !== "" && /\b(?:terms|glossary|definitions|concepts?)\b/.test(section)
    )
    .slice(0, 12)
    .map(({ label, text }) => ({ term: label, meaning: shorten(text, 300) }))
