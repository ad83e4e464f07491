/** What an attempt reports of itself, and what it has come to by then. */
import { Clock, Effect } from "effect"
import { noUsage, type Usage } from "../domain/Usage.ts"
import type { SoFar } from "./partialAnswer.ts"

/** What an attempt reports of itself while it runs. */
export interface Meter {
  readonly answered: (requestId: string) => Effect.Effect<void>
  /** So many characters of content have come: the first call marks the time to the first token. */
  readonly received: (characters: number) => Effect.Effect<void>
  /** What the service has said of the answer so far; a later report replaces an earlier one. */
  readonly reported: (stopReason: string, usage: Usage) => Effect.Effect<void>
  /** A consumer has content of this attempt in hand: from here on the call is not made again. */
  readonly handedOver: Effect.Effect<void>
  /** How to read what has come of the answer, should the deadline pass. */
  readonly holds: (soFar: () => SoFar) => Effect.Effect<void>
}

/** What one attempt has come to; changed in place, since a stream reports thousands of times. */
export interface Measured {
  requestId: string
  firstTokenAt: number | undefined
  characters: number
  stopReason: string
  usage: Usage
  handedOver: boolean
  soFar: () => SoFar
}

export const makeMeasured = (): Measured => ({
  requestId: "",
  firstTokenAt: undefined,
  characters: 0,
  stopReason: "",
  usage: noUsage,
  handedOver: false,
  soFar: () => ({ text: "", usage: noUsage })
})

/** `show` is told of the characters that have come, now and then. */
export const makeMeter = (
  measured: Measured,
  started: number,
  show: (characters: number) => Effect.Effect<void>
): Meter => {
  let shownAt = started
  return {
    answered: (requestId) =>
      Effect.sync(() => {
        measured.requestId = requestId
      }),
    received: (characters) =>
      Effect.flatMap(Clock.currentTimeMillis, (now) => {
        measured.firstTokenAt ??= now
        measured.characters += characters
        if (now - shownAt < progressMillis) return Effect.void
        shownAt = now
        return show(measured.characters)
      }),
    reported: (stopReason, usage) =>
      Effect.sync(() => {
        measured.stopReason = stopReason
        measured.usage = usage
      }),
    handedOver: Effect.sync(() => {
      measured.handedOver = true
    }),
    holds: (soFar) =>
      Effect.sync(() => {
        measured.soFar = soFar
      })
  }
}

/** Characters are reported this often at most. */
const progressMillis = 250
