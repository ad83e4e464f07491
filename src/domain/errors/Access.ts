/** Calls that this caller may not make, or not of this model. */
import { Effect, Schema } from "effect"
import { deniedHint } from "../deniedHint.ts"
import { IamStatement } from "../IamStatement.ts"
import { call } from "./about.ts"

/**
 * Which kind of policy refused. `credentials`: no policy did, the keys or their signature are not accepted; `api-key`:
 * the bearer token is not.
 */
export const DeniedBy = Schema.Literals([
  "identity-policy",
  "permissions-boundary",
  "session-policy",
  "resource-policy",
  "vpc-endpoint-policy",
  "service-control-policy",
  "resource-control-policy",
  "credentials",
  "api-key",
  "unknown"
])
export type DeniedBy = typeof DeniedBy.Type

/** The caller is known, or claims to be, and may not do this. Never retried. */
export class AccessDenied extends Schema.TaggedError<AccessDenied>()("AccessDenied", {
  ...call,
  /** The exception's own name: `AccessDeniedException`, `UnrecognizedClientException`, `InvalidSignatureException`, … */
  exception: Schema.String,
  /** The IAM action that was refused: `bedrock:InvokeModel`. */
  action: Schema.String,
  /** The ARN it was refused on, as far as it is known. */
  resource: Schema.String,
  /** The ARN of the caller, where AWS names it. */
  principal: Schema.optionalKey(Schema.String),
  deniedBy: DeniedBy.pipe(Schema.optionalKey, Schema.withConstructorDefault(Effect.succeed("unknown" as const))),
  /** Whether a Deny statement refuses it, rather than that no Allow statement does. */
  explicit: Schema.Boolean.pipe(Schema.optionalKey, Schema.withConstructorDefault(Effect.succeed(false))),
  /** The ARN of the policy that refuses, where AWS names it. */
  policy: Schema.optionalKey(Schema.String),
  /** The statement that would allow it. */
  statement: Schema.optionalKey(IamStatement)
}) {
  override get message() {
    return `Access denied to ${this.modelId} (${this.operation}): ${this.detail}`
  }
  get hint() {
    return deniedHint(this)
  }
}

/** The account has not been given this model: no IAM statement helps. */
export class ModelAccessNotEnabled extends Schema.TaggedError<ModelAccessNotEnabled>()("ModelAccessNotEnabled", call) {
  override get message() {
    return `The account has no access to the model ${this.modelId}: ${this.detail}`
  }
  get hint() {
    if (/use.case/i.test(this.detail)) {
      return "Fill out the provider's use case form on the Model access page of the Amazon Bedrock console, and wait a quarter of an hour."
    }
    if (/aws-marketplace:/i.test(this.detail)) {
      return "Have someone who may aws-marketplace:Subscribe and aws-marketplace:ViewSubscriptions call the model once: that enables it for the account."
    }
    return /payment/i.test(this.detail)
      ? "Add a valid means of payment in the Billing console: the model is subscribed to through AWS Marketplace."
      : "Request access on the Model access page of the Amazon Bedrock console, in the Region in use."
  }
}

/** The model cannot be called by its bare id. */
export class InferenceProfileRequired
  extends Schema.TaggedError<InferenceProfileRequired>()("InferenceProfileRequired", {
    ...call,
    /** Profiles that serve the model. */
    profiles: Schema.Array(Schema.String)
  })
{
  override get message() {
    return `The model ${this.modelId} is served through inference profiles only`
  }
  get hint() {
    return this.profiles.length === 0
      ? "Put a geography before the id: us., eu., jp., au. or global."
      : `Use one of ${this.profiles.join(", ")}.`
  }
}

export class ModelNotFound extends Schema.TaggedError<ModelNotFound>()("ModelNotFound", call) {
  override get message() {
    return `The model ${this.modelId} was not found: ${this.detail}`
  }
  get hint() {
    return "Check the id and the Region; `dpg models` lists the models dpg knows."
  }
}

/** The model is there no more, or no more for this account. */
export class ModelRetired extends Schema.TaggedError<ModelRetired>()("ModelRetired", {
  ...call,
  /** `end-of-life`: for everyone. `legacy`: for accounts that have not used it of late. */
  stage: Schema.Literals(["end-of-life", "legacy"]),
  /** What to call in its stead, from the catalogue. */
  replacement: Schema.String
}) {
  override get message() {
    return this.stage === "end-of-life"
      ? `The model ${this.modelId} has reached the end of its life: ${this.detail}`
      : `The model ${this.modelId} is closed to accounts that have not used it of late: ${this.detail}`
  }
  get hint() {
    return `Set another model, such as ${this.replacement}; \`dpg models\` lists those dpg knows.`
  }
}
