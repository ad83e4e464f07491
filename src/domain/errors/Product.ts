/** What is wrong with a product that is looked at, built or served. */
import { Schema } from "effect"

/** What is on disk does not hold together. */
export class ProductInvalid extends Schema.TaggedError<ProductInvalid>()("ProductInvalid", {
  directory: Schema.String,
  findings: Schema.Finite,
  files: Schema.Finite
}) {
  override get message() {
    return `${this.directory} has ${plural(this.findings, "finding")} in ${plural(this.files, "file")}`
  }
  get hint() {
    return "Mend what is named above, or move a file away to have it made anew."
  }
}

/** There is no run to look at. */
export class RunLogNotFound extends Schema.TaggedError<RunLogNotFound>()("RunLogNotFound", {
  path: Schema.String,
  reason: Schema.String
}) {
  override get message() {
    return `The log ${this.path} cannot be shown: ${this.reason}`
  }
  get hint() {
    return "Name the folder a run wrote to: what was given as --out."
  }
}

/** There is no product to look at. */
export class ProductNotFound extends Schema.TaggedError<ProductNotFound>()("ProductNotFound", {
  directory: Schema.String,
  reason: Schema.String
}) {
  override get message() {
    return `${this.directory} holds no product: ${this.reason}`
  }
  get hint() {
    return "Name the folder a run wrote to: what was given as --out."
  }
}

/** The product does not pass its gates. */
export class VerificationFailed extends Schema.TaggedError<VerificationFailed>()("VerificationFailed", {
  directory: Schema.String,
  /** What failed, in words: `Types`, `Forms`, … */
  gates: Schema.Array(Schema.String)
}) {
  override get message() {
    return `The product in ${this.directory} does not pass: ${this.gates.join(", ")}`
  }
  get hint() {
    return "Every finding stands in .dpg/verify.json and, to read, in report.html."
  }
}

/** There is nothing to mend by: the product was not verified, or is another by now. */
export class NotVerified extends Schema.TaggedError<NotVerified>()("NotVerified", {
  directory: Schema.String,
  reason: Schema.String
}) {
  override get message() {
    return `${this.directory} cannot be mended: ${this.reason}`
  }
  get hint() {
    return `Run \`dpg verify ${this.directory}\`: what it finds is what is mended.`
  }
}

/** Something of what `dpg verify` found is left after mending. */
export class MendIncomplete extends Schema.TaggedError<MendIncomplete>()("MendIncomplete", {
  directory: Schema.String,
  /** Ids of the pages that are left as they were, or have still something wrong. */
  pages: Schema.Array(Schema.String),
  /** Gates that found what is no page's. */
  gates: Schema.Array(Schema.String)
}) {
  override get message() {
    const number = this.pages.length === 1 ? "the page" : `the ${this.pages.length} pages`
    const pages = this.pages.length === 0 ? [] : [`in ${number} ${this.pages.join(", ")}`]
    const gates = this.gates.length === 0 ? [] : [`of ${this.gates.join(", ")}`]
    return `Not all that was found in ${this.directory} is mended: something is left ${
      [...pages, ...gates].join(" and ")
    }`
  }
  get hint() {
    return "Mend what is named above by hand, and `dpg verify` again."
  }
}

/** npm could not be run, or could not fetch what the app needs. */
export class NpmFailed extends Schema.TaggedError<NpmFailed>()("NpmFailed", {
  /** As it was called: `npm install`. */
  command: Schema.String,
  reason: Schema.String
}) {
  override get message() {
    return `${this.command} failed: ${this.reason}`
  }
  get hint() {
    return "Check that npm runs, and that it reaches its registry (network, proxy, .npmrc)."
  }
}

/** The built app could not be served. */
export class AppNotServed extends Schema.TaggedError<AppNotServed>()("AppNotServed", {
  port: Schema.Finite,
  /** `EADDRINUSE`, `EACCES`, … */
  code: Schema.String
}) {
  override get message() {
    const reason = this.code === "EADDRINUSE" ? "the port is in use" : this.code
    return `The app cannot be served on 127.0.0.1:${this.port}: ${reason}`
  }
  get hint() {
    return "Choose another port with --port, or none to get one that is free."
  }
}

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`
