import type * as Sdk from "@aws-sdk/client-bedrock-runtime"
import { Context, Duration, Effect, Layer, Option, type Stream } from "effect"
import type { BedrockError } from "../domain/Errors.ts"
import { AppConfig } from "./AppConfig.ts"
import { type CallDetails, fromSdk } from "./awsErrors.ts"
import { claudeStream, converseStreamOf } from "./BedrockRuntimeStream.ts"
import { Credentials } from "./Credentials.ts"

/** An answer with what its HTTP response said of it. */
export interface Answer<A> {
  readonly value: A
  readonly requestId: string
}

/**
 * The AWS SDK behind one seam: one attempt at a time, connect and idle deadlines, aborted on interruption, every failure
 * a typed error. It neither retries nor logs; a stream fails where the service reports an error inside it, and when it
 * ends without its closing event.
 */
export class BedrockRuntime extends Context.Service<BedrockRuntime, {
  readonly invokeModel: (
    input: Sdk.InvokeModelCommandInput
  ) => Effect.Effect<Answer<Sdk.InvokeModelCommandOutput>, BedrockError>
  /** The decoded JSON of each `chunk` event: Claude's own stream events. */
  readonly invokeModelStream: (
    input: Sdk.InvokeModelWithResponseStreamCommandInput
  ) => Effect.Effect<Answer<Stream.Stream<unknown, BedrockError>>, BedrockError>
  readonly converse: (input: Sdk.ConverseCommandInput) => Effect.Effect<Answer<Sdk.ConverseCommandOutput>, BedrockError>
  readonly converseStream: (
    input: Sdk.ConverseStreamCommandInput
  ) => Effect.Effect<Answer<Stream.Stream<Sdk.ConverseStreamOutput, BedrockError>>, BedrockError>
}>()("dpg/layers/BedrockRuntime") {
  /** One client with its connections, released with the scope. */
  static readonly layer: Layer.Layer<BedrockRuntime, never, AppConfig | Credentials> = Layer.effect(
    BedrockRuntime,
    Effect.gen(function*() {
      const { connectTimeout, readTimeout, region } = yield* AppConfig
      const { source } = yield* Credentials
      const { client, sdk } = yield* openClient

      const callOf = (operation: CallDetails["operation"], modelId: string | undefined): CallDetails => ({
        operation,
        modelId: modelId ?? "",
        region: region.value,
        credentials: source,
        connectMillis: Duration.toMillis(connectTimeout),
        idleMillis: Duration.toMillis(readTimeout)
      })

      const invokeModel = Effect.fn("BedrockRuntime.invokeModel")((input: Sdk.InvokeModelCommandInput) =>
        answer(
          callOf("InvokeModel", input.modelId),
          (options) => client.send(new sdk.InvokeModelCommand(input), options)
        )
      )

      const invokeModelStream = Effect.fn("BedrockRuntime.invokeModelStream")(
        function*(input: Sdk.InvokeModelWithResponseStreamCommandInput) {
          const call = callOf("InvokeModelWithResponseStream", input.modelId)
          const { abort, requestId, value } = yield* answer(
            call,
            (options) => client.send(new sdk.InvokeModelWithResponseStreamCommand(input), options)
          )
          return { requestId, value: claudeStream(call, value.body, abort) }
        }
      )

      const converse = Effect.fn("BedrockRuntime.converse")((input: Sdk.ConverseCommandInput) =>
        answer(callOf("Converse", input.modelId), (options) => client.send(new sdk.ConverseCommand(input), options))
      )

      const converseStream = Effect.fn("BedrockRuntime.converseStream")(
        function*(input: Sdk.ConverseStreamCommandInput) {
          const call = callOf("ConverseStream", input.modelId)
          const { abort, requestId, value } = yield* answer(
            call,
            (options) => client.send(new sdk.ConverseStreamCommand(input), options)
          )
          return { requestId, value: converseStreamOf(call, value.stream, abort) }
        }
      )

      return BedrockRuntime.of({ invokeModel, invokeModelStream, converse, converseStream })
    })
  )
}

const openClient = Effect.gen(function*() {
  const { connectTimeout, endpoint, readTimeout, region } = yield* AppConfig
  const { provider } = yield* Credentials
  // Loaded here and not above: the SDK takes longer to load than all the rest of the program.
  const [sdk, { NodeHttpHandler }] = yield* Effect.promise(() =>
    Promise.all([import("@aws-sdk/client-bedrock-runtime"), import("@smithy/node-http-handler")])
  )
  // The policy above this seam decides how many calls are under way; a queue here would look like a slow connection.
  const agent = { keepAlive: true, maxSockets: Number.POSITIVE_INFINITY }
  const client = yield* Effect.acquireRelease(
    Effect.sync(() =>
      new sdk.BedrockRuntimeClient({
        region: region.value,
        ...(Option.isSome(endpoint) ? { endpoint: endpoint.value.href } : {}),
        // `memoized`: the provider has its own cache, and only past the SDK's own does a forced refresh count.
        credentials: Object.assign(() => provider(), { memoized: true }),
        // A bearer token in the environment would win over the credentials otherwise.
        authSchemePreference: ["sigv4"],
        maxAttempts: 1,
        // The SDK's default handler speaks HTTP/2 and ignores both deadlines.
        requestHandler: new NodeHttpHandler({
          connectionTimeout: Duration.toMillis(connectTimeout),
          socketTimeout: Duration.toMillis(readTimeout),
          httpAgent: agent,
          httpsAgent: agent
        })
      })
    ),
    (client) => Effect.sync(() => client.destroy())
  )
  return { client, sdk }
})

/** One attempt; aborted on interruption, and by `abort` while a stream in it is still open. */
const answer = <A extends Sdk.ServiceOutputTypes>(
  call: CallDetails,
  send: (options: { readonly abortSignal: AbortSignal }) => Promise<A>
): Effect.Effect<Answer<A> & { readonly abort: () => void }, BedrockError> =>
  Effect.suspend(() => {
    const controller = new AbortController()
    const abort = () => controller.abort()
    return Effect.tryPromise({ try: () => send({ abortSignal: controller.signal }), catch: fromSdk(call) }).pipe(
      Effect.onInterrupt(() => Effect.sync(abort)),
      Effect.map((value) => ({ value, requestId: value.$metadata.requestId ?? "", abort }))
    )
  })
