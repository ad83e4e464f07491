import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Layer, Schema } from "effect"
import { TestClock } from "effect/testing"
import { Throttled } from "../../src/domain/Errors.ts"
import type { RunEvent } from "../../src/domain/RunEvent.ts"
import { parseLog } from "../../src/domain/RunSummary.ts"
import { CallObserver } from "../../src/layers/CallObserver.ts"
import { layerRecordCalls } from "../../src/layers/recordCalls.ts"
import { recordRun } from "../../src/layers/recordRun.ts"
import { RunLog } from "../../src/layers/RunLog.ts"
import { RunStore } from "../../src/layers/RunStore.ts"
import { attempt, throttled } from "../support/runEvents.ts"
import { logOn, platform, temporaryFolder } from "../support/runFolder.ts"

const start = {
  version: "1.2.3",
  offline: false,
  directory: "/x",
  briefs: ["b.md"],
  region: "us-east-1",
  regionSource: "default",
  credentials: "environment variables",
  endpoint: ""
}

const finished = (events: ReadonlyArray<RunEvent>) =>
  events.flatMap((event) => event._tag === "RunFinished" ? [event] : [])

/** One run in the folder, and the log after it. */
const recorded = <A, E>(folder: string, work: Effect.Effect<A, E, RunLog>) =>
  recordRun(start, ["mind this", "mind this"], work).pipe(Effect.exit, Effect.provide(logOn(folder), { local: true }))

describe("recordRun", () => {
  it.effect("brackets the work, with the sums of this run alone", () =>
    Effect.gen(function*() {
      const { root, text } = yield* temporaryFolder
      const work = RunLog.use((log) =>
        Effect.andThen(
          TestClock.adjust("90 seconds"),
          Effect.andThen(log.record(attempt({ error: throttled })), log.record(attempt({ attempt: 2 })))
        )
      )
      yield* recorded(root, work)
      yield* recorded(root, work)
      const events = parseLog(yield* text(".dpg/run.ndjson"))
      assert.deepStrictEqual(events.slice(0, 5).map(({ _tag }) => _tag), [
        "RunStarted",
        "Warning",
        "CallAttempt",
        "CallAttempt",
        "RunFinished"
      ])
      for (const event of finished(events)) {
        assert.deepInclude(event, { outcome: "done", exitCode: 0, durationMillis: 90_000, calls: 1, costUsd: 0.5 })
      }
    }).pipe(Effect.provide(platform)))

  it.effect("notes failures with what to do", () =>
    Effect.gen(function*() {
      const { root, text } = yield* temporaryFolder
      const error = new Throttled({ operation: "Converse", modelId: "claude", detail: "slow", exception: "E" })
      yield* recorded(root, Effect.fail(error))
      const [event] = finished(parseLog(yield* text(".dpg/run.ndjson")))
      assert.deepInclude(event, { outcome: "failed", exitCode: 69 })
      assert.strictEqual(event?.error?.hint, error.hint)
    }).pipe(Effect.provide(platform)))

  it.effect("notes an interruption", () =>
    Effect.gen(function*() {
      const { root, text } = yield* temporaryFolder
      const fiber = yield* Effect.forkChild(recorded(root, Effect.never), { startImmediately: true })
      yield* Effect.yieldNow
      // Interrupted once it is under way: the start is in the log.
      while (!(yield* Effect.orElseSucceed(text(".dpg/run.ndjson"), () => "")).includes("Warning")) {
        yield* Effect.yieldNow
      }
      yield* Fiber.interrupt(fiber)
      const [event] = finished(parseLog(yield* text(".dpg/run.ndjson")))
      assert.deepInclude(event, { outcome: "interrupted", exitCode: 130 })
    }).pipe(Effect.provide(platform)))
})

describe("recordCalls", () => {
  it.effect("puts attempts into the log and exchanges beside it", () =>
    Effect.gen(function*() {
      const { root, text } = yield* temporaryFolder
      const records = layerRecordCalls.pipe(Layer.provideMerge(RunStore.layer.pipe(Layer.provideMerge(logOn(root)))))
      yield* Effect.gen(function*() {
        const { keep, record } = yield* CallObserver
        yield* record(attempt())
        yield* keep({
          callId: "call-1",
          step: "02-prd",
          page: "",
          operation: "Converse",
          modelId: "claude",
          request: { messages: ["the brief", { image: { bytes: new Uint8Array([0, 1, 254, 255]) } }] }
        })
      }).pipe(Effect.provide(records))
      assert.lengthOf(parseLog(yield* text(".dpg/run.ndjson")), 1)
      const kept = Schema.decodeUnknownSync(Schema.fromJsonString(Schema.Unknown))(
        yield* text(".dpg/calls/call-1.json")
      )
      const messages = ["the brief", { image: { bytes: { base64: "AAH+/w==" } } }]
      assert.deepNestedPropertyVal(kept, "request.messages", messages)
    }).pipe(Effect.provide(platform)))
})
