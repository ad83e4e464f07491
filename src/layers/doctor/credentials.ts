import { DateTime, Effect, Redacted, Result } from "effect"
import { readApiKey } from "../../domain/doctor/apiKey.ts"
import { failed, judgeApiKey, judgeKeys } from "../../domain/doctor/judge.ts"
import { type Check, doubtful, good } from "../../domain/doctor/Report.ts"
import { type CredentialsError, CredentialsInvalid } from "../../domain/Errors.ts"
import type { AppConfig } from "../AppConfig.ts"
import { isCredentialsError } from "../awsErrors.ts"
import type { Credentials } from "../Credentials.ts"
import type { Auth } from "../credentials/auth.ts"
import type { AwsIdentity } from "../credentials/source.ts"
import { accountOfKey } from "../limiter/account.ts"
import { askIdentity } from "./identity.ts"

/** Credentials that were found: what they are, whose they are, and what should be known of their choice. */
export const examineCredentials = Effect.fnUntraced(function*(
  credentials: Credentials["Service"],
  config: AppConfig["Service"],
  probe: boolean
) {
  const { auth, source, warnings } = credentials
  const [own, ...identity] = auth.scheme === "bearer"
    ? yield* examineApiKey(auth, source, config)
    : yield* examineKeys(credentials, config, probe)
  const notes = warnings.map((warning) => doubtful("credentials", warning, "Unset what is not meant to be used."))
  return [...own === undefined ? [] : [own], ...notes, ...identity]
})

const examineApiKey = Effect.fnUntraced(function*(
  auth: Extract<Auth, { readonly scheme: "bearer" }>,
  source: string,
  config: AppConfig["Service"]
) {
  const key = readApiKey(Redacted.value(auth.token))
  const { account, user } = key
  return [
    judgeApiKey(source, key, config.region.value, yield* DateTime.now),
    ...user === undefined ? [] : [
      good("identity", `the IAM user ${user}${account === undefined ? "" : ` of account ${account}`}, says the key`)
    ]
  ]
})

const examineKeys = Effect.fnUntraced(function*(
  { provider, source }: Credentials["Service"],
  config: AppConfig["Service"],
  probe: boolean
): Effect.fn.Return<ReadonlyArray<Check>> {
  const resolved = yield* Effect.result(Effect.tryPromise({ try: provider, catch: asCredentialsError(source) }))
  if (Result.isFailure(resolved)) return [failed("credentials", resolved.failure)]
  const keys = resolved.success
  const facts = {
    accessKeyId: keys.accessKeyId,
    temporary: keys.sessionToken !== undefined,
    ...(keys.expiration !== undefined && { expires: DateTime.fromDateUnsafe(keys.expiration) })
  }
  const check = judgeKeys(source, !source.startsWith("environment"), facts, yield* DateTime.now)
  return [check, ...probe ? [yield* askIdentity(keys, config)] : localIdentity(keys)]
})

const localIdentity = (keys: AwsIdentity): ReadonlyArray<Check> => {
  const account = keys.accountId ?? accountOfKey(keys.accessKeyId)
  return account === "" ? [] : [good("identity", `account ${account}, says the key`)]
}

/** The provider rejects with nothing else; were it otherwise, a secret could hang on it. */
const asCredentialsError = (source: string) => (cause: unknown): CredentialsError =>
  isCredentialsError(cause) ? cause : new CredentialsInvalid({
    source,
    reason: "they could not be fetched",
    remedy: "Look whether their source still answers."
  })
