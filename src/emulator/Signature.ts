/**
 * Signature Version 4 as the service sees it: what a request claims, and whether the claim holds.
 * Written against AWS's specification rather than on the clients' own signer, so that each checks the other.
 * Source: "Create a signed AWS API request", AWS IAM user guide; the texts are those the services answer with.
 */
// @effect-diagnostics nodeBuiltinImport:off - one request is four HMACs and a digest: synchronous, or a fiber hop for each
import { DateTime, Option, Redacted, Result } from "effect"
import { createHash, createHmac, timingSafeEqual } from "node:crypto"
import type { PolicyDocument } from "../domain/iam/PolicyDocument.ts"
import { regionName } from "../domain/Region.ts"
import { type AwsError, awsError } from "./AwsError.ts"

/** Keys the local Bedrock knows. */
export interface EmulatorCredentials {
  readonly accessKeyId: string
  readonly secretAccessKey: Redacted.Redacted
  /** Temporary credentials: a request must bring exactly this token. */
  readonly sessionToken?: Redacted.Redacted
  /** Whose keys they are; default the user `dpg` of account 123456789012. */
  readonly principalArn?: string
  /** What that principal may do; default the emulator's policy, or everything where it has none. */
  readonly policy?: PolicyDocument | string
}

/** The keys of AWS's own documentation, which open nothing. */
export const exampleCredentials: EmulatorCredentials = {
  accessKeyId: "AKIAIOSFODNN7EXAMPLE",
  secretAccessKey: Redacted.make("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")
}

/** A request as it came over the wire. */
export interface SignedRequest {
  readonly method: string
  /** Path and query, neither decoded nor normalised. */
  readonly url: string
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: Uint8Array
}

/** What an `Authorization` header says. */
export interface Claim {
  readonly accessKeyId: string
  /** `YYYYMMDD` */
  readonly date: string
  readonly region: string
  readonly service: string
  readonly signedHeaders: ReadonlyArray<string>
  readonly signature: string
}

export type SessionTokenSeen = "absent" | "right" | "wrong" | "unexpected" | "missing"

/** How far a client's clock may be off: 5 minutes. */
const allowedSkewMillis = 300_000

export const readClaim = (headers: SignedRequest["headers"]): Result.Result<Claim, AwsError> => {
  const header = headers["authorization"]
  if (header === undefined || header === "") {
    return refuse("MissingAuthenticationTokenException", "Missing Authentication Token")
  }
  if (!header.startsWith(`${algorithm} `)) {
    return refuse("IncompleteSignatureException", `Unsupported AWS 'algorithm': '${header.split(" ")[0]}'.`)
  }
  const parameters = new Map(
    header.slice(algorithm.length).split(",").map((part) => {
      const [name = "", ...value] = part.replaceAll(/^ +| +$/g, "").split("=")
      return [name, value.join("=")]
    })
  )
  const missing = ["Credential", "SignedHeaders", "Signature"].find((name) => (parameters.get(name) ?? "") === "")
  if (missing !== undefined) {
    return refuse("IncompleteSignatureException", `Authorization header requires '${missing}' parameter.`)
  }
  const scope = (parameters.get("Credential") ?? "").split("/")
  const [accessKeyId = "", date = "", region = "", service = "", terminator = ""] = scope
  if (scope.length !== 5 || terminator !== "aws4_request") {
    return refuse(
      "IncompleteSignatureException",
      "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term."
    )
  }
  return Result.succeed({
    accessKeyId,
    date,
    region,
    service,
    signedHeaders: (parameters.get("SignedHeaders") ?? "").split(";"),
    signature: parameters.get("Signature") ?? ""
  })
}

/** Whether an API key sent as bearer token is one that is let in; `undefined` for a request that brings none. */
export const verifyBearer = (
  headers: SignedRequest["headers"],
  known: ReadonlyArray<Redacted.Redacted>
): Result.Result<void, AwsError> | undefined => {
  const token = /^Bearer (.*)$/.exec(headers["authorization"] ?? "")?.[1]
  if (token === undefined) return undefined
  if (known.some((one) => equalTexts(token, Redacted.value(one)))) return Result.void
  return /^(?:ABSK|bedrock-api-key-)/.test(token)
    ? refuse("AccessDeniedException", "Authentication failed: Please make sure your API Key is valid.")
    : refuse("AccessDeniedException", "Invalid API Key format: Must start with pre-defined prefix")
}

/** How the session token of a request compares with the one its access key goes with. */
export const sessionTokenSeen = (
  headers: SignedRequest["headers"],
  expected: Redacted.Redacted | undefined
): SessionTokenSeen => {
  const token = headers["x-amz-security-token"]
  if (token === undefined) return expected === undefined ? "absent" : "missing"
  if (expected === undefined) return "unexpected"
  return equalTexts(token, Redacted.value(expected)) ? "right" : "wrong"
}

