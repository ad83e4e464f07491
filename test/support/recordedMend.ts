/** A page that a model got wrong in a way that only the compiler sees, as `dpg verify` finds it and `dpg mend` has it mended. */
import { Effect, Option, Schema } from "effect"
import { Verification } from "../../src/domain/Verification.ts"
import { RunStore } from "../../src/layers/RunStore.ts"
import { mendProduct } from "../../src/steps/mend/mend.ts"
import { verificationPath } from "../../src/steps/report.ts"
import { productFingerprint } from "../../src/steps/verify/fingerprint.ts"
import { gate } from "../../src/steps/verify/gate.ts"
import { readProduct } from "../../src/steps/verify/product.ts"
import { script } from "../../src/steps/verify/tools.ts"

/**
 * Puts the fault into a page's module as if its model had answered so, has the compiler look, and mends what it finds.
 * @param fault - from the right module to the wrong one
 */
export const mendAfter = Effect.fnUntraced(function*(page: string, path: string, fault: (module: string) => string) {
  const store = yield* RunStore
  const unit = `05-react/${page}`
  const { fingerprint = "", inputs = {} } = (yield* store.units).get(unit) ?? {}
  const module = Option.getOrElse(yield* store.read(path), () => "")
  yield* store.commit(unit, fingerprint, [{ path, content: fault(module) }], { inputs })

  const types = yield* gate("types", script(yield* readProduct, "typecheck", "tsc, strict"))
  const verification: Verification = {
    version: 1,
    at: "2026-11-22T18:00:00.000Z",
    durationMillis: types.durationMillis,
    product: yield* productFingerprint,
    operations: 0,
    routes: 0,
    gates: [types],
    pages: []
  }
  yield* store.keep(verificationPath, yield* Effect.orDie(encode(verification)))
  return { types, mending: yield* mendProduct() }
})

const encode = Schema.encodeEffect(Schema.fromJsonString(Verification))
