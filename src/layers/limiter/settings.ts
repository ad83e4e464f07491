/** What the limiter is told by the settings. */
import { Config, Effect, Option, Redacted } from "effect"
import { ConfigInvalid } from "../../domain/Errors.ts"
import { parsePerMinute, type PerMinute } from "../../domain/Quota.ts"
import { setting } from "../credentials/sharedFiles.ts"

export type LimiterSettings =
  & { readonly requestsPerMinute: PerMinute; readonly tokensPerMinute: PerMinute }
  & (
    | { readonly kind: "memory" | "off" }
    /** The URL may hold a password. */
    | { readonly kind: "redis"; readonly url: Redacted.Redacted<URL> }
  )

export const defaultLimiter: LimiterSettings = {
  kind: "memory",
  requestsPerMinute: { models: [] },
  tokensPerMinute: { models: [] }
}

const perMinute = Effect.fnUntraced(function*(key: string) {
  const value = yield* setting(key)
  if (Option.isNone(value)) return { models: [] }
  const parsed = parsePerMinute(value.value)
  return parsed ?? (yield* new ConfigInvalid({
    key,
    value: value.value,
    expected: "a whole number above 0, or MODEL=NUMBER for single models, separated by commas"
  }))
})

const kind = Effect.gen(function*() {
  const key = "DPG_LIMITER"
  const value = yield* Config.option(Config.Redacted(key)).pipe(Effect.orElseSucceed(Option.none))
  const text = Option.match(value, { onNone: () => "", onSome: (secret) => Redacted.value(secret).trim() })
  if (text === "" || text === "memory") return { kind: "memory" as const }
  if (text === "off") return { kind: "off" as const }
  if (/^rediss?:\/\/./.test(text) && URL.canParse(text)) {
    return { kind: "redis" as const, url: Redacted.make(new URL(text), { label: "redis" }) }
  }
  return yield* new ConfigInvalid({ key, value: "", expected: "memory, off, or redis://HOST:PORT" })
})

/** `DPG_LIMITER`, `BEDROCK_REQUESTS_PER_MINUTE` and `BEDROCK_TOKENS_PER_MINUTE`. */
export const limiterSettings: Effect.Effect<LimiterSettings, ConfigInvalid> = Effect.gen(function*() {
  return {
    ...yield* kind,
    requestsPerMinute: yield* perMinute("BEDROCK_REQUESTS_PER_MINUTE"),
    tokensPerMinute: yield* perMinute("BEDROCK_TOKENS_PER_MINUTE")
  }
})
