/** What the next run would make anew: the pipeline over a `RunStore` that writes nothing and clients that ask nobody. */
// @effect-diagnostics strictEffectProvide:off - the store that writes nothing is what makes a run a look
import { Effect, Layer, Option, Result, Stream } from "effect"
import * as LanguageModel from "effect/ai/LanguageModel"
import type { Digest } from "effect/crypto/Digest"
import type { Brief, BriefImage } from "../domain/Brief.ts"
import { type DpgError, ProductNotFound } from "../domain/Errors.ts"
import { type RunStarted } from "../domain/RunEvent.ts"
import { parseLog } from "../domain/RunSummary.ts"
import { StandIn } from "../domain/StandIn.ts"
import { statusOfAll, type UnitStatus } from "../domain/Status.ts"
import type { AppConfig } from "../layers/AppConfig.ts"
import { Progress } from "../layers/Progress.ts"
import { RawClient } from "../layers/RawClient.ts"
import type { RunFolder } from "../layers/RunFolder.ts"
import { RunLog } from "../layers/RunLog.ts"
import { RunPlan } from "../layers/RunPlan.ts"
import { RunStore } from "../layers/RunStore.ts"
import { briefPath } from "./01-ingest.ts"
import { pipeline } from "./pipeline.ts"

export type LastRun = typeof RunStarted.Type

/** How the last run in a folder was started, from its log; mending is no run of a brief. */
export const lastRunIn = (log: string): LastRun | undefined =>
  parseLog(log).findLast((event): event is LastRun => event._tag === "RunStarted" && event.purpose === undefined)

export interface StatusOptions {
  /** The brief that a run would be given; none for the one the folder has. */
  readonly brief: Option.Option<Brief>
  /** Pictures of the last run, where the brief is the one the folder has. */
  readonly images?: ReadonlyArray<BriefImage>
}

/** Every unit of work with its state, in the order of a run. Asks no model and writes nothing. */
export const productStatus = Effect.fn("productStatus")(function*(
  { brief, images = [] }: StatusOptions
): Effect.fn.Return<ReadonlyArray<UnitStatus>, DpgError, AppConfig | RunFolder | Digest> {
  const work = Effect.gen(function*() {
    const store = yield* RunStore
    const plan = yield* RunPlan
    const kept = yield* store.read(briefPath)
    if (Option.isNone(kept)) {
      return yield* new ProductNotFound({ directory: store.directory, reason: `${briefPath} is not there` })
    }
    const text = kept.value.trim()
    const given = Option.getOrElse(
      brief,
      (): Brief => ({
        title: "Brief",
        text: text === "" ? "-" : text,
        sources: [{ name: briefPath, bytes: 0 }],
        images
      })
    )
    const units = yield* store.units
    // As the last run: by the models, by the offline rules or by a recording.
    const standIn = units.get("02-prd")?.standIn ?? ""
    const outcome = yield* pipeline({ brief: given }).pipe(Effect.provideService(StandIn, standIn), Effect.result)
    const looked = yield* plan.looked
    const failure = Result.isFailure(outcome) ? outcome.failure : undefined
    const invalid = failure?._tag === "ArtefactInvalid" ? `${failure.path}, which is not valid (\`dpg check\`)` : ""
    if (failure !== undefined && failure._tag !== "ArtefactStale" && failure._tag !== "ArtefactInvalid") {
      return yield* failure
    }
    const pages = pagesOf(looked.map(({ unit }) => unit))
    return statusOfAll(looked, pages.length > 0 ? pages : pagesOf([...units.keys()]), invalid)
  })
  return yield* Effect.provide(
    work,
    Layer.mergeAll(RunPlan.layer(Option.isNone(brief) ? ["01-ingest"] : []), nobody, silent)
  )
})

const pagesOf = (units: ReadonlyArray<string>): ReadonlyArray<string> =>
  units.flatMap((unit) => unit.startsWith("04b-ir/") ? [unit.slice("04b-ir/".length)] : [])

/** Clients that are never asked: a unit that has to be made stops before them. */
const nobody = Layer.mergeAll(
  Layer.succeed(RawClient, { invoke: () => Effect.die(asked), invokeOnce: () => Effect.die(asked) }),
  Layer.effect(
    LanguageModel.LanguageModel,
    LanguageModel.make({ generateText: () => Effect.die(asked), streamText: () => Stream.die(asked) })
  )
)

const asked = "a look at what a run would do asks no model"

const silent = RunLog.layerMemory.pipe(Layer.provide(Progress.layerSilent))
