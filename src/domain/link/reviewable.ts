/** What a reviewer would send a PRD back for, as far as a program can tell. */
import type { Finding } from "../Finding.ts"
import type { Prd } from "../Prd.ts"
import { isNameless, technologiesIn } from "../technologies.ts"
import { duplicates, quoted, unless } from "./report.ts"

/** Stories that do not say why, personas of whom nothing is known, a name that is none, assumptions of one id. */
export const linkReviewable = (prd: Prd): ReadonlyArray<Finding> => [
  ...unless(
    technologiesIn(prd.title).length === 0 || !isNameless(prd.title),
    "name-is-technology",
    "title",
    () => `${quoted(prd.title)} says what it is built with; call the product by what it is for`
  ),
  ...prd.personas.flatMap(({ description, id }, i) =>
    unless(
      description.trim() !== "",
      "persona-without-need",
      `personas[${i}].description`,
      () => `nothing is said of ${quoted(id)}; say who they are and what they need the product for`
    )
  ),
  ...prd.stories.flatMap(({ id, soThat }, i) =>
    unless(
      soThat.trim() !== "",
      "story-without-reason",
      `stories[${i}].soThat`,
      () => `${id} does not say why; say what is better for the persona then`
    )
  ),
  ...duplicates(
    "duplicate-assumption",
    (prd.assumptions ?? []).map(({ id }) => id),
    (i) => `assumptions[${i}].id`,
    "assumption"
  )
]
