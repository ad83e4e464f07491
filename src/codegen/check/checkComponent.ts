import { Result } from "effect"
import type { Finding } from "../../domain/Finding.ts"
import { finding, quoted } from "../../domain/link/report.ts"
import { nodesOf, parseModule, referencesOf } from "./ast.ts"
import { callOf } from "./calls.ts"
import { componentsOf } from "./rendering.ts"
import type { ComponentContext } from "./rule.ts"
import { rules } from "./rules.ts"

/**
 * Whether a component that a model wrote may go into the app. Empty when it may.
 * The source is parsed and never run; what is found names the line, not the secret.
 */
export const checkComponent = (source: string, context: ComponentContext): ReadonlyArray<Finding> =>
  Result.match(parseModule(source), {
    onFailure: (reason) => {
      // Babel counts columns from 0 and ends its message with the place: `(12:4)`.
      const [place, line, column] = / \((\d+):(\d+)\)$/.exec(reason) ?? []
      const at = place === undefined ? "module" : `line ${line}, column ${Number(column) + 1}`
      return [finding("unparsable", at, `it does not parse as TSX: ${reason}`)]
    },
    onSuccess: (module) => {
      const nodes = nodesOf(module.program)
      const subject = {
        ...context,
        module,
        nodes,
        references: referencesOf(module),
        components: componentsOf(module)
      }
      return [
        ...rules.flatMap((rule) => rule.check(subject)),
        ...lostCalls(context.skeleton, callsIn(source))
      ]
    }
  })

/** Calls of the skeleton that the component no longer makes. */
const lostCalls = (skeleton: string | undefined, made: ReadonlyArray<string>): ReadonlyArray<Finding> =>
  skeleton === undefined
    ? []
    : callsIn(skeleton).flatMap((call) =>
      made.includes(call)
        ? []
        : [finding("endpoint", "module", `the skeleton calls ${quoted(call)} and this does not; keep the call`)]
    )

/** `GET /books`, … once each. */
const callsIn = (source: string): ReadonlyArray<string> =>
  Result.match(parseModule(source), {
    onFailure: () => [],
    onSuccess: (module) => [
      ...new Set(
        nodesOf(module.program).flatMap((node) => {
          const call = callOf(node)
          return call?.path === undefined ? [] : [`${call.method} ${call.path}`]
        })
      )
    ]
  })
