/** A profile's `credential_process`: run as every AWS tool runs it, and ended when nobody waits for it any more. */
// @effect-diagnostics nodeBuiltinImport:off - one line for a shell, as the AWS SDKs take it
import { DateTime, Option, Schema } from "effect"
import { exec } from "node:child_process"
import { promisify } from "node:util"
import type { AwsIdentity } from "./source.ts"

/**
 * What the command prints, as keys. Rejects in words that hold none of it: the output is secret.
 * @param accountId - of the profile, where the command does not say
 */
export const runProcess = (command: string, accountId: string | undefined, signal: AbortSignal): Promise<AwsIdentity> =>
  run(inItsOwnPlace(command), { signal }).then(({ stdout }) =>
    Option.match(decode(stdout), {
      onNone: () => {
        throw new Error("it printed no JSON with Version 1, AccessKeyId and SecretAccessKey")
      },
      onSome: (printed) => identityOf(printed, accountId)
    })
  )

const run = promisify(exec)

/** The signal ends the shell alone: where it starts a single program, that takes its place. Windows has no such word. */
const inItsOwnPlace = (command: string): string =>
  process.platform !== "win32" && /^[^\s=;&|<>()`$!{]+(?:\s[^;&|<>()`\n]*)?$/.test(command)
    ? `exec ${command}`
    : command

/** Source: "Sourcing credentials with an external process" of the AWS SDKs and Tools reference guide. */
const Printed = Schema.Struct({
  Version: Schema.Literal(1),
  AccessKeyId: Schema.NonEmptyString,
  SecretAccessKey: Schema.NonEmptyString,
  SessionToken: Schema.optionalKey(Schema.NullOr(Schema.String)),
  /** ISO 8601. */
  Expiration: Schema.optionalKey(Schema.NullOr(Schema.DateTimeUtcFromString)),
  AccountId: Schema.optionalKey(Schema.NullOr(Schema.String))
})

const decode = Schema.decodeUnknownOption(Schema.fromJsonString(Printed))

const identityOf = (
  { AccessKeyId, AccountId, Expiration, SecretAccessKey, SessionToken }: typeof Printed.Type,
  ofProfile: string | undefined
): AwsIdentity => {
  const accountId = AccountId ?? ofProfile
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    ...(SessionToken && { sessionToken: SessionToken }),
    ...(Expiration && { expiration: DateTime.toDate(Expiration) }),
    ...(accountId !== undefined && { accountId })
  }
}
