/** A recording's folder: one file for each exchange, `missing/` for requests without an answer. */
import { Effect, FileSystem, Option, Path, type PlatformError, Result, Schema } from "effect"
import { Digest, sha256 } from "effect/crypto/Digest"
import type { ModelOperation } from "../../domain/BedrockOperation.ts"
import { type BedrockError, type OutputNotWritable, RecordingInvalid } from "../../domain/Errors.ts"
import { isAbsent, notWritable } from "../fileErrors.ts"
import { makeFolder } from "../makeFolder.ts"
import { type Exchange, type Fault, faultOf, identityOf, parse } from "./Exchange.ts"
import { canonical, pretty } from "./json.ts"

/** An exchange that has its answer, and the file it is in. */
export interface Found {
  readonly path: string
  readonly exchange: Exchange
}

export interface Folder {
  /** What names a request: the same for the same operation, model and content. */
  readonly keyOf: (
    operation: ModelOperation,
    modelId: string,
    request: Readonly<Record<string, unknown>>
  ) => Effect.Effect<string>
  readonly find: (name: string) => Effect.Effect<Option.Option<Found>, RecordingInvalid>
  readonly write: (name: string, text: string) => Effect.Effect<void, OutputNotWritable>
  /** Gives the path of the file. */
  readonly writeMissing: (name: string, exchange: Exchange) => Effect.Effect<string, OutputNotWritable>
  /** Fails where there is no such folder. */
  readonly exists: Effect.Effect<void, RecordingInvalid>
  /** Who answered in the models' place when it was recorded; `""` for the models themselves. */
  readonly standIn: Effect.Effect<string, RecordingInvalid>
  readonly writeStandIn: (standIn: string) => Effect.Effect<void, OutputNotWritable>
}

export const open = Effect.fnUntraced(function*(
  directory: string
): Effect.fn.Return<Folder, never, FileSystem.FileSystem | Path.Path | Digest> {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const digests = yield* Digest
  const missing = path.join(directory, missingFolder)
  const about = path.join(directory, aboutName)

  const text = (file: string) =>
    fs.readFileString(file).pipe(
      Effect.asSome,
      Effect.catch((error) => isAbsent(error) ? Effect.succeedNone : Effect.fail(notReadable(file)(error)))
    )

  /** None where there is no file, or one that still waits for its reply. */
  const read = Effect.fnUntraced(function*(file: string) {
    const found = yield* text(file)
    if (Option.isNone(found)) return Option.none<Found>()
    const exchange = yield* Effect.mapError(Effect.fromResult(parse(found.value)), invalid(file))
    return isAnswered(exchange) ? Option.some({ path: file, exchange }) : Option.none<Found>()
  })

  /** All or nothing: what was there before stands until the new file is whole. */
  const write = (file: string, content: string) =>
    Effect.gen(function*() {
      yield* makeFolder(path.dirname(file)).pipe(
        Effect.provideService(FileSystem.FileSystem, fs),
        Effect.provideService(Path.Path, path)
      )
      const draft = `${file}.draft`
      yield* Effect.scoped(Effect.gen(function*() {
        const handle = yield* fs.open(draft, { flag: "w" })
        yield* handle.writeAll(new TextEncoder().encode(content))
        yield* handle.sync
      })).pipe(
        Effect.andThen(fs.rename(draft, file)),
        Effect.onError(() => Effect.ignore(fs.remove(draft, { force: true })))
      )
    }).pipe(Effect.mapError(notWritable(file)), Effect.uninterruptible)

  return {
    keyOf: Effect.fnUntraced(function*(operation, modelId, request) {
      const bytes = new TextEncoder().encode(canonical(identityOf(operation, modelId, request)))
      return `${operation}-${(yield* digests.digestHex(sha256, bytes)).slice(0, 32)}`
    }),
    find: Effect.fnUntraced(function*(name) {
      const recorded = yield* read(path.join(directory, name))
      return Option.isSome(recorded) ? recorded : yield* read(path.join(missing, name))
    }),
    write: (name, content) => write(path.join(directory, name), content),
    writeMissing: Effect.fnUntraced(function*(name, exchange) {
      const file = path.join(missing, name)
      yield* write(file, pretty(exchange))
      return file
    }),
    exists: fs.readDirectory(directory).pipe(
      Effect.mapError((error) =>
        isAbsent(error)
          ? new RecordingInvalid({ kind: "missing", path: directory, place: "", reason: "there is no such folder" })
          : notReadable(directory)(error)
      ),
      Effect.asVoid
    ),
    standIn: Effect.gen(function*() {
      const found = yield* text(about)
      if (Option.isNone(found)) return ""
      const decoded = Result.mapError(decodeAbout(found.value), ({ issue }) => faultOf("", issue))
      return (yield* Effect.mapError(Effect.fromResult(decoded), invalid(about))).standIn
    }),
    writeStandIn: (standIn) => write(about, pretty({ version: 1, standIn }))
  }
})

/** The n-th time that a request is made. */
export const nameOf = (key: string, count: number): string => `${key}-${count}.json`

/** What is wrong inside of a file as the error of that file; a recorded error stays what it is. */
export const orInvalid = (path: string) => (wrong: Fault | BedrockError): BedrockError =>
  "_tag" in wrong ? wrong : invalid(path)(wrong)

const missingFolder = "missing"
const aboutName = "recording.json"

const decodeAbout = Schema.decodeUnknownResult(
  Schema.fromJsonString(Schema.Struct({ version: Schema.Literal(1), standIn: Schema.String }))
)

const isAnswered = ({ body, error, events, reply }: Exchange): boolean =>
  body !== undefined || error !== undefined || events !== undefined || (reply !== undefined && reply !== null)

const invalid = (path: string) => ({ place, reason }: Fault) =>
  new RecordingInvalid({ kind: "invalid", path, place, reason })

const notReadable = (path: string) => (error: PlatformError.PlatformError) =>
  new RecordingInvalid({ kind: "invalid", path, place: "", reason: notWritable(path)(error).reason })
