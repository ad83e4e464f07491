/**
 * Every failure dpg reports: a closed union of tagged errors, and nothing else.
 * `message` says what is wrong and where, `hint` what to do next; each is one line and holds no secret.
 */
import type * as Access from "./errors/Access.ts"
import type * as Call from "./errors/Call.ts"
import type * as Product from "./errors/Product.ts"
import type * as Recording from "./errors/Recording.ts"
import type * as Run from "./errors/Run.ts"
import type * as Settings from "./errors/Settings.ts"

export * from "./errors/Access.ts"
export * from "./errors/Call.ts"
export * from "./errors/Product.ts"
export * from "./errors/Recording.ts"
export * from "./errors/Run.ts"
export * from "./errors/Settings.ts"

/** What a single attempt at Bedrock, or the policy around it, can fail with. */
export type BedrockError =
  | Settings.CredentialsNotFound
  | Settings.CredentialsInvalid
  | Settings.CredentialsExpired
  | Access.AccessDenied
  | Access.ModelAccessNotEnabled
  | Access.InferenceProfileRequired
  | Access.ModelNotFound
  | Access.ModelRetired
  | Call.InvalidRequest
  | Call.Throttled
  | Call.QuotaExceeded
  | Call.ModelTimedOut
  | Call.TimedOut
  | Call.ServiceFailed
  | Call.StreamBroken
  | Call.OutputTruncated
  | Call.Refused
  | Call.NetworkFailed
  | Recording.ReplayMissing
  | Recording.RecordingInvalid

/** What credential resolution can fail with. */
export type CredentialsError = Settings.CredentialsNotFound | Settings.CredentialsInvalid | Settings.CredentialsExpired

/** What writing and reading artefacts can fail with. */
export type StoreError =
  | Run.RunLocked
  | Run.ArtefactConflict
  | Run.ArtefactInvalid
  | Run.ArtefactStale
  | Run.OutputNotWritable

/** What looking at a product can fail with. */
export type VerifyError =
  | Product.ProductNotFound
  | Product.VerificationFailed
  | Product.NotVerified
  | Product.MendIncomplete
  | Product.NpmFailed
  | Product.AppNotServed

/** Every failure dpg reports. */
export type DpgError =
  | BedrockError
  | Settings.ConfigInvalid
  | Settings.LimiterUnavailable
  | Run.InvalidModelOutput
  | Run.BriefNotReadable
  | StoreError
  | Run.MergeConflict
  | Run.PagesFellBack
  | Product.RunLogNotFound
  | Product.ProductInvalid
  | VerifyError
