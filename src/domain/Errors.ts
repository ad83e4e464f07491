/**
 * Every failure dpg reports: a closed union of tagged errors, and nothing else.
 * `message` says what is wrong and where, `hint` what to do next; each is one line and holds no secret.
 */
import { Effect, Schema } from "effect"
import { deniedHint } from "./deniedHint.ts"
import { Finding, render } from "./Finding.ts"
import { IamStatement } from "./IamStatement.ts"
import { PartialAnswer } from "./PartialAnswer.ts"

/** What a call was about: in every error that comes from Bedrock. */
const call = {
  /** `InvokeModel`, `InvokeModelWithResponseStream`, `Converse` or `ConverseStream`. */
  operation: Schema.String,
  modelId: Schema.String,
  /** The service's own words, where it had any. */
  detail: Schema.String,
  /** `x-amzn-RequestId`, where the service answered. */
  requestId: Schema.optionalKey(Schema.String),
  /** Where the failure came in the middle of an answer. */
  partial: Schema.optionalKey(PartialAnswer),
  cause: Schema.optionalKey(Schema.Defect())
}

/** What the service asked for in `Retry-After`, in milliseconds. */
const retryAfterMillis = Schema.optionalKey(Schema.Finite)

/** One place where credentials were looked for. */
export const SourceTried = Schema.Struct({ source: Schema.String, reason: Schema.String })

// ---------------------------------------------------------------------------------------------------------------------
// Settings and credentials
// ---------------------------------------------------------------------------------------------------------------------

/** A setting holds what makes no sense. */
export class ConfigInvalid extends Schema.TaggedError<ConfigInvalid>()("ConfigInvalid", {
  key: Schema.String,
  /** What it holds; `""` for a setting that is a secret. */
  value: Schema.String,
  expected: Schema.String,
  /** In place of "holds a value that makes no sense". */
  reason: Schema.optionalKey(Schema.String),
  /** In place of the advice to set it or leave it out. */
  remedy: Schema.optionalKey(Schema.String)
}) {
  override get message() {
    return this.reason ??
      `${this.key} holds ${this.value === "" ? "a value" : JSON.stringify(this.value)} that makes no sense`
  }
  get hint() {
    return this.remedy ?? `Set ${this.key} to ${this.expected}, or leave it out.`
  }
}

/** The Redis that is to hold the shared rate cannot be used. */
export class LimiterUnavailable extends Schema.TaggedError<LimiterUnavailable>()("LimiterUnavailable", {
  /** Host and port, without credentials. */
  place: Schema.String,
  reason: Schema.String
}) {
  override get message() {
    return `The limiter's Redis at ${this.place} cannot be used: ${this.reason}`
  }
  get hint() {
    return "Start it or mend DPG_LIMITER; `DPG_LIMITER=memory` needs none, and limits this process alone."
  }
}

/** No source of credentials gave any. */
export class CredentialsNotFound extends Schema.TaggedError<CredentialsNotFound>()("CredentialsNotFound", {
  tried: Schema.Array(SourceTried)
}) {
  override get message() {
    const tried = this.tried.map(({ reason, source }) => `${source}: ${reason}`).join("; ")
    return `AWS credentials were not found.${tried === "" ? "" : ` Tried ${tried}.`}`
  }
  get hint() {
    return "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE, or run `aws configure`; `--offline` needs none."
  }
}

/** A source of credentials is there, and is not usable as it stands. */
export class CredentialsInvalid extends Schema.TaggedError<CredentialsInvalid>()("CredentialsInvalid", {
  source: Schema.String,
  reason: Schema.String,
  /** The one thing to do. */
  remedy: Schema.String
}) {
  override get message() {
    return `The AWS credentials in ${this.source} cannot be used: ${this.reason}`
  }
  get hint() {
    return this.remedy
  }
}

/** The credentials were good once. */
export class CredentialsExpired extends Schema.TaggedError<CredentialsExpired>()("CredentialsExpired", {
  source: Schema.String,
  detail: Schema.String,
  /** The one thing to do, where the source is known well enough. */
  remedy: Schema.optionalKey(Schema.String)
}) {
  override get message() {
    return `The AWS credentials from ${this.source} have expired${this.detail === "" ? "" : `: ${this.detail}`}`
  }
  get hint() {
    return this.remedy ??
      "Sign in again (`aws sso login`), or put fresh keys and their session token in the environment."
  }
}

