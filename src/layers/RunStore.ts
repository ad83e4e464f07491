import { Context, Effect, Layer, Option, Semaphore } from "effect"
import { Digest, sha256 } from "effect/crypto/Digest"
import { ArtefactConflict, type ConflictPlace, OutputNotWritable, type StoreError } from "../domain/Errors.ts"
import { isReserved } from "../domain/OutputPath.ts"
import type { Manifest, Unit } from "../domain/RunManifest.ts"
import { StandIn } from "../domain/StandIn.ts"
import { metaFolder, RunFolder } from "./RunFolder.ts"
import { readBases, removeBases, writeBases } from "./store/bases.ts"
import {
  decodeManifest,
  digestsOf,
  emptyManifest,
  encodeManifest,
  makersOf,
  settled,
  unitOf,
  writtenAs
} from "./store/manifest.ts"
import { conflictIn, merge } from "./store/merge.ts"

/** One file of an artefact: path relative to the output folder, forward slashes. */
export interface ArtefactFile {
  readonly path: string
  readonly content: string
}

/** A file that a person had edited, with dpg's new version merged in. */
interface MergedFile {
  readonly path: string
  /** The lines, from 1, in which a conflict begins; none where both sides fit together. */
  readonly conflicts: ReadonlyArray<number>
}

export interface Committed {
  /** The unit's files as they are on disk now, a person's edits included. */
  readonly files: ReadonlyArray<ArtefactFile>
  /** Those that a person had edited and that changed by what dpg made. */
  readonly merged: ReadonlyArray<MergedFile>
}

export interface CommitOptions {
  /** Marks the unit as built from its skeleton: `reuse` has it made again. What a person edited of it is left as it is. */
  readonly skeleton?: boolean
  /** Whether its files may be merged into a person's edits, which is the default; views are not. */
  readonly mergeable?: boolean
  /** Digests of what the fingerprint covers, by name: they say later why it is stale. */
  readonly inputs?: Unit["inputs"]
}

/**
 * The output folder. Every path stays inside it; every write is atomic (a temporary file, synced, then renamed); the
 * manifest `.dpg/manifest.json` holds, per unit of work, its fingerprint and the digests of the files it wrote, and
 * `.dpg/base/` what it wrote, so that it can be told from what a person made of it.
 */
