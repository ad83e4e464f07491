/** Step 04a: the inventory of pages. */
import { Effect } from "effect"
import type * as LanguageModel from "effect/ai/LanguageModel"
import type { Digest } from "effect/crypto/Digest"
import type { DpgError } from "../domain/Errors.ts"
import { linkFormerPages, linkPages } from "../domain/link/index.ts"
import type { Backend } from "../domain/OpenApi.ts"
import { Pages } from "../domain/Pages.ts"
import type { Prd } from "../domain/Prd.ts"
import { AppConfig } from "../layers/AppConfig.ts"
import type { RunLog } from "../layers/RunLog.ts"
import type { RunStore } from "../layers/RunStore.ts"
import { pagesPrompt } from "./04a-pages.prompt.ts"
import { askObject, inputsOf } from "./shared/clients.ts"
import { linkedFile } from "./shared/linked.ts"
import { runWritten } from "./shared/written.ts"
import { origin, parseArtefact, renderArtefact } from "./shared/yaml.ts"

export const pagesPath = "pages.yaml"

/** Writes `pages.yaml`. */
export const takeInventory = Effect.fn("takeInventory")(function*(
  { backend: { openapi }, prd }: { readonly prd: Prd; readonly backend: Backend }
): Effect.fn.Return<Pages, DpgError, LanguageModel.LanguageModel | AppConfig | RunStore | RunLog | Digest> {
  const { models: { detection: { id: modelId } } } = yield* AppConfig
  const step = "04a-pages"
  const heading = yield* origin(step, modelId)
  const link = (pages: Pages) => linkPages(pages, prd, openapi)
  return yield* runWritten({
    step,
    page: "",
    name: step,
    inputs: yield* inputsOf(step, modelId, pagesPrompt(prd, openapi), Pages),
    modelId,
    path: pagesPath,
    prompt: (former?: Pages) => pagesPrompt(prd, openapi, former),
    ask: askObject(modelId, "pages", Pages, 0),
    schema: Pages,
    link: (pages, former) => [...link(pages), ...(former === undefined ? [] : linkFormerPages(pages, former))],
    files: (pages) => [{ path: pagesPath, content: renderArtefact(Pages, pages, heading) }],
    parse: (text) => parseArtefact(Pages, pagesPath, text),
    read: linkedFile(pagesPath, link)
  })
})
