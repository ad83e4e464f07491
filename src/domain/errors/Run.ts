/** What ends a run. */
import { Schema } from "effect"
import { Finding, render } from "../Finding.ts"

/** The model's answer does not decode, or does not fit the artefacts before it, after the last repair round. */
export class InvalidModelOutput extends Schema.TaggedError<InvalidModelOutput>()("InvalidModelOutput", {
  step: Schema.String,
  /** `""` for a step that is not per page. */
  page: Schema.String,
  modelId: Schema.String,
  rounds: Schema.Finite,
  findings: Schema.Array(Finding),
  /** The answer as it came, kept for inspection. */
  output: Schema.String
}) {
  override get message() {
    const [first, ...rest] = this.findings
    const more = rest.length === 0 ? "" : ` (and ${rest.length} more)`
    const where = this.page === "" ? this.step : `${this.step} of page ${this.page}`
    return `${this.modelId} gave no usable answer for ${where}: ${
      first === undefined ? "nothing" : render(first)
    }${more}`
  }
  get hint() {
    return "Run again, or choose a stronger model; the answer is kept in .dpg/rejected/."
  }
}

/** A brief that is missing, empty, not text or too long, or a picture given with it that will not do. */
export class BriefNotReadable extends Schema.TaggedError<BriefNotReadable>()("BriefNotReadable", {
  name: Schema.String,
  /** `missing` when there is nothing to read at all. */
  kind: Schema.Literals(["missing", "unreadable", "empty", "binary", "too-long"]),
  reason: Schema.String,
  /** Whether it was given with `--image`. */
  image: Schema.optionalKey(Schema.Boolean)
}) {
  override get message() {
    return `The ${this.image === true ? "picture" : "brief"} ${this.name} cannot be used: ${this.reason}`
  }
  get hint() {
    if (this.image === true) return "--image takes PNG, JPEG, WebP and GIF files: mend what is named, or leave it out."
    if (this.kind === "missing") return "Name a Markdown, text, PDF or Word file, or `-` for standard input."
    return this.kind === "too-long"
      ? "Keep what says what to build, and leave out the rest; or make the parts of it products of their own."
      : "Give a text in UTF-8, a PDF or a .docx that says what to build; pictures go with --image."
  }
}

/** Another dpg is at work in the same folder. */
export class RunLocked extends Schema.TaggedError<RunLocked>()("RunLocked", {
  directory: Schema.String,
  pid: Schema.Finite
}) {
  override get message() {
    return `Another dpg (process ${this.pid}) is at work in ${this.directory}`
  }
  get hint() {
    return "Wait for it to end, or choose another folder with --out."
  }
}

/** A file would be overwritten that a person changed, or that dpg did not write. */
export class ArtefactConflict extends Schema.TaggedError<ArtefactConflict>()("ArtefactConflict", {
  path: Schema.String,
  reason: Schema.String
}) {
  override get message() {
    return `${this.path} would be overwritten: ${this.reason}`
  }
  get hint() {
    return "Move the file away to have it made anew, or choose another folder with --out."
  }
}

/** Where a conflict of a merge stands. */
export const ConflictPlace = Schema.Struct({ path: Schema.String, line: Schema.Finite })
export type ConflictPlace = typeof ConflictPlace.Type

/** A person and dpg both changed the same lines: both versions stand in the file, between marks. */
export class MergeConflict extends Schema.TaggedError<MergeConflict>()("MergeConflict", {
  places: Schema.Array(ConflictPlace)
}) {
  override get message() {
    const shown = this.places.slice(0, 5).map(({ line, path }) => `${path} line ${line}`).join(", ")
    const more = this.places.length > 5 ? ` (and ${this.places.length - 5} more)` : ""
    return `You and dpg changed the same lines: ${shown}${more}`
  }
  get hint() {
    return "Settle what stands between <<<<<<< yours and >>>>>>> dpg, take the marks out, and run again."
  }
}

/** Pages that no answer of a model would do for: they are built from their skeletons, all else is done. */
export class PagesFellBack extends Schema.TaggedError<PagesFellBack>()("PagesFellBack", {
  pages: Schema.Array(
    Schema.Struct({ step: Schema.String, page: Schema.String, findings: Schema.Array(Schema.String) })
  )
}) {
  override get message() {
    const shown = this.pages.slice(0, 5).map(({ findings, page, step }) =>
      `${page} (${step}: ${findings[0] ?? "no usable answer"})`
    )
    const more = this.pages.length > 5 ? ` (and ${this.pages.length - 5} more)` : ""
    return `${this.pages.length === 1 ? "One page is" : `${this.pages.length} pages are`} built from the skeleton: ${
      shown.join(", ")
    }${more}`
  }
  get hint() {
    const these = this.pages.length === 1 ? "this one" : "these"
    return `Run again to try just ${these}, choose a stronger model, or edit the page: what you write is kept.`
  }
}

/** An artefact on disk, made or edited by hand, does not decode, or does not fit the artefacts before it. */
export class ArtefactInvalid extends Schema.TaggedError<ArtefactInvalid>()("ArtefactInvalid", {
  path: Schema.String,
  findings: Schema.Array(Finding)
}) {
  override get message() {
    const [first, ...rest] = this.findings
    const more = rest.length === 0 ? "" : ` (and ${rest.length} more)`
    return `${this.path} is not valid${first === undefined ? "" : `: ${render(first)}`}${more}`
  }
  get hint() {
    return "Mend the file, or move it away to have it made anew."
  }
}

/** An artefact would have to be made anew: how `dpg status` finds out without a model. */
export class ArtefactStale extends Schema.TaggedError<ArtefactStale>()("ArtefactStale", {
  /** The unit of work: `02-prd`, `04b-ir/home`. */
  unit: Schema.String
}) {
  override get message() {
    return `${this.unit} would have to be made anew`
  }
  get hint() {
    return "`dpg run` makes it; `dpg status` says why."
  }
}

/** The output folder cannot be written, or a path would leave it. */
export class OutputNotWritable extends Schema.TaggedError<OutputNotWritable>()("OutputNotWritable", {
  path: Schema.String,
  reason: Schema.String
}) {
  override get message() {
    return `${this.path} cannot be written: ${this.reason}`
  }
  get hint() {
    return "Check the folder's permissions and free space, or choose another with --out."
  }
}
