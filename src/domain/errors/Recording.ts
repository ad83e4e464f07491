/** Recordings that do not answer. */
import { Schema } from "effect"
import { call } from "./about.ts"

/** A replay has no answer to a request. Never retried. */
export class ReplayMissing extends Schema.TaggedError<ReplayMissing>()("ReplayMissing", {
  ...call,
  /** The step that asks, and its page: `""` outside of a run. */
  step: Schema.String,
  page: Schema.String,
  /** What names the exchange, in the folder of the recording: `Converse-<digest>-1.json`. */
  name: Schema.String,
  /** Where the request was written, for a reply to be added; `""` where it could not be. */
  file: Schema.String
}) {
  override get message() {
    const where = [this.step, ...this.page === "" ? [] : [`page ${this.page}`]].filter((part) => part !== "").join(", ")
    return `No answer is recorded to ${this.operation} on ${this.modelId}${
      where === "" ? "" : ` (${where})`
    }: ${this.name}`
  }
  get hint() {
    return this.file === ""
      ? "Record it with --record; the folder cannot be written, so that the request is not in its missing/."
      : `Record it with --record, or write an answer in place of null in ${this.file}: "reply": { "text": "…" }.`
  }
}

/** A recording that cannot be read. Never retried. */
export class RecordingInvalid extends Schema.TaggedError<RecordingInvalid>()("RecordingInvalid", {
  /** `missing` when there is nothing to read at all. */
  kind: Schema.Literals(["missing", "invalid"]),
  path: Schema.String,
  /** Where in the file, as `events.3.messageStop`; `""` for the whole of it. */
  place: Schema.String,
  reason: Schema.String
}) {
  override get message() {
    return `The recording ${this.path} cannot be used: ${this.place === "" ? "" : `${this.place}: `}${this.reason}`
  }
  get hint() {
    return this.kind === "missing"
      ? "Name a folder that was given to --record, or make an empty one to write answers into."
      : "Mend the file, or move it away: its request is then asked for in missing/."
  }
}
