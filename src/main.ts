/** The composition root: it alone chooses layers, runs an effect and ends the process. */
// @effect-diagnostics processEnv:off - what the terminal can do is the process's own affair
// @effect-diagnostics strictEffectProvide:off - a command's flags choose its layers, so each command is an entry of its own
import * as NodeCrypto from "@effect/platform-node/NodeCrypto"
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Console, Deferred, Effect, Exit, FileSystem, Layer, Option, Path, Redacted } from "effect"
import * as SecureRandom from "effect/crypto/SecureRandom"
import type { DoctorOptions } from "./cli/doctor.ts"
import type { EmulatorRunOptions } from "./cli/emulator.ts"
import { commandLine } from "./cli/index.ts"
import { emulatorLines, productLines } from "./cli/next.ts"
import type { PreviewOptions } from "./cli/preview.ts"
import { report } from "./cli/report.ts"
import type { RunOptions } from "./cli/run.ts"
import type { StatusRequest } from "./cli/status.ts"
import type { VerifyOptions } from "./cli/verify.ts"
import { gateLines, verificationJson, verificationLines } from "./cli/verifyTable.ts"
import { reportOf } from "./domain/doctor/Report.ts"
import { StandIn } from "./domain/StandIn.ts"
import { BedrockEmulator } from "./emulator/BedrockEmulator.ts"
import { OfflineModel } from "./emulator/offline/OfflineModel.ts"
import { AppConfig } from "./layers/AppConfig.ts"
import { AppServer } from "./layers/AppServer.ts"
import * as BedrockLanguageModel from "./layers/BedrockLanguageModel.ts"
import { BedrockRuntime } from "./layers/BedrockRuntime.ts"
import { Browser } from "./layers/Browser.ts"
import { ContractChecks } from "./layers/ContractChecks.ts"
import { ConverseClient } from "./layers/ConverseClient.ts"
import { Credentials } from "./layers/Credentials.ts"
import { examine } from "./layers/doctor/examine.ts"
import { layerDotEnv } from "./layers/DotEnv.ts"
import { inputsFolder, keepInputs } from "./layers/keepInputs.ts"
import { layerLimiter } from "./layers/Limiter.ts"
import { layerPolicy } from "./layers/ModelCall.ts"
import { Npm } from "./layers/Npm.ts"
import { Progress } from "./layers/Progress.ts"
import { RawClient } from "./layers/RawClient.ts"
import { layerRecordCalls } from "./layers/recordCalls.ts"
import * as Recording from "./layers/Recording.ts"
import { recordRun } from "./layers/recordRun.ts"
import { RunFolder } from "./layers/RunFolder.ts"
import { RunLog, runLogPath } from "./layers/RunLog.ts"
import { RunStore } from "./layers/RunStore.ts"
import { briefPath, ingest } from "./steps/01-ingest.ts"
import { checkProduct } from "./steps/check.ts"
import { complete, pipeline, type Product } from "./steps/pipeline.ts"
import { writeReport } from "./steps/report.ts"
import { lastRunIn, productStatus } from "./steps/status.ts"
import { GateWatch } from "./steps/verify/gate.ts"
import { ensureBuilt } from "./steps/verify/preview.ts"
import { readProduct } from "./steps/verify/product.ts"
import { passed, verifyProduct } from "./steps/verify/verify.ts"

/** Runs `dpg` with the arguments of the process. */
export const main = (version: string): void => {
  // dpg pins the SDK that it is built with, and runs where that runs: the advice is for the SDK's own users.
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true"
  surviveClosedPipes()
  endOnSecondSignal()
  const program = commandLine(version, {
    config,
    run: run(version),
    emulator,
    check,
    status,
    verify,
    preview,
    doctor: doctor(version)
  }).pipe(
    Effect.provide(platform)
  )
  NodeRuntime.runMain(program, {
    disableErrorReporting: true,
    teardown: (exit, onExit) => {
      const { exitCode, lines } = report(exit, process.env["DPG_DEBUG"] === "1")
      if (lines.length > 0) process.stderr.write(`${lines.join("\n")}\n`)
      onExit(exitCode)
    }
  })
}

// ---------------------------------------------------------------------------------------------------------------------
// The commands
// ---------------------------------------------------------------------------------------------------------------------

const run = (version: string) => (options: RunOptions) =>
  product(version, options).pipe(
    (effect) => {
      if (Option.isSome(options.replay)) return Effect.provide(effect, replayed(options.replay.value))
      return options.offline ? Effect.provide(effect, offline(options)) : Effect.provide(effect, online(options))
    },
    Effect.onInterrupt(() => Console.error(interrupted))
  )

