/** The pages of the product: they use every kind of node, action, control and binding there is. */
import { type Node, nodeOf, type PageIr } from "../../src/domain/PageIr.ts"
import { page, pages } from "./appProduct.ts"

export { backend, pages, prd } from "./appProduct.ts"

/** A node of which only what matters is said. */
export const node = (id: string, kind: Node["kind"], parent: string, more: Partial<Node> = {}): Node =>
  nodeOf(id, kind, { parent, ...more })

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
      control("contactEmail", "Contact", "email"),
      control("shelfPhoto", "Photo of it", "file"),
      control("scan", "Scan", "file", { help: "Of the title page." })
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
    "shelfPhoto",
    "scan",
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
  node("days", "calendar", "", {
    source: "query.loans",
    label: "When they are due",
    text: "{item.note}, {item.status}",
    action: "open",
    props: [{ name: "start", value: "createdAt" }, { name: "end", value: "item.dueDate" }]
  }),
  node("shelf", "custom", "", {
    source: "query.loans",
    label: "The shelf",
    text: "Each loan is a spine on a shelf, as high as it is late; the arrow keys go from one to the next.",
    action: "open"
  }),
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
