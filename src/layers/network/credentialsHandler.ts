/** How the SDK's own clients (STS, SSO) reach AWS: by the same proxies, trusting the same authorities as the calls. */
import type { NodeHttpHandler } from "@smithy/node-http-handler"
import { Effect, type FileSystem } from "effect"
import { agentsFor } from "./agents.ts"
import { authoritySettings, proxySettings } from "./settings.ts"

/** What the SDK's providers take; empty where the environment asks for nothing. */
export interface ClientConfig {
  readonly clientConfig?: { readonly requestHandler: NodeHttpHandler }
}

/** Long enough for a sign-in; the providers themselves are bounded. */
const idleMillis = 60_000
const connectMillis = 10_000

export const credentialsClient: Effect.Effect<ClientConfig, never, FileSystem.FileSystem> = Effect.gen(function*() {
  const proxies = yield* proxySettings
  // A bad file is `AppConfig`'s to report.
  const authorities = yield* Effect.orElseSucceed(authoritySettings, () => undefined)
  const proxied = [proxies.https, proxies.http, proxies.all].some((variable) => variable !== undefined)
  if (!proxied && authorities === undefined) return {}
  const { NodeHttpHandler } = yield* Effect.promise(() => import("@smithy/node-http-handler"))
  const run = Effect.runPromiseWith(yield* Effect.context())

  const handlerFor = (host: URL) =>
    Effect.map(
      agentsFor(host, { proxies, authorities }, idleMillis),
      (agents) => new NodeHttpHandler({ connectionTimeout: connectMillis, socketTimeout: 0, ...agents })
    )

  /** One handler for each host: whether a proxy stands before it is the host's affair. */
  class ByHost extends NodeHttpHandler {
    readonly handlers = new Map<string, Promise<NodeHttpHandler>>()

    override handle(
      ...[request, options]: Parameters<NodeHttpHandler["handle"]>
    ): ReturnType<NodeHttpHandler["handle"]> {
      const port = request.port === undefined ? "" : `:${request.port}`
      const origin = `${request.protocol}//${request.hostname}${port}`
      const handler = this.handlers.get(origin) ?? run(handlerFor(new URL(origin)))
      this.handlers.set(origin, handler)
      return handler.then((inner) => inner.handle(request, options))
    }
  }
  return { clientConfig: { requestHandler: new ByHost() } }
})
