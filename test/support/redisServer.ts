/** A Redis of one's own: on a free port of loopback, in memory, gone with the scope. */
import { Effect } from "effect"
import { spawn, spawnSync } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"

/** Whether there is a `redis-server` on this machine. */
export const hasRedis: boolean = spawnSync("redis-server", ["--version"]).status === 0

export const freePort = Effect.callback<number>((resume) => {
  const server = createServer()
  server.listen(0, "127.0.0.1", () => {
    const address = server.address()
    const port = typeof address === "object" ? address?.port ?? 0 : 0
    server.close(() => resume(Effect.succeed(port)))
  })
})

/** Accepts connections once it is there. `stop` kills it at once, as a machine that fails would. */
export const redisServer = (port: number, args: ReadonlyArray<string> = []) =>
  Effect.acquireRelease(
    Effect.callback<{ readonly stop: () => void }>((resume) => {
      const directory = mkdtempSync(join(tmpdir(), "dpg-redis-"))
      const child = spawn(
        "redis-server",
        [
          "--port",
          String(port),
          "--bind",
          "127.0.0.1",
          "--save",
          "",
          "--appendonly",
          "no",
          "--dir",
          directory,
          ...args
        ],
        { stdio: ["ignore", "pipe", "inherit"] }
      )
      const stop = () => {
        child.kill("SIGKILL")
        rmSync(directory, { recursive: true, force: true })
      }
      child.stdout.on("data", (chunk: Buffer) => {
        if (chunk.toString().includes("Ready to accept connections")) resume(Effect.succeed({ stop }))
      })
    }),
    ({ stop }) => Effect.sync(stop)
  )
