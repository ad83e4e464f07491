import { assert, describe, it } from "@effect/vitest"
import { Effect, Option } from "effect"
import { RunStore } from "../src/layers/RunStore.ts"
import * as testing from "../src/testing.ts"

describe("dpg/testing", () => {
  it("exports these names and no others", () => {
    assert.deepStrictEqual(Object.keys(testing).toSorted(), [
      "BedrockEmulator",
      "CallRecorder",
      "EmulatedModel",
      "EmulatorNotStarted",
      "Fault",
      "OfflineModel",
      "PolicyMalformed",
      "ScriptedBedrock",
      "ScriptedModel",
      "emulatedBedrock",
      "exampleCredentials",
      "layerMemoryRunStore",
      "recordedBedrock",
      "replayedBedrock",
      "scriptedConverse",
      "scriptedLanguageModel",
      "scriptedRaw"
    ])
  })
})

describe("layerMemoryRunStore", () => {
  it.effect("gives back a unit under its own fingerprint, and forgets files it no longer has", () =>
    Effect.gen(function*() {
      const store = yield* RunStore
      const page = (path: string) => ({ path, content: path })
      yield* store.commit("u", "1", [page("a"), page("b")])
      yield* store.keep(".dpg/x", "kept")
      assert.deepStrictEqual(yield* store.reuse("u", "1"), Option.some([page("a"), page("b")]))
      assert.isTrue(Option.isNone(yield* store.reuse("u", "2")))
      yield* store.commit("u", "2", [page("b")])
      assert.isTrue(Option.isNone(yield* store.read("a")))
      assert.deepStrictEqual(yield* store.read(".dpg/x"), Option.some("kept"))
    }).pipe(Effect.provide(testing.layerMemoryRunStore)))
})
