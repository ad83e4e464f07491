/**
 * What is asked of a page of a generated app, as scripts that run in it. The app says of itself `data-page` on a page's root
 * and `data-state` on what shows a state; the rest is read as an assistive technology would.
 */
import { Schema } from "effect"

/** Runs in the page before each of the others; only words of dpg's own are put into a script. */
const helpers = String.raw`
const visible = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && element.getClientRects().length > 0
const textOf = (element) => (element.getAttribute("aria-label") ?? element.innerText ?? "").replace(/\s+/g, " ").trim().slice(0, 80)
const all = (selector, within = document) => [...within.querySelectorAll(selector)]
const isCombobox = (element) => element.tagName === "INPUT" && element.getAttribute("role") === "combobox"
const modal = () => all("dialog[open]").at(-1) ?? document
`

const script = (body: string): string => `(() => {${helpers}${body}})()`

/** The page has its root and nothing in it is still loading. */
export const settled: string = script(String.raw`
  return document.querySelector("[data-page], main h1") !== null && !all("[data-state=loading]").some(visible)
    && document.querySelector("h1") !== null
`)

/** Every picture in view is there, or will not come. */
export const drawn: string = script(String.raw`
  return all("img").filter(visible).every((image) => {
    const { bottom, top } = image.getBoundingClientRect()
    return image.complete || bottom < 0 || top > innerHeight
  })
`)

/** The root of a page. */
export const pageRoot = (page: string): string => `[data-page=${JSON.stringify(page)}]`

/** Leads to another address within the app, as its own links do: nothing is loaded anew. */
export const leadTo = (path: string): string =>
  script(String.raw`
  window.dpgQuietSince = undefined
  history.pushState({}, "", ${JSON.stringify(path)})
  dispatchEvent(new PopStateEvent("popstate", { state: {} }))
`)

/** The app has followed: it shows that page, ready, or has gone on to another address. */
export const arrived = (path: string, page: string): string =>
  `(document.querySelector(${JSON.stringify(pageRoot(page))}) !== null
    || location.href !== new URL(${JSON.stringify(path)}, location.origin).href) && ${settled}`

type State = "loading" | "empty" | "error" | "forbidden"

/** What shows a state; a page whose own code is still on its way is not one that loads something. */
const shown = (state: State): string =>
  `all("[data-state=${state}]").some((element) => visible(element) && element.closest("[data-opening]") === null)`

/** A state is shown. */
export const shows = (state: State): string => script(`return ${shown(state)}`)

/** The page shows the state, or nothing has been loading for a while, so that it will not. */
export const decided = (state: State, page: string): string =>
  script(String.raw`
  if (document.querySelector(${JSON.stringify(pageRoot(page))}) === null) return false
  if (${shown(state)}) return true
  const busy = document.querySelector("h1") === null || all("[data-state=loading]").some(visible)
  window.dpgQuietSince = busy ? undefined : window.dpgQuietSince ?? performance.now()
  return window.dpgQuietSince !== undefined && performance.now() - window.dpgQuietSince > 1500
`)

export const Look = Schema.Struct({
  /** The id of the page that is shown; `""` for one that no inventory lists. */
  page: Schema.String,
  heading: Schema.String,
  /** Each state that something in view is in. */
  states: Schema.Array(Schema.String),
  /** Words of alerts in view. */
  alerts: Schema.Array(Schema.String),
  links: Schema.Array(Schema.Struct({ href: Schema.String, text: Schema.String, navigation: Schema.Boolean })),
  /** Pixels by which the page is wider than the window, and what sticks out. */
  overflow: Schema.Finite,
  sticksOut: Schema.Array(Schema.String),
  /** How many forms there are, those that search aside. */
  forms: Schema.Finite,
  /** How many buttons the page has that stand in no form. */
  buttons: Schema.Finite
})
export type Look = typeof Look.Type

/** A {@link Look}. Elements that scroll in a frame of their own do not count as sticking out. */
export const look: string = script(String.raw`
  const root = all("[data-page]").find(visible)
  const width = document.documentElement.clientWidth
  const framed = (element) => {
    for (let at = element.parentElement; at !== null; at = at.parentElement) {
      if (/auto|scroll|hidden|clip/.test(getComputedStyle(at).overflowX) && at !== document.body && at !== document.documentElement) return true
    }
    return false
  }
  const overflow = Math.max(0, document.documentElement.scrollWidth - width)
  return {
    page: root?.dataset.page ?? "",
    heading: textOf(document.querySelector("main h1") ?? document.querySelector("h1") ?? document.createElement("p")),
    states: [...new Set(all("[data-state]").filter(visible).map((element) => element.dataset.state))],
    alerts: all("[role=alert]").filter(visible).map(textOf),
    links: all("a[href]").filter((element) => element.getAttribute("href") !== "#main").map((element) => ({
      href: element.getAttribute("href"),
      text: textOf(element) || element.textContent.trim().slice(0, 80),
      navigation: element.closest("nav") !== null
    })),
    overflow,
    sticksOut: overflow === 0 ? [] : all("body *")
      .filter((element) => visible(element) && element.getBoundingClientRect().right > width + 1 && !framed(element))
      .slice(-3).map((element) => "<" + element.tagName.toLowerCase() + "> " + textOf(element)),
    forms: all("form:not([role=search])").filter(visible).length,
    buttons: all("main button").filter((element) => visible(element) && element.closest("form, dialog") === null).length
  }
`)

