/** Titles of things by a word of their entity's name, each with a few words about that thing. */
import { kindsOfLeisure } from "./kindsOfLeisure.ts"
import { kindsOfWork } from "./kindsOfWork.ts"

/** What a row is called, and what there is to say about it; `""` for nothing. */
export interface Named {
  readonly title: string
  readonly text: string
}

/** The things that a noun stands for; the first pattern that fits. */
const all: ReadonlyArray<readonly [RegExp, string]> = [...kindsOfWork, ...kindsOfLeisure]

/** What things of that noun are called; nothing for a noun that nothing is known of. */
export const namedBy = (noun: string): ReadonlyArray<Named> => {
  const text = all.find(([pattern]) => pattern.test(noun))?.[1]
  if (text === undefined) return []
  const known = read.get(text) ?? text.trim().split("\n").map((line): Named => {
    const [title = "", ...about] = line.trim().split(": ")
    return { title, text: about.join(": ") }
  })
  read.set(text, known)
  return known
}

const read = new Map<string, ReadonlyArray<Named>>()

/** What there is to say about a thing of that title, whatever it is a thing of. */
export const aboutTitle = (nouns: ReadonlyArray<string>, title: string): string =>
  nouns.flatMap(namedBy).find((one) => one.title === title)?.text ?? ""
