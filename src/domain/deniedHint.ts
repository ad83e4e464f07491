/** What to do where access was denied: it depends on who holds the policy that refuses. */
import type { AccessDenied } from "./errors/Access.ts"

/** One line. */
export const deniedHint = (denied: AccessDenied): string => {
  if (/^Signature (?:expired|not yet current)/.test(denied.detail)) {
    return "Set the clock of this machine, best by NTP: requests are signed with the time, and AWS takes five minutes of difference at the most."
  }
  if (isCredentials(denied)) {
    return "Check the access key, its secret and, for temporary credentials, the session token."
  }
  const who = denied.principal ?? "the caller"
  const what = `${denied.action} on ${denied.resource}`
  const policy = denied.policy === undefined ? "" : ` (${denied.policy})`
  switch (denied.deniedBy) {
    case "api-key":
      return "Make a new API key in the Amazon Bedrock console, in the Region in use, and set AWS_BEARER_TOKEN_BEDROCK to it."
    case "service-control-policy":
    case "resource-control-policy":
      return `No policy of this account helps: ask the organisation's administrator to change the ${
        words[denied.deniedBy]
      }${policy} so that it lets ${who} do ${what}.${unspecified(denied)}`
    case "permissions-boundary":
      return `Ask who administers IAM in the account to allow ${what} in the permissions boundary${policy} of ${who}; its own policies cannot.`
    case "session-policy":
      return `Take the role with a session policy${policy} that allows ${what}, or with none: no other policy can widen it.`
    case "vpc-endpoint-policy":
      return `Ask who runs the network to allow ${what} in the policy of the VPC endpoint${policy}, or use another endpoint.`
    case "resource-policy":
      return denied.explicit
        ? `Take what denies ${what} out of the policy of the resource itself${policy}.`
        : `Allow ${who} ${what} in the policy of the resource itself${policy}.`
    default:
      return denied.explicit
        ? `A Deny statement in an identity policy${policy} of ${who} refuses it: narrow that statement; no Allow outweighs it.${
          unspecified(denied)
        }`
        : allow(denied, who, what)
  }
}

const words = {
  "service-control-policy": "service control policy",
  "resource-control-policy": "resource control policy"
}

/** Older records hold no more than the exception. */
const isCredentials = ({ deniedBy, exception }: AccessDenied): boolean =>
  deniedBy === "credentials" || (deniedBy !== "api-key" && exception !== "AccessDeniedException")

/** The third resource of a global profile stands in no Region, which a rule about Regions seldom thinks of. */
const unspecified = ({ resource }: AccessDenied): string =>
  /^arn:[a-z-]+:bedrock:::foundation-model\//.test(resource)
    ? " A global profile calls the model in no Region named: aws:RequestedRegion is \"unspecified\" then, and must be allowed."
    : ""

const allow = ({ statement }: AccessDenied, who: string, what: string): string => {
  const policy = statement === undefined ? "" : `: ${JSON.stringify(statement)}`
  return `Allow ${what} in an identity policy of ${who}${policy}; \`dpg iam-policy\` prints all that dpg needs.`
}
