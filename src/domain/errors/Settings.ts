/** Settings and credentials that cannot be used. */
import { Schema } from "effect"

/** One place where credentials were looked for. */
export const SourceTried = Schema.Struct({ source: Schema.String, reason: Schema.String })

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
