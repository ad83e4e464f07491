/**
 * The manifest on disk: `.dpg/manifest.json` as it was when a run began or ended, and `.dpg/manifest.ndjson` with a line
 * for each change since, which takes precedence. A run appends and writes the whole once, at its end, so that the books of
 * a thousand pages cost no more a page than those of ten. Replaying lines that the whole has already changes nothing.
 */
import { Effect, Option, Schema } from "effect"
import { Change, Manifest, type Unit } from "../../domain/RunManifest.ts"
import { metaFolder, type RunFolder } from "../RunFolder.ts"

export const manifestPath = `${metaFolder}/manifest.json`
export const journalPath = `${metaFolder}/manifest.ndjson`

/** Units by name, in the order in which they were first made. */
export type Units = ReadonlyMap<string, Unit>

interface ManifestRead {
  readonly units: Units
  /** Whether there are changes that the whole may not have. */
  readonly changed: boolean
  /** The whole, where it does not decode: all that is known then is what changed since. */
  readonly spoilt: Option.Option<Uint8Array>
}

/** What dpg made in the folder, as far as the files say. */
export const readManifest = Effect.fnUntraced(function*(folder: RunFolder["Service"]) {
  // The journal first: a run that ends in between has put its lines into the whole by then.
  const journal = yield* folder.read(journalPath)
  const whole = yield* folder.read(manifestPath)
  const decoded = Option.flatMap(whole, (bytes) => decodeManifest(decoder.decode(bytes)))
  const units = new Map(Option.match(decoded, { onNone: () => [], onSome: (found) => Object.entries(found.units) }))
  const lines = Option.match(journal, { onNone: () => [], onSome: (bytes) => decoder.decode(bytes).split("\n") })
  // A line that a killed run left unfinished tells of nothing that was done since.
  for (const change of lines.flatMap((line) => Option.toArray(decodeChange(line)))) applyChange(units, change)
  const read: ManifestRead = {
    units,
    changed: Option.isSome(journal),
    spoilt: Option.isSome(decoded) ? Option.none() : whole
  }
  return read
})

/** Plain data already: the schema would only take its time over it. */
export const encodeManifest = (units: Units): Uint8Array =>
  encoder.encode(`${JSON.stringify({ version: 1, units: Object.fromEntries(units) } satisfies Manifest, null, 2)}\n`)

/** Lines of the journal. @param torn - whether what stands before them may be the beginning of a line */
export const encodeChanges = (changes: ReadonlyArray<Change>, torn: boolean): Uint8Array =>
  encoder.encode(`${torn ? "\n" : ""}${changes.map((change) => `${JSON.stringify(change)}\n`).join("")}`)

export const applyChange = (units: Map<string, Unit>, { entry, unit }: Change): void => {
  if (entry === undefined) units.delete(unit)
  else units.set(unit, entry)
}

/** The digests that a unit gave a path: the last finished one first, then those of writes that may not have ended. */
export const digestsOf = (unit: Unit, path: string): ReadonlyArray<string> =>
  Object.hasOwn(unit.files, path) ? unit.files[path] ?? [] : []

const decodeManifest = Schema.decodeUnknownOption(Schema.fromJsonString(Manifest))
const decodeChange = Schema.decodeUnknownOption(Schema.fromJsonString(Change))

const encoder = new TextEncoder()
const decoder = new TextDecoder()
