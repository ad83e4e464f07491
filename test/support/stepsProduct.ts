/** A small product, complete and linked: what a good model would have answered at each step. */
// oxlint-disable no-thenable -- "then" is the third word of an acceptance criterion
import { compileBackend } from "../../src/codegen/backend/index.ts"
import type { BackendDesign, Field } from "../../src/domain/Backend.ts"
import type { Brief } from "../../src/domain/Brief.ts"
import { nodeOf, type PageIr } from "../../src/domain/PageIr.ts"
import type { Page, Pages } from "../../src/domain/Pages.ts"
import type { Prd } from "../../src/domain/Prd.ts"

export const brief: Brief = {
  title: "Tool shed",
  text: [
    "# Tool shed",
    "",
    "Neighbours lend each other tools. Anyone can **browse the tools** and see who owns one.",
    "Members add a tool with its name and condition.",
    "The background is honeydew, the accent teal."
  ].join("\n"),
  sources: [{ name: "shed.md", bytes: 200 }]
}

export const prd: Prd = {
  title: "Tool shed",
  summary: "Neighbours lend each other tools.",
  goals: [{ id: "G-1", text: "Tools are shared instead of bought." }],
  personas: [
    { id: "visitor", name: "Visitor", description: "Looks around.", signsIn: false },
    { id: "member", name: "Member", description: "Owns tools.", signsIn: true }
  ],
  stories: [
    {
      id: "US-1",
      personaId: "visitor",
      want: "browse tools",
      soThat: "I find one",
      priority: "must",
      requirementIds: ["FR-1"]
    }
  ],
  requirements: [
    {
      id: "FR-1",
      title: "Browse tools",
      text: "Everyone sees all tools and the owner of each.",
      basis: "stated",
      quote: "browse the tools and see who owns one",
      priority: "must",
      needsData: true,
      acceptance: [{ given: "two tools", when: "a visitor opens the start page", then: "both are listed" }]
    },
    {
      id: "FR-2",
      title: "Add a tool",
      text: "A member adds a tool.",
      basis: "assumed",
      quote: "",
      priority: "should",
      needsData: true,
      acceptance: [{ given: "", when: "a member saves the form", then: "the tool is listed" }]
    }
  ],
  entities: [{ name: "Tool", description: "Something to lend.", attributes: ["name", "condition"] }],
  look: { background: "honeydew", accent: "teal", tone: "" },
  nonGoals: [],
  openQuestions: [],
  notes: []
}

export const field = (name: string, more: Partial<Field> = {}): Field => ({
  name,
  type: "string",
  description: "",
  required: true,
  values: [],
  entity: "",
  examples: [],
  ...more
})

const condition = field("condition", { type: "enum", values: ["new", "used"] })

export const design: BackendDesign = {
  title: "Tool shed",
  description: "",
  entities: [
    {
      name: "Tool",
      plural: "tools",
      description: "Something to lend.",
      titleField: "name",
      fields: [field("name"), condition]
    }
  ],
  operations: [
    {
      id: "listTools",
      method: "get",
      path: "/tools",
      summary: "All tools",
      entity: "Tool",
      roles: [],
      requirementIds: ["FR-1"],
      query: [field("search", { required: false })],
      body: [],
      returns: "many",
      answer: []
    },
    {
      id: "getTool",
      method: "get",
      path: "/tools/{toolId}",
      summary: "One tool",
      entity: "Tool",
      roles: [],
      requirementIds: ["FR-1"],
      query: [],
      body: [],
      returns: "one",
      answer: []
    },
    {
      id: "addTool",
      method: "post",
      path: "/tools",
      summary: "Add a tool",
      entity: "Tool",
      roles: ["member"],
      requirementIds: ["FR-2"],
      query: [],
      body: [field("name"), condition],
      returns: "one",
      answer: []
    }
  ],
  notes: []
}

export const backend = compileBackend(design, prd)
export const openapi = backend.openapi

export const homePage: Page = {
  id: "tools",
  route: "/",
  title: "Tools",
  purpose: "Find a tool, or add one.",
  access: "public",
  roles: [],
  inNavigation: true,
  requirementIds: ["FR-1", "FR-2"],
  operationIds: ["listTools", "addTool"],
  links: ["tool"]
}

