/** What `dpg check` found on disk, each finding with its place in its file. */
import { Schema } from "effect"
import type { Finding } from "./Finding.ts"

/**
 * `error`: the next run would stop there, or the app is broken. `warning`: what a model is held to and a person may decide
 * otherwise; a run goes on with it.
 */
const Severity = Schema.Literals(["error", "warning"])

/** How much a finding in what a person may have edited weighs. */
export const severityOf = ({ rule }: Finding): typeof Severity.Type => persons.has(rule) ? "warning" : "error"

/** Whether the brief is covered, a criterion is testable, a module is a dependency and a page is finished. */
const persons: ReadonlySet<string> = new Set([
  "sentence-not-covered",
  "criterion-not-testable",
  "import",
  "unfinished"
])

export const PlacedFinding = Schema.Struct({
  /** Relative to the output folder. */
  path: Schema.String,
  /** From 1. */
  line: Schema.Int,
  /** From 1. */
  column: Schema.Int,
  severity: Severity,
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
