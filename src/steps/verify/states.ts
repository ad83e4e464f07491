/** Loading, empty, error and forbidden: the mock brings each about, and the page has to show it. */
import { Array as Arr, Effect } from "effect"
import { decided, isDrawn, leadTo, pageRoot, shows } from "../../codegen/verify/probe.ts"
import { type ForcedState, judgeState, judgeWidth, type Seen, statesOf } from "../../domain/verify/looks.ts"
import type { Viewing } from "../../domain/verify/plan.ts"
import type { Tab } from "../../layers/browser/Tab.ts"
import { desktop, failing, followMillis, listen, lookAt, tabs, type Visit } from "./look.ts"
import type { Paths } from "./routes.ts"

/** How long a state may take to show; an error is shown once what is worth another try was tried again. */
const stateMillis = 12_000

/** So many pages are seen in a state before the next tab takes over: short rounds keep all tabs at work. */
const round = 5

/** Forces the states of each page that loads something. */
export const forceStates = Effect.fn("verify.states")(function*(
  visit: Visit,
  viewings: ReadonlyArray<Viewing>,
  paths: Paths
) {
  const all = viewings.flatMap(({ page, role }) => {
    const path = paths.get(page.id)
    const ir = visit.product.irs.get(page.id)
    return path === undefined || ir === undefined
      ? []
      : statesOf(ir).map((forced): Forced => ({ page, path, role, width: desktop.width, forced }))
  })
  const rounds = Object.values(Arr.groupBy(all, ({ forced, role }) => `${forced} ${role}`))
    .flatMap((some) => Arr.chunksOf(some, round))
  yield* Effect.forEach(rounds, (some) => forceAll(visit, some), { concurrency: tabs, discard: true })
})

interface Forced extends Seen {
  readonly forced: ForcedState
}

/** The mock is told with the first page, and the tab remembers it: the others are gone to within the app. */
const forceAll = Effect.fnUntraced(function*(visit: Visit, some: ReadonlyArray<Forced>) {
  const tab = yield* visit.tabOf(some[0]?.role ?? "")
  yield* Effect.forEach(
    some,
    (seen, index) => forceState(visit, tab, seen, index === 0).pipe(failing(visit, "states", seen.page.id)),
    { discard: true }
  )
}, Effect.scoped)

const forceState = Effect.fnUntraced(function*(visit: Visit, tab: Tab, seen: Forced, isFirst: boolean) {
  const { forced, page, path } = seen
  const load = tab.goto(`${path}${path.includes("?") ? "&" : "?"}mock=${forced}`)
  if (isFirst) yield* load
  else {
    yield* tab.evaluate(leadTo(path))
    if (!(yield* tab.until(isDrawn(pageRoot(page.id)), followMillis))) yield* load
  }
  yield* tab.until(decided(forced, page.id), stateMillis)
  const shown = (yield* tab.evaluate(shows(forced))) === true
  const look = yield* lookAt(tab)
  visit.note("states", judgeState(seen, forced, shown, look))
  visit.note("widths", judgeWidth(seen, look))
  visit.count("states")
  yield* listen(visit, tab, seen)
})
