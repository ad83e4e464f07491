/**
 * Timeouts, retries, concurrency and repair rounds, declared once.
 *
 * What nests inside what, outermost first: `total` deadline ⊃ retry schedule ⊃ one attempt with its `connect` and `idle`
 * deadlines. So `total` also covers the waits between attempts, and when it passes nothing is tried again.
 */
import { Context, Duration, Effect, Random, Schedule } from "effect"
import type { BedrockError } from "./Errors.ts"

/**
 * How often, if at all, a failure is worth another attempt. The sources are the table of exceptions in the Bedrock API
 * reference and what the AWS SDKs retry; read timeouts are not retried, since the generation may have been paid for.
 */
export const retryability = (error: BedrockError): "always" | "once" | "never" => {
  switch (error._tag) {
    case "Throttled":
      return "always"
    case "ServiceFailed":
      if (malformed.has(error.exception)) return "once"
      return error.status >= 500 || error.status === 429 ? "always" : "never"
    case "NetworkFailed":
      return "always"
    case "TimedOut":
      return error.deadline === "connect" ? "always" : "never"
    case "StreamBroken":
      return error.contentSeen ? "never" : "always"
    case "ModelTimedOut":
      return "once"
    default:
      return "never"
  }
}

/** Stop reasons of an answer that the model itself got wrong: the next answer is a new throw of the dice. */
const malformed: ReadonlySet<string> = new Set(["malformed_model_output", "malformed_tool_use"])

/** The longest single wait, `Retry-After` aside. */
export const maxDelay = Duration.seconds(20)

/** Throttling waits longer than a fault: its bucket refills by the minute. */
const base = (error: BedrockError): Duration.Duration =>
  error._tag === "Throttled" ? Duration.seconds(2) : Duration.millis(500)

/**
 * Up to `retries` further attempts. The n-th waits a random time between nothing and `base × 2ⁿ⁻¹` (full jitter), at
 * most `maxDelay`, and never less than the service's `Retry-After`.
 */
export const retrySchedule = (retries: number): Schedule.Schedule<number, BedrockError> =>
  Schedule.recurs(retries).pipe(
    Schedule.setInputType<BedrockError>(),
    Schedule.while(({ attempt, input }) => {
      const worth = retryability(input)
      return worth === "always" || (worth === "once" && attempt === 1)
    }),
    Schedule.modifyDelay(({ attempt, input }) =>
      Effect.map(
        fullJitter(Duration.min(Duration.times(base(input), 2 ** (attempt - 1)), maxDelay)),
        (delay) =>
          "retryAfterMillis" in input && input.retryAfterMillis !== undefined
            ? Duration.max(delay, Duration.millis(input.retryAfterMillis))
            : delay
      )
    )
  )

const fullJitter = (limit: Duration.Duration): Effect.Effect<Duration.Duration> =>
  Effect.map(Random.next, (random) => Duration.times(limit, random))

/** The policy in force. A test or an embedder overrides it for one effect with `Effect.provideService`. */
export interface Policy {
  /** The whole call, attempts and waits included. */
  readonly total: Duration.Duration
  readonly retry: Schedule.Schedule<unknown, BedrockError>
  /** How many pages are worked on at a time. */
  readonly concurrency: number
  /** How often an answer that does not decode, link or parse goes back with the reasons. */
  readonly repairRounds: number
}

/** Two retries, half an hour in all, four pages at a time, one repair round. */
export const defaultPolicy = {
  total: Duration.minutes(30),
  retry: retrySchedule(2),
  concurrency: 4,
  repairRounds: 1
} satisfies Policy

export const Policy: Context.Reference<Policy> = Context.Reference<Policy>("dpg/domain/Policy", {
  defaultValue: () => defaultPolicy
})
