/** What tests of the language model share: the real one over a script, and what it sent. */
import type * as Sdk from "@aws-sdk/client-bedrock-runtime"
import { Effect } from "effect"
import type { Prompt } from "effect/ai"
import type * as BedrockLanguageModel from "../../src/layers/BedrockLanguageModel.ts"
import { type Outcome, ScriptedBedrock, scriptedLanguageModel } from "../../src/testing.ts"
import { sonnet } from "./bedrock.ts"

/** The requests that went out, as Converse sees them. */
export const sent = ScriptedBedrock.use((script) =>
  Effect.map(
    script.requests,
    (all) =>
      all.flatMap(({ input }): ReadonlyArray<Sdk.ConverseStreamCommandInput> => "messages" in input ? [input] : [])
  )
)

/** The operations that were called, in order. */
export const operations = ScriptedBedrock.use((script) =>
  Effect.map(script.requests, (all) => all.map(({ operation }) => operation))
)

export const over = (...script: ReadonlyArray<Outcome>) => overWith({}, ...script)

export const overWith = (options: Partial<BedrockLanguageModel.Options>, ...script: ReadonlyArray<Outcome>) =>
  Effect.provide(scriptedLanguageModel({ modelId: sonnet, ...options }, ...script))

export const user = (...content: ReadonlyArray<Prompt.UserMessagePartEncoded>): Prompt.MessageEncoded => ({
  role: "user",
  content
})
