/** Proxies and certificate authorities, over real sockets on this machine: settings in, calls out. */
import * as NodeFileSystem from "@effect/platform-node/NodeFileSystem"
import { assert, describe, it } from "@effect/vitest"
import { ConfigProvider, Effect, Layer, Redacted, Schedule } from "effect"
import { writeFileSync } from "node:fs"
import type { ServerResponse } from "node:http"
import { join } from "node:path"
import { inspect } from "node:util"
import { AppConfig } from "../../../src/layers/AppConfig.ts"
import { BedrockRuntime } from "../../../src/layers/BedrockRuntime.ts"
import { Credentials } from "../../../src/layers/Credentials.ts"
import { homeSettings, withProcess } from "../../support/awsHome.ts"
import { json, serve } from "../../support/awsServer.ts"
import { freePort } from "../../support/redisServer.ts"
import { certificates, hostname, secureServer, testProxy } from "../../support/tls.ts"

const modelId = "global.anthropic.claude-opus-4-6-v1"
const reply = {
  output: { message: { role: "assistant", content: [{ text: "hi" }] } },
  stopReason: "end_turn",
  usage: { inputTokens: 3, outputTokens: 1, totalTokens: 4 }
}
const answered = (_: unknown, response: ServerResponse) => json(response, 200, reply)

const keys = Credentials.layerStatic({ accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: Redacted.make("secret") })

/** What this environment makes of some calls, one after the other. */
const calling = (environment: Readonly<Record<string, string>>, times = 1) =>
  BedrockRuntime.use((runtime) =>
    Effect.forEach(
      Array.from({ length: times }),
      () => runtime.converse({ modelId, messages: [{ role: "user", content: [{ text: "hello" }] }] })
    )
  ).pipe(
    Effect.provide(
      BedrockRuntime.layer.pipe(
        Layer.provide([AppConfig.layer, keys]),
        Layer.provide([
          NodeFileSystem.layer,
          ConfigProvider.layer(ConfigProvider.fromUnknown({ HOME: "/nowhere", ...environment }))
        ])
      )
    )
  )

const failing = (environment: Readonly<Record<string, string>>) => Effect.flip(calling(environment))

/** A server for a name that only the proxy knows, and the environment to reach it. */
const behind = Effect.fnUntraced(function*(proxyAt: string) {
  const tls = yield* certificates
  const server = yield* secureServer(tls, answered)
  const environment = {
    AWS_ENDPOINT_URL_BEDROCK_RUNTIME: `https://${hostname}:${server.port}`,
    AWS_CA_BUNDLE: tls.authority,
    HTTPS_PROXY: proxyAt
  }
  return { server, environment, tls }
})

