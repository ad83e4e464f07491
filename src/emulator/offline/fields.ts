/** What a PRD's words for an attribute become: a field with its type, and a value that looks real. */
import type { Entity, Field } from "../../domain/Backend.ts"
import type { PrdEntity } from "../../domain/Prd.ts"
import type { Attribute } from "./lexicon/Archetype.ts"
import { archetypeNamed } from "./lexicon/index.ts"
import { manyOf } from "./things.ts"
import { camelCase, sentenceCase, singular, uniquely, wordsOf } from "./words.ts"

/** A field with nothing said of it but its name and type. */
export const field = (name: string, type: Field["type"], more: Partial<Field> = {}): Field => ({
  name,
  type,
  description: "",
  required: false,
  values: [],
  entity: "",
  examples: [],
  ...more
})

/** Words that every entity has of itself, or that code has a meaning for. */
const taken = new Set(
  "id createdAt updatedAt class default new delete function return var let const enum import export in if else for while do switch case try catch throw this super null true false typeof void with yield await async static public private protected interface package implements extends constructor prototype toString valueOf hasOwnProperty"
    .split(" ")
)

const safeName = (words: string, otherwise: string): string => {
  const name = camelCase(words).slice(0, 40)
  return name === "" ? otherwise : taken.has(name) ? `${name}Value` : name
}

/** The entity that a PRD's entity becomes, among all that the PRD has. */
export const entityOf = (thing: PrdEntity, all: ReadonlyArray<PrdEntity>): Entity => {
  const known = archetypeNamed(thing.name)?.attributes ?? []
  const name = uniquely()
  const fields = thing.attributes.flatMap((words, index): ReadonlyArray<Field> => {
    const attribute = known.find((one) => one.words.toLowerCase() === words.toLowerCase())
    const read = attribute === undefined ? guess(words, index, thing.name, all) : ofAttribute(attribute)
    const lost = read.type === "reference" && !all.some((other) => other.name === read.entity)
    return [{
      ...read,
      ...(lost ? { type: "string", entity: "" } : {}),
      name: name(safeName(words, `field${index + 1}`))
    }]
  })
  const [first = field("name", "string", { required: true }), ...rest] = fields
  const title = [first, ...rest].find(({ type }) => type === "string") ?? first
  return {
    name: thing.name,
    plural: safeName(manyOf(thing.name), "entries"),
    description: thing.description,
    titleField: title.name,
    fields: [first, ...rest].length === 0 ? [first] : [first, ...rest]
  }
}

const ofAttribute = (attribute: Attribute): Field => ({
  name: "",
  type: attribute.type,
  description: `${sentenceCase(attribute.words)}.`,
  required: attribute.required,
  values: attribute.values,
  entity: attribute.entity,
  examples: attribute.example === "" ? [] : [attribute.example]
})

const guesses: ReadonlyArray<readonly [words: RegExp, type: Field["type"], example: string]> = [
  [/\be-?mail\b/, "email", "amina.khan@example.com"],
  [/\bpassword\b/, "password", ""],
  [/\b(?:phone|telephone|mobile)\b/, "string", "+44 20 7946 0018"],
  [/\b(?:photo|picture|image|cover|avatar|logo|poster)s?\b/, "image", "https://picsum.photos/seed/dpg/640/480"],
  [/\b(?:cv|r[eé]sum[eé]|attachment|uploaded file)\b/, "file", "notes.pdf"],
  [/\b(?:url|website|link|homepage)\b/, "url", ""],
  [/\b(?:start time|end time|at|time)$/, "datetime", "2026-05-06T10:30:00Z"],
  [/\b(?:date|day|deadline|birthday|due|since|until|on)\b/, "date", "2026-05-06"],
  [/\b(?:price|cost|amount|total|fee|salary|budget|rent|deposit|revenue|balance)\b/, "money", ""],
  [/^(?:is|has)\b|\b(?:paid|done|completed|active|available|archived|verified)$/, "boolean", "true"],
  [
    /\b(?:quantity|count|number of|stock|age|year|capacity|points|score|seats|places|minutes|hours|days|weeks|rank|size|servings|pages|votes|quota)\b/,
    "integer",
    ""
  ],
  [/\b(?:weight|height|length|width|distance|percent|percentage|rate|temperature|rating)\b/, "number", ""],
  [
    /\b(?:description|notes?|summary|content|body|comments?|text|message|details|instructions|biography|ingredients|steps|about|remarks)\b/,
    "text",
    ""
  ]
]

const guess = (words: string, index: number, owner: string, all: ReadonlyArray<PrdEntity>): Field => {
  const lower = words.toLowerCase()
  const description = `${sentenceCase(words)}.`
  const named = all.find(({ name }) => name !== owner && lower === wordsOf(name).join(" ")) ??
    all.find(({ name }) => name !== owner && singular(lower).endsWith(` ${wordsOf(name).join(" ")}`))
  if (named !== undefined) return field("", "reference", { description, entity: named.name })
  if (/\bstatus$|\bstate$/.test(lower)) {
    return field("", "enum", {
      description,
      required: true,
      values: ["open", "in-progress", "done"],
      examples: ["open"]
    })
  }
  if (/\bpriority$/.test(lower)) {
    return field("", "enum", { description, values: ["low", "medium", "high"], examples: ["medium"] })
  }
  const [, type = "string", example = ""] = guesses.find(([pattern]) => pattern.test(lower)) ?? []
  const isTitle = index === 0 && type === "string"
  return field("", type, {
    description,
    required: isTitle,
    examples: [example === "" && type === "string" ? exampleOf(lower) : example].filter((one) => one !== "")
  })
}

const exampleOf = (words: string): string =>
  /\bname$/.test(words) && /^(?:first|last|full|contact|borrower|author)/.test(words)
    ? "Amina Khan"
    : /\b(?:author|owner|person|by|teacher|host)\b/.test(words)
    ? "Amina Khan"
    : /\b(?:address|place|location|city|town)\b/.test(words)
    ? "4 Quay Street, Bristol"
    : ""
