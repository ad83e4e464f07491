/** The PRD as Markdown for people to read: a view of `prd.yaml`. */
import type { Prd } from "../domain/Prd.ts"

/** Texts come from a model and from the brief: what Markdown or HTML would take for markup is escaped. */
export const renderPrd = (prd: Prd, standIn: string): string =>
  [
    `<!-- A view of prd.yaml: edit that file, this one follows.${standIn === "" ? "" : ` Made by ${standIn}.`} -->`,
    "",
    `# ${text(prd.title)}`,
    "",
    text(prd.summary),
    ...section("Goals", prd.goals.map(({ id, text: goal }) => `- **${id}** ${text(goal)}`)),
    ...section(
      "Personas",
      prd.personas.map(({ description, id, name, signsIn }) =>
        `- **${text(name)}** (\`${id}\`, ${signsIn ? "signs in" : "does not sign in"}): ${text(description)}`
      )
    ),
    ...section(
      "Stories",
      prd.stories.map(({ id, personaId, priority, requirementIds, soThat, want }) =>
        `- **${id}** (${priority}) As \`${text(personaId)}\` I want ${text(want)}${
          soThat === "" ? "" : `, so that ${text(soThat)}`
        }. ${requirementIds.map(text).join(", ")}`.trimEnd()
      )
    ),
    "",
    "## Requirements",
    ...prd.requirements.flatMap((requirement) => [
      "",
      `### ${requirement.id} ${text(requirement.title)}`,
      "",
      text(requirement.text),
      "",
      requirement.basis === "stated" ? `> ${text(requirement.quote)}` : "*Assumed: the brief does not say so.*",
      "",
      `Priority: ${requirement.priority}.${requirement.needsData ? " Needs stored data." : ""}`,
      "",
      ...requirement.acceptance.map((criterion) =>
        `- ${criterion.given === "" ? "" : `Given ${text(criterion.given)}, `}when ${text(criterion.when)}, then ${
          text(criterion.then)
        }`
      )
    ]),
    ...section(
      "Entities",
      prd.entities.map(({ attributes, description, name }) =>
        `- **${name}**: ${text(description)}${attributes.length === 0 ? "" : ` (${attributes.map(text).join(", ")})`}`
      )
    ),
    ...section(
      "Look",
      (["background", "accent", "tone"] as const).flatMap((key) =>
        prd.look[key] === "" ? [] : [`- ${key}: ${text(prd.look[key])}`]
      )
    ),
    ...section("Not in scope", prd.nonGoals.map((one) => `- ${text(one)}`)),
    ...section(
      "Left out of the brief",
      (prd.leftOut ?? []).map(({ quotation, reason }) => `- "${text(quotation)}": ${text(reason)}`)
    ),
    ...section("Open questions", prd.openQuestions.map((one) => `- ${text(one)}`)),
    ...section("Notes", prd.notes.map((one) => `- ${text(one)}`)),
    ""
  ].join("\n")

const section = (title: string, lines: ReadonlyArray<string>): ReadonlyArray<string> =>
  lines.length === 0 ? [] : ["", `## ${title}`, "", ...lines]

const text = (value: string): string => value.replace(/\s+/g, " ").trim().replace(/[\\`*_[\]<>|#]/g, "\\$&")