/** Settings, credentials and the brief first, so that nothing is written where one of them will not do. */
const product = Effect.fnUntraced(function*(version: string, options: RunOptions) {
  const { endpoint, region, warnings } = yield* AppConfig
  const credentials = yield* Credentials
  const brief = yield* ingest(options.briefs, options.images)
  const blind = options.offline && options.images.length > 0
    ? ["The offline rules cannot look at images: those given change nothing of what is made"]
    : []
  const work = Effect.gen(function*() {
    const { directory } = yield* RunFolder
    const started = {
      version,
      offline: options.offline,
      directory,
      briefs: options.briefs,
      images: options.images,
      region: region.value,
      regionSource: region.source,
      credentials: credentials.source,
      endpoint: options.offline || Option.isSome(options.replay)
        ? ""
        : Option.match(endpoint, { onNone: () => "", onSome: String })
    }
    // What is made is told of even where something is left to do.
    const product = yield* Deferred.make<Product>()
    const ended = yield* Effect.exit(recordRun(
      started,
      [...warnings, ...credentials.warnings, ...blind],
      Effect.andThen(keepInputs(brief.images ?? []), pipeline({ brief, until: options.until })).pipe(
        Effect.tap((made) => Deferred.succeed(product, made)),
        Effect.flatMap(complete)
      )
    ))
    if (Exit.isFailure(ended) && !(yield* Deferred.isDone(product))) return yield* Effect.failCause(ended.cause)
    const { fellBack, files } = yield* Deferred.await(product)
    yield* writeReport(Option.none())
    const replayed = Option.isSome(options.replay)
    return { ended, files, fellBack, offline: (yield* StandIn) !== "", replayed }
  })
  const { ended, files, ...made } = yield* Effect.provide(work, runLayer(options))
  const app = files.some((path) => path.startsWith("app/"))
  if (!options.json) yield* Console.log(productLines(options.out, { app, ...made }).join("\n"))
  return yield* ended
})

const check = (directory: string) => Effect.provide(checkProduct, storeOf(directory))

/** Compared with the brief that the last run was given, where it is still there, and else with the one in the folder. */
const status = Effect.fnUntraced(function*({ directory }: StatusRequest) {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const log = yield* Effect.orElseSucceed(fs.readFileString(path.join(directory, runLogPath)), () => "")
  const last = lastRunIn(log)
  const briefs = last?.briefs ?? []
  const brief = briefs.includes("-") ? Option.none() : yield* Effect.option(ingest(briefs, last?.images))
  // The copies in the folder, where what was given is not at hand.
  const kept = yield* Effect.option(
    ingest(
      [path.join(directory, briefPath)],
      last?.images?.map((name) => path.join(directory, inputsFolder, path.basename(name)))
    )
  )
  const images = Option.flatMapNullishOr(kept, (one) => one.images)
  const units = yield* productStatus({ brief, images: Option.getOrElse(images, () => []) }).pipe(
    Effect.provide(Layer.merge(RunFolder.layer(directory), config))
  )
  return { brief: Option.isSome(brief) ? briefs.join(", ") : path.join(directory, briefPath), units }
})

const verify = ({ chromium, directory, json }: VerifyOptions) =>
  Effect.gen(function*() {
    const verification = yield* verifyProduct(chromium)
    yield* Console.log(
      json ? yield* verificationJson(verification) : verificationLines(directory, verification).join("\n")
    )
    yield* passed(directory, verification)
  }).pipe(
    Effect.provideService(GateWatch, {
      finished: (gate) => json ? Effect.void : Console.log(gateLines(gate).join("\n"))
    }),
    Effect.provide(looking(directory))
  )

const preview = ({ directory, port }: PreviewOptions) =>
  Effect.gen(function*() {
    const folder = yield* ensureBuilt(yield* readProduct)
    const origin = yield* AppServer.use((server) => server.serve(folder, port))
    yield* Console.log(`The app, with its mock API: ${origin}\nCtrl-C stops it.`)
    return yield* Effect.never
  }).pipe(Effect.scoped, Effect.provide(looking(directory)))

/** What it takes to look at a product closely: its folder, npm, a browser. */
const looking = (directory: string) =>
  Layer.mergeAll(AppServer.layer, Browser.layer, ContractChecks.layer, Npm.layer).pipe(
    Layer.provideMerge(Layer.merge(RunStore.layer, RunLog.layerMemory)),
    Layer.provideMerge(RunFolder.layer(directory)),
    Layer.provide(Progress.layerPlain)
  )

const storeOf = (directory: string) => RunStore.layer.pipe(Layer.provide(RunFolder.layer(directory)))

