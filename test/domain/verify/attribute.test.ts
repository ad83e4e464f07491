import { assert, describe, it } from "@effect/vitest"
import type { Finding } from "../../../src/domain/Finding.ts"
import { type GateId, type GateResult, gateTitle } from "../../../src/domain/Verification.ts"
import { attribute } from "../../../src/domain/verify/attribute.ts"
import { gathered } from "../../../src/domain/verify/looks.ts"

const pages = [
  { id: "home", path: "src/pages/HomePage.tsx" },
  { id: "book", path: "src/pages/BookPage.tsx" },
  { id: "book-new", path: "src/pages/BookNewPage.tsx" }
]

const gate = (id: GateId, ...findings: ReadonlyArray<Finding>): GateResult => ({
  id,
  title: gateTitle[id],
  status: findings.length === 0 ? "passed" : "failed",
  durationMillis: 1,
  summary: "",
  findings
})

const at = (place: string, rule = "rule", message = "is wrong"): Finding => ({ rule, at: place, message })

/** The pages that a finding is put to. */
const pagesOf = (id: GateId, finding: Finding) => [...attribute([gate(id, finding)], pages).pages.keys()]

describe("attribute", () => {
  it("takes a tool's finding to the module that it names", () => {
    assert.deepStrictEqual(pagesOf("types", at("src/pages/BookPage.tsx:3:7")), ["book"])
    assert.deepStrictEqual(pagesOf("lint", at("src\\pages\\BookNewPage.tsx:3:7")), ["book-new"])
    assert.deepStrictEqual(pagesOf("build", at("src/pages/HomePage.tsx:3:7")), ["home"])
    assert.deepStrictEqual(pagesOf("types", at("src/components/Page.tsx:3:7")), [])
    assert.deepStrictEqual(pagesOf("lint", at("src/pages/../pages/BookPage.tsx:3:7")), [])
    assert.deepStrictEqual(pagesOf("install", at("src/pages/BookPage.tsx:3:7")), [])
  })

  it("takes a failed test to the page that threw, or else to the one that its title names", () => {
    const title = "src/test/pages.test.tsx > a page > 'book' renders for 'nobody'"
    assert.deepStrictEqual(pagesOf("tests", at(title)), ["book"])
    assert.deepStrictEqual(pagesOf("tests", at("src/test/forms.test.tsx > a form > of 'book-new' refuses 'book'")), [
      "book-new"
    ])
    assert.deepStrictEqual(
      pagesOf("tests", at(title, "test", "TypeError: no at src/pages/HomePage.tsx:20:11")),
      ["home"]
    )
    assert.deepStrictEqual(pagesOf("tests", at("src/test/components.test.tsx > a table > sorts")), [])
  })

  it("takes what the browser found to every page it was found on", () => {
    assert.deepStrictEqual(pagesOf("axe", at("book-new as member at 375 (/books/new), dark")), ["book-new"])
    assert.deepStrictEqual(pagesOf("states", at("book")), ["book"])
    const places = ["book at 1280 (/books/1)", "book at 375 (/books/1)", "home at 1280 (/)"]
    const found = gathered(places.map((place) => at(place)))
    assert.deepStrictEqual(found.map((one) => one.at), ["book at 1280 (/books/1) and 2 more: home"])
    assert.sameMembers([...attribute([gate("console", ...found)], pages).pages.keys()], ["home", "book"])
  })

  it("leaves what is every page's, what is in the frame or the map, and what is no page's at all", () => {
    const everywhere = gathered(
      ["home at 375 (/)", "book at 375 (/books/1)", "book-new at 375 (/new)"].map((place) => at(place))
    )
    const { others, pages: found } = attribute(
      [
        gate("axe", ...everywhere),
        gate("routes", at("book as member at 1280 (/books/1)", "not-guarded")),
        gate("links", at("navigation", "browser-failed")),
        gate("sql", at("backend/schema.sql")),
        gate("openapi", at("backend/openapi.yaml home"))
      ],
      pages
    )
    assert.strictEqual(found.size, 0)
    assert.deepStrictEqual(others.map((other) => other.gate), ["axe", "routes", "links", "sql", "openapi"])
  })

  it("has each finding once, whatever gates have it, and none of a gate that passed", () => {
    const same = at("src/pages/BookPage.tsx:3:7", "TS2322")
    const passed: GateResult = { ...gate("lint", at("src/pages/HomePage.tsx:1:1")), status: "passed" }
    const { others, pages: found } = attribute([gate("types", same), gate("build", same), passed], pages)
    assert.deepStrictEqual([...found], [["book", [same]]])
    assert.deepStrictEqual(others, [])
  })
})
