import { Context, Effect, Layer, Option, Schema, Semaphore } from "effect"
import { Digest, sha256 } from "effect/crypto/Digest"
import { ArtefactConflict, OutputNotWritable, type StoreError } from "../domain/Errors.ts"
import { isReserved } from "../domain/OutputPath.ts"
import { emptyUnit, Manifest, type Unit } from "../domain/RunManifest.ts"
import { metaFolder, RunFolder } from "./RunFolder.ts"

/** One file of an artefact: path relative to the output folder, forward slashes. */
export interface ArtefactFile {
  readonly path: string
  readonly content: string
}

/**
 * The output folder. Every path stays inside it; every write is atomic (a temporary file, synced, then renamed); the
 * manifest `.dpg/manifest.json` holds, per unit of work, its fingerprint and the digests of the files it wrote.
 */
export class RunStore extends Context.Service<RunStore, {
  /** Absolute path of the output folder. */
  readonly directory: string
  /** The file as it is on disk now. */
  readonly read: (path: string) => Effect.Effect<Option.Option<string>, StoreError>
  /**
   * The files of a unit made earlier, as they are on disk now (hand edits included), when its fingerprint is still the
   * same and all of them are there; none when it has to be made. Fails with `ArtefactConflict` where it would have to be
   * made and a person changed what it made before, so that nothing is paid for that could not be written.
   */
  readonly reuse: (
    unit: string,
    fingerprint: string
  ) => Effect.Effect<Option.Option<ReadonlyArray<ArtefactFile>>, StoreError>
  /**
   * Writes all files of a unit and notes them under its fingerprint; files that it wrote earlier and no longer has are
   * removed, unless a person changed them. Fails with `ArtefactConflict`, before anything is written, where a person
   * changed one of the files to be written or where a file stands that dpg did not write.
   */
  readonly commit: (
    unit: string,
    fingerprint: string,
    files: ReadonlyArray<ArtefactFile>
  ) => Effect.Effect<void, StoreError>
  /**
   * Forgets the units whose names begin so and are not among those given, and removes the files they wrote. Gives the paths
   * that a person changed: they stay, and are the person's own from here on.
   */
  readonly prune: (
    prefix: string,
    units: ReadonlyArray<string>
  ) => Effect.Effect<ReadonlyArray<string>, StoreError>
  /** Writes a file under `.dpg/` (calls, rejected answers): never checked for conflicts, never part of a unit. */
  readonly keep: (path: string, content: string) => Effect.Effect<void, StoreError>
}>()("dpg/layers/RunStore") {
  static readonly layer: Layer.Layer<RunStore, never, RunFolder | Digest> = Layer.effect(
    RunStore,
    Effect.suspend(() => make())
  )
}

const manifestPath = `${metaFolder}/manifest.json`

/** Where a manifest goes that does not decode, so that nothing is lost with it. */
const spoiltPath = `${metaFolder}/manifest.invalid.json`

/** dpg's own files, which `keep` must not touch. */
const own = /^\.dpg\/(?:manifest\.|lock(?:\.|$)|run\.ndjson$|tmp(?:\/|$))/i

