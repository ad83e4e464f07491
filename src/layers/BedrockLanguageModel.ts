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
 * - The metadata of the `finish` part holds under `bedrock` what `FinishDetails` describes: the cost, among others.
 * - `countTokens` and `layerTokenizer` ask Bedrock how many tokens a prompt comes to.
 *
 * A model is asked for what the catalogue says it can do. What it cannot do and the prompt needs (images, tools) fails
 * before anything is sent; what has a next best (a schema, a forced tool) takes that.
 */
import type * as Sdk from "@aws-sdk/client-bedrock-runtime"
import { Array, Context, Effect, Layer, Result, Stream } from "effect"
import * as AiError from "effect/ai/AiError"
import * as AnthropicStructuredOutput from "effect/ai/AnthropicStructuredOutput"
import * as LanguageModel from "effect/ai/LanguageModel"
import * as Model from "effect/ai/Model"
import * as Prompt from "effect/ai/Prompt"
import * as Telemetry from "effect/ai/Telemetry"
import * as Tokenizer from "effect/ai/Tokenizer"
import { dual } from "effect/Function"
import type { Model as BedrockModel } from "../domain/Models.ts"
import { ConverseClient, type ConverseRequest } from "./ConverseClient.ts"
import { type Lifetime, makeCaching } from "./languageModel/caching.ts"
import { fromBedrockError } from "./languageModel/errors.ts"
import { toConverse } from "./languageModel/prompt.ts"
import { partsOf, streamParts, wholeAsStream } from "./languageModel/response.ts"
import { type Structure, structureOf } from "./languageModel/structure.ts"
import { toolConfig } from "./languageModel/tools.ts"
import { modelOf } from "./ModelCall.ts"

