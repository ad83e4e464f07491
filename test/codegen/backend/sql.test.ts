import { afterAll, assert, beforeAll, describe, it } from "@effect/vitest"
import { PGlite } from "@electric-sql/pglite"
import { compileBackend } from "../../../src/codegen/backend/index.ts"
import type { BackendDesign } from "../../../src/domain/Backend.ts"
import { operation } from "../../../src/domain/OpenApi.ts"
import type { Prd } from "../../../src/domain/Prd.ts"
import { awkwardDesign, edgeDesign, toolDesign, toolPrd } from "../../support/codegenDesigns.ts"

const signedOut: Prd = { ...toolPrd, personas: [{ id: "visitor", name: "Visitor", description: "", signsIn: false }] }

// What does not compress, so that an ordered index would have no room for it.
const noise = Array.from(
  { length: 10_000 },
  (_, index) => String.fromCodePoint(0x4e00 + (index * 7919 + index ** 2) % 20_000)
).join("")

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
    const { rows: said } = await database.query(
      "select obj_description('tools'::regclass) as of_table, col_description('tools'::regclass, 2) as of_name"
    )
    const [{ description, fields: [name] } = assert.fail("no entity")] = toolDesign.entities
    assert.deepStrictEqual(said, [{ of_table: description, of_name: name.description }])
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

  it("refuses text that is empty where it has to be there, or too long, and an address that has an account", async () => {
    await install(toolDesign, toolPrd)
    const insert = (name: string, email: string) =>
      fails(database.query(
        "insert into members (full_name, email, password_hash, role) values ($1, $2, 'x', 'member')",
        [name, email]
      ))
    assert.strictEqual(await insert("🎉".repeat(200), "a@example.com"), "")
    assert.include(await insert("🎉".repeat(201), "b@example.com"), "too long for type character varying(200)")
    assert.include(await insert("", "b@example.com"), "members_full_name_check")
    assert.include(await insert("Ann", "a@example.com"), "members_email_key")
  })

  it("loads key words, circles, names that are one after 63 bytes, and labels of any script", async () => {
    await install(edgeDesign, toolPrd)
    const columns = await database.query<{ column_name: string }>(
      "select column_name from information_schema.columns where table_name = 'table' order by ordinal_position"
    )
    assert.lengthOf(columns.rows, 9)
    const long = await database.query<{ name: string }>(
      "select relname as name from pg_class where relkind = 'r' and relname like 'longlong%' order by 1"
    )
    assert.deepStrictEqual(long.rows.map(({ name }) => name.length), [63, 63])
    // A circle of required references is entered in one transaction's leap: by switching its checks off.
    await database.exec(`set session_replication_role = replica;
      insert into "group" (id, "user") values ('00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002');
      insert into "user" (id, email, "order", role, password_hash) values
        ('00000000-0000-4000-8000-000000000002', 'a@example.com', '00000000-0000-4000-8000-000000000003', 'member', 'x');
      insert into "table" (id, "select", "where", "group") values
        ('00000000-0000-4000-8000-000000000003', '日本語 🎉', 'ready\\', '00000000-0000-4000-8000-000000000001');
      set session_replication_role = origin;`)
    assert.include(await fails(database.exec("update \"table\" set \"where\" = 'nowhere'")), "table_where_check")
    await database.exec("update \"table\" set \"where\" = '日本', parent = id")
    assert.include(await fails(database.exec("update \"table\" set parent = gen_random_uuid()")), "foreign key")
    await database.exec("delete from \"user\"")
    assert.deepStrictEqual((await database.query("select * from \"table\"")).rows, [], "the circle goes together")
  })

  it("ties two things together once, and keeps one of each slug, however long what is narrowed by", async () => {
    await install(edgeDesign, toolPrd)
    await database.exec("set session_replication_role = replica")
    const vote =
      "insert into votes (\"table\", \"user\") values ('00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002')"
    await database.exec(vote)
    assert.include(await fails(database.exec(vote)), "votes_table_user_key")
    await database.exec("set session_replication_role = origin")
    const page = (slug: string) =>
      fails(database.query("insert into pages (slug, body) values ($1, $2)", [slug, noise]))
    assert.strictEqual(await page("a"), "")
    assert.include(await page("a"), "pages_slug_key")
    assert.include(compileBackend(edgeDesign, toolPrd).sql, "create index pages_body_idx on pages using hash (body);")
    const statuses = (id: string) =>
      Object.keys(operation(compileBackend(edgeDesign, toolPrd).openapi, id)?.object.responses ?? {})
    assert.include(statuses("castVote"), "409")
    assert.include(statuses("createPage"), "409")
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
