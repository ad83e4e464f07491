import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, FileSystem, Latch, Layer, Option, Path, Redacted, Schema, Stream, Struct } from "effect"
import { LanguageModel } from "effect/ai"
import type { BedrockError } from "../../src/domain/Errors.ts"
import { StandIn } from "../../src/domain/StandIn.ts"
import { AppConfig } from "../../src/layers/AppConfig.ts"
import * as BedrockLanguageModel from "../../src/layers/BedrockLanguageModel.ts"
import { BedrockRuntime } from "../../src/layers/BedrockRuntime.ts"
import { ConverseClient } from "../../src/layers/ConverseClient.ts"
import type { Credentials } from "../../src/layers/Credentials.ts"
import { RawClient } from "../../src/layers/RawClient.ts"
import { layerStandIn } from "../../src/layers/Recording.ts"
import { RunStore } from "../../src/layers/RunStore.ts"
import { pipeline } from "../../src/steps/pipeline.ts"
import {
  emulatedBedrock,
  type EmulatorOptions,
  OfflineModel,
  type Outcome,
  recordedBedrock,
  replayedBedrock,
  ScriptedBedrock,
  ScriptedModel
} from "../../src/testing.ts"
import {
  allBedrockErrors,
  brokenAfterContent,
  denied,
  impatient,
  llama,
  sonnet,
  sonnet46,
  throttled
} from "../support/bedrock.ts"
import { logOn, platform, temporaryFolder } from "../support/runFolder.ts"

type Bedrock<E> = Layer.Layer<BedrockRuntime | Credentials, E>

const clients = Layer.mergeAll(
  RawClient.layer,
  BedrockLanguageModel.layer({ modelId: sonnet }).pipe(Layer.provideMerge(ConverseClient.layer))
)

const over = <E>(bedrock: Bedrock<E>) =>
  Effect.provide(clients.pipe(Layer.provideMerge(bedrock), Layer.merge(impatient)), { local: true })

const emulated = (options: EmulatorOptions = {}) =>
  Layer.orDie(emulatedBedrock(options)).pipe(
    Layer.provide(ScriptedModel.layerOf(({ messages }) => ({ text: `${messages.at(-1)?.text} "$base64" – ü` })))
  )

const recording = (directory: string, bedrock: Bedrock<never>) =>
  recordedBedrock(directory).pipe(Layer.provideMerge(bedrock))

const scripted = (directory: string, ...outcomes: ReadonlyArray<Outcome>) =>
  recording(directory, ScriptedBedrock.layer(...outcomes))

const turns = [{ role: "user" as const, text: "Hello" }]
const converseInput = { modelId: sonnet, messages: [{ role: "user" as const, content: [{ text: "Hello" }] }] }
const raw = RawClient.use((client) => client.invoke({ modelId: sonnet, system: "Repeat.", messages: turns }))
const rawOnce = RawClient.use((client) => client.invokeOnce({ modelId: sonnet, system: "Repeat.", messages: turns }))
const converse = ConverseClient.use((client) => client.converse(converseInput))
const converseOnce = ConverseClient.use((client) => client.converseOnce(converseInput))

const runtime = {
  converse: BedrockRuntime.use((bedrock) => bedrock.converse(converseInput)),
  /** Events until the end, and the error that was it. */
  stream: (input: Parameters<BedrockRuntime["Service"]["converseStream"]>[0] = converseInput) =>
    Effect.gen(function*() {
      const bedrock = yield* BedrockRuntime
      const { requestId, value } = yield* bedrock.converseStream(input)
      const events: Array<unknown> = []
      const ended = yield* Effect.result(Stream.runForEach(value, (event) => Effect.sync(() => events.push(event))))
      return { requestId, events, ended }
    })
}

const storesOn = (directory: string) =>
  RunStore.layer.pipe(Layer.provideMerge(logOn(directory)), Layer.provideMerge(platform))

