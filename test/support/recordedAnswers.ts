/** A model that answers from a folder of readable files, by the step, the page and the round it is asked in. */
// @effect-diagnostics nodeBuiltinImport:off - the answers lie beside the tests
import type * as Sdk from "@aws-sdk/client-bedrock-runtime"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Effect, FileSystem, Layer, Option, Path, Redacted, Schema, Stdio, Stream } from "effect"
import { fileURLToPath } from "node:url"
import { parse } from "yaml"
import type { RunEvent } from "../../src/domain/RunEvent.ts"
import { AppConfig } from "../../src/layers/AppConfig.ts"
import * as BedrockLanguageModel from "../../src/layers/BedrockLanguageModel.ts"
import { BedrockRuntime } from "../../src/layers/BedrockRuntime.ts"
import { CallContext } from "../../src/layers/CallContext.ts"
import { ConverseClient } from "../../src/layers/ConverseClient.ts"
import { Credentials } from "../../src/layers/Credentials.ts"
import { Npm } from "../../src/layers/Npm.ts"
import { Progress } from "../../src/layers/Progress.ts"
import { RawClient } from "../../src/layers/RawClient.ts"
import * as Recording from "../../src/layers/Recording.ts"
import { toClaudeEvents, toConverseEvents } from "../../src/layers/recording/wire.ts"
import { RunLog } from "../../src/layers/RunLog.ts"
import { ingest } from "../../src/steps/01-ingest.ts"
import { pipeline } from "../../src/steps/pipeline.ts"
import { platform, storeOn } from "./runFolder.ts"

/** Where an example's brief, answers and recording are. */
export const recordedFolder = (name: string): string =>
  fileURLToPath(new URL(`../../examples/recorded/${name}`, import.meta.url))

const answering = (folder: string) =>
  Layer.effect(
    BedrockRuntime,
    Effect.gen(function*() {
      const fs = yield* FileSystem.FileSystem
      const path = yield* Path.Path

      /** `04b-ir/home.yaml`; `04b-ir/home.wrong.yaml` is said first where there is one, and repaired. */
      const answer = Effect.fnUntraced(function*(turns: number) {
        const { page, step } = yield* CallContext
        const name = page === "" ? step : path.join(step, page)
        const ending = step === "05-react" ? "tsx" : "yaml"
        const wrong = path.join(folder, `${name}.wrong.${ending}`)
        const isWrong = turns === 1 && (yield* fs.exists(wrong))
        const text = yield* fs.readFileString(isWrong ? wrong : path.join(folder, `${name}.${ending}`))
        return { text: ending === "tsx" ? `\`\`\`tsx\n${text}\`\`\`` : JSON.stringify(parse(text)) }
      }, Effect.orDie)

      const stream = <A>({ closing, content }: { content: ReadonlyArray<A>; closing: ReadonlyArray<A> }) => ({
        value: Stream.fromIterable([...content, ...closing]),
        requestId: "recorded"
      })
      const turnsOf = ({ body }: Sdk.InvokeModelCommandInput) => decodeBody(body).messages.length

      return BedrockRuntime.of({
        invokeModel: () => Effect.die("dpg streams"),
        converse: () => Effect.die("dpg streams"),
        countTokens: () => Effect.die("nothing is counted"),
        invokeModelStream: (input) => Effect.map(answer(turnsOf(input)), (reply) => stream(toClaudeEvents(reply))),
        converseStream: (input) =>
          Effect.map(answer(input.messages?.length ?? 0), (reply) => stream(toConverseEvents(reply)))
      })
    })
  )

const decodeBody = Schema.decodeUnknownSync(
  Schema.fromJsonString(Schema.Struct({ messages: Schema.Array(Schema.Unknown) }))
)

const clients = Layer.merge(
  RawClient.layer,
  Layer.unwrap(AppConfig.useSync(({ models }) => BedrockLanguageModel.layer({ modelId: models.ir.id }))).pipe(
    Layer.provide(ConverseClient.layer)
  )
)

/** The brief to its product over a seam, and the events on the way. */
const runOver = Effect.fnUntraced(function*(
  name: string,
  out: string,
  bedrock: Layer.Layer<BedrockRuntime | Credentials, unknown>
) {
  const events: Array<RunEvent> = []
  const brief = yield* ingest([`${recordedFolder(name)}/brief.md`])
  const product = yield* pipeline({ brief, until: Option.none() }).pipe(
    Effect.provide(servicesOver(out, bedrock, events), { local: true })
  )
  return { events, product }
}, Effect.provide([platform, Stdio.layerTest({})]))

const servicesOver = (
  out: string,
  bedrock: Layer.Layer<BedrockRuntime | Credentials, unknown>,
  events: Array<RunEvent>
) => {
  const log = RunLog.layerMemory.pipe(
    Layer.provide(Layer.succeed(Progress, { show: (event) => Effect.sync(() => events.push(event)) }))
  )
  return Layer.mergeAll(clients, storeOn(out), log).pipe(
    Layer.provideMerge(bedrock),
    Layer.provideMerge(AppConfig.layerOf({}))
  )
}

/** What mends a product: the example's own answers, and npm itself. */
export const mendingServices = (name: string, out: string) =>
  Layer.merge(
    servicesOver(out, Layer.provide(answeringAs(name), platform), []),
    Npm.layer.pipe(Layer.provide(NodeServices.layer))
  )

const answeringAs = (name: string) =>
  Layer.merge(
    answering(`${recordedFolder(name)}/answers`),
    Credentials.layerStatic({ accessKeyId: "RECORDED", secretAccessKey: Redacted.make("RECORDED") })
  )

/** Runs the brief against its answers, and keeps every exchange in a folder. */
export const recordAnswers = (name: string, out: string, folder: string) =>
  runOver(
    name,
    out,
    Recording.layerRecord(folder).pipe(
      Layer.provideMerge(answeringAs(name)),
      Layer.provide(platform)
    )
  )

/** Runs the brief from a recording alone. */
export const replayAnswers = (name: string, out: string, folder: string) =>
  runOver(name, out, Layer.provide(Recording.layerReplay(folder), platform))
