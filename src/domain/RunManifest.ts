/** `.dpg/manifest.json` and `.dpg/manifest.ndjson`: what dpg made in an output folder, and from what. */
import { Schema } from "effect"

/** One unit of work: a step, or a page of a step. */
export const Unit = Schema.Struct({
  /** Of everything it was made from; `""` while its files are being written. */
  fingerprint: Schema.String,
  /** SHA-256 of each file as dpg wrote it, in hexadecimal; several where a write was begun and may not have ended. */
  files: Schema.Record(Schema.String, Schema.Array(Schema.String)),
  /** SHA-256 of each thing the fingerprint covers, by name (`prd`, `model`, `prompt`): they say why it is stale. */
  inputs: Schema.optionalKey(Schema.Record(Schema.String, Schema.String)),
  /** Whether a page is built from its skeleton, because no answer of the model would do. */
  skeleton: Schema.optionalKey(Schema.Boolean),
  /** Files in which both sides' changes stand between marks, as far as is known. */
  conflicts: Schema.optionalKey(Schema.Array(Schema.String)),
  /** Who answered in the models' place when it was made. */
  standIn: Schema.optionalKey(Schema.String)
})
export type Unit = typeof Unit.Type

export const Manifest = Schema.Struct({ version: Schema.Literal(1), units: Schema.Record(Schema.String, Unit) })
export type Manifest = typeof Manifest.Type

/** A line of `.dpg/manifest.ndjson`: what is known of a unit from then on; without an entry, nothing any more. */
export const Change = Schema.Struct({ unit: Schema.String, entry: Schema.optionalKey(Unit) })
export type Change = typeof Change.Type

/** A unit that was never made: its fingerprint is nobody's. */
export const emptyUnit: Unit = { fingerprint: "", files: {} }
