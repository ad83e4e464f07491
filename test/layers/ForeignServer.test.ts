/** Answers that Bedrock would not give: of a proxy, a gateway, or something else that listens at the endpoint. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Option, Redacted, Schedule } from "effect"
import type { ServerResponse } from "node:http"
import { inspect } from "node:util"
import type { BedrockError } from "../../src/domain/Errors.ts"
import { defaultPolicy, Policy, retrySchedule } from "../../src/domain/Policy.ts"
import { AppConfig } from "../../src/layers/AppConfig.ts"
import { BedrockRuntime } from "../../src/layers/BedrockRuntime.ts"
import { ConverseClient } from "../../src/layers/ConverseClient.ts"
import { Credentials } from "../../src/layers/Credentials.ts"
import { RawClient } from "../../src/layers/RawClient.ts"
import { CallRecorder } from "../../src/testing.ts"
import { fieldsOf, json, serve } from "../support/awsServer.ts"
import { attempts, sonnet } from "../support/bedrock.ts"

/** The policy as it is, without its waits. */
const impatient = { ...defaultPolicy, retry: retrySchedule(2).pipe(Schedule.modifyDelay(() => Effect.succeed(0))) }

const clientsAt = (url: string) =>
  Layer.mergeAll(RawClient.layer, ConverseClient.layer).pipe(
    Layer.provide(BedrockRuntime.layer),
    Layer.provide([
      AppConfig.layerOf({ endpoint: Option.some(new URL(url)) }),
      Credentials.layerStatic({
        accessKeyId: "AKIAIOSFODNN7EXAMPLE",
        secretAccessKey: Redacted.make("secret"),
        sessionToken: Redacted.make(token)
      })
    ])
  )
const token = "a-token-nobody-may-see"

const raw = { modelId: sonnet, system: "", messages: [{ role: "user" as const, text: "Hello" }] }
const converse = { modelId: sonnet, messages: [{ role: "user" as const, content: [{ text: "Hello" }] }] }

const calls: Readonly<Record<string, Effect.Effect<unknown, BedrockError, RawClient | ConverseClient>>> = {
  invoke: RawClient.use((client) => client.invoke(raw)),
  invokeOnce: RawClient.use((client) => client.invokeOnce(raw)),
  converse: ConverseClient.use((client) => client.converse(converse)),
  converseOnce: ConverseClient.use((client) => client.converseOnce(converse))
}
const streamed: ReadonlySet<string> = new Set(["invoke", "converse"])

const answering =
  (status: number, body: string | Buffer, headers: Record<string, string> = {}) => (response: ServerResponse) => {
    response.writeHead(status, headers)
    response.end(body)
  }
const html = { "content-type": "text/html" }

/** Tag, requests made, and what else the error holds. */
type Expected = readonly [tag: BedrockError["_tag"], requests: number, more?: object]

const failures: ReadonlyArray<readonly [what: string, answer: (response: ServerResponse) => void, expected: Expected]> =
  [
    ["a proxy's page, 502", answering(502, "<html>Bad gateway</html>", html), ["ServiceFailed", 3, {
      exception: "HTTP 502",
      status: 502,
      detail: "an answer that is no JSON (HTTP 502)"
    }]],
    ["a proxy's page, 503, with Retry-After", answering(503, "busy", { "retry-after": "7" }), ["ServiceFailed", 3, {
      retryAfterMillis: 7000
    }]],
    ["a gateway's words, 429", answering(429, "slow down"), ["Throttled", 3, { exception: "HTTP 429" }]],
    [
      "a gateway's JSON with a numeric code",
      (response) => json(response, 503, { code: 503, message: "upstream down" }),
      [
        "ServiceFailed",
        3,
        { status: 503, detail: "upstream down" }
      ]
    ],
    ["a gateway's JSON with a code in words", (response) => json(response, 403, { code: "forbidden", message: "no" }), [
      "AccessDenied",
      1,
      { exception: "HTTP 403", detail: "no" }
    ]],
    ["a message that is no text", (response) => json(response, 500, { message: { a: 1 } }), ["ServiceFailed", 3, {
      status: 500
    }]],
    ["403 without a word", answering(403, ""), ["AccessDenied", 1, {
      exception: "HTTP 403",
      detail: "no reason given (HTTP 403)"
    }]],
    [
      "403 with the exception in its header alone",
      answering(403, "", { "x-amzn-errortype": "AccessDeniedException" }),
      [
        "AccessDenied",
        1,
        { exception: "AccessDeniedException" }
      ]
    ],
    [
      "a token that has expired, in its header alone",
      answering(403, "", { "x-amzn-errortype": "ExpiredTokenException" }),
      [
        "CredentialsExpired",
        2
      ]
    ],
    ["413 of a proxy", answering(413, "<html>too large</html>", html), ["InvalidRequest", 1]],
    ["a redirect", answering(302, "", { location: "http://127.0.0.1:9/" }), ["ServiceFailed", 1, { status: 302 }]]
  ]

