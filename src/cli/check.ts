import { Console, Effect, Schema } from "effect"
import { Command } from "effect/cli"
import { CheckReport } from "../domain/Check.ts"
import { ProductInvalid } from "../domain/Errors.ts"
import { harmless, plural } from "../domain/Format.ts"
import { jsonFlag, productDirectory } from "./arguments.ts"

export const check = <E, R>(handler: (directory: string) => Effect.Effect<CheckReport, E, R>) =>
  Command.make(
    "check",
    {
      directory: productDirectory,
      json: jsonFlag("Print it as one JSON document")
    },
    Effect.fn("dpg.check")(function*({ directory, json }) {
      const report = yield* handler(directory)
      yield* Console.log(json ? yield* Effect.orDie(encode(report)) : lines(directory, report).join("\n"))
      const errors = report.findings.filter(({ severity }) => severity === "error")
      if (errors.length === 0) return
      const files = new Set(errors.map(({ path }) => path)).size
      return yield* new ProductInvalid({ directory, findings: errors.length, files })
    })
  ).pipe(
    Command.withDescription("Check what is on disk after edits: each finding with its file, line and column"),
    Command.withShortDescription("Check a product after edits"),
    Command.withExamples([
      { command: "dpg check", description: "The product in ./product" },
      { command: "dpg check preview --json", description: "The same for a program" }
    ])
  )

const encode = Schema.encodeEffect(Schema.fromJsonString(CheckReport, { space: 2 }))

/** `file:line:column: message`, as editors and terminals link it. */
const lines = (directory: string, { files, findings, notes }: CheckReport): ReadonlyArray<string> => {
  const warnings = findings.filter(({ severity }) => severity === "warning").length
  return [
    ...findings.map(({ at, column, line, message, path, rule, severity }) => {
      // A key that is missing has no place of its own: the place around it does not say which one.
      const mark = `${severity === "warning" ? "warning: " : ""}${rule === "schema" && at !== "" ? `${at}: ` : ""}`
      return harmless(`${directory.replace(/\/+$/, "")}/${path}:${line}:${column}: ${mark}${message} [${rule}]`)
    }),
    ...notes.map((note) => harmless(`Note: ${note}.`)),
    ...(warnings === findings.length
      ? [`${files.length} files checked, ${warnings === 0 ? "nothing found" : plural(warnings, "warning")}.`]
      : [])
  ]
}
