/** The policy that `dpg iam-policy` prints, in force for a whole run. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Redacted } from "effect"
import { BedrockEmulator } from "../../src/emulator/BedrockEmulator.ts"
import { OfflineModel } from "../../src/emulator/offline/OfflineModel.ts"
import { exampleCredentials } from "../../src/emulator/Signature.ts"
import { dpg } from "../support/program.ts"
import { platform, temporaryFolder } from "../support/runFolder.ts"

const settings = {
  AWS_REGION: "eu-west-1",
  BEDROCK_DETECTION_MODEL_ID: "eu.amazon.nova-pro-v1:0",
  AWS_ACCESS_KEY_ID: exampleCredentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: Redacted.value(exampleCredentials.secretAccessKey)
}

describe("the policy of `dpg iam-policy`", () => {
  it.live(
    "allows the whole run it was printed for, and denies a run with another model or Region",
    () =>
      Effect.gen(function*() {
        const { put, root } = yield* temporaryFolder
        yield* put("brief.md", "# Tool shed\n\nNeighbours lend each other tools.\n\n- Members can add a tool.\n")
        const { out: policy } = yield* dpg(root, ["iam-policy", "--account", "123456789012"], settings)
        yield* Effect.gen(function*() {
          const { requests, url } = yield* BedrockEmulator
          const env = { ...settings, AWS_ENDPOINT_URL_BEDROCK_RUNTIME: url }
          const run = yield* dpg(root, ["run", "brief.md"], env)
          assert.strictEqual(run.exitCode, 0, run.err)
          assert.isAtLeast((yield* requests).length, 5)
          const neighbours = [
            { AWS_REGION: "eu-west-3" },
            { BACKEND_MODEL_ID: "global.anthropic.claude-haiku-4-5-20251001-v1:0" }
          ]
          for (const [index, other] of neighbours.entries()) {
            const denied = yield* dpg(root, ["run", "brief.md", "--out", `denied-${index}`], { ...env, ...other })
            assert.strictEqual(denied.exitCode, 77, denied.err)
            assert.include(denied.err, "bedrock:InvokeModelWithResponseStream")
          }
        }).pipe(Effect.provide(BedrockEmulator.layer({ policy })))
      }).pipe(Effect.provide([platform, OfflineModel.layer])),
    60_000
  )
})
