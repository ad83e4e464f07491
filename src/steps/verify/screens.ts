/** Pictures of the pages, in `.dpg/screens/`. */
import { Effect, FileSystem } from "effect"
import type { Scheme, Screen, VerifiedPage } from "../../domain/Verification.ts"
import { RunFolder } from "../../layers/RunFolder.ts"

const folderPath = ".dpg/screens"

/** Keeps the picture of a page at a width and in a scheme; says where, relative to the output folder. */
export const keepPicture = Effect.fnUntraced(function*(png: Uint8Array, page: string, width: number, scheme: Scheme) {
  const folder = yield* RunFolder
  const path = `${folderPath}/${page}-${width}${scheme === "dark" ? "-dark" : ""}.png`
  yield* folder.write(path, png)
  return { width, scheme, path } satisfies Screen
})

/** Removes the pictures of pages that are no more. Where no page was seen, those of the last time stay. */
export const removeStale = Effect.fn("verify.removeStale")(function*(pages: ReadonlyArray<VerifiedPage>) {
  const kept = new Set(pages.flatMap(({ screens }) => screens.map(({ path }) => path)))
  if (kept.size === 0) return
  const fs = yield* FileSystem.FileSystem
  const folder = yield* RunFolder
  const names = yield* Effect.orElseSucceed(fs.readDirectory(`${folder.directory}/${folderPath}`), () => [])
  const stale = names.map((name) => `${folderPath}/${name}`).filter((path) => path.endsWith(".png") && !kept.has(path))
  yield* Effect.forEach(stale, (path) => folder.remove(path), { discard: true })
})
