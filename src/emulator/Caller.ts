/** Who calls: keys and bearer tokens that are let in, and whether a caller's IAM policy allows what is asked. */
import { DateTime, type Redacted, Result } from "effect"
import { requestsOf } from "../domain/iam/bedrockRequests.ts"
import { type Decision, evaluate, type IamRequest } from "../domain/iam/evaluate.ts"
import {
  parsePolicy,
  type Policy,
  type PolicyDocument,
  type PolicyMalformed,
  readPolicy
} from "../domain/iam/PolicyDocument.ts"
import { iamAction } from "../domain/IamPolicy.ts"
import { type AwsError, awsError } from "./AwsError.ts"
import type { Route } from "./Route.ts"
import * as Signature from "./Signature.ts"

/** A principal that has shown who it is. */
export interface Caller {
  readonly arn: string
  readonly account: string
  /** Where the call went; a bearer token names no Region. */
  readonly region: string
  readonly bearer: boolean
  /** `undefined`: everything is allowed. */
  readonly policy: Policy | undefined
}

/** Everyone who is let in, their policies read. */
export interface Callers {
  readonly keys: ReadonlyArray<
    { readonly credentials: Signature.EmulatorCredentials; readonly policy: Policy | undefined }
  >
  readonly bearerTokens: ReadonlyArray<Redacted.Redacted>
  /** Of the user that the bearer tokens stand for. */
  readonly bearerPolicy: Policy | undefined
}

export const readCallers = (options: {
  readonly credentials?: ReadonlyArray<Signature.EmulatorCredentials>
  readonly bearerTokens?: ReadonlyArray<Redacted.Redacted>
  readonly policy?: PolicyDocument | string
}): Result.Result<Callers, PolicyMalformed> => {
  const { bearerTokens = [], credentials = [Signature.exampleCredentials] } = options
  const policyOf = ({ policy = options.policy }: { readonly policy?: PolicyDocument | string }) => {
    if (policy === undefined) return Result.succeed(undefined)
    return typeof policy === "string" ? parsePolicy(policy) : readPolicy(policy)
  }
  return Result.all({
    keys: Result.all(
      credentials.map((known) => Result.map(policyOf(known), (policy) => ({ credentials: known, policy })))
    ),
    bearerTokens: Result.succeed(bearerTokens),
    bearerPolicy: policyOf({})
  })
}

/** What a request shows of its sender, right or wrong, and who that is, or why it is nobody. */
export interface Shown {
  readonly accessKeyId: string
  readonly region: string
  readonly auth: "sigv4" | "bearer" | "none"
  readonly sessionToken: Signature.SessionTokenSeen
  readonly caller: Result.Result<Caller, AwsError>
}

export const authenticate = (request: Signature.SignedRequest, callers: Callers, nowMillis: number): Shown => {
  const bearer = Signature.verifyBearer(request.headers, callers.bearerTokens)
  if (bearer !== undefined) {
    const caller = Result.map(bearer, () => callerOf(keyUser, bearerRegion, true, callers.bearerPolicy))
    return { accessKeyId: "", region: "", auth: "bearer", sessionToken: "absent", caller }
  }
  const claim = Signature.readClaim(request.headers)
  const { accessKeyId, region } = Result.getOrElse(claim, () => ({ accessKeyId: "", region: "" }))
  const known = callers.keys.find(({ credentials }) => credentials.accessKeyId === accessKeyId)
  return {
    accessKeyId,
    region,
    auth: accessKeyId === "" ? "none" : "sigv4",
    sessionToken: Signature.sessionTokenSeen(request.headers, known?.credentials.sessionToken),
    caller: Result.flatMap(
      claim,
      (claimed) =>
        Result.map(
          Signature.verify(request, claimed, known?.credentials, nowMillis),
          () => callerOf(known?.credentials.principalArn ?? defaultUser, region, false, known?.policy)
        )
    )
  }
}

