/** What several commands take in the same words. */
import { Schema } from "effect"
import { Argument, Flag } from "effect/cli"

/** An empty one would be the folder one stands in. */
export const FolderName = Schema.String.check(
  Schema.isPattern(/\S/, { message: "the name of a folder; . for the one you are in" })
)

/** The product that a command looks at. */
export const productDirectory = Argument.String("dir").pipe(
  Argument.withDescription("The output folder of a run (default: product)"),
  Argument.withSchema(FolderName),
  Argument.withDefault("product")
)

/** `--json`, with what is printed then. */
export const jsonFlag = (description: string) =>
  Flag.Boolean("json").pipe(Flag.withDescription(description), Flag.withDefault(false))