/** Fails with what AWS would answer. `nowMillis` since the epoch. */
export const verify = (
  request: SignedRequest,
  claim: Claim,
  known: EmulatorCredentials | undefined,
  nowMillis: number
): Result.Result<void, AwsError> => {
  const token = sessionTokenSeen(request.headers, known?.sessionToken)
  if (known === undefined || (token !== "right" && token !== "absent")) {
    return Result.fail(awsError("UnrecognizedClientException"))
  }
  if (claim.service !== "bedrock") return mismatch("Credential should be scoped to correct service: 'bedrock'. ")
  if (!regionName.test(claim.region)) {
    return mismatch("Credential should be scoped to a valid region. ")
  }
  const unsigned = mustBeSigned(request.headers).find((name) => !claim.signedHeaders.includes(name))
  if (unsigned !== undefined) {
    return mismatch(`'${unsigned}' must be a 'SignedHeader' in the AWS Authorization.`)
  }
  const timestamp = request.headers["x-amz-date"] ?? ""
  const signedAt = instantOf(timestamp)
  if (signedAt === undefined) {
    return refuse(
      "IncompleteSignatureException",
      `Date must be in ISO-8601 'basic format'. Got '${timestamp}'. See http://en.wikipedia.org/wiki/ISO_8601`
    )
  }
  const wrongTime = skewOf(timestamp, signedAt, nowMillis)
  if (wrongTime !== undefined) return mismatch(wrongTime)
  if (!timestamp.startsWith(claim.date)) {
    return mismatch(
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${claim.date}' != ` +
        `'${timestamp.slice(0, 8)}', from '${timestamp}'.`
    )
  }
  return equalTexts(signatureOf(request, claim, timestamp, known.secretAccessKey), claim.signature)
    ? Result.void
    : mismatch(
      "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access " +
        "Key and signing method. Consult the service documentation for details."
    )
}

const algorithm = "AWS4-HMAC-SHA256"

const refuse = (exception: string, message: string) => Result.fail(awsError(exception, { message }))

const mismatch = (message: string) => refuse("InvalidSignatureException", message)

const mustBeSigned = (headers: SignedRequest["headers"]): ReadonlyArray<string> => [
  "host",
  ...Object.keys(headers).filter((name) => name.startsWith("x-amz-") && headers[name] !== undefined)
]

/** `YYYYMMDDTHHMMSSZ` in milliseconds since the epoch. */
const instantOf = (timestamp: string): number | undefined => {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(timestamp)
  if (match === null) return undefined
  const [, year, month, day, hour, minute, second] = match
  return Option.getOrUndefined(
    Option.map(DateTime.make(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`), DateTime.toEpochMillis)
  )
}

const skewOf = (timestamp: string, signedAt: number, now: number): string | undefined => {
  if (signedAt < now - allowedSkewMillis) {
    const earliest = basicFormat(now - allowedSkewMillis)
    return `Signature expired: ${timestamp} is now earlier than ${earliest} (${basicFormat(now)} - 5 min.)`
  }
  if (signedAt > now + allowedSkewMillis) {
    const latest = basicFormat(now + allowedSkewMillis)
    return `Signature not yet current: ${timestamp} is still later than ${latest} (${basicFormat(now)} + 5 min.)`
  }
  return undefined
}

const basicFormat = (millis: number): string =>
  DateTime.formatIso(DateTime.makeUnsafe(millis)).replace(/\.\d+/, "").replaceAll(/[-:]/g, "")

const signatureOf = (
  request: SignedRequest,
  claim: Claim,
  timestamp: string,
  secret: Redacted.Redacted
): string => {
  const scope = `${claim.date}/${claim.region}/${claim.service}/aws4_request`
  const text = `${algorithm}\n${timestamp}\n${scope}\n${sha256(canonicalRequest(request, claim.signedHeaders))}`
  const key = [claim.date, claim.region, claim.service, "aws4_request"].reduce<Uint8Array>(
    (key, part) => hmac(key, part),
    new TextEncoder().encode(`AWS4${Redacted.value(secret)}`)
  )
  return Buffer.from(hmac(key, text)).toString("hex")
}

const canonicalRequest = (request: SignedRequest, signedHeaders: ReadonlyArray<string>): string => {
  const [path = "/", query = ""] = request.url.split("?")
  const headers = signedHeaders.map((name) => `${name}:${canonicalValue(request.headers[name] ?? "")}\n`)
  return [
    request.method,
    // Each segment is encoded once more than it came, as every service but S3 wants it.
    path.split("/").map(encode).join("/"),
    canonicalQuery(query),
    headers.join(""),
    signedHeaders.join(";"),
    sha256(request.body)
  ].join("\n")
}

/** Blanks alone: other white space would let a changed bit pass. */
const canonicalValue = (value: string): string => value.replaceAll(/ +/g, " ").replaceAll(/^ | $/g, "")

const canonicalQuery = (query: string): string =>
  [...new URLSearchParams(query)]
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .toSorted(([a, x], [b, y]) => a === b ? (x < y ? -1 : 1) : (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join("&")

const encode = (text: string): string =>
  encodeURIComponent(text).replaceAll(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)

const sha256 = (data: string | Uint8Array): string => createHash("sha256").update(data).digest("hex")

const hmac = (key: Uint8Array, data: string): Uint8Array => createHmac("sha256", key).update(data).digest()

/** In a time that says nothing about where the texts differ. */
const equalTexts = (left: string, right: string): boolean =>
  timingSafeEqual(createHash("sha256").update(left).digest(), createHash("sha256").update(right).digest())
