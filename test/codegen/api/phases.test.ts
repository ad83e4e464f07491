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

describe("the titles of rows", () => {
  const titles = (name: string) => rowsOf(name, entity({ title: { type: "string" } })).map(({ title }) => String(title))

  it("are about what is asked for, not about asking", () => {
    assert.isTrue(titles("MaintenanceRequest").some((title) => /tap|lift|light|radiator|window|drain/i.test(title)))
    assert.notInclude(titles("MaintenanceRequest"), "Cannot reset the password")
  })

  it("are numbers, each another, where a thing is made again and again", () => {
    const all = titles("Reservation")
    assert.strictEqual(new Set(all).size, all.length)
    for (const title of all) assert.match(title, /^reservation \d{4}$/i)
  })
})
