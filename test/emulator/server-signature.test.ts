import * as Sdk from "@aws-sdk/client-bedrock-runtime"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Redacted } from "effect"
import { BedrockEmulator } from "../../src/emulator/BedrockEmulator.ts"
import { layerEcho } from "../../src/emulator/ScriptedModel.ts"
import { type EmulatorCredentials, exampleCredentials, type SessionTokenSeen } from "../../src/emulator/Signature.ts"
import { asked, attempt, sdkClient, send, signedRequest, sonnet, type Wire } from "../support/emulator.ts"

const temporary: EmulatorCredentials = {
  accessKeyId: "ASIAIOSFODNN7EXAMPLE",
  secretAccessKey: Redacted.make("a secret/with+marks="),
  sessionToken: Redacted.make("a-session-token//with+marks==")
}

const emulator = BedrockEmulator.layer({ credentials: [exampleCredentials, temporary] }).pipe(Layer.provide(layerEcho))

const path = `/model/${encodeURIComponent(sonnet)}/converse`
const body = JSON.stringify({ messages: asked("hello") })

const unrecognized = "The security token included in the request is invalid."
const mismatch =
  "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key"

/** Another character of the same alphabet in its place. */
const flipped = (text: string, at: number) => text.slice(0, at) + (text[at] === "a" ? "b" : "a") + text.slice(at + 1)

describe("who is let in", () => {
  it.effect("both kinds of keys, and the log tells them apart", () =>
    Effect.gen(function*() {
      for (const credentials of [exampleCredentials, temporary]) {
        const client = yield* sdkClient(credentials)
        yield* attempt(() => client.send(new Sdk.ConverseCommand({ modelId: sonnet, messages: asked("hello") })))
      }
      const seen = yield* (yield* BedrockEmulator).requests
      assert.deepStrictEqual(seen.map(({ sessionToken, status }) => [sessionToken, status]), [
        ["absent", 200],
        ["right", 200]
      ])
    }).pipe(Effect.provide(emulator)))

  const strangers: ReadonlyArray<[string, EmulatorCredentials, string, string, SessionTokenSeen]> = [
    [
      "a wrong secret",
      { ...exampleCredentials, secretAccessKey: Redacted.make("wrong") },
      "InvalidSignatureException",
      mismatch,
      "absent"
    ],
    [
      "an unknown key",
      { ...exampleCredentials, accessKeyId: "AKIAUNKNOWN" },
      "UnrecognizedClientException",
      unrecognized,
      "absent"
    ],
    [
      "a wrong session token",
      { ...temporary, sessionToken: Redacted.make("another") },
      "UnrecognizedClientException",
      unrecognized,
      "wrong"
    ],
    [
      "no session token where one belongs",
      { accessKeyId: temporary.accessKeyId, secretAccessKey: temporary.secretAccessKey },
      "UnrecognizedClientException",
      unrecognized,
      "missing"
    ],
    [
      "a session token where none belongs",
      { ...exampleCredentials, sessionToken: Redacted.make("extra") },
      "UnrecognizedClientException",
      unrecognized,
      "unexpected"
    ]
  ]

  for (const [name, credentials, exception, message, token] of strangers) {
    it.effect(`not ${name}`, () =>
      Effect.gen(function*() {
        const client = yield* sdkClient(credentials)
        const failure = yield* Effect.flip(
          attempt(() => client.send(new Sdk.ConverseCommand({ modelId: sonnet, messages: asked("hello") })))
        )
        assert.strictEqual(failure.name, exception)
        assert.strictEqual(failure.$metadata?.httpStatusCode, 403)
        assert.include(failure.message, message)
        const [seen] = yield* (yield* BedrockEmulator).requests
        assert.deepInclude(seen, { sessionToken: token, exception, status: 403, prompt: undefined })
      }).pipe(Effect.provide(emulator)))
  }

  it.effect("not a request without a signature, nor with half of one", () =>
    Effect.gen(function*() {
      const wire = yield* signedRequest({ path, body })
      const authorization = wire.headers["authorization"] ?? ""
      const cases = [
        ["", "MissingAuthenticationTokenException", "Missing Authentication Token"],
        ["Bearer key", "AccessDeniedException", "Invalid API Key format: Must start with pre-defined prefix"],
        [authorization.replace(/, Signature=.*/, ""), "IncompleteSignatureException", "'Signature'"],
        [authorization.replace("/aws4_request", ""), "IncompleteSignatureException", "exactly 5 slash-delimited"]
      ]
      for (const [header = "", exception = "", message = ""] of cases) {
        const reply = yield* send({ ...wire, headers: { ...wire.headers, authorization: header } })
        assert.strictEqual(reply.status, 403)
        assert.strictEqual(reply.exception, exception)
        assert.include(reply.message, message)
      }
    }).pipe(Effect.provide(emulator)))
})

