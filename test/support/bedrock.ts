/** Failures of Bedrock, and what tests of its clients share. */
import { Effect, Layer, Schedule } from "effect"
import * as Errors from "../../src/domain/Errors.ts"
import { defaultPolicy, Policy, retryability } from "../../src/domain/Policy.ts"
import { CallRecorder } from "../../src/testing/CallRecorder.ts"

/** Native structured output, a temperature, a price. */
export const sonnet = "global.anthropic.claude-sonnet-4-5-20250929-v1:0"

/** A forced, strict tool is the best it has. */
export const sonnet46 = "global.anthropic.claude-sonnet-4-6"

/** A forced tool is the best it has; no temperature. */
export const opus47 = "global.anthropic.claude-opus-4-7"

/** Words are the best it has; no prompt cache. */
export const llama = "us.meta.llama3-3-70b-instruct-v1:0"

const about = { operation: "ConverseStream", modelId: sonnet, detail: "detail", requestId: "from-the-error" }

export const throttled = (retryAfterMillis?: number) =>
  new Errors.Throttled({
    ...about,
    exception: "ThrottlingException",
    ...(retryAfterMillis !== undefined && { retryAfterMillis })
  })

export const denied = (exception = "AccessDeniedException") =>
  new Errors.AccessDenied({ ...about, exception, action: "bedrock:InvokeModel", resource: "arn:aws:bedrock:::x" })

export const expired = new Errors.CredentialsExpired({ source: "the script", detail: "" })

export const brokenAfterContent = new Errors.StreamBroken({ ...about, contentSeen: true })

/** One of each, retryable where it can be. */
export const allBedrockErrors: ReadonlyArray<Errors.BedrockError> = [
  new Errors.CredentialsNotFound({ tried: [{ source: "environment", reason: "not set" }] }),
  new Errors.CredentialsInvalid({ source: "profile", reason: "half of it", remedy: "add the secret" }),
  expired,
  denied(),
  new Errors.ModelAccessNotEnabled(about),
  new Errors.InferenceProfileRequired({ ...about, profiles: ["us.x"] }),
  new Errors.ModelNotFound(about),
  new Errors.ModelRetired({ ...about, stage: "legacy", replacement: sonnet }),
  new Errors.InvalidRequest(about),
  throttled(),
  new Errors.QuotaExceeded(about),
  new Errors.ModelTimedOut(about),
  new Errors.TimedOut({ ...about, deadline: "connect", afterMillis: 30_000 }),
  new Errors.ServiceFailed({ ...about, exception: "InternalServerException", status: 500 }),
  new Errors.StreamBroken({ ...about, contentSeen: false }),
  new Errors.OutputTruncated({ ...about, maxTokens: 10 }),
  new Errors.Refused({ ...about, stopReason: "refusal" }),
  new Errors.NetworkFailed({ ...about, code: "ECONNRESET" }),
  new Errors.ReplayMissing({ ...about, step: "02-prd", page: "", name: "x-1.json", file: "/r/missing/x-1.json" }),
  new Errors.RecordingInvalid({ kind: "invalid", path: "/r/x-1.json", place: "reply", reason: "Expected object" })
]

/** Every attempt recorded so far. */
export const attempts = CallRecorder.use((recorder) => recorder.attempts)

/** What the attempts came to: the tag of the error, or `ok`. */
export const outcomes = Effect.map(attempts, (all) => all.map(({ error }) => error?.tag ?? "ok"))

/** Retried at once: for tests that wait on sockets, not on clocks. */
export const impatient = Layer.succeed(Policy, {
  ...defaultPolicy,
  retry: Schedule.recurs(2).pipe(
    Schedule.setInputType<Errors.BedrockError>(),
    Schedule.while(({ input }) => retryability(input) !== "never")
  )
})
