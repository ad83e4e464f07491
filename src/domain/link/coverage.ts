/** Whether the PRD takes up everything that the brief says: each sentence is quoted, told in other words, or left out with a reason. */
import { fold } from "../Brief.ts"
import type { Finding } from "../Finding.ts"
import type { Prd } from "../Prd.ts"
import { type Sentence, sentencesOf } from "../Sentences.ts"
import { finding, quoted, unless } from "./report.ts"

/** What a model is told of it. */
export const coverageRule =
  "Nothing that the brief says is dropped: each of its sentences, bullets and table rows is quoted by a requirement, told by a goal, persona, entity, look, non-goal, term, assumption, question or note in nearly its own words, quoted by one of the `constraints`, or listed in `leftOut`: its words as `quotation`, verbatim, and the `reason` why nothing is built for it (background, out of scope, not a matter of the product). A program goes through the brief sentence by sentence; headings alone count for nothing."

/** A sentence of the brief with what became of it. */
export interface Covered {
  readonly sentence: Sentence
  /** Ids of the requirements that quote it, or words of it. */
  readonly requirementIds: ReadonlyArray<string>
  /** What else of the PRD tells it: `G-1`, `entity Book`, `non-goal`, `constraint`; `""` for nothing. */
  readonly told: string
  /** Why it is left out; `""` where it is not. */
  readonly leftOut: string
}

/** Every sentence of the brief, in order. */
export const coverageOf = (brief: string, prd: Prd): ReadonlyArray<Covered> => {
  const quotes = prd.requirements.flatMap(({ id, quote }) => quote.trim() === "" ? [] : [{ id, words: fold(quote) }])
  const left = (prd.leftOut ?? []).map(({ quotation, reason }) => ({ words: fold(quotation), reason }))
  const limits = (prd.constraints ?? []).map(({ quotation }) => fold(quotation))
  const tellers = tellersOf(prd)
  return sentencesOf(brief).map((sentence) => {
    const words = fold(sentence.text)
    const requirementIds = [...new Set(quotes.flatMap((one) => overlap(words, one.words) ? [one.id] : []))]
    const leftOut = left.find((one) => overlap(words, one.words))?.reason ?? ""
    const limit = limits.some((one) => overlap(words, one)) ? "constraint" : ""
    const told = requirementIds.length > 0 || leftOut !== "" ? "" : limit || toldBy(words, tellers)
    return { sentence, requirementIds, told, leftOut }
  })
}

/** Sentences that nothing takes up, and leavings-out that make no sense. */
export const linkCoverage = (brief: string, prd: Prd): ReadonlyArray<Finding> => {
  const said = fold(brief)
  return [
    ...(["leftOut", "constraints"] as const).flatMap((list) =>
      (prd[list] ?? []).flatMap(({ quotation }, i) => {
        const words = fold(quotation)
        return unless(
          words !== "" && said.includes(words),
          "quote-not-found",
          `${list}[${i}].quotation`,
          () => `${quoted(quotation)} does not stand in the brief; quote its words verbatim`
        )
      })
    ),
    ...coverageOf(brief, prd).flatMap(({ leftOut, requirementIds, sentence, told }) =>
      requirementIds.length > 0 || told !== "" || leftOut !== ""
        ? []
        : [finding(
          "sentence-not-covered",
          "requirements",
          `the brief says ${
            quoted(sentence.text)
          } and the PRD drops it: quote it in the requirement that serves it or in a constraint, or list it in leftOut with the reason`
        )]
    )
  ]
}

/** One quotes the other, or a part of it that says something. */
const overlap = (sentence: string, quote: string): boolean =>
  within(quote, sentence) || (quote.length >= Math.min(12, sentence.length) && within(sentence, quote))

/** Whole words, so that "gadget 1" does not stand for "gadget 12". */
const within = (text: string, part: string): boolean => {
  if (part === "") return false
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
    if (!letter.test(text.charAt(at - 1)) && !letter.test(text.charAt(at + part.length))) return true
    // Scripts without spaces have no such boundary.
    if (!/^[\x20-\x7e]*$/.test(part)) return true
  }
  return false
}

const letter = /[\p{L}\p{N}]/u

interface Teller {
  readonly name: string
  readonly words: ReadonlySet<string>
}

const tellersOf = (prd: Prd): ReadonlyArray<Teller> =>
  [
    { name: "title", text: `${prd.title} ${prd.summary}` },
    ...prd.goals.map(({ id, text }) => ({ name: id, text })),
    ...prd.personas.map(({ description, id, name }) => ({
      name: `persona ${id}`,
      text: `${id} ${name} ${description}`
    })),
    ...prd.stories.map(({ id, personaId, soThat, want }) => ({ name: id, text: `${personaId} ${want} ${soThat}` })),
    ...prd.requirements.map(({ acceptance, id, text, title }) => ({
      name: id,
      text: [title, text, ...acceptance.flatMap((one) => [one.given, one.when, one.then])].join(" ")
    })),
    ...prd.entities.map(({ attributes, description, name }) => ({
      name: `entity ${name}`,
      text: `${name} ${description} ${attributes.join(" ")}`
    })),
    { name: "look", text: `background ${prd.look.background} accent ${prd.look.accent} tone ${prd.look.tone}` },
    ...prd.nonGoals.map((text) => ({ name: "non-goal", text })),
    ...prd.openQuestions.map((text) => ({ name: "open question", text })),
    ...(prd.assumptions ?? []).map(({ id, question, text }) => ({ name: id, text: `${text} ${question}` })),
    ...(prd.glossary ?? []).map(({ meaning, term }) => ({ name: `term ${term}`, text: `${term} ${meaning}` })),
    ...prd.notes.map((text) => ({ name: "note", text }))
  ].map(({ name, text }) => ({ name, words: wordsOf(text) }))

/** Told in other words: three in four of the words that carry it stand in one place of the PRD. */
const toldBy = (sentence: string, tellers: ReadonlyArray<Teller>): string => {
  const own = [...wordsOf(sentence)]
  if (own.length === 0) return "title"
  return tellers.find(({ words }) => own.filter((word) => words.has(word)).length >= own.length * 0.75)?.name ?? ""
}

/** Stems of the words that carry a sentence: short ones carry little, endings tell nothing apart. */
const wordsOf = (text: string): ReadonlySet<string> =>
  new Set(
    fold(text).split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 3 && !idle.has(word)).map((word) =>
      word.replace(/(?:ies|es|s|ing|ed|e|y)$/, "")
    )
  )

const idle: ReadonlySet<string> = new Set(
  "should must shall could would have with that this they them their there from which when what also able each such other will been were some into than then like please soon thanks thank hello"
    .split(
      " "
    )
)
