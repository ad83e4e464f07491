import { assert, describe, it } from "@effect/vitest"
import { Validator } from "@seriousme/openapi-schema-validator"
import { Option, Result, Schema } from "effect"
import { parse } from "yaml"
import { compileBackend, parseOpenApi, renderOpenApi } from "../../../src/codegen/backend/index.ts"
import { BackendDesign, type Entity } from "../../../src/domain/Backend.ts"
import {
  type OpenApiDocument,
  operation,
  operations,
  requestSchema,
  resolve,
  responseSchema,
  schemaAt
} from "../../../src/domain/OpenApi.ts"
import { awkwardDesign, field, operation as operationOf, toolDesign, toolPrd } from "../../support/codegenDesigns.ts"

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
    assert.deepStrictEqual(statuses("getTool"), ["200", "404", "429"])
    assert.deepStrictEqual(statuses("createTool"), ["201", "400", "401", "403", "415", "422"])
    assert.deepStrictEqual(statuses("updateTool"), ["200", "400", "401", "404", "415", "422"], "every role may")
    assert.deepStrictEqual(statuses("deleteTool"), ["204", "401", "403", "404"])
    assert.deepStrictEqual(statuses("returnLoan"), ["200", "404", "429"], "visitors may")
    assert.deepStrictEqual(statuses("getStatistics"), ["200", "429"], "nothing but too often")
    assert.deepStrictEqual(
      statuses("register"),
      ["201", "400", "409", "415", "422", "429"],
      "an address that has an account"
    )
    assert.deepStrictEqual(statuses("signIn"), ["200", "400", "401", "415", "422", "429"])
  })

  it("states each problem as problem details, with the fields that were refused", () => {
    const { responses = {} } = openapi.components ?? {}
    assert.sameMembers(Object.keys(responses), [
      "Unauthorized",
      "Forbidden",
      "NotFound",
      "BadRequest",
      "UnsupportedMediaType",
      "Conflict",
      "UnprocessableContent",
      "TooManyRequests"
    ])
    for (const { content } of Object.values(responses)) {
      assert.deepStrictEqual(Object.keys(content ?? {}), ["application/problem+json"])
    }
    assert.containSubset(responses["UnprocessableContent"]?.content?.["application/problem+json"]?.example, {
      status: 422,
      errors: [{ pointer: "#/name", detail: "is required" }]
    })
    assert.property(responses["TooManyRequests"]?.headers, "Retry-After")
  })

  it("says what there is only once, and what cannot be booked twice", () => {
    const car: Entity = {
      name: "Car",
      plural: "cars",
      description: "",
      titleField: "model",
      fields: [field("model", "string", { required: true })]
    }
    const booking: Entity = {
      name: "Booking",
      plural: "bookings",
      description: "",
      titleField: "startsOn",
      fields: [
        field("car", "reference", { required: true, entity: "Car" }),
        field("startsOn", "date", { required: true }),
        field("endsOn", "date", { required: true }),
        field("note", "text")
      ]
    }
    const days = booking.fields.slice(1, 3)
    const document = compileBackend({
      ...toolDesign,
      entities: [...toolDesign.entities, car, booking],
      operations: [
        ...toolDesign.operations,
        operationOf("post", "/bookings", "book", { entity: "Booking", returns: "one", body: booking.fields }),
        operationOf("patch", "/bookings/{bookingId}", "moveBooking", { entity: "Booking", returns: "one", body: days }),
        operationOf("patch", "/bookings/{bookingId}/note", "noteBooking", {
          entity: "Booking",
          returns: "one",
          body: booking.fields.slice(3)
        }),
        operationOf("post", "/cars/{carId}/check-availability", "checkCar", {
          entity: "Car",
          returns: "one",
          body: days
        })
      ]
    }, toolPrd).openapi
    const { Booking, Member, Tool } = document.components?.schemas ?? {}
    assert.deepStrictEqual(Booking?.["x-no-overlap"], ["startsOn", "endsOn"])
    assert.deepStrictEqual(Member?.["x-unique"], [["email"]])
    assert.notProperty(Tool, "x-unique")
    const clashing = operations(document).filter(({ object }) => "409" in object.responses)
    assert.sameMembers(clashing.map(({ operationId }) => operationId), ["register", "book", "moveBooking", "checkCar"])
  })

  it("asks of a password at sign-in that it is there, and of a new one that it is long enough", () => {
    const passwordOf = (id: string) => {
      const body = find(id).object.requestBody?.content["application/json"]?.schema ?? {}
      return Option.getOrThrow(schemaAt(openapi, body, "password"))
    }
    assert.strictEqual(passwordOf("signIn").minLength, 1)
    assert.strictEqual(passwordOf("register").minLength, 8)
  })

  it("says where to read what was made, if it can be read by its id", () => {
    assert.property(find("createTool").object.responses["201"]?.headers, "Location")
    assert.notProperty(find("borrowTool").object.responses["201"] ?? {}, "headers")
  })

  it("says in words which requirements an operation serves, and who may call it", () => {
    assert.strictEqual(find("borrowTool").object.description, "Serves FR-1 (Borrow). For `member`.")
    assert.strictEqual(find("listTools").object.description, "Serves FR-1 (Borrow). Open to everyone.")
    assert.strictEqual(find("returnLoan").object.description, "Signing in is optional.")
    assert.strictEqual(find("updateTool").object.description, "For `member`, `warden`.")
    assert.deepStrictEqual(openapi.components?.securitySchemes?.["bearerAuth"], {
      type: "http",
      scheme: "bearer",
      description: "The `token` that `signIn` answers."
    })
  })

  it("limits text and pages, and lets no change empty what has to be there", () => {
    const { Tool, ToolInput, ToolUpdate } = openapi.components?.schemas ?? {}
    assert.strictEqual(Tool?.properties?.["name"]?.maxLength, 200)
    assert.strictEqual(Tool?.properties?.["notes"]?.maxLength, 10_000)
    assert.notProperty(Tool?.properties?.["category"], "maxLength")
    assert.strictEqual(ToolInput?.properties?.["name"]?.minLength, 1)
    assert.notProperty(ToolInput?.properties?.["notes"], "minLength")
    assert.notProperty(ToolUpdate, "required")
    assert.strictEqual(ToolUpdate?.properties?.["name"]?.minLength, 1)
    assert.notProperty(ToolUpdate?.properties?.["notes"], "minLength")
  })

  it("sorts lists by what has an index, and leaves a design its own way to sort", () => {
    const sortOf = (document: OpenApiDocument) =>
      operation(document, "listTools")?.object.parameters?.find(({ name }) => name === "sort")?.schema
    assert.strictEqual(sortOf(openapi)?.pattern, "^-?(name|category|dailyPrice|createdAt)$")
    const own = compileBackend({
      ...toolDesign,
      operations: toolDesign.operations.map((one) =>
        one.id === "listTools"
          ? { ...one, query: [field("sort", "enum", { values: ["daily-price-asc", "-name"] })] }
          : one
      )
    }, toolPrd)
    assert.deepStrictEqual(sortOf(own.openapi)?.enum, ["daily-price-asc", "-name"])
    assert.include(own.sql, "create index tools_daily_price_idx on tools (daily_price);")
    assert.include(own.sql, "create index tools_name_idx on tools (name);")
    assert.notInclude(own.sql, "tools_created_at_idx")
  })

  it("gives examples that fit together: what one refers to is the other's id", () => {
    const schemas = openapi.components?.schemas ?? {}
    const [tool] = schemas["Tool"]?.examples ?? []
    const [loan] = schemas["Loan"]?.examples ?? []
    const [input] = schemas["ToolInput"]?.examples ?? []
    assert.containSubset(tool, { id: "00000000-0000-4000-8000-000000000001", name: "Cordless drill", dailyPrice: 4.5 })
    assert.containSubset(loan, { tool: "00000000-0000-4000-8000-000000000001", status: "requested" })
    assert.containSubset(input, { name: "Cordless drill", category: "garden", inStock: true })
    assert.notProperty(input, "id")
    assert.notProperty(input, "notes", "nothing is made up for what may be left out")
  })

  it.each(
    [
      ["date", "2026-02-30", "2026-02-28"],
      ["datetime", "2026-01-01", "2026-01-01T10:00:00Z"],
      ["email", "nobody", "a.b+c@example.co.uk"],
      ["email", "Ann <ann@example.com>", "ann@example.com"],
      ["url", "example.com", "https://example.com/a?b=c#d"],
      ["integer", "1.5 kg of 10e99", "12"],
      ["boolean", "yes", "true"],
      ["string", "x".repeat(201), "x".repeat(200)],
      ["enum", "neither", "one"]
    ] as const
  )("takes an example only where it is a value of its field: %s %s", (type, bad, good) => {
    const examples = (example: string) => {
      const fields = [field("it", type, { examples: [example], values: type === "enum" ? ["one"] : [] })] as const
      const entity = { name: "Thing", plural: "things", description: "", titleField: "it", fields }
      const design: BackendDesign = { title: "T", description: "", entities: [entity], operations: [], notes: [] }
      return compileBackend(design, toolPrd).openapi.components?.schemas?.["Thing"]?.properties?.["it"]?.examples ?? []
    }
    assert.deepStrictEqual(examples(bad), [])
    assert.strictEqual(String(examples(good)[0]), good)
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
      maxItems: 100,
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
    assert.deepStrictEqual(awkward.components?.schemas?.["Order"]?.properties?.["ghost"], {
      type: "string",
      maxLength: 200
    })
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
