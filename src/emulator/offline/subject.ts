/** What product a brief is about: its name, in a line what it does, and the people who use it. */
import type { Persona } from "../../domain/Prd.ts"
import { isNameless, technologiesIn, withoutTechnologies } from "../../domain/technologies.ts"
import type { Feature } from "./clauses.ts"
import type { Outline } from "./statements.ts"
import {
  article,
  enumerate,
  headline,
  kebabCase,
  lowerFirst,
  plural,
  sentenceCase,
  shorten,
  singular,
  titleCase,
  wordsOf
} from "./words.ts"

const productPatterns: ReadonlyArray<RegExp> = [
  /\b(?:implement|develop|build|create|design|make|write|need|want)\s+(?:me\s+|us\s+)?(?:an?|the|our)\s+(.+?)(?=\s+(?:to(?!-)|for|that|which|where|in which|so|with|using|by|focused)\b|[,.;:!?]|$)/i,
  /\b(?:requirements|specifications|prd) (?:for|of) (?:an?|the) (.+?)(?=\s+(?:that|which|where|developed|using|with)\b|[,.;:!?]|$)/i,
  /^(?:the )?([A-Z][\p{L}\d-]*(?: [A-Z][\p{L}\d-]*)+)(?: \([^)]+\))? (?:is|will|helps|lets)\b/u
]

/** The words for the product, as the brief has them: `customer service call logging system`; `""` where it has none. */
export const productPhrase = ({ statements }: Outline): string => {
  for (const { text } of statements.slice(0, 12)) {
    for (const pattern of productPatterns) {
      const phrase = pattern.exec(text)?.[1]
      if (phrase === undefined || phrase.length >= 90) continue
      const whose = generic.test(phrase)
        ? /\bfor (?:an?|the|our|my) ([^,.;:]+?)(?=\s+(?:where|that|which|who|to|with)\b|[,.;:]|$)/i.exec(text)?.[1]
        : undefined
      return whose ?? phrase
    }
  }
  return ""
}

/** Words that say no more than that it is a product. */
const generic =
  /^(?:(?:small|simple|new|modern|responsive|nice|little|single-page)\s+)*(?:web ?site|web ?app(?:lication)?|app(?:lication)?|system|platform|portal|tool|site|page|product|dashboard)$/i

const emptyHeading =
  /^(?:introduction|overview|background|summary|about|brief|product brief|product requirements? document(?: \(prd\))?|prd|requirements?|readme|goals?|description)$/i

/** The product's name, from the first heading that says one, else from its own words or those of its package. */
export const titleOf = (outline: Outline, phrase: string, text: string): string => {
  const heading = withoutTechnologies(outline.heading)
    .replace(
      /^(?:product )?(?:requirements? document|requirements|prd|brief|specification)(?: \(prd\))?\s*(?:for|of|:|-|–|—)\s*/i,
      ""
    )
    .trim()
  if (!isNameless(heading) && !emptyHeading.test(heading)) {
    return shorten(sentenceCase(heading.replace(/^(?:an?|the)\s+/i, "")), 80)
  }
  const focused = /\bfocused on ([^.,;]+)/i.exec(outline.statements[0]?.text ?? "")?.[1]
  const words = withoutTechnologies(focused ?? phrase).replace(/^the\s+/i, "")
  const plain = words
    .replace(
      /^(?:comprehensive|advanced|simple|modern|basic|small|new|complete|full|user-friendly|responsive|nice|good)\s+/i,
      ""
    )
  const short = plain.replace(/\s+(?:web ?site|web ?app(?:lication)?|web frontend application|app(?:lication)?)$/i, "")
  const name = short.split(" ").length > 1 ? short : plain
  if (name !== "" && !isNameless(name)) return shorten(titleCase(name), 80)
  const packaged = packageName(text)
  if (packaged !== "") return packaged
  if (name !== "") return shorten(titleCase(name), 80)
  const first = outline.statements[0]?.text ?? ""
  return shorten(sentenceCase(first.replace(/^(?:an?|the)\s+(?=\S+\s+app)/i, "").replace(/[.!?。]+$/, "")), 60) ||
    "Product"
}

/** A package's name without what says how it is built: `"name": "listen-now-frontend"` → `Listen Now`. */
const packageName = (text: string): string => {
  const name = /"name"\s*:\s*"(?:@[\w-]+\/)?([a-z][a-z\d._-]{1,60})"/.exec(text)?.[1] ?? ""
  const words = wordsOf(name).filter((word) =>
    technologiesIn(word).length === 0 &&
    !/^(?:frontend|backend|client|server|app|web|website|example|demo|project|starter)$/.test(word)
  )
  return titleCase(words.join(" "))
}

const about: { readonly [id: string]: string } = {
  visitor: "Anybody who comes by without signing in, and wants to see what there is.",
  user: "Somebody who uses the product for what it is made for.",
  administrator: "Looks after the product and everything in it."
}

const maxPersonas = 5

/** Whether the brief wants people to have accounts. */
export const hasAccounts = (text: string): boolean =>
  /\b(?:regist(?:er|ration) (?:function|account|and)|user registration|registration|create (?:an? |their )?(?:account|profile)s?|log ?in\b|login|sign ?(?:in|up)\b|user accounts?|password|profile management|permission control|members only|authenticat)/i
    .test(text)

/** The people a brief names as doing something, the most mentioned first. */
export const personasOf = (
  features: ReadonlyArray<Feature>,
  accounts: boolean
): readonly [Persona, ...Array<Persona>] => {
  const counts = new Map<string, Array<Feature>>()
  for (const feature of features) {
    const id = personaId(feature.actor)
    if (feature.actor !== "" && id !== "") counts.set(id, [...counts.get(id) ?? [], feature])
  }
  // Where those who sign in are told apart, nobody is a user and no more.
  const told = [...counts.keys()].filter((id) => !["user", "visitor", "administrator"].includes(id))
  if (accounts && told.length > 1) counts.delete("user")
  const named = [...counts].toSorted(([, a], [, b]) => b.length - a.length).slice(0, maxPersonas)
  const personas = named.filter(([id]) => id !== "visitor").map(([id, own]): Persona => ({
    id,
    name: sentenceCase(id.replace(/-/g, " ")),
    description: `${about[id] ?? `One of the ${plural(id.replace(/-/g, " "))} whom the product is for.`} Needs to ${
      enumerate(
        own.filter(({ verb }) => verb !== "").slice(0, 3).map(({ title }) => lowerFirst(headline(title, 60)))
      ) ||
      "find what the product is for"
    }.`,
    signsIn: accounts
  }))
  const [first = persona("user", accounts), ...rest] = personas
  return accounts || counts.has("visitor") ? [first, ...rest, persona("visitor", false)] : [first, ...rest]
}

const persona = (id: string, signsIn: boolean): Persona => ({
  id,
  name: sentenceCase(id),
  description: about[id] ?? `${sentenceCase(article(id))} ${id} of the product.`,
  signsIn
})

/** The id of the people an actor names: `training providers` → `training-provider`, `admins` → `administrator`. */
export const personaId = (actor: string): string => {
  const id = kebabCase(singular(actor))
  if (/^(?:admin|admins|administrator)$/.test(id)) return "administrator"
  return /^(?:guest|visitor|(?:new-|web-)?visitor|anyone|anybody)$/.test(id) ? "visitor" : id.slice(0, 40)
}
