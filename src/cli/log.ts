import { Console, Effect, FileSystem, Path, Schema } from "effect"
import { Command, Flag } from "effect/cli"
import { RunLogNotFound } from "../domain/Errors.ts"
import { RunEvent } from "../domain/RunEvent.ts"
import { parseLog, runsOf } from "../domain/RunSummary.ts"
import { jsonFlag, productDirectory } from "./arguments.ts"
import { runLines } from "./logTable.ts"
import { print, room } from "./terminal.ts"

export const log = Command.make(
  "log",
  {
    directory: productDirectory,
    all: Flag.Boolean("all").pipe(
      Flag.withDescription("Every run in the folder, not just the last"),
      Flag.withDefault(false)
    ),
    json: jsonFlag("Print the events as lines of JSON")
  },
  Effect.fn("dpg.log")(function*({ all, directory, json }) {
    const fs = yield* FileSystem.FileSystem
    const path = yield* Path.Path
    const file = path.join(directory, ".dpg", "run.ndjson")
    const text = yield* fs.readFileString(file).pipe(
      Effect.mapError((error) => new RunLogNotFound({ path: file, reason: reasonOf(error.reason._tag) }))
    )
    const runs = runsOf(parseLog(text))
    if (runs.length === 0) return yield* new RunLogNotFound({ path: file, reason: "it holds no run" })
    const chosen = all ? runs : runs.slice(-1)
    const columns = yield* room
    const lines = json
      ? yield* Effect.orDie(Effect.forEach(chosen.flatMap(({ events }) => events), (event) => encode(event)))
      : chosen.flatMap((run, index) => (index === 0 ? [] : [""]).concat(runLines(run, columns)))
    return yield* json ? Console.log(lines.join("\n")) : print(lines)
  })
).pipe(
  Command.withDescription("Show the model calls of a run: time, tokens, cost, outcome, with sums per step"),
  Command.withShortDescription("Show the calls of a run"),
  Command.withExamples([
    { command: "dpg log", description: "The last run in ./product" },
    { command: "dpg log preview --all", description: "Every run in ./preview" }
  ])
)

const reasonOf = (tag: string): string => tag === "NotFound" ? "there is none" : "it cannot be read"

const encode = Schema.encodeEffect(Schema.fromJsonString(RunEvent))
