/** The steps of a run, in the order of their numbers. */
import { Schema } from "effect"

/** A step's id, as it stands in file names, logs and `--until`. */
export const StepId = Schema.Literals(["01-ingest", "02-prd", "03-backend", "04a-pages", "04b-ir", "05-react"])
export type StepId = typeof StepId.Type

/** Every step id, in order. */
export const stepIds: ReadonlyArray<StepId> = StepId.literals

/** What a person reads for a step. */
export const stepTitle: { readonly [Step in StepId]: string } = {
  "01-ingest": "Read the brief",
  "02-prd": "Write the PRD",
  "03-backend": "Design the backend contract",
  "04a-pages": "Take inventory of the pages",
  "04b-ir": "Describe each page",
  "05-react": "Write the React app"
}
