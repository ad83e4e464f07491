/** The lock of an output folder: a file with the process id of the dpg at work in it. */
import { Effect, FileSystem, Option, type PlatformError, Predicate, Schedule, type Scope } from "effect"
import { type OutputNotWritable, RunLocked } from "../domain/Errors.ts"
import { notWritable } from "./fileErrors.ts"

/** Locks that this process holds: a lock with our own id may also be left from a dead process that had the same. */
const held = new Set<string>()

/**
 * Takes the lock for as long as the scope lives. A lock whose process is gone is taken over.
 * @param directory - the folder it is about, for the error
 */
export const acquireLock = (
  directory: string,
  lock: string
): Effect.Effect<void, RunLocked | OutputNotWritable, FileSystem.FileSystem | Scope.Scope> =>
  Effect.acquireRelease(take(directory, lock), () => give(lock)).pipe(Effect.asVoid)

const take = Effect.fnUntraced(function*(directory: string, lock: string) {
  const fs = yield* FileSystem.FileSystem
  const create = Effect.scoped(Effect.gen(function*() {
    const file = yield* fs.open(lock, { flag: "wx" })
    yield* file.writeAll(new TextEncoder().encode(`${process.pid}\n`))
  }))
  // Each round either takes the lock, finds a living owner, or clears away a dead one.
  for (let round = 0; round < 5; round++) {
    const taken = yield* create.pipe(
      Effect.as(true),
      Effect.catch((error) => isTaken(error) ? Effect.succeed(false) : Effect.fail(notWritable(lock)(error)))
    )
    if (taken) return void held.add(lock)
    const owner = yield* ownerOf(lock)
    if (Option.isSome(owner) && (owner.value === process.pid ? held.has(lock) : isAlive(owner.value))) {
      return yield* new RunLocked({ directory, pid: owner.value })
    }
    yield* clear(lock, owner)
  }
  return yield* new RunLocked({ directory, pid: Option.getOrElse(yield* ownerOf(lock), () => 0) })
})

const give = Effect.fnUntraced(function*(lock: string) {
  const fs = yield* FileSystem.FileSystem
  held.delete(lock)
  yield* Effect.ignore(fs.remove(lock, { force: true }))
})

const isTaken = (error: PlatformError.PlatformError) => error.reason._tag === "AlreadyExists"

/** Between its creation and its first byte a lock is empty for a moment: look again before calling it dead. */
const ownerOf = Effect.fnUntraced(function*(lock: string) {
  const fs = yield* FileSystem.FileSystem
  const read = fs.readFileString(lock).pipe(
    Effect.map((text) => Option.liftPredicate(Number.parseInt(text, 10), (pid) => Number.isInteger(pid) && pid > 0)),
    Effect.orElseSucceed(() => Option.none<number>())
  )
  return yield* Effect.repeat(read, {
    until: Option.isSome,
    schedule: Schedule.spaced("20 millis").pipe(Schedule.upTo({ times: 5 }))
  }).pipe(Effect.andThen(read))
})

/** Moves the lock aside, so that only one of several that found it dead wins; gives back one that changed hands. */
const clear = Effect.fnUntraced(function*(lock: string, owner: Option.Option<number>) {
  const fs = yield* FileSystem.FileSystem
  const aside = `${lock}.${process.pid}`
  const moved = yield* Effect.isSuccess(fs.rename(lock, aside))
  if (!moved) return
  const found = yield* ownerOf(aside)
  const same = Option.getOrElse(found, () => 0) === Option.getOrElse(owner, () => 0)
  yield* Effect.ignore(same ? fs.remove(aside, { force: true }) : fs.rename(aside, lock))
})

const isAlive = (pid: number): boolean => {
  try {
    // Signal 0 asks whether the process is there and does nothing to it.
    return process.kill(pid, 0)
  } catch (error) {
    return Predicate.hasProperty(error, "code") && error.code === "EPERM"
  }
}
