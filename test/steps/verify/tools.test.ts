import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { Npm } from "../../../src/layers/Npm.ts"
import { script } from "../../../src/steps/verify/tools.ts"

const lint = (code: number, output: string) =>
  script({ app: "/nowhere", scripts: { lint: "oxlint" } }, "lint", "no error, no warning").pipe(
    Effect.provideService(Npm, Npm.of({ run: () => Effect.succeed({ code, output }) }))
  )

describe("a script of the app's", () => {
  it.effect("that ends well is passed, one that does not is failed with what it found", () =>
    Effect.gen(function*() {
      assert.deepInclude(yield* lint(0, ""), { status: "passed", summary: "no error, no warning" })
      assert.deepInclude(yield* lint(1, "it broke"), { status: "failed", summary: "npm run lint: 1 finding" })
    }))

  it.effect("that looked at nothing, since a .gitignore names the folder, is skipped and not passed", () =>
    Effect.gen(function*() {
      const { status, summary } = yield* lint(1, "No files found to lint. Please check your paths.\nFinished in 0ms")
      assert.strictEqual(status, "skipped")
      assert.include(summary, ".gitignore")
    }))
})
