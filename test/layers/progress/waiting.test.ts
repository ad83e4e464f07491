import { assert, describe, it } from "@effect/vitest"
import { RunEvent } from "../../../src/domain/RunEvent.ts"
import { lineOf } from "../../../src/layers/progress/lines.ts"
import { advance, initial, pageTask } from "../../../src/layers/progress/state.ts"

const wait = RunEvent.make({
  _tag: "CallWaiting",
  at: "2026-01-31T12:00:00.000Z",
  runId: "run",
  callId: "call",
  step: "04b-ir",
  page: "home",
  modelId: "model",
  millis: 12_300,
  reason: "tokens-per-minute"
})

describe("a wait for the limiter", () => {
  it("is a line, and what is said of its page", () => {
    assert.strictEqual(lineOf(wait), "04b-ir home: model waits 12.3 s for its turn (tokens-per-minute)")
    assert.strictEqual(
      pageTask(advance(initial, wait), "04b-ir", "home").note,
      "waits 12.3 s for its turn (tokens-per-minute)"
    )
  })
})
