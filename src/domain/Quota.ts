/**
 * Bedrock's quotas for a model in a Region: requests and tokens a minute, and how its tokens are counted.
 *
 * Source: "How tokens are counted in Amazon Bedrock" in its user guide. When a request begins, its input and the whole
 * of `max_tokens` are set aside; when it ends, that is replaced by input + cache writes + output × burndown rate. What
 * is read from the cache does not count.
 */
import { Predicate } from "effect"
import { bareId, lookup, resolveModel } from "./Models.ts"
import type { Usage } from "./Usage.ts"

/** So many a minute: of the models named, and of all others. */
export interface PerMinute {
  readonly models: ReadonlyArray<{ readonly name: string; readonly limit: number }>
  readonly others?: number | undefined
}

/** `50`, or `opus=20,us.anthropic.claude-sonnet-4-6=200,50`; undefined where it is neither. */
export const parsePerMinute = (text: string): PerMinute | undefined => {
  const models: Array<{ readonly name: string; readonly limit: number }> = []
  let others: number | undefined
  for (const part of text.split(",").map((part) => part.trim())) {
    const equals = part.lastIndexOf("=")
    const number = part.slice(equals + 1).trim()
    const name = part.slice(0, Math.max(0, equals)).trim()
    const limit = /^\d{1,12}$/.test(number) ? Number(number) : 0
    if (limit < 1 || (equals !== -1 && name === "") || (equals === -1 && others !== undefined)) return undefined
    if (equals === -1) others = limit
    else models.push({ name, limit })
  }
  return { models, others }
}

/**
 * The limit for the id that is sent. A name is that id, an alias, or the bare id, which stands for every profile of the
 * model; the first that fits counts.
 */
export const limitOf = (perMinute: PerMinute, modelId: string): number | undefined =>
  perMinute.models.find(({ name }) => names(name, modelId))?.limit ?? perMinute.others

const names = (name: string, modelId: string): boolean =>
  name === modelId ||
  resolveModel({ setting: name, source: "", default: name, aliases: true }).id === modelId ||
  (name === bareId(name) && lookup(name) !== undefined && lookup(name) === lookup(modelId)) ||
  (name === bareId(modelId))

/** Tokens that a request sets aside at its beginning. */
export const reservedTokens = (request: unknown, maxTokens: number): number => estimatedTokens(request) + maxTokens

/** Tokens that a request has used at its end. */
export const usedTokens = (usage: Usage, modelId: string): number =>
  usage.inputTokens + usage.cacheWriteInputTokens + usage.outputTokens * burndownRate(modelId)

/** Output counts five times for every Claude from 3.7 on. */
export const burndownRate = (modelId: string): number =>
  /anthropic\.claude-(?!v\d|instant|3-(?!7)|3-5)/.test(modelId) ? 5 : 1

/** Characters a token, on the cautious side: English prose has four, JSON and code three. */
const charactersPerToken = 3

/** The most that one image costs a Claude; a page of a document costs about as much. */
const tokensPerImage = 1600

/** What the input of a request may come to, from what can be seen of it. */
export const estimatedTokens = (request: unknown): number => Math.ceil(sizeOf(request))

const sizeOf = (value: unknown): number => {
  if (typeof value === "string") return value.length / charactersPerToken
  if (value instanceof Uint8Array) return Math.max(tokensPerImage, value.byteLength / 100)
  if (Array.isArray(value)) return value.reduce((sum: number, one: unknown) => sum + sizeOf(one), 0)
  return Predicate.isReadonlyObject(value)
    ? Object.entries(value).reduce((sum, [key, one]) => sum + key.length / charactersPerToken + sizeOf(one), 0)
    : 0
}
