import { afterAll, afterEach, assert, describe, it } from "@effect/vitest"
import { createConfig, lintFromString } from "@redocly/openapi-core"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { vi } from "vitest"
import { parse } from "yaml"
import { apiFiles } from "../../../src/codegen/api/index.ts"
import { compileBackend, renderOpenApi, withoutRows } from "../../../src/codegen/backend/index.ts"
import type { BackendDesign, Field } from "../../../src/domain/Backend.ts"
import { linkBackend } from "../../../src/domain/link/index.ts"
import type { Backend, JsonSchema, OpenApiDocument } from "../../../src/domain/OpenApi.ts"
import type { Prd } from "../../../src/domain/Prd.ts"
import { makeBackend } from "../../../src/emulator/offline/backend.ts"
import { makePrd } from "../../../src/emulator/offline/prd.ts"
import { removeApp, writeApp } from "../../support/codegenApp.ts"
import { field, toolPrd } from "../../support/codegenDesigns.ts"
import { clinic } from "../../support/offlineBriefs.ts"

type Row = { readonly [name: string]: unknown }
type Tables = { readonly [entity: string]: ReadonlyArray<Row> }

const folders: Array<string> = []
afterAll(() => Promise.all(folders.map(removeApp)))
afterEach(() => void vi.useRealTimers())

/** The rows that the generated mock starts with, made anew at each call. */
const seedOf = async (backend: Backend, prd: Prd = toolPrd): Promise<() => Tables> => {
  const files = apiFiles({ prd, backend }).filter(({ path }) => /mocks\/(seed|fixtures|model)\.ts$/.test(path))
  const folder = await writeApp(files)
  folders.push(folder)
  const { seed }: { readonly seed: () => Tables } = await import(/* @vite-ignore */ join(folder, "src/mocks/seed.ts"))
  return seed
}

const answers = (name: string) =>
  fileURLToPath(new URL(`../../../examples/recorded/lantern-choir/answers/${name}`, import.meta.url))
const choirDesign: BackendDesign = parse(readFileSync(answers("03-backend.yaml"), "utf8"))
const choirPrd: Prd = parse(readFileSync(answers("02-prd.yaml"), "utf8"))

const brief = (name: string) => {
  const prd = makePrd(readFileSync(new URL(`../../../examples/briefs/${name}.md`, import.meta.url), "utf8"))
  return [name, makeBackend(prd), prd] as const
}
const clinicPrd = makePrd(clinic)

const designs: ReadonlyArray<readonly [string, BackendDesign, Prd]> = [
  brief("allotments"),
  brief("library"),
  brief("repairs"),
  ["clinic", makeBackend(clinicPrd), clinicPrd],
  ["a strong model's", choirDesign, choirPrd]
]

/** The document with those rows for examples: what validates examples validates them. */
const showing = (document: OpenApiDocument, tables: Tables): OpenApiDocument => ({
  ...document,
  components: {
    ...document.components,
    schemas: Object.fromEntries(
      Object.entries(document.components?.schemas ?? {}).map(([name, schema]): [string, JsonSchema] => [
        name,
        Object.assign({}, schema, tables[name] === undefined ? {} : { examples: tables[name] })
      ])
    )
  }
})

const entitiesOf = (document: OpenApiDocument) =>
  Object.entries(document.components?.schemas ?? {}).filter(([, schema]) => schema["x-title-field"] !== undefined)

