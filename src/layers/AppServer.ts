/** Serves a built app on loopback: files as they are, every other address the app's `index.html`. */
// @effect-diagnostics nodeBuiltinImport:off - the server's own sockets must be closed when the app is no longer served
import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import { Context, Effect, Layer, Predicate, type Scope } from "effect"
import * as HttpServer from "effect/http/HttpServer"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import * as HttpStaticServer from "effect/http/HttpStaticServer"
import { createServer } from "node:http"
import { AppNotServed } from "../domain/Errors.ts"

export class AppServer extends Context.Service<AppServer, {
  /**
   * Serves a folder until the scope ends; gives the origin: `http://127.0.0.1:4173`.
   * @param port - 0 for one that is free
   */
  readonly serve: (folder: string, port: number) => Effect.Effect<string, AppNotServed, Scope.Scope>
}>()("dpg/layers/AppServer") {
  static readonly layer: Layer.Layer<AppServer> = Layer.effect(
    AppServer,
    Effect.gen(function*() {
      const services = yield* Effect.context<Layer.Success<typeof NodeHttpServer.layerHttpServices>>()
      return AppServer.of({
        serve: (folder, port) => Effect.provide(serve(folder, port), services)
      })
    })
  ).pipe(Layer.provide(NodeHttpServer.layerHttpServices))
}

const serve = Effect.fn("AppServer.serve")(function*(folder: string, port: number) {
  const node = createServer()
  const server = yield* NodeHttpServer.make(() => node, { host: "127.0.0.1", port, disablePreemptiveShutdown: true })
    .pipe(
      Effect.mapError(({ cause }) =>
        new AppNotServed({ port, code: Predicate.hasProperty(cause, "code") ? String(cause.code) : String(cause) })
      )
    )
  // Runs before the server's own finalizer, which would wait for the browsers to hang up.
  yield* Effect.addFinalizer(() => Effect.sync(() => node.closeAllConnections()))
  const files = yield* HttpStaticServer.make({ root: folder, spa: true, cacheControl: "no-cache" }).pipe(
    Effect.mapError((error) => new AppNotServed({ port, code: error.reason._tag }))
  )
  const handle = Effect.catchCause(files, () => Effect.succeed(HttpServerResponse.text("Not found", { status: 404 })))
  yield* HttpServer.serveEffect(handle).pipe(Effect.provideService(HttpServer.HttpServer, server))
  return HttpServer.formatAddress(server.address)
})
