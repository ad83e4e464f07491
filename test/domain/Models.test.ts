import { assert, describe, it } from "@effect/vitest"
import {
  bareId,
  catalogue,
  costUsd,
  defaultOpus,
  defaultSonnet,
  geographyOf,
  lookup,
  preferredProfile,
  profilesFor,
  resolveModel
} from "../../src/domain/Models.ts"
import { noUsage } from "../../src/domain/Usage.ts"

const opus46 = "global.anthropic.claude-opus-4-6-v1"
const resolve = (setting: string | undefined, aliases = true) =>
  resolveModel({ setting, source: "BEDROCK_IR_MODEL_ID", default: defaultOpus, aliases })

describe("resolveModel", () => {
  it("takes the default when the setting is missing or blank", () => {
    for (const setting of [undefined, "", "  "]) {
      assert.deepInclude(resolve(setting), { id: opus46, source: "default", warnings: [] })
    }
  })

  it("knows every alias of every model, in any case", () => {
    assert.deepInclude(resolve("opus"), { id: opus46, requested: "opus", source: "BEDROCK_IR_MODEL_ID" })
    for (const alias of ["opus-4.6", "opus-4-6", "claude-opus-4-6", "claude-opus-4.6", "Claude-Opus-4.6"]) {
      assert.strictEqual(resolve(alias).id, opus46)
    }
    assert.strictEqual(resolve("sonnet").id, defaultSonnet)
    assert.strictEqual(resolve("haiku").id, "global.anthropic.claude-haiku-4-5-20251001-v1:0")
    assert.strictEqual(resolve("opus-5").id, "global.anthropic.claude-opus-5")
    assert.strictEqual(resolve("deepseek-r1").id, "us.deepseek.r1-v1:0")
    assert.strictEqual(resolve("gpt-oss-120b").id, "openai.gpt-oss-120b-1:0")
  })

  it("takes an alias literally where the path has none, and says so", () => {
    const resolved = resolve("opus", false)
    assert.strictEqual(resolved.id, "opus")
    assert.strictEqual(resolved.warnings.length, 1)
    assert.include(resolved.warnings[0], "takes no aliases")
  })

  it("passes an unknown id on with cautious limits and a warning", () => {
    const resolved = resolve("vendor.some-model-v9")
    assert.strictEqual(resolved.id, "vendor.some-model-v9")
    assert.include(resolved.warnings[0], "not in the catalogue")
    assert.deepInclude(resolved.model, { temperature: false, structuredOutput: "text", maxOutputTokens: 4096 })
    assert.strictEqual(resolve("eu.anthropic.claude-opus-9").model.maxOutputTokens, 32_000)
    for (
      const old of ["us.anthropic.claude-3-haiku-20240307-v1:0", "anthropic.claude-v2:1", "anthropic.claude-instant-v1"]
    ) {
      assert.strictEqual(resolve(old).model.maxOutputTokens, 4096, old)
    }
  })

  it("warns of the end of life, and still passes the id on", () => {
    const resolved = resolve("anthropic.claude-3-5-sonnet-20241022-v2:0")
    assert.strictEqual(resolved.id, "anthropic.claude-3-5-sonnet-20241022-v2:0")
    assert.include(resolved.warnings[0], "2026-03-01")
  })
})

describe("catalogue", () => {
  it("has unique ids and unique lower-case aliases", () => {
    const ids = catalogue.map((model) => model.id)
    const aliases = catalogue.flatMap((model) => model.aliases)
    assert.strictEqual(new Set(ids).size, ids.length)
    assert.strictEqual(new Set(aliases).size, aliases.length)
    assert.deepStrictEqual(aliases, aliases.map((alias) => alias.toLowerCase()))
  })

  it("lets no default be at its end of life or without a price", () => {
    for (const id of [defaultSonnet, defaultOpus]) {
      const model = lookup(id)
      assert.isUndefined(model?.endOfLife)
      assert.isDefined(model?.price)
    }
  })

  it("gives every model a way to be called", () => {
    for (const model of catalogue) {
      assert.isTrue(model.onDemand || model.geographies.length > 0, model.id)
      assert.strictEqual(lookup(preferredProfile(model)), model)
      assert.isBelow(model.maxOutputTokens, model.contextTokens)
    }
  })
})

describe("lookup", () => {
  it("sees through profiles and ARNs", () => {
    const bare = "anthropic.claude-opus-4-6-v1"
    const forms = [
      bare,
      `us.${bare}`,
      `arn:aws:bedrock:us-east-1::foundation-model/${bare}`,
      `arn:aws:bedrock:eu-west-1:123456789012:inference-profile/eu.${bare}`,
      `arn:aws:bedrock:us-east-1:123456789012:inference-profile/global.${bare}`
    ]
    for (const form of forms) assert.strictEqual(lookup(form)?.id, bare, form)
    assert.strictEqual(bareId("apac.anthropic.claude-x"), "anthropic.claude-x")
    assert.strictEqual(geographyOf(forms[3] ?? ""), "eu")
    assert.isUndefined(geographyOf(bare))
    assert.isUndefined(lookup("arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc123"))
  })
})

describe("profilesFor", () => {
  it("names the Region's own profile and the global one", () => {
    const model = lookup(defaultSonnet)
    assert.isDefined(model)
    const at = (region: string) => profilesFor(model, region).map((id) => id.slice(0, id.indexOf(".")))
    assert.deepStrictEqual(at("us-west-2"), ["us", "global"])
    assert.deepStrictEqual(at("eu-central-1"), ["eu", "global"])
    assert.deepStrictEqual(at("ap-northeast-1"), ["jp", "global"])
    assert.deepStrictEqual(at("ap-southeast-2"), ["au", "global"])
    assert.deepStrictEqual(at("sa-east-1"), ["global"])
  })
})

describe("costUsd", () => {
  const usage = {
    inputTokens: 1_000_000,
    outputTokens: 100_000,
    cacheReadInputTokens: 1_000_000,
    cacheWriteInputTokens: 1_000_000
  }
  const model = lookup(opus46)

  it("adds up input, output and both directions of the cache", () => {
    assert.isDefined(model)
    assert.closeTo(costUsd(model, usage) ?? 0, 5 + 2.5 + 0.5 + 6.25, 1e-9)
  })

  it("charges what the cache keeps for an hour twice the input", () => {
    assert.isDefined(model)
    const hour = { ...noUsage, cacheWriteInputTokens: 1_000_000, cacheWrite1hInputTokens: 400_000 }
    assert.closeTo(costUsd(model, hour) ?? 0, 0.6 * 6.25 + 0.4 * 10, 1e-9)
  })

  it("charges a geographic profile a tenth more", () => {
    assert.isDefined(model)
    assert.closeTo(costUsd(model, usage, "eu.anthropic.claude-opus-4-6-v1") ?? 0, 14.25 * 1.1, 1e-9)
    assert.closeTo(costUsd(model, usage, opus46) ?? 0, 14.25, 1e-9)
  })

  it("does not guess", () => {
    assert.isUndefined(costUsd(resolve("vendor.some-model").model, usage))
  })
})
