import { afterAll, assert, beforeAll, beforeEach, describe, it } from "@effect/vitest"
import { join } from "node:path"
import { vi } from "vitest"
import { toolDesign, toolPrd } from "../../support/codegenDesigns.ts"
import { apiBase, type MockApi, type Row, startMockApi } from "../../support/mockApi.ts"

interface Page {
  readonly items: ReadonlyArray<Row>
  readonly total: number
}

interface Client {
  readonly api: {
    readonly [method: string]: (path: string, options?: object) => Promise<{ response: Response; data?: unknown }>
  }
  readonly unwrap: <A>(call: Promise<unknown>) => Promise<A>
  readonly ApiError: new(status: number, problem: unknown) => Error
}

interface Problem {
  readonly status: number
  readonly title: string
  readonly errors: ReadonlyArray<{ readonly field: string; readonly message: string }>
}

let mock: MockApi
let client: Client
let db: MockApi["db"]
let control: { readonly force: (forcing: string) => void }
let session: {
  readonly signIn: (user: object) => void
  readonly signOut: () => void
  readonly currentUser: () => unknown
}

beforeAll(async () => {
  mock = await startMockApi(toolDesign, toolPrd)
  db = mock.db
  client = await mock.load("src/api/client.ts")
  session = await mock.load("src/api/session.ts")
  control = await mock.load("src/mocks/control.ts")
}, 60_000)

/** Goes on as somebody of that role. */
const as = (role: string) => session.signIn({ name: "Ann", role, token: mock.tokenFor(db.rows("Member")[0], role) })

beforeEach(() => {
  db.resetMocks()
  as("member")
})

afterAll(() => mock.stop())

const call = <A>(method: string, path: string, options: object = {}): Promise<A> =>
  client.unwrap<A>((client.api[method] ?? assert.fail(method))(path, options))
const list = (path: string, query: object = {}): Promise<Page> => call("GET", path, { params: { query } })
const failure = (work: Promise<unknown>): Promise<Problem> =>
  work.then(() => assert.fail("it succeeded"), (error: Problem) => {
    assert.instanceOf(error, client.ApiError)
    return error
  })
const firstTool = async (): Promise<Row> => (await list("/tools")).items[0] ?? assert.fail("no tools")
const tool = (toolId: unknown) => ({ params: { path: { toolId } } })

describe("the mock's first rows", () => {
  it("are some of every entity, whose references lead somewhere", () => {
    const ids = new Set<string>()
    for (const entity of toolDesign.entities) {
      const rows = db.rows(entity.name)
      assert.isAtLeast(rows.length, 8)
      assert.isAtMost(rows.length, 24)
      for (const row of rows) {
        assert.isFalse(ids.has(row.id))
        ids.add(row.id)
        for (const field of entity.fields.filter((one) => one.type === "reference" && row[one.name] !== undefined)) {
          assert.isTrue(db.rows(field.entity).some(({ id }) => id === row[field.name]))
        }
      }
    }
  })

  it("make sense: examples among them, every status, dates in order, no password", () => {
    assert.include(db.rows("Tool").map(({ name }) => name), "Cordless drill")
    assert.sameMembers([...new Set(db.rows("Loan").map(({ status }) => status))], ["requested", "active", "returned"])
    assert.isTrue(db.rows("Member").every((row) => !("password" in row)))
    const now = new Date().toISOString()
    for (const { createdAt, dueDate, returnedAt, status, updatedAt } of db.rows("Loan")) {
      assert.isTrue(String(createdAt) <= String(updatedAt) && String(updatedAt) <= now)
      assert.match(String(dueDate), /^\d{4}-\d{2}-\d{2}$/)
      assert.strictEqual(returnedAt !== undefined, status === "returned")
    }
    assert.isTrue(db.rows("Review").every(({ rating }) => Number(rating) >= 1 && Number(rating) <= 5))
    assert.isTrue(String(db.rows("Tool")[0]?.["photo"]).startsWith("data:image/svg+xml,"))
    assert.isAbove(new Set(db.rows("Tool").map(({ name }) => name)).size, 7)
  })
})

