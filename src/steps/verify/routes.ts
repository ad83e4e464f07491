/** Every page as everybody who may open it, every link of the navigation, and that nobody sees what is not theirs. */
import { Array as Arr, Effect, Option, type Scope } from "effect"
import { isDrawn, navigationLink, pageRoot } from "../../codegen/verify/probe.ts"
import type { OutputNotWritable, RunLocked } from "../../domain/Errors.ts"
import { finding } from "../../domain/link/report.ts"
import type { Scheme, VerifiedPage } from "../../domain/Verification.ts"
import { judgeGuard, judgeLinks, judgeRoute, judgeWidth, placeOf, type Seen } from "../../domain/verify/looks.ts"
import { internalPath, isPlain, mayOpen, pageAt, type Viewing, viewings } from "../../domain/verify/plan.ts"
import type { Tab } from "../../layers/browser/Tab.ts"
import { desktop, failing, goOn, listen, lookAt, open, phone, pictureOf, runAxe, tabs, type Visit } from "./look.ts"
import { keepPicture } from "./screens.ts"

/** Where each page was found. */
export type Paths = ReadonlyMap<string, string>

/**
 * Looks at every page: first those whose address is known, then, by following links, those that need an id.
 * Pictures go to `.dpg/screens/`.
 */
export const visitPages = Effect.fn("verify.routes")(function*(visit: Visit) {
  const { product } = visit
  const all = viewings(product.pages, product.roles.map(({ id }) => id), product.openapi)
  const paths = new Map(product.pages.filter(isPlain).map((page) => [page.id, page.route]))
  const others = otherAddresses(visit)
  const roles = rolesOf(visit)
  const seen: Array<VerifiedPage> = []
  const activeIds = new Set<string>()
  let left = all
  while (left.length > 0) {
    const now = left.filter(({ page }) => paths.has(page.id))
    if (now.length === 0) break
    const path = ({ page }: Viewing) => paths.get(page.id) ?? ""
    const jobs = [
      ...now.filter(({ close }) => close).map((viewing) => visitClosely(visit, viewing, path(viewing), others)),
      ...roles.map((role) =>
        visitBriefly(
          visit,
          role,
          now.filter((viewing) => !viewing.close && viewing.role === role).map((viewing) => [viewing, path(viewing)]),
          others
        )
      )
    ]
    for (const { active = false, hrefs, page } of yield* Effect.all(jobs, { concurrency: tabs })) {
      if (page !== undefined) seen.push(page)
      if (page !== undefined && active) activeIds.add(page.id)
      for (const href of hrefs) {
        const path = internalPath(href) ?? ""
        const to = path === "" ? undefined : pageAt(product.pages, path)
        if (to !== undefined && !paths.has(to.id)) paths.set(to.id, path)
      }
    }
    left = left.filter((viewing) => !now.includes(viewing))
  }
  for (const page of new Set(left.map((viewing) => viewing.page))) {
    visit.note("routes", [finding("not-reached", `${page.id} (${page.route})`, "no link on any page leads here")])
    seen.push({ id: page.id, title: page.title, path: "", role: "", screens: [], axeViolations: 0 })
  }
  return { paths, active: activeIds, pages: product.pages.flatMap(({ id }) => seen.filter((page) => page.id === id)) }
})

interface Visited {
  /** Where its links lead. */
  readonly hrefs: ReadonlyArray<string>
  readonly page: VerifiedPage | undefined
  /** Whether there is something to fill in or to press. */
  readonly active?: boolean
}

/** What every view of a page is asked: whether it is the page, and where its links lead. */
const judgeView = Effect.fnUntraced(
  function*(visit: Visit, tab: Tab, seen: Seen, settled: boolean, others: ReadonlyArray<string>) {
    const first = yield* lookAt(tab)
    visit.note("routes", judgeRoute(seen, first, settled))
    visit.count("routes")
    visit.note("links", judgeLinks(seen, first.links, visit.product.pages, others))
    visit.count("links", first.links.length)
    return first
  }
)

