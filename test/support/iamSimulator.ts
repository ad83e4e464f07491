/**
 * How IAM decides on an identity policy, for what such a policy of ours may hold; anything else is an error.
 * Source: "Policy evaluation logic" and "IAM JSON policy elements" of the IAM user guide.
 */
import { Result, Schema } from "effect"

/** What IAM is asked. */
export interface IamRequest {
  readonly action: string
  readonly resource: string
  readonly context: Readonly<Record<string, string>>
}

/** Whether the policy, as the JSON that it is attached as, allows the request. */
export const allows = (policy: string, request: IamRequest): boolean => {
  const { Statement } = Result.getOrThrow(decode(policy))
  const matching = Statement.filter((statement) =>
    statement.Action.some((pattern) => glob(pattern.toLowerCase(), request.action.toLowerCase())) &&
    statement.Resource.some((pattern) => arnMatches(pattern, request.resource)) &&
    Object.entries(statement.Condition?.StringEquals ?? {}).every(([key, values]) => {
      const value = request.context[key]
      return value !== undefined && [values].flat().includes(value)
    })
  )
  return matching.some(({ Effect }) => Effect === "Allow") && !matching.some(({ Effect }) => Effect === "Deny")
}

/** A call as Bedrock takes it. */
export interface Call {
  readonly action: string
  readonly modelId: string
  /** The Region of the endpoint. */
  readonly region: string
  readonly account: string
}

/**
 * What Bedrock asks IAM for a call by id: the profile, then the model wherever the profile may send it.
 * Source: the pages on geographic and global cross-Region inference of the Amazon Bedrock user guide.
 */
export const requestsOf = (
  { account, action, modelId, region }: Call,
  destinations: ReadonlyArray<string> = [region]
): ReadonlyArray<IamRequest> => {
  const [, geography, model] = /^(global|us|eu|jp|au)\.(.+)$/.exec(modelId) ?? []
  const here = { "aws:RequestedRegion": region }
  if (geography === undefined || model === undefined) {
    return [{ action, resource: `arn:aws:bedrock:${region}::foundation-model/${modelId}`, context: here }]
  }
  const profile = `arn:aws:bedrock:${region}:${account}:inference-profile/${modelId}`
  const through = (place: string, requested: string): IamRequest => ({
    action,
    resource: `arn:aws:bedrock:${place}::foundation-model/${model}`,
    context: { "aws:RequestedRegion": requested, "bedrock:InferenceProfileArn": profile }
  })
  return [
    { action, resource: profile, context: here },
    ...geography === "global"
      ? [through(region, region), through("", "unspecified")]
      : destinations.map((place) => through(place, place))
  ]
}

const Texts = Schema.Union([Schema.String, Schema.Array(Schema.String)])

const decode = Schema.decodeResult(
  Schema.fromJsonString(Schema.Struct({
    Version: Schema.Literal("2012-10-17"),
    Statement: Schema.Array(Schema.Struct({
      Sid: Schema.String.check(Schema.isPattern(/^[A-Za-z0-9]+$/)),
      Effect: Schema.Literals(["Allow", "Deny"]),
      Action: Schema.Array(Schema.String),
      Resource: Schema.Array(Schema.String),
      Condition: Schema.optionalKey(Schema.Struct({ StringEquals: Schema.Record(Schema.String, Texts) }))
    }))
  })),
  { onExcessProperty: "error" }
)

/** Part by part: a wildcard does not reach over a colon, but for those of the resource's own name. */
const arnMatches = (pattern: string, arn: string): boolean => {
  const [patterns, parts] = [partsOf(pattern), partsOf(arn)]
  return parts.every((part, index) => glob(patterns[index] ?? "", part))
}

const partsOf = (arn: string): ReadonlyArray<string> => {
  const parts = arn.split(":")
  return [...parts.slice(0, 5), parts.slice(5).join(":")]
}

const glob = (pattern: string, text: string): boolean => {
  const source = pattern.replace(/[.+^${}()|[\]\\]/g, String.raw`\$&`).replaceAll("*", ".*").replaceAll("?", ".")
  return new RegExp(`^${source}$`).test(text)
}
