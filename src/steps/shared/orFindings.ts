import { Effect, Result } from "effect"
import type { DpgError } from "../../domain/Errors.ts"
import { render } from "../../domain/Finding.ts"

/** What is wrong with a model's answer, where that is all that is wrong; other failures stay what they are. */
export const orFindings = <A, R>(
  effect: Effect.Effect<A, DpgError, R>
): Effect.Effect<Result.Result<A, ReadonlyArray<string>>, DpgError, R> =>
  effect.pipe(
    Effect.map((value) => Result.succeed(value)),
    Effect.catchTags({
      InvalidModelOutput: ({ findings }) => Effect.succeed(Result.fail(findings.map(render))),
      OutputTruncated: ({ message }) => Effect.succeed(Result.fail([message])),
      Refused: ({ message }) => Effect.succeed(Result.fail([message]))
    })
  )
