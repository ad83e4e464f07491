/** English words as far as names and sentences need them: number, verb forms, letter case, identifiers. */

const irregular: ReadonlyArray<readonly [singular: string, plural: string]> = [
  ["person", "people"],
  ["child", "children"],
  ["man", "men"],
  ["woman", "women"],
  ["criterion", "criteria"],
  ["analysis", "analyses"],
  ["quiz", "quizzes"],
  ["movie", "movies"],
  ["shelf", "shelves"],
  ["leaf", "leaves"],
  ["life", "lives"],
  ["knife", "knives"],
  ["shoe", "shoes"],
  ["cookie", "cookies"],
  ["lens", "lenses"],
  ["alumnus", "alumni"],
  ["medium", "media"]
]
const pluralOf = new Map(irregular)
const singularOf = new Map(irregular.map(([one, many]) => [many, one]))

const uncountable = new Set(
  ("information data equipment feedback inventory staff furniture news content series software hardware merchandise " +
    "homework music money progress time access stock production faculty usage research weather traffic revenue " +
    "registration communication navigation reporting sharing support billing messaging communications statistics " +
    "analytics scheduling costing search login availability permission security accounting pricing control management play")
    .split(" ")
)

/** Whether the last word of a phrase has no plural of its own. */
export const isUncountable = (phrase: string): boolean => uncountable.has(lastWord(phrase).toLowerCase())

const lastWord = (phrase: string): string => phrase.slice(phrase.lastIndexOf(" ") + 1)

const withLast = (phrase: string, change: (word: string) => string): string => {
  const last = lastWord(phrase)
  return phrase.slice(0, phrase.length - last.length) + change(last)
}

const singularWord = (word: string): string => {
  const lower = word.toLowerCase()
  const known = singularOf.get(lower)
  if (known !== undefined) return known
  if (uncountable.has(lower) || pluralOf.has(lower) || lower.length < 4 || /(ss|us|is)$/.test(lower)) return word
  if (/[^aeiou]ies$/.test(lower)) return `${word.slice(0, -3)}y`
  if (/(x|ch|sh|ss|us|zz)es$/.test(lower) || /[^s]toes$/.test(lower)) return word.slice(0, -2)
  return lower.endsWith("s") ? word.slice(0, -1) : word
}

const pluralWord = (word: string): string => {
  const lower = word.toLowerCase()
  const known = pluralOf.get(lower)
  if (known !== undefined) return known
  if (uncountable.has(lower) || singularOf.has(lower) || isPluralWord(lower)) return word
  if (/[^aeiou]y$/.test(lower)) return `${word.slice(0, -1)}ies`
  if (/(s|x|z|ch|sh)$/.test(lower)) return `${word}es`
  return `${word}s`
}

const isPluralWord = (lower: string): boolean =>
  singularOf.has(lower) || (lower.length > 3 && lower.endsWith("s") && !/(ss|us|is)$/.test(lower))

/** The phrase with its last word in the singular: `property listings` → `property listing`. */
export const singular = (phrase: string): string => withLast(phrase, singularWord)

/** The phrase with its last word in the plural: `property listing` → `property listings`. */
export const plural = (phrase: string): string => withLast(phrase, pluralWord)

/** Whether the last word of a phrase stands in the plural. */
export const isPlural = (phrase: string): boolean => isPluralWord(lastWord(phrase).toLowerCase())

/** `a` or `an`, by the sound the phrase most likely begins with. */
export const article = (phrase: string): string =>
  /^(?:[aeio]|u(?!ni|se|ser|ti|k)|hour|honest|8|11\b|18\b)/i.test(phrase) ? "an" : "a"

/** The phrase with its indefinite article, unless it is plural, uncountable or has a determiner already. */
export const withArticle = (phrase: string): string =>
  isPlural(phrase) || isUncountable(phrase) ||
    /^(?:an?|the|their|his|her|its|all|each|every|some|multiple|several|many|various|different|any)\b/i.test(phrase)
    ? phrase
    : `${article(phrase)} ${phrase}`

const participles: { readonly [verb: string]: string } = {
  send: "sent",
  write: "written",
  log: "logged",
  pay: "paid",
  win: "won",
  lose: "lost",
  hold: "held",
  take: "taken",
  give: "given",
  make: "made",
  withdraw: "withdrawn",
  lend: "lent",
  sell: "sold",
  buy: "bought",
  set: "set",
  put: "put",
  hide: "hidden",
  begin: "begun",
  cancel: "cancelled",
  submit: "submitted",
  plan: "planned",
  stop: "stopped",
  ban: "banned",
  drop: "dropped",
  ship: "shipped"
}

