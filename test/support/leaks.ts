/**
 * Makes many calls in a process of its own, and prints what they leave behind as JSON.
 * `node --expose-gc leaks.ts URL CALLS`: every call goes to `URL`, where a model id says what is to happen to it.
 */
import { Console, Effect, Layer, Option, Redacted, Stream } from "effect"
import { AppConfig } from "../../src/layers/AppConfig.ts"
import { BedrockRuntime } from "../../src/layers/BedrockRuntime.ts"
import { ConverseClient } from "../../src/layers/ConverseClient.ts"
import { Credentials } from "../../src/layers/Credentials.ts"
import { layerLimiterOf } from "../../src/layers/Limiter.ts"
import { RawClient } from "../../src/layers/RawClient.ts"

const [url = "", count = "0"] = process.argv.slice(2)
const calls = Number(count)
const rounds = 10

const warnings: Array<string> = []
process.on("warning", ({ message, name }) => warnings.push(`${name}: ${message}`))

const request = (modelId: string) => ({ modelId, messages: [{ role: "user" as const, content: [{ text: "hello" }] }] })

/** Whole answers, streams, refusals, and calls that are given up: seven, two, one and, of a hundred, two. */
const call = Effect.fnUntraced(function*(index: number) {
  const client = yield* ConverseClient
  if (index % 50 === 0) return yield* Effect.ignore(Effect.timeout(client.converseOnce(request("silent")), "5 millis"))
  if (index % 10 === 1) return yield* Effect.ignore(client.converseOnce(request("refused")))
  if (index % 10 === 2) return yield* client.converse(request("stream"))
  if (index % 10 === 3) return yield* Stream.runDrain(Stream.take(client.stream(request("stream")), 1))
  return yield* client.converseOnce(request("whole"))
})

/** Twice: what the first pass finalises the second one frees. */
const collectGarbage = Effect.sync(() => globalThis.gc?.()).pipe(
  Effect.andThen(Effect.sleep("20 millis")),
  Effect.repeat({ times: 1 })
)

const listeners = () => process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0)

const program = Effect.gen(function*() {
  const heap: Array<number> = []
  const before = listeners()
  for (let round = 0; round < rounds; round++) {
    const first = round * calls / rounds
    yield* Effect.forEach(
      Array.from({ length: calls / rounds }, (_, index) => first + index),
      call,
      { concurrency: 32, discard: true }
    )
    yield* collectGarbage
    heap.push(process.memoryUsage().heapUsed)
  }
  const sockets = process.getActiveResourcesInfo().filter((name) => name === "TCPSocketWrap").length
  yield* Console.log(JSON.stringify({ heap, sockets, listeners: listeners() - before, warnings }))
})

const layer = Layer.mergeAll(RawClient.layer, ConverseClient.layer).pipe(
  Layer.provideMerge(BedrockRuntime.layer),
  Layer.provide([
    AppConfig.layerOf({ endpoint: Option.some(new URL(url)) }),
    Credentials.layerStatic({ accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: Redacted.make("secret") })
  ]),
  Layer.merge(layerLimiterOf({ limits: () => ({ requestsPerMinute: 10_000_000, tokensPerMinute: 1e12 }) }))
)

await Effect.runPromise(program.pipe(Effect.provide(layer)))
