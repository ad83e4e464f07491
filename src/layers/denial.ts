/**
 * What AWS says when IAM refuses. Source: "Troubleshoot access denied error messages", AWS IAM user guide, and
 * "Enhanced access denied error messages with policy ARNs", AWS Security Blog.
 */
import type { DeniedBy } from "../domain/Errors.ts"

/** The parts of such a message that are there. */
export interface Denial {
  readonly principal: string | undefined
  /** Twelve digits, out of the principal. */
  readonly account: string | undefined
  readonly action: string | undefined
  readonly resource: string | undefined
  /** The kind of policy it names. */
  readonly deniedBy: DeniedBy | undefined
  readonly explicit: boolean
  /** The ARN of that policy. */
  readonly policy: string | undefined
}

/**
 * `User: ARN is not authorized to perform: ACTION on resource: ARN`, then `because no KIND policy allows the ACTION
 * action` or `with an explicit deny in a KIND policy[: ARN]`.
 */
export const readDenial = (message: string): Denial => {
  const principal = /\bUser:? (arn:\S+)/i.exec(message)?.[1]
  const explicit = /with an explicit deny in (?:an?|the) ([^:.]+?(?:policy|boundary))\b(?::? (arn:\S+))?/i.exec(message)
  const implicit = /because no ([^:.]+?(?:policy|boundary)) allows\b/i.exec(message)
  const kind = (explicit ?? implicit)?.[1]?.toLowerCase()
  return {
    principal,
    account: /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(principal ?? "")?.[1],
    action: /not authorized to perform:? ([a-z][a-z0-9-]*:\w+)/i.exec(message)?.[1],
    resource: /on resource:? (arn:[^\s,"']+|\*)/i.exec(message)?.[1],
    deniedBy: kind === undefined ? undefined : kinds.find(([start]) => kind.startsWith(start))?.[1] ?? "unknown",
    explicit: explicit !== null,
    policy: explicit?.[2]?.replace(/[.,;]$/, "")
  }
}

const kinds: ReadonlyArray<readonly [start: string, kind: DeniedBy]> = [
  ["identity-based", "identity-policy"],
  ["permissions boundary", "permissions-boundary"],
  ["session", "session-policy"],
  ["resource-based", "resource-policy"],
  ["vpc endpoint", "vpc-endpoint-policy"],
  ["service control", "service-control-policy"],
  ["resource control", "resource-control-policy"]
]
