import { assert, describe, it } from "@effect/vitest"
import { Effect, FileSystem } from "effect"
import { TestClock } from "effect/testing"
import type { RunEvent } from "../../src/domain/RunEvent.ts"
import { parseLog } from "../../src/domain/RunSummary.ts"
import { Progress } from "../../src/layers/Progress.ts"
import { RunLog } from "../../src/layers/RunLog.ts"
import { logOn, platform, temporaryFolder } from "../support/runFolder.ts"

const warning = (message: string) => RunLog.use((log) => log.record({ _tag: "Warning", message }))

describe("RunLog", () => {
  it.effect("appends stamped lines, in order, and shows each", () =>
    Effect.gen(function*() {
      const { root, text } = yield* temporaryFolder
      const seen: Array<RunEvent> = []
      yield* TestClock.setTime(1_790_000_000_000)
      yield* Effect.provide(
        Effect.gen(function*() {
          yield* warning("one")
          yield* TestClock.adjust("1500 millis")
          yield* warning("two\nlines")
        }),
        logOn(root, seen)
      )
      const events = parseLog(yield* text(".dpg/run.ndjson"))
      assert.deepStrictEqual(events, seen)
      assert.deepStrictEqual(events.map(({ at }) => at), ["2026-09-21T14:13:20.000Z", "2026-09-21T14:13:21.500Z"])
      assert.match(events[0]?.runId ?? "", /^20260921-141320-[a-z2-9]{4}$/)
    }).pipe(Effect.provide(platform)))

  it.effect("gives each run an id of the same length", () =>
    Effect.gen(function*() {
      const one = Effect.map(RunLog, ({ runId }) => runId)
      const ids = yield* Effect.replicateEffect(Effect.provide(one, RunLog.layerMemory, { local: true }), 200)
      for (const id of ids) assert.match(id, /^\d{8}-\d{6}-[a-z2-9]{4}$/)
    }).pipe(Effect.provide(Progress.layerSilent)))

  it.effect("is on disk before record returns", () =>
    Effect.gen(function*() {
      const { root, text } = yield* temporaryFolder
      yield* Effect.provide(
        Effect.gen(function*() {
          yield* warning("one")
          assert.lengthOf(parseLog(yield* text(".dpg/run.ndjson")), 1)
        }),
        logOn(root)
      )
    }).pipe(Effect.provide(platform)))

  it.effect("shows the progress of a call without keeping it", () =>
    Effect.gen(function*() {
      const { root, text } = yield* temporaryFolder
      const seen: Array<RunEvent> = []
      yield* RunLog.use((log) =>
        log.record({ _tag: "CallProgress", callId: "1", step: "02-prd", page: "", characters: 10 })
      ).pipe(Effect.provide(logOn(root, seen)))
      assert.deepStrictEqual(seen.map(({ _tag }) => _tag), ["CallProgress"])
      assert.strictEqual(yield* text(".dpg/run.ndjson"), "")
    }).pipe(Effect.provide(platform)))

  it.effect("starts on a fresh line after a torn one", () =>
    Effect.gen(function*() {
      const { put, root, text } = yield* temporaryFolder
      yield* Effect.provide(warning("before"), logOn(root), { local: true })
      const whole = yield* text(".dpg/run.ndjson")
      yield* put(".dpg/run.ndjson", whole + whole.slice(0, 25))
      yield* Effect.provide(warning("after"), logOn(root), { local: true })
      const messages = parseLog(yield* text(".dpg/run.ndjson")).flatMap((event) =>
        event._tag === "Warning" ? [event.message] : []
      )
      assert.deepStrictEqual(messages, ["before", "after"])
    }).pipe(Effect.provide(platform)))

  it.effect("does not grow a file somewhere else through a link", () =>
    Effect.gen(function*() {
      const { inside, put, root, text } = yield* temporaryFolder
      const fs = yield* FileSystem.FileSystem
      yield* put("profile", "mine")
      yield* put(".dpg/x", "")
      yield* fs.symlink(inside("profile"), inside(".dpg/run.ndjson"))
      const error = yield* Effect.flip(Effect.provide(warning("x"), logOn(root)))
      assert.strictEqual(error._tag, "OutputNotWritable")
      assert.strictEqual(yield* text("profile"), "mine")
    }).pipe(Effect.provide(platform)))

  it.effect("keeps the lines of concurrent pages whole", () =>
    Effect.gen(function*() {
      const { root, text } = yield* temporaryFolder
      const long = "x".repeat(5000)
      yield* Effect.provide(
        Effect.forEach(Array.from({ length: 50 }, (_, index) => `${index} ${long}`), warning, {
          concurrency: "unbounded"
        }),
        logOn(root)
      )
      assert.lengthOf(parseLog(yield* text(".dpg/run.ndjson")), 50)
    }).pipe(Effect.provide(platform)))
})
