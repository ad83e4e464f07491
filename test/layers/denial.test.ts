/**
 * Who may not call a model, and why: AWS's own messages, over the real SDK. The messages are those of the IAM user
 * guide, the Bedrock user guide and public reports, with other account numbers and names.
 */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Redacted, Schema } from "effect"
import { AccessDenied, type BedrockError } from "../../src/domain/Errors.ts"
import { iamPolicy } from "../../src/domain/IamPolicy.ts"
import { resolveModel } from "../../src/domain/Models.ts"
import { BedrockRuntime } from "../../src/layers/BedrockRuntime.ts"
import { BedrockEmulator, emulatedBedrock, ScriptedModel } from "../../src/testing.ts"
import { fieldsOf } from "../support/awsServer.ts"

const layer = emulatedBedrock().pipe(Layer.provide(ScriptedModel.layerEcho))

/** What a call that the service answers so comes to. */
const failureOf = Effect.fnUntraced(function*(name: string, message: string, modelId = opus) {
  const { setFaults } = yield* BedrockEmulator
  yield* setFaults([{ _tag: "exception", name, message, ...(name === "InvalidClientTokenId" && { status: 403 }) }])
  const bedrock = yield* BedrockRuntime
  return yield* Effect.flip(
    bedrock.converseStream({ modelId, messages: [{ role: "user", content: [{ text: "hi" }] }] })
  )
})

const opus = "global.anthropic.claude-opus-4-6-v1"
const role = "arn:aws:sts::111122223333:assumed-role/deploy/ci"
const user = "arn:aws:iam::111122223333:user/dpg"
const action = "bedrock:InvokeModelWithResponseStream"
const profile = `arn:aws:bedrock:us-east-1:111122223333:inference-profile/${opus}`
const anywhere = "arn:aws:bedrock:::foundation-model/anthropic.claude-opus-4-6-v1"
const refused = (who: string, resource: string, because: string) =>
  `User: ${who} is not authorized to perform: ${action} on resource: ${resource} ${because}`

type Expected =
  & Partial<Pick<AccessDenied, "deniedBy" | "explicit" | "principal" | "resource" | "action" | "policy">>
  & {
    /** What the hint says, among other things. */
    readonly hint: ReadonlyArray<string>
    readonly statement?: boolean
  }

