import { assert, describe, it } from "@effect/vitest"
import { Arbitrary, Duration, Effect, Layer, Option, Redacted, Result, Schema, Stream } from "effect"
import { inspect } from "node:util"
import type { BedrockError } from "../../src/domain/Errors.ts"
import { defaultPolicy, Policy, retrySchedule } from "../../src/domain/Policy.ts"
import { exampleCredentials } from "../../src/emulator/Signature.ts"
import { AppConfig } from "../../src/layers/AppConfig.ts"
import { BedrockRuntime } from "../../src/layers/BedrockRuntime.ts"
import { ConverseClient } from "../../src/layers/ConverseClient.ts"
import { Credentials } from "../../src/layers/Credentials.ts"
import { RawClient } from "../../src/layers/RawClient.ts"
import { chunk, frame, serve, streamHead } from "../support/awsServer.ts"
import { sonnet } from "../support/bedrock.ts"
import { wire, type WireAnswer } from "../support/wireRuntime.ts"

const usage = { inputTokens: 12, outputTokens: 7, totalTokens: 19 }

/** An answer as Bedrock sends it: reasoning, words, a tool call. */
const converseFrames: ReadonlyArray<Uint8Array> = [
  frame("messageStart", { role: "assistant", p: "abc" }),
  frame("contentBlockDelta", { contentBlockIndex: 0, delta: { reasoningContent: { text: "hm" } } }),
  frame("contentBlockDelta", { contentBlockIndex: 0, delta: { reasoningContent: { signature: "c2ln" } } }),
  frame("contentBlockStop", { contentBlockIndex: 0 }),
  frame("contentBlockDelta", { contentBlockIndex: 1, delta: { text: "Hél" } }),
  frame("contentBlockDelta", { contentBlockIndex: 1, delta: { text: "lo" } }),
  frame("contentBlockStop", { contentBlockIndex: 1 }),
  frame("contentBlockStart", { contentBlockIndex: 2, start: { toolUse: { toolUseId: "t", name: "f" } } }),
  frame("contentBlockDelta", { contentBlockIndex: 2, delta: { toolUse: { input: "{\"a\":" } } }),
  frame("contentBlockDelta", { contentBlockIndex: 2, delta: { toolUse: { input: "1}" } } }),
  frame("contentBlockStop", { contentBlockIndex: 2 }),
  frame("messageStop", { stopReason: "tool_use" }),
  frame("metadata", { usage, metrics: { latencyMs: 5 } })
]

const claudeFrames: ReadonlyArray<Uint8Array> = [
  chunk({ type: "message_start", message: { usage: { input_tokens: 12, output_tokens: 1 } } }),
  chunk({ type: "content_block_start", index: 0, content_block: { type: "text", text: "" } }),
  chunk({ type: "ping" }),
  chunk({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "Hél" } }),
  chunk({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "lo" } }),
  chunk({ type: "content_block_stop", index: 0 }),
  chunk({ type: "message_delta", delta: { stop_reason: "end_turn" }, usage: { output_tokens: 7 } }),
  chunk({ type: "message_stop" })
]

/** What an answer comes to through a client. */
type Outcome = Result.Result<string, BedrockError>

interface Operation {
  readonly name: string
  readonly frames: ReadonlyArray<Uint8Array>
  /** The frames of the shortest answer that says as much, for what is tried on every byte. */
  readonly short: ReadonlyArray<number>
  readonly ask: Effect.Effect<string, BedrockError, ConverseClient | RawClient>
  /** Frames that may come again unnoticed: deltas have no number, and what is not read may come at any time. */
  readonly repeatable: ReadonlySet<number>
}

const converse: Operation = {
  name: "ConverseStream",
  frames: converseFrames,
  short: [0, 4, 5, 11, 12],
  ask: ConverseClient.use((client) =>
    Effect.map(
      client.converse({ modelId: sonnet, messages: [{ role: "user", content: [{ text: "x" }] }] }),
      ({ message }) => (message.content ?? []).map(({ text }) => text ?? "").join("")
    )
  ),
  repeatable: new Set([1, 2, 4, 5])
}