describe("one changed bit is refused", () => {
  const signature = (wire: Wire) => (wire.headers["authorization"] ?? "").indexOf("Signature=") + "Signature=".length

  const changes: ReadonlyArray<[string, (wire: Wire) => Wire]> = [
    ["in the body", (wire) => ({ ...wire, body: wire.body.replace("hello", "hellp") })],
    ["in the path", (wire) => ({ ...wire, path: wire.path.replace("sonnet-4-5", "sonnet-4-6") })],
    ["in the operation", (wire) => ({ ...wire, path: `${wire.path}-stream` })],
    ["in the query", (wire) => ({ ...wire, path: `${wire.path}?a=b` })],
    [
      "in a signed header",
      (wire) => ({ ...wire, headers: { ...wire.headers, "content-type": "application/jsom" } })
    ],
    [
      "in the payload's hash",
      (wire) => ({
        ...wire,
        headers: { ...wire.headers, "x-amz-content-sha256": flipped(wire.headers["x-amz-content-sha256"] ?? "", 3) }
      })
    ],
    ...[0, 31, 63].map((at): [string, (wire: Wire) => Wire] => [
      `in the signature's character ${at}`,
      (wire) => ({
        ...wire,
        headers: {
          ...wire.headers,
          authorization: flipped(wire.headers["authorization"] ?? "", signature(wire) + at)
        }
      })
    ]),
    [
      "in the signature's length",
      (wire) => ({ ...wire, headers: { ...wire.headers, authorization: `${wire.headers["authorization"]}0` } })
    ]
  ]

  for (const [name, change] of changes) {
    it.effect(name, () =>
      Effect.gen(function*() {
        const wire = yield* signedRequest({ path, body })
        assert.strictEqual((yield* send(wire)).status, 200)
        const reply = yield* send(change(wire))
        assert.strictEqual(reply.status, 403)
        assert.strictEqual(reply.exception, "InvalidSignatureException")
        assert.include(reply.message, mismatch)
      }).pipe(Effect.provide(emulator)))
  }

  it.effect("a header added but not signed, where it must be", () =>
    Effect.gen(function*() {
      const wire = yield* signedRequest({ path, body })
      const reply = yield* send({ ...wire, headers: { ...wire.headers, "x-amz-target": "elsewhere" } })
      assert.strictEqual(reply.exception, "InvalidSignatureException")
      assert.include(reply.message, "'x-amz-target' must be a 'SignedHeader'")
    }).pipe(Effect.provide(emulator)))
})

describe("the scope and the time of a signature", () => {
  const signed = (millisFromNow: number) =>
    Effect.flatMap(
      signedRequest({ path, body, signingDate: new Date(Date.now() + millisFromNow) }),
      send
    )

  it.effect("may be almost five minutes off, either way", () =>
    Effect.gen(function*() {
      for (const off of [-290_000, 290_000]) assert.strictEqual((yield* signed(off)).status, 200)
    }).pipe(Effect.provide(emulator)))

  it.effect("not more", () =>
    Effect.gen(function*() {
      const early = yield* signed(-310_000)
      assert.strictEqual(early.exception, "InvalidSignatureException")
      assert.match(
        early.message,
        /^Signature expired: \d{8}T\d{6}Z is now earlier than \d{8}T\d{6}Z \(\d{8}T\d{6}Z - 5 min\.\)$/
      )
      const late = yield* signed(310_000)
      assert.match(
        late.message,
        /^Signature not yet current: \d{8}T\d{6}Z is still later than \d{8}T\d{6}Z \(\d{8}T\d{6}Z \+ 5 min\.\)$/
      )
      assert.strictEqual(late.status, 403)
    }).pipe(Effect.provide(emulator)))

  it.effect("another service's signature is refused, any Region's is not", () =>
    Effect.gen(function*() {
      const other = yield* send(yield* signedRequest({ path, body, service: "s3" }))
      assert.include(other.message, "Credential should be scoped to correct service: 'bedrock'.")
      const region = yield* send(yield* signedRequest({ path, body, region: "ap-southeast-4" }))
      assert.strictEqual(region.status, 200)
    }).pipe(Effect.provide(emulator)))
})
