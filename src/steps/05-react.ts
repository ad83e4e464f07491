/** Step 05: the component of each page, and the app around them. */
import { Effect } from "effect"
import type * as LanguageModel from "effect/ai/LanguageModel"
import type { Digest } from "effect/crypto/Digest"
import { allowedImports } from "../codegen/app/allowedImports.ts"
import { type AppInput, generateApp } from "../codegen/app/generateApp.ts"
import { pageComponentName, pageModulePath, pageSkeleton } from "../codegen/app/pageSkeleton.ts"
import { checkComponent } from "../codegen/check/index.ts"
import type { DpgError } from "../domain/Errors.ts"
import type { PageIr } from "../domain/PageIr.ts"
import { AppConfig } from "../layers/AppConfig.ts"
import type { RunLog } from "../layers/RunLog.ts"
import type { RunStore } from "../layers/RunStore.ts"
import type { PageInput } from "./04b-ir.ts"
import { reactPrompt, sharedDocuments } from "./05-react.prompt.ts"
import { codeOf } from "./shared/answer.ts"
import { askText, inputsOf } from "./shared/clients.ts"
import { askUntilUsable } from "./shared/conversation.ts"
import { linked } from "./shared/linked.ts"
import { fileOf, runUnit } from "./shared/unit.ts"

/** Where the app is in the output folder. */
const appFolder = "app"

/** Writes a page's module into the app, and gives its source. */
export const writePage = Effect.fn("writePage")(function*(
  { backend, ir, page, pages, prd }: PageInput & { readonly ir: PageIr }
): Effect.fn.Return<string, DpgError, LanguageModel.LanguageModel | AppConfig | RunStore | RunLog | Digest> {
  const { models: { react: { id: modelId } } } = yield* AppConfig
  const step = "05-react"
  const path = `${appFolder}/${pageModulePath(page.id)}`
  const skeleton = pageSkeleton(ir, { prd, backend, pages })
  const prompt = reactPrompt({ openapi: backend.openapi, ir, skeleton })
  const context = {
    componentName: pageComponentName(page.id),
    allowedImports,
    openapi: backend.openapi,
    skeleton
  }
  return yield* runUnit({
    step,
    page: page.id,
    name: `${step}/${page.id}`,
    inputs: yield* inputsOf(step, modelId, prompt),
    make: Effect.map(
      askUntilUsable({
        step,
        page: page.id,
        modelId,
        prompt,
        ask: askText(modelId, sharedDocuments),
        read: (answer) => linked((source: string) => checkComponent(source, context))(codeOf(answer)),
        extension: "tsx"
      }),
      (source) => [{ path, content: source }]
    ),
    read: (files) => Effect.succeed(fileOf(files, path))
  })
})

/** Writes everything of the app but its pages; gives the paths of all its files. */
export const writeApp = Effect.fn("writeApp")(function*(
  input: AppInput
): Effect.fn.Return<ReadonlyArray<string>, DpgError, RunStore | RunLog | Digest> {
  const step = "05-react"
  const modules = new Set(input.pages.pages.map(({ id }) => pageModulePath(id)))
  const all = generateApp(input)
  const files = all
    .filter(({ path }) => !modules.has(path))
    .map(({ content, path }) => ({ path: `${appFolder}/${path}`, content }))
  yield* runUnit({
    step,
    page: "",
    name: step,
    // Made without a model: what it comes to is what it depends on.
    inputs: [step, ...files.flatMap(({ content, path }) => [path, content])],
    make: Effect.succeed(files),
    read: () => Effect.void
  })
  return all.map(({ path }) => `${appFolder}/${path}`)
})
