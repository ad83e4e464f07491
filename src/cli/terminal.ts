/** What is printed, as wide as the terminal is. */
import { Console, Effect, Terminal } from "effect"
import { wrap } from "../domain/Format.ts"

/** The columns of the terminal on standard output; without end where that is a file or a pipe. */
export const room: Effect.Effect<number, never, Terminal.Terminal> = Effect.map(
  Effect.flatMap(Terminal.Terminal, ({ columns }) => columns),
  (columns) => columns > 0 ? columns : Number.POSITIVE_INFINITY
)

/**
 * Prints the lines, those that are too long wrapped between words.
 * @param hang - where the rest of a line begins
 */
export const print = Effect.fnUntraced(function*(lines: ReadonlyArray<string>, hang?: number) {
  const columns = yield* room
  yield* Console.log(lines.flatMap((line) => wrap(line, columns, hang)).join("\n"))
})
