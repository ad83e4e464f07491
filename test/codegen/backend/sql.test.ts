import { afterAll, assert, beforeAll, describe, it } from "@effect/vitest"
import { PGlite } from "@electric-sql/pglite"
import { compileBackend } from "../../../src/codegen/backend/index.ts"
import type { BackendDesign } from "../../../src/domain/Backend.ts"
import type { Prd } from "../../../src/domain/Prd.ts"
import { awkwardDesign, toolDesign, toolPrd } from "../../support/codegenDesigns.ts"

const signedOut: Prd = { ...toolPrd, personas: [{ id: "visitor", name: "Visitor", description: "", signsIn: false }] }

let database: PGlite
beforeAll(async () => {
  database = await PGlite.create()
}, 30_000)
afterAll(() => database.close())

const install = (design: BackendDesign, prd: Prd) =>
  database.exec(`drop schema public cascade; create schema public; ${compileBackend(design, prd).sql}`)

const fails = (work: Promise<unknown>): Promise<string> => work.then(() => "", (error: unknown) => String(error))

describe("a design as SQL, in PostgreSQL", () => {
  for (const { name, plural } of toolDesign.entities) {
    it(`has the same fields as the OpenAPI document, and none missing: ${name}`, async () => {
      await install(toolDesign, toolPrd)
      const { rows } = await database.query<{ column_name: string; is_nullable: string }>(
        "select column_name, is_nullable from information_schema.columns where table_name = $1",
        [plural]
      )
      const schema = compileBackend(toolDesign, toolPrd).openapi.components?.schemas?.[name]
      const own = rows.filter(({ column_name }) => !["password_hash", "role"].includes(column_name))
      const snake = (text: string) => text.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
      assert.sameMembers(own.map((row) => row.column_name), Object.keys(schema?.properties ?? {}).map(snake))
      assert.sameMembers(
        own.filter((row) => row.is_nullable === "NO").map((row) => row.column_name),
        (schema?.required ?? []).map(snake)
      )
    })
  }

  it("keeps its constraints: enums, references, roles, defaults", async () => {
    await install(toolDesign, toolPrd)
    await database.exec(`
        insert into members (id, full_name, email, password_hash, role)
          values ('00000000-0000-4000-8000-000000000001', 'Ann', 'ann@example.com', 'x', 'member');
        insert into tools (id, name, category, daily_price, in_stock, owner)
          values ('00000000-0000-4000-8000-000000000002', 'Drill', 'workshop', 4.5, true, '00000000-0000-4000-8000-000000000001');
        update members set favourite_tool = '00000000-0000-4000-8000-000000000002';
        insert into reviews (tool, rating, comment) values ('00000000-0000-4000-8000-000000000002', 5, 'Good');`)
    assert.include(await fails(database.exec("update tools set category = 'space'")), "tools_category_check")
    assert.include(await fails(database.exec("update members set role = 'king'")), "members_role_fkey")
    assert.include(await fails(database.exec("update tools set owner = gen_random_uuid()")), "tools_owner_fkey")
    assert.include(await fails(database.exec("update tools set name = null")), "null value")
    await database.exec("delete from tools")
    const { rows } = await database.query(
      "select favourite_tool, (select count(*)::int from reviews) as reviews from members"
    )
    assert.deepStrictEqual(rows, [{ favourite_tool: null, reviews: 0 }])
  })

  it("moves updated_at when a row changes", async () => {
    await install(toolDesign, signedOut)
    await database.exec(
      "insert into members (full_name, email, password_hash, updated_at) values ('Ann', 'a@example.com', 'x', '2000-01-01')"
    )
    await database.exec("update members set full_name = 'Anne'")
    const { rows } = await database.query("select updated_at > '2001-01-01' as moved from members")
    assert.deepStrictEqual(rows, [{ moved: true }])
  })

  it("indexes references, and what lists are narrowed by", async () => {
    await install(toolDesign, toolPrd)
    const { rows } = await database.query<{ indexname: string }>(
      "select indexname from pg_indexes where tablename = 'loans'"
    )
    assert.includeMembers(rows.map(({ indexname }) => indexname), [
      "loans_tool_idx",
      "loans_status_idx",
      "loans_due_date_idx"
    ])
  })

  it("knows the roles of those who sign in, and only then", async () => {
    const roles = "select id from roles order by id"
    await install(toolDesign, toolPrd)
    assert.deepStrictEqual((await database.query(roles)).rows, [{ id: "member" }, { id: "warden" }])
    await install(toolDesign, signedOut)
    assert.include(await fails(database.query(roles)), "does not exist")
    const withoutPeople = { ...toolDesign, entities: toolDesign.entities.filter(({ name }) => name !== "Member") }
    await install(withoutPeople, toolPrd)
    await database.exec(
      "insert into users (name, email, password_hash, role) values ('Ann', 'a@example.com', 'x', 'warden')"
    )
  })

  it("runs whatever decodes", async () => {
    await install(awkwardDesign, toolPrd)
    const { rows } = await database.query<{ name: string; comment: string | null }>(
      "select relname as name, obj_description(oid) as comment from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace"
    )
    assert.sameMembers(rows.map(({ name }) => name), ["user", "user_2", "roles", "roles_2"])
    assert.include(rows.map(({ comment }) => comment), "O'Reilly's\nsecond line")
  })
})
