/** Whether a product is still the one that was looked at. */
import { Effect, Option } from "effect"
import type { Digest } from "effect/crypto/Digest"
import type { StoreError } from "../../domain/Errors.ts"
import { RunStore } from "../../layers/RunStore.ts"
import { reportPath } from "../report.ts"
import { fingerprintOf } from "../shared/unit.ts"

/** SHA-256 over every file that dpg made as it stands, a person's edits included; the report tells of the gates themselves. */
export const productFingerprint: Effect.Effect<string, StoreError, RunStore | Digest> = Effect.gen(function*() {
  const store = yield* RunStore
  const units = yield* store.units
  const paths = [...new Set([...units.values()].flatMap(({ files }) => Object.keys(files)))]
    .filter((path) => path !== reportPath)
    .toSorted()
  const texts = yield* Effect.forEach(paths, (path) => Effect.map(store.read(path), Option.getOrElse(() => "")), {
    concurrency: 8
  })
  return yield* fingerprintOf(paths.flatMap((path, index) => [path, texts[index] ?? ""]))
})
