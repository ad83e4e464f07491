/** A local HTTP server for what speaks to AWS, and the frames of its event streams. */
import { EventStreamCodec } from "@smithy/eventstream-codec"
import { fromUtf8, toUtf8 } from "@smithy/util-utf8"
import { Effect } from "effect"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { Socket } from "node:net"

export interface Seen {
  readonly method: string
  readonly url: string
  readonly headers: IncomingMessage["headers"]
  readonly body: string
}

export interface TestServer {
  readonly url: string
  /** Requests so far, in order. */
  readonly seen: Array<Seen>
  /** Connections made so far, open or closed. */
  readonly sockets: Array<Socket>
}

/** Serves on a free port of loopback until the scope ends. */
export const serve = (handler: (request: Seen, response: ServerResponse) => void) =>
  Effect.acquireRelease(
    Effect.callback<TestServer & { readonly close: () => void }>((resume) => {
      const seen: Array<Seen> = []
      const sockets: Array<Socket> = []
      const server = createServer((request, response) => {
        const chunks: Array<Buffer> = []
        request.on("data", (chunk: Buffer) => chunks.push(chunk))
        request.on("end", () => {
          const entry = {
            method: request.method ?? "",
            url: request.url ?? "",
            headers: request.headers,
            body: Buffer.concat(chunks).toString("utf8")
          }
          seen.push(entry)
          handler(entry, response)
        })
      })
      server.on("connection", (socket) => sockets.push(socket))
      server.listen(0, "127.0.0.1", () => {
        const address = server.address()
        const port = typeof address === "object" ? address?.port ?? 0 : 0
        const close = () => {
          for (const socket of sockets) socket.destroy()
          server.close()
        }
        resume(Effect.succeed({ url: `http://127.0.0.1:${port}`, seen, sockets, close }))
      })
    }),
    (server) => Effect.sync(server.close)
  )

/** An answer of Bedrock in JSON. */
export const json = (response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}) => {
  response.writeHead(status, { "content-type": "application/json", "x-amzn-requestid": "req-1", ...headers })
  response.end(JSON.stringify(body))
}

/** An exception as AWS sends it. */
export const exception = (
  response: ServerResponse,
  status: number,
  name: string,
  message: string,
  headers: Record<string, string> = {}
) => json(response, status, { message }, { "x-amzn-errortype": name, ...headers })

/** What an error holds, as a plain object. */
export const fieldsOf = (error: object): Record<string, unknown> => Object.fromEntries(Object.entries(error))

const codec = new EventStreamCodec(toUtf8, fromUtf8)

/** A frame of an event stream: an event, or an exception. */
export const frame = (
  type: string,
  payload: unknown,
  kind: "event" | "exception" | "error" = "event"
): Uint8Array =>
  codec.encode({
    headers: {
      ":message-type": { type: "string", value: kind },
      ...(kind === "error"
        ? {
          ":error-code": { type: "string" as const, value: type },
          ":error-message": { type: "string" as const, value: String(payload) }
        }
        : {
          [kind === "event" ? ":event-type" : ":exception-type"]: { type: "string" as const, value: type },
          ":content-type": { type: "string" as const, value: "application/json" }
        })
    },
    body: new TextEncoder().encode(JSON.stringify(payload))
  })

/** A chunk of InvokeModelWithResponseStream that holds one event of Claude's. */
export const chunk = (event: unknown): Uint8Array =>
  frame("chunk", { bytes: Buffer.from(JSON.stringify(event)).toString("base64") })

/** The head of an event stream; frames are written after it. */
export const streamHead = (response: ServerResponse) =>
  response.writeHead(200, {
    "content-type": "application/vnd.amazon.eventstream",
    "x-amzn-requestid": "req-1"
  })
