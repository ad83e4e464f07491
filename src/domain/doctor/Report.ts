/** What `dpg doctor` found: a line for each thing it looked at, and the worst of them. */
import { Schema } from "effect"

export const Verdict = Schema.Literals(["good", "doubtful", "broken"])
export type Verdict = typeof Verdict.Type

export const Area = Schema.Literals([
  "node",
  ".env",
  "settings",
  "region",
  "auth",
  "credentials",
  "identity",
  "model",
  "endpoint",
  "clock",
  "probe"
])
export type Area = typeof Area.Type

/** One thing that was looked at. */
export const Check = Schema.Struct({
  area: Area,
  verdict: Verdict,
  /** What was found, in one line. */
  found: Schema.String,
  /** What to do about it, in one line; `""` where there is nothing to do. */
  advice: Schema.String,
  /** What dpg would end with because of it; 0 for what is not broken. */
  exitCode: Schema.Int,
  /** Of a call that was made: milliseconds until its first event. */
  latencyMillis: Schema.optionalKey(Schema.Finite)
})
export type Check = typeof Check.Type

/** The document that `dpg doctor --json` prints. */
export const DoctorReport = Schema.Struct({
  version: Schema.String,
  /** Whether AWS was asked anything beyond what finding credentials takes. */
  probed: Schema.Boolean,
  /** The worst verdict. */
  verdict: Verdict,
  /** The highest exit code: 78 settings and credentials, 77 permissions, 70 a refused request, 69 the service. */
  exitCode: Schema.Int,
  checks: Schema.Array(Check)
})
export type DoctorReport = typeof DoctorReport.Type

export const good = (area: Area, found: string): Check => ({ area, verdict: "good", found, advice: "", exitCode: 0 })

export const doubtful = (area: Area, found: string, advice: string): Check => ({
  area,
  verdict: "doubtful",
  found,
  advice,
  exitCode: 0
})

export const broken = (area: Area, found: string, advice: string, exitCode: number): Check => ({
  area,
  verdict: "broken",
  found,
  advice,
  exitCode
})

/** All checks, in their order, and the worst of them. */
export const reportOf = (version: string, probed: boolean, checks: ReadonlyArray<Check>): DoctorReport => ({
  version,
  probed,
  verdict: verdicts.find((verdict) => checks.some((check) => check.verdict === verdict)) ?? "good",
  exitCode: Math.max(0, ...checks.map(({ exitCode }) => exitCode)),
  checks
})

/** The worst first. */
const verdicts: ReadonlyArray<Verdict> = ["broken", "doubtful", "good"]
