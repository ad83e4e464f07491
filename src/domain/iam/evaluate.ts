/**
 * How IAM decides on an identity-based policy: an explicit Deny wins, then an Allow, and nothing else allows.
 * Source: "Policy evaluation logic" of the IAM user guide.
 */
import { holds } from "./conditions.ts"
import { type Context, matches, matchesArn } from "./pattern.ts"
import type { Policy, Statement } from "./PolicyDocument.ts"

/** What IAM is asked. */
export interface IamRequest {
  readonly action: string
  readonly resource: string
  /** Condition keys and their values; a key without one is left out. */
  readonly context: Readonly<Record<string, string | ReadonlyArray<string>>>
}

/** `implicitDeny`: no statement allows it. `explicitDeny`: one denies it. */
export type Decision = "allow" | "implicitDeny" | "explicitDeny"

export const evaluate = (policy: Policy, request: IamRequest): Decision => {
  const context: Context = new Map(
    Object.entries(request.context).map(([key, values]) => [
      key.toLowerCase(),
      typeof values === "string" ? [values] : values
    ])
  )
  const effects = new Set(
    policy.statements
      .filter((statement) => applies(statement, request, context, policy.variables))
      .map(({ effect }) => effect)
  )
  if (effects.has("Deny")) return "explicitDeny"
  return effects.has("Allow") ? "allow" : "implicitDeny"
}

const applies = (
  { actions, conditions, resources }: Statement,
  { action, resource }: IamRequest,
  context: Context,
  variables: boolean
): boolean => {
  const known = variables ? context : undefined
  return actions.patterns.some((pattern) => matches(pattern.toLowerCase(), action.toLowerCase())) !== actions.not &&
    resources.patterns.some((pattern) => matchesArn(pattern, resource, known)) !== resources.not &&
    conditions.every((condition) => holds(condition, context, variables))
}