export const Control = Schema.Struct({
  /** Finds it again. */
  selector: Schema.String,
  tag: Schema.Literals(["input", "textarea", "select"]),
  /** As the browser says it; `combobox` for a text field that one chooses from a list with. */
  type: Schema.String,
  label: Schema.String,
  required: Schema.Boolean,
  min: Schema.String,
  max: Schema.String,
  step: Schema.String,
  minLength: Schema.Finite,
  maxLength: Schema.Finite,
  pattern: Schema.String,
  /** Media types that a control for files takes. */
  accept: Schema.String,
  options: Schema.Array(Schema.String),
  value: Schema.String
})
export type Control = typeof Control.Type

/** The controls of the form at an index, in the dialog on top where one is open: a list of {@link Control}. */
export const controls = (index: number): string =>
  script(String.raw`
  const form = all("form:not([role=search])", modal()).filter(visible)[${index}]
  if (form === undefined) return []
  form.dataset.dpgForm = "1"
  for (const other of all("form[data-dpg-form]")) if (other !== form) delete other.dataset.dpgForm
  return all("input, textarea, select", form)
    .filter((element) => !element.disabled && !element.readOnly && !["hidden", "submit", "button", "reset", "image"].includes(element.type))
    .filter(visible)
    .map((element, at) => {
      element.dataset.dpgControl = String(at)
      const label = element.getAttribute("aria-label") ?? element.labels?.[0]?.innerText ?? ""
      return {
        selector: 'form[data-dpg-form] [data-dpg-control="' + at + '"]',
        tag: element.tagName.toLowerCase(),
        type: isCombobox(element) ? "combobox" : element.type,
        label: label.replace(/\s+/g, " ").trim(),
        required: element.required || element.getAttribute("aria-required") === "true",
        min: element.getAttribute("min") ?? "",
        max: element.getAttribute("max") ?? "",
        step: element.getAttribute("step") ?? "",
        minLength: element.minLength ?? -1,
        maxLength: element.maxLength ?? -1,
        pattern: element.getAttribute("pattern") ?? "",
        accept: element.getAttribute("accept") ?? "",
        options: element.tagName === "SELECT" ? [...element.options].filter((option) => !option.disabled).map((option) => option.value) : [],
        value: element.type === "file" ? "" : element.type === "checkbox" ? String(element.checked) : element.value
      }
    })
`)

/** The choice of a combobox that is open, marked: `true` once there is one and no other is on its way. */
export const offersChoice = (combobox: string): string =>
  script(String.raw`
  const box = document.querySelector(${JSON.stringify(combobox)})
  const list = document.getElementById(box?.getAttribute("aria-controls") ?? "")
  const option = list === null ? undefined : all("[role=option]", list).find((one) => visible(one) && one.getAttribute("aria-disabled") !== "true")
  for (const one of all("[data-dpg-option]")) if (one !== option) delete one.dataset.dpgOption
  if (option !== undefined) option.dataset.dpgOption = "1"
  return option !== undefined
`)

/** The choice that was marked. */
export const choiceSelector = "[data-dpg-option]"

/** What sends the form that was looked at last. */
export const submitSelector = "form[data-dpg-form] :is(button:not([type=button]):not([type=reset]), input[type=submit])"

export const FormState = Schema.Struct({
  /** Whether the form is still there. */
  there: Schema.Boolean,
  /** Label and message of each control that is marked as wrong. */
  invalid: Schema.Array(Schema.Struct({ label: Schema.String, message: Schema.String })),
  alerts: Schema.Array(Schema.String),
  /** What the app says in passing. */
  said: Schema.Array(Schema.String),
  /** A question that waits for an answer. */
  asks: Schema.Boolean
})
export type FormState = typeof FormState.Type

/** How the form stands: a {@link FormState}. */
export const formState: string = script(String.raw`
  const form = document.querySelector("form[data-dpg-form]")
  const message = (element) =>
    (element.getAttribute("aria-errormessage") ?? element.getAttribute("aria-describedby") ?? "").split(" ")
      .flatMap((id) => { const at = id === "" ? null : document.getElementById(id); return at !== null && visible(at) ? [textOf(at)] : [] })
      .join(" ")
  return {
    there: form !== null,
    invalid: form === null ? [] : all("[aria-invalid=true]", form).map((element) => ({
      label: (element.labels?.[0]?.innerText ?? element.getAttribute("aria-label") ?? "").replace(/\s+/g, " ").trim(),
      message: message(element) || element.validationMessage || ""
    })).concat(form.checkValidity === undefined || form.noValidate ? [] : all(":invalid", form).filter((element) => element.matches("input, select, textarea"))
      .map((element) => ({ label: element.labels?.[0]?.innerText ?? "", message: element.validationMessage }))),
    alerts: all("[role=alert]").filter(visible).map(textOf),
    said: all("[role=status]").filter((element) => visible(element) && element.dataset.state !== "loading" && ![...element.parentElement.children].some(isCombobox)).map(textOf).filter((text) => text !== ""),
    asks: all("dialog[open]").some((dialog) => form === null || !dialog.contains(form)) && form !== null
  }
`)

