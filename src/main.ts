/** The composition root: it alone chooses layers, runs an effect and ends the process. */
// @effect-diagnostics processEnv:off - what the terminal can do is the process's own affair
// @effect-diagnostics strictEffectProvide:off - a command's flags choose its layers, so each command is an entry of its own
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import { Console, Deferred, Effect, Exit, FileSystem, Layer, Option, Path } from "effect"
import type { DoctorOptions } from "./cli/doctor.ts"
import type { EmulatorRunOptions } from "./cli/emulator.ts"
import { commandLine } from "./cli/index.ts"
import type { MendOptions } from "./cli/mend.ts"
import { mendingJson, mendingLines } from "./cli/mendLines.ts"
import type { ModelOptions } from "./cli/modelFlags.ts"
import { emulatorLines, productLines, programName } from "./cli/next.ts"
import type { PreviewOptions } from "./cli/preview.ts"
import { report } from "./cli/report.ts"
import type { RunOptions } from "./cli/run.ts"
import type { StatusRequest } from "./cli/status.ts"
import { print } from "./cli/terminal.ts"
import type { VerifyOptions } from "./cli/verify.ts"
import { verificationJson, verificationLines } from "./cli/verifyTable.ts"
import { reportOf } from "./domain/doctor/Report.ts"
import { wrap } from "./domain/Format.ts"
import type { Mending } from "./domain/Mending.ts"
import { StandIn } from "./domain/StandIn.ts"
import { BedrockEmulator } from "./emulator/BedrockEmulator.ts"
import { OfflineModel } from "./emulator/offline/OfflineModel.ts"
import { AppConfig } from "./layers/AppConfig.ts"
import { AppServer } from "./layers/AppServer.ts"
import { BedrockRuntime } from "./layers/BedrockRuntime.ts"
import { Credentials } from "./layers/Credentials.ts"
import { examine } from "./layers/doctor/examine.ts"
import { layerDotEnv } from "./layers/DotEnv.ts"
import { inputsFolder, keepInputs } from "./layers/keepInputs.ts"
import { Npm } from "./layers/Npm.ts"
import { Progress } from "./layers/Progress.ts"
import { recordRun } from "./layers/recordRun.ts"
import { RunFolder } from "./layers/RunFolder.ts"
import { runLogPath } from "./layers/RunLog.ts"
import { answering, config, looking, planning, platform, progress, runLayer, storeOf } from "./main/layers.ts"
import { endOnSecondSignal, redraws, surviveClosedPipes, watching } from "./main/terminal.ts"
import { briefPath, ingest } from "./steps/01-ingest.ts"
import { checkProduct } from "./steps/check.ts"
import { leftOf, mended, mendProduct } from "./steps/mend/mend.ts"
import { planMend } from "./steps/mend/plan.ts"
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
    mend: mend(version),
    preview,
    doctor: doctor(version)
  }).pipe(
    Effect.provide(platform)
  )
  NodeRuntime.runMain(program, {
    disableErrorReporting: true,
    teardown: (exit, onExit) => {
      const { exitCode, lines } = report(exit, process.env["DPG_DEBUG"] === "1")
      const columns = process.stderr.isTTY ? process.stderr.columns : Number.POSITIVE_INFINITY
      for (const line of lines) process.stderr.write(`${wrap(line, columns, 5).join("\n")}\n`)
      onExit(exitCode)
    }
  })
}

const run = (version: string) => (options: RunOptions) =>
  product(version, options).pipe(answering(options), Effect.onInterrupt(() => Console.error(interrupted)))

