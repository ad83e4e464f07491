import { Context, type Effect } from "effect"
import type { BedrockError } from "../domain/Errors.ts"
import type { Usage } from "../domain/Usage.ts"

/** InvokeModel with the Claude messages body. */
export interface RawRequest {
  /** Taken verbatim. */
  readonly modelId: string
  readonly system: string
  readonly messages: ReadonlyArray<{ readonly role: "user" | "assistant"; readonly text: string }>
  /** Default: the model's own limit, from the catalogue. */
  readonly maxTokens?: number
  /** JSON Schema to hold the answer to, where the model can (`output_config.format`); otherwise left out. */
  readonly outputSchema?: object
}

export interface RawReply {
  /** All text blocks, joined. */
  readonly text: string
  readonly stopReason: string
  readonly usage: Usage
  readonly requestId: string
}

/** Claude through InvokeModel, under the declared policy. Steps 02 and 03 use it. */
export class RawClient extends Context.Service<RawClient, {
  /** Streams inside (InvokeModelWithResponseStream), so that the idle deadline means idleness. */
  readonly invoke: (request: RawRequest) => Effect.Effect<RawReply, BedrockError>
  /** The same without a stream (InvokeModel), for short answers. */
  readonly invokeOnce: (request: RawRequest) => Effect.Effect<RawReply, BedrockError>
}>()("dpg/layers/RawClient") {}
