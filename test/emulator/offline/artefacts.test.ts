/** Whatever the brief: each step's output decodes, and the linkers find nothing in it. */
import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it } from "@effect/vitest"
import { Effect, FileSystem, Schema } from "effect"
import { BackendDesign } from "../../../src/domain/Backend.ts"
import { render } from "../../../src/domain/Finding.ts"
import { linkBackend, linkPage, linkPages, linkPrd } from "../../../src/domain/link/index.ts"
import { PageIr } from "../../../src/domain/PageIr.ts"
import { Pages } from "../../../src/domain/Pages.ts"
import { Prd } from "../../../src/domain/Prd.ts"
import { note } from "../../../src/emulator/offline/note.ts"
import { asBrief, oddBriefs, productOf } from "../../support/offlineBriefs.ts"

const findings = (text: string) => {
  const { design, irs, openapi, pages, prd } = productOf(text)
  return [
    ...linkPrd(prd, asBrief(text)),
    ...linkBackend(design, prd),
    ...linkPages(pages, prd, openapi),
    ...pages.pages.flatMap((page, index) => {
      const ir = irs[index]
      return ir === undefined ? [] : linkPage(ir, { prd, openapi, pages, page })
    })
  ].map(render)
}

const assertWhole = Effect.fnUntraced(function*(text: string) {
  const product = productOf(text)
  const prd = yield* Schema.decodeUnknownEffect(Prd)(product.prd)
  const design = yield* Schema.decodeUnknownEffect(BackendDesign)(product.design)
  const pages = yield* Schema.decodeUnknownEffect(Pages)(product.pages)
  const irs = yield* Effect.forEach(product.irs, (ir) => Schema.decodeUnknownEffect(PageIr)(ir))
  assert.deepStrictEqual(findings(text), [])
  for (const { notes } of [prd, design, pages, ...irs]) assert.include(notes, note)
  assert.isAtMost(prd.requirements.length, 40)
  assert.isAtMost(prd.entities.length, 8)
  assert.isAtMost(pages.pages.length, 24)
})

describe("every artefact", () => {
  for (const [name, text] of Object.entries(oddBriefs)) {
    it.effect(`is whole: ${name}`, () => assertWhole(text.trim()))
  }

  it.effect("is the same for the same brief", () =>
    Effect.sync(() => {
      const [text = ""] = Object.values(oddBriefs)
      assert.deepStrictEqual(productOf(text), productOf(text))
    }))

  const folders = ["examples/briefs", "../shared/briefs"]
  for (const folder of folders) {
    it.effect(`is whole for the briefs in ${folder}`, () =>
      Effect.gen(function*() {
        const fs = yield* FileSystem.FileSystem
        if (!(yield* fs.exists(folder))) return
        const names = (yield* fs.readDirectory(folder)).filter((name) => name.endsWith(".md"))
        for (const name of names) {
          const text = yield* fs.readFileString(`${folder}/${name}`)
          assert.deepStrictEqual(findings(text.trim()), [], name)
        }
      }).pipe(Effect.provide(NodeServices.layer)))
  }
})