/** Whether IAM lets the caller do it, at that time. Everything Bedrock asks for must be allowed. */
export const authorize = (caller: Caller, route: Route, nowMillis: number): Result.Result<void, AwsError> => {
  const { policy } = caller
  if (policy === undefined) return Result.void
  const about = contextOf(caller, nowMillis)
  for (const request of requestsFor(caller, route)) {
    const decision = evaluate(policy, { ...request, context: { ...about, ...request.context } })
    if (decision !== "allow") return Result.fail(notAuthorized(caller, request, decision))
  }
  return Result.void
}

/** The refusal of a caller whom no policy allows it. */
export const denied = (caller: Caller, route: Route): AwsError => {
  const [first = { action: iamAction[route.operation], resource: "*" }] = modelRequests(caller, route)
  return notAuthorized(caller, first, "implicitDeny")
}

/** The account that a caller belongs to unless its ARN says otherwise. */
export const accountId = "123456789012"

const defaultUser = `arn:aws:iam::${accountId}:user/dpg`

/** Named as Amazon names the user that it makes for an API key. */
const keyUser = `arn:aws:iam::${accountId}:user/BedrockAPIKey-dpg`

/** Where a call with a bearer token stands. */
const bearerRegion = "us-east-1"

const callerOf = (arn: string, region: string, bearer: boolean, policy: Policy | undefined): Caller => ({
  arn,
  account: /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(arn)?.[1] ?? accountId,
  region,
  bearer,
  policy
})

const requestsFor = (caller: Caller, route: Route): ReadonlyArray<IamRequest> => [
  ...caller.bearer ? [{ action: "bedrock:CallWithBearerToken", resource: "*", context: here(caller) }] : [],
  ...modelRequests(caller, route)
]

const modelRequests = ({ account, region }: Caller, { modelId, operation }: Route): ReadonlyArray<IamRequest> =>
  requestsOf({ action: iamAction[operation], modelId, region, account })

const here = ({ region }: Caller): IamRequest["context"] => ({ "aws:RequestedRegion": region })

/**
 * The global condition keys that a call of Bedrock has; those of the model are the request's own.
 * Source: "AWS global condition context keys" of the IAM user guide.
 */
const contextOf = ({ account, arn }: Caller, nowMillis: number): IamRequest["context"] => {
  const [, kind = "", name = ""] = /:(user|assumed-role|role|root|federated-user)\/?(.*)$/.exec(arn) ?? []
  const [role = ""] = name.split("/")
  return {
    // A session is known by its role.
    "aws:PrincipalArn": kind === "assumed-role"
      ? arn.replace(":sts:", ":iam:").replace(/:assumed-role\/.*$/, `:role/${role}`)
      : arn,
    "aws:PrincipalAccount": account,
    "aws:PrincipalType": principalTypes[kind] ?? "User",
    ...kind === "user" ? { "aws:username": name.split("/").at(-1) ?? name } : {},
    "aws:CurrentTime": DateTime.formatIso(DateTime.makeUnsafe(nowMillis)),
    "aws:EpochTime": String(Math.floor(nowMillis / 1000)),
    // It stands in for a service that is only ever reached over TLS.
    "aws:SecureTransport": "true",
    "aws:ViaAWSService": "false"
  }
}

const principalTypes: Readonly<Record<string, string>> = {
  "user": "User",
  "assumed-role": "AssumedRole",
  "role": "AssumedRole",
  "root": "Account",
  "federated-user": "FederatedUser"
}

const notAuthorized = (
  { arn }: Caller,
  { action, resource }: Pick<IamRequest, "action" | "resource">,
  decision: Exclude<Decision, "allow">
): AwsError => {
  const reason = decision === "explicitDeny"
    ? "with an explicit deny in an identity-based policy"
    : `because no identity-based policy allows the ${action} action`
  return awsError("AccessDeniedException", {
    message: `User: ${arn} is not authorized to perform: ${action} on resource: ${resource} ${reason}`
  })
}
