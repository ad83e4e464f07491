/** Step 04a: the inventory of pages. */
import { Effect, Result } from "effect"
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
import { decodeJson } from "./shared/answer.ts"
import { askObject, inputsOf } from "./shared/clients.ts"
import { askUntilUsable } from "./shared/conversation.ts"
import { formerOf } from "./shared/former.ts"
import { linked, linkedFile } from "./shared/linked.ts"
import { fileOf, runUnit } from "./shared/unit.ts"
import { origin, parseArtefact, renderArtefact } from "./shared/yaml.ts"

export const pagesPath = "pages.yaml"

/** Writes `pages.yaml`. */
export const takeInventory = Effect.fn("takeInventory")(function*(
  { backend: { openapi }, prd }: { readonly prd: Prd; readonly backend: Backend }
): Effect.fn.Return<Pages, DpgError, LanguageModel.LanguageModel | AppConfig | RunStore | RunLog | Digest> {
  const { models: { detection: { id: modelId } } } = yield* AppConfig
  const step = "04a-pages"
  const prompt = pagesPrompt(prd, openapi)
  const heading = yield* origin(step, modelId)
  const link = (pages: Pages) => linkPages(pages, prd, openapi)
  return yield* runUnit({
    step,
    page: "",
    name: step,
    inputs: yield* inputsOf(step, modelId, prompt, Pages),
    make: Effect.gen(function*() {
      const former = yield* formerOf(step, pagesPath, (text) => parseArtefact(Pages, pagesPath, text))
      const pages = yield* askUntilUsable({
        step,
        page: "",
        modelId,
        prompt: pagesPrompt(prd, openapi, former),
        ask: askObject(modelId, "pages", Pages, 0),
        read: (answer) =>
          Result.flatMap(
            decodeJson(Pages, answer),
            linked((pages) => [...link(pages), ...(former === undefined ? [] : linkFormerPages(pages, former))])
          ),
        extension: "json"
      })
      return [{ path: pagesPath, content: renderArtefact(Pages, pages, heading) }]
    }),
    read: (files) =>
      Effect.flatMap(parseArtefact(Pages, pagesPath, fileOf(files, pagesPath)), linkedFile(pagesPath, link))
  })
})
