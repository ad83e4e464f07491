/**
 * The output folder as a place to write: created and locked when first needed, every path confined to it, every write
 * atomic. `RunStore` and `RunLog` stand on it.
 */
import { Context, Effect, FileSystem, Layer, Option, Path, Scope, Semaphore } from "effect"
import { OutputNotWritable, type RunLocked } from "../domain/Errors.ts"
import { badPath } from "../domain/OutputPath.ts"
import { isAbsent, notWritable } from "./fileErrors.ts"
import { makeFolder } from "./makeFolder.ts"
import { acquireLock } from "./runLock.ts"

/** The folder of dpg's own files inside of the output folder. */
export const metaFolder = ".dpg"

export class RunFolder extends Context.Service<RunFolder, {
  /** Absolute path, as it was given. */
  readonly directory: string
  /** Creates the folder and takes its lock, once; the lock is given back when the layer is released. */
  readonly open: Effect.Effect<void, RunLocked | OutputNotWritable>
  /** The absolute path of a relative one; fails where it would leave the folder, be it through a symbolic link. */
  readonly locate: (path: string) => Effect.Effect<string, OutputNotWritable>
  /** The bytes of a file; none where there is no file. A symbolic link is not followed. */
  readonly read: (path: string) => Effect.Effect<Option.Option<Uint8Array>, OutputNotWritable>
  /** Writes all or nothing of a file, synced before it takes its name. Opens the folder. */
  readonly write: (path: string, content: Uint8Array) => Effect.Effect<void, RunLocked | OutputNotWritable>
  /** Adds to the end of a file, synced before it returns. Opens the folder. */
  readonly append: (path: string, content: Uint8Array) => Effect.Effect<void, RunLocked | OutputNotWritable>
  /** Removes a file, and the folders that it leaves empty. */
  readonly remove: (path: string) => Effect.Effect<void, OutputNotWritable>
}>()("dpg/layers/RunFolder") {
  static readonly layer = (directory: string): Layer.Layer<RunFolder, never, FileSystem.FileSystem | Path.Path> =>
    Layer.effect(RunFolder, make(directory))
}

const make = Effect.fnUntraced(function*(given: string) {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const scope = yield* Effect.scope
  const directory = path.resolve(given)
  const meta = path.join(directory, metaFolder)
  const temporary = path.join(meta, "tmp")
  const opening = yield* Semaphore.make(1)
  let opened = false
  let writes = 0

  const open = Effect.gen(function*() {
    if (opened) return
    yield* makeFolder(meta).pipe(
      Effect.mapError(notWritable(directory)),
      Effect.provideService(FileSystem.FileSystem, fs),
      Effect.provideService(Path.Path, path)
    )
    yield* refuseLink(meta)
    yield* acquireLock(directory, path.join(meta, "lock")).pipe(
      Effect.provideService(FileSystem.FileSystem, fs),
      Effect.provideService(Scope.Scope, scope)
    )
    // What a killed run left half written is nobody's.
    yield* fs.remove(temporary, { recursive: true, force: true }).pipe(Effect.mapError(notWritable(temporary)))
    yield* fs.makeDirectory(temporary).pipe(Effect.mapError(notWritable(temporary)))
    opened = true
  }).pipe(Effect.uninterruptible, Semaphore.withPermit(opening))

  const refuseLink = Effect.fnUntraced(function*(absolute: string) {
    const info = yield* lookUp(absolute)
    return yield* Option.contains(info, "SymbolicLink")
      ? new OutputNotWritable({ path: absolute, reason: "it is a symbolic link" })
      : Effect.void
  })

  const lookUp = (absolute: string) =>
    fs.lstat(absolute).pipe(
      Effect.map((info) => Option.some(info.type)),
      Effect.catch((error) => isAbsent(error) ? Effect.succeedNone : Effect.fail(notWritable(absolute)(error)))
    )

  const locate = Effect.fnUntraced(function*(relative: string) {
    const wrong = badPath(relative)
    if (wrong !== undefined) return yield* new OutputNotWritable({ path: relative, reason: wrong })
    const segments = relative.split("/")
    for (let depth = 1; depth < segments.length; depth++) {
      yield* refuseLink(path.join(directory, ...segments.slice(0, depth)))
    }
    return path.join(directory, ...segments)
  })

  const read = Effect.fnUntraced(function*(relative: string) {
    const absolute = yield* locate(relative)
    const type = yield* lookUp(absolute)
    if (Option.isNone(type)) return Option.none<Uint8Array>()
    if (type.value !== "File") {
      return yield* new OutputNotWritable({ path: relative, reason: `it is no plain file (${type.value})` })
    }
    return Option.some(yield* fs.readFile(absolute).pipe(Effect.mapError(notWritable(relative))))
  })

  const write = Effect.fnUntraced(function*(relative: string, content: Uint8Array) {
    yield* open
    const absolute = yield* locate(relative)
    const draft = path.join(temporary, `${writes++}`)
    yield* fs.makeDirectory(path.dirname(absolute), { recursive: true }).pipe(Effect.mapError(notWritable(relative)))
    yield* Effect.scoped(Effect.gen(function*() {
      const file = yield* fs.open(draft, { flag: "w" })
      yield* file.writeAll(content)
      yield* file.sync
    })).pipe(
      Effect.andThen(fs.rename(draft, absolute)),
      Effect.onError(() => Effect.ignore(fs.remove(draft, { force: true }))),
      Effect.mapError(notWritable(relative))
    )
  }, Effect.uninterruptible)

  const append = Effect.fnUntraced(function*(relative: string, content: Uint8Array) {
    yield* open
    const absolute = yield* locate(relative)
    yield* refuseLink(absolute)
    yield* Effect.scoped(Effect.gen(function*() {
      const file = yield* fs.open(absolute, { flag: "a" })
      yield* file.writeAll(content)
      yield* file.sync
    })).pipe(Effect.mapError(notWritable(relative)))
  }, Effect.uninterruptible)

  const remove = Effect.fnUntraced(function*(relative: string) {
    const absolute = yield* locate(relative)
    yield* fs.remove(absolute, { force: true }).pipe(Effect.mapError(notWritable(relative)))
    for (let folder = path.dirname(absolute); folder !== directory; folder = path.dirname(folder)) {
      const entries = yield* fs.readDirectory(folder).pipe(Effect.orElseSucceed(() => ["unknown"]))
      if (entries.length > 0) return
      yield* Effect.ignore(fs.remove(folder, { recursive: true }))
    }
  })

  return RunFolder.of({ directory, open, locate, read, write, append, remove })
})
