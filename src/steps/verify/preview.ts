/** The built app, ready to be served: installed and built where it is not, or not any more. */
import { Console, Effect, FileSystem, Option, Path } from "effect"
import { type NpmFailed, VerificationFailed } from "../../domain/Errors.ts"
import { render } from "../../domain/Finding.ts"
import { gateTitle } from "../../domain/Verification.ts"
import type { Npm } from "../../layers/Npm.ts"
import type { ProductOnDisk } from "./product.ts"
import { install, script } from "./tools.ts"

/** Gives the folder to serve. */
export const ensureBuilt = Effect.fn("ensureBuilt")(function*(
  product: ProductOnDisk
): Effect.fn.Return<string, NpmFailed | VerificationFailed, Npm | FileSystem.FileSystem | Path.Path> {
  const path = yield* Path.Path
  const dist = path.join(product.app, "dist")
  if (!(yield* isStale(product.app))) return dist
  yield* Console.error("Installing and building the app …")
  for (const [id, work] of [["install", install(product)], ["build", script(product, "build", "")]] as const) {
    const { findings, status } = yield* work
    if (status === "passed") continue
    yield* Effect.forEach(findings.slice(0, 10), (one) => Console.error(`  ${render(one)}`))
    return yield* new VerificationFailed({ directory: product.directory, gates: [gateTitle[id]] })
  }
  return dist
})

/** Whether any of the app's own files is newer than its build. */
const isStale = Effect.fnUntraced(function*(app: string) {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const changed = (file: string) =>
    fs.stat(file).pipe(
      Effect.map(({ mtime }) => Option.match(mtime, { onNone: () => 0, onSome: (date) => date.getTime() })),
      Effect.orElseSucceed(() => 0)
    )
  const built = yield* changed(path.join(app, "dist", "index.html"))
  if (built === 0) return true
  const names = yield* Effect.orElseSucceed(fs.readDirectory(app), () => [])
  const inside = yield* Effect.forEach(
    ["src", "public"],
    (folder) =>
      fs.readDirectory(path.join(app, folder), { recursive: true }).pipe(
        Effect.map((found) => found.map((name) => path.join(folder, name))),
        Effect.orElseSucceed(() => [])
      )
  )
  const own = [...names.filter((name) => /\.[a-z]+$/.test(name)), ...inside.flat()]
  const times = yield* Effect.forEach(own, (name) => changed(path.join(app, name)), { concurrency: 8 })
  return times.some((time) => time > built)
})
