/** What `dpg mend` shows in the end: what is mended, what is left and why. Pure. */
import { Effect, Schema } from "effect"
import { render } from "../domain/Finding.ts"
import { harmless } from "../domain/Format.ts"
import { type Left, Mending } from "../domain/Mending.ts"
import { gateTitle } from "../domain/Verification.ts"

/** How many findings of a page, or of what is no page's, are shown; all of them stand in `.dpg/run.ndjson`. */
const shown = 5

export const mendingLines = (directory: string, { left, mended, others }: Mending): ReadonlyArray<string> => {
  if (mended.length + left.length + others.length === 0) return ["Nothing to mend: every gate passed, or was skipped."]
  return [
    "",
    ...mended.length === 0 ? [] : [`Mended: ${mended.join(", ")}`],
    ...left.flatMap(leftLines),
    ...others.length === 0 ? [] : [
      "Not in a page, so that no model is asked:",
      ...some(others.map(({ finding, gate }) => `${gateTitle[gate]}: ${render(finding)}`))
    ],
    ...mended.length === 0
      ? []
      : ["", "Whether it passes now, in the browser too:", `  dpg verify ${harmless(directory)}`]
  ]
}

const leftLines = ({ findings, page, why }: Left): ReadonlyArray<string> => [
  harmless(`Left: ${page}: ${why}`),
  ...some(findings.map(render))
]

const some = (lines: ReadonlyArray<string>): ReadonlyArray<string> => [
  ...lines.slice(0, shown).map((line) => `  - ${harmless(line)}`),
  ...lines.length > shown ? [`  - and ${lines.length - shown} more`] : []
]

/** The same for another program, where nothing was asked and no log has it: as the event of that name. */
export const mendingJson = (mending: Mending): Effect.Effect<string> =>
  Effect.orDie(encode({ _tag: "Mended", ...mending }))

const encode = Schema.encodeEffect(
  Schema.fromJsonString(Schema.Struct({ _tag: Schema.tag("Mended"), ...Mending.fields }))
)
