/**
 * The `LanguageModel` of `effect/ai` on Amazon Bedrock, through `ConverseClient`: text, objects, streams and tools, under
 * the same policy, record and errors as every other call.
 *
 * - `generateObject` holds the answer to the schema by the best means the model has: structured output, a forced tool
 *   (strict where it can be), or words.
 * - An answer that is cut or refused fails `generateText` and `generateObject` (`OutputTruncated`, `Refused`);
 *   `streamText`, which has handed its beginning over, ends with the finish reason `length` or `content-filter`.
 * - `toBedrockError` gives back the failure of Bedrock that an `AiError` stands for.
 * - `{ bedrock: { cachePoint: "5m" } }` as the options of a part or message puts all before its end in the prompt cache.
 */
import type * as Sdk from "@aws-sdk/client-bedrock-runtime"
import { Context, Effect, Layer, Result, Stream } from "effect"
import * as AiError from "effect/ai/AiError"
import * as AnthropicStructuredOutput from "effect/ai/AnthropicStructuredOutput"
import * as LanguageModel from "effect/ai/LanguageModel"
import * as Model from "effect/ai/Model"
import { dual } from "effect/Function"
import { ConverseClient, type ConverseRequest } from "./ConverseClient.ts"
import { fromBedrockError } from "./languageModel/errors.ts"
import { toConverse } from "./languageModel/prompt.ts"
import { partsOf, streamParts } from "./languageModel/response.ts"
import { type Structure, structureOf } from "./languageModel/structure.ts"
import { toolConfig } from "./languageModel/tools.ts"
import { modelOf } from "./ModelCall.ts"

export { toBedrockError } from "./languageModel/errors.ts"

/** What is sent beside the prompt. What is left out follows from the model. */
export interface Options {
  /** Taken verbatim: a model id, an inference profile or an ARN. */
  readonly modelId: string
  /** Default: the model's own limit. */
  readonly maxTokens?: number
  /** Default: 0, where the model takes one. */
  readonly temperature?: number
  readonly topP?: number
  readonly stopSequences?: ReadonlyArray<string>
  /** Beside the step and the page; it shows up in the account's invocation logs. */
  readonly requestMetadata?: Readonly<Record<string, string>>
  readonly guardrail?: Sdk.GuardrailStreamConfiguration
  /** Members of the request that are the model's own, such as Claude's `thinking`. */
  readonly additionalModelRequestFields?: NonNullable<Sdk.ConverseStreamCommandInput["additionalModelRequestFields"]>
}

/** Options that take the place of the layer's own, for the effects they are provided to. */
export const Config: Context.Reference<Partial<Options>> = Context.Reference<Partial<Options>>(
  "dpg/layers/BedrockLanguageModel/Config",
  { defaultValue: () => ({}) }
)

/** Overrides options for one effect: `generateText({ prompt }).pipe(withConfigOverride({ maxTokens: 500 }))`. */
export const withConfigOverride: {
  (overrides: Partial<Options>): <A, E, R>(self: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>
  <A, E, R>(self: Effect.Effect<A, E, R>, overrides: Partial<Options>): Effect.Effect<A, E, R>
} = dual(
  2,
  <A, E, R>(self: Effect.Effect<A, E, R>, overrides: Partial<Options>): Effect.Effect<A, E, R> =>
    Effect.flatMap(Config, (config) => Effect.provideService(self, Config, { ...config, ...overrides }))
)

/** The service over the client in context. */
export const make = Effect.fnUntraced(function*(
  options: Options
): Effect.fn.Return<LanguageModel.LanguageModel, never, ConverseClient> {
  const client = yield* ConverseClient

  const generateText = Effect.fnUntraced(function*(provider: LanguageModel.ProviderOptions) {
    const { request, structure } = yield* prepare("generateText", options, provider)
    const reply = yield* Effect.mapError(client.converse(request), (error) => fromBedrockError("generateText", error))
    return partsOf(reply, request.modelId, structure)
  })

  const streamText = (provider: LanguageModel.ProviderOptions) =>
    prepare("streamText", options, provider).pipe(
      Effect.map(({ request }) =>
        streamParts(
          Stream.mapError(client.stream(request), (error) => fromBedrockError("streamText", error)),
          request.modelId
        )
      ),
      Stream.unwrap
    )

  return yield* LanguageModel.make({
    generateText,
    streamText,
    codecTransformer: AnthropicStructuredOutput.toCodecAnthropic,
    supportsSystemMessagesInHistory: Effect.succeed(false)
  })
})

export const layer = (options: Options): Layer.Layer<LanguageModel.LanguageModel, never, ConverseClient> =>
  Layer.effect(LanguageModel.LanguageModel, make(options))

/** For `Effect.provide` and `ExecutionPlan`: the language model with its provider's and its own name. */
export const model = (
  modelId: string,
  options?: Omit<Options, "modelId">
): Model.Model<"amazon-bedrock", LanguageModel.LanguageModel, ConverseClient> =>
  Model.make("amazon-bedrock", modelId, layer({ ...options, modelId }))

const prepare = Effect.fnUntraced(function*(
  method: string,
  options: Options,
  provider: LanguageModel.ProviderOptions
) {
  const config = { ...options, ...(yield* Config) }
  const model = modelOf(config.modelId)
  const structure = yield* orFail(
    method,
    structureOf(provider.responseFormat, model),
    (description) => new AiError.UnsupportedSchemaError({ description })
  )
  const { messages, system } = yield* orFail(
    method,
    toConverse(provider.prompt, model),
    (description) => new AiError.InvalidUserInputError({ description })
  )
  const tools = yield* orFail(
    method,
    toolConfig({ tools: provider.tools, toolChoice: provider.toolChoice, structure, messages }, model),
    (description) => new AiError.InvalidUserInputError({ description })
  )
  if (structure?.kind === "text") system.push({ text: structure.instruction })
  const request: ConverseRequest = {
    modelId: config.modelId,
    messages,
    ...(system.length > 0 && { system }),
    ...(tools !== undefined && { toolConfig: tools }),
    ...outputConfig(structure),
    inferenceConfig: {
      ...(config.maxTokens !== undefined && { maxTokens: config.maxTokens }),
      ...(config.temperature !== undefined && { temperature: config.temperature }),
      ...(config.topP !== undefined && { topP: config.topP }),
      ...(config.stopSequences !== undefined && { stopSequences: [...config.stopSequences] })
    },
    ...(config.requestMetadata !== undefined && { requestMetadata: { ...config.requestMetadata } }),
    ...(config.guardrail !== undefined && { guardrailConfig: config.guardrail }),
    ...(config.additionalModelRequestFields !== undefined && {
      additionalModelRequestFields: config.additionalModelRequestFields
    })
  }
  return { request, structure }
})

const outputConfig = (structure: Structure | undefined): Pick<ConverseRequest, "outputConfig"> => {
  if (structure?.kind !== "native") return {}
  const { name, schema } = structure
  return { outputConfig: { textFormat: { type: "json_schema", structure: { jsonSchema: { name, schema } } } } }
}

const orFail = <A>(
  method: string,
  result: Result.Result<A, string>,
  reason: (description: string) => AiError.AiErrorReason
): Effect.Effect<A, AiError.AiError> =>
  Effect.fromResult(
    Result.mapError(result, (description) =>
      AiError.make({ module: "BedrockLanguageModel", method, reason: reason(description) }))
  )
