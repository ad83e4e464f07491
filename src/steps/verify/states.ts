/** Loading, empty, error and forbidden: the mock brings each about, and the page has to show it. */
import { Effect } from "effect"
import { decided, shows } from "../../codegen/verify/probe.ts"
import { finding } from "../../domain/link/report.ts"
import { type ForcedState, judgeState, judgeWidth, type Seen, statesOf } from "../../domain/verify/looks.ts"
import type { Viewing } from "../../domain/verify/plan.ts"
import { desktop, listen, lookAt, tabs, type Visit } from "./look.ts"
import type { Paths } from "./routes.ts"

/** How long a state may take to show; an error is shown once what is worth another try was tried again. */
const stateMillis = 12_000

/** Forces the states of each page that loads something. */
export const forceStates = Effect.fn("verify.states")(function*(
  visit: Visit,
  viewings: ReadonlyArray<Viewing>,
  paths: Paths
) {
  const jobs = viewings.flatMap((viewing) => {
    const path = paths.get(viewing.page.id)
    const ir = visit.product.irs.get(viewing.page.id)
    return path === undefined || ir === undefined
      ? []
      : statesOf(ir).map((state): Job => ({ viewing, path, state }))
  })
  yield* Effect.forEach(jobs, (job) => forceState(visit, job), { concurrency: tabs, discard: true })
})

interface Job {
  readonly viewing: Viewing
  readonly path: string
  readonly state: ForcedState
}

const forceState = Effect.fnUntraced(function*(
  visit: Visit,
  { path, state, viewing: { page, role } }: Job
) {
  const seen: Seen = { page, path, role, width: desktop.width, forced: state }
  yield* Effect.gen(function*() {
    const tab = yield* visit.tabOf(role)
    yield* tab.goto(`${path}${path.includes("?") ? "&" : "?"}mock=${state}`)
    yield* tab.until(decided(state), stateMillis)
    const shown = (yield* tab.evaluate(shows(state))) === true
    const look = yield* lookAt(tab)
    visit.note("states", judgeState(seen, state, shown, look))
    visit.note("widths", judgeWidth(seen, look))
    visit.count("states")
    yield* listen(visit, tab, seen)
  }).pipe(
    Effect.scoped,
    Effect.catchTag(
      "BrowserFailed",
      ({ reason }) => Effect.sync(() => visit.note("states", [finding("browser-failed", page.id, reason)]))
    )
  )
})
