import { Context, type Duration, type Option } from "effect"
import type { ResolvedModel } from "../domain/Models.ts"

/** Settings, read once. The environment beats `.env`, which beats the default. */
export class AppConfig extends Context.Service<AppConfig, {
  readonly region: { readonly value: string; readonly source: string }
  readonly models: {
    /** Steps 02 and 03. Taken verbatim. */
    readonly backend: ResolvedModel
    /** Step 04a. */
    readonly detection: ResolvedModel
    /** Step 04b. */
    readonly ir: ResolvedModel
    /** Step 05. */
    readonly react: ResolvedModel
  }
  readonly connectTimeout: Duration.Duration
  /** Silence on an open connection, not the length of the answer. */
  readonly readTimeout: Duration.Duration
  /** Retries after the first attempt: 2 means up to three requests. */
  readonly maxAttempts: number
  /** Another endpoint than Amazon's own. */
  readonly endpoint: Option.Option<URL>
}>()("dpg/layers/AppConfig") {}
