/** Calls that failed on their way, at Bedrock, or in the middle of their answer. */
import { Schema } from "effect"
import { call, retryAfterMillis } from "./about.ts"

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
export class Refused extends Schema.TaggedError<Refused>()("Refused", {
  ...call,
  stopReason: Schema.String,
  /** What the guardrail found, where it was asked to say: it may repeat the words it objects to. */
  trace: Schema.optionalKey(Schema.Redacted(Schema.MutableJson))
}) {
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
