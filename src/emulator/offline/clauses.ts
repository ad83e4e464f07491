/** One sentence of a brief as the single features it asks for, each with the words that ask for it. */
import { type Clause, clausesOf, itemsOf } from "./coordination.ts"
import { baseOfThird, intentOf, nominalPhrase, verbPhrase } from "./verbs.ts"
import { isPlural, isUncountable, lowerFirst, plural, sentenceCase, singular, withArticle, wordsOf } from "./words.ts"

export interface Feature {
  /** Who does it, in the plural and lower case: `users`, `training providers`; `""` for the product itself. */
  readonly actor: string
  /** Base form; `""` for something the product has (`a contact form`). */
  readonly verb: string
  readonly object: string
  /** Imperative and short: `Browse property listings`. */
  readonly title: string
  /** A sentence: `Users can browse property listings.` */
  readonly text: string
  /** Words of the sentence, verbatim. */
  readonly quote: string
}

/** What a product calls itself in a brief: `the website`, `the dashboard`. */
const systemNoun =
  /\b(?:website|site|system|app|application|platform|portal|dashboard|product|tool|service|program|software|interface|solution|page|it|this|that|there)$/i

const modal =
  /^(?:(?:each|every|any|all|both|only|an?|the|our|new|existing|registered|signed-in|logged-in)\s+)*([\p{L}][\p{L}' -]{1,50}?)\s+(?:should|shall|can|could|may|must|will|would like|wants?|needs?|(?:are|is) able)\s+(?:also\s+)?(?:(?:to\s+)?be (?:able|allowed)\s+to\s+|have the (?:ability|option) to\s+|to\s+)?(.+)$/iu

const grants =
  /,?\s*\b(?:allow(?:s|ing)?|enabl(?:e|es|ing)|permit(?:s|ting)?|let(?:s|ting)?|help(?:s|ing)?|where|so that|for)\s+([\p{L}][\p{L}' -]{1,40}?)\s+(?:can\s+|to\s+)(?:also\s+|be able to\s+|easily\s+)*(.+)$/iu

const offers =
  /^(?:also\s+)?(?:have|has|provide|provides|offer|offers|include|includes|feature|features|come with|comes with)\s+(?:also\s+)?(.+)$/i

const generic =
  /^(?:an?\s+|the\s+)?(?:basic\s+|core\s+|key\s+|following\s+)?(?:functionalit(?:y|ies)|features?|functions?|capabilit(?:y|ies)|pages?|tools?)\s*(?:for|such as|like|including|to|:|of|as follows:?)\s+(.+)$/i

/** The features of one sentence; `[]` where it asks for nothing in a form that is known. */
export const featuresOf = (sentence: string): ReadonlyArray<Feature> => {
  // `plan events, and everybody can see them`: another subject begins another sentence.
  const [first = sentence, ...more] = sentence.split(
    /,?\s+(?:and|while|but)\s+(?=(?:the |all |any )?[\p{L}-]+\s+(?:can|may|should|must)\s)/iu
  )
  return more.length === 0 ? ofSentence(sentence) : [first, ...more].flatMap(ofSentence)
}

const ofSentence = (sentence: string): ReadonlyArray<Feature> => {
  const text = sentence
    .replace(/[.!;:]+$/, "")
    .replace(
      /^(?:additionally|also|furthermore|in addition|moreover|finally|then|besides|optionally|ideally),?\s+/i,
      ""
    )
    .trim()
  const story =
    /^as (?:an?|the) (.+?),?\s+i (?:want|would like|need|wish|can|should)\s+(?:to be able )?(?:to )?(.+?)(?:,?\s+so (?:that )?.+)?$/i
      .exec(text)
  if (story !== null) return ofVerbs(actorName(story[1] ?? ""), story[2] ?? "", text)
  const made =
    /^(?:please\s+)?(?:we (?:need|want)|i (?:need|want)|implement|develop|build|create|design|make|write)\s+(?:me |us |you to (?:build|make|create) )?(?:an?|the|our)\s+(.+)$/i
      .exec(text)
  if (made !== null) return ofPurpose(made[1] ?? "", text)
  const subject = modal.exec(text)
  if (subject !== null) {
    const who = (subject[1] ?? "").trim()
    const what = subject[2] ?? ""
    return systemNoun.test(who) ? ofSystem(who, what, text) : ofPerson(who, what, text)
  }
  const system =
    /^(?:the|this|our|it)\s*([\p{L} -]{0,40}?)\s+((?:has|provides|offers|includes|features|supports|shows|lists|displays|keeps|sends|records|stores|tracks)\s+.+)$/iu
      .exec(text)
  if (system !== null && systemNoun.test(`x ${system[1] === "" ? "it" : system[1]}`)) {
    return ofSystem(system[1] === "" ? "product" : system[1] ?? "", baseFirst(system[2] ?? ""), text)
  }
  const entitled =
    /^(?:grants?|gives?)\s+([\p{L} -]{2,40}?)\s+(?:the\s+)?(?:ability|right|permission|possibility|a way)\s+to\s+(.+)$/iu
      .exec(text)
  if (entitled !== null) return ofVerbs(actorName(entitled[1] ?? ""), entitled[2] ?? "", text)
  const granted = grants.exec(text)
  if (granted !== null && verbPhrase(granted[2] ?? "", "base") !== undefined) {
    return ofVerbs(actorName(granted[1] ?? ""), granted[2] ?? "", text)
  }
  const present = ofPresent(text)
  return present.length > 0 ? present : ofCall(text)
}

/** `Displays the news and essential links`: what the product does, said without a subject. */
export const deedsOfTheProduct = (sentence: string): ReadonlyArray<Feature> => {
  const text = sentence.replace(/[.!;:]+$/, "").trim()
  const base = baseOfThird(/^[a-z]+/i.exec(text)?.[0] ?? "")
  return base === undefined || !/^[a-z]+s\s/i.test(text) ? [] : ofSystem("product", baseFirst(text), text)
}

/** `dispatches the deleteUser action`: a call that is named after what it does. */
const ofCall = (sentence: string): ReadonlyArray<Feature> => {
  const [raw = "", name = ""] =
    /\b(?:dispatch|call|trigger|invoke)(?:es|s)?\s+(?:the\s+)?([a-z]+(?:[A-Z][a-z]+)+)\b/.exec(sentence) ?? []
  const words = wordsOf(name).filter((word) => word !== "all").join(" ")
  const named = words === "" ? undefined : verbPhrase(words, "base")
  if (named === undefined || named.object === "") return []
  const verb = /^(?:get|fetch|load|show)$/.test(named.verb) ? "view" : named.verb
  return [feature("users", { verb, object: plural(named.object), raw }, sentence)]
}

/** `Members borrow items`, `A volunteer approves each request`: a subject, then a known verb. */
const ofPresent = (whole: string): ReadonlyArray<Feature> => {
  const text = whole.replace(/:.*$/s, "")
  const subject =
    /^(?:(?:each|every|an?|the|our|any)\s+)?((?:[\p{L}-]+\s){0,1}[\p{L}-]+)\s+(?:also\s+)?([a-z]+)\s+(.+)$/iu.exec(text)
  const [, who = "", word = "", rest = ""] = subject ?? []
  const base = isPlural(who) ? (intentOf(word.toLowerCase()) === undefined ? undefined : word) : baseOfThird(word)
  const isPerson = persons.test(singular(who))
  return base === undefined || !isPerson || systemNoun.test(who) ? [] : ofVerbs(actorName(who), `${base} ${rest}`, text)
}

/** Words for people that a subject must be before a plain statement about it is taken as a feature. */
export const persons =
  /\b(?:users?|visitor|guest|customer|client|member|student|teacher|tutor|driver|admin(?:istrator)?|manager|employee|staff|librarian|volunteer|patient|doctor|nurse|provider|recruiter|employer|candidate|applicant|seller|buyer|vendor|owner|tenant|landlord|author|editor|reader|organi[sz]er|attendee|participant|player|agent|operator|technician|parent|coach|trainer|faculty|host|mentor|moderator|neighbou?r|borrower|lender|people|person|shopper|cook|chef|cashier|clerk|courier|passenger|rider|engineer|worker|supervisor|secretary|officer|analyst|accountant|gardener|learner|instructor|professor|resident|citizen|subscriber|developer|team)s?$/i

const ofPerson = (who: string, what: string, source: string): ReadonlyArray<Feature> =>
  ofVerbs(actorName(who), what, source)

/** What a product is built to do: `X to record calls`, `X for hiring drivers`, `X where users can create items`. */
const ofPurpose = (phrase: string, source: string): ReadonlyArray<Feature> => {
  const granted =
    /\b(?:(?:where|in which|so that)\s+([\p{L} -]{2,40}?)\s+can|(?:that lets?|which lets?|that allows?|which allows?|for)\s+(?!an?\s|the\s|our\s)([\p{L}-]+(?: [\p{L}-]+)?)\s+to)\s+(.+)$/iu
      .exec(phrase)
  if (granted !== null) return ofVerbs(actorName(granted[1] ?? granted[2] ?? ""), granted[3] ?? "", source)
  const where = /\b(?:where|in which)\s+(.+)$/i.exec(phrase)?.[1]
  if (where !== undefined) return ofPresent(where)
  const [, word = "", purpose] = /\s(to|for|that)\s+(.+)$/i.exec(phrase) ?? []
  if (purpose === undefined || (word.toLowerCase() === "for" && /^(?:an?|the|our|my|people)\s/i.test(purpose))) {
    return []
  }
  const clauses = word.toLowerCase() === "to" ? clausesOf(purpose, "base") : []
  return clauses.length > 0
    ? clauses.flatMap((clause) => ofClause("users", clause, source))
    : ofItems("users", purpose, source)
}

const ofSystem = (name: string, what: string, source: string): ReadonlyArray<Feature> => {
  const granted = grants.exec(what)
  if (granted !== null && !/^where$/i.test(granted[1] ?? "")) {
    const before = what.slice(0, granted.index)
    const given = ofVerbs(actorName(granted[1] ?? ""), granted[2] ?? "", source)
    if (given.length > 0) return [...(before === "" ? [] : ofSystem(name, before, source)), ...given]
  }
  const offered = offers.exec(what)?.[1]
  if (offered !== undefined) {
    const listed = generic.exec(offered)?.[1] ??
      /\b(?:functionalit(?:y|ies)|features|functions|capabilit(?:y|ies)),?\s+(?:for|such as|like|including)\s+(.+)$/i
        .exec(offered)?.[1]
    const owner =
      /^(.+?)\s+(?:functionalit(?:y|ies)|features|functions|capabilit(?:y|ies)),?\s+(?:such as|like|including)\s/i
        .exec(offered)?.[1]
    const own = owner === undefined || /^(?:an?|the)$/i.test(owner) ? [] : ofItems("users", owner, source)
    return [...own, ...ofItems("users", listed ?? offered, source)]
  }
  const clauses = clausesOf(what, "base")
  return clauses.length > 0
    ? clauses.flatMap((clause) => ofClause(`the ${lowerFirst(name)}`, clause, source))
    : [whole(source)]
}

const ofVerbs = (actor: string, what: string, source: string): ReadonlyArray<Feature> => {
  const bare = what.replace(/,?\s+(?:in order to|so that|so they)\s+.+$/i, "")
  const clauses = clausesOf(bare, /^[a-z]+ing\b/i.test(bare) ? "gerund" : "base")
  return clauses.length === 0
    ? [whole(source)]
    : clauses.map((clause, index) => withNoun(clause, clauses.slice(0, index))).flatMap((clause) =>
      ofClause(actor, clause, source)
    )
}

/** `browse the items and open one`: a pronoun becomes what it stands for. */
const withNoun = (clause: Clause, before: ReadonlyArray<Clause>): Clause => {
  const named = before.findLast(({ object }) => object !== "" && !pronoun.test(object))?.object
  const noun = named?.replace(/^(?:the )?(?:status|state|details|history|progress|list) of /i, "").split(
    /\s+(?:of|for|to|with|in|on|by|from|that|which|who|without)\s+|,/
  )[0]
  if (noun === undefined || !pronoun.test(clause.object)) return clause
  const bare = noun.replace(/^(?:an?|the|all|their|new|existing)\s+/i, "")
  const object = clause.object
    .replace(/^one\b/i, withArticle(singular(bare)))
    .replace(
      /^(on |to |for )?(?:it|them|these|those)\b/i,
      (_, preposition: string | undefined) => `${preposition ?? ""}${noun}`
    )
    .replace(/\s+(?:later|again|afterwards)$/i, "")
  return { ...clause, object }
}

const pronoun = /^(?:one|(?:on |to |for )?(?:it|them|these|those))\b/i

/** What a product itself does, whoever the sentence is about. */
const ofTheProduct = new Set(["display", "show", "collect", "streamline", "notify", "ensure", "remind", "calculate"])

const ofClause = (actor: string, clause: Clause, source: string): ReadonlyArray<Feature> => {
  if (["provide", "support", "offer", "include"].includes(clause.verb) && clause.object !== "") {
    return ofItems("users", clause.object, source)
  }
  const use = clause.verb === "use" ? /\sto\s+(.+)$/i.exec(clause.object)?.[1] : undefined
  const used = use === undefined ? undefined : verbPhrase(use, "base")
  if (used !== undefined) return [feature(actor, { ...used, raw: clause.raw }, source)]
  return [feature(actor === "users" && ofTheProduct.has(clause.verb) ? "the product" : actor, clause, source)]
}

/** A list of gerunds, actions as nouns, and things: one feature each. */
const ofItems = (actor: string, list: string, source: string): ReadonlyArray<Feature> =>
  itemsOf(list).map((item) => {
    const named = verbPhrase(item.text, "gerund") === undefined ? nominalPhrase(item.text) : undefined
    if (item.verb === "report" && item.object === "") {
      return feature(actor, { verb: "view", object: "reports", raw: item.text }, source)
    }
    const verbal = item.verb === "" ? undefined : { verb: item.verb, object: item.object, raw: item.text }
    if (verbal !== undefined) return feature(actor, verbal, source)
    if (named?.verb === "report") {
      const object = `${named.object.replace(/^(?:an?|the)(?:\s+|$)/i, "")} reports`.trim()
      return feature(actor, { verb: "view", object, raw: item.text }, source)
    }
    if (named !== undefined && intentOf(named.verb) !== undefined) {
      return feature(actor, { ...named, object: objectOfNoun(named.verb, named.object), raw: item.text }, source)
    }
    const thing = item.text.replace(/^(?:an?|the)\s+/i, "").replace(
      /\s+(?:features?|functionalit(?:y|ies)|functions?)$/i,
      ""
    )
    return offering(thing, quoteOf(item.text, source))
  })

/** Something that the product has: `a contact form`, `statistics per year`. */
export const offering = (thing: string, quote: string): Feature => {
  const [head = thing] = thing.split(/\s+(?:that|which|where|for|with|on|of|per|about)\s+/)
  return {
    actor: "",
    verb: "",
    object: thing,
    title: sentenceCase(/\s(?:that|which|where)\s/.test(thing) ? head : thing),
    text: / (?:over|up|out|in|off)$/.test(head)
      ? `The product covers ${lowerFirst(thing)}.`
      : `The product offers ${withArticle(lowerFirst(head))}${thing.slice(head.length)}.`,
    quote
  }
}

const objectOfNoun = (verb: string, object: string): string => {
  const thing = object.replace(/^(?:an?|the)(?:\s+|$)/i, "").replace(/^advanced\s+/i, "")
  const across = /^cross-([a-z]+)$/.exec(thing)?.[1]
  if (across !== undefined) return plural(across)
  if (verb === "register" && persons.test(thing)) return ""
  if (verb === "apply") return thing === "" ? "" : `for ${plural(thing)}`
  if (thing === "profile") return "their profile"
  return thing === "" || isUncountable(thing) ? thing : plural(thing)
}

const feature = (actor: string, clause: Clause, source: string): Feature => {
  const object = clause.object
    .replace(/\s+using the [\w-]+ command.*$/i, "")
    .replace(/\s+and (?:is|are) .*$/i, "")
    .replace(/\s+/g, " ")
    .trim()
  const action = `${clause.verb}${object === "" ? "" : ` ${object}`}`
  return {
    actor: actor.startsWith("the ") ? "" : actor,
    verb: clause.verb,
    object,
    title: sentenceCase(action),
    text: actor.startsWith("the ")
      ? `${sentenceCase(actor)} should ${action}.`
      : `${sentenceCase(actor)} can ${action}.`,
    quote: quoteOf(clause.raw, source)
  }
}

/** A sentence that says what it wants in its own way. */
export const whole = (source: string): Feature => ({
  actor: "",
  verb: "",
  object: source,
  title: source,
  text: /[.!?。！？…]$/.test(source) ? source : `${source}.`,
  quote: source
})

/** A part says it when it is more than a word; else the whole sentence does. */
const quoteOf = (part: string, source: string): string => {
  const words = part.trim().split(/\s+/).length
  return words >= 2 && source.includes(part.trim()) ? part.trim() : source
}

const baseFirst = (text: string): string => {
  const space = text.indexOf(" ")
  const first = text.slice(0, space)
  return `${baseOfThird(first) ?? first}${text.slice(space)}`
}

/** `a student` → `students`; anything that is no name for people → `users`. */
export const actorName = (phrase: string): string => {
  const bare = lowerFirst(phrase.trim())
    .replace(/^(?:(?:an?|the|our|all|any|each|every|new|existing|registered|both|only|other)\s+)+/i, "")
    .toLowerCase()
  if (/^(?:i|we|you|they|people|one|user|users)$/.test(bare) || bare === "") return "users"
  if (/^(?:anybody|everybody|anyone|everyone|guests?|the public)$/.test(bare)) return "visitors"
  return bare.split(" ").length > 3 ? "users" : plural(bare)
}
