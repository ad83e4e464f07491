/** The built program as a child process, as a user starts it: `npm test` builds it first. */
import { Effect } from "effect"
import { spawn } from "node:child_process"
import { existsSync } from "node:fs"
import { fileURLToPath } from "node:url"

const program = fileURLToPath(new URL("../../dist/program.js", import.meta.url))

export interface Ended {
  readonly exitCode: number | null
  readonly signal: string | null
  readonly out: string
  readonly err: string
}

export interface Running {
  readonly signal: (name: "SIGINT" | "SIGTERM" | "SIGKILL") => Effect.Effect<void>
  readonly closeOut: Effect.Effect<void>
  readonly ended: Effect.Effect<Ended>
}

/** Nothing of this machine's environment but what a program needs to start, and no credentials anywhere. */
const bare = (home: string) => ({ PATH: process.env["PATH"] ?? "", HOME: home, AWS_EC2_METADATA_DISABLED: "true" })

/** Starts `dpg` in a folder, which is its home too; killed with the scope. */
export const start = (
  folder: string,
  args: ReadonlyArray<string>,
  environment: Readonly<Record<string, string>> = {},
  input = ""
) =>
  Effect.acquireRelease(
    Effect.sync((): Running => {
      if (!existsSync(program)) throw new Error("dist/program.js is missing: run `npm run build` first")
      const child = spawn(process.execPath, [program, ...args], {
        cwd: folder,
        env: { ...bare(folder), ...environment }
      })
      let out = ""
      let err = ""
      child.stdout.setEncoding("utf8").on("data", (text: string) => out += text)
      child.stderr.setEncoding("utf8").on("data", (text: string) => err += text)
      child.stdin.end(input)
      const ended = new Promise<Ended>((resolve) =>
        child.on("close", (exitCode, signal) => resolve({ exitCode, signal, out, err }))
      )
      return {
        signal: (name) => Effect.sync(() => void child.kill(name)),
        closeOut: Effect.sync(() => child.stdout.destroy()),
        ended: Effect.promise(() => ended)
      }
    }),
    (running) => running.signal("SIGKILL")
  )

/** Runs `dpg` to its end. */
export const dpg = (...args: Parameters<typeof start>) => Effect.flatMap(start(...args), ({ ended }) => ended)
