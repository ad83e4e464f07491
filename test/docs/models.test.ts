import * as NodeFileSystem from "@effect/platform-node/NodeFileSystem"
import { assert, describe, it } from "@effect/vitest"
import { Effect, FileSystem } from "effect"
import { catalogue, type Model, preferredProfile } from "../../src/domain/Models.ts"

const thousands = (tokens: number) => `${Math.round(tokens / 1000)}k`
const tick = (holds: boolean) => holds ? "✓" : ""

/** A model as its row of `docs/models.md` has it. */
const cellsOf = (model: Model): ReadonlyArray<string> => [
  model.name,
  `\`${preferredProfile(model)}\``,
  `\`${model.aliases[0]}\``,
  thousands(model.contextTokens),
  thousands(model.maxOutputTokens),
  tick(model.images),
  tick(model.documents),
  model.tools,
  model.toolChoice.join(", "),
  model.structuredOutput,
  model.cacheMinimumTokens === 0 ? "" : String(model.cacheMinimumTokens),
  tick(model.temperature),
  model.price === undefined ? "?" : `${model.price.input} / ${model.price.output}`
]

describe("docs/models.md", () => {
  it.effect("has a row for each model of the catalogue, and says what it says", () =>
    Effect.gen(function*() {
      const fs = yield* FileSystem.FileSystem
      const page = yield* fs.readFileString("docs/models.md")
      const [, , ...rows] = (/(?:^\|.*\n)+/m.exec(page)?.[0] ?? "").trimEnd().split("\n").map((line) =>
        line.split("|").slice(1, -1).map((cell) => cell.trim())
      )
      assert.deepStrictEqual(rows, catalogue.map(cellsOf))
    }).pipe(Effect.provide(NodeFileSystem.layer)))
})
