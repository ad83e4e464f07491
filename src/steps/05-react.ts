/** Step 05: the component of each page, and the app around them. */
import { Effect, Result } from "effect"
import type * as LanguageModel from "effect/ai/LanguageModel"
import type { Digest } from "effect/crypto/Digest"
import { allowedImports } from "../codegen/app/allowedImports.ts"
import { type AppInput, generateApp } from "../codegen/app/generateApp.ts"
import { pageComponentName, pageModulePath, pageSkeleton } from "../codegen/app/pageSkeleton.ts"
import { checkComponent } from "../codegen/check/index.ts"
import type { ConflictPlace, DpgError } from "../domain/Errors.ts"
import type { Finding } from "../domain/Finding.ts"
import { finding } from "../domain/link/report.ts"
import type { PageIr } from "../domain/PageIr.ts"
import { AppConfig } from "../layers/AppConfig.ts"
import type { RunLog } from "../layers/RunLog.ts"
import type { RunStore } from "../layers/RunStore.ts"
import type { PageInput } from "./04b-ir.ts"
import { reactPrompt, sharedDocuments } from "./05-react.prompt.ts"
import { codeOf } from "./shared/answer.ts"
import { askText, inputsOf } from "./shared/clients.ts"
import { askUntilUsable } from "./shared/conversation.ts"
import { formerOf } from "./shared/former.ts"
import { linked } from "./shared/linked.ts"
import { fileOf, keepSkeleton, remakeUnit, runUnit } from "./shared/unit.ts"

/** Where the app is in the output folder. */
export const appFolder = "app"

/** What a page's module is written from. */
export type PageModuleInput = PageInput & { readonly ir: PageIr }

/** What becomes of conflicts with a person's edits: no later step reads the app, so that they need not stop the run. */
type OnConflict = (places: ReadonlyArray<ConflictPlace>) => void

/** Writes a page's module into the app, and gives its source. */
export const writePage = Effect.fn("writePage")(function*(
  input: PageModuleInput,
  onConflict?: OnConflict
): Effect.fn.Return<string, DpgError, LanguageModel.LanguageModel | AppConfig | RunStore | RunLog | Digest> {
  const { path, question, skeleton, unit } = yield* pageUnit(input)
  const { backend: { openapi }, ir } = input
  return yield* runUnit({
    ...unit,
    make: Effect.gen(function*() {
      const former = yield* formerOf(unit.name, path, Effect.succeed)
      const prompt = former === undefined ? question.prompt : reactPrompt({ openapi, ir, skeleton, former })
      const source = yield* askUntilUsable({ ...question, prompt })
      return [{ path, content: source }]
    }),
    read: (files) => Effect.succeed(fileOf(files, path)),
    ...(onConflict !== undefined && { onConflict })
  })
})

/**
 * Has a page's module mended: the conversation it was written in goes on with what was found in it since. It takes its
 * place under the same fingerprint, so that the next run reuses it. Gives the new source; one that is the same will not do.
 */
export const mendPage = Effect.fn("mendPage")(function*(
  input: PageModuleInput,
  module: string,
  findings: ReadonlyArray<Finding>,
  onConflict?: OnConflict
): Effect.fn.Return<string, DpgError, LanguageModel.LanguageModel | AppConfig | RunStore | RunLog | Digest> {
  const { path, question, unit } = yield* pageUnit(input)
  const changed = (source: string) =>
    source.trim() === module.trim()
      ? Result.fail([finding("unchanged", "module", "this is the module as it was; mend what was found in it")])
      : Result.succeed(source)
  return yield* remakeUnit({
    ...unit,
    make: Effect.map(
      askUntilUsable({
        ...question,
        read: (answer) => Result.flatMap(question.read(answer), changed),
        begun: { answer: fenced(module), findings }
      }),
      (content) => [{ path, content }]
    ),
    read: (files) => Effect.succeed(fileOf(files, path)),
    ...(onConflict !== undefined && { onConflict })
  })
})

/** Puts a page's module back to what it was before it was mended. */
export const restorePage = Effect.fn("restorePage")(function*(
  input: PageModuleInput,
  module: string
): Effect.fn.Return<void, DpgError, AppConfig | RunStore | RunLog | Digest> {
  const { path, unit } = yield* pageUnit(input)
  yield* remakeUnit({ ...unit, make: Effect.succeed([{ path, content: module }]), read: () => Effect.void })
})

/** A module as a model answers it. */
const fenced = (module: string): string => `\`\`\`tsx\n${module.trimEnd()}\n\`\`\``

/** Writes a page's skeleton as its module, in the place of an answer that would do. */
export const writeSkeleton = Effect.fn("writeSkeleton")(function*(
  input: PageModuleInput,
  findings: ReadonlyArray<string>
): Effect.fn.Return<string, DpgError, AppConfig | RunStore | RunLog | Digest> {
  const { path, skeleton, unit } = yield* pageUnit(input)
  const files = yield* keepSkeleton(unit, [{ path, content: skeleton }], findings)
  return fileOf(files, path)
})

/** A page's module as a unit of work: where it goes, what it depends on, and what is asked of a model for it. */
export const pageUnit = Effect.fnUntraced(function*({ backend, ir, page, pages, prd }: PageModuleInput) {
  const { models: { react: { id: modelId } } } = yield* AppConfig
  const step = "05-react" as const
  const skeleton = pageSkeleton(ir, { prd, backend, pages })
  const { openapi } = backend
  const prompt = reactPrompt({ openapi, ir, skeleton })
  const context = { componentName: pageComponentName(page.id), allowedImports, openapi, skeleton }
  return {
    path: `${appFolder}/${pageModulePath(page.id)}`,
    skeleton,
    unit: { step, page: page.id, name: `${step}/${page.id}`, inputs: yield* inputsOf(step, modelId, prompt) },
    question: {
      step,
      page: page.id,
      modelId,
      prompt,
      ask: askText(modelId, sharedDocuments),
      read: (answer: string) => linked((source: string) => checkComponent(source, context))(codeOf(answer)),
      extension: "tsx" as const
    }
  }
})

/** Writes everything of the app but its pages; gives the paths of all its files. */
export const writeApp = Effect.fn("writeApp")(function*(
  input: AppInput,
  onConflict?: OnConflict
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
    inputs: [
      { name: "step", text: step },
      ...files.map(({ content, path }) => ({ name: path, text: `${path}\n${content}` }))
    ],
    make: Effect.succeed(files),
    read: () => Effect.void,
    ...(onConflict !== undefined && { onConflict })
  })
  return all.map(({ path }) => `${appFolder}/${path}`)
})
