/** Acceptance criteria, by what a feature asks for. */
import type { Criterion } from "../../domain/Prd.ts"
import type { Feature } from "./clauses.ts"
import { intentOf } from "./verbs.ts"
import { lowerFirst, shorten, titleCase } from "./words.ts"

/** A feature, a page that the brief names, or its look. */
type Wanted = Feature & { readonly kind: "feature" | "page" | "look" }

/** A criterion from its three parts. */
export const gherkin = (given: string, when: string, outcome: string): Criterion => ({
  given,
  when,
  // oxlint-disable-next-line unicorn/no-thenable -- Gherkin's own word, and the PRD's; nothing awaits a criterion
  then: outcome
})

/** What must hold for the feature to be done. */
export const criteriaOf = (wanted: Wanted): readonly [Criterion, ...Array<Criterion>] => [
  criterion(wanted),
  ...further(wanted)
]

const criterion = (wanted: Wanted): Criterion => {
  const { kind, object, title, verb } = wanted
  const what = shorten(lowerFirst(title), 80)
  const who = wanted.actor === "" ? "somebody" : `one of the ${wanted.actor}`
  if (kind === "look") {
    return gherkin("any page", "it is opened", "background and controls have the colours that the brief names")
  }
  if (kind === "page") {
    return gherkin(
      "any page",
      `${titleCase(object)} is chosen in the navigation`,
      `the ${titleCase(object)} page opens`
    )
  }
  const thing = object === "" ? "it" : shorten(object, 60)
  switch (intentOf(verb)) {
    case "create":
      return gherkin(
        `${who} has opened the form to ${what}`,
        "they fill in what is required and send it",
        "what they entered is saved, shown, and confirmed"
      )
    case "list":
    case "read":
      return gherkin(
        `there are records of ${thing}`,
        `${who} opens the page to ${what}`,
        "they are shown with their main facts"
      )
    case "update":
      return gherkin(
        "something was saved before",
        `${who} takes the action to ${what}`,
        "the change is saved and visible at once"
      )
    case "remove":
      return gherkin("something was saved before", `${who} deletes it and confirms`, "it is gone from every list")
    case "search":
      return gherkin(
        "there are several records",
        `${who} enters words in the search field`,
        "only what matches the words is listed"
      )
    case "filter":
      return gherkin("there are several records", `${who} chooses a filter`, "only what fits the choice is listed")
    case "manage":
      return gherkin(
        `${who} has opened the overview`,
        `they add, change or delete ${thing}`,
        "the overview shows the new state"
      )
    case "report":
      return gherkin(
        "there are records to report on",
        `${who} opens the report`,
        "the figures are shown and agree with the records"
      )
    default:
      return gherkin(
        `${who} is on the page that serves it`,
        `they take the action "${shorten(title, 60)}"`,
        "its result is shown and confirmed"
      )
  }
}

const further = ({ verb }: Wanted): ReadonlyArray<Criterion> =>
  intentOf(verb) === "create"
    ? [gherkin("a required field is empty", "the form is sent", "the field says so and nothing is saved")]
    : []
