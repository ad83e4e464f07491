/** Backend designs to compile: one as a good model makes it, one that decodes and is wrong in every way it can be. */
import { type BackendDesign, type Entity, type Field, FieldType, type Operation } from "../../src/domain/Backend.ts"
import type { Prd } from "../../src/domain/Prd.ts"

export const field = (name: string, type: Field["type"], more: Partial<Field> = {}): Field => ({
  name,
  type,
  description: "",
  required: false,
  values: [],
  entity: "",
  examples: [],
  ...more
})

export const operation = (
  method: Operation["method"],
  path: string,
  id: string,
  more: Partial<Operation> = {}
): Operation => ({
  id,
  method,
  path,
  summary: id,
  entity: "",
  roles: [],
  requirementIds: [],
  query: [],
  body: [],
  returns: "none",
  answer: [],
  ...more
})

export const toolPrd: Prd = {
  title: "Tool shed",
  summary: "Neighbours lend each other tools.",
  goals: [{ id: "G-1", text: "Borrow instead of buying" }],
  personas: [
    { id: "visitor", name: "Visitor", description: "Looks around.", signsIn: false },
    { id: "member", name: "Member", description: "Lends and borrows.", signsIn: true },
    { id: "warden", name: "Warden", description: "Keeps order: it's a small job.", signsIn: true }
  ],
  stories: [],
  requirements: [{
    id: "FR-1",
    title: "Borrow",
    text: "Members borrow tools.",
    basis: "stated",
    quote: "borrow tools",
    priority: "must",
    needsData: true,
    // oxlint-disable-next-line unicorn/no-thenable -- Gherkin's word
    acceptance: [{ given: "", when: "a member borrows", then: "there is a loan" }]
  }],
  entities: [{ name: "Tool", description: "A tool to lend", attributes: ["name"] }],
  look: { background: "", accent: "", tone: "" },
  nonGoals: [],
  openQuestions: [],
  notes: []
}

const required = { required: true }
const toolFields: ReadonlyArray<Field> = [
  field("name", "string", { required: true, examples: ["Cordless drill"], description: "What it is called." }),
  field("category", "enum", { required: true, values: ["garden", "workshop", "kitchen"] }),
  field("dailyPrice", "money", { required: true, examples: ["4.50"] }),
  field("photo", "image"),
  field("notes", "text"),
  field("inStock", "boolean", { required: true, examples: ["true"] }),
  field("owner", "reference", { required: true, entity: "Member" })
]

