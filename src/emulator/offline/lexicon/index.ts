/** Every archetype, and how a thing is found by what it is called. */
import { singular } from "../words.ts"
import type { Archetype } from "./Archetype.ts"
import { leisure } from "./leisure.ts"
import { people } from "./people.ts"
import { trade } from "./trade.ts"
import { work } from "./work.ts"

export const archetypes: ReadonlyArray<Archetype> = [...work, ...trade, ...leisure, ...people]

const byName = new Map(archetypes.map((one) => [one.name, one]))
const byWords = new Map(archetypes.flatMap((one) => one.words.map((words) => [words, one] as const)))

export const archetypeNamed = (name: string): Archetype | undefined => byName.get(name)

/** The archetype that is called so, in the singular or plural. */
export const archetypeCalled = (words: string): Archetype | undefined =>
  byWords.get(words.toLowerCase()) ?? byWords.get(singular(words.toLowerCase()))

/** A thing found in a text. */
export interface Mention {
  readonly archetype: Archetype
  readonly words: string
  /** Index of its first word among the text's words. */
  readonly at: number
}

/** Everything a text names that is known, longest names first: `raw materials` is no `materials`. */
export const mentions = (text: string): ReadonlyArray<Mention> => {
  const words = text.toLowerCase().split(/[^\p{L}\p{N}&'-]+/u).filter((word) => word !== "")
  const found: Array<Mention> = []
  for (let at = 0; at < words.length; at++) {
    for (const length of [4, 3, 2, 1]) {
      const phrase = words.slice(at, at + length).join(" ")
      const archetype = at + length > words.length ? undefined : archetypeCalled(phrase)
      if (archetype !== undefined) {
        found.push({ archetype, words: phrase, at })
        at += length - 1
        break
      }
    }
  }
  return found
}