const refusals: ReadonlyArray<readonly [name: string, message: string, expected: Expected]> = [
  [
    "no identity policy allows it",
    refused(role, profile, `because no identity-based policy allows the ${action} action`),
    {
      deniedBy: "identity-policy",
      explicit: false,
      principal: role,
      resource: profile,
      action,
      statement: true,
      hint: [`Allow ${action} on ${profile}`, role, "\"GlobalProfiles\"", "dpg iam-policy"]
    }
  ],
  [
    "an identity policy denies it outright",
    refused(role, anywhere, "with an explicit deny in an identity-based policy"),
    {
      deniedBy: "identity-policy",
      explicit: true,
      statement: false,
      hint: ["narrow that statement", "aws:RequestedRegion is \"unspecified\""]
    }
  ],
  [
    "an identity policy that AWS names denies it",
    refused(user, profile, "with an explicit deny in an identity-based policy: arn:aws:iam::111122223333:policy/no-ai"),
    {
      deniedBy: "identity-policy",
      explicit: true,
      principal: user,
      policy: "arn:aws:iam::111122223333:policy/no-ai",
      hint: ["arn:aws:iam::111122223333:policy/no-ai"]
    }
  ],
  [
    "a service control policy denies it",
    refused(role, profile, "with an explicit deny in a service control policy"),
    {
      deniedBy: "service-control-policy",
      explicit: true,
      statement: false,
      hint: ["organisation's administrator", "service control policy"]
    }
  ],
  [
    "a service control policy for Regions denies the global profile's own resource",
    refused(
      role,
      anywhere,
      "with an explicit deny in a service control policy: " +
        "arn:aws:organizations::444455556666:policy/o-abcdefghij/service_control_policy/p-12345678"
    ),
    {
      deniedBy: "service-control-policy",
      policy: "arn:aws:organizations::444455556666:policy/o-abcdefghij/service_control_policy/p-12345678",
      hint: ["organisation's administrator", "p-12345678", "aws:RequestedRegion is \"unspecified\""]
    }
  ],
  [
    "no service control policy allows it",
    refused(role, profile, `because no service control policy allows the ${action} action`),
    { deniedBy: "service-control-policy", explicit: false, statement: false, hint: ["organisation's administrator"] }
  ],
  [
    "a resource control policy denies it",
    refused(role, profile, "with an explicit deny in a resource control policy"),
    { deniedBy: "resource-control-policy", explicit: true, hint: ["organisation's administrator", "resource control"] }
  ],
  [
    "no permissions boundary allows it",
    refused(role, profile, `because no permissions boundary allows the ${action} action`),
    { deniedBy: "permissions-boundary", explicit: false, statement: false, hint: ["permissions boundary of", role] }
  ],
  [
    "a permissions boundary denies it",
    refused(role, profile, "with an explicit deny in a permissions boundary: arn:aws:iam::111122223333:policy/edge"),
    {
      deniedBy: "permissions-boundary",
      explicit: true,
      policy: "arn:aws:iam::111122223333:policy/edge",
      hint: ["edge"]
    }
  ],
  [
    "no session policy allows it",
    refused(role, profile, `because no session policy allows the ${action} action`),
    { deniedBy: "session-policy", explicit: false, statement: false, hint: ["session policy"] }
  ],
  [
    "no VPC endpoint policy allows it",
    refused(role, profile, `because no VPC endpoint policy allows the ${action} action`),
    { deniedBy: "vpc-endpoint-policy", explicit: false, statement: false, hint: ["who runs the network"] }
  ],
  [
    "a VPC endpoint policy denies it",
    refused(role, profile, "with an explicit deny in a VPC endpoint policy"),
    { deniedBy: "vpc-endpoint-policy", explicit: true, hint: ["VPC endpoint"] }
  ],
  [
    "no resource-based policy allows it",
    refused(role, profile, `because no resource-based policy allows the ${action} action`),
    { deniedBy: "resource-policy", explicit: false, statement: false, hint: ["policy of the resource itself"] }
  ],
  [
    "an API key's own action is not allowed",
    `User: ${user} is not authorized to perform: bedrock:CallWithBearerToken on resource: * because no identity-based ` +
    "policy allows the bedrock:CallWithBearerToken action",
    {
      deniedBy: "identity-policy",
      action: "bedrock:CallWithBearerToken",
      resource: "*",
      statement: true,
      hint: ["bedrock:CallWithBearerToken on *"]
    }
  ],
  [
    "a kind of policy that nobody has named yet",
    refused(role, profile, "with an explicit deny in a quantum policy"),
    { deniedBy: "unknown", explicit: true, statement: false, hint: ["no Allow outweighs it"] }
  ],
  [
    "no reason at all",
    "Your account is not authorized to invoke this API operation.",
    { deniedBy: "unknown", explicit: false, action, statement: true, hint: ["Allow bedrock:", "inference-profile"] }
  ]
]

const matches = (error: BedrockError, { hint, statement, ...expected }: Expected) => {
  assert.strictEqual(error._tag, "AccessDenied", error.message)
  if (error._tag !== "AccessDenied") return
  assert.deepInclude(fieldsOf(error), expected)
  for (const words of hint) assert.include(error.hint, words)
  assert.notInclude(error.hint, "\n")
  if (statement !== undefined) assert.strictEqual(error.statement !== undefined, statement)
}

