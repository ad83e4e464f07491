/** The things a brief speaks of: what its product will keep records of. */
import type { PrdEntity } from "../../domain/Prd.ts"
import type { Feature } from "./clauses.ts"
import { type Archetype } from "./lexicon/Archetype.ts"
import { archetypeCalled, archetypeNamed, mentions } from "./lexicon/index.ts"
import type { Statement } from "./statements.ts"
import { intentOf } from "./verbs.ts"
import { isUncountable, lowerFirst, pascalCase, plural, singular, withArticle, wordsOf } from "./words.ts"

const maxThings = 8
const maxAttributes = 14

interface Found {
  readonly name: string
  readonly archetype: Archetype | undefined
  /** As the brief calls one. */
  readonly words: string
  readonly weight: number
}

/** What an action leaves behind, where the thing it is done to is known. */
const made: ReadonlyArray<readonly [verb: RegExp, needs: RegExp, thing: string]> = [
  [/^(?:apply|submit)$/, /\b(?:job|vacanc|posting|position)/, "JobApplication"],
  [/^apply$/, /\bprogram/, "ProgramApplication"],
  [/^(?:book|rent|reserve)$/, /\b(?:car|vehicle|room|hotel|venue|service|rental|flat|desk|table|seat)/, "Booking"],
  [/^(?:reserve|hold)$/, /\b(?:book|item|tool|title)/, "Reservation"],
  [/^(?:borrow|lend|return|renew)$/, /./, "Loan"],
  [/^(?:vote|cast)$/, /\b(?:poll|option)/, "PollOption"],
  [/^(?:track|log|record)$/, /\b(?:time|hours)\b/, "TimeEntry"],
  [/^invite$/, /./, "Invitation"],
  [/^(?:rate|review)$/, /./, "Review"],
  [/^comment$/, /./, "Comment"],
  [/^pay$/, /./, "Payment"],
  [/^(?:communicate|message|chat)$/, /./, "Message"],
  [/./, /\bdirect communication\b/, "Message"],
  [/^send$/, /\bmessage/, "Message"],
  [/^donate$/, /./, "Donation"],
  [/^(?:enrol|enroll)$/, /./, "Enrolment"],
  [/^sign up$/, /\b(?:course|event|class|workshop)/, "Enrolment"],
  [/^order$/, /./, "Order"],
  [/^report$/, /\b(?:repair|broken|damage|leak|fault)/, "MaintenanceRequest"]
]

/** What hardly makes sense without another. */
const implied: { readonly [name: string]: ReadonlyArray<string> } = {
  Poll: ["PollOption"],
  PollOption: ["Poll"],
  FinancialRecord: ["Company"],
  ProgramApplication: ["Program"],
  JobApplication: ["JobPosting"],
  ActionStep: ["CallLog"],
  Mentorship: ["Student", "Faculty"]
}

/** Nouns that name no thing to keep. */
const noThing = new Set(
  ("information data detail functionality interface condition system website site page result history statistic report " +
    "account profile password dashboard permission control criteria criterion process function way list number type " +
    "status date time name access change filter home action app application version feature platform tool other use " +
    "user method option experience product view screen form button field figure part step size format level category " +
    "area link navigation search preference need interest basis day week month year people person everyone record " +
    "entry item portal response feedback support performance security quality value input output operation program " +
    "algorithm wizard communication management credential session layout component database backend frontend command " +
    "interaction style error message title text welcome router device browser environment server request data option " +
    "direction left right up down thing goal idea progress work standard best practice language technology stack " +
    "framework code table mode setting content space place kind sort board vote").split(" ")
)

