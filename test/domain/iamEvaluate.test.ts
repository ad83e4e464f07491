import { assert, describe, it } from "@effect/vitest"
import { Result } from "effect"
import { requestsOf } from "../../src/domain/iam/bedrockRequests.ts"
import { type Decision, evaluate, type IamRequest } from "../../src/domain/iam/evaluate.ts"
import { parsePolicy, type PolicyDocument, readPolicy } from "../../src/domain/iam/PolicyDocument.ts"

const model = "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-pro-v1:0"
const profile = "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.amazon.nova-pro-v1:0"

const request = (changes: Partial<IamRequest> = {}): IamRequest => ({
  action: "bedrock:InvokeModel",
  resource: model,
  context: { "aws:RequestedRegion": "us-east-1", "aws:PrincipalArn": "arn:aws:iam::123456789012:user/dpg" },
  ...changes
})

const statement = { Effect: "Allow", Action: "bedrock:InvokeModel", Resource: "*" } as const

const decide = (statements: PolicyDocument["Statement"], asked = request()): Decision =>
  evaluate(Result.getOrThrow(readPolicy({ Version: "2012-10-17", Statement: statements })), asked)

const allowed = (changes: object, asked?: IamRequest): boolean => {
  const statements = { ...statement, ...changes }
  return decide(statements, asked) === "allow"
}

