import { assert, describe, it } from "@effect/vitest"
import type { OpenApiDocument } from "../../../src/domain/OpenApi.ts"
import { type Node, nodeOf } from "../../../src/domain/PageIr.ts"
import type { Page } from "../../../src/domain/Pages.ts"
import { anyChoice, type FormControl, invalidValues, validValues } from "../../../src/domain/verify/fields.ts"
import { judgeRefusal, judgeSuccess } from "../../../src/domain/verify/forms.ts"
import {
  gathered,
  judgeConsole,
  judgeGuard,
  judgeLinks,
  judgeRequests,
  judgeRoute,
  judgeState,
  judgeWidth,
  type PageLook,
  type Seen,
  statesOf
} from "../../../src/domain/verify/looks.ts"
import { findingsOf, networkTrouble } from "../../../src/domain/verify/output.ts"
import { internalPath, pageAt, viewings } from "../../../src/domain/verify/plan.ts"
import { bytes } from "../../../src/domain/verify/words.ts"
import { page } from "../../support/tinyApp.ts"

const pages = [page("home", "/"), page("book", "/books/:bookId"), page("new-book", "/books/new")]
const seen: Seen = { page: page("books", "/books"), path: "/books", role: "", width: 1280, forced: "" }
const good: PageLook = { page: "books", heading: "Books", states: ["ready"], alerts: [], overflow: 0, sticksOut: [] }
const quiet = { errors: [], requests: [], sent: [] }
const request = { method: "GET", url: "http://127.0.0.1:1/api/books", status: 200, failure: "", remote: false }

const rules = (findings: ReadonlyArray<{ readonly rule: string }>) => findings.map(({ rule }) => rule)

describe("plan", () => {
  it("takes the more literal route for an address", () => {
    assert.strictEqual(pageAt(pages, "/books/new?draft=1")?.id, "new-book")
    assert.strictEqual(pageAt(pages, "/books/7/")?.id, "book")
    assert.strictEqual(pageAt(pages, "/")?.id, "home")
    assert.isUndefined(pageAt(pages, "/books//"))
    assert.isUndefined(pageAt(pages, "/shelves"))
  })

  it("tells addresses of the app from those elsewhere and from none", () => {
    assert.strictEqual(internalPath("/books?q=a"), "/books?q=a")
    for (const elsewhere of ["https://example.com/", "mailto:a@b.example", "//example.com/x", "#top"]) {
      assert.strictEqual(internalPath(elsewhere), "")
    }
    for (const nowhere of ["", "#", " ", "javascript:void(0)"]) assert.isUndefined(internalPath(nowhere))
  })

  it("has a page looked at by whoever may open it, closely by who may do most there", () => {
    const api: OpenApiDocument = {
      openapi: "3.1.0",
      info: { title: "t", version: "1" },
      paths: {
        "/books": {
          get: { operationId: "listBooks", responses: {} },
          post: { operationId: "addBook", responses: {}, "x-roles": ["staff"] }
        }
      }
    }
    const shown = (one: Page) =>
      viewings([one], ["member", "staff"], api).map(({ close, role }) => `${role}${close ? "!" : ""}`)
    assert.deepStrictEqual(shown(page("a", "/a", { operationIds: ["listBooks"] })), ["!"])
    assert.deepStrictEqual(shown(page("b", "/b", { operationIds: ["listBooks", "addBook"] })), ["staff!", ""])
    assert.deepStrictEqual(shown(page("c", "/c", { access: "user", operationIds: ["addBook"] })), ["staff!", "member"])
    assert.deepStrictEqual(shown(page("d", "/d", { access: "role", roles: ["member"] })), ["member!"])
  })
})

