/** A form, with data it has to refuse and with data it has to take. */
import { Clock, Effect, Schema } from "effect"
import {
  answerSelector,
  cannotSubmit,
  choiceSelector,
  Control,
  controls,
  FormState,
  formState,
  offersChoice,
  still,
  submitSelector
} from "../../codegen/verify/probe.ts"
import type { FormField } from "../../domain/PageIr.ts"
import { anyChoice, type Filled, invalidValues, sampleFiles, validValues } from "../../domain/verify/fields.ts"
import { judgeRefusal, judgeSuccess } from "../../domain/verify/forms.ts"
import { judgeConsole, judgeRequests, placeOf, type Seen } from "../../domain/verify/looks.ts"
import type { Tab } from "../../layers/browser/Tab.ts"
import { decoded, type Visit } from "./look.ts"

/** Where a form is, and what is known of it. */
export interface FormVisit {
  readonly visit: Visit
  readonly seen: Seen
  readonly today: string
  /** What the page's description knows of the fields of its forms. */
  readonly fields: ReadonlyArray<FormField>
}

const Controls = Schema.Array(Control)

/** Fills the form at an index, those in the dialog on top where one is open: first with what is wrong, then with what is right. */
export const tryForm = Effect.fnUntraced(function*({ fields, seen, today, visit }: FormVisit, tab: Tab, index: number) {
  const found = yield* Effect.flatMap(tab.evaluate(controls(index)), decoded(Controls))
  if (found.length === 0) return
  const at = `${placeOf(seen)}, form ${index + 1}`
  visit.count("forms")
  yield* Effect.ignore(tab.heard)

  const wrong = invalidValues(found, fields)
  if (wrong.length > 0 && (yield* tab.evaluate(cannotSubmit)) !== true) {
    yield* fill(tab, wrong)
    yield* tab.click(submitSelector)
    const refused = (now: FormState) => now.invalid.length > 0 || now.alerts.length > 0
    const state = yield* settle(tab, refused, 2_000)
    // What was sent before the answer came from the page is known by now.
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
  // Marks of what was refused before may stand until the form has looked again: they decide nothing.
  const asked = yield* settle(tab, (state, address) => state.asks || isDone(state, address), 8_000)
  if (asked.asks) yield* tab.click(answerSelector)
  const state = asked.asks ? yield* settle(tab, isDone, 8_000) : asked
  const moved = (yield* tab.address) !== before
  const heard = yield* tab.heard
  visit.note("forms", judgeSuccess(at, right, state, heard, moved))
  visit.note("requests", judgeRequests(seen, heard))
  visit.note("console", judgeConsole(seen, heard))
})

const fill = Effect.fnUntraced(function*(tab: Tab, values: ReadonlyArray<Filled>) {
  for (const { control, value } of values) {
    if (value === undefined) continue
    const file = control.type === "file" ? sampleFiles.get(value) : undefined
    if (file !== undefined) {
      yield* tab.attach(control.selector, { name: value, ...file })
      // It is read before the form has it.
      yield* tab.evaluate(still)
    } else if (control.type === "combobox" && value !== "") yield* choose(tab, control.selector, value)
    else if (control.tag === "select") yield* tab.select(control.selector, value)
    else if (control.type === "checkbox" || control.type === "radio") {
      yield* tab.check(control.selector, value === "true")
    } else yield* tab.fill(control.selector, value)
  }
})

/** Opens a combobox and takes the first choice it offers; one that offers none is left, and the form says what it thinks of that. */
const choose = Effect.fnUntraced(function*(tab: Tab, selector: string, words: string) {
  yield* tab.click(selector)
  if (words !== anyChoice) yield* tab.fill(selector, words)
  if (yield* tab.until(offersChoice(selector), choiceMillis)) yield* tab.click(choiceSelector)
})

/** How long the choices of a combobox may take. */
const choiceMillis = 3_000

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
