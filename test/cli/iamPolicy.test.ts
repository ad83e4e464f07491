import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it } from "@effect/vitest"
import { Array, Effect, FileSystem, Redacted, Schema } from "effect"
import { Command } from "effect/cli"
import { TestConsole } from "effect/testing"
import { iamPolicy } from "../../src/cli/iamPolicy.ts"
import { IamPolicy } from "../../src/domain/IamPolicy.ts"
import { resolveModel } from "../../src/domain/Models.ts"
import { BedrockEmulator } from "../../src/emulator/BedrockEmulator.ts"
import { accountId } from "../../src/emulator/Caller.ts"
import { OfflineModel } from "../../src/emulator/offline/OfflineModel.ts"
import { AppConfig } from "../../src/layers/AppConfig.ts"
import { allows, requestsOf } from "../support/iamSimulator.ts"
import { dpg } from "../support/program.ts"
import { platform, temporaryFolder } from "../support/runFolder.ts"

/** What the command prints, with one model for all steps, or the default ones. */
const printed = Effect.fnUntraced(function*(args: ReadonlyArray<string>, modelId?: string) {
  const model = resolveModel({ setting: modelId, source: "BEDROCK_IR_MODEL_ID", default: "", aliases: true })
  const models = { backend: model, detection: model, ir: model, react: model }
  const run = Command.runWith(iamPolicy, { version: "0.0.0" })(args)
  const exit = yield* Effect.exit(run).pipe(
    Effect.provide(AppConfig.layerOf(modelId === undefined ? {} : { models }))
  )
  return {
    exit,
    out: (yield* TestConsole.logLines).map(String).join("\n"),
    err: (yield* TestConsole.errorLines).map(String)
  }
}, Effect.provide([TestConsole.layer, NodeServices.layer]))

const decode = Schema.decodeEffect(Schema.fromJsonString(IamPolicy), { onExcessProperty: "error" })

const nova = "amazon.nova-pro-v1:0"

const secretAccessKey = "aSecretOfThisTest"
const accessKeyId = "AKIATESTTESTTESTTEST"

describe("dpg iam-policy", () => {
  it.effect("prints the policy alone, and asks for the account on standard error", () =>
    Effect.gen(function*() {
      const { err, out } = yield* printed([])
      assert.lengthOf((yield* decode(out)).Statement, 3)
      assert.include(out, "arn:aws:bedrock:us-east-1:ACCOUNT_ID:inference-profile/global.")
      assert.deepStrictEqual(err, [
        "dpg: put your account's number in place of ACCOUNT_ID, or name it with --account"
      ])
    }))

  it.effect("takes the account and the Region, and then has nothing to remark", () =>
    Effect.gen(function*() {
      const { err, out } = yield* printed(["--account", "111122223333", "--region", "eu-west-1"])
      assert.include(out, "arn:aws:bedrock:eu-west-1:111122223333:inference-profile/global.")
      assert.notMatch(out, /ACCOUNT_ID|us-east-1/)
      assert.deepStrictEqual(err, [])
    }))

  it.effect("needs no account for a model on demand", () =>
    Effect.gen(function*() {
      const { err, out } = yield* printed([], nova)
      assert.deepStrictEqual((yield* decode(out)).Statement.map(({ Resource }) => Resource), [[
        `arn:aws:bedrock:us-east-1::foundation-model/${nova}`
      ]])
      assert.deepStrictEqual(err, [])
    }))

  it.effect("remarks on what it cannot know, once", () =>
    Effect.gen(function*() {
      const arn = "arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/a1b2c3"
      const { err } = yield* printed([], arn)
      assert.deepStrictEqual(err, [
        `dpg: ${arn} is not in the catalogue: it is used as it is, with cautious limits and no price`,
        `dpg: ${arn} does not say which model it serves: every model is allowed, through this profile alone`
      ])
    }))

  it.effect("prints no policy for a setting, an account or a Region that makes no sense", () =>
    Effect.gen(function*() {
      const wrong = [
        yield* printed([], "anthropic.*"),
        yield* printed(["--account", "1111-2222-3333"]),
        yield* printed(["--region", "*"])
      ]
      for (const { exit, out } of wrong) {
        assert.strictEqual(exit._tag, "Failure")
        assert.notInclude(out, "Statement")
      }
    }))

  it.effect("prints what the documentation shows", () =>
    Effect.gen(function*() {
      const fs = yield* FileSystem.FileSystem
      const { out } = yield* printed(["--account", "111122223333"])
      const policy = yield* decode(out)
      const shown = Effect.fnUntraced(function*(page: string) {
        const text = yield* fs.readFileString(`docs/${page}`)
        const blocks = Array.fromIterable(text.matchAll(/^```json\n([\s\S]*?)^```$/gm))
        return blocks.map(([, json = ""]): unknown => JSON.parse(json))
      })
      assert.deepStrictEqual(yield* shown("iam.md"), [policy])
      assert.deepStrictEqual(yield* shown("bedrock.md"), policy.Statement.slice(-1))
    }).pipe(Effect.provide(platform)))

  it.live("allows every call of a whole run; from .env too; 64 and 78 where there is no policy to print", () =>
    Effect.gen(function*() {
      const { put, root } = yield* temporaryFolder
      const { requests, url } = yield* BedrockEmulator
      yield* put("brief.md", "# Tool shed\n\nNeighbours lend each other tools.\n\n- Members can add a tool.\n")
      yield* put(".env", `BEDROCK_REGION=us-west-2\nBEDROCK_DETECTION_MODEL_ID=us.${nova}\n`)
      const ended = yield* dpg(root, ["run", "brief.md"], {
        AWS_ENDPOINT_URL_BEDROCK_RUNTIME: url,
        AWS_ACCESS_KEY_ID: accessKeyId,
        AWS_SECRET_ACCESS_KEY: secretAccessKey
      })
      assert.strictEqual(ended.exitCode, 0, ended.err)
      const policy = yield* dpg(root, ["iam-policy", "--account", accountId])
      assert.deepStrictEqual([policy.exitCode, policy.err], [0, ""])
      yield* decode(policy.out)
      const calls = (yield* requests).map(({ modelId, operation, region }) => ({
        action: actions[operation ?? "CountTokens"],
        modelId,
        region,
        account: accountId
      }))
      assert.isAtLeast(calls.length, 5)
      for (const call of calls) {
        for (const request of requestsOf(call)) assert.isTrue(allows(policy.out, request), JSON.stringify(request))
        const quiet = requestsOf({ ...call, action: actions.Converse })
        assert.isFalse(quiet.some((request) => allows(policy.out, request)))
      }
      assert.strictEqual((yield* dpg(root, ["iam-policy", "--account", "12"])).exitCode, 64)
      const odd = yield* dpg(root, ["iam-policy"], { BACKEND_MODEL_ID: "*" })
      assert.deepStrictEqual([odd.exitCode, odd.out], [78, ""])
      assert.include(odd.err, "BACKEND_MODEL_ID holds \"*\"")
    }).pipe(
      Effect.provide(
        BedrockEmulator.layer({ credentials: [{ accessKeyId, secretAccessKey: Redacted.make(secretAccessKey) }] })
      ),
      Effect.provide([platform, OfflineModel.layer])
    ))
})

/** By the service authorization reference; that of the tests, so that the product's own table is not its own judge. */
const actions = {
  InvokeModel: "bedrock:InvokeModel",
  InvokeModelWithResponseStream: "bedrock:InvokeModelWithResponseStream",
  Converse: "bedrock:InvokeModel",
  ConverseStream: "bedrock:InvokeModelWithResponseStream",
  CountTokens: "bedrock:CountTokens"
}
