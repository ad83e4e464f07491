/** How a run ended: for the log, for the user and for the exit code. Pure. */
import { Cause, Exit } from "effect"
import * as ExitCode from "./ExitCode.ts"
import { failureOf, isDpgError } from "./Failures.ts"
import type { Failure } from "./RunEvent.ts"

export interface Outcome {
  readonly outcome: "done" | "failed" | "interrupted"
  readonly exitCode: number
  readonly error?: Failure
}

/** What is not one of dpg's own errors is a bug; one that comes as a defect is still what it is. */
export const outcomeOf = (exit: Exit.Exit<unknown, unknown>): Outcome => {
  if (Exit.isSuccess(exit)) return { outcome: "done", exitCode: 0 }
  if (Cause.hasInterruptsOnly(exit.cause)) return { outcome: "interrupted", exitCode: ExitCode.interrupted }
  const failure = Cause.squash(exit.cause)
  return isDpgError(failure)
    ? { outcome: "failed", exitCode: ExitCode.ofError(failure), error: failureOf(failure) }
    : { outcome: "failed", exitCode: ExitCode.bug, error: bug(failure) }
}

const bug = (failure: unknown): Failure => ({
  tag: failure instanceof Error ? failure.name : "Defect",
  message: `a bug: ${failure instanceof Error ? `${failure.name}: ${failure.message}` : String(failure)}`,
  hint: "Please report it with what you ran; DPG_DEBUG=1 shows where it happened."
})
