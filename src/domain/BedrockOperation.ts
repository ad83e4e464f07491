/** The operations of `bedrock-runtime` that dpg calls and its local Bedrock answers. Source: the service model. */
import { Schema } from "effect"

/** Those that a model answers. */
export const ModelOperation = Schema.Literals([
  "InvokeModel",
  "InvokeModelWithResponseStream",
  "Converse",
  "ConverseStream"
])
export type ModelOperation = typeof ModelOperation.Type

/** All of them. */
export const BedrockOperation = Schema.Literals([...ModelOperation.literals, "CountTokens"])
export type BedrockOperation = typeof BedrockOperation.Type
