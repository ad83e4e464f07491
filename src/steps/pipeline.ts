/** All steps, from a brief to an app. */
import { Effect, Option, Result } from "effect"
import type * as LanguageModel from "effect/ai/LanguageModel"
import type { Digest } from "effect/crypto/Digest"
import { renderTrace } from "../codegen/view/trace.ts"
import { renderWireframes } from "../codegen/view/wireframes.ts"
import type { Brief } from "../domain/Brief.ts"
import { BriefImages } from "../domain/BriefImages.ts"
import { type ConflictPlace, type DpgError, MergeConflict, PagesFellBack } from "../domain/Errors.ts"
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
import { appIrPath, describeBarely, describePage, irPath, type PageInput } from "./04b-ir.ts"
import { renderAppIr } from "./04b-ir.view.ts"
import { writeApp, writePage, writeSkeleton } from "./05-react.ts"
import { orFindings } from "./shared/orFindings.ts"
import { writeView } from "./shared/view.ts"

/** Views for people, to open in a browser. */
const wireframesPath = "ir/wireframes.html"
const tracePath = "trace.html"

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
  /** Pages that no answer of a model would do for: they are built from their skeletons, and marked so. */
  readonly fellBack: ReadonlyArray<FellBack>
  /** Where what dpg made and what a person edited do not fit together: both stand in the app's file, between marks. */
  readonly conflicts: ReadonlyArray<ConflictPlace>
}

/** Why a page is built from its skeleton. */
export interface FellBack {
  readonly step: StepId
  readonly page: string
  readonly findings: ReadonlyArray<string>
}

/** Fails where something of a product is left to do: with the conflicts first, since they keep the app from compiling. */
export const complete = ({ conflicts, fellBack }: Product): Effect.Effect<void, MergeConflict | PagesFellBack> => {
  if (conflicts.length > 0) return Effect.fail(new MergeConflict({ places: conflicts }))
  return fellBack.length > 0 ? Effect.fail(new PagesFellBack({ pages: fellBack })) : Effect.void
}

/**
 * Runs the steps in order, and the pages side by side (`Policy.concurrency`): a page goes on to step 05 as soon as its own
 * IR is linked. A page that no answer would do for is built from its skeleton. Where a page fails otherwise the others are
 * finished first, so that what was paid for is kept; then the run fails with the first page's error.
 *
 * Fails with `MergeConflict`, before anything is asked, as long as a conflict of an earlier run stands in a file.
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
  const conflicts: Array<ConflictPlace> = []
  const onConflict = (places: ReadonlyArray<ConflictPlace>) => void conflicts.push(...places)
  const whole = { fellBack: [], conflicts }

  const unsettled = yield* (yield* RunStore).unsettled
  if (unsettled.length > 0) return yield* new MergeConflict({ places: unsettled })

  const brief = yield* keepBrief(options.brief)
  if (!goesOnTo("02-prd")) return { pages: [], files, ...whole }

  const prd = yield* writePrd(brief)
  files.push(prdPath, prdViewPath)
  if (!goesOnTo("03-backend")) return { pages: [], files, ...whole }

  const backend = yield* designBackend(prd)
  files.push(openApiPath, sqlPath)
  if (!goesOnTo("04a-pages")) return { pages: [], files, ...whole }

  const pages = yield* takeInventory({ prd, backend })
  const pageIds = pages.pages.map(({ id }) => id)
  const log = yield* RunLog
  yield* log.record({ _tag: "PagesCounted", pages: pageIds })
  files.push(pagesPath)
  if (!goesOnTo("04b-ir")) return { pages: pageIds, files, ...whole }

  const { concurrency } = yield* Policy
  const made = yield* Effect.forEach(
    pages.pages,
    (page) => Effect.result(makePage({ prd, backend, pages, page }, goesOnTo("05-react"), onConflict)),
    { concurrency }
  )
  const done = yield* Effect.fromResult(Result.all(made))
  const irs = done.map(({ ir }) => ir)
  yield* writeView("04b-ir", [{ path: appIrPath, content: renderAppIr(prd, pages, irs, yield* StandIn) }])
  yield* writeView("04b-ir.wireframes", [
    { path: wireframesPath, content: renderWireframes({ prd, pages, irs, standIn: yield* StandIn }) }
  ])
  yield* dropPages("04b-ir", pageIds)
  files.push(...pageIds.map(irPath), appIrPath, wireframesPath)
  const fellBack = done.flatMap((page) => page.fellBack === undefined ? [] : [page.fellBack])
  if (!goesOnTo("05-react")) return { pages: pageIds, files, fellBack, conflicts }

  const components = new Map(done.map(({ component, pageId }) => [pageId, component]))
  const app = yield* writeApp({ prd, backend, pages, irs, components }, onConflict)
  yield* dropPages("05-react", pageIds)
  const skeletons = fellBack.map(({ page }) => page)
  const { openapi } = backend
  yield* writeView("trace", [{
    path: tracePath,
    content: renderTrace({ brief: brief.text, prd, openapi, pages, irs, skeletons, standIn: yield* StandIn })
  }])
  return { pages: pageIds, files: [...files, ...app, tracePath], fellBack, conflicts }
}, (effect, { brief }) => Effect.provideService(effect, BriefImages, brief.images ?? []))

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

interface MadePage {
  readonly pageId: string
  readonly ir: PageIr
  /** `""` where the run ends before it. */
  readonly component: string
  readonly fellBack: FellBack | undefined
}

/** A page from its entry in the inventory to its module. */
const makePage = Effect.fnUntraced(function*(
  input: PageInput,
  withComponent: boolean,
  onConflict: (places: ReadonlyArray<ConflictPlace>) => void
): Effect.fn.Return<MadePage, DpgError, StepServices> {
  const pageId = input.page.id
  const described = yield* orFindings(describePage(input))
  if (Result.isFailure(described)) {
    const fellBack: FellBack = { step: "04b-ir", page: pageId, findings: described.failure }
    const ir = yield* describeBarely(input, fellBack.findings)
    const component = withComponent ? yield* writeSkeleton({ ...input, ir }, fellBack.findings) : ""
    return { pageId, ir, component, fellBack }
  }
  const ir = described.success
  if (!withComponent) return { pageId, ir, component: "", fellBack: undefined }
  const written = yield* orFindings(writePage({ ...input, ir }, onConflict))
  if (Result.isSuccess(written)) return { pageId, ir, component: written.success, fellBack: undefined }
  const fellBack: FellBack = { step: "05-react", page: pageId, findings: written.failure }
  return { pageId, ir, component: yield* writeSkeleton({ ...input, ir }, fellBack.findings), fellBack }
})