export class RunStore extends Context.Service<RunStore, {
  /** Absolute path of the output folder. */
  readonly directory: string
  /** The file as it is on disk now. */
  readonly read: (path: string) => Effect.Effect<Option.Option<string>, StoreError>
  /**
   * The files of a unit made earlier, as they are on disk now (hand edits included), when its fingerprint is still the
   * same and all of them are there; none when it has to be made. A skeleton has to be made, unless a person has edited it:
   * then it is theirs. Fails with `ArtefactConflict` where it would have to be made and a person changed what it made before and
   * nothing is known to merge against, so that nothing is paid for that could not be written.
   */
  readonly reuse: (
    unit: string,
    fingerprint: string,
    /** Digests of what the fingerprint covers, by name: for a look at what a run would do. */
    inputs?: Unit["inputs"]
  ) => Effect.Effect<Option.Option<ReadonlyArray<ArtefactFile>>, StoreError>
  /**
   * The files of a unit made earlier, from whatever, as they are on disk now: what a new version may go on from. None
   * where one is missing, and where no person has edited what is but a skeleton or what somebody else answered in the
   * models' place.
   */
  readonly former: (unit: string) => Effect.Effect<Option.Option<ReadonlyArray<ArtefactFile>>, StoreError>
  /**
   * Writes all files of a unit and notes them under its fingerprint; where a person changed one of them, what dpg made is
   * merged into it. Files that it wrote earlier and no longer has are removed, unless a person changed them. Fails with
   * `ArtefactConflict`, before anything is written, where a file stands that dpg did not write, or that cannot be merged.
   */
  readonly commit: (
    unit: string,
    fingerprint: string,
    files: ReadonlyArray<ArtefactFile>,
    options?: CommitOptions
  ) => Effect.Effect<Committed, StoreError>
  /** Conflicts that earlier runs left and that nobody has settled since: the first line of each file's first. */
  readonly unsettled: Effect.Effect<ReadonlyArray<ConflictPlace>, StoreError>
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
const own = /^\.dpg\/(?:manifest\.|lock(?:\.|$)|run\.ndjson$|(?:tmp|base)(?:\/|$))/i

const make = Effect.fnUntraced(function*() {
  const folder = yield* RunFolder
  const digests = yield* Digest
  const one = yield* Semaphore.make(1)
  let known: Manifest | undefined

  const digestOf = (bytes: Uint8Array) => digests.digestHex(sha256, bytes)

  // Read once, under the lock, so that nobody else changes it meanwhile; where there is none, no folder is made for it.
  const manifest = Effect.gen(function*() {
    if (known !== undefined) return known
    if (Option.isNone(yield* folder.read(manifestPath))) return emptyManifest
    yield* folder.open
    const bytes = yield* folder.read(manifestPath)
    if (Option.isNone(bytes)) return emptyManifest
    const decoded = decodeManifest(decoder.decode(bytes.value))
    if (Option.isNone(decoded)) yield* folder.write(spoiltPath, bytes.value)
    return known = Option.getOrElse(decoded, () => emptyManifest)
  })

  const note = Effect.fnUntraced(function*(unit: string, entry: Unit) {
    yield* noteAll({ ...(yield* manifest).units, [unit]: entry })
  })

  const noteAll = Effect.fnUntraced(function*(units: Manifest["units"]) {
    const next: Manifest = { version: 1, units }
    yield* folder.write(manifestPath, encoder.encode(encodeManifest(next)))
    known = next
  })

  const readText = (path: string) =>
    Effect.map(folder.read(path), Option.map((bytes): ArtefactFile => ({ path, content: decoder.decode(bytes) })))

  const changedByHand = Effect.fnUntraced(function*(path: string, written: ReadonlyArray<string>) {
    const bytes = yield* folder.read(path)
    return Option.isSome(bytes) && !written.includes(yield* digestOf(bytes.value))
  })

  const editedOf = (unit: Unit) =>
    Effect.filter(Object.entries(unit.files), ([path, written]) => changedByHand(path, written), { concurrency })

  /** What dpg last wrote to a path: only what the manifest vouches for. */
  const baseOf = Effect.fnUntraced(function*(path: string) {
    const before = yield* manifest
    const written = writtenAs(before, path)
    for (const unit of makersOf(before, path)) {
      const bases = Option.getOrElse(yield* readBases(folder, unit), (): Readonly<Record<string, string>> => ({}))
      const base = Object.hasOwn(bases, path) ? bases[path] : undefined
      if (base !== undefined && written.includes(yield* digestOf(encoder.encode(base)))) return Option.some(base)
    }
    return Option.none<string>()
  })

  /** Removes files that nobody makes any more, but for those that a person changed: gives their paths. */
  const abandon = Effect.fnUntraced(function*(
    files: ReadonlyArray<readonly [path: string, digests: ReadonlyArray<string>]>,
    others: ReadonlyArray<Unit>
  ) {
    const nobodys = files.filter(([path]) => !others.some((unit) => digestsOf(unit, path).length > 0))
    const kept = yield* Effect.forEach(
      nobodys,
      Effect.fnUntraced(function*([path, written]) {
        if (yield* changedByHand(path, written)) return [path]
        yield* folder.remove(path)
        return []
      })
    )
    return kept.flat()
  })

  const standing = Effect.fnUntraced(function*(unit: Unit) {
    const paths = Object.keys(unit.files)
    const there = (yield* Effect.forEach(paths, readText, { concurrency })).flatMap(Option.toArray)
    return there.length === paths.length ? Option.some(there) : Option.none()
  })

  const reuse = Effect.fn("RunStore.reuse")(function*(unit: string, fingerprint: string) {
    const { skeleton = false, ...entry } = unitOf(yield* manifest, unit)
    if (entry.fingerprint === fingerprint) {
      const files = yield* standing(entry)
      const isTheirs = skeleton && (yield* editedOf(entry)).length > 0
      if (Option.isSome(files) && (!skeleton || isTheirs)) {
        if (isTheirs) yield* note(unit, entry)
        return files
      }
    }
    for (const [path] of yield* editedOf(entry)) {
      if (Option.isNone(yield* baseOf(path))) return yield* new ArtefactConflict({ path, reason: edited })
    }
    return Option.none<ReadonlyArray<ArtefactFile>>()
  }, Semaphore.withPermit(one))

  const former = Effect.fn("RunStore.former")(function*(unit: string) {
    const { units } = yield* manifest
    const entry = unitOf(yield* manifest, unit)
    if (!Object.hasOwn(units, unit) || Object.keys(entry.files).length === 0) return Option.none()
    const isOwn = (entry.standIn ?? "") === (yield* StandIn) && entry.skeleton !== true
    return isOwn || (yield* editedOf(entry)).length > 0 ? yield* standing(entry) : Option.none()
  }, Semaphore.withPermit(one))

  /** What one file is to become: fails where it would take the place of a person's. */
  const planFile = Effect.fnUntraced(function*({ content, path }: ArtefactFile, mergeable: boolean) {
    if (isReserved(path)) return yield* new OutputNotWritable({ path, reason: "the folder .dpg is dpg's own" })
    const digest = yield* digestOf(encoder.encode(content))
    const made = { path, made: content, digest, content, write: true, merged: false, conflicts: noLines }
    const there = yield* folder.read(path)
    if (Option.isNone(there)) return made
    const found = yield* digestOf(there.value)
    if (found === digest) return { ...made, write: false }
    const written = writtenAs(yield* manifest, path)
    if (written.includes(found)) return made
    if (written.length === 0) return yield* new ArtefactConflict({ path, reason: foreign })
    const base = mergeable ? yield* baseOf(path) : Option.none()
    const mine = strictText(there.value)
    if (Option.isNone(base) || mine === undefined) return yield* new ArtefactConflict({ path, reason: edited })
    const { conflicts, text } = merge({ base: base.value, mine, theirs: content })
    return { ...made, content: text, write: text !== mine, merged: text !== mine, conflicts }
  })

  /** Which of the files have to be written; fails where one would take the place of a person's. */
  const plan = Effect.fnUntraced(function*(files: ReadonlyArray<ArtefactFile>, mergeable: boolean) {
    const planned = yield* Effect.forEach(files, (file) => planFile(file, mergeable), { concurrency })
    const twice = firstTwice(planned.map(({ path }) => path))
    return twice === undefined
      ? planned
      : yield* new OutputNotWritable({ path: twice, reason: "it would be written twice" })
  })

  const commit = Effect.fn("RunStore.commit")(
    function*(
      unit: string,
      fingerprint: string,
      files: ReadonlyArray<ArtefactFile>,
      { inputs, mergeable = true, skeleton = false }: CommitOptions = {}
    ) {
      yield* folder.open
      const before = unitOf(yield* manifest, unit)
      const theirs = skeleton && (yield* editedOf(before)).length > 0 ? yield* standing(before) : Option.none()
      if (Option.isSome(theirs)) {
        yield* note(unit, { ...before, fingerprint: "", skeleton })
        return { files: theirs.value, merged: [] }
      }
      const planned = yield* plan(files, mergeable)
      // Noted first, without a fingerprint: a run killed from here on knows these files for dpg's own.
      const begun = Object.fromEntries(
        planned.map(({ digest, path }) => [path, [...digestsOf(before, path), digest]] as const)
      )
      yield* note(unit, { ...before, fingerprint: "", files: { ...before.files, ...begun } })
      yield* Effect.forEach(
        planned.filter(({ write }) => write),
        ({ content, path }) => folder.write(path, encoder.encode(content)),
        { concurrency, discard: true }
      )
      const paths = new Set(planned.map(({ path }) => path))
      const { units } = yield* manifest
      yield* abandon(
        Object.entries(before.files).filter(([path]) => !paths.has(path)),
        Object.keys(units).flatMap((name) => name === unit ? [] : [unitOf({ version: 1, units }, name)])
      )
      if (mergeable) yield* writeBases(folder, unit, planned.map(({ made, path }) => ({ path, content: made })))
      const conflicts = planned.flatMap((file) => file.conflicts.length > 0 ? [file.path] : [])
      const standIn = yield* StandIn
      yield* note(unit, {
        fingerprint,
        files: Object.fromEntries(planned.map(({ digest, path }) => [path, [digest]])),
        ...(inputs !== undefined && { inputs }),
        ...(skeleton && { skeleton }),
        ...(conflicts.length > 0 && { conflicts }),
        ...(standIn !== "" && { standIn })
      })
      return {
        files: planned.map(({ content, path }) => ({ path, content })),
        merged: planned.flatMap(({ conflicts, merged, path }) => merged ? [{ path, conflicts }] : [])
      }
    },
    Semaphore.withPermit(one),
    // What is in hand was paid for: an interruption waits until it is written.
    Effect.uninterruptible
  )

  const unsettled = Effect.gen(function*() {
    const before = yield* manifest
    const paths = [...new Set(Object.values(before.units).flatMap(({ conflicts = [] }) => conflicts))]
    if (paths.length === 0) return []
    const places = yield* Effect.forEach(
      paths,
      (path) =>
        Effect.map(readText(path), (file): ReadonlyArray<ConflictPlace> => {
          const line = conflictIn(Option.match(file, { onNone: () => "", onSome: ({ content }) => content }))
          return line === undefined ? [] : [{ path, line }]
        })
    )
    const left = places.flat()
    const done = paths.filter((path) => left.every((place) => place.path !== path))
    if (done.length > 0) yield* noteAll(settled(before, done))
    return left
  }).pipe(Semaphore.withPermit(one), Effect.withSpan("RunStore.unsettled"))

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
      yield* Effect.forEach(gone, ([name]) => removeBases(folder, name), { discard: true })
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
    former,
    commit,
    unsettled,
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

const noLines: ReadonlyArray<number> = []

const encoder = new TextEncoder()
const decoder = new TextDecoder()

/** The text of bytes that are nothing but text: what is merged is written back whole. */
const strictText = (bytes: Uint8Array): string | undefined => {
  const text = decoder.decode(bytes)
  return encoder.encode(text).length === bytes.length && !text.includes("\uFFFD") ? text : undefined
}

/** The first path that stands in the list before, letter case aside. */
const firstTwice = (paths: ReadonlyArray<string>): string | undefined => {
  const seen = new Set<string>()
  return paths.find((path) => seen.size === seen.add(path.toLowerCase()).size)
}
