import { parse } from "@babel/parser"
import { assert, describe, it } from "@effect/vitest"
import { allowedImports } from "../../../src/codegen/app/allowedImports.ts"
import { pageComponentName, pageModulePath, pageSkeleton } from "../../../src/codegen/app/pageSkeleton.ts"
import type { PageIr } from "../../../src/domain/PageIr.ts"
import { backend, ir, irs, node, pages, prd } from "../../support/appFixture.ts"
import { oddApi, oddIr, oddPages } from "../../support/appOdd.ts"

const context = { prd, backend, pages }

const skeletonOf = (pageId: string): string => {
  const found = irs.find((one) => one.page.id === pageId)
  return found === undefined ? "" : pageSkeleton(found, context)
}

/** The parts that the source does not have; white space is the printer's business. */
const missing = (source: string, ...parts: ReadonlyArray<string>): ReadonlyArray<string> => {
  const folded = source.replace(/\s+/g, " ")
  return parts.filter((part) => !folded.includes(part.replace(/\s+/g, " ")))
}

const one = (node: PageIr["nodes"][number], more: Partial<PageIr> = {}): string =>
  pageSkeleton(ir("books", [node], more), context)

const bookQuery: PageIr["queries"][number] = {
  id: "books",
  operationId: "listBooks",
  args: [],
  itemsPath: "items",
  loadingNode: "l",
  emptyNode: "e",
  errorNode: "x"
}

