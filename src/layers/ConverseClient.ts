import type * as Sdk from "@aws-sdk/client-bedrock-runtime"
import { Context, type Effect, type Stream } from "effect"
import type { BedrockError } from "../domain/Errors.ts"
import type { Usage } from "../domain/Usage.ts"

/** A Converse request; `inferenceConfig.maxTokens` and `temperature: 0` are filled in from the catalogue when left out. */
export type ConverseRequest = Sdk.ConverseStreamCommandInput & { readonly modelId: string }

export interface ConverseReply {
  readonly message: Sdk.Message
  readonly stopReason: string
  readonly usage: Usage
  readonly requestId: string
}

/** Converse and ConverseStream under the declared policy. */
export class ConverseClient extends Context.Service<ConverseClient, {
  /** The whole answer. Streams inside (ConverseStream), so that the idle deadline means idleness. */
  readonly converse: (request: ConverseRequest) => Effect.Effect<ConverseReply, BedrockError>
  /** The same without a stream (Converse), for short answers. */
  readonly converseOnce: (request: ConverseRequest) => Effect.Effect<ConverseReply, BedrockError>
  /** The events as they come. Retried only before the first content. */
  readonly stream: (request: ConverseRequest) => Stream.Stream<Sdk.ConverseStreamOutput, BedrockError>
}>()("dpg/layers/ConverseClient") {}
