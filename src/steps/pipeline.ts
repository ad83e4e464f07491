/** All steps, from a brief to an app. */
import { Effect, Option, Result } from "effect"
import type * as LanguageModel from "effect/ai/LanguageModel"
import type { Digest } from "effect/crypto/Digest"
import type { Brief } from "../domain/Brief.ts"
import type { DpgError } from "../domain/Errors.ts"
import type { PageIr } from "../domain/PageIr.ts"
import { Policy } from "../domain/Policy.ts"
import { StandIn } from "../domain/StandIn.ts"
import { type StepId, stepIds } from "../domain/Step.ts"
import type { AppConfig } from "../layers/AppConfig.ts"
import type { RawClient } from "../layers/RawClient.ts"
import { RunLog } from "../layers/RunLog.ts"
import { RunStore } from "../layers/RunStore.ts"
import { briefPath, keepBrief } from "./01-ingest.ts"
import { prdPath, prdViewPath, writePrd } from "./02-prd.ts"
import { designBackend, openApiPath, sqlPath } from "./03-backend.ts"
import { pagesPath, takeInventory } from "./04a-pages.ts"
import { appIrPath, describePage, irPath, type PageInput } from "./04b-ir.ts"
import { renderAppIr } from "./04b-ir.view.ts"
import { writeApp, writePage } from "./05-react.ts"
import { writeView } from "./shared/view.ts"

/** What the steps ask for. */
export type StepServices = RawClient | LanguageModel.LanguageModel | AppConfig | RunStore | RunLog | Digest

export interface PipelineOptions {
  readonly brief: Brief
  /** The last step to take; all of them where there is none. */
  readonly until?: Option.Option<StepId>
}

/** What a run leaves in the output folder. */
export interface Product {
  /** Ids of the pages, in the order of the inventory; `[]` where the run ended before it. */
  readonly pages: ReadonlyArray<string>
  /** Paths made or reused, relative to the output folder. */
  readonly files: ReadonlyArray<string>
}

/**
 * Runs the steps in order, and the pages side by side (`Policy.concurrency`): a page goes on to step 05 as soon as its own
 * IR is linked. Where a page fails the others are finished first, so that what was paid for is kept; then the run fails
 * with the first page's error.
 *
 * 04a comes after 03, not beside it: its inventory names operations, and a linker holds it to those there are. Bound to
 * the operations afterwards instead, it would need another call of a model, or a guess.
 */
export const pipeline = Effect.fn("pipeline")(function*(
  options: PipelineOptions
): Effect.fn.Return<Product, DpgError, StepServices> {
  const last = stepIds.indexOf(Option.getOrElse(options.until ?? Option.none(), (): StepId => "05-react"))
  const goesOnTo = (step: StepId) => stepIds.indexOf(step) <= last
  const files: Array<string> = [briefPath]

  const brief = yield* keepBrief(options.brief)
  if (!goesOnTo("02-prd")) return { pages: [], files }

  const prd = yield* writePrd(brief)
  files.push(prdPath, prdViewPath)
  if (!goesOnTo("03-backend")) return { pages: [], files }

  const backend = yield* designBackend(prd)
  files.push(openApiPath, sqlPath)
  if (!goesOnTo("04a-pages")) return { pages: [], files }

  const pages = yield* takeInventory({ prd, backend })
  const pageIds = pages.pages.map(({ id }) => id)
  const log = yield* RunLog
  yield* log.record({ _tag: "PagesCounted", pages: pageIds })
  files.push(pagesPath)
  if (!goesOnTo("04b-ir")) return { pages: pageIds, files }

  const { concurrency } = yield* Policy
  const made = yield* Effect.forEach(
    pages.pages,
    (page) => Effect.result(makePage({ prd, backend, pages, page }, goesOnTo("05-react"))),
    { concurrency }
  )
  const done = yield* Effect.fromResult(Result.all(made))
  const irs = done.map(({ ir }) => ir)
  yield* writeView("04b-ir", [{ path: appIrPath, content: renderAppIr(prd, pages, irs, yield* StandIn) }])
  yield* dropPages("04b-ir", pageIds)
  files.push(...pageIds.map(irPath), appIrPath)
  if (!goesOnTo("05-react")) return { pages: pageIds, files }

  const components = new Map(done.map(({ component, pageId }) => [pageId, component]))
  const app = yield* writeApp({ prd, backend, pages, irs, components })
  yield* dropPages("05-react", pageIds)
  return { pages: pageIds, files: [...files, ...app] }
})

/** Removes what a step made for pages that are no longer in the inventory. What a person changed stays, with a warning. */
const dropPages = Effect.fnUntraced(function*(step: StepId, pageIds: ReadonlyArray<string>): Effect.fn.Return<
  void,
  DpgError,
  RunStore | RunLog
> {
  const store = yield* RunStore
  const log = yield* RunLog
  const kept = yield* store.prune(`${step}/`, pageIds.map((id) => `${step}/${id}`))
  yield* Effect.forEach(kept, (path) =>
    log.record({
      _tag: "Warning",
      message: `${path} is of a page that ${pagesPath} no longer has; it was changed by hand and left as it is`
    }))
})

/** A page from its entry in the inventory to its module; the module is `""` where the run ends before it. */
const makePage = Effect.fnUntraced(function*(input: PageInput, withComponent: boolean): Effect.fn.Return<
  { readonly pageId: string; readonly ir: PageIr; readonly component: string },
  DpgError,
  StepServices
> {
  const ir = yield* describePage(input)
  return { pageId: input.page.id, ir, component: withComponent ? yield* writePage({ ...input, ir }) : "" }
})