const interrupted = "dpg: interrupted; what was finished is kept, run the same command again to go on"

/** Builds the layers of a run itself, since one that cannot be built is what it is there to tell. */
const doctor = (version: string) => ({ probe }: DoctorOptions) =>
  Effect.map(
    examine(
      {
        environment: layerDotEnv,
        settings: AppConfig.layer,
        credentials: Credentials.layer,
        bedrock: BedrockRuntime.layer
      },
      { node: process.version, probe }
    ),
    (checks) => reportOf(version, probe, checks)
  )

const emulator = Effect.fnUntraced(function*(options: EmulatorRunOptions) {
  const { accessKeyId, apiKeys, faults, policy, port, secretAccessKey, sessionToken } = options
  const keys = {
    accessKeyId,
    secretAccessKey,
    ...Option.match(sessionToken, { onNone: () => ({}), onSome: (token) => ({ sessionToken: token }) })
  }
  const allowed = Option.match(policy, { onNone: () => ({}), onSome: (policy) => ({ policy }) })
  const listening = BedrockEmulator.layer({ port, faults, credentials: [keys], bearerTokens: apiKeys, ...allowed })
    .pipe(
      Layer.provide(OfflineModel.layer)
    )
  return yield* BedrockEmulator.use(({ url }) =>
    Effect.andThen(Console.log(emulatorLines(url, options).join("\n")), Effect.never)
  ).pipe(Effect.provide(listening))
})

// ---------------------------------------------------------------------------------------------------------------------
// The layers
// ---------------------------------------------------------------------------------------------------------------------

const platform = Layer.mergeAll(NodeServices.layer, NodeCrypto.layerDigest, NodeCrypto.layerSecureRandom)

/** `.env` beneath the environment, then the settings. */
const config = AppConfig.layer.pipe(Layer.provide(layerDotEnv))

const languageModel = Layer.unwrap(
  // Each step names its own model; this one answers for whoever names none.
  AppConfig.useSync(({ models }) => BedrockLanguageModel.layer({ modelId: models.ir.id }))
)

/** What steps ask for, over the settings and credentials they are given. */
const clients = Layer.merge(RawClient.layer, languageModel.pipe(Layer.provide(ConverseClient.layer)))

/** Bedrock, or what stands there, and a record of what is said to it where one is asked for. */
const bedrock = ({ record }: RunOptions) =>
  Option.match(record, {
    onNone: () => BedrockRuntime.layer,
    onSome: (directory) => Recording.layerRecord(directory).pipe(Layer.provide(BedrockRuntime.layer))
  })

const online = (options: RunOptions) =>
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
const offline = (options: RunOptions) =>
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

/** What one run writes and shows. */
const runLayer = (options: RunOptions) => {
  const stores = Layer.merge(RunStore.layer, RunLog.layer).pipe(
    Layer.provideMerge(RunFolder.layer(options.out)),
    Layer.provide(progress(options))
  )
  return Layer.mergeAll(
    layerRecordCalls,
    layerPolicy(Option.match(options.concurrency, { onNone: () => ({}), onSome: (concurrency) => ({ concurrency }) })),
    Option.match(options.replay, {
      onNone: () => Layer.succeed(StandIn, options.offline ? "dpg's offline rules (no language model)" : ""),
      onSome: Recording.layerStandIn
    })
  ).pipe(Layer.provideMerge(stores))
}

const progress = ({ json }: RunOptions) => {
  if (json) return Progress.layerJson
  const redraws = process.stderr.isTTY && process.env["TERM"] !== "dumb" && (process.env["CI"] ?? "") === ""
  return redraws
    ? Progress.layerTerminal({
      columns: Effect.sync(() => process.stderr.columns || 80),
      rows: Effect.sync(() => process.stderr.rows || 24),
      color: (process.env["NO_COLOR"] ?? "") === ""
    })
    : Progress.layerPlain
}

// ---------------------------------------------------------------------------------------------------------------------
// The process
// ---------------------------------------------------------------------------------------------------------------------

/** `dpg log | head` closes the pipe: that is no reason to crash. */
const surviveClosedPipes = (): void => {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error
    })
  }
}

/** The first signal interrupts the run, which then tidies up; who insists is not kept waiting. */
const endOnSecondSignal = (): void => {
  let signals = 0
  const count = () => {
    signals += 1
    // oxlint-disable-next-line unicorn/no-process-exit -- this is what the second Ctrl-C asks for
    if (signals > 1) process.exit(130)
  }
  process.on("SIGINT", count)
  process.on("SIGTERM", count)
}
