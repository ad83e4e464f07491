import { assert, describe, it } from "@effect/vitest"
import { Clock, Effect, Layer } from "effect"
import { BedrockEmulator } from "../../src/emulator/BedrockEmulator.ts"
import { EmulatedModel } from "../../src/emulator/EmulatedModel.ts"
import { layerEcho } from "../../src/emulator/ScriptedModel.ts"
import { exampleCredentials } from "../../src/emulator/Signature.ts"
import { send, signedRequest, sonnet } from "../support/emulator.ts"

/** 3,500 characters: 1,000 tokens. */
const thousand = (seed: string): string => seed.repeat(3500).slice(0, 3500)

const point = (ttl?: "5m" | "1h") => ({ cachePoint: { type: "default", ...ttl !== undefined && { ttl } } })

/** The server's clock, which a test puts forward. */
const movable = () => {
  const real = Clock.Clock.defaultValue()
  let ahead = 0
  const clock: Clock.Clock = {
    currentTimeNanos: real.currentTimeNanos,
    currentTimeNanosUnsafe: () => real.currentTimeNanosUnsafe(),
    monotonicTimeNanos: real.monotonicTimeNanos,
    monotonicTimeNanosUnsafe: () => real.monotonicTimeNanosUnsafe(),
    currentTimeMillis: Effect.sync(() => Date.now() + ahead),
    currentTimeMillisUnsafe: () => Date.now() + ahead,
    sleep: (duration) => real.sleep(duration)
  }
  return {
    clock,
    now: () => new Date(Date.now() + ahead),
    forward: (minutes: number) => void (ahead += minutes * 60_000)
  }
}

const withEmulator = <A, E>(
  work: (time: ReturnType<typeof movable>) => Effect.Effect<A, E, BedrockEmulator>,
  model = layerEcho
) => {
  const time = movable()
  const others = { ...exampleCredentials, accessKeyId: "AKIAOTHER", principalArn: "arn:aws:iam::210987654321:user/o" }
  const layer = BedrockEmulator.layer({ clock: time.clock, credentials: [exampleCredentials, others] })
  return work(time).pipe(Effect.provide(layer.pipe(Layer.provide(model))))
}

const post = Effect.fnUntraced(function*(
  path: string,
  body: object,
  signingDate: Date,
  options: { readonly accessKeyId?: string; readonly region?: string; readonly modelId?: string } = {}
) {
  const { accessKeyId, modelId = sonnet, region = "us-east-1" } = options
  const credentials = { ...exampleCredentials, ...accessKeyId !== undefined && { accessKeyId } }
  const request = {
    path: `/model/${encodeURIComponent(modelId)}/${path}`,
    body: JSON.stringify(body),
    signingDate,
    region,
    credentials
  }
  const reply = yield* send(yield* signedRequest(request))
  assert.strictEqual(reply.status, 200, reply.text)
  return { ...reply, json: JSON.parse(reply.text) }
})

/** Input, read, written: of one Converse call. */
const converse = Effect.fnUntraced(function*(body: object, ...rest: [Date, ...ReadonlyArray<object>]) {
  const { json } = yield* post("converse", body, ...rest)
  const { cacheReadInputTokens, cacheWriteInputTokens, inputTokens, outputTokens, totalTokens } = json.usage
  assert.strictEqual(totalTokens, inputTokens + outputTokens + cacheReadInputTokens + cacheWriteInputTokens)
  return [inputTokens, cacheReadInputTokens, cacheWriteInputTokens]
})

const ask = (text: string, system: ReadonlyArray<object>) => ({
  system,
  messages: [{ role: "user", content: [{ text }] }]
})

const cached = [{ text: thousand("a") }, { text: thousand("b") }, point()]

