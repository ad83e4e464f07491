/** Files that follow from others without a model: they are made each time, and written when they differ. */
import { Effect, Option } from "effect"
import type { Digest } from "effect/crypto/Digest"
import type { StoreError } from "../../domain/Errors.ts"
import { RunLog } from "../../layers/RunLog.ts"
import { type ArtefactFile, RunStore } from "../../layers/RunStore.ts"
import { fingerprintOf } from "./unit.ts"

/** Writes a view under its own content's fingerprint. One that a person changed is left alone, with a warning. */
export const writeView = Effect.fnUntraced(function*(
  name: string,
  files: ReadonlyArray<ArtefactFile>
): Effect.fn.Return<void, StoreError, RunStore | RunLog | Digest> {
  const store = yield* RunStore
  const log = yield* RunLog
  const fingerprint = yield* fingerprintOf(files.flatMap(({ content, path }) => [path, content]))
  yield* store.reuse(name, fingerprint).pipe(
    Effect.flatMap((found) =>
      Option.isSome(found) ? Effect.void : store.commit(name, fingerprint, files, { mergeable: false })
    ),
    Effect.catchTags({
      ArtefactConflict: ({ path }) =>
        log.record({
          _tag: "Warning",
          message: `${path} was changed by hand and left as it is; move it away to have it follow`
        }),
      // Only looked at: a view stops nothing.
      ArtefactStale: () => Effect.void
    })
  )
})