describe("lists", () => {
  it("come in pages, with how many there are in all", async () => {
    const whole = await list("/tools")
    const second = await list("/tools", { limit: 3, offset: 3 })
    assert.strictEqual(second.total, whole.items.length)
    assert.deepStrictEqual(second.items, whole.items.slice(3, 6))
  })

  it("come in the order that the contract declares", async () => {
    const made = (await list("/tools")).items.map(({ createdAt }) => String(createdAt))
    assert.deepStrictEqual(made, made.toSorted().toReversed())
  })

  it("are long where somebody wants to see pages, each row under an id and a name of its own", async () => {
    const before = db.rows("Tool").length
    db.multiplyMocks()
    const { total } = await list("/tools")
    assert.isAtLeast(total, 100)
    const rows = db.rows("Tool")
    assert.strictEqual(new Set(rows.map(({ id }) => id)).size, total)
    assert.strictEqual(rows[before]?.["name"], `${String(rows[0]?.["name"])} 2`)
    const emails = db.rows("Member").map(({ email }) => email)
    assert.strictEqual(new Set(emails).size, emails.length)
  })

  it("are narrowed by a field, a bound and a search, and sorted", async () => {
    const garden = await list("/tools", { category: "garden" })
    assert.isAbove(garden.total, 0)
    assert.isTrue(garden.items.every(({ category }) => category === "garden"))
    assert.deepStrictEqual((await list("/tools", { q: "CORDLESS" })).items.map(({ name }) => name), ["Cordless drill"])
    const prices = (await list("/tools", { sort: "-dailyPrice" })).items.map(({ dailyPrice }) => Number(dailyPrice))
    assert.deepStrictEqual(prices, prices.toSorted((one, other) => other - one))
    const limit = prices[2] ?? 0
    assert.strictEqual(
      (await list("/tools", { maxDailyPrice: limit })).total,
      prices.filter((price) => price <= limit).length
    )
    assert.strictEqual((await list("/tools", { somethingElse: "x" })).total, prices.length)
  })

  it("hold what belongs to the row in their path", async () => {
    const { id } = await firstTool()
    const reviews = await call<Page>("GET", "/tools/{toolId}/reviews", tool(id))
    assert.isAbove(reviews.total, 0)
    assert.isTrue(reviews.items.every((review) => review["tool"] === id))
  })
})