// ---------------------------------------------------------------------------------------------------------------------
// Bedrock
// ---------------------------------------------------------------------------------------------------------------------

/**
 * Which kind of policy refused. `credentials`: no policy did, the keys or their signature are not accepted; `api-key`:
 * the bearer token is not.
 */
export const DeniedBy = Schema.Literals([
  "identity-policy",
  "permissions-boundary",
  "session-policy",
  "resource-policy",
  "vpc-endpoint-policy",
  "service-control-policy",
  "resource-control-policy",
  "credentials",
  "api-key",
  "unknown"
])
export type DeniedBy = typeof DeniedBy.Type

/** The caller is known, or claims to be, and may not do this. Never retried. */
export class AccessDenied extends Schema.TaggedError<AccessDenied>()("AccessDenied", {
  ...call,
  /** The exception's own name: `AccessDeniedException`, `UnrecognizedClientException`, `InvalidSignatureException`, … */
  exception: Schema.String,
  /** The IAM action that was refused: `bedrock:InvokeModel`. */
  action: Schema.String,
  /** The ARN it was refused on, as far as it is known. */
  resource: Schema.String,
  /** The ARN of the caller, where AWS names it. */
  principal: Schema.optionalKey(Schema.String),
  deniedBy: DeniedBy.pipe(Schema.optionalKey, Schema.withConstructorDefault(Effect.succeed("unknown" as const))),
  /** Whether a Deny statement refuses it, rather than that no Allow statement does. */
  explicit: Schema.Boolean.pipe(Schema.optionalKey, Schema.withConstructorDefault(Effect.succeed(false))),
  /** The ARN of the policy that refuses, where AWS names it. */
  policy: Schema.optionalKey(Schema.String),
  /** The statement that would allow it. */
  statement: Schema.optionalKey(IamStatement)
}) {
  override get message() {
    return `Access denied to ${this.modelId} (${this.operation}): ${this.detail}`
  }
  get hint() {
    return deniedHint(this)
  }
}

/** The account has not been given this model: no IAM statement helps. */
export class ModelAccessNotEnabled extends Schema.TaggedError<ModelAccessNotEnabled>()("ModelAccessNotEnabled", call) {
  override get message() {
    return `The account has no access to the model ${this.modelId}: ${this.detail}`
  }
  get hint() {
    if (/use.case/i.test(this.detail)) {
      return "Fill out the provider's use case form on the Model access page of the Amazon Bedrock console, and wait a quarter of an hour."
    }
    if (/aws-marketplace:/i.test(this.detail)) {
      return "Have someone who may aws-marketplace:Subscribe and aws-marketplace:ViewSubscriptions call the model once: that enables it for the account."
    }
    return /payment/i.test(this.detail)
      ? "Add a valid means of payment in the Billing console: the model is subscribed to through AWS Marketplace."
      : "Request access on the Model access page of the Amazon Bedrock console, in the Region in use."
  }
}

/** The model cannot be called by its bare id. */
export class InferenceProfileRequired
  extends Schema.TaggedError<InferenceProfileRequired>()("InferenceProfileRequired", {
    ...call,
    /** Profiles that serve the model. */
    profiles: Schema.Array(Schema.String)
  })
{
  override get message() {
    return `The model ${this.modelId} is served through inference profiles only`
  }
  get hint() {
    return this.profiles.length === 0
      ? "Put a geography before the id: us., eu., jp., au. or global."
      : `Use one of ${this.profiles.join(", ")}.`
  }
}

export class ModelNotFound extends Schema.TaggedError<ModelNotFound>()("ModelNotFound", call) {
  override get message() {
    return `The model ${this.modelId} was not found: ${this.detail}`
  }
  get hint() {
    return "Check the id and the Region; `dpg models` lists the models dpg knows."
  }
}

