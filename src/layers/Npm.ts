// @effect-diagnostics processEnv:off - what a child may know of the environment is chosen here, name by name
import { Context, Effect, Layer, Stream } from "effect"
import * as ChildProcess from "effect/process/ChildProcess"
import { ChildProcessSpawner } from "effect/process/ChildProcessSpawner"
import { NpmFailed } from "../domain/Errors.ts"

/** How a call of npm ended. */
export interface NpmEnded {
  /** The exit code; 124 where it was stopped because it took too long. */
  readonly code: number
  /** What it printed on either stream, without colours; the last million characters. */
  readonly output: string
}

/**
 * npm in the folder of an app. The scripts it runs there were partly written by a model, so that they see no more of the
 * environment than a program needs to start: no AWS variable, no token. Who is interrupted leaves none of them behind.
 */
export class Npm extends Context.Service<Npm, {
  /**
   * Runs `npm ARGS` to its end.
   * @param online - with the settings for proxies and registries, for what fetches packages
   */
  readonly run: (
    folder: string,
    args: ReadonlyArray<string>,
    online?: boolean
  ) => Effect.Effect<NpmEnded, NpmFailed>
}>()("dpg/layers/Npm") {
  static readonly layer: Layer.Layer<Npm, never, ChildProcessSpawner> = Layer.effect(
    Npm,
    Effect.gen(function*() {
      const spawner = yield* ChildProcessSpawner
      return Npm.of({
        run: Effect.fn("Npm.run")(function*(folder: string, args: ReadonlyArray<string>, online = false) {
          const command = `npm ${args.join(" ")}`
          return yield* ended(folder, args, online).pipe(
            Effect.provideService(ChildProcessSpawner, spawner),
            Effect.mapError((error) => new NpmFailed({ command, reason: reasonOf(error.reason._tag) })),
            Effect.timeoutOrElse({
              duration: limit,
              orElse: () => Effect.succeed({ code: 124, output: `${command} did not end within 10 minutes` })
            })
          )
        })
      })
    })
  )
}

const ended = Effect.fnUntraced(function*(folder: string, args: ReadonlyArray<string>, online: boolean) {
  const handle = yield* ChildProcess.make("npm", args, {
    cwd: folder,
    env: environment(online),
    extendEnv: false,
    stdin: "ignore",
    forceKillAfter: "3 seconds"
  })
  const output = yield* Stream.runFold(
    Stream.decodeText(handle.all),
    () => "",
    (text, chunk) => (text + chunk).slice(-1_000_000)
  )
  return { code: Number(yield* handle.exitCode), output: plain(output) }
}, Effect.scoped)

const limit = "10 minutes"

const reasonOf = (tag: string): string => tag === "NotFound" ? "npm is not on the PATH" : tag

// oxlint-disable-next-line no-control-regex -- an escape sequence begins with one
const plain = (text: string): string => text.replace(/\u001b\[[0-9;?]*[A-Za-z]/g, "").replaceAll("\r\n", "\n")

const environment = (online: boolean): Record<string, string> => {
  const names = online ? [...base, ...network, ...network.map((name) => name.toLowerCase())] : base
  const known = names.flatMap((name): Array<[string, string]> => {
    const value = process.env[name]
    return value === undefined ? [] : [[name, value]]
  })
  // One answer and the end, as in a build service: nothing that watches, asks or colours.
  return { ...Object.fromEntries(known), CI: "1", NO_COLOR: "1" }
}

/** What programs need to start, to find their caches and to write text. */
const base = [
  "PATH",
  "HOME",
  "USERPROFILE",
  "SystemRoot",
  "ComSpec",
  "PATHEXT",
  "APPDATA",
  "LOCALAPPDATA",
  "XDG_CACHE_HOME",
  "TMPDIR",
  "TEMP",
  "TMP",
  "LANG",
  "LC_ALL",
  "TZ"
]

const network = [
  "HTTP_PROXY",
  "HTTPS_PROXY",
  "NO_PROXY",
  "NODE_EXTRA_CA_CERTS",
  "SSL_CERT_FILE",
  "NPM_CONFIG_REGISTRY",
  "NPM_CONFIG_CACHE",
  "NPM_CONFIG_USERCONFIG",
  "NPM_CONFIG_CAFILE",
  "NPM_CONFIG_PROXY",
  "NPM_CONFIG_HTTPS_PROXY",
  "NPM_CONFIG_NOPROXY"
]
