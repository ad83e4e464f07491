/** IAM's decision on a policy as the JSON that it is attached as, by the evaluator behind the local Bedrock. */
import { Result } from "effect"
import { evaluate, type IamRequest } from "../../src/domain/iam/evaluate.ts"
import { parsePolicy } from "../../src/domain/iam/PolicyDocument.ts"

export { type BedrockRequest as IamRequest, requestsOf } from "../../src/domain/iam/bedrockRequests.ts"

/** Whether the policy allows the request; throws for what is no policy. */
export const allows = (policy: string, request: IamRequest): boolean =>
  evaluate(Result.getOrThrow(parsePolicy(policy)), request) === "allow"
