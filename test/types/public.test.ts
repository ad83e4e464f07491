/** The public types, checked by `tsc`: a change of them is a decision. */
import { describe, expectTypeOf, it } from "@effect/vitest"
import type { Effect, FileSystem, Layer, Option, Redacted, Schema, Stream } from "effect"
import type { AiError, LanguageModel, Model, Prompt, Tokenizer } from "effect/ai"
import type * as Dpg from "../../src/index.ts"
import type * as Testing from "../../src/testing.ts"

type Out<L> = L extends Layer.Layer<infer A, infer _E, infer _R> ? A : never
type Err<L> = L extends Layer.Layer<infer _A, infer E, infer _R> ? E : never
type In<L> = L extends Layer.Layer<infer _A, infer _E, infer R> ? R : never

/** What an effect or a stream succeeds with, fails with and needs. */
type Parts<T> = T extends Effect.Effect<infer A, infer E, infer R> ? readonly [A, E, R]
  : T extends Stream.Stream<infer A, infer E, infer R> ? readonly [A, E, R]
  : never

describe("layers", () => {
  it("of Bedrock build on one another", () => {
    type Runtime = typeof Dpg.BedrockRuntime.layer
    expectTypeOf<Out<Runtime>>().toEqualTypeOf<Dpg.BedrockRuntime>()
    expectTypeOf<Err<Runtime>>().toEqualTypeOf<never>()
    expectTypeOf<In<Runtime>>().toEqualTypeOf<Dpg.AppConfig | Dpg.Credentials>()

    expectTypeOf<Out<typeof Dpg.RawClient.layer>>().toEqualTypeOf<Dpg.RawClient>()
    expectTypeOf<In<typeof Dpg.RawClient.layer>>().toEqualTypeOf<Dpg.BedrockRuntime | Dpg.Credentials>()
    expectTypeOf<Out<typeof Dpg.ConverseClient.layer>>().toEqualTypeOf<Dpg.ConverseClient>()
    expectTypeOf<In<typeof Dpg.ConverseClient.layer>>().toEqualTypeOf<Dpg.BedrockRuntime | Dpg.Credentials>()
  })

  it("of settings and credentials fail with what is wrong with them, and need files alone", () => {
    expectTypeOf<Err<typeof Dpg.AppConfig.layer>>().toEqualTypeOf<Dpg.ConfigInvalid>()
    expectTypeOf<In<typeof Dpg.AppConfig.layer>>().toEqualTypeOf<FileSystem.FileSystem>()
    expectTypeOf<Dpg.CredentialsError>().toExtend<Err<typeof Dpg.Credentials.layer>>()
    expectTypeOf<In<ReturnType<typeof Dpg.Credentials.layerStatic>>>().toEqualTypeOf<never>()
  })

  it("of the language model are effect/ai's, on ConverseClient", () => {
    type Bedrock = typeof Dpg.BedrockLanguageModel
    expectTypeOf<ReturnType<Bedrock["layer"]>>().toEqualTypeOf<
      Layer.Layer<LanguageModel.LanguageModel, never, Dpg.ConverseClient>
    >()
    expectTypeOf<ReturnType<Bedrock["model"]>>().toEqualTypeOf<
      Model.Model<"amazon-bedrock", LanguageModel.LanguageModel, Dpg.ConverseClient>
    >()
    expectTypeOf<ReturnType<Bedrock["layerTokenizer"]>>().toEqualTypeOf<
      Layer.Layer<Tokenizer.Tokenizer, never, Dpg.ConverseClient>
    >()
    expectTypeOf<ReturnType<Bedrock["countTokens"]>>().toEqualTypeOf<
      Effect.Effect<number, AiError.AiError, Dpg.ConverseClient>
    >()
    expectTypeOf<Parameters<Bedrock["countTokens"]>[1]>().toEqualTypeOf<Prompt.RawInput>()
  })

  it("of the tests need a model behind the local Bedrock, and no more", () => {
    type Local = ReturnType<typeof Testing.emulatedBedrock>
    expectTypeOf<Out<Local>>().toEqualTypeOf<Dpg.BedrockRuntime | Dpg.Credentials | Testing.BedrockEmulator>()
    expectTypeOf<In<Local>>().toEqualTypeOf<Testing.EmulatedModel>()
    expectTypeOf<Err<Local>>().toEqualTypeOf<Testing.EmulatorNotStarted | Testing.PolicyMalformed>()
    expectTypeOf<In<ReturnType<typeof Testing.scriptedLanguageModel>>>().toEqualTypeOf<never>()
    expectTypeOf<In<ReturnType<typeof Testing.recordedBedrock>>>().toEqualTypeOf<
      Dpg.BedrockRuntime | Dpg.Credentials
    >()
    expectTypeOf<Out<ReturnType<typeof Testing.replayedBedrock>>>().toEqualTypeOf<
      Dpg.BedrockRuntime | Dpg.Credentials
    >()
    expectTypeOf<Err<ReturnType<typeof Testing.replayedBedrock>>>().toEqualTypeOf<Dpg.RecordingInvalid>()
  })
})