export { toBedrockError } from "./languageModel/errors.ts"
export { FinishDetails } from "./languageModel/response.ts"

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
  /** With `trace: "enabled"` the finish part says what the guardrail found. */
  readonly guardrail?: Sdk.GuardrailStreamConfiguration
  /** How urgent the answer is; the price follows. Default: the account's. */
  readonly serviceTier?: Sdk.ServiceTierType
  /** `optimized` where the model has such hardware. */
  readonly latency?: Sdk.PerformanceConfigLatency
  /** Puts the tools in the prompt cache; parts and messages have an option of their own. */
  readonly cacheTools?: Lifetime
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
    const { call, request, structure } = yield* prepare("generateText", options, provider)
    const reply = yield* Effect.mapError(
      client[call](request),
      (error) => fromBedrockError("generateText", error)
    )
    return partsOf(reply, request.modelId, structure)
  })

  const streamText = (provider: LanguageModel.ProviderOptions) =>
    prepare("streamText", options, provider).pipe(
      Effect.map(({ call, request }) =>
        (call === "converse"
          ? streamParts(client.stream(request), request.modelId)
          : wholeAsStream(client.converseOnce(request), request.modelId)).pipe(
            Stream.mapError((error) => fromBedrockError("streamText", error))
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

/** What a prompt comes to before it is asked: its system part, its messages and the tools, as Bedrock counts them. */
export const countTokens = Effect.fn("BedrockLanguageModel.countTokens")(function*(
  options: Options & { readonly tools?: LanguageModel.ProviderOptions["tools"] },
  prompt: Prompt.RawInput
): Effect.fn.Return<number, AiError.AiError, ConverseClient> {
  const client = yield* ConverseClient
  const { request } = yield* prepare("countTokens", options, {
    prompt: Prompt.make(prompt),
    tools: options.tools ?? [],
    toolChoice: "auto",
    responseFormat: { type: "text" }
  })
  return yield* Effect.mapError(client.countTokens(request), (error) => fromBedrockError("countTokens", error))
})

/**
 * The `Tokenizer` of `effect/ai`, for `truncate` and for counting. Bedrock says how many tokens there are and not which:
 * their numbers are their places. A call for each count, and one for each message that `truncate` tries.
 */
export const layerTokenizer = (options: Options): Layer.Layer<Tokenizer.Tokenizer, never, ConverseClient> =>
  Layer.effect(
    Tokenizer.Tokenizer,
    Effect.map(ConverseClient, (client) =>
      Tokenizer.make({
        tokenize: (prompt) =>
          countTokens(options, prompt).pipe(
            Effect.provideService(ConverseClient, client),
            Effect.map((tokens) => Array.makeBy(tokens, (place) => place))
          )
      }))
  )

const prepare = Effect.fnUntraced(function*(
  method: string,
  options: Options,
  provider: Pick<LanguageModel.ProviderOptions, "prompt" | "responseFormat" | "toolChoice" | "tools"> & {
    readonly span?: LanguageModel.ProviderOptions["span"]
  }
) {
  const config = { ...options, ...(yield* Config) }
  const model = modelOf(config.modelId)
  const caching = makeCaching(model)
  const structure = yield* orFail(
    method,
    structureOf(provider.responseFormat, model),
    (description) => new AiError.UnsupportedSchemaError({ description })
  )
  // Tools stand first in what the model reads, and so in its cache.
  const { config: tools, downgrades } = yield* orFail(
    method,
    toolConfig(
      {
        tools: provider.tools,
        toolChoice: provider.toolChoice,
        structure,
        prompt: provider.prompt,
        cachePoint: config.cacheTools
      },
      model,
      caching
    ),
    (description) => new AiError.InvalidUserInputError({ description })
  )
  const { messages, system } = yield* orFail(
    method,
    toConverse(provider.prompt, model, caching),
    (description) => new AiError.InvalidUserInputError({ description })
  )
  if (structure?.kind === "text") system.push({ text: structure.instruction })
  yield* logDowngrade(structure, model)
  yield* Effect.forEach(downgrades, (downgrade) => Effect.logWarning(downgrade), { discard: true })
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
    ...(config.serviceTier !== undefined && { serviceTier: { type: config.serviceTier } }),
    ...(config.latency !== undefined && { performanceConfig: { latency: config.latency } }),
    ...(config.additionalModelRequestFields !== undefined && {
      additionalModelRequestFields: config.additionalModelRequestFields
    })
  }
  if (provider.span !== undefined) annotate(provider.span, request, structure)
  // Some models call tools only in an answer that comes whole.
  const call: "converse" | "converseOnce" = tools !== undefined && model.tools === "whole" ? "converseOnce" : "converse"
  return { request, structure, call }
})

/** The span of `effect/ai`; the call's own, inside it, has the counts and what the answer came to. */
const annotate = (
  span: LanguageModel.ProviderOptions["span"],
  { inferenceConfig, modelId }: ConverseRequest,
  structure: Structure | undefined
) =>
  Telemetry.addGenAIAnnotations(span, {
    provider: { name: "aws.bedrock" },
    operation: { name: "chat" },
    output: { type: structure === undefined ? "text" : "json" },
    request: {
      model: modelId,
      maxTokens: inferenceConfig?.maxTokens,
      temperature: inferenceConfig?.temperature,
      topP: inferenceConfig?.topP,
      stopSequences: inferenceConfig?.stopSequences
    }
  })

/** A model without structured output is no surprise; one that has it and is not used for this schema is. */
const logDowngrade = (
  structure: Structure | undefined,
  { name }: BedrockModel
): Effect.Effect<void> => {
  if (structure === undefined || structure.kind === "native") return Effect.void
  const means = structure.kind === "text" ? "words" : structure.strict ? "a strict tool" : "a tool"
  const message = `${name} is held to the schema by ${means}, not by structured output`
  return structure.kind === "tool" && structure.trouble !== undefined
    ? Effect.logWarning(`${message}: ${structure.trouble}`)
    : Effect.logDebug(message)
}

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
