import { assert, describe, it } from "@effect/vitest"
import {
  argumentBinding,
  parseBinding,
  parseCondition,
  parseOptions,
  parseText
} from "../../../src/domain/link/binding.ts"
import { nearest } from "../../../src/domain/link/report.ts"

describe("bindings", () => {
  it("are read by their first word", () => {
    assert.deepStrictEqual(parseBinding("query.books"), { from: "query", name: "books", path: "" })
    assert.deepStrictEqual(parseBinding("query.books.items.title"), {
      from: "query",
      name: "books",
      path: "items.title"
    })
    assert.deepStrictEqual(parseBinding("item.owner.name"), { from: "item", name: "", path: "owner.name" })
    assert.deepStrictEqual(parseBinding("item"), { from: "item", name: "", path: "" })
  })

  it("are nothing else", () => {
    for (
      const text of [
        "",
        "query",
        "state.a.b",
        "param",
        "form",
        "item.a[0]",
        "item..a",
        "window.name",
        "item.a b",
        "books.items"
      ]
    ) {
      assert.isUndefined(parseBinding(text), text)
    }
  })

  it("of an argument are taken with and without their first word", () => {
    assert.deepStrictEqual(argumentBinding({ name: "id", from: "item", value: "id" }), {
      from: "item",
      name: "",
      path: "id"
    })
    assert.deepStrictEqual(argumentBinding({ name: "id", from: "item", value: "item.id" }), {
      from: "item",
      name: "",
      path: "id"
    })
    assert.deepStrictEqual(argumentBinding({ name: "id", from: "query", value: "me.id" }), {
      from: "query",
      name: "me",
      path: "id"
    })
    assert.isUndefined(argumentBinding({ name: "id", from: "literal", value: "item.id" }))
  })

  it("stand in texts between braces", () => {
    assert.deepStrictEqual(parseText("Due {item.due}, {oops}!"), [
      { literal: "Due " },
      { source: "item.due", binding: { from: "item", name: "", path: "due" } },
      { literal: ", " },
      { source: "oops", binding: undefined },
      { literal: "!" }
    ])
    assert.deepStrictEqual(parseText(""), [])
  })
})

describe("conditions", () => {
  const binding = { from: "user", name: "role", path: "" } as const

  it("compare a binding with a literal, quoted or not, or ask for it alone", () => {
    assert.deepStrictEqual(parseCondition("user.role == \"tax clerk\""), {
      test: "equal",
      binding,
      literal: "tax clerk"
    })
    assert.deepStrictEqual(parseCondition("user.role!=clerk"), { test: "unequal", binding, literal: "clerk" })
    assert.deepStrictEqual(parseCondition("user.role == "), { test: "equal", binding, literal: "" })
    assert.deepStrictEqual(parseCondition("!user.role"), { test: "falsy", binding, literal: "" })
    assert.deepStrictEqual(parseCondition("user.role"), { test: "truthy", binding, literal: "" })
  })

  it("are nothing else", () => {
    for (const text of ["", "!", "role == a", "user.role && user.name", "user.role > 3"]) {
      assert.isUndefined(parseCondition(text), text)
    }
  })
})

describe("options", () => {
  it("are written out, or come from a query", () => {
    assert.deepStrictEqual(parseOptions("a=Alpha|b"), {
      _tag: "Literal",
      options: [{ value: "a", label: "Alpha" }, { value: "b", label: "b" }]
    })
    assert.deepStrictEqual(parseOptions("query.books:id:item.title"), {
      _tag: "Query",
      query: "books",
      valuePath: "id",
      labelPath: "title"
    })
  })

  it("are nothing else", () => {
    for (const text of ["query.books", "query.books:id", "query.books.items:id:title", "a=|b=B", ""]) {
      assert.isUndefined(parseOptions(text), text)
    }
  })
})

describe("nearest", () => {
  it("takes few edits for a slip and many for another name", () => {
    assert.strictEqual(nearest("listBoks", ["getBook", "listBooks"]), "listBooks")
    assert.strictEqual(nearest("ListBooks", ["listBooks"]), "listBooks")
    assert.isUndefined(nearest("castVote", ["listBooks", "getBook"]))
  })
})
