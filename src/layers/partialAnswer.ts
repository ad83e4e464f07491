/** Failures in the middle of an answer take what had come of it with them. */
import { Effect, Stream } from "effect"
import * as Errors from "../domain/Errors.ts"
import { type PartialAnswer, partialAnswer } from "../domain/PartialAnswer.ts"
import type { Usage } from "../domain/Usage.ts"

/** An answer as far as it has come. */
export interface SoFar {
  readonly text: string
  readonly usage: Usage
}

/** What the events fold to; a failure carries what they had folded to by then, and so does a deadline that passes. */
export const foldAnswer = <Event, So>(
  meter: { readonly holds: (soFar: () => SoFar) => Effect.Effect<void> },
  events: Stream.Stream<Event, Errors.BedrockError>,
  nothingYet: So,
  step: (so: So, event: Event) => Effect.Effect<So, Errors.BedrockError>,
  read: (so: So) => SoFar
): Effect.Effect<So, Errors.BedrockError> =>
  Effect.suspend(() => {
    let so = nothingYet
    const fold = Stream.runForEach(events, (event) =>
      Effect.map(step(so, event), (next) => {
        so = next
      }))
    return meter.holds(() => read(so)).pipe(
      Effect.andThen(fold),
      Effect.mapError((error) => withPartial(error, read(so))),
      Effect.map(() => so)
    )
  })

/** The error with what had come of the answer; as it is where nothing had, and where it cannot come from a stream. */
export const withPartial = (
  error: Errors.BedrockError,
  { text, usage }: SoFar
): Errors.BedrockError => {
  const partial = partialAnswer(text, usage)
  return partial === undefined ? error : attached(error, partial)
}

// oxlint-disable typescript/no-misused-spread -- an error is iterable for the sake of `yield*`; its fields are meant here
const attached = (error: Errors.BedrockError, partial: PartialAnswer): Errors.BedrockError => {
  switch (error._tag) {
    case "StreamBroken":
      return new Errors.StreamBroken({ ...error, partial })
    case "Throttled":
      return new Errors.Throttled({ ...error, partial })
    case "ServiceFailed":
      return new Errors.ServiceFailed({ ...error, partial })
    case "ModelTimedOut":
      return new Errors.ModelTimedOut({ ...error, partial })
    case "InvalidRequest":
      return new Errors.InvalidRequest({ ...error, partial })
    case "QuotaExceeded":
      return new Errors.QuotaExceeded({ ...error, partial })
    case "TimedOut":
      return new Errors.TimedOut({ ...error, partial })
    case "OutputTruncated":
      return new Errors.OutputTruncated({ ...error, partial })
    case "Refused":
      return new Errors.Refused({ ...error, partial })
    default:
      return error
  }
}
// oxlint-enable typescript/no-misused-spread