describe("the rows that a mock starts with", () => {
  it.each(designs)("are values of the contract's schemas, and hold together: %s", async (_, design, prd) => {
    const backend = compileBackend(design, prd)
    const tables = (await seedOf(backend, prd))()
    const config = await createConfig({
      rules: { "no-invalid-schema-examples": { severity: "error", allowAdditionalProperties: false } }
    })
    const source = renderOpenApi(showing(backend.openapi, tables))
    const problems = await lintFromString({ source, absoluteRef: "openapi.yaml", config })
    assert.deepStrictEqual(problems.map(({ location, message }) => `${location[0]?.pointer ?? ""}: ${message}`), [])

    for (const [name, schema] of entitiesOf(backend.openapi)) {
      const rows = tables[name] ?? []
      assert.isAtLeast(rows.length, 4, name)
      assert.strictEqual(new Set(rows.map(({ id }) => id)).size, rows.length, `ids of ${name}`)
      for (const [property, { "x-entity": target }] of Object.entries(schema.properties ?? {})) {
        if (target === undefined) continue
        const ids = new Set((tables[target] ?? []).map(({ id }) => id))
        for (const row of rows) {
          assert.isTrue(row[property] === undefined || ids.has(row[property]), `${name}.${property}`)
        }
      }
      for (const unique of schema["x-unique"] ?? []) {
        const keys = rows.map((row) => JSON.stringify(unique.map((one) => row[one])))
        assert.strictEqual(new Set(keys).size, keys.length, `${name}: ${unique.join(", ")}`)
      }
      const titles = rows.map((row) => String(row[schema["x-title-field"] ?? ""]))
      assert.isAtLeast(new Set(titles).size, rows.length / 2, `titles of ${name}`)
      for (const row of rows) inOrder(name, row)
    }
  })

  // What ends comes after what begins, and what has happened lies behind.
  const inOrder = (entity: string, row: Row) => {
    const at = (pattern: RegExp) =>
      Object.entries(row).flatMap(([name, value]) => pattern.test(name) && typeof value === "string" ? [value] : [])
    const now = new Date().toISOString()
    for (const first of at(/^(starts?|borrowed|begins?)(At|On|Date)$/)) {
      for (const last of at(/^(ends?|due|returned)(At|On|Date)$/)) {
        assert.isTrue(first <= last, `${entity}: ${first} to ${last}`)
      }
    }
    for (const moment of at(/^(created|updated|sent|posted|paid|joined|returned|done|sold)(At|On)$/)) {
      assert.isTrue(moment.slice(0, 10) <= now.slice(0, 10), `${entity}: ${moment}`)
    }
  }

  it("are the design's own where it has four or more, row by row", async () => {
    const { openapi, sql } = compileBackend(choirDesign, choirPrd)
    const { Concert = [], Piece = [], Rehearsal = [], Reply = [] } = (await seedOf({ openapi, sql }, choirPrd))()
    assert.strictEqual(Concert.length, 8)
    assert.include(Concert[1], { title: "Candlemas: music by candlelight", freeEntry: true })
    assert.strictEqual(Concert[4]?.["description"], undefined)
    assert.strictEqual(Piece.length, 9)
    assert.include(Reply[4], { singer: "Owen Pryce", voice: "bass", answer: "yes" })
    assert.strictEqual(Reply[4]?.["rehearsal"], Rehearsal[0]?.["id"])
    assert.strictEqual(Reply[11]?.["rehearsal"], Rehearsal[2]?.["id"])
  })

  it("are read from the contract on disk, hand edits included", async () => {
    const { openapi, sql } = compileBackend(choirDesign, choirPrd)
    const { Piece } = openapi.components?.schemas ?? {}
    const rows = [...(Piece?.examples ?? []).slice(0, 4), {
      title: "Shenandoah",
      composer: "Traditional",
      voices: "many",
      scoreUrl: "https://example.org/shenandoah.pdf"
    }]
    const edited = showing(openapi, { Piece: rows.map((row) => Object.assign({}, row)) })
    const seed = (await seedOf({ openapi: edited, sql }, choirPrd))()
    assert.strictEqual(seed["Piece"]?.length, 5)
    assert.strictEqual(seed["Piece"]?.[4]?.["title"], "Shenandoah")
    assert.isNumber(seed["Piece"]?.[4]?.["voices"], "what is no value of its field is made up")
  })
})

