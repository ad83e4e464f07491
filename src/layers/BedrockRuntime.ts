import type * as Sdk from "@aws-sdk/client-bedrock-runtime"
import { Context, Duration, Effect, Exit, Layer, Option, Redacted, Stream } from "effect"
import type { BedrockError } from "../domain/Errors.ts"
import { AppConfig } from "./AppConfig.ts"
import { type CallDetails, fromSdk } from "./awsErrors.ts"
import { claudeStream, converseStreamOf } from "./BedrockRuntimeStream.ts"
import { Credentials } from "./Credentials.ts"
import { blotterOf } from "./credentials/blotter.ts"
import { agentsFor } from "./network/agents.ts"
import { defaultEndpoint } from "./network/settings.ts"

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
  readonly countTokens: (
    input: Sdk.CountTokensCommandInput
  ) => Effect.Effect<Answer<Sdk.CountTokensCommandOutput>, BedrockError>
}>()("dpg/layers/BedrockRuntime") {
  /** One client with its connections, released with the scope. */
  static readonly layer: Layer.Layer<BedrockRuntime, never, AppConfig | Credentials> = Layer.effect(
    BedrockRuntime,
    Effect.gen(function*() {
      const { connectTimeout, readTimeout, region } = yield* AppConfig
      const { auth, source } = yield* Credentials
      const { blot, client, place, sdk } = yield* openClient
      const span = { kind: "client", attributes: serverAttributes(place) } as const

      const callOf = (operation: CallDetails["operation"], modelId: string | undefined): CallDetails => ({
        operation,
        modelId: modelId ?? "",
        region: region.value,
        credentials: source,
        scheme: auth.scheme,
        connectMillis: Duration.toMillis(connectTimeout),
        idleMillis: Duration.toMillis(readTimeout),
        blot
      })

      const invokeModel = Effect.fn("BedrockRuntime.invokeModel", span)((input: Sdk.InvokeModelCommandInput) =>
        answer(
          callOf("InvokeModel", input.modelId),
          (options) => client.send(new sdk.InvokeModelCommand(input), options)
        )
      )

      const invokeModelStream = Effect.fn("BedrockRuntime.invokeModelStream", span)(
        function*(input: Sdk.InvokeModelWithResponseStreamCommandInput) {
          const call = callOf("InvokeModelWithResponseStream", input.modelId)
          return yield* stream(
            answer(call, (options) => client.send(new sdk.InvokeModelWithResponseStreamCommand(input), options)),
            ({ body }, abort) => claudeStream(call, body, abort)
          )
        }
      )

      const converse = Effect.fn("BedrockRuntime.converse", span)((input: Sdk.ConverseCommandInput) =>
        answer(callOf("Converse", input.modelId), (options) => client.send(new sdk.ConverseCommand(input), options))
      )

      const converseStream = Effect.fn("BedrockRuntime.converseStream", span)(
        function*(input: Sdk.ConverseStreamCommandInput) {
          const call = callOf("ConverseStream", input.modelId)
          return yield* stream(
            answer(call, (options) => client.send(new sdk.ConverseStreamCommand(input), options)),
            (output, abort) => converseStreamOf(call, output.stream, abort)
          )
        }
      )

      const countTokens = Effect.fn("BedrockRuntime.countTokens", span)((input: Sdk.CountTokensCommandInput) =>
        answer(
          callOf("CountTokens", input.modelId),
          (options) => client.send(new sdk.CountTokensCommand(input), options)
        )
      )

      return BedrockRuntime.of({ invokeModel, invokeModelStream, converse, converseStream, countTokens })
    })
  )
}

const openClient = Effect.gen(function*() {
  const { connectTimeout, endpoint, network, readTimeout, region } = yield* AppConfig
  const { auth, provider } = yield* Credentials
  // Loaded here and not above: the SDK takes longer to load than all the rest of the program.
  const [sdk, { NodeHttpHandler }] = yield* Effect.promise(() =>
    Promise.all([import("@aws-sdk/client-bedrock-runtime"), import("@smithy/node-http-handler")])
  )
  const place = Option.getOrElse(endpoint, () => defaultEndpoint(region.value))
  const secrets = new Set<string>()
  const keys = () =>
    provider().then((identity) => {
      secrets.add(identity.secretAccessKey)
      if (identity.sessionToken !== undefined) secrets.add(identity.sessionToken)
      return identity
    })
  if (auth.scheme === "bearer") secrets.add(Redacted.value(auth.token))
  const blot = (text: string) => blotterOf(secrets)(text)
  const agents = yield* agentsFor(place, network, Duration.toMillis(readTimeout))
  const client = yield* Effect.acquireRelease(
    Effect.sync(() =>
      new sdk.BedrockRuntimeClient({
        region: region.value,
        ...(Option.isSome(endpoint) ? { endpoint: endpoint.value.href } : {}),
        // `authSchemePreference` because a bearer token in the environment would win over the credentials otherwise.
        ...auth.scheme === "bearer"
          ? { token: { token: Redacted.value(auth.token) }, authSchemePreference: ["httpBearerAuth"] }
          : {
            // `memoized`: the provider has its own cache, and only past the SDK's own does a forced refresh count.
            credentials: Object.assign(keys, { memoized: true }),
            authSchemePreference: ["sigv4"]
          },
        maxAttempts: 1,
        // The SDK's default handler speaks HTTP/2 and ignores both deadlines.
        requestHandler: new NodeHttpHandler({
          connectionTimeout: Duration.toMillis(connectTimeout),
          // Silence is watched by the agents: the handler's own deadline for it begins three seconds late.
          socketTimeout: 0,
          ...agents
        })
      })
    ),
    (client) => Effect.sync(() => client.destroy())
  )
  return { blot, client, place, sdk }
})

/** Where the calls go, by OpenTelemetry's semantic conventions. */
const serverAttributes = ({ hostname, port, protocol }: URL) => ({
  "server.address": hostname,
  "server.port": port === "" ? protocol === "http:" ? 80 : 443 : Number(port)
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

/** A stream lets go of its connection when it ends; one that is never begun does when whoever asked for it is interrupted. */
const stream = <Output, A>(
  opened: Effect.Effect<Answer<Output> & { readonly abort: () => void }, BedrockError>,
  read: (output: Output, abort: () => void) => Stream.Stream<A, BedrockError>
): Effect.Effect<Answer<Stream.Stream<A, BedrockError>>, BedrockError> =>
  Effect.uninterruptibleMask((restore) =>
    Effect.flatMap(restore(opened), ({ abort, requestId, value }) =>
      Effect.withFiber((fiber) => {
        const forget = fiber.addObserver((exit) => {
          if (Exit.hasInterrupts(exit)) abort()
        })
        return Effect.succeed({ requestId, value: Stream.ensuring(read(value, abort), Effect.sync(forget)) })
      }))
  )
