/** The bytes of an answer, and how they end. */
import { type Duration, Effect, Stream } from "effect"
import type { BedrockOperation } from "../domain/BedrockOperation.ts"
import { exceptionMessage } from "./AwsError.ts"
import * as EventStream from "./EventStream.ts"
import type { Fault } from "./Faults.ts"

export interface Body {
  /** Each is written by itself. */
  readonly parts: ReadonlyArray<Uint8Array>
  readonly ending: "whole" | "short" | "stall" | "reset"
}

/** The events of a stream under a fault. */
export const ofEvents = (
  events: ReadonlyArray<Uint8Array>,
  fault: Fault | undefined,
  operation: BedrockOperation
): Body => {
  switch (fault?._tag) {
    case "stall":
      return { parts: events.slice(0, fault.afterEvents), ending: "stall" }
    case "cut": {
      const before = events.slice(0, fault.afterEvents)
      const next = events[fault.afterEvents]
      if (fault.how === "reset") return { parts: before, ending: "reset" }
      return {
        parts: fault.how === "mid-frame" && next !== undefined ? [...before, firstHalf(next)] : before,
        ending: "short"
      }
    }
    case "corrupt":
      return {
        parts: events.map((event, index) => index === fault.afterEvents ? EventStream.corrupted(event) : event),
        ending: "whole"
      }
    case "stream-exception": {
      const message = fault.message ?? exceptionMessage[fault.name] ?? fault.name
      const original = fault.originalStatusCode === undefined ? {} : { originalStatusCode: fault.originalStatusCode }
      const frame = isModelled(fault.name, operation)
        ? EventStream.exception(fault.name, { message, ...original })
        : EventStream.unmodelledError(fault.name, message)
      return { parts: [...events.slice(0, fault.afterEvents), frame], ending: "short" }
    }
    default:
      return { parts: events, ending: "whole" }
  }
}

/** The body of a plain answer under a fault. */
export const ofBytes = (bytes: Uint8Array, fault: Fault | undefined): Body => {
  switch (fault?._tag) {
    case "stall":
      return { parts: [firstHalf(bytes)], ending: "stall" }
    case "cut":
      return { parts: [firstHalf(bytes)], ending: fault.how === "reset" ? "reset" : "short" }
    default:
      return { parts: [bytes], ending: "whole" }
  }
}

/** The body as it is written; `reset` breaks the connection. */
export const toStream = (
  { ending, parts }: Body,
  options: { readonly chunkLatency: Duration.Duration; readonly reset: Effect.Effect<void> }
): Stream.Stream<Uint8Array> => {
  const written = Stream.fromIterable(parts).pipe(
    Stream.rechunk(1),
    Stream.tap(() => Effect.sleep(options.chunkLatency))
  )
  if (ending === "stall") return Stream.concat(written, Stream.never)
  if (ending === "reset") {
    return written.pipe(Stream.concat(Stream.fromEffectDrain(options.reset)), Stream.concat(Stream.never))
  }
  return written
}

/** The exceptions the service model names as events of a stream. */
const streamExceptions = new Set([
  "InternalServerException",
  "ModelStreamErrorException",
  "ServiceUnavailableException",
  "ThrottlingException",
  "ValidationException"
])

const isModelled = (name: string, operation: BedrockOperation): boolean =>
  streamExceptions.has(name) ||
  (name === "ModelTimeoutException" && operation === "InvokeModelWithResponseStream")

const firstHalf = (bytes: Uint8Array): Uint8Array => bytes.subarray(0, Math.floor(bytes.length / 2))
