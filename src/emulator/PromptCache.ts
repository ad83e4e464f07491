/**
 * What prompt caching saves: the prefixes that were marked, how long each is kept, and what a request reads of them.
 *
 * A prefix is known by everything before its point, per account, Region and model. A request reads the longest kept
 * prefix that ends at one of its points or within the 19 blocks before it, and writes what lies between that and its
 * last point. A read keeps the prefix, and every kept one inside it, for its lifetime anew. A prefix shorter than the
 * model's minimum is passed over in silence. A write is there for requests that arrive once its answer has begun.
 *
 * Sources: "Prompt caching" in the Amazon Bedrock user guide; Anthropic's page of that name.
 */
// @effect-diagnostics nodeBuiltinImport:off - a digest for each block of each request: synchronous, or a fiber hop for each
import { createHash } from "node:crypto"
import { lookup } from "../domain/Models.ts"

type Lifetime = "5m" | "1h"

/** A piece of a prompt, in the order in which it is read: tools, system, messages. */
export interface Segment {
  /** What tells it from another. */
  readonly content: string
  readonly tokens: number
  /** A cache point right after it. */
  readonly point?: {
    readonly lifetime: Lifetime
    /** Where it stands, as Claude names places: `messages.0.content.1`. */
    readonly at: string
  }
}

/** Tokens of the input by what became of them; `written` by lifetime. */
export interface CacheUse {
  readonly read: number
  readonly written: Readonly<Record<Lifetime, number>>
}

export const noCacheUse: CacheUse = { read: 0, written: { "5m": 0, "1h": 0 } }

/** Read when a request arrives; `commit` once it is answered. */
interface Planned {
  readonly use: CacheUse
  readonly commit: (nowMillis: number) => void
}

export interface PromptCache {
  readonly plan: (request: {
    readonly owner: { readonly account: string; readonly region: string }
    readonly modelId: string
    readonly segments: ReadonlyArray<Segment>
    readonly nowMillis: number
  }) => Planned
}

/** Mutable, as what it stands for: each plan and each commit is one step, with nothing in between. */
export const make = (): PromptCache => {
  const kept = new Map<string, Kept>()
  return {
    plan: ({ modelId, nowMillis, owner, segments }) => {
      const model = lookup(modelId)
      const prefixes = prefixesOf(`${owner.account} ${owner.region} ${model?.id ?? modelId}`, segments)
      const minimum = model?.cacheMinimumTokens ?? unknownMinimum
      const points = prefixes.filter(({ lifetime, tokens }) => lifetime !== undefined && tokens >= minimum)
      const isKept = ({ digest }: Prefix) => (kept.get(digest)?.until ?? 0) > nowMillis
      const hit = prefixes.findLast((prefix) =>
        isKept(prefix) &&
        points.some(({ index }) => prefix.index <= index && index - prefix.index < lookBack)
      )
      const missing = points.filter(({ index }) => index > (hit?.index ?? -1))
      const read = hit?.tokens ?? 0
      const written = { "5m": 0, "1h": 0 }
      let before = read
      for (const { lifetime = "5m", tokens } of missing) {
        written[lifetime] += tokens - before
        before = tokens
      }
      const refreshed = prefixes.filter((prefix) => prefix.index <= (hit?.index ?? -1) && isKept(prefix))
      return {
        use: { read, written },
        commit: (now) => {
          for (const [digest, { until }] of kept) if (until <= now) kept.delete(digest)
          for (const { digest, lifetime = "5m" } of missing) keep(kept, digest, lifetime, now)
          for (const { digest } of refreshed) keep(kept, digest, kept.get(digest)?.lifetime ?? "5m", now)
        }
      }
    }
  }
}

/** Why Claude refuses the points of a prompt, in its words; `undefined` when it takes them. */
export const pointTrouble = (segments: ReadonlyArray<Segment>): string | undefined => {
  const points = segments.flatMap(({ point }) => point ?? [])
  if (points.length > maxPoints) {
    return `A maximum of ${maxPoints} blocks with cache_control may be provided. Found ${points.length}.`
  }
  const short = points.findIndex(({ lifetime }) => lifetime === "5m")
  const late = short < 0 ? undefined : points.slice(short).find(({ lifetime }) => lifetime === "1h")
  return late === undefined
    ? undefined
    : `${late.at}.cache_control.ttl: a ttl='1h' cache_control block must not come after a ttl='5m' cache_control block. ` +
      "Note that blocks are processed in the following order: `tools`, `system`, `messages`."
}

interface Kept {
  readonly lifetime: Lifetime
  /** Milliseconds since the epoch. */
  readonly until: number
}

interface Prefix {
  readonly index: number
  readonly digest: string
  /** Of everything up to its end. */
  readonly tokens: number
  /** Of the point at its end. */
  readonly lifetime: Lifetime | undefined
}

const maxPoints = 4

/** Blocks, that of the point included, at whose end a kept prefix is looked for. */
const lookBack = 20

/** For a model that the catalogue does not have: what most Claude models need. */
const unknownMinimum = 1024

const lifetimeMillis: Readonly<Record<Lifetime, number>> = { "5m": 300_000, "1h": 3_600_000 }

const prefixesOf = (owner: string, segments: ReadonlyArray<Segment>): ReadonlyArray<Prefix> => {
  const prefixes: Array<Prefix> = []
  let [digest, tokens] = [owner, 0]
  for (const [index, segment] of segments.entries()) {
    digest = createHash("sha256").update(`${digest}\n${segment.content}`).digest("base64")
    tokens += segment.tokens
    prefixes.push({ index, digest, tokens, lifetime: segment.point?.lifetime })
  }
  return prefixes
}

const keep = (kept: Map<string, Kept>, digest: string, lifetime: Lifetime, now: number): void => {
  kept.set(digest, { lifetime, until: now + lifetimeMillis[lifetime] })
}
