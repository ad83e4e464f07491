/**
 * Deadlines, interruption and connections against real sockets, in real time. A deadline may not pass early. It may pass
 * late by 5 %, or by what a machine under load needs to get round to a timer, whichever is more; a timer of the same length
 * beside it tells how late any is just then.
 */
import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect, Fiber, Layer, Option, Redacted, Schedule, type Scope } from "effect"
import type { ServerResponse } from "node:http"
import type { BedrockError } from "../../../src/domain/Errors.ts"
import { defaultPolicy, Policy, retrySchedule } from "../../../src/domain/Policy.ts"
import { AppConfig } from "../../../src/layers/AppConfig.ts"
import { BedrockRuntime } from "../../../src/layers/BedrockRuntime.ts"
import { ConverseClient } from "../../../src/layers/ConverseClient.ts"
import { Credentials } from "../../../src/layers/Credentials.ts"
import { RawClient } from "../../../src/layers/RawClient.ts"
import { chunk, frame, json, serve, streamHead } from "../../support/awsServer.ts"
import { fullQueue } from "../../support/fullQueue.ts"

/** Two cores with other tests on them: a timer has been seen to wait so long for its turn. */
const allowanceMillis = 250

const modelId = "global.anthropic.claude-opus-4-6-v1"
const request = { modelId, messages: [{ role: "user" as const, content: [{ text: "hello" }] }] }
const reply = {
  output: { message: { role: "assistant", content: [{ text: "hi" }] } },
  stopReason: "end_turn",
  usage: { inputTokens: 3, outputTokens: 1, totalTokens: 4 }
}

const keys = Credentials.layerStatic({ accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: Redacted.make("secret") })

const clients = (url: string, config: Partial<AppConfig["Service"]> = {}) =>
  Layer.mergeAll(RawClient.layer, ConverseClient.layer).pipe(
    Layer.provideMerge(BedrockRuntime.layer),
    Layer.provide([AppConfig.layerOf({ endpoint: Option.some(new URL(url)), ...config }), keys])
  )

const calls = {
  converse: ConverseClient.use((client) => client.converse(request)),
  converseOnce: ConverseClient.use((client) => client.converseOnce(request)),
  invoke: RawClient.use((client) => client.invoke({ modelId, system: "", messages: [{ role: "user", text: "hello" }] }))
}

const silent = serve(() => undefined)
const beginning = serve((_, response) => {
  streamHead(response).write(frame("messageStart", { role: "assistant" }))
})
/** Half of a frame that never ends, a byte every half second. */
const dripping = serve((_, response) => {
  const bytes = frame("contentBlockDelta", { contentBlockIndex: 0, delta: { text: "x".repeat(1000) } })
  streamHead(response).write(frame("messageStart", { role: "assistant" }))
  let index = 0
  const timer = setInterval(() => response.write(bytes.subarray(index, ++index)), 500)
  response.on("close", () => clearInterval(timer))
})

interface Case {
  readonly deadline: "connect" | "idle" | "total"
  readonly seconds: number
  readonly server: Effect.Effect<string, never, Scope.Scope>
  readonly call: keyof typeof calls
}

const url = <R>(server: Effect.Effect<{ readonly url: string }, never, R>) => Effect.map(server, ({ url }) => url)

const cases: Readonly<Record<string, Case>> = {
  "connect, in a queue that is full": { deadline: "connect", seconds: 1, server: fullQueue, call: "converse" },
  // The SDK's handler goes another way above two seconds.
  "connect, longer": { deadline: "connect", seconds: 3, server: fullQueue, call: "converseOnce" },
  "idle, before the headers": { deadline: "idle", seconds: 1, server: url(silent), call: "invoke" },
  "idle, before the headers of an answer that comes whole": {
    deadline: "idle",
    seconds: 1,
    server: url(silent),
    call: "converseOnce"
  },
  "idle, in the body": { deadline: "idle", seconds: 1, server: url(beginning), call: "converse" },
  // The SDK's handler begins three seconds late above six.
  "idle, longer": { deadline: "idle", seconds: 6.5, server: url(silent), call: "converse" },
  "idle in the body, longer": { deadline: "idle", seconds: 6.5, server: url(beginning), call: "converse" },
  "total, before the headers": { deadline: "total", seconds: 1, server: url(silent), call: "converse" },
  "total, of a byte every half second": { deadline: "total", seconds: 2.2, server: url(dripping), call: "converse" }
}

const patient = Duration.seconds(60)

