/** The process and its terminal: what can be drawn, closed pipes, signals. */
// @effect-diagnostics processEnv:off - what the terminal can do is the process's own affair
import { Effect } from "effect"
import { watchGates } from "../cli/watchGates.ts"

/** Whether standard error is a terminal that can be drawn on anew. */
export const redraws = (): boolean =>
  process.stderr.isTTY && process.env["TERM"] !== "dumb" && (process.env["CI"] ?? "") === ""

export const terminalColumns = Effect.sync(() => process.stderr.columns || 80)

export const watching = (json: boolean) =>
  watchGates({
    json,
    columns: terminalColumns,
    ...redraws() ? { draw: (text) => Effect.sync(() => void process.stderr.write(text)) } : {}
  })

/** `dpg log | head` closes the pipe: that is no reason to crash. */
export const surviveClosedPipes = (): void => {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error
    })
  }
}

/** The first signal interrupts the run, which then tidies up; who insists is not kept waiting. */
export const endOnSecondSignal = (): void => {
  let signals = 0
  const count = () => {
    signals += 1
    // oxlint-disable-next-line unicorn/no-process-exit -- this is what the second Ctrl-C asks for
    if (signals > 1) process.exit(130)
  }
  process.on("SIGINT", count)
  process.on("SIGTERM", count)
}
