import { assert, describe, it } from "@effect/vitest"
import {
  burndownRate,
  estimatedTokens,
  limitOf,
  parsePerMinute,
  reservedTokens,
  usedTokens
} from "../../src/domain/Quota.ts"
import { sonnet } from "../support/bedrock.ts"

describe("a setting of limits", () => {
  const limit = (text: string, modelId: string) => {
    const perMinute = parsePerMinute(text)
    assert.isDefined(perMinute, text)
    return perMinute === undefined ? undefined : limitOf(perMinute, modelId)
  }

  it("is a number for all, or numbers for single models", () => {
    assert.strictEqual(limit("50", sonnet), 50)
    assert.strictEqual(limit(`opus=20,${sonnet}=7, 50`, sonnet), 7)
    assert.strictEqual(limit("opus=20,50", sonnet), 50)
    assert.strictEqual(limit("opus=20", sonnet), undefined)
  })

  it("names a model by its id, an alias, or its bare id for every profile", () => {
    assert.strictEqual(limit("sonnet-4.5=7", sonnet), 7)
    assert.strictEqual(limit("anthropic.claude-sonnet-4-5-20250929-v1:0=7", sonnet), 7)
    assert.strictEqual(limit("anthropic.claude-sonnet-4-5-20250929-v1:0=7", sonnet.replace("global", "eu")), 7)
    // A profile has a quota of its own.
    assert.strictEqual(limit(`${sonnet}=7`, sonnet.replace("global", "eu")), undefined)
    const arn = "arn:aws:bedrock:eu-central-1:123456789012:application-inference-profile/abc"
    assert.strictEqual(limit(`${arn}=7`, arn), 7)
    assert.strictEqual(limit("some.new-model=7", "us.some.new-model"), 7)
  })

  it("is nothing else", () => {
    for (const text of ["", "0", "-1", "1.5", "many", "opus=", "=5", "opus=0", "50,60", "opus", "50;60"]) {
      assert.isUndefined(parsePerMinute(text), text)
    }
  })
})

describe("tokens", () => {
  it("are set aside as input and max_tokens, and counted as Bedrock counts them", () => {
    assert.strictEqual(reservedTokens({ text: "x".repeat(300) }, 1000), 1000 + 100 + 2)
    const usage = { inputTokens: 100, outputTokens: 10, cacheReadInputTokens: 5000, cacheWriteInputTokens: 7 }
    assert.strictEqual(usedTokens(usage, sonnet), 100 + 7 + 50)
    assert.strictEqual(usedTokens(usage, "us.meta.llama3-3-70b-instruct-v1:0"), 100 + 7 + 10)
  })

  it("burn five times in the output of every Claude from 3.7 on", () => {
    for (
      const [id, rate] of [
        ["us.anthropic.claude-3-7-sonnet-20250219-v1:0", 5],
        ["anthropic.claude-opus-4-6-v1", 5],
        ["anthropic.claude-haiku-4-5-20251001-v1:0", 5],
        ["anthropic.claude-3-5-sonnet-20241022-v2:0", 1],
        ["anthropic.claude-3-haiku-20240307-v1:0", 1],
        ["anthropic.claude-v2:1", 1],
        ["anthropic.claude-instant-v1", 1],
        ["amazon.nova-pro-v1:0", 1]
      ] as const
    ) {
      assert.strictEqual(burndownRate(id), rate, id)
    }
  })

  it("of an image are what an image costs", () => {
    assert.strictEqual(estimatedTokens([new Uint8Array(1000)]), 1600)
    assert.strictEqual(estimatedTokens(undefined), 0)
  })
})
