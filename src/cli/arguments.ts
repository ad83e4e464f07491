/** What several commands take in the same words. */
import { Argument, Flag } from "effect/cli"

/** The product that a command looks at. */
export const productDirectory = Argument.String("dir").pipe(
  Argument.withDescription("The output folder of a run (default: product)"),
  Argument.withDefault("product")
)

/** `--json`, with what is printed then. */
export const jsonFlag = (description: string) =>
  Flag.Boolean("json").pipe(Flag.withDescription(description), Flag.withDefault(false))