describe("access denied", () => {
  it.layer(layer, { excludeTestServices: true })((it) => {
    for (const [name, message, expected] of refusals) {
      it.effect(
        name,
        () => Effect.map(failureOf("AccessDeniedException", message), (error) => matches(error, expected))
      )
    }

    it.effect("gives the very statement of the policy that dpg asks for, with its conditions", () =>
      Effect.gen(function*() {
        const policy = yield* Effect.fromResult(iamPolicy({
          models: [resolveModel({ setting: opus, source: "test", default: opus, aliases: false })],
          region: "us-east-1",
          account: "111122223333",
          operations: ["ConverseStream"]
        }))
        const local = "arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-opus-4-6-v1"
        const statements = yield* Effect.forEach([profile, local, anywhere], (resource) =>
          Effect.map(
            failureOf(
              "AccessDeniedException",
              refused(role, resource, `because no identity-based policy allows the ${action} action`)
            ),
            (error) => error._tag === "AccessDenied" ? error.statement : undefined
          ))
        assert.deepStrictEqual(statements, [...policy.Statement])
      }))

    it.effect("of a geographic profile, covers every Region it may send the call to", () =>
      Effect.gen(function*() {
        const error = yield* failureOf(
          "AccessDeniedException",
          refused(
            role,
            "arn:aws:bedrock:eu-west-3::foundation-model/anthropic.claude-sonnet-4-6",
            `because no identity-based policy allows the ${action} action`
          ),
          "eu.anthropic.claude-sonnet-4-6"
        )
        assert.deepStrictEqual(
          error._tag === "AccessDenied" ? error.statement?.Resource : [],
          ["arn:aws:bedrock:*::foundation-model/anthropic.claude-sonnet-4-6"]
        )
      }))

    it.effect("survives a round through JSON, as a record or a log keeps it", () =>
      Effect.gen(function*() {
        const error = yield* failureOf("AccessDeniedException", refusals[0]?.[1] ?? "")
        if (error._tag !== "AccessDenied") return assert.fail(error.message)
        const codec = Schema.toCodecJson(AccessDenied)
        const again = yield* Schema.decodeUnknownEffect(codec)(yield* Schema.encodeEffect(codec)(error))
        assert.deepStrictEqual([again.hint, again.statement], [error.hint, error.statement])
      }))
  })
})

describe("keys that are not accepted", () => {
  it.layer(layer, { excludeTestServices: true })((it) => {
    for (
      const [name, message] of [
        ["UnrecognizedClientException", "The security token included in the request is invalid."],
        [
          "InvalidSignatureException",
          "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method."
        ],
        ["InvalidClientTokenId", "The security token included in the request is invalid"],
        ["MissingAuthenticationTokenException", "Missing Authentication Token"]
      ] as const
    ) {
      it.effect(
        name,
        () =>
          Effect.map(
            failureOf(name, message),
            (error) => matches(error, { deniedBy: "credentials", statement: false, hint: ["Check the access key"] })
          )
      )
    }
  })
})

