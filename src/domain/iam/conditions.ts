/**
 * The condition operators of IAM. `IpAddress` and `BinaryEquals` are not among them: no key that Bedrock sets needs them.
 * Source: "IAM JSON policy elements: Condition operators" and "Multivalued context keys" of the IAM user guide.
 */
import { DateTime, Option } from "effect"
import { type Context, matches, matchesArn, plainText } from "./pattern.ts"

/** Whether there is such an operator, with its set prefix and `IfExists`. */
export const isOperator = (name: string): boolean => read(name) !== undefined

/** Whether a condition holds; `variables` when the policy's version has them. */
export const holds = (
  condition: { readonly operator: string; readonly key: string; readonly values: ReadonlyArray<string> },
  context: Context,
  variables: boolean
): boolean => {
  const operator = read(condition.operator)
  if (operator === undefined) return false
  const asked = context.get(condition.key)
  if (operator.name === "Null") {
    return condition.values.some((value) => value.toLowerCase() === String(asked === undefined))
  }
  const { ifExists, negated, set, test } = operator
  if (asked === undefined) {
    // A key that is not there matches nothing: that satisfies a negated operator, and all of none is all.
    return ifExists || set === "ForAllValues" || (negated && set === undefined)
  }
  const known = variables ? context : undefined
  const passes = (value: string) => condition.values.some((expected) => test(expected, value, known)) !== negated
  return set === "ForAllValues" ? asked.every(passes) : asked.some(passes)
}

interface Operator {
  readonly name: string
  readonly set: "ForAllValues" | "ForAnyValue" | undefined
  readonly ifExists: boolean
  readonly negated: boolean
  readonly test: Test
}

type Test = (expected: string, value: string, variables: Context | undefined) => boolean

const read = (operator: string): Operator | undefined => {
  const [, set, name = "", ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(operator) ?? []
  if (name === "Null") {
    return set === undefined && ifExists === undefined
      ? { name, set: undefined, ifExists: false, negated: false, test: () => false }
      : undefined
  }
  const test = tests.get(name.replace("Not", ""))
  // There is no NotLessThan.
  if (test === undefined || /Not(?:Less|Greater)|BoolNot|NotBool/.test(name)) return undefined
  return {
    name,
    set: set === "ForAllValues" || set === "ForAnyValue" ? set : undefined,
    ifExists: ifExists !== undefined,
    negated: name.includes("Not"),
    test
  }
}

const like: Test = (expected, value, variables) => matches(expected, value, variables)

const arnLike: Test = (expected, value, variables) => matchesArn(expected, value, variables)

const compared =
  (numberOf: (text: string) => number, holds: (value: number, expected: number) => boolean): Test =>
  (expected, value, variables) => holds(numberOf(value), numberOf(plainText(expected, variables) ?? ""))

const instantOf = (text: string): number =>
  /^\d+$/.test(text)
    ? Number(text) * 1000
    : Option.match(DateTime.make(text), { onNone: () => Number.NaN, onSome: DateTime.toEpochMillis })

const comparisons: ReadonlyArray<[string, (value: number, expected: number) => boolean]> = [
  ["Equals", (value, expected) => value === expected],
  ["LessThan", (value, expected) => value < expected],
  ["LessThanEquals", (value, expected) => value <= expected],
  ["GreaterThan", (value, expected) => value > expected],
  ["GreaterThanEquals", (value, expected) => value >= expected]
]

/** By the operator's name without its `Not`. */
const tests: ReadonlyMap<string, Test> = new Map([
  ["StringEquals", (expected, value, variables) => plainText(expected, variables) === value],
  [
    "StringEqualsIgnoreCase",
    (expected, value, variables) => plainText(expected, variables)?.toLowerCase() === value.toLowerCase()
  ],
  ["StringLike", like],
  ["ArnEquals", arnLike],
  ["ArnLike", arnLike],
  ["Bool", (expected, value) => expected.toLowerCase() === value.toLowerCase()],
  ...comparisons.flatMap(([name, holds]): ReadonlyArray<[string, Test]> => [
    [`Numeric${name}`, compared(Number, holds)],
    [`Date${name}`, compared(instantOf, holds)]
  ])
])
