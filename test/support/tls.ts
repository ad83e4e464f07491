/** An authority, a server with its certificate, and proxies: all made for one test and gone after it. */
import { Effect } from "effect"
import { execFileSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { createServer, type IncomingMessage, type Server as HttpServer, type ServerResponse } from "node:http"
import { createServer as createSecureServer } from "node:https"
import { connect, type Server, type Socket } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"

/** The name that stands in the server's certificate; no name server knows it. */
export const hostname = "bedrock.dpg.test"

/** Keys and certificates of an authority, and of a server it has signed, in a folder of their own. */
export const certificates = Effect.acquireRelease(
  Effect.sync(() => {
    const directory = mkdtempSync(join(tmpdir(), "dpg-tls-"))
    const at = (name: string) => join(directory, name)
    const openssl = (...args: ReadonlyArray<string>) => execFileSync("openssl", args, { stdio: "pipe" })
    const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    writeFileSync(at("extensions"), `subjectAltName=DNS:${hostname},IP:127.0.0.1\nbasicConstraints=CA:FALSE\n`)
    openssl("req", "-x509", ...key, "-keyout", at("ca.key"), "-out", at("ca.pem"), "-subj", "/CN=dpg test authority")
    openssl("req", ...key, "-keyout", at("server.key"), "-out", at("server.csr"), "-subj", `/CN=${hostname}`)
    openssl(
      ..."x509 -req -days 2 -CAcreateserial".split(" "),
      "-in",
      at("server.csr"),
      "-CA",
      at("ca.pem"),
      "-CAkey",
      at("ca.key"),
      "-extfile",
      at("extensions"),
      "-out",
      at("server.pem")
    )
    return {
      directory,
      authority: at("ca.pem"),
      key: readFileSync(at("server.key")),
      cert: readFileSync(at("server.pem"))
    }
  }),
  ({ directory }) => Effect.sync(() => rmSync(directory, { recursive: true, force: true }))
)

interface Listening {
  readonly port: number
  /** Connections made so far, open or closed. */
  readonly sockets: Array<Socket>
}

/** Listens on a free port of loopback until the scope ends. */
const listen = (server: Server) =>
  Effect.acquireRelease(
    Effect.callback<Listening>((resume) => {
      const sockets: Array<Socket> = []
      server.on("connection", (socket) => {
        sockets.push(socket)
        socket.on("error", () => undefined)
      })
      server.listen(0, "127.0.0.1", () => {
        const address = server.address()
        resume(Effect.succeed({ port: typeof address === "object" ? address?.port ?? 0 : 0, sockets }))
      })
    }),
    ({ sockets }) =>
      Effect.sync(() => {
        for (const socket of sockets) socket.destroy()
        server.close()
      })
  )

/** An HTTPS server with such a certificate, which answers every request so once it has read it. */
export const secureServer = (
  { cert, key }: { readonly cert: Buffer; readonly key: Buffer },
  answer: (request: IncomingMessage, response: ServerResponse) => void
) =>
  listen(createSecureServer({ cert, key }, (request, response) => {
    request.resume()
    request.on("end", () => answer(request, response))
  }))

interface ProxySeen extends Listening {
  /** What was asked for, in order: `CONNECT host:port` or `POST http://…`. */
  readonly seen: Array<string>
  /** The credentials that came with it. */
  readonly credentials: Array<string | undefined>
}

/** A proxy that takes every name for this machine, or answers with a status, or (0) not at all. */
export const testProxy = Effect.fnUntraced(function*(status = 200, password?: string) {
  const seen: Array<string> = []
  const credentials: Array<string | undefined> = []
  const note = (request: IncomingMessage): number => {
    seen.push(`${request.method ?? ""} ${request.url ?? ""}`)
    const header = request.headers["proxy-authorization"]
    credentials.push(header)
    const expected = password === undefined ? undefined : `Basic ${Buffer.from(password).toString("base64")}`
    return expected === undefined || header === expected ? status : 407
  }
  const server: HttpServer = createServer((request, response) => {
    response.writeHead(note(request), { "content-type": "text/html" }).end("<html>the proxy's own page</html>")
  })
  server.on("connect", (request: IncomingMessage, client: Socket) => {
    const answer = note(request)
    if (answer === 0) {
      client.on("end", () => client.end()).resume()
      return
    }
    if (answer !== 200) {
      client.end(`HTTP/1.1 ${answer} No\r\ncontent-type: text/html\r\nconnection: close\r\n\r\n<html>no</html>`)
      return
    }
    const upstream = connect(Number((request.url ?? "").split(":")[1]), "127.0.0.1", () => {
      client.write("HTTP/1.1 200 Connection established\r\n\r\n")
      upstream.pipe(client).pipe(upstream)
    })
    const drop = () => {
      upstream.destroy()
      client.destroy()
    }
    for (const socket of [upstream, client]) socket.on("error", drop).on("close", drop)
  })
  const listening = yield* listen(server)
  return { ...listening, seen, credentials } satisfies ProxySeen
})