describe("the dates of examples", () => {
  const dates = ["2025-12-30", "2026-01-06", "2026-01-13", "2026-01-20", "2026-01-27", "2026-02-03"]
  const shown = (examples: ReadonlyArray<string>, more: ReadonlyArray<Field> = []): BackendDesign => ({
    title: "Choir",
    description: "",
    entities: [{
      name: "Rehearsal",
      plural: "rehearsals",
      description: "",
      titleField: "topic",
      fields: [field("topic", "string", { required: true, examples: examples.map((one) => `Of ${one}`) }), ...more]
    }],
    operations: [],
    notes: []
  })
  const onDates = (examples: ReadonlyArray<string>) =>
    compileBackend(shown(examples, [field("heldOn", "date", { required: true, examples })]), toolPrd)
  const days = (text: unknown) => Date.parse(`${String(text).slice(0, 10)}T00:00:00Z`) / 86_400_000

  it("lie around the day of loading: a Tuesday stays a Tuesday, what is to come lies ahead", async () => {
    const seed = await seedOf(onDates(dates))
    for (const [index, now] of Array.from({ length: 7 }, (_, day) => [day, new Date(2031, 4, 12 + day, 12)] as const)) {
      vi.useFakeTimers({ now, toFake: ["Date"] })
      const held = (seed()["Rehearsal"] ?? []).map((row) => days(row["heldOn"]))
      const today = days(now.toISOString())
      assert.deepStrictEqual(held.map((day) => day < today), dates.map((date) => date < "2026-01-15"), String(index))
      assert.deepStrictEqual(held, held.toSorted((a, b) => a - b))
      for (const day of held) assert.strictEqual(new Date(day * 86_400_000).getUTCDay(), 2)
      assert.isBelow(Math.max(...held.map((day) => Math.abs(day - today))), 40)
    }
  })

  it("of another year keep their order and distance, and lie around today all the same", async () => {
    const old = ["2023-03-01", "2023-03-08", "2023-03-15", "2023-04-05", "2023-05-10"]
    const seed = await seedOf(onDates(old))
    const held = (seed()["Rehearsal"] ?? []).map((row) => days(row["heldOn"]))
    const today = days(new Date().toISOString())
    assert.isBelow(held[0] ?? 0, today + 1)
    assert.isAbove(held[4] ?? 0, today - 60)
    assert.deepStrictEqual(held, held.toSorted((a, b) => a - b))
  })

  it("that have nothing to do with today stay: a birthday, a year long ago", async () => {
    const birthdays = ["1961-02-03", "1984-07-19", "1990-11-30", "2001-05-05"]
    const seed = await seedOf(compileBackend(
      shown(birthdays, [
        field("bornOn", "date", { examples: birthdays }),
        field("foundedOn", "date", { examples: ["1998-01-01", "", "", ""] })
      ]),
      toolPrd
    ))
    assert.deepStrictEqual((seed()["Rehearsal"] ?? []).map((row) => row["bornOn"]), birthdays)
    assert.strictEqual(seed()["Rehearsal"]?.[0]?.["foundedOn"], "1998-01-01")
    assert.strictEqual(seed()["Rehearsal"]?.[1]?.["foundedOn"], undefined)
  })
})

describe("examples in a design", () => {
  const withRows = (fields: ReadonlyArray<Field>): BackendDesign => ({
    ...choirDesign,
    entities: choirDesign.entities.map((entity) =>
      entity.name !== "Reply" ? entity : { ...entity, fields: [entity.fields[0], ...entity.fields.slice(1), ...fields] }
    )
  })
  const rules = (design: BackendDesign) => linkBackend(design, choirPrd).map(({ at, rule }) => `${rule} ${at}`)

  it("are as many in every field of an entity, and lead to rows", () => {
    assert.deepStrictEqual(rules(choirDesign), [])
    assert.deepStrictEqual(rules(withRows([field("mood", "string", { examples: ["good", "better"] })])), [
      "uneven-examples entities[2].fields[5].examples"
    ])
    const piece = field("piece", "reference", { entity: "Piece", examples: Array.from({ length: 12 }, () => "9") })
    assert.deepStrictEqual(rules(withRows([piece])), [])
    const [, ...rest] = piece.examples
    assert.deepStrictEqual(rules(withRows([{ ...piece, examples: ["10", ...rest] }])), [
      "example-of-no-row entities[2].fields[5].examples[0]"
    ])
    assert.deepStrictEqual(rules(withRows([{ ...piece, examples: ["Linden Lea", ...rest] }])), [])
  })

  it("that lack what a row has to have are no rows; of the rest each keeps its number", () => {
    const examples = ["Linden Lea", "", "Abendlied", "Shenandoah"]
    const [thing = assert.fail("no entity"), ...others] = choirDesign.entities.filter(({ name }) => name === "Piece")
    const { openapi } = compileBackend({
      ...choirDesign,
      entities: [{ ...thing, fields: [field("title", "string", { required: true, examples })] }, ...others]
    }, choirPrd)
    assert.deepStrictEqual(
      (openapi.components?.schemas?.["Piece"]?.examples ?? []).map((row) =>
        Object.values(Object.assign({}, row)).slice(0, 2)
      ),
      [
        ["00000000-0000-4000-8000-000000000001", "Linden Lea"],
        ["00000000-0000-4000-8000-000000020001", "Abendlied"],
        ["00000000-0000-4000-8000-000000030001", "Shenandoah"]
      ]
    )
  })

  it("are one of each entity for those who read the contract for its form", () => {
    const { openapi } = compileBackend(choirDesign, choirPrd)
    for (const [name, schema] of entitiesOf(withoutRows(openapi))) assert.strictEqual(schema.examples?.length, 1, name)
    assert.strictEqual(withoutRows(openapi), withoutRows(openapi))
    assert.notInclude(renderOpenApi(withoutRows(openapi)), "Owen Pryce")
  })
})
