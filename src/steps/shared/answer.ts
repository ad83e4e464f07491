/** From a model's answer to a value, or to findings it can act on. */
import { Predicate, Result, Schema, SchemaIssue } from "effect"
import type { Finding } from "../../domain/Finding.ts"
import { finding, quoted } from "../../domain/link/report.ts"

/** A schema that needs nothing to decode or encode. */
export type Codec<A> = Schema.Codec<A, unknown>

/** The value of a schema, or each place where the input differs from it. */
export const decode = <A>(schema: Codec<A>, input: unknown): Result.Result<A, ReadonlyArray<Finding>> =>
  Result.mapError(
    Schema.decodeUnknownResult(schema)(input, { errors: "all" }),
    ({ issue }) =>
      format(issue).issues.map(({ message, path = [] }) => {
        const keys = path.map((segment) => typeof segment === "object" ? segment.key : segment)
        const there = keys.reduce<unknown>(
          (value, key) =>
            Predicate.isObjectOrArray(value) && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined,
          input
        )
        return finding(
          "schema",
          placeOf(keys),
          there === undefined ? message : `${message}, got ${quoted(shown(there))}`
        )
      })
  )

/** The same from an answer in JSON, in a fence or with words around it too. */
export const decodeJson = <A>(schema: Codec<A>, answer: string): Result.Result<A, ReadonlyArray<Finding>> =>
  Result.flatMap(parseJson(answer), (value) => decode(schema, value))

/** The code of an answer: what stands in its longest fence, or all of it when it has none. */
export const codeOf = (answer: string): string => {
  const blocks = [...answer.matchAll(/^[ \t]*```[a-z]*[ \t]*\n([\s\S]*?)^[ \t]*```[ \t]*$/gm)].map(([, block = ""]) =>
    block
  )
  const [longest = answer] = blocks.toSorted((a, b) => b.length - a.length)
  return `${longest.trim()}\n`
}

const format = SchemaIssue.makeFormatterStandardSchemaV1()

const parseJson = (answer: string): Result.Result<unknown, ReadonlyArray<Finding>> => {
  const fenced = /```(?:json)?\s*\n([\s\S]*?)\n\s*```/.exec(answer)?.[1]
  const from = answer.search(/[[{]/)
  const to = Math.max(answer.lastIndexOf("]"), answer.lastIndexOf("}"))
  const candidates = [answer, fenced ?? "", from < 0 ? "" : answer.slice(from, to + 1)].map((text) => text.trim())
  for (const candidate of candidates) {
    const parsed = json(candidate)
    if (candidate !== "" && Result.isSuccess(parsed)) return Result.succeed(parsed.success)
  }
  return Result.fail([
    finding(
      "no-json",
      "answer",
      from < 0 ? "it holds no JSON; answer with the JSON alone" : "its JSON does not parse; answer with the JSON alone"
    )
  ])
}

const json = Schema.decodeUnknownResult(Schema.fromJsonString(Schema.Unknown))

const placeOf = (keys: ReadonlyArray<PropertyKey>): string =>
  keys.reduce<string>(
    (place, key) =>
      typeof key === "number" ? `${place}[${key}]` : place === "" ? String(key) : `${place}.${String(key)}`,
    ""
  ) || "answer"

const shown = (value: unknown): string =>
  typeof value === "string"
    ? value
    : Predicate.isObjectOrArray(value)
    ? Object.prototype.toString.call(value)
    : String(value)
