/** What a stop reason says of an answer. The set is open: what is not named here is a normal end. */
import { Redacted, type Schema } from "effect"
import { type BedrockError, OutputTruncated, Refused, ServiceFailed, StreamBroken } from "../domain/Errors.ts"
import type { ModelCall } from "./ModelCall.ts"

const truncated: ReadonlySet<string> = new Set(["max_tokens", "model_context_window_exceeded"])
const refused: ReadonlySet<string> = new Set(["refusal", "guardrail_intervened", "content_filtered"])
const malformed: ReadonlySet<string> = new Set(["malformed_model_output", "malformed_tool_use"])

/** The error that an answer with this stop reason is; undefined where it is a whole answer. */
export const errorOfStop = (
  call: ModelCall,
  answer: {
    readonly stopReason: string
    readonly requestId: string
    readonly text: string
    /** The guardrail's. */
    readonly trace?: Schema.MutableJson | undefined
  }
): BedrockError | undefined => {
  const { requestId, stopReason, text, trace } = answer
  const about = { operation: call.operation, modelId: call.modelId, requestId, detail: "" }
  if (stopReason === "") {
    return new StreamBroken({ ...about, detail: "it ended without its closing event", contentSeen: text !== "" })
  }
  if (truncated.has(stopReason)) return new OutputTruncated({ ...about, maxTokens: call.maxTokens })
  // What comes with a refusal is the guardrail's or the model's own explanation.
  if (refused.has(stopReason)) {
    return new Refused({
      ...about,
      stopReason,
      detail: firstLine(text),
      ...(trace !== undefined && { trace: Redacted.make(trace) })
    })
  }
  if (malformed.has(stopReason)) {
    return new ServiceFailed({
      ...about,
      exception: stopReason,
      status: 200,
      detail: "the model's answer was malformed"
    })
  }
  return undefined
}

/** An answer that came whole (HTTP 200) and is none: a proxy's page, or JSON of another shape. Not made again. */
export const unreadable = (call: ModelCall, requestId: string, cause?: unknown): ServiceFailed =>
  new ServiceFailed({
    operation: call.operation,
    modelId: call.modelId,
    requestId,
    detail: "its answer is no message",
    exception: "UnreadableAnswer",
    status: 200,
    ...(cause !== undefined && { cause })
  })

const firstLine = (text: string): string => (text.trim().split("\n", 1)[0] ?? "").slice(0, 200)
