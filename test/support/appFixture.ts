/** A small, complete product: its pages use every kind of node, action, control and binding there is. */
import { compileBackend } from "../../src/codegen/backend/index.ts"
import type { BackendDesign, Field } from "../../src/domain/Backend.ts"
import type { Node, PageIr } from "../../src/domain/PageIr.ts"
import type { Page, Pages } from "../../src/domain/Pages.ts"
import type { Prd } from "../../src/domain/Prd.ts"

export const prd: Prd = {
  title: "Village Library",
  summary: "Members find and borrow books; the librarian keeps the catalogue and the loans.",
  goals: [{ id: "G-1", text: "Every book is found and lent." }],
  personas: [
    { id: "visitor", name: "Visitor", description: "Looks around.", signsIn: false },
    { id: "member", name: "Member", description: "Borrows books.", signsIn: true },
    { id: "librarian", name: "Librarian", description: "Keeps the catalogue.", signsIn: true }
  ],
  stories: [],
  requirements: [{
    id: "FR-1",
    title: "Find books",
    text: "Anyone can find a book. Fines are in €.",
    basis: "stated",
    quote: "find a book",
    priority: "must",
    needsData: true,
    // oxlint-disable-next-line unicorn/no-thenable -- a criterion's third part is called so
    acceptance: [{ given: "books", when: "one searches", then: "they are listed" }]
  }],
  entities: [{ name: "Book", description: "A book.", attributes: ["title"] }],
  look: { background: "mint cream", accent: "teal", tone: "calm" },
  nonGoals: [],
  openQuestions: [],
  notes: ["Written by rules, not by a language model."]
}

const field = (name: string, type: Field["type"], more: Partial<Field> = {}): Field => ({
  name,
  type,
  description: "",
  required: true,
  values: [],
  entity: "",
  example: "",
  ...more
})

const bookFields = [
  field("title", "string", { example: "Dune" }),
  field("summary", "text", { required: false }),
  field("cover", "image", { required: false }),
  field("authorId", "reference", { entity: "Author" }),
  field("genre", "enum", { values: ["novel", "non_fiction", "poetry"] }),
  field("publicationYear", "integer", { required: false, example: "1965" }),
  field("rating", "number", { required: false }),
  field("price", "money", { required: false, example: "12.50" }),
  field("isAvailable", "boolean"),
  field("acquiredOn", "date", { required: false }),
  field("lastLentAt", "datetime", { required: false }),
  field("publisherUrl", "url", { required: false }),
  field("contactEmail", "email", { required: false })
] as const

