/** `dpg doctor` as a user starts it. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Redacted, Schema } from "effect"
import { DoctorReport } from "../../src/domain/doctor/Report.ts"
import { BedrockEmulator } from "../../src/emulator/BedrockEmulator.ts"
import { OfflineModel } from "../../src/emulator/offline/OfflineModel.ts"
import { dpg } from "../support/program.ts"
import { platform, temporaryFolder } from "../support/runFolder.ts"

const decode = Schema.decodeEffect(Schema.fromJsonString(DoctorReport))

const token = "bedrock-api-key-canaryOfThisTest"

describe("dpg doctor", () => {
  it.live("78: without credentials, said on standard output, with everything else", () =>
    Effect.gen(function*() {
      const { list, root } = yield* temporaryFolder
      const { err, exitCode, out } = yield* dpg(root, ["doctor"])
      assert.deepStrictEqual([exitCode, err], [78, ""])
      assert.match(out, /^broken {4}credentials {2}AWS credentials were not found/m)
      assert.match(out, /^good {6}endpoint {5}https:/m)
      assert.notInclude(out, "\u001b")
      assert.deepStrictEqual(yield* list, [])
    }).pipe(Effect.provide(platform)))

  it.live("0: every model answers, by an API key out of .env, as one document", () =>
    Effect.gen(function*() {
      const { put, root } = yield* temporaryFolder
      const { url } = yield* BedrockEmulator
      yield* put(".env", `AWS_BEARER_TOKEN_BEDROCK=${token}\nAWS_ENDPOINT_URL_BEDROCK_RUNTIME=${url}\n`)
      const { err, exitCode, out } = yield* dpg(root, ["doctor", "--probe", "--json"])
      assert.deepStrictEqual([exitCode, err], [0, ""], out)
      const report = yield* decode(out)
      assert.deepInclude(report, { probed: true, verdict: "good" })
      assert.lengthOf(report.checks.filter(({ area, verdict }) => area === "probe" && verdict === "good"), 2)
      assert.notInclude(out, "canary")
    }).pipe(
      Effect.provide(BedrockEmulator.layer({ bearerTokens: [Redacted.make(token)] })),
      Effect.provide([platform, OfflineModel.layer])
    ))
})
