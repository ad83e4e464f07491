/** What Bedrock refuses because of the model asked for; a model the catalogue does not have refuses nothing. */
import { geographyOf, lookup } from "../domain/Models.ts"
import { countInputTokens, type Prompt } from "./Generation.ts"
import type { Route } from "./Operation.ts"

/** The service's own words, or `undefined` when the model takes the request. Tokens can be counted by a bare id. */
export const modelTrouble = ({ modelId, operation }: Route, prompt: Prompt): string | undefined => {
  const model = lookup(modelId)
  if (model === undefined || operation === "CountTokens") return undefined
  const geography = geographyOf(modelId)
  if (geography === undefined && !model.onDemand) {
    return `Invocation of model ID ${modelId} with on-demand throughput isn’t supported. Retry your request with the ID ` +
      "or ARN of an inference profile that contains this model."
  }
  if (geography !== undefined && !model.geographies.some((known) => known === geography)) {
    return "The provided model identifier is invalid."
  }
  if (prompt.maxTokens > model.maxOutputTokens) {
    return `The maximum tokens you requested exceeds the model limit of ${model.maxOutputTokens}. Try again with a ` +
      `maximum tokens value that is lower than ${model.maxOutputTokens}.`
  }
  if (prompt.sampling !== undefined && !model.temperature) return `\`${prompt.sampling}\` is deprecated for this model.`
  if (prompt.structured && model.structuredOutput !== "native") {
    return "output_config.format: Structured output is not supported for this model."
  }
  return countInputTokens(prompt.request) > model.contextTokens ? "Input is too long for requested model." : undefined
}
