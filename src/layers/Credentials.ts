import type { AwsCredentialIdentity } from "@smithy/types"
import { Context } from "effect"

/** Credentials known to be there, from a provider that goes on refreshing them. */
export class Credentials extends Context.Service<Credentials, {
  /** For the SDK: memoised, refreshed before expiry, once for all waiting calls. */
  readonly provider: () => Promise<AwsCredentialIdentity>
  /** Which source won, in words: `environment variables`, `profile "work" in ~/.aws/credentials`. */
  readonly source: string
}>()("dpg/layers/Credentials") {}
