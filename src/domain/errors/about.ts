/** Members that errors have in common. */
import { Schema } from "effect"
import { PartialAnswer } from "../PartialAnswer.ts"

/** What a call was about: in every error that comes from Bedrock. */
export const call = {
  /** `InvokeModel`, `InvokeModelWithResponseStream`, `Converse` or `ConverseStream`. */
  operation: Schema.String,
  modelId: Schema.String,
  /** The service's own words, where it had any. */
  detail: Schema.String,
  /** `x-amzn-RequestId`, where the service answered. */
  requestId: Schema.optionalKey(Schema.String),
  /** Where the failure came in the middle of an answer. */
  partial: Schema.optionalKey(PartialAnswer),
  cause: Schema.optionalKey(Schema.Defect())
}

/** What the service asked for in `Retry-After`, in milliseconds. */
export const retryAfterMillis = Schema.optionalKey(Schema.Finite)