describe("evaluate", () => {
  it("denies what nothing allows, and what is denied beside being allowed", () => {
    const deny = { ...statement, Effect: "Deny" } as const
    assert.strictEqual(decide(statement), "allow")
    assert.strictEqual(decide({ ...statement, Action: "bedrock:CountTokens" }), "implicitDeny")
    assert.strictEqual(decide([deny, statement]), "explicitDeny")
    assert.strictEqual(decide([{ ...deny, Action: "bedrock:CountTokens" }, statement]), "allow")
  })

  it("takes actions whatever their case, resources in theirs, and wildcards in both", () => {
    for (const Action of ["*", "bedrock:*", "BEDROCK:invoke*", "bedrock:InvokeMode?", ["s3:GetObject", "bedrock:I*"]]) {
      assert.isTrue(allowed({ Action }), String(Action))
    }
    for (const Action of ["bedrock:InvokeModel?", "bedrock:Converse", "s3:*"]) {
      assert.isFalse(allowed({ Action }), Action)
    }
    const resources = {
      "arn:aws:bedrock:*::foundation-model/*": true,
      "arn:aws:bedrock:us-east-?::foundation-model/amazon.nova-pro-v1:0": true,
      "arn:aws:bedrock:us-east-1::foundation-model/amazon.*": true,
      "arn:aws:bedrock:us-east-1::foundation-model/AMAZON.nova-pro-v1:0": false,
      "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-pro-v1": false,
      "arn:aws:bedrock:us-west-2::foundation-model/amazon.nova-pro-v1:0": false,
      // A wildcard does not reach into the next part.
      "arn:*:us-east-1::foundation-model/amazon:nova-pro-v1:0": false
    }
    for (const [Resource, expected] of Object.entries(resources)) {
      assert.strictEqual(allowed({ Resource }), expected, Resource)
    }
  })

  it("turns NotAction and NotResource round", () => {
    const base = { Effect: "Allow" } as const
    assert.strictEqual(decide({ ...base, NotAction: "bedrock:CountTokens", Resource: "*" }), "allow")
    assert.strictEqual(decide({ ...base, NotAction: ["s3:*", "bedrock:Invoke*"], Resource: "*" }), "implicitDeny")
    assert.strictEqual(decide({ ...base, Action: "*", NotResource: "arn:aws:s3:::*" }), "allow")
    assert.strictEqual(decide({ ...base, Action: "*", NotResource: model }), "implicitDeny")
    assert.strictEqual(decide([statement, { Effect: "Deny", Action: "*", NotResource: model }]), "allow")
  })

  const through = request({ context: { ...request().context, "bedrock:InferenceProfileArn": profile, "x:n": "5" } })
  const many = request({ context: { "x:tags": ["a", "b"] } })
  const conditions: ReadonlyArray<[what: string, Condition: object, asked: IamRequest, expected: boolean]> = [
    ["equal", { StringEquals: { "aws:requestedregion": "us-east-1" } }, through, true],
    ["one of several", { StringEquals: { "aws:RequestedRegion": ["eu-west-1", "us-east-1"] } }, through, true],
    ["no wildcard", { StringEquals: { "aws:RequestedRegion": "us-*" } }, through, false],
    ["case counts", { StringEquals: { "aws:RequestedRegion": "US-EAST-1" } }, through, false],
    ["case does not", { StringEqualsIgnoreCase: { "aws:RequestedRegion": "US-EAST-1" } }, through, true],
    ["not equal", { StringNotEquals: { "aws:RequestedRegion": "us-east-1" } }, through, false],
    ["none of several", { StringNotEquals: { "aws:RequestedRegion": ["a", "us-east-1"] } }, through, false],
    ["not equal to what is not there", { StringNotEquals: { "aws:SourceVpce": "x" } }, through, true],
    ["equal to what is not there", { StringEquals: { "aws:SourceVpce": "x" } }, through, false],
    ["…IfExists", { StringEqualsIfExists: { "aws:SourceVpce": "x" } }, through, true],
    ["…IfExists, and it does", { StringEqualsIfExists: { "aws:RequestedRegion": "x" } }, through, false],
    ["like", { StringLike: { "aws:RequestedRegion": "us-*" } }, through, true],
    ["not like", { StringNotLike: { "aws:RequestedRegion": "us-*" } }, through, false],
    ["an ARN", { ArnLike: { "bedrock:InferenceProfileArn": profile.replace("nova-pro", "*") } }, through, true],
    ["an ARN, part by part", { ArnEquals: { "bedrock:InferenceProfileArn": "arn:*:us.amazon*" } }, through, false],
    ["not that ARN", { ArnNotEquals: { "bedrock:InferenceProfileArn": profile } }, through, false],
    ["not there", { Null: { "bedrock:InferenceProfileArn": "true" } }, through, false],
    ["there", { Null: { "bedrock:InferenceProfileArn": false } }, through, true],
    ["not there, and not", { Null: { "bedrock:InferenceProfileArn": true } }, request(), true],
    ["a number", { NumericLessThanEquals: { "x:n": 5 } }, through, true],
    ["another number", { NumericGreaterThan: { "x:n": "5" } }, through, false],
    [
      "a date",
      { DateLessThan: { "x:d": "2030-01-01T00:00:00Z" } },
      request({ context: { "x:d": "2026-11-22" } }),
      true
    ],
    ["yes", { Bool: { "x:b": true } }, request({ context: { "x:b": "true" } }), true],
    ["any of them", { "ForAnyValue:StringEquals": { "x:tags": ["b", "c"] } }, many, true],
    ["all of them", { "ForAllValues:StringEquals": { "x:tags": ["b", "c"] } }, many, false],
    ["all of them, indeed", { "ForAllValues:StringLike": { "x:tags": "?" } }, many, true],
    ["all of none", { "ForAllValues:StringEquals": { "x:other": "b" } }, many, true],
    ["any of none", { "ForAnyValue:StringEquals": { "x:other": "b" } }, many, false],
    ["all conditions", { StringEquals: { "x:n": "5", "aws:RequestedRegion": "us-east-1" } }, through, true],
    ["all but one", { StringEquals: { "x:n": "5", "aws:RequestedRegion": "us-east-2" } }, through, false],
    [
      "a variable",
      { StringEquals: { "aws:PrincipalArn": "arn:aws:iam::123456789012:user/${x:name, 'dpg'}" } },
      through,
      true
    ]
  ]

  for (const [what, Condition, asked, expected] of conditions) {
    it(`condition: ${what}`, () => {
      assert.strictEqual(allowed({ Condition }, asked), expected)
    })
  }

  it("fills variables in, in resources too, and only since version 2012-10-17", () => {
    const Resource = "arn:aws:bedrock:${aws:RequestedRegion}::foundation-model/*"
    assert.isTrue(allowed({ Resource }))
    assert.isFalse(allowed({ Resource }, request({ context: {} })))
    assert.isFalse(allowed({ Resource: "arn:aws:bedrock:us-east-1::foundation-model/${*}" }))
    const old = Result.getOrThrow(readPolicy({ Statement: { ...statement, Resource } }))
    assert.strictEqual(evaluate(old, request()), "implicitDeny")
    const odd = request({ context: { "aws:RequestedRegion": "*" } })
    assert.isFalse(allowed({ Resource }, odd))
  })
})

