import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect, Fiber, Layer, Option, Redacted, Stream } from "effect"
import type { ServerResponse } from "node:http"
import { inspect } from "node:util"
import { CredentialsExpired } from "../../src/domain/Errors.ts"
import { AppConfig } from "../../src/layers/AppConfig.ts"
import { BedrockRuntime } from "../../src/layers/BedrockRuntime.ts"
import { Credentials } from "../../src/layers/Credentials.ts"
import { chunk, exception, fieldsOf, frame, json, type Seen, serve, streamHead } from "../support/awsServer.ts"
import { fullQueue } from "../support/fullQueue.ts"

const modelId = "global.anthropic.claude-opus-4-6-v1"
const bare = "anthropic.claude-opus-4-6-v1"
const secret = "a-secret-nobody-may-see"
const token = "a-token-nobody-may-see"

const keys = Credentials.layerStatic({
  accessKeyId: "AKIAIOSFODNN7EXAMPLE",
  secretAccessKey: Redacted.make(secret),
  sessionToken: Redacted.make(token)
})

const runtimeAt = (url: string, config: Partial<AppConfig["Service"]> = {}, credentials = keys) =>
  BedrockRuntime.layer.pipe(
    Layer.provide([AppConfig.layerOf({ endpoint: Option.some(new URL(url)), ...config }), credentials])
  )

const request = { modelId, messages: [{ role: "user" as const, content: [{ text: "hello" }] }] }
const raw = { modelId, contentType: "application/json", body: "{}" }

const reply = {
  output: { message: { role: "assistant", content: [{ text: "hi" }] } },
  stopReason: "end_turn",
  usage: { inputTokens: 3, outputTokens: 1, totalTokens: 4 },
  metrics: { latencyMs: 5 }
}

/** One call against a server that answers so. */
const against = <A, E>(
  handler: (seen: Seen, response: ServerResponse) => void,
  use: (runtime: BedrockRuntime["Service"]) => Effect.Effect<A, E>,
  config: Partial<AppConfig["Service"]> = {}
) =>
  Effect.gen(function*() {
    const server = yield* serve(handler)
    const result = yield* Effect.gen(function*() {
      return yield* Effect.result(use(yield* BedrockRuntime))
    }).pipe(Effect.provide(runtimeAt(server.url, config)))
    return { result, server }
  })

const failing = (
  handler: (seen: Seen, response: ServerResponse) => void,
  config: Partial<AppConfig["Service"]> = {},
  id: string = modelId
) =>
  Effect.gen(function*() {
    const { result, server } = yield* against(
      handler,
      (runtime) => runtime.converse({ ...request, modelId: id }),
      config
    )
    assert.strictEqual(result._tag, "Failure")
    if (result._tag !== "Failure") throw new Error("it succeeded")
    return { error: result.failure, server }
  })

const refusing = (status: number, name: string, message: string, id: string = modelId) =>
  Effect.map(failing((_, response) => exception(response, status, name, message), {}, id), ({ error }) => error)

const collect = (runtime: BedrockRuntime["Service"]) =>
  Effect.flatMap(runtime.converseStream(request), ({ value }) => Stream.runCollect(value))

const collectRaw = (runtime: BedrockRuntime["Service"]) =>
  Effect.flatMap(runtime.invokeModelStream(raw), ({ value }) => Stream.runCollect(value))

