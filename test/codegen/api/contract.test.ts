/** The mock answers what its contract declares, and declines what the contract refuses: each operation, over HTTP. */
import { afterAll, assert, beforeAll, beforeEach, describe, it } from "@effect/vitest"
import { Result, Schema } from "effect"
import { readdirSync, readFileSync } from "node:fs"
import { parse } from "yaml"
import { chance } from "../../../src/codegen/api/seed/random.ts"
import { parseOpenApi } from "../../../src/codegen/backend/index.ts"
import { BackendDesign } from "../../../src/domain/Backend.ts"
import { type ApiOperation, type OpenApiDocument, operation, operations } from "../../../src/domain/OpenApi.ts"
import { Prd } from "../../../src/domain/Prd.ts"
import { type Answer, answerChecker } from "../../support/answerCheck.ts"
import { toolDesign, toolPrd } from "../../support/codegenDesigns.ts"
import { isGuarded, Requests, type Sent, unknownId } from "../../support/contractRequests.ts"
import { type MockApi, startMockApi } from "../../support/mockApi.ts"
import { productOf } from "../../support/offlineBriefs.ts"

const example = (path: string) => readFileSync(new URL(`../../../examples/${path}`, import.meta.url), "utf8")
const recorded = (name: string) => {
  const answer = (file: string): unknown => parse(example(`recorded/${name}/answers/${file}`))
  return {
    prd: Schema.decodeUnknownSync(Prd)(answer("02-prd.yaml")),
    design: Schema.decodeUnknownSync(BackendDesign)(answer("03-backend.yaml"))
  }
}

const inExamples = (path: string) => readdirSync(new URL(`../../../examples/${path}`, import.meta.url))

const products = [
  ...inExamples("briefs").map((file) => [file, () => productOf(example(`briefs/${file}`))] as const),
  ...inExamples("recorded").filter((name) => !name.includes(".")).map((name) => [name, () => recorded(name)] as const),
  [
    "a car rental",
    () => productOf("Users can register, browse cars, book cars, vote on pictures and pay for bookings.")
  ]
] as const

type Case = readonly [operation: ApiOperation, sent: Sent, init?: RequestInit]

const but = (sent: Sent, changes: Partial<Sent>): Sent => ({ ...sent, ...changes })

const isSuccess = (status: number) => status >= 200 && status < 300

