/** How a command that asks models is to reach them: the same flags for each. */
import { Effect, Option, Schema } from "effect"
import { CliError, Flag } from "effect/cli"

/** Who answers, and how many are asked at a time. */
export interface ModelOptions {
  readonly offline: boolean
  /** Folder for the exchanges of the run. */
  readonly record: Option.Option<string>
  /** Folder that answers in the place of Bedrock. */
  readonly replay: Option.Option<string>
  readonly concurrency: Option.Option<number>
}

const Concurrency = Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 64 }, {
  message: "a whole number from 1 to 64"
}))

export const modelFlags = {
  offline: Flag.Boolean("offline").pipe(
    Flag.withDescription("Use the local Bedrock and its rule-based model: no account, no cost"),
    Flag.withDefault(false)
  ),
  record: Flag.String("record").pipe(
    Flag.withMetavar("DIR"),
    Flag.withDescription("Keep every exchange with Bedrock in a folder"),
    Flag.optional
  ),
  replay: Flag.String("replay").pipe(
    Flag.withMetavar("DIR"),
    Flag.withDescription("Answer from such a folder alone: no account, no network, no cost"),
    Flag.optional
  ),
  concurrency: Flag.Int("concurrency").pipe(
    Flag.withSchema(Concurrency),
    Flag.withMetavar("N"),
    Flag.withDescription("Pages worked on at a time (default: 4)"),
    Flag.optional
  )
}

/** Refuses flags that contradict each other. */
export const checkModelFlags = (
  { offline, record, replay }: Pick<ModelOptions, "offline" | "record" | "replay">
): Effect.Effect<void, CliError.ValidationError> =>
  Option.isSome(replay) && (offline || Option.isSome(record))
    ? Effect.fail(new CliError.ValidationError({ message: "--replay answers alone: leave out --offline and --record" }))
    : Effect.void
