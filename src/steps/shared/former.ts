/** What a unit made before: a new version goes on from it, so that what has not changed keeps its names. */
import { Effect, Option } from "effect"
import type { StoreError } from "../../domain/Errors.ts"
import { RunStore } from "../../layers/RunStore.ts"
import { fileOf } from "./unit.ts"

/**
 * The artefact as it stands on disk, hand edits included; none where there is none, or where it cannot be read. Fails with
 * `ArtefactConflict` where a new one could not be written there, before anything is asked.
 */
export const formerOf = Effect.fnUntraced(function*<A, E>(
  unit: string,
  path: string,
  parse: (text: string) => Effect.Effect<A, E>
): Effect.fn.Return<A | undefined, StoreError, RunStore> {
  const store = yield* RunStore
  const files = yield* store.former(unit, path)
  if (Option.isNone(files)) return undefined
  return Option.getOrUndefined(yield* Effect.option(parse(fileOf(files.value, path))))
})
