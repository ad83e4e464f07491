/** Bedrock's failures as `effect/ai` names them, and back. */
import { Duration, Option, Predicate, Schema, Struct } from "effect"
import * as AiError from "effect/ai/AiError"
import type * as Errors from "../../domain/Errors.ts"
import { BedrockErrors } from "../../domain/Failures.ts"

/** The failure as an `AiError`; `toBedrockError` gives it back. */
export const fromBedrockError = (method: string, error: Errors.BedrockError): AiError.AiError => {
  const reason = reasonOf(error)
  originals.set(reason, error)
  return AiError.make({ module: "BedrockLanguageModel", method, reason })
}

/**
 * The failure of Bedrock that an `AiError` stands for; none where the fault is elsewhere, in the answer for example. One
 * that has been JSON in between comes back without its cause, the partial answer and the guardrail's trace.
 */
export const toBedrockError = ({ reason }: AiError.AiError): Option.Option<Errors.BedrockError> => {
  const original = originals.get(reason)
  if (original !== undefined) return Option.some(original)
  // `NetworkError` has no metadata.
  if (reason._tag === "NetworkError") return decodeInstance(reason.cause)
  return Predicate.hasProperty(reason, "metadata") && Predicate.isObject(reason.metadata)
    ? decodeMetadata(reason.metadata)
    : Option.none()
}

/** What metadata must not hold, since it is logged: the words of a partial answer, a guardrail's trace, the cause. */
const originals = new WeakMap<AiError.AiErrorReason, Errors.BedrockError>()

const Metadata = Schema.Struct({ bedrock: Schema.Struct({ error: BedrockErrors }) })
const decodeJson = Schema.decodeUnknownOption(Metadata)
const decodeInstance = Schema.decodeUnknownOption(Schema.toType(BedrockErrors))
const encodeJson = Schema.encodeOption(Schema.toCodecJson(BedrockErrors))
const decodeMutableJson = Schema.decodeUnknownOption(Schema.MutableJson)
const decodeMetadata = (metadata: object) => Option.map(decodeJson(metadata), ({ bedrock }) => bedrock.error)

/** Without its cause, for what the SDK threw may hold more than belongs into data, and without words of the answer. */
const toJson = (error: Errors.BedrockError): Schema.MutableJson =>
  encodeJson(error).pipe(
    Option.map((json) => Predicate.isObject(json) ? Struct.omit(json, ["cause", "partial", "trace"]) : json),
    Option.flatMap(decodeMutableJson),
    Option.getOrNull
  )

const reasonOf = (error: Errors.BedrockError): AiError.AiErrorReason => {
  const metadata = { bedrock: { error: toJson(error) } }
  const description = `${error.message}. ${error.hint}`
  switch (error._tag) {
    case "Throttled":
      return new AiError.RateLimitError({
        metadata,
        ...(error.retryAfterMillis !== undefined && { retryAfter: Duration.millis(error.retryAfterMillis) })
      })
    case "QuotaExceeded":
      return new AiError.QuotaExhaustedError({ metadata })
    case "CredentialsNotFound":
      return new AiError.AuthenticationError({ kind: "MissingKey", description, metadata })
    case "CredentialsInvalid":
      return new AiError.AuthenticationError({ kind: "InvalidKey", description, metadata })
    case "CredentialsExpired":
      return new AiError.AuthenticationError({ kind: "ExpiredKey", description, metadata })
    case "AccessDenied":
      return new AiError.AuthenticationError({
        kind: error.exception === "AccessDeniedException" ? "InsufficientPermissions" : "InvalidKey",
        description,
        metadata
      })
    case "ModelAccessNotEnabled":
      return new AiError.AuthenticationError({ kind: "InsufficientPermissions", description, metadata })
    case "ModelNotFound":
    case "ModelRetired":
    case "InferenceProfileRequired":
      return new AiError.InvalidRequestError({ parameter: "modelId", description, metadata })
    case "InvalidRequest":
    case "ReplayMissing":
    case "RecordingInvalid":
      return new AiError.InvalidRequestError({ description, metadata })
    case "Refused":
      return new AiError.ContentPolicyError({ description, metadata })
    case "OutputTruncated":
      return new AiError.InvalidResponseError({ description, metadata })
    case "ModelTimedOut":
    case "ServiceFailed":
    case "StreamBroken":
      return new AiError.InternalProviderError({ description, metadata })
    case "TimedOut":
      // A call that took all its time is not one to make again unasked.
      return error.deadline === "total" ? new AiError.UnknownError({ description, metadata }) : unreached(error)
    default:
      return unreached(error)
  }
}

const unreached = (error: Errors.TimedOut | Errors.NetworkFailed) =>
  new AiError.NetworkError({
    reason: "TransportError",
    method: "POST",
    url: `bedrock-runtime:${error.operation}/${error.modelId}`,
    description: `${error.message}. ${error.hint}`,
    cause: error
  })
