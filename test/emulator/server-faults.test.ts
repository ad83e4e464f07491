import * as Sdk from "@aws-sdk/client-bedrock-runtime"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Layer, Stream } from "effect"
import { exceptionStatus } from "../../src/emulator/AwsError.ts"
import { BedrockEmulator } from "../../src/emulator/BedrockEmulator.ts"
import { type Fault, faultKinds, parseFault } from "../../src/emulator/Faults.ts"
import { layerEcho } from "../../src/emulator/ScriptedModel.ts"
import { asked, attempt, claudeBody, collect, sdkClient, type SdkFailure, sonnet } from "../support/emulator.ts"

const emulator = BedrockEmulator.layer().pipe(Layer.provide(layerEcho))

const converse = Effect.gen(function*() {
  const client = yield* sdkClient()
  return yield* attempt(() => client.send(new Sdk.ConverseCommand({ modelId: sonnet, messages: asked("hello") })))
})

/** All events of a long answer. */
const stream = Effect.gen(function*() {
  const client = yield* sdkClient()
  const reply = yield* attempt(() =>
    client.send(new Sdk.ConverseStreamCommand({ modelId: sonnet, messages: asked("word ".repeat(200)) }))
  )
  return yield* collect(reply.stream)
})

const invokeStream = Effect.gen(function*() {
  const client = yield* sdkClient()
  const reply = yield* attempt(() =>
    client.send(new Sdk.InvokeModelWithResponseStreamCommand({ modelId: sonnet, body: claudeBody("hello") }))
  )
  return yield* collect(reply.body)
})

const under = <A, R>(fault: Fault, effect: Effect.Effect<A, SdkFailure, R>) =>
  Effect.andThen(BedrockEmulator.use(({ setFaults }) => setFaults([fault])), effect)

const outcome = Effect.map(BedrockEmulator.use(({ requests }) => requests), (seen) => seen.at(-1)?.outcome)

describe("refusals on demand", () => {
  for (const [name, status] of Object.entries(exceptionStatus)) {
    it.effect(`${name} is ${status}`, () =>
      Effect.gen(function*() {
        const failure = yield* Effect.flip(under({ _tag: "exception", name, message: "as asked" }, converse))
        assert.strictEqual(failure.name, name)
        assert.strictEqual(failure.message, "as asked")
        assert.strictEqual(failure.$metadata?.httpStatusCode, status)
      }).pipe(Effect.provide(emulator)))
  }

  it.effect("each comes under its own name out of every operation, as the SDK's own class where it has one", () =>
    Effect.gen(function*() {
      const client = yield* sdkClient()
      const body = claudeBody("hello")
      const input = { modelId: sonnet, messages: asked("hello") }
      const operations: Readonly<Record<string, () => Promise<unknown>>> = {
        Converse: () => client.send(new Sdk.ConverseCommand(input)),
        ConverseStream: () => client.send(new Sdk.ConverseStreamCommand(input)),
        InvokeModel: () => client.send(new Sdk.InvokeModelCommand({ modelId: sonnet, body })),
        InvokeModelWithResponseStream: () =>
          client.send(new Sdk.InvokeModelWithResponseStreamCommand({ modelId: sonnet, body })),
        CountTokens: () =>
          client.send(new Sdk.CountTokensCommand({ modelId: sonnet, input: { converse: { messages: asked("?") } } }))
      }
      const { setFaults } = yield* BedrockEmulator
      let modelled = 0
      for (const [name, status] of Object.entries(exceptionStatus)) {
        yield* setFaults([{ _tag: "exception", name }])
        for (const [operation, call] of Object.entries(operations)) {
          const failure = yield* Effect.flip(Effect.tryPromise({ try: call, catch: (error) => error }))
          assert.instanceOf(failure, Sdk.BedrockRuntimeServiceException, `${name} of ${operation}`)
          assert.deepStrictEqual([failure.name, failure.$metadata.httpStatusCode], [name, status], operation)
          if (failure.constructor.name === name) modelled++
        }
      }
      // Those of the service model; the others are the front door's.
      assert.strictEqual(modelled, 12 * 5)
    }).pipe(Effect.provide(emulator)))

  it.effect("throttling says when to come back", () =>
    Effect.gen(function*() {
      const failure = yield* Effect.flip(under({ _tag: "throttle", retryAfterSeconds: 7 }, converse))
      assert.strictEqual(failure.name, "ThrottlingException")
      assert.strictEqual(failure.$response?.headers["retry-after"], "7")
    }).pipe(Effect.provide(emulator)))

  it.effect("a denial names the action and the resource, as IAM words it", () =>
    Effect.gen(function*() {
      const profile = `arn:aws:bedrock:eu-central-1:123456789012:inference-profile/${sonnet}`
      const failures = [
        [yield* Effect.flip(under({ _tag: "deny" }, converse)), "bedrock:InvokeModel"],
        [yield* Effect.flip(under({ _tag: "deny" }, stream)), "bedrock:InvokeModelWithResponseStream"]
      ] satisfies ReadonlyArray<[SdkFailure, string]>
      for (const [{ message, name }, action] of failures) {
        assert.strictEqual(name, "AccessDeniedException")
        assert.strictEqual(
          message,
          `User: arn:aws:iam::123456789012:user/dpg is not authorized to perform: ${action} on resource: ${profile} ` +
            `because no identity-based policy allows the ${action} action`
        )
      }
    }).pipe(Effect.provide(emulator)))

  it.effect("a ModelErrorException carries the status it stands for", () =>
    Effect.gen(function*() {
      const fault: Fault = { _tag: "exception", name: "ModelErrorException", originalStatusCode: 503 }
      assert.strictEqual((yield* Effect.flip(under(fault, converse))).originalStatusCode, 503)
    }).pipe(Effect.provide(emulator)))

  it.effect("only so often, only for one operation, only for one model", () =>
    Effect.gen(function*() {
      const { requests, setFaults } = yield* BedrockEmulator
      yield* setFaults([
        { _tag: "throttle", times: 2 },
        { _tag: "exception", name: "ServiceUnavailableException", times: 1, operation: "ConverseStream" },
        { _tag: "deny", model: "opus" }
      ])
      for (let n = 0; n < 4; n++) yield* Effect.ignore(converse)
      yield* Effect.ignore(stream)
      yield* stream
      assert.deepStrictEqual((yield* requests).map(({ fault, status }) => [fault, status]), [
        ["throttle", 429],
        ["throttle", 429],
        [undefined, 200],
        [undefined, 200],
        ["exception", 503],
        [undefined, 200]
      ])
    }).pipe(Effect.provide(emulator)))
})

