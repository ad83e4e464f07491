// oxlint-disable no-thenable -- "then" is the third word of an acceptance criterion
import { renderOpenApi, withoutRows } from "../codegen/backend/index.ts"
import type { OpenApiDocument } from "../domain/OpenApi.ts"
import { PageIr } from "../domain/PageIr.ts"
import { Page, Pages } from "../domain/Pages.ts"
import { Prd } from "../domain/Prd.ts"
import type { Prompt } from "../domain/Prompt.ts"
import {
  documentsAreData,
  example,
  formerDocument,
  formerSection,
  jsonOnly,
  listSection,
  rulesSection,
  system
} from "./shared/prompting.ts"
import { renderYaml } from "./shared/yaml.ts"

/** How many of the prompt's documents are the same for every page. */
export const sharedDocuments = 3

/**
 * Asks for the intermediate representation of one page.
 * @param former - the page's own as it was, which the new one goes on from
 */
export const irPrompt = (
  { former, openapi, page, pages, prd }: {
    readonly prd: Prd
    readonly openapi: OpenApiDocument
    readonly pages: Pages
    readonly page: Page
    readonly former?: PageIr | undefined
  }
): Prompt => ({
  system: text,
  documents: [
    { name: "prd", text: renderYaml(Prd, prd) },
    { name: "openapi", text: renderOpenApi(withoutRows(openapi)) },
    { name: "pages", text: renderYaml(Pages, pages) },
    { name: "page", text: renderYaml(Page, page) },
    ...formerDocument(former, (ir) => renderYaml(PageIr, ir))
  ],
  request: `Describe the page ${JSON.stringify(page.id)} completely, as JSON.`
})

const plain = { parent: "", text: "", source: "", label: "", visibleWhen: "", action: "", props: [] }

const sample: PageIr = {
  page: {
    id: "offers",
    route: "/",
    title: "Offers",
    purpose: "Find seeds that someone gives away, or offer some.",
    layout: "stack",
    access: "public",
    roles: [],
    requirementIds: ["FR-1", "FR-3"]
  },
  params: [],
  queries: [
    {
      id: "offers",
      operationId: "listOffers",
      args: [{ name: "search", from: "state", value: "search" }],
      itemsPath: "items",
      loadingNode: "offersLoading",
      emptyNode: "offersEmpty",
      errorNode: "offersError"
    }
  ],
  mutations: [
    {
      id: "createOffer",
      operationId: "createOffer",
      args: [],
      confirm: "",
      invalidates: ["offers"],
      onSuccess: "closeDialog",
      onError: "The offer was not saved."
    }
  ],
  state: [
    { id: "search", type: "string", initial: "" },
    { id: "adding", type: "boolean", initial: "false" }
  ],
  nodes: [
    { ...plain, id: "heading", kind: "heading", text: "Seeds on offer", props: [{ name: "level", value: "1" }] },
    { ...plain, id: "tools", kind: "toolbar" },
    { ...plain, id: "search", kind: "search", parent: "tools", source: "state.search", label: "Search by plant" },
    {
      ...plain,
      id: "add",
      kind: "button",
      parent: "tools",
      label: "Offer seeds",
      visibleWhen: "user.role == gardener",
      action: "openDialog",
      props: [{ name: "tone", value: "primary" }]
    },
    { ...plain, id: "offersLoading", kind: "loading", text: "Loading the offers" },
    { ...plain, id: "offersEmpty", kind: "empty", text: "No offers yet. Offer the first packet." },
    { ...plain, id: "offersError", kind: "error", text: "The offers could not be loaded." },
    { ...plain, id: "list", kind: "list", source: "query.offers", action: "openOffer" },
    { ...plain, id: "card", kind: "card", parent: "list" },
    {
      ...plain,
      id: "plant",
      kind: "heading",
      parent: "card",
      text: "{item.plant}",
      props: [{ name: "level", value: "2" }]
    },
    {
      ...plain,
      id: "since",
      kind: "field",
      parent: "card",
      source: "item.createdAt",
      label: "Offered",
      props: [{ name: "format", value: "date" }]
    },
    { ...plain, id: "addDialog", kind: "dialog", source: "state.adding", label: "Offer seeds" },
    { ...plain, id: "addForm", kind: "form", parent: "addDialog" }
  ],
  forms: [
    {
      node: "addForm",
      mutation: "createOffer",
      submitLabel: "Offer",
      fields: [
        {
          bodyPath: "plant",
          label: "Plant",
          control: "text",
          required: true,
          optionsFrom: "",
          help: "Its name as on the packet",
          rules: [{ rule: "maxLength", value: "80", message: "At most 80 characters." }]
        },
        {
          bodyPath: "status",
          label: "Status",
          control: "select",
          required: true,
          optionsFrom: "open=Open|given-away=Given away",
          help: "",
          rules: []
        }
      ]
    }
  ],
  actions: [
    {
      id: "openOffer",
      type: "navigate",
      target: "offer-detail",
      args: [{ name: "offerId", from: "item", value: "id" }]
    },
    { id: "openDialog", type: "setState", target: "adding", args: [{ name: "value", from: "literal", value: "true" }] },
    {
      id: "closeDialog",
      type: "setState",
      target: "adding",
      args: [{ name: "value", from: "literal", value: "false" }]
    }
  ],
  acceptance: [
    {
      requirementId: "FR-3",
      given: "three open offers",
      when: "the page opens",
      then: "all three are listed with plant and date"
    }
  ],
  notes: []
}

