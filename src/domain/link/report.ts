/** How a linker words what it finds: with the right value next to the wrong one, so that a model can mend it. */
import type { Finding } from "../Finding.ts"

/** A finding; `rule` is stable and kebab-case, `at` a path such as `pages[3].links[0]`. */
export const finding = (rule: string, at: string, message: string): Finding => ({ rule, at, message })

/** Nothing, or one finding: for checks written as a list of spreads. */
export const unless = (holds: boolean, rule: string, at: string, message: () => string): ReadonlyArray<Finding> =>
  holds ? [] : [finding(rule, at, message())]

/** One finding for each name that stands in the list a second time. */
export const duplicates = (
  rule: string,
  names: ReadonlyArray<string>,
  at: (index: number) => string,
  what: string
): ReadonlyArray<Finding> =>
  names.flatMap((name, index) => {
    const first = names.indexOf(name)
    return unless(first === index, rule, at(index), () =>
      `${what} ${quoted(name)} is taken by ${at(first)}; choose another`)
  })

/** One finding for each name that is not among those there are. */
export const unknowns = (
  rule: string,
  names: ReadonlyArray<string>,
  known: ReadonlyArray<string>,
  at: (index: number) => string,
  what: string
): ReadonlyArray<Finding> =>
  names.flatMap((name, index) => unless(known.includes(name), rule, at(index), () => unknown(name, known, what)))

/** `"listBoks" is not an operation; did you mean "listBooks"?` */
export const unknown = (name: string, known: ReadonlyArray<string>, what: string): string =>
  `${quoted(name)} is not ${article(what)} ${what}; ${suggestion(name, known)}`

/** The nearest of the names there are, or all of them when none is near. */
export const suggestion = (name: string, known: ReadonlyArray<string>): string => {
  const near = nearest(name, known)
  if (near !== undefined) return `did you mean ${quoted(near)}?`
  if (known.length === 0) return "there is none"
  const shown = known.slice(0, maxShown).map(quoted).join(", ")
  return `there ${known.length === 1 ? "is" : "are"} ${shown}${known.length > maxShown ? ", …" : ""}`
}

/** A value from a model, as a message shows it: one line, not too long. */
export const quoted = (value: string): string => {
  const line = value.replace(/\s+/g, " ")
  return JSON.stringify(line.length > 120 ? `${line.slice(0, 117)}…` : line)
}

/** The name that takes the fewest edits, where that is at most two in five of its letters. */
export const nearest = (name: string, known: ReadonlyArray<string>): string | undefined => {
  const wanted = name.toLowerCase()
  const [best] = known
    .map((candidate) => ({ candidate, edits: distance(wanted, candidate.toLowerCase()) }))
    .filter(({ candidate, edits }) => edits <= Math.max(candidate.length, name.length) * 0.4)
    .toSorted((a, b) => a.edits - b.edits)
  return best?.candidate
}

const maxShown = 12

const article = (noun: string): string => /^[aeiou]/i.test(noun) ? "an" : "a"

/** Levenshtein's distance, one row at a time. */
const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const substitution = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(substitution, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
