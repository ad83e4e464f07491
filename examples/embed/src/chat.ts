/**
 * A chat with a tool on the `LanguageModel` of Amazon Bedrock: three turns, each answer printed as it comes, at its end
 * what it cost. It talks to the local Bedrock; set CHAT_MODEL_ID and it talks to Amazon's.
 */
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { AppConfig, BedrockLanguageModel, BedrockRuntime, ConverseClient, Credentials, layerPolicy } from "dpg"
import { Config, Console, Effect, Layer, Option, Schema, Stream } from "effect"
import { type AiError, Chat, type Prompt, Tool, Toolkit } from "effect/ai"
import { localBedrock } from "./localBedrock.js"

const Stock = Tool.make("stock", {
  description: "How many of a tool are in the shed.",
  parameters: Schema.Struct({ tool: Schema.String }),
  success: Schema.Struct({ count: Schema.Int })
})
const toolkit = Toolkit.make(Stock)

const shed: ReadonlyMap<string, number> = new Map([["drill", 2], ["ladder", 1]])
const handlers = toolkit.toLayer({
  stock: ({ tool }) => Effect.succeed({ count: shed.get(tool.toLowerCase()) ?? 0 })
})

const questions = ["Hello, who are you?", "How many drills are in the shed?", "And may I take one home?"]

/** Asks, prints what comes, and goes back to the model for as long as it calls tools. */
const turn = Effect.fn("turn")(function*(chat: Chat.Chat, question: string) {
  yield* Console.log(`> ${question}`)
  let prompt: Prompt.RawInput = question
  for (;;) {
    const finish = yield* chat.streamText({ prompt, toolkit }).pipe(
      Stream.tap((part) => {
        switch (part.type) {
          case "text-delta":
            return print(part.delta)
          case "tool-call":
            return print(`\n[${part.name} ${JSON.stringify(part.params)}]\n`)
          default:
            return Effect.void
        }
      }),
      Stream.filter((part) => part.type === "finish"),
      Stream.runLast
    )
    if (Option.isNone(finish) || finish.value.reason !== "tool-calls") {
      const details = Option.flatMap(finish, ({ metadata }) => decodeDetails(metadata["bedrock"]))
      const cost = Option.getOrUndefined(details)?.costUsd
      return yield* Console.log(cost === undefined ? "\n" : `\n(US$ ${cost.toFixed(6)})\n`)
    }
    prompt = []
  }
})

const decodeDetails = Schema.decodeUnknownOption(BedrockLanguageModel.FinishDetails)

const print = (text: string) => Effect.sync(() => process.stdout.write(text))

const program = Effect.gen(function*() {
  const chat = yield* Chat.fromPrompt([{ role: "system", content: "You mind a tool shed. Be brief." }])
  yield* Effect.forEach(questions, (question) => turn(chat, question), { discard: true })
}).pipe(
  // What Bedrock said, under its own name.
  Effect.catchTag("AiError", (error): Effect.Effect<void, AiError.AiError> => {
    const bedrock = BedrockLanguageModel.toBedrockError(error)
    return Option.isSome(bedrock) && bedrock.value._tag === "Throttled"
      ? Console.log(`Later, then: ${bedrock.value.message}`)
      : Effect.fail(error)
  })
)

/** Amazon Bedrock, with settings and credentials from the environment. */
const settings = AppConfig.layer.pipe(Layer.provide(NodeServices.layer))
const amazonBedrock = ConverseClient.layer.pipe(
  Layer.provide(BedrockRuntime.layer),
  Layer.provide(Credentials.layer),
  Layer.provide([settings, NodeServices.layer])
)

const amazon = (modelId: string) =>
  BedrockLanguageModel.layer({ modelId }).pipe(
    Layer.provide(amazonBedrock),
    Layer.merge(layerPolicy().pipe(Layer.provide(settings)))
  )

const local = BedrockLanguageModel.layer({ modelId: "global.anthropic.claude-sonnet-4-5-20250929-v1:0" }).pipe(
  Layer.provide(localBedrock)
)

const main = Effect.gen(function*() {
  const modelId = yield* Config.option(Config.String("CHAT_MODEL_ID"))
  return yield* Option.isSome(modelId)
    ? Effect.provide(program, amazon(modelId.value))
    : Effect.provide(program, local)
})

main.pipe(Effect.provide(handlers), NodeRuntime.runMain)
