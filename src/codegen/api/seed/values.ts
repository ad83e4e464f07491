/** One value for a field, from its kind and the words of its name. */
import { words } from "../../backend/names.ts"
import type { EntityModel, FieldModel } from "../model.ts"
import { chance } from "./random.ts"
import { answers, byCategory, places, questions } from "./stock.ts"
import {
  adjectives,
  cities,
  colours,
  companies,
  countries,
  firstNames,
  lastNames,
  sentences,
  streets,
  titles
} from "./words.ts"

/** Which row of how many a value is for. */
export interface Place {
  readonly entity: EntityModel | undefined
  readonly index: number
  /** Numbers from 0 up to 1, of this row and field. */
  readonly random: () => number
  /** The category of the row, which its name should fit, and how many rows before it are of the same. */
  readonly category?: { readonly name: string; readonly turn: number } | undefined
  /** The name of the person that the row belongs to; absent where it belongs to none. */
  readonly person?: string | undefined
  /** Which row of its parent it is of, and which among its siblings: an answer to a question. */
  readonly within?: readonly [parent: number, place: number] | undefined
}

/** A value for a field that stands on its own, such as in a report. */
export const plausible = (field: FieldModel): unknown => {
  const place: Place = { entity: undefined, index: 0, random: chance(field.name) }
  if (field.kind === "boolean") return true
  if (field.kind === "enum") return field.values[0] ?? ""
  const [example] = field.examples
  if (example !== undefined) return example
  return isNumber(field) ? numberValue(field, place) : textValue(field, place)
}

export const isNumber = ({ kind }: FieldModel): boolean => kind === "integer" || kind === "number" || kind === "money"

/** A number in the range that its name suggests, near its example where it has one. */
export const numberValue = (field: FieldModel, { entity, index, random }: Place): number => {
  const [example] = field.examples
  const name = words(field.name).join(" ")
  const [low, high] = typeof example === "number" && (example > 5 || (field.kind === "money" && example > 0))
    ? [example * 0.4, example * 1.9]
    : ranges.find(([pattern]) => pattern.test(name))?.[1] ??
      (field.kind === "money" ? amountOf(entity) : [1, 100] as const)
  if (/^(position|order|rank|sequence|sort)$/.test(name)) return index + 1
  const least = Math.max(low, field.minimum ?? -Infinity)
  const value = Math.min(least + random() * Math.max(high - least, 0), field.maximum ?? Infinity)
  if (/\btile\b/.test(name)) return 2 ** (5 + Math.floor(random() * 7))
  if (field.kind === "integer") return Math.round(value)
  if (field.kind === "number") return Math.round(value * 10) / 10
  return value >= 1000 ? Math.round(value / 50) * 50 : Math.round(value * 2) / 2
}

const ranges: ReadonlyArray<readonly [RegExp, readonly [number, number]]> = [
  [/rating|stars/, [3, 5]],
  [/percent|progress|completion|rate/, [10, 100]],
  [/latitude/, [43, 58]],
  [/longitude/, [-3, 20]],
  [/\bage\b/, [18, 67]],
  [/year/, [2012, 2025]],
  [/bed ?rooms?|bath ?rooms?|floors?|guests?|people|party/, [1, 5]],
  [/seats|doors/, [2, 7]],
  [/capacity|places/, [4, 40]],
  [/weeks|months/, [2, 24]],
  [/revival|attempt|tries|retries/, [0, 3]],
  [/area|square|size|sqm|sqft/, [38, 240]],
  [/mileage|kilomet|distance/, [1200, 90000]],
  [/minutes|duration/, [10, 120]],
  [/hours/, [1, 9]],
  [/days/, [1, 14]],
  [/salary|wage|income/, [28000, 82000]],
  [/revenue|turnover|asset|sales total|profit|expense|budget|estimate|liabilit/, [18000, 480000]],
  [/vote|like|view|point|score/, [4, 260]],
  [/stock|quantity|inventory|produced|on hand|amount of/, [12, 900]],
  [/count|number of/, [2, 40]],
  [/weight/, [1, 60]],
  [/height|width|length|depth/, [10, 220]]
]

const amountOf = (entity: EntityModel | undefined): readonly [number, number] => {
  const name = words(entity?.name ?? "")
  if (name.some((word) => /^(property|house|home|apartment|flat|listing|estate)$/.test(word))) return [95_000, 780_000]
  if (name.some((word) => /^(project|contract|budget|company|statement|account)$/.test(word))) return [12_000, 460_000]
  if (name.some((word) => /^(job|position|vacancy|employee)$/.test(word))) return [28_000, 82_000]
  if (name.some((word) => /^(car|vehicle|rental|booking|reservation)$/.test(word))) return [35, 190]
  return [4, 240]
}

