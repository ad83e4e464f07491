/** The closed union of errors as a whole. */
import { Schema } from "effect"
import * as Errors from "./Errors.ts"
import type { Failure } from "./RunEvent.ts"

/** The failures of Bedrock as a whole. */
export const BedrockErrors = Schema.Union([
  Errors.CredentialsNotFound,
  Errors.CredentialsInvalid,
  Errors.CredentialsExpired,
  Errors.AccessDenied,
  Errors.ModelAccessNotEnabled,
  Errors.InferenceProfileRequired,
  Errors.ModelNotFound,
  Errors.ModelRetired,
  Errors.InvalidRequest,
  Errors.Throttled,
  Errors.QuotaExceeded,
  Errors.ModelTimedOut,
  Errors.TimedOut,
  Errors.ServiceFailed,
  Errors.StreamBroken,
  Errors.OutputTruncated,
  Errors.Refused,
  Errors.NetworkFailed,
  Errors.ReplayMissing,
  Errors.RecordingInvalid
])

const AnyDpgError: Schema.Schema<Errors.DpgError> = Schema.Union([
  ...BedrockErrors.members,
  Errors.ConfigInvalid,
  Errors.LimiterUnavailable,
  Errors.InvalidModelOutput,
  Errors.BriefNotReadable,
  Errors.RunLocked,
  Errors.ArtefactConflict,
  Errors.ArtefactInvalid,
  Errors.MergeConflict,
  Errors.PagesFellBack,
  Errors.ArtefactStale,
  Errors.ProductInvalid,
  Errors.RunLogNotFound,
  Errors.ProductNotFound,
  Errors.VerificationFailed,
  Errors.NotVerified,
  Errors.MendIncomplete,
  Errors.NpmFailed,
  Errors.AppNotServed,
  Errors.OutputNotWritable
])

/** Whether something thrown or failed with is one of dpg's own errors. */
export const isDpgError: (failure: unknown) => failure is Errors.DpgError = Schema.is(AnyDpgError)

/** An error as it stands in the log. */
export const failureOf = (error: Errors.DpgError): Failure => ({
  tag: error._tag,
  message: error.message,
  hint: error.hint
})
