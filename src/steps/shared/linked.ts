import { Result } from "effect"
import type { Finding } from "../../domain/Finding.ts"

/** A decoded value, unless the linker finds fault with it. */
export const linked =
  <A>(link: (value: A) => ReadonlyArray<Finding>) => (value: A): Result.Result<A, ReadonlyArray<Finding>> => {
    const findings = link(value)
    return findings.length === 0 ? Result.succeed(value) : Result.fail(findings)
  }
