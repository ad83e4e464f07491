import { Array, Context, DateTime, Effect, FileSystem, Layer, Random, Schema, Semaphore } from "effect"
import { OutputNotWritable, type RunLocked } from "../domain/Errors.ts"
import { RunEvent, type Unstamped } from "../domain/RunEvent.ts"
import { notWritable } from "./fileErrors.ts"
import { Progress } from "./Progress.ts"
import { metaFolder, RunFolder } from "./RunFolder.ts"

/** What happened, one event a line, appended and synced before `record` returns, then shown by `Progress`. */
export class RunLog extends Context.Service<RunLog, {
  readonly runId: string
  readonly record: (event: Unstamped) => Effect.Effect<void>
}>()("dpg/layers/RunLog") {
  /**
   * Appends to `.dpg/run.ndjson`, which it opens, and with it the folder, when the layer is built. A disk that takes no
   * more is a defect of `record` that carries `OutputNotWritable`: a run must not go on spending unrecorded.
   */
  static readonly layer: Layer.Layer<
    RunLog,
    RunLocked | OutputNotWritable,
    RunFolder | Progress | FileSystem.FileSystem
  > = Layer.effect(RunLog, Effect.suspend(() => make()))

  /** Writes nothing; `Progress` is told every event. */
  static readonly layerMemory: Layer.Layer<RunLog, never, Progress> = Layer.effect(
    RunLog,
    Effect.suspend(() => stamping(() => Effect.void))
  )
}

/** The log's path, relative to the output folder. */
export const runLogPath = `${metaFolder}/run.ndjson`

const make = Effect.fnUntraced(function*() {
  const fs = yield* FileSystem.FileSystem
  const folder = yield* RunFolder
  yield* folder.open
  const path = yield* folder.locate(runLogPath)
  // A folder that came from somewhere else must not make the log grow in a third place.
  const type = yield* fs.lstat(path).pipe(Effect.map((info) => info.type), Effect.orElseSucceed(() => "File"))
  if (type !== "File") {
    return yield* new OutputNotWritable({ path: runLogPath, reason: `it is no plain file (${type})` })
  }
  const file = yield* fs.open(path, { flag: "a+" }).pipe(Effect.mapError(notWritable(runLogPath)))
  const append = (text: string) =>
    Effect.andThen(file.writeAll(new TextEncoder().encode(text)), file.sync).pipe(
      Effect.mapError(notWritable(runLogPath))
    )

  // A line that a killed run left unfinished must not swallow the next one.
  const { size } = yield* file.stat.pipe(Effect.mapError(notWritable(runLogPath)))
  const last = new Uint8Array(1)
  if (size > 0) {
    yield* file.read(last, { position: BigInt(size) - 1n }).pipe(Effect.mapError(notWritable(runLogPath)))
    if (last[0] !== newline) yield* append("\n")
  }
  return yield* stamping((event) => Effect.flatMap(Effect.orDie(encode(event)), (line) => append(`${line}\n`)))
})

/** Stamps events, appends those that are kept, and shows all, in one order. */
const stamping = Effect.fnUntraced(function*(append: (event: RunEvent) => Effect.Effect<void, OutputNotWritable>) {
  const progress = yield* Progress
  const one = yield* Semaphore.make(1)
  const runId = yield* makeRunId

  const record = Effect.fnUntraced(function*(unstamped: Unstamped) {
    const at = DateTime.formatIso(yield* DateTime.now)
    const event: RunEvent = { ...unstamped, at, runId }
    if (event._tag !== "CallProgress") yield* Effect.orDie(append(event))
    yield* progress.show(event)
  }, Semaphore.withPermit(one))

  return RunLog.of({ runId, record: (event) => Effect.uninterruptible(record(event)) })
})

/** `20261122-181502-k3x9`: sorts by time, told apart within the second. */
const makeRunId = Effect.gen(function*() {
  const now = DateTime.formatIso(yield* DateTime.now)
  const letters = yield* Effect.replicateEffect(Random.nextIntBetween(0, alphabet.length, { halfOpen: true }), 4)
  const suffix = Array.join(Array.map(letters, (index) => alphabet.charAt(index)), "")
  return `${now.slice(0, 10).replaceAll("-", "")}-${now.slice(11, 19).replaceAll(":", "")}-${suffix}`
})

const alphabet = "abcdefghijkmnpqrstuvwxyz23456789"
const newline = 10
const encode = Schema.encodeEffect(Schema.fromJsonString(RunEvent))