const claude: Operation = {
  name: "InvokeModelWithResponseStream",
  frames: claudeFrames,
  short: [0, 3, 4, 6, 7],
  ask: RawClient.use((client) =>
    Effect.map(
      client.invoke({ modelId: sonnet, system: "", messages: [{ role: "user", text: "x" }] }),
      ({ text }) => text
    )
  ),
  repeatable: new Set([2, 3, 4, 6])
}

const once = Effect.provideService(Policy, { ...defaultPolicy, retry: retrySchedule(0) })

/** Each answer, one after another, to what it comes to. A hang would be the test's own timeout. */
const outcomes = Effect.fnUntraced(function*(operation: Operation, answers: ReadonlyArray<WireAnswer>) {
  const { answerWith, layer } = yield* wire
  return yield* Effect.forEach(answers, (answer) => {
    answerWith(answer)
    return Effect.result(operation.ask)
  }).pipe(once, Effect.provide(layer))
})

const join = (frames: ReadonlyArray<Uint8Array>): Uint8Array => new Uint8Array(Buffer.concat(frames))

/** A frame of another stream, put in the place of one. */
const replaced = (frames: ReadonlyArray<Uint8Array>, at: number, ...others: ReadonlyArray<Uint8Array>) =>
  frames.toSpliced(at, 1, ...others)

const tagOf = (outcome: Outcome): string => Result.isFailure(outcome) ? outcome.failure._tag : "success"

const allBroken = (outcomes: ReadonlyArray<Outcome>, what: string) => {
  const odd = outcomes.flatMap((outcome, index) =>
    tagOf(outcome) === "StreamBroken" ? [] : [`${what} ${index}: ${tagOf(outcome)}`]
  )
  assert.deepStrictEqual(odd, [])
}