/** Told apart from a missing permission, each with its own way out. */
const others: ReadonlyArray<readonly [exception: string, message: string, tag: BedrockError["_tag"], hint: string]> = [
  [
    "AccessDeniedException",
    "You don't have access to the model with the specified model ID.",
    "ModelAccessNotEnabled",
    "Model access page"
  ],
  [
    "ResourceNotFoundException",
    "Model use case details have not been submitted for this account. Fill out the Anthropic use case details form " +
    "before using the model. If you have already filled out the form, try again in 15 minutes.",
    "ModelAccessNotEnabled",
    "use case"
  ],
  [
    "AccessDeniedException",
    "Model access is denied due to IAM user or service role is not authorized to perform the required AWS Marketplace " +
    "actions (aws-marketplace:ViewSubscriptions, aws-marketplace:Subscribe) to enable access to this model. Refer to " +
    "the Amazon Bedrock documentation for further details. Your AWS Marketplace subscription for this model cannot be " +
    "completed at this time. If you recently fixed this issue, try again after 2 minutes.",
    "ModelAccessNotEnabled",
    "aws-marketplace:Subscribe"
  ],
  [
    "AccessDeniedException",
    "Model access is denied due to INVALID_PAYMENT_INSTRUMENT:A valid payment instrument must be provided.. Your AWS " +
    "Marketplace subscription for this model cannot be completed at this time.",
    "ModelAccessNotEnabled",
    "payment"
  ],
  [
    "AccessDeniedException",
    "Access to this model is not available for channel program accounts. Reach out to your AWS Solution Provider or " +
    "AWS Distributor for more information.",
    "ModelAccessNotEnabled",
    "Model access page"
  ],
  [
    "ResourceNotFoundException",
    "This model version has reached the end of its life. Please refer to the AWS documentation for more details.",
    "ModelRetired",
    "global.anthropic.claude-sonnet-4-5-20250929-v1:0"
  ],
  [
    "ResourceNotFoundException",
    "Access denied. This Model is marked by provider as Legacy and you have not been actively using the model in the " +
    "last 30 days. Please upgrade to an active model on Amazon Bedrock",
    "ModelRetired",
    "dpg models"
  ],
  [
    "ResourceNotFoundException",
    "Could not resolve the foundation model from the provided model identifier.",
    "ModelNotFound",
    "dpg models"
  ],
  ["ValidationException", "The provided model identifier is invalid.", "ModelNotFound", "dpg models"],
  [
    "ValidationException",
    "Invocation of model ID anthropic.claude-sonnet-4-6 with on-demand throughput isn’t supported. Retry your request " +
    "with the ID or ARN of an inference profile that contains this model.",
    "InferenceProfileRequired",
    "Put a geography"
  ]
]

describe("no IAM statement helps", () => {
  it.layer(layer, { excludeTestServices: true })((it) => {
    for (const [exception, message, tag, hint] of others) {
      it.effect(`${tag}: ${message.slice(0, 60)}`, () =>
        Effect.gen(function*() {
          const error = yield* failureOf(exception, message, "anthropic.claude-3-7-sonnet-20250219-v1:0")
          assert.strictEqual(error._tag, tag, error.message)
          assert.include(error.hint, hint)
        }))
    }

    it.effect("an end of life that all know of, or one for those who do not use the model", () =>
      Effect.gen(function*() {
        const [gone, legacy] = others.filter(([, , tag]) => tag === "ModelRetired")
        const one = yield* failureOf("ResourceNotFoundException", gone?.[1] ?? "", "us.anthropic.claude-3-5-haiku-x")
        const two = yield* failureOf("ResourceNotFoundException", legacy?.[1] ?? "", "eu.anthropic.claude-3-opus-x")
        assert.deepInclude(fieldsOf(one), {
          stage: "end-of-life",
          replacement: "us.anthropic.claude-haiku-4-5-20251001-v1:0"
        })
        assert.deepInclude(fieldsOf(two), { stage: "legacy", replacement: "eu.anthropic.claude-opus-4-6-v1" })
      }))

    it.effect("a profile is needed: those of the geography of the Region", () =>
      Effect.gen(function*() {
        const [, message = ""] = others.at(-1) ?? []
        const error = yield* failureOf("ValidationException", message, "anthropic.claude-sonnet-4-6")
        assert.deepInclude(fieldsOf(error), {
          profiles: ["us.anthropic.claude-sonnet-4-6", "global.anthropic.claude-sonnet-4-6"]
        })
      }))
  })
})

describe("what is not said", () => {
  it.effect("no secret of the request", () =>
    Effect.gen(function*() {
      const error = yield* failureOf(
        "AccessDeniedException",
        "Authorization header: Bearer bedrock-api-key-canary x-amz-security-token: canary was refused"
      )
      assert.notInclude(JSON.stringify(error) + error.hint + error.message, "canary")
    }).pipe(
      Effect.provide(
        emulatedBedrock({ bearerTokens: [Redacted.make("unused")] }).pipe(Layer.provide(ScriptedModel.layerEcho))
      )
    ))
})
