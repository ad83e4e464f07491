/**
 * What the AWS SDK throws → dpg's errors. By the exception's name and the HTTP status first; by its text only to tell
 * apart what AWS reports under one name.
 */
import { Schema } from "effect"
import type { BedrockOperation } from "../domain/BedrockOperation.ts"
import {
  AccessDenied,
  type BedrockError,
  CredentialsExpired,
  CredentialsInvalid,
  CredentialsNotFound,
  type DeniedBy,
  InferenceProfileRequired,
  InvalidRequest,
  ModelAccessNotEnabled,
  ModelNotFound,
  ModelRetired,
  ModelTimedOut,
  NetworkFailed,
  QuotaExceeded,
  ServiceFailed,
  StreamBroken,
  Throttled,
  TimedOut
} from "../domain/Errors.ts"
import { resourceOf } from "../domain/iam/bedrockRequests.ts"
import { accountPlaceholder, iamAction, statementFor } from "../domain/IamPolicy.ts"
import { lookup, profilesFor, replacementFor, resolveModel } from "../domain/Models.ts"
import { readDenial } from "./denial.ts"
import { bare, look, retryAfter, type Seen } from "./sdkError.ts"

/** What the call was, for its errors. */
export interface CallDetails {
  readonly operation: BedrockOperation
  readonly modelId: string
  readonly region: string
  /** Where the credentials are from, in words. */
  readonly credentials: string
  /** `bearer` where they are an API key; signed otherwise. */
  readonly scheme?: "sigv4" | "bearer"
  readonly connectMillis: number
  readonly idleMillis: number
  /** Takes the secrets of the call out of what the service says of it. */
  readonly blot?: (text: string) => string
}

/** A failure of a call before or instead of its answer. */
export const fromSdk = (call: CallDetails) => (cause: unknown): BedrockError => {
  if (isCredentialsError(cause)) return cause
  const seen = look(cause, call.blot)
  const common = commonOf(call, seen)
  const timedOut = timeout(call, seen, common)
  if (timedOut !== undefined) return timedOut
  if (isServiceName(seen.name)) return fromService(call, seen, common)
  if (seen.status === 407) return new NetworkFailed({ ...common, code: "HTTP 407" })
  // Before the code: a gateway's JSON may bring one of its own.
  if (seen.status !== undefined && seen.status >= 400) return byStatus(call, seen, common)
  // The SDK reads the first frame of a stream before it hands the stream over.
  if (seen.status === 200 && call.operation.endsWith("Stream")) {
    return new StreamBroken({ ...common, contentSeen: false })
  }
  if (seen.code !== undefined) {
    return new NetworkFailed({ ...common, code: seen.code, ...(seen.proxy !== undefined && { proxy: seen.proxy }) })
  }
  // Nothing came back and nothing went wrong on the way: the SDK itself refused the request.
  return seen.status === undefined ? new InvalidRequest(common) : byStatus(call, seen, common)
}

/** A failure inside a stream: what the service reports keeps its name, anything else broke the stream. */
export const fromStream = (call: CallDetails, contentSeen: () => boolean) => (cause: unknown): BedrockError => {
  const seen = look(cause, call.blot)
  const common = commonOf(call, seen)
  const timedOut = timeout(call, seen, common)
  if (timedOut !== undefined) return timedOut
  return isServiceName(seen.name) && seen.name !== "ModelStreamErrorException"
    ? fromService(call, seen, common)
    : new StreamBroken({ ...common, contentSeen: contentSeen() })
}

/** A stream that ended, as far as the socket knows, without its closing event. */
export const endedEarly = (call: CallDetails, contentSeen: boolean, detail: string): StreamBroken =>
  new StreamBroken({ operation: call.operation, modelId: call.modelId, detail, contentSeen })

export const isCredentialsError = Schema.is(Schema.Union([CredentialsNotFound, CredentialsInvalid, CredentialsExpired]))

const commonOf = (call: CallDetails, seen: Seen) => ({
  operation: call.operation,
  modelId: call.modelId,
  detail: seen.detail,
  ...(seen.requestId === undefined ? {} : { requestId: seen.requestId }),
  cause: bare(seen)
})
type Common = ReturnType<typeof commonOf>

const isServiceName = (name: string): boolean =>
  /Exception$|^(ExpiredToken|RequestExpired|InvalidClientTokenId)$/.test(name)

/** The handler names its own deadlines, and the system's resets too: only the text tells which. */
const timeout = (call: CallDetails, seen: Seen, common: Common): TimedOut | undefined => {
  if (seen.name !== "TimeoutError" || seen.code !== undefined) return undefined
  return seen.detail.includes("did not establish a connection")
    ? new TimedOut({ ...common, deadline: "connect", afterMillis: call.connectMillis })
    : new TimedOut({ ...common, deadline: "idle", afterMillis: call.idleMillis })
}

