/** A brief's features as requirements: gathered, freed of doubles, each with its quotation and acceptance criteria. */
import { type Brief, isQuotedFrom } from "../../domain/Brief.ts"
import type { Priority, Requirement } from "../../domain/Prd.ts"
import { actorName, deedsOfTheProduct, type Feature, featuresOf, offering, persons, whole } from "./clauses.ts"
import { isQuality, isTechnical } from "./constraints.ts"
import { clausesOf } from "./coordination.ts"
import { gherkin } from "./criteria.ts"
import { mentions } from "./lexicon/index.ts"
import { isAboutLook } from "./look.ts"
import type { Statement } from "./statements.ts"
import { intentOf, verbPhrase } from "./verbs.ts"
import { headline, lowerFirst, sentenceCase, shorten, singular, titleCase } from "./words.ts"

export const maxRequirements = 38

/** A feature with where it stands. */
export interface Wanted extends Feature {
  readonly statement: Statement
  /** A page that the brief names, a look, or something the product does. */
  readonly kind: "feature" | "page" | "look"
}

/** Sections that say how it is to be built or why, not what it does. */
const aside =
  /\b(?:constraints?|dependenc(?:y|ies)|terms|concepts?|glossary|package\.json|technology|stack|non-?functional|acceptance|background|introduction|overview|data sources|open questions?|non-?goals?|out of scope|not included|later|setting|goals?|objectives?|who|audience|users?|personas?|roles|usage|risks?|timeline|budget|milestones|about us|context|data requirements)\b/

/** Everything the statements ask for. */
export const wantedOf = (statements: ReadonlyArray<Statement>): ReadonlyArray<Wanted> => {
  const main = statements.flatMap((statement) => wanted(statement, false))
  const features = main.filter(({ kind }) => kind === "feature")
  const enough = features.length >= 3 ? main : [
    ...main,
    ...statements
      .filter((statement) => !main.some((one) => one.statement === statement) && !isAside(statement))
      .flatMap((statement) => wanted(statement, true))
  ]
  const all = enough.some(({ kind }) => kind === "feature") ? enough : [
    ...enough,
    ...statements.slice(0, 10).map((statement) => from(statement, asStated(statement)))
  ]
  // What has grown by one double may be the double of another.
  return merged(merged(all).slice(0, maxRequirements))
}

const isAside = ({ section }: Statement): boolean => isAsideSection(section)

/** Whether a section, named in lower case, is about something else than what the product does. */
export const isAsideSection = (section: string): boolean => aside.test(section)

const wanted = (statement: Statement, anyway: boolean): ReadonlyArray<Wanted> => {
  const { kind, label, text } = statement
  if (isAside(statement) && !/^users?$/.test(statement.section)) return []
  if (isAboutLook(text)) return [lookFeature(statement)]
  const pages = pagesIn(statement)
  if (pages.length > 0) return pages
  // What a label says stands for what its purpose, benefit or specification explain.
  if (explains.test(label) || (label !== "" && isModel.test(statement.section))) return []
  if (isTechnical(statement)) return []
  const features = labelled(statement) ??
    (anyway ? fallback(statement) : kind === "bullet" ? bullet(statement) : featuresOf(text))
  return features
    .filter((feature) => !isQuality(feature) && !isMereUse(feature))
    .filter((feature) => anyway || feature.object !== text || isAsked(statement))
    .map((feature) => from(statement, feature))
}

const from = (statement: Statement, feature: Feature): Wanted => ({ ...feature, statement, kind: "feature" })

/** Sections that say what is known of each thing. */
const isModel = /\bwhat (?:we|is|it) (?:keep|store|kept|stored|keeps|know)|\b(?:data model|entities|records)\b/

/** Labels of what explains a feature, or says how well and with what it is to be built. */
const explains =
  /^(?:purpose|user benefit|benefits?|specification|description|note|guidelines?|responsiveness|responsive design|technology.*|tech stack|performance|scalability|security|accessibility|privacy|reliability|usability|efficiency|correctness|browser compatibility|coding standards|data (?:sources|privacy|handling)|look and feel|database .*|.* (?:table|version|compiler|framework))$/i

const isAsked = ({ kind, section, text }: Statement): boolean =>
  kind === "bullet"
    ? /feature|functional|requirement|scope|must|should|what|capabilit|use case|specification|wish|todo|notes?/.test(
      section
    ) || section === ""
    : /\b(?:should|must|shall|can|may|has to|have to|needs? to)\b/i.test(text) && !/\b(?:we are|we have)\b/i.test(text)

const asStated = (statement: Statement): Feature => whole(shorten(statement.text, 300))

const fallback = (statement: Statement): ReadonlyArray<Feature> => {
  const found = featuresOf(statement.text)
  return found.length > 0 ? found : [asStated(statement)]
}

