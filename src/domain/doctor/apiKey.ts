/**
 * What an Amazon Bedrock API key says of itself, without its secret. A short-term key is a presigned request in base64; a
 * long-term one is the name of an IAM user and a password. Source: "API keys" of the Amazon Bedrock user guide and AWS's
 * own token generators; what does not read so is taken as it is.
 */
import { DateTime, Option, Result } from "effect"
import * as Base64 from "effect/encoding/Base64"

export interface ApiKeyFacts {
  readonly kind: "short-term" | "long-term" | "unknown"
  /** Where a short-term key is good. */
  readonly region?: string
  readonly expires?: DateTime.Utc
  /** The IAM user that a long-term key stands for. */
  readonly user?: string
  /** Twelve digits. */
  readonly account?: string
}

export const readApiKey = (token: string): ApiKeyFacts => {
  if (token.startsWith(shortTerm)) return { kind: "short-term", ...readRequest(textOf(token.slice(shortTerm.length))) }
  if (!token.startsWith(longTerm)) return { kind: "unknown" }
  const user = /^[\w+=,.@-]+(?=:)/.exec(textOf(token.slice(longTerm.length)))?.[0]
  const account = /-at-(\d{12})$/.exec(user ?? "")?.[1]
  return { kind: "long-term", ...(user !== undefined && { user }), ...(account !== undefined && { account }) }
}

const shortTerm = "bedrock-api-key-"
const longTerm = "ABSK"

const textOf = (base64: string): string => Result.getOrElse(Base64.decodeString(base64), () => "")

const readRequest = (request: string): Pick<ApiKeyFacts, "expires" | "region"> => {
  const query = new URLSearchParams(request.slice(request.indexOf("?") + 1))
  const [, , region] = (query.get("X-Amz-Credential") ?? "").split("/")
  const signed = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(query.get("X-Amz-Date") ?? "")
  const seconds = Number(query.get("X-Amz-Expires") ?? Number.NaN)
  const time = signed === null
    ? Option.none()
    : DateTime.make(`${signed[1]}-${signed[2]}-${signed[3]}T${signed[4]}:${signed[5]}:${signed[6]}Z`)
  return {
    ...(region !== undefined && region !== "" && { region }),
    ...(Option.isSome(time) && Number.isFinite(seconds) &&
      { expires: DateTime.addDuration(time.value, seconds * 1000) })
  }
}
