// @effect-diagnostics processEnv:off processEnvInEffect:off returnEffectInGen:off - the machine's own way to say where its browsers are; a way to open tabs is what a person is
import { Context, Effect, FileSystem, Layer, Option, Path, Schema, type Scope } from "effect"
import type * as playwright from "playwright-core"
import { makeTab, type Tab } from "./browser/Tab.ts"

/** There is no browser to look with: what is missing, and what to do. */
export class BrowserUnavailable extends Schema.TaggedError<BrowserUnavailable>()("BrowserUnavailable", {
  reason: Schema.String
}) {}

/** A browser under way, held to one origin: a request to any other address gets no connection. */
export interface BrowserSession {
  /** `Chromium 156.0.8078.79`. */
  readonly version: string
  readonly origin: string
  /** Rules that axe checks, as a script; none where axe-core is not installed. */
  readonly axe: Option.Option<string>
  /**
   * A person's own storage, with what it holds from the start: tabs share it.
   * @param storage - of `localStorage`, name and value
   */
  readonly person: (storage: Readonly<Record<string, string>>) => Effect.Effect<Person, never, Scope.Scope>
}

export interface Person {
  /** A new tab, closed with the scope; its session storage is its own. */
  readonly tab: Effect.Effect<Tab, never, Scope.Scope>
}

/** Headless Chromium, through playwright-core. */
export class Browser extends Context.Service<Browser, {
  /**
   * Starts it; it ends with the scope.
   * @param origin - the only one it may talk to
   * @param named - the program, as a path; searched for otherwise
   */
  readonly start: (
    origin: string,
    named: Option.Option<string>
  ) => Effect.Effect<BrowserSession, BrowserUnavailable, Scope.Scope>
}>()("dpg/layers/Browser") {
  static readonly layer: Layer.Layer<Browser, never, FileSystem.FileSystem | Path.Path> = Layer.effect(
    Browser,
    Effect.gen(function*() {
      const services = yield* Effect.context<FileSystem.FileSystem | Path.Path>()
      return Browser.of({
        start: Effect.fn("Browser.start")(function*(origin, named) {
          const executablePath = yield* Effect.provide(find(named), services)
          const { chromium } = yield* Effect.tryPromise({
            try: () => import("playwright-core"),
            catch: () => unavailable("playwright-core is not installed: npm install playwright-core")
          })
          const browser = yield* Effect.acquireRelease(
            launch(chromium, executablePath, origin),
            (running) => Effect.promise(() => running.close().catch(() => undefined))
          )
          return {
            version: `Chromium ${browser.version()}`,
            origin,
            axe: yield* axe,
            person: (storage) => Effect.map(person(browser, origin, storage), (tab) => ({ tab }))
          }
        })
      })
    })
  )
}

const unavailable = (reason: string) => new BrowserUnavailable({ reason })

/** `CHROMIUM_PATH` or the path given, else the first of the usual names that the machine has. */
const find = Effect.fnUntraced(function*(named: Option.Option<string>) {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const isFile = (file: string) =>
    fs.stat(file).pipe(Effect.map(({ type }) => type === "File"), Effect.orElseSucceed(() => false))
  const chosen = Option.getOrElse(named, () => process.env["CHROMIUM_PATH"] ?? "")
  if (chosen !== "") {
    return (yield* isFile(chosen)) ? chosen : yield* unavailable(`there is no program at ${chosen}`)
  }
  const folders = (process.env["PATH"] ?? "").split(process.platform === "win32" ? ";" : ":").filter((one) =>
    one !== ""
  )
  for (const candidate of [...names.flatMap((name) => folders.map((folder) => path.join(folder, name))), ...places]) {
    if (yield* isFile(candidate)) return candidate
  }
  return yield* unavailable("no Chromium was found: install it (apt install chromium), or name it with --chromium")
})

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge"]

const places = [
  "/usr/lib/chromium/chromium",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  String.raw`C:\Program Files\Google\Chrome\Application\chrome.exe`,
  String.raw`C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe`
]

/**
 * With the sandbox, where the machine has one: not as root, and not in containers that forbid it. Everything but the origin
 * is sent to a proxy that does not exist, so that nothing leaves the machine whatever a page asks for.
 */
const launch = (chromium: playwright.BrowserType, executablePath: string, origin: string) => {
  const start = (chromiumSandbox: boolean) =>
    Effect.tryPromise({
      try: () =>
        chromium.launch({
          executablePath,
          chromiumSandbox,
          headless: true,
          handleSIGINT: false,
          handleSIGTERM: false,
          handleSIGHUP: false,
          timeout: 30_000,
          proxy: { server: "http://127.0.0.1:9", bypass: `<-loopback>,${new URL(origin).host}` },
          args: ["--force-webrtc-ip-handling-policy=disable_non_proxied_udp", "--disable-dev-shm-usage"],
          env: Object.fromEntries(
            ["PATH", "HOME", "TMPDIR", "LANG", "SystemRoot", "LOCALAPPDATA", "TEMP"].map((
              name
            ) => [name, process.env[name]])
          )
        }),
      catch: (cause) =>
        unavailable(
          `${executablePath} does not start: ${cause instanceof Error ? firstLine(cause.message) : String(cause)}`
        )
    })
  return process.getuid?.() === 0
    ? start(false)
    : Effect.catchTag(start(true), "BrowserUnavailable", () => start(false))
}

const firstLine = (text: string): string => text.split("\n").find((line) => line.trim() !== "") ?? ""

/** A context of its own, and a way to open tabs in it. */
const person = Effect.fnUntraced(function*(
  browser: playwright.Browser,
  origin: string,
  storage: Readonly<Record<string, string>>
) {
  const localStorage = Object.entries(storage).map(([name, value]) => ({ name, value }))
  const context = yield* Effect.acquireRelease(
    Effect.promise(() =>
      browser.newContext({
        baseURL: origin,
        reducedMotion: "reduce",
        colorScheme: "light",
        locale: "en-GB",
        viewport: { width: 1280, height: 800 },
        storageState: { cookies: [], origins: localStorage.length === 0 ? [] : [{ origin, localStorage }] }
      })
    ),
    (open) => Effect.promise(() => open.close().catch(() => undefined))
  )
  return Effect.acquireRelease(
    Effect.promise(() => context.newPage()),
    (page) => Effect.promise(() => page.close().catch(() => undefined))
  ).pipe(Effect.map((page) => makeTab(page, origin)))
})

const axe = Effect.tryPromise(() => import("axe-core")).pipe(
  Effect.map(({ default: { source } }) => source),
  Effect.option
)