describe("a proxy", () => {
  it.live("is tunnelled through, with one connection for many calls", () =>
    Effect.gen(function*() {
      const proxy = yield* testProxy()
      const { environment, server } = yield* behind(`http://127.0.0.1:${proxy.port}`)
      const answers = yield* calling(environment, 5)
      assert.lengthOf(answers, 5)
      assert.deepStrictEqual(proxy.seen, [`CONNECT ${hostname}:${server.port}`])
      assert.deepStrictEqual([proxy.sockets.length, server.sockets.length], [1, 1])
      // The proxy is told nothing of the request.
      assert.deepStrictEqual(proxy.credentials, [undefined])
    }))

  it.live("gets its name and password, which nobody else sees", () =>
    Effect.gen(function*() {
      const proxy = yield* testProxy(200, "user:s3cret/@")
      const { environment } = yield* behind(`http://user:s3cret%2F%40@127.0.0.1:${proxy.port}`)
      yield* calling(environment)
      const settings = yield* AppConfig.use(Effect.succeed).pipe(
        Effect.provide(AppConfig.layer),
        Effect.provide([NodeFileSystem.layer, ConfigProvider.layer(ConfigProvider.fromUnknown(environment))])
      )
      assert.notInclude(inspect(settings, { depth: 9 }) + JSON.stringify(settings), "s3cret")
    }))

  it.live("that asks for a password says so", () =>
    Effect.gen(function*() {
      const proxy = yield* testProxy(200, "user:s3cret")
      const { environment, server } = yield* behind(`http://user:wrong-one@127.0.0.1:${proxy.port}`)
      const error = yield* failing(environment)
      assert.deepInclude(error, { _tag: "NetworkFailed", code: "HTTP 407", proxy: `127.0.0.1:${proxy.port}` })
      assert.strictEqual(
        error.message,
        `Bedrock could not be reached through the proxy 127.0.0.1:${proxy.port} (HTTP 407): it answered 407 to CONNECT`
      )
      assert.include(error.hint, "HTTPS_PROXY")
      assert.notInclude(inspect(error, { depth: 9, showHidden: true }), "wrong-one")
      assert.lengthOf(server.sockets, 0)
    }))

  for (const status of [403, 502]) {
    it.live(`that refuses with ${status} is named`, () =>
      Effect.gen(function*() {
        const proxy = yield* testProxy(status)
        const { environment } = yield* behind(`http://127.0.0.1:${proxy.port}`)
        const error = yield* failing(environment)
        assert.deepInclude(error, {
          _tag: "NetworkFailed",
          code: `HTTP ${status}`,
          proxy: `127.0.0.1:${proxy.port}`
        })
        assert.include(error.hint, "NO_PROXY")
      }))
  }

  it.live("that is away is named, without its password", () =>
    Effect.gen(function*() {
      const port = yield* freePort
      const { environment } = yield* behind(`http://user:s3cret@127.0.0.1:${port}`)
      const error = yield* failing(environment)
      assert.deepInclude(error, { _tag: "NetworkFailed", code: "ECONNREFUSED", proxy: `127.0.0.1:${port}` })
      assert.notInclude(inspect(error, { depth: 9, showHidden: true }) + error.message, "s3cret")
    }))

  it.live("that does not answer is let go of at the connect deadline", () =>
    Effect.gen(function*() {
      const proxy = yield* testProxy(0)
      const { environment } = yield* behind(`http://127.0.0.1:${proxy.port}`)
      const error = yield* failing({ ...environment, BEDROCK_CONNECT_TIMEOUT: "0.3" })
      assert.deepInclude(error, { _tag: "TimedOut", deadline: "connect", afterMillis: 300 })
      yield* closed(proxy.sockets[0])
    }))

  it.live("is passed by where NO_PROXY says so, and for loopback always", () =>
    Effect.gen(function*() {
      const proxy = yield* testProxy()
      const { environment } = yield* behind(`http://127.0.0.1:${proxy.port}`)
      // Nobody but the proxy knows the name.
      const error = yield* failing({ ...environment, NO_PROXY: ".dpg.test" })
      assert.strictEqual(error._tag, "NetworkFailed")
      assert.notProperty(error, "proxy")
      const server = yield* serve(answered)
      yield* calling({ AWS_ENDPOINT_URL: server.url, HTTP_PROXY: environment.HTTPS_PROXY, ALL_PROXY: "http://x" })
      assert.lengthOf(proxy.seen, 0)
    }))

  it.live("of plain HTTP takes the whole URL", () =>
    Effect.gen(function*() {
      const proxy = yield* testProxy(407)
      const error = yield* failing({
        AWS_ENDPOINT_URL: `http://${hostname}:8080`,
        http_proxy: `http://127.0.0.1:${proxy.port}`
      })
      assert.strictEqual(proxy.seen[0]?.startsWith(`POST http://${hostname}:8080/model/`), true)
      assert.deepInclude(error, { _tag: "NetworkFailed", code: "HTTP 407" })
    }))

  it.live("that is none is a setting that makes no sense", () =>
    Effect.gen(function*() {
      const error = yield* failing({ ALL_PROXY: "socks5://user:s3cret@proxy:1080" })
      assert.deepInclude(error, { _tag: "ConfigInvalid", key: "ALL_PROXY", value: "" })
      assert.notInclude(error.message + error.hint, "s3cret")
    }))
})

