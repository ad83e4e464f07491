import { assert, describe, it } from "@effect/vitest"
import { isNameless, isUsed, technologiesIn, withoutTechnologies } from "../../src/domain/technologies.ts"

describe("technologies in a text", () => {
  it("are found by their names, and everyday words are not", () => {
    assert.deepStrictEqual(technologiesIn("Built with Vue.js 3, Next.js and **SQLite**."), ["vue", "next", "sqlite"])
    assert.deepStrictEqual(technologiesIn("C++ and Python"), ["c++", "python"])
    assert.deepStrictEqual(technologiesIn("Members react to the next post, then rest. Express delivery."), [])
    assert.isTrue(isUsed("react"))
    assert.isFalse(isUsed("vue"))
  })

  it("leave a name without them, or none", () => {
    assert.strictEqual(withoutTechnologies("Recipe box in Vue.js"), "Recipe box")
    assert.strictEqual(withoutTechnologies("Recipe box"), "Recipe box")
    assert.isTrue(isNameless("Vue.js Web Application"))
    assert.isTrue(isNameless("A modern web app"))
    assert.isFalse(isNameless("Recipe box with React"))
  })
})
