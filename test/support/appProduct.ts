/** A small, complete product: what it is for, its backend and its pages. */
import { compileBackend } from "../../src/codegen/backend/index.ts"
import type { BackendDesign, Field } from "../../src/domain/Backend.ts"
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
  examples: [],
  ...more
})

const bookFields = [
  field("title", "string", { examples: ["Dune"] }),
  field("summary", "text", { required: false }),
  field("cover", "image", { required: false }),
  field("authorId", "reference", { entity: "Author" }),
  field("genre", "enum", { values: ["novel", "non_fiction", "poetry"] }),
  field("publicationYear", "integer", { required: false, examples: ["1965"] }),
  field("rating", "number", { required: false }),
  field("price", "money", { required: false, examples: ["12.50"] }),
  field("isAvailable", "boolean"),
  field("acquiredOn", "date", { required: false }),
  field("lastLentAt", "datetime", { required: false }),
  field("publisherUrl", "url", { required: false }),
  field("contactEmail", "email", { required: false }),
  field("shelfPhoto", "imageFile", { required: false }),
  field("scan", "file", { required: false, examples: ["dune-cover.pdf"] })
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
      fields: [field("name", "string", { examples: ["Frank Herbert"] })]
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

export const page = (id: string, route: string, title: string, more: Partial<Page> = {}): Page => ({
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
