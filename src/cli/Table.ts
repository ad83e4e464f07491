/** Columns for a terminal. Pure. */
import { fit, fitRight, width } from "../domain/Format.ts"

export interface Column {
  readonly title: string
  /** Numbers stand to the right. */
  readonly right?: boolean
  /** From 1: left out where there is no room, the highest first; without it the column always stands. */
  readonly spare?: number
}

/**
 * The rows under their titles, each column as wide as its widest cell, no trailing spaces.
 * @param room - columns of the terminal: what is spare is left out until the rest fits, and a last line names it
 */
export const table = (
  columns: ReadonlyArray<Column>,
  rows: ReadonlyArray<ReadonlyArray<string>>,
  room = Number.POSITIVE_INFINITY
): ReadonlyArray<string> => {
  const titles = columns.map(({ title }) => title)
  const widths = columns.map((_, index) => Math.max(...[titles, ...rows].map((row) => width(row[index] ?? ""))))
  const kept = fitting(columns, widths, room)
  const left = columns.flatMap(({ title }, index) => kept.includes(index) ? [] : [title])
  return [
    ...[titles, ...rows].map((row) =>
      kept
        .map((index) => (columns[index]?.right === true ? fitRight : fit)(row[index] ?? "", widths[index] ?? 0))
        .join(gap)
        .trimEnd()
    ),
    ...left.length === 0 ? [] : [`(no room for: ${left.join(", ")})`]
  ]
}

const gap = "  "

/** The indices of the columns that are shown: what always stands, and of the rest what fits, the least spare first. */
const fitting = (
  columns: ReadonlyArray<Column>,
  widths: ReadonlyArray<number>,
  room: number
): ReadonlyArray<number> => {
  const byNeed = columns
    .map(({ spare = 0 }, index) => ({ index, spare }))
    .toSorted((a, b) => a.spare - b.spare)
  let left = room + gap.length
  const kept = new Set<number>()
  for (const { index, spare } of byNeed) {
    const needed = (widths[index] ?? 0) + gap.length
    if (spare > 0 && needed > left) continue
    kept.add(index)
    left -= needed
  }
  return columns.map((_, index) => index).filter((index) => kept.has(index))
}
