/** A statement of an IAM policy, as far as dpg writes any. */
import { Schema } from "effect"

export const IamStatement = Schema.Struct({
  /** Unique in the policy, and the same for the same settings. */
  Sid: Schema.String,
  Effect: Schema.Literal("Allow"),
  Action: Schema.NonEmptyArray(Schema.String),
  Resource: Schema.NonEmptyArray(Schema.String),
  Condition: Schema.optionalKey(Schema.Struct({
    StringEquals: Schema.Struct({
      "aws:RequestedRegion": Schema.optionalKey(Schema.String),
      "bedrock:InferenceProfileArn": Schema.optionalKey(Schema.NonEmptyArray(Schema.String))
    })
  }))
})
export type IamStatement = typeof IamStatement.Type