for (const operation of [converse, claude]) {
  const { frames, name, repeatable, short } = operation
  const bytes = join(short.map((index) => frames[index] ?? new Uint8Array()))

  describe(`a stream of ${name}`, () => {
    it.effect("is whole as it is, in one piece or byte by byte", () =>
      Effect.gen(function*() {
        const answers = [
          { pieces: frames },
          { pieces: [join(frames)] },
          { pieces: [bytes] },
          { pieces: Array.from(bytes, (byte) => Uint8Array.of(byte)) }
        ]
        for (const outcome of yield* outcomes(operation, answers)) {
          assert.deepStrictEqual(outcome, Result.succeed("Héllo"))
        }
      }))

    it.effect("that ends or is reset at any byte is broken, and has what had come", () =>
      Effect.gen(function*() {
        const cuts = Array.from({ length: bytes.length }, (_, at) => [bytes.slice(0, at)])
        const ended = yield* outcomes(operation, cuts.map((pieces) => ({ pieces })))
        const reset = yield* outcomes(
          operation,
          cuts.filter((_, at) => at % 8 === 0).map((pieces) => ({ pieces, reset: true }))
        )
        allBroken(ended, "end after byte")
        allBroken(reset, "reset after byte")
        for (const all of [ended, reset]) {
          const texts = all.map((outcome) =>
            Result.isFailure(outcome) && "partial" in outcome.failure && outcome.failure.partial !== undefined
              ? Redacted.value(outcome.failure.partial.text)
              : ""
          )
          assert.includeMembers(texts, ["", "Hél", "Héllo"])
          // Nothing that had come is lost by more of it coming.
          assert.deepStrictEqual(texts, texts.toSorted((a, b) => a.length - b.length))
        }
      }), 30_000)

    it.effect("with one bit changed anywhere is broken", () =>
      Effect.gen(function*() {
        const flipped = Array.from(
          { length: bytes.length },
          (_, at) => bytes.map((byte, index) => index === at ? byte ^ (1 << (at * 5 % 8)) : byte)
        )
        allBroken(yield* outcomes(operation, flipped.map((changed) => ({ pieces: [changed] }))), "byte")
      }), 30_000)

    const exceptions: ReadonlyArray<readonly [string, string]> = [
      ["throttlingException", "Throttled"],
      ["internalServerException", "ServiceFailed"],
      ["serviceUnavailableException", "ServiceFailed"],
      ["validationException", "InvalidRequest"],
      ["modelStreamErrorException", "StreamBroken"],
      ["modelTimeoutException", "ModelTimedOut"],
      ["neverHeardOfException", "ServiceFailed"]
    ]
    for (const [exception, tag] of exceptions) {
      it.effect(`that reports ${exception} is ${tag} after every event`, () =>
        Effect.gen(function*() {
          const reporting = frames.map((_, at) => ({
            pieces: replaced(frames, at, frame(exception, { message: "words" }, "exception"))
          }))
          const tags = (yield* outcomes(operation, reporting)).map(tagOf)
          assert.deepStrictEqual([...new Set(tags)], [tag])
        }))
    }

    it.effect("that holds an error frame, or one that is no JSON, is broken after every event", () =>
      Effect.gen(function*() {
        const answers = frames.flatMap((_, at) => [
          { pieces: replaced(frames, at, frame("SomethingOdd", "words", "error")) },
          { pieces: replaced(frames, at, frame(name === "ConverseStream" ? "messageStop" : "chunk", undefined)) }
        ])
        allBroken(yield* outcomes(operation, answers), "frame")
      }))

    it.effect("passes over events that nobody knows yet", () =>
      Effect.gen(function*() {
        const tomorrow = frame("somethingNew", { a: [1] })
        const answers = frames.map((known, at) => ({ pieces: replaced(frames, at, tomorrow, known, tomorrow) }))
        for (const outcome of yield* outcomes(operation, answers)) {
          assert.deepStrictEqual(outcome, Result.succeed("Héllo"))
        }
      }))

    it.effect("with an event twice is broken, unless nothing tells the two apart", () =>
      Effect.gen(function*() {
        const doubled = frames.map((twice, at) => ({ pieces: replaced(frames, at, twice, twice) }))
        const seen = (yield* outcomes(operation, doubled)).map(tagOf)
        const passed = seen.flatMap((tag, at) => tag === "success" ? [at] : [])
        assert.deepStrictEqual(passed, [...repeatable])
      }))

    it.effect("whose end comes early is broken, whatever comes after it", () =>
      Effect.gen(function*() {
        const last = frames.length - 1
        const stop = frames[name === "ConverseStream" ? last - 1 : last] ?? new Uint8Array()
        const answers = frames.slice(0, -2).map((known, at) => ({ pieces: replaced(frames, at, stop, known) }))
        allBroken(yield* outcomes(operation, answers), "end before frame")
      }))

    it.effect(
      "of any frames in any order comes to an end, and never to more words than were sent",
      () =>
        Effect.gen(function*() {
          const index = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: frames.length - 1 }))
          const orders = yield* Arbitrary.sampleEffect(
            Arbitrary.schema(Schema.Array(index).check(Schema.isMaxLength(20))),
            { count: 200, size: 20, seed: 7 }
          )
          const answers = orders.map((indices) => ({
            indices,
            pieces: indices.map((index) => frames[index] ?? new Uint8Array())
          }))
          const seen = yield* outcomes(operation, answers)
          for (const [at, outcome] of seen.entries()) {
            if (Result.isFailure(outcome)) {
              assert.include(["StreamBroken", "ServiceFailed"], outcome.failure._tag)
            } else {
              assert.strictEqual(outcome.success.replaceAll(/Hél|lo/g, ""), "")
              assert.strictEqual(answers[at]?.indices.at(-1), frames.length - 1)
            }
          }
        }),
      30_000
    )

    it.effect("of random bytes is broken", () =>
      Effect.gen(function*() {
        const byte = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 255 }))
        const noise = yield* Arbitrary.sampleEffect(
          Arbitrary.schema(Schema.Array(byte).check(Schema.isMaxLength(400))),
          { count: 15, size: 200, seed: 11 }
        )
        allBroken(yield* outcomes(operation, noise.map((bytes) => ({ pieces: [Uint8Array.from(bytes)] }))), "noise")
      }), 30_000)

    it.effect("that broke shows its words to nobody who does not ask for them", () =>
      Effect.gen(function*() {
        const [outcome] = yield* outcomes(operation, [{ pieces: frames.slice(0, 6) }])
        assert.isTrue(outcome !== undefined && Result.isFailure(outcome))
        if (outcome === undefined || Result.isSuccess(outcome)) return
        const error = outcome.failure
        assert.strictEqual("partial" in error && error.partial && Redacted.value(error.partial.text), "Héllo")
        const shown = inspect(error, { showHidden: true, depth: null }) + JSON.stringify(error) + String(error) +
          error.message + error.hint
        assert.notInclude(shown, "Hél")
      }))
  })
}