/** Text of the kind that its name asks for. A person's parts agree with each other within one row. */
export const textValue = (field: FieldModel, place: Place): string => {
  const parts = words(field.name)
  const name = parts.join(" ")
  const { entity, index, random } = place
  const pick = (from: ReadonlyArray<string>): string => from[Math.floor(random() * from.length)] ?? ""
  const [example] = field.examples
  const title = field.name === entity?.titleField
  if (place.person !== undefined && belongs(field, place)) {
    return field.kind === "email" ? `${slug(place.person).replace(/-/g, ".")}@example.com` : place.person
  }
  if (place.within !== undefined && title) return answerOf(place.within)
  if (typeof example === "string" && example !== "" && index === 0 && !(title && asksQuestion(entity))) {
    return example
  }
  if (typeof example === "string" && index > 0 && counted.test(example) && !spoken.test(example)) {
    return example.replace(
      counted,
      (_, digits: string, end: string) => `${String(Number(digits) + index).padStart(digits.length, "0")}${end}`
    )
  }
  if (field.kind === "email") return emailOf(entity, index)
  if (field.kind === "url") return `https://${slug(companyOf(entity, index))}.example.com`
  if (personWords.test(name.replace(/ name$/, ""))) return personOf(entity, index).join(" ")
  const rule = textRules.find(([pattern]) => pattern.test(name))
  if (field.kind === "text" && !title && !inWords.test(name)) return sentencesOf(name, random)
  if (rule !== undefined) return rule[1](place, pick)
  if (
    /^(name|full name|display name|title|label|subject|headline|question|what)$/.test(name) || title ||
    parts.at(-1) === "name"
  ) {
    return titleOf(place, parts, field.examples)
  }
  if (/description|comment|message|note|bio|summary|detail|content|body|text|step|remark|reason|answer/.test(name)) {
    return sentencesOf(name, random)
  }
  return titleOf(place, parts, field.examples)
}

// `Plot 14`, `INV-0417`, `BK-7F31Q`: the next has the next number.
const counted = /(\d+)([A-Z]?)$/
// A telephone number, a date, an amount or a period goes on by rules of its own.
const spoken = /^\+?[\d .:/-]+$|^\d{4}\b|^[a-z]+:|\bQ[1-4]$/

/** Whether a field of that name holds the name or address of a person, for which the row's own person is meant. */
const isPersonal = (field: FieldModel): boolean =>
  field.kind === "email" || personWords.test(words(field.name).join(" ").replace(/ name$/, ""))

// The name of what somebody made or took is theirs where it is no thing's: the name of a booking.
const belongs = (field: FieldModel, { entity }: Place): boolean =>
  isPersonal(field) ||
  (/^(full )?name$/.test(words(field.name).join(" ")) && transacted.test(words(entity?.name ?? "").at(-1) ?? ""))

const transacted =
  /^(booking|reservation|loan|order|application|registration|enrolment|enrollment|ticket|appointment|donation|invitation|sale|payment|rental)$/

const personWords =
  /(^|\b)(borrower|author|owner|assignee|agent|student|driver|teacher|caller|reporter|reported by|landlord|instructor|holder|sender|recipient|voter|donor|applicant|patient|guest|tenant|buyer|seller|host|organi[sz]er|volunteer|tended by|done by|created by|assigned to|posted by|uploaded by|contact person|friend|member|candidate|player|reviewer|creator|customer|client|employee|manager|supervisor|neighbou?r|resident|technician)$/

/** Whether its rows are people. */
export const isPeople = (entity: EntityModel | undefined): boolean =>
  people.test(words(entity?.name ?? "").at(-1) ?? "")

/** Whether its rows are what one may answer to rows of another. */
export const isOption = (entity: EntityModel): boolean =>
  /^(option|choice)$/.test(words(entity.name).at(-1) ?? "") &&
  entity.fields.some(({ entity: other, kind }) => kind === "reference" && /(poll|ballot|survey)$/i.test(other))

const asksQuestion = (entity: EntityModel | undefined): boolean =>
  /^(poll|ballot|survey)$/.test(words(entity?.name ?? "").at(-1) ?? "")

const answerOf = ([parent, place]: readonly [number, number]): string => {
  const all = answers[parent % answers.length] ?? []
  return all[place % all.length] ?? ""
}

