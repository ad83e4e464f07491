import { Console, Effect, Schema } from "effect"
import { Command } from "effect/cli"
import { catalogue } from "../domain/Models.ts"
import { AppConfig } from "../layers/AppConfig.ts"
import { jsonFlag } from "./arguments.ts"
import { modelLines } from "./modelsTable.ts"
import { print, room } from "./terminal.ts"

export const models = Command.make(
  "models",
  {
    json: jsonFlag("Print the catalogue and the settings as JSON")
  },
  Effect.fn("dpg.models")(function*({ json }) {
    const { models: settings, region } = yield* AppConfig
    return yield* json
      ? Console.log(yield* Effect.orDie(encode({ region, settings, catalogue })))
      : print(modelLines(settings, region, yield* room))
  })
).pipe(
  Command.withDescription("List the models dpg knows, and which one each setting stands for"),
  Command.withShortDescription("List models and what the settings resolve to"),
  Command.withExamples([
    { command: "dpg models", description: "The catalogue, and the models in use" },
    { command: "BEDROCK_IR_MODEL_ID=sonnet dpg models", description: "What a setting would resolve to" }
  ])
)

const encode = Schema.encodeEffect(Schema.fromJsonString(Schema.Unknown, { space: 2 }))