const text = system(
  "04b-ir",
  "describe one page",
  "You are a senior UI designer who thinks in data. You describe one page of a web app completely as flat lists: what it asks of the backend, what it keeps, what it shows, and what its controls do. A program checks every name in your description, then compiles it to React. What is not in it will not be on the page.",
  documentsAreData(
    "`prd`, the product requirements",
    "`openapi`, the backend's contract",
    "`pages`, the inventory of all pages",
    "`page`, the entry of the one page to describe"
  ),
  rulesSection("How to work", [
    "Copy `id`, `route`, `title`, `purpose`, `access`, `roles` and `requirementIds` of the page unchanged into `page`; choose its `layout`.",
    "`params` has each parameter of the route with `in: path`, and those of the query string that the page reads with `in: query`.",
    "Each operation of the page's `operationIds` becomes a query (GET) or a mutation (all others), under an id that says what it is for. Give every path parameter and every required query or body property, by `args` or by fields of the form; `args` name parameters or body properties of the operation.",
    "A query with a list says where it stands in the answer: `itemsPath: items`. For a single thing it is \"\". No argument of a query reads its own answer. Each query names three nodes of its own, of kinds `loading`, `empty` and `error`, with words that fit what is loaded.",
    "Nodes stand in reading order, parents before children. A `parent` is an id of an earlier container (section, grid, row, card, toolbar, dialog, list, table, detail, form, empty, error) or \"\". A table holds columns, and buttons or links for each of its rows.",
    "Begin with one heading of level 1. Then what people came for, before what they seldom need. Group what belongs together in sections or cards with headings of level 2.",
    "Each requirement of the page is visible in it: as content, a control or a rule. Read the acceptance criteria of the PRD and make every one of them true.",
    "Forms ask for what the person decides: each `bodyPath` is a property of the operation's body (or one of its parameters), once. Every field has a label in the product's words, the control that fits its schema (enum: `select` with each value and a label, reference: `select` from a query, boolean: `checkbox`, several lines: `textarea`, `x-accept`: `file`), `required` as in the schema, and rules for the limits that the schema or the PRD sets, with messages that say how to put it right.",
    "After a mutation: `invalidates` the queries whose data it changed; `onSuccess` runs an action (a toast, a dialog closed, a page opened); `onError` says what did not work. Deleting and other acts that cannot be undone have a `confirm` question.",
    "What only some roles may do is hidden from the others: `visibleWhen: user.role == gardener`. On a public page, that also holds for every mutation whose operation has `x-roles`.",
    "The page leads to each page of its `links` by a navigate action that a node runs, with every parameter of that route in `args`.",
    "Prefer the kinds that are there: they are compiled, tested and work on a phone and by keyboard. What none of them can say (a board one moves things on, a plan of places, a drawing, an editor, a game) is one `custom` node; around it, headings, lists, figures and forms stay nodes of their own. What it saves has an entry in `forms` whose `node` it is: by this form the same can be done by typing.",
    "Words are short, plain and in the product's language. `acceptance` has one to three checks for each requirement of the page, about this page alone."
  ]),
  listSection("Bindings", [
    "A binding is a dotted path: `query.<id>` (a whole answer), `query.<id>.<path>`, `state.<id>`, `param.<name>`, `item.<path>` (one element of the nearest list, table or grid above, or of the calendar itself), `form.<bodyPath>` (in arguments of what a form submits and what follows it), `user.name`, `user.role`",
    "`text` and `label` are literal text with bindings in braces: `Due {item.dueDate}`. They end at a single value, never at a list or object",
    "`visibleWhen`: \"\", `binding`, `!binding`, `binding == literal` or `binding != literal`, one condition only",
    "an argument: `name`; `from` literal, param, state, item, form, query or user; `value` the literal, or the rest of the binding after its first word: `{\"name\":\"offerId\",\"from\":\"item\",\"value\":\"id\"}`",
    "paths are those of the schemas in `openapi`; every entity also has `id`, `createdAt` and `updatedAt`; the answer of a list has `items` and `total`"
  ]),
  listSection("Kinds of node and their source", [
    "`section`, `grid` (prop `columns`), `row`, `card`, `toolbar`: containers without a source; a `grid` with `query.<id>` draws its children once per element",
    "`dialog`: `state.<id>`, a boolean that opens it; `label` is its title",
    "`heading` (prop `level` 1 to 3), `text`, `badge` (prop `tone` primary, neutral or danger): `text`",
    "`stat`: a binding to its figure; `label`. `image`: a binding to its address; `label` says what it shows",
    "`list`, `table`, `chart`: `query.<id>` of a query with a list. `action` runs for the element clicked. A `chart` has the props `x` and `y`, paths inside an element",
    "`calendar`: `query.<id>` of a query with a list, drawn as a month with its things on their days. Props `start` and, for what lasts, `end`: paths of a date or date-time inside an element. `label` says what it is of; `text` is what stands for one element, as `{item.title}`, or \"\" for its title; `action` runs for the element clicked. For plans, schedules, bookings and events, where the brief speaks of a calendar or the day matters most",
    "`custom`: `query.<id>` or \"\"; `label` is its title. `text` tells a developer and the reader what is shown, what each part looks like, which keys and gestures do what, what is announced, and when it is over: in full sentences, since it is built from them alone. `action` runs for an element of its list",
    "`column`: `item.<path>`; `label` is its heading. `field`: a binding; `label`; prop `format` text, date, datetime, money, number, boolean, email, url, image or file (for columns and stats too)",
    "`detail`: `query.<id>` of a single thing; its fields are children bound to `query.<id>.<path>`",
    "`button`, `link`: `label` and `action`, always",
    "`form`: `query.<id>` for its first values or \"\"; it has exactly one entry in `forms`, whose `node` it is; a `custom` node has one or none",
    "`search`, `filter`: `state.<id>`, which it sets and a query's arguments read; `label`; a filter has the prop `options`: `value=Label|value=Label`, or `query.<id>` with the props `optionValue` and `optionLabel`",
    "`loading`, `empty`, `error`: `text`; `empty` and `error` may hold a button or link that leads on"
  ]),
  listSection("Other fields", [
    "`page.layout`: stack, two-column, dashboard or centered",
    "`params[]`: `name`, `in` path or query, `type` string or number",
    "`queries[]`: `id`, `operationId`, `args`, `itemsPath`, `loadingNode`, `emptyNode`, `errorNode`",
    "`mutations[]`: `id`, `operationId`, `args`, `confirm`, `invalidates`, `onSuccess`, `onError`",
    "`state[]`: `id`, `type` string, number or boolean, `initial` as text",
    "`nodes[]`: `id`, `kind`, `parent`, `text`, `source`, `label`, `visibleWhen`, `action`, `props[]` of `name` and `value`",
    "`forms[]`: `node`, `mutation`, `submitLabel`, `fields[]` of `bodyPath`, `label`, `control` (text, textarea, number, checkbox, select, date, datetime, email, password, url, file), `required`, `optionsFrom`, `help`, `rules[]` of `rule` (min, max, minLength, maxLength, pattern, email, url), `value`, `message`",
    "`optionsFrom` of a select: `value=Label|value=Label`, or `query.<id>:<valuePath>:<labelPath>`; \"\" for other controls",
    "`actions[]`: `id`, `type`, `target`, `args`. navigate: a page id, with its route's parameters. mutate: a mutation id. setState: a state id and one argument named `value`. refetch: a query id. toast: the text. signIn: a persona id. signOut: \"\"",
    "`acceptance[]`: `requirementId`, `given`, `when`, `then`"
  ]),
  formerSection("this page's description", "What stays on the page keeps its node, its id and its words."),
  listSection("Do not", [
    "declare a query, mutation, state or action that nothing uses, or use an id, a parameter or an argument's name twice",
    "put code, HTML, CSS or addresses of other sites anywhere",
    "repeat the app's frame: menu, signing in and the product's name are around every page",
    "invent operations, fields or pages; where something is missing, do without it and say so in `notes`"
  ]),
  jsonOnly,
  example("the start page of a marketplace for seeds", sample)
)