/** The person that row is, or belongs to. */
const personOf = (entity: EntityModel | undefined, index: number): readonly [string, string] => {
  const start = Math.floor(chance(`person ${entity?.name ?? ""}`)() * firstNames.length)
  return [
    firstNames[(start + index) % firstNames.length] ?? "",
    lastNames[(start + index * 7 + Math.floor(index / firstNames.length)) % lastNames.length] ?? ""
  ]
}

const companyOf = (entity: EntityModel | undefined, index: number): string => {
  const start = Math.floor(chance(`company ${entity?.name ?? ""}`)() * companies.length)
  return companies[(start + index) % companies.length] ?? ""
}

// Letters that no address book argues about.
const slug = (text: string): string =>
  text.normalize("NFD").replace(/[^A-Za-z0-9]+/g, (run) => /[\u0300-\u036f]/.test(run) ? "" : "-").toLowerCase()
    .replace(/^-+|-+$/g, "")

const emailOf = (entity: EntityModel | undefined, index: number): string =>
  isOrganisation(entity)
    ? `hello@${slug(companyOf(entity, index))}.example.com`
    : `${personOf(entity, index).map(slug).join(".")}${index < firstNames.length ? "" : index}@example.com`

// Long text that is a list or a form of its own rather than sentences.
const inWords = /skill|qualif|interest|address|\bboard\b|tiles/

type Rule = (place: Place, pick: (from: ReadonlyArray<string>) => string) => string

const textRules: ReadonlyArray<readonly [RegExp, Rule]> = [
  [/^first name|given name|^forename/, ({ entity, index }) => personOf(entity, index)[0]],
  [/last name|surname|family name/, ({ entity, index }) => personOf(entity, index)[1]],
  [/user ?name|handle|nickname|login/, ({ entity, index }) => personOf(entity, index).map(slug).join(".")],
  [
    /^full name$|^(contact|person)( name)?$/,
    ({ entity, index }) => personOf(entity, index).join(" ")
  ],
  [
    /company|employer|organi[sz]ation|supplier|vendor|brand|manufacturer|publisher|agency|firm|provider/,
    ({ entity, index }) => companyOf(entity, index)
  ],
  [/phone|mobile|telephone|fax/, ({ random }) => `+44 20 7946 0${String(100 + Math.floor(random() * 900))}`],
  [/street|address/, ({ random }, pick) => `${1 + Math.floor(random() * 120)} ${pick(streets)}, ${pick(cities)}`],
  [
    /^(location|place|venue|where)$/,
    ({ entity }, pick) => pick(happening.test(words(entity?.name ?? "").at(-1) ?? "") ? places : cities)
  ],
  [/city|town|location|place|venue|region|origin|destination|pick ?up|drop ?off/, (_, pick) => pick(cities)],
  [/country|nationality/, (_, pick) => pick(countries)],
  [/post ?code|zip|postal/, ({ random }) => String(10000 + Math.floor(random() * 89999))],
  [/colou?r/, (_, pick) => pick(colours)],
  [
    /isbn/,
    ({ random }) =>
      `978-0-${String(100000 + Math.floor(random() * 899999))}-0${Math.floor(random() * 9)}-${Math.floor(random() * 9)}`
  ],
  [
    /sku|code|reference|number|serial|plate|identifier|invoice/,
    ({ entity, index, random }) =>
      `${(words(entity?.name ?? "ref").map((word) => word.slice(0, 1)).join("") + "x").slice(0, 2).toUpperCase()}-${
        String(1000 + index * 37 + Math.floor(random() * 30))
      }`
  ],
  [/currency/, () => "EUR"],
  [
    /^time$|start time|end time|slot/,
    ({ index }) => `${String(9 + (index % 9)).padStart(2, "0")}:${index % 2 === 0 ? "00" : "30"}`
  ],
  [/language/, (_, pick) => pick(["English", "French", "Polish", "Spanish", "German"])],
  [
    /department|team|field of study|discipline|industry|sector|speciali[sz]ation/,
    (_, pick) => pick(["Engineering", "Finance", "Design", "Operations", "Education", "Logistics", "Health", "Law"])
  ],
  [/^unit$|unit of/, (_, pick) => pick(["pcs", "kg", "rolls", "boxes"])],
  [
    /^skills?$|qualification|interests?$|certificat|tags?$/,
    (_, pick) =>
      pick(["First aid", "Bookkeeping", "Clean licence", "Web design", "Public speaking", "Spanish", "Data analysis"])
  ],
  [/fuel/, (_, pick) => pick(["Petrol", "Diesel", "Hybrid", "Electric"])],
  [/transmission|gear/, (_, pick) => pick(["Manual", "Automatic"])],
  [/payment method|method/, (_, pick) => pick(["Card", "Bank transfer", "PayPal", "Cash"])],
  [/quarter|period/, ({ index }) => `Q${1 + (index % 4)} ${2025 - Math.floor(index / 4) % 3}`]
]