const design: BackendDesign = {
  title: "Village Library API",
  description: "",
  entities: [
    {
      name: "Author",
      plural: "authors",
      description: "Writes.",
      titleField: "name",
      fields: [field("name", "string", { example: "Frank Herbert" })]
    },
    { name: "Book", plural: "books", description: "A book.", titleField: "title", fields: bookFields },
    {
      name: "Loan",
      plural: "loans",
      description: "A book lent.",
      titleField: "note",
      fields: [
        field("bookId", "reference", { entity: "Book" }),
        field("note", "string", { required: false }),
        field("dueDate", "date"),
        field("status", "enum", { values: ["active", "returned", "overdue"] })
      ]
    }
  ],
  operations: [
    {
      id: "listBooks",
      method: "get",
      path: "/books",
      summary: "List books",
      entity: "Book",
      roles: [],
      requirementIds: ["FR-1"],
      query: [
        field("q", "string", { required: false }),
        field("genre", "enum", { required: false, values: ["novel", "non_fiction", "poetry"] }),
        field("isAvailable", "boolean", { required: false }),
        field("limit", "integer", { required: false })
      ],
      body: [],
      returns: "many",
      answer: []
    },
    {
      id: "getBook",
      method: "get",
      path: "/books/{bookId}",
      summary: "Read a book",
      entity: "Book",
      roles: [],
      requirementIds: ["FR-1"],
      query: [],
      body: [],
      returns: "one",
      answer: []
    },
    {
      id: "createBook",
      method: "post",
      path: "/books",
      summary: "Add a book */",
      entity: "Book",
      roles: ["librarian"],
      requirementIds: ["FR-1"],
      query: [],
      body: [...bookFields],
      returns: "one",
      answer: []
    },
    {
      id: "updateBook",
      method: "put",
      path: "/books/{bookId}",
      summary: "Change a book",
      entity: "Book",
      roles: ["librarian"],
      requirementIds: ["FR-1"],
      query: [],
      body: [...bookFields],
      returns: "one",
      answer: []
    },
    {
      id: "deleteBook",
      method: "delete",
      path: "/books/{bookId}",
      summary: "Remove a book",
      entity: "Book",
      roles: ["librarian"],
      requirementIds: ["FR-1"],
      query: [],
      body: [],
      returns: "none",
      answer: []
    },
    {
      id: "listAuthors",
      method: "get",
      path: "/authors",
      summary: "List authors",
      entity: "Author",
      roles: [],
      requirementIds: [],
      query: [],
      body: [],
      returns: "many",
      answer: []
    },
    {
      id: "listLoans",
      method: "get",
      path: "/loans",
      summary: "List loans",
      entity: "Loan",
      roles: ["member", "librarian"],
      requirementIds: [],
      query: [field("status", "enum", { required: false, values: ["active", "returned", "overdue"] })],
      body: [],
      returns: "many",
      answer: []
    },
    {
      id: "lendBook",
      method: "post",
      path: "/books/{bookId}/loans",
      summary: "Borrow a book",
      entity: "Loan",
      roles: ["member", "librarian"],
      requirementIds: [],
      query: [],
      body: [field("dueDate", "date"), field("note", "string", { required: false })],
      returns: "one",
      answer: []
    },
    {
      id: "returnLoan",
      method: "post",
      path: "/loans/{loanId}/return",
      summary: "Return a book",
      entity: "Loan",
      roles: ["member", "librarian"],
      requirementIds: [],
      query: [],
      body: [],
      returns: "one",
      answer: []
    },
    {
      id: "getStatistics",
      method: "get",
      path: "/statistics",
      summary: "Count",
      entity: "",
      roles: ["librarian"],
      requirementIds: [],
      query: [],
      body: [],
      returns: "object",
      answer: [field("bookCount", "integer"), field("fines", "money", { required: false })]
    },
    {
      id: "signIn",
      method: "post",
      path: "/sign-in",
      summary: "Sign in",
      entity: "",
      roles: [],
      requirementIds: [],
      query: [],
      body: [field("email", "email"), field("password", "password")],
      returns: "object",
      answer: [field("name", "string"), field("role", "string"), field("token", "string")]
    }
  ],
  notes: []
}

export const backend = compileBackend(design, prd)

const page = (id: string, route: string, title: string, more: Partial<Page> = {}): Page => ({
  id,
  route,
  title,
  purpose: `${title}.`,
  access: "public",
  roles: [],
  inNavigation: !route.includes(":"),
  requirementIds: ["FR-1"],
  operationIds: [],
  links: [],
  ...more
})

export const pages: Pages = {
  pages: [
    page("dashboard", "/", "Overview", { purpose: "How the library is doing." }),
    page("books", "/books", "Books", { purpose: "Find a book by its title, or browse by genre." }),
    page("book-detail", "/books/:bookId", "Book"),
    page("book-edit", "/books/:bookId/edit", "Edit book", { access: "role", roles: ["librarian"] }),
    page("book-new", "/books/new", "Add a book", { access: "role", roles: ["librarian"] }),
    page("loans", "/loans", "Loans", { access: "user" }),
    page("login", "/login", "Welcome back", { inNavigation: false })
  ],
  notes: []
}

/** A node of which only what matters is said. */
export const node = (id: string, kind: Node["kind"], parent: string, more: Partial<Node> = {}): Node => ({
  id,
  kind,
  parent,
  text: "",
  source: "",
  label: "",
  visibleWhen: "",
  action: "",
  props: [],
  ...more
})

const states = (prefix: string, parent: string, words: string): ReadonlyArray<Node> => [
  node(`${prefix}Loading`, "loading", parent, { text: `Loading ${words}` }),
  node(`${prefix}Empty`, "empty", parent, { text: `There are no ${words}.` }),
  node(`${prefix}Error`, "error", parent, { text: `The ${words} could not be loaded.` })
]

