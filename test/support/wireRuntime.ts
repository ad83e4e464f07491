/**
 * A `BedrockRuntime` whose answers are bytes in hand: the SDK reads them, the streams of the real one judge them, and no
 * socket is needed, so that thousands of broken answers take a second.
 */
import * as Sdk from "@aws-sdk/client-bedrock-runtime"
import { Effect, Layer, type Stream } from "effect"
import { Readable } from "node:stream"
import type { BedrockError } from "../../src/domain/Errors.ts"
import { exampleCredentials } from "../../src/emulator/Signature.ts"
import { type CallDetails, fromSdk } from "../../src/layers/awsErrors.ts"
import { BedrockRuntime } from "../../src/layers/BedrockRuntime.ts"
import { claudeStream, converseStreamOf } from "../../src/layers/BedrockRuntimeStream.ts"
import { ConverseClient } from "../../src/layers/ConverseClient.ts"
import { Credentials } from "../../src/layers/Credentials.ts"
import { RawClient } from "../../src/layers/RawClient.ts"

/** The body of an answer: in pieces as they arrive, then a clean end, or a reset. */
export interface WireAnswer {
  readonly pieces: ReadonlyArray<Uint8Array>
  readonly reset?: boolean
}

/** Both clients over one answer, which `answerWith` sets. */
export const wire = Effect.sync(() => {
  let answer: WireAnswer = { pieces: [] }
  const client = new Sdk.BedrockRuntimeClient({
    region: "us-east-1",
    credentials: { accessKeyId: "AKID", secretAccessKey: "secret" },
    signer: { sign: (request) => Promise.resolve(request) },
    maxAttempts: 1,
    requestHandler: {
      handle: () =>
        Promise.resolve({
          response: {
            statusCode: 200,
            headers: { "content-type": "application/vnd.amazon.eventstream", "x-amzn-requestid": "req-1" },
            body: bodyOf(answer)
          }
        })
    }
  })
  const layer = Layer.mergeAll(RawClient.layer, ConverseClient.layer).pipe(
    Layer.provideMerge(Layer.mock(BedrockRuntime, {
      invokeModelStream: (input) => {
        const call = callOf("InvokeModelWithResponseStream", input.modelId)
        return sent(
          call,
          () => client.send(new Sdk.InvokeModelWithResponseStreamCommand(input)),
          ({ body }) => claudeStream(call, body, () => undefined)
        )
      },
      converseStream: (input) => {
        const call = callOf("ConverseStream", input.modelId)
        return sent(
          call,
          () => client.send(new Sdk.ConverseStreamCommand(input)),
          ({ stream }) => converseStreamOf(call, stream, () => undefined)
        )
      }
    })),
    Layer.provideMerge(Credentials.layerStatic(exampleCredentials))
  )
  return {
    layer,
    answerWith: (next: WireAnswer) => {
      answer = next
    }
  }
})

const callOf = (operation: CallDetails["operation"], modelId: string | undefined): CallDetails => ({
  operation,
  modelId: modelId ?? "",
  region: "us-east-1",
  credentials: "the test",
  connectMillis: 1000,
  idleMillis: 1000
})

const sent = <A extends Sdk.ServiceOutputTypes, B>(
  call: CallDetails,
  send: () => Promise<A>,
  read: (value: A) => Stream.Stream<B, BedrockError>
) =>
  Effect.tryPromise({ try: send, catch: fromSdk(call) }).pipe(
    Effect.map((value) => ({ requestId: "req-1", value: read(value) }))
  )

const bodyOf = ({ pieces, reset = false }: WireAnswer): Readable =>
  Readable.from(
    (async function*() {
      yield* pieces
      if (reset) throw Object.assign(new Error("aborted"), { code: "ECONNRESET" })
    })(),
    { objectMode: false }
  )
