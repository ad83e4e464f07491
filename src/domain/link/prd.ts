import { type Brief, fold, isQuotedFrom } from "../Brief.ts"
import type { Finding } from "../Finding.ts"
import type { Prd } from "../Prd.ts"
import { colourNames, isColour } from "./colours.ts"
import { linkCoverage } from "./coverage.ts"
import { duplicates, quoted, suggestion, unknown, unknowns, unless } from "./report.ts"
import { linkReviewable } from "./reviewable.ts"
import { linkTestable } from "./testable.ts"

/** Whether the PRD holds together, and whether what it says is stated is said in the brief. Empty when it does. */
export const linkPrd = (prd: Prd, brief: Brief): ReadonlyArray<Finding> => {
  const requirementIds = prd.requirements.map(({ id }) => id)
  const personaIds = prd.personas.map(({ id }) => id)
  return [
    ...duplicates("duplicate-goal", prd.goals.map(({ id }) => id), (i) => `goals[${i}].id`, "goal"),
    ...duplicates("duplicate-persona", personaIds, (i) => `personas[${i}].id`, "persona"),
    ...duplicates("duplicate-story", prd.stories.map(({ id }) => id), (i) => `stories[${i}].id`, "story"),
    ...duplicates("duplicate-requirement", requirementIds, (i) => `requirements[${i}].id`, "requirement"),
    ...duplicates("duplicate-entity", prd.entities.map(({ name }) => name), (i) => `entities[${i}].name`, "entity"),
    ...prd.stories.flatMap((story, i) => [
      ...unless(
        personaIds.includes(story.personaId),
        "unknown-persona",
        `stories[${i}].personaId`,
        () => unknown(story.personaId, personaIds, "persona")
      ),
      ...unknowns(
        "unknown-requirement",
        story.requirementIds,
        requirementIds,
        (j) => `stories[${i}].requirementIds[${j}]`,
        "requirement"
      )
    ]),
    ...linkCoverage(brief.text, prd),
    ...linkTestable(prd),
    ...linkReviewable(prd),
    ...prd.requirements.flatMap((requirement, i) => linkQuote(requirement, `requirements[${i}].quote`, brief)),
    ...(["background", "accent"] as const).flatMap((key) => {
      const colour = prd.look[key]
      return unless(
        colour === "" || isColour(colour),
        "not-a-colour",
        `look.${key}`,
        () =>
          `${quoted(colour)} is not a CSS colour: give #rrggbb, a CSS colour name, or ""; ${
            suggestion(colour.replace(/\s+/g, ""), colourNames)
          }`
      )
    })
  ]
}

const linkQuote = (
  { basis, id, quote }: Prd["requirements"][number],
  at: string,
  brief: Brief
): ReadonlyArray<Finding> =>
  basis === "assumed"
    ? unless(quote.trim() === "", "quote-of-assumption", at, () =>
      `${id} is assumed, so its quote must be ""; if the brief does state it, make its basis "stated"`)
    : unless(isQuotedFrom(brief, quote), "quote-not-found", at, () => {
      const nearest = nearestSentence(brief, quote)
      return `${quoted(quote)} does not stand in the brief. Quote its words verbatim${
        nearest === undefined ? "" : `, for example ${quoted(nearest)}`
      }, or make ${id} "assumed" with quote ""`
    })

/** The sentence or line of the brief that shares most words with the text. */
const nearestSentence = (brief: Brief, text: string): string | undefined => {
  const wanted = words(text)
  const [best] = brief.text
    .split(/\n+|(?<=[.!?;])\s+/)
    .map((sentence) => {
      const own = words(sentence)
      const shared = [...wanted].filter((word) => own.has(word)).length
      return { sentence: sentence.trim(), score: shared / Math.sqrt(own.size + 1), shared }
    })
    .filter(({ shared }) => shared > 0)
    .toSorted((a, b) => b.score - a.score)
  return best?.sentence
}

const words = (text: string): ReadonlySet<string> =>
  new Set(fold(text).split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 2))