/** `**Search**: finds books by title`: the label is the feature's name. */
const labelled = ({ label, text }: Statement): ReadonlyArray<Feature> | undefined => {
  if (
    label === "" ||
    /^(?:functionality|use case|feature \d+|example|nice to have|optional|later|must(?: have)?|should(?: have)?|could(?: have)?|maybe)$/i
      .test(label)
  ) {
    return undefined
  }
  const found = featuresOf(text)
  const first = found.length === 1 ? found[0] : undefined
  const action = verbPhrase(label)
  const shown = found.length === 0 ? deedsOfTheProduct(text) : []
  if (shown.length > 0) return shown
  if (first !== undefined && first.verb !== "") return [{ ...first, quote: text }]
  if (action !== undefined && action.object !== "") {
    return [{
      actor: "users",
      verb: action.verb,
      object: action.object,
      title: sentenceCase(`${action.verb} ${action.object}`),
      text: `Users can ${action.verb} ${action.object}.`,
      quote: text
    }]
  }
  return found.length > 1 ? found : [{ ...whole(text), title: sentenceCase(label), quote: text }]
}

const bullet = (statement: Statement): ReadonlyArray<Feature> => {
  const found = featuresOf(statement.text)
  if (found.length > 0) return found
  const text = statement.text.replace(/[.;]+$/, "")
  const action = verbPhrase(text)
  if (action !== undefined && (action.object !== "" || intentOf(action.verb) !== undefined)) {
    const actor = (statement.who || persons.exec(statement.section)?.[0]) ?? ""
    const who = actor === "" ? "users" : actorName(actor)
    const clauses = clausesOf(text, "any")
    const parts = clauses.length > 1 && clauses.every(({ verb }) => verb !== "") ? clauses : [{ ...action, raw: text }]
    return parts.map(({ object, raw, verb }) => {
      const what = lowerFirst(`${verb} ${object}`.trim())
      return {
        actor: who,
        verb,
        object,
        title: sentenceCase(what),
        text: `${sentenceCase(who)} can ${what}.`,
        quote: text.includes(raw) && raw.includes(" ") ? raw : text
      }
    })
  }
  return text.split(" ").length <= 5 && /^[\x20-\x7e]+$/.test(text) && isAsked(statement)
    ? [offering(lowerFirst(text), text)]
    : [asStated(statement)]
}

const lookFeature = (statement: Statement): Wanted => ({
  actor: "",
  verb: "",
  object: "look",
  title: "Colours and look",
  text: statement.text.replace(/[.;]*$/, "."),
  quote: shorten(statement.text, 300),
  statement,
  kind: "look"
})

