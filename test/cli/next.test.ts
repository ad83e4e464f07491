import { assert, describe, it } from "@effect/vitest"
import { Option, Redacted } from "effect"
import { emulatorLines, productLines, programName } from "../../src/cli/next.ts"
import { width } from "../../src/domain/Format.ts"

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

  it("and whose account the policy is held to, where there is one", () => {
    const lines = emulatorLines("http://127.0.0.1:8099", { ...options, policy: Option.some("{}") })
    assert.match(lines.join("\n"), /account 123456789012/)
  })

  it("and an API key, where one is let in", () => {
    const lines = emulatorLines("http://127.0.0.1:8099", {
      ...options,
      apiKeys: [Redacted.make("ABSKa"), Redacted.make("b")]
    })
    assert.include(lines, "  export AWS_BEARER_TOKEN_BEDROCK=ABSKa")
  })
})

describe("what a run ends with", () => {
  const made = { app: true, offline: true, replayed: false }

  it("fits into 80 columns, and names the commands that go on from there", () => {
    const lines = productLines("node dist/program.js", "product", made)
    for (const line of lines) assert.isAtMost(width(line), 80, line)
    assert.include(lines, "  node dist/program.js preview product  see the app run")
    assert.match(lines.join("\n"), /trace\.html.*\n.*app\//)
    assert.include(productLines("dpg", "my product", made), "  dpg verify 'my product'   every gate, in a browser too")
  })

  it("says of a model's product nothing about rules, and of half a one not to look at its app", () => {
    const lines = productLines("dpg", "product", { app: false, offline: false, replayed: false })
    assert.notMatch(lines.join("\n"), /Rules|spent|preview|verify/)
    assert.match(lines.join("\n"), /run again without --until[^]*dpg log product/)
  })

  it("calls the program as it was called", () => {
    assert.strictEqual(programName("/home/me/dpg/dist/program.js", "/home/me/dpg"), "node dist/program.js")
    assert.strictEqual(programName("/home/me/dpg/dist/program.js", "/home/me/d"), "node /home/me/dpg/dist/program.js")
    assert.strictEqual(programName("/usr/local/bin/dpg", "/home/me"), "dpg")
  })
})
