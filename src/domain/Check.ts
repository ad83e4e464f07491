/** What `dpg check` found on disk, each finding with its place in its file. */
import { Schema } from "effect"

export const PlacedFinding = Schema.Struct({
  /** Relative to the output folder. */
  path: Schema.String,
  /** From 1. */
  line: Schema.Int,
  /** From 1. */
  column: Schema.Int,
  rule: Schema.String,
  /** Where in the artefact: `requirements[3].quote`. */
  at: Schema.String,
  message: Schema.String
})
export type PlacedFinding = typeof PlacedFinding.Type

export const CheckReport = Schema.Struct({
  directory: Schema.String,
  /** Files that were looked at. */
  files: Schema.Array(Schema.String),
  findings: Schema.Array(PlacedFinding),
  /** What could not be looked at, or not in full, and why. */
  notes: Schema.Array(Schema.String)
})
export type CheckReport = typeof CheckReport.Type
