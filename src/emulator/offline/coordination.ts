/** Coordination: what `and`, `or` and commas join, as its parts, each with the verb and object it shares with the others. */
import { intentOf, nominalPhrase, verbPhrase } from "./verbs.ts"

export interface Clause {
  readonly verb: string
  readonly object: string
  /** Verbatim. */
  readonly raw: string
}

/** Splits a coordinated verb phrase: `create, edit, and delete items` → three clauses that share their object. */
export const clausesOf = (text: string, form: "base" | "gerund" | "any"): ReadonlyArray<Clause> => {
  const clauses: Array<Clause> = []
  for (const part of partsOf(text)) {
    const alone = part.text.trim().toLowerCase()
    // `record and track calls`: a word that is a noun as well is a verb where a verb must stand.
    const isBare = form !== "gerund" && part.separator === "" && /^[a-z]+$/.test(alone) && intentOf(alone) !== undefined
    const read = isBare ? { verb: alone, object: "" } : verbPhrase(part.text, form)
    const last = clauses.at(-1)
    const inside = last !== undefined && openList.test(last.raw) && part.separator.includes(",")
    const listed = last !== undefined && /\b(?:such as|like|including)\b/.test(last.raw)
    if (read !== undefined && !listed && !(inside && form !== "base" && part.text.split(" ").length < 2)) {
      clauses.push({ ...read, raw: part.text })
    } else if (last === undefined) {
      return []
    } else {
      clauses[clauses.length - 1] = {
        ...last,
        object: `${last.object}${part.separator}${part.text}`.trim(),
        raw: `${last.raw}${part.separator}${part.text}`
      }
    }
  }
  return clauses.map(({ object, raw, verb }, index): Clause => {
    const shared = clauses.slice(index + 1).find((later) => later.object !== "")
    const lacksObject = object === "" && !intransitive.has(verb)
    return { verb, object: lacksObject ? shared?.object ?? "" : object, raw }
  })
}

const intransitive = new Set(["register", "log in", "sign up", "sign in", "login", "vote", "chat"])

/** The last words open a list: what follows a comma belongs to it. */
const openList = /\b(?:such as|like|including|based on|from|with|by|between|among|of|that|which)\s+\S.*$/i

interface Item extends Clause {
  readonly text: string
}

/** The items of `starting a new game, moving tiles and search`: each with its verb, or `""` for a thing. */
export const itemsOf = (list: string): ReadonlyArray<Item> => {
  const items: Array<Clause> = []
  const inherits = ({ object, verb }: Clause) =>
    object !== "" && ["create", "list", "manage", "read"].includes(intentOf(verb) ?? "")
  const parts = /\b(?:that|which|based on)\b/.test(list) && !/\bhas\b/.test(list)
    ? [{ text: list.trim(), separator: "" }]
    : partsOf(list)
  for (const part of parts) {
    const read = verbPhrase(part.text, /^[a-z]+ing\b/i.test(part.text) ? "gerund" : "base")
    const last = items.at(-1)
    const isAction = read === undefined && nominalPhrase(part.text) !== undefined
    if (read !== undefined && (read.object !== "" || part.text.trim().endsWith("ing") || intransitive.has(read.verb))) {
      items.push({ ...read, raw: part.text })
    } else if (last !== undefined && inherits(last) && !isAction) {
      const verb = /\b(?:statistics|reports?|results|history)$/i.test(part.text.trim()) ? "view" : last.verb
      items.push({ verb, object: part.text.trim(), raw: part.text })
    } else {
      items.push({ verb: "", object: part.text.trim(), raw: part.text })
    }
  }
  return items.map(({ object, raw, verb }, index): Item => {
    const shared = items.slice(index + 1).find((later) => later.verb !== "" && later.object !== "")
    const lacksObject = verb !== "" && object === "" && !intransitive.has(verb) && !standsAlone.has(verb)
    return { verb, object: lacksObject ? shared?.object ?? "" : object, raw, text: raw.trim() }
  })
}

const standsAlone = new Set(["search", "filter", "revive", "share"])

interface Part {
  readonly text: string
  /** What stands before it: `, `, ` and `; `""` for the first. */
  readonly separator: string
}

const partsOf = (text: string): ReadonlyArray<Part> => {
  const parts: Array<Part> = []
  const separators = /\s*,\s*(?:and\s+|or\s+|as well as\s+|then\s+)?|\s*;\s*|\s+(?:and|or|as well as)\s+/g
  let at = 0
  let separator = ""
  for (const match of text.matchAll(separators)) {
    const before = text.slice(0, match.index)
    if ((before.match(/\(/g) ?? []).length > (before.match(/\)/g) ?? []).length) continue
    parts.push({ text: text.slice(at, match.index), separator })
    separator = match[0]
    at = match.index + match[0].length
  }
  parts.push({ text: text.slice(at), separator })
  return parts.filter((part) => part.text.trim() !== "")
}
