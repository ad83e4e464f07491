import { assert, describe, it } from "@effect/vitest"
import { Validator } from "@seriousme/openapi-schema-validator"
import { Result, Schema } from "effect"
import { parse } from "yaml"
import { compileBackend, parseOpenApi, renderOpenApi } from "../../../src/codegen/backend/index.ts"
import { BackendDesign } from "../../../src/domain/Backend.ts"
import { operation, operations, requestSchema, resolve, responseSchema } from "../../../src/domain/OpenApi.ts"
import { awkwardDesign, toolDesign, toolPrd } from "../../support/codegenDesigns.ts"

const { openapi } = compileBackend(toolDesign, toolPrd)
const awkward = compileBackend(awkwardDesign, toolPrd).openapi
const find = (id: string) => operation(openapi, id) ?? assert.fail(`no operation ${id}`)
const statuses = (id: string) => Object.keys(find(id).object.responses)

describe("a design as OpenAPI", () => {
  for (const [name, document] of [["good", openapi], ["awkward", awkward]] as const) {
    it(`is valid OpenAPI 3.1 for a ${name} design`, async () => {
      const result = await new Validator().validate(JSON.parse(JSON.stringify(document)))
      assert.deepStrictEqual(result, { valid: true })
    })

    it(`survives the file it is written to, for a ${name} design`, () => {
      const text = renderOpenApi(document)
      assert.deepStrictEqual(parse(text), JSON.parse(JSON.stringify(document)))
      assert.deepStrictEqual(Result.getOrThrow(parseOpenApi(text)), document)
    })
  }

  it("has every operation under its own id, with its requirements, roles and tag", () => {
    assert.deepStrictEqual(
      operations(openapi).map(({ operationId }) => operationId).toSorted(),
      toolDesign.operations.map(({ id }) => id).toSorted()
    )
    const { object } = find("borrowTool")
    assert.deepStrictEqual(object["x-requirements"], ["FR-1"])
    assert.deepStrictEqual(object["x-roles"], ["member"])
    assert.deepStrictEqual(object.tags, ["Loan"])
  })

  it("answers 201 for what is made, 204 for nothing, 200 otherwise", () => {
    assert.strictEqual(statuses("createTool")[0], "201")
    assert.strictEqual(statuses("borrowTool")[0], "201")
    assert.strictEqual(statuses("register")[0], "201")
    assert.strictEqual(statuses("returnLoan")[0], "200")
    assert.strictEqual(statuses("signIn")[0], "200")
    assert.strictEqual(statuses("deleteTool")[0], "204")
  })

  it("states the problems that apply, and no other", () => {
    assert.deepStrictEqual(statuses("getTool"), ["200", "404"])
    assert.deepStrictEqual(statuses("createTool"), ["201", "401", "403", "422"])
    assert.deepStrictEqual(statuses("updateTool"), ["200", "401", "404", "422"], "every role may")
    assert.deepStrictEqual(statuses("deleteTool"), ["204", "401", "403", "404"])
    assert.deepStrictEqual(statuses("returnLoan"), ["200", "404"], "visitors may")
  })

  it("asks for a token only where a role is needed", () => {
    assert.deepStrictEqual(find("listTools").object.security, [])
    assert.deepStrictEqual(find("signIn").object.security, [])
    assert.deepStrictEqual(find("deleteTool").object.security, [{ bearerAuth: [] }])
    assert.deepStrictEqual(find("returnLoan").object.security, [{}, { bearerAuth: [] }])
    const alone = compileBackend(toolDesign, {
      ...toolPrd,
      personas: [{ id: "visitor", name: "Visitor", description: "", signsIn: false }]
    }).openapi
    assert.strictEqual(alone.components?.securitySchemes, undefined)
    assert.isTrue(
      operations(alone).every(({ object }) => object.security?.length === 0 && !("401" in object.responses))
    )
  })

  it("gives every list its items, its total and a way to the next page", () => {
    assert.deepStrictEqual(responseSchema(find("listTools"))?.properties?.["items"], {
      type: "array",
      items: { $ref: "#/components/schemas/Tool" }
    })
    assert.deepStrictEqual(
      find("listTools").object.parameters?.map(({ name }) => name),
      ["q", "category", "maxDailyPrice", "limit", "offset", "sort"]
    )
  })

  it("tells no password and asks for no read-only field", () => {
    const member = openapi.components?.schemas?.["Member"]
    assert.notProperty(member?.properties, "password")
    assert.notInclude(member?.required ?? [], "password")
    const register = requestSchema(find("register"))
    const body = Result.getOrThrow(Result.fromOption(resolve(openapi, register ?? {}), () => "no body"))
    assert.strictEqual(body.properties?.["password"]?.format, "password")
    assert.notProperty(body.properties, "id")
  })

  it("shares a body that is an entity's own fields, and keeps any other in place", () => {
    assert.deepStrictEqual(requestSchema(find("createTool")), { $ref: "#/components/schemas/ToolInput" })
    assert.deepStrictEqual(requestSchema(find("updateTool")), { $ref: "#/components/schemas/ToolUpdate" })
    assert.deepStrictEqual(requestSchema(find("reviewTool")), { $ref: "#/components/schemas/ReviewInput" })
    assert.strictEqual(requestSchema(find("signIn"))?.type, "object")
  })

  it("marks what an id is of, by which an entity is recognised, and how a value is shown", () => {
    const schemas = openapi.components?.schemas ?? {}
    assert.strictEqual(schemas["Tool"]?.["x-title-field"], "name")
    assert.strictEqual(schemas["Loan"]?.properties?.["tool"]?.["x-entity"], "Tool")
    assert.strictEqual(schemas["Tool"]?.properties?.["dailyPrice"]?.["x-format"], "money")
    assert.deepStrictEqual(schemas["Tool"]?.properties?.["dailyPrice"]?.examples, [4.5])
    assert.strictEqual(find("borrowTool").object.parameters?.[0]?.schema["x-entity"], "Tool")
  })

  it("compiles whatever decodes", () => {
    assert.isTrue(Result.isSuccess(Schema.decodeUnknownResult(BackendDesign)(awkwardDesign)))
    assert.deepStrictEqual(Object.keys(awkward.paths), ["/user/{id}", "/a/{x}/b/{x2}", "/b", "/{only}", "/c", "/d"])
    assert.deepStrictEqual(awkward.components?.schemas?.["Order"]?.properties?.["ghost"], { type: "string" })
    assert.strictEqual(awkward.components?.schemas?.["Order"]?.properties?.["order"]?.type, "string")
    assert.strictEqual(awkward.components?.schemas?.["Order"]?.["x-title-field"], "order")
  })
})

describe("an OpenAPI document read back", () => {
  it("keeps a person's edits, and passes over members dpg has no use for", () => {
    const edited = renderOpenApi(openapi).replace(
      "title: Tool shed",
      "title: Barn\n  x-mine: 1\n  license:\n    name: MIT"
    )
    assert.strictEqual(Result.getOrThrow(parseOpenApi(edited)).info.title, "Barn")
  })

  it("says what is wrong and where", () => {
    const broken = parseOpenApi(renderOpenApi(openapi).replace("operationId: listTools", "operationId: 7"))
    assert.isTrue(Result.isFailure(broken))
    assert.include(Result.isFailure(broken) ? broken.failure : "", "operationId")
    assert.isTrue(Result.isFailure(parseOpenApi("openapi: [")))
    assert.isTrue(Result.isFailure(parseOpenApi("")))
  })
})
