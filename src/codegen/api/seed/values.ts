/** One value for a field, from its kind and the words of its name. */
import { words } from "../../backend/names.ts"
import type { EntityModel, FieldModel } from "../model.ts"
import { aboutTitle } from "./kinds.ts"
import { isNumber, numberValue } from "./numbers.ts"
import { belongs, companyOf, emailOf, isOrganisation, isPeople, personOf, personWords, slug, urlOf } from "./people.ts"
import { headOf, type Place, titleIn } from "./place.ts"
import { chance } from "./random.ts"
import { sentencesFor } from "./sentences.ts"
import { answers, places } from "./stock.ts"
import { capitalised, nounsOf, titleOf, titlesOf } from "./titles.ts"
import {
  cities,
  colours,
  countries,
  departments,
  fieldsOfStudy,
  interests,
  jobTitles,
  qualifications,
  streets,
  subjects
} from "./words.ts"

/** A value for a field that stands on its own, such as in a report. */
export const plausible = (field: FieldModel): unknown => {
  const place: Place = { entity: undefined, index: 0, random: chance(field.name) }
  if (field.kind === "boolean") return true
  if (field.kind === "enum") return field.values[0] ?? ""
  const [example] = field.examples
  if (example !== undefined) return example
  return isNumber(field)
    ? numberValue(field, place)
    : textValue(field, place) ?? capitalised(words(field.name).join(" "))
}

/** Text of the kind that its name asks for; `undefined` where nothing is known to say. What is on one row fits together. */
export const textValue = (field: FieldModel, place: Place): string | undefined => {
  const parts = words(field.name)
  const name = parts.join(" ")
  const { entity, index, random } = place
  const pick = (from: ReadonlyArray<string>): string => from[Math.floor(random() * from.length)] ?? ""
  // An example that only says the field's name again is none.
  const example = field.examples.find((one): one is string =>
    typeof one === "string" && one !== "" && words(one).join(" ") !== name
  )
  const isTitle = field.name === entity?.titleField
  if (place.person !== undefined && belongs(field, place)) {
    return field.kind === "email" ? `${slug(place.person).replace(/-/g, ".")}@example.com` : place.person
  }
  if (place.within !== undefined && isTitle) return answerOf(place.within)
  // Of a person and a firm the address goes with the name.
  if (field.kind === "email" && (isPeople(entity) || isOrganisation(entity))) return emailOf(place)
  if (example !== undefined && index === 0 && !(isTitle && /^(poll|ballot|survey)$/.test(headOf(entity)))) {
    return example
  }
  if (example !== undefined) {
    const next = following(example, index)
    if (next !== undefined) return next
  }
  if (field.kind === "email") return emailOf(place)
  if (field.kind === "url") return urlOf(name, place)
  if (personWords.test(name.replace(/ name$/, ""))) return personOf(entity, index).join(" ")
  if (place.thing !== undefined && / (name|title)$/.test(name) && !/^(first|last|full|user) /.test(name)) {
    return place.thing
  }
  if (field.kind === "text" && !isTitle && !inWords.test(name)) return about(name, place)
  const rule = textRules.find(([pattern]) => pattern.test(name))
  if (rule !== undefined && !(isTitle && isPeople(entity))) return rule[1](place, pick, parts)
  if (
    isTitle || parts.at(-1) === "name" ||
    /^(name|full name|display name|title|label|subject|headline|question|what)$/.test(name)
  ) {
    return titleOf(place, parts, field.examples)
  }
  if (longer.test(name)) return about(name, place)
  return ofItsOwn(field, place, example)
}

const longer =
  /description|comment|message|note|bio|summary|detail|content|body|text|step|remark|reason|answer|about|information|feature|agenda|program/

// A word of its own kind; else what the example says, or nothing where it may be left out.
const ofItsOwn = (field: FieldModel, { index }: Place, example: string | undefined): string | undefined => {
  const own = titlesOf(undefined, words(field.name))
  if (own.length > 0) return own[index % own.length] ?? ""
  if (example !== undefined) return example
  return field.required ? `${capitalised(words(field.name).join(" "))} ${index + 1}` : undefined
}

