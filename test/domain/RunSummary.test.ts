import { assert, describe, it } from "@effect/vitest"
import { parseLog, runsOf, totalsOf } from "../../src/domain/RunSummary.ts"
import { noUsage } from "../../src/domain/Usage.ts"
import { at, attempt, started, throttled } from "../support/runEvents.ts"

describe("parseLog", () => {
  const line = JSON.stringify(started)

  it("passes over what it cannot read: torn lines, other events, other text", () => {
    const text = ["", line, line.slice(0, 40), "null", "{\"_tag\":\"OfALaterVersion\"}", "no JSON", line, ""].join("\n")
    assert.deepStrictEqual(parseLog(text), [started, started])
    assert.deepStrictEqual(parseLog(""), [])
    assert.deepStrictEqual(parseLog(line), [started])
  })
})

describe("totalsOf", () => {
  const attempts = (...values: ReadonlyArray<Parameters<typeof attempt>[0]>) =>
    values.flatMap((value, index) => {
      const event = at(index, attempt(value))
      return event._tag === "CallAttempt" ? [event] : []
    })

  it("adds up attempts, and counts calls once", () => {
    const { costUsd: _, ...free } = attempt({ error: throttled, usage: noUsage })
    const totals = totalsOf([
      ...attempts({ error: throttled, usage: noUsage, costUsd: 0 }, { attempt: 2 }, { callId: "call-2", costUsd: 0.5 }),
      { ...free, at: "", runId: "" }
    ])
    assert.deepInclude(totals, { calls: 2, attempts: 4, failures: 2, latencyMillis: 4000, costUsd: 0.75 })
    assert.deepInclude(totals.usage, { inputTokens: 2000, outputTokens: 1000 })
  })

  it("does not call a cost nothing that is not known", () => {
    const { costUsd: _, ...unpriced } = attempt()
    assert.isUndefined(totalsOf([{ ...unpriced, at: "", runId: "" }]).costUsd)
  })
})

describe("runsOf", () => {
  it("tells the runs of a log apart, oldest first", () => {
    const later = { ...started, runId: "20261123-090000-wxyz" }
    const runs = runsOf([started, at(1, attempt()), later])
    assert.deepStrictEqual(runs.map(({ events, runId }) => [runId, events.length]), [[started.runId, 2], [
      later.runId,
      1
    ]])
    assert.lengthOf(runs[0]?.attempts ?? [], 1)
  })
})
