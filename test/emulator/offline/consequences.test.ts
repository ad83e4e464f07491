/** What one does in a product that the rules made has its consequences elsewhere in it. */
import { afterAll, assert, beforeAll, beforeEach, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import type { HttpHandler } from "msw"
import { type SetupServer, setupServer } from "msw/node"
import { join } from "node:path"
import { vi } from "vitest"
import { apiFiles } from "../../../src/codegen/api/index.ts"
import { compileBackend } from "../../../src/codegen/backend/index.ts"
import { removeApp, writeApp } from "../../support/codegenApp.ts"
import { productOf } from "../../support/offlineBriefs.ts"

const { design, prd } = productOf(
  "Build a club website with user registration. Users can browse cars, book cars, and pay for bookings. Users can " +
    "create projects, schedule project timelines, track project progress and estimate project costs. Users can upload " +
    "pictures, vote on pictures and earn points. Users can edit cost estimates."
)

type Row = Readonly<Record<string, unknown>>

const decodeRow = Schema.decodeUnknownSync(Schema.Record(Schema.String, Schema.Unknown))

const base = "http://app.test/api"
let folder = ""
let server: SetupServer
let db: { readonly resetMocks: () => void; readonly rows: (entity: string) => ReadonlyArray<Row> }

beforeAll(async () => {
  const values = new Map<string, string>()
  const storage = {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => values.set(key, value),
    removeItem: (key: string) => values.delete(key)
  }
  vi.stubEnv("VITE_API_URL", base)
  vi.stubGlobal("sessionStorage", storage)
  vi.stubGlobal("localStorage", storage)
  folder = await writeApp(apiFiles({ prd, backend: compileBackend(design, prd) }))
  const load = (path: string) => import(/* @vite-ignore */ join(folder, path))
  db = await load("src/mocks/db.ts")
  const { handlers }: { readonly handlers: ReadonlyArray<HttpHandler> } = await load("src/mocks/handlers.ts")
  server = setupServer(...handlers)
  server.listen({ onUnhandledRequest: "error" })
}, 60_000)

beforeEach(() => db.resetMocks())

afterAll(async () => {
  server.close()
  vi.unstubAllGlobals()
  vi.unstubAllEnvs()
  await removeApp(folder)
})

const send = async (method: string, path: string, body: object = {}) => {
  const response = await fetch(base + path, {
    method,
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body)
  })
  return { status: response.status, answer: decodeRow(await response.json()) }
}
const rowOf = (entity: string, id: unknown): Row =>
  db.rows(entity).find((row) => row["id"] === id) ?? assert.fail(`no ${entity} ${String(id)}`)
const some = (entity: string): Row => db.rows(entity)[0] ?? assert.fail(`no ${entity}`)

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
      db.rows("ScheduleEntry").find((row) => row["project"] !== undefined && row["status"] !== "completed") ??
        assert.fail("all is completed")
    await send("POST", `/scheduleEntries/${String(entry["id"])}/complete`, { status: "completed" })
    const parts = db.rows("ScheduleEntry").filter((row) => row["project"] === entry["project"])
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
    await send("POST", "/session", { email: "nora@example.com", password: "longenough1" })
    const before = db.rows("Point").length
    await send("POST", "/pictures", { title: "Dawn", picture: "https://example.com/dawn.png" })
    await send("POST", `/pictures/${String(some("Picture")["id"])}/vote`)
    assert.strictEqual(rowOf("User", user["id"])["points"], 10)
    assert.strictEqual(db.rows("Point").length, before + 2)
    assert.strictEqual(some("Point")["reason"], "For a picture")
  })
})
