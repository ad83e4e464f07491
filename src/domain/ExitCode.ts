/** What the process ends with, after `sysexits.h`. */
import type { DpgError } from "./Errors.ts"

export const usage = 64
export const noPermission = 77
export const config = 78
export const unavailable = 69
export const bug = 70
export const interrupted = 130

/** The exit code of a reported failure. */
export const ofError = (error: DpgError): number => {
  switch (error._tag) {
    case "InvalidModelOutput":
    case "ArtefactInvalid":
    case "MergeConflict":
    case "PagesFellBack":
    case "ArtefactStale":
    case "ProductInvalid":
    case "OutputTruncated":
    case "Refused":
    case "VerificationFailed":
    case "MendIncomplete":
      return 65
    case "BriefNotReadable":
      return error.kind === "missing" || error.kind === "unreadable" ? 66 : 65
    case "RecordingInvalid":
      return error.kind === "missing" ? 66 : 65
    case "RunLogNotFound":
    case "ProductNotFound":
    case "NotVerified":
    case "ReplayMissing":
      return 66
    case "Throttled":
    case "QuotaExceeded":
    case "ModelTimedOut":
    case "TimedOut":
    case "ServiceFailed":
    case "StreamBroken":
    case "NetworkFailed":
    case "LimiterUnavailable":
    case "NpmFailed":
    case "AppNotServed":
      return 69
    case "InvalidRequest":
      return 70
    case "RunLocked":
    case "ArtefactConflict":
    case "OutputNotWritable":
      return 73
    case "AccessDenied":
    case "ModelAccessNotEnabled":
      return 77
    case "ConfigInvalid":
    case "CredentialsNotFound":
    case "CredentialsInvalid":
    case "CredentialsExpired":
    case "InferenceProfileRequired":
    case "ModelNotFound":
    case "ModelRetired":
      return 78
  }
}