const stateIds = (prefix: string) => ({
  loadingNode: `${prefix}Loading`,
  emptyNode: `${prefix}Empty`,
  errorNode: `${prefix}Error`
})

/** The IR of one of the pages, its parts as given. */
export const ir = (
  pageId: string,
  nodes: ReadonlyArray<Node>,
  more: Partial<PageIr> & { readonly layout?: PageIr["page"]["layout"] } = {}
): PageIr => {
  const found = pages.pages.find((one) => one.id === pageId) ?? page(pageId, "/x", pageId)
  const [first = node("blank", "text", ""), ...rest] = nodes
  const { layout = "stack", ...parts } = more
  return {
    page: {
      id: found.id,
      route: found.route,
      title: found.title,
      purpose: found.purpose,
      layout,
      access: found.access,
      roles: found.roles,
      requirementIds: found.requirementIds
    },
    params: [],
    queries: [],
    mutations: [],
    state: [],
    nodes: [first, ...rest],
    forms: [],
    actions: [],
    acceptance: [],
    notes: [],
    ...parts
  }
}

const bookForm = (formNode: string, mutation: string, submitLabel: string): PageIr["forms"][number] => {
  const control = (
    bodyPath: string,
    label: string,
    kind: PageIr["forms"][number]["fields"][number]["control"],
    more = {}
  ) => ({
    bodyPath,
    label,
    control: kind,
    required: false,
    optionsFrom: "",
    help: "",
    rules: [],
    ...more
  })
  return {
    node: formNode,
    mutation,
    submitLabel,
    fields: [
      control("title", "Title", "text", {
        required: true,
        rules: [{ rule: "maxLength", value: "120", message: "Keep the title short." }, {
          rule: "pattern",
          value: "^\\S",
          message: "Start with a letter."
        }]
      }),
      control("summary", "Summary", "textarea", { help: "What it is about." }),
      control("authorId", "Author", "select", { required: true, optionsFrom: "query.authors:id:name" }),
      control("genre", "Genre", "select", {
        required: true,
        optionsFrom: "novel=Novel|non_fiction=Non-fiction|poetry=Poetry"
      }),
      control("publicationYear", "Year", "number", {
        rules: [{ rule: "min", value: "1450", message: "No earlier than printing." }]
      }),
      control("price", "Price", "number", { rules: [{ rule: "min", value: "0", message: "Not below nothing." }] }),
      control("isAvailable", "Can be borrowed", "checkbox"),
      control("acquiredOn", "Acquired on", "date", {
        rules: [{ rule: "max", value: "today", message: "Not in the future." }]
      }),
      control("lastLentAt", "Last lent at", "datetime"),
      control("publisherUrl", "Publisher", "url"),
      control("contactEmail", "Contact", "email")
    ]
  }
}

const authors: PageIr["queries"][number] = {
  id: "authors",
  operationId: "listAuthors",
  args: [],
  itemsPath: "items",
  ...stateIds("authors")
}

const dashboard = ir("dashboard", [
  node("stats", "row", ""),
  node("bookCount", "stat", "", {
    source: "query.books.total",
    label: "Books",
    props: [{ name: "format", value: "number" }]
  }),
  node("loanCount", "stat", "", { source: "query.loans", label: "Loans" }),
  node("fines", "stat", "", {
    source: "query.statistics.fines",
    label: "Fines",
    visibleWhen: "user.role == librarian"
  }),
  node("chart", "chart", "", {
    source: "query.books",
    label: "Books by genre",
    props: [{ name: "x", value: "genre" }]
  }),
  node("prices", "chart", "", {
    source: "query.books",
    label: "Price of books",
    props: [{ name: "x", value: "item.title" }, { name: "y", value: "item.price" }]
  }),
  node("hello", "card", "", { label: "Welcome" }),
  node("helloText", "text", "hello", { text: "You are signed in as {user.name}.", visibleWhen: "user.name" }),
  node("helloVisitor", "text", "hello", {
    text: "Sign in to borrow </script>{alert(1)} */ `books` ${1}.",
    visibleWhen: "!user.name"
  }),
  node("helloOut", "button", "hello", { label: "Sign out", action: "leave", visibleWhen: "user.name" }),
  node("helloIn", "link", "hello", { label: "Sign in", action: "toLogin", visibleWhen: "!user.name" }),
  ...states("books", "", "books"),
  ...states("loans", "", "loans"),
  ...states("statistics", "", "figures")
], {
  layout: "dashboard",
  queries: [
    { id: "books", operationId: "listBooks", args: [], itemsPath: "items", ...stateIds("books") },
    { id: "loans", operationId: "listLoans", args: [], itemsPath: "items", ...stateIds("loans") },
    { id: "statistics", operationId: "getStatistics", args: [], itemsPath: "", ...stateIds("statistics") }
  ],
  actions: [
    { id: "leave", type: "signOut", target: "", args: [] },
    { id: "toLogin", type: "navigate", target: "login", args: [] }
  ]
})