/** Each check of a page's IR, beside the words of the prompt that tell it: neither changes without the other. */
export const irChecks: Readonly<Record<string, string>> = {
  "page-differs": "of the page unchanged into `page`",
  "missing-param": "`params` has each parameter of the route with `in: path`",
  "unknown-param": "`params` has each parameter of the route with `in: path`",
  "uncalled-operation": "Each operation of the page's `operationIds` becomes a query (GET) or a mutation",
  "query-not-get": "becomes a query (GET) or a mutation (all others)",
  "mutation-is-get": "becomes a query (GET) or a mutation (all others)",
  "missing-argument": "Give every path parameter and every required query or body property",
  "unknown-argument": "`args` name parameters or body properties of the operation",
  "duplicate-argument": "use an id, a parameter or an argument's name twice",
  "duplicate-id": "use an id, a parameter or an argument's name twice",
  "duplicate-field": "(or one of its parameters), once",
  "not-a-list": "`itemsPath: items`",
  "query-without-answer": "says where it stands in the answer",
  "query-of-itself": "No argument of a query reads its own answer",
  "query-without-state-node": "of kinds `loading`, `empty` and `error`",
  "unknown-parent": "A `parent` is an id of an earlier container",
  "parent-after-child": "parents before children",
  "parent-not-a-container": "(section, grid, row, card, toolbar, dialog, list, table, detail, form, empty, error)",
  "misplaced-in-table": "A table holds columns, and buttons or links for each of its rows",
  "column-outside-table": "A table holds columns",
  "column-source": "`column`: `item.<path>`",
  "not-a-single-thing": "`detail`: `query.<id>` of a single thing",
  "control-without-label": "`label` and `action`, always",
  "idle-control": "`label` and `action`, always",
  "action-of-inactive-node": "`action` runs for the element clicked",
  "dialog-without-state": "`dialog`: `state.<id>`, a boolean that opens it",
  "chart-without-axis": "A `chart` has the props `x` and `y`",
  "calendar-without-start": "Props `start` and, for what lasts, `end`",
  "not-a-date": "paths of a date or date-time inside an element",
  "custom-source": "`custom`: `query.<id>` or \"\"",
  "custom-undescribed": "in full sentences, since it is built from them alone",
  "file-not-taken": "`x-accept`: `file`",
  "file-without-control": "`x-accept`: `file`",
  "filter-without-options": "a filter has the prop `options`",
  "node-without-text": "`heading` (prop `level` 1 to 3), `text`, `badge`",
  "unknown-prop-value": "prop `format` text, date, datetime, money, number, boolean, email, url, image or file",
  "form-node-without-form": "it has exactly one entry in `forms`",
  "form-without-node": "whose `node` it is",
  "form-outside-form": "in arguments of what a form submits and what follows it",
  "unknown-form-field": "`form.<bodyPath>`",
  "unknown-body-path": "each `bodyPath` is a property of the operation's body",
  "read-only-field": "Forms ask for what the person decides",
  "required-field-optional": "`required` as in the schema",
  "select-without-options": "`optionsFrom` of a select",
  "options-without-select": "\"\" for other controls",
  "unknown-option": "`select` with each value and a label",
  "rule-without-sense": "the control that fits its schema",
  "operation-not-allowed": "that also holds for every mutation whose operation has `x-roles`",
  "missing-link": "The page leads to each page of its `links` by a navigate action that a node runs",
  "toast-without-text": "toast: the text",
  "unknown-role": "signIn: a persona id",
  "unknown-user-member": "`user.name`, `user.role`",
  "not-a-binding": "A binding is a dotted path",
  "not-a-condition": "`binding == literal` or `binding != literal`, one condition only",
  "not-a-value": "They end at a single value, never at a list or object",
  "item-outside-list": "one element of the nearest list, table or grid above",
  "unknown-path": "paths are those of the schemas in `openapi`",
  "write-only-path": "paths are those of the schemas in `openapi`",
  "initial-of-other-type": "`type` string, number or boolean, `initial` as text",
  "unknown-action": "invent operations, fields or pages",
  "unknown-mutation": "invent operations, fields or pages",
  "unknown-operation": "invent operations, fields or pages",
  "unknown-page": "invent operations, fields or pages",
  "unknown-query": "invent operations, fields or pages",
  "unknown-state": "invent operations, fields or pages",
  "unknown-requirement": "one to three checks for each requirement of the page",
  "unused-query": "declare a query, mutation, state or action that nothing uses",
  "unused-mutation": "declare a query, mutation, state or action that nothing uses",
  "unused-state": "declare a query, mutation, state or action that nothing uses",
  "unused-action": "declare a query, mutation, state or action that nothing uses"
}