/** The model is there no more, or no more for this account. */
export class ModelRetired extends Schema.TaggedError<ModelRetired>()("ModelRetired", {
  ...call,
  /** `end-of-life`: for everyone. `legacy`: for accounts that have not used it of late. */
  stage: Schema.Literals(["end-of-life", "legacy"]),
  /** What to call in its stead, from the catalogue. */
  replacement: Schema.String
}) {
  override get message() {
    return this.stage === "end-of-life"
      ? `The model ${this.modelId} has reached the end of its life: ${this.detail}`
      : `The model ${this.modelId} is closed to accounts that have not used it of late: ${this.detail}`
  }
  get hint() {
    return `Set another model, such as ${this.replacement}; \`dpg models\` lists those dpg knows.`
  }
}

/** Bedrock does not accept the request as it stands. */
export class InvalidRequest extends Schema.TaggedError<InvalidRequest>()("InvalidRequest", call) {
  override get message() {
    return `${this.operation} on ${this.modelId} was refused: ${this.detail}`
  }
  get hint() {
    return "This request will be refused again; if dpg built it, please report it with the request in .dpg/calls/."
  }
}

/** The account's rate is used up for the moment, or the model is still being loaded. */
export class Throttled extends Schema.TaggedError<Throttled>()("Throttled", {
  ...call,
  exception: Schema.String,
  retryAfterMillis
}) {
  override get message() {
    return `${this.modelId} is throttled: ${this.detail}`
  }
  get hint() {
    return "Run again later, lower --concurrency, raise BEDROCK_MAX_ATTEMPTS, or ask for a higher quota."
  }
}

/** A quota that waiting does not refill. */
export class QuotaExceeded extends Schema.TaggedError<QuotaExceeded>()("QuotaExceeded", call) {
  override get message() {
    return `A service quota is exceeded for ${this.modelId}: ${this.detail}`
  }
  get hint() {
    return "Ask for a higher quota in the Service Quotas console."
  }
}

/** The model itself took too long, says Bedrock (408). */
export class ModelTimedOut extends Schema.TaggedError<ModelTimedOut>()("ModelTimedOut", call) {
  override get message() {
    return `${this.modelId} took too long: ${this.detail}`
  }
  get hint() {
    return "Run again, or choose a faster model."
  }
}

/** One of our own deadlines passed. */
export class TimedOut extends Schema.TaggedError<TimedOut>()("TimedOut", {
  ...call,
  /** `connect`: no connection. `idle`: connected, then silence. `total`: the whole call, retries included. */
  deadline: Schema.Literals(["connect", "idle", "total"]),
  afterMillis: Schema.Finite
}) {
  override get message() {
    const what = { connect: "No connection", idle: "No answer", total: "No end" }[this.deadline]
    return `${what} from ${this.modelId} (${this.operation}) within ${this.afterMillis / 1000} s`
  }
  get hint() {
    return {
      connect: "Check the network and AWS_ENDPOINT_URL_BEDROCK_RUNTIME, or raise BEDROCK_CONNECT_TIMEOUT.",
      idle: "Raise BEDROCK_READ_TIMEOUT, or choose a faster model.",
      total: "Run again, or choose a faster model."
    }[this.deadline]
  }
}

/** A fault on Bedrock's side (5xx, or a model that failed behind it). */
export class ServiceFailed extends Schema.TaggedError<ServiceFailed>()("ServiceFailed", {
  ...call,
  exception: Schema.String,
  /** HTTP status of the answer; for `ModelErrorException`, the status the model itself gave. */
  status: Schema.Finite,
  retryAfterMillis
}) {
  override get message() {
    return `Bedrock failed on ${this.modelId} (${this.exception}): ${this.detail}`
  }
  get hint() {
    return "Run again later; see https://health.aws.amazon.com if it goes on."
  }
}

/** A stream that did not end as a stream ends. */
export class StreamBroken extends Schema.TaggedError<StreamBroken>()("StreamBroken", {
  ...call,
  /** Whether any content had arrived: then the call is not made again. */
  contentSeen: Schema.Boolean
}) {
  override get message() {
    return `The answer of ${this.modelId} broke off: ${this.detail}`
  }
  get hint() {
    return "Run again; what was finished before is kept."
  }
}

/** The answer reached `max_tokens` before its end. */
export class OutputTruncated extends Schema.TaggedError<OutputTruncated>()("OutputTruncated", {
  ...call,
  maxTokens: Schema.Finite
}) {
  override get message() {
    return `The answer of ${this.modelId} was cut at ${this.maxTokens} tokens`
  }
  get hint() {
    return "Split the brief, or choose a model with a higher output limit."
  }
}

