import { assert, describe, it } from "@effect/vitest"
import { runLines } from "../../src/cli/logTable.ts"
import type { RunEvent } from "../../src/domain/RunEvent.ts"
import { runsOf } from "../../src/domain/RunSummary.ts"
import { noUsage } from "../../src/domain/Usage.ts"
import { at, attempt, started, throttled } from "../support/runEvents.ts"

const linesOf = (...events: ReadonlyArray<RunEvent>) => runsOf(events).flatMap((run) => runLines(run))

const failedOnce = [
  started,
  at(0, attempt({ error: throttled, stopReason: "", usage: noUsage, costUsd: 0, requestId: "r-1" })),
  at(2000, attempt({ attempt: 2, requestId: "r-2", timeToFirstTokenMillis: 300 })),
  at(3000, attempt({ callId: "call-2", step: "04b-ir", page: "home", client: "converse", requestId: "r-3" }))
]

describe("dpg log", () => {
  it("shows each attempt, the sums per step and of all, and the outcome", () => {
    const lines = linesOf(
      ...failedOnce,
      at(4000, {
        _tag: "RunFinished",
        outcome: "failed",
        exitCode: 69,
        durationMillis: 4000,
        calls: 2,
        usage: noUsage,
        costUsd: 0.5,
        error: throttled
      })
    )
    assert.deepStrictEqual(lines, [
      "Run 20261122-180000-abcd of dpg 1.2.3 (us-east-1, credentials from environment variables), " +
      "2026-11-22 18:00 UTC: brief.md",
      "",
      "#  step    page  client    model   try   time  first    in  out  cache r/w     cost  ended with  request",
      "1  02-prd        raw       claude    1  1.0 s            0    0        0/0    $0.00  Throttled   r-1",
      "2  02-prd        raw       claude    2  1.0 s  0.3 s  1.0k  500        0/0  $0.2500  end_turn    r-2",
      "3  04b-ir  home  converse  claude    1  1.0 s         1.0k  500        0/0  $0.2500  end_turn    r-3",
      "",
      "step    calls  attempts  failed   time    in   out  cache r/w     cost",
      "02-prd      1         2       1  2.0 s  1.0k   500        0/0  $0.2500",
      "04b-ir      1         1       0  1.0 s  1.0k   500        0/0  $0.2500",
      "all         2         3       1  3.0 s  2.0k  1.0k        0/0  $0.5000",
      "",
      "Errors:",
      "1: claude is throttled: slow down",
      "",
      "Failed in 4.0 s, 2 calls, 0 tokens, $0.5000 (exit code 69).",
      "claude is throttled: slow down",
      "Run again later."
    ])
  })

  it("says when a run has no end, and when it called nothing", () => {
    assert.include(linesOf(started).join("\n"), "No model was called.")
    assert.include(linesOf(...failedOnce).at(-1), "did not finish")
  })

  it("leaves out what there is no room for, and says so", () => {
    const lines = runsOf(failedOnce).flatMap((run) => runLines(run, 80))
    assert.include(lines, "#  step    page  model   try   time    in  out  cache r/w     cost  ended with")
    assert.include(lines, "(no room for: client, first, request)")
  })
})