describe("over a socket", () => {
  const runtimeAt = (url: string) =>
    Layer.mergeAll(RawClient.layer, ConverseClient.layer).pipe(
      Layer.provide(BedrockRuntime.layer),
      Layer.provide(AppConfig.layerOf({ endpoint: Option.some(new URL(url)) })),
      Layer.provide(Credentials.layerStatic(exampleCredentials))
    )

  for (const operation of [converse, claude]) {
    it.effect(
      `a stream of ${operation.name} that ends or is reset between two frames, or inside one, is broken`,
      () =>
        Effect.gen(function*() {
          const cuts = operation.frames.flatMap((_, count) =>
            [0, 9].flatMap((extra) => [true, false].map((reset) => ({ count, extra, reset })))
          )
          let next = 0
          const server = yield* serve((_, response) => {
            const cut = cuts[next++]
            streamHead(response)
            response.flushHeaders()
            const whole = join(operation.frames.slice(0, cut?.count))
            const more = operation.frames[cut?.count ?? 0]?.slice(0, cut?.extra) ?? new Uint8Array()
            if (cut?.reset === true) {
              response.write(join([whole, more]), () => response.socket?.resetAndDestroy())
            } else {
              response.end(join([whole, more]))
            }
          })
          const seen = yield* Effect.forEach(cuts, () => Effect.result(operation.ask)).pipe(
            once,
            Effect.provide(runtimeAt(server.url))
          )
          const odd = seen.flatMap((outcome, at) =>
            // A reset can overtake the head of the answer.
            ["StreamBroken", "NetworkFailed"].includes(tagOf(outcome)) ? [] : [[cuts[at], tagOf(outcome)]]
          )
          assert.deepStrictEqual(odd, [])
        }),
      30_000
    )
  }

  it.live("an answer that outlasts the total deadline brings what had come", () =>
    Effect.gen(function*() {
      const server = yield* serve((_, response) => {
        streamHead(response)
        response.write(join(converseFrames.slice(0, 6)))
      })
      const error = yield* Effect.flip(converse.ask).pipe(
        Effect.provideService(Policy, { ...defaultPolicy, total: Duration.millis(300) }),
        Effect.provide(runtimeAt(server.url))
      )
      assert.strictEqual(error._tag, "TimedOut")
      assert.strictEqual(error._tag === "TimedOut" && error.partial && Redacted.value(error.partial.text), "Héllo")
    }))

  it.effect("a consumer of events has what had come, and the error the same", () =>
    Effect.gen(function*() {
      const server = yield* serve((_, response) => {
        streamHead(response)
        response.end(join(converseFrames.slice(0, 6)))
      })
      const client = yield* Effect.provide(ConverseClient, runtimeAt(server.url))
      const seen: Array<string> = []
      const error = yield* client.stream({ modelId: sonnet, messages: [] }).pipe(
        Stream.runForEach((event) => Effect.sync(() => seen.push(event.contentBlockDelta?.delta?.text ?? ""))),
        once,
        Effect.flip
      )
      assert.strictEqual(seen.join(""), "Héllo")
      assert.strictEqual(error._tag, "StreamBroken")
      assert.strictEqual(error._tag === "StreamBroken" && error.partial && Redacted.value(error.partial.text), "Héllo")
    }))
})
