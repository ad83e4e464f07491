/** What is in an error that the AWS SDK throws: the parts that are read of it, and no others. */
import { DateTime, Option, Schema } from "effect"

/** An error as the SDK throws it, the parts that matter. */
export interface Seen {
  readonly name: string
  readonly detail: string
  readonly code: string | undefined
  /** Which proxy it is that failed. */
  readonly proxy: string | undefined
  readonly status: number | undefined
  readonly originalStatus: number | undefined
  readonly requestId: string | undefined
  readonly headers: Readonly<Record<string, unknown>>
}

/**
 * The parts that are read, each by itself: the SDK puts whatever an answer's JSON holds on the error, so that any of them
 * may be of another kind. Nothing else is kept: `$response` holds the request's signed headers.
 */
export const look = (cause: unknown, blot = (text: string) => text): Seen => {
  const part = <A>(key: string, decode: (value: unknown) => Option.Option<A>): A | undefined =>
    cause instanceof Error ? Option.getOrUndefined(decode(Reflect.get(cause, key))) : undefined
  const metadata = part("$metadata", decodeMetadata)
  const response = part("$response", decodeResponse)
  const headers = response?.headers ?? {}
  const name = part("name", decodeText) ?? ""
  const status = metadata?.httpStatusCode ?? response?.statusCode
  const words = cause instanceof Error ? part("message", decodeText) ?? "" : String(cause)
  return {
    name: exceptionName(name),
    detail: detailOf(name, oneLine(blot(words)), status),
    code: part("code", decodeText),
    proxy: part("proxy", decodeText),
    status,
    originalStatus: part("originalStatusCode", decodeNumber),
    requestId: metadata?.requestId ?? Option.getOrUndefined(decodeText(headers["x-amzn-requestid"])),
    headers
  }
}

/** The cause, without what hangs on it: request, response, headers, configuration. */
export const bare = (seen: Seen): unknown => ({
  name: seen.name,
  message: seen.detail,
  ...(seen.code === undefined ? {} : { code: seen.code }),
  ...(seen.status === undefined ? {} : { status: seen.status })
})

/** Seconds, or a date, which is measured against the answer's own `Date`. */
export const retryAfter = (headers: Seen["headers"]): { readonly retryAfterMillis?: number } => {
  const value = headers["retry-after"]
  if (typeof value !== "string") return {}
  if (/^\d+$/.test(value.trim())) return { retryAfterMillis: Number(value) * 1000 }
  const [until, now] = [DateTime.make(value), DateTime.make(String(headers["date"]))]
  if (Option.isNone(until) || Option.isNone(now)) return {}
  return { retryAfterMillis: Math.max(0, until.value.epochMilliseconds - now.value.epochMilliseconds) }
}

const maybe = <S extends Schema.Top>(schema: S) => Schema.optionalKey(Schema.UndefinedOr(schema))

const decodeText = Schema.decodeUnknownOption(Schema.String)
const decodeNumber = Schema.decodeUnknownOption(Schema.Finite)
const decodeMetadata = Schema.decodeUnknownOption(
  Schema.Struct({ httpStatusCode: maybe(Schema.Finite), requestId: maybe(Schema.String) })
)
const decodeResponse = Schema.decodeUnknownOption(
  Schema.Struct({ statusCode: maybe(Schema.Finite), headers: maybe(Schema.Record(Schema.String, Schema.Unknown)) })
)

/** A proxy's page is no JSON, and an answer may be empty: the SDK's own words for these say nothing to a user. */
const detailOf = (name: string, words: string, status: number | undefined): string => {
  if (status === undefined) return words
  if (name === "SyntaxError") return `an answer that is no JSON (HTTP ${status})`
  return words === "" || words === "UnknownError" || words === "Unknown" ? `no reason given (HTTP ${status})` : words
}

/** `throttlingException`, `com.amazonaws#ThrottlingException:http://…` → `ThrottlingException`. */
const exceptionName = (name: string): string => {
  const short = name.replace(/^.*#/, "").replace(/:.*$/, "")
  return short.charAt(0).toUpperCase() + short.slice(1)
}

/**
 * AWS quotes the canonical request, with its session token, when a signature is wrong; keys and tokens are taken out, and
 * the SDK's advice to look at the raw response with them.
 */
const oneLine = (text: string): string =>
  text
    .replace(/\s*Deserialization error: to see the raw response[\s\S]*$/, "")
    .replace(/\s*The Canonical String for this request[\s\S]*$/, "")
    .replace(/\b(Bearer|Basic)\s+(?!token\b)[^\s,'"]+/gi, "$1 …")
    .replace(/\b(x-amz-security-token|Signature|Authorization)["']?\s*[:=]\s*["']?[^\s,'"]+/gi, "$1=…")
    .replace(/\b(AKIA|ASIA)[A-Z0-9]{8,}([A-Z0-9]{4})\b/g, "$1…$2")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 1000)
