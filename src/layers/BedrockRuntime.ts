import type * as Sdk from "@aws-sdk/client-bedrock-runtime"
import { Context, type Effect, type Stream } from "effect"
import type { BedrockError } from "../domain/Errors.ts"

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
}>()("dpg/layers/BedrockRuntime") {}
