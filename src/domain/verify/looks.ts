/** What the browser saw and heard, judged. Pure: the gates gather, this decides. */
import type { Finding } from "../Finding.ts"
import { finding } from "../link/report.ts"
import type { PageIr } from "../PageIr.ts"
import type { Page } from "../Pages.ts"
import { internalPath, pageAt } from "./plan.ts"

/** A page, seen once. */
export interface Seen {
  readonly page: Page
  readonly path: string
  /** `""` for a guest. */
  readonly role: string
  readonly width: number
  /** The state that the mock was told to bring about; `""` for none. */
  readonly forced: string
}

/** `library-items as volunteer at 375 (/library-items)`. */
export const placeOf = ({ forced, page, path, role, width }: Seen): string =>
  `${page.id}${role === "" ? "" : ` as ${role}`} at ${width}${forced === "" ? "" : `, ${forced}`} (${path})`

/** What a page says of itself: as in `codegen/probe.ts`. */
export interface PageLook {
  readonly page: string
  readonly heading: string
  readonly states: ReadonlyArray<string>
  readonly alerts: ReadonlyArray<string>
  readonly overflow: number
  readonly sticksOut: ReadonlyArray<string>
}

/** Whether it is the page that was asked for, with its content. */
export const judgeRoute = (seen: Seen, look: PageLook, settled: boolean): ReadonlyArray<Finding> => {
  const at = placeOf(seen)
  if (look.page !== seen.page.id) {
    const instead = look.page === "" ? `"${look.heading}"` : `the page ${look.page}`
    return [finding("wrong-page", at, `shows ${instead} instead of ${seen.page.id}`)]
  }
  return [
    ...settled ? [] : [finding("never-ready", at, "is still loading after 10 seconds")],
    ...look.heading === "" ? [finding("no-heading", at, "has no heading of level 1")] : [],
    ...look.states.includes("error") || look.states.includes("forbidden")
      ? [finding("shows-error", at, `says that something failed: ${look.alerts[0] ?? look.states.join(", ")}`)]
      : []
  ]
}

/** A guest must not see what is for those who are signed in; nor a role what is for another. */
export const judgeGuard = (seen: Seen, look: PageLook): ReadonlyArray<Finding> =>
  look.page === seen.page.id && !look.states.includes("forbidden")
    ? [
      finding(
        "not-guarded",
        placeOf(seen),
        `is shown to ${seen.role === "" ? "a guest" : `the role ${seen.role}`}, who may not open it`
      )
    ]
    : []

/** Whether a page is wider than the window it is shown in. */
export const judgeWidth = (seen: Seen, look: PageLook): ReadonlyArray<Finding> =>
  look.overflow <= 1 ? [] : [
    finding(
      "overflow",
      placeOf(seen),
      `is ${look.overflow} px wider than the window${
        look.sticksOut.length === 0 ? "" : `: ${look.sticksOut.join(", ")}`
      }`
    )
  ]