const happening =
  /^(event|request|issue|repair|meeting|appointment|session|incident|course|class|workout|shift|entry|asset|task|activity|reservation)$/

const people =
  /^(user|member|student|teacher|person|people|customer|client|driver|employee|author|contact|patient|guest|friend|agent|owner|profile|account|instructor|mentor|applicant|candidate|volunteer|staff|player|reader|borrower|tenant|buyer|seller|visitor|faculty|colleague|resident|tutor|artist|doctor|lead)$/
const organisations =
  /^(company|business|organi[sz]ation|supplier|vendor|employer|brand|firm|shop|store|restaurant|agency|publisher|partner|manufacturer)$/

const isOrganisation = (entity: EntityModel | undefined): boolean =>
  organisations.test(words(entity?.name ?? "").at(-1) ?? "")

// What a row is called: a person's or firm's name, a title of its kind, or an ordinary phrase with its own word.
const titleOf = (
  { category, entity, index, random }: Place,
  parts: ReadonlyArray<string>,
  taken: ReadonlyArray<unknown>
): string => {
  const of = words(entity?.name ?? "")
  const nouns = [...parts.filter((part) => !/^(name|title|label|subject)$/.test(part)).toReversed(), ...of.toReversed()]
  const head = of.at(-1) ?? ""
  // A booking with somebody's address bears somebody's name.
  const asPerson = parts.join(" ") === "name" && entity?.titleField !== "name" &&
    (entity?.fields.some(({ name }) => /email|phone/i.test(name)) ?? false)
  if ((people.test(head) || asPerson) && !/title|subject|headline/.test(parts.join(" "))) {
    return personOf(entity, index).join(" ")
  }
  if (isOrganisation(entity)) return companyOf(entity, index)
  if (asksQuestion(entity)) return questions[index % questions.length] ?? ""
  const kept = category === undefined || !things.test(head)
    ? undefined
    : byCategory.find(([pattern]) => pattern.test(category.name))?.[1].filter((name) => !taken.includes(name))
  if (category !== undefined && kept !== undefined) {
    const lap = Math.floor(category.turn / kept.length)
    return `${kept[category.turn % kept.length] ?? ""}${lap === 0 ? "" : ` no. ${lap + 1}`}`
  }
  // A library item is no item on a list of things to do.
  const named = nouns.filter((noun) => of.length < 2 || !/^(item|entry|record|action|step)$/.test(noun))
  // A maintenance request is about maintenance: what is asked for says more than that it is asked.
  const known = of.length < 2
    ? named
    : [...named.filter((noun) => !vague.test(noun)), ...named.filter((noun) => vague.test(noun))]
  const stock = known.map((noun) => titles.find(([pattern]) => pattern.test(noun))?.[1] ?? [])
    .find((one) => one.length > 0) ?? []
  const start = Math.floor(chance(of.join(" "))() * 7)
  if (stock.length > 0) {
    const unique = [...new Set(stock)].filter((title) => !taken.includes(title))
    return unique[(start + index) % unique.length] ?? ""
  }
  const subject = nouns[0] === undefined ? "" : nouns.length > of.length ? nouns[0] : of.join(" ")
  // What is made again and again goes by a number.
  if (transacted.test(head)) return `${subject} ${1001 + start * 120 + index * 7}`
  const adjective = adjectives[(start * 3 + index) % adjectives.length] ?? ""
  return subject === "" ? `${adjective} ${Math.floor(random() * 90) + 10}` : `${adjective} ${subject}`
}

const vague = /^(request|report|ticket|issue|case|log|list|plan|note)$/

const things = /^(item|product|good|article|thing|equipment|tool|gear|asset|resource|lendable|merchandise|stock)$/

const sentencesOf = (name: string, random: () => number): string => {
  const from = sentences.find(([pattern]) => pattern.test(name))?.[1] ?? []
  const first = Math.floor(random() * from.length)
  const more = random() > 0.45 ? [from[(first + 1 + Math.floor(random() * (from.length - 1))) % from.length] ?? ""] : []
  return [from[first] ?? "", ...more].join(" ")
}
