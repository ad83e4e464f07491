import { assert, describe, it } from "@effect/vitest"
import { Result } from "effect"
import type { BedrockOperation } from "../../src/domain/BedrockOperation.ts"
import { type IamPolicy, iamPolicy, isOpaqueProfile } from "../../src/domain/IamPolicy.ts"
import { defaultOpus, defaultSonnet, resolveModel } from "../../src/domain/Models.ts"
import { allows, type IamRequest, requestsOf } from "../support/iamSimulator.ts"

const account = "111122223333"
const action = "bedrock:InvokeModelWithResponseStream"
const sonnet = "anthropic.claude-sonnet-4-5-20250929-v1:0"
const application = `arn:aws:bedrock:us-east-1:${account}:application-inference-profile/a1b2c3d4e5f6`

const resolved = (id: string) =>
  resolveModel({ setting: id, source: "BEDROCK_IR_MODEL_ID", default: "", aliases: true })

const build = (
  ids: ReadonlyArray<string>,
  region = "us-east-1",
  operations: readonly [BedrockOperation, ...ReadonlyArray<BedrockOperation>] = [
    "InvokeModelWithResponseStream",
    "ConverseStream"
  ]
) => iamPolicy({ models: ids.map(resolved), region, account, operations })

const policyOf = (...args: Parameters<typeof build>): IamPolicy => Result.getOrThrow(build(...args))

const decide = (policy: IamPolicy, request: IamRequest): boolean => allows(JSON.stringify(policy), request)

const call = (modelId: string, region = "us-east-1") => ({ action, modelId, region, account })

/** The request with one thing changed, by what it is: each must be refused. */
const neighboursOf = ({ action: asked, context, resource }: IamRequest): Readonly<Record<string, IamRequest>> => {
  const profile = context["bedrock:InferenceProfileArn"]
  const change = (changes: Partial<IamRequest>): IamRequest => ({ action: asked, context, resource, ...changes })
  const through = (arn: string): IamRequest => change({ context: { ...context, "bedrock:InferenceProfileArn": arn } })
  return {
    "another action": change({ action: "bedrock:InvokeModel" }),
    "an action of another service": change({ action: "s3:GetObject" }),
    "an action that changes the account": change({ action: "bedrock:CreateInferenceProfile" }),
    "another model": change({ resource: resource.replace("anthropic.claude", "anthropic.claudia") }),
    "a model whose name goes on": change({ resource: `${resource}:0` }),
    ...resource.includes(account)
      ? { "another account's profile": change({ resource: resource.replace(account, "999900001111") }) }
      : {},
    ...resource.includes(":us-east-1:") ? { "another Region's": change({ resource: otherRegion(resource) }) } : {},
    ...profile === undefined
      ? {}
      : {
        "the model called without the profile": change({
          context: { "aws:RequestedRegion": context["aws:RequestedRegion"] ?? "" }
        }),
        "the model through another model's profile": through(profile.replace("anthropic.claude", "anthropic.claudia")),
        "the model through another geography's profile": through(profile.replace(/\/\w+\./, "/eu.")),
        "the model through another account's profile": through(profile.replace(account, "999900001111"))
      }
  }
}

const otherRegion = (resource: string): string => resource.replace(":us-east-1:", ":us-west-2:")

const refusesNeighbours = (
  policy: IamPolicy,
  requests: ReadonlyArray<IamRequest>,
  except: ReadonlyArray<string> = []
) => {
  for (const request of requests) {
    for (const [name, neighbour] of Object.entries(neighboursOf(request))) {
      const exempt = except.includes(name) && request.resource.includes("::")
      assert.strictEqual(decide(policy, neighbour), exempt, `${name} of ${request.resource}`)
    }
  }
}

