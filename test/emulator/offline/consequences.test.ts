/** What one does in a product that the rules made has its consequences elsewhere in it. */
import { afterAll, assert, beforeAll, beforeEach, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import { apiBase, type MockApi, startMockApi } from "../../support/mockApi.ts"
import { productOf } from "../../support/offlineBriefs.ts"

const { design, prd } = productOf(
  "Build a club website with user registration. Users can browse cars, book cars, and pay for bookings. Users can " +
    "create projects, schedule project timelines, track project progress and estimate project costs. Users can upload " +
    "pictures, vote on pictures and earn points. Users can edit cost estimates."
)

type Row = Readonly<Record<string, unknown>>

const decodeRow = Schema.decodeUnknownSync(Schema.Record(Schema.String, Schema.Unknown))

let mock: MockApi
let token = ""

beforeAll(async () => {
  mock = await startMockApi(design, prd)
}, 60_000)

beforeEach(() => {
  mock.db.resetMocks()
  token = mock.tokenFor(mock.db.rows(mock.accountEntity)[0], "")
})

afterAll(() => mock.stop())

const send = async (method: string, path: string, body: object = {}) => {
  const response = await fetch(apiBase + path, {
    method,
    headers: { "Content-Type": "application/json", Authorization: `Bearer ${token}` },
    body: JSON.stringify(body)
  })
  return { status: response.status, answer: decodeRow(await response.json()) }
}
const rowOf = (entity: string, id: unknown): Row =>
  mock.db.rows(entity).find((row) => row["id"] === id) ?? assert.fail(`no ${entity} ${String(id)}`)
const some = (entity: string): Row => mock.some(entity)

describe("what is booked", () => {
  const march = { startsOn: "2091-03-01", endsOn: "2091-03-04", name: "Nora" }

  it("costs its price for the days it is taken, and has a reference", async () => {
    const car = some("Car")
    const { answer } = await send("POST", "/bookings", { ...march, car: car["id"] })
    assert.strictEqual(answer["total"], Number(car["pricePerDay"]) * 3)
    assert.match(String(answer["reference"]), /\d/)
  })

  it("is free on days on which nobody has it, and on no others", async () => {
    const id = String(some("Car")["id"])
    const asked = (days: object) => send("POST", `/cars/${id}/check-availability`, days)
    assert.strictEqual((await asked(march)).status, 200)
    await send("POST", "/bookings", { ...march, car: id })
    const clash = await asked({ startsOn: "2091-03-04", endsOn: "2091-03-06" })
    assert.strictEqual(clash.status, 409)
    assert.include(String(clash.answer["detail"]), "already booked from 2091-03-01 to 2091-03-04")
    assert.strictEqual((await send("POST", "/bookings", { ...march, car: id })).status, 409)
    assert.strictEqual((await asked({ startsOn: "2091-03-05", endsOn: "2091-03-06" })).status, 200)
  })

  it("is confirmed when it is paid, to the amount that is due", async () => {
    const booked = await send("POST", "/bookings", { ...march, car: some("Car")["id"] })
    const paid = await send("POST", "/payments", { method: "card", paidOn: "2091-02-01", booking: booked.answer["id"] })
    assert.strictEqual(paid.answer["amount"], booked.answer["total"])
    assert.strictEqual(paid.answer["status"], "paid")
    assert.strictEqual(rowOf("Booking", booked.answer["id"])["status"], "confirmed")
  })
})

describe("a project", () => {
  it("is as far as its parts are completed", async () => {
    const entry =
      mock.db.rows("ScheduleEntry").find((row) => row["project"] !== undefined && row["status"] !== "completed") ??
        assert.fail("all is completed")
    await send("POST", `/scheduleEntries/${entry.id}/complete`, { status: "completed" })
    const parts = mock.db.rows("ScheduleEntry").filter((row) => row["project"] === entry["project"])
    const done = parts.filter((row) => row["status"] === "completed").length
    assert.strictEqual(
      rowOf("Project", entry["project"])["progressInPercent"],
      Math.round(done / parts.length * 100)
    )
  })

  it("costs what its quantities cost", async () => {
    const { answer } = await send("POST", "/costEstimates", { item: "Fence", quantity: 12, unitCost: 50 })
    assert.strictEqual(answer["estimatedCost"], 600)
    const changed = await send("PUT", `/costEstimates/${String(answer["id"])}`, {
      item: "Fence",
      quantity: 10,
      unitCost: 50
    })
    assert.strictEqual(changed.answer["estimatedCost"], 500)
  })
})

describe("points", () => {
  it("are earned by what one adds and votes for", async () => {
    const { answer: user } = await send("POST", "/accounts", {
      name: "Nora",
      email: "nora@example.com",
      password: "longenough1"
    })
    const session = await send("POST", "/session", { email: "nora@example.com", password: "longenough1" })
    token = String(session.answer["token"])
    const before = mock.db.rows("Point").length
    await send("POST", "/pictures", { title: "Dawn", picture: "https://example.com/dawn.png" })
    await send("POST", `/pictures/${String(some("Picture")["id"])}/vote`)
    assert.strictEqual(rowOf("User", user["id"])["points"], 10)
    assert.strictEqual(mock.db.rows("Point").length, before + 2)
    assert.strictEqual(some("Point")["reason"], "For a picture")
  })
})
