/** Two hundred calls, sixteen at a time, against an account that passes twenty a second: with the limiter and without. */
import { assert, describe, it } from "@effect/vitest"
import { Clock, Effect, Layer, Result } from "effect"
import { ConverseClient } from "../../src/layers/ConverseClient.ts"
import { layerLimiterOf } from "../../src/layers/Limiter.ts"
import { BedrockEmulator, emulatedBedrock, ScriptedModel } from "../../src/testing.ts"
import { sonnet } from "../support/bedrock.ts"

const request = { modelId: sonnet, messages: [{ role: "user" as const, content: [{ text: "Hello" }] }] }

/** How many calls failed, how many answers were throttled, and how long it took. */
const run = Effect.gen(function*() {
  const begun = yield* Clock.currentTimeMillis
  const results = yield* Effect.forEach(
    Array.from({ length: 200 }),
    () => Effect.result(ConverseClient.use((client) => client.converseOnce(request))),
    { concurrency: 16 }
  )
  const seen = yield* BedrockEmulator.use(({ requests }) => requests)
  return {
    failed: results.filter(Result.isFailure).length,
    throttled: seen.filter(({ status }) => status === 429).length,
    seconds: ((yield* Clock.currentTimeMillis) - begun) / 1000
  }
}).pipe(
  Effect.provide(
    ConverseClient.layer.pipe(
      Layer.provideMerge(emulatedBedrock({ faults: [{ _tag: "throttle", perSecond: 20, burst: 20 }] })),
      Layer.provide(ScriptedModel.layerEcho)
    )
  )
)

describe("the limiter", () => {
  it.live("cuts the throttled answers to a fraction, and no call fails", () =>
    Effect.gen(function*() {
      const both = [run, Effect.provide(run, layerLimiterOf())] as const
      const [without, limited] = yield* Effect.all(both, { concurrency: 2 })
      // What is refused with the limiter is what was under way when it first learned.
      assert.isAbove(without.throttled, 40, "the load is no load")
      assert.isBelow(limited.throttled, without.throttled / 2, `${limited.throttled} of ${without.throttled}`)
      assert.strictEqual(limited.failed, 0)
    }), 60_000)
})