export const detailPage: Page = {
  id: "tool",
  route: "/tools/:toolId",
  title: "Tool",
  purpose: "See one tool.",
  access: "public",
  roles: [],
  inNavigation: false,
  requirementIds: ["FR-1"],
  operationIds: ["getTool"],
  links: ["tools"]
}

export const pages: Pages = { pages: [homePage, detailPage], notes: [] }

export { nodeOf as node }

export const homeIr: PageIr = {
  page: {
    id: "tools",
    route: "/",
    title: "Tools",
    purpose: "Find a tool, or add one.",
    layout: "stack",
    access: "public",
    roles: [],
    requirementIds: ["FR-1", "FR-2"]
  },
  params: [],
  queries: [
    {
      id: "tools",
      operationId: "listTools",
      args: [{ name: "search", from: "state", value: "search" }],
      itemsPath: "items",
      loadingNode: "loading",
      emptyNode: "empty",
      errorNode: "error"
    }
  ],
  mutations: [
    {
      id: "add",
      operationId: "addTool",
      args: [],
      confirm: "",
      invalidates: ["tools"],
      onSuccess: "thank",
      onError: "The tool was not added."
    }
  ],
  state: [{ id: "search", type: "string", initial: "" }],
  nodes: [
    nodeOf("title", "heading", { text: "{query.tools.total} tools", props: [{ name: "level", value: "1" }] }),
    nodeOf("search", "search", { label: "Search tools", source: "state.search" }),
    nodeOf("list", "list", { source: "query.tools", action: "open" }),
    nodeOf("card", "card", { parent: "list" }),
    nodeOf("name", "field", { parent: "card", source: "item.name" }),
    nodeOf("loading", "loading", { text: "Loading tools" }),
    nodeOf("empty", "empty", { text: "No tools yet" }),
    nodeOf("error", "error", { text: "The tools could not be loaded" }),
    nodeOf("addForm", "form", { visibleWhen: "user.role == member" })
  ],
  forms: [
    {
      node: "addForm",
      mutation: "add",
      submitLabel: "Add tool",
      fields: [
        { bodyPath: "name", label: "Name", control: "text", required: true, optionsFrom: "", help: "", rules: [] },
        {
          bodyPath: "condition",
          label: "Condition",
          control: "select",
          required: true,
          optionsFrom: "new=New|used=Used",
          help: "",
          rules: []
        }
      ]
    }
  ],
  actions: [
    { id: "open", type: "navigate", target: "tool", args: [{ name: "toolId", from: "item", value: "id" }] },
    { id: "thank", type: "toast", target: "The tool was added.", args: [] }
  ],
  acceptance: [{ requirementId: "FR-1", given: "two tools", when: "the page opens", then: "both are listed" }],
  notes: []
}

export const detailIr: PageIr = {
  page: {
    id: "tool",
    route: "/tools/:toolId",
    title: "Tool",
    purpose: "See one tool.",
    layout: "stack",
    access: "public",
    roles: [],
    requirementIds: ["FR-1"]
  },
  params: [{ name: "toolId", in: "path", type: "string" }],
  queries: [
    {
      id: "tool",
      operationId: "getTool",
      args: [{ name: "toolId", from: "param", value: "toolId" }],
      itemsPath: "",
      loadingNode: "loading",
      emptyNode: "empty",
      errorNode: "error"
    }
  ],
  mutations: [],
  state: [],
  nodes: [
    nodeOf("title", "heading", { text: "{query.tool.name}" }),
    nodeOf("detail", "detail", { source: "query.tool" }),
    nodeOf("condition", "field", { parent: "detail", source: "query.tool.condition", label: "Condition" }),
    nodeOf("back", "link", { label: "All tools", action: "goBack" }),
    nodeOf("loading", "loading", { text: "Loading" }),
    nodeOf("empty", "empty", { text: "No such tool" }),
    nodeOf("error", "error", { text: "The tool could not be loaded" })
  ],
  forms: [],
  actions: [{ id: "goBack", type: "navigate", target: "tools", args: [] }],
  acceptance: [{ requirementId: "FR-1", given: "", when: "a tool is opened", then: "its condition is shown" }],
  notes: []
}
