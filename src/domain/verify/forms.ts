/** What a form did with what was put into it, judged. Pure. */
import type { Finding } from "../Finding.ts"
import { finding } from "../link/report.ts"
import { anyChoice, type Filled } from "./fields.ts"
import type { TabHeard } from "./looks.ts"

/** How a form stands: as in `codegen/verify/probe.ts`. */
export interface FormStanding {
  readonly there: boolean
  readonly invalid: ReadonlyArray<{ readonly label: string; readonly message: string }>
  readonly alerts: ReadonlyArray<string>
  readonly said: ReadonlyArray<string>
}

const changes = ({ method }: { readonly method: string }): boolean => method !== "GET" && method !== "HEAD"

/** Data that it has to refuse: said where it is wrong, with a reason, and nothing sent. */
export const judgeRefusal = (
  at: string,
  wrong: ReadonlyArray<Filled>,
  state: FormStanding,
  heard: TabHeard
): ReadonlyArray<Finding> => {
  const sent = heard.sent.find(changes)
  if (sent !== undefined) {
    return [finding("sends-invalid", at, `sends ${sent.method} ${sent.url} with ${shown(wrong)}`)]
  }
  if (state.invalid.length === 0 && state.alerts.length === 0) {
    return [finding("no-refusal", at, `says nothing about ${shown(wrong)}`)]
  }
  return state.invalid.filter(({ message }) => message === "").map(({ label }) =>
    finding("no-message", at, `marks "${label}" as wrong without a word that is tied to it`)
  )
}

/** Data that it has to take: an answer that is a success, and something to see of it. */
export const judgeSuccess = (
  at: string,
  right: ReadonlyArray<Filled>,
  state: FormStanding,
  heard: TabHeard,
  moved: boolean
): ReadonlyArray<Finding> => {
  const [refused] = moved ? [] : state.invalid
  if (refused !== undefined) {
    return [
      finding(
        "refuses-valid",
        at,
        `refuses "${refused.label}": ${refused.message || "no reason given"} (${shown(right)})`
      )
    ]
  }
  const sent = heard.requests.filter(changes)
  const bad = sent.find(({ status }) => status >= 400)
  if (bad !== undefined) {
    return [finding("submit-failed", at, `${bad.method} ${bad.url} was answered ${bad.status} to ${shown(right)}`)]
  }
  if (!moved && state.alerts.length > 0) {
    return [finding("submit-failed", at, `says "${state.alerts[0]}" to ${shown(right)}`)]
  }
  if (moved || !state.there || state.said.length > 0) return []
  return [
    finding(
      "no-success",
      at,
      heard.sent.length === 0
        ? `does nothing with ${shown(right)}`
        : `shows nothing of having taken ${shown(right)}`
    )
  ]
}

const shown = (filled: ReadonlyArray<Filled>): string =>
  filled.filter(({ value }) => value !== undefined).slice(0, 4)
    .map(({ control, value }) =>
      `${control.label || control.type} = ${
        control.type === "password" ? "…" : value === anyChoice ? "its first choice" : JSON.stringify(value)
      }`
    )
    .join(", ")
