/** Tokens and money. */
import { Schema } from "effect"

/** Tokens of one call. `inputTokens` excludes what the cache served or took, as Converse counts. */
export const Usage = Schema.Struct({
  inputTokens: Schema.Finite,
  outputTokens: Schema.Finite,
  cacheReadInputTokens: Schema.Finite,
  cacheWriteInputTokens: Schema.Finite,
  /** Those among the writes that are kept for an hour, which costs more; absent where there are none. */
  cacheWrite1hInputTokens: Schema.optionalKey(Schema.Finite)
})
export type Usage = typeof Usage.Type

export const noUsage: Usage = { inputTokens: 0, outputTokens: 0, cacheReadInputTokens: 0, cacheWriteInputTokens: 0 }

export const addUsage = (a: Usage, b: Usage): Usage => ({
  inputTokens: a.inputTokens + b.inputTokens,
  outputTokens: a.outputTokens + b.outputTokens,
  cacheReadInputTokens: a.cacheReadInputTokens + b.cacheReadInputTokens,
  cacheWriteInputTokens: a.cacheWriteInputTokens + b.cacheWriteInputTokens,
  ...forAnHour((a.cacheWrite1hInputTokens ?? 0) + (b.cacheWrite1hInputTokens ?? 0))
})

/** Cache writes for an hour, as they stand in a `Usage`. */
export const forAnHour = (tokens: number): Pick<Usage, "cacheWrite1hInputTokens"> =>
  tokens === 0 ? {} : { cacheWrite1hInputTokens: tokens }
