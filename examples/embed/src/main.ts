/**
 * An Effect application that embeds one step of dpg: it writes the PRD of a brief and prints its requirements.
 * It chooses the layers itself and decides what a throttled account means to it.
 */
import * as NodeCrypto from "@effect/platform-node/NodeCrypto"
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as NodeServices from "@effect/platform-node/NodeServices"
import {
  AppConfig,
  BedrockRuntime,
  Credentials,
  ingest,
  layerPolicy,
  Progress,
  RawClient,
  RunFolder,
  RunLog,
  RunStore,
  writePrd
} from "dpg"
import { Console, Effect, Layer } from "effect"

const program = Effect.gen(function*() {
  const brief = yield* ingest(["brief.md"])
  const prd = yield* writePrd(brief)
  yield* Console.log(prd.title)
  yield* Effect.forEach(prd.requirements, ({ basis, id, title }) => Console.log(`${id} (${basis}) ${title}`))
}).pipe(
  Effect.catchTag("Throttled", (error) => Console.log(`Later, then: ${error.message}`))
)

/** Amazon Bedrock, with settings and credentials from the environment. */
const bedrock = RawClient.layer.pipe(
  Layer.provide(BedrockRuntime.layer),
  Layer.provideMerge(Layer.mergeAll(AppConfig.layer, Credentials.layer))
)

/** Artefacts and log in `./out`. */
const run = Layer.mergeAll(RunStore.layer, RunLog.layer).pipe(
  Layer.provide([RunFolder.layer("out"), Progress.layerSilent])
)

const layer = Layer.mergeAll(run, layerPolicy()).pipe(
  Layer.provideMerge(bedrock),
  Layer.provideMerge(Layer.mergeAll(NodeServices.layer, NodeCrypto.layerDigest, NodeCrypto.layerSecureRandom))
)

program.pipe(Effect.provide(layer), NodeRuntime.runMain)