describe("requestsOf", () => {
  const call = { action: "bedrock:InvokeModel", modelId: "", region: "eu-west-1", account: "123456789012" }
  const asked = (modelId: string) => requestsOf({ ...call, modelId }).map(({ resource }) => resource)

  it("asks for a model, or for the profile and then the model wherever it leads", () => {
    assert.deepStrictEqual(asked("amazon.nova-pro-v1:0"), [
      "arn:aws:bedrock:eu-west-1::foundation-model/amazon.nova-pro-v1:0"
    ])
    const arn = "arn:aws:bedrock:eu-west-1:123456789012:inference-profile/eu.amazon.nova-pro-v1:0"
    const geographic = asked("eu.amazon.nova-pro-v1:0")
    assert.strictEqual(geographic[0], arn)
    assert.isAbove(geographic.length, 3)
    assert.isTrue(geographic.slice(1).every((resource) => /:bedrock:eu-[a-z]+-\d::foundation-model\//.test(resource)))
    assert.deepStrictEqual(asked(arn), geographic)
    assert.deepStrictEqual(
      asked("global.amazon.nova-2-lite-v1:0").map((resource) => resource.split(":").slice(3, 5).join()),
      ["eu-west-1,123456789012", "eu-west-1,", ","]
    )
    const own = "arn:aws:bedrock:eu-west-1:123456789012:application-inference-profile/abc"
    assert.deepStrictEqual(asked(own), [own])
  })
})

describe("a document that is no policy", () => {
  const documents: ReadonlyArray<[text: string, expected: string]> = [
    ["{", "it is not JSON"],
    ["[]", "Expected object"],
    ["{}", "Statement"],
    ["{\"Statement\":[]}", "Statement: there is none"],
    ["{\"Version\":\"2020-01-01\",\"Statement\":[]}", "Version: Expected"],
    ["{\"Statements\":[]}", "Statements"],
    ["{\"Statement\":{\"Effect\":\"Permit\"}}", "Statement.Effect: Expected \"Allow\" | \"Deny\""],
    ["{\"Statement\":[{\"Effect\":\"Allow\"}]}", "Statement.0: Policy statement must contain actions."],
    [
      "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\"}]}",
      "Statement.0: Policy statement must contain resources."
    ],
    ["{\"Statement\":[{\"Principal\":\"*\"}]}", "Policy document should not specify a principal."],
    [JSON.stringify({ Statement: { ...statement, Action: "Invoke" } }), "must be prefaced by a vendor"],
    [
      JSON.stringify({ Statement: { ...statement, Resource: "nova" } }),
      "Resource nova must be in ARN format or \"*\"."
    ],
    [JSON.stringify({ Statement: { ...statement, NotAction: "s3:*" } }), "exclude each other"],
    [JSON.stringify({ Statement: { ...statement, Sid: "with a space" } }), "Statement.Sid"],
    [JSON.stringify({ Statement: [{ ...statement, Sid: "a" }, { ...statement, Sid: "a" }] }), "must be unique: a"],
    [
      JSON.stringify({ Statement: { ...statement, Condition: { StringIs: {} } } }),
      "Invalid Condition type : StringIs."
    ],
    [JSON.stringify({ Statement: { ...statement, Condition: { NumericNotLessThan: {} } } }), "Invalid Condition type"],
    [JSON.stringify({ Statement: { ...statement, Resources: "*" } }), "Resources"]
  ]

  for (const [text, expected] of documents) {
    it(`${text.slice(0, 90)}: one line that says why`, () => {
      const { detail, message } = Result.getOrThrow(Result.flip(parsePolicy(text)))
      assert.include(detail, expected)
      assert.notInclude(message, "\n")
    })
  }
})
