/** Merging what dpg makes anew into a file that a person has edited since dpg wrote it. Pure. */
import { diff3Merge } from "node-diff3"

export interface Merged {
  readonly text: string
  /** The lines, from 1, in which a conflict begins; none where both sides fit together. */
  readonly conflicts: ReadonlyArray<number>
}

/**
 * Three-way merge by lines, in the manner of diff3: what one side alone changed is taken over, what both changed alike
 * stands once, and what they changed differently stands between marks, the person's first. Line ends are the person's.
 */
export const merge = (
  { base, mine, theirs }: { readonly base: string; readonly mine: string; readonly theirs: string }
): Merged => {
  const out: Array<string> = []
  const conflicts: Array<number> = []
  for (const part of partsOf({ a: linesOf(mine), o: linesOf(base), b: linesOf(theirs) })) {
    for (const { conflict, ok } of regionsOf(part)) {
      if (ok !== undefined) out.push(...ok)
      if (conflict !== undefined) {
        conflicts.push(out.length + 1)
        out.push(marks.mine, ...conflict.a, marks.base, ...conflict.o, marks.parting, ...conflict.b, marks.theirs)
      }
    }
  }
  return { text: out.join(mine.includes("\r\n") ? "\r\n" : "\n"), conflicts }
}

/** The first line, from 1, in which a conflict still stands; undefined where there is none. */
export const conflictIn = (text: string): number | undefined => {
  const found = linesOf(text).findIndex((line) => line === marks.mine || line === marks.theirs)
  return found < 0 ? undefined : found + 1
}

const marks = { mine: "<<<<<<< yours", base: "||||||| before", parting: "=======", theirs: ">>>>>>> dpg" }

type Lines = ReadonlyArray<string>

/** The person's lines, those they began from, and dpg's new ones. */
interface Sides {
  readonly a: Lines
  readonly o: Lines
  readonly b: Lines
}

interface Region {
  readonly ok?: Lines
  readonly conflict?: Sides
}

const linesOf = (text: string): Lines => text.split(/\r?\n/)

const regionsOf = ({ a, b, o }: Sides): ReadonlyArray<Region> => {
  if (same(a, o)) return [{ ok: b }]
  if (same(b, o) || same(a, b)) return [{ ok: a }]
  return pairs(a, o) + pairs(b, o) > mostPairs
    ? [{ conflict: { a, o, b } }]
    : diff3Merge([...a], [...o], [...b], { excludeFalseConflicts: true })
}

/** The comparison takes time with the pairs of equal lines; a part with more than this is told apart by eye. */
const mostPairs = 200_000

const pairs = (one: Lines, other: Lines): number => {
  const counts = countsOf(other)
  return one.reduce((sum, line) => sum + (counts.get(line) ?? 0), 0)
}

const same = (one: Lines, other: Lines): boolean =>
  one.length === other.length && one.every((line, index) => line === other[index])

/**
 * The sides cut into parts at the lines that each of them has exactly once and all in the same order: these belong
 * together, so that the parts can be merged one by one, and a long file costs little more than its changes.
 */
const partsOf = (sides: Sides): ReadonlyArray<Sides> => {
  const { a, b, o } = sides
  const [inA, inO, inB] = [a, o, b].map(onceIn)
  const common = [...inA ?? []].flatMap(([line, at]) => {
    const [before, theirs] = [inO?.get(line), inB?.get(line)]
    return before === undefined || theirs === undefined ? [] : [{ a: at, o: before, b: theirs }]
  })
  const anchors = increasing(increasing(common, ({ o }) => o), ({ b }) => b)
  const starts = [{ a: 0, o: 0, b: 0 }, ...anchors]
  return starts.map((start, index) => {
    const end = starts[index + 1]
    return { a: a.slice(start.a, end?.a), o: o.slice(start.o, end?.o), b: b.slice(start.b, end?.b) }
  })
}

const countsOf = (lines: Lines): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>()
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1)
  return counts
}

/** Where each line stands that the text has once. */
const onceIn = (lines: Lines): ReadonlyMap<string, number> => {
  const counts = countsOf(lines)
  return new Map(lines.flatMap((line, index) => counts.get(line) === 1 ? [[line, index] as const] : []))
}

/** A longest run of the items whose figures increase, in their order (patience sorting). */
const increasing = <A>(items: ReadonlyArray<A>, figure: (item: A) => number): ReadonlyArray<A> => {
  interface Link {
    readonly item: A
    readonly before: Link | undefined
  }
  const tails: Array<Link> = []
  for (const item of items) {
    let low = 0
    let high = tails.length
    while (low < high) {
      const middle = (low + high) >> 1
      const tail = tails[middle]
      if (tail !== undefined && figure(tail.item) < figure(item)) low = middle + 1
      else high = middle
    }
    tails[low] = { item, before: low === 0 ? undefined : tails[low - 1] }
  }
  const run: Array<A> = []
  for (let link = tails.at(-1); link !== undefined; link = link.before) run.push(link.item)
  return run.toReversed()
}
