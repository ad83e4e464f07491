/** `report.html`: how a product was made and whether it passes, for a person. A view; nothing reads it. */
import { Effect, Option } from "effect"
import type { Digest } from "effect/crypto/Digest"
import type { StoreError } from "../domain/Errors.ts"
import { parseLog, type RunOfLog, runsOf } from "../domain/RunSummary.ts"
import type { Verification } from "../domain/Verification.ts"
import type { RunLog } from "../layers/RunLog.ts"
import { RunStore } from "../layers/RunStore.ts"
import { prdPath } from "./02-prd.ts"
import { renderReport } from "./report.view.ts"
import { writeView } from "./shared/view.ts"

/** Where the report is in the output folder. */
export const reportPath = "report.html"

const views = [
  { path: "prd.md", title: "What is to be built" },
  { path: "ir/wireframes.html", title: "Wireframes" },
  { path: "trace.html", title: "What became of the brief" }
]

/** Where `dpg verify` keeps what it found. */
export const verificationPath = ".dpg/verify.json"

/**
 * Writes the report from the run's own log and manifest.
 * @param verification - what the gates found; none where they have not been asked since the run
 */
export const writeReport = Effect.fn("writeReport")(function*(
  verification: Option.Option<Verification>
): Effect.fn.Return<void, StoreError, RunStore | RunLog | Digest> {
  const store = yield* RunStore
  const text = (path: string) => Effect.map(store.read(path), Option.getOrElse(() => ""))
  const runs = runsOf(parseLog(yield* text(".dpg/run.ndjson")))
  const skeletons = [...yield* store.units].flatMap(([name, { skeleton }]) =>
    skeleton === true ? [name.slice(name.indexOf("/") + 1)] : []
  )
  const fallen = [...new Set(skeletons)].map((page) => ({ page, why: whyFallen(runs, page) }))
  const there = yield* Effect.filter(views, ({ path }) => Effect.map(store.read(path), Option.isSome))
  const title = /^title: (.*)$/m.exec(yield* text(prdPath))?.[1]?.replace(/^["']|["']$/g, "") ?? "Product"
  yield* writeView("report", [{
    path: reportPath,
    content: renderReport({ title, runs, fallen, verification, views: there })
  }])
})

const whyFallen = (runs: ReadonlyArray<RunOfLog>, page: string): string => {
  const fell = runs.flatMap(({ events }) => events)
    .findLast((event) => event._tag === "PageFellBack" && event.page === page)
  return fell?._tag === "PageFellBack" ? fell.findings[0] ?? "" : ""
}
