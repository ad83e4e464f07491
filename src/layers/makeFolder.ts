/** A folder with those it lies in. */
import { Effect, FileSystem, Path, type PlatformError } from "effect"

/**
 * Makes the folder, and those above it that are missing. One at a time: Node's own recursive way never ends where a folder
 * that is there takes no new one and says that there is none, as `/proc` does.
 */
export const makeFolder: (
  absolute: string
) => Effect.Effect<void, PlatformError.PlatformError, FileSystem.FileSystem | Path.Path> = Effect.fnUntraced(
  function*(absolute) {
    const fs = yield* FileSystem.FileSystem
    const path = yield* Path.Path
    const parent = path.dirname(absolute)
    const make = fs.makeDirectory(absolute).pipe(
      Effect.catchIf(({ reason }) => reason._tag === "AlreadyExists", () => Effect.void)
    )
    yield* make.pipe(
      Effect.catchIf(
        ({ reason }) => reason._tag === "NotFound" && parent !== absolute,
        () => Effect.andThen(makeFolder(parent), make)
      )
    )
  }
)
