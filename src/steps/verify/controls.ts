/** What a page lets one do: every form, in view or behind a button, and that no button is dead. */
import { DateTime, Effect, type Scope } from "effect"
import {
  Buttons,
  buttons,
  changed,
  dialogForm,
  dialogOpen,
  forgetButtons,
  settled,
  watchChanges
} from "../../codegen/verify/probe.ts"
import { finding } from "../../domain/link/report.ts"
import { placeOf, type Seen } from "../../domain/verify/looks.ts"
import type { Viewing } from "../../domain/verify/plan.ts"
import type { BrowserFailed, Tab } from "../../layers/browser/Tab.ts"
import { type FormVisit, tryForm } from "./forms.ts"
import { decoded, desktop, failing, listen, lookAt, open, runAxe, tabs, type Visit } from "./look.ts"
import type { Paths } from "./routes.ts"

/** Uses the forms and buttons of pages that have any. What a tab changed, only that tab sees. */
export const useControls = Effect.fn("verify.controls")(function*(
  visit: Visit,
  viewings: ReadonlyArray<Viewing>,
  paths: Paths
) {
  const today = DateTime.formatIsoDateUtc(yield* DateTime.now)
  yield* Effect.forEach(viewings, ({ page, role }) => {
    const path = paths.get(page.id)
    if (path === undefined) return Effect.void
    const seen: Seen = { page, path, role, width: desktop.width, forced: "" }
    const fields = visit.product.irs.get(page.id)?.forms.flatMap((form) => form.fields) ?? []
    return usePage({ visit, seen, today, fields }).pipe(failing(visit, "forms", placeOf(seen)))
  }, { concurrency: tabs, discard: true })
})

/** At most so many different buttons of a page are pressed. */
const most = 12

/** The forms in view, each in a tab of its own, then the buttons. */
const usePage = Effect.fnUntraced(function*(context: FormVisit) {
  const pressed = new Set<string>()
  let forms = 0
  let left = true
  for (let index = 0; index === 0 || index < forms; index++) {
    yield* Effect.scoped(Effect.gen(function*() {
      const tab = yield* opened(context)
      const look = yield* lookAt(tab)
      forms = look.forms
      if (forms > 0) {
        left = look.buttons > 0
        yield* tryForm(context, tab, index)
      } else left = yield* pressButtons(context, tab, pressed)
    }))
  }
  while (left) {
    left = yield* Effect.scoped(Effect.flatMap(opened(context), (tab) => pressButtons(context, tab, pressed)))
  }
})

const opened = Effect.fnUntraced(
  function*({ seen, visit }: FormVisit): Effect.fn.Return<Tab, BrowserFailed, Scope.Scope> {
    const tab = yield* visit.tabOf(seen.role)
    yield* open(tab, seen.path)
    return tab
  }
)

/** How long a button may take until something is seen of it. */
const answerMillis = 3_000

/**
 * Presses each button that was not pressed before, for as long as the page stays; a dialog that opens has its form tried.
 * Whether there may be more to press, in a tab of its own.
 */
const pressButtons = Effect.fnUntraced(function*(context: FormVisit, tab: Tab, pressed: Set<string>) {
  const { seen, visit } = context
  const before = yield* tab.address
  while (pressed.size < most) {
    yield* tab.evaluate(forgetButtons)
    const found = yield* Effect.flatMap(tab.evaluate(buttons), decoded(Buttons))
    const button = found.find(({ text }) => !pressed.has(text))
    if (button === undefined) return false
    pressed.add(button.text)
    visit.count("buttons")
    yield* listen(visit, tab, seen)
    yield* tab.evaluate(watchChanges)
    yield* tab.click(button.selector)
    if (!(yield* tab.until(changed, answerMillis)) && (yield* tab.address) === before) {
      const { sent } = yield* listen(visit, tab, seen)
      if (sent.length === 0) {
        visit.note("forms", [finding("dead-button", placeOf(seen), `the button "${button.text}" does nothing`)])
      }
      continue
    }
    if ((yield* tab.evaluate(dialogOpen)) === true) {
      yield* tab.until(settled, answerMillis)
      yield* runAxe(visit, tab, { ...seen, path: `${seen.path}, after "${button.text}"` }, "light")
      if ((yield* tab.evaluate(dialogForm)) === true) {
        yield* tryForm(context, tab, 0)
        return true
      }
      yield* tab.press("Escape")
    }
    if ((yield* tab.address) !== before) return true
  }
  return false
})