/** 200 all the same: no answer for `…Once`, and for the others a stream that broke before it began. */
const lies: ReadonlyArray<readonly [what: string, answer: (response: ServerResponse) => void]> = [
  ["an empty body", answering(200, "")],
  ["no content, 204", answering(204, "")],
  ["a page to sign in", answering(200, "<html>Sign in</html>", html)],
  ["JSON of another kind", (response) => json(response, 200, { hello: 1 })],
  ["a JSON list", (response) => json(response, 200, [1])],
  ["JSON null", (response) => json(response, 200, null)],
  ["content that is no list", (response) => json(response, 200, reply("x"))],
  ["a block that is none", (response) => json(response, 200, reply([null]))],
  ["a text that is none", (response) => json(response, 200, reply([{ type: "text", text: 5 }]))],
  [
    "counts that are none",
    (response) => json(response, 200, { ...reply([]), usage: { inputTokens: "x", input_tokens: "x" } })
  ]
]
const reply = (content: unknown) => ({
  output: { message: { role: "assistant", content } },
  stopReason: "end_turn",
  content,
  stop_reason: "end_turn",
  usage: {}
})

const check = Effect.fnUntraced(function*(
  call: Effect.Effect<unknown, BedrockError, RawClient | ConverseClient>,
  answer: (response: ServerResponse) => void,
  [tag, requests, more]: Expected
) {
  const server = yield* serve((_, response) => answer(response))
  yield* Effect.gen(function*() {
    const error = yield* Effect.flip(call)
    assert.deepInclude(fieldsOf(error), { _tag: tag, ...more })
    assert.strictEqual(server.seen.length, requests)
    assert.deepStrictEqual((yield* attempts).map(({ error }) => error?.tag), Array(requests).fill(tag))
  }).pipe(
    Effect.provide([clientsAt(server.url), CallRecorder.layer]),
    Effect.provideService(Policy, impatient)
  )
})

for (const [name, call] of Object.entries(calls)) {
  describe(`the answer of ${name}`, () => {
    for (const [what, answer, expected] of failures) {
      it.live(`${what} is ${expected[0]}`, () => check(call, answer, expected))
    }
    for (const [what, answer] of lies) {
      it.live(`${what} is never a success`, () =>
        check(
          call,
          answer,
          streamed.has(name) ? ["StreamBroken", 3, { contentSeen: false }] : ["ServiceFailed", 1, { status: 200 }]
        ))
    }
  })
}

describe("secrets", () => {
  it.live("that a server sends back are in no error", () =>
    Effect.gen(function*() {
      const echoes = [
        `bad headers: {"x-amz-security-token":"${token}","authorization":"AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/x, Signature=abcdef0123"}`,
        `Authorization: Bearer ${token}`,
        `'Bearer ${token}' not a valid key=value pair (missing equal-sign) in Authorization header: 'Bearer ${token}'.`,
        `x-amz-security-token = ${token}; try again`
      ]
      for (const message of echoes) {
        for (const [status, name] of [[400, "ValidationException"], [403, "IncompleteSignatureException"]] as const) {
          const server = yield* serve((_, response) =>
            json(response, status, { message }, { "x-amzn-errortype": name })
          )
          const error = yield* ConverseClient.use((client) => Effect.flip(client.converseOnce(converse))).pipe(
            Effect.provide(clientsAt(server.url))
          )
          const shown = inspect(error, { showHidden: true, depth: null }) + error.message
          for (const hidden of [token, "AKIAIOSFODNN7EXAMPLE", "abcdef0123"]) assert.notInclude(shown, hidden, message)
        }
      }
    }))
})

describe("a storm", () => {
  it.live("of 300 calls that are all throttled makes three requests a call", () =>
    Effect.gen(function*() {
      const server = yield* serve((_, response) =>
        json(response, 429, { message: "wait" }, { "x-amzn-errortype": "ThrottlingException" })
      )
      yield* Effect.gen(function*() {
        const errors = yield* Effect.forEach(
          Array.from({ length: 300 }, (_, index) => index % 2 === 0 ? calls["converse"] : calls["invokeOnce"]),
          (call) => call === undefined ? Effect.die("no such call") : Effect.flip(call),
          { concurrency: "unbounded" }
        )
        assert.deepStrictEqual(new Set(errors.map(({ _tag }) => _tag)), new Set(["Throttled"]))
        assert.strictEqual(server.seen.length, 900)
        const recorded = yield* attempts
        assert.lengthOf(recorded, 900)
        assert.strictEqual(new Set(recorded.map(({ callId }) => callId)).size, 300)
      }).pipe(
        Effect.provide([clientsAt(server.url), CallRecorder.layer]),
        Effect.provideService(Policy, {
          ...defaultPolicy,
          retry: retrySchedule(2).pipe(Schedule.modifyDelay(() => Effect.succeed("5 millis")))
        })
      )
    }))
})
