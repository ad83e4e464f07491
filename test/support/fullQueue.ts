import { Effect } from "effect"
import { spawn } from "node:child_process"
import { connect } from "node:net"

/** A listener that accepts nobody and whose queue is full: a further connection waits, as when packets are dropped. */
export const fullQueue = Effect.gen(function*() {
  const listener = yield* Effect.acquireRelease(
    Effect.sync(() =>
      spawn(process.execPath, [
        "-e",
        "const s = require('net').createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {" +
        "require('fs').writeSync(1, String(s.address().port)); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0) })"
      ], { stdio: ["ignore", "pipe", "inherit"] })
    ),
    (child) => Effect.sync(() => child.kill("SIGKILL"))
  )
  const port = yield* Effect.callback<number>((resume) => {
    listener.stdout.once("data", (text) => resume(Effect.succeed(Number(text))))
  })
  yield* Effect.acquireRelease(
    Effect.sync(() => Array.from({ length: 8 }, () => connect(port, "127.0.0.1").on("error", () => undefined))),
    (sockets) => Effect.sync(() => sockets.forEach((socket) => socket.destroy()))
  )
  yield* Effect.sleep("100 millis")
  return `http://127.0.0.1:${port}`
})
