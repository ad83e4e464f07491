/** What a check of an artefact found wrong, in words that a person or a model can act on. */
import { Schema } from "effect"

export const Finding = Schema.Struct({
  /** Stable kebab-case name of the rule: `unknown-operation`. */
  rule: Schema.NonEmptyString,
  /** Where in the artefact: `pages[3].links[0]`, `nodes[title].parent`. */
  at: Schema.String,
  /** What is wrong, with the offending value, and what would be right. */
  message: Schema.NonEmptyString
})
export type Finding = typeof Finding.Type

/** A finding as one line. */
export const render = (finding: Finding): string => `${finding.at}: ${finding.message} [${finding.rule}]`