const books = ir("books", [
  node("bar", "toolbar", ""),
  node("search", "search", "bar", { source: "state.search", label: "Search", text: "Title or author" }),
  node("genre", "filter", "bar", {
    source: "state.genre",
    label: "Genre",
    props: [{ name: "options", value: "=All genres|novel=Novel|non_fiction=Non-fiction|poetry=Poetry" }]
  }),
  node("author", "filter", "bar", {
    source: "state.author",
    label: "Author",
    props: [{ name: "options", value: "query.authors" }, { name: "optionValue", value: "id" }, {
      name: "optionLabel",
      value: "name"
    }]
  }),
  node("available", "filter", "bar", {
    source: "state.onlyAvailable",
    label: "Availability",
    props: [{ name: "options", value: "true=On the shelf" }]
  }),
  node("reload", "button", "bar", { label: "Reload", action: "reload" }),
  node("add", "button", "bar", { label: "Add a book", action: "add", props: [{ name: "tone", value: "primary" }] }),
  node("found", "text", "", { text: "{query.books.total} books found, in {state.genre}" }),
  node("grid", "grid", "", {
    source: "query.books",
    label: "Books",
    action: "open",
    props: [{ name: "columns", value: "3" }]
  }),
  node("card", "card", "grid"),
  node("cover", "image", "card", { source: "item.cover", label: "Cover of {item.title}" }),
  node("title", "heading", "card", { text: "{item.title}", props: [{ name: "level", value: "3" }] }),
  node("badge", "badge", "card", { source: "item.genre" }),
  node("due", "text", "card", { text: "Acquired {item.acquiredOn}, {item.price}" }),
  node("byline", "field", "card", { source: "item.authorId", label: "Author" }),
  node("free", "badge", "card", {
    text: "On the shelf",
    visibleWhen: "item.isAvailable",
    props: [{ name: "tone", value: "success" }]
  }),
  ...states("books", "", "books"),
  node("emptyAdd", "button", "booksEmpty", { label: "Add the first one", action: "add" }),
  ...states("authors", "", "authors")
], {
  state: [
    { id: "search", type: "string", initial: "" },
    { id: "genre", type: "string", initial: "" },
    { id: "author", type: "string", initial: "" },
    { id: "onlyAvailable", type: "boolean", initial: "false" }
  ],
  queries: [
    {
      id: "books",
      operationId: "listBooks",
      args: [
        { name: "q", from: "state", value: "search" },
        { name: "genre", from: "state", value: "genre" },
        { name: "isAvailable", from: "state", value: "onlyAvailable" },
        { name: "limit", from: "literal", value: "50" }
      ],
      itemsPath: "items",
      ...stateIds("books")
    },
    authors
  ],
  actions: [
    {
      id: "open",
      type: "navigate",
      target: "book-detail",
      args: [{ name: "bookId", from: "item", value: "id" }, { name: "from", from: "literal", value: "books" }]
    },
    { id: "add", type: "navigate", target: "book-new", args: [] },
    { id: "reload", type: "refetch", target: "books", args: [] }
  ]
})

