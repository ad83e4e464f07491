/** Every form, with data it has to refuse and with data it has to take. */
import { Clock, DateTime, Effect, Schema, type Scope } from "effect"
import {
  answerSelector,
  cannotSubmit,
  Control,
  controls,
  dialogForm,
  FormState,
  formState,
  Openers,
  openers,
  submitSelector
} from "../../codegen/verify/probe.ts"
import { finding } from "../../domain/link/report.ts"
import type { FormField } from "../../domain/PageIr.ts"
import { type Filled, invalidValues, validValues } from "../../domain/verify/fields.ts"
import { judgeRefusal, judgeSuccess } from "../../domain/verify/forms.ts"
import { judgeConsole, judgeRequests, placeOf, type Seen } from "../../domain/verify/looks.ts"
import type { Viewing } from "../../domain/verify/plan.ts"
import type { BrowserFailed, Tab } from "../../layers/browser/Tab.ts"
import { decoded, desktop, lookAt, open, tabs, type Visit } from "./look.ts"
import type { Paths } from "./routes.ts"

/** Fills the forms of every page, each in a tab of its own. */
export const fillForms = Effect.fn("verify.forms")(function*(
  visit: Visit,
  viewings: ReadonlyArray<Viewing>,
  paths: Paths
) {
  const today = DateTime.formatIsoDateUtc(yield* DateTime.now)
  const jobs = viewings.flatMap((viewing) => {
    const path = paths.get(viewing.page.id)
    const forms = visit.product.irs.get(viewing.page.id)?.forms ?? []
    return path === undefined || forms.length === 0 ? [] : [{ ...viewing, path, forms }]
  })
  yield* Effect.forEach(jobs, (job) => {
    const seen: Seen = { page: job.page, path: job.path, role: job.role, width: desktop.width, forced: "" }
    const context: FormVisit = { visit, seen, today, fields: job.forms.flatMap(({ fields }) => fields) }
    return Effect.catchTag(formsOf(context), "BrowserFailed", failed(context))
  }, { concurrency: tabs, discard: true })
})

interface FormVisit {
  readonly visit: Visit
  readonly seen: Seen
  readonly today: string
  /** What the page's description knows of the fields of its forms. */
  readonly fields: ReadonlyArray<FormField>
}

const failed = ({ seen, visit }: FormVisit) => ({ reason }: BrowserFailed) =>
  Effect.sync(() => visit.note("forms", [finding("browser-failed", placeOf(seen), reason)]))

/** The forms in view, then those in dialogs, behind whatever button opens them. */
const formsOf = Effect.fnUntraced(function*(context: FormVisit) {
  const { buttons, forms } = yield* Effect.scoped(Effect.gen(function*() {
    const tab = yield* opened(context)
    const look = yield* lookAt(tab)
    return { forms: look.forms, buttons: yield* Effect.flatMap(tab.evaluate(openers), decoded(Openers)) }
  }))
  for (let index = 0; index < forms; index++) {
    yield* Effect.scoped(Effect.flatMap(opened(context), (tab) => tryForm(context, tab, index)))
  }
  const dialogs = context.visit.product.irs.get(context.seen.page.id)?.nodes.some(({ kind }) => kind === "dialog") ??
    false
  if (!dialogs) return
  for (const { selector } of buttons) {
    yield* Effect.scoped(Effect.gen(function*() {
      const tab = yield* opened(context)
      yield* tab.evaluate(openers)
      yield* tab.click(selector)
      if (yield* tab.until(dialogForm, 1_000)) yield* tryForm(context, tab, 0)
    }))
  }
})

const opened = Effect.fnUntraced(
  function*({ seen, visit }: FormVisit): Effect.fn.Return<Tab, BrowserFailed, Scope.Scope> {
    const tab = yield* visit.tabOf(seen.role)
    yield* open(tab, seen.path)
    return tab
  }
)

const Controls = Schema.Array(Control)

const tryForm = Effect.fnUntraced(function*({ fields, seen, today, visit }: FormVisit, tab: Tab, index: number) {
  const found = yield* Effect.flatMap(tab.evaluate(controls(index)), decoded(Controls))
  if (found.length === 0) return
  const at = `${placeOf(seen)}, form ${index + 1}`
  visit.count("forms")
  yield* Effect.ignore(tab.heard)

  const wrong = invalidValues(found, fields)
  if (wrong.length > 0 && (yield* tab.evaluate(cannotSubmit)) !== true) {
    yield* fill(tab, wrong)
    yield* tab.click(submitSelector)
    const state = yield* settle(tab, (now) => now.invalid.length > 0 || now.alerts.length > 0, 2_000)
    const heard = yield* tab.heard
    visit.note("forms", judgeRefusal(at, wrong, state, heard))
    visit.note("console", judgeConsole(seen, heard))
    if (!state.there) return
  }

  const right = validValues(found, fields, { today, origin: visit.session.origin })
  const before = yield* tab.address
  yield* fill(tab, right)
  yield* tab.click(submitSelector)
  const isDone = (state: FormState, address: string) =>
    address !== before || !state.there || state.said.length > 0 || state.alerts.length > 0
  const asked = yield* settle(
    tab,
    (state, address) => state.asks || isDone(state, address) || state.invalid.length > 0,
    4_000
  )
  if (asked.asks) yield* tab.click(answerSelector)
  const state = yield* settle(tab, (now, address) => isDone(now, address), asked.invalid.length > 0 ? 400 : 8_000)
  const moved = (yield* tab.address) !== before
  const heard = yield* tab.heard
  visit.note("forms", judgeSuccess(at, right, state, heard, moved))
  visit.note("requests", judgeRequests(seen, heard))
  visit.note("console", judgeConsole(seen, heard))
})

const fill = Effect.fnUntraced(function*(tab: Tab, values: ReadonlyArray<Filled>) {
  for (const { control, value } of values) {
    if (value === undefined) continue
    if (control.tag === "select") yield* tab.select(control.selector, value)
    else if (control.type === "checkbox" || control.type === "radio") {
      yield* tab.check(control.selector, value === "true")
    } else yield* tab.fill(control.selector, value)
  }
})

/** How the form stands once the condition holds, or when the time is over. A page that is just changing is asked again. */
const settle = Effect.fnUntraced(function*(
  tab: Tab,
  holds: (state: FormState, address: string) => boolean,
  millis: number
) {
  const end = (yield* Clock.currentTimeMillis) + millis
  const ask = Effect.flatMap(tab.evaluate(formState), decoded(FormState))
  while (true) {
    const state = yield* Effect.orElseSucceed(ask, (): FormState => gone)
    if (holds(state, yield* tab.address) || (yield* Clock.currentTimeMillis) >= end) return state
    yield* Effect.sleep("80 millis")
  }
})

const gone: FormState = { there: true, invalid: [], alerts: [], said: [], asks: false }
