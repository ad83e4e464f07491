/** Clients of the local Bedrock: the AWS SDK over HTTP/1.1, and bare signed requests whose every bit can be changed. */
import { Sha256 } from "@aws-crypto/sha256-js"
import * as Sdk from "@aws-sdk/client-bedrock-runtime"
import { NodeHttpHandler } from "@smithy/node-http-handler"
import { SignatureV4 } from "@smithy/signature-v4"
import { Effect, Redacted, Schema } from "effect"
import { BedrockEmulator } from "../../src/emulator/BedrockEmulator.ts"
import { type EmulatorCredentials, exampleCredentials } from "../../src/emulator/Signature.ts"

export const sonnet = "global.anthropic.claude-sonnet-4-5-20250929-v1:0"

/** A body for InvokeModel. */
export const claudeBody = (text: string, more: object = {}): string =>
  JSON.stringify({
    anthropic_version: "bedrock-2023-05-31",
    max_tokens: 1000,
    messages: [{ role: "user", content: text }],
    ...more
  })

/** The messages of a Converse request that asks one thing. */
export const asked = (text: string): Array<Sdk.Message> => [{ role: "user", content: [{ text }] }]

interface ClaudeEvent {
  readonly type: string
  readonly delta?: { readonly text?: string; readonly partial_json?: string }
  readonly "amazon-bedrock-invocationMetrics"?: object
}

/** Claude's events out of Bedrock's. */
export const claudeEvents = (events: ReadonlyArray<Sdk.ResponseStream>): ReadonlyArray<ClaudeEvent> =>
  events.map((event) => JSON.parse(new TextDecoder().decode(event.chunk?.bytes)))

/** The SDK with one attempt and no keep-alive surprises, talking to the emulator in context. */
export const sdkClient = Effect.fnUntraced(function*(
  credentials: EmulatorCredentials = exampleCredentials,
  options: { readonly region?: string } = {}
) {
  const { url } = yield* BedrockEmulator
  return yield* Effect.acquireRelease(
    Effect.sync(() =>
      new Sdk.BedrockRuntimeClient({
        endpoint: url,
        region: options.region ?? "eu-central-1",
        maxAttempts: 1,
        authSchemePreference: ["aws.auth#sigv4"],
        credentials: plain(credentials),
        requestHandler: new NodeHttpHandler({ connectionTimeout: 5000, socketTimeout: 5000 })
      })
    ),
    (client) => Effect.sync(() => client.destroy())
  )
})

/** What the SDK throws, with the members tests look at. */
const SdkFailure = Schema.Struct({
  name: Schema.String,
  message: Schema.String,
  code: Schema.optionalKey(Schema.String),
  originalStatusCode: Schema.optional(Schema.Number),
  $metadata: Schema.optional(Schema.Struct({ httpStatusCode: Schema.optional(Schema.Number) })),
  $response: Schema.optional(Schema.Struct({ headers: Schema.Record(Schema.String, Schema.String) }))
})
export type SdkFailure = typeof SdkFailure.Type

export const attempt = <A>(call: () => Promise<A>): Effect.Effect<A, SdkFailure> =>
  Effect.tryPromise({ try: call, catch: Schema.decodeUnknownSync(SdkFailure) })

/** The events of a stream, at most so many, or the failure it ended with. */
export const collect = <A>(
  events: AsyncIterable<A> | undefined,
  limit = Number.POSITIVE_INFINITY
): Effect.Effect<ReadonlyArray<A>, SdkFailure> =>
  attempt(async () => {
    const all: Array<A> = []
    for await (const event of events ?? []) {
      all.push(event)
      if (all.length >= limit) break
    }
    return all
  })

/** A signed request as plain data; change what you like, then send it. */
export interface Wire {
  method: string
  path: string
  headers: Record<string, string>
  body: string
}

export const signedRequest = Effect.fnUntraced(function*(options: {
  readonly path: string
  readonly body: string
  readonly credentials?: EmulatorCredentials
  readonly signingDate?: Date
  readonly service?: string
  readonly region?: string
}) {
  const { url } = yield* BedrockEmulator
  const { hostname, port, host } = new URL(url)
  const signer = new SignatureV4({
    service: options.service ?? "bedrock",
    region: options.region ?? "us-east-1",
    sha256: Sha256,
    credentials: plain(options.credentials ?? exampleCredentials)
  })
  const signed = yield* Effect.promise(() =>
    signer.sign({
      method: "POST",
      protocol: "http:",
      hostname,
      port: Number(port),
      path: options.path,
      query: {},
      headers: { host, "content-type": "application/json" },
      body: options.body
    }, options.signingDate === undefined ? {} : { signingDate: options.signingDate })
  )
  const wire: Wire = { method: "POST", path: options.path, headers: { ...signed.headers }, body: options.body }
  return wire
})

/** Status, headers and JSON of the answer. */
export const send = Effect.fnUntraced(function*(wire: Wire) {
  const { url } = yield* BedrockEmulator
  const { host: _host, ...headers } = wire.headers
  const response = yield* Effect.promise(() =>
    fetch(url + wire.path, { method: wire.method, headers, body: wire.body })
  )
  const text = yield* Effect.promise(() => response.text())
  return {
    status: response.status,
    exception: (response.headers.get("x-amzn-errortype") ?? "").split(":")[0],
    message: text.startsWith("{") ? String(JSON.parse(text).message) : text,
    headers: response.headers,
    text
  }
})

const plain = (credentials: EmulatorCredentials) => ({
  accessKeyId: credentials.accessKeyId,
  secretAccessKey: Redacted.value(credentials.secretAccessKey),
  ...(credentials.sessionToken && { sessionToken: Redacted.value(credentials.sessionToken) })
})
