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
      return `run ${event.runId}${event.offline ? " (offline)" : ""} into ${event.directory}: ` +
        `${event.region} (${event.regionSource}), ${event.credentials}`
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
    case "CallWaiting":
      return `${where(event)}: ${event.modelId} waits ${duration(event.millis)} for its turn (${event.reason})`
    case "RepairRequested":
      return `${where(event)}: repair ${event.round}: ${event.findings[0] ?? ""}${more(event.findings.length - 1)}`
    case "PageFellBack":
      return `${where(event)}: built from its skeleton: ${event.findings[0] ?? ""}${more(event.findings.length - 1)}`
    case "Merged":
      return `${where(event)}: ${merged(event)}`
    case "Mended":
      return `${plural(event.mended.length, "page")} mended${
        event.left.length === 0 ? "" : `, ${event.left.length} left`
      }`
    case "Warning":
      return `warning: ${event.message}`
    case "RunFinished":
      return `${event.outcome} in ${duration(event.durationMillis)}: ${plural(event.calls, "call")}, ${
        count(allTokens(event.usage))
      } tokens, ${money(event.costUsd)}`
  }
}

/** What became of a file that both sides had changed. */
export const merged = ({ conflicts, path }: { readonly path: string; readonly conflicts: ReadonlyArray<number> }) =>
  conflicts.length === 0
    ? `merged into your ${path}`
    : `conflicts in ${path}, line ${conflicts.slice(0, 5).join(", ")}${more(conflicts.length - 5)}`

const where = ({ page, step }: { readonly step: string; readonly page: string }): string =>
  [step, page].filter((word) => word !== "").join(" ") || "call"

const more = (number: number): string => number > 0 ? ` (and ${number} more)` : ""

const files = (paths: ReadonlyArray<string>): string =>
  paths.length === 0 ? "" : `: ${paths.slice(0, 3).join(", ")}${more(paths.length - 3)}`