/** Each link that leads nowhere: to no address, or to one that no page has. */
export const judgeLinks = (
  seen: Seen,
  links: ReadonlyArray<{ readonly href: string; readonly text: string }>,
  pages: ReadonlyArray<Page>,
  others: ReadonlyArray<string>
): ReadonlyArray<Finding> =>
  links.flatMap(({ href, text }) => {
    const path = internalPath(href)
    if (path === undefined) return [finding("dead-link", placeOf(seen), `the link "${text}" leads nowhere (${href})`)]
    if (path === "" || pageAt(pages, path) !== undefined || others.includes(path.split(/[?#]/)[0] ?? "")) return []
    return [finding("dead-link", placeOf(seen), `the link "${text}" leads to ${path}, which is no page`)]
  })

/** What went on in a tab since it was opened, or since it was last asked. */
export interface TabHeard {
  /** Errors in the console and those that nobody caught. */
  readonly errors: ReadonlyArray<{ readonly text: string; readonly uncaught: boolean }>
  /** Every answered or failed request: `status` 0 and `failure` where there was no answer. */
  readonly requests: ReadonlyArray<{
    readonly method: string
    readonly url: string
    readonly status: number
    readonly failure: string
    /** Whether it was to another address than the app's own. */
    readonly remote: boolean
  }>
  /** Every request that was begun, answered or not. */
  readonly sent: ReadonlyArray<{ readonly method: string; readonly url: string }>
}

/** Errors in the console. Where a failure was forced, what is not caught is still one. */
export const judgeConsole = (seen: Seen, heard: TabHeard): ReadonlyArray<Finding> =>
  heard.errors.filter(({ uncaught }) => uncaught || seen.forced === "").map(({ text, uncaught }) =>
    finding(uncaught ? "uncaught-error" : "console-error", placeOf(seen), oneLine(text))
  )

/** Requests that failed, and those to anywhere but the app itself, which were not let through. */
export const judgeRequests = (seen: Seen, heard: TabHeard): ReadonlyArray<Finding> =>
  heard.requests.flatMap(({ failure, method, remote, status, url }) => {
    const request = `${method} ${oneLine(url)}`
    if (remote) return [finding("remote-request", placeOf(seen), `${request} leaves the machine (it was blocked)`)]
    if (seen.forced !== "") return []
    // What is given up because one goes on to another page has not failed.
    if (status === 0) {
      return failure.includes("ERR_ABORTED") ? [] : [finding("failed-request", placeOf(seen), `${request}: ${failure}`)]
    }
    return status >= 400 ? [finding("failed-request", placeOf(seen), `${request} was answered ${status}`)] : []
  })

/**
 * The states that a page has, by its description: with anything to load, all but `empty`, which needs a list that is shown
 * at once. A list that only offers choices, stands in a dialog or hangs on a condition has none to be seen.
 */
export const statesOf = ({ nodes, queries }: Pick<PageIr, "queries" | "nodes">): ReadonlyArray<ForcedState> => {
  const isShown = (id: string): boolean => {
    const node = nodes.find((one) => one.id === id)
    return node === undefined || (node.kind !== "dialog" && node.visibleWhen === "" && isShown(node.parent))
  }
  const lists = new Set(queries.filter(({ itemsPath }) => itemsPath !== "").map(({ id }) => `query.${id}`))
  const shown = nodes.some(({ id, source }) => lists.has(source) && isShown(id))
  if (queries.length === 0) return []
  return shown ? ["loading", "empty", "error", "forbidden"] : ["loading", "error", "forbidden"]
}
export type ForcedState = "loading" | "empty" | "error" | "forbidden"

/** A forced state has to be seen; a page must not crash over it. */
export const judgeState = (seen: Seen, state: ForcedState, shown: boolean, look: PageLook): ReadonlyArray<Finding> => [
  ...shown ? [] : [
    finding(
      "missing-state",
      placeOf(seen),
      `shows no ${state} state${look.states.length === 0 ? "" : ` but ${look.states.join(", ")}`}`
    )
  ],
  ...look.heading === "" && look.page === "" ? [finding("blank-page", placeOf(seen), "shows nothing at all")] : []
]

/** What axe found on a page: as in `codegen/probe.ts`. */
export interface AxeViolation {
  readonly id: string
  readonly help: string
  readonly impact: string | null
  readonly target: string
  readonly markup: string
  readonly count: number
}

export const judgeAxe = (
  seen: Seen,
  scheme: "light" | "dark",
  violations: ReadonlyArray<AxeViolation>
): ReadonlyArray<Finding> =>
  violations.map(({ count, help, id, impact, markup, target }) =>
    finding(
      `axe-${id}`,
      `${placeOf(seen)}${scheme === "dark" ? ", dark" : ""}`,
      `${help} (${impact ?? "unrated"}, ${count === 1 ? "1 element" : `${count} elements`}): ${oneLine(target)} ${
        oneLine(markup)
      }`
    )
  )

/** The same finding in many places is one finding: the first place, how many more, and which other pages they are on. */
export const gathered = (findings: ReadonlyArray<Finding>): ReadonlyArray<Finding> => {
  const groups = new Map<string, Array<Finding>>()
  for (const one of findings) {
    const key = `${one.rule}\n${one.message}`
    groups.set(key, [...groups.get(key) ?? [], one])
  }
  return [...groups.values()].flatMap(([first, ...more]) => {
    if (first === undefined) return []
    if (more.length === 0) return [first]
    const others = [...new Set(more.map(pageOf))].filter((page) => page !== "" && page !== pageOf(first))
    return [{
      ...first,
      at: `${first.at} and ${more.length} more${others.length === 0 ? "" : `: ${others.join(", ")}`}`
    }]
  })
}

/** The id that a place begins with. */
const pageOf = ({ at }: Finding): string => /^[a-z0-9-]+/.exec(at)?.[0] ?? ""

const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim().slice(0, 400)
