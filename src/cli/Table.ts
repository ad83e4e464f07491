/** Columns for a terminal. Pure. */
import { fit, fitRight, width } from "../domain/Format.ts"

export interface Column {
  readonly title: string
  /** Numbers stand to the right. */
  readonly right?: boolean
}

/** The rows under their titles, each column as wide as its widest cell, no trailing spaces. */
export const table = (
  columns: ReadonlyArray<Column>,
  rows: ReadonlyArray<ReadonlyArray<string>>
): ReadonlyArray<string> => {
  const titles = columns.map(({ title }) => title)
  const widths = columns.map((_, index) => Math.max(...[titles, ...rows].map((row) => width(row[index] ?? ""))))
  return [titles, ...rows].map((row) =>
    columns
      .map(({ right }, index) => (right === true ? fitRight : fit)(row[index] ?? "", widths[index] ?? 0))
      .join("  ")
      .trimEnd()
  )
}
