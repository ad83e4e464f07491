/** The doctor over the layers of a run: with nothing at all, with everything wrong, and against the local Bedrock. */
import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Redacted, Schema } from "effect"
import { doctorLines } from "../../../src/cli/doctorLines.ts"
import { type Check, DoctorReport, reportOf } from "../../../src/domain/doctor/Report.ts"
import { ConfigInvalid } from "../../../src/domain/Errors.ts"
import type { EmulatorOptions } from "../../../src/emulator/BedrockEmulator.ts"
import { AppConfig } from "../../../src/layers/AppConfig.ts"
import { BedrockRuntime } from "../../../src/layers/BedrockRuntime.ts"
import { Credentials } from "../../../src/layers/Credentials.ts"
import { type Circumstances, examine } from "../../../src/layers/doctor/examine.ts"
import { DotEnvReport } from "../../../src/layers/DotEnv.ts"
import { BedrockEmulator, exampleCredentials, ScriptedModel } from "../../../src/testing.ts"
import { type AwsHome, homeSettings } from "../../support/awsHome.ts"
import { serve } from "../../support/awsServer.ts"

const keys = {
  AWS_ACCESS_KEY_ID: exampleCredentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: Redacted.value(exampleCredentials.secretAccessKey)
}

const diagnose = (
  values: Record<string, string>,
  home: AwsHome = {},
  circumstances: Partial<Circumstances> = {},
  environment: Layer.Layer<never, ConfigInvalid> = Layer.empty
) =>
  examine(
    { environment, settings: AppConfig.layer, credentials: Credentials.layer, bedrock: BedrockRuntime.layer },
    { node: "v24.21.0", probe: false, ...circumstances }
  ).pipe(
    Effect.map((checks) => reportOf("1.0.0", circumstances.probe ?? false, checks)),
    Effect.provide(homeSettings(home, values)),
    Effect.provide(NodeServices.layer)
  )

/** With the local Bedrock as the endpoint. */
const diagnoseThere = (values: Record<string, string>, options: EmulatorOptions = {}) =>
  Effect.gen(function*() {
    const { requests, url } = yield* BedrockEmulator
    const report = yield* diagnose({ AWS_ENDPOINT_URL_BEDROCK_RUNTIME: url, ...values }, {}, { probe: true })
    return { report, requests: yield* requests }
  }).pipe(Effect.provide(BedrockEmulator.layer(options).pipe(Layer.provide(ScriptedModel.layerEcho))))

const of = ({ checks }: DoctorReport, area: Check["area"]) => checks.filter((check) => check.area === area)
const verdicts = (report: DoctorReport, area: Check["area"]) => of(report, area).map(({ verdict }) => verdict)

describe("with nothing at all", () => {
  it.effect("missing credentials are a line, and all the rest is looked at", () =>
    Effect.gen(function*() {
      const report = yield* diagnose({})
      assert.deepStrictEqual(
        report.checks.map(({ area, verdict }) => `${area} ${verdict}`),
        [
          "node good",
          ".env good",
          "settings good",
          "region good",
          "auth good",
          "credentials broken",
          "model good",
          "model good",
          "model good",
          "model good",
          "endpoint good"
        ]
      )
      assert.deepInclude(report, { verdict: "broken", exitCode: 78 })
      assert.include(of(report, "credentials")[0]?.advice, "Set AWS_ACCESS_KEY_ID")
      const probed = yield* diagnose({}, {}, { probe: true })
      assert.deepStrictEqual(of(probed, "probe").map(({ advice }) => advice), ["Mend the credentials first."])
    }))
})

