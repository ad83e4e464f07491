/** What each thing that the doctor looks at is worth. Pure: whoever gathers the facts is elsewhere. */
import { DateTime, Duration } from "effect"
import type { ConfigInvalid, DpgError } from "../Errors.ts"
import * as ExitCode from "../ExitCode.ts"
import { duration } from "../Format.ts"
import { isLoopback } from "../Proxy.ts"
import type { ApiKeyFacts } from "./apiKey.ts"
import { broken, type Check, doubtful, good } from "./Report.ts"

/** A failure that dpg would end with. */
export const failed = (area: Check["area"], error: DpgError): Check =>
  broken(area, error.message, error.hint, ExitCode.ofError(error))

/** `v24.21.0`, as Node gives it. */
export const judgeNode = (version: string): Check => {
  const [major = 0, minor = 0] = version.replace(/^v/, "").split(".").map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return good("node", `Node ${version}`)
  return broken("node", `Node ${version} is too old`, "Install Node 20.19 or later.", ExitCode.config)
}

/** `undefined` where there is no such file. */
export const judgeDotEnv = (
  report: { readonly set: ReadonlyArray<string>; readonly warnings: ReadonlyArray<string> } | undefined
): ReadonlyArray<Check> => {
  if (report === undefined) return [good(".env", "none in this folder")]
  const set = report.set.length === 0
    ? "it sets nothing that the environment lacks"
    : `it sets ${report.set.join(", ")}`
  return [
    good(".env", set),
    ...report.warnings.map((warning) => doubtful(".env", warning, "Mend the line, or put a # before it."))
  ]
}

export const judgeSettings = (invalid: ReadonlyArray<ConfigInvalid>): ReadonlyArray<Check> =>
  invalid.length === 0 ? [good("settings", "every one makes sense")] : invalid.map((error) => failed("settings", error))

export const judgeRegion = ({ source, value }: { readonly value: string; readonly source: string }): Check =>
  good("region", `${value} (${source === "default" ? "the default: nothing sets another" : source})`)

/** Keys that requests are signed with, the secret ones left out. */
export interface KeyFacts {
  readonly accessKeyId: string
  /** They come with a session token. */
  readonly temporary: boolean
  readonly expires?: DateTime.Utc
}

/** Sooner than this, a run may outlive what cannot be refreshed. */
const soon = Duration.minutes(15)

/**
 * @param source - where the keys are from, in words
 * @param renewed - whether that source gives new ones before these expire
 */
export const judgeKeys = (source: string, renewed: boolean, keys: KeyFacts, now: DateTime.Utc): Check => {
  const kind = keys.temporary ? "temporary key" : "key"
  const found = `${source}: ${kind} ${masked(keys.accessKeyId)}${expiryOf(keys.expires, now, renewed)}`
  return !renewed && endsSoon(keys.expires, now)
    ? doubtful("credentials", found, "Put fresh ones in the environment before a long run.")
    : good("credentials", found)
}

/** @param region - where the key is to be used */
export const judgeApiKey = (source: string, key: ApiKeyFacts, region: string, now: DateTime.Utc): Check => {
  const kind = key.kind === "unknown" ? "of a kind that dpg does not know" : `a ${key.kind} key`
  const found = `${source}: ${kind}${expiryOf(key.expires, now, false)}`
  const renewal = "Make a new API key in the Amazon Bedrock console, and set AWS_BEARER_TOKEN_BEDROCK to it."
  if (key.expires !== undefined && DateTime.isLessThanOrEqualTo(key.expires, now)) {
    return broken("credentials", found, renewal, ExitCode.config)
  }
  if (key.region !== undefined && key.region !== region) {
    return broken(
      "credentials",
      `${found}, made for ${key.region}`,
      `Set BEDROCK_REGION to ${key.region}, or make an API key in ${region}.`,
      ExitCode.config
    )
  }
  if (endsSoon(key.expires, now)) return doubtful("credentials", found, renewal)
  return key.kind === "unknown"
    ? doubtful("credentials", found, "Look whether it was copied whole; API keys begin with ABSK or bedrock-api-key-.")
    : good("credentials", found)
}

/** `AKIAIOSFODNN7EXAMPLE` → `AKIA…MPLE`; nothing of a key too short to leave anything secret. */
export const masked = (key: string): string => key.length < 12 ? "…" : `${key.slice(0, 4)}…${key.slice(-4)}`

const endsSoon = (expires: DateTime.Utc | undefined, now: DateTime.Utc): boolean =>
  expires !== undefined && DateTime.isLessThan(expires, DateTime.addDuration(now, soon))

const expiryOf = (expires: DateTime.Utc | undefined, now: DateTime.Utc, renewed: boolean): string => {
  if (expires === undefined) return ""
  const left = DateTime.toEpochMillis(expires) - DateTime.toEpochMillis(now)
  const when = DateTime.formatIso(expires).replace(/\.\d+Z$/, "Z")
  if (left <= 0) return `, expired at ${when}`
  return `, good until ${when} (${duration(left)} left${renewed ? ", then renewed" : ""})`
}

/** How a request finds its way. */
export interface RouteFacts {
  readonly url: URL
  /** Whether it is another endpoint than Amazon's own. */
  readonly custom: boolean
  /** Host and port, and the variable that names it. */
  readonly proxy: string | undefined
  /** The variables that name certificates to trust. */
  readonly authorities: string | undefined
}

export const judgeRoute = ({ authorities, custom, proxy, url }: RouteFacts): Check => {
  const found = [
    `${url.origin}${custom ? " (not Amazon's own)" : ""}`,
    proxy === undefined ? "no proxy" : `through the proxy ${proxy}`,
    ...authorities === undefined ? [] : [`trusting the certificates in ${authorities}`]
  ].join(", ")
  return url.protocol === "http:" && !isLoopback(url.hostname)
    ? doubtful("endpoint", found, "Use https: prompts, and an API key, go over the network in the open.")
    : good("endpoint", found)
}

/** How far AWS lets a clock be off. */
const allowedSkewMillis = 5 * 60_000

/** @param skew - this machine's time less AWS's, in milliseconds; `undefined` where none came */
export const judgeClock = (skew: number | undefined): Check => {
  if (skew === undefined) return doubtful("clock", "AWS's time did not come", "Check the network and proxy.")
  // A `Date` header has whole seconds.
  const off = Math.abs(skew) < 2000
    ? "agrees with AWS's"
    : `${duration(Math.abs(skew))} ${skew > 0 ? "ahead" : "behind"}`
  if (Math.abs(skew) >= allowedSkewMillis) {
    return broken("clock", `${off}: AWS refuses signatures that are`, setClock, ExitCode.noPermission)
  }
  return Math.abs(skew) < allowedSkewMillis / 5 ? good("clock", off) : doubtful("clock", off, setClock)
}

const setClock = "Set the clock of this machine, best by NTP: requests are signed with the time."
