/** From an admitted request to the head and the body of its answer. */
import { Clock, Effect } from "effect"
import type { BedrockOperation, ModelOperation } from "../domain/BedrockOperation.ts"
import type { AwsError } from "./AwsError.ts"
import * as Body from "./Body.ts"
import type { Caller } from "./Caller.ts"
import * as Converse from "./Converse.ts"
import * as CountTokens from "./CountTokens.ts"
import type { EmulatedModel, ModelRequest } from "./EmulatedModel.ts"
import * as EventStream from "./EventStream.ts"
import type { Fault } from "./Faults.ts"
import { countInputTokens, generate, type Generation, type Prompt } from "./Generation.ts"
import * as InvokeModel from "./InvokeModel.ts"
import { modelTrouble } from "./modelTrouble.ts"
import type { PromptCache } from "./PromptCache.ts"
import type { Route } from "./Route.ts"

/** What is to be answered, and what befalls the answer. */
export interface Admitted {
  readonly route: Route
  readonly caller: Caller
  readonly json: unknown
  readonly fault: Fault | undefined
  /** Names the message and the tool calls in it. */
  readonly messageId: string
  readonly arrivedAt: number
  readonly cache: PromptCache
}

export interface Written {
  readonly headers: Readonly<Record<string, string>>
  readonly body: Body.Body
}

export interface Answer extends Written {
  readonly prompt: ModelRequest
}

export const answer = Effect.fn("Emulator.answer")(function*(admitted: Admitted) {
  const { arrivedAt, cache, caller, fault, json, route: { modelId, operation } } = admitted
  const prompt = yield* prompts[operation](modelId, json)
  const trouble = modelTrouble(admitted.route, prompt)
  if (trouble !== undefined) return yield* trouble
  if (operation === "CountTokens") {
    const body = { inputTokens: countInputTokens(prompt) }
    return { prompt: prompt.request, ...plain(body, fault) }
  }
  const planned = cache.plan({ owner: caller, modelId, segments: prompt.segments, nowMillis: arrivedAt })
  const generation = yield* generate(prompt, planned.use)
  const answeredAt = yield* Clock.currentTimeMillis
  planned.commit(answeredAt)
  const latency = answeredAt - arrivedAt
  return { prompt: prompt.request, ...writers[operation](generation, latency, admitted) }
}) satisfies (admitted: Admitted) => Effect.Effect<Answer, AwsError, EmulatedModel>

const prompts: Readonly<Record<BedrockOperation, (modelId: string, json: unknown) => Effect.Effect<Prompt, AwsError>>> =
  {
    InvokeModel: InvokeModel.toPrompt,
    InvokeModelWithResponseStream: InvokeModel.toPrompt,
    Converse: Converse.toPrompt,
    ConverseStream: Converse.toPrompt,
    CountTokens: CountTokens.toPrompt
  }

type Writer = (generation: Generation, latencyMillis: number, admitted: Admitted) => Written

const writers: Readonly<Record<ModelOperation, Writer>> = {
  InvokeModel: (generation, latency, { fault, messageId, route }) =>
    plain(
      InvokeModel.toMessage(generation, route.modelId, messageId),
      fault,
      InvokeModel.metricHeaders(generation, latency)
    ),
  InvokeModelWithResponseStream: (generation, latency, { fault, messageId, route }) => ({
    headers: { "content-type": EventStream.contentType, "x-amzn-bedrock-content-type": "application/json" },
    body: Body.ofEvents(InvokeModel.toEvents(generation, route.modelId, messageId, latency), fault, route.operation)
  }),
  Converse: (generation, latency, { fault, messageId }) =>
    plain(Converse.toResponse(generation, messageId, latency), fault),
  ConverseStream: (generation, latency, { fault, messageId, route }) => ({
    headers: { "content-type": EventStream.contentType },
    body: Body.ofEvents(Converse.toEvents(generation, messageId, latency), fault, route.operation)
  })
}

const plain = (body: object, fault: Fault | undefined, headers: Written["headers"] = {}): Written => ({
  headers: { "content-type": "application/json", ...headers },
  body: Body.ofBytes(new TextEncoder().encode(JSON.stringify(body)), fault)
})