const make = Effect.fnUntraced(function*() {
  const folder = yield* RunFolder
  const digests = yield* Digest
  const one = yield* Semaphore.make(1)
  let known: Manifest | undefined

  const digestOf = (bytes: Uint8Array) => digests.digestHex(sha256, bytes)

  // Read once, under the lock, so that nobody else changes it meanwhile; where there is none, no folder is made for it.
  const manifest = Effect.gen(function*() {
    if (known !== undefined) return known
    if (Option.isNone(yield* folder.read(manifestPath))) return empty
    yield* folder.open
    const bytes = yield* folder.read(manifestPath)
    if (Option.isNone(bytes)) return empty
    const decoded = decodeManifest(decoder.decode(bytes.value))
    if (Option.isNone(decoded)) yield* folder.write(spoiltPath, bytes.value)
    return known = Option.getOrElse(decoded, () => empty)
  })

  const note = Effect.fnUntraced(function*(unit: string, entry: Unit) {
    yield* noteAll({ ...(yield* manifest).units, [unit]: entry })
  })

  const noteAll = Effect.fnUntraced(function*(units: Manifest["units"]) {
    const next: Manifest = { version: 1, units }
    yield* folder.write(manifestPath, encoder.encode(`${yield* Effect.orDie(encodeManifest(next))}\n`))
    known = next
  })

  /** Every digest that dpg itself gave a path, or began to give it. */
  const writtenAs = (manifest: Manifest, path: string): ReadonlyArray<string> =>
    Object.values(manifest.units).flatMap((unit) => digestsOf(unit, path))

  const readText = (path: string) =>
    Effect.map(folder.read(path), Option.map((bytes): ArtefactFile => ({ path, content: decoder.decode(bytes) })))

  const changedByHand = Effect.fnUntraced(function*(path: string, digests: ReadonlyArray<string>) {
    const bytes = yield* folder.read(path)
    return Option.isSome(bytes) && !digests.includes(yield* digestOf(bytes.value))
  })

  /** Removes files that nobody makes any more, but for those that a person changed: gives their paths. */
  const abandon = Effect.fnUntraced(function*(
    files: ReadonlyArray<readonly [path: string, digests: ReadonlyArray<string>]>,
    others: ReadonlyArray<Unit>
  ) {
    const nobodys = files.filter(([path]) => !others.some((unit) => digestsOf(unit, path).length > 0))
    const kept = yield* Effect.forEach(
      nobodys,
      Effect.fnUntraced(function*([path, digests]) {
        if (yield* changedByHand(path, digests)) return [path]
        yield* folder.remove(path)
        return []
      })
    )
    return kept.flat()
  })

  const reuse = Effect.fn("RunStore.reuse")(function*(unit: string, fingerprint: string) {
    const entry = unitOf(yield* manifest, unit)
    const paths = Object.keys(entry.files)
    const files = yield* Effect.forEach(paths, readText, { concurrency })
    const there = files.flatMap(Option.toArray)
    if (entry.fingerprint === fingerprint && there.length === paths.length) return Option.some(there)
    yield* Effect.forEach(
      Object.entries(entry.files),
      ([path, digests]) =>
        Effect.flatMap(
          changedByHand(path, digests),
          (changed) => changed ? new ArtefactConflict({ path, reason: edited }) : Effect.void
        ),
      { concurrency, discard: true }
    )
    return Option.none<ReadonlyArray<ArtefactFile>>()
  }, Semaphore.withPermit(one))

  /** Which of the files have to be written; fails where one would take the place of a person's. */
  const plan = Effect.fnUntraced(function*(files: ReadonlyArray<ArtefactFile>) {
    const before = yield* manifest
    const planned = yield* Effect.forEach(
      files,
      Effect.fnUntraced(function*({ content, path }) {
        if (isReserved(path)) return yield* new OutputNotWritable({ path, reason: "the folder .dpg is dpg's own" })
        const bytes = encoder.encode(content)
        const digest = yield* digestOf(bytes)
        const standing = yield* folder.read(path)
        if (Option.isNone(standing)) return { path, bytes, digest, write: true }
        const found = yield* digestOf(standing.value)
        if (found === digest) return { path, bytes, digest, write: false }
        const written = writtenAs(before, path)
        if (!written.includes(found)) {
          return yield* new ArtefactConflict({ path, reason: written.length === 0 ? foreign : edited })
        }
        return { path, bytes, digest, write: true }
      }),
      { concurrency }
    )
    const twice = planned.find((file, index) => planned.findIndex(({ path }) => same(path, file.path)) !== index)
    if (twice !== undefined) {
      return yield* new OutputNotWritable({ path: twice.path, reason: "it would be written twice" })
    }
    return planned
  })

  const commit = Effect.fn("RunStore.commit")(
    function*(unit: string, fingerprint: string, files: ReadonlyArray<ArtefactFile>) {
      yield* folder.open
      const planned = yield* plan(files)
      const before = unitOf(yield* manifest, unit)
      // Noted first, without a fingerprint: a run killed from here on knows these files for dpg's own.
      const begun = Object.fromEntries(
        planned.map(({ digest, path }) => [path, [...digestsOf(before, path), digest]] as const)
      )
      yield* note(unit, { fingerprint: "", files: { ...before.files, ...begun } })
      yield* Effect.forEach(planned.filter(({ write }) => write), ({ bytes, path }) => folder.write(path, bytes), {
        concurrency,
        discard: true
      })
      const paths = new Set(planned.map(({ path }) => path))
      const { units } = yield* manifest
      yield* abandon(
        Object.entries(before.files).filter(([path]) => !paths.has(path)),
        Object.keys(units).flatMap((name) => name === unit ? [] : [unitOf({ version: 1, units }, name)])
      )
      yield* note(unit, {
        fingerprint,
        files: Object.fromEntries(planned.map(({ digest, path }) => [path, [digest]]))
      })
    },
    Semaphore.withPermit(one),
    // What is in hand was paid for: an interruption waits until it is written.
    Effect.uninterruptible
  )

  const prune = Effect.fn("RunStore.prune")(
    function*(prefix: string, names: ReadonlyArray<string>) {
      const before = Object.entries((yield* manifest).units)
      const gone = before.filter(([name]) => name.startsWith(prefix) && !names.includes(name))
      if (gone.length === 0) return []
      const left = before.filter((entry) => !gone.includes(entry))
      const kept = yield* abandon(
        gone.flatMap(([, { files }]) => Object.entries(files)),
        left.map(([, unit]) => unit)
      )
      yield* noteAll(Object.fromEntries(left))
      return kept
    },
    Semaphore.withPermit(one),
    Effect.uninterruptible
  )

  return RunStore.of({
    directory: folder.directory,
    read: Effect.fn("RunStore.read")(function*(path: string) {
      return Option.map(yield* readText(path), ({ content }) => content)
    }),
    reuse,
    commit,
    prune,
    keep: Effect.fn("RunStore.keep")(function*(path: string, content: string) {
      const inside = isReserved(path) ? path : `${metaFolder}/${path}`
      if (own.test(inside)) return yield* new OutputNotWritable({ path: inside, reason: "dpg itself keeps it" })
      return yield* folder.write(inside, encoder.encode(content))
    })
  })
})

/** Files read or written at a time: as many as the platform's own pool of threads makes use of. */
const concurrency = 8

const edited = "it was changed by hand since dpg wrote it"
const foreign = "dpg did not write it"

const empty: Manifest = { version: 1, units: {} }

const encoder = new TextEncoder()
const decoder = new TextDecoder()

const decodeManifest = Schema.decodeUnknownOption(Schema.fromJsonString(Manifest))
const encodeManifest = Schema.encodeEffect(Schema.fromJsonString(Manifest, { space: 2 }))

const unitOf = (manifest: Manifest, unit: string): Unit =>
  Object.hasOwn(manifest.units, unit) ? manifest.units[unit] ?? emptyUnit : emptyUnit

const digestsOf = (unit: Unit, path: string): ReadonlyArray<string> =>
  Object.hasOwn(unit.files, path) ? unit.files[path] ?? [] : []

const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase()
