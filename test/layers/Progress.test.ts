import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, PlatformError, Sink, Stdio } from "effect"
import { TestClock } from "effect/testing"
import { parseLog } from "../../src/domain/RunSummary.ts"
import { Progress } from "../../src/layers/Progress.ts"
import { at, attempt, started, throttled } from "../support/runEvents.ts"

/** A standard output and error that remember what was written. */
const stdio = () => {
  const written = { out: "", err: "", writes: 0 }
  const into = (stream: "out" | "err") => () =>
    Sink.forEach((chunk: string | Uint8Array) =>
      Effect.sync(() => {
        written[stream] += typeof chunk === "string" ? chunk : new TextDecoder().decode(chunk)
        written.writes += 1
      })
    )
  return { written, layer: Stdio.layerTest({ stdout: into("out"), stderr: into("err") }) }
}

const progress = at(500, { _tag: "CallProgress", callId: "1", step: "02-prd", page: "", characters: 120 })
const screen = { columns: Effect.succeed(80), rows: Effect.succeed(24), color: false }

describe("Progress", () => {
  it.effect("plain: a line an event, on standard error", () =>
    Effect.gen(function*() {
      const { layer, written } = stdio()
      yield* Progress.use(({ show }) =>
        Effect.forEach([
          started,
          at(0, { _tag: "StepStarted", step: "02-prd", page: "" }),
          progress,
          at(1000, attempt({ error: throttled, retryInMillis: 1500 })),
          at(3000, attempt({ attempt: 2 })),
          at(3000, {
            _tag: "StepFinished",
            step: "02-prd",
            page: "",
            reused: false,
            files: ["prd.yaml", "prd.md"],
            durationMillis: 3000
          }),
          at(4000, { _tag: "StepFailed", step: "05-react", page: "home\u001b[2J", error: throttled })
        ], show)
      ).pipe(Effect.provide(Progress.layerPlain.pipe(Layer.provide(layer))))
      assert.strictEqual(written.out, "")
      assert.deepStrictEqual(written.err.split("\n"), [
        "run 20261122-180000-abcd into /home/me/product: us-east-1 (default), environment variables",
        "02-prd: started",
        "02-prd: claude, 1.0 s, attempt 1 failed: claude is throttled: slow down; again in 1.5 s",
        "02-prd: claude, 1.0 s, 1.5k tokens, $0.2500",
        "02-prd: done in 3.0 s: prd.yaml, prd.md",
        "05-react home [2J: failed: claude is throttled: slow down",
        ""
      ])
    }))

  it.effect("json: every event, one a line, on standard output", () =>
    Effect.gen(function*() {
      const { layer, written } = stdio()
      yield* Progress.use(({ show }) => Effect.forEach([started, progress], show)).pipe(
        Effect.provide(Progress.layerJson.pipe(Layer.provide(layer)))
      )
      assert.deepStrictEqual(parseLog(written.out), [started, progress])
      assert.strictEqual(written.err, "")
    }))

  it.effect("a reader that went away stops nothing", () =>
    Effect.gen(function*() {
      const closed = PlatformError.systemError({ _tag: "Unknown", module: "Stdio", method: "stdout" })
      const broken = Stdio.layerTest({ stdout: () => Sink.fail(closed) })
      yield* Progress.use(({ show }) => show(started)).pipe(
        Effect.provide(Progress.layerJson.pipe(Layer.provide(broken)))
      )
    }))

  it.effect("terminal: redraws in place at most ten times a second, and stays at the end", () =>
    Effect.gen(function*() {
      const { layer, written } = stdio()
      yield* Effect.gen(function*() {
        const { show } = yield* Progress
        yield* show(started)
        for (let event = 0; event < 200; event++) {
          yield* show(progress)
          yield* TestClock.adjust("10 millis")
        }
        assert.isAtMost(written.writes, 20)
        assert.isAtLeast(written.writes, 19)
        yield* show(at(2000, {
          _tag: "RunFinished",
          outcome: "done",
          exitCode: 0,
          durationMillis: 2000,
          calls: 1,
          usage: { inputTokens: 0, outputTokens: 0, cacheReadInputTokens: 0, cacheWriteInputTokens: 0 }
        }))
      }).pipe(Effect.provide(Progress.layerTerminal(screen).pipe(Layer.provide(layer))))
      assert.strictEqual(written.out, "")
      const frames = written.err.split("\u001b[8A\r")
      assert.isAbove(frames.length, 10)
      assert.include(frames.at(-1), "Done · 2.0 s · 0 calls")
    }))

  it.effect("terminal: shows nothing where no run began", () =>
    Effect.gen(function*() {
      const { layer, written } = stdio()
      yield* Effect.void.pipe(Effect.provide(Progress.layerTerminal(screen).pipe(Layer.provide(layer))))
      assert.strictEqual(written.err, "")
    }))
})
