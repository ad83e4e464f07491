/**
 * What Bedrock asks IAM for one call: the profile first, then the model wherever the profile may send the call.
 * Source: the pages on geographic and global cross-Region inference of the Amazon Bedrock user guide.
 */
import { bareId, geographyOf } from "../Models.ts"
import { partitionOf } from "../Region.ts"
import type { IamRequest } from "./evaluate.ts"

/** A call as Bedrock takes it. */
export interface Call {
  /** The IAM action: `bedrock:InvokeModel`. */
  readonly action: string
  /** An id, a profile's id or an ARN. */
  readonly modelId: string
  /** The Region of the endpoint. */
  readonly region: string
  readonly account: string
}

/** What IAM is asked about it; each key has one value. */
export interface BedrockRequest extends IamRequest {
  readonly context: Readonly<Record<string, string>>
}

/**
 * The requests in the order in which IAM is asked; each must be allowed. Where an account's own profile leads is not
 * known from its ARN, so that only the profile itself is asked for.
 * @param destinations - where a geographic profile sends the call; default what Amazon's profiles of that name do
 */
export const requestsOf = (
  { account, action, modelId, region }: Call,
  destinations?: ReadonlyArray<string>
): ReadonlyArray<BedrockRequest> => {
  const resource = resourceOf({ modelId, region, account })
  const asked: BedrockRequest = { action, resource, context: { "aws:RequestedRegion": region } }
  const geography = geographyOf(modelId)
  if (geography === undefined) return [asked]
  const through = (place: string, requested: string): BedrockRequest => ({
    action,
    resource: `arn:${partitionOf(region)}:bedrock:${place}::foundation-model/${bareId(modelId)}`,
    context: { "aws:RequestedRegion": requested, "bedrock:InferenceProfileArn": resource }
  })
  const places = destinations ?? destinationsOf(geography, region)
  return [
    asked,
    ...geography === "global"
      ? [through(region, region), through("", "unspecified")]
      : places.map((place) => through(place, place))
  ]
}

/** The ARN of what a call names, which IAM is asked for first: the profile, or the model in its Region. */
export const resourceOf = ({ account, modelId, region }: Omit<Call, "action">): string => {
  if (modelId.startsWith("arn:")) return modelId
  const start = `arn:${partitionOf(region)}:bedrock:${region}`
  return geographyOf(modelId) === undefined
    ? `${start}::foundation-model/${modelId}`
    : `${start}:${account}:inference-profile/${modelId}`
}

/** The Region the call was sent to, and the others of its geography. */
const destinationsOf = (geography: string, region: string): ReadonlyArray<string> => [
  ...new Set([region, ...destinations.get(geography) ?? []])
]

/** As of the inference-profile page; a model's own profile may lead to fewer. */
const destinations: ReadonlyMap<string, ReadonlyArray<string>> = new Map([
  ["us", ["us-east-1", "us-east-2", "us-west-2"]],
  ["eu", ["eu-central-1", "eu-north-1", "eu-south-1", "eu-south-2", "eu-west-1", "eu-west-3"]],
  ["jp", ["ap-northeast-1", "ap-northeast-3"]],
  ["au", ["ap-southeast-2", "ap-southeast-4"]],
  ["us-gov", ["us-gov-east-1", "us-gov-west-1"]]
])
