import { Sha256 } from "@aws-crypto/sha256-js"
import * as Sdk from "@aws-sdk/client-bedrock-runtime"
import { assert, describe, it } from "@effect/vitest"
import { SignatureV4 } from "@smithy/signature-v4"
import { Effect, Layer, Redacted, Result } from "effect"
import { BedrockEmulator } from "../../src/emulator/BedrockEmulator.ts"
import { authenticate, readCallers } from "../../src/emulator/Caller.ts"
import { layerEcho } from "../../src/emulator/ScriptedModel.ts"
import {
  type EmulatorCredentials,
  exampleCredentials,
  type SessionTokenSeen,
  type SignedRequest
} from "../../src/emulator/Signature.ts"
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

describe("every bit that is signed", () => {
  const now = Date.UTC(2026, 10, 22, 12)
  const callers = Result.getOrThrow(readCallers({ credentials: [temporary] }))

  /** As the SDK signs it, with blanks and two kinds of header in it. */
  const signed = Effect.promise(async () => {
    const signer = new SignatureV4({
      service: "bedrock",
      region: "us-east-1",
      sha256: Sha256,
      credentials: {
        accessKeyId: temporary.accessKeyId,
        secretAccessKey: Redacted.value(temporary.secretAccessKey),
        sessionToken: "a-session-token//with+marks=="
      }
    })
    const request = await signer.sign({
      method: "POST",
      protocol: "http:",
      hostname: "127.0.0.1",
      path,
      query: { a: "b c", d: "e/f" },
      headers: {
        host: "127.0.0.1:8099",
        "content-type": "application/json",
        "x-amz-user-agent": "aws-sdk-js/3 os/linux"
      },
      body
    }, { signingDate: new Date(now) })
    const headers: Readonly<Record<string, string>> = request.headers
    return { method: "POST", url: `${path}?a=b%20c&d=e%2Ff`, headers, body: new TextEncoder().encode(body) }
  })

  const refusal = (request: SignedRequest): string =>
    Result.match(authenticate(request, callers, now).caller, {
      onSuccess: () => "let in",
      onFailure: ({ exception, status }) => `${status} ${exception}`
    })

  /** The text with each of its bits changed in turn, as the bytes of Latin-1 that a header comes in. */
  const changed = (text: string): ReadonlyArray<string> =>
    Array.from(
      { length: text.length * 8 },
      (_, bit) =>
        text.slice(0, bit >> 3) + String.fromCodePoint((text.codePointAt(bit >> 3) ?? 0) ^ (1 << (bit & 7))) +
        text.slice((bit >> 3) + 1)
    )

  it.effect("of method, path, query, signed headers and body, changed, is refused", () =>
    Effect.gen(function*() {
      const request = yield* signed
      assert.strictEqual(refusal(request), "let in")
      const seen = new Map<string, number>()
      const refused = (what: string, other: SignedRequest) => {
        const refused = refusal(other)
        assert.notStrictEqual(refused, "let in", what)
        seen.set(refused, (seen.get(refused) ?? 0) + 1)
      }
      for (const method of changed(request.method)) refused(`method ${method}`, { ...request, method })
      for (const url of changed(request.url)) {
        // The same in other words: a letter of a percent-encoded byte of the query in its other case.
        if (url.toLowerCase() === request.url.toLowerCase() && url.startsWith(path)) continue
        refused(`url ${url}`, { ...request, url })
      }
      for (const [name, value] of Object.entries(request.headers)) {
        for (const other of changed(value)) {
          refused(`${name}: ${other}`, { ...request, headers: { ...request.headers, [name]: other } })
        }
      }
      for (let bit = 0; bit < request.body.length * 8; bit++) {
        const other = Uint8Array.from(request.body)
        other[bit >> 3] = (other[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        refused(`body, bit ${bit}`, { ...request, body: other })
      }
      assert.isAbove([...seen.values()].reduce((sum, count) => sum + count), 4500)
      assert.sameMembers([...seen.keys()], [
        "403 InvalidSignatureException",
        "403 UnrecognizedClientException",
        "403 IncompleteSignatureException"
      ])
    }))

  it.effect("at the five minutes, to the second", () =>
    Effect.gen(function*() {
      const request = yield* signed
      const at = (millis: number) =>
        Result.match(authenticate(request, callers, millis).caller, {
          onSuccess: () => "let in",
          onFailure: ({ message }) => message.slice(0, 13)
        })
      assert.deepStrictEqual([-300_001, -300_000, 300_000, 300_001].map((off) => at(now + off)), [
        "Signature not",
        "let in",
        "let in",
        "Signature exp"
      ])
    }))
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
