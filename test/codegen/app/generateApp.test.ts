import { assert, describe, it } from "@effect/vitest"
import { allowedImports } from "../../../src/codegen/app/allowedImports.ts"
import { generateApp } from "../../../src/codegen/app/generateApp.ts"
import { backend, irs, pages, prd } from "../../support/appFixture.ts"
import { hostile } from "../../support/appOdd.ts"

const input = { prd, backend, pages, irs, components: new Map<string, string>() }

const fileOf = (files: ReturnType<typeof generateApp>, path: string): string =>
  files.find((file) => file.path === path)?.content ?? ""

describe("generateApp", () => {
  it("writes each path once, all of them inside the app", () => {
    const paths = generateApp(input).map((file) => file.path)
    assert.strictEqual(new Set(paths).size, paths.length)
    for (const path of paths) assert.match(path, /^(?!\/)(?!.*\.\.)[A-Za-z0-9_./-]+$/)
  })

  it("has every relative module that its own modules import", () => {
    const files = generateApp(input)
    const known = new Set(files.map((file) => file.path))
    for (const { content, path } of files.filter((file) => /\.tsx?$/.test(file.path) && file.path.startsWith("src/"))) {
      for (const [, target = ""] of content.matchAll(/(?:from|import\() ?"(\.[^"]+)"/g)) {
        const parts = path.split("/").slice(0, -1)
        for (const part of target.split("/")) {
          if (part === "..") parts.pop()
          else if (part !== ".") parts.push(part)
        }
        const base = parts.join("/")
        const found = ["", ".ts", ".tsx", ".d.ts", "/index.ts"].some((end) => known.has(base + end))
        assert.isTrue(found, `${path} imports ${target}`)
      }
    }
  })

  it("exports every name that a page is told it may import", () => {
    const files = generateApp(input)
    for (const { module, names } of allowedImports.filter((entry) => entry.module.startsWith("../"))) {
      const base = `src/${module.slice(3)}`
      const source = [`${base}.ts`, `${base}.tsx`, `${base}.d.ts`, `${base}/index.ts`].map((path) =>
        fileOf(files, path)
      ).join("")
      for (const name of names ?? []) {
        assert.match(source, new RegExp(`export [^\\n]*\\b${name}\\b`), `${module} exports ${name}`)
      }
    }
  })

  it("uses the page's own source where there is one, else its skeleton, else says that there is nothing yet", () => {
    const source = "export default function BooksPage() {\n  return null\n}\n"
    const files = generateApp({
      ...input,
      irs: irs.filter((one) => one.page.id !== "loans"),
      components: new Map([["books", source]])
    })
    assert.strictEqual(fileOf(files, "src/pages/BooksPage.tsx"), source)
    assert.include(fileOf(files, "src/pages/LoansPage.tsx"), "EmptyState")
    assert.include(fileOf(files, "src/pages/BookDetailPage.tsx"), "useQuery")
  })

  it("routes to every page, guards what is not public, and signs in on the product's own page", () => {
    const files = generateApp(input)
    const routes = fileOf(files, "src/routes.tsx")
    for (const page of pages.pages) assert.include(routes, `path: ${JSON.stringify(page.route)}`)
    assert.include(routes, `<RequireAccess access="role" roles={["librarian"]}><BookEditPage /></RequireAccess>`)
    assert.include(routes, `<SignedOut><LoginPage /></SignedOut>`)
    assert.include(fileOf(files, "src/navigation.ts"), `signInPath: string = "/login"`)
    assert.notInclude(routes, "ChooseRole")
  })

  it("brings a page to sign in on where the inventory has none, and nobody's where nobody does", () => {
    const without = pages.pages.filter((page) => page.id !== "login")
    const [first, ...rest] = without
    assert.isDefined(first)
    if (first === undefined) return
    const own = generateApp({ ...input, pages: { ...pages, pages: [first, ...rest] } })
    assert.include(
      fileOf(own, "src/routes.tsx"),
      `{ path: "/sign-in", handle: { page: "choose-role" }, element: <ChooseRole /> }`
    )
    const open = generateApp({
      ...input,
      prd: { ...prd, personas: [{ id: "visitor", name: "Visitor", description: "", signsIn: false }] },
      pages: { ...pages, pages: [{ ...first, access: "public" }] }
    })
    assert.include(fileOf(open, "src/navigation.ts"), `signInPath: string = ""`)
  })

  it("marks pages for guests, which the navigation hides from those who have signed in", () => {
    const [first, ...rest] = pages.pages.map((page) => page.id === "login" ? { ...page, inNavigation: true } : page)
    assert.isDefined(first)
    if (first === undefined) return
    const files = generateApp({ ...input, pages: { ...pages, pages: [first, ...rest] } })
    const marked = fileOf(files, "src/navigation.ts").split("\n").filter((line) => line.includes("forGuests: true"))
    assert.strictEqual(marked.length, 1)
    assert.include(marked[0], `path: "/login"`)
    assert.include(fileOf(files, "src/shell/Shell.tsx"), "entry.forGuests === true && user !== null")
  })

  it("has the navigation on top where it is short, at the side where it is long; each entry with a drawing", () => {
    const at = (title: string) => {
      const [first, ...rest] = pages.pages.map((page) => ({ ...page, title }))
      return first === undefined
        ? ""
        : fileOf(generateApp({ ...input, pages: { ...pages, pages: [first, ...rest] } }), "src/navigation.ts")
    }
    assert.include(at("Books"), `navigationAt: "top" | "side" = "top"`)
    assert.include(at("Everything that there is to be borrowed"), `navigationAt: "top" | "side" = "side"`)
    assert.match(at("Books"), /title: "Books", icon: "M[^"]+"/)
  })

  it("says who made it, where the PRD does not say more", () => {
    const files = generateApp({ ...input, prd: { ...prd, notes: [] } })
    assert.include(fileOf(files, "README.md"), "- Made by dpg from a brief.")
  })

  it("sends to the first page where the inventory has no page at /", () => {
    const [, second] = pages.pages
    assert.isDefined(second)
    if (second === undefined) return
    const files = generateApp({ ...input, pages: { ...pages, pages: [second] } })
    assert.include(fileOf(files, "src/routes.tsx"), `{ path: "/", element: <Navigate to="/books" replace /> }`)
  })

  it("pins every dependency, and takes the currency and the colours from the brief", () => {
    const files = generateApp(input)
    const manifest: unknown = JSON.parse(fileOf(files, "package.json"))
    assert.isTrue(typeof manifest === "object" && manifest !== null && "dependencies" in manifest)
    for (const [, version] of fileOf(files, "package.json").matchAll(/"(\^|~|\*|latest)[^"]*"/g)) assert.fail(version)
    assert.include(fileOf(files, "src/lib/format.ts"), `currency: "EUR"`)
    assert.include(fileOf(files, "src/index.css"), "--color-background: #f5fffa;")
    assert.include(fileOf(files, "src/index.css"), "--color-accent: #008080;")
    assert.include(fileOf(files, "README.md"), "Written by rules, not by a language model.")
  })

  it("brings tests that know each page's address, who may open it, its states and its forms", () => {
    const facts = fileOf(generateApp(input), "src/test/pages.ts")
    const of = (id: string) => facts.slice(facts.indexOf(`id: "${id}"`)).split("\n  }")[0] ?? ""
    for (const page of pages.pages) assert.include(of(page.id), `route: ${JSON.stringify(page.route)}`)
    assert.include(of("books"), `states: ["loading", "empty", "error", "forbidden"]`)
    assert.include(of("book-detail"), `params: { bookId: "Book" }`)
    assert.include(of("book-edit"), `roles: ["librarian"]`)
    assert.include(of("book-edit"), `stranger: "member"`)
    assert.include(of("login"), `forms: [{ submit: "`)
    assert.isUndefined(
      generateApp({ ...input, irs: [] }).find(({ path }) => path === "src/test/forms.test.tsx"),
      "no form, no test of forms"
    )
  })

  it("has the brief's colours in a light and a dark scheme, chosen before anything is drawn", () => {
    const files = generateApp(input)
    assert.include(fileOf(files, "src/index.css"), `[data-theme="dark"] {`)
    const html = fileOf(files, "index.html")
    assert.isBelow(html.indexOf("/theme.js"), html.indexOf("/src/main.tsx"))
    assert.include(fileOf(files, "public/theme.js"), `choice = "system"`)
    const night = generateApp({ ...input, prd: { ...prd, look: { background: "black", accent: "yellow", tone: "" } } })
    assert.include(fileOf(night, "public/theme.js"), `choice = "dark"`)
    assert.include(fileOf(night, "src/index.css"), `[data-theme="light"] {`)
  })

  it("keeps hostile words of the PRD inert", () => {
    const files = generateApp({ ...input, prd: { ...prd, title: hostile, summary: hostile, notes: [hostile] } })
    assert.notInclude(fileOf(files, "index.html"), "</script>{alert")
    assert.notInclude(fileOf(files, "README.md"), "<b>")
    assert.doesNotThrow(() => JSON.parse(fileOf(files, "package.json")))
    assert.include(fileOf(files, "src/lib/product.ts"), "<\\/script>")
  })
})
