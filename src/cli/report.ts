/** What is said on standard error when the program ends badly, and its exit code. Pure. */
import { Cause, Exit, Schema } from "effect"
import { CliError } from "effect/cli"
import * as ExitCode from "../domain/ExitCode.ts"
import { harmless } from "../domain/Format.ts"
import { outcomeOf } from "../domain/Outcome.ts"
import { EmulatorNotStarted } from "../emulator/BedrockEmulator.ts"
import { isEndedWith } from "./EndedWith.ts"

export interface Report {
  readonly exitCode: number
  readonly lines: ReadonlyArray<string>
}

/**
 * How the program ended: what is wrong in one line, what to do in the next.
 * @param debug - with the stack of what is a bug
 */
export const report = (exit: Exit.Exit<unknown, unknown>, debug: boolean): Report => {
  if (Exit.isSuccess(exit)) return { exitCode: 0, lines: [] }
  const failure = Cause.squash(exit.cause)
  if (CliError.isCliError(failure)) {
    // The command line has explained it already; help that was asked for is no failure.
    const usage = failure._tag !== "ShowHelp" || failure.errors.length > 0
    return { exitCode: usage ? ExitCode.usage : 0, lines: [] }
  }
  if (isEndedWith(failure)) return { exitCode: failure.exitCode, lines: [] }
  if (isNotStarted(failure)) return { exitCode: ExitCode.unavailable, lines: linesOf(failure) }
  const { error, exitCode } = outcomeOf(exit)
  const stack = debug && exitCode === ExitCode.bug ? Cause.pretty(exit.cause).split("\n") : []
  return { exitCode, lines: error === undefined ? [] : [...linesOf(error), ...stack] }
}

const linesOf = (error: { readonly message: string; readonly hint: string }): ReadonlyArray<string> => [
  `dpg: ${harmless(error.message)}`,
  `     ${harmless(error.hint)}`
]

const isNotStarted = Schema.is(EmulatorNotStarted)
