/** Looking at a page: open it, wait for it, read what it says, tell what was heard meanwhile. */
import { Effect, Option, Schema, type Scope } from "effect"
import {
  arrived,
  axeRun,
  AxeViolations,
  drawn,
  leadTo,
  Look,
  look,
  settled,
  still
} from "../../codegen/verify/probe.ts"
import type { OutputNotWritable, RunLocked } from "../../domain/Errors.ts"
import type { Finding } from "../../domain/Finding.ts"
import { finding } from "../../domain/link/report.ts"
import type { BrowserGate, Scheme } from "../../domain/Verification.ts"
import { judgeAxe, judgeConsole, judgeRequests, type Seen } from "../../domain/verify/looks.ts"
import type { BrowserSession, Person } from "../../layers/Browser.ts"
import { BrowserFailed, type Tab } from "../../layers/browser/Tab.ts"
import type { ProductOnDisk } from "./product.ts"

/** What the browser gates share while they run. */
export interface Visit {
  readonly session: BrowserSession
  readonly product: ProductOnDisk
  /** A tab of whoever is signed in as that role; `""` for a guest. */
  readonly tabOf: (role: string) => Effect.Effect<Tab, never, Scope.Scope>
  readonly note: (gate: BrowserGate, findings: ReadonlyArray<Finding>) => void
  /** Counts something that was looked at, for the gate's summary. */
  readonly count: (what: BrowserGate | "buttons", number?: number) => void
}

/** Tabs at work side by side: more of them and each gets slower. */
export const tabs = 3

export const desktop = { width: 1280, height: 800 }
export const phone = { width: 375, height: 812 }

/** How long a page may take to show its content. */
const readyMillis = 10_000

/** How long an app may take to follow a change of the address. */
export const followMillis = 3_000

/** Opens an address and waits until nothing loads any more; whether that was so in time. */
export const open = (tab: Tab, path: string): Effect.Effect<boolean, BrowserFailed> =>
  Effect.andThen(tab.goto(path), tab.until(settled, readyMillis))

/**
 * Goes on to a page within the app, which takes a tenth of loading it; one that does not follow is loaded. Whether the page
 * was ready in time, or the app had gone on elsewhere.
 */
export const goOn = Effect.fnUntraced(
  function*(tab: Tab, path: string, page: string): Effect.fn.Return<boolean, BrowserFailed> {
    yield* tab.evaluate(leadTo(path))
    return (yield* tab.until(arrived(path, page), followMillis)) || (yield* open(tab, path))
  }
)

export const lookAt = (tab: Tab): Effect.Effect<Look, BrowserFailed> =>
  Effect.flatMap(tab.evaluate(look), decoded(Look))

/** What is in view, as PNG, once its own pictures have come and it is drawn at the width it has by now. */
export const pictureOf = (tab: Tab): Effect.Effect<Uint8Array, BrowserFailed> =>
  tab.until(drawn, followMillis).pipe(Effect.andThen(tab.evaluate(still)), Effect.andThen(tab.picture))

/** A value that a script gave, by its schema. */
export const decoded = <A>(schema: Schema.Codec<A, unknown>) => (value: unknown): Effect.Effect<A, BrowserFailed> =>
  Effect.mapError(
    Schema.decodeUnknownEffect(schema)(value),
    (error) => new BrowserFailed({ reason: `could not read the page: ${error.message.split("\n")[0]}` })
  )

/** What was heard since the last time goes to the gates of the console and the requests. */
export const listen = Effect.fnUntraced(function*(visit: Visit, tab: Tab, seen: Seen) {
  const heard = yield* tab.heard
  visit.note("console", judgeConsole(seen, heard))
  visit.note("requests", judgeRequests(seen, heard))
  visit.count("requests", heard.requests.length)
  visit.count("console")
  return heard
})

/** What the browser could not do is a finding of the gate, and the next page's turn. */
export const failing = (visit: Visit, gate: BrowserGate, at: string) =>
<A, R>(
  work: Effect.Effect<A, BrowserFailed | OutputNotWritable | RunLocked, R>
): Effect.Effect<Option.Option<A>, OutputNotWritable | RunLocked, R> =>
  Effect.catchTag(Effect.asSome(work), "BrowserFailed", ({ reason }) => {
    visit.note(gate, [finding("browser-failed", at, reason)])
    return Effect.succeedNone
  })

/** What axe finds; nothing where it is not installed. `rules` restricts it. */
export const runAxe = Effect.fnUntraced(function*(
  visit: Visit,
  tab: Tab,
  seen: Seen,
  scheme: Scheme,
  rules: ReadonlyArray<string> = []
) {
  if (Option.isNone(visit.session.axe)) return 0
  const violations = yield* Effect.flatMap(tab.evaluate(axeRun(visit.session.axe.value, rules)), decoded(AxeViolations))
  visit.note("axe", judgeAxe(seen, scheme, violations))
  visit.count("axe")
  return violations.length
})

/** Somebody signed in as each role, and a guest: each with a storage of their own. */
export const people = Effect.fnUntraced(function*(session: BrowserSession, { roles, sessionKey }: ProductOnDisk) {
  const entries = yield* Effect.forEach([{ id: "", name: "" }, ...roles], ({ id, name }) =>
    Effect.map(
      session.person(id === "" || sessionKey === "" ? {} : { [sessionKey]: userAs(id, name) }),
      (person) => [id, person] as const
    ))
  const byRole = new Map<string, Person>(entries)
  return (role: string) => byRole.get(role)?.tab ?? Effect.die(new Error(`nobody is signed in as ${role}`))
})

/** As the app's own sign-in keeps it, with the token that the mock takes for somebody of that role. */
const userAs = (role: string, name: string): string => JSON.stringify({ name, role, token: `mock.${role}.` })
