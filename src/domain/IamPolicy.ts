/**
 * The least that IAM must allow for a set of models and operations.
 *
 * Sources: "Actions, resources, and condition keys for Amazon Bedrock" of the service authorization reference; the
 * pages on geographic, global and application inference profiles of the Amazon Bedrock user guide.
 */
import { Result, Schema } from "effect"
import type { BedrockOperation } from "./BedrockOperation.ts"
import { ConfigInvalid } from "./Errors.ts"
import { resourceOf } from "./iam/bedrockRequests.ts"
import { matchesArn } from "./iam/pattern.ts"
import { IamStatement } from "./IamStatement.ts"
import { bareId, geographyOf, type ResolvedModel } from "./Models.ts"
import { partitionOf } from "./Region.ts"

/** The IAM action that allows an operation: Converse has none of its own. */
export const iamAction: Readonly<Record<BedrockOperation, string>> = {
  InvokeModel: "bedrock:InvokeModel",
  InvokeModelWithResponseStream: "bedrock:InvokeModelWithResponseStream",
  Converse: "bedrock:InvokeModel",
  ConverseStream: "bedrock:InvokeModelWithResponseStream",
  CountTokens: "bedrock:CountTokens"
}

/** An identity policy: what IAM takes for a user, a group or a role. */
export const IamPolicy = Schema.Struct({
  Version: Schema.Literal("2012-10-17"),
  Statement: Schema.Array(IamStatement)
})
export type IamPolicy = typeof IamPolicy.Type

/** Stands for the account in ARNs where it is not known. */
export const accountPlaceholder = "ACCOUNT_ID"

/**
 * The policy that allows the operations on the models, and nothing else. Equal grants become one statement; statements
 * stand in the order of the models that first need them. Fails for a setting that no model or profile can have.
 */
export const iamPolicy = (options: {
  readonly models: ReadonlyArray<ResolvedModel>
  /** Where the calls are sent. An ARN among the models keeps its own. */
  readonly region: string
  /** Twelve digits, or the placeholder. An ARN among the models keeps its own. */
  readonly account: string
  readonly operations: readonly [BedrockOperation, ...ReadonlyArray<BedrockOperation>]
  /** Whether the caller comes with an API key: that takes an action of its own. */
  readonly apiKey?: boolean
}): Result.Result<IamPolicy, ConfigInvalid> => {
  const [first, ...rest] = options.operations
  const action = unique([iamAction[first], ...rest.map((operation) => iamAction[operation])])
  return Result.map(
    Result.all(options.models.map((model) => grantsOf(model, options))),
    (grants) => ({
      Version: "2012-10-17",
      Statement: [...statementsOf(grants.flat(), action), ...options.apiKey === true ? [withApiKey] : []]
    })
  )
}

/**
 * The statement that would have allowed what was refused: the one of the policy for that model which covers the
 * resource, or one for the resource alone.
 */
export const statementFor = (refused: {
  readonly action: string
  readonly resource: string
  /** Where the call was sent, and to which model. */
  readonly region: string
  readonly model: ResolvedModel
  readonly account: string
}): IamStatement => {
  const plain: IamStatement = {
    Sid: "AllowRefused",
    Effect: "Allow",
    Action: [refused.action],
    Resource: [refused.resource]
  }
  return iamPolicy({ ...refused, models: [refused.model], operations: ["InvokeModel"] }).pipe(
    Result.map(({ Statement }) =>
      Statement.find(({ Resource }) => Resource.some((one) => matchesArn(one, refused.resource)))
    ),
    Result.getOrElse(() => undefined),
    (found) => found === undefined ? plain : { ...found, Action: [refused.action] }
  )
}

const withApiKey: IamStatement = {
  Sid: "ApiKeys",
  Effect: "Allow",
  Action: ["bedrock:CallWithBearerToken"],
  Resource: ["*"]
}

/** Whether it is a profile whose ARN does not say what it runs: every model must be allowed, through it alone. */
export const isOpaqueProfile = (id: string): boolean =>
  /:(?:application-)?inference-profile\//.test(id) && geographyOf(id) === undefined

/** A resource to allow, and when. */
interface Grant {
  readonly sid: string
  readonly resource: string
  /** `aws:RequestedRegion`. */
  readonly region?: string
  /** `bedrock:InferenceProfileArn`. */
  readonly profile?: string
}

type Filled = readonly [string, ...ReadonlyArray<string>]

const grantsOf = (
  model: ResolvedModel,
  options: { readonly region: string; readonly account: string }
): Result.Result<ReadonlyArray<Grant>, ConfigInvalid> => {
  const { id } = model
  if (id.startsWith("arn:")) return grantsOfArn(model)
  if (!bareReference.test(id)) return Result.fail(meaningless(model))
  const resource = resourceOf({ ...options, modelId: id })
  return Result.succeed(
    geographyOf(id) === undefined
      ? [{ sid: "OnDemandModels", resource }]
      : profileGrants(id, resource, options.region)
  )
}

