/** Requests and answers of the SDK as plain JSON, and back: bytes are kept as base64. Plain data can always be encoded. */
import { Option, Predicate, Result, Schema } from "effect"
import * as Base64 from "effect/encoding/Base64"

/** Plain data; `undefined` is left out, bytes become `{ "$base64": … }`. */
export const toPlain = (value: unknown): unknown => {
  if (value instanceof Uint8Array) return { [bytesKey]: Base64.encode(value) }
  if (Array.isArray(value)) return value.map(toPlain)
  if (!Predicate.isReadonlyObject(value)) return value
  const plain = Object.fromEntries(
    Object.entries(value).flatMap(([key, one]) => one === undefined ? [] : [[key, toPlain(one)]])
  )
  return isMarked(plain) ? { [plainKey]: plain } : plain
}

/** The inverse of `toPlain`. */
export const fromPlain = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(fromPlain)
  if (!Predicate.isReadonlyObject(value)) return value
  if (isMarked(value)) {
    const inner: unknown = Object.values(value)[0]
    if (plainKey in value) return membersOf(inner)
    const bytes = Predicate.isString(inner) ? Base64.decode(inner) : Result.fail(undefined)
    return Result.isSuccess(bytes) ? bytes.success : value
  }
  return membersOf(value)
}

/** The same text for the same content, in whatever order its members were set. */
export const canonical = (value: unknown): string => compact(sorted(value))

/** On one line. */
export const compact = (value: unknown): string => Option.getOrThrow(encodeJson(value))

/** For people to read. */
export const pretty = (value: unknown): string => `${Option.getOrThrow(encodePretty(value))}\n`

const bytesKey = "$base64"
const plainKey = "$plain"

/** Looks like bytes, or like data that was marked not to be: a model may write either. */
const isMarked = (value: object): boolean => {
  const keys = Object.keys(value)
  return keys.length === 1 && (keys[0] === bytesKey || keys[0] === plainKey)
}

const membersOf = (value: unknown): unknown =>
  Predicate.isReadonlyObject(value)
    ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, fromPlain(one)]))
    : value

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted)
  if (!Predicate.isReadonlyObject(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([one], [other]) => one < other ? -1 : 1)
      .map(([key, one]) => [key, sorted(one)])
  )
}

const encodeJson = Schema.encodeUnknownOption(Schema.fromJsonString(Schema.Unknown))
const encodePretty = Schema.encodeUnknownOption(Schema.fromJsonString(Schema.Unknown, { space: 2 }))