describe("clients", () => {
  it("fail with the errors of Bedrock and need nothing more", () => {
    type Converse = Dpg.ConverseClient["Service"]
    expectTypeOf<Parts<ReturnType<Converse["converse"]>>>().toEqualTypeOf<
      readonly [Dpg.ConverseReply, Dpg.BedrockError, never]
    >()
    expectTypeOf<ReturnType<Converse["converseOnce"]>>().toEqualTypeOf<ReturnType<Converse["converse"]>>()
    expectTypeOf<Parts<ReturnType<Converse["stream"]>>[1]>().toEqualTypeOf<Dpg.BedrockError>()
    expectTypeOf<Parts<ReturnType<Converse["countTokens"]>>>().toEqualTypeOf<
      readonly [number, Dpg.BedrockError, never]
    >()
    expectTypeOf<Parts<ReturnType<Dpg.RawClient["Service"]["invoke"]>>>().toEqualTypeOf<
      readonly [Dpg.RawReply, Dpg.BedrockError, never]
    >()
  })
})

describe("errors", () => {
  it("are unions of tags: Bedrock's within dpg's", () => {
    expectTypeOf<Dpg.BedrockError>().toExtend<Dpg.DpgError>()
    expectTypeOf<
      | "AccessDenied"
      | "CredentialsExpired"
      | "CredentialsInvalid"
      | "CredentialsNotFound"
      | "InferenceProfileRequired"
      | "InvalidRequest"
      | "ModelAccessNotEnabled"
      | "ModelNotFound"
      | "ModelTimedOut"
      | "NetworkFailed"
      | "OutputTruncated"
      | "QuotaExceeded"
      | "RecordingInvalid"
      | "Refused"
      | "ReplayMissing"
      | "ServiceFailed"
      | "StreamBroken"
      | "Throttled"
      | "TimedOut"
    >().toExtend<Dpg.BedrockError["_tag"]>()
    expectTypeOf<Dpg.DpgError["message"]>().toEqualTypeOf<string>()
    expectTypeOf<Dpg.DpgError["hint"]>().toEqualTypeOf<string>()
  })

  it("of a stream bring the answer so far, its words hidden", () => {
    expectTypeOf<NonNullable<Dpg.StreamBroken["partial"]>>().toEqualTypeOf<Dpg.PartialAnswer>()
    expectTypeOf<Dpg.PartialAnswer["text"]>().toEqualTypeOf<Redacted.Redacted>()
    expectTypeOf<Dpg.PartialAnswer["usage"]>().toEqualTypeOf<Dpg.Usage>()
  })

  it("come out of an AiError again", () => {
    expectTypeOf<typeof Dpg.BedrockLanguageModel.toBedrockError>().toEqualTypeOf<
      (error: AiError.AiError) => Option.Option<Dpg.BedrockError>
    >()
  })
})

describe("options", () => {
  type Options = Dpg.BedrockLanguageModel.Options

  it("of the language model: the model alone is required", () => {
    expectTypeOf<{ readonly modelId: string }>().toExtend<Options>()
    expectTypeOf<Options["maxTokens"]>().toEqualTypeOf<number | undefined>()
    expectTypeOf<Options["serviceTier"]>().toEqualTypeOf<"default" | "flex" | "priority" | "reserved" | undefined>()
    expectTypeOf<Options["latency"]>().toEqualTypeOf<"standard" | "optimized" | undefined>()
    expectTypeOf<Options["cacheTools"]>().toEqualTypeOf<"5m" | "1h" | undefined>()
    expectTypeOf<keyof Options>().toEqualTypeOf<
      | "additionalModelRequestFields"
      | "cacheTools"
      | "guardrail"
      | "latency"
      | "maxTokens"
      | "modelId"
      | "requestMetadata"
      | "serviceTier"
      | "stopSequences"
      | "temperature"
      | "topP"
    >()
  })

  it("that override others leave an effect's type as it is", () => {
    type Overridden = Effect.Effect<1, "failure", "need">
    const override = (self: Overridden, by: typeof Dpg.BedrockLanguageModel.withConfigOverride) =>
      by(self, { maxTokens: 1 })
    expectTypeOf<ReturnType<typeof override>>().toEqualTypeOf<Overridden>()
  })

  it("what an answer says of itself is a Schema", () => {
    expectTypeOf<typeof Dpg.BedrockLanguageModel.FinishDetails>().toExtend<
      Schema.Codec<Dpg.BedrockLanguageModel.FinishDetails>
    >()
    expectTypeOf<Dpg.BedrockLanguageModel.FinishDetails["costUsd"]>().toEqualTypeOf<number | undefined>()
  })
})