describe("changes", () => {
  it("make, show, change and take away a row", async () => {
    const { owner } = await firstTool()
    const body = { name: "Axe", category: "garden", dailyPrice: 3, inStock: true, owner }
    const made = await call<Row>("POST", "/tools", { body })
    assert.deepInclude(await call<Row>("GET", "/tools/{toolId}", tool(made.id)), body)
    const changed = await call<Row>("PATCH", "/tools/{toolId}", {
      ...tool(made.id),
      body: { name: "Hatchet", notes: "Sharp" }
    })
    assert.deepInclude(changed, { name: "Hatchet", notes: "Sharp", category: "garden" })
    const cleared = await call<Row>("PATCH", "/tools/{toolId}", { ...tool(made.id), body: { notes: null } })
    assert.notProperty(cleared, "notes")
    const kept = await failure(call("PATCH", "/tools/{toolId}", { ...tool(made.id), body: { name: null } }))
    assert.strictEqual(kept.status, 422, "what has to be there cannot be taken away")
    as("warden")
    assert.strictEqual(await call("DELETE", "/tools/{toolId}", tool(made.id)), undefined)
    assert.strictEqual((await failure(call("GET", "/tools/{toolId}", tool(made.id)))).status, 404)
  })

  it("answer 201 and 204 as the contract does", async () => {
    const { id } = await firstTool()
    const post = client.api["POST"]?.("/tools/{toolId}/reviews", { ...tool(id), body: { rating: 4, comment: "Fine" } })
    assert.strictEqual((await post)?.response.status, 201)
    as("warden")
    const removed = client.api["DELETE"]?.("/tools/{toolId}", tool(id))
    assert.strictEqual((await removed)?.response.status, 204)
  })

  it("take with a row what cannot be without it", async () => {
    const { id } = await firstTool()
    as("warden")
    await call("DELETE", "/tools/{toolId}", tool(id))
    assert.isFalse(db.rows("Loan").some((loan) => loan["tool"] === id))
    assert.isFalse(db.rows("Member").some((member) => member["favouriteTool"] === id))
  })

  it("give a row that is made under another its reference, and what it lacks", async () => {
    const { id } = await firstTool()
    const loan = await call<Row>("POST", "/tools/{toolId}/loans", {
      ...tool(id),
      body: { startDate: "2030-01-01", dueDate: "2030-01-08" }
    })
    assert.deepInclude(loan, { tool: id, status: "requested", startDate: "2030-01-01" })
    assert.isTrue(db.rows("Member").some((member) => member.id === loan["borrower"]))
  })

  it("do what an action's name says", async () => {
    const loan = db.rows("Loan").find(({ status }) => status === "active") ?? assert.fail("no active loan")
    const returned = await call<Row>("POST", "/loans/{loanId}/return", { params: { path: { loanId: loan.id } } })
    assert.strictEqual(returned["status"], "returned")
    assert.isString(returned["returnedAt"])
  })

  it("say where a new row is read, where the contract does", async () => {
    const [member = assert.fail("no members")] = db.rows("Member")
    const body = { name: "Axe", category: "garden", dailyPrice: 3, inStock: true, owner: member.id }
    const made = await (client.api["POST"] ?? assert.fail("no POST"))("/tools", { body })
    const location = made.response.headers.get("Location") ?? ""
    assert.match(location, /^\/api\/tools\/[0-9a-f-]{36}$/)
    assert.containSubset(await (await fetch(new URL(location, apiBase))).json(), { name: "Axe" })
  })

  it("outlive a reload, until they are reset", async () => {
    const { id } = await firstTool()
    as("warden")
    await call("DELETE", "/tools/{toolId}", tool(id))
    assert.isFalse([...mock.tab.values.values()].some((text) => text.includes(`{"id":"${id}"`)))
    vi.resetModules()
    const again: typeof db = await import(/* @vite-ignore */ `${join(mock.folder, "src/mocks/db.ts")}?again`)
    assert.isUndefined(again.rows("Tool").find((row) => row.id === id))
    again.resetMocks()
    assert.isDefined(again.rows("Tool").find((row) => row.id === id))
  })
})

describe("refusals", () => {
  it("say which field is wrong, as problem details", async () => {
    const { id } = await firstTool()
    const error = await failure(
      call("POST", "/tools/{toolId}/reviews", { ...tool(id), body: { rating: 2.5, comment: "" } })
    )
    assert.strictEqual(error.status, 422)
    assert.deepStrictEqual(error.errors, [
      { field: "rating", message: "must be a whole number" },
      { field: "comment", message: "is required" }
    ])
  })

  it("refuse what is longer than the contract allows", async () => {
    const { id } = await firstTool()
    const change = (name: string) => call<Row>("PATCH", "/tools/{toolId}", { ...tool(id), body: { name } })
    assert.strictEqual((await change("x".repeat(200)))["name"], "x".repeat(200))
    assert.deepStrictEqual((await failure(change("x".repeat(201)))).errors, [
      { field: "name", message: "must have at most 200 characters" }
    ])
  })

  it("refuse a reference to nothing, and a row under nothing", async () => {
    const body = { name: "Axe", category: "garden", dailyPrice: 3, inStock: true, owner: "nobody" }
    assert.strictEqual((await failure(call("POST", "/tools", { body }))).errors[0]?.field, "owner")
    assert.strictEqual((await failure(call("GET", "/tools/{toolId}/reviews", tool("nothing")))).status, 404)
  })

  it("name a server that cannot be reached", async () => {
    const error = await failure(client.unwrap(Promise.reject(new TypeError("Failed to fetch"))))
    assert.strictEqual(error.status, 0)
  })
})