describe("with everything wrong", () => {
  it.effect("each setting that makes no sense is a line", () =>
    Effect.gen(function*() {
      const report = yield* diagnose({
        ...keys,
        BEDROCK_AUTH: "basic",
        BEDROCK_MAX_ATTEMPTS: "many",
        BEDROCK_READ_TIMEOUT: "soon",
        AWS_ENDPOINT_URL_BEDROCK_RUNTIME: "not a url"
      })
      assert.deepStrictEqual(
        of(report, "settings").map(({ found, verdict }) => `${verdict} ${found.split(" ")[0]}`).toSorted(),
        [
          "broken AWS_ENDPOINT_URL_BEDROCK_RUNTIME",
          "broken BEDROCK_AUTH",
          "broken BEDROCK_MAX_ATTEMPTS",
          "broken BEDROCK_READ_TIMEOUT"
        ]
      )
      assert.deepStrictEqual(verdicts(report, "credentials"), ["good"])
      assert.strictEqual(report.exitCode, 78)
    }))

  it.effect("a profile whose Region is none does not hide its keys", () =>
    Effect.gen(function*() {
      const report = yield* diagnose({}, {
        config: "[default]\nregion = nowhere\n",
        credentials: "[default]\naws_access_key_id = AKIADEFAULT123456789\naws_secret_access_key = s\n"
      })
      assert.include(of(report, "settings")[0]?.found, "region of profile \"default\"")
      assert.deepStrictEqual(verdicts(report, "credentials"), ["good"])
    }))

  it.effect("a .env that cannot be read, or has lines that say nothing", () =>
    Effect.gen(function*() {
      const unreadable = new ConfigInvalid({ key: ".env", value: "", expected: "a file that can be read" })
      const report = yield* diagnose(keys, {}, {}, Layer.effectDiscard(unreadable))
      assert.deepStrictEqual(verdicts(report, ".env"), ["broken"])
      assert.deepStrictEqual(verdicts(report, "credentials"), ["good"])
      const odd = Layer.succeed(DotEnvReport, {
        found: true,
        set: ["BEDROCK_REGION"],
        warnings: [".env, line 3: not NAME=value, passed over"]
      })
      const read = yield* diagnose({ ...keys, BEDROCK_REGION: "eu-west-1" }, {}, {}, odd)
      assert.deepStrictEqual(of(read, ".env").map(({ found }) => found), [
        "it sets BEDROCK_REGION",
        ".env, line 3: not NAME=value, passed over"
      ])
      assert.strictEqual(of(read, "region")[0]?.found, "eu-west-1 (BEDROCK_REGION in .env)")
      assert.deepInclude(read, { verdict: "doubtful", exitCode: 0 })
    }))

  it.effect("a profile that is not used is doubtful, an expired key broken", () =>
    Effect.gen(function*() {
      const unused = yield* diagnose({ ...keys, AWS_PROFILE: "work" })
      assert.deepStrictEqual(verdicts(unused, "credentials"), ["good", "doubtful"])
      assert.strictEqual(unused.exitCode, 0)
      const expired = yield* diagnose({ ...keys, AWS_CREDENTIAL_EXPIRATION: "1969-01-01T00:00:00Z" })
      assert.deepStrictEqual(verdicts(expired, "credentials"), ["broken"])
      assert.include(of(expired, "credentials")[0]?.found, "have expired")
    }))
})

