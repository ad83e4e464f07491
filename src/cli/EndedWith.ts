import { Schema } from "effect"

/** Ends the program with an exit code and no further word: what is to be said stands on standard output. */
export class EndedWith extends Schema.TaggedError<EndedWith>()("EndedWith", { exitCode: Schema.Int }) {}

export const isEndedWith = Schema.is(EndedWith)
