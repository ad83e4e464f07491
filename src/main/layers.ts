/** The layers that a command's flags choose: who answers, what a run writes and shows. */
// @effect-diagnostics processEnv:off - what the terminal can do is the process's own affair
// @effect-diagnostics strictEffectProvide:off - a command's flags choose its layers, so each command is an entry of its own
import * as NodeCrypto from "@effect/platform-node/NodeCrypto"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Effect, Layer, Option, Redacted } from "effect"
import * as SecureRandom from "effect/crypto/SecureRandom"
import type { MendOptions } from "../cli/mend.ts"
import type { ModelOptions } from "../cli/modelFlags.ts"
import type { RunOptions } from "../cli/run.ts"
import { StandIn } from "../domain/StandIn.ts"
import { BedrockEmulator } from "../emulator/BedrockEmulator.ts"
import { OfflineModel } from "../emulator/offline/OfflineModel.ts"
import { AppConfig } from "../layers/AppConfig.ts"
import { AppServer } from "../layers/AppServer.ts"
import * as BedrockLanguageModel from "../layers/BedrockLanguageModel.ts"
import { BedrockRuntime } from "../layers/BedrockRuntime.ts"
import { Browser } from "../layers/Browser.ts"
import { ContractChecks } from "../layers/ContractChecks.ts"
import { ConverseClient } from "../layers/ConverseClient.ts"
import { Credentials } from "../layers/Credentials.ts"
import { layerDotEnv } from "../layers/DotEnv.ts"
import { layerLimiter } from "../layers/Limiter.ts"
import { layerPolicy } from "../layers/ModelCall.ts"
import { Npm } from "../layers/Npm.ts"
import { Progress } from "../layers/Progress.ts"
import { RawClient } from "../layers/RawClient.ts"
import { layerRecordCalls } from "../layers/recordCalls.ts"
import * as Recording from "../layers/Recording.ts"
import { RunFolder } from "../layers/RunFolder.ts"
import { RunLog } from "../layers/RunLog.ts"
import { RunStore } from "../layers/RunStore.ts"
import { redraws, terminalColumns } from "./terminal.ts"

export const platform = Layer.mergeAll(NodeServices.layer, NodeCrypto.layerDigest, NodeCrypto.layerSecureRandom)

/** `.env` beneath the environment, then the settings. */
export const config = AppConfig.layer.pipe(Layer.provide(layerDotEnv))

const languageModel = Layer.unwrap(
  // Each step names its own model; this one answers for whoever names none.
  AppConfig.useSync(({ models }) => BedrockLanguageModel.layer({ modelId: models.ir.id }))
)

/** What steps ask for, over the settings and credentials they are given. */
const clients = Layer.merge(RawClient.layer, languageModel.pipe(Layer.provide(ConverseClient.layer)))

/** Provides who answers, by the flags. */
export const answering = (options: ModelOptions) => <A, E, R>(effect: Effect.Effect<A, E, R>) => {
  if (Option.isSome(options.replay)) return Effect.provide(effect, replayed(options.replay.value))
  return options.offline ? Effect.provide(effect, offline(options)) : Effect.provide(effect, online(options))
}

/** Bedrock, or what stands there, and a record of what is said to it where one is asked for. */
const bedrock = ({ record }: ModelOptions) =>
  Option.match(record, {
    onNone: () => BedrockRuntime.layer,
    onSome: (directory) => Recording.layerRecord(directory).pipe(Layer.provide(BedrockRuntime.layer))
  })

const online = (options: ModelOptions) =>
  clients.pipe(
    Layer.provide(bedrock(options)),
    // Here and not with what a run writes: a Redis that is away is known before anything is written.
    Layer.merge(layerLimiter),
    Layer.provideMerge(Layer.mergeAll(AppConfig.layer, Credentials.layer)),
    Layer.provide(layerDotEnv)
  )

/** The same clients over a recording: no network, no credentials. */
const replayed = (directory: string) =>
  clients.pipe(Layer.provideMerge(Recording.layerReplay(directory)), Layer.provideMerge(config))

/** The same clients, pointed at a local Bedrock with keys made for this run. */
const offline = (options: ModelOptions) =>
  Layer.unwrap(Effect.gen(function*() {
    const random = yield* SecureRandom.SecureRandom
    const keys = {
      accessKeyId: "AKIAOFFLINE000000000",
      secretAccessKey: Redacted.make(yield* random.uuidV4())
    }
    const local = BedrockEmulator.layer({ credentials: [keys] }).pipe(Layer.provide(OfflineModel.layer))
    const pointed = Layer.effect(
      AppConfig,
      Effect.gen(function*() {
        const { url } = yield* BedrockEmulator
        return AppConfig.of({ ...yield* AppConfig, endpoint: Option.some(new URL(url)) })
      })
    ).pipe(Layer.provide([local, config]))
    return clients.pipe(
      Layer.provide(bedrock(options)),
      Layer.provideMerge(Layer.merge(pointed, Credentials.layerStatic(keys)))
    )
  }))

/** What it takes to see what there is to mend: the product, and who would be asked. */
export const planning = (options: MendOptions) =>
  Layer.mergeAll(RunStore.layer, config, standIn(options)).pipe(Layer.provideMerge(RunFolder.layer(options.directory)))

/** What one run writes and shows. */
export const runLayer = (options: ModelOptions, out: string, shown: ReturnType<typeof progress>) => {
  const stores = Layer.merge(RunStore.layer, RunLog.layer).pipe(
    Layer.provideMerge(RunFolder.layer(out)),
    Layer.provide(shown)
  )
  return Layer.mergeAll(
    layerRecordCalls,
    layerPolicy(Option.match(options.concurrency, { onNone: () => ({}), onSome: (concurrency) => ({ concurrency }) })),
    standIn(options)
  ).pipe(Layer.provideMerge(stores))
}

const standIn = ({ offline, replay }: ModelOptions) =>
  Option.match(replay, {
    onNone: () => Layer.succeed(StandIn, offline ? "dpg's offline rules (no language model)" : ""),
    onSome: Recording.layerStandIn
  })

export const progress = ({ json }: RunOptions) => {
  if (json) return Progress.layerJson
  return redraws()
    ? Progress.layerTerminal({
      columns: terminalColumns,
      rows: Effect.sync(() => process.stderr.rows || 24),
      color: (process.env["NO_COLOR"] ?? "") === ""
    })
    : Progress.layerPlain
}

/** What it takes to look at a product closely: its folder, npm, a browser. */
export const looking = (directory: string) =>
  Layer.mergeAll(AppServer.layer, Browser.layer, ContractChecks.layer, Npm.layer).pipe(
    Layer.provideMerge(Layer.merge(RunStore.layer, RunLog.layerMemory)),
    Layer.provideMerge(RunFolder.layer(directory)),
    Layer.provide(Progress.layerPlain)
  )

export const storeOf = (directory: string) => RunStore.layer.pipe(Layer.provide(RunFolder.layer(directory)))