/** Every thing that the features are about, the main ones first; at most eight. */
export const thingsOf = (
  features: ReadonlyArray<Feature>,
  statements: ReadonlyArray<Statement>,
  product: string
): ReadonlyArray<PrdEntity> => {
  const found = new Map<string, Found>()
  const note = (archetype: Archetype | undefined, words: string, weight: number) => {
    const name = archetype?.name ?? entityName(words)
    if (name === "") return
    const before = found.get(name)
    found.set(name, {
      name,
      archetype: before?.archetype ?? archetype,
      words: before?.words ?? words,
      weight: (before?.weight ?? 0) + weight
    })
  }
  const described = descriptions(statements)
  for (const one of described) note(archetypeCalled(one.words), one.words, 6)
  for (const feature of features) {
    // What is named as a part of something is no thing of its own: `to see its picture`, `with a title`.
    const object = feature.object.toLowerCase().replace(
      /\s+(?:to see|with (?:an?|the|its|their|how)|including|such as|showing)\b.*$|\bits\b.*$/,
      ""
    )
    for (const [verb, needs, thing] of made) {
      const text = `${object} ${feature.text.toLowerCase()}`
      if (verb.test(feature.verb) && needs.test(text) && !(/^(?:rate)$/.test(feature.verb) && object === "")) {
        note(archetypeNamed(thing), thing, 3)
      }
    }
    const named = mentions(object).filter(({ archetype }) =>
      !(archetype.name === "User" || isTwice(archetype, feature))
    )
    for (const { archetype, words } of named) note(archetype, singular(words), feature.verb === "" ? 1 : 3)
    if (named.length === 0 && records(feature)) {
      const noun = headNoun(object)
      if (noun !== "") note(undefined, noun, 2)
    }
  }
  for (const { archetype, words } of mentions(product)) note(archetype, singular(words), 1)
  for (const name of found.keys()) {
    for (const other of implied[name] ?? []) if (!found.has(other)) note(archetypeNamed(other), other, 1)
  }
  // Where things are booked and nothing is sold, an order is a booking.
  if (found.has("Booking") && !["Product", "MenuItem", "FinishedProduct"].some((name) => found.has(name))) {
    found.delete("Order")
  }
  const kept = [...found.values()].toSorted((a, b) => b.weight - a.weight).slice(0, maxThings)
  const order = [...found.keys()]
  const names = new Set(kept.map(({ name }) => name))
  return kept
    .toSorted((a, b) => order.indexOf(a.name) - order.indexOf(b.name))
    .map((one) =>
      entityOf(
        one,
        described.find(({ words }) => entityName(words) === one.name || archetypeCalled(words)?.name === one.name)
          ?.attributes ?? [],
        names
      )
    )
}

/** A picture, say, is a part of a property: a feature about showing it makes no thing of its own. */
const isTwice = (archetype: Archetype, feature: Feature): boolean =>
  (archetype.name === "StockMovement" && /\busage of\b/.test(feature.object)) ||
  (archetype.name === "Friend" && feature.verb === "invite")

const records = ({ verb }: Feature): boolean => {
  const intent = intentOf(verb)
  return intent !== undefined && !["account", "report", "offer", "filter"].includes(intent)
}

