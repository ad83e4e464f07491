/** A page that decodes and means little: bindings to nothing, hostile texts, types that do not fit, and an API edited by hand. */
import type { OpenApiDocument } from "../../src/domain/OpenApi.ts"
import type { PageIr } from "../../src/domain/PageIr.ts"
import type { Pages } from "../../src/domain/Pages.ts"
import { backend, ir, node, pages } from "./appFixture.ts"

export const hostile = `</script>{alert(1)} */ "quoted" \`tick\` \${1} <b>&amp;\u2028\\`

/** The fixture's API with shapes that no design of ours has: nested bodies, lists, `null`, no schema, odd names. */
export const oddApi: OpenApiDocument = {
  ...backend.openapi,
  paths: {
    ...backend.openapi.paths,
    "/parcels/{class}": {
      get: {
        operationId: "getParcel",
        parameters: [{ name: "class", in: "path", required: true, schema: { type: "string" } }, {
          name: "page-size",
          in: "query",
          schema: { type: "integer" }
        }],
        responses: {
          200: {
            content: {
              "application/json": {
                schema: {
                  type: "object",
                  required: ["rows"],
                  properties: {
                    rows: { type: "array", items: { $ref: "#/components/schemas/Parcel" } },
                    "odd-name": { type: ["string", "null"] },
                    anything: {}
                  }
                }
              }
            }
          }
        }
      },
      patch: {
        operationId: "changeParcel",
        parameters: [
          { name: "class", in: "path", required: true, schema: { type: "string" } },
          { name: "mode", in: "query", required: true, schema: { type: "string", enum: ["fast", "slow"] } },
          { name: "X-Reason", in: "header", required: true, schema: { type: "string" } }
        ],
        requestBody: {
          required: true,
          content: { "application/json": { schema: { $ref: "#/components/schemas/Parcel" } } }
        },
        responses: { 204: {} }
      }
    }
  },
  components: {
    ...backend.openapi.components,
    schemas: {
      ...backend.openapi.components?.schemas,
      Parcel: {
        type: "object",
        required: ["to", "tags", "kinds", "weights", "fragile", "count"],
        properties: {
          to: {
            type: "object",
            required: ["street", "floor"],
            properties: { street: { type: "string" }, floor: { type: "integer" }, door: { type: ["string", "null"] } }
          },
          from: {
            type: "object",
            required: ["street"],
            properties: { street: { type: "string" }, note: { type: "string" } }
          },
          tags: { type: "array", items: { type: "string" } },
          kinds: { type: "array", items: { type: "string", enum: ["letter", "box"] } },
          weights: { type: "array", items: { type: "number" } },
          steps: { type: "array", items: { type: "object", required: ["at"], properties: { at: { type: "string" } } } },
          fragile: { type: "boolean" },
          count: { type: "integer" },
          note: { type: ["string", "null"] },
          sent: { type: "string", format: "date-time" },
          anything: {}
        }
      }
    }
  }
}

type Field = PageIr["forms"][number]["fields"][number]

const field = (bodyPath: string, control: Field["control"], more: Partial<Field> = {}): Field => ({
  bodyPath,
  label: "",
  control,
  required: false,
  optionsFrom: "",
  help: "",
  rules: [],
  ...more
})

export const oddPages: Pages = {
  ...pages,
  pages: [...pages.pages, {
    id: "odd-1",
    route: "/odd/:class",
    title: hostile,
    purpose: hostile,
    access: "public",
    roles: [],
    inNavigation: false,
    requirementIds: [],
    operationIds: [],
    links: []
  }]
}