describe("a call", () => {
  it.effect("is signed, over HTTP/1.1, and its answer carries the request id", () =>
    Effect.gen(function*() {
      const { result, server } = yield* against(
        (_, response) => json(response, 200, reply),
        (runtime) => runtime.converse(request)
      )
      assert.strictEqual(result._tag, "Success")
      if (result._tag !== "Success") return
      assert.strictEqual(result.success.requestId, "req-1")
      assert.strictEqual(result.success.value.output?.message?.content?.[0]?.text, "hi")
      const [seen] = server.seen
      assert.strictEqual(seen?.url, `/model/${modelId}/converse`)
      assert.match(String(seen?.headers.authorization), /^AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE\//)
      assert.strictEqual(seen?.headers["x-amz-security-token"], token)
    }))

  it.effect("is signed even where a bearer token is in the environment", () =>
    Effect.gen(function*() {
      yield* Effect.acquireRelease(
        Effect.sync(() => {
          process.env["AWS_BEARER_TOKEN_BEDROCK"] = "bearer"
        }),
        () =>
          Effect.sync(() => {
            delete process.env["AWS_BEARER_TOKEN_BEDROCK"]
          })
      )
      const { server } = yield* against(
        (_, response) => json(response, 200, reply),
        (runtime) => runtime.converse(request)
      )
      assert.match(String(server.seen[0]?.headers.authorization), /^AWS4-HMAC-SHA256/)
    }))

  it.effect("reuses the connection, and lets it go with the scope", () =>
    Effect.gen(function*() {
      const { server } = yield* against(
        (_, response) => json(response, 200, reply),
        (runtime) => Effect.all([runtime.converse(request), runtime.converse(request), runtime.converse(request)])
      )
      assert.strictEqual(server.seen.length, 3)
      assert.strictEqual(server.sockets.length, 1)
      yield* closed(server.sockets[0])
    }))

  it.effect("to a raw model passes the body on", () =>
    Effect.gen(function*() {
      const { result, server } = yield* against(
        (_, response) => json(response, 200, { text: "raw" }),
        (runtime) => runtime.invokeModel({ ...raw, body: "{\"a\":1}" })
      )
      assert.strictEqual(server.seen[0]?.url, `/model/${modelId}/invoke`)
      assert.strictEqual(server.seen[0]?.body, "{\"a\":1}")
      assert.strictEqual(result._tag, "Success")
      if (result._tag === "Success") {
        assert.strictEqual(new TextDecoder().decode(result.success.value.body), "{\"text\":\"raw\"}")
      }
    }))

  it.live("that is interrupted closes its socket", () =>
    Effect.gen(function*() {
      const server = yield* serve(() => undefined)
      yield* Effect.gen(function*() {
        const runtime = yield* BedrockRuntime
        const fiber = yield* Effect.forkChild(runtime.converse(request))
        yield* until(() => server.seen.length === 1)
        yield* Fiber.interrupt(fiber)
        yield* closed(server.sockets[0])
      }).pipe(Effect.provide(runtimeAt(server.url)))
    }))

  it.effect("is attempted once only", () =>
    Effect.gen(function*() {
      for (const [status, name] of [[429, "ThrottlingException"], [500, "InternalServerException"]] as const) {
        const { server } = yield* failing((_, response) => exception(response, status, name, "no"))
        assert.strictEqual(server.seen.length, 1)
      }
    }))
})

describe("credentials", () => {
  const askedAnew = (provider: () => Promise<{ readonly accessKeyId: string; readonly secretAccessKey: string }>) =>
    Layer.succeed(Credentials, {
      auth: { scheme: "sigv4", why: "the test" },
      provider,
      source: "the test",
      refresh: Effect.void,
      warnings: []
    })

  it.effect("are asked for at each call, so that a refresh counts at once", () =>
    Effect.gen(function*() {
      const server = yield* serve((_, response) => json(response, 200, reply))
      let calls = 0
      const counting = askedAnew(() => {
        calls++
        return Promise.resolve({ accessKeyId: `AKIA${calls}`, secretAccessKey: secret })
      })
      yield* Effect.gen(function*() {
        const runtime = yield* BedrockRuntime
        yield* runtime.converse(request)
        yield* runtime.converse(request)
      }).pipe(Effect.provide(runtimeAt(server.url, {}, counting)))
      const used = server.seen.map(({ headers }) => /Credential=(\w+)/.exec(String(headers.authorization))?.[1])
      assert.deepStrictEqual(new Set(used).size, 2)
    }))

  it.effect("that cannot be had keep their own error", () =>
    Effect.gen(function*() {
      const expired = new CredentialsExpired({ source: "the test", detail: "long ago" })
      const error = yield* Effect.gen(function*() {
        return yield* Effect.flip((yield* BedrockRuntime).converse(request))
      }).pipe(Effect.provide(runtimeAt("http://127.0.0.1:9", {}, askedAnew(() => Promise.reject(expired)))))
      assert.strictEqual(error, expired)
    }))
})

describe("failures by name and status", () => {
  const table: ReadonlyArray<readonly [number, string, string, object]> = [
    [429, "ThrottlingException", "Too many tokens, please wait before trying again.", {
      _tag: "Throttled",
      exception: "ThrottlingException"
    }],
    [400, "ThrottlingException", "Too many requests", { _tag: "Throttled" }],
    [429, "ModelNotReadyException", "loading", { _tag: "Throttled", exception: "ModelNotReadyException" }],
    [429, "", "who knows", { _tag: "Throttled", exception: "HTTP 429" }],
    [400, "ServiceQuotaExceededException", "quota", { _tag: "QuotaExceeded" }],
    [500, "InternalServerException", "oops", { _tag: "ServiceFailed", status: 500 }],
    [503, "ServiceUnavailableException", "down", { _tag: "ServiceFailed", status: 503 }],
    [502, "", "Bad gateway", { _tag: "ServiceFailed", exception: "HTTP 502", status: 502 }],
    [408, "ModelTimeoutException", "slow", { _tag: "ModelTimedOut" }],
    [404, "ResourceNotFoundException", "no such model", { _tag: "ModelNotFound" }],
    [400, "ValidationException", "The provided model identifier is invalid.", { _tag: "ModelNotFound" }],
    [400, "ValidationException", "Too many tokens in the prompt", { _tag: "InvalidRequest" }],
    [400, "ConflictException", "conflict", { _tag: "InvalidRequest" }],
    [418, "TeapotException", "short and stout", { _tag: "InvalidRequest" }],
    [403, "ExpiredTokenException", "The security token included in the request is expired", {
      _tag: "CredentialsExpired",
      source: "keys given by the program"
    }],
    [403, "UnrecognizedClientException", "The security token included in the request is invalid.", {
      _tag: "AccessDenied",
      exception: "UnrecognizedClientException"
    }],
    [403, "MissingAuthenticationTokenException", "Missing Authentication Token", {
      _tag: "AccessDenied",
      exception: "MissingAuthenticationTokenException"
    }],
    [403, "AccessDeniedException", "You don't have access to the model with the specified model ID.", {
      _tag: "ModelAccessNotEnabled"
    }],
    [
      403,
      "AccessDeniedException",
      "not authorized to perform the required AWS Marketplace actions (aws-marketplace:Subscribe)",
      {
        _tag: "ModelAccessNotEnabled"
      }
    ],
    [
      403,
      "AccessDeniedException",
      "User: arn:aws:sts::123456789012:assumed-role/use-case-aws-marketplace/x is not authorized to perform: bedrock:InvokeModel on resource: arn:aws:bedrock:us-east-1::foundation-model/m",
      { _tag: "AccessDenied" }
    ],
    [404, "ResourceNotFoundException", "Model use case details have not been submitted for this account.", {
      _tag: "ModelAccessNotEnabled"
    }]
  ]
  for (const [status, name, message, expected] of table) {
    it.effect(`${status} ${name} "${message.slice(0, 40)}"`, () =>
      Effect.gen(function*() {
        const error = yield* refusing(status, name, message)
        assert.deepInclude(fieldsOf(error), expected)
        assert.include(error.message + ("detail" in error ? error.detail : ""), message)
        if (error._tag !== "CredentialsExpired") assert.deepInclude(fieldsOf(error), { requestId: "req-1", modelId })
      }))
  }

  it.effect("AccessDenied holds action and resource, parsed from AWS's words", () =>
    Effect.gen(function*() {
      const arn = "arn:aws:bedrock:eu-west-1:123456789012:inference-profile/eu.anthropic.claude-opus-4-6-v1"
      const error = yield* refusing(
        403,
        "AccessDeniedException",
        `User: arn:aws:iam::123456789012:user/u is not authorized to perform: bedrock:InvokeModelWithResponseStream on resource: ${arn} because no identity-based policy allows it`
      )
      assert.deepInclude(fieldsOf(error), { action: "bedrock:InvokeModelWithResponseStream", resource: arn })
      assert.include("hint" in error ? error.hint : "", arn)
    }))

  it.effect("AccessDenied builds them where AWS is silent", () =>
    Effect.gen(function*() {
      assert.deepInclude(fieldsOf(yield* refusing(403, "AccessDeniedException", "no", bare)), {
        action: "bedrock:InvokeModel",
        resource: `arn:aws:bedrock:us-east-1::foundation-model/${bare}`
      })
      assert.deepInclude(fieldsOf(yield* refusing(403, "AccessDeniedException", "no")), {
        resource: `arn:aws:bedrock:us-east-1:*:inference-profile/${modelId}`
      })
    }))

  it.effect("InferenceProfileRequired names the profiles of the Region", () =>
    Effect.gen(function*() {
      const error = yield* refusing(
        400,
        "ValidationException",
        `Invocation of model ID ${bare} with on-demand throughput isn’t supported. Retry your request with the ID or ARN of an inference profile that contains this model.`,
        bare
      )
      assert.deepInclude(fieldsOf(error), {
        _tag: "InferenceProfileRequired",
        profiles: [`us.${bare}`, `global.${bare}`]
      })
    }))

  it.effect("ModelErrorException holds the model's own status", () =>
    Effect.gen(function*() {
      const { error } = yield* failing((_, response) =>
        json(response, 424, { message: "bad", originalStatusCode: 500 }, { "x-amzn-errortype": "ModelErrorException" })
      )
      assert.deepInclude(fieldsOf(error), { _tag: "ServiceFailed", exception: "ModelErrorException", status: 500 })
    }))

  it.effect("Retry-After, in seconds or as a date", () =>
    Effect.gen(function*() {
      const after = (headers: Record<string, string>) =>
        Effect.map(
          failing((_, response) => exception(response, 429, "ThrottlingException", "wait", headers)),
          ({ error }) => (fieldsOf(error))
        )
      assert.deepInclude(yield* after({ "retry-after": "7" }), { retryAfterMillis: 7000 })
      assert.deepInclude(
        yield* after({ date: "Wed, 21 Oct 2026 07:28:00 GMT", "retry-after": "Wed, 21 Oct 2026 07:28:30 GMT" }),
        { retryAfterMillis: 30_000 }
      )
      assert.notProperty(yield* after({}), "retryAfterMillis")
    }))

  it.effect("a proxy's page is no JSON, and is what its status says", () =>
    Effect.gen(function*() {
      const { error } = yield* failing((_, response) => {
        response.writeHead(503, { "content-type": "text/html" })
        response.end("<html>try later</html>")
      })
      assert.deepInclude(fieldsOf(error), { _tag: "ServiceFailed", exception: "HTTP 503", status: 503 })
      assert.notInclude(error.message, "inspect the hidden field")
    }))
})

describe("the network", () => {
  it.effect("nobody listens", () =>
    Effect.gen(function*() {
      const server = yield* serve(() => undefined)
      const dead = yield* Effect.scoped(Effect.map(serve(() => undefined), ({ url }) => url))
      const error = yield* Effect.gen(function*() {
        return yield* Effect.flip((yield* BedrockRuntime).converse(request))
      }).pipe(Effect.provide(runtimeAt(dead)))
      assert.deepInclude(fieldsOf(error), { _tag: "NetworkFailed", code: "ECONNREFUSED" })
      assert.strictEqual(server.seen.length, 0)
    }))

  it.effect("the connection is reset before the answer", () =>
    Effect.gen(function*() {
      const { error } = yield* failing((_, response) => response.socket?.resetAndDestroy())
      assert.deepInclude(fieldsOf(error), { _tag: "NetworkFailed", code: "ECONNRESET" })
    }))

  it.effect("the connection is reset in the middle of the answer", () =>
    Effect.gen(function*() {
      const { error } = yield* failing((_, response) => {
        response.writeHead(200, { "content-type": "application/json", "content-length": "1000" })
        response.write("{\"output\":")
        setTimeout(() => response.socket?.resetAndDestroy(), 20)
      })
      assert.deepInclude(fieldsOf(error), { _tag: "NetworkFailed", code: "ECONNRESET" })
    }))

  const brief = { readTimeout: Duration.millis(200) }

  it.live("silence before the headers passes the idle deadline", () =>
    Effect.gen(function*() {
      const { error, server } = yield* failing(() => undefined, brief)
      assert.deepInclude(fieldsOf(error), { _tag: "TimedOut", deadline: "idle", afterMillis: 200 })
      yield* closed(server.sockets[0])
    }))

  it.live("silence in the middle of the body does too", () =>
    Effect.gen(function*() {
      const { error } = yield* failing((_, response) => {
        response.writeHead(200, { "content-type": "application/json" })
        response.write("{")
      }, brief)
      assert.deepInclude(fieldsOf(error), { _tag: "TimedOut", deadline: "idle" })
    }))

  it.live("no connection passes the connect deadline", () =>
    Effect.gen(function*() {
      const url = yield* fullQueue
      const error = yield* Effect.gen(function*() {
        return yield* Effect.flip((yield* BedrockRuntime).converse(request))
      }).pipe(Effect.provide(runtimeAt(url, { connectTimeout: Duration.millis(200) })))
      assert.deepInclude(fieldsOf(error), { _tag: "TimedOut", deadline: "connect", afterMillis: 200 })
    }))
})

describe("streams", () => {
  const start = frame("messageStart", { role: "assistant" })
  const delta = frame("contentBlockDelta", { contentBlockIndex: 0, delta: { text: "hi" } })
  const stop = frame("messageStop", { stopReason: "end_turn" })
  const metadata = frame("metadata", {
    usage: { inputTokens: 3, outputTokens: 1, totalTokens: 4 },
    metrics: { latencyMs: 5 }
  })
  const streaming = (...frames: ReadonlyArray<Uint8Array>) => (_: Seen, response: ServerResponse) => {
    streamHead(response)
    for (const bytes of frames) response.write(bytes)
    response.end()
  }

  it.effect("give the events in order", () =>
    Effect.gen(function*() {
      const { result, server } = yield* against(streaming(start, delta, stop, metadata), collect)
      assert.strictEqual(result._tag, "Success")
      if (result._tag !== "Success") return
      assert.deepStrictEqual(
        result.success.map((event) => Object.keys(event)[0]),
        ["messageStart", "contentBlockDelta", "messageStop", "metadata"]
      )
      assert.strictEqual(server.seen[0]?.url, `/model/${modelId}/converse-stream`)
    }))

  it.effect("of Claude's give the JSON of each chunk", () =>
    Effect.gen(function*() {
      const events = [
        { type: "message_start" },
        { type: "content_block_delta", delta: { text: "hé" } },
        { type: "message_stop" }
      ]
      const { result } = yield* against(streaming(...events.map(chunk)), collectRaw)
      assert.strictEqual(result._tag, "Success")
      if (result._tag === "Success") assert.deepStrictEqual(result.success, events)
    }))

  const broken: ReadonlyArray<readonly [string, (seen: Seen, response: ServerResponse) => void, boolean]> = [
    ["end without messageStop", streaming(start, delta), true],
    ["end before any content", streaming(start), false],
    ["end before anything", streaming(), false],
    ["end in the middle of a frame", streaming(start, delta, stop.slice(0, 20)), true],
    ["have a wrong checksum", streaming(start, corrupted(delta)), false],
    [
      "report modelStreamErrorException",
      streaming(start, delta, frame("modelStreamErrorException", { message: "x" }, "exception")),
      true
    ],
    ["report an error frame", streaming(start, delta, frame("SomethingOdd", "x", "error")), true],
    ["are reset", (_, response) => {
      streamHead(response)
      response.write(start)
      response.write(delta)
      setTimeout(() => response.socket?.resetAndDestroy(), 50)
    }, true]
  ]
  for (const [what, handler, contentSeen] of broken) {
    it.effect(`that ${what} are broken`, () =>
      Effect.gen(function*() {
        const { result } = yield* against(handler, collect)
        assert.strictEqual(result._tag, "Failure")
        if (result._tag === "Failure") {
          assert.deepInclude(fieldsOf(result.failure), {
            _tag: "StreamBroken",
            contentSeen,
            operation: "ConverseStream"
          })
        }
      }))
  }

  it.effect("of Claude's pass over events that are no chunks", () =>
    Effect.gen(function*() {
      const { result } = yield* against(
        streaming(chunk({ type: "message_start" }), frame("ofTomorrow", { a: 1 }), chunk({ type: "message_stop" })),
        collectRaw
      )
      assert.strictEqual(result._tag, "Success")
      if (result._tag === "Success") assert.lengthOf(result.success, 2)
    }))

  it.effect("of Claude's without message_stop are broken", () =>
    Effect.gen(function*() {
      const cut = streaming(chunk({ type: "message_start" }), chunk({ type: "content_block_start" }))
      const { result } = yield* against(cut, collectRaw)
      assert.strictEqual(result._tag, "Failure")
      if (result._tag === "Failure") {
        assert.deepInclude(fieldsOf(result.failure), { _tag: "StreamBroken", contentSeen: true })
      }
    }))

  it.effect("of Claude's may hold an error event", () =>
    Effect.gen(function*() {
      const overloaded = { type: "error", error: { type: "overloaded_error", message: "Overloaded" } }
      const { result } = yield* against(streaming(chunk({ type: "message_start" }), chunk(overloaded)), collectRaw)
      assert.strictEqual(result._tag, "Failure")
      if (result._tag === "Failure") {
        assert.deepInclude(fieldsOf(result.failure), { _tag: "ServiceFailed", status: 529 })
      }
    }))

  const reported: ReadonlyArray<readonly [string, string]> = [
    ["throttlingException", "Throttled"],
    ["internalServerException", "ServiceFailed"],
    ["serviceUnavailableException", "ServiceFailed"],
    ["validationException", "InvalidRequest"],
    ["neverHeardOfException", "ServiceFailed"]
  ]
  for (const [name, tag] of reported) {
    it.effect(`report ${name} as ${tag}`, () =>
      Effect.gen(function*() {
        const handler = streaming(start, frame(name, { message: "words" }, "exception"))
        const { result } = yield* against(handler, collect)
        assert.strictEqual(result._tag, "Failure")
        if (result._tag === "Failure") assert.strictEqual(result.failure._tag, tag)
      }))
  }

  it.live("that fall silent pass the idle deadline", () =>
    Effect.gen(function*() {
      const { result } = yield* against(
        (_, response) => {
          streamHead(response)
          response.write(start)
        },
        collect,
        { readTimeout: Duration.millis(200) }
      )
      assert.strictEqual(result._tag, "Failure")
      if (result._tag === "Failure") {
        assert.deepInclude(fieldsOf(result.failure), { _tag: "TimedOut", deadline: "idle" })
      }
    }))

  it.live("whose reader is interrupted, or has enough, close their socket", () =>
    Effect.gen(function*() {
      const server = yield* serve((_, response) => {
        streamHead(response)
        response.write(start)
        response.write(delta)
      })
      yield* Effect.gen(function*() {
        const runtime = yield* BedrockRuntime
        const fiber = yield* Effect.forkChild(collect(runtime))
        yield* until(() => server.seen.length === 1)
        yield* Effect.sleep("50 millis")
        yield* Fiber.interrupt(fiber)
        yield* closed(server.sockets[0])
        const { value } = yield* runtime.converseStream(request)
        assert.strictEqual((yield* Stream.runCollect(Stream.take(value, 1))).length, 1)
        yield* closed(server.sockets[1])
      }).pipe(Effect.provide(runtimeAt(server.url)))
    }))
})

describe("secrets", () => {
  it.effect("are in no error, however it is looked at", () =>
    Effect.gen(function*() {
      const canonical =
        `The request signature we calculated does not match. The Canonical String for this request should have been 'POST\nx-amz-security-token:${token}'`
      for (
        const [status, name, message] of [
          [403, "InvalidSignatureException", canonical],
          [
            403,
            "IncompleteSignatureException",
            `Authorization=AWS4-HMAC Credential=AKIAIOSFODNN7EXAMPLE x-amz-security-token: ${token}`
          ],
          [500, "InternalServerException", "oops"],
          [404, "", "<html>"]
        ] as const
      ) {
        const error = yield* refusing(status, name, message)
        const shown = inspect(error, { showHidden: true, depth: null }) + error.message + JSON.stringify(error)
        for (const hidden of [secret, token, "AKIAIOSFODNN7EXAMPLE", "AWS4-HMAC-SHA256"]) {
          assert.notInclude(shown, hidden)
        }
      }
    }))
})

function corrupted(bytes: Uint8Array): Uint8Array {
  const copy = bytes.slice()
  copy[copy.length - 6] = (copy[copy.length - 6] ?? 0) ^ 0xff
  return copy
}

/** Waits for what a server sees in its own time. */
function until(holds: () => boolean): Effect.Effect<void> {
  return Effect.callback<void>((resume) => {
    const timer = setInterval(() => {
      if (holds()) {
        clearInterval(timer)
        resume(Effect.void)
      }
    }, 5)
    return Effect.sync(() => clearInterval(timer))
  })
}

function closed(socket: { readonly destroyed: boolean } | undefined): Effect.Effect<void> {
  return until(() => socket?.destroyed === true)
}