/** The thing an object phrase is about: `new training sessions for beginners` → `training session`. */
const headNoun = (object: string): string => {
  if (/^(?:what|which|who|whether|how|when|where|why|that)\b/.test(object)) return ""
  const phrase = object
    .split(
      /\s+(?:for|to|from|with|by|of|on|in|into|at|as|based|that|which|who|when|where|between|about|using|across|through|after|before|until|per|via)\s+|[,(;:/]| and | or /
    )[0] ?? ""
  const words = phrase.split(" ").filter((word) =>
    /^[a-z][a-z-]*$/.test(word) && !filler.has(word) && !word.endsWith("ly")
  )
  const last = words.at(-1)
  if (last === undefined || words.length > 3) return ""
  const noun = singular(last)
  const known = noThing.has(noun) || noThing.has(last) || isUncountable(noun) || noun.length < 3 || noun.endsWith("ing")
  const before = words.at(-2)
  return known ? "" : before === undefined || noThing.has(before) ? noun : `${before} ${noun}`
}

const filler = new Set(
  ("a an the their his her its our your my own all any each every some new existing specific selected available " +
    "different various multiple several many other more most unnecessary certain upcoming current recent past next " +
    "detailed necessary relevant simple advanced personal active open closed own another this that these those it " +
    "them him me us one two three four five up down left right out back off today tomorrow only later again together online soon ever is are was were be been without")
    .split(" ")
)

const entityName = (words: string): string => {
  const name = pascalCase(singular(words))
  return reserved.has(name) ? `${name}Entry` : name.slice(0, 40)
}

/** Names that mean something else in the languages generated. */
const reserved = new Set(
  "Object String Number Boolean Array Function Symbol Promise Error Date Map Set Record Class Default Null Undefined Any Never Void Type Interface Enum Import Export Window Page Route Component Element Node"
    .split(" ")
)

const entityOf = (found: Found, described: ReadonlyArray<string>, names: ReadonlySet<string>): PrdEntity => {
  const { archetype, name, words } = found
  if (archetype !== undefined) {
    const fitting = archetype.attributes.filter(({ entity }) => entity === "" || names.has(entity))
    const own = addressed(fitting).map((attribute) => attribute.words)
    const extra = described.filter((one) => !own.some((other) => sameWords(one, other)))
    return { name, description: archetype.about, attributes: [...own, ...extra].slice(0, maxAttributes) }
  }
  const attributes = described.length > 0 ? described : ["name", "description", "status", "notes"]
  return { name, description: `${withArticle(words).replace(/^a/, "A")} and what is known of it.`, attributes }
}

/** Who is written to is chosen among the people that the product knows; a name is typed where it knows none. */
const addressed = (attributes: Archetype["attributes"]): Archetype["attributes"] => {
  if (!attributes.some(({ words }) => words === "recipient")) return attributes
  const first = attributes.find(({ type }) => type === "reference")
  return attributes.filter((one) =>
    one.type === "reference" ? one === first : first === undefined || one.words !== "recipient"
  )
}

const sameWords = (one: string, other: string): boolean => {
  const a = wordsOf(singular(one)).join(" ")
  const b = wordsOf(singular(other)).join(" ")
  return a === b || a.endsWith(` ${b}`) || b.endsWith(` ${a}`)
}

interface Described {
  readonly words: string
  readonly attributes: ReadonlyArray<string>
}

/** `Each book has a title and an author`; `**People Table**: Stores ID, name and age`; `- Book: title, author`. */
const descriptions = (statements: ReadonlyArray<Statement>): ReadonlyArray<Described> =>
  statements.flatMap((statement): ReadonlyArray<Described> => {
    const has =
      /^(?:each|every|an?|the)\s+([a-z][a-z -]{1,30}?)\s+(?:has|have|consists of|contains|is described by|comes with|records|stores|holds)\s+(.+)$/i
        .exec(statement.text)
    if (has !== null && !/\b(?:website|system|app|page|platform|should|component)\b/i.test(has[1] ?? "")) {
      return described(has[1] ?? "", has[2] ?? "")
    }
    const table = /^(.+?)\s+(?:table|record|entity)$/i.exec(statement.label)
    const listed = /\b(?:including|include|with fields for|fields for|fields:|with)\s+(.+)$/i.exec(statement.text)?.[1]
    if (table !== null) return described(table[1] ?? "", listed ?? "")
    const isModel = /\b(?:data|entit|model|things?|records?|what we (?:keep|store)|information)\b/.test(statement.path)
    const isShort = statement.text.split(",").length > 1 && !/[.]\s*$/.test(statement.text.replace(/[.]$/, ""))
    return isModel && statement.label !== "" && isShort && statement.label.split(" ").length <= 3
      ? described(statement.label, statement.text)
      : []
  })

const described = (words: string, list: string): ReadonlyArray<Described> => {
  const noun = singular(lowerFirst(words.replace(/^(?:the|an?|each)\s+/i, "")))
  const attributes = list
    .replace(/[.]$/, "")
    .replace(/\([^)]*\)/g, "")
    .split(/,\s*(?:and\s+)?|\s+and\s+|;\s*/)
    .map((one) =>
      lowerFirst(one.trim().replace(/^(?:an?|the|its|their|optionally|optional|affiliated|fields for)\s+/i, ""))
    )
    .filter((one) => /^[\p{L}][\p{L}\p{N} '-]{0,38}$/u.test(one) && wordsOf(one).length > 0 && wordsOf(one).length <= 4)
    .filter((one) => !/^(?:id|created|updated)$/i.test(one))
  return noun.split(" ").length > 3 || noThing.has(noun)
    ? []
    : [{
      words: archetypeCalled(noun) === undefined ? noun : noun,
      attributes: [...new Set(attributes)].slice(0, maxAttributes)
    }]
}

/** What many of an entity are called: `JobPosting` → `job postings`. */
export const manyOf = (entity: string): string => plural(wordsOf(entity).join(" "))

/** What one is called: `JobPosting` → `job posting`. */
export const oneOf = (entity: string): string => wordsOf(entity).join(" ")