/** Pages that were looked at closely as somebody else, one after the other. */
const visitBriefly = Effect.fnUntraced(
  function*(
    visit: Visit,
    role: string,
    viewings: ReadonlyArray<readonly [Viewing, string]>,
    others: ReadonlyArray<string>
  ): Effect.fn.Return<Visited, OutputNotWritable | RunLocked, Scope.Scope> {
    if (viewings.length === 0) return { hrefs: [], page: undefined }
    const tab = yield* visit.tabOf(role)
    const hrefs = yield* Effect.forEach(viewings, ([{ page }, path], index) => {
      const seen: Seen = { page, path, role, width: desktop.width, forced: "" }
      return Effect.gen(function*() {
        const settled = yield* index === 0 ? open(tab, path) : goOn(tab, path, page.id)
        const { links } = yield* judgeView(visit, tab, seen, settled, others)
        yield* listen(visit, tab, seen)
        return links.map(({ href }) => href)
      }).pipe(failing(visit, "routes", placeOf(seen)), Effect.map(Option.getOrElse((): ReadonlyArray<string> => [])))
    })
    return { hrefs: hrefs.flat(), page: undefined }
  },
  Effect.scoped
)

/** A page, opened by its address: at desktop width, light and dark, then on a phone, dark and light. */
const visitClosely = (visit: Visit, viewing: Viewing, path: string, others: ReadonlyArray<string>) =>
  lookClosely(visit, viewing, path, others).pipe(
    failing(visit, "routes", `${viewing.page.id} (${viewing.page.route})`),
    Effect.map(Option.getOrElse((): Visited => ({ hrefs: [], page: undefined })))
  )

const lookClosely = Effect.fnUntraced(function*(
  visit: Visit,
  { page, role }: Viewing,
  path: string,
  others: ReadonlyArray<string>
) {
  const tab = yield* visit.tabOf(role)
  const seen: Seen = { page, path, role, width: desktop.width, forced: "" }
  const first = yield* judgeView(visit, tab, seen, yield* open(tab, path), others)
  const hrefs = first.links.map(({ href }) => href)
  if (first.page !== page.id) {
    yield* listen(visit, tab, seen)
    return { hrefs, page: undefined }
  }
  const photograph = (width: number, scheme: Scheme) =>
    Effect.flatMap(pictureOf(tab), (png) => keepPicture(png, page.id, width, scheme))
  const wide = yield* photograph(desktop.width, "light")
  visit.note("widths", judgeWidth(seen, first))
  const light = yield* runAxe(visit, tab, seen, "light")
  yield* tab.scheme("dark")
  // The elements are the same: what can differ is the contrast.
  const dark = yield* runAxe(visit, tab, seen, "dark", ["color-contrast", "link-in-text-block"])
  const wideDark = yield* photograph(desktop.width, "dark")
  yield* tab.size(phone.width, phone.height)
  const narrowDark = yield* photograph(phone.width, "dark")
  yield* tab.scheme("light")
  const small: Seen = { ...seen, width: phone.width }
  const second = yield* lookAt(tab)
  visit.note("widths", judgeWidth(small, second))
  visit.count("widths", 2)
  const narrow = yield* photograph(phone.width, "light")
  const onPhone = yield* runAxe(visit, tab, small, "light")
  yield* listen(visit, tab, seen)
  const verified: VerifiedPage = {
    id: page.id,
    title: page.title,
    path,
    role,
    screens: [wide, narrow, wideDark, narrowDark],
    axeViolations: light + dark + onPhone
  }
  return { hrefs, page: verified, active: first.forms + first.buttons > 0 }
}, Effect.scoped)

/** Addresses that are no page of the inventory and lead somewhere all the same: the start, and where one signs in. */
const otherAddresses = ({ product }: Visit): ReadonlyArray<string> =>
  product.roles.length === 0 ? ["/"] : ["/", "/sign-in", "/choose-role", "/choose-role/role"]

