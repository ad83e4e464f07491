import { Context, Effect, Layer, Option } from "effect"
import { Digest, sha256 } from "effect/crypto/Digest"
import { ArtefactStale } from "../domain/Errors.ts"
import { emptyUnit } from "../domain/RunManifest.ts"
import type { Looked } from "../domain/Status.ts"
import { RunFolder } from "./RunFolder.ts"
import { type ArtefactFile, RunStore } from "./RunStore.ts"
import { readManifest } from "./store/manifest.ts"
import { conflictIn } from "./store/merge.ts"

/**
 * What a run would do, found out without doing it. It comes with a `RunStore` that writes nothing: a unit that would be
 * made anew fails with `ArtefactStale` before anybody is asked, and what depends on it is not come to.
 */
export class RunPlan extends Context.Service<RunPlan, {
  /** The units come to so far, in order. */
  readonly looked: Effect.Effect<ReadonlyArray<Looked>>
}>()("dpg/layers/RunPlan") {
  /** @param given - units that are taken as they are, whatever they were made from */
  static readonly layer = (
    given: ReadonlyArray<string>
  ): Layer.Layer<RunPlan | RunStore, never, RunFolder | Digest> => Layer.effectContext(make(given))
}

const make = Effect.fnUntraced(function*(given: ReadonlyArray<string>) {
  const folder = yield* RunFolder
  const digests = yield* Digest
  const looked: Array<Looked> = []
  const text = (path: string) => Effect.map(folder.read(path), Option.map((bytes) => new TextDecoder().decode(bytes)))
  const units = yield* Effect.cached(Effect.map(readManifest(folder), (read) => read.units))

  const look = Effect.fnUntraced(
    function*(unit: string, fingerprint: string, inputs: Looked["inputs"] = {}) {
      const before = (yield* units).get(unit)
      const { files, ...entry } = before ?? emptyUnit
      const found = yield* Effect.forEach(Object.entries(files), ([path, written]) =>
        Effect.map(
          Effect.flatMap(
            folder.read(path),
            Option.match({
              onNone: () => Effect.succeedNone,
              onSome: (bytes) =>
                Effect.map(digests.digestHex(sha256, bytes), (digest) => Option.some({ bytes, digest }))
            })
          ),
          (there) => ({ path, written, there })
        ))
      const missing = found.flatMap(({ path, there }) => Option.isNone(there) ? [path] : [])
      const edited = found.flatMap(({ path, there, written }) =>
        Option.isSome(there) && !written.includes(there.value.digest) ? [path] : []
      )
      const conflicts = found.flatMap(({ path, there }) => {
        if (Option.isNone(there) || entry.conflicts?.includes(path) !== true) return []
        const line = conflictIn(new TextDecoder().decode(there.value.bytes))
        return line === undefined ? [] : [`${path} line ${line}`]
      })
      const same = entry.fingerprint === fingerprint || (given.includes(unit) && before !== undefined)
      // A skeleton that a person has edited is theirs.
      const fresh = same && missing.length === 0 && (entry.skeleton !== true || edited.length > 0)
      if (!looked.some((one) => one.unit === unit)) {
        looked.push({ unit, before, fresh, inputs, missing, edited, conflicts })
      }
      // The brief is kept without a model: what depends on it can be told from what it would be.
      if (!fresh && unit === "01-ingest") return Option.none()
      if (!fresh) return yield* new ArtefactStale({ unit })
      return Option.some(
        found.flatMap(({ path, there }): ReadonlyArray<ArtefactFile> =>
          Option.isSome(there) ? [{ path, content: new TextDecoder().decode(there.value.bytes) }] : []
        )
      )
    }
  )

  const store = RunStore.of({
    directory: folder.directory,
    units,
    read: text,
    reuse: look,
    former: () => Effect.succeedNone,
    commit: (_unit, _fingerprint, files) => Effect.succeed({ files, merged: [] }),
    unsettled: Effect.succeed([]),
    prune: () => Effect.succeed([]),
    keep: () => Effect.void
  })
  return Context.make(RunStore, store).pipe(
    Context.add(RunPlan, { looked: Effect.succeed(looked) })
  )
})
