/** All gates of a product, from its packages to the browser. */
import { Clock, DateTime, Effect, type FileSystem, Option, type Path, Schema } from "effect"
import type { Digest } from "effect/crypto/Digest"
import { type DpgError, VerificationFailed } from "../../domain/Errors.ts"
import { operations } from "../../domain/OpenApi.ts"
import { gateIds, type GateResult, skipped, Verification } from "../../domain/Verification.ts"
import type { AppServer } from "../../layers/AppServer.ts"
import type { Browser } from "../../layers/Browser.ts"
import type { ContractChecks } from "../../layers/ContractChecks.ts"
import type { Npm } from "../../layers/Npm.ts"
import { RunFolder } from "../../layers/RunFolder.ts"
import type { RunLog } from "../../layers/RunLog.ts"
import { RunStore } from "../../layers/RunStore.ts"
import { verificationPath, writeReport } from "../report.ts"
import { browse, skipAll } from "./browser.ts"
import * as contract from "./contract.ts"
import { productFingerprint } from "./fingerprint.ts"
import { gate, report } from "./gate.ts"
import { readProduct } from "./product.ts"
import { removeStale } from "./screens.ts"
import { install, judgeSizes, measure, script, types } from "./tools.ts"

/** What the gates ask for. */
export type VerifyServices =
  | AppServer
  | Browser
  | ContractChecks
  | Npm
  | RunFolder
  | FileSystem.FileSystem
  | Path.Path

/**
 * Runs every gate, each telling `GateWatch` when it is through. A gate that finds something stops no other, but where the
 * packages or the build are missing what needs them is skipped.
 * @param chromium - the browser's program; searched for otherwise
 */
const verify = Effect.fn("verify")(function*(
  chromium: Option.Option<string>
): Effect.fn.Return<Verification, DpgError, VerifyServices> {
  const since = yield* Clock.currentTimeMillis
  const product = yield* readProduct
  const contracts = Effect.all([gate("openapi", contract.openapi(product)), gate("sql", contract.sql(product))])

  const installed = yield* gate("install", install(product))
  const tools = installed.status === "passed"
    ? Effect.gen(function*() {
      const built = yield* gate(
        "build",
        Effect.gen(function*() {
          const outcome = yield* script(product, "build", "")
          return outcome.status === "passed" ? judgeSizes(yield* measure(product)) : outcome
        })
      )
      const typed = yield* gate("types", types(product, built))
      const lint = yield* gate("lint", script(product, "lint", "no error, no warning"))
      const tests = yield* gate("tests", script(product, "test", "npm test"))
      return [typed, lint, built, tests]
    })
    : Effect.forEach(
      ["types", "lint", "build", "tests"] as const,
      (id) => report(id, skipped("the packages are not installed"), 0)
    )
  const [made, contractual] = yield* Effect.all([tools, contracts], { concurrency: 2 })

  const isBuilt = made.some(({ id, status }) => id === "build" && status === "passed")
  const seen = isBuilt ? yield* browse(product, chromium) : yield* skipAll("the app is not built")
  const gates: ReadonlyArray<GateResult> = [installed, ...made, ...contractual, ...seen.gates]
  const sizes = isBuilt ? yield* measure(product) : undefined
  return {
    version: 1,
    at: DateTime.formatIso(yield* DateTime.now),
    durationMillis: (yield* Clock.currentTimeMillis) - since,
    operations: operations(product.openapi).length,
    routes: product.pages.length,
    gates: gateIds.flatMap((id) => gates.filter((one) => one.id === id)),
    ...(sizes === undefined ? {} : { sizes }),
    pages: seen.pages
  }
})

/** The same, with what was found kept in `.dpg/verify.json` and shown in `report.html`. */
export const verifyProduct = Effect.fn("verifyProduct")(function*(
  chromium: Option.Option<string>
): Effect.fn.Return<Verification, DpgError, VerifyServices | RunStore | RunLog | Digest> {
  // Looked for before anything is written, so that no folder is made where there is no product.
  yield* readProduct
  const folder = yield* RunFolder
  yield* folder.open
  const before = yield* productFingerprint
  const verification: Verification = { ...yield* verify(chromium), product: before }
  const store = yield* RunStore
  yield* removeStale(verification.pages)
  yield* store.keep(verificationPath, `${yield* Effect.orDie(encode(verification))}\n`)
  yield* writeReport(Option.some(verification))
  return verification
})

/** A gate that found something is a failure of the whole. */
export const passed = (directory: string, { gates }: Verification): Effect.Effect<void, VerificationFailed> => {
  const failed = gates.filter(({ status }) => status === "failed").map(({ title }) => title)
  return failed.length === 0 ? Effect.void : Effect.fail(new VerificationFailed({ directory, gates: failed }))
}

const encode = Schema.encodeEffect(Schema.fromJsonString(Verification, { space: 2 }))
