/** Mending what `dpg verify` found in pages: each goes back to the model that wrote it, then compiler and linter look again. */
import { Effect, type FileSystem, type Path, Result } from "effect"
import type * as LanguageModel from "effect/ai/LanguageModel"
import type { Digest } from "effect/crypto/Digest"
import { type ConflictPlace, type DpgError, MendIncomplete, MergeConflict } from "../../domain/Errors.ts"
import type { Finding } from "../../domain/Finding.ts"
import { gatesOf, type Left, type Mending } from "../../domain/Mending.ts"
import { Policy } from "../../domain/Policy.ts"
import type { GateResult } from "../../domain/Verification.ts"
import { attribute, type Attributed } from "../../domain/verify/attribute.ts"
import type { AppConfig } from "../../layers/AppConfig.ts"
import type { Npm } from "../../layers/Npm.ts"
import type { RunFolder } from "../../layers/RunFolder.ts"
import { RunLog } from "../../layers/RunLog.ts"
import type { RunStore } from "../../layers/RunStore.ts"
import { mendPage, restorePage } from "../05-react.ts"
import { orFindings } from "../shared/orFindings.ts"
import { gate } from "../verify/gate.ts"
import type { ProductOnDisk } from "../verify/product.ts"
import { install, script } from "../verify/tools.ts"
import { type MendPlan, type PageToMend, planMend } from "./plan.ts"

/** What mending asks for. */
export type MendServices =
  | LanguageModel.LanguageModel
  | AppConfig
  | Npm
  | RunFolder
  | RunStore
  | RunLog
  | Digest
  | FileSystem.FileSystem
  | Path.Path

/** What is left where no model is asked. */
export const leftOf = ({ left, others }: MendPlan): Mending => ({ mended: [], left, others })

/**
 * Asks for each page that can be mended, `Policy.concurrency` at a time, then runs the compiler and the linter over the app.
 * What they still find in these pages goes back, at most `Policy.repairRounds` times. A page that is worse in the end is put
 * back. Fails as a run does where a model cannot be asked, once the other pages are through.
 */
export const mendProduct = Effect.fn("mendProduct")(function*(): Effect.fn.Return<Mending, DpgError, MendServices> {
  const log = yield* RunLog
  const { repairRounds } = yield* Policy
  // Read again, now that the folder is locked.
  const { left, modules, others, pages, product } = yield* planMend()
  const sources = new Map(pages.map(({ input, module }) => [input.page.id, module]))
  const failed = new Map<string, Left>()
  let open: ReadonlyArray<PageToMend> = pages
  let found: Attributed | undefined
  for (let round = 0; open.length > 0; round++) {
    const answered = yield* askAll(open)
    for (const { page, result } of answered) {
      if (Result.isSuccess(result)) sources.set(page.input.page.id, result.success)
      else failed.set(page.input.page.id, leftAs(page, result.failure))
    }
    if (answered.every(({ result }) => Result.isFailure(result))) break
    const now = found = attribute(yield* quickGates(product), modules)
    open = round >= repairRounds ? [] : pages.flatMap(({ input }): ReadonlyArray<PageToMend> => {
      const findings = now.pages.get(input.page.id)
      const module = sources.get(input.page.id) ?? ""
      return findings === undefined || failed.has(input.page.id) ? [] : [{ input, module, findings }]
    })
  }

  for (const { findings: before, input, module } of pages) {
    const { id } = input.page
    const findings = found?.pages.get(id) ?? []
    if (findings.length === 0 || sources.get(id) === module) continue
    const isBack = isWorse(before, findings)
    if (isBack) yield* restorePage(input, module)
    failed.set(id, isBack ? { page: id, why: putBack, findings: before } : { page: id, why: notWhole, findings })
  }
  const known = new Set([...pages.map(({ input }) => input.page.id), ...left.map(({ page }) => page)])
  const newly = [...found?.pages ?? []].flatMap(([page, findings]) =>
    known.has(page) ? [] : [{ page, why: "it was found only now", findings }]
  )
  const mending: Mending = {
    mended: pages.map(({ input }) => input.page.id).filter((id) => !failed.has(id)),
    left: [...left, ...failed.values(), ...newly],
    // What compiler and linter say now takes the place of what they said then.
    others: found === undefined ? others : [
      ...others.filter(({ finding, gate }) => !isQuick(gate) && !isOfCompiler(finding)),
      ...found.others
    ]
  }
  yield* log.record({ _tag: "Mended", ...mending })
  return mending
})

/** Fails where something of what was found is left. */
export const mended = (directory: string, mending: Mending): Effect.Effect<void, MendIncomplete> => {
  const pages = mending.left.map(({ page }) => page)
  const gates = gatesOf(mending)
  return pages.length + gates.length === 0
    ? Effect.void
    : Effect.fail(new MendIncomplete({ directory, pages: [...new Set(pages)], gates }))
}

const notWhole = "something is still found in it"
const putBack = "what a model made of it had new faults: it is as it was before"

/** Each page goes to the model; what is wrong with its answers is told, other failures wait until all are through. */
const askAll = Effect.fnUntraced(function*(pages: ReadonlyArray<PageToMend>) {
  const { concurrency } = yield* Policy
  const conflicts: Array<ConflictPlace> = []
  const asked = yield* Effect.forEach(
    pages,
    (page) =>
      mendPage(page.input, page.module, page.findings, (places) => void conflicts.push(...places)).pipe(
        orFindings,
        Effect.map((result) => ({ page, result })),
        Effect.result
      ),
    { concurrency }
  )
  const done = yield* Effect.fromResult(Result.all(asked))
  return conflicts.length > 0 ? yield* new MergeConflict({ places: conflicts }) : done
})

const leftAs = ({ findings, input }: PageToMend, [first]: ReadonlyArray<string>): Left => ({
  page: input.page.id,
  why: `no answer would do, so that it is as it was (${first ?? "nothing was answered"})`,
  findings
})

/** What tells soon whether a page is whole: the compiler and the linter. */
const quickGates = Effect.fnUntraced(function*(product: ProductOnDisk) {
  const installed = yield* install(product)
  const packages: ReadonlyArray<GateResult> = installed.status === "passed"
    ? []
    : [yield* gate("install", Effect.succeed(installed))]
  return packages.length > 0 ? packages : [
    yield* gate("types", script(product, "typecheck", "tsc, strict")),
    yield* gate("lint", script(product, "lint", "no error, no warning"))
  ]
})

const isQuick = (gate: GateResult["id"]): boolean => gate === "types" || gate === "lint" || gate === "install"

const isOfCompiler = ({ rule }: Finding): boolean => /^TS\d+$/.test(rule)

/** Whether the compiler refuses it now and did not before. */
const isWorse = (before: ReadonlyArray<Finding>, now: ReadonlyArray<Finding>): boolean =>
  now.some(isOfCompiler) && !before.some(isOfCompiler)
