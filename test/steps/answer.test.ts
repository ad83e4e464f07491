import { assert, describe, it } from "@effect/vitest"
import { Effect, Result } from "effect"
import { PageIr } from "../../src/domain/PageIr.ts"
import { Pages } from "../../src/domain/Pages.ts"
import { Prd } from "../../src/domain/Prd.ts"
import { codeOf, decodeJson } from "../../src/steps/shared/answer.ts"
import { parseArtefact, renderArtefact } from "../../src/steps/shared/yaml.ts"
import { homeIr, pages, prd } from "../support/stepsProduct.ts"

describe("decodeJson", () => {
  const json = JSON.stringify(pages)

  it("takes JSON alone, in a fence, or among words", () => {
    for (const answer of [json, `\n${json}\n`, `\`\`\`json\n${json}\n\`\`\``, `Here it is:\n\n${json}\n\nDone.`]) {
      assert.deepStrictEqual(decodeJson(Pages, answer), Result.succeed(pages))
    }
  })

  it("names each place that differs, with what stands there", () => {
    const broken = JSON.stringify({ pages: [{ ...pages.pages[0], route: "tools", roles: "all" }], notes: [] })
    const found = decodeJson(Pages, broken)
    assert.isTrue(Result.isFailure(found))
    if (Result.isFailure(found)) {
      assert.deepStrictEqual(found.failure.map(({ at }) => at), ["pages[0].route", "pages[0].roles"])
      assert.include(found.failure[0]?.message, "got \"tools\"")
    }
  })

  it("says when there is no JSON, and when it breaks off", () => {
    for (const answer of ["", "I cannot do that.", json.slice(0, -9), "```json\n{\n```"]) {
      const found = decodeJson(Pages, answer)
      assert.deepStrictEqual(Result.isFailure(found) ? found.failure.map(({ rule }) => rule) : [], ["no-json"], answer)
    }
  })
})

describe("codeOf", () => {
  it("takes the longest fence, or all there is", () => {
    assert.strictEqual(codeOf("```tsx\nconst a = `x`\n```"), "const a = `x`\n")
    assert.strictEqual(
      codeOf("Use\n```sh\nnpm i\n```\nand\n```tsx\nexport default 1234567\n```\n."),
      "export default 1234567\n"
    )
    assert.strictEqual(codeOf("export default 1"), "export default 1\n")
  })
})

describe("artefacts in YAML", () => {
  it.effect("come back as they were, whatever stands in them", () =>
    Effect.gen(function*() {
      const nasty = [
        "no",
        "1.0",
        " - x: y",
        "# not a comment",
        "é\u2028 \"q\" 'p'",
        "multi\nline: |",
        "<<",
        "&a *a",
        "null",
        ""
      ]
      const odd = { ...prd, notes: nasty, nonGoals: nasty }
      const path = "prd.yaml"
      const text = renderArtefact(Prd, odd, ["Made by a test."])
      assert.isTrue(text.startsWith("# Made by a test.\n"))
      assert.deepStrictEqual(yield* parseArtefact(Prd, path, text), odd)
      assert.deepStrictEqual(yield* parseArtefact(PageIr, path, renderArtefact(PageIr, homeIr, [])), homeIr)
      assert.strictEqual(renderArtefact(Prd, yield* parseArtefact(Prd, path, text), ["Made by a test."]), text)
    }))

  it.effect("that do not decode are named with the place", () =>
    Effect.gen(function*() {
      const text = renderArtefact(Pages, pages, [])
      const edited = yield* Effect.flip(
        parseArtefact(Pages, "pages.yaml", text.replace("access: public", "access: everyone"))
      )
      assert.deepStrictEqual(edited.findings.map(({ at, rule }) => ({ at, rule })), [{
        at: "pages[0].access",
        rule: "schema"
      }])
      const torn = yield* Effect.flip(parseArtefact(Pages, "pages.yaml", "pages:\n  - id: \"x\n"))
      assert.strictEqual(torn.findings[0]?.rule, "yaml")
      // Aliases that unfold to billions of nodes are refused, not unfolded.
      const bomb = [
        "a: &a [x,x,x,x,x,x,x,x,x]",
        ..."bcdefghi".split("").map((name, i) =>
          `${name}: &${name} [${Array.from({ length: 9 }, () => `*${"abcdefghi"[i]}`).join(",")}]`
        )
      ].join("\n")
      assert.strictEqual((yield* Effect.flip(parseArtefact(Pages, "pages.yaml", bomb))).findings[0]?.rule, "yaml")
    }))
})
