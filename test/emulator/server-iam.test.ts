import * as Sdk from "@aws-sdk/client-bedrock-runtime"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, Layer, Redacted, Result } from "effect"
import type { BedrockOperation } from "../../src/domain/BedrockOperation.ts"
import type { PolicyDocument } from "../../src/domain/iam/PolicyDocument.ts"
import { iamPolicy } from "../../src/domain/IamPolicy.ts"
import { resolveModel } from "../../src/domain/Models.ts"
import { BedrockEmulator, type EmulatorOptions } from "../../src/emulator/BedrockEmulator.ts"
import { layerEcho } from "../../src/emulator/ScriptedModel.ts"
import { exampleCredentials } from "../../src/emulator/Signature.ts"
import { asked, claudeBody, sdkClient, send, signedRequest, sonnet } from "../support/emulator.ts"

const account = "123456789012"
const bare = "anthropic.claude-sonnet-4-5-20250929-v1:0"

const emulator = (options: EmulatorOptions) => BedrockEmulator.layer(options).pipe(Layer.provide(layerEcho))

const bodies: Readonly<Record<string, string>> = {
  "converse": JSON.stringify({ messages: asked("hello") }),
  "converse-stream": JSON.stringify({ messages: asked("hello") }),
  "invoke": claudeBody("hello"),
  "invoke-with-response-stream": claudeBody("hello"),
  "count-tokens": JSON.stringify({ input: { converse: { messages: asked("hello") } } })
}

const call = Effect.fnUntraced(function*(operation: string, modelId: string, region = "us-east-1") {
  const path = `/model/${encodeURIComponent(modelId)}/${operation}`
  return yield* send(yield* signedRequest({ path, body: bodies[operation] ?? "{}", region }))
})

/** Every statement of the policy for the model, as `dpg iam-policy` would print them. */
const policyFor = (modelId: string, operations: readonly [BedrockOperation, ...ReadonlyArray<BedrockOperation>]) => {
  const model = resolveModel({ setting: modelId, source: "BACKEND_MODEL_ID", default: "", aliases: false })
  return Result.getOrThrow(iamPolicy({ models: [model], region: "us-east-1", account, operations }))
}

const everything: PolicyDocument = { Statement: { Effect: "Allow", Action: "bedrock:*", Resource: "*" } }

