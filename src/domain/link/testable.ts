/** Whether acceptance criteria can be tested: they name what is seen, not how well it is done. */
import type { Finding } from "../Finding.ts"
import type { Prd } from "../Prd.ts"
import { quoted, unless } from "./report.ts"

/** What a model is told of it. */
export const testableRule =
  "`then` says what is seen, never how good it is: words like \"properly\", \"correctly\", \"successfully\", \"quickly\", \"user-friendly\", \"intuitive\", \"seamless\" or \"as expected\" are no outcome and are refused."

const vague =
  /\b(?:properly|correctly|successful(?:ly)?|gracefully|quickly|easily|appropriately|adequately|user-friendly|intuitive(?:ly)?|seamless(?:ly)?|smoothly|efficiently|as expected|as (?:it )?should|works? (?:well|fine)|(?:is|are) handled|easy to use|looks? (?:good|nice|great))\b/i

/** Criteria whose outcome nobody could see. */
export const linkTestable = (prd: Prd): ReadonlyArray<Finding> =>
  prd.requirements.flatMap(({ acceptance, id }, i) =>
    acceptance.flatMap((criterion, j) => {
      const found = vague.exec(criterion.then)?.[0]
      return unless(
        found === undefined,
        "criterion-not-testable",
        `requirements[${i}].acceptance[${j}].then`,
        () => `${quoted(found ?? "")} in a criterion of ${id} cannot be seen; say what is on the screen`
      )
    })
  )
