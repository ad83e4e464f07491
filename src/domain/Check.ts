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

/**
 * Whether the brief is covered, what a reviewer would ask for is said, a module is a dependency, a page is finished; and what
 * the app's own linter judges, with the exceptions that a person has written beside it.
 */
const persons: ReadonlySet<string> = new Set([
  "sentence-not-covered",
  "criterion-not-testable",
  "name-is-technology",
  "persona-without-need",
  "story-without-reason",
  "import",
  "unfinished",
  "unused",
  "hooks",
  "pure-render",
  "state",
  "refs",
  "component-in-component",
  "form-watch",
  "key",
  "operable",
  "named",
  "separate-tab"
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