describe.each(products)("the mock of %s", (_, product) => {
  let mock: MockApi
  let requests: Requests
  let all: ReadonlyArray<ApiOperation> = []
  let undeclared: (operation: ApiOperation, answer: Answer) => string

  beforeAll(async () => {
    const { design, prd } = product()
    mock = await startMockApi(design, prd)
    requests = new Requests(mock, prd.personas.filter(({ signsIn }) => signsIn).map(({ id }) => id))
    all = operations(mock.openapi)
    undeclared = answerChecker(mock.openapi)
  }, 60_000)

  beforeEach(() => mock.db.resetMocks())

  afterAll(() => mock.stop())

  /** What is wrong with an answer: another status than that, or anything that the contract does not declare. */
  const judge = async (wanted: (status: number) => boolean, [operation, sent, init]: Case) => {
    const answer = await requests.send(operation, sent, init)
    const wrong = undeclared(operation, answer)
    return wanted(answer.status) && wrong === ""
      ? []
      : [`${operation.operationId} ${JSON.stringify(sent)}: ${answer.status} ${wrong} ${JSON.stringify(answer.body)}`]
  }
  /** The same of one request after the other, since one may change what the next finds. */
  const faults = async (wanted: number | ((status: number) => boolean), cases: Iterable<Case>) => {
    const wrong: Array<string> = []
    const fits = typeof wanted === "number" ? (status: number) => status === wanted : wanted
    // oxlint-disable-next-line no-await-in-loop -- in turn, as said
    for (const one of cases) wrong.push(...await judge(fits, one))
    return wrong
  }
  const casesOf = (some: (operation: ApiOperation, good: Sent) => ReadonlyArray<Sent>): ReadonlyArray<Case> =>
    all.flatMap((operation) => some(operation, requests.good(operation)).map((one): Case => [operation, one]))

  it("takes what the contract allows", async () => {
    const eachOnFirstRows = function*(): Generator<Case> {
      for (const operation of all) {
        mock.db.resetMocks()
        yield [operation, requests.good(operation)]
      }
    }
    assert.deepStrictEqual(await faults(isSuccess, eachOnFirstRows()), [])
  })

  it("asks for a token that it knows where one has to be signed in, and for none elsewhere", async () => {
    const wrong = ["nonsense", "mock.nobody.", `mock.${requests.roles[0] ?? ""}.${unknownId}`]
    const cases = casesOf((operation, good) =>
      ["", ...(operation === all.find(isGuarded) ? wrong : [])].map((token) => but(good, { token }))
    )
    assert.deepStrictEqual(await faults(401, cases.filter(([operation]) => isGuarded(operation))), [])
    const open = cases.filter(([operation]) => !isGuarded(operation) && operation.method === "get")
    assert.deepStrictEqual(await faults(isSuccess, open), [])
  })

  it("tells roles apart", async () => {
    const cases = casesOf((operation, good) =>
      requests.roles.filter((role) => isGuarded(operation) && operation.object["x-roles"]?.includes(role) === false)
        .map((role) => but(good, { token: requests.token(role) }))
    )
    assert.deepStrictEqual(await faults(403, cases), [])
  })

  it("finds nothing where there is nothing", async () => {
    const cases = casesOf((operation, good) =>
      requests.parameters(operation, "path").filter(({ schema }) => schema["x-entity"] !== undefined)
        .map(({ name }) => but(good, { path: { ...good.path, [name]: unknownId } }))
    )
    assert.deepStrictEqual(await faults(404, cases), [])
  })

  it("refuses a query that does not fit", async () => {
    const cases = casesOf((operation, good) =>
      requests.parameters(operation, "query").flatMap(({ name, schema }) =>
        requests.bad(schema, "query").map((value) => but(good, { query: { ...good.query, [name]: `${value}` } }))
      )
    )
    assert.deepStrictEqual(await faults(422, cases), [])
  })

  it("refuses a body that does not fit, and says where", async () => {
    for (const operation of all) {
      const good = requests.good(operation)
      const whole: { readonly [name: string]: unknown } = { ...Object(good.body) }
      for (const [name, schema] of Object.entries(requests.properties(operation))) {
        const { [name]: _, ...rest } = whole
        const bodies = requests.bad(schema, "body").map((value) => Object.assign({}, whole, { [name]: value }))
          .concat(requests.required(operation).includes(name) ? [rest] : [])
        for (const body of bodies) {
          // oxlint-disable-next-line no-await-in-loop -- as above
          const answer = await requests.send(operation, but(good, { body }))
          assert.strictEqual(answer.status, 422, `${operation.operationId} ${JSON.stringify(body)}`)
          assert.strictEqual(undeclared(operation, answer), "")
          assert.containSubset(answer.body, { errors: [{ pointer: `#/${name}` }] })
        }
      }
    }
  })

  it("refuses what is no JSON", async () => {
    const written = casesOf((_, good) => good.body === undefined ? [] : [good])
    const cut = written.map(([operation, sent]): Case => [operation, sent, { body: "{" }])
    assert.deepStrictEqual(await faults(400, cut), [])
    const plain = written.map(([operation, sent]): Case => [operation, sent, {
      body: "hello",
      headers: { "Content-Type": "text/plain", Authorization: `Bearer ${sent.token}` }
    }])
    assert.deepStrictEqual(await faults(415, plain), [])
  })

  it("has once what there is only once, and is booked once", async () => {
    const once = all.filter(({ object: { responses } }) => "409" in responses && "201" in responses)
    const cases = once.map((operation): Case => [operation, requests.good(operation)])
    assert.deepStrictEqual(await faults(201, cases), [])
    assert.deepStrictEqual(await faults(409, cases), [])
    for (const [name, { "x-unique": groups = [] }] of Object.entries(mock.openapi.components?.schemas ?? {})) {
      for (const group of groups) {
        const seen = mock.db.rows(name).map((row) => JSON.stringify(group.map((one) => row[one])))
        assert.lengthOf(new Set(seen), seen.length, `${name} ${group.join(", ")}`)
      }
    }
  })

  it("answers nothing that is not declared, whatever it is asked", async () => {
    const next = chance("requests")
    const pick = <A>(some: ReadonlyArray<A>): A | undefined => some[Math.floor(next() * some.length)]
    const cases = Array.from({ length: 120 }, (): Case => {
      const operation = pick(all) ?? assert.fail("no operations")
      const good = requests.good(operation, Math.floor(next() * 8))
      const parameter = pick(requests.parameters(operation, "query"))
      const value = parameter === undefined ? undefined : pick(requests.bad(parameter.schema, "query"))
      const [name, schema] = pick(Object.entries(requests.properties(operation))) ?? []
      const wrong = schema === undefined ? undefined : pick([...requests.bad(schema, "body"), undefined])
      return [operation, {
        path: next() < 0.1 ? Object.fromEntries(Object.keys(good.path).map((one) => [one, unknownId])) : good.path,
        query: parameter === undefined || value === undefined || next() < 0.7
          ? good.query
          : { [parameter.name]: `${value}` },
        body: good.body === undefined || name === undefined || next() < 0.6
          ? good.body
          : { ...Object(good.body), [name]: wrong },
        token: next() < 0.1 ? "" : requests.token(pick(requests.roles) ?? "")
      }]
    })
    assert.deepStrictEqual(await faults(() => true, cases), [])
  })
})

