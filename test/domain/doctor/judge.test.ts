import { assert, describe, it } from "@effect/vitest"
import { DateTime } from "effect"
import * as Base64 from "effect/encoding/Base64"
import { readApiKey } from "../../../src/domain/doctor/apiKey.ts"
import { judgeApiKey, judgeClock, judgeKeys, judgeNode, judgeRoute, masked } from "../../../src/domain/doctor/judge.ts"
import { judgeModel } from "../../../src/domain/doctor/models.ts"
import { broken, doubtful, good, reportOf } from "../../../src/domain/doctor/Report.ts"
import { defaultOpus, resolveModel } from "../../../src/domain/Models.ts"

const now = DateTime.makeUnsafe("2026-06-01T00:00:00Z")

const shortTerm = (date: string, seconds: number, region = "eu-west-1") =>
  `bedrock-api-key-${
    Base64.encode(
      `bedrock.amazonaws.com/?Action=CallWithBearerToken&X-Amz-Credential=ASIACANARY1234567890%2F20260601%2F${region}` +
        `%2Fbedrock%2Faws4_request&X-Amz-Date=${date}&X-Amz-Expires=${seconds}&X-Amz-Security-Token=canary&Version=1`
    )
  }`

describe("an API key says of itself", () => {
  it("where and until when a short-term one is good", () => {
    const { expires, kind, region } = readApiKey(shortTerm("20260531T130000Z", 43_200))
    assert.deepStrictEqual([kind, region], ["short-term", "eu-west-1"])
    assert.strictEqual(expires && DateTime.formatIso(expires), "2026-06-01T01:00:00.000Z")
  })

  it("the user and the account of a long-term one, and nothing of its secret", () => {
    const key = readApiKey(`ABSK${Base64.encode("BedrockAPIKey-ab12-at-111122223333:canary+secret=")}`)
    assert.deepStrictEqual(key, {
      kind: "long-term",
      user: "BedrockAPIKey-ab12-at-111122223333",
      account: "111122223333"
    })
  })

  it("nothing where it does not read so", () => {
    assert.deepStrictEqual(readApiKey("something-else"), { kind: "unknown" })
    assert.deepStrictEqual(readApiKey("ABSK***"), { kind: "long-term" })
    assert.deepStrictEqual(readApiKey("bedrock-api-key-***"), { kind: "short-term" })
    assert.deepStrictEqual(readApiKey("bedrock-api-key-"), { kind: "short-term" })
  })
})

describe("credentials", () => {
  const keyOf = (date: string, region?: string) => readApiKey(shortTerm(date, 43_200, region))

  it("an API key: good, about to expire, expired, of another Region, of no known kind", () => {
    const judged = [
      judgeApiKey("it", keyOf("20260531T200000Z"), "eu-west-1", now),
      judgeApiKey("it", keyOf("20260531T121000Z"), "eu-west-1", now),
      judgeApiKey("it", keyOf("20260531T120000Z"), "eu-west-1", now),
      judgeApiKey("it", keyOf("20260531T200000Z", "us-west-2"), "eu-west-1", now),
      judgeApiKey("it", readApiKey("mistyped"), "eu-west-1", now)
    ]
    assert.deepStrictEqual(judged.map(({ exitCode, verdict }) => [verdict, exitCode]), [
      ["good", 0],
      ["doubtful", 0],
      ["broken", 78],
      ["broken", 78],
      ["doubtful", 0]
    ])
    assert.include(judged[0]?.found, "8 h 00 min left")
    assert.include(judged[2]?.found, "expired at 2026-06-01T00:00:00Z")
    assert.include(judged[3]?.advice, "Set BEDROCK_REGION to us-west-2")
    for (const check of judged) assert.notInclude(JSON.stringify(check), "canary")
  })

  it("keys: those that nothing renews are doubtful shortly before their end", () => {
    const keys = {
      accessKeyId: "ASIAIOSFODNN7EXAMPLE",
      temporary: true,
      expires: DateTime.makeUnsafe("2026-06-01T00:10:00Z")
    }
    assert.strictEqual(judgeKeys("environment variables", false, keys, now).verdict, "doubtful")
    const renewed = judgeKeys("instance role", true, keys, now)
    assert.deepStrictEqual(renewed, {
      ...good(
        "credentials",
        "instance role: temporary key ASIA…MPLE, good until 2026-06-01T00:10:00Z (10 min 00 s left, then renewed)"
      )
    })
  })

  it("show no more of a key than four characters at either end, and nothing of a short one", () => {
    assert.strictEqual(masked("AKIAIOSFODNN7EXAMPLE"), "AKIA…MPLE")
    assert.strictEqual(masked("AKIA1234567"), "…")
  })
})