describe("reports", () => {
  it("are counted from the rows", async () => {
    const report = await call<Row>("GET", "/statistics")
    const ratings = db.rows("Review").map(({ rating }) => Number(rating))
    assert.strictEqual(report["totalTools"], db.rows("Tool").length)
    assert.strictEqual(report["activeLoans"], db.rows("Loan").filter(({ status }) => status === "active").length)
    assert.closeTo(Number(report["averageRating"]), ratings.reduce((sum, one) => sum + one, 0) / ratings.length, 0.01)
  })
})

describe("the control", () => {
  it("makes reads fail, be refused, find nothing or nobody, and leaves writes alone", async () => {
    const { id } = await firstTool()
    // oxlint-disable no-await-in-loop -- what is forced holds for every call, so one forcing follows the other
    for (const [forcing, status] of [["error", 500], ["forbidden", 403], ["expired", 401]] as const) {
      control.force(forcing)
      assert.strictEqual((await failure(list("/tools"))).status, status)
      assert.strictEqual((await failure(call("GET", "/tools/{toolId}", tool(id)))).status, status)
    }
    control.force("empty")
    assert.deepStrictEqual(await list("/tools"), { items: [], total: 0 })
    assert.strictEqual((await call<Row>("GET", "/tools/{toolId}", tool(id))).id, id)
    control.force("loading")
    as("warden")
    const first = await Promise.race([list("/tools"), new Promise((resolve) => setImmediate(resolve, "nothing yet"))])
    assert.strictEqual(first, "nothing yet")
    await call("DELETE", "/tools/{toolId}", tool(id))
    control.force("normal")
    assert.isFalse((await list("/tools")).items.some((one) => one.id === id))
  })
})

describe("signing in", () => {
  it("lets anything valid in, as the account it names, in a role of the product", async () => {
    const member = db.rows("Member")[3] ?? assert.fail("no member")
    const answer = await call<Row>("POST", "/sessions", { body: { email: member["email"], password: "long enough" } })
    assert.strictEqual(answer["name"], member["fullName"])
    assert.include(["member", "warden"], answer["role"])
    const refused = await failure(call("POST", "/sessions", { body: { email: "nobody", password: "short" } }))
    assert.deepStrictEqual(refused.errors.map(({ field }) => field), ["email"], "a password has to be right, not long")
    session.signIn({ name: "Ann", role: "member", token: answer["token"] })
    const { id } = await firstTool()
    const loan = await call<Row>("POST", "/tools/{toolId}/loans", {
      ...tool(id),
      body: { startDate: "2030-01-01", dueDate: "2030-01-08" }
    })
    assert.strictEqual(loan["borrower"], member.id, "the token says who asks")
  })

  it("holds in another tab too, whose rows lack the new account", async () => {
    session.signOut()
    const body = { fullName: "Nora New", email: "nora@example.com", password: "long enough" }
    const { id, token } = await call<Row>("POST", "/members", { body })
    db.resetMocks()
    session.signIn({ name: "Nora", role: "member", token })
    const { id: toolId } = await firstTool()
    const loan = await call<Row>("POST", "/tools/{toolId}/loans", {
      ...tool(toolId),
      body: { startDate: "2030-01-01", dueDate: "2030-01-08" }
    })
    assert.strictEqual(loan["borrower"], id)
    mock.local.values.clear()
    db.resetMocks()
    session.signIn({ name: "Nora", role: "member", token })
    assert.strictEqual((await failure(call("GET", "/loans"))).status, 401)
  })

  it("is remembered, and what is no user in storage is nobody", () => {
    session.signIn({ name: "Ann", role: "member" })
    assert.deepStrictEqual(session.currentUser(), { name: "Ann", role: "member" })
    assert.strictEqual(session.currentUser(), session.currentUser(), "the same object while nothing changes")
    const key = [...mock.local.values.keys()].find((one) => one.endsWith(".session")) ?? ""
    for (const junk of ["{", "null", "[]", "{\"name\":1}", "\"x\""]) {
      mock.local.setItem(key, junk)
      assert.isNull(session.currentUser())
    }
    session.signOut()
    assert.isNull(session.currentUser())
    assert.isFalse(mock.local.values.has(key))
  })
})
