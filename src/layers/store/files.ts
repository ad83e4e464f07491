/** The files of a unit: as they stand, and as they are to become. */
import { Effect, Option } from "effect"
import { type Digest, sha256 } from "effect/crypto/Digest"
import { ArtefactConflict, OutputNotWritable } from "../../domain/Errors.ts"
import { isReserved } from "../../domain/OutputPath.ts"
import type { Unit } from "../../domain/RunManifest.ts"
import type { RunFolder } from "../RunFolder.ts"
import { readBases } from "./bases.ts"
import type { Ledger } from "./ledger.ts"
import { digestsOf } from "./manifest.ts"
import { merge } from "./merge.ts"

/** One file of an artefact: path relative to the output folder, forward slashes. */
export interface ArtefactFile {
  readonly path: string
  readonly content: string
}

/** What one file is to become. */
export interface Planned extends ArtefactFile {
  /** What dpg made, before it was merged into a person's edits. */
  readonly made: string
  /** Of `made`. */
  readonly digest: string
  /** Whether it differs from what stands there. */
  readonly write: boolean
  readonly merged: boolean
  /** The lines, from 1, in which a conflict begins. */
  readonly conflicts: ReadonlyArray<number>
}

/** Files read or written at a time: as many as the platform's own pool of threads makes use of. */
const concurrency = 8

export const makeFiles = (
  { digests, folder, ledger }: {
    readonly folder: RunFolder["Service"]
    readonly digests: Digest["Service"]
    readonly ledger: Ledger
  }
) => {
  const digestOf = (bytes: Uint8Array) => digests.digestHex(sha256, bytes)

  const read = (path: string) =>
    Effect.map(folder.read(path), Option.map((bytes): ArtefactFile => ({ path, content: decoder.decode(bytes) })))

  const isEdited = Effect.fnUntraced(function*(path: string, written: ReadonlyArray<string>) {
    const bytes = yield* folder.read(path)
    return Option.isSome(bytes) && !written.includes(yield* digestOf(bytes.value))
  })

  /** What dpg last wrote to a path: only what the manifest vouches for. */
  const baseOf = Effect.fnUntraced(function*(path: string) {
    const written = yield* ledger.writtenAs(path)
    for (const unit of yield* ledger.makersOf(path)) {
      const bases = Option.getOrElse(yield* readBases(folder, unit), (): Readonly<Record<string, string>> => ({}))
      const base = Object.hasOwn(bases, path) ? bases[path] : undefined
      if (base !== undefined && written.includes(yield* digestOf(encoder.encode(base)))) return Option.some(base)
    }
    return Option.none<string>()
  })

  const planOne = Effect.fnUntraced(function*({ content, path }: ArtefactFile, mergeable: boolean) {
    if (isReserved(path)) return yield* new OutputNotWritable({ path, reason: "the folder .dpg is dpg's own" })
    const digest = yield* digestOf(encoder.encode(content))
    const made: Planned = { path, made: content, digest, content, write: true, merged: false, conflicts: [] }
    const there = yield* folder.read(path)
    if (Option.isNone(there)) return made
    const found = yield* digestOf(there.value)
    if (found === digest) return { ...made, write: false }
    const written = yield* ledger.writtenAs(path)
    if (written.includes(found)) return made
    if (written.length === 0) return yield* foreign(path)
    const base = mergeable ? yield* baseOf(path) : Option.none()
    const mine = strictText(there.value)
    if (Option.isNone(base) || mine === undefined) return yield* unmergeable(path)
    const { conflicts, text } = merge({ base: base.value, mine, theirs: content })
    return { ...made, content: text, write: text !== mine, merged: text !== mine, conflicts }
  })

  return {
    read,
    /** All files of a unit as they are now; none where one is missing. */
    standing: Effect.fnUntraced(function*(unit: Unit) {
      const paths = Object.keys(unit.files)
      const there = (yield* Effect.forEach(paths, read, { concurrency })).flatMap(Option.toArray)
      return there.length === paths.length ? Option.some(there) : Option.none()
    }),
    /** Paths of a unit's files that a person changed. */
    editedOf: (unit: Unit) =>
      Effect.filter(Object.keys(unit.files), (path) => isEdited(path, digestsOf(unit, path)), { concurrency }),
    /** Fails where one of the paths could not be written anew, since there is nothing to merge an edit against. */
    mergeable: Effect.fnUntraced(function*(paths: ReadonlyArray<string>) {
      for (const path of paths) if (Option.isNone(yield* baseOf(path))) return yield* unmergeable(path)
    }),
    /** Fails where a file stands that dpg did not write. */
    free: Effect.fnUntraced(function*(path: string) {
      const there = yield* folder.read(path)
      if (Option.isSome(there) && (yield* ledger.writtenAs(path)).length === 0) return yield* foreign(path)
    }),
    /** What the files are to become; fails, with nothing written, where one would take the place of a person's. */
    plan: Effect.fnUntraced(function*(files: ReadonlyArray<ArtefactFile>, mergeable: boolean) {
      const planned = yield* Effect.forEach(files, (file) => planOne(file, mergeable), { concurrency })
      const twice = firstTwice(planned.map(({ path }) => path))
      return twice === undefined
        ? planned
        : yield* new OutputNotWritable({ path: twice, reason: "it would be written twice" })
    }),
    write: (planned: ReadonlyArray<Planned>) =>
      Effect.forEach(
        planned.filter((file) => file.write),
        ({ content, path }) => folder.write(path, encoder.encode(content)),
        { concurrency, discard: true }
      ),
    /** Removes files of units that let go of them, but for those that a person changed or another unit has: gives the former. */
    abandon: Effect.fnUntraced(function*(
      files: ReadonlyArray<readonly [path: string, digests: ReadonlyArray<string>]>,
      by: ReadonlySet<string>
    ) {
      const kept: Array<string> = []
      for (const [path, written] of files) {
        const makers = yield* ledger.makersOf(path)
        if ([...makers].some((unit) => !by.has(unit))) continue
        if (yield* isEdited(path, written)) kept.push(path)
        else yield* folder.remove(path)
      }
      return kept
    })
  }
}

const foreign = (path: string) => new ArtefactConflict({ path, reason: "dpg did not write it" })

const unmergeable = (path: string) =>
  new ArtefactConflict({ path, reason: "it was changed by hand since dpg wrote it" })

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
