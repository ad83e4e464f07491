/**
 * `.env` files, read as python-dotenv reads them: quotes, `export`, comments, values over several lines, `${NAME}` and
 * `${NAME:-default}`. Effect's own parser follows another dialect (it cuts `a#b`, and expands `$NAME`).
 */
// @effect-diagnostics processEnv:off processEnvInEffect:off - `applyDotEnv` exists to change the process environment
import { ConfigProvider, Context, Effect, FileSystem, Layer, Option } from "effect"
import { ConfigInvalid } from "../domain/Errors.ts"

export interface DotEnv {
  /** In the order of the file, values after interpolation; a name without `=` is left out. */
  readonly values: ReadonlyMap<string, string>
  /** Numbers of the lines that are no assignment. */
  readonly badLines: ReadonlyArray<number>
}

/** `environment` answers `${NAME}` before the file does, as `override=False` means. */
export const parseDotEnv = (contents: string, environment: Readonly<Record<string, string | undefined>>): DotEnv => {
  const { badLines, bindings } = parse(contents.replace(/^\uFEFF/, ""))
  const values = new Map<string, string>()
  for (const [name, value] of bindings) {
    values.set(
      name,
      value.replace(
        /\$\{([^}:]*)(?::-([^}]*))?\}/g,
        (_, variable: string, fallback: string | undefined) =>
          environment[variable] ?? values.get(variable) ?? fallback ?? ""
      )
    )
  }
  return { values, badLines }
}

/**
 * Puts into the *process environment* what `.env` in the working directory holds and the environment lacks, so that the
 * AWS SDK's own chain sees it too. For the program alone: no layer calls it, and an embedder's process is never changed.
 *
 * A missing file is fine; one that cannot be read is `ConfigInvalid`.
 */
export const applyDotEnv = Effect.fn("applyDotEnv")(function*(path: string = ".env") {
  const contents = yield* readIfThere(path)
  if (Option.isNone(contents)) return { found: false, set: [], warnings: [] }
  const { badLines, values } = parseDotEnv(contents.value, process.env)
  const missing = [...values].filter(([name]) => !(name in process.env))
  for (const [name, value] of missing) process.env[name] = value
  return {
    found: true,
    set: missing.map(([name]) => name),
    warnings: badLines.map((line) => `${path}, line ${line}: not NAME=value, passed over`)
  }
})

const readIfThere = Effect.fnUntraced(function*(path: string) {
  const fs = yield* FileSystem.FileSystem
  return yield* fs.stat(path).pipe(
    Effect.flatMap(({ type }) => type === "Directory" ? Effect.succeedNone : Effect.asSome(fs.readFileString(path))),
    Effect.catchReason("PlatformError", "NotFound", () => Effect.succeedNone),
    Effect.catchTag("PlatformError", ({ reason }) =>
      new ConfigInvalid({
        key: path,
        value: "",
        expected: "a file that can be read",
        reason: `${path} cannot be read (${reason._tag})`
      }))
  )
})

/** What the program took from `.env`. */
export interface DotEnvReport {
  /** Whether there is such a file. */
  readonly found: boolean
  /** Names of the variables that were set. */
  readonly set: ReadonlyArray<string>
  readonly warnings: ReadonlyArray<string>
}

/** Empty in an application that embeds dpg. */
export const DotEnvReport: Context.Reference<DotEnvReport> = Context.Reference<DotEnvReport>(
  "dpg/layers/DotEnv/DotEnvReport",
  { defaultValue: () => ({ found: false, set: [], warnings: [] }) }
)

/** A variable by its name, and whether `.env` set it. */
export const sourceOf = (name: string): Effect.Effect<string> =>
  Effect.map(DotEnvReport, ({ set }) => set.includes(name) ? `${name} in .env` : name)

/**
 * `applyDotEnv`, its report, and a `ConfigProvider` that sees its outcome: Effect's default one keeps the environment as
 * it was when first asked. For the program alone.
 */
export const layerDotEnv: Layer.Layer<never, ConfigInvalid, FileSystem.FileSystem> = Layer.unwrap(
  Effect.map(
    applyDotEnv(),
    (report) => Layer.mergeAll(ConfigProvider.layer(ConfigProvider.fromEnv()), Layer.succeed(DotEnvReport, report))
  )
)

const escapes: Readonly<Record<string, string>> = { a: "\x07", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v" }

/** The grammar of python-dotenv 1.2 (`dotenv/parser.py`), statement by statement. */
const parse = (text: string) => {
  const bindings: Array<readonly [string, string]> = []
  const badLines: Array<number> = []
  let position = 0
  const read = (pattern: RegExp): RegExpExecArray | undefined => {
    const sticky = new RegExp(pattern, "y")
    sticky.lastIndex = position
    const match = sticky.exec(text)
    if (match === null) return undefined
    position = sticky.lastIndex
    return match
  }

  const value = (): string | undefined => {
    const quote = text[position]
    if (quote === "'") return read(/'((?:\\'|[^'])*)'/)?.[1]?.replace(/\\([\\'])/g, "$1")
    if (quote === "\"") {
      return read(/"((?:\\"|[^"])*)"/)?.[1]?.replace(
        /\\([\\'"abfnrtv])/g,
        (_, letter: string) => escapes[letter] ?? letter
      )
    }
    return read(/[^\r\n]*/)?.[0].replace(/\s+#.*/, "").trimEnd()
  }

  const statement = (): boolean => {
    read(/(?:export[^\S\r\n]+)?/)
    const comment = text[position] === "#"
    const key = comment ? undefined : read(text[position] === "'" ? /'([^']+)'/ : /([^=#\s]+)/)?.[1]
    if (!comment && key === undefined) return false
    read(/[^\S\r\n]*/)
    const assigns = read(/=[^\S\r\n]*/) !== undefined
    const assigned = assigns ? value() : undefined
    if (assigns && assigned === undefined) return false
    read(/(?:[^\S\r\n]*#[^\r\n]*)?/)
    if (read(/[^\S\r\n]*(?:\r\n|\n|\r|$)/) === undefined) return false
    if (key !== undefined && assigned !== undefined) bindings.push([key, assigned])
    return true
  }

  while (read(/\s*/) !== undefined && position < text.length) {
    const start = position
    if (!statement()) {
      badLines.push(text.slice(0, start).split(/\r\n|\n|\r/).length)
      read(/[^\r\n]*(?:\r\n|\n|\r)?/)
    }
  }
  return { bindings, badLines }
}