const bookDetail = ir("book-detail", [
  node("detail", "detail", "", { source: "query.book", label: "About this book" }),
  node("pic", "image", "detail", { source: "query.book.cover", label: "Cover" }),
  node("name", "heading", "detail", { text: "{query.book.title}", props: [{ name: "level", value: "1" }] }),
  ...[
    "title",
    "authorId",
    "genre",
    "publicationYear",
    "rating",
    "price",
    "isAvailable",
    "acquiredOn",
    "lastLentAt",
    "publisherUrl",
    "contactEmail",
    "createdAt"
  ].map((name) => node(`f-${name}`, "field", "detail", { source: `query.book.${name}` })),
  node("summary", "text", "detail", { text: "{item.summary}", visibleWhen: "query.book.summary" }),
  node("edit", "button", "detail", { label: "Edit", action: "edit" }),
  node("lend", "button", "detail", {
    label: "Borrow",
    action: "openLend",
    props: [{ name: "tone", value: "primary" }],
    visibleWhen: "query.book.isAvailable"
  }),
  node("remove", "button", "detail", {
    label: "Delete",
    action: "remove",
    props: [{ name: "tone", value: "danger" }],
    visibleWhen: "user.role == librarian"
  }),
  node("lendDialog", "dialog", "", { source: "state.lending", label: "Borrow this book" }),
  node("lendForm", "form", "lendDialog"),
  node("cancel", "button", "lendForm", { label: "Cancel", action: "closeLend" }),
  node("side", "section", "", { label: "More by this library" }),
  node("others", "list", "side", { source: "query.others", label: "Other books", action: "openOther" }),
  node("otherTitle", "text", "others", { text: "{item.title}" }),
  ...states("book", "", "book"),
  ...states("others", "side", "other books")
], {
  layout: "two-column",
  params: [{ name: "bookId", in: "path", type: "string" }, { name: "from", in: "query", type: "string" }],
  state: [{ id: "lending", type: "boolean", initial: "false" }],
  queries: [
    {
      id: "others",
      operationId: "listBooks",
      args: [{ name: "genre", from: "query", value: "book.genre" }],
      itemsPath: "items",
      ...stateIds("others")
    },
    {
      id: "book",
      operationId: "getBook",
      args: [{ name: "bookId", from: "param", value: "bookId" }],
      itemsPath: "",
      ...stateIds("book")
    }
  ],
  mutations: [
    {
      id: "lendBook",
      operationId: "lendBook",
      args: [{ name: "bookId", from: "param", value: "bookId" }],
      confirm: "",
      invalidates: ["book"],
      onSuccess: "lent",
      onError: "It was not lent."
    },
    {
      id: "deleteBook",
      operationId: "deleteBook",
      args: [{ name: "bookId", from: "param", value: "bookId" }],
      confirm: "Delete {query.book.title}?",
      invalidates: [],
      onSuccess: "toBooks",
      onError: ""
    }
  ],
  forms: [{
    node: "lendForm",
    mutation: "lendBook",
    submitLabel: "Borrow",
    fields: [
      {
        bodyPath: "dueDate",
        label: "Back by",
        control: "date",
        required: true,
        optionsFrom: "",
        help: "",
        rules: [{ rule: "min", value: "2020-01-01", message: "Later." }]
      },
      {
        bodyPath: "note",
        label: "Note",
        control: "text",
        required: false,
        optionsFrom: "",
        help: "",
        rules: [{ rule: "minLength", value: "3", message: "Say a little more." }]
      }
    ]
  }],
  actions: [
    { id: "edit", type: "navigate", target: "book-edit", args: [] },
    { id: "openLend", type: "setState", target: "lending", args: [{ name: "value", from: "literal", value: "true" }] },
    {
      id: "closeLend",
      type: "setState",
      target: "lending",
      args: [{ name: "value", from: "literal", value: "false" }]
    },
    { id: "lent", type: "toast", target: "Yours until {form.dueDate}.", args: [] },
    { id: "remove", type: "mutate", target: "deleteBook", args: [] },
    { id: "toBooks", type: "navigate", target: "books", args: [] },
    { id: "openOther", type: "navigate", target: "book-detail", args: [{ name: "bookId", from: "item", value: "id" }] }
  ]
})