export const toolDesign: BackendDesign = {
  title: "Tool shed",
  description: "Lending of tools.",
  entities: [
    {
      name: "Tool",
      plural: "tools",
      description: "A tool that somebody's neighbour may borrow",
      titleField: "name",
      fields: [toolFields[0] ?? field("name", "string"), ...toolFields.slice(1)]
    },
    {
      name: "Member",
      plural: "members",
      description: "Someone who lends and borrows.",
      titleField: "fullName",
      fields: [
        field("fullName", "string", required),
        field("email", "email", required),
        field("password", "password", required),
        field("phone", "string"),
        field("favouriteTool", "reference", { entity: "Tool" })
      ]
    },
    {
      name: "Loan",
      plural: "loans",
      description: "",
      titleField: "status",
      fields: [
        field("tool", "reference", { required: true, entity: "Tool" }),
        field("borrower", "reference", { required: true, entity: "Member" }),
        field("startDate", "date", required),
        field("dueDate", "date", required),
        field("returnedAt", "datetime"),
        field("status", "enum", { required: true, values: ["requested", "active", "returned"] }),
        field("order", "integer")
      ]
    },
    {
      name: "Review",
      plural: "reviews",
      description: "What a borrower thought.",
      titleField: "comment",
      fields: [
        field("tool", "reference", { required: true, entity: "Tool" }),
        field("rating", "integer", { required: true, examples: ["5"] }),
        field("comment", "text", { required: true, examples: ["Sharp, and charged."] })
      ]
    }
  ],
  operations: [
    operation("get", "/tools", "listTools", {
      entity: "Tool",
      returns: "many",
      requirementIds: ["FR-1"],
      query: [
        field("q", "string"),
        field("category", "enum", { values: ["garden", "workshop", "kitchen"] }),
        field("maxDailyPrice", "money")
      ]
    }),
    operation("get", "/tools/{toolId}", "getTool", { entity: "Tool", returns: "one" }),
    operation("post", "/tools", "createTool", { entity: "Tool", returns: "one", roles: ["member"], body: toolFields }),
    operation("patch", "/tools/{toolId}", "updateTool", {
      entity: "Tool",
      returns: "one",
      roles: ["member", "warden"],
      body: [field("name", "string"), field("dailyPrice", "money"), field("notes", "text")]
    }),
    operation("delete", "/tools/{toolId}", "deleteTool", { entity: "Tool", roles: ["warden"] }),
    operation("get", "/tools/{toolId}/reviews", "listToolReviews", { entity: "Review", returns: "many" }),
    operation("post", "/tools/{toolId}/reviews", "reviewTool", {
      entity: "Review",
      returns: "one",
      roles: ["member"],
      body: [field("rating", "integer", required), field("comment", "text", required)]
    }),
    operation("post", "/tools/{toolId}/loans", "borrowTool", {
      entity: "Loan",
      returns: "one",
      roles: ["member"],
      requirementIds: ["FR-1", "FR-1"],
      body: [field("startDate", "date", required), field("dueDate", "date", required)]
    }),
    operation("get", "/loans", "listLoans", {
      entity: "Loan",
      returns: "many",
      roles: ["member", "warden"],
      query: [field("status", "enum", { values: ["requested", "active", "returned"] })]
    }),
    operation("post", "/loans/{loanId}/return", "returnLoan", {
      entity: "Loan",
      returns: "one",
      roles: ["visitor", "member"]
    }),
    operation("get", "/members", "listMembers", { entity: "Member", returns: "many", roles: ["warden"] }),
    operation("post", "/members", "register", {
      entity: "Member",
      returns: "one",
      body: [
        field("fullName", "string", required),
        field("email", "email", required),
        field("password", "password", required)
      ]
    }),
    operation("post", "/sessions", "signIn", {
      entity: "Member",
      returns: "object",
      roles: ["visitor"],
      body: [field("email", "email", required), field("password", "password", required)],
      answer: [
        field("token", "string", required),
        field("name", "string", required),
        field("role", "enum", { required: true, values: ["member", "warden"] })
      ]
    }),
    operation("get", "/statistics", "getStatistics", {
      returns: "object",
      answer: [
        field("totalTools", "integer", required),
        field("activeLoans", "integer", required),
        field("averageRating", "number", required),
        field("totalDailyPrice", "money", required)
      ]
    })
  ],
  notes: ["Written by hand for a test.\nOn two lines; drop table tools; --"]
}

const ofType = (type: Field["type"], end: string, isRequired: boolean): Field =>
  field(`${type}${end}`, type, {
    required: isRequired,
    values: type === "enum" ? ["one", "two"] : [],
    entity: type === "reference" ? "Kind" : ""
  })

const everyType = FieldType.literals.map((type) => ofType(type, "Field", true))

/** An entity with a field of each type, required and not, and one with its title alone. */
export const allTypesDesign: BackendDesign = {
  title: "Types",
  description: "",
  entities: [
    {
      name: "Sample",
      plural: "samples",
      description: "",
      titleField: "stringField",
      fields: [
        everyType[0] ?? field("stringField", "string"),
        ...everyType.slice(1),
        ...FieldType.literals.filter((type) => type !== "password").map((type) => ofType(type, "Maybe", false))
      ]
    },
    { name: "Kind", plural: "kinds", description: "", titleField: "label", fields: [field("label", "string")] }
  ],
  operations: [
    operation("get", "/samples", "listSamples", { entity: "Sample", returns: "many", query: everyType.slice(0, 13) })
  ],
  notes: []
}

