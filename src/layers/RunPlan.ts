import { Context, Effect, Layer, Option } from "effect"
import { Digest, sha256 } from "effect/crypto/Digest"
import { ArtefactStale } from "../domain/Errors.ts"
import { emptyUnit, type Manifest } from "../domain/RunManifest.ts"
import type { Looked } from "../domain/Status.ts"
import { metaFolder, RunFolder } from "./RunFolder.ts"
import { type ArtefactFile, RunStore } from "./RunStore.ts"
import { decodeManifest, emptyManifest } from "./store/manifest.ts"

/**
 * What a run would do, found out without doing it. It comes with a `RunStore` that writes nothing: a unit that would be
 * made anew fails with `ArtefactStale` before anybody is asked, and what depends on it is not come to.
 */
export class RunPlan extends Context.Service<RunPlan, {
  /** The units come to so far, in order. */
  readonly looked: Effect.Effect<ReadonlyArray<Looked>>
  /** What the manifest has. */
  readonly manifest: Effect.Effect<Manifest>
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
  const manifest = yield* Effect.cached(
    Effect.map(
      Effect.orDie(text(`${metaFolder}/manifest.json`)),
      (found) => Option.getOrElse(Option.flatMap(found, decodeManifest), () => emptyManifest)
    )
  )

  const look = Effect.fnUntraced(
    function*(unit: string, fingerprint: string, inputs: Looked["inputs"] = {}) {
      const { units } = yield* manifest
      const before = Object.hasOwn(units, unit) ? units[unit] : undefined
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
      const same = entry.fingerprint === fingerprint || (given.includes(unit) && before !== undefined)
      // A skeleton that a person has edited is theirs.
      const fresh = same && missing.length === 0 && (entry.skeleton !== true || edited.length > 0)
      if (!looked.some((one) => one.unit === unit)) looked.push({ unit, before, fresh, inputs, missing, edited })
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
    read: text,
    reuse: look,
    former: () => Effect.succeedNone,
    commit: (_unit, _fingerprint, files) => Effect.succeed({ files, merged: [] }),
    unsettled: Effect.succeed([]),
    prune: () => Effect.succeed([]),
    keep: () => Effect.void
  })
  return Context.make(RunStore, store).pipe(
    Context.add(RunPlan, { manifest, looked: Effect.succeed(looked) })
  )
})