/** The answer that goes on, of a question that waits. */
export const answerSelector = "dialog[open] button:not([type=submit]):last-of-type"

/** Buttons in the page's own part: their selectors, with what they say. */
export const Buttons = Schema.Array(Schema.Struct({ selector: Schema.String, text: Schema.String }))

/** Of those that say the same, as in the rows of a table, the first; what is chosen already has nothing left to do. */
export const buttons: string = script(String.raw`
  const chosen = (element) => ["aria-pressed", "aria-selected", "aria-current"].some((name) => !["false", null].includes(element.getAttribute(name)))
  const found = new Map()
  for (const element of all("main button")) {
    const words = element.innerText.trim() || textOf(element)
    if (found.has(words) || !visible(element) || element.disabled || chosen(element) || element.closest("form, dialog, nav") !== null) continue
    element.dataset.dpgButton = String(found.size)
    found.set(words, { selector: '[data-dpg-button="' + found.size + '"]', text: words })
  }
  return [...found.values()]
`)

/** Watches from now on whether anything on the page changes, or is given to the machine: printed, copied, saved. */
export const watchChanges: string = script(String.raw`
  window.dpgChanged = false
  for (const [owner, name] of [[window, "print"], [window, "open"], [navigator.clipboard, "writeText"], [URL, "createObjectURL"]]) {
    if (typeof owner?.[name] !== "function") continue
    const own = owner[name]
    owner[name] = (...given) => { window.dpgChanged = true; return name === "print" ? undefined : own.apply(owner, given) }
  }
  window.dpgWatch?.disconnect()
  window.dpgWatch = new MutationObserver(() => { window.dpgChanged = true })
  window.dpgWatch.observe(document, { attributes: true, characterData: true, childList: true, subtree: true })
`)

/** Something has, or the page is another one. */
export const changed = "window.dpgChanged !== false"

/** Leaves no trace of the buttons that were found before: those that are drawn anew are counted from the start. */
export const forgetButtons: string = script(`for (const one of all("[data-dpg-button]")) delete one.dataset.dpgButton`)

/** A dialog is open. */
export const dialogOpen: string = script("return all(\"dialog[open]\").some(visible)")

/** A dialog with a form in it is open. */
export const dialogForm: string = script("return all(\"dialog[open] form\").some(visible)")

/**
 * Two frames on, when what was changed is drawn, and once no transition is under way: the end of one may begin the next. A
 * frame that does not come is not waited for: a tab that is not in front may get none.
 */
export const still = `(async () => {
  const within = (promise, millis) => Promise.race([promise, new Promise((resolve) => setTimeout(resolve, millis))])
  const frame = () => within(new Promise((resolve) => requestAnimationFrame(() => resolve())), 3000)
  const end = performance.now() + 5000
  await frame()
  await frame()
  while (performance.now() < end) {
    const moving = document.getAnimations().filter((one) => Number.isFinite(one.effect?.getComputedTiming().endTime))
    if (moving.length === 0) return
    await within(Promise.allSettled(moving.map((one) => one.finished)), 1000)
    await frame()
  }
})()`

export const AxeViolations = Schema.Array(Schema.Struct({
  id: Schema.String,
  help: Schema.String,
  impact: Schema.NullOr(Schema.String),
  /** Selector and markup of the first, and how many there are. */
  target: Schema.String,
  markup: Schema.String,
  count: Schema.Finite
}))
export type AxeViolations = typeof AxeViolations.Type

/** {@link AxeViolations}, with axe loaded first. `rules` restricts it; all of its default ones otherwise. */
export const axeRun = (axe: string, rules: ReadonlyArray<string>): string =>
  `(async () => {
  if (window.axe === undefined) { ${axe} }
  await ${still}
  const { violations } = await window.axe.run(document, {
    resultTypes: ["violations"]${
    rules.length === 0 ? "" : `, runOnly: { type: "rule", values: ${JSON.stringify(rules)} }`
  }
  })
  return violations.map(({ id, help, impact, nodes }) => ({
    id, help, impact: impact ?? null, count: nodes.length,
    target: String(nodes[0]?.target?.flat().join(" ") ?? ""), markup: String(nodes[0]?.html ?? "").slice(0, 200)
  }))
})()`

/** Whether what a selector finds first is drawn at all. */
export const isDrawn = (selector: string): string =>
  script(`const found = document.querySelector(${JSON.stringify(selector)}); return found !== null && visible(found)`)

/** The navigation's link to an address. */
export const navigationLink = (href: string): string => `nav a[href=${JSON.stringify(href)}]`

/** Whether the form that was looked at last cannot be sent as it stands. */
export const cannotSubmit: string = script(
  `return document.querySelector(${JSON.stringify(submitSelector)})?.disabled === true`
)
