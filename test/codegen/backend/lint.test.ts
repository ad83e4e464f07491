import { assert, describe, it } from "@effect/vitest"
import { type Config, createConfig, lintFromString } from "@redocly/openapi-core"
import { Result } from "effect"
import { compileBackend, parseOpenApi, renderOpenApi } from "../../../src/codegen/backend/index.ts"
import type { OpenApiDocument } from "../../../src/domain/OpenApi.ts"
import type { Prd } from "../../../src/domain/Prd.ts"
import { makeBackend } from "../../../src/emulator/offline/backend.ts"
import { makePrd } from "../../../src/emulator/offline/prd.ts"
import { awkwardDesign, field, toolDesign, toolPrd } from "../../support/codegenDesigns.ts"
import { oddBriefs } from "../../support/offlineBriefs.ts"

let config: Config
const findings = async (document: OpenApiDocument) => {
  config ??= await createConfig({
    extends: ["recommended"],
    rules: {
      // Which licence a product's API has is its owners' to say.
      "info-license": "off",
      "info-license-strict": "off",
      // An entity that others only refer to by its id is a component that nothing has a `$ref` to.
      "no-unused-components": "off",
      // What is in no recommended set, and holds all the same.
      "parameter-description": "error",
      "operation-description": "error",
      "operation-tag-defined": "error",
      "no-invalid-schema-examples": { severity: "error", allowAdditionalProperties: false },
      "no-invalid-media-type-examples": { severity: "error", allowAdditionalProperties: false }
    }
  })
  const problems = await lintFromString({ source: renderOpenApi(document), absoluteRef: "openapi.yaml", config })
  return problems.map(({ location, message, ruleId }) => `${ruleId} ${location[0]?.pointer ?? ""}: ${message}`)
}

const signedOut: Prd = { ...toolPrd, personas: [{ id: "visitor", name: "Visitor", description: "", signsIn: false }] }

describe("the contract under Redocly's recommended rules", () => {
  it.each(Object.entries(oddBriefs))("of a brief: %s", async (_, text) => {
    const prd = makePrd(text.trim())
    assert.deepStrictEqual(await findings(compileBackend(makeBackend(prd), prd).openapi), [])
  })

  it("of a design written with care, with and without people who sign in", async () => {
    assert.deepStrictEqual(await findings(compileBackend(toolDesign, toolPrd).openapi), [])
    assert.deepStrictEqual(await findings(compileBackend(toolDesign, signedOut).openapi), [])
  })

  it("of a design that is wrong in every way", async () => {
    assert.deepStrictEqual(await findings(compileBackend(awkwardDesign, toolPrd).openapi), [])
  })

  it("of texts that would be HTML", async () => {
    const script = "</p><script>alert(1)</script> [go](javascript:alert(1)) <img src=x onerror=alert(1)> 1 < 2"
    const [first = assert.fail("no entity"), ...rest] = toolDesign.entities
    const { openapi } = compileBackend({
      ...toolDesign,
      description: script,
      notes: [script],
      entities: [{ ...first, description: script, fields: [field("name", "string", { description: script })] }, ...rest]
    }, { ...toolPrd, requirements: [{ ...toolPrd.requirements[0], title: script }] })
    assert.deepStrictEqual(await findings(openapi), [])
    assert.include(openapi.components?.schemas?.["Tool"]?.description, " 1 < 2")
  })

  it("of which one finds an example that is no value of its schema", async () => {
    const { openapi } = compileBackend(toolDesign, toolPrd)
    const wrong = parseOpenApi(renderOpenApi(openapi).replace("category: garden", "category: space"))
    const found = await findings(Result.getOrThrow(wrong))
    assert.deepStrictEqual(found.map((one) => one.split(" ")[0]), ["no-invalid-schema-examples"])
  })
})
