/** Access key, secret and session token from the environment. */
import { DateTime, Effect, Option, type Redacted } from "effect"
import { CredentialsInvalid } from "../../domain/Errors.ts"
import { plain, secretSetting } from "./secrets.ts"
import { firstSetting, setting } from "./sharedFiles.ts"
import { type Absent, checkExpiry, type Source } from "./source.ts"

const source = "environment variables"

/** The keys if both are there; absent if neither is; half a pair is an error. */
export const fromEnvironment = Effect.fn("fromEnvironment")(function*() {
  const key = yield* setting("AWS_ACCESS_KEY_ID")
  const secret = yield* secretSetting("AWS_SECRET_ACCESS_KEY")
  if (Option.isNone(key) && Option.isNone(secret)) {
    return { source, reason: "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set" } satisfies Absent
  }
  if (Option.isNone(key)) return yield* halfPair("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")
  if (Option.isNone(secret)) return yield* halfPair("AWS_SECRET_ACCESS_KEY", "AWS_ACCESS_KEY_ID")
  return { source, load, warnings: yield* warnings } satisfies Source
})

/** Read again at each refresh. */
const load = Effect.gen(function*() {
  const text = (name: string, value: Option.Option<Redacted.Redacted>) => plain(source, name, value)
  const accessKeyId = yield* text("AWS_ACCESS_KEY_ID", yield* secretSetting("AWS_ACCESS_KEY_ID"))
  const secretAccessKey = yield* text("AWS_SECRET_ACCESS_KEY", yield* secretSetting("AWS_SECRET_ACCESS_KEY"))
  const legacy = yield* secretSetting("AWS_SECURITY_TOKEN")
  const token = Option.orElse(yield* secretSetting("AWS_SESSION_TOKEN"), () => legacy)
  const sessionToken = Option.isNone(token) ? "" : yield* text("AWS_SESSION_TOKEN", token)
  const expiration = yield* expiry
  const identity = {
    accessKeyId,
    secretAccessKey,
    ...(sessionToken === "" ? {} : { sessionToken }),
    ...(expiration === undefined ? {} : { expiration })
  }
  yield* checkExpiry({
    source,
    subject: "AWS_CREDENTIAL_EXPIRATION",
    remedy: "Put fresh keys, their session token and their AWS_CREDENTIAL_EXPIRATION in the environment."
  }, identity)
  return identity
})

const halfPair = (missing: string, there: string) =>
  new CredentialsInvalid({
    source,
    reason: `${there} is set and ${missing} is not`,
    remedy: `Set ${missing} as well, or unset ${there}.`
  })

const expiry = Effect.gen(function*() {
  const value = yield* setting("AWS_CREDENTIAL_EXPIRATION")
  if (Option.isNone(value)) return undefined
  const time = DateTime.make(value.value)
  return Option.isSome(time) ? DateTime.toDate(time.value) : yield* new CredentialsInvalid({
    source,
    reason: `AWS_CREDENTIAL_EXPIRATION holds "${value.value}", which is no time`,
    remedy: "Set AWS_CREDENTIAL_EXPIRATION to a time such as 2026-01-31T12:00:00Z, or unset it."
  })
})

const warnings = Effect.map(
  firstSetting(["AWS_PROFILE", "AWS_DEFAULT_PROFILE"]),
  Option.match({
    onNone: () => [],
    onSome: ({ name, value }) => [
      `${name} (${value}) is not used: the access key in the environment goes before it`
    ]
  })
)
