/** Model settings: which id is sent, what the catalogue knows of it, what a call costs. */
import { catalogue, type Geography, type Model } from "./Catalogue.ts"
import type { Usage } from "./Usage.ts"

export { catalogue, type Model } from "./Catalogue.ts"

/** A model setting after resolution. */
export interface ResolvedModel {
  /** What is sent to Bedrock. */
  readonly id: string
  /** What was asked for, before the alias table. */
  readonly requested: string
  /** `BEDROCK_IR_MODEL_ID`, `.env`, `default`, `--model`, … */
  readonly source: string
  /** From the catalogue, or cautious defaults for an id it does not have. */
  readonly model: Model
  readonly warnings: ReadonlyArray<string>
}

/** Steps 02, 03 and 04a. */
export const defaultSonnet = "global.anthropic.claude-sonnet-4-5-20250929-v1:0"

/** Steps 04b and 05. */
export const defaultOpus = "global.anthropic.claude-opus-4-6-v1"

/**
 * The setting if it is there and not blank, else the default; then the alias table, where the path takes aliases. An id
 * the catalogue does not have is passed on as it is, with cautious limits and a warning.
 */
export const resolveModel = (options: {
  readonly setting: string | undefined
  /** Where the setting is from, when there is one. */
  readonly source: string
  readonly default: string
  readonly aliases: boolean
}): ResolvedModel => {
  const setting = options.setting?.trim() ?? ""
  const requested = setting === "" ? options.default : setting
  const aliased = options.aliases ? byAlias.get(requested.toLowerCase()) : undefined
  const id = aliased === undefined ? requested : preferredProfile(aliased)
  const known = aliased ?? lookup(id)
  return {
    id,
    requested,
    source: setting === "" ? "default" : options.source,
    model: known ?? unknownModel(id),
    warnings: warningsOf(id, known, options)
  }
}

/**
 * The catalogue's entry for a bare id, an inference profile (`eu.…`) or an ARN of either; none for an application
 * inference profile or provisioned throughput, whose ARN does not say which model it serves.
 */
export const lookup = (id: string): Model | undefined => byId.get(bareId(id))

/** `arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.MODEL` → `MODEL`. */
export const bareId = (id: string): string =>
  id.replace(/^arn:[^/]+:(?:inference-profile|foundation-model)\//, "").replace(geographyPrefix, "")

/** The geography an id or profile ARN names; none for a bare model id. */
export const geographyOf = (id: string): string | undefined =>
  geographyPrefix.exec(id.replace(/^arn:[^/]+:inference-profile\//, ""))?.[1]

/** The profile that serves the model from the most places: what its aliases stand for. */
export const preferredProfile = (model: Model): string => {
  const geography = model.geographies.includes("global") ? "global" : model.onDemand ? undefined : model.geographies[0]
  return geography === undefined ? model.id : `${geography}.${model.id}`
}

/** The profiles that serve the model in a Region, the nearest first. */
export const profilesFor = (model: Model, region: string): ReadonlyArray<string> => {
  const home = homeOf(region)
  return model.geographies.filter((geography) => geography === home || geography === "global")
    .map((geography) => `${geography}.${model.id}`)
}

/**
 * What to call instead of a model that is no longer there: the catalogue's first choice of the same family, through the
 * geography of the id if it has a profile there; where the family is not known, the default.
 */
export const replacementFor = (id: string): string => {
  const bare = bareId(id)
  const family = ["opus", "haiku", "nova-pro", "nova-lite"].find((name) => bare.includes(name)) ?? "sonnet"
  const model = byAlias.get(family)
  if (model === undefined || model.id === bare) return defaultSonnet
  const geography = model.geographies.find((known) => known === geographyOf(id))
  return geography === undefined ? preferredProfile(model) : `${geography}.${model.id}`
}

/**
 * What a call costs in US dollars; undefined where the price is not known. `id` is what the call was sent to: a
 * geographic profile costs a tenth more than the global one.
 */
export const costUsd = (model: Model, usage: Usage, id = ""): number | undefined => {
  const { price } = model
  if (price === undefined) return undefined
  const geography = geographyOf(id)
  const premium = geography !== undefined && geography !== "global" && model.geographies.includes("global") ? 1.1 : 1
  const writes = usage.cacheWriteInputTokens + (usage.cacheWrite1hInputTokens ?? 0) * (hourPremium - 1)
  const micro = usage.inputTokens * price.input + usage.outputTokens * price.output +
    usage.cacheReadInputTokens * price.cacheRead + writes * price.cacheWrite
  return micro * premium / 1_000_000
}

/** What a cache write for an hour costs, in writes for five minutes. */
const hourPremium = 1.6

const geographyPrefix = /^(global|us-gov|us|eu|jp|au|apac|ca|sa|me|af)\./

const byId: ReadonlyMap<string, Model> = new Map(catalogue.map((model) => [model.id, model]))

const byAlias: ReadonlyMap<string, Model> = new Map(
  catalogue.flatMap((model) => model.aliases.map((alias) => [alias, model] as const))
)

/** Every Claude since 4 takes 32,000 tokens out, those before it and any other model on Converse at least 4,096. */
const unknownModel = (id: string): Model => {
  const claude = /^anthropic\.claude-(?!3-|v\d|instant)/.test(bareId(id))
  return {
    id: bareId(id),
    name: bareId(id),
    aliases: [],
    geographies: [],
    onDemand: true,
    contextTokens: claude ? 200_000 : 128_000,
    maxOutputTokens: claude ? 32_000 : 4096,
    temperature: false,
    structuredOutput: "text",
    // What it cannot do is for the service to say.
    images: true,
    documents: true,
    tools: "streamed",
    toolChoice: ["any", "tool"],
    cacheMinimumTokens: 0,
    cacheExtended: false
  }
}

const warningsOf = (
  id: string,
  known: Model | undefined,
  options: { readonly aliases: boolean; readonly source: string }
): ReadonlyArray<string> => {
  if (known === undefined) {
    const alias = options.aliases ? undefined : byAlias.get(id.toLowerCase())
    const hint = alias === undefined
      ? ""
      : ` (${options.source} takes no aliases: ${preferredProfile(alias)} is meant?)`
    return [`${id} is not in the catalogue${hint}: it is used as it is, with cautious limits and no price`]
  }
  return known.endOfLife === undefined
    ? []
    : [
      `${known.name} (${id}) reached its end of life on ${known.endOfLife}: choose another model, such as ${
        replacementFor(id)
      }`
    ]
}

/** The geography whose profiles may be called from a Region. */
const homeOf = (region: string): Geography | undefined => {
  if (/^us-(?!gov)/.test(region)) return "us"
  if (region.startsWith("eu-")) return "eu"
  if (region === "ap-northeast-1" || region === "ap-northeast-3") return "jp"
  return region === "ap-southeast-2" || region === "ap-southeast-4" ? "au" : undefined
}