describe("the mock of a contract that was edited by hand", () => {
  let mock: MockApi
  let requests: Requests
  const find = (id: string) => operation(mock.openapi, id) ?? assert.fail(`no operation ${id}`)

  beforeAll(async () => {
    mock = await startMockApi(toolDesign, toolPrd, edited)
    requests = new Requests(mock, ["member", "warden"])
  }, 60_000)

  beforeEach(() => mock.db.resetMocks())

  afterAll(() => mock.stop())

  /** Where the mock finds fault with a new tool, and in which words. */
  const faults = async (more: object) => {
    const good = requests.good(find("createTool"))
    const { body } = await requests.send(find("createTool"), { ...good, body: { ...Object(good.body), ...more } })
    const { errors = [] } = Schema.decodeUnknownSync(Problem)(body)
    return errors.map(({ detail, pointer }) => `${pointer} ${detail}`)
  }

  it("holds a body to everything that its schema says", async () => {
    assert.deepStrictEqual(await faults({ notes: null, serial: "AB12", tags: ["ab"], size: { width: 2 } }), [])
    assert.deepStrictEqual(await faults({ serial: "12" }), ["#/serial must match ^[A-Z]{2}\\d+$"])
    assert.deepStrictEqual(await faults({ tags: ["a", "bc", "de"] }), [
      "#/tags must have at most 2 entries",
      "#/tags/0 must have at least 2 characters"
    ])
    assert.deepStrictEqual(await faults({ size: {} }), ["#/size/width is required"])
    assert.deepStrictEqual(await faults({ size: { width: 0, depth: 1 } }), ["#/size/width must be at least 1"])
    assert.deepStrictEqual(await faults({ id: unknownId, "a/b": 1 }), ["#/id cannot be set", "#/a~1b is not known"])
  })

  it("answers the statuses that an operation declares, and no other", async () => {
    const update = find("updateTool")
    assert.strictEqual((await requests.send(update, { ...requests.good(update), body: { name: 7 } })).status, 400)
    const remove = find("deleteTool")
    const { tool } = mock.some("Loan")
    const needed = await requests.send(remove, { ...requests.good(remove), path: { toolId: String(tool) } })
    assert.strictEqual(needed.status, 409)
    assert.isTrue(mock.db.rows("Tool").some(({ id }) => id === tool))
  })

  it("keeps in mind who signed in, where the answer has no token", async () => {
    const [list, signIn] = [find("listLoans"), find("signIn")]
    const guest = { ...requests.good(list), token: "" }
    assert.strictEqual((await requests.send(list, guest)).status, 401)
    assert.strictEqual((await requests.send(signIn, { ...requests.good(signIn), token: "" })).status, 200)
    assert.strictEqual((await requests.send(list, guest)).status, 200)
  })
})

const Problem = Schema.Struct({
  errors: Schema.optionalKey(Schema.Array(Schema.Struct({ detail: Schema.String, pointer: Schema.String })))
})

/** The contract as somebody may have edited it. */
const edited = (document: OpenApiDocument): OpenApiDocument => {
  const text = JSON.parse(JSON.stringify(document))
  const { ToolInput } = text.components.schemas
  Object.assign(ToolInput.properties, {
    id: { type: "string", format: "uuid", readOnly: true },
    notes: { type: ["string", "null"] },
    serial: { type: "string", pattern: "^[A-Z]{2}\\d+$", examples: ["AB12"] },
    tags: { type: "array", maxItems: 2, items: { type: "string", minLength: 2 } },
    size: { type: "object", required: ["width"], properties: { width: { type: "number", minimum: 1 } } }
  })
  ToolInput.additionalProperties = false
  delete text.paths["/tools/{toolId}"].patch.responses["422"]
  text.paths["/tools/{toolId}"].delete.responses["409"] = { $ref: "#/components/responses/Conflict" }
  const { schema } = text.paths["/sessions"].post.responses["200"].content["application/json"]
  delete schema.properties.token
  schema.required = schema.required.filter((name: string) => name !== "token")
  return Result.getOrThrow(parseOpenApi(JSON.stringify(text)))
}
