/** The page of errors names every one of them. */
import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, it } from "@effect/vitest"
import { Effect, FileSystem } from "effect"
import * as Errors from "../../src/domain/Errors.ts"

it.effect("every error is in docs/errors.md, and none that is not there", () =>
  Effect.gen(function*() {
    const fs = yield* FileSystem.FileSystem
    const page = yield* fs.readFileString("docs/errors.md")
    const documented = [...page.matchAll(/^\| `([A-Z]\w+)` +\| \d\d +\|/gm)].map(([, tag = ""]) => tag)
    const tags = Object.entries(Errors).flatMap(([name, value]) =>
      typeof value === "function" && value.prototype instanceof Error ? [name] : []
    )
    assert.deepStrictEqual(new Set(documented), new Set(tags))
  }).pipe(Effect.provide(NodeServices.layer)))

it.effect("every kind of refusal is there", () =>
  Effect.gen(function*() {
    const fs = yield* FileSystem.FileSystem
    const page = yield* fs.readFileString("docs/errors.md")
    for (const kind of Errors.DeniedBy.literals) assert.include(page, `| \`${kind}\``)
  }).pipe(Effect.provide(NodeServices.layer)))