/** The recorded files, without those that wait for a reply. */
const exchanges = Effect.fnUntraced(function*(directory: string) {
  const fs = yield* FileSystem.FileSystem
  return (yield* fs.readDirectory(directory)).filter((name) => /-[0-9a-f]{32}-\d+\.json$/.test(name)).toSorted()
})

/** A folder for a recording, inside of one that is gone after the test. */
const recordingFolder = Effect.gen(function*() {
  const fs = yield* FileSystem.FileSystem
  const folder = yield* temporaryFolder
  const directory = folder.inside("recording")
  yield* fs.makeDirectory(directory)
  return { ...folder, directory }
})

const comparable = (error: BedrockError) => Struct.omit(Object.fromEntries(Object.entries(error)), ["cause"])

const replayMissing = (error: BedrockError) => {
  if (error._tag !== "ReplayMissing") throw error
  return error
}

const parseJson = Schema.decodeUnknownSync(Schema.fromJsonString(Schema.Record(Schema.String, Schema.Unknown)))

describe("a recording", () => {
  it.live(
    "of a whole run, offline, is replayed to the same product without anyone to ask",
    () =>
      Effect.gen(function*() {
        const fs = yield* FileSystem.FileSystem
        const path = yield* Path.Path
        const { inside } = yield* temporaryFolder
        const text = "# Tool shed\n\nNeighbours lend each other tools.\n\n- Members can add a tool.\n"
        const brief = { title: "Tool shed", text, sources: [{ name: "brief.md", bytes: text.length }] as const }
        const runOver = <E>(bedrock: Bedrock<E>, out: string, standIn: string) =>
          pipeline({ brief }).pipe(
            over(bedrock),
            Effect.provide(
              Layer.mergeAll(AppConfig.layerOf(), storesOn(inside(out)), Layer.succeed(StandIn, standIn)),
              { local: true }
            )
          )
        const offline = Layer.orDie(emulatedBedrock()).pipe(Layer.provide(OfflineModel.layer))
        const product = (out: string) =>
          Effect.gen(function*() {
            const names = (yield* fs.readDirectory(inside(out), { recursive: true })).toSorted()
            const files = names.filter((name) => !name.startsWith(".dpg") && /\.[a-z]+$/.test(name))
            return yield* Effect.forEach(
              files,
              (name) => Effect.map(fs.readFileString(path.join(inside(out), name)), (content) => [name, content])
            )
          })

        yield* runOver(recording(inside("one"), offline), "first", "rules")
        const standIn = yield* StandIn.pipe(Effect.provide(layerStandIn(inside("one"))))
        assert.strictEqual(standIn, "rules")
        yield* runOver(replayedBedrock(inside("one")), "replayed", standIn)
        const made = yield* product("first")
        assert.isAbove(made.length, 30)
        assert.deepStrictEqual(yield* product("replayed"), made)
        assert.isFalse(yield* fs.exists(inside("one/missing")))

        yield* runOver(recording(inside("two"), offline), "second", "rules")
        assert.deepStrictEqual(yield* exchanges(inside("two")), yield* exchanges(inside("one")))
      }).pipe(Effect.provide(platform)),
    60_000
  )

  it.live("gives back the answers of all four operations, request ids included", () =>
    Effect.gen(function*() {
      const { directory } = yield* recordingFolder
      const all = Effect.all([raw, rawOnce, converse, converseOnce, runtime.stream()])
      const recorded = yield* all.pipe(over(recording(directory, emulated())))
      assert.deepStrictEqual(
        (yield* exchanges(directory)).map((name) => name.replace(/-.*-/, "-")),
        [
          "Converse-1.json",
          // With the parameters that the client fills in, and without.
          "ConverseStream-1.json",
          "ConverseStream-1.json",
          "InvokeModel-1.json",
          "InvokeModelWithResponseStream-1.json"
        ]
      )
      assert.deepStrictEqual(yield* all.pipe(over(replayedBedrock(directory))), recorded)
    }).pipe(Effect.provide(platform)))

  it.live("keeps errors, each as it was but for its cause, and the attempts that came after it", () =>
    Effect.gen(function*() {
      const { directory } = yield* recordingFolder
      const answered = allBedrockErrors.filter(({ _tag }) => !/^Credentials(?:NotFound|Invalid)$/.test(_tag))
      const each = Effect.forEach(answered, () => Effect.flip(runtime.converse))
      const recorded = yield* each.pipe(over(scripted(directory, ...answered)))
      assert.deepStrictEqual(recorded, answered)
      const replayed = yield* each.pipe(over(replayedBedrock(directory)))
      assert.deepStrictEqual(replayed.map(comparable), recorded.map(comparable))

      const retried = yield* converse.pipe(over(scripted(directory, throttled(), { text: "At last" })))
      assert.deepStrictEqual(yield* converse.pipe(over(replayedBedrock(directory))), retried)
    }).pipe(Effect.provide(platform)))

  it.live("of a stream that breaks is what had come, and the error", () =>
    Effect.gen(function*() {
      const { directory } = yield* recordingFolder
      const outcome = { text: ["Once upon", " a time"], breaksWith: brokenAfterContent }
      const recorded = yield* runtime.stream().pipe(over(scripted(directory, outcome)))
      const replayed = yield* runtime.stream().pipe(over(replayedBedrock(directory)))
      assert.isAbove(recorded.events.length, 2)
      assert.deepStrictEqual(replayed, recorded)

      const cutShort = over(
        recording(directory, emulated({ faults: [{ _tag: "cut", afterEvents: 3, how: "mid-frame" }] }))
      )
      const cut = yield* Effect.flip(raw).pipe(cutShort)
      assert.strictEqual(cut._tag, "StreamBroken")
      const again = yield* Effect.flip(raw).pipe(over(replayedBedrock(directory)))
      assert.deepStrictEqual(comparable(again), comparable(cut))
    }).pipe(Effect.provide(platform)))

  it.live("of a stream that its reader let go holds what was read, and is broken beyond that", () =>
    Effect.gen(function*() {
      const { directory } = yield* recordingFolder
      const start = BedrockRuntime.use((bedrock) =>
        Effect.flatMap(bedrock.converseStream(converseInput), ({ value }) => Stream.runCollect(Stream.take(value, 2)))
      )
      const recorded = yield* start.pipe(over(scripted(directory, { text: ["a", "b", "c"] })))
      assert.lengthOf(recorded, 2)
      assert.deepStrictEqual(yield* start.pipe(over(replayedBedrock(directory))), recorded)
      const { ended } = yield* runtime.stream().pipe(over(replayedBedrock(directory)))
      assert.deepInclude(
        Option.getOrThrow(Option.fromNullishOr(ended._tag === "Failure" ? ended.failure : undefined)),
        {
          _tag: "StreamBroken",
          contentSeen: true
        }
      )
    }).pipe(Effect.provide(platform)))

  it.live("does not hold what was interrupted", () =>
    Effect.gen(function*() {
      const { directory } = yield* recordingFolder
      const asked = yield* Latch.make()
      const silent = Effect.andThen(asked.open, Effect.never)
      const fiber = yield* Effect.forkChild(runtime.converse.pipe(over(scripted(directory, silent))))
      yield* asked.await
      yield* Fiber.interrupt(fiber)
      assert.deepStrictEqual(yield* exchanges(directory), [])
    }).pipe(Effect.provide(platform)))

  it.live("keeps bytes, and what only looks like them", () =>
    Effect.gen(function*() {
      const { directory, text } = yield* recordingFolder
      const bytes = new Uint8Array([0, 1, 254, 255])
      const bedrock = Layer.mock(BedrockRuntime, {
        converse: () =>
          Effect.succeed({
            requestId: "r",
            value: {
              output: {
                message: {
                  role: "assistant",
                  content: [
                    { reasoningContent: { redactedContent: bytes } },
                    { toolUse: { toolUseId: "t", name: "n", input: { $base64: "AAH+/w==" } } }
                  ]
                }
              },
              stopReason: "tool_use",
              usage: undefined,
              metrics: undefined,
              $metadata: { requestId: "r" }
            }
          })
      })
      const input = {
        modelId: sonnet,
        messages: [{ role: "user" as const, content: [{ image: { format: "png" as const, source: { bytes } } }] }]
      }
      const ask = BedrockRuntime.use((bedrock) => bedrock.converse(input))
      const keys = ScriptedBedrock.layer()
      const recorded = yield* ask.pipe(
        Effect.provide(recordedBedrock(directory).pipe(Layer.provide(Layer.merge(keys, bedrock))), { local: true })
      )
      const replayed = yield* ask.pipe(Effect.provide(replayedBedrock(directory)))
      assert.deepStrictEqual(replayed.value.output, recorded.value.output)
      const [name = ""] = yield* exchanges(directory)
      assert.include(yield* text(`recording/${name}`), "{\n                \"$base64\": \"AAH+/w==\"")
    }).pipe(Effect.provide(platform)))

  it.live("names a request by its content, whatever the order of its members and its metadata", () =>
    Effect.gen(function*() {
      const { directory } = yield* recordingFolder
      const { messages, modelId } = converseInput
      yield* runtime.stream({ messages, requestMetadata: { run: "1" }, modelId }).pipe(
        over(scripted(directory, { text: "Good day" }))
      )
      const same = yield* runtime.stream({ modelId, requestMetadata: { run: "2" }, messages }).pipe(
        over(replayedBedrock(directory))
      )
      assert.isAbove(same.events.length, 2)
      for (const other of [{ messages, modelId: llama }, { messages, modelId, system: [{ text: "Be brief." }] }]) {
        const error = yield* Effect.flip(runtime.stream(other)).pipe(over(replayedBedrock(directory)))
        assert.strictEqual(error._tag, "ReplayMissing")
      }
    }).pipe(Effect.provide(platform)))

  it.live("takes the place of an earlier one of the same request", () =>
    Effect.gen(function*() {
      const { directory } = yield* recordingFolder
      yield* converse.pipe(over(scripted(directory, { text: "Before" })))
      const after = yield* converse.pipe(over(scripted(directory, { text: "After" })))
      assert.lengthOf(yield* exchanges(directory), 1)
      assert.deepStrictEqual(yield* converse.pipe(over(replayedBedrock(directory))), after)
    }).pipe(Effect.provide(platform)))

  it.live("holds no key, secret or token, not even where the service repeats them", () =>
    Effect.gen(function*() {
      const fs = yield* FileSystem.FileSystem
      const { directory, inside } = yield* recordingFolder
      const canaries = ["AKIACANARYCANARY0001", "canary/secret+with\"quote\\1", "canary-session-token-1"] as const
      const [accessKeyId, secret, token] = canaries
      const credentials = [
        { accessKeyId, secretAccessKey: Redacted.make(secret), sessionToken: Redacted.make(token) }
      ]
      const told = `the string to sign was\nx-amz-security-token:${token}\n${accessKeyId} ${secret}`
      const faults = [
        { _tag: "exception" as const, name: "InvalidSignatureException", status: 403, message: told, times: 2 }
      ]
      yield* Effect.flip(converse).pipe(over(recording(directory, emulated({ credentials, faults }))))
      yield* Effect.all([raw, rawOnce, converse, converseOnce]).pipe(
        over(recording(inside("recording/more"), emulated({ credentials })))
      )
      const names = (yield* fs.readDirectory(directory, { recursive: true })).filter((name) => name.endsWith(".json"))
      assert.isAtLeast(names.length, 5)
      const texts = yield* Effect.forEach(names, (name) => fs.readFileString(inside(`recording/${name}`)))
      const all = texts.join("\n")
      assert.include(all, "the string to sign was")
      for (const canary of canaries) {
        assert.notInclude(all, canary)
        assert.notInclude(all, JSON.stringify(canary).slice(1, -1))
      }
      assert.notMatch(all, /authorization|x-amz-date|signature=|credential=/i)
    }).pipe(Effect.provide(platform)))
})

