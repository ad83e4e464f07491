/** What `dpg verify` finds out about a product: `.dpg/verify.json`, the table in the terminal and `report.html`. */
import { Schema } from "effect"
import { Finding } from "./Finding.ts"

/** The gates, in the order in which they run and are shown. */
export const gateIds = [
  "install",
  "types",
  "lint",
  "build",
  "tests",
  "openapi",
  "sql",
  "routes",
  "links",
  "console",
  "requests",
  "states",
  "forms",
  "axe",
  "widths"
] as const

export const GateId = Schema.Literals(gateIds)
export type GateId = typeof GateId.Type

/** What each gate asks, in a few words. */
export const gateTitle: Readonly<Record<GateId, string>> = {
  install: "Packages install",
  types: "Types",
  lint: "Lint",
  build: "Build and size",
  tests: "Its own tests",
  openapi: "OpenAPI",
  sql: "SQL",
  routes: "Every route",
  links: "Every link",
  console: "No console error",
  requests: "No failed request",
  states: "Loading, empty, error, forbidden",
  forms: "Forms and buttons",
  axe: "Accessibility (axe)",
  widths: "Phone and desktop width"
}

/** The gates that need a browser. */
export const browserGates = ["routes", "links", "console", "requests", "states", "forms", "axe", "widths"] as const
export type BrowserGate = typeof browserGates[number]

export const GateResult = Schema.Struct({
  id: GateId,
  title: Schema.String,
  /** `skipped` when it could not be asked; never for what was found wanting. */
  status: Schema.Literals(["passed", "failed", "skipped"]),
  durationMillis: Schema.Finite,
  /** One line: what was looked at, or why it was not. */
  summary: Schema.String,
  findings: Schema.Array(Finding)
})
export type GateResult = typeof GateResult.Type

/** Bytes of what the build leaves, as files and as a server sends them. */
export const Sizes = Schema.Struct({
  script: Schema.Finite,
  scriptGzip: Schema.Finite,
  style: Schema.Finite,
  styleGzip: Schema.Finite,
  /** The mock API, which is loaded only where no real one is named: part of `script`. */
  mock: Schema.Finite,
  mockGzip: Schema.Finite,
  largest: Schema.Struct({ name: Schema.String, bytes: Schema.Finite, gzip: Schema.Finite })
})
export type Sizes = typeof Sizes.Type

export const Scheme = Schema.Literals(["light", "dark"])
export type Scheme = typeof Scheme.Type

/** A picture of a page: at which width in pixels, in which colours, and where it is, relative to the output folder. */
export const Screen = Schema.Struct({ width: Schema.Finite, scheme: Scheme, path: Schema.String })
export type Screen = typeof Screen.Type

/** A page as the browser saw it. */
export const VerifiedPage = Schema.Struct({
  id: Schema.String,
  title: Schema.String,
  /** Where it was seen, its parameters filled; `""` where no link leads to it. */
  path: Schema.String,
  /** As whom: a role, or `""` for a guest. */
  role: Schema.String,
  /** Light ones first. */
  screens: Schema.Array(Screen),
  axeViolations: Schema.Finite
})
export type VerifiedPage = typeof VerifiedPage.Type

export const Verification = Schema.Struct({
  version: Schema.Literal(1),
  /** When it ended, ISO 8601. */
  at: Schema.String,
  durationMillis: Schema.Finite,
  /** SHA-256 over the product's files as they were when it began: whether they are still the same. */
  product: Schema.optionalKey(Schema.String),
  operations: Schema.Finite,
  routes: Schema.Finite,
  gates: Schema.Array(GateResult),
  sizes: Schema.optionalKey(Sizes),
  pages: Schema.Array(VerifiedPage)
})
export type Verification = typeof Verification.Type

/** What a gate found out, before it has a name and a duration. */
export interface Outcome {
  readonly status: GateResult["status"]
  readonly summary: string
  readonly findings: ReadonlyArray<Finding>
}

/** Passed where nothing was found; `summary` says what was looked at. */
export const judged = (summary: string, findings: ReadonlyArray<Finding>): Outcome => ({
  status: findings.length === 0 ? "passed" : "failed",
  summary,
  findings
})

export const skipped = (why: string): Outcome => ({ status: "skipped", summary: why, findings: [] })

/** `12 passed, 1 failed, 2 skipped`. */
export const tally = (gates: ReadonlyArray<GateResult>): string =>
  (["passed", "failed", "skipped"] as const)
    .map((status) => [status, gates.filter((gate) => gate.status === status).length] as const)
    .filter(([status, number]) => number > 0 || status === "passed")
    .map(([status, number]) => `${number} ${status}`)
    .join(", ")