describe.concurrent("a deadline holds within 5 %", () => {
  for (const [name, { call, deadline, seconds, server }] of Object.entries(cases)) {
    it.live(`${name}: ${seconds} s`, () =>
      Effect.gen(function*() {
        const given = Duration.seconds(seconds)
        const layer = clients(yield* server, {
          connectTimeout: deadline === "connect" ? given : patient,
          readTimeout: deadline === "idle" ? given : patient
        })
        const policy = { ...defaultPolicy, retry: retrySchedule(0), total: deadline === "total" ? given : patient }
        const [error, millis, late] = yield* Effect.gen(function*() {
          // Loading the SDK is no part of the call.
          const ready = yield* Effect.context<RawClient | ConverseClient>()
          const begun = performance.now()
          const beside = yield* Effect.forkChild(
            Effect.map(Effect.sleep(given), () => performance.now() - begun - seconds * 1000)
          )
          const failed: BedrockError = yield* Effect.flip<unknown, BedrockError, RawClient | ConverseClient>(
            calls[call]
          )
            .pipe(Effect.provideService(Policy, policy), Effect.provideContext(ready))
          return [failed, performance.now() - begun, yield* Fiber.join(beside)] as const
        }).pipe(Effect.provide(layer))
        assert.deepInclude(error, { _tag: "TimedOut", deadline, afterMillis: seconds * 1000 })
        // Node's timers count whole milliseconds.
        assert.isAtLeast(millis, seconds * 1000 - 1)
        assert.isAtMost(millis - late, seconds * 1000 + Math.max(0.05 * seconds * 1000, allowanceMillis))
      }), 20_000)
  }
})

describe("interruption closes the socket at once", () => {
  const cases: Readonly<
    Record<
      string,
      readonly [
        answer: (response: ServerResponse) => void,
        call: Effect.Effect<unknown, BedrockError, BedrockRuntime | ConverseClient>
      ]
    >
  > = {
    "before the headers": [() => undefined, calls.converseOnce],
    "in the body of an answer that comes whole": [
      (response) => response.writeHead(200, { "content-length": "1000" }).write("{"),
      calls.converseOnce
    ],
    "in a stream": [
      (response) => streamHead(response).write(frame("messageStart", { role: "assistant" })),
      calls.converse
    ],
    "between the headers and the first read": [
      (response) => streamHead(response).write(frame("messageStart", { role: "assistant" })),
      Effect.andThen(BedrockRuntime.use((runtime) => runtime.converseStream(request)), Effect.never)
    ],
    "between the headers and the first read of a raw stream": [
      (response) => streamHead(response).write(chunk({ type: "ping" })),
      Effect.andThen(BedrockRuntime.use((runtime) => runtime.invokeModelStream({ modelId, body: "{}" })), Effect.never)
    ]
  }
  for (const [name, [answer, call]] of Object.entries(cases)) {
    it.live(name, () =>
      Effect.gen(function*() {
        const server = yield* serve((_, response) => answer(response))
        yield* Effect.gen(function*() {
          const fiber = yield* Effect.forkChild(call)
          yield* holds(() => server.seen.length === 1)
          yield* Effect.sleep("60 millis")
          assert.isFalse(server.sockets[0]?.destroyed)
          const begun = performance.now()
          yield* Fiber.interrupt(fiber)
          yield* holds(() => server.sockets[0]?.destroyed === true)
          assert.isBelow(performance.now() - begun, allowanceMillis)
        }).pipe(Effect.provide(clients(server.url)))
      }))
  }

  it.live("but not that of a stream that another has begun to read", () =>
    Effect.gen(function*() {
      const server = yield* serve((_, response) => {
        streamHead(response).write(frame("messageStart", { role: "assistant" }))
      })
      yield* Effect.gen(function*() {
        yield* Fiber.join(yield* Effect.forkChild(BedrockRuntime.use((runtime) => runtime.converseStream(request))))
        yield* Effect.sleep("50 millis")
        assert.isFalse(server.sockets[0]?.destroyed)
      }).pipe(Effect.provide(clients(server.url)))
    }))
})

describe("connections", () => {
  it.live("are as many as there are calls, and are used again", () =>
    Effect.gen(function*() {
      const held: Array<ServerResponse> = []
      const server = yield* serve((_, response) => {
        held.push(response)
        // Nobody is answered before all are here: a queue anywhere would never end.
        if (held.length === 64) { for (const one of held.splice(0)) json(one, 200, reply) }
      })
      yield* Effect.gen(function*() {
        for (const round of [1, 2, 3]) {
          yield* Effect.all(Array.from({ length: 64 }, () => calls.converseOnce), { concurrency: "unbounded" })
          assert.deepStrictEqual([server.seen.length, server.sockets.length], [64 * round, 64])
        }
      }).pipe(Effect.provide(clients(server.url)))
      yield* holds(() => server.sockets.every(({ destroyed }) => destroyed))
    }))
})

/** Waits for what a server sees in its own time. */
function holds(condition: () => boolean): Effect.Effect<void> {
  return Effect.suspend(() => condition() ? Effect.void : Effect.fail("not yet")).pipe(
    Effect.retry({ times: 500, schedule: Schedule.spaced("5 millis") }),
    Effect.orDie
  )
}
