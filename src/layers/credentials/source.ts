/** What a place where credentials may be has to say. */
import type * as Providers from "@aws-sdk/credential-providers"
import { Clock, Effect, type FileSystem } from "effect"
import { type CredentialsError, CredentialsExpired, CredentialsInvalid } from "../../domain/Errors.ts"
import { type ClientConfig, credentialsClient } from "../network/credentialsHandler.ts"

/** What a request is signed with, in the shape the SDK knows. */
export interface AwsIdentity {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
  /** Twelve digits, where the source knows them. */
  readonly accountId?: string
  /** Absent for keys that do not expire. */
  readonly expiration?: Date
}

/** A source that has credentials, in words, and how to get them, each time anew. */
export interface Source {
  readonly source: string
  readonly load: Effect.Effect<AwsIdentity, CredentialsError, FileSystem.FileSystem>
  readonly warnings: ReadonlyArray<string>
}

/** A source that has none, and why. */
export interface Absent {
  readonly source: string
  readonly reason: string
}

export const isAbsent = (found: Source | Absent): found is Absent => "reason" in found

/** How to report that a provider of the SDK failed, or gave what has expired. */
export interface Explanation {
  readonly source: string
  /** What was tried, as the subject of a sentence: `its credential_process`. */
  readonly subject: string
  readonly remedy: string
  /** What to do when it has expired, where that is something else. */
  readonly renew?: string
}

/** Long enough for a person to answer a prompt of `credential_process`. */
const patience = "60 seconds"

/** A provider of the SDK, loaded when it is needed, as an effect: bounded in time, every failure explained. */
export const fromProvider = (
  explain: Explanation,
  provider: (sdk: typeof Providers, client: ClientConfig, signal: AbortSignal) => () => Promise<AwsIdentity>
): Effect.Effect<AwsIdentity, CredentialsError, FileSystem.FileSystem> =>
  Effect.flatMap(credentialsClient, (client) =>
    Effect.tryPromise({
      try: (signal) => import("@aws-sdk/credential-providers").then((sdk) => provider(sdk, client, signal)()),
      catch: (cause) => failure(explain, wordsOf(cause))
    })).pipe(
      Effect.timeoutOrElse({
        duration: patience,
        orElse: () => Effect.fail(failure(explain, `no answer within ${patience}`))
      }),
      Effect.tap((identity) => checkExpiry(explain, identity))
    )

/** Fails with `CredentialsExpired` when they are past their time. */
export const checkExpiry = (explain: Explanation, identity: AwsIdentity) =>
  Effect.flatMap(
    Clock.currentTimeMillis,
    (now) =>
      identity.expiration !== undefined && identity.expiration.getTime() <= now
        ? Effect.fail(failure(explain, `expired at ${identity.expiration.toISOString()}`))
        : Effect.void
  )

const failure = (explain: Explanation, words: string): CredentialsError =>
  /expired|cannot refresh/i.test(words)
    ? new CredentialsExpired({
      source: explain.source,
      detail: `${explain.subject}: ${words}`,
      remedy: explain.renew ?? explain.remedy
    })
    : new CredentialsInvalid({
      source: explain.source,
      reason: `${explain.subject} failed: ${words}`,
      remedy: explain.remedy
    })

/** One line of what the SDK says; of a failed command, what it wrote rather than the command, which may hold a secret. */
const wordsOf = (cause: unknown): string => {
  const message = cause instanceof Error ? cause.message : String(cause)
  const lines = message.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== "")
  const [first = "no reason given", second] = lines
  const text = first.startsWith("Command failed:") ? second ?? "the command ended with an error" : first
  return text.replace(/^Error: /, "").replace(/\.$/, "").slice(0, 300)
}
