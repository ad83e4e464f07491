import { Context, type Effect } from "effect"

/** What the local Bedrock asks the model behind it, whatever operation it came by. */
export interface ModelRequest {
  readonly modelId: string
  readonly system: string
  /** Text of each turn, in order; tool results and tool calls of earlier turns as JSON text. */
  readonly messages: ReadonlyArray<{ readonly role: "user" | "assistant"; readonly text: string }>
  /** The JSON Schema the answer is held to, by structured output or by a forced tool. */
  readonly outputSchema: unknown
  /** Tools the request declares, in order; the forced one alone when a tool is forced. */
  readonly tools: ReadonlyArray<{ readonly name: string; readonly inputSchema: unknown }>
}

/** What it answers: text, which is JSON where a schema was given, or a tool call. The server counts the tokens. */
export interface ModelReply {
  readonly text: string
  /** Calls of declared tools; the stop reason is then `tool_use`. */
  readonly toolCalls?: ReadonlyArray<{ readonly name: string; readonly input: unknown }>
  /** Default `end_turn`. */
  readonly stopReason?: string
}

/** The model behind the local Bedrock. */
export class EmulatedModel extends Context.Service<EmulatedModel, {
  readonly answer: (request: ModelRequest) => Effect.Effect<ModelReply>
}>()("dpg/emulator/EmulatedModel") {}