describe("a replay", () => {
  it.live("names what is missing once, writes its request down, and takes the reply that is put there", () =>
    Effect.gen(function*() {
      const { directory, put, text } = yield* recordingFolder
      const error = replayMissing(yield* Effect.flip(converse).pipe(over(replayedBedrock(directory))))
      const file = `recording/missing/${error.name}`
      assert.strictEqual(error.file, `${directory}/missing/${error.name}`)
      assert.include(error.message, `ConverseStream on ${sonnet}`)
      assert.include(error.message, error.name)
      assert.include(error.hint, error.file)
      const waiting = yield* text(file)
      assert.deepNestedPropertyVal(parseJson(waiting), "request.messages", converseInput.messages)
      assert.include(waiting, "\"reply\": null")

      yield* put(file, waiting.replace("\"reply\": null", "\"reply\": { \"text\": \"By hand\" }"))
      const reply = yield* converse.pipe(over(replayedBedrock(directory)))
      assert.deepStrictEqual(reply.message.content, [{ text: "By hand" }])

      const twice = Effect.andThen(converse, Effect.flip(converse))
      const second = replayMissing(yield* twice.pipe(over(replayedBedrock(directory))))
      assert.strictEqual(second.name, error.name.replace("-1.json", "-2.json"))
    }).pipe(Effect.provide(platform)))

  it.live("is no folder made of a wrong name", () =>
    Effect.gen(function*() {
      const { exists, inside } = yield* temporaryFolder
      const error = yield* Effect.flip(Effect.scoped(Layer.build(replayedBedrock(inside("wrong")))))
      assert.deepInclude(error, { _tag: "RecordingInvalid", kind: "missing", path: inside("wrong") })
      assert.isFalse(yield* exists("wrong"))
    }).pipe(Effect.provide(platform)))

  /** Asks, and puts the answer into the file that waits for it: the rest of the object, as one would write it. */
  const answeredBy = <A, E, R>(ask: Effect.Effect<A, E, R>, answer: object) =>
    Effect.gen(function*() {
      const fs = yield* FileSystem.FileSystem
      const { directory, inside, put, text } = yield* recordingFolder
      yield* Effect.ignore(ask).pipe(over(replayedBedrock(directory)))
      const [name = ""] = yield* fs.readDirectory(inside("recording/missing"))
      const waiting = parseJson(yield* text(`recording/missing/${name}`))
      // Moved up, as a recorded one stands.
      yield* put(
        `recording/${name}`,
        JSON.stringify({ ...Struct.omit({ reply: null, ...waiting }, ["reply"]), ...answer })
      )
      return {
        path: inside(`recording/${name}`),
        result: yield* Effect.result(ask).pipe(over(replayedBedrock(directory)))
      }
    })

  it.live("makes a whole answer of a short reply, for each operation", () =>
    Effect.gen(function*() {
      const usage = { inputTokens: 7, outputTokens: 3 }
      for (const ask of [raw, rawOnce]) {
        const { result } = yield* answeredBy(ask, { reply: { text: "By hand", usage } })
        assert.deepNestedInclude(result, { "success.text": "By hand", "success.usage.inputTokens": 7 })
      }
      for (const ask of [converse, converseOnce]) {
        const { result } = yield* answeredBy(ask, { reply: { text: ["By ", "hand"], stopReason: "end_turn" } })
        assert.deepNestedInclude(result, { "success.message.content": [{ text: "By hand" }] })
      }
    }).pipe(Effect.provide(platform)))

  it.live("writes JSON the way that the request asks for it", () =>
    Effect.gen(function*() {
      const schema = Schema.Struct({ title: Schema.String })
      for (const modelId of [sonnet, sonnet46, llama]) {
        const object = LanguageModel.generateObject({ prompt: "A title", schema, objectName: "Title" }).pipe(
          Effect.provideService(BedrockLanguageModel.Config, { modelId })
        )
        const { result } = yield* answeredBy(object, { reply: { json: { title: "Shed" } } })
        assert.deepNestedInclude(result, { "success.value": { title: "Shed" } }, modelId)
      }
      for (const modelId of [sonnet, sonnet46]) {
        const ask = RawClient.use((client) =>
          client.invoke({ modelId, system: "", messages: turns, outputSchema: { type: "object" } })
        )
        const { result } = yield* answeredBy(ask, { reply: { json: { title: "Shed" } } })
        assert.deepNestedInclude(result, { "success.text": "{\"title\":\"Shed\"}" }, modelId)
      }
    }).pipe(Effect.provide(platform)))

  it.live("takes an error by its tag and its own fields", () =>
    Effect.gen(function*() {
      const { _tag, action, exception, resource } = denied()
      for (const ask of [converse, converseOnce]) {
        const { result } = yield* answeredBy(ask, { error: { _tag, action, exception, resource } })
        assert.deepNestedInclude(result, { "failure._tag": "AccessDenied", "failure.modelId": sonnet })
      }
    }).pipe(Effect.provide(platform)))

  it.live("says what is wrong with a file, and where", () =>
    Effect.gen(function*() {
      const wrongs: ReadonlyArray<readonly [ask: typeof converse, answer: object, says: RegExp]> = [
        [converse, { reply: { txt: "By hand" } }, /: reply\.txt: /],
        [converse, { reply: { text: 5 } }, /: reply\.text: Expected/],
        [converse, { reply: { text: "a", json: 1 } }, /: reply: "text" and "json"/],
        [converse, { reply: { text: "a" }, events: [] }, /more than one of/],
        [converse, { version: 2, reply: { text: "a" } }, /: version: Expected 1/],
        [converse, { body: {} }, /: body: ConverseStream answers with "events"/],
        [converseOnce, { events: [] }, /: events: Converse answers with a "body"/],
        [converseOnce, { body: { output: { message: { content: "text" } } } }, /: body\.output\.message\.content: /],
        [
          converse,
          { events: [{ messageStart: { role: "assistant" } }, { messageStop: {} }] },
          /: events\.1\.messageStop/
        ],
        [converse, { error: { _tag: "Throttld" } }, /: error\._tag: /],
        [converse, { error: { _tag: "Throttled" } }, /: error\.exception: Missing/]
      ]
      for (const [ask, answer, says] of wrongs) {
        const { path, result } = yield* answeredBy(ask, answer)
        if (result._tag === "Success") return assert.fail(`taken: ${JSON.stringify(answer)}`)
        assert.deepInclude(result.failure, { _tag: "RecordingInvalid", kind: "invalid", path })
        assert.match(result.failure.message, says)
      }
    }).pipe(Effect.provide(platform)))

  it.live("leaves a file alone that is no JSON", () =>
    Effect.gen(function*() {
      const { directory, put, text } = yield* recordingFolder
      const { name } = replayMissing(yield* Effect.flip(converse).pipe(over(replayedBedrock(directory))))
      yield* put(`recording/missing/${name}`, "{ \"version\": 1, oops")
      const error = yield* Effect.flip(converse).pipe(over(replayedBedrock(directory)))
      assert.strictEqual(error._tag, "RecordingInvalid")
      assert.include(error.message, name)
      assert.match(error.message, /oops.*JSON|JSON.*position/)
      assert.strictEqual(yield* text(`recording/missing/${name}`), "{ \"version\": 1, oops")
    }).pipe(Effect.provide(platform)))
})
