/**
 * An identity-based IAM policy as a JSON document: what may stand in it, and what it says, statement by statement.
 *
 * Sources: "IAM JSON policy elements reference" and "Grammar of the IAM JSON policy language" of the IAM user guide.
 * The words of most refusals are those of IAM's `MalformedPolicyDocument`.
 */
import { Predicate, Result, Schema } from "effect"
import { firstIssue } from "../firstIssue.ts"
import { isOperator } from "./conditions.ts"

const Texts = Schema.Union([Schema.String, Schema.Array(Schema.String)])

const Value = Schema.Union([Schema.String, Schema.Boolean, Schema.Finite])

const PolicyStatement = Schema.Struct({
  Sid: Schema.optionalKey(Schema.String.check(Schema.isPattern(/^[A-Za-z0-9]*$/))),
  Effect: Schema.Literals(["Allow", "Deny"]),
  Action: Schema.optionalKey(Texts),
  NotAction: Schema.optionalKey(Texts),
  Resource: Schema.optionalKey(Texts),
  NotResource: Schema.optionalKey(Texts),
  Condition: Schema.optionalKey(
    Schema.Record(Schema.String, Schema.Record(Schema.String, Schema.Union([Value, Schema.Array(Value)])))
  )
})
type PolicyStatement = typeof PolicyStatement.Type

/** The document as IAM takes it; one statement may stand without a list around it. */
export interface PolicyDocument {
  readonly Version?: "2012-10-17" | "2008-10-17"
  readonly Id?: string
  readonly Statement: PolicyStatement | ReadonlyArray<PolicyStatement>
}

/** A document that is no policy. */
export class PolicyMalformed extends Schema.TaggedError<PolicyMalformed>()("PolicyMalformed", {
  /** Where in the document, and what is wrong there, in one line. */
  detail: Schema.String
}) {
  override get message() {
    return `The IAM policy document is malformed: ${this.detail}`
  }
  get hint() {
    return "Give an identity-based policy as IAM takes it, such as the one that `dpg iam-policy` prints."
  }
}

/** A condition of a statement, with its values as text. */
interface Condition {
  readonly operator: string
  /** In lower case: keys are not told apart by case. */
  readonly key: string
  readonly values: ReadonlyArray<string>
}

/** Patterns that must match, or with `not` must not. */
interface Patterns {
  readonly not: boolean
  readonly patterns: ReadonlyArray<string>
}

export interface Statement {
  readonly effect: "Allow" | "Deny"
  readonly actions: Patterns
  readonly resources: Patterns
  readonly conditions: ReadonlyArray<Condition>
}

/** A policy that can be evaluated. */
export interface Policy {
  /** `${aws:PrincipalArn}` stands for what it names; so since version 2012-10-17. */
  readonly variables: boolean
  readonly statements: ReadonlyArray<Statement>
}

/** A document as a policy. */
export const readPolicy = (document: unknown): Result.Result<Policy, PolicyMalformed> =>
  Result.gen(function*() {
    const { Statement, Version } = yield* decoded(decodeDocument(document), [])
    const list = Array.isArray(Statement) ? Statement : [Statement]
    if (list.length === 0) return yield* malformed("Statement: there is none")
    const read: Array<PolicyStatement> = []
    for (const [index, statement] of list.entries()) {
      const at = ["Statement", ...Array.isArray(Statement) ? [index] : []]
      if (Predicate.hasProperty(statement, "Principal") || Predicate.hasProperty(statement, "NotPrincipal")) {
        return yield* malformed("Policy document should not specify a principal.", at)
      }
      const next = yield* decoded(decodeStatement(statement), at)
      const trouble = troubleIn(next)
      if (trouble !== undefined) return yield* malformed(trouble, at)
      read.push(next)
    }
    const sids = read.flatMap(({ Sid }) => Sid === undefined || Sid === "" ? [] : [Sid])
    const doubled = sids.find((sid, index) => sids.indexOf(sid) !== index)
    if (doubled !== undefined) {
      return yield* malformed(`Statement IDs (SID) in a single policy must be unique: ${doubled}`)
    }
    return { variables: Version === "2012-10-17", statements: read.map(statementOf) }
  })

