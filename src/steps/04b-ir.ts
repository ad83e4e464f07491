/** Step 04b: the intermediate representation of each page. */
import { Effect } from "effect"
import type * as LanguageModel from "effect/ai/LanguageModel"
import type { Digest } from "effect/crypto/Digest"
import { bareIr, linkBare } from "../codegen/ir/bareIr.ts"
import type { DpgError } from "../domain/Errors.ts"
import type { Finding } from "../domain/Finding.ts"
import { linkPage } from "../domain/link/index.ts"
import type { Backend } from "../domain/OpenApi.ts"
import { PageIr } from "../domain/PageIr.ts"
import type { Page, Pages } from "../domain/Pages.ts"
import type { Prd } from "../domain/Prd.ts"
import { AppConfig } from "../layers/AppConfig.ts"
import type { RunLog } from "../layers/RunLog.ts"
import type { RunStore } from "../layers/RunStore.ts"
import { irPrompt, sharedDocuments } from "./04b-ir.prompt.ts"
import { askObject, inputsOf } from "./shared/clients.ts"
import { linkedFile } from "./shared/linked.ts"
import { fileOf, keepSkeleton } from "./shared/unit.ts"
import { runWritten } from "./shared/written.ts"
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
  input: PageInput
): Effect.fn.Return<PageIr, DpgError, LanguageModel.LanguageModel | AppConfig | RunStore | RunLog | Digest> {
  const { context, heading, modelId, path, prompt, unit } = yield* unitFor(input)
  const link = (ir: PageIr) => linkPage(ir, context)
  return yield* runWritten({
    ...unit,
    modelId,
    path,
    prompt: (former?: PageIr) => former === undefined ? prompt : irPrompt({ ...context, former }),
    ask: askObject(modelId, "page", PageIr, sharedDocuments),
    schema: PageIr,
    link,
    files: (ir) => [{ path, content: renderArtefact(PageIr, ir, heading) }],
    parse: (text) => parseArtefact(PageIr, path, text),
    read: linkedFile(path, link)
  })
})

/** Writes what follows of a page from the inventory and the contract, in the place of an answer that would do. */
export const describeBarely = Effect.fn("describeBarely")(function*(
  input: PageInput,
  findings: ReadonlyArray<string>
): Effect.fn.Return<PageIr, DpgError, AppConfig | RunStore | RunLog | Digest> {
  const { context, path, unit } = yield* unitFor(input)
  const heading = [
    "dpg 04b-ir: the bare page. Made without a model, since no answer of one would do.",
    "Run dpg again to try once more, or edit it: then it is yours, and what depends on it is made from it."
  ]
  const files = yield* keepSkeleton(
    unit,
    [{ path, content: renderArtefact(PageIr, bareIr(context), heading) }],
    findings
  )
  const link = (ir: PageIr): ReadonlyArray<Finding> => linkBare(ir, context)
  return yield* Effect.flatMap(parseArtefact(PageIr, path, fileOf(files, path)), linkedFile(path, link))
})

const unitFor = Effect.fnUntraced(function*({ backend: { openapi }, page, pages, prd }: PageInput) {
  const { models: { ir: { id: modelId } } } = yield* AppConfig
  const step = "04b-ir" as const
  const context = { prd, openapi, pages, page }
  const prompt = irPrompt(context)
  return {
    context,
    modelId,
    path: irPath(page.id),
    prompt,
    heading: yield* origin(step, modelId),
    unit: {
      step,
      page: page.id,
      name: `${step}/${page.id}`,
      inputs: yield* inputsOf(step, modelId, prompt, PageIr)
    }
  }
})