/** What something is once the verb was done to it: `approve` → `approved`. */
export const participle = (verb: string): string =>
  participles[verb] ??
    (verb.endsWith("e") ? `${verb}d` : /[^aeiou]y$/.test(verb) ? `${verb.slice(0, -1)}ied` : `${verb}ed`)

/** First letter in upper case, the rest as it is. */
export const sentenceCase = (text: string): string => text.replace(/^\p{L}/u, (letter) => letter.toUpperCase())

/** First letter in lower case, unless the word is an abbreviation or a name in capitals. */
export const lowerFirst = (text: string): string =>
  /^\p{Lu}[\p{Lu}\d]/u.test(text) ? text : text.replace(/^\p{L}/u, (letter) => letter.toLowerCase())

const small = new Set("a an and as at but by for from in of on or the to with".split(" "))

/** Every word capitalised, the small ones inside aside: `About Us`, `To-Do List`. */
export const titleCase = (text: string): string =>
  text.split(" ").map((word, index) =>
    index > 0 && small.has(word) ? word : word.split("-").map(sentenceCase).join("-")
  ).join(" ")

/** The ASCII words of a text or identifier, in lower case: `loanApplications` → `loan`, `applications`. */
export const wordsOf = (text: string): ReadonlyArray<string> =>
  text
    .normalize("NFD")
    .replace(/\p{M}+/gu, "")
    .replace(/['’]/g, "")
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "")

/** `LoanApplication`; `""` when the text has no ASCII letter to start with. */
export const pascalCase = (text: string): string => {
  const words = wordsOf(text)
  const first = words.findIndex((word) => /^[a-z]/.test(word))
  return first < 0 ? "" : words.slice(first).map(sentenceCase).join("")
}

/** `loanApplication`; `""` when the text has no ASCII letter to start with. */
export const camelCase = (text: string): string => pascalCase(text).replace(/^[A-Z]/, (letter) => letter.toLowerCase())

/** `loan-application`; `""` when the text has no ASCII letter to start with. */
export const kebabCase = (text: string): string => {
  const words = wordsOf(text)
  const first = words.findIndex((word) => /^[a-z]/.test(word))
  return first < 0 ? "" : words.slice(first).join("-")
}

/** What a person reads for an identifier or enum value: `in-progress` → `In progress`, `dueDate` → `Due date`. */
export const humanise = (name: string): string =>
  sentenceCase(wordsOf(name).join(" ")).replace(/\b(?:Url|url)\b/, "URL").replace(/\b(?:Isbn|isbn)\b/, "ISBN") || name

/** A name that no other has: the name itself, or the name and a number. Remembers what it gave. */
export const uniquely = (): (name: string) => string => {
  const taken = new Set<string>()
  return (name) => {
    let candidate = name
    for (let count = 2; taken.has(candidate); count++) candidate = `${name}${count}`
    taken.add(candidate)
    return candidate
  }
}

/** A text of at most so many characters, cut between words. */
export const shorten = (text: string, limit: number): string => {
  if (text.length <= limit) return text
  const cut = text.slice(0, limit)
  const space = cut.lastIndexOf(" ")
  return (space > limit / 2 ? cut.slice(0, space) : cut).replace(/[\s,;:([{–-]+$/, "").replace(/[\uD800-\uDBFF]$/, "")
}

/** A text's first sentence. */
export const firstSentence = (text: string): string => text.split(/(?<=[.!?])\s+(?=\p{Lu})/u)[0] ?? text

/** The beginning of a long phrase that says by itself what it is about. */
export const headline = (phrase: string, limit: number): string => {
  if (phrase.length <= 60) return phrase
  const ends = [
    ...phrase.matchAll(/,\s|\s(?:based on|in order to|to enable|so that|using|that|which|who|with|by|and)\s|[:;]\s/g)
  ]
  const end = ends.find(({ index }) => index >= 16 && index <= limit)
  return shorten(end === undefined ? phrase : phrase.slice(0, end.index), limit)
}

/** A text without braces, which stand for bindings in an IR. */
export const withoutBraces = (text: string): string => text.replace(/\{/g, "(").replace(/\}/g, ")")

/** A list as a sentence has it: `a, b and c`. */
export const enumerate = (items: ReadonlyArray<string>): string =>
  items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`
