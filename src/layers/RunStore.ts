import { Context, Effect, Layer, Option, Semaphore } from "effect"
import { Digest } from "effect/crypto/Digest"
import { type ConflictPlace, OutputNotWritable, type StoreError } from "../domain/Errors.ts"
import { isReserved } from "../domain/OutputPath.ts"
import type { Change, Unit } from "../domain/RunManifest.ts"
import { StandIn } from "../domain/StandIn.ts"
import { metaFolder, RunFolder } from "./RunFolder.ts"
import { removeBases, writeBases } from "./store/bases.ts"
import { type ArtefactFile, makeFiles } from "./store/files.ts"
import { makeLedger } from "./store/ledger.ts"
import { digestsOf, type Units } from "./store/manifest.ts"
import { conflictIn } from "./store/merge.ts"

export type { ArtefactFile } from "./store/files.ts"

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
 * manifest in `.dpg/` holds, per unit of work, its fingerprint and the digests of the files it wrote, and `.dpg/base/` what
 * it wrote, so that it can be told from what a person made of it.
 */
export class RunStore extends Context.Service<RunStore, {
  /** Absolute path of the output folder. */
  readonly directory: string
  /** What is known of the units made so far, by name. */
  readonly units: Effect.Effect<Units, StoreError>
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
   * models' place. Fails with `ArtefactConflict` where a file stands at the path that dpg did not write, unless the answer
   * costs nothing and may be that very file.
   */
  readonly former: (unit: string, path: string) => Effect.Effect<Option.Option<ReadonlyArray<ArtefactFile>>, StoreError>
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

/** dpg's own files, which `keep` must not touch. */
const own = /^\.dpg\/(?:manifest\.|lock(?:\.|$)|run\.ndjson$|(?:tmp|base)(?:\/|$))/i

const make = Effect.fnUntraced(function*() {
  const folder = yield* RunFolder
  const one = yield* Semaphore.make(1)
  const ledger = makeLedger(folder)
  const files = makeFiles({ folder, ledger, digests: yield* Digest })
  // What it would have written is in the journal too: nothing is lost with a failure.
  yield* Effect.addFinalizer(() => Effect.ignore(ledger.close).pipe(Semaphore.withPermit(one)))

  const note = (unit: string, entry: Unit) => ledger.note([{ unit, entry }])

  const reuse = Effect.fn("RunStore.reuse")(function*(unit: string, fingerprint: string) {
    const { skeleton = false, ...entry } = yield* ledger.unit(unit)
    if (entry.fingerprint === fingerprint) {
      const standing = yield* files.standing(entry)
      const isTheirs = skeleton && (yield* files.editedOf(entry)).length > 0
      if (Option.isSome(standing) && (!skeleton || isTheirs)) {
        if (isTheirs) yield* note(unit, entry)
        return standing
      }
    }
    yield* files.mergeable(yield* files.editedOf(entry))
    return Option.none<ReadonlyArray<ArtefactFile>>()
  }, Semaphore.withPermit(one))

  const former = Effect.fn("RunStore.former")(function*(unit: string, path: string) {
    const standIn = yield* StandIn
    if (standIn === "") yield* files.free(path)
    const entry = yield* ledger.unit(unit)
    if (Object.keys(entry.files).length === 0) return Option.none()
    const isOwn = (entry.standIn ?? "") === standIn && entry.skeleton !== true
    return isOwn || (yield* files.editedOf(entry)).length > 0 ? yield* files.standing(entry) : Option.none()
  }, Semaphore.withPermit(one))

  const commit = Effect.fn("RunStore.commit")(
    function*(
      unit: string,
      fingerprint: string,
      made: ReadonlyArray<ArtefactFile>,
      { inputs, mergeable = true, skeleton = false }: CommitOptions = {}
    ) {
      yield* folder.open
      const before = yield* ledger.unit(unit)
      const theirs = skeleton && (yield* files.editedOf(before)).length > 0
        ? yield* files.standing(before)
        : Option.none()
      if (Option.isSome(theirs)) {
        yield* note(unit, { ...before, fingerprint: "", skeleton })
        return { files: theirs.value, merged: [] }
      }
      const planned = yield* files.plan(made, mergeable)
      // Noted first, without a fingerprint: a run killed from here on knows these files for dpg's own.
      const begun = Object.fromEntries(
        planned.map(({ digest, path }) => [path, [...digestsOf(before, path), digest]] as const)
      )
      yield* note(unit, { ...before, fingerprint: "", files: { ...before.files, ...begun } })
      yield* files.write(planned)
      const paths = new Set(planned.map(({ path }) => path))
      yield* files.abandon(Object.entries(before.files).filter(([path]) => !paths.has(path)), new Set([unit]))
      if (mergeable) yield* writeBases(folder, unit, planned.map(({ made: content, path }) => ({ path, content })))
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
    const units = [...yield* ledger.units]
    const paths = new Set(units.flatMap(([, { conflicts = [] }]) => conflicts))
    const places = yield* Effect.forEach(
      paths,
      (path) =>
        Effect.map(files.read(path), (file): ReadonlyArray<ConflictPlace> => {
          const line = conflictIn(Option.match(file, { onNone: () => "", onSome: ({ content }) => content }))
          return line === undefined ? [] : [{ path, line }]
        })
    )
    const left = places.flat()
    const open = new Set(left.map(({ path }) => path))
    yield* ledger.note(units.flatMap(([unit, { conflicts = [], ...entry }]): ReadonlyArray<Change> => {
      const still = conflicts.filter((path) => open.has(path))
      if (still.length === conflicts.length) return []
      return [{ unit, entry: still.length === 0 ? entry : { ...entry, conflicts: still } }]
    }))
    return left
  }).pipe(Semaphore.withPermit(one), Effect.withSpan("RunStore.unsettled"))

  const prune = Effect.fn("RunStore.prune")(
    function*(prefix: string, names: ReadonlyArray<string>) {
      const wanted = new Set(names)
      const gone = [...yield* ledger.units].filter(([name]) => name.startsWith(prefix) && !wanted.has(name))
      const kept = yield* files.abandon(
        gone.flatMap(([, entry]) => Object.entries(entry.files)),
        new Set(gone.map(([name]) => name))
      )
      yield* ledger.note(gone.map(([unit]) => ({ unit })))
      yield* Effect.forEach(gone, ([name]) => removeBases(folder, name), { discard: true })
      return kept
    },
    Semaphore.withPermit(one),
    Effect.uninterruptible
  )

  return RunStore.of({
    directory: folder.directory,
    units: Semaphore.withPermit(one)(ledger.units),
    read: Effect.fn("RunStore.read")(function*(path: string) {
      return Option.map(yield* files.read(path), ({ content }) => content)
    }),
    reuse,
    former,
    commit,
    unsettled,
    prune,
    keep: Effect.fn("RunStore.keep")(function*(path: string, content: string) {
      const inside = isReserved(path) ? path : `${metaFolder}/${path}`
      if (own.test(inside)) return yield* new OutputNotWritable({ path: inside, reason: "dpg itself keeps it" })
      return yield* folder.write(inside, new TextEncoder().encode(content))
    })
  })
})
