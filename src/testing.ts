/**
 * What a test of an application on dpg may import: `import { … } from "dpg/testing"`.
 *
 * - `ScriptedBedrock` stands in for Amazon Bedrock below the clients, without a socket; `scriptedRaw`,
 *   `scriptedConverse` and `scriptedLanguageModel` are the real clients over such a script.
 * - `BedrockEmulator` is a local Bedrock over a real socket, with an `EmulatedModel` behind it: one of `ScriptedModel`,
 *   or `OfflineModel`; `emulatedBedrock` is the real `BedrockRuntime` talking to it.
 * - `recordedBedrock` keeps every exchange in a folder, `replayedBedrock` answers from one, without network or credentials.
 * - `CallRecorder` remembers every attempt and exchange; `layerMemoryRunStore` keeps artefacts without a disk.
 */
import * as NodeCrypto from "@effect/platform-node/NodeCrypto"
import * as NodeFileSystem from "@effect/platform-node/NodeFileSystem"
import * as NodePath from "@effect/platform-node/NodePath"
import { Layer, Option } from "effect"
import type { LanguageModel } from "effect/ai/LanguageModel"
import type { RecordingInvalid } from "./domain/Errors.ts"
import type { PolicyMalformed } from "./domain/iam/PolicyDocument.ts"
import { BedrockEmulator, type EmulatorNotStarted, type EmulatorOptions } from "./emulator/BedrockEmulator.ts"
import type { EmulatedModel } from "./emulator/EmulatedModel.ts"
import { exampleCredentials } from "./emulator/Signature.ts"
import { AppConfig } from "./layers/AppConfig.ts"
import * as BedrockLanguageModel from "./layers/BedrockLanguageModel.ts"
import { BedrockRuntime } from "./layers/BedrockRuntime.ts"
import { ConverseClient } from "./layers/ConverseClient.ts"
import { Credentials } from "./layers/Credentials.ts"
import { RawClient } from "./layers/RawClient.ts"
import * as Recording from "./layers/Recording.ts"
import { type Outcome, ScriptedBedrock } from "./testing/ScriptedBedrock.ts"

export { type PolicyDocument, PolicyMalformed } from "./domain/iam/PolicyDocument.ts"
export { BedrockEmulator, EmulatorNotStarted, type EmulatorOptions } from "./emulator/BedrockEmulator.ts"
export { EmulatedModel, type ModelReply, type ModelRequest } from "./emulator/EmulatedModel.ts"
export { Fault } from "./emulator/Faults.ts"
export { OfflineModel } from "./emulator/offline/OfflineModel.ts"
export * as ScriptedModel from "./emulator/ScriptedModel.ts"
export { type EmulatorCredentials, exampleCredentials } from "./emulator/Signature.ts"
export { CallRecorder } from "./testing/CallRecorder.ts"
export { layerMemoryRunStore } from "./testing/MemoryRunStore.ts"
export { type Outcome, ScriptedBedrock, type ScriptedReply, type ScriptedRequest } from "./testing/ScriptedBedrock.ts"

/** The real `RawClient` over a script. */
export const scriptedRaw = (...outcomes: ReadonlyArray<Outcome>): Layer.Layer<RawClient | ScriptedBedrock> =>
  RawClient.layer.pipe(Layer.provideMerge(ScriptedBedrock.layer(...outcomes)))

/** The real `ConverseClient` over a script. */
export const scriptedConverse = (...outcomes: ReadonlyArray<Outcome>): Layer.Layer<ConverseClient | ScriptedBedrock> =>
  ConverseClient.layer.pipe(Layer.provideMerge(ScriptedBedrock.layer(...outcomes)))

/** The real `LanguageModel` over a script. */
export const scriptedLanguageModel = (
  options: BedrockLanguageModel.Options,
  ...outcomes: ReadonlyArray<Outcome>
): Layer.Layer<LanguageModel | ScriptedBedrock> =>
  BedrockLanguageModel.layer(options).pipe(Layer.provideMerge(scriptedConverse(...outcomes)))

/** The real `BedrockRuntime`, signing with the first of the emulator's keys, and the emulator it talks to. */
export const emulatedBedrock = (
  options: EmulatorOptions = {}
): Layer.Layer<BedrockRuntime | Credentials | BedrockEmulator, EmulatorNotStarted | PolicyMalformed, EmulatedModel> => {
  const config = Layer.unwrap(
    BedrockEmulator.useSync(({ url }) => AppConfig.layerOf({ endpoint: Option.some(new URL(url)) }))
  )
  return BedrockRuntime.layer.pipe(
    Layer.provide(config),
    Layer.provideMerge(Credentials.layerStatic(options.credentials?.[0] ?? exampleCredentials)),
    Layer.provideMerge(BedrockEmulator.layer(options))
  )
}

/** The `BedrockRuntime` beneath, with each of its exchanges written to a folder. */
export const recordedBedrock = (
  directory: string
): Layer.Layer<BedrockRuntime, never, BedrockRuntime | Credentials> =>
  Layer.provide(Recording.layerRecord(directory), files)

/** A `BedrockRuntime` that answers from a folder alone; a request without an answer is written to its `missing/`. */
export const replayedBedrock = (directory: string): Layer.Layer<BedrockRuntime | Credentials, RecordingInvalid> =>
  Layer.provide(Recording.layerReplay(directory), files)

const files = Layer.mergeAll(NodeFileSystem.layer, NodePath.layer, NodeCrypto.layerDigest)
