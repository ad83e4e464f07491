import { Effect, Result } from "effect"
import { ArtefactInvalid } from "../../domain/Errors.ts"
import type { Finding } from "../../domain/Finding.ts"

/** A decoded value, unless the linker finds fault with it. */
export const linked =
  <A>(link: (value: A) => ReadonlyArray<Finding>) => (value: A): Result.Result<A, ReadonlyArray<Finding>> => {
    const findings = link(value)
    return findings.length === 0 ? Result.succeed(value) : Result.fail(findings)
  }

/** The same for what stands in a file: a person may have edited it, and it may no longer fit what it was made from. */
export const linkedFile =
  <A>(path: string, link: (value: A) => ReadonlyArray<Finding>) => (value: A): Effect.Effect<A, ArtefactInvalid> =>
    Effect.mapError(Effect.fromResult(linked(link)(value)), (findings) => new ArtefactInvalid({ path, findings }))