const grantsOfArn = (model: ResolvedModel): Result.Result<ReadonlyArray<Grant>, ConfigInvalid> => {
  const arn = model.id
  const [, partition = "", region = "", account = "", kind = ""] = bedrockArn.exec(arn) ?? []
  switch (kind) {
    case "":
      return Result.fail(meaningless(model))
    case "foundation-model":
      return Result.succeed([{ sid: "OnDemandModels", resource: arn }])
    case "inference-profile":
    case "application-inference-profile":
      return Result.succeed(
        isOpaqueProfile(arn) ? opaqueGrants(arn, partition, region, account) : profileGrants(arn, arn, region)
      )
    default:
      // Provisioned throughput, a custom or an imported model: it stands for itself.
      return Result.succeed([{ sid: "DeployedModels", resource: arn }])
  }
}

/** A profile of Amazon's own. IAM asks for the profile first, then for the model where the profile sends the call. */
const profileGrants = (id: string, profile: string, region: string): ReadonlyArray<Grant> => {
  const start = `arn:${partitionOf(region)}:bedrock`
  const model = `:foundation-model/${bareId(id)}`
  if (geographyOf(id) !== "global") {
    return [
      { sid: "GeographicProfiles", resource: profile },
      // The profile decides the Region, so that any will do: none of these models can be called without it.
      { sid: "ModelsOfGeographicProfiles", resource: `${start}:*:${model}`, profile }
    ]
  }
  return [
    { sid: "GlobalProfiles", resource: profile, region },
    { sid: "ModelsOfGlobalProfilesHere", resource: `${start}:${region}:${model}`, region, profile },
    { sid: "ModelsOfGlobalProfilesAnywhere", resource: `${start}::${model}`, region: "unspecified", profile }
  ]
}

/** Made by the account itself, from a model or from one of Amazon's profiles: whichever that is, through it alone. */
const opaqueGrants = (profile: string, partition: string, region: string, account: string): ReadonlyArray<Grant> => [
  { sid: "ApplicationProfiles", resource: profile },
  {
    sid: "ModelsOfApplicationProfiles",
    resource: `arn:${partition}:bedrock:${region}:${account}:inference-profile/*`,
    profile
  },
  { sid: "ModelsOfApplicationProfiles", resource: `arn:${partition}:bedrock:*::foundation-model/*`, profile }
]

/** Grants of one kind under one Region become one statement; a second one of its kind gets a number. */
const statementsOf = (grants: ReadonlyArray<Grant>, action: Filled): ReadonlyArray<IamStatement> => {
  const groups = new Map<string, readonly [Grant, ...ReadonlyArray<Grant>]>()
  for (const grant of grants) {
    const key = `${grant.sid} ${grant.region ?? ""}`
    const before = groups.get(key)
    groups.set(key, before === undefined ? [grant] : [...before, grant])
  }
  const all = [...groups.values()]
  return all.map((group, index) => {
    const earlier = all.slice(0, index).filter(([{ sid }]) => sid === group[0].sid).length
    return statementOf(group, action, earlier === 0 ? "" : String(earlier + 1))
  })
}

const statementOf = (
  [first, ...rest]: readonly [Grant, ...ReadonlyArray<Grant>],
  action: Filled,
  number: string
): IamStatement => ({
  Sid: `${first.sid}${number}`,
  Effect: "Allow",
  Action: action,
  Resource: unique([first.resource, ...rest.map(({ resource }) => resource)]),
  ...conditionOf(first, rest)
})

const conditionOf = (first: Grant, rest: ReadonlyArray<Grant>): Pick<IamStatement, "Condition"> => {
  const { profile, region } = first
  if (region === undefined && profile === undefined) return {}
  return {
    Condition: {
      StringEquals: {
        ...region === undefined ? {} : { "aws:RequestedRegion": region },
        ...profile === undefined
          ? {}
          : { "bedrock:InferenceProfileArn": unique([profile, ...rest.map((grant) => grant.profile ?? profile)]) }
      }
    }
  }
}

const unique = ([first, ...rest]: Filled): Filled => [first, ...new Set(rest.filter((value) => value !== first))]

/** Nothing in it that IAM reads as a wildcard or a variable. */
const bareReference = /^[A-Za-z0-9][A-Za-z0-9._:-]*$/

/** Partition, Region, account and kind. */
const bedrockArn = /^arn:(aws[a-z-]*):bedrock:([a-z0-9-]+):(\d{12}|):([a-z-]+)\/[A-Za-z0-9._:/-]+$/

const meaningless = ({ id, source }: ResolvedModel): ConfigInvalid =>
  new ConfigInvalid({ key: source, value: id, expected: "a model id, an inference profile or the ARN of one" })
