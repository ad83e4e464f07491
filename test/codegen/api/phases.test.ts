import { assert, describe, it } from "@effect/vitest"
import { toEntities } from "../../../src/codegen/api/model.ts"
import { seedRows } from "../../../src/codegen/api/seed/rows.ts"
import { Code } from "../../../src/codegen/api/source.ts"
import type { JsonSchema, OpenApiDocument } from "../../../src/domain/OpenApi.ts"

const date: JsonSchema = { type: "string", format: "date" }

const entity = (fields: { readonly [name: string]: JsonSchema }): JsonSchema => ({
  type: "object",
  "x-title-field": "title",
  required: ["id", ...Object.keys(fields)],
  properties: { id: { type: "string", format: "uuid" }, ...fields }
})

const document = (schemas: { readonly [name: string]: JsonSchema }): OpenApiDocument => ({
  openapi: "3.1.0",
  info: { title: "Shed", version: "1.0.0" },
  paths: {},
  components: { schemas }
})

const rowsOf = (name: string, schema: JsonSchema) =>
  seedRows(toEntities(document({ [name]: schema })), "Shed").get(name) ?? []

/** Days from today of a value as `seed.ts` writes it. */
const days = (value: unknown): number =>
  Number(/\((-?[\d.]+)/.exec(value instanceof Code ? value.text : "")?.[1] ?? "NaN")

describe("the dates of a row", () => {
  const loans = rowsOf(
    "Loan",
    entity({
      title: { type: "string" },
      status: { type: "string", enum: ["requested", "active", "overdue", "returned"] },
      startDate: date,
      dueDate: date
    })
  )

  for (const status of ["requested", "active", "overdue", "returned"]) {
    it(`lie on the side of today that its status says: ${status}`, () => {
      const own = loans.filter((row) => row["status"] === status)
      assert.isNotEmpty(own)
      for (const row of own) {
        const [start, due] = [days(row["startDate"]), days(row["dueDate"])]
        assert.isBelow(start, due)
        if (status === "requested") assert.isAtLeast(start, 0)
        if (status === "active") assert.isTrue(start <= 0 && due >= 0, `${start} to ${due}`)
        if (status === "overdue" || status === "returned") assert.isBelow(due, 1)
      }
    })
  }
})

describe("the figures of a row", () => {
  const money: JsonSchema = { type: "number", "x-format": "money" }
  it("follow from each other: a booking costs its days, and takes nothing that is taken", () => {
    const reference: JsonSchema = { type: "string", format: "uuid", "x-entity": "Boat" }
    const entities = toEntities(document({
      Boat: entity({ title: { type: "string" }, pricePerDay: money }),
      Booking: Object.assign(
        {},
        entity({
          title: { type: "string" },
          boat: reference,
          startsOn: date,
          endsOn: date,
          status: { type: "string", enum: ["requested", "active", "done"] },
          total: money
        }),
        { "x-no-overlap": ["startsOn", "endsOn"] }
      )
    }))
    const tables = seedRows(entities, "Lake")
    const boats = new Map((tables.get("Boat") ?? []).map((boat) => [boat["id"], Number(boat["pricePerDay"])]))
    const bookings = tables.get("Booking") ?? []
    for (const one of bookings) {
      const length = Math.max(1, days(one["endsOn"]) - days(one["startsOn"]))
      assert.closeTo(Number(one["total"]), (boats.get(one["boat"]) ?? 0) * length, 0.01)
      const others = bookings.filter((other) => other !== one && other["boat"] === one["boat"])
      for (const other of others) {
        assert.isTrue(days(one["endsOn"]) < days(other["startsOn"]) || days(other["endsOn"]) < days(one["startsOn"]))
      }
    }
  })

  it("agree with its state: what is planned has not begun, what is done is whole", () => {
    const rows = rowsOf(
      "Project",
      entity({
        title: { type: "string" },
        status: { type: "string", enum: ["planned", "active", "done"] },
        progressInPercent: { type: "integer" }
      })
    )
    assert.isNotEmpty(rows)
    for (const { progressInPercent: progress, status } of rows) {
      if (status === "planned") assert.strictEqual(progress, 0)
      if (status === "active") assert.isTrue(Number(progress) > 0 && Number(progress) < 100)
      if (status === "done") assert.strictEqual(progress, 100)
    }
  })
})

describe("the titles of rows", () => {
  const titles = (name: string) => rowsOf(name, entity({ title: { type: "string" } })).map(({ title }) => String(title))

  it("are about what is asked for, not about asking", () => {
    assert.isTrue(titles("MaintenanceRequest").some((title) => /tap|lift|light|radiator|window|drain/i.test(title)))
    assert.notInclude(titles("MaintenanceRequest"), "Cannot reset the password")
  })

  it("are people's, each another's, where the entity is who the product is for", () => {
    const fields = entity({ name: { type: "string" }, email: { type: "string", format: "email" } })
    const listed: OpenApiDocument = {
      ...document({ Bellringer: Object.assign({}, fields, { "x-title-field": "name" }) }),
      paths: { "/peals": { get: { operationId: "listPeals", responses: {}, "x-roles": ["bellringer"] } } }
    }
    const rows = seedRows(toEntities(listed), "Tower").get("Bellringer") ?? []
    for (const { email, name } of rows) {
      assert.match(String(name), /^\p{Lu}\p{L}+ \p{Lu}\p{L}+$/u)
      const [first = "", last = ""] = String(name).normalize("NFD").replace(/[^A-Za-z ]/g, "").toLowerCase().split(" ")
      assert.strictEqual(email, `${first}.${last}@example.com`)
    }
    assert.strictEqual(new Set(rows.map(({ name }) => name)).size, rows.length)
  })

  it("tell things of an unknown kind by where they are", () => {
    for (const title of titles("Belfry")) assert.match(title, /^[A-Z].* belfry( \d)?$/)
  })

  it("go with what is said of them", () => {
    const rows = rowsOf(
      "Concert",
      entity({ title: { type: "string" }, description: { type: "string", "x-format": "text" } })
    )
    const said = rows.find(({ title }) => title === "Harvest concert")
    assert.strictEqual(said?.["description"], "Followed by soup and bread.")
    assert.strictEqual(new Set(rows.map(({ title }) => title)).size, rows.length)
  })

  it("are numbers, each another, where a thing is made again and again", () => {
    const all = titles("Reservation")
    assert.strictEqual(new Set(all).size, all.length)
    for (const title of all) assert.match(title, /^reservation \d{4}$/i)
  })
})
