/** Which account a key belongs to: what tells the rates of two accounts in one Redis apart. */
import { Effect } from "effect"
import type { AwsIdentity } from "../credentials/source.ts"

/** The digits of the account; `""` where the credentials do not say. */
export const accountOf = (provider: () => Promise<AwsIdentity>): Effect.Effect<string> =>
  Effect.tryPromise(provider).pipe(
    Effect.map(({ accessKeyId, accountId }) => accountId ?? accountOfKey(accessKeyId)),
    Effect.orElseSucceed(() => "")
  )

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"

/**
 * An access key id is base32 that holds its account, from the fourth character on, in bits 1 to 40 of the first 48. Keys
 * made before 2019 hold something else, which tells them apart as well.
 */
export const accountOfKey = (accessKeyId: string): string => {
  const digits = Array.from(accessKeyId.slice(4, 14), (character) => alphabet.indexOf(character))
  if (digits.length < 10 || digits.includes(-1)) return ""
  const bits = digits.reduce((sum, digit) => sum * 32n + BigInt(digit), 0n)
  return String(((bits >> 2n) >> 7n) & 0xffffffffffn).padStart(12, "0")
}
