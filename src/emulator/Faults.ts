/** Trouble on demand, as data: what goes wrong, for which requests, how often. */
import { Duration, type Effect, Schema } from "effect"
import { BedrockOperation } from "../domain/BedrockOperation.ts"
import { type AwsError, awsError } from "./AwsError.ts"
import { type Caller, denied } from "./Caller.ts"
import { isStreaming, type Route } from "./Route.ts"

const scope = {
  /** How many requests it applies to; every one when left out. */
  times: Schema.optionalKey(Schema.Int.check(Schema.isGreaterThan(0))),
  /** Only this operation. */
  operation: Schema.optionalKey(BedrockOperation),
  /** Only models whose id or ARN contains this text. */
  model: Schema.optionalKey(Schema.NonEmptyString)
}

const afterEvents = Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))

export const Fault = Schema.TaggedUnion({
  /** ThrottlingException, 429: always, or beyond so many requests a second with so many at once. */
  throttle: {
    ...scope,
    perSecond: Schema.optionalKey(Schema.Finite.check(Schema.isGreaterThan(0))),
    /** Default 1. */
    burst: Schema.optionalKey(Schema.Finite.check(Schema.isGreaterThanOrEqualTo(1))),
    /** What is left of the burst, and when that was so: kept by the emulator. */
    left: Schema.optionalKey(Schema.Finite),
    leftAt: Schema.optionalKey(Schema.Finite),
    retryAfterSeconds: Schema.optionalKey(Schema.Finite),
    message: Schema.optionalKey(Schema.String)
  },
  /** AccessDeniedException, 403, as IAM words it unless a message is given. */
  deny: { ...scope, message: Schema.optionalKey(Schema.String) },
  /** Any exception, with the status that belongs to it. */
  exception: {
    ...scope,
    name: Schema.NonEmptyString,
    status: Schema.optionalKey(Schema.Int.check(Schema.isBetween({ minimum: 400, maximum: 599 }))),
    message: Schema.optionalKey(Schema.String),
    originalStatusCode: Schema.optionalKey(Schema.Int)
  },
  /** The answer is as it should be, but late. */
  delay: { ...scope, millis: Schema.Finite },
  /** Nothing more comes after so many events (or, outside a stream, half the body), and the connection stays open. */
  stall: { ...scope, afterEvents },
  /**
   * The answer ends early: `reset` (TCP RST), `end` (cleanly, as if it were whole), `mid-frame` (cleanly, inside a
   * frame). Outside a stream half the body is sent.
   */
  cut: { ...scope, afterEvents, how: Schema.Literals(["reset", "end", "mid-frame"]) },
  /** The checksum of the event after so many is wrong. */
  corrupt: { ...scope, afterEvents },
  /** An exception inside the stream, after so many events; an unmodelled one as an error frame. */
  "stream-exception": {
    ...scope,
    afterEvents,
    name: Schema.NonEmptyString,
    message: Schema.optionalKey(Schema.String),
    originalStatusCode: Schema.optionalKey(Schema.Int)
  }
})
export type Fault = typeof Fault.Type

/**
 * A fault from one word of a command line: its kind, then `,key=value` as often as needed.
 * `throttle,times=2` · `deny` · `exception,name=ModelTimeoutException` · `delay,millis=500` · `stall,afterEvents=3`
 * · `cut,afterEvents=3,how=reset,operation=ConverseStream` · `stream-exception,afterEvents=1,name=ThrottlingException`
 */
export const parseFault = (text: string): Effect.Effect<Fault, Schema.SchemaError> => {
  const [kind = "", ...settings] = text.split(",").map((part) => part.trim())
  const entries = settings.map((setting) => {
    const [key = "", ...value] = setting.split("=")
    return [key, value.join("=")] as const
  })
  return decodeFaultText({ ...defaults[kind], ...Object.fromEntries(entries), _tag: kind }, {
    onExcessProperty: "error"
  })
}

/** The kinds of fault there are, for a help text. */
export const faultKinds: ReadonlyArray<string> = Object.keys(Fault.cases)

/** The first fault that applies to a request, and the faults that are left for the next one. */
export const takeFault = (
  faults: ReadonlyArray<Fault>,
  route: Route,
  now: number
): readonly [fault: Fault | undefined, rest: ReadonlyArray<Fault>] => {
  const index = faults.findIndex((fault) => applies(fault, route))
  const fault = faults[index]
  if (fault?._tag === "throttle" && fault.perSecond !== undefined) {
    const burst = fault.burst ?? 1
    const left = Math.min(burst, (fault.left ?? burst) + fault.perSecond * (now - (fault.leftAt ?? now)) / 1000)
    const passes = left >= 1
    const [before, after] = [faults.slice(0, index), faults.slice(index + 1)]
    const kept = { ...fault, left: passes ? left - 1 : left, leftAt: now }
    const [other, rest] = passes ? takeFault(after, route, now) : [fault, after]
    return [other, [...before, kept, ...rest]]
  }
  if (fault?.times === undefined) return [fault, faults]
  const left = fault.times > 1 ? [{ ...fault, times: fault.times - 1 }] : []
  return [fault, [...faults.slice(0, index), ...left, ...faults.slice(index + 1)]]
}

/** The refusal a fault stands for, if it is one. */
export const refusalOf = (fault: Fault, route: Route, caller: Caller): AwsError | undefined => {
  switch (fault._tag) {
    case "throttle":
      return awsError("ThrottlingException", {
        message: fault.message,
        headers: fault.retryAfterSeconds === undefined ? {} : { "retry-after": String(fault.retryAfterSeconds) }
      })
    case "deny":
      return fault.message === undefined
        ? denied(caller, route)
        : awsError("AccessDeniedException", { message: fault.message })
    case "exception":
      return awsError(fault.name, {
        message: fault.message,
        status: fault.status,
        members: fault.originalStatusCode === undefined ? {} : { originalStatusCode: fault.originalStatusCode }
      })
    default:
      return undefined
  }
}

/** How long a fault holds back the headers. */
export const delayOf = (fault: Fault | undefined): Duration.Duration =>
  fault?._tag === "delay" ? Duration.millis(fault.millis) : Duration.zero

const applies = (fault: Fault, { modelId, operation }: Route): boolean =>
  (fault.operation === undefined || fault.operation === operation) &&
  (fault.model === undefined || modelId.includes(fault.model)) &&
  (isStreaming(operation) || (fault._tag !== "corrupt" && fault._tag !== "stream-exception"))

const decodeFaultText = Schema.decodeUnknownEffect(Schema.toCodecStringTree(Fault))

const defaults: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  stall: { afterEvents: "1" },
  cut: { afterEvents: "1", how: "reset" },
  corrupt: { afterEvents: "1" },
  "stream-exception": { afterEvents: "1", name: "ThrottlingException" }
}