describe("a certificate", () => {
  it.live("of an authority in AWS_CA_BUNDLE or NODE_EXTRA_CA_CERTS is trusted", () =>
    Effect.gen(function*() {
      const tls = yield* certificates
      const server = yield* secureServer(tls, answered)
      const AWS_ENDPOINT_URL = `https://127.0.0.1:${server.port}`
      yield* calling({ AWS_ENDPOINT_URL, AWS_CA_BUNDLE: tls.authority })
      yield* calling({ AWS_ENDPOINT_URL, NODE_EXTRA_CA_CERTS: tls.authority })
      assert.lengthOf(server.sockets, 2)
    }))

  it.live("of an authority that nobody named is refused, and AWS_CA_BUNDLE named", () =>
    Effect.gen(function*() {
      const server = yield* secureServer(yield* certificates, answered)
      const error = yield* failing({ AWS_ENDPOINT_URL: `https://127.0.0.1:${server.port}` })
      assert.deepInclude(error, { _tag: "NetworkFailed", code: "UNABLE_TO_VERIFY_LEAF_SIGNATURE" })
      assert.include(error.hint, "AWS_CA_BUNDLE")
    }))

  it.live("for another name is refused, whoever signed it", () =>
    Effect.gen(function*() {
      const tls = yield* certificates
      const server = yield* secureServer(tls, answered)
      const error = yield* failing({
        AWS_ENDPOINT_URL: `https://localhost:${server.port}`,
        AWS_CA_BUNDLE: tls.authority
      })
      assert.deepInclude(error, { _tag: "NetworkFailed", code: "ERR_TLS_CERT_ALTNAME_INVALID" })
    }))

  for (const key of ["AWS_CA_BUNDLE", "NODE_EXTRA_CA_CERTS"]) {
    it.live(`file in ${key} that is not there, or no certificate, is named`, () =>
      Effect.gen(function*() {
        const { directory } = yield* certificates
        const at = (name: string, text: string) => {
          writeFileSync(join(directory, name), text)
          return join(directory, name)
        }
        const broken = "-----BEGIN CERTIFICATE-----\nbm90IG9uZQ==\n-----END CERTIFICATE-----\n"
        for (
          const [file, reason] of [
            [join(directory, "missing.pem"), "which is not there"],
            [directory, "which cannot be read"],
            [at("empty.pem", ""), "which holds no certificate"],
            [at("broken.pem", broken), "whose certificate 1 cannot be read"]
          ] as const
        ) {
          const error = yield* failing({ [key]: file })
          assert.deepInclude(error, { _tag: "ConfigInvalid", key })
          assert.include(error.message, `${key} names ${file}, ${reason}`)
        }
      }))
  }
})

describe("the calls that fetch credentials", () => {
  const assumed = "<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIAROLE123456789012</AccessKeyId>" +
    "<SecretAccessKey>s</SecretAccessKey><SessionToken>role-token</SessionToken>" +
    "<Expiration>2999-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>"

  it.live("go through the same proxy and trust the same authority", () =>
    Effect.gen(function*() {
      const tls = yield* certificates
      const proxy = yield* testProxy(200, "user:s3cret")
      const sts = yield* secureServer(tls, (_, response) => {
        response.writeHead(200, { "content-type": "text/xml" }).end(assumed)
      })
      const files = {
        credentials: "[work]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = secret\n",
        config:
          "[profile role]\nrole_arn = arn:aws:iam::123456789012:role/r\nsource_profile = work\nregion = eu-west-1\n"
      }
      const environment = {
        AWS_PROFILE: "role",
        AWS_CA_BUNDLE: tls.authority,
        HTTPS_PROXY: `http://user:s3cret@127.0.0.1:${proxy.port}`
      }
      const identity = yield* withProcess(
        { AWS_ENDPOINT_URL_STS: `https://${hostname}:${sts.port}` },
        Credentials.use(({ provider }) => Effect.promise(provider)).pipe(
          Effect.provide(
            Credentials.layer.pipe(Layer.provide(homeSettings(files, environment)), Layer.provide(NodeFileSystem.layer))
          )
        )
      )
      assert.strictEqual(identity.sessionToken, "role-token")
      assert.deepStrictEqual(proxy.seen, [`CONNECT ${hostname}:${sts.port}`])
    }))
})

/** Waits for the other end to be gone. */
const closed = (socket: { readonly closed: boolean } | undefined) =>
  Effect.suspend(() => socket?.closed === true ? Effect.void : Effect.fail("still open")).pipe(
    Effect.retry({ times: 100, schedule: Schedule.spaced("10 millis") })
  )
