/** One tab: what can be done in it, and what it heard meanwhile. */
import { Effect, Schema } from "effect"
import type { Page } from "playwright-core"
import type { TabHeard } from "../../domain/verify/looks.ts"

/** What the browser could not do: a selector that matches nothing, a page that does not load, a crash. */
export class BrowserFailed extends Schema.TaggedError<BrowserFailed>()("BrowserFailed", { reason: Schema.String }) {}

export interface Tab {
  readonly goto: (path: string) => Effect.Effect<void, BrowserFailed>
  /** The value of a script, as JSON: untrusted. */
  readonly evaluate: (script: string) => Effect.Effect<unknown, BrowserFailed>
  /** Waits until an expression is true; false where it is not within the time. */
  readonly until: (expression: string, millis: number) => Effect.Effect<boolean>
  readonly fill: (selector: string, value: string) => Effect.Effect<void, BrowserFailed>
  readonly select: (selector: string, value: string) => Effect.Effect<void, BrowserFailed>
  readonly check: (selector: string, checked: boolean) => Effect.Effect<void, BrowserFailed>
  /** Chooses a file in a control for files. */
  readonly attach: (
    selector: string,
    file: { readonly name: string; readonly mediaType: string; readonly base64: string }
  ) => Effect.Effect<void, BrowserFailed>
  readonly click: (selector: string) => Effect.Effect<void, BrowserFailed>
  readonly press: (key: string) => Effect.Effect<void, BrowserFailed>
  readonly size: (width: number, height: number) => Effect.Effect<void, BrowserFailed>
  readonly scheme: (scheme: "light" | "dark") => Effect.Effect<void, BrowserFailed>
  /** PNG of what is in view. */
  readonly picture: Effect.Effect<Uint8Array, BrowserFailed>
  /** Path, query and fragment. */
  readonly address: Effect.Effect<string>
  /** What was heard so far; the next call begins anew. */
  readonly heard: Effect.Effect<TabHeard>
}

const actionMillis = 5_000

/** A tab over a page of Playwright's. */
export const makeTab = (page: Page, origin: string): Tab => {
  let errors: Array<TabHeard["errors"][number]> = []
  let requests: Array<TabHeard["requests"][number]> = []
  let sent: Array<TabHeard["sent"][number]> = []
  const isRemote = (url: string) => !url.startsWith(`${origin}/`) && !/^(?:data|blob|about):/.test(url)

  page.on("console", (message) => {
    // What a request that failed puts there as well is told as a request, with its address and status.
    if (message.type() !== "error" || message.text().startsWith("Failed to load resource")) return
    errors.push({ text: message.text(), uncaught: false })
  })
  page.on("pageerror", (error) => errors.push({ text: `${error.name}: ${error.message}`, uncaught: true }))
  page.on("crash", () => errors.push({ text: "the tab crashed", uncaught: true }))
  page.on("request", (request) => sent.push({ method: request.method(), url: request.url() }))
  page.on("response", (response) => {
    const url = response.url()
    requests.push({
      method: response.request().method(),
      url,
      status: response.status(),
      failure: "",
      remote: isRemote(url)
    })
  })
  page.on("requestfailed", (request) => {
    const url = request.url()
    const failure = request.failure()?.errorText ?? "failed"
    requests.push({ method: request.method(), url, status: 0, failure, remote: isRemote(url) })
  })
  page.on("websocket", (socket) => {
    const url = socket.url()
    requests.push({ method: "GET", url, status: 101, failure: "", remote: isRemote(url.replace(/^ws/, "http")) })
  })
  // A question of the browser's own is nothing that an app should ask; left open it would hold everything up.
  page.on("dialog", (dialog) => {
    errors.push({ text: `a dialog of the browser opened: ${dialog.message()}`, uncaught: true })
    void dialog.dismiss().catch(() => undefined)
  })

  const act = (what: string, action: () => Promise<unknown>): Effect.Effect<void, BrowserFailed> =>
    Effect.asVoid(attempt(what, action))

  return {
    goto: (path) => act(`open ${path}`, () => page.goto(path, { waitUntil: "load", timeout: 20_000 })),
    evaluate: (script) => attempt("look at the page", () => page.evaluate(script)),
    until: (expression, millis) =>
      Effect.match(
        attempt("wait", () => page.waitForFunction(expression, undefined, { timeout: millis, polling: 50 })),
        {
          onFailure: () => false,
          onSuccess: () => true
        }
      ),
    fill: (selector, value) => act(`fill ${selector}`, () => page.fill(selector, value, { timeout: actionMillis })),
    select: (selector, value) =>
      act(`choose in ${selector}`, () => page.selectOption(selector, value, { timeout: actionMillis })),
    check: (selector, checked) =>
      act(`tick ${selector}`, () => page.setChecked(selector, checked, { timeout: actionMillis })),
    attach: (selector, { base64, mediaType, name }) =>
      act(
        `choose a file in ${selector}`,
        () =>
          page.setInputFiles(selector, { name, mimeType: mediaType, buffer: Buffer.from(base64, "base64") }, {
            timeout: actionMillis
          })
      ),
    click: (selector) => act(`click ${selector}`, () => page.click(selector, { timeout: actionMillis })),
    press: (key) => act(`press ${key}`, () => page.keyboard.press(key)),
    size: (width, height) => act("resize", () => page.setViewportSize({ width, height })),
    scheme: (colorScheme) => act("change the colour scheme", () => page.emulateMedia({ colorScheme })),
    picture: attempt("take a picture", () => page.screenshot({ animations: "disabled", timeout: 20_000 })),
    address: Effect.sync(() => page.url().slice(origin.length)),
    heard: Effect.sync(() => {
      const heard = { errors, requests, sent }
      errors = []
      requests = []
      sent = []
      return heard
    })
  }
}

const attempt = <A>(what: string, action: () => Promise<A>): Effect.Effect<A, BrowserFailed> =>
  Effect.tryPromise({
    try: action,
    catch: (cause) =>
      new BrowserFailed({
        reason: `could not ${what}: ${cause instanceof Error ? cause.message.split("\n")[0] ?? "" : String(cause)}`
      })
  })