/** The example that comes so many after this one: `Plot 14`, `INV-0417`, `BK-7F31Q`, `C`, `2026 Q1`. */
const following = (example: string, index: number): string | undefined => {
  const quarter = /^(?:(\d{4}) Q([1-4])|Q([1-4]) (\d{4}))$/.exec(example)
  if (quarter !== null) {
    const [, yearFirst, ofYear, quarterFirst, yearLast] = quarter
    const at = Number(yearFirst ?? yearLast) * 4 + Number(ofYear ?? quarterFirst) - 1 - index
    const [year, part] = [Math.floor(at / 4), (at % 4) + 1]
    return yearFirst === undefined ? `Q${part} ${year}` : `${year} Q${part}`
  }
  if (/^[A-Z]$/.test(example)) return String.fromCharCode(65 + ((example.charCodeAt(0) - 65 + index) % 6))
  if (/\s\S+\s/.test(example) || !counted.test(example) || spoken.test(example)) return undefined
  return example.replace(
    counted,
    (_, digits: string, end: string) => `${String(Number(digits) + index).padStart(digits.length, "0")}${end}`
  )
}

const counted = /(\d+)([A-Z]?)$/
// A telephone number, a date, an amount or an address on the web goes on by rules of its own.
const spoken = /^\+?[\d .:/-]+$|^\d{4}\b|^[a-z]+:/

/** What a longer text says of its row: of a thing that is known what is known of it. */
const about = (name: string, place: Place): string | undefined => {
  const { entity, random } = place
  // What one may choose says it all.
  if (entity !== undefined && isOption(entity)) return undefined
  const known = isNoteLike.test(name) ? "" : aboutTitle(nounsOf(entity, []), titleIn(place))
  if (known !== "") return known
  if (/feature|amenit|equipment|includ/.test(name)) return features(place)
  const from = sentencesFor(
    name,
    headOf(entity),
    isOrganisation(entity) ? "firm" : isPeople(entity) ? "person" : "thing"
  )
  // One after the other, so that neighbours differ.
  const first = (Math.floor(chance(`${entity?.name ?? ""} ${name}`)() * from.length) + place.index) % from.length
  const second = random() > 0.7 ? from[(first + 2) % from.length] ?? "" : ""
  return [from[first] ?? "", ...(second === "" ? [] : [second])].join(" ")
}

const isNoteLike =
  /note|remark|comment|additional|result|outcome|requirement|feature|motivation|cover|bio|symptom|instruction/

const features = ({ entity, index }: Place): string => {
  const from = /car|vehicle|rental/i.test(entity?.name ?? "")
    ? [
      "Air conditioning, navigation, parking sensors",
      "Tow bar, winter tyres",
      "Cruise control, heated seats",
      "Roof rack, child seat on request"
    ]
    : /propert|house|home|apart|flat|listing|estate|room/i.test(entity?.name ?? "")
    ? [
      "Balcony, parking space, lift",
      "Fitted kitchen, garden, cellar",
      "Underfloor heating, fibre internet",
      "Terrace, bicycle store, wood floors"
    ]
    : ["Easy to set up", "Works without a network", "Comes with instructions", "Two years of warranty"]
  return from[index % from.length] ?? ""
}

/** Whether its rows are what one may answer to rows of another. */
export const isOption = (entity: EntityModel): boolean =>
  /^(option|choice)$/.test(headOf(entity)) &&
  entity.fields.some(({ entity: other, kind }) => kind === "reference" && /(poll|ballot|survey)$/i.test(other))

const answerOf = ([parent, place]: readonly [number, number]): string => {
  const all = answers[parent % answers.length] ?? []
  return all[place % all.length] ?? ""
}

// Long text that is a list or a form of its own rather than sentences.
const inWords = /skill|qualif|interest|address|\bboard\b|tiles/

type Rule = (place: Place, pick: (from: ReadonlyArray<string>) => string, parts: ReadonlyArray<string>) => string

/** The town that a row is in, whichever of its fields says so. */
const townOf = ({ entity, index }: Place): string =>
  cities[Math.floor(chance(`town ${entity?.name ?? ""} ${index}`)() * cities.length)] ?? ""

