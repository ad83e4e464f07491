import { Context, type Effect, type Option } from "effect"
import type { StoreError } from "../domain/Errors.ts"

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
   * same and all of them are there; none when it has to be made.
   */
  readonly reuse: (
    unit: string,
    fingerprint: string
  ) => Effect.Effect<Option.Option<ReadonlyArray<ArtefactFile>>, StoreError>
  /**
   * Writes all files of a unit and notes them under its fingerprint; files that it wrote earlier and no longer has are
   * removed. Fails with `ArtefactConflict`, before anything is written, where a person changed one of them or where a
   * file stands that dpg did not write.
   */
  readonly commit: (
    unit: string,
    fingerprint: string,
    files: ReadonlyArray<ArtefactFile>
  ) => Effect.Effect<void, StoreError>
  /** Writes a file under `.dpg/` (calls, rejected answers): never checked for conflicts, never part of a unit. */
  readonly keep: (path: string, content: string) => Effect.Effect<void, StoreError>
}>()("dpg/layers/RunStore") {}