const bookEdit = ir("book-edit", [
  node("form", "form", "", { source: "query.book", label: "Book" }),
  node("back", "link", "form", { label: "Back to the book", action: "back" }),
  ...states("book", "", "book"),
  ...states("authors", "", "authors")
], {
  layout: "centered",
  params: [{ name: "bookId", in: "path", type: "string" }],
  queries: [
    {
      id: "book",
      operationId: "getBook",
      args: [{ name: "bookId", from: "param", value: "bookId" }],
      itemsPath: "",
      ...stateIds("book")
    },
    authors
  ],
  mutations: [{
    id: "updateBook",
    operationId: "updateBook",
    args: [{ name: "bookId", from: "param", value: "bookId" }],
    confirm: "",
    invalidates: ["book"],
    onSuccess: "back",
    onError: ""
  }],
  forms: [bookForm("form", "updateBook", "Save")],
  actions: [{
    id: "back",
    type: "navigate",
    target: "book-detail",
    args: [{ name: "bookId", from: "param", value: "bookId" }]
  }]
})

const bookNew = ir("book-new", [
  node("form", "form", "", { label: "New book" }),
  ...states("authors", "", "authors")
], {
  layout: "centered",
  queries: [authors],
  mutations: [{
    id: "createBook",
    operationId: "createBook",
    args: [],
    confirm: "",
    invalidates: [],
    onSuccess: "open",
    onError: ""
  }],
  forms: [bookForm("form", "createBook", "Add")],
  actions: [{
    id: "open",
    type: "navigate",
    target: "book-detail",
    args: [{ name: "bookId", from: "item", value: "id" }]
  }]
})

const loans = ir("loans", [
  node("status", "filter", "", { source: "state.status", label: "Status" }),
  node("table", "table", "", { source: "query.loans", label: "Loans", action: "open" }),
  node("c1", "column", "table", { source: "item.bookId", label: "Book" }),
  node("c2", "column", "table", { source: "item.dueDate", label: "Due", props: [{ name: "format", value: "date" }] }),
  node("c3", "column", "table", { source: "item.status", label: "Status" }),
  node("c4", "column", "table", { source: "item.note" }),
  node("giveBack", "button", "table", { label: "Return", action: "giveBack", visibleWhen: "item.status != returned" }),
  node("more", "button", "table", { label: "Note", action: "openNote" }),
  node("noteDialog", "dialog", "table", { source: "state.noteOpen", label: "Note" }),
  node("noteText", "text", "noteDialog", { text: "{item.note}" }),
  ...states("loans", "", "loans")
], {
  state: [{ id: "status", type: "string", initial: "active" }, { id: "noteOpen", type: "boolean", initial: "false" }],
  queries: [{
    id: "loans",
    operationId: "listLoans",
    args: [{ name: "status", from: "state", value: "status" }],
    itemsPath: "items",
    ...stateIds("loans")
  }],
  mutations: [{
    id: "returnLoan",
    operationId: "returnLoan",
    args: [{ name: "loanId", from: "item", value: "id" }],
    confirm: "Is {item.note} back?",
    invalidates: ["loans"],
    onSuccess: "",
    onError: "It is not back."
  }],
  actions: [
    { id: "open", type: "navigate", target: "book-detail", args: [{ name: "bookId", from: "item", value: "bookId" }] },
    { id: "giveBack", type: "mutate", target: "returnLoan", args: [] },
    { id: "openNote", type: "setState", target: "noteOpen", args: [{ name: "value", from: "literal", value: "true" }] }
  ]
})

const login = ir("login", [
  node("form", "form", "", { label: "Sign in" }),
  node("asLibrarian", "button", "", { label: "Continue as the librarian", action: "beLibrarian" })
], {
  layout: "centered",
  mutations: [{
    id: "enter",
    operationId: "signIn",
    args: [],
    confirm: "",
    invalidates: [],
    onSuccess: "in",
    onError: "That did not work."
  }],
  forms: [{
    node: "form",
    mutation: "enter",
    submitLabel: "Sign in",
    fields: [
      {
        bodyPath: "email",
        label: "E-mail",
        control: "email",
        required: true,
        optionsFrom: "",
        help: "",
        rules: [{ rule: "email", value: "", message: "An address, please." }]
      },
      {
        bodyPath: "password",
        label: "Password",
        control: "password",
        required: true,
        optionsFrom: "",
        help: "",
        rules: []
      }
    ]
  }],
  actions: [
    { id: "in", type: "signIn", target: "member", args: [] },
    { id: "beLibrarian", type: "signIn", target: "librarian", args: [] }
  ]
})

/** The IR of every page. */
export const irs: ReadonlyArray<PageIr> = [dashboard, books, bookDetail, bookEdit, bookNew, loans, login]
