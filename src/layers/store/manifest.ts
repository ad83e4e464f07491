/** The manifest as text and as questions asked of it. Pure. */
import { Schema } from "effect"
import { emptyUnit, Manifest, type Unit } from "../../domain/RunManifest.ts"

export const emptyManifest: Manifest = { version: 1, units: {} }

export const decodeManifest = Schema.decodeUnknownOption(Schema.fromJsonString(Manifest))

/** Plain data already, and written with every unit: the schema would only take its time over it. */
export const encodeManifest = (manifest: Manifest): string => `${JSON.stringify(manifest, null, 2)}\n`

export const unitOf = (manifest: Manifest, unit: string): Unit =>
  Object.hasOwn(manifest.units, unit) ? manifest.units[unit] ?? emptyUnit : emptyUnit

/** The digests that a unit gave a path: the last finished one first, then those of writes that may not have ended. */
export const digestsOf = (unit: Unit, path: string): ReadonlyArray<string> =>
  Object.hasOwn(unit.files, path) ? unit.files[path] ?? [] : []

/** Every digest that dpg itself gave a path, or began to give it. */
export const writtenAs = (manifest: Manifest, path: string): ReadonlyArray<string> =>
  Object.values(manifest.units).flatMap((unit) => digestsOf(unit, path))

/** Names of the units that have a path among their files. */
export const makersOf = (manifest: Manifest, path: string): ReadonlyArray<string> =>
  Object.entries(manifest.units).flatMap(([name, unit]) => digestsOf(unit, path).length > 0 ? [name] : [])

/** The manifest with no conflict noted for the paths given. */
export const settled = (manifest: Manifest, paths: ReadonlyArray<string>): Manifest["units"] =>
  Object.fromEntries(
    Object.entries(manifest.units).map(([name, { conflicts = [], ...unit }]) => {
      const left = conflicts.filter((path) => !paths.includes(path))
      return [name, left.length === 0 ? unit : { ...unit, conflicts: left }]
    })
  )