/** The text of a document as a policy. */
export const parsePolicy = (text: string): Result.Result<Policy, PolicyMalformed> =>
  Result.flatMap(
    Result.mapError(parseJson(text), () => new PolicyMalformed({ detail: "it is not JSON" })),
    readPolicy
  )

const parseJson = Schema.decodeUnknownResult(Schema.fromJsonString(Schema.Unknown))

const decodeDocument = Schema.decodeUnknownResult(
  Schema.Struct({
    Version: Schema.optionalKey(Schema.Literals(["2012-10-17", "2008-10-17"])),
    Id: Schema.optionalKey(Schema.String),
    Statement: Schema.Unknown
  }),
  { onExcessProperty: "error" }
)

const decodeStatement = Schema.decodeUnknownResult(PolicyStatement, { onExcessProperty: "error" })

type Path = ReadonlyArray<string | number>

const decoded = <A>(
  result: Result.Result<A, Schema.SchemaError>,
  at: Path
): Result.Result<A, PolicyMalformed> => {
  if (Result.isSuccess(result)) return Result.succeed(result.success)
  const { message, path } = firstIssue(result.failure.issue)
  return malformed(message.replaceAll(/\s+/g, " "), path === "" ? at : [...at, path])
}

const malformed = (detail: string, at: Path = []): Result.Result<never, PolicyMalformed> =>
  Result.fail(new PolicyMalformed({ detail: at.length === 0 ? detail : `${at.join(".")}: ${detail}` }))

const troubleIn = (statement: PolicyStatement): string | undefined => {
  const { Action, NotAction, NotResource, Resource } = statement
  if ((Action === undefined) === (NotAction === undefined)) {
    return Action === undefined ? "Policy statement must contain actions." : "Action and NotAction exclude each other."
  }
  if ((Resource === undefined) === (NotResource === undefined)) {
    return Resource === undefined
      ? "Policy statement must contain resources."
      : "Resource and NotResource exclude each other."
  }
  const actions = listOf(Action ?? NotAction)
  if (actions.length === 0) return "Policy statement must contain actions."
  const unprefixed = actions.find((action) => action !== "*" && !/^[a-z0-9-]+:[A-Za-z0-9*?]+$/i.test(action))
  if (unprefixed !== undefined) {
    return `Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.: ${unprefixed}`
  }
  const resources = listOf(Resource ?? NotResource)
  if (resources.length === 0) return "Policy statement must contain resources."
  const unnamed = resources.find((resource) => resource !== "*" && !/^arn:(?:[^:]*:){4}.+$/s.test(resource))
  if (unnamed !== undefined) return `Resource ${unnamed} must be in ARN format or "*".`
  const operator = Object.keys(statement.Condition ?? {}).find((name) => !isOperator(name))
  return operator === undefined ? undefined : `Invalid Condition type : ${operator}.`
}

const statementOf = (statement: PolicyStatement): Statement => ({
  effect: statement.Effect,
  actions: {
    not: statement.Action === undefined,
    patterns: listOf(statement.Action ?? statement.NotAction)
  },
  resources: {
    not: statement.Resource === undefined,
    patterns: listOf(statement.Resource ?? statement.NotResource)
  },
  conditions: Object.entries(statement.Condition ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => ({
      operator,
      key: key.toLowerCase(),
      values: listOf(values).map(String)
    }))
  )
})

const listOf = <A>(value: A | ReadonlyArray<A> | undefined): ReadonlyArray<A> => {
  if (value === undefined) return []
  return isList(value) ? value : [value]
}

const isList = <A>(value: A | ReadonlyArray<A>): value is ReadonlyArray<A> => Array.isArray(value)
