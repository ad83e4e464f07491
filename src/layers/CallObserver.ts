/**
 * Who is told of model calls: nobody by default, so that the clients work without a run around them. A program that
 * keeps a RunLog provides it to the effects that make calls, not to the layers that build the clients, because it is
 * read where a call is made:
 *
 * ```ts
 * Layer.effect(CallObserver, RunLog.useSync(({ record }) => ({ record, keep: () => Effect.void })))
 * ```
 */
import { Context, Effect } from "effect"
import type { CallAttempt, CallProgress, CallWaiting, Failure, Unstamped, Warning } from "../domain/RunEvent.ts"

/** A call from its request to its last answer. Holds no credentials; the request holds what the brief says. */
export interface CallExchange {
  /** As in the `CallAttempt` events of the call; safe as a file name. */
  readonly callId: string
  readonly step: string
  readonly page: string
  readonly operation: string
  readonly modelId: string
  /** What went to the SDK: plain data, in which the bytes of an image are a `Uint8Array`. */
  readonly request: unknown
  /** What the client gave back; absent where it failed. */
  readonly reply?: unknown
  readonly error?: Failure
}

export interface CallObserver {
  /**
   * Each attempt once it has ended, now and then the progress of one under way, and each wait for the limiter as it
   * begins. The call waits for it.
   */
  readonly record: (
    event: Unstamped<CallAttempt | typeof CallProgress.Type | typeof CallWaiting.Type | typeof Warning.Type>
  ) => Effect.Effect<void>
  /** Each call once it has ended, interrupted calls included. */
  readonly keep: (exchange: CallExchange) => Effect.Effect<void>
}

export const CallObserver: Context.Reference<CallObserver> = Context.Reference<CallObserver>(
  "dpg/layers/CallObserver",
  { defaultValue: () => ({ record: () => Effect.void, keep: () => Effect.void }) }
)
