/** The gates that need a browser: the built app, served with its mock API, in headless Chromium. */
import { Clock, Effect, Option } from "effect"
import type { Finding } from "../../domain/Finding.ts"
import { plural } from "../../domain/Format.ts"
import { finding } from "../../domain/link/report.ts"
import {
  type BrowserGate,
  browserGates,
  type GateResult,
  judged,
  type Outcome,
  skipped,
  type VerifiedPage
} from "../../domain/Verification.ts"
import { gathered } from "../../domain/verify/looks.ts"
import { viewings } from "../../domain/verify/plan.ts"
import { AppServer } from "../../layers/AppServer.ts"
import { Browser } from "../../layers/Browser.ts"
import { useControls } from "./controls.ts"
import { GateWatch, report } from "./gate.ts"
import { people, type Visit } from "./look.ts"
import type { ProductOnDisk } from "./product.ts"
import { followNavigation, tryGuards, visitPages } from "./routes.ts"
import { forceStates } from "./states.ts"

interface Watched {
  readonly gates: ReadonlyArray<GateResult>
  readonly pages: ReadonlyArray<VerifiedPage>
}

/** All of them; without a browser each is skipped, with the reason. */
export const browse = Effect.fn("verify.browser")(function*(product: ProductOnDisk, chromium: Option.Option<string>) {
  const server = yield* AppServer
  const browser = yield* Browser
  const origin = yield* server.serve(`${product.app}/dist`, 0)
  const session = yield* Effect.result(browser.start(origin, chromium))
  if (session._tag === "Failure") return yield* skipAll(session.failure.reason)

  const findings = new Map<BrowserGate, Array<Finding>>()
  const counts = new Map<BrowserGate | "buttons", number>()
  const visit: Visit = {
    session: session.success,
    product,
    tabOf: yield* people(session.success, product),
    note: (gate, found) => void findings.set(gate, [...findings.get(gate) ?? [], ...found]),
    count: (gate, number = 1) => void counts.set(gate, (counts.get(gate) ?? 0) + number)
  }
  if (product.roles.length > 0 && product.sessionKey === "") {
    visit.note("routes", [
      finding(
        "no-session",
        "app/src/api/session.ts",
        "does not say where the session is kept: nobody could be signed in"
      )
    ])
  }
  let since = yield* Clock.currentTimeMillis
  const finish = Effect.fnUntraced(function*(ids: ReadonlyArray<BrowserGate>) {
    const now = yield* Clock.currentTimeMillis
    const took = now - since
    since = now
    return yield* Effect.forEach(ids, (id, index) => {
      const number = (what: BrowserGate | "buttons") => counts.get(what) ?? 0
      const outcome = outcomeOf(id, number(id), number("buttons"), gathered(findings.get(id) ?? []), session.success)
      // Gates that were looked at in one go share its time: it is told once.
      return report(id, outcome, index === 0 ? took : 0)
    })
  })

  const watch = yield* GateWatch
  yield* watch.started(browserGates)
  const { active, pages, paths } = yield* visitPages(visit)
  yield* tryGuards(visit, paths)
  const routes = yield* finish(["routes"])
  yield* followNavigation(visit)
  const links = yield* finish(["links"])
  const close = viewings(product.pages, product.roles.map(({ id }) => id), product.openapi).filter((one) => one.close)
  yield* forceStates(visit, close, paths)
  const states = yield* finish(["states", "widths"])
  yield* useControls(visit, close.filter(({ page }) => active.has(page.id)), paths)
  const rest = yield* finish(["forms", "axe", "console", "requests"])
  return { gates: [...routes, ...links, ...states, ...rest], pages } satisfies Watched
}, Effect.scoped)

/** Every gate of the browser as skipped. */
export const skipAll = Effect.fnUntraced(function*(why: string): Effect.fn.Return<Watched> {
  return { gates: yield* Effect.forEach(browserGates, (id) => report(id, skipped(why), 0)), pages: [] }
})

const outcomeOf = (
  id: BrowserGate,
  number: number,
  buttons: number,
  findings: ReadonlyArray<Finding>,
  { axe, version }: Visit["session"]
): Outcome => {
  switch (id) {
    case "routes":
      return judged(`${plural(number, "view")} of every page by everybody who may open it, ${version}`, findings)
    case "links":
      return judged(plural(number, "link"), findings)
    case "console":
      return judged(plural(number, "page load"), findings)
    case "requests":
      return judged(`${plural(number, "request")}, none of them leaves the machine`, findings)
    case "states":
      return number === 0 && findings.length === 0
        ? skipped("no page loads anything")
        : judged(plural(number, "forced state"), findings)
    case "forms":
      return number + buttons === 0 && findings.length === 0
        ? skipped("no page has a form or a button")
        : judged(`${plural(number, "form")} with invalid and valid data, ${plural(buttons, "button")}`, findings)
    case "axe":
      return Option.isNone(axe)
        ? skipped("axe-core is not installed: npm install axe-core")
        : judged(`${plural(number, "run")} of axe: light, dark, phone, desktop and dialogs`, findings)
    case "widths":
      return judged(`${plural(number, "view")} at 375 and 1280 without sideways scrolling`, findings)
  }
}
