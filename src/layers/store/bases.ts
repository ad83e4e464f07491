/**
 * What dpg last wrote, unit by unit: `.dpg/base/<unit>.json`, a path's text under its path. A file that a person edits is
 * merged against it. A unit's bases are replaced when its files have been, so that a run killed in between merges against
 * what was there before.
 */
import { Effect, Option, Schema } from "effect"
import { metaFolder, type RunFolder } from "../RunFolder.ts"

const Bases = Schema.fromJsonString(Schema.Record(Schema.String, Schema.String))
const decode = Schema.decodeUnknownOption(Bases)
const encode = Schema.encodeEffect(Bases)

const pathOf = (unit: string): string => `${metaFolder}/base/${unit}.json`

/** The bases of a unit; none where there are none or they cannot be read. */
export const readBases = (folder: RunFolder["Service"], unit: string) =>
  Effect.map(
    folder.read(pathOf(unit)),
    (bytes) => Option.flatMap(bytes, (found) => decode(new TextDecoder().decode(found)))
  )

export const writeBases = Effect.fnUntraced(function*(
  folder: RunFolder["Service"],
  unit: string,
  files: ReadonlyArray<{ readonly path: string; readonly content: string }>
) {
  const text = yield* Effect.orDie(encode(Object.fromEntries(files.map(({ content, path }) => [path, content]))))
  yield* folder.write(pathOf(unit), new TextEncoder().encode(text))
})

export const removeBases = (folder: RunFolder["Service"], unit: string) => folder.remove(pathOf(unit))
