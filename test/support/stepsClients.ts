/** The steps' services with a scripted model: what it is asked and what it answers is in the test's hands. */
import { Context, Duration, Effect, Layer, Option, Stream } from "effect"
import * as AnthropicStructuredOutput from "effect/ai/AnthropicStructuredOutput"
import * as LanguageModel from "effect/ai/LanguageModel"
import type { BedrockError } from "../../src/domain/Errors.ts"
import { resolveModel } from "../../src/domain/Models.ts"
import type { RunEvent } from "../../src/domain/RunEvent.ts"
import { noUsage } from "../../src/domain/Usage.ts"
import { AppConfig } from "../../src/layers/AppConfig.ts"
import * as BedrockLanguageModel from "../../src/layers/BedrockLanguageModel.ts"
import { CallContext } from "../../src/layers/CallContext.ts"
import { fromBedrockError } from "../../src/layers/languageModel/errors.ts"
import { Progress } from "../../src/layers/Progress.ts"
import { RawClient } from "../../src/layers/RawClient.ts"
import { RunLog } from "../../src/layers/RunLog.ts"
import { platform, storeOn } from "./runFolder.ts"

/** One call of the model, whatever client it came by. */
export interface Asked {
  readonly client: "raw" | "converse"
  readonly step: string
  readonly page: string
  readonly modelId: string
  readonly system: string
  readonly messages: ReadonlyArray<{ readonly role: "user" | "assistant"; readonly text: string }>
  readonly outputSchema: unknown
}

/** What the model answers; `Script.asked` has every call so far. */
export type Answers = (asked: Asked) => string | Effect.Effect<string, BedrockError>

export class Script extends Context.Service<Script, {
  readonly asked: ReadonlyArray<Asked>
  readonly events: ReadonlyArray<RunEvent>
}>()("dpg/test/support/stepsClients/Script") {}

/** Everything the steps ask for, over a folder; a new one of it on the same folder is the next run. */
export const servicesOn = (directory: string, answers: Answers) => {
  const asked: Array<Asked> = []
  const events: Array<RunEvent> = []
  const answer = Effect.fnUntraced(function*(call: Omit<Asked, "page" | "step">) {
    const { page, step } = yield* CallContext
    const one = { ...call, page, step }
    asked.push(one)
    const reply = answers(one)
    return typeof reply === "string" ? reply : yield* reply
  })

  const raw = Layer.mock(RawClient, {
    invoke: ({ messages, modelId, outputSchema, system }) =>
      Effect.map(
        answer({ client: "raw", modelId, system, messages, outputSchema }),
        (text) => ({ text, stopReason: "end_turn", usage: noUsage, requestId: "r" })
      )
  })

  const languageModel = Layer.effect(
    LanguageModel.LanguageModel,
    LanguageModel.make({
      generateText: ({ prompt, responseFormat }) =>
        Effect.gen(function*() {
          const { modelId = "" } = yield* BedrockLanguageModel.Config
          const turns = prompt.content.map((message) => ({
            role: message.role,
            text: typeof message.content === "string"
              ? message.content
              : message.content.map((part) => part.type === "text" ? part.text : "").join("")
          }))
          const text = yield* answer({
            client: "converse",
            modelId,
            system: turns.filter(({ role }) => role === "system").map((turn) => turn.text).join("\n\n"),
            messages: turns.flatMap(({ role, text }) =>
              role === "user" || role === "assistant" ? [{ role, text }] : []
            ),
            outputSchema: responseFormat.type === "json" ? responseFormat.objectName : undefined
          })
          return text === "" ? [] : [{ type: "text" as const, text }]
        }).pipe(Effect.mapError((error) => fromBedrockError("generateText", error))),
      streamText: () => Stream.empty,
      codecTransformer: AnthropicStructuredOutput.toCodecAnthropic
    })
  )

  const model = (id: string) => resolveModel({ setting: id, source: "test", default: id, aliases: false })
  const config = Layer.succeed(AppConfig, {
    region: { value: "us-east-1", source: "test" },
    connectTimeout: Duration.seconds(1),
    readTimeout: Duration.seconds(1),
    auth: "sigv4",
    maxAttempts: 0,
    repairRounds: 1,
    network: { proxies: { noProxy: "" }, authorities: undefined },
    limiter: { kind: "off", requestsPerMinute: { models: [] }, tokensPerMinute: { models: [] } },
    endpoint: Option.none(),
    warnings: [],
    models: {
      backend: model("model-raw"),
      detection: model("model-pages"),
      ir: model("model-ir"),
      react: model("model-react")
    }
  })

  return Layer.mergeAll(
    raw,
    languageModel,
    config,
    storeOn(directory),
    RunLog.layerMemory.pipe(
      Layer.provide(Layer.succeed(Progress, { show: (event) => Effect.sync(() => events.push(event)) }))
    ),
    Layer.succeed(Script, { asked, events }),
    platform
  )
}
