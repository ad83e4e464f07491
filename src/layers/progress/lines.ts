/** One line an event, for a log file or a terminal that cannot redraw. Pure. */
import { allTokens, count, duration, harmless, money, plural } from "../../domain/Format.ts"
import type { RunEvent } from "../../domain/RunEvent.ts"
import { addCost } from "../../domain/RunSummary.ts"

/** The line of an event; undefined where there is nothing to say. */
export const lineOf = (event: RunEvent): string | undefined => {
  const text = words(event)
  return text === undefined ? undefined : harmless(text)
}

const words = (event: RunEvent): string | undefined => {
  switch (event._tag) {
    case "RunStarted":
      return `run ${event.runId}${event.offline ? " (offline)" : ""} into ${event.directory}`
    case "StepStarted":
      return `${where(event)}: started`
    case "StepFinished":
      return event.reused
        ? `${where(event)}: unchanged`
        : `${where(event)}: done in ${duration(event.durationMillis)}${files(event.files)}`
    case "StepFailed":
      return `${where(event)}: failed: ${event.error.message}`
    case "PagesCounted":
      return `${plural(event.pages.length, "page")}: ${event.pages.join(", ")}`
    case "CallAttempt": {
      const call = `${where(event)}: ${event.modelId}, ${duration(event.latencyMillis)}`
      const used = `${count(allTokens(event.usage))} tokens, ${money(addCost(event.costUsd, 0))}`
      if (event.error === undefined) return `${call}, ${used}`
      const next = event.retryInMillis === undefined ? "" : `; again in ${duration(event.retryInMillis)}`
      return `${call}, attempt ${event.attempt} failed: ${event.error.message}${next}`
    }
    case "CallProgress":
      return undefined
    case "RepairRequested":
      return `${where(event)}: repair ${event.round}: ${event.findings[0] ?? ""}${more(event.findings.length - 1)}`
    case "Warning":
      return `warning: ${event.message}`
    case "RunFinished":
      return `${event.outcome} in ${duration(event.durationMillis)}: ${plural(event.calls, "call")}, ${
        count(allTokens(event.usage))
      } tokens, ${money(event.costUsd)}`
  }
}

const where = ({ page, step }: { readonly step: string; readonly page: string }): string =>
  [step, page].filter((word) => word !== "").join(" ") || "call"

const more = (number: number): string => number > 0 ? ` (and ${number} more)` : ""

const files = (paths: ReadonlyArray<string>): string =>
  paths.length === 0 ? "" : `: ${paths.slice(0, 3).join(", ")}${more(paths.length - 3)}`