const textRules: ReadonlyArray<readonly [RegExp, Rule]> = [
  [/^first name|given name|^forename/, ({ entity, index }) => personOf(entity, index)[0]],
  [/last name|surname|family name/, ({ entity, index }) => personOf(entity, index)[1]],
  [/user ?name|handle|nickname|login/, ({ entity, index }) => personOf(entity, index).map(slug).join(".")],
  [/^full name$|^(contact|person)( name)?$/, ({ entity, index }) => personOf(entity, index).join(" ")],
  [
    /company|employer|organi[sz]ation|supplier|vendor|brand|manufacturer|publisher|agency|firm|provider/,
    ({ entity, index }) => companyOf(entity, index)
  ],
  [/phone|mobile|telephone|fax/, ({ random }) => `+44 20 7946 0${String(100 + Math.floor(random() * 900))}`],
  [/street|address/, (place, pick) => `${1 + Math.floor(place.random() * 120)} ${pick(streets)}, ${townOf(place)}`],
  [
    /^(location|place|venue|where)$/,
    (place, pick) => happening.test(headOf(place.entity)) ? pick(places) : townOf(place)
  ],
  [/city|town|location|place|venue|region/, townOf],
  [/origin|destination|pick ?up|drop ?off/, (_, pick) => pick(cities)],
  [/country|nationality/, (_, pick) => pick(countries)],
  [/post ?code|zip|postal/, ({ random }) => String(10000 + Math.floor(random() * 89999))],
  [/colou?r/, (_, pick) => pick(colours)],
  [
    /isbn/,
    ({ random }) =>
      `978-0-${String(100000 + Math.floor(random() * 899999))}-0${Math.floor(random() * 9)}-${Math.floor(random() * 9)}`
  ],
  [/version|revision/, ({ index }) => `1.${index % 5}`],
  [
    /\b(sku|code|reference|number|serial|plate|identifier|invoice|id)\b/,
    ({ entity, index, random }, _, parts) =>
      `${
        ((parts.at(-1) === "id" && parts.length > 1 ? parts : words(entity?.name ?? "ref")).map((word) =>
          word.slice(0, 1)
        ).join("") + "x").slice(0, 2).toUpperCase()
      }-${String(1000 + index * 37 + Math.floor(random() * 30))}`
  ],
  [/currency/, () => "EUR"],
  [
    /^time$|start time|end time|slot/,
    ({ index }) => `${String(9 + (index % 9)).padStart(2, "0")}:${index % 2 === 0 ? "00" : "30"}`
  ],
  [/^day$|weekday/, ({ index }) => ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"][index % 5] ?? ""],
  [/language/, (_, pick) => pick(["English", "French", "Polish", "Spanish", "German"])],
  [
    /^(subject|speciality|taught)$/,
    ({ entity, index }) =>
      isPeople(entity)
        ? subjects[index % subjects.length] ?? ""
        : titleOf({ entity, index, random: () => 0 }, ["subject"], [])
  ],
  [/job title|^position$|occupation|profession|^job$|^role$/, (_, pick) => pick(jobTitles)],
  [
    /composer|songwriter/,
    (_, pick) =>
      pick(["Traditional", "Ellen Baker", "Henry Marsh", "Clara Lind", "Josef Adler", "Anonymous, 16th century"])
  ],
  [/field of study|^studies$|^major$|discipline/, (_, pick) => pick(fieldsOfStudy)],
  [/department|team|division/, (_, pick) => pick(departments)],
  [/industry|sector|trade$/, (_, pick) => pick(["Logistics", "Retail", "Construction", "Health", "Education", "Food"])],
  [/qualification|certificat|degree/, (_, pick) => pick(qualifications)],
  [/interest|career|skill|speciali[sz]|expertise|hobb|^tags?$/, ({ index }) => twoOf(interests, index)],
  [/^unit$|unit of/, (_, pick) => pick(["pcs", "kg", "rolls", "boxes"])],
  [/fuel/, (_, pick) => pick(["Petrol", "Diesel", "Hybrid", "Electric"])],
  [/transmission|gear/, (_, pick) => pick(["Manual", "Automatic"])],
  [/payment method|method/, (_, pick) => pick(["Card", "Bank transfer", "PayPal", "Cash"])],
  [/quarter|period/, ({ index }) => `Q${4 - (index % 4)} ${2025 - Math.floor(index / 4) % 3}`]
]

const twoOf = (from: ReadonlyArray<string>, index: number): string => {
  const [first = "", second = ""] = [from[index % from.length], from[(index * 3 + 4) % from.length]]
  return first === second ? first : `${first}, ${second.toLowerCase()}`
}

const happening =
  /^(event|request|issue|repair|meeting|appointment|session|incident|course|class|workout|shift|entry|asset|task|activity|reservation)$/