describe("pageSkeleton", () => {
  it("names modules and components after the page's id", () => {
    assert.strictEqual(pageModulePath("book-detail"), "src/pages/BookDetailPage.tsx")
    assert.strictEqual(pageComponentName("book-detail"), "BookDetailPage")
    assert.notStrictEqual(pageComponentName("a-1"), pageComponentName("a1"))
  })

  it("gives every page its title and one default export", () => {
    for (const each of irs) {
      const source = pageSkeleton(each, context)
      assert.deepStrictEqual(
        missing(source, `export default function ${pageComponentName(each.page.id)}()`, `title="${each.page.title}"`),
        []
      )
      assert.strictEqual(source.match(/export default/g)?.length, 1)
    }
  })

  it("imports only what a page may import", () => {
    const allowed = new Map(allowedImports.map((entry) => [entry.module, entry.names]))
    const sources = [
      ...irs.map((each) => pageSkeleton(each, context)),
      pageSkeleton(oddIr, { prd, backend: { ...backend, openapi: oddApi }, pages: oddPages })
    ]
    for (const source of sources) {
      const { program } = parse(source, { sourceType: "module", plugins: ["typescript", "jsx"] })
      for (const statement of program.body) {
        if (statement.type !== "ImportDeclaration") continue
        const names = allowed.get(statement.source.value)
        assert.isTrue(allowed.has(statement.source.value), statement.source.value)
        for (const { local } of statement.specifiers) {
          if (names !== undefined) assert.include(names, local.name)
        }
      }
    }
  })

  it("gives the same source for the same IR", () => {
    for (const each of irs) assert.strictEqual(pageSkeleton(each, context), pageSkeleton(each, context))
  })

  it("asks a query with the state, parameters and literals it is given, typed as the API has them", () => {
    assert.deepStrictEqual(
      missing(
        skeletonOf("books"),
        `q: search || undefined`,
        `genre: oneOf(genre, ["novel", "non_fiction", "poetry"])`,
        `isAvailable: onlyAvailable || undefined`,
        `limit: 50`,
        `placeholderData: keepPreviousData`
      ),
      []
    )
    assert.deepStrictEqual(
      missing(skeletonOf("book-detail"), `api.GET("/books/{bookId}", { params: { path: { bookId } }, signal })`),
      []
    )
  })

  it("declares a query after the one it reads, and waits for it", () => {
    const source = skeletonOf("book-detail")
    assert.isBelow(source.indexOf("const bookQuery"), source.indexOf("const othersQuery"))
    assert.deepStrictEqual(missing(source, "enabled: bookQuery.isSuccess"), [])
  })

  it("asks for a right password at sign-in, not for a long one", () => {
    const login = irs.find((each) => each.page.id === "login")
    assert.isDefined(login)
    if (login === undefined) return
    const long = { rule: "minLength" as const, value: "8", message: "Enter at least 8 characters." }
    const forms = login.forms.map((form) => {
      const [email, ...others] = form.fields
      const fields = [email, ...others.map((field) => Object.assign({}, field, { rules: [long] }))] as const
      return { ...form, fields }
    })
    const source = pageSkeleton({ ...login, forms }, context)
    assert.deepStrictEqual(missing(source, `autoComplete="current-password"`), [])
    assert.notInclude(source, ".min(8")
  })

  it("asks only those who may ask on a page that others see too", () => {
    assert.deepStrictEqual(missing(skeletonOf("dashboard"), `["member", "librarian"].includes(user?.role ?? "")`), [])
    assert.notInclude(skeletonOf("loans"), "assert.deepStrictEqual(missing(user")
  })

  it("shows loading, empty and error states, the last with another try", () => {
    assert.deepStrictEqual(
      missing(
        skeletonOf("books"),
        `{booksQuery.isLoading && <Loading label="Loading books" />}`,
        `books.length === 0 && ( <EmptyState title={search !== "" || genre !== "" ? "Nothing matches." : "There are no books."}>`,
        `error={booksQuery.error}`,
        `onRetry={() => void booksQuery.refetch()}`
      ),
      []
    )
  })

  it("puts what can be done on a page beside its heading, one of them the main one, without the way back up", () => {
    const page = ir("book-detail", [
      node("part", "section", ""),
      node("bar", "toolbar", "part"),
      node("all", "link", "bar", { label: "All books", action: "all" }),
      node("lend", "button", "bar", { label: "Lend", action: "again", props: [{ name: "tone", value: "primary" }] }),
      node("read", "button", "bar", { label: "Read", action: "again", props: [{ name: "tone", value: "primary" }] })
    ], {
      queries: [{ ...bookQuery, id: "books" }],
      actions: [
        { id: "all", type: "navigate", target: "books", args: [] },
        { id: "again", type: "refetch", target: "books", args: [] }
      ]
    })
    const source = pageSkeleton(page, context)
    assert.match(source, /actions=\{\s*<>/)
    assert.strictEqual(source.match(/tone="primary"/g)?.length, 1)
    assert.include(source, ">Lend<")
    assert.include(source, ">Read<")
    assert.notInclude(source, "All books")
    assert.notInclude(source, "<Toolbar>")
  })

  it("leaves buttons below a heading of their own where they are", () => {
    const source = one(node("part", "section", ""), {
      nodes: [
        node("part", "section", ""),
        node("more", "heading", "part", { text: "What you can do here" }),
        node("bar", "toolbar", "part"),
        node("go", "button", "bar", { label: "Again", action: "again" })
      ],
      queries: [bookQuery],
      actions: [{ id: "again", type: "refetch", target: "books", args: [] }]
    })
    assert.notInclude(source, "actions=")
    assert.include(source, "<Toolbar>")
  })

  it("introduces the product where the start page begins with words", () => {
    const start = ir("books", [
      node("part", "section", ""),
      node("said", "text", "part", { text: "Borrow what your neighbours have." })
    ])
    const source = pageSkeleton({ ...start, page: { ...start.page, route: "/", title: "Home" } }, context)
    assert.deepStrictEqual(
      missing(source, `hero heading="${prd.title}" description="Borrow what your neighbours have."`),
      []
    )
    assert.notInclude(source, "<Text>")
    assert.notInclude(pageSkeleton(start, context), "hero")
    const bare = ir("books", [node("bar", "toolbar", "")])
    const wordless = { ...bare, page: { ...bare.page, route: "/", title: "Home" } }
    assert.deepStrictEqual(missing(pageSkeleton(wordless, context), `description="${start.page.purpose}"`), [])
  })

  it("runs a mutation with the element's id, asks first, loads again and says what failed", () => {
    assert.deepStrictEqual(
      missing(
        skeletonOf("loans"),
        "if (await confirm(`Is ${toText(loan.note)} back?`)) returnLoan.mutate({ loanId: loan.id })",
        `invalidateQueries({ queryKey: ["listLoans"] })`,
        `toast("It is not back. " + errorMessage(error), "danger")`
      ),
      []
    )
  })

  it("leads to the thing that was just made", () => {
    assert.deepStrictEqual(
      missing(
        skeletonOf("book-new"),
        `onSuccess: (answer) => { toast("Created.") navigate(paths.bookDetail({ bookId: answer.id })) }`
      ),
      []
    )
  })

  it("has a form show what the server refuses at the field that it names", () => {
    const source = skeletonOf("book-new")
    const [, schema = ""] = /resolver: zodResolver\((\w+)\)/.exec(source) ?? []
    assert.include(source, `useFieldErrors(failure, setError, ${schema})`)
    assert.include(source, "failure={createBook.error}")
  })

  it("says by itself what was done, unless what follows says it or signs in", () => {
    const after = (operationId: string, type?: PageIr["actions"][number]["type"]) =>
      one(node("b", "button", "", { label: "Do", action: "run" }), {
        actions: [
          { id: "run", type: "mutate", target: "m", args: [] },
          ...(type === undefined ? [] : [{ id: "next", type, target: type === "toast" ? "Well." : "books", args: [] }])
        ],
        mutations: [{
          id: "m",
          operationId,
          args: [],
          confirm: "",
          invalidates: [],
          onSuccess: type === undefined ? "" : "next",
          onError: ""
        }]
      })
    assert.include(after("createBook", "navigate"), `toast("Created.")`)
    assert.include(after("updateBook"), `toast("Saved.")`)
    assert.include(after("deleteBook", "navigate"), `toast("Deleted.")`)
    assert.include(after("returnLoan"), `toast("Done.")`)
    assert.notInclude(after("createBook", "toast"), `toast("Created.")`)
    assert.notInclude(after("createBook", "signIn"), `toast("Created.")`)
    assert.notMatch(skeletonOf("login"), /toast\("(Created|Saved|Deleted|Done)/)
  })

  it("heads a page with the name of what it shows, in place of a heading below and as soon as it is known", () => {
    const source = skeletonOf("book-detail")
    assert.deepStrictEqual(missing(source, "heading={book ? book.title : undefined}"), [])
    assert.notInclude(source, "<Heading>{book.title}")
    const section = node("s", "section", "")
    const named = (pageId: string, ...nodes: ReadonlyArray<PageIr["nodes"][number]>) =>
      pageSkeleton(ir(pageId, nodes, { params: [{ name: "bookId", in: "path", type: "string" }] }), context)
    const name = (more: Partial<PageIr["nodes"][number]> = {}) =>
      node("h", "heading", "s", { text: "Book {param.bookId}", ...more })
    assert.include(named("book-detail", section, name()), "heading={`Book ${bookId}`}")
    assert.notInclude(named("book-detail", section, name()), "<Heading>")
    assert.notInclude(named("books", section, name()), "heading=")
    const first = name({ text: "All of them", props: [{ name: "level", value: "1" }] })
    assert.include(named("books", section, first), `heading="All of them"`)
    assert.notInclude(named("book-detail", node("s", "dialog", ""), name()), "heading=")
    assert.include(
      named("book-detail", section, name({ visibleWhen: "user.name" })),
      "heading={Boolean(user?.name) ? `Book ${bookId}` : undefined}"
    )
  })

  it("fills an edit form from its query, and sends what the API takes", () => {
    assert.deepStrictEqual(
      missing(
        skeletonOf("book-edit"),
        "initial={book && {",
        "isAvailable: toBoolean(book.isAvailable)",
        "acquiredOn: toDateInput(book.acquiredOn)",
        "values: initial",
        "authorIdOptions={toOptions(authors, \"id\", \"name\")}"
      ),
      []
    )
  })

  it("makes the form's schema of the IR's rules and the contract's types", () => {
    assert.deepStrictEqual(
      missing(
        skeletonOf("book-new"),
        `title: textInput(z.string("Enter the title.").max(120, "Keep the title short.").regex(new RegExp("^\\\\S", "u"), "Start with a letter."))`,
        `publicationYear: numberInput(z.number("Enter the year as a number.").int("Enter a whole number.").min(1450, "No earlier than printing.").optional())`,
        `genre: textInput(z.enum(["novel", "non_fiction", "poetry"], "Choose the genre."))`,
        `isAvailable: z.boolean()`,
        `summary: textInput(z.string("Enter the summary.").max(10000, "Enter at most 10000 characters.").optional())`,
        `lastLentAt: dateTimeInput(z.string("Fill in \\"Last lent at\\".").optional())`
      ),
      []
    )
  })

  it("takes the name, role and token that signing in answers", () => {
    assert.deepStrictEqual(
      missing(
        skeletonOf("login"),
        "signIn({ name: answer.name, role: answer.role, token: answer.token })",
        `signIn({ name: "Librarian", role: "librarian" })`
      ),
      []
    )
  })

  it("draws values as what they are", () => {
    assert.deepStrictEqual(
      missing(
        skeletonOf("book-detail"),
        `<Reference entity="Author" id={book.authorId} />`,
        `<StatusBadge value={book.genre} />`,
        `{formatMoney(book.price)}`,
        `{formatDate(book.acquiredOn)}`,
        `{formatDateTime(book.lastLentAt)}`,
        `{formatBoolean(book.isAvailable)}`,
        `<ExternalLink href={book.publisherUrl} />`,
        `<EmailLink address={book.contactEmail} />`,
        `{formatText(book.publicationYear)}`
      ),
      []
    )
  })

  it("shows a node under its condition", () => {
    const when = (visibleWhen: string) =>
      one(node("n", "text", "", { text: "Hello", visibleWhen }), {
        state: [{ id: "on", type: "boolean", initial: "true" }, { id: "word", type: "string", initial: "" }]
      })
    assert.deepStrictEqual(missing(when("state.on"), "{on && <Text>Hello</Text>}"), [])
    assert.deepStrictEqual(missing(when("!state.on"), "{!on && <Text>Hello</Text>}"), [])
    assert.deepStrictEqual(missing(when("!state.word"), "{Boolean(word) === false && <Text>Hello</Text>}"), [])
    assert.deepStrictEqual(missing(when("state.word == yes"), `{toText(word) === "yes" && <Text>Hello</Text>}`), [])
    assert.deepStrictEqual(
      missing(when("user.role != member"), `{toText(user?.role) !== "member" && <Text>Hello</Text>}`),
      []
    )
  })

  it("turns every type of action into what it does", () => {
    const doing = (action: PageIr["actions"][number]) =>
      one(node("b", "button", "", { label: "Do", action: "a" }), {
        actions: [action],
        queries: [bookQuery],
        state: [{ id: "on", type: "boolean", initial: "false" }, { id: "count", type: "number", initial: "2" }],
        mutations: [{
          id: "remove",
          operationId: "deleteBook",
          args: [],
          confirm: "",
          invalidates: [],
          onSuccess: "",
          onError: ""
        }]
      })
    const action = (type: PageIr["actions"][number]["type"], target: string, value?: string) =>
      doing({
        id: "a",
        type,
        target,
        args: value === undefined ? [] : [{ name: "bookId", from: "literal", value }]
      })
    assert.deepStrictEqual(
      missing(
        action("navigate", "book-detail", "7"),
        `<LinkButton to={paths.bookDetail({ bookId: "7" })}>Do</LinkButton>`
      ),
      []
    )
    assert.deepStrictEqual(
      missing(action("mutate", "remove", "7"), `remove.mutate({ bookId: "7" })`, `busy={remove.isPending}`),
      []
    )
    assert.deepStrictEqual(missing(action("setState", "on", "true"), "onClick={() => setOn(true)}"), [])
    assert.deepStrictEqual(missing(action("setState", "count", "5"), "onClick={() => setCount(5)}"), [])
    assert.deepStrictEqual(missing(action("refetch", "books"), "onClick={() => void booksQuery.refetch()}"), [])
    assert.deepStrictEqual(missing(action("toast", "Done."), `onClick={() => toast("Done.")}`), [])
    assert.deepStrictEqual(
      missing(action("signIn", "member"), `onClick={() => signIn({ name: "Member", role: "member" })}`),
      []
    )
    assert.deepStrictEqual(missing(action("signOut", ""), "onClick={() => signOut()}"), [])
  })

  it("leaves out a button or link that could do nothing", () => {
    const source = one(node("b", "button", "", { label: "Dead", action: "none" }))
    assert.notInclude(source, "Dead")
    assert.notInclude(
      one(node("b", "link", "", { label: "Dead", action: "a" }), {
        actions: [{ id: "a", type: "navigate", target: "no-such-page", args: [] }]
      }),
      "Dead"
    )
  })

  it("opens a dialog that each row has for that row alone", () => {
    assert.deepStrictEqual(
      missing(skeletonOf("loans"), "open={noteOpen === loan.id}", "setNoteOpen(loan.id)", `useState("")`),
      []
    )
  })

  it("closes the dialog of a form that was sent, and empties the form", () => {
    assert.deepStrictEqual(
      missing(skeletonOf("book-detail"), "{ onSuccess: () => { done() setLending(false) } }"),
      []
    )
  })

  it("searches what is loaded when no query takes the words", () => {
    assert.deepStrictEqual(
      missing(
        pageSkeleton(
          ir(
            "books",
            [node("s", "search", "", { source: "state.q" }), node("l", "list", "", { source: "query.books" })],
            {
              queries: [bookQuery],
              state: [{ id: "q", type: "string", initial: "" }]
            }
          ),
          context
        ),
        "(booksQuery.data?.items ?? []).filter((one) => matchesSearch(one, q))"
      ),
      []
    )
  })

  it("keeps hostile text inert: it parses, and what it holds stays text", () => {
    const source = pageSkeleton(oddIr, { prd, backend: { ...backend, openapi: oddApi }, pages: oddPages })
    const file = parse(source, { sourceType: "module", plugins: ["typescript", "jsx"] })
    const calls: Array<string> = []
    const visit = (value: unknown): void => {
      if (Array.isArray(value)) return value.forEach(visit)
      if (typeof value !== "object" || value === null) return
      if ("type" in value && value.type === "CallExpression" && "callee" in value) {
        const { callee } = value
        if (typeof callee === "object" && callee !== null && "name" in callee) calls.push(String(callee.name))
      }
      for (const inner of Object.values(value)) visit(inner)
    }
    visit(file.program)
    assert.isAbove(calls.length, 0)
    assert.notInclude(calls, "alert")
  })
})