describe("streams that break", () => {
  it.effect("what can only befall a stream waits for one", () =>
    Effect.gen(function*() {
      const fault: Fault = { _tag: "stream-exception", afterEvents: 1, name: "ThrottlingException", times: 1 }
      yield* under(fault, converse)
      assert.strictEqual((yield* Effect.flip(stream)).name, "ThrottlingException")
      yield* stream
    }).pipe(Effect.provide(emulator)))

  it.effect("a reset is an error, after the events before it", () =>
    Effect.gen(function*() {
      const failure = yield* Effect.flip(under({ _tag: "cut", afterEvents: 3, how: "reset" }, stream))
      assert.strictEqual(failure.code, "ECONNRESET")
      assert.strictEqual(yield* outcome, "cut")
    }).pipe(Effect.provide(emulator)))

  it.effect("a clean end without the closing events looks whole to the SDK", () =>
    Effect.gen(function*() {
      const events = yield* under({ _tag: "cut", afterEvents: 3, how: "end" }, stream)
      assert.strictEqual(events.length, 3)
      assert.isFalse(events.some((event) => event.messageStop !== undefined))
    }).pipe(Effect.provide(emulator)))

  it.effect("an end in the middle of a frame", () =>
    Effect.gen(function*() {
      const failure = yield* Effect.flip(under({ _tag: "cut", afterEvents: 3, how: "mid-frame" }, stream))
      assert.match(failure.message, /Truncated event/)
    }).pipe(Effect.provide(emulator)))

  it.effect("a wrong checksum", () =>
    Effect.gen(function*() {
      const failure = yield* Effect.flip(under({ _tag: "corrupt", afterEvents: 2 }, stream))
      assert.match(failure.message, /checksum/)
    }).pipe(Effect.provide(emulator)))

  for (
    const name of [
      "ThrottlingException",
      "InternalServerException",
      "ModelStreamErrorException",
      "ValidationException",
      "ServiceUnavailableException"
    ]
  ) {
    it.effect(`${name} in both kinds of stream`, () =>
      Effect.gen(function*() {
        const fault: Fault = { _tag: "stream-exception", afterEvents: 2, name, message: "in the stream" }
        const failures = [yield* Effect.flip(under(fault, stream)), yield* Effect.flip(under(fault, invokeStream))]
        for (const failure of failures) {
          assert.strictEqual(failure.name, name)
          assert.strictEqual(failure.message, "in the stream")
        }
      }).pipe(Effect.provide(emulator)))
  }

  it.effect("an exception no model names is an error frame", () =>
    Effect.gen(function*() {
      const fault: Fault = { _tag: "stream-exception", afterEvents: 1, name: "SomethingElse", message: "odd" }
      const failure = yield* Effect.flip(under(fault, stream))
      assert.include(`${failure.name} ${failure.message}`, "odd")
    }).pipe(Effect.provide(emulator)))

  it.effect("a plain answer cut in two", () =>
    Effect.gen(function*() {
      const failure = yield* Effect.flip(under({ _tag: "cut", afterEvents: 1, how: "reset" }, converse))
      assert.strictEqual(failure.code, "ECONNRESET")
      yield* Effect.flip(under({ _tag: "cut", afterEvents: 1, how: "end" }, converse))
    }).pipe(Effect.provide(emulator)))
})