/** The model, or a guardrail, declined to answer. */
export class Refused extends Schema.TaggedError<Refused>()("Refused", { ...call, stopReason: Schema.String }) {
  override get message() {
    return `${this.modelId} declined to answer (${this.stopReason})${this.detail === "" ? "" : `: ${this.detail}`}`
  }
  get hint() {
    return "Look in the brief for what it may object to, or choose another model or guardrail."
  }
}

/** Nothing reached Bedrock, or nothing came back. */
export class NetworkFailed extends Schema.TaggedError<NetworkFailed>()("NetworkFailed", {
  ...call,
  /** The system's code (`ECONNREFUSED`, `ENOTFOUND`, `ECONNRESET`, …), or `HTTP 407` and the like from a proxy. */
  code: Schema.String,
  /** Host and port of the proxy that it failed at, without credentials. */
  proxy: Schema.optionalKey(Schema.String)
}) {
  override get message() {
    const through = this.proxy === undefined ? "" : ` through the proxy ${this.proxy}`
    return `Bedrock could not be reached${through} (${this.code}): ${this.detail}`
  }
  get hint() {
    if (this.code === "HTTP 407") {
      return "The proxy asks for a name and password: put them in HTTPS_PROXY, as http://USER:PASSWORD@HOST:PORT."
    }
    if (this.proxy !== undefined) {
      return "Check HTTPS_PROXY and what the proxy allows; NO_PROXY names hosts that are reached without it."
    }
    return untrusted.has(this.code)
      ? "If that certificate is your organisation's own, name the file of its authority in AWS_CA_BUNDLE."
      : "Check the network, proxy and Region (or AWS_ENDPOINT_URL_BEDROCK_RUNTIME)."
  }
}

/** OpenSSL's names for a certificate that nobody known has signed. */
const untrusted: ReadonlySet<string> = new Set([
  "SELF_SIGNED_CERT_IN_CHAIN",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY"
])

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

// ---------------------------------------------------------------------------------------------------------------------
// The run
// ---------------------------------------------------------------------------------------------------------------------

/** A brief that is missing, empty, not text or too long. */
export class BriefNotReadable extends Schema.TaggedError<BriefNotReadable>()("BriefNotReadable", {
  name: Schema.String,
  /** `missing` when there is nothing to read at all. */
  kind: Schema.Literals(["missing", "unreadable", "empty", "binary", "too-long"]),
  reason: Schema.String
}) {
  override get message() {
    return `The brief ${this.name} cannot be used: ${this.reason}`
  }
  get hint() {
    return this.kind === "missing"
      ? "Name a Markdown, text, PDF or Word file, or `-` for standard input."
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
    return "Run again to try just these, choose a stronger model, or edit the page: what you write is kept."
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

/** What a single attempt at Bedrock, or the policy around it, can fail with. */
export type BedrockError =
  | CredentialsNotFound
  | CredentialsInvalid
  | CredentialsExpired
  | AccessDenied
  | ModelAccessNotEnabled
  | InferenceProfileRequired
  | ModelNotFound
  | ModelRetired
  | InvalidRequest
  | Throttled
  | QuotaExceeded
  | ModelTimedOut
  | TimedOut
  | ServiceFailed
  | StreamBroken
  | OutputTruncated
  | Refused
  | NetworkFailed
  | ReplayMissing
  | RecordingInvalid

/** What credential resolution can fail with. */
export type CredentialsError = CredentialsNotFound | CredentialsInvalid | CredentialsExpired

/** What writing and reading artefacts can fail with. */
export type StoreError = RunLocked | ArtefactConflict | ArtefactInvalid | ArtefactStale | OutputNotWritable

/** What looking at a product can fail with. */
export type VerifyError = ProductNotFound | VerificationFailed | NpmFailed | AppNotServed

/** Every failure dpg reports. */
export type DpgError =
  | BedrockError
  | ConfigInvalid
  | LimiterUnavailable
  | InvalidModelOutput
  | BriefNotReadable
  | StoreError
  | MergeConflict
  | PagesFellBack
  | RunLogNotFound
  | ProductInvalid
  | VerifyError

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`
