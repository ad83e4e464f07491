import { assert, describe, it } from "@effect/vitest"
import { compileBackend } from "../../../src/codegen/backend/index.ts"
import type { BackendDesign, Operation } from "../../../src/domain/Backend.ts"
import { operations, responseSchema } from "../../../src/domain/OpenApi.ts"
import type { Prd } from "../../../src/domain/Prd.ts"
import { field, toolDesign, toolPrd } from "../../support/codegenDesigns.ts"

const answerOf = (id: string, design: BackendDesign = toolDesign, prd: Prd = toolPrd) => {
  const { openapi } = compileBackend(design, prd)
  const found = operations(openapi).find(({ operationId }) => operationId === id)
  return found === undefined ? undefined : responseSchema(found)
}

const mapped = <A>([first, ...rest]: readonly [A, ...ReadonlyArray<A>], change: (one: A) => A) =>
  [change(first), ...rest.map(change)] as const

const withSignIn = (more: Partial<Operation>): BackendDesign => ({
  ...toolDesign,
  operations: toolDesign.operations.map((one) => one.id === "signIn" ? { ...one, ...more } : one)
})

describe("the token of a session", () => {
  it("is in the answer to signing in and to registering, beside who it is", () => {
    const answer = answerOf("signIn", withSignIn({ returns: "one", entity: "Member", answer: [] }))
    for (const name of ["id", "fullName", "token"]) assert.include(answer?.required ?? [], name)
    assert.strictEqual(answer?.["x-entity"], "Member")
    assert.isUndefined(answer?.properties?.["password"])
    assert.include(answerOf("register")?.required ?? [], "token")
  })

  it("is there where the design answers nothing, and goes by the design's own name", () => {
    assert.deepStrictEqual(answerOf("signIn", withSignIn({ returns: "none", answer: [] }))?.required, ["token"])
    const named = [field("accessToken", "string", { required: true })]
    const answer = answerOf("signIn", withSignIn({ answer: named }))
    assert.isDefined(answer?.properties?.["accessToken"])
    assert.isUndefined(answer?.properties?.["token"])
  })

  it("is in no answer where nobody signs in", () => {
    const open = { ...toolPrd, personas: mapped(toolPrd.personas, (persona) => ({ ...persona, signsIn: false })) }
    assert.strictEqual(answerOf("register", toolDesign, open)?.$ref, "#/components/schemas/Member")
  })
})