describe("answers that do not come", () => {
  it.effect("a client that gives up on a stalled stream is seen to leave", () =>
    Effect.gen(function*() {
      const { ended, setFaults } = yield* BedrockEmulator
      yield* setFaults([{ _tag: "stall", afterEvents: 2 }])
      const left = yield* Effect.forkChild(Stream.runHead(ended), { startImmediately: true })
      const client = yield* sdkClient()
      const reply = yield* attempt(() =>
        client.send(new Sdk.ConverseStreamCommand({ modelId: sonnet, messages: asked("hello") }))
      )
      const [first] = yield* collect(reply.stream, 1)
      assert.deepStrictEqual(first, { messageStart: { role: "assistant" } })
      client.destroy()
      const seen = yield* Fiber.join(left)
      assert.deepInclude(seen, { _tag: "Some" })
      assert.strictEqual(yield* outcome, "abandoned")
    }).pipe(Effect.provide(emulator)))

  it.effect("a delayed answer is whole when it comes, and its latency tells", () =>
    Effect.gen(function*() {
      const reply = yield* under({ _tag: "delay", millis: 60, times: 1 }, converse)
      assert.isAtLeast(reply.metrics?.latencyMs ?? 0, 59)
      assert.strictEqual(reply.output?.message?.content?.[0]?.text, "hello")
    }).pipe(Effect.provide(emulator)))
})

describe("faults on a command line", () => {
  const parsed: ReadonlyArray<[string, Fault]> = [
    ["throttle", { _tag: "throttle" }],
    ["throttle,times=2,retryAfterSeconds=1", { _tag: "throttle", times: 2, retryAfterSeconds: 1 }],
    ["deny,model=opus", { _tag: "deny", model: "opus" }],
    ["exception,name=ModelTimeoutException", { _tag: "exception", name: "ModelTimeoutException" }],
    ["delay,millis=500", { _tag: "delay", millis: 500 }],
    ["stall", { _tag: "stall", afterEvents: 1 }],
    ["cut,afterEvents=3,how=end,operation=ConverseStream", {
      _tag: "cut",
      afterEvents: 3,
      how: "end",
      operation: "ConverseStream"
    }],
    ["corrupt", { _tag: "corrupt", afterEvents: 1 }],
    ["stream-exception,name=ValidationException", {
      _tag: "stream-exception",
      afterEvents: 1,
      name: "ValidationException"
    }]
  ]

  for (const [text, fault] of parsed) {
    it.effect(text, () =>
      Effect.gen(function*() {
        assert.deepStrictEqual(yield* parseFault(text), fault)
      }))
  }

  it("covers every kind", () => {
    assert.sameMembers([...new Set(parsed.map(([, { _tag }]) => _tag))], [...faultKinds])
  })

  for (const text of ["", "throttel", "throttle,times=0", "throttle,time=2", "exception", "cut,how=gently"]) {
    it.effect(`refuses ${JSON.stringify(text)}`, () => Effect.flip(parseFault(text)))
  }
})