/** Clicks each link of the navigation, as a guest and as each role, wide and behind the button of a phone. */
export const followNavigation = Effect.fn("verify.navigation")(function*(visit: Visit) {
  yield* Effect.forEach(
    rolesOf(visit).flatMap((role) => [{ role, size: desktop }, { role, size: phone }]),
    ({ role, size }) => clickThrough(visit, role, size),
    { concurrency: tabs, discard: true }
  )
})

const clickThrough = Effect.fnUntraced(
  function*(visit: Visit, role: string, size: typeof desktop) {
    const { pages } = visit.product
    const [start] = pages
    if (start === undefined) return
    const tab = yield* visit.tabOf(role)
    const home: Seen = { page: start, path: "/", role, width: size.width, forced: "" }
    yield* tab.size(size.width, size.height)
    yield* open(tab, "/")
    const { links } = yield* lookAt(tab)
    const addresses = [...new Set(links.filter(({ navigation }) => navigation).map(({ href }) => href))]
    for (const href of addresses) {
      const to = pageAt(pages, internalPath(href) ?? "")
      if (to === undefined) continue
      const seen = { ...home, page: to, path: href }
      visit.count("links")
      const selector = navigationLink(href)
      const clicked = yield* Effect.result(Effect.gen(function*() {
        // On a phone the navigation is behind a button, and goes away once it was used.
        if ((yield* tab.evaluate(isDrawn(selector))) !== true) {
          yield* tab.click("button[aria-controls][aria-expanded=false]")
        }
        yield* tab.click(selector)
      }))
      if (clicked._tag === "Failure") {
        visit.note("links", [
          finding("not-clickable", placeOf(seen), `the navigation's link to ${href}: ${clicked.failure.reason}`)
        ])
        yield* open(tab, "/")
        continue
      }
      // Who may not open it is sent to sign in, and told so where they go.
      if (!mayOpen(to, role)) {
        yield* open(tab, "/")
        continue
      }
      const arrived = yield* tab.until(isDrawn(pageRoot(to.id)), 5_000)
      if (!arrived) {
        const { heading, page } = yield* lookAt(tab)
        visit.note("links", [
          finding(
            "wrong-page",
            placeOf(seen),
            `the navigation's link to ${href} shows ${page === "" ? `"${heading}"` : page}`
          )
        ])
        yield* open(tab, "/")
      }
    }
    yield* listen(visit, tab, home)
  },
  Effect.scoped,
  (work, visit) => failing(visit, "links", "navigation")(work)
)

/** What is for those who are signed in is not shown to a guest; what is for a role, not to another. */
export const tryGuards = Effect.fn("verify.guards")(function*(visit: Visit, paths: Paths) {
  const roles = visit.product.roles.map(({ id }) => id)
  const attempts = visit.product.pages.flatMap((page) => {
    const path = paths.get(page.id)
    if (page.access === "public" || path === undefined) return []
    const stranger = page.access === "role" && page.roles.length > 0
      ? roles.find((role) => !page.roles.includes(role))
      : undefined
    return ["", ...stranger === undefined ? [] : [stranger]].map((role) => ({ page, path, role }))
  })
  const attemptsAs = Arr.groupBy(attempts, ({ role }) => role)
  yield* Effect.forEach(
    Object.values(attemptsAs),
    (some) => tryAs(visit, some),
    { concurrency: tabs, discard: true }
  )
})

const tryAs = Effect.fnUntraced(function*(visit: Visit, attempts: ReadonlyArray<Pick<Seen, "page" | "path" | "role">>) {
  const tab = yield* visit.tabOf(attempts[0]?.role ?? "")
  yield* Effect.forEach(attempts, (attempt, index) => {
    const seen: Seen = { ...attempt, width: desktop.width, forced: "" }
    return Effect.gen(function*() {
      yield* index === 0 ? open(tab, seen.path) : goOn(tab, seen.path, seen.page.id)
      visit.note("routes", judgeGuard(seen, yield* lookAt(tab)))
    }).pipe(failing(visit, "routes", placeOf(seen)))
  }, { discard: true })
}, Effect.scoped)

const rolesOf = ({ product }: Visit): ReadonlyArray<string> => ["", ...product.roles.map(({ id }) => id)]