describe("looks", () => {
  it("finds a page that is not the one, is not ready, or says that something failed", () => {
    assert.deepStrictEqual(judgeRoute(seen, good, true), [])
    assert.deepStrictEqual(rules(judgeRoute(seen, { ...good, page: "sign-in" }, true)), ["wrong-page"])
    assert.deepStrictEqual(rules(judgeRoute(seen, { ...good, heading: "" }, false)), ["never-ready", "no-heading"])
    assert.deepStrictEqual(rules(judgeRoute(seen, { ...good, states: ["error"] }, true)), ["shows-error"])
  })

  it("finds what a stranger is shown", () => {
    assert.deepStrictEqual(rules(judgeGuard(seen, good)), ["not-guarded"])
    assert.deepStrictEqual(judgeGuard(seen, { ...good, page: "" }), [])
    assert.deepStrictEqual(judgeGuard(seen, { ...good, states: ["forbidden"] }), [])
  })

  it("finds links to nowhere", () => {
    const links = [{ href: "/books/1", text: "One" }, { href: "#", text: "More" }, { href: "/gone", text: "Old" }]
    const found = judgeLinks(seen, [...links, { href: "/sign-in", text: "Sign in" }], pages, ["/sign-in"])
    assert.deepStrictEqual(found.map(({ message }) => message), [
      "the link \"More\" leads nowhere (#)",
      "the link \"Old\" leads to /gone, which is no page"
    ])
  })

  it("finds errors in the console; where a failure was forced, only those that nobody caught", () => {
    const errors = [{ text: "Warning: key", uncaught: false }, { text: "TypeError: x", uncaught: true }]
    assert.deepStrictEqual(rules(judgeConsole(seen, { ...quiet, errors })), ["console-error", "uncaught-error"])
    assert.deepStrictEqual(rules(judgeConsole({ ...seen, forced: "error" }, { ...quiet, errors })), ["uncaught-error"])
  })

  it("finds requests that fail or leave the machine, not those that a new page gave up", () => {
    const judge = (...requests: ReadonlyArray<typeof request>) => rules(judgeRequests(seen, { ...quiet, requests }))
    assert.deepStrictEqual(judge(request), [])
    assert.deepStrictEqual(judge({ ...request, status: 404 }), ["failed-request"])
    assert.deepStrictEqual(judge({ ...request, status: 0, failure: "net::ERR_ABORTED" }), [])
    assert.deepStrictEqual(judge({ ...request, status: 0, failure: "net::ERR_CONNECTION_RESET" }), ["failed-request"])
    assert.deepStrictEqual(judge({ ...request, status: 0, failure: "net::ERR_ABORTED", remote: true }), [
      "remote-request"
    ])
    const forced = { ...seen, forced: "error" }
    assert.deepStrictEqual(judgeRequests(forced, { ...quiet, requests: [{ ...request, status: 500 }] }), [])
    assert.lengthOf(judgeRequests(forced, { ...quiet, requests: [{ ...request, remote: true }] }), 1)
  })

  it("asks for the states that a page's queries have", () => {
    const query = {
      id: "q",
      operationId: "listBooks",
      args: [],
      itemsPath: "items",
      loadingNode: "l",
      emptyNode: "e",
      errorNode: "x"
    }
    const node = (id: string, kind: "list" | "dialog" | "select" | "section", more: Partial<Node> = {}) =>
      nodeOf(id, kind === "select" ? "form" : kind, more)
    const list = node("rows", "list", { source: "query.q" })
    const states = (query1: typeof query, ...nodes: [typeof list, ...Array<typeof list>]) =>
      statesOf({ queries: [query1], nodes })
    const withoutEmpty: ReturnType<typeof statesOf> = ["loading", "error", "forbidden"]
    assert.deepStrictEqual(statesOf({ queries: [], nodes: [list] }), [])
    assert.deepStrictEqual(states(query, list), ["loading", "empty", "error", "forbidden"])
    assert.deepStrictEqual(states({ ...query, itemsPath: "" }, list), withoutEmpty)
    assert.deepStrictEqual(states(query, node("choices", "select")), withoutEmpty)
    assert.deepStrictEqual(states(query, node("ask", "dialog"), { ...list, parent: "ask" }), withoutEmpty)
    assert.deepStrictEqual(states(query, { ...list, visibleWhen: "state.open" }), withoutEmpty)
    assert.deepStrictEqual(rules(judgeState(seen, "empty", false, good)), ["missing-state"])
    assert.deepStrictEqual(judgeState(seen, "empty", true, good), [])
    assert.deepStrictEqual(rules(judgeState(seen, "error", false, { ...good, page: "", heading: "" })), [
      "missing-state",
      "blank-page"
    ])
  })

  it("finds what is wider than the window, and tells the same finding once", () => {
    assert.deepStrictEqual(judgeWidth(seen, { ...good, overflow: 1 }), [])
    const wide = judgeWidth(seen, { ...good, overflow: 40, sticksOut: ["<table> Books"] })
    assert.include(wide[0]?.message, "40 px wider than the window: <table> Books")
    assert.deepStrictEqual(gathered([...wide, ...wide, ...wide]).map(({ at }) => at), [
      "books at 1280 (/books) and 2 more"
    ])
  })
})

