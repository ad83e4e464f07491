import { assert, describe, it } from "@effect/vitest"
import { Option, Redacted } from "effect"
import { emulatorLines } from "../../src/cli/next.ts"

const options = {
  port: 8099,
  accessKeyId: "AKIATEST",
  secretAccessKey: Redacted.make("it's secret"),
  sessionToken: Option.none(),
  apiKeys: [],
  faults: [],
  policy: Option.none()
}

describe("what the local Bedrock says to export", () => {
  it("are its keys, as a shell takes them", () => {
    const lines = emulatorLines("http://127.0.0.1:8099", options)
    assert.include(lines, "  export AWS_SECRET_ACCESS_KEY='it'\\''s secret'")
    assert.notInclude(lines.join(), "AWS_BEARER_TOKEN_BEDROCK")
  })

  it("and an API key, where one is let in", () => {
    const lines = emulatorLines("http://127.0.0.1:8099", {
      ...options,
      apiKeys: [Redacted.make("ABSKa"), Redacted.make("b")]
    })
    assert.include(lines, "  export AWS_BEARER_TOKEN_BEDROCK=ABSKa")
  })
})
