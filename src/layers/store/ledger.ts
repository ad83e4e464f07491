/** The manifest in hand: read once, under the folder's lock, and kept with every change. */
import { Effect, Option } from "effect"
import type { StoreError } from "../../domain/Errors.ts"
import { type Change, emptyUnit, type Unit } from "../../domain/RunManifest.ts"
import { metaFolder, type RunFolder } from "../RunFolder.ts"
import {
  applyChange,
  digestsOf,
  encodeChanges,
  encodeManifest,
  journalPath,
  manifestPath,
  readManifest,
  type Units
} from "./manifest.ts"

export interface Ledger {
  /** As the files have it where nothing was asked or noted yet: a look at them takes no lock. */
  readonly units: Effect.Effect<Units, StoreError>
  /** What is known of a unit; of one that was never made, nothing. */
  readonly unit: (name: string) => Effect.Effect<Unit, StoreError>
  /** Names of the units that have a path among their files. */
  readonly makersOf: (path: string) => Effect.Effect<ReadonlySet<string>, StoreError>
  /** Every digest that dpg itself gave a path, or began to give it. */
  readonly writtenAs: (path: string) => Effect.Effect<ReadonlyArray<string>, StoreError>
  /** Appended and synced before it returns. */
  readonly note: (changes: ReadonlyArray<Change>) => Effect.Effect<void, StoreError>
  /** Writes the whole, where there are changes it does not have. */
  readonly close: Effect.Effect<void, StoreError>
}

/** Not safe for concurrent use: its owner sees to it that one effect at a time is at work in it. */
export const makeLedger = (folder: RunFolder["Service"]): Ledger => {
  let known: Books | undefined
  let appended = false
  let torn = false

  const writeWhole = Effect.fnUntraced(function*(units: Units) {
    yield* folder.write(manifestPath, encodeManifest(units))
    yield* folder.remove(journalPath)
  })

  const books = Effect.gen(function*() {
    if (known !== undefined) return known
    const found = yield* Effect.forEach([manifestPath, journalPath], folder.read)
    // Where there is nothing, no folder is made for it.
    if (found.every(Option.isNone)) return booksOf(new Map())
    yield* folder.open
    const { changed, spoilt, units } = yield* readManifest(folder)
    if (Option.isSome(spoilt)) yield* folder.write(spoiltPath, spoilt.value)
    if (changed) yield* writeWhole(units)
    return known = booksOf(units)
  })

  const note = Effect.fnUntraced(function*(changes: ReadonlyArray<Change>) {
    if (changes.length === 0) return
    yield* folder.open
    const current = yield* books
    known = current
    appended = true
    // What a full disk cut off must not swallow the next line.
    yield* folder.append(journalPath, encodeChanges(changes, torn)).pipe(
      Effect.onError(() => Effect.sync(() => torn = true))
    )
    torn = false
    for (const change of changes) apply(current, change)
  })

  return {
    units: Effect.suspend(() =>
      known === undefined ? Effect.map(readManifest(folder), ({ units }) => units) : Effect.succeed(known.units)
    ),
    unit: (name) => Effect.map(books, ({ units }) => units.get(name) ?? emptyUnit),
    makersOf: (path) => Effect.map(books, ({ makers }) => makers.get(path) ?? nobody),
    writtenAs: (path) =>
      Effect.map(
        books,
        ({ makers, units }) =>
          [...makers.get(path) ?? nobody].flatMap((name) => digestsOf(units.get(name) ?? emptyUnit, path))
      ),
    note,
    close: Effect.suspend(() => known === undefined || !appended ? Effect.void : writeWhole(known.units))
  }
}

/** Where a manifest goes that does not decode, so that nothing is lost with it. */
const spoiltPath = `${metaFolder}/manifest.invalid.json`

interface Books {
  readonly units: Map<string, Unit>
  /** By path, the units that have it: a look at every unit for every file would grow with the square of the pages. */
  readonly makers: Map<string, Set<string>>
}

const booksOf = (units: Units): Books => {
  const books: Books = { units: new Map(), makers: new Map() }
  for (const [unit, entry] of units) apply(books, { unit, entry })
  return books
}

const apply = ({ makers, units }: Books, change: Change): void => {
  const { entry, unit } = change
  for (const path of Object.keys(units.get(unit)?.files ?? {})) makers.get(path)?.delete(unit)
  for (const path of Object.keys(entry?.files ?? {})) makers.set(path, (makers.get(path) ?? new Set()).add(unit))
  applyChange(units, change)
}

const nobody: ReadonlySet<string> = new Set()
