/**
 * Calls leave nothing behind: no listener, no socket, no memory that grows with them. Two thousand of them in a test run;
 * `DPG_LEAK_CALLS=10000` makes as many as that, in half a minute, and looks closer.
 */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { spawn } from "node:child_process"
import { fileURLToPath } from "node:url"
import { exception, frame, json, serve, streamHead } from "../../support/awsServer.ts"

const calls = Number(process.env["DPG_LEAK_CALLS"] ?? 2000)

/**
 * Bytes a call may add: a call that kept its request and reply would keep thousands. The fewer calls, the more of what is
 * measured is the compiler's.
 */
const allowed = calls >= 10_000 ? 150 : 1000

const reply = {
  output: { message: { role: "assistant", content: [{ text: "hi" }] } },
  stopReason: "end_turn",
  usage: { inputTokens: 3, outputTokens: 1, totalTokens: 4 }
}

const events = Buffer.concat([
  frame("messageStart", { role: "assistant" }),
  frame("contentBlockDelta", { contentBlockIndex: 0, delta: { text: "hi" } }),
  frame("contentBlockStop", { contentBlockIndex: 0 }),
  frame("messageStop", { stopReason: "end_turn" }),
  frame("metadata", { usage: { inputTokens: 3, outputTokens: 1, totalTokens: 4 }, metrics: { latencyMs: 1 } })
])

interface Left {
  readonly heap: ReadonlyArray<number>
  readonly sockets: number
  readonly listeners: number
  readonly warnings: ReadonlyArray<string>
}

const program = fileURLToPath(new URL("../../support/leaks.ts", import.meta.url))

const run = (url: string) =>
  Effect.callback<Left>((resume) => {
    const child = spawn(process.execPath, ["--expose-gc", program, url, String(calls)], {
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" }
    })
    let out = ""
    child.stdout.on("data", (chunk: Buffer) => {
      out += chunk.toString()
    })
    child.on("close", (code) => resume(code === 0 ? Effect.sync(() => JSON.parse(out)) : Effect.die(`exit ${code}`)))
    return Effect.sync(() => child.kill("SIGKILL"))
  })

/** Bytes that each call adds, by the line that fits the samples best. */
const slope = (heap: ReadonlyArray<number>): number => {
  const middle = (heap.length - 1) / 2
  const mean = heap.reduce((sum, bytes) => sum + bytes, 0) / heap.length
  const rise = heap.reduce((sum, bytes, index) => sum + (index - middle) * (bytes - mean), 0)
  return rise / heap.reduce((sum, _, index) => sum + (index - middle) ** 2, 0) / (calls / 10)
}

describe(`${calls} calls`, () => {
  it.live("leave no listener, no socket and no memory behind", () =>
    Effect.gen(function*() {
      const server = yield* serve(({ url }, response) => {
        // What was seen is not to fill this process.
        server.seen.length = 0
        if (url.includes("silent")) return
        if (url.includes("refused")) return exception(response, 400, "ValidationException", "no")
        if (url.includes("stream")) return streamHead(response).end(events)
        return json(response, 200, reply)
      })
      const { heap, listeners, sockets, warnings } = yield* run(server.url)
      assert.deepStrictEqual({ listeners, warnings }, { listeners: 0, warnings: [] })
      assert.isAtMost(sockets, 34)
      // The first rounds compile and fill caches.
      assert.isBelow(slope(heap.slice(3)), allowed, heap.join(" "))
    }), 120_000)
})
