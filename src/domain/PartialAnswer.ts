/** What had come of an answer when its stream failed: paid for, and perhaps of use. */
import { Redacted, Schema } from "effect"
import { Usage } from "./Usage.ts"

export const PartialAnswer = Schema.Struct({
  /** The words; of an answer that is a tool call, its input so far. They belong to the product, not into a log. */
  text: Schema.Redacted(Schema.String),
  /** What the service had counted by then: nothing, where its counts come last. */
  usage: Usage
})
export type PartialAnswer = typeof PartialAnswer.Type

/** Undefined where nothing has come: neither words nor counts. */
export const partialAnswer = (text: string, usage: Usage): PartialAnswer | undefined =>
  text === "" && Object.values(usage).every((tokens) => tokens === 0)
    ? undefined
    : { text: Redacted.make(text), usage }