/** What PostgreSQL minds: key words, tables in circles, names that are one after 63 bytes, labels in any script. */
export const edgeDesign: BackendDesign = {
  title: "Kanten 🎉",
  description: "",
  entities: [
    {
      name: "Table",
      plural: "table",
      description: "テーブル — جدول 🎉",
      titleField: "select",
      fields: [
        field("select", "string", { required: true, examples: ["日本語 🎉"] }),
        field("where", "enum", {
          required: true,
          values: ["größe", "日本", "it's", "ready\\"],
          description: "-- 🎉 */"
        }),
        field("parent", "reference", { entity: "Table" }),
        field("group", "reference", { required: true, entity: "Group" }),
        field(`${"long".repeat(16)}A`, "integer"),
        field(`${"long".repeat(16)}B`, "date")
      ]
    },
    {
      name: "Group",
      plural: "group",
      description: "",
      titleField: "user",
      fields: [field("user", "reference", { required: true, entity: "User" })]
    },
    {
      name: "User",
      plural: "user",
      description: "",
      titleField: "email",
      fields: [field("email", "email", required), field("order", "reference", { required: true, entity: "Table" })]
    },
    {
      name: "Vote",
      plural: "votes",
      description: "",
      titleField: "table",
      fields: [
        field("table", "reference", { required: true, entity: "Table" }),
        field("user", "reference", { required: true, entity: "User" })
      ]
    },
    {
      name: "Page",
      plural: "pages",
      description: "",
      titleField: "slug",
      fields: [field("slug", "string", required), field("body", "text", required)]
    },
    ...["A", "B"].map((end): Entity => ({
      name: `${"Long".repeat(16)}${end}`,
      plural: `${"long".repeat(16)}${end}`,
      description: "",
      titleField: "only",
      fields: [field("only", "boolean")]
    }))
  ],
  operations: [
    operation("get", "/pages", "listPages", {
      entity: "Page",
      returns: "many",
      query: [field("body", "text"), field("q", "string")]
    }),
    operation("post", "/pages", "createPage", {
      entity: "Page",
      returns: "one",
      body: [field("slug", "string", required), field("body", "text", required)]
    }),
    operation("post", "/votes", "castVote", {
      entity: "Vote",
      returns: "one",
      roles: ["member"],
      body: [field("table", "reference", { required: true, entity: "Table" })]
    }),
    operation("get", "/table", "listTable", { entity: "Table", returns: "many" })
  ],
  notes: ["註 🎉"]
}

/** Every name here is taken, reserved, dangling or hostile. */
export const awkwardDesign: BackendDesign = {
  title: "It's `awkward` */ \"quoted\": #1",
  description: "Line one\n# line two: {}\n'; drop table x; --",
  entities: [
    {
      name: "Order",
      plural: "user",
      description: "O'Reilly's\nsecond line",
      titleField: "nothing",
      fields: [
        field("id", "integer"),
        field("order", "string", required),
        field("select", "enum", {
          required: true,
          values: ["it's", "a\"b", "it's", "${x}`", ""].filter((value) => value !== "")
        }),
        field("userID", "string"),
        field("userId", "integer"),
        field("order", "boolean"),
        field("createdAt", "string"),
        field("ghost", "reference", { entity: "Ghost", required: true }),
        field("peer", "reference", { entity: "Order" }),
        field("next", "reference", { entity: "ProblemDetails", required: true }),
        field("empty", "enum"),
        field("constructor", "string"),
        field("description", "string", { description: "*/ --\n\u2028 ` ${boom}", examples: ["\\u0000 `${1}`"] }),
        field("x".repeat(90), "date"),
        field(`${"x".repeat(90)}y`, "date")
      ]
    },
    { name: "Order", plural: "orders", description: "", titleField: "", fields: [field("lost", "string")] },
    {
      name: "ProblemDetails",
      plural: "user",
      description: "",
      titleField: "secret",
      fields: [field("secret", "password"), field("back", "reference", { entity: "Order", required: true })]
    },
    { name: "OrderInput", plural: "roles", description: "", titleField: "a", fields: [field("a", "string")] }
  ],
  operations: [
    operation("get", "/user/{id}", "getOrder", { entity: "Order", returns: "one" }),
    operation("put", "/user/{orderId}", "putOrder", {
      entity: "Order",
      returns: "one",
      body: [field("order", "string")]
    }),
    operation("get", "/user/{other}", "getOrderAgain", { entity: "Order", returns: "one" }),
    operation("get", "/a/{x}/b/{x}", "twice", { entity: "Nobody", returns: "many", body: [field("x", "reference")] }),
    operation("post", "/a", "getOrder", { entity: "Order", returns: "one", body: [field("order", "string")] }),
    operation("post", "/b", "makeOrder", { entity: "Order", returns: "one", body: [field("order", "string")] }),
    operation("post", "/{only}", "only", { returns: "object" }),
    operation("delete", "/c", "constructor", { body: [field("why", "string")], roles: ["nobody"] }),
    operation("get", "/d", "d", { returns: "object", answer: [field("secret", "password"), field("e", "enum")] })
  ],
  notes: []
}
