/** What the doctor says of the model settings, and of the smallest call to each model. */
import { DateTime, Option } from "effect"
import type { BedrockError } from "../Errors.ts"
import * as ExitCode from "../ExitCode.ts"
import { count, duration } from "../Format.ts"
import { bareId, geographyOf, lookup, type Model, profilesFor, replacementFor, type ResolvedModel } from "../Models.ts"
import { failed } from "./judge.ts"
import { broken, type Check, doubtful, good } from "./Report.ts"

/** Before a model's end of life, so long is it worth a word. */
const notice = { days: 90 }

/**
 * One setting's model: `claude` where its steps speak Claude's own messages, so that no other model will do; `described`
 * where a line before it says what the model can do.
 */
export const judgeModel = (
  setting: { readonly name: string; readonly claude: boolean; readonly described: boolean },
  resolved: ResolvedModel,
  region: string,
  now: DateTime.Utc
): Check => {
  const known = lookup(resolved.id)
  const found = `${setting.name} → ${resolved.id}${asked(setting.name, resolved)}`
  if (known === undefined) {
    return setting.claude && isOther(resolved.id)
      ? wrongKind(setting.name, found)
      : doubtful(
        "model",
        `${found}, not in the catalogue: cautious limits, no price`,
        "Nothing, if it is what you mean; `dpg models` lists those dpg knows."
      )
  }
  if (setting.claude && isOther(known.id)) return wrongKind(setting.name, found)
  const geography = geographyOf(resolved.id)
  const profiles = profilesFor(known, region)
  const use = profiles.length === 0 ? "Put a geography before the id." : `Use one of ${profiles.join(", ")}.`
  if (geography === undefined && !known.onDemand && !isDeployed(resolved.id)) {
    return broken("model", `${found}, which is served through inference profiles only`, use, ExitCode.config)
  }
  if (geography !== undefined && !known.geographies.some((one) => one === geography)) {
    return doubtful("model", `${found}: no ${geography} profile of it is known`, use)
  }
  // Where none of them is the Region's own, its geography is not known, and so not what it may call.
  const own = profiles.filter((profile) => !profile.startsWith("global."))
  if (geography !== undefined && geography !== "global" && own.length > 0 && !own.some(startsWith(geography))) {
    return doubtful("model", `${found}: a profile of ${geography} is not called from ${region}`, use)
  }
  return endOfLife(known, found, resolved.id, now) ??
    good("model", setting.described ? found : `${found}: ${capabilities(known)}`)
}

/** The smallest real call to a model: how long its first event took, or why none came. */
export const judgeProbe = (modelId: string, outcome: { readonly latencyMillis: number } | BedrockError): Check =>
  "latencyMillis" in outcome
    ? { ...good("probe", `${modelId} answers in ${duration(outcome.latencyMillis)}`), ...outcome }
    : failed("probe", outcome)

const startsWith = (geography: string) => (profile: string): boolean => profile.startsWith(`${geography}.`)

/** What it stands for, and where it is from: a setting of the environment goes without saying. */
const asked = (name: string, { id, requested, source }: ResolvedModel): string => {
  const origin = source === "default" ? ["the default"] : source === name ? [] : [source.replace(`${name} `, "")]
  const notes = [...requested === id ? [] : [`for ${requested}`], ...origin]
  return notes.length === 0 ? "" : ` (${notes.join(", ")})`
}

const isOther = (id: string): boolean => /^[a-z]+\./.test(bareId(id)) && !bareId(id).startsWith("anthropic.")

const wrongKind = (name: string, found: string): Check =>
  broken(
    "model",
    `${found}: the steps of this setting speak Claude's own messages`,
    `Set ${name} to a Claude model; \`dpg models\` lists them.`,
    ExitCode.config
  )

/** Provisioned throughput, a custom model: by its ARN. */
const isDeployed = (id: string): boolean => id.startsWith("arn:") && !id.includes(":foundation-model/")

const endOfLife = (model: Model, found: string, id: string, now: DateTime.Utc): Check | undefined => {
  const end = Option.getOrUndefined(DateTime.make(model.endOfLife ?? ""))
  if (end === undefined || DateTime.isGreaterThan(end, DateTime.add(now, notice))) return undefined
  const when = DateTime.isGreaterThan(end, now) ? "reaches" : "reached"
  return doubtful(
    "model",
    `${found}, which ${when} its end of life on ${model.endOfLife ?? ""}`,
    `Set another model, such as ${replacementFor(id)}.`
  )
}

const capabilities = (model: Model): string =>
  [
    model.name,
    `${count(model.contextTokens)} tokens in, ${count(model.maxOutputTokens)} out`,
    `JSON by ${structured[model.structuredOutput]}`,
    model.cacheMinimumTokens === 0 ? "no prompt cache" : `prompt cache from ${count(model.cacheMinimumTokens)} tokens`
  ].join(", ")

const structured = {
  native: "its own schema",
  "strict-tool": "a strict tool",
  tool: "a tool",
  text: "asking for it"
} satisfies Record<Model["structuredOutput"], string>
