/** Which operation a path names, and for which model. Source: the service model of `bedrock-runtime`. */
import type { BedrockOperation } from "../domain/BedrockOperation.ts"

export interface Route {
  readonly operation: BedrockOperation
  /** Decoded: an id, a profile's id or an ARN. */
  readonly modelId: string
}

/** The route of a request as it came over the wire: an ARN's `/` and `:` are percent-encoded in `url`. */
export const routeOf = (method: string, url: string): Route | undefined => {
  const match = /^\/model\/([^/?]+)\/([a-z-]+)(?:\?|$)/.exec(url)
  const operation = operations.get(match?.[2] ?? "")
  const modelId = decoded(match?.[1] ?? "")
  return method === "POST" && operation !== undefined && modelId !== undefined ? { operation, modelId } : undefined
}

/** Whether it answers with a stream of events. */
export const isStreaming = (operation: BedrockOperation): boolean =>
  operation === "ConverseStream" || operation === "InvokeModelWithResponseStream"

/** Plausible, whether or not Bedrock has such a model. */
export const isModelId = (modelId: string): boolean =>
  modelId.length <= 2048 && (bareId.test(modelId) || modelArn.test(modelId) || accountArn.test(modelId))

const operations: ReadonlyMap<string, BedrockOperation> = new Map([
  ["invoke", "InvokeModel"],
  ["invoke-with-response-stream", "InvokeModelWithResponseStream"],
  ["converse", "Converse"],
  ["converse-stream", "ConverseStream"],
  ["count-tokens", "CountTokens"]
])

/** `provider.model`, `geography.provider.model`, with a version after a colon. */
const bareId = /^[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,4}(?::[a-z0-9]{1,16}){0,2}$/i
const modelArn = /^arn:aws(?:-[a-z-]+)?:bedrock:[a-z0-9-]{1,20}::foundation-model\/[a-zA-Z0-9.:-]+$/
const accountArn =
  /^arn:aws(?:-[a-z-]+)?:bedrock:[a-z0-9-]{1,20}:\d{12}:(?:(?:application-)?inference-profile|(?:custom|imported|provisioned)-model|custom-model-deployment|(?:default-)?prompt-router|prompt)\/[a-zA-Z0-9.:/-]+$/

const decoded = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