const control = (more: Partial<FormControl>): FormControl => ({
  selector: "s",
  tag: "input",
  type: "text",
  label: "",
  required: false,
  min: "",
  max: "",
  step: "",
  minLength: -1,
  maxLength: -1,
  pattern: "",
  accept: "",
  options: [],
  value: "",
  ...more
})

const world = { today: "2026-02-27", origin: "http://127.0.0.1:1" }
const valid = (...controls: ReadonlyArray<FormControl>) => validValues(controls, [], world).map(({ value }) => value)

describe("forms", () => {
  it("fills each control with what it takes", () => {
    assert.deepStrictEqual(valid(control({ label: "E-mail", type: "email" })), ["alex.morgan@example.com"])
    assert.deepStrictEqual(valid(control({ type: "number", min: "5", max: "9" })), ["5"])
    assert.deepStrictEqual(valid(control({ type: "number", max: "1" })), ["1"])
    assert.deepStrictEqual(valid(control({ tag: "select", options: ["", "tools"] })), ["tools"])
    assert.deepStrictEqual(valid(control({ tag: "select", options: ["", "a", "b"], value: "b" })), ["b"])
    assert.deepStrictEqual(valid(control({ label: "Picture", type: "url" })), ["http://127.0.0.1:1/icon.svg"])
    assert.deepStrictEqual(valid(control({ label: "Code", maxLength: 4 })), ["Spri"])
    assert.deepStrictEqual(valid(control({ type: "combobox" })), [anyChoice])
    assert.deepStrictEqual(valid(control({ type: "combobox", value: "Dune" })), ["Dune"])
    assert.deepStrictEqual(valid(control({ type: "file", accept: "image/png,image/jpeg" })), ["sample.png"])
    assert.deepStrictEqual(valid(control({ type: "file", accept: "application/pdf" })), ["sample.pdf"])
    assert.deepStrictEqual(valid(control({ type: "file", accept: "video/mp4" })), [undefined])
    assert.lengthOf(valid(control({ label: "Story", minLength: 30 }))[0] ?? "", 30)
    assert.deepStrictEqual(valid(control({ type: "checkbox" }), control({ type: "checkbox", required: true })), [
      undefined,
      "true"
    ])
  })

  it("puts later dates into later fields, over the end of a month too", () => {
    assert.deepStrictEqual(valid(control({ type: "date" }), control({ type: "datetime-local" })), [
      "2026-03-06",
      "2026-03-07T10:00"
    ])
    assert.deepStrictEqual(valid(control({ type: "date", label: "Date of birth" })), ["2025-01-23"])
  })

  it("heeds what the page's description says of a field", () => {
    const field = {
      bodyPath: "places",
      label: "Places",
      control: "number" as const,
      required: true,
      optionsFrom: "",
      help: "",
      rules: [{ rule: "min" as const, value: "10", message: "At least 10" }]
    }
    const places = control({ type: "number", label: "Places (optional)" })
    assert.deepStrictEqual(validValues([places], [field], world).map(({ value }) => value), ["10"])
    assert.deepStrictEqual(invalidValues([places], [field]).map(({ value }) => value), ["9"])
  })

  it("has something to refuse only where something is asked for", () => {
    const refused = (one: FormControl) => invalidValues([one], []).map(({ value }) => value)
    assert.deepStrictEqual(refused(control({})), [])
    assert.deepStrictEqual(refused(control({ required: true })), [""])
    assert.deepStrictEqual(refused(control({ type: "file" })), [])
    assert.deepStrictEqual(refused(control({ type: "file", required: true })), [undefined])
    assert.deepStrictEqual(refused(control({ type: "email" })), ["not an address"])
    assert.deepStrictEqual(refused(control({ type: "number", min: "0", max: "10" })), ["11"])
    assert.deepStrictEqual(refused(control({ tag: "select", options: ["a"], required: true })), [])
  })

  const standing = { there: true, invalid: [], alerts: [], said: [] }
  const wrong = [{ control: control({ label: "Title" }), value: "" }]
  const post = { ...request, method: "POST", status: 201 }

  it("wants wrong data refused in words, and not sent", () => {
    const invalid = [{ label: "Title", message: "Give a title" }]
    assert.deepStrictEqual(judgeRefusal("f", wrong, { ...standing, invalid }, quiet), [])
    assert.deepStrictEqual(rules(judgeRefusal("f", wrong, standing, quiet)), ["no-refusal"])
    assert.deepStrictEqual(rules(judgeRefusal("f", wrong, standing, { ...quiet, sent: [post] })), ["sends-invalid"])
    const mute = { ...standing, invalid: [{ label: "Title", message: "" }] }
    assert.deepStrictEqual(rules(judgeRefusal("f", wrong, mute, quiet)), ["no-message"])
  })

  it("wants right data taken, and something to see of it", () => {
    const sent = { ...quiet, requests: [post], sent: [post] }
    const judge = (...args: [Partial<typeof standing>, typeof sent, boolean]) =>
      rules(judgeSuccess("f", wrong, { ...standing, ...args[0] }, args[1], args[2]))
    assert.deepStrictEqual(judge({}, sent, true), [])
    assert.deepStrictEqual(judge({ there: false }, sent, false), [])
    assert.deepStrictEqual(judge({}, sent, false), ["no-success"])
    assert.deepStrictEqual(judge({}, { ...quiet, requests: [{ ...post, status: 422 }] }, false), ["submit-failed"])
    assert.deepStrictEqual(
      rules(judgeSuccess("f", wrong, { ...standing, invalid: [{ label: "Title", message: "" }] }, quiet, false)),
      ["refuses-valid"]
    )
    assert.deepStrictEqual(
      rules(judgeSuccess("f", wrong, { ...standing, alerts: ["That did not work."] }, sent, false)),
      ["submit-failed"]
    )
  })
})

