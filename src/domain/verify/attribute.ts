/** Which page's module a finding of `dpg verify` is about. Pure. */
import type { Finding } from "../Finding.ts"
import type { GateId, GateResult } from "../Verification.ts"

/** A page with its module's path in the app: `src/pages/HomePage.tsx`. */
export interface PageModule {
  readonly id: string
  readonly path: string
}

/** A finding that no page's module can be held to, with the gate that found it. */
interface OtherFinding {
  readonly gate: GateId
  readonly finding: Finding
}

export interface Attributed {
  /** By page id, in the order of the gates; the same finding of two gates stands once. */
  readonly pages: ReadonlyMap<string, ReadonlyArray<Finding>>
  readonly others: ReadonlyArray<OtherFinding>
}

/** Puts each finding of the gates that failed to the page whose module it is about, or to the others. */
export const attribute = (gates: ReadonlyArray<GateResult>, pages: ReadonlyArray<PageModule>): Attributed => {
  const found = new Map<string, ReadonlyArray<Finding>>()
  const others: Array<OtherFinding> = []
  for (const { findings, id: gate } of gates.filter(({ status }) => status === "failed")) {
    for (const finding of findings) {
      const about = pagesOf(gate, finding, pages)
      if (about.length === 0 && !others.some((other) => same(other.finding, finding))) others.push({ gate, finding })
      for (const { id } of about) {
        const before = found.get(id) ?? []
        if (!before.some((one) => same(one, finding))) found.set(id, [...before, finding])
      }
    }
  }
  return { pages: found, others }
}

const same = (a: Finding, b: Finding): boolean => a.rule === b.rule && a.at === b.at && a.message === b.message

const pagesOf = (gate: GateId, finding: Finding, pages: ReadonlyArray<PageModule>): ReadonlyArray<PageModule> => {
  switch (gate) {
    case "types":
    case "lint":
    case "build":
    case "tests":
      return ofTool(finding, pages)
    case "install":
    case "openapi":
    case "sql":
      return []
    default:
      return ofBrowser(finding, pages)
  }
}

/** By the module's path, where it is named; a test else by the page's id, which its title has in quotation marks. */
const ofTool = ({ at, message }: Finding, pages: ReadonlyArray<PageModule>): ReadonlyArray<PageModule> => {
  const named = pages.filter(({ path }) => at.replaceAll("\\", "/").startsWith(`${path}:`))
  if (named.length > 0) return named
  const thrown = pages.filter(({ path }) => message.replaceAll("\\", "/").includes(` at ${path}:`))
  return thrown.length > 0 ? thrown : pages.filter(({ id }) => new RegExp(`(?:^|> |of )'${id}' `).test(at))
}

/** By the id that the place begins with, and those that stand after `and 2 more:`. */
const ofBrowser = ({ at, rule }: Finding, pages: ReadonlyArray<PageModule>): ReadonlyArray<PageModule> => {
  if (notOfTheModule.has(rule)) return []
  const [first = "", more = ""] = at.split(/ and \d+ more(?:: )?/)
  const ids = new Set([/^[a-z0-9-]+/.exec(first)?.[0] ?? "", ...more.split(", ")])
  const about = pages.filter(({ id }) => ids.has(id))
  // What every page has is in the frame around them.
  return pages.length > 2 && about.length === pages.length ? [] : about
}

/** Faults of the app's map, of its frame or of the browser itself, whatever page they were met on. */
const notOfTheModule: ReadonlySet<string> = new Set([
  "not-guarded",
  "not-reached",
  "not-clickable",
  "browser-failed",
  "no-session"
])