describe("IamPolicy", () => {
  it("gives a global profile its three statements, the same for every model of its kind", () => {
    const profile = (id: string) => `arn:aws:bedrock:us-east-1:${account}:inference-profile/${id}`
    const models = [defaultSonnet, defaultOpus].map((id) => id.replace("global.", ""))
    const profiles = [profile(defaultSonnet), profile(defaultOpus)]
    assert.deepStrictEqual<unknown>(policyOf([defaultSonnet, defaultSonnet, defaultOpus, defaultOpus]), {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "GlobalProfiles",
          Effect: "Allow",
          Action: [action],
          Resource: profiles,
          Condition: { StringEquals: { "aws:RequestedRegion": "us-east-1" } }
        },
        {
          Sid: "ModelsOfGlobalProfilesHere",
          Effect: "Allow",
          Action: [action],
          Resource: models.map((model) => `arn:aws:bedrock:us-east-1::foundation-model/${model}`),
          Condition: {
            StringEquals: { "aws:RequestedRegion": "us-east-1", "bedrock:InferenceProfileArn": profiles }
          }
        },
        {
          Sid: "ModelsOfGlobalProfilesAnywhere",
          Effect: "Allow",
          Action: [action],
          Resource: models.map((model) => `arn:aws:bedrock:::foundation-model/${model}`),
          Condition: {
            StringEquals: { "aws:RequestedRegion": "unspecified", "bedrock:InferenceProfileArn": profiles }
          }
        }
      ]
    })
  })

  it("allows each call through a global profile, and no neighbour of it", () => {
    const policy = policyOf([defaultSonnet, defaultOpus])
    for (const id of [defaultSonnet, defaultOpus]) {
      const requests = requestsOf(call(id))
      assert.lengthOf(requests, 3)
      for (const request of requests) assert.isTrue(decide(policy, request), request.resource)
      refusesNeighbours(policy, requests)
      for (const request of requests) {
        const context = { ...request.context, "aws:RequestedRegion": "us-west-2" }
        assert.isFalse(decide(policy, { ...request, context }), `${request.resource}, asked of another Region`)
      }
    }
    for (const id of [sonnet, `us.${sonnet}`, "global.anthropic.claude-haiku-4-5-20251001-v1:0"]) {
      assert.isFalse(requestsOf(call(id)).some((request) => decide(policy, request)), id)
    }
    assert.isFalse(requestsOf(call(defaultSonnet, "eu-west-1")).some((request) => decide(policy, request)))
  })

  it("allows each call through a geographic profile in every Region it leads to, and no neighbour of it", () => {
    const policy = policyOf([`us.${sonnet}`])
    const requests = requestsOf(call(`us.${sonnet}`), ["us-east-1", "us-east-2", "us-west-2"])
    assert.lengthOf(requests, 4)
    for (const request of requests) assert.isTrue(decide(policy, request), request.resource)
    refusesNeighbours(policy, requests, ["another Region's"])
    for (const id of [sonnet, `eu.${sonnet}`, defaultSonnet]) {
      assert.isFalse(requestsOf(call(id)).some((request) => decide(policy, request)), id)
    }
    assert.isFalse(requestsOf(call(`us.${sonnet}`, "us-west-2")).some((request) => decide(policy, request)))
  })

  it("allows each call of a model on demand, and no neighbour of it", () => {
    const [nova, prose] = ["amazon.nova-pro-v1:0", "mistral.mistral-large-2407-v1:0"]
    const policy = policyOf([nova])
    const [request, ...none] = requestsOf(call(nova))
    assert.deepStrictEqual([none, request && decide(policy, request)], [[], true])
    for (
      const other of [call(prose), call(`us.${nova}`), call(nova, "us-west-2"), { ...call(nova), action: "bedrock:*" }]
    ) {
      const [first] = requestsOf(other)
      assert.isFalse(first === undefined || decide(policy, first), other.modelId)
    }
    assert.deepStrictEqual(policyOf([`arn:aws:bedrock:us-east-1::foundation-model/${nova}`]), policy)
  })

  it("takes the ARN of a profile as it takes its id, with the Region and account that are in it", () => {
    for (const id of [defaultSonnet, `us.${sonnet}`]) {
      assert.deepStrictEqual(
        policyOf([`arn:aws:bedrock:us-east-1:${account}:inference-profile/${id}`], "eu-west-1"),
        policyOf([id])
      )
    }
  })

  it("allows what an application inference profile may stand for, through that profile alone", () => {
    const policy = policyOf([application, defaultSonnet])
    const through = { "aws:RequestedRegion": "us-east-1", "bedrock:InferenceProfileArn": application }
    const haiku = "anthropic.claude-haiku-4-5-20251001-v1:0"
    const resources = [
      `arn:aws:bedrock:us-west-2::foundation-model/${haiku}`,
      `arn:aws:bedrock:::foundation-model/${haiku}`,
      `arn:aws:bedrock:us-east-1:${account}:inference-profile/us.${haiku}`
    ]
    assert.isTrue(decide(policy, { action, resource: application, context: { "aws:RequestedRegion": "us-east-1" } }))
    for (const resource of resources) {
      assert.isTrue(decide(policy, { action, resource, context: through }), resource)
      for (
        const arn of [`${application}x`, `arn:aws:bedrock:us-east-1:${account}:inference-profile/${defaultSonnet}`]
      ) {
        const context = { ...through, "bedrock:InferenceProfileArn": arn }
        assert.isFalse(decide(policy, { action, resource, context }), `${resource} through ${arn}`)
      }
      assert.isFalse(decide(policy, { action, resource, context: { "aws:RequestedRegion": "us-east-1" } }), resource)
    }
    const other = { action, resource: `${application}x`, context: { "aws:RequestedRegion": "us-east-1" } }
    assert.isFalse(decide(policy, other))
    assert.deepStrictEqual([application, defaultSonnet, sonnet].map(isOpaqueProfile), [true, false, false])
  })

  it("takes the ARN of a deployed model for itself", () => {
    const provisioned = `arn:aws:bedrock:us-east-1:${account}:provisioned-model/a1b2c3`
    assert.deepStrictEqual(policyOf([provisioned, provisioned]).Statement, [
      { Sid: "DeployedModels", Effect: "Allow", Action: [action], Resource: [provisioned] }
    ])
  })

  it("names the actions of the operations, once each", () => {
    const actions = (...operations: readonly [BedrockOperation, ...ReadonlyArray<BedrockOperation>]) =>
      policyOf([sonnet], "us-east-1", operations).Statement.map(({ Action }) => Action)
    assert.deepStrictEqual(actions("InvokeModelWithResponseStream", "ConverseStream"), [[action]])
    assert.deepStrictEqual(actions("Converse", "InvokeModel", "ConverseStream", "CountTokens"), [[
      "bedrock:InvokeModel",
      action,
      "bedrock:CountTokens"
    ]])
  })

  it("lets an API key in where one is used, by an action of its own", () => {
    const options = {
      models: [resolved(defaultOpus)],
      region: "us-east-1",
      account,
      operations: ["ConverseStream"] as const
    }
    const key: IamRequest = { action: "bedrock:CallWithBearerToken", resource: "*", context: {} }
    assert.isTrue(decide(Result.getOrThrow(iamPolicy({ ...options, apiKey: true })), key))
    assert.isFalse(decide(Result.getOrThrow(iamPolicy(options)), key))
  })

  it("names partitions by their Regions", () => {
    const resources = (region: string, id: string) =>
      policyOf([id], region).Statement.flatMap(({ Resource }) => Resource)
    assert.deepStrictEqual(resources("us-gov-west-1", `us-gov.${sonnet}`), [
      `arn:aws-us-gov:bedrock:us-gov-west-1:${account}:inference-profile/us-gov.${sonnet}`,
      `arn:aws-us-gov:bedrock:*::foundation-model/${sonnet}`
    ])
    assert.deepStrictEqual(resources("cn-north-1", sonnet), [
      `arn:aws-cn:bedrock:cn-north-1::foundation-model/${sonnet}`
    ])
  })

  it("gives every statement a name of its own, and lists nothing twice", () => {
    const elsewhere = `arn:aws:bedrock:eu-west-1:${account}:inference-profile/${defaultOpus}`
    const all = [defaultSonnet, elsewhere, `us.${sonnet}`, `eu.${sonnet}`, sonnet, application, defaultSonnet]
    const { Statement } = policyOf(all)
    const names = Statement.map(({ Sid }) => Sid)
    assert.deepStrictEqual(names, [...new Set(names)])
    assert.includeMembers(names, ["GlobalProfiles", "GlobalProfiles2", "ModelsOfGlobalProfilesHere2"])
    for (const { Resource } of Statement) assert.lengthOf(new Set(Resource), Resource.length)
  })

  it("refuses what IAM would read as a wildcard or a variable, and ARNs of anything else", () => {
    const odd = ["*", "anthropic.*", "global.${aws:username}", "a?b", "arn:aws:s3:::bucket", `${application}/*`]
    for (const id of odd) {
      const refused = Result.flip(build([id]))
      assert.deepStrictEqual(
        Result.map(refused, ({ _tag, key, value }) => ({ _tag, key, value })),
        Result.succeed({ _tag: "ConfigInvalid" as const, key: "BEDROCK_IR_MODEL_ID", value: id })
      )
    }
  })
})
