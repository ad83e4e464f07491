/** The gates that npm runs: install, types, lint, build with its size, the app's own tests. */
import { Effect, FileSystem, Option, Path, Schema } from "effect"
import { NpmFailed } from "../../domain/Errors.ts"
import { plural } from "../../domain/Format.ts"
import { finding } from "../../domain/link/report.ts"
import { judged, type Outcome, type Sizes, skipped } from "../../domain/Verification.ts"
import { findingsOf, lintedNothing, networkTrouble } from "../../domain/verify/output.ts"
import { bytes } from "../../domain/verify/words.ts"
import { gzipSize } from "../../layers/gzip.ts"
import { Npm } from "../../layers/Npm.ts"
import type { ProductOnDisk } from "./product.ts"

const quiet = ["--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts"]

/** Installs what `package.json` asks for, unless exactly that is there. Packages' own scripts do not run. */
export const install = Effect.fn("verify.install")(function*(
  product: ProductOnDisk
): Effect.fn.Return<Outcome, NpmFailed, Npm | FileSystem.FileSystem | Path.Path> {
  const number = `${Object.keys(product.packages).length} packages`
  if (yield* installed(product)) return judged(`${number}, all there as package.json asks`, [])
  const npm = yield* Npm
  const command = product.locked ? "ci" : "install"
  const { code, output } = yield* npm.run(product.app, [command, ...quiet], true)
  if (code === 0) return judged(`${number} by npm ${command}`, [])
  const trouble = networkTrouble(output)
  return trouble === undefined
    ? judged(`npm ${command}`, findingsOf(output))
    : yield* new NpmFailed({ command: `npm ${command}`, reason: trouble })
})

/** Whether each package is there in the version that is asked for; a range cannot be answered without npm. */
const installed = Effect.fnUntraced(function*({ app, packages }: ProductOnDisk) {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const there = yield* Effect.forEach(
    Object.entries(packages),
    ([name, version]) =>
      fs.readFileString(path.join(app, "node_modules", name, "package.json")).pipe(
        Effect.map((text) => Option.exists(decodeVersion(text), (found) => found.version === version)),
        Effect.orElseSucceed(() => false)
      ),
    { concurrency: 8 }
  )
  return there.every(Boolean)
})

const decodeVersion = Schema.decodeOption(Schema.fromJsonString(Schema.Struct({ version: Schema.String })))

/** `npm run SCRIPT`: passed when it ends well. @param summary - what has been looked at then */
export const script = Effect.fn("verify.script")(function*(
  product: Pick<ProductOnDisk, "app" | "scripts">,
  name: string,
  summary: string
): Effect.fn.Return<Outcome, NpmFailed, Npm> {
  if (product.scripts[name] === undefined) return skipped(`package.json has no script ${name}`)
  const npm = yield* Npm
  const { code, output } = yield* npm.run(product.app, ["run", name])
  if (code === 0) return judged(summary, [])
  if (lintedNothing(output)) {
    return skipped("the linter passes the app over: a .gitignore above it names the folder")
  }
  const findings = findingsOf(output)
  return judged(`npm run ${name}: ${plural(findings.length, "finding")}`, findings)
})

/** Types as the build has checked them, where that is part of it and it went well; `npm run typecheck` otherwise. */
export const types = (product: ProductOnDisk, built: Outcome): Effect.Effect<Outcome, NpmFailed, Npm> =>
  built.status === "passed" && /\btypecheck\b/.test(product.scripts["build"] ?? "")
    ? Effect.succeed(judged("tsc, strict, as a part of the build", []))
    : script(product, "typecheck", "tsc, strict")

/** What the build left, measured. */
export const measure = Effect.fn("verify.measure")(function*({ app }: ProductOnDisk) {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const dist = path.join(app, "dist")
  const names = (yield* Effect.orElseSucceed(fs.readDirectory(dist, { recursive: true }), () => []))
    .filter((name) => /\.(?:js|css)$/.test(name))
  const files = yield* Effect.forEach(names, (name) =>
    Effect.gen(function*() {
      const content = yield* fs.readFile(path.join(dist, name))
      const text = new TextDecoder().decode(content)
      return {
        name,
        bytes: content.length,
        gzip: yield* gzipSize(content),
        style: name.endsWith(".css"),
        mock: text.includes("mockServiceWorker") || name.includes("mockServiceWorker")
      }
    }), { concurrency: 4 }).pipe(Effect.orElseSucceed(() => []))
  const sum = (some: typeof files, of: "bytes" | "gzip") => some.reduce((total, file) => total + file[of], 0)
  const scripts = files.filter(({ style }) => !style)
  const styles = files.filter(({ style }) => style)
  const mock = scripts.filter((file) => file.mock)
  const [largest] = scripts.filter((file) => !file.mock).toSorted((a, b) => b.bytes - a.bytes)
  return largest === undefined ? undefined : {
    script: sum(scripts, "bytes"),
    scriptGzip: sum(scripts, "gzip"),
    style: sum(styles, "bytes"),
    styleGzip: sum(styles, "gzip"),
    mock: sum(mock, "bytes"),
    mockGzip: sum(mock, "gzip"),
    largest: { name: path.basename(largest.name), bytes: largest.bytes, gzip: largest.gzip }
  } satisfies Sizes
})

/** What a page may weigh at most, compressed, in one piece: half a megabyte takes a phone seconds. */
const largestGzip = 250_000

/** The sizes in a line, and what is too much. */
export const judgeSizes = (sizes: Sizes | undefined): Outcome =>
  sizes === undefined
    ? judged("", [finding("no-build", "app/dist", "the build left no script in dist/")])
    : judged(
      `${bytes(sizes.script - sizes.mock)} of JavaScript (${bytes(sizes.scriptGzip - sizes.mockGzip)} gzip) and ${
        bytes(sizes.mockGzip)
      } of mock, ${bytes(sizes.style)} of CSS (${bytes(sizes.styleGzip)} gzip)`,
      sizes.largest.gzip <= largestGzip ? [] : [
        finding(
          "too-large",
          `app/dist/${sizes.largest.name}`,
          `is ${bytes(sizes.largest.gzip)} compressed; at most ${bytes(largestGzip)} in one piece`
        )
      ]
    )
