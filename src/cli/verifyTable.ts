/** What `dpg verify` shows: a row a gate, then the sum of it. Pure. */
import { Effect, Schema } from "effect"
import { render } from "../domain/Finding.ts"
import { duration, fit, harmless } from "../domain/Format.ts"
import { type GateResult, gateTitle, tally, Verification } from "../domain/Verification.ts"

const widest = Math.max(...Object.values(gateTitle).map((title) => title.length))

/** How many findings of a gate are shown; the rest stands in the report. */
const shownFindings = 5

/** A gate, with the first of what was found. */
export const gateLines = ({ durationMillis, findings, status, summary, title }: GateResult): ReadonlyArray<string> => [
  `${fit(status, 7)}  ${fit(title, widest)}  ${fit(durationMillis === 0 ? "" : duration(durationMillis), 11)}  ${
    harmless(summary)
  }`.trimEnd(),
  ...findings.slice(0, shownFindings).map((one) => `         - ${harmless(render(one))}`),
  ...findings.length > shownFindings ? [`         - and ${findings.length - shownFindings} more, in report.html`] : []
]

/** The last lines: the sum, what was skipped and why, where to look. */
export const verificationLines = (directory: string, verification: Verification): ReadonlyArray<string> => {
  const skipped = verification.gates.filter(({ status }) => status === "skipped")
  const reasons = [...new Set(skipped.map(({ summary }) => summary))]
  return [
    "",
    `${tally(verification.gates)} in ${
      duration(verification.durationMillis)
    }: ${verification.routes} pages, ${verification.operations} operations.`,
    ...reasons.map((reason) =>
      `NOT CHECKED: ${skipped.filter(({ summary }) => summary === reason).map(({ title }) => title).join(", ")} (${
        harmless(reason)
      })`
    ),
    `All of it, with a picture of every page: ${directory}/report.html`
  ]
}

/** The same for another program. */
export const verificationJson = (verification: Verification): Effect.Effect<string> =>
  Effect.orDie(encode(verification))

const encode = Schema.encodeEffect(Schema.fromJsonString(Verification, { space: 2 }))