/** Settings, credentials and the brief first, so that nothing is written where one of them will not do. */
const product = Effect.fnUntraced(function*(version: string, options: RunOptions) {
  const { warnings } = yield* AppConfig
  const credentials = yield* Credentials
  const brief = yield* ingest(options.briefs, options.images)
  const blind = options.offline && options.images.length > 0
    ? ["The offline rules cannot look at images: those given change nothing of what is made"]
    : []
  const work = Effect.gen(function*() {
    const started = yield* startedAs(version, options, { briefs: options.briefs, images: options.images })
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
    if (Exit.isFailure(ended) && !(yield* Deferred.isDone(product))) {
      // The report of a run that failed is a help; that it cannot be written is not what is to be told.
      yield* Effect.ignore(writeReport(Option.none()))
      return yield* Effect.failCause(ended.cause)
    }
    const { files } = yield* Deferred.await(product)
    yield* writeReport(Option.none())
    const replayed = Option.isSome(options.replay)
    return { ended, files, offline: (yield* StandIn) !== "", replayed }
  })
  const { ended, files, ...made } = yield* Effect.provide(work, runLayer(options, options.out, progress(options)))
  const app = files.some((path) => path.startsWith("app/"))
  const program = programName(process.argv[1] ?? "", process.cwd())
  if (!options.json) yield* print(productLines(program, options.out, { app, ...made }))
  return yield* ended
})

/** How a run began: by whom, where, with whose credentials. */
const startedAs = Effect.fnUntraced(function*<What>(version: string, { offline, replay }: ModelOptions, what: What) {
  const { endpoint, region } = yield* AppConfig
  const { source: credentials } = yield* Credentials
  const { directory } = yield* RunFolder
  const isAmazons = offline || Option.isSome(replay) || Option.isNone(endpoint)
  return {
    version,
    offline,
    directory,
    region: region.value,
    regionSource: region.source,
    credentials,
    endpoint: isAmazons ? "" : String(endpoint.value),
    ...what
  }
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
    const verification = yield* Effect.provideServiceEffect(verifyProduct(chromium), GateWatch, watching(json))
    yield* json
      ? Console.log(yield* verificationJson(verification))
      : print(verificationLines(directory, verification))
    yield* passed(directory, verification)
  }).pipe(
    // The line that names what is at work gives way.
    Effect.onInterrupt(() => Console.error(`${redraws() ? "\r\u001b[K" : ""}dpg: interrupted`)),
    Effect.provide(looking(directory))
  )

/** What there is to mend is read before anything else, so that no account is needed to hear that there is nothing. */
const mend = (version: string) =>
  Effect.fnUntraced(function*(options: MendOptions) {
    const { directory, json } = options
    const plan = yield* Effect.provide(planMend(), planning(options))
    const mending = plan.pages.length === 0
      ? leftOf(plan)
      : yield* mendPages(version, options).pipe(
        answering(options),
        Effect.onInterrupt(() => Console.error(mendInterrupted))
      )
    if (!json) yield* Console.log(mendingLines(directory, mending).join("\n"))
    else if (plan.pages.length === 0) yield* Console.log(yield* mendingJson(mending))
    return yield* mended(directory, mending)
  })

const mendPages = (version: string, options: MendOptions) =>
  Effect.gen(function*() {
    const { warnings } = yield* AppConfig
    const credentials = yield* Credentials
    const started = yield* startedAs(version, options, { briefs: [], purpose: "mend" as const })
    const result = yield* Deferred.make<Mending>()
    const ended = yield* Effect.exit(recordRun(
      started,
      [...warnings, ...credentials.warnings],
      mendProduct().pipe(
        Effect.tap((mending) => Deferred.succeed(result, mending)),
        Effect.flatMap((mending) => mended(options.directory, mending))
      )
    ))
    yield* Effect.ignore(writeReport(Option.none()))
    if (Exit.isFailure(ended) && !(yield* Deferred.isDone(result))) return yield* Effect.failCause(ended.cause)
    return yield* Deferred.await(result)
  }).pipe(
    Effect.provideServiceEffect(GateWatch, watching(options.json)),
    Effect.provide(
      Layer.merge(
        Npm.layer,
        runLayer(options, options.directory, options.json ? Progress.layerJson : Progress.layerPlain)
      )
    )
  )

const preview = ({ directory, port }: PreviewOptions) =>
  Effect.gen(function*() {
    const folder = yield* ensureBuilt(yield* readProduct)
    const origin = yield* AppServer.use((server) => server.serve(folder, port))
    yield* Console.log(`The app, with its mock API: ${origin}\nCtrl-C stops it.`)
    return yield* Effect.never
  }).pipe(Effect.scoped, Effect.provide(looking(directory)))

const mendInterrupted = "dpg: interrupted; what was answered is kept, `dpg verify` and then mend again to go on"

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
