/** Where cache points go: those that are asked for, as far as the model honours them. */
import type * as Sdk from "@aws-sdk/client-bedrock-runtime"
import type { Model } from "../../domain/Models.ts"

/** How long a prefix is kept. */
export type Lifetime = "5m" | "1h"

/** English and code have about so many characters to a token: enough to tell whether a prefix can be cached. */
const charactersPerToken = 3.5
/** Of one request. Source: "Prompt caching" in the Amazon Bedrock user guide. */
const maxCachePoints = 4

/**
 * The points of one request, in the order in which it is read: tools, system, messages. None where the prefix is too short
 * to be kept, and none after the fourth. A lifetime must not be longer than one before it, so that an hour after five
 * minutes becomes five minutes.
 */
export const makeCaching = ({ cacheExtended, cacheMinimumTokens }: Model) => {
  let characters = 0
  let points = 0
  let longest: Lifetime = cacheExtended ? "1h" : "5m"
  return {
    /** So much more stands before the next point. */
    saw: (text: string) => {
      characters += text.length
    },
    pointHere: (lifetime: Lifetime | undefined): ReadonlyArray<{ cachePoint: Sdk.CachePointBlock }> => {
      const worth = cacheMinimumTokens > 0 && characters / charactersPerToken >= cacheMinimumTokens
      if (lifetime === undefined || !worth || points === maxCachePoints) return []
      points++
      if (lifetime === "5m") longest = "5m"
      return [{ cachePoint: { type: "default", ...(longest === "1h" && { ttl: longest }) } }]
    }
  }
}

export type Caching = ReturnType<typeof makeCaching>