describe("the policy of the caller", () => {
  it.effect("allows what it names, by the action of each operation, and refuses the rest in IAM's words", () =>
    Effect.gen(function*() {
      for (const operation of ["converse", "invoke"]) {
        const reply = yield* call(operation, sonnet)
        assert.strictEqual(reply.status, 200, reply.text)
      }
      const profile = `arn:aws:bedrock:us-east-1:${account}:inference-profile/${sonnet}`
      for (
        const [operation, action] of [
          ["converse-stream", "bedrock:InvokeModelWithResponseStream"],
          ["invoke-with-response-stream", "bedrock:InvokeModelWithResponseStream"],
          ["count-tokens", "bedrock:CountTokens"]
        ] as const
      ) {
        const reply = yield* call(operation, sonnet)
        assert.deepStrictEqual([reply.status, reply.exception], [403, "AccessDeniedException"])
        assert.strictEqual(
          reply.message,
          `User: arn:aws:iam::${account}:user/dpg is not authorized to perform: ${action} on resource: ${profile} ` +
            `because no identity-based policy allows the ${action} action`
        )
      }
    }).pipe(Effect.provide(emulator({ policy: policyFor(sonnet, ["Converse"]) }))))

  it.effect("neighbours of what it names are refused: another Region, geography, model, or the model alone", () =>
    Effect.gen(function*() {
      const neighbours = [
        [sonnet, "us-west-2"],
        [`us.${bare}`, "us-east-1"],
        ["global.anthropic.claude-opus-4-6-v1", "us-east-1"],
        [bare, "us-east-1"],
        [`arn:aws:bedrock:us-east-1:210987654321:inference-profile/${sonnet}`, "us-east-1"]
      ] as const
      for (const [modelId, region] of neighbours) {
        const reply = yield* call("converse", modelId, region)
        assert.strictEqual(reply.exception, "AccessDeniedException", `${modelId} in ${region}`)
        assert.include(reply.message, modelId.replace(/^arn.*\//, ""))
      }
      const own = yield* call("converse", `arn:aws:bedrock:us-east-1:${account}:inference-profile/${sonnet}`)
      assert.strictEqual(own.status, 200)
      assert.isTrue((yield* (yield* BedrockEmulator).requests).slice(0, -1).every(({ prompt }) => prompt === undefined))
    }).pipe(Effect.provide(emulator({ policy: policyFor(sonnet, ["Converse"]) }))))

  it.effect("each of the three statements that a global profile needs is needed, and named by what it lacks", () =>
    Effect.gen(function*() {
      const whole = policyFor(sonnet, ["Converse"])
      assert.lengthOf(whole.Statement, 3)
      const lacking = [
        `arn:aws:bedrock:us-east-1:${account}:inference-profile/${sonnet}`,
        `arn:aws:bedrock:us-east-1::foundation-model/${bare}`,
        `arn:aws:bedrock:::foundation-model/${bare}`
      ]
      for (const [index, resource] of lacking.entries()) {
        const Statement = whole.Statement.filter((_, at) => at !== index)
        const reply = yield* call("converse", sonnet).pipe(
          Effect.provide(emulator({ policy: { Version: "2012-10-17", Statement } }), { local: true })
        )
        assert.include(reply.message, `on resource: ${resource} because no identity-based policy`)
      }
    }))

  it.effect("a geographic profile needs its model in each Region it leads to", () =>
    Effect.gen(function*() {
      const here = policyFor(`us.${bare}`, ["Converse"])
      assert.strictEqual(
        (yield* call("converse", `us.${bare}`).pipe(Effect.provide(emulator({ policy: here })))).status,
        200
      )
      const Statement = [
        {
          Effect: "Allow",
          Action: "bedrock:InvokeModel",
          Resource: `arn:aws:bedrock:*:${account}:inference-profile/*`
        },
        { Effect: "Allow", Action: "bedrock:InvokeModel", Resource: "arn:aws:bedrock:us-east-1::foundation-model/*" }
      ] as const
      const reply = yield* call("converse", `us.${bare}`).pipe(
        Effect.provide(emulator({ policy: { Statement } }), { local: true })
      )
      assert.include(reply.message, `on resource: arn:aws:bedrock:us-east-2::foundation-model/${bare} because`)
    }))

  it.effect("an explicit deny says so", () =>
    Effect.gen(function*() {
      const reply = yield* call("converse", sonnet)
      assert.match(
        reply.message,
        /on resource: arn:aws:bedrock:::foundation-model\/\S+ with an explicit deny in an identity-based policy$/
      )
    }).pipe(Effect.provide(emulator({
      policy: {
        Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }, {
          Effect: "Deny",
          Action: "bedrock:*",
          Resource: "*",
          Condition: { StringNotEquals: { "aws:RequestedRegion": ["us-east-1", "us-west-2"] } }
        }]
      }
    }))))

  const session = {
    accessKeyId: "ASIASESSION000000000",
    secretAccessKey: Redacted.make("s"),
    sessionToken: Redacted.make("t"),
    principalArn: "arn:aws:sts::210987654321:assumed-role/builder/me",
    policy: {
      Version: "2012-10-17",
      Statement: {
        Effect: "Allow",
        Action: "bedrock:InvokeModel",
        Resource: "*",
        Condition: {
          ArnEquals: { "aws:PrincipalArn": "arn:aws:iam::210987654321:role/builder" },
          Bool: { "aws:SecureTransport": true },
          DateGreaterThan: { "aws:CurrentTime": "2020-01-01T00:00:00Z" }
        }
      }
    }
  } as const

  it.effect("is each key's own, for its own principal and account", () =>
    Effect.gen(function*() {
      const ask = Effect.fnUntraced(function*(operation: string) {
        const path = `/model/${encodeURIComponent(sonnet)}/${operation}`
        return yield* send(yield* signedRequest({ path, body: bodies[operation] ?? "", credentials: session }))
      })
      assert.strictEqual((yield* ask("converse")).status, 200)
      const { message } = yield* ask("converse-stream")
      assert.include(message, `User: ${session.principalArn} is not authorized`)
      assert.include(message, "arn:aws:bedrock:us-east-1:210987654321:inference-profile/")
      assert.strictEqual((yield* call("converse-stream", sonnet)).status, 403)
    }).pipe(Effect.provide(emulator({
      credentials: [exampleCredentials, session],
      policy: JSON.stringify({ Statement: { Effect: "Deny", Action: "*", Resource: "*" } })
    }))))

  it.effect("comes before the model and the faults: a caller without permission learns nothing of either", () =>
    Effect.gen(function*() {
      const reply = yield* call("converse", "anthropic.claude-opus-4-6-v1")
      assert.strictEqual(reply.exception, "AccessDeniedException")
      assert.strictEqual((yield* call("converse", sonnet)).exception, "ThrottlingException")
    }).pipe(Effect.provide(emulator({
      faults: [{ _tag: "throttle", times: 1 }],
      policy: policyFor(sonnet, ["Converse"])
    }))))

  it.effect("must allow an API key to be used at all", () =>
    Effect.gen(function*() {
      const ask = Effect.fnUntraced(function*(policy: PolicyDocument) {
        const token = "bedrock-api-key-abc"
        const layer = emulator({ policy, bearerTokens: [Redacted.make(token)] })
        return yield* Effect.gen(function*() {
          const wire = yield* signedRequest({ path: `/model/${sonnet}/converse`, body: bodies["converse"] ?? "" })
          return yield* send({
            ...wire,
            headers: { "content-type": "application/json", authorization: `Bearer ${token}` }
          })
        }).pipe(Effect.provide(layer, { local: true }))
      })
      assert.strictEqual((yield* ask(everything)).status, 200)
      const { message, status } = yield* ask(policyFor(sonnet, ["Converse"]))
      assert.strictEqual(status, 403)
      assert.include(message, "not authorized to perform: bedrock:CallWithBearerToken on resource: *")
    }))

  it.effect("that is malformed keeps the emulator from starting, in one line", () =>
    Effect.gen(function*() {
      const malformed = emulator({ policy: "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\"}]}" })
      const exit = yield* Effect.exit(Effect.scoped(Layer.build(malformed)))
      const error = Exit.findErrorOption(exit)
      assert.deepInclude(error, { _tag: "Some" })
      assert.include(
        String(error),
        "The IAM policy document is malformed: Statement.0: Policy statement must contain resources."
      )
    }))

  it.effect("reaches the SDK as AccessDeniedException", () =>
    Effect.gen(function*() {
      const client = yield* sdkClient()
      const failure = yield* Effect.flip(Effect.tryPromise({
        try: () => client.send(new Sdk.InvokeModelCommand({ modelId: sonnet, body: claudeBody("?") })),
        catch: (error) => error
      }))
      assert.instanceOf(failure, Sdk.AccessDeniedException)
    }).pipe(Effect.provide(emulator({ policy: { Statement: { Effect: "Deny", Action: "*", Resource: "*" } } }))))
})
