/** Node's connections to AWS: kept alive, as many as are asked for, through a proxy where there is one. */
// @effect-diagnostics nodeBuiltinImport:off - the AWS SDK's handler takes Node's agents
import { Effect, Redacted } from "effect"
import { Agent as HttpAgent, type AgentOptions, type ClientRequest, type IncomingMessage } from "node:http"
import { Agent as HttpsAgent } from "node:https"
import type { Socket } from "node:net"
import * as Tls from "node:tls"
import { type Proxy, proxyFor } from "../../domain/Proxy.ts"
import type { Authorities, NetworkSettings } from "./settings.ts"

export interface Agents {
  readonly httpAgent: HttpAgent
  readonly httpsAgent: HttpsAgent | HttpAgent
}

/**
 * The agents for one endpoint. An answer that is silent for `idleMillis` fails with a `TimeoutError`, whatever the
 * silence is before: the headers, or the next byte of the body.
 */
export const agentsFor = Effect.fnUntraced(function*(endpoint: URL, network: NetworkSettings, idleMillis: number) {
  const options: AgentOptions & Tls.SecureContextOptions = {
    keepAlive: true,
    // The policy above decides how many calls are under way; a queue here would look like a slow connection.
    maxSockets: Number.POSITIVE_INFINITY,
    ...(network.authorities !== undefined && { ca: trusted(network.authorities) })
  }
  const proxy = proxyFor(endpoint, network.proxies)
  const agents: Agents = proxy === undefined || "unusable" in proxy
    ? { httpAgent: new HttpAgent(options), httpsAgent: new HttpsAgent(options) }
    : yield* proxied(proxy, options)
  watchSilence(agents.httpAgent, idleMillis)
  watchSilence(agents.httpsAgent, idleMillis)
  return agents
})

/** The certificates a server's is checked against. */
const trusted = ({ alone, pem }: Authorities): Array<string> =>
  alone ? [...pem] : [...new Set([...Tls.rootCertificates, ...pem])]

/** An agent that works through a proxy, as its packages make them. */
interface Connecting<Request extends ClientRequest, Options, Connected> {
  connectOpts: object
  connect: (request: Request, options: Options) => Promise<Connected>
}

const proxied = Effect.fnUntraced(function*(
  proxy: Proxy,
  options: AgentOptions
): Effect.fn.Return<Agents> {
  // Loaded here and not above: few need them.
  const [{ HttpProxyAgent }, { HttpsProxyAgent }] = yield* Effect.promise(() =>
    Promise.all([import("http-proxy-agent"), import("https-proxy-agent")])
  )
  const { href } = Redacted.value(proxy.url)
  const httpAgent = new HttpProxyAgent(href, options)
  const httpsAgent = new HttpsProxyAgent(href, options)
  // What they are made with holds for the proxy alone; and without a word of which they serve, they take a connection
  // that is free again for one of the other kind, and never use it.
  Object.assign(httpAgent.options, options, { secureEndpoint: false })
  Object.assign(httpsAgent.options, options, { secureEndpoint: true })
  explain(httpAgent, proxy)
  explain(httpsAgent, proxy)
  return { httpAgent, httpsAgent }
})

/** Names the proxy in what goes wrong with it, and lets go of its socket when the request is given up. */
const explain = <Request extends ClientRequest, Options, Connected>(
  agent: Connecting<Request, Options, Connected>,
  proxy: Proxy
): void => {
  const connect = agent.connect.bind(agent)
  const { connectOpts } = agent
  agent.connect = (request, options) => {
    const controller = new AbortController()
    let status = 200
    // A request without a socket says nothing of its end: not `close`, and not `error`.
    const giveUp = request.destroy.bind(request)
    request.destroy = (error) => {
      controller.abort()
      return giveUp(error)
    }
    request.once("proxyConnect", (answer: { readonly statusCode?: number }) => {
      status = answer.statusCode ?? status
    })
    // Read at once by `connect`.
    agent.connectOpts = { ...connectOpts, signal: controller.signal }
    return connect(request, options).then(
      (socket) => {
        if (status === 200) return socket
        destroy(socket)
        throw proxyError(proxy, `it answered ${status} to CONNECT`, `HTTP ${status}`)
      },
      (cause: unknown) => {
        throw proxyError(proxy, wordsOf(cause), codeOf(cause))
      }
    ).finally(() => Reflect.deleteProperty(request, "destroy"))
  }
}

const destroy = (socket: unknown): void => {
  if (typeof socket === "object" && socket !== null && "destroy" in socket && typeof socket.destroy === "function") {
    socket.destroy()
  }
}

const proxyError = (proxy: Proxy, words: string, code: string): Error =>
  Object.assign(new Error(words), { code, proxy: proxy.host })

const wordsOf = (cause: unknown): string => cause instanceof Error ? cause.message : String(cause)

const codeOf = (cause: unknown): string =>
  cause instanceof Error && "code" in cause && typeof cause.code === "string" ? cause.code : "EPROXY"

/**
 * Fails a request whose connection is silent for so long. The SDK's handler has such a deadline too, which begins three
 * seconds late. `addRequest` is what Node's client hands each request to.
 */
const watchSilence = (agent: HttpAgent, idleMillis: number): void => {
  const addRequest: unknown = Reflect.get(agent, "addRequest")
  if (typeof addRequest !== "function") return
  Reflect.set(agent, "addRequest", (request: ClientRequest, ...rest: ReadonlyArray<unknown>) => {
    watch(request, idleMillis)
    return Reflect.apply(addRequest, agent, [request, ...rest])
  })
}

const watch = (request: ClientRequest, idleMillis: number): void => {
  let response: IncomingMessage | undefined
  request.once("response", (answer) => {
    response = answer
  })
  request.once("socket", (socket: Socket) => {
    const onSilence = () => {
      const error = Object.assign(new Error(`no byte came for ${idleMillis} ms`), { name: "TimeoutError" })
      response?.destroy(error)
      request.destroy(error)
    }
    const begin = () => socket.setTimeout(idleMillis)
    if (socket.connecting) socket.once("connect", begin)
    else begin()
    socket.on("timeout", onSilence)
    request.once("close", () => {
      socket.off("timeout", onSilence)
      socket.off("connect", begin)
      socket.setTimeout(0)
    })
  })
}
