/** Step 04b: the intermediate representation of each page. */
import { Effect, Result } from "effect"
import type * as LanguageModel from "effect/ai/LanguageModel"
import type { Digest } from "effect/crypto/Digest"
import type { DpgError } from "../domain/Errors.ts"
import { linkPage } from "../domain/link/index.ts"
import type { Backend } from "../domain/OpenApi.ts"
import { PageIr } from "../domain/PageIr.ts"
import type { Page, Pages } from "../domain/Pages.ts"
import type { Prd } from "../domain/Prd.ts"
import { AppConfig } from "../layers/AppConfig.ts"
import type { RunLog } from "../layers/RunLog.ts"
import type { RunStore } from "../layers/RunStore.ts"
import { irPrompt, sharedDocuments } from "./04b-ir.prompt.ts"
import { decodeJson } from "./shared/answer.ts"
import { askObject, inputsOf } from "./shared/clients.ts"
import { askUntilUsable } from "./shared/conversation.ts"
import { linked, linkedFile } from "./shared/linked.ts"
import { fileOf, runUnit } from "./shared/unit.ts"
import { origin, parseArtefact, renderArtefact } from "./shared/yaml.ts"

/** Where the IR of a page is. A page's id is a slug, so the path cannot leave the folder. */
export const irPath = (pageId: string): string => `ir/${pageId}.yaml`

/** Where all pages taken together are; no page has that id. */
export const appIrPath = "ir/app.yaml"

/** What a page is described, and written, from. */
export interface PageInput {
  readonly prd: Prd
  readonly backend: Backend
  readonly pages: Pages
  readonly page: Page
}

/** Writes `ir/<page>.yaml`. */
export const describePage = Effect.fn("describePage")(function*(
  { backend: { openapi }, page, pages, prd }: PageInput
): Effect.fn.Return<PageIr, DpgError, LanguageModel.LanguageModel | AppConfig | RunStore | RunLog | Digest> {
  const { models: { ir: { id: modelId } } } = yield* AppConfig
  const step = "04b-ir"
  const path = irPath(page.id)
  const prompt = irPrompt({ prd, openapi, pages, page })
  const heading = yield* origin(step, modelId)
  const link = (ir: PageIr) => linkPage(ir, { prd, openapi, pages, page })
  return yield* runUnit({
    step,
    page: page.id,
    name: `${step}/${page.id}`,
    inputs: yield* inputsOf(step, modelId, prompt, PageIr),
    make: Effect.map(
      askUntilUsable({
        step,
        page: page.id,
        modelId,
        prompt,
        ask: askObject(modelId, "page", PageIr, sharedDocuments),
        read: (answer) => Result.flatMap(decodeJson(PageIr, answer), linked(link)),
        extension: "json"
      }),
      (ir) => [{ path, content: renderArtefact(PageIr, ir, heading) }]
    ),
    read: (files) => Effect.flatMap(parseArtefact(PageIr, path, fileOf(files, path)), linkedFile(path, link))
  })
})