const fromService = (call: CallDetails, seen: Seen, common: Common): BedrockError => {
  const exception = seen.name
  switch (exception) {
    case "ThrottlingException":
    case "TooManyRequestsException":
    case "ModelNotReadyException":
      return throttled(seen, common)
    case "ServiceQuotaExceededException":
      return new QuotaExceeded(common)
    case "InternalServerException":
    case "InternalFailureException":
    case "ServiceUnavailableException":
      return failed(
        seen,
        common,
        exception,
        failureStatus(seen) ?? (exception === "ServiceUnavailableException" ? 503 : 500)
      )
    case "ModelErrorException":
      return failed(seen, common, exception, seen.originalStatus ?? failureStatus(seen) ?? 424)
    case "ModelStreamErrorException":
      return new StreamBroken({ ...common, contentSeen: false })
    case "ModelTimeoutException":
      return new ModelTimedOut(common)
    case "ExpiredTokenException":
    case "ExpiredToken":
      return expired(call, seen)
    case "ResourceNotFoundException":
      return retired(seen, common) ??
        (aboutModelAccess(seen.detail) ? new ModelAccessNotEnabled(common) : new ModelNotFound(common))
    case "ValidationException":
      return invalid(call, seen, common)
    case "ConflictException":
      return new InvalidRequest(common)
    case "AccessDeniedException":
      if (aboutExpiredKey(call, seen)) return expired(call, seen)
      return retired(seen, common) ??
        (aboutModelAccess(seen.detail) ? new ModelAccessNotEnabled(common) : denied(call, seen, common))
    default:
      return byStatus(call, seen, common)
  }
}

/** An exception nobody has named yet, or an answer of something between here and Bedrock. */
const byStatus = (call: CallDetails, seen: Seen, common: Common): BedrockError => {
  const named = isServiceName(seen.name) ? failureStatus(seen) : seen.status
  const status = named ?? (/Token|Signature|Credential|Auth|RequestExpired/.test(seen.name) ? 403 : 500)
  if (status === 401 || status === 403) {
    return aboutExpiredKey(call, seen) ? expired(call, seen) : denied(call, seen, common)
  }
  if (status === 404) return new ModelNotFound(common)
  if (status === 408) return new ModelTimedOut(common)
  if (status === 429) return throttled(seen, common)
  return status >= 400 && status < 500
    ? new InvalidRequest(common)
    : failed(seen, common, labelOf(seen), status)
}

/** An exception inside a stream comes with the stream's own 200. */
const failureStatus = ({ status }: Seen): number | undefined =>
  status !== undefined && status >= 400 ? status : undefined

/** What stands for the exception where the answer names none: a proxy's, for example. */
const labelOf = (seen: Seen): string => isServiceName(seen.name) ? seen.name : `HTTP ${seen.status ?? "error"}`

const throttled = (seen: Seen, common: Common): Throttled =>
  new Throttled({ ...common, exception: labelOf(seen), ...retryAfter(seen.headers) })

const failed = (seen: Seen, common: Common, exception: string, status: number): ServiceFailed =>
  new ServiceFailed({ ...common, exception, status, ...retryAfter(seen.headers) })

/** IAM's own refusals are not: the names of users and roles in them may hold any of these words. */
const aboutModelAccess = (text: string): boolean =>
  !/not authorized to perform:? bedrock:/i.test(text) &&
  /access to the model|access to this model|model access|use case details|use-case|aws-marketplace|marketplace subscription|INVALID_PAYMENT_INSTRUMENT/i
    .test(text)

const invalid = (call: CallDetails, seen: Seen, common: Common): BedrockError => {
  if (/on-demand throughput isn.t supported/i.test(seen.detail)) {
    const model = lookup(call.modelId)
    return new InferenceProfileRequired({
      ...common,
      profiles: model === undefined ? [] : profilesFor(model, call.region)
    })
  }
  return /model identifier is invalid/i.test(seen.detail) ? new ModelNotFound(common) : new InvalidRequest(common)
}

/** Short-term API keys last twelve hours at the most. */
const aboutExpiredKey = (call: CallDetails, { detail }: Seen): boolean =>
  call.scheme === "bearer" && /(token|key)\b.*\bexpired/i.test(detail)

const expired = (call: CallDetails, { detail }: Seen): CredentialsExpired =>
  new CredentialsExpired({
    source: call.credentials,
    detail,
    ...(call.scheme === "bearer" && {
      remedy: "Make a new API key in the Amazon Bedrock console, and set AWS_BEARER_TOKEN_BEDROCK to it."
    })
  })

const retired = ({ detail }: Seen, common: Common): ModelRetired | undefined => {
  const stage = /reached the end of its life/i.test(detail)
    ? "end-of-life"
    : /marked by provider as Legacy/i.test(detail)
    ? "legacy"
    : undefined
  return stage && new ModelRetired({ ...common, stage, replacement: replacementFor(common.modelId) })
}

const denied = (call: CallDetails, seen: Seen, common: Common): AccessDenied => {
  const said = readDenial(seen.detail)
  const action = said.action ?? iamAction[call.operation]
  const resource = said.resource ?? resourceOf({ ...call, account: "*" })
  const deniedBy = kindOfDenial(call, seen, said.deniedBy)
  return new AccessDenied({
    ...common,
    exception: labelOf(seen),
    action,
    resource,
    ...(said.principal !== undefined && { principal: said.principal }),
    deniedBy,
    explicit: said.explicit,
    ...(said.policy !== undefined && { policy: said.policy }),
    // A statement of one's own helps where none allows it; an explicit Deny, or somebody else's policy, outweighs it.
    ...(!said.explicit && (deniedBy === "identity-policy" || deniedBy === "unknown") && {
      statement: statementFor({
        action,
        resource,
        region: call.region,
        account: said.account ?? accountPlaceholder,
        model: resolveModel({ setting: call.modelId, source: "", default: call.modelId, aliases: false })
      })
    })
  })
}

/** Where AWS names no policy: keys that are not accepted, or something else. */
const kindOfDenial = (call: CallDetails, seen: Seen, policy: DeniedBy | undefined): DeniedBy => {
  if (policy !== undefined) return policy
  if (call.scheme === "bearer" && /api key|bearer|authentication failed|security token/i.test(seen.detail)) {
    return "api-key"
  }
  return isServiceName(seen.name) && seen.name !== "AccessDeniedException" ? "credentials" : "unknown"
}