const base = ir("odd-1", [
  node("title", "heading", "", { text: hostile, props: [{ name: "level", value: "1" }] }),
  node("text", "text", "nowhere", { text: `${hostile} {query.none.x} {item.x} {state.mode} {query.parcel.odd-name}` }),
  node("row", "row", "text"),
  node("lonely", "button", "row", { label: hostile, action: "gone" }),
  node("badgeOne", "badge", "row", { source: "query.parcel.anything" }),
  node("badgeTwo", "badge", "row", { text: "{query.parcel.rows}" }),
  node("list", "list", "", { source: "query.parcel", label: hostile, action: "change" }),
  node("inner", "list", "list", { source: "item.steps" }),
  node("innerText", "text", "inner", { text: "{item.at} {item.nothing.deeper}", visibleWhen: "item.at == x" }),
  node("innerTwice", "text", "inner", { text: "never both", visibleWhen: "item.at != x" }),
  node("tags", "list", "list", { source: "item.tags" }),
  node("unknown", "list", "list", { source: "item.anything.list" }),
  node("unknownText", "text", "unknown", { text: "{item.name}" }),
  node("inForm", "form", "list", { source: "item" }),
  node("itemDialog", "dialog", "list", { source: "state.open" }),
  node("openIt", "button", "list", { label: "Open", action: "openIt" }),
  node("table", "table", "", { source: "query.parcel" }),
  node("row1", "button", "table", { label: "Change", action: "change" }),
  node("bareTable", "table", "", { source: "query.parcel.anything" }),
  node("nothing", "table", "", { source: "query.missing" }),
  node("chart", "chart", "", { source: "query.parcel", props: [{ name: "y", value: "weights" }] }),
  node("chartOfNothing", "chart", "", { source: "query.missing" }),
  node("stat", "stat", "", { source: "query.parcel.rows" }),
  node("picture", "image", "", { source: "query.parcel.anything", label: hostile }),
  node("parcelDetail", "detail", "", { source: "query.book" }),
  node("notThere", "section", "", { label: "No book", visibleWhen: "!query.book" }),
  node("notThereText", "text", "notThere", { text: "{query.book.title}", visibleWhen: "query.book" }),
  node("number", "filter", "", { source: "state.count", label: "Count", props: [{ name: "options", value: "1|2" }] }),
  node("open", "button", "", { label: "Toggle", action: "toggle", visibleWhen: "state.flag" }),
  node("closed", "section", "", { visibleWhen: "!state.flag" }),
  node("closedText", "text", "closed", { text: "both {state.flag}", visibleWhen: "state.flag" }),
  node("stray", "column", "", { source: "query.parcel.rows" }),
  node("emptyBook", "empty", "", { text: "No {query.book.title}" }),
  node("loading", "loading", "", { text: "Loading {query.parcel.odd-name}" }),
  node("error", "error", "")
], {
  params: [{ name: "class", in: "path", type: "string" }, { name: "x-y", in: "query", type: "number" }],
  state: [
    { id: "mode", type: "string", initial: "slow" },
    { id: "count", type: "number", initial: "many" },
    { id: "flag", type: "boolean", initial: "" },
    { id: "open", type: "boolean", initial: "false" },
    { id: "items", type: "string", initial: hostile },
    { id: "user", type: "string", initial: "" }
  ],
  queries: [
    {
      id: "parcel",
      operationId: "getParcel",
      args: [{ name: "class", from: "param", value: "class" }, { name: "page-size", from: "state", value: "count" }, {
        name: "zzz",
        from: "literal",
        value: "1"
      }],
      itemsPath: "rows",
      loadingNode: "loading",
      emptyNode: "closed",
      errorNode: "error"
    },
    {
      id: "book",
      operationId: "getBook",
      args: [{ name: "bookId", from: "query", value: "parcel.odd-name" }],
      itemsPath: "",
      loadingNode: "loading",
      emptyNode: "emptyBook",
      errorNode: "error"
    },
    {
      id: "loop",
      operationId: "getBook",
      args: [{ name: "bookId", from: "query", value: "loop.id" }],
      itemsPath: "items",
      loadingNode: "loading",
      emptyNode: "emptyBook",
      errorNode: "error"
    },
    {
      id: "missing",
      operationId: "noSuchOperation",
      args: [],
      itemsPath: "items",
      loadingNode: "loading",
      emptyNode: "emptyBook",
      errorNode: "error"
    }
  ],
  mutations: [
    {
      id: "delete",
      operationId: "changeParcel",
      args: [{ name: "class", from: "item", value: "note" }, { name: "mode", from: "state", value: "mode" }, {
        name: "to.floor",
        from: "param",
        value: "x-y"
      }, { name: "count", from: "form", value: "count" }],
      confirm: hostile,
      invalidates: ["parcel", "book", "gone"],
      onSuccess: "after",
      onError: hostile
    },
    {
      id: "api",
      operationId: "lendBook",
      args: [{ name: "bookId", from: "item", value: "note" }],
      confirm: "",
      invalidates: [],
      onSuccess: "change",
      onError: ""
    }
  ],
  forms: [{
    node: "inForm",
    mutation: "delete",
    submitLabel: hostile,
    fields: [
      field("to.street", "text", {
        required: true,
        rules: [{ rule: "pattern", value: "([", message: hostile }, { rule: "minLength", value: "x", message: "m" }]
      }),
      field("to.door", "text", { help: hostile, label: hostile }),
      field("from.note", "textarea"),
      field("tags", "text"),
      field("kinds", "text"),
      field("weights", "number"),
      field("steps", "textarea"),
      field("anything", "text"),
      field("fragile", "select", { optionsFrom: "true=Yes|false=No" }),
      field("count", "select", { optionsFrom: "1|2|3" }),
      field("note", "checkbox"),
      field("sent", "date", { rules: [{ rule: "max", value: "today", message: "m" }] }),
      field("mode", "select"),
      field("X-Reason", "password"),
      field("not-there", "url"),
      field("class", "text")
    ]
  }],
  actions: [
    {
      id: "change",
      type: "mutate",
      target: "delete",
      args: [{ name: "weights", from: "literal", value: "1,2" }, { name: "kinds", from: "item", value: "tags" }]
    },
    {
      id: "after",
      type: "navigate",
      target: "book-detail",
      args: [{ name: "q", from: "form", value: "to.street" }, { name: "z-z", from: "query", value: "parcel.anything" }]
    },
    { id: "toggle", type: "setState", target: "flag", args: [] },
    { id: "openIt", type: "setState", target: "open", args: [{ name: "value", from: "literal", value: "true" }] },
    { id: "signs", type: "signIn", target: "nobody", args: [] }
  ]
})

/** The odd page; its own id and route are the inventory's. */
export const oddIr: PageIr = {
  ...base,
  page: { ...base.page, route: "/odd/:class", title: hostile, purpose: hostile, requirementIds: [hostile] }
}
