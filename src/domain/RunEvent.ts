/**
 * What happened in a run: the lines of `.dpg/run.ndjson`, what `--json` prints and what the terminal shows.
 * New members may be added; a reader passes over what it does not know.
 */
import { Schema } from "effect"
import { Mending } from "./Mending.ts"
import { WaitReason } from "./Rate.ts"
import { StepId } from "./Step.ts"
import { Usage } from "./Usage.ts"

/** In every event: when (ISO 8601, UTC), and which run. */
const stamp = { at: Schema.String, runId: Schema.String }

/** What failed, as it stands in the log: the tag of a `DpgError`, its line and what to do. */
export const Failure = Schema.Struct({ tag: Schema.String, message: Schema.String, hint: Schema.String })
export type Failure = typeof Failure.Type

const where = {
  step: StepId,
  /** `""` for a step that is not per page. */
  page: Schema.String
}

export const RunStarted = Schema.TaggedStruct("RunStarted", {
  ...stamp,
  version: Schema.String,
  offline: Schema.Boolean,
  directory: Schema.String,
  briefs: Schema.Array(Schema.String),
  region: Schema.String,
  regionSource: Schema.String,
  /** Where the credentials come from; never the credentials. */
  credentials: Schema.String,
  /** The endpoint, when it is not Amazon's own; `""` otherwise. */
  endpoint: Schema.String,
  /** Pictures given with `--image`. */
  images: Schema.optionalKey(Schema.Array(Schema.String)),
  /** What it is for, where that is not to make a product of a brief. */
  purpose: Schema.optionalKey(Schema.Literals(["mend"]))
})

const StepStarted = Schema.TaggedStruct("StepStarted", { ...stamp, ...where })

/** A step, or a page of it, is done; `reused` when nothing it depends on had changed and what was on disk serves. */
const StepFinished = Schema.TaggedStruct("StepFinished", {
  ...stamp,
  ...where,
  reused: Schema.Boolean,
  /** Paths written or reused, relative to the output folder. */
  files: Schema.Array(Schema.String),
  durationMillis: Schema.Finite
})

const StepFailed = Schema.TaggedStruct("StepFailed", { ...stamp, ...where, error: Failure })

/** How many pages there are, known after step 04a. */
const PagesCounted = Schema.TaggedStruct("PagesCounted", { ...stamp, pages: Schema.Array(Schema.String) })

/** One attempt of one model call, succeeded or not. */
export const CallAttempt = Schema.TaggedStruct("CallAttempt", {
  ...stamp,
  /** Ties the attempts of one call together, and names its files in `.dpg/calls/`. */
  callId: Schema.String,
  /** `""` for a call made outside of any step. */
  step: Schema.String,
  page: Schema.String,
  client: Schema.Literals(["raw", "converse"]),
  operation: Schema.String,
  modelId: Schema.String,
  /** From 1. */
  attempt: Schema.Finite,
  requestId: Schema.String,
  latencyMillis: Schema.Finite,
  /** What it waited for its turn before that; absent where it did not. */
  waitedMillis: Schema.optionalKey(Schema.Finite),
  /** Until the first content of a stream; absent where none came. */
  timeToFirstTokenMillis: Schema.optionalKey(Schema.Finite),
  usage: Usage,
  /** US dollars; absent where the model's price is not known. */
  costUsd: Schema.optionalKey(Schema.Finite),
  /** `""` where none came. */
  stopReason: Schema.String,
  /** Whether another attempt follows, and after how long. */
  retryInMillis: Schema.optionalKey(Schema.Finite),
  error: Schema.optionalKey(Failure)
})
export type CallAttempt = typeof CallAttempt.Type

/** Tokens of a call under way, so far: shown, not kept in the log. */
export const CallProgress = Schema.TaggedStruct("CallProgress", {
  ...stamp,
  callId: Schema.String,
  step: Schema.String,
  page: Schema.String,
  /** Characters received so far. */
  characters: Schema.Finite
})

/** A request has to wait for its turn: it is no attempt until it is sent. */
export const CallWaiting = Schema.TaggedStruct("CallWaiting", {
  ...stamp,
  callId: Schema.String,
  step: Schema.String,
  page: Schema.String,
  modelId: Schema.String,
  /** As far as can be seen when it begins. */
  millis: Schema.Finite,
  reason: WaitReason
})

/** An answer went back to the model with what was found wrong in it. */
const RepairRequested = Schema.TaggedStruct("RepairRequested", {
  ...stamp,
  ...where,
  round: Schema.Finite,
  findings: Schema.Array(Schema.String)
})

/** No answer for a page would do, repair rounds included: it is built from its skeleton, and the run goes on. */
const PageFellBack = Schema.TaggedStruct("PageFellBack", { ...stamp, ...where, findings: Schema.Array(Schema.String) })

/** What dpg made went into a file that a person had edited. */
const Merged = Schema.TaggedStruct("Merged", {
  ...stamp,
  ...where,
  path: Schema.String,
  /** The lines in which a conflict begins; none where both sides fit together. */
  conflicts: Schema.Array(Schema.Finite)
})

/** What became of what `dpg verify` had found. */
const Mended = Schema.TaggedStruct("Mended", { ...stamp, ...Mending.fields })

/** Something the user should know, that stops nothing. */
export const Warning = Schema.TaggedStruct("Warning", { ...stamp, message: Schema.String })

const RunFinished = Schema.TaggedStruct("RunFinished", {
  ...stamp,
  outcome: Schema.Literals(["done", "failed", "interrupted"]),
  exitCode: Schema.Finite,
  durationMillis: Schema.Finite,
  calls: Schema.Finite,
  usage: Usage,
  costUsd: Schema.optionalKey(Schema.Finite),
  error: Schema.optionalKey(Failure)
})

export const RunEvent = Schema.Union([
  RunStarted,
  StepStarted,
  StepFinished,
  StepFailed,
  PagesCounted,
  CallAttempt,
  CallProgress,
  CallWaiting,
  RepairRequested,
  PageFellBack,
  Merged,
  Mended,
  Warning,
  RunFinished
])
export type RunEvent = typeof RunEvent.Type

/** An event before the log has stamped it. */
export type Unstamped<Event extends RunEvent = RunEvent> = Event extends RunEvent ? Omit<Event, "at" | "runId"> : never