describe("what caching saves", () => {
  it.effect("is written once, then read for five minutes after each read", () =>
    withEmulator(({ forward, now }) =>
      Effect.gen(function*() {
        assert.deepStrictEqual(yield* converse(ask("fourteen chars", cached), now()), [4, 0, 2000])
        assert.deepStrictEqual(yield* converse(ask("another", cached), now()), [2, 2000, 0])
        forward(4)
        assert.deepStrictEqual(yield* converse(ask("another", cached), now()), [2, 2000, 0])
        forward(4)
        assert.deepStrictEqual(yield* converse(ask("another", cached), now()), [2, 2000, 0])
        forward(5.1)
        assert.deepStrictEqual(yield* converse(ask("another", cached), now()), [2, 0, 2000])
      })
    ))

  it.effect("is kept for an hour where that is asked for, and told apart by lifetime", () =>
    withEmulator(({ forward, now }) =>
      Effect.gen(function*() {
        const body = {
          system: [{ text: thousand("a") }, { text: thousand("b") }, point("1h")],
          messages: [{ role: "user", content: [{ text: thousand("c") }, point(), { text: "fourteen chars" }] }]
        }
        const first = yield* post("converse", body, now())
        assert.deepInclude(first.json.usage, {
          inputTokens: 4,
          cacheWriteInputTokens: 3000,
          cacheDetails: [{ ttl: "1h", inputTokens: 2000 }, { ttl: "5m", inputTokens: 1000 }]
        })
        forward(50)
        assert.deepStrictEqual(yield* converse(body, now()), [4, 2000, 1000])
        forward(50)
        assert.deepStrictEqual(yield* converse(body, now()), [4, 2000, 1000])
        forward(61)
        assert.deepStrictEqual(yield* converse(body, now()), [4, 0, 3000])
      })
    ))

  it.effect("is of the prefix, tools first: what changes in it is read up to the point before the change", () =>
    withEmulator(({ now }) =>
      Effect.gen(function*() {
        const description = thousand("d") + thousand("e")
        const body = (system: string) => ({
          toolConfig: {
            tools: [{ toolSpec: { name: "t", description, inputSchema: { json: { type: "object" } } } }, point()]
          },
          ...ask("fourteen chars", [{ text: system }, point()])
        })
        const [input = 0, , written = 0] = yield* converse(body(thousand("a")), now())
        assert.strictEqual(input, 4)
        const tools = written - 1000
        assert.isAbove(tools, 2000)
        assert.deepStrictEqual(yield* converse(body(thousand("b")), now()), [4, tools, 1000])
        assert.deepStrictEqual(yield* converse(body(thousand("a")), now()), [4, written, 0])
      })
    ))

  it.effect("of a conversation grows with it, and is found within twenty blocks of a point", () =>
    withEmulator(({ now }) =>
      Effect.gen(function*() {
        const turns = (count: number) =>
          Array.from({ length: count }, (_, n) => ({
            role: n % 2 === 0 ? "user" : "assistant",
            content: [
              { text: n === 0 ? thousand("a") + thousand("b") : "fourteen chars" },
              ...n === count - 1 ? [point()] : []
            ]
          }))
        assert.deepStrictEqual(yield* converse({ messages: turns(1) }, now()), [0, 0, 2000])
        assert.deepStrictEqual(yield* converse({ messages: turns(3) }, now()), [0, 2000, 8])
        assert.deepStrictEqual(yield* converse({ messages: turns(21) }, now()), [0, 2008, 72])
        assert.deepStrictEqual(yield* converse({ messages: turns(43) }, now()), [0, 0, 2168])
      })
    ))

  it.effect("is nothing below the model's minimum, nor across accounts, Regions and models", () =>
    withEmulator(({ now }) =>
      Effect.gen(function*() {
        const short = [{ text: thousand("a") }, point()]
        for (const _ of [1, 2]) {
          assert.deepStrictEqual(yield* converse(ask("fourteen chars", short), now()), [1004, 0, 0])
        }
        const opus = { modelId: "global.anthropic.claude-opus-4-6-v1" }
        assert.deepStrictEqual(yield* converse(ask("fourteen chars", cached), now()), [4, 0, 2000])
        assert.deepStrictEqual(yield* converse(ask("fourteen chars", cached), now(), opus), [2004, 0, 0])
        for (const other of [{ accessKeyId: "AKIAOTHER" }, { region: "us-west-2" }]) {
          assert.deepStrictEqual(yield* converse(ask("fourteen chars", cached), now(), other), [4, 0, 2000])
        }
      })
    ))

  it.effect("is not there for a request that arrives before the first answer, nor after a refusal", () =>
    withEmulator(({ now }) =>
      Effect.gen(function*() {
        const asked = ask("fourteen chars", cached)
        const two = yield* Effect.all([1, 2].map(() => converse(asked, now())), { concurrency: "unbounded" })
        assert.deepStrictEqual(two, [[4, 0, 2000], [4, 0, 2000]])
        const changed = ask("fourteen chars", [{ text: thousand("x") }, ...cached])
        const { setFaults } = yield* BedrockEmulator
        yield* setFaults([{ _tag: "throttle", times: 1 }])
        yield* Effect.exit(converse(changed, now()))
        assert.deepStrictEqual(yield* converse(changed, now()), [4, 0, 3000])
      }), Layer.succeed(EmulatedModel, { answer: () => Effect.delay(Effect.succeed({ text: "late" }), "50 millis") })))

  it.effect("shows in Claude's own usage, in the headers and in both kinds of stream", () =>
    withEmulator(({ now }) =>
      Effect.gen(function*() {
        const system = [
          { type: "text", text: thousand("a") + thousand("b"), cache_control: { type: "ephemeral", ttl: "1h" } },
          { type: "text", text: thousand("c"), cache_control: { type: "ephemeral" } }
        ]
        const body = {
          anthropic_version: "bedrock-2023-05-31",
          max_tokens: 100,
          system,
          messages: [{ role: "user", content: "fourteen chars" }]
        }
        const written = yield* post("invoke", body, now())
        assert.deepInclude(written.json.usage, {
          input_tokens: 4,
          cache_read_input_tokens: 0,
          cache_creation_input_tokens: 3000,
          cache_creation: { ephemeral_5m_input_tokens: 1000, ephemeral_1h_input_tokens: 2000 }
        })
        assert.strictEqual(written.headers.get("x-amzn-bedrock-input-token-count"), "4")
        assert.strictEqual(written.headers.get("x-amzn-bedrock-cache-write-input-token-count"), "3000")
        const read = yield* post("invoke", body, now())
        assert.deepInclude(read.json.usage, { cache_read_input_tokens: 3000, cache_creation_input_tokens: 0 })
        assert.strictEqual(read.headers.get("x-amzn-bedrock-cache-read-input-token-count"), "3000")
      })
    ))
})