describe("--probe", () => {
  it.live("asks each model once for a single token, by the operation that a run needs", () =>
    Effect.gen(function*() {
      const { report, requests } = yield* diagnoseThere(keys)
      assert.deepInclude(report, { probed: true, verdict: "good", exitCode: 0 })
      const calls = requests.filter(({ operation }) => operation !== undefined)
      assert.deepStrictEqual(
        new Set(calls.map(({ modelId, operation }) => `${operation} ${modelId}`)),
        new Set([
          "ConverseStream global.anthropic.claude-opus-4-6-v1",
          "ConverseStream global.anthropic.claude-sonnet-4-5-20250929-v1:0"
        ])
      )
      assert.lengthOf(calls, 2)
      for (const { body } of calls) {
        assert.deepStrictEqual(Schema.decodeUnknownSync(Asked)(body), { inferenceConfig: { maxTokens: 1 } })
      }
      assert.deepStrictEqual(verdicts(report, "clock"), ["good"])
      assert.isTrue(of(report, "probe").every(({ latencyMillis }) => (latencyMillis ?? -1) >= 0))
      assert.include(of(report, "identity")[0]?.found, "not asked")
    }))

  it.live("a model's failure is its error with its hint, and the others are asked all the same", () =>
    Effect.gen(function*() {
      const { report } = yield* diagnoseThere(keys, {
        faults: [{ _tag: "deny", model: "opus" }, { _tag: "throttle", model: "sonnet" }]
      })
      assert.deepStrictEqual(new Set(of(report, "probe").map(({ exitCode }) => exitCode)), new Set([69, 77]))
      assert.strictEqual(report.exitCode, 77)
      assert.include(
        of(report, "probe").map(({ advice }) => advice).join(),
        "Allow bedrock:InvokeModelWithResponseStream"
      )
    }))

  it.live("a wrong secret, and an API key", () =>
    Effect.gen(function*() {
      const wrong = yield* diagnoseThere({ ...keys, AWS_SECRET_ACCESS_KEY: "canaryOfTheSecret" })
      assert.strictEqual(wrong.report.exitCode, 77)
      assert.include(of(wrong.report, "probe")[0]?.advice, "Check the access key")
      const token = "bedrock-api-key-canaryOfTheToken"
      const right = yield* diagnoseThere({ AWS_BEARER_TOKEN_BEDROCK: token }, { bearerTokens: [Redacted.make(token)] })
      assert.strictEqual(right.report.exitCode, 0, JSON.stringify(right.report))
      const refused = yield* diagnoseThere({ AWS_BEARER_TOKEN_BEDROCK: "ABSKcanaryOfTheToken" })
      assert.include(of(refused.report, "probe")[0]?.advice, "Make a new API key")
      for (const { report } of [wrong, right, refused]) {
        assert.notInclude(JSON.stringify(report) + doctorLines(report, false).join(), "canary")
      }
    }))

  it.live("asks STS who the keys belong to, signed, where there is one to ask", () =>
    Effect.gen(function*() {
      const sts = yield* serve((request, response) => {
        const known = String(request.headers.authorization).includes("/us-east-1/sts/aws4_request")
        response.writeHead(known && request.body.includes("Action=GetCallerIdentity") ? 200 : 403, {
          "content-type": "text/xml"
        })
        response.end(
          "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::111122223333:user/dpg</Arn>" +
            "<Account>111122223333</Account></GetCallerIdentityResult></GetCallerIdentityResponse>"
        )
      })
      const { report } = yield* diagnoseThere({ ...keys, AWS_ENDPOINT_URL_STS: sts.url })
      assert.strictEqual(of(report, "identity")[0]?.found, "arn:aws:iam::111122223333:user/dpg")
      const strict = yield* serve((_, response) => {
        response.writeHead(403, { "content-type": "text/xml" })
        response.end("<ErrorResponse><Error><Code>InvalidClientTokenId</Code></Error></ErrorResponse>")
      })
      const refused = yield* diagnoseThere({ ...keys, AWS_ENDPOINT_URL_STS: strict.url })
      assert.deepStrictEqual(verdicts(refused.report, "identity"), ["broken"])
      assert.include(of(refused.report, "identity")[0]?.found, "InvalidClientTokenId")
    }))

  it.live("a clock that is off is told by AWS's own", () =>
    Effect.gen(function*() {
      const behind = yield* serve((_, response) => {
        response.setHeader("date", new Date(Date.now() + 10 * 60_000).toUTCString())
        response.writeHead(403)
        response.end("{}")
      })
      const report = yield* diagnose({ ...keys, AWS_ENDPOINT_URL_BEDROCK_RUNTIME: behind.url }, {}, { probe: true })
      assert.deepStrictEqual(verdicts(report, "clock"), ["broken"])
      assert.match(of(report, "clock")[0]?.found ?? "", /^(10 min 00 s|9 min 59 s) behind/)
    }))

  it.live("an endpoint where nobody listens", () =>
    Effect.gen(function*() {
      const report = yield* diagnose({ ...keys, AWS_ENDPOINT_URL_BEDROCK_RUNTIME: "http://127.0.0.1:9" }, {}, {
        probe: true
      })
      assert.deepStrictEqual(verdicts(report, "clock"), ["doubtful"])
      assert.strictEqual(report.exitCode, 69)
      assert.include(of(report, "probe")[0]?.found, "ECONNREFUSED")
    }))
})

describe("the document", () => {
  it.effect("goes through its Schema and back", () =>
    Effect.gen(function*() {
      const report = yield* diagnose(keys)
      const codec = Schema.fromJsonString(DoctorReport)
      assert.deepStrictEqual(
        yield* Schema.decodeEffect(codec)(yield* Schema.encodeEffect(codec)(report)),
        report
      )
    }))

  it.effect("in lines: what to do stands below what was found, colour is for terminals alone", () =>
    Effect.gen(function*() {
      const lines = doctorLines(yield* diagnose({}), false)
      const at = lines.findIndex((line) => line.startsWith("broken    credentials"))
      assert.include(lines[at + 1], "→ Set AWS_ACCESS_KEY_ID")
      assert.include(lines.at(-1), "1 thing broken")
      assert.notInclude(lines.join(""), "\u001b")
      assert.include(doctorLines(yield* diagnose({}), true).join(""), "\u001b[31mbroken")
      assert.include(doctorLines(yield* diagnose(keys), false).at(-1), "Nothing is broken")
    }))
})

const Asked = Schema.Struct({ inferenceConfig: Schema.Struct({ maxTokens: Schema.Finite }) })