describe("models", () => {
  const judge = (id: string, options: { readonly region?: string; readonly claude?: boolean } = {}) =>
    judgeModel(
      { name: "BEDROCK_IR_MODEL_ID", claude: options.claude ?? false, described: false },
      resolveModel({ setting: id, source: "BEDROCK_IR_MODEL_ID", default: defaultOpus, aliases: true }),
      options.region ?? "us-east-1",
      now
    )

  it("good ones say what they stand for and what they can do", () => {
    assert.deepStrictEqual(
      judge("opus"),
      good(
        "model",
        "BEDROCK_IR_MODEL_ID → global.anthropic.claude-opus-4-6-v1 (for opus): Claude Opus 4.6, 1.00M tokens in, " +
          "128.0k out, JSON by its own schema, prompt cache from 4.1k tokens"
      )
    )
  })

  it("that cannot be called, or perhaps not, say which to take", () => {
    const needsProfile = judge("anthropic.claude-sonnet-4-6")
    assert.deepStrictEqual([needsProfile.verdict, needsProfile.exitCode], ["broken", 78])
    assert.strictEqual(
      needsProfile.advice,
      "Use one of us.anthropic.claude-sonnet-4-6, global.anthropic.claude-sonnet-4-6."
    )
    const elsewhere = judge("eu.anthropic.claude-sonnet-4-6")
    assert.deepStrictEqual([elsewhere.verdict, elsewhere.exitCode], ["doubtful", 0])
    assert.include(elsewhere.found, "not called from us-east-1")
    assert.strictEqual(judge("eu.anthropic.claude-sonnet-4-6", { region: "eu-west-3" }).verdict, "good")
    // What a Region in Canada may call is not known here.
    assert.strictEqual(judge("us.anthropic.claude-sonnet-4-6", { region: "ca-central-1" }).verdict, "good")
    assert.include(judge("jp.anthropic.claude-opus-4-6-v1").found, "no jp profile of it is known")
    assert.include(judge("anthropic.claude-9").found, "not in the catalogue")
    assert.strictEqual(judge("anthropic.claude-9").verdict, "doubtful")
    const gone = judge("sonnet-3.5")
    assert.include(gone.found, "reached its end of life on 2026-03-01")
    assert.include(gone.advice, "global.anthropic.claude-sonnet-4-5")
  })

  it("other than Claude will not do where the steps speak Claude's own messages", () => {
    for (const id of ["amazon.nova-pro-v1:0", "us.meta.llama3-3-70b-instruct-v1:0", "cohere.command-r-v1:0"]) {
      const check = judge(id, { claude: true })
      assert.deepStrictEqual([check.verdict, check.exitCode], ["broken", 78], id)
    }
    const profile = "arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abc"
    assert.strictEqual(judge(profile, { claude: true }).verdict, "doubtful")
  })
})

describe("the rest", () => {
  it("Node from 20.19 on", () => {
    const verdicts = ["v24.21.0", "v20.19.0", "v20.18.9", "v18.20.0"].map((version) => judgeNode(version).verdict)
    assert.deepStrictEqual(verdicts, ["good", "good", "broken", "broken"])
  })

  it("a clock: what AWS takes, and what it refuses", () => {
    const minute = 60_000
    const judged = [undefined, 900, -59_000, 2 * minute, -5 * minute].map(judgeClock)
    assert.deepStrictEqual(judged.map(({ verdict }) => verdict), ["doubtful", "good", "good", "doubtful", "broken"])
    assert.strictEqual(judged[3]?.found, "2 min 00 s ahead")
    assert.include(judged[4]?.found, "5 min 00 s behind: AWS refuses")
  })

  it("a way without TLS is doubtful, but not on this machine", () => {
    const route = (url: string) =>
      judgeRoute({
        url: new URL(url),
        custom: true,
        proxy: "proxy.example.com:3128 (HTTPS_PROXY)",
        authorities: "AWS_CA_BUNDLE"
      })
    assert.strictEqual(route("http://bedrock.internal").verdict, "doubtful")
    assert.strictEqual(route("http://127.0.0.1:8099").verdict, "good")
    assert.strictEqual(
      route("https://vpce.example.com").found,
      "https://vpce.example.com (not Amazon's own), through the proxy proxy.example.com:3128 (HTTPS_PROXY), trusting the certificates in AWS_CA_BUNDLE"
    )
  })

  it("the worst of all decides", () => {
    const checks = [
      good("node", ""),
      broken("probe", "", "", 69),
      doubtful("clock", "", ""),
      broken("model", "", "", 78)
    ]
    assert.deepInclude(reportOf("1", true, checks), { verdict: "broken", exitCode: 78 })
    assert.deepInclude(reportOf("1", true, checks.slice(0, 2)), { verdict: "broken", exitCode: 69 })
    assert.deepInclude(reportOf("1", true, [good("node", ""), doubtful("clock", "", "")]), {
      verdict: "doubtful",
      exitCode: 0
    })
    assert.deepInclude(reportOf("1", true, [good("node", "")]), { verdict: "good", exitCode: 0 })
  })
})