describe("what a tool printed", () => {
  it("has file and line where the tool says so", () => {
    assert.deepStrictEqual(findingsOf("src/App.tsx(3,7): error TS2322: Type 'a' is not 'b'."), [
      { rule: "TS2322", at: "src/App.tsx:3:7", message: "Type 'a' is not 'b'." }
    ])
    assert.deepStrictEqual(findingsOf("/x/app/src/a.tsx\n  3:7  error  A label is missing  jsx-a11y/label\n"), [
      { rule: "jsx-a11y/label", at: "src/a.tsx:3:7", message: "A label is missing" }
    ])
    const [failing] = findingsOf(" FAIL  src/a.test.tsx > renders\nTestingLibraryError: no heading\n")
    assert.deepStrictEqual(failing, {
      rule: "test",
      at: "src/a.test.tsx > renders",
      message: "TestingLibraryError: no heading"
    })
  })

  it("has the rule and the place of each fault that oxlint draws, in letters or in lines, and its advice", () => {
    const drawn = (mark: string, corner: string, bar: string) =>
      `> oxlint --deny-warnings


  ${mark} react(purity): Cannot call impure function during render
    ${corner}[src/pages/RehearsalPage.tsx:54:96]
 54 |   const isOpen = new Date(rehearsal.startsAt).getTime() > Date.now()
    :                                                           ^^^^^|^^^^
    \`----
  help: \`Date.now\` is an impure function.
  note: React Compiler skipped this component.

  ${mark} Unexpected token,
  ${bar} expected a name
    ${corner}[/home/me/product/app/src/pages/HomePage.tsx:3:7]

Found 0 warnings and 2 errors.
`
    for (const [mark, corner, bar] of [["x", ",-", "|"], ["×", "╭─", "│"], ["⚠", "╭─", "│"]] as const) {
      assert.deepStrictEqual(findingsOf(drawn(mark, corner, bar)), [
        {
          rule: "react/purity",
          at: "src/pages/RehearsalPage.tsx:54:96",
          message: "Cannot call impure function during render; `Date.now` is an impure function."
        },
        { rule: "lint", at: "src/pages/HomePage.tsx:3:7", message: "Unexpected token, expected a name" }
      ])
    }
  })

  it("has a failed test once, with the place in a page where it was thrown", () => {
    const said = ` ❯ src/test/pages.test.tsx (3 tests | 2 failed) 98ms
     ✓ 'home' renders for 'nobody' 12ms
     × 'rehearsals' renders for 'singer' 1210ms
     × 'pieces' renders for 'singer' 7ms

 FAIL  src/test/pages.test.tsx > a page > 'rehearsals' renders for 'singer'
TypeError: total is not a function
 ❯ RehearsalsPage src/pages/RehearsalsPage.tsx:20:11
     18|   const total = 3
 ❯ src/test/pages.test.tsx:28:5

 Test Files  1 failed (1)
`
    assert.deepStrictEqual(findingsOf(said), [
      {
        rule: "test",
        at: "src/test/pages.test.tsx > a page > 'rehearsals' renders for 'singer'",
        message: "TypeError: total is not a function at src/pages/RehearsalsPage.tsx:20:11"
      },
      { rule: "test", at: "'pieces' renders for 'singer'", message: "fails" }
    ])
  })

  it("has what the compiler says beneath a fault", () => {
    assert.deepStrictEqual(
      findingsOf(
        "src/a.tsx(3,7): error TS2322: Type 'A' is not 'B'.\n  Type 'x' is not 'y'.\nsrc/b.ts(1,1): error TS1: No"
      ),
      [
        { rule: "TS2322", at: "src/a.tsx:3:7", message: "Type 'A' is not 'B'. Type 'x' is not 'y'." },
        { rule: "TS1", at: "src/b.ts:1:1", message: "No" }
      ]
    )
  })

  it("is its last lines otherwise, and never nothing", () => {
    assert.deepStrictEqual(
      findingsOf("> vite build\nsomething broke\nnpm error Exit code 1\n").map(({ message }) => message),
      [
        "something broke"
      ]
    )
    assert.lengthOf(findingsOf(""), 1)
  })

  it("tells the network's fault from the package's", () => {
    assert.include(networkTrouble("npm error code ENOTFOUND\nnpm error network x"), "ENOTFOUND")
    assert.isUndefined(networkTrouble("npm error code ERESOLVE\nnpm error could not resolve"))
  })

  it("writes sizes as browsers do", () => {
    assert.deepStrictEqual([812, 36_912, 1_240_000].map(bytes), ["812 B", "36.9 kB", "1.24 MB"])
  })
})
