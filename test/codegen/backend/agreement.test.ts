import { assert, describe, it } from "@effect/vitest"
import { Validator } from "@seriousme/openapi-schema-validator"
import { checkSql, compileBackend } from "../../../src/codegen/backend/index.ts"
import { makeBackend } from "../../../src/emulator/offline/backend.ts"
import { makePrd } from "../../../src/emulator/offline/prd.ts"
import { oddBriefs } from "../../support/offlineBriefs.ts"

describe("the contract of any brief", () => {
  it.each(Object.entries(oddBriefs))("is valid OpenAPI, and its fields and columns agree: %s", async (_, text) => {
    const prd = makePrd(text.trim())
    const { openapi, sql } = compileBackend(makeBackend(prd), prd)
    const { errors, valid } = await new Validator().validate(structuredClone(openapi))
    assert.isTrue(valid, JSON.stringify(errors))
    assert.deepStrictEqual(checkSql(sql, openapi), [])
  })

  it("is told which column a hand edit took away, and where a text breaks off", () => {
    const prd = makePrd(oddBriefs["clinic"] ?? "")
    const { openapi, sql } = compileBackend(makeBackend(prd), prd)
    const [name = ""] = /^ {2}(\w+) [^\n]*\n/m.exec(sql.slice(sql.indexOf("create table doctors"))) ?? []
    assert.notStrictEqual(name, "")
    const without = sql.replace(/(create table doctors \(\n[^\n]*\n) {2}\w+ [^\n]*\n/, "$1")
    assert.deepStrictEqual(checkSql(without, openapi).map(({ rule }) => rule), ["field-without-column"])
    assert.deepStrictEqual(checkSql("select 'a;", openapi).map(({ at, rule }) => [rule, at]), [[
      "sql",
      "line 1, column 8"
    ]])
    assert.deepStrictEqual(checkSql("create table a (\n  b text;", openapi).map(({ at }) => at), ["line 1, column 16"])
    assert.deepStrictEqual(checkSql("select 1);", openapi).map(({ at }) => at), ["line 1, column 9"])
  })
})
