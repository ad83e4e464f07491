/** The PRD as Markdown for people to review: a view of `prd.yaml`. */
import type { Prd, Requirement } from "../domain/Prd.ts"

/** Texts come from a model and from the brief: what Markdown or HTML would take for markup is escaped. */
export const renderPrd = (prd: Prd, standIn: string): string => {
  const { assumptions = [], constraints = [], glossary = [], leftOut = [] } = prd
  return [
    `<!-- A view of prd.yaml: edit that file, this one follows.${standIn === "" ? "" : ` Made by ${standIn}.`} -->`,
    "",
    `# ${text(prd.title)}`,
    "",
    text(prd.summary),
    "",
    atAGlance(prd),
    ...section("Goals", table(["", "What is better then"], prd.goals.map((one) => [`**${one.id}**`, text(one.text)]))),
    ...section("Not in scope", prd.nonGoals.map((one) => `- ${text(one)}`)),
    ...section(
      "People",
      table(
        ["Who", "Role", "Signs in", "Who they are and what they need"],
        prd.personas.map(({ description, id, name, signsIn }) => [
          `**${text(name)}**`,
          `\`${id}\``,
          signsIn ? "yes" : "no",
          text(description)
        ])
      )
    ),
    ...section(
      "Stories",
      table(
        ["", "As", "I want to", "so that", "Priority", "Requirements"],
        prd.stories.map(({ id, personaId, priority, requirementIds, soThat, want }) => [
          `**${id}**`,
          text(prd.personas.find((one) => one.id === personaId)?.name ?? personaId),
          text(want.replace(/^to\s+/i, "")),
          text(soThat),
          priority,
          requirementIds.map((one) => linkTo(prd, one)).join(", ")
        ])
      )
    ),
    ...section(
      "Requirements",
      table(
        ["", "What", "Priority", "Basis", "Stored data"],
        prd.requirements.map(({ basis, id, needsData, priority, title }) => [
          linkTo(prd, id),
          text(title),
          priority,
          basis,
          needsData ? "yes" : "no"
        ])
      )
    ),
    ...prd.requirements.flatMap(requirementPart),
    ...section(
      "What is kept",
      table(
        ["Thing", "What it is", "What is known of it"],
        prd.entities.map(({ attributes, description, name }) => [
          `**${name}**`,
          text(description),
          attributes.map(text).join(", ")
        ])
      )
    ),
    ...section(
      "Look",
      (["background", "accent", "tone"] as const).flatMap((key) =>
        prd.look[key] === "" ? [] : [`- ${key}: ${text(prd.look[key])}`]
      )
    ),
    ...section(
      "Constraints",
      table(
        ["Kind", "The brief says", "What comes of it"],
        constraints.map(({ kind, quotation, treatment }) => [kind, quote(quotation), text(treatment)])
      )
    ),
    ...section(
      "Assumptions",
      table(
        ["", "Taken to be so", "Question for the owner"],
        assumptions.map(({ id, question, text: assumed }) => [`**${id}**`, text(assumed), text(question)])
      )
    ),
    ...section("Open questions", prd.openQuestions.map((one) => `- ${text(one)}`)),
    ...section(
      "Glossary",
      table(["Term", "Meaning"], glossary.map((one) => [`**${text(one.term)}**`, text(one.meaning)]))
    ),
    ...section(
      "Left out of the brief",
      table(
        ["The brief says", "Why nothing is built for it"],
        leftOut.map((one) => [quote(one.quotation), text(one.reason)])
      )
    ),
    ...section("Notes", prd.notes.map((one) => `- ${text(one)}`)),
    ""
  ].join("\n")
}

/** How much there is of it, what waits for an answer, and where each part has gone. */
const atAGlance = ({ assumptions = [], openQuestions, requirements }: Prd): string => {
  const must = requirements.filter(({ priority }) => priority === "must").length
  const stated = requirements.filter(({ basis }) => basis === "stated").length
  const waiting = [
    ...(assumptions.length === 0 ? [] : [`[${count(assumptions.length, "assumption")}](#assumptions)`]),
    ...(openQuestions.length === 0 ? [] : [`[${count(openQuestions.length, "open question")}](#open-questions)`])
  ].join(" and ")
  return `${count(requirements.length, "requirement")}, ${must} of them a must, ${stated} stated in the brief. ${
    waiting === "" ? "" : `For the owner to settle: ${waiting}. `
  }What became of each sentence of the brief: [trace](trace.html).`
}

const requirementPart = (requirement: Requirement): ReadonlyArray<string> => [
  "",
  `### ${requirement.id} ${text(requirement.title)}`,
  "",
  text(requirement.text),
  "",
  requirement.basis === "stated" ? `> ${text(requirement.quote)}` : "*Assumed: the brief does not say so.*",
  "",
  `Priority: ${requirement.priority}.${
    requirement.needsData ? " Needs stored data." : ""
  } [Operations, pages and checks](trace.html#fr-${requirement.id})`,
  "",
  ...requirement.acceptance.map((criterion) =>
    `- ${criterion.given === "" ? "**When**" : `**Given** ${text(criterion.given)}, **when**`} ${
      text(criterion.when)
    }, **then** ${text(criterion.then)}`
  )
]

const linkTo = (prd: Prd, id: string): string => {
  const requirement = prd.requirements.find((one) => one.id === id)
  return requirement === undefined ? text(id) : `[${id}](#${slug(`${id} ${requirement.title}`)})`
}

/** The anchor that Markdown's renderers give a heading. */
const slug = (heading: string): string =>
  heading.toLowerCase().replace(/[^\p{L}\p{M}\p{N}\p{Pc}\s-]/gu, "").trim().replace(/\s/g, "-")

const section = (title: string, lines: ReadonlyArray<string>): ReadonlyArray<string> =>
  lines.length === 0 ? [] : ["", `## ${title}`, "", ...lines]

/** No row, no table. */
const table = (
  headings: ReadonlyArray<string>,
  rows: ReadonlyArray<ReadonlyArray<string>>
): ReadonlyArray<string> =>
  rows.length === 0
    ? []
    : [headings, headings.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`)

/** Words of the brief, without its list marks and emphasis. */
const quote = (words: string): string => `“${text(words.replace(/\*\*|__/g, ""))}”`

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? "" : "s"}`

const text = (value: string): string => value.replace(/\s+/g, " ").trim().replace(/[\\`*_[\]<>|#]/g, "\\$&")
