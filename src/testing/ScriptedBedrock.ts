import type * as Sdk from "@aws-sdk/client-bedrock-runtime"
import { Context, Effect, Layer, Option, Ref, Schema, Stream } from "effect"
import type { BedrockError } from "../domain/Errors.ts"
import { BedrockRuntime } from "../layers/BedrockRuntime.ts"
import { Credentials } from "../layers/Credentials.ts"
import {
  type PlainReply,
  toClaudeEvents,
  toClaudeMessage,
  toConverseEvents,
  toConverseMessage
} from "../layers/recording/wire.ts"

/** What the model says, whichever operation asks, and how it comes. */
export interface ScriptedReply extends PlainReply {
  /** Before the answer begins, and between the events of a stream. */
  readonly pause?: Effect.Effect<void>
  /** Ends a stream in the place of its closing events. */
  readonly breaksWith?: BedrockError
}

/** The next call answers, fails, or does what it likes first. */
export type Outcome = ScriptedReply | BedrockError | Effect.Effect<ScriptedReply, BedrockError>

/** A request as it reached the SDK's seam. */
export interface ScriptedRequest {
  readonly operation: "InvokeModel" | "InvokeModelWithResponseStream" | "Converse" | "ConverseStream" | "CountTokens"
  readonly input: Sdk.InvokeModelCommandInput | Sdk.ConverseStreamCommandInput | Sdk.CountTokensCommandInput
  /** The request without its transport: the decoded body of InvokeModel, or the input of Converse. */
  readonly body: unknown
}

/**
 * A `BedrockRuntime` that plays a script, one outcome for each request, in order; a request beyond the script is a
 * defect. Everything above the SDK stays real: policy, records, folding and errors.
 */
export class ScriptedBedrock extends Context.Service<ScriptedBedrock, {
  /** The requests made so far, in order. */
  readonly requests: Effect.Effect<ReadonlyArray<ScriptedRequest>>
  /** How many outcomes are left. */
  readonly remaining: Effect.Effect<number>
  /** How often fresh credentials were asked for. */
  readonly refreshes: Effect.Effect<number>
}>()("dpg/testing/ScriptedBedrock") {
  static readonly layer = (
    ...outcomes: ReadonlyArray<Outcome>
  ): Layer.Layer<ScriptedBedrock | BedrockRuntime | Credentials> =>
    Layer.effectContext(Effect.gen(function*() {
      const script = yield* Ref.make(outcomes)
      const requests = yield* Ref.make<ReadonlyArray<ScriptedRequest>>([])
      const refreshes = yield* Ref.make(0)

      const next = Effect.fnUntraced(function*(request: ScriptedRequest) {
        const made = yield* Ref.updateAndGet(requests, (all) => [...all, request])
        const outcome = yield* Ref.modify(script, ([first, ...rest]) => [first, rest])
        if (outcome === undefined) return yield* Effect.die(`The script ends before request ${made.length}`)
        const reply = yield* isReply(outcome) ? Effect.succeed(outcome) : outcome
        yield* reply.pause ?? Effect.void
        return { reply, requestId: `request-${made.length}` }
      })

      const decodeBody = (input: Sdk.InvokeModelCommandInput) =>
        Effect.orDie(decodeJson(typeof input.body === "string" ? input.body : "null"))

      return Context.empty().pipe(
        Context.add(BedrockRuntime, {
          invokeModel: Effect.fnUntraced(function*(input) {
            const body = yield* decodeBody(input)
            const { reply, requestId } = yield* next({ operation: "InvokeModel", input, body })
            const json = yield* Effect.orDie(encodeJson(toClaudeMessage(reply)))
            const bytes = Object.assign(new TextEncoder().encode(json), { transformToString: () => json })
            return { value: { body: bytes, contentType: "application/json", $metadata: { requestId } }, requestId }
          }),
          invokeModelStream: Effect.fnUntraced(function*(input) {
            const body = yield* decodeBody(input)
            const { reply, requestId } = yield* next({ operation: "InvokeModelWithResponseStream", input, body })
            return { value: play(reply, toClaudeEvents(reply)), requestId }
          }),
          converse: Effect.fnUntraced(function*(input) {
            const { reply, requestId } = yield* next({ operation: "Converse", input, body: input })
            return { value: { ...toConverseMessage(reply), $metadata: { requestId } }, requestId }
          }),
          converseStream: Effect.fnUntraced(function*(input) {
            const { reply, requestId } = yield* next({ operation: "ConverseStream", input, body: input })
            return { value: play(reply, toConverseEvents(reply)), requestId }
          }),
          // What the next reply would have counted as input.
          countTokens: Effect.fnUntraced(function*(input) {
            const { reply, requestId } = yield* next({ operation: "CountTokens", input, body: input.input })
            return {
              value: { inputTokens: toConverseMessage(reply).usage?.inputTokens, $metadata: { requestId } },
              requestId
            }
          })
        }),
        Context.add(Credentials, {
          auth: { scheme: "sigv4", why: "a script answers" },
          provider: () => Promise.resolve({ accessKeyId: "AKIDSCRIPTED", secretAccessKey: "scripted" }),
          source: "the script",
          refresh: Ref.update(refreshes, (count) => count + 1),
          warnings: []
        }),
        Context.add(ScriptedBedrock, {
          requests: Ref.get(requests),
          remaining: Effect.map(Ref.get(script), ({ length }) => length),
          refreshes: Ref.get(refreshes)
        })
      )
    }))
}

const decodeJson = Schema.decodeEffect(Schema.fromJsonString(Schema.Unknown))
const encodeJson = Schema.encodeUnknownEffect(Schema.fromJsonString(Schema.Unknown))

const isReply = (outcome: Outcome): outcome is ScriptedReply => !("_tag" in outcome) && !Effect.isEffect(outcome)

const play = <A>(
  { breaksWith, pause = Effect.void }: ScriptedReply,
  { closing, content }: { readonly content: ReadonlyArray<A>; readonly closing: ReadonlyArray<A> }
): Stream.Stream<A, BedrockError> => {
  const end = Option.match(Option.fromNullishOr(breaksWith), {
    onNone: () => Stream.fromIterable(closing),
    onSome: Stream.fail
  })
  return Stream.concat(Stream.tap(Stream.fromIterable(content), () => pause), end)
}
