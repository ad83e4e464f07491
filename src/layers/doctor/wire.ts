// @effect-diagnostics nodeBuiltinImport:off - the AWS SDK's handler gives Node's streams
import type { NodeHttpHandler } from "@smithy/node-http-handler"
import { Clock, DateTime, Duration, Effect, Option } from "effect"
import { Readable } from "node:stream"
import { text as textOf } from "node:stream/consumers"
import type { AppConfig } from "../AppConfig.ts"
import { agentsFor } from "../network/agents.ts"
import { endpointOf } from "./route.ts"

/** What came back: its head, and its body as text. */
export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
}

type HttpRequest = Parameters<NodeHttpHandler["handle"]>[0]

/** Nobody waits longer for a line of a diagnosis. */
const patience = "10 seconds"

/** One request outside of the SDK's clients, by the same proxies and authorities; `undefined` where nothing came back. */
export const send = Effect.fnUntraced(
  function*(
    config: AppConfig["Service"],
    request: {
      readonly method: string
      readonly url: URL
      readonly headers: Readonly<Record<string, string>>
      readonly body?: string
    }
  ) {
    const { headers, method, url } = request
    const connectionTimeout = Duration.toMillis(config.connectTimeout)
    const agents = yield* agentsFor(url, config.network, connectionTimeout)
    const handler = yield* Effect.acquireRelease(
      Effect.promise(() => import("@smithy/node-http-handler")).pipe(
        Effect.map((sdk) => new sdk.NodeHttpHandler({ connectionTimeout, ...agents }))
      ),
      (open) => Effect.sync(() => open.destroy())
    )
    const message: HttpRequest = {
      method,
      protocol: url.protocol,
      hostname: url.hostname,
      ...(url.port !== "" && { port: Number(url.port) }),
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      headers: { host: url.host, ...headers },
      ...(request.body !== undefined && { body: request.body }),
      clone: () => message
    }
    return yield* Effect.tryPromise((abortSignal) =>
      handler.handle(message, { abortSignal }).then(({ response }) =>
        textOf(response.body instanceof Readable ? response.body : Readable.from([])).then((text): Reply => ({
          status: response.statusCode,
          headers: response.headers,
          text
        }))
      )
    )
  },
  Effect.scoped,
  Effect.timeout(patience),
  Effect.orElseSucceed(() => undefined)
)

/** This machine's time less AWS's, in milliseconds, by the `Date` of an answer; `undefined` where none came. */
export const skewOf = Effect.fnUntraced(function*(config: AppConfig["Service"]) {
  const reply = yield* send(config, { method: "GET", url: endpointOf(config), headers: {} })
  const now = yield* Clock.currentTimeMillis
  return Option.match(DateTime.make(reply?.headers["date"] ?? ""), {
    onNone: () => undefined,
    onSome: (date) => now - DateTime.toEpochMillis(date)
  })
})
