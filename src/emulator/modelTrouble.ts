/** What Bedrock refuses because of the model asked for; a model the catalogue does not have refuses little. */
import type { BedrockOperation } from "../domain/BedrockOperation.ts"
import { geographyOf, lookup, type Model } from "../domain/Models.ts"
import { type AwsError, awsError, invalid } from "./AwsError.ts"
import { countInputTokens, type Prompt } from "./Generation.ts"
import { isStreaming, type Route } from "./Route.ts"

/** The refusal in the service's own words, or `undefined` when the model takes the request. */
export const modelTrouble = ({ modelId, operation }: Route, prompt: Prompt): AwsError | undefined => {
  const model = lookup(modelId)
  // Tokens can be counted by a bare id.
  if (operation === "CountTokens") return undefined
  const trouble = (model === undefined ? undefined : idTrouble(modelId, model)) ?? prompt.modelErrors
  if (trouble !== undefined || model === undefined) return trouble === undefined ? undefined : invalid(trouble)
  const pointed = prompt.segments.some(({ point }) => point !== undefined)
  if (pointed && model.cacheMinimumTokens === 0) {
    return awsError("AccessDeniedException", {
      message: "You invoked an unsupported model or your request did not allow prompt caching. See the documentation " +
        "for more information."
    })
  }
  const unfit = unfitFor(model, operation, prompt)
  return unfit === undefined ? undefined : invalid(unfit)
}

/** A body that is under the service's limit and over that of Claude: 20 MiB. */
export const bodyTrouble = ({ modelId, operation }: Route, bytes: number): string | undefined =>
  operation !== "CountTokens" && bytes > 20_971_520 && lookup(modelId)?.id.startsWith("anthropic.") === true
    ? tooLong
    : undefined

const tooLong = "Input is too long for requested model."

const idTrouble = (modelId: string, model: Model): string | undefined => {
  const geography = geographyOf(modelId)
  if (geography === undefined && !model.onDemand) {
    return `Invocation of model ID ${modelId} with on-demand throughput isn’t supported. Retry your request with the ID ` +
      "or ARN of an inference profile that contains this model."
  }
  return geography !== undefined && !model.geographies.some((known) => known === geography)
    ? "The provided model identifier is invalid."
    : undefined
}

const unfitFor = (model: Model, operation: BedrockOperation, prompt: Prompt): string | undefined => {
  const { asks, maxTokens, pointInTools, sampling, structured } = prompt
  if (maxTokens > model.maxOutputTokens) {
    return asks === undefined
      ? `max_tokens: ${maxTokens} > ${model.maxOutputTokens}, which is the maximum allowed number of output tokens for ` +
        nameOf(model)
      : `The maximum tokens you requested exceeds the model limit of ${model.maxOutputTokens}. Try again with a maximum ` +
        `tokens value that is lower than ${model.maxOutputTokens}.`
  }
  if (sampling !== undefined && !model.temperature) return `\`${sampling}\` is deprecated for this model.`
  if (structured && model.structuredOutput !== "native") {
    return "output_config.format: Structured output is not supported for this model."
  }
  if (pointInTools >= 0 && !model.cacheExtended) {
    return `Malformed input request: #/toolConfig/tools/${pointInTools}: extraneous key [cachePoint] is not permitted, ` +
      "please reformat your input and try again."
  }
  const lacking = asks === undefined ? undefined : lackOf(model, operation, asks)
  return lacking ?? (countInputTokens(prompt) > model.contextTokens ? tooLong : undefined)
}

/** What Converse knows that the model cannot do. */
const lackOf = (
  model: Model,
  operation: BedrockOperation,
  asks: NonNullable<Prompt["asks"]>
): string | undefined => {
  const { documents, images, toolChoice, tools } = asks
  if (images && !model.images) return unsupported("image")
  if (documents && !model.documents) return unsupported("document")
  if (tools && model.tools === "none") return "This model doesn't support tool use."
  if (tools && model.tools === "whole" && isStreaming(operation)) {
    return "This model doesn't support tool use in streaming mode."
  }
  return toolChoice !== undefined && !model.toolChoice.includes(toolChoice)
    ? unsupported(`toolConfig.toolChoice.${toolChoice}`)
    : undefined
}

const unsupported = (field: string) => `This model doesn't support the ${field} field. Remove ${field} and try again.`

/** `anthropic.claude-sonnet-4-5-20250929-v1:0` → `claude-sonnet-4-5-20250929`. */
const nameOf = ({ id }: Model): string => id.replace(/^[a-z]+\./, "").replace(/-v\d+(?::\d+)?$/, "")