/** `pages such as home, about us and contact`; `HomePage` as a heading's own words are left to the pages themselves. */
const pagesIn = (statement: Statement): ReadonlyArray<Wanted> => {
  const list = /\bpages?\s*(?:such as|like|including|for|are|:)\s*:?\s*(.+?)[.]?$/i.exec(statement.text)?.[1]
  const names = (list ?? "").split(/,\s*(?:and\s+)?|\s+and\s+/).map((name) => name.trim()).filter((name) =>
    /^[A-Za-z][A-Za-z' -]{1,30}$/.test(name) && name.split(" ").length <= 3
  )
  if (names.length < 2) return []
  return names.map((name): Wanted => ({
    actor: "",
    verb: "",
    object: name.toLowerCase().replace(/^(?:the|an?)\s+/, ""),
    title: `${titleCase(name.toLowerCase())} page`,
    text: `The product has ${/^[aeiou]/i.test(name) ? "an" : "a"} ${titleCase(name.toLowerCase())} page.`,
    quote: statement.text,
    statement,
    kind: "page"
  }))
}

const sameVerb: { readonly [verb: string]: string } = {
  add: "create",
  remove: "delete",
  browse: "view",
  see: "view",
  display: "view",
  show: "view",
  find: "search",
  track: "view",
  monitor: "view",
  modify: "edit",
  update: "edit",
  input: "create",
  enter: "create",
  "sign up": "register",
  cast: "vote"
}

const idle = new Set(
  "a an the their his her its all new existing specific selected unnecessary identical certain each multiple different various from based conditions function functionality to find for in on of of"
    .split(" ")
)

/** One of each: what says the same in fewer words goes; what is left keeps the order of the brief. */
const merged = (wanted: ReadonlyArray<Wanted>): ReadonlyArray<Wanted> => {
  const kept: Array<Wanted> = []
  for (const one of wanted) {
    if (managed.has(verbOf(one)) && kept.some((other) => isManaged(one, other))) continue
    if (one.verb === "manage") kept.splice(0, kept.length, ...kept.filter((other) => !isManaged(other, one)))
    const words = wordsIn(one)
    const at = kept.findIndex((other) => {
      if (one.kind !== other.kind) return false
      if (one.kind === "look") return true
      if (one.kind === "page") return one.object === other.object
      const theirs = wordsIn(other)
      if (figured.test(one.object) !== figured.test(other.object)) return false
      if (isShown(one, other) || isShown(other, one)) return words.size === theirs.size && includes(words, theirs)
      if (verbOf(one) !== verbOf(other)) return false
      const [fewer, more] = words.size <= theirs.size ? [words, theirs] : [theirs, words]
      return includes(more, fewer) && (fewer.size > 0 || more.size === 0 || isComplete.has(verbOf(one)))
    })
    const other = kept[at]
    if (other === undefined) kept.push(one)
    else if (other.verb === "" || (one.verb !== "" && words.size > wordsIn(other).size)) kept[at] = one
  }
  return kept
}

/** Whoever manages things also adds, lists, changes and deletes them. */
const isManaged = (one: Wanted, whole: Wanted): boolean => {
  if (whole.verb !== "manage" || one === whole || one.kind !== "feature" || one.actor !== whole.actor) return false
  const [words, all] = [wordsIn(one), wordsIn(whole)]
  return managed.has(verbOf(one)) && words.size > 0 && words.size === all.size && includes(all, words)
}

const managed = new Set(["create", "edit", "delete", "manage"])

/** Figures of things are not the things. */
const figured = /\b(?:reports?|statistics|summar(?:y|ies)|comparisons?)\b/i

const includes = (more: ReadonlySet<string>, fewer: ReadonlySet<string>): boolean =>
  [...fewer].every((word) => more.has(word))

/** `property listings` are there when one can `browse property listings`. */
const isShown = (thing: Feature, shown: Feature): boolean =>
  thing.verb === "" && ["list", "read", "report"].includes(intentOf(shown.verb) ?? "")

/** Verbs that say enough without an object. */
const isComplete = new Set(["search", "filter", "register", "vote", "report", "share", "revive"])

const verbOf = ({ verb }: Feature): string => sameVerb[verb] ?? verb

const wordsIn = (feature: Feature): ReadonlySet<string> =>
  new Set(
    feature.object
      .toLowerCase()
      .replace(/\bto-?do items?\b/g, "task")
      .replace(/\binformation\b/g, "data")
      .replace(/\bvoting options?\b|\bselected options?\b/g, "option")
      .split(/[^\p{L}\p{N}-]+/u)
      .filter((word) => word !== "" && !idle.has(word))
      .map(singular)
  )

/** A wanted feature as the requirement of that number. */
export const requirementOf = (wanted: Wanted, number: number, brief: Brief): Requirement => {
  const quote = [wanted.quote, wanted.statement.text, shorten(wanted.statement.text, 200)].find((words) =>
    isQuotedFrom(brief, words)
  )
  return {
    id: `FR-${number}`,
    title: headline(wanted.title.replace(/[.!;:]+$/, ""), 80),
    text: shorten(wanted.text, 600),
    basis: quote === undefined ? "assumed" : "stated",
    quote: quote ?? "",
    priority: priorityOf(wanted),
    needsData: (wanted.kind === "feature" && !isLayout(wanted)) || (wanted.kind === "page" && !isStatic(wanted.object)),
    acceptance: [gherkin("", "the page that serves it opens", shorten(wanted.text, 200))]
  }
}

/** `visit the website`: whatever it does, people come to it. */
const isMereUse = ({ object, verb }: Feature): boolean =>
  /^(?:visit|use|open|access|explore|interact)$/.test(verb) &&
  /^(?:with )?(?:the |this |our )?(?:(?:web|mobile) ?)?(?:app(?:lication)?|site|website|system|platform|portal|product|tool)(?: (?:using|by|through|via) .+)?$/i
    .test(object)

/** How one gets about and is greeted: nothing is kept for it. */
const isLayout = ({ object, text, verb }: Wanted): boolean =>
  ["", "display", "navigate", "provide"].includes(verb) &&
  (/\b(?:navigate|navigation|routing|layout)\b/i.test(text) ||
    (mentions(object).length === 0 && /\b(?:header|footer|menu|welcome messages?)\b/i.test(text)))

/** Pages that only say something. */
export const isStatic = (page: string): boolean =>
  /^(?:home ?page|home|about(?: us)?|faq|help|imprint|privacy(?: policy)?|terms(?: of (?:use|service))?|welcome|landing)$/
    .test(page)

const priorityOf = ({ kind, statement }: Wanted): Priority =>
  /\b(?:nice to have|optional(?:ly)?|if possible|later|could)\b/i.test(
      `${statement.section} ${statement.label} ${statement.text}`
    )
    ? "could"
    : kind === "look"
    ? "should"
    : "must"
