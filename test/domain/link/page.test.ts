// oxlint-disable vitest/expect-expect, no-map-spread -- assertFindings asserts; the lists are short
import { assert, describe, it } from "@effect/vitest"
import { compileBackend } from "../../../src/codegen/backend/index.ts"
import type { Finding } from "../../../src/domain/Finding.ts"
import { linkPage } from "../../../src/domain/link/index.ts"
import type { Action, Form, Node, PageIr, Query } from "../../../src/domain/PageIr.ts"
import {
  design,
  detailIr,
  detailPage,
  field,
  homeIr,
  homePage,
  node,
  openapi,
  pages,
  prd
} from "../../support/stepsProduct.ts"

const home = (ir: PageIr) => linkPage(ir, { prd, openapi, pages, page: homePage })
const detail = (ir: PageIr) => linkPage(ir, { prd, openapi, pages, page: detailPage })

const assertFindings = (findings: ReadonlyArray<Finding>, ...rulesAt: ReadonlyArray<string>) =>
  assert.deepStrictEqual(findings.map(({ at, rule }) => `${rule} ${at}`), rulesAt)

const nodes = (id: string, change: Partial<Node>): PageIr["nodes"] => {
  const [first, ...rest] = homeIr.nodes.map((one) => one.id === id ? { ...one, ...change } : one)
  return first === undefined ? assert.fail() : [first, ...rest]
}
const adding = (...more: ReadonlyArray<Node>): PageIr => ({ ...homeIr, nodes: [...homeIr.nodes, ...more] })
const query = (change: Partial<Query>): PageIr => ({
  ...homeIr,
  queries: homeIr.queries.map((one) => ({ ...one, ...change }))
})
const form = (change: (form: Form) => Form): PageIr => ({ ...homeIr, forms: homeIr.forms.map(change) })
const formField = (index: number, change: Partial<Form["fields"][number]>): PageIr =>
  form((one) => {
    const [first, ...rest] = one.fields.map((field, i) => i === index ? { ...field, ...change } : field)
    return first === undefined ? assert.fail() : { ...one, fields: [first, ...rest] }
  })
const actions = (id: string, change: Partial<Action>): PageIr => ({
  ...homeIr,
  actions: homeIr.actions.map((one) => one.id === id ? { ...one, ...change } : one)
})

describe("linkPage", () => {
  it("finds nothing in linked pages", () => {
    assertFindings(home(homeIr))
    assertFindings(detail(detailIr))
  })

  it("holds the head to the inventory, the order of its lists aside", () => {
    assertFindings(home({ ...homeIr, page: { ...homeIr.page, requirementIds: ["FR-2", "FR-1"] } }))
    const findings = home({ ...homeIr, page: { ...homeIr.page, route: "/tools", requirementIds: ["FR-1"] } })
    assertFindings(findings, "page-differs page.route", "page-differs page.requirementIds")
    assert.include(findings[0]?.message, "\"/\"")
  })

  describe("nodes", () => {
    it("stand after their parent, which is a container", () => {
      assertFindings(
        home({ ...homeIr, nodes: nodes("card", { parent: "lst" }) }),
        "unknown-parent nodes[card].parent",
        "item-outside-list nodes[name].source"
      )
      assertFindings(
        home(adding(node("late", "section"), node("child", "text", { text: "x", parent: "title" }))),
        "parent-not-a-container nodes[child].parent"
      )
      assertFindings(
        home(adding(node("child", "text", { text: "x", parent: "late" }), node("late", "section"))),
        "parent-after-child nodes[child].parent"
      )
      assertFindings(home(adding(node("self", "section", { parent: "self" }))), "parent-after-child nodes[self].parent")
    })

    it("have ids of their own", () => {
      const findings = home(adding(node("title", "section")))
      assertFindings(findings, "duplicate-id nodes[9].id")
      assert.include(findings[0]?.message, "nodes[0].id")
    })

    it("bind paths that the answer has, with the nearest one named", () => {
      const findings = home({ ...homeIr, nodes: nodes("name", { source: "item.nam" }) })
      assertFindings(findings, "unknown-path nodes[name].source")
      assert.include(findings[0]?.message, "did you mean \"name\"?")
      const deep = home({ ...homeIr, nodes: nodes("title", { text: "{query.tools.name}" }) })
      assertFindings(deep, "unknown-path nodes[title].text")
      assert.include(deep[0]?.message, "\"items.name\"")
    })

    it("show single values, not lists or objects", () => {
      const findings = home({ ...homeIr, nodes: nodes("title", { text: "{query.tools} tools" }) })
      assertFindings(findings, "not-a-value nodes[title].text")
      assert.include(findings[0]?.message, "\"total\"")
    })

    it("bind nothing that is no binding", () => {
      assertFindings(home({ ...homeIr, nodes: nodes("title", { text: "{tools}" }) }), "not-a-binding nodes[title].text")
      assertFindings(home({ ...homeIr, nodes: nodes("name", { source: "name" }) }), "not-a-binding nodes[name].source")
      assertFindings(
        home({ ...homeIr, nodes: nodes("addForm", { visibleWhen: "user.role === 'a' && x" }) }),
        "not-a-condition nodes[addForm].visibleWhen"
      )
      assertFindings(
        home({ ...homeIr, nodes: nodes("addForm", { visibleWhen: "!user.email" }) }),
        "unknown-user-member nodes[addForm].visibleWhen"
      )
    })

    it("have sources that fit their kind", () => {
      assertFindings(
        detail({ ...detailIr, nodes: [...detailIr.nodes, node("l", "list", { source: "query.tool" })] }),
        "not-a-list nodes[l].source"
      )
      assertFindings(home(adding(node("d", "detail", { source: "query.tools" }))), "not-a-single-thing nodes[d].source")
      assertFindings(
        home(adding(node("d", "dialog", { label: "Add", source: "state.search" }))),
        "dialog-without-state nodes[d].source"
      )
      assertFindings(
        home(adding(node("c", "column", { label: "Name", source: "item.name", parent: "list" }))),
        "column-outside-table nodes[c].parent"
      )
    })

    it("have labels where a person acts", () => {
      assertFindings(
        home({ ...homeIr, nodes: nodes("search", { label: "" }) }),
        "control-without-label nodes[search].label"
      )
      assertFindings(home(adding(node("b", "button", { action: "thank" }))), "control-without-label nodes[b].label")
      assertFindings(home(adding(node("b", "button", { label: "Go" }))), "idle-control nodes[b].action")
    })

    it("have props that make sense", () => {
      assertFindings(
        home({ ...homeIr, nodes: nodes("title", { props: [{ name: "level", value: "4" }] }) }),
        "unknown-prop-value nodes[title].props[level]"
      )
      const chart = (y: string) =>
        home(
          adding(
            node("c", "chart", {
              source: "query.tools",
              props: [{ name: "x", value: "condition" }, { name: "y", value: y }]
            })
          )
        )
      assertFindings(chart("item.name"))
      assertFindings(chart("sum"), "unknown-path nodes[c].props[y]")
      assertFindings(
        home(adding(node("f", "filter", { label: "Condition", source: "state.search" }))),
        "filter-without-options nodes[f].props[options]"
      )
    })
  })

  describe("calendars", () => {
    const calendar = (...props: ReadonlyArray<readonly [name: string, value: string]>) =>
      home(
        adding(
          node("c", "calendar", {
            source: "query.tools",
            label: "Tools by day",
            text: "{item.name}",
            action: "open",
            props: props.map(([name, value]) => ({ name, value }))
          })
        )
      )

    it("stand on dates of an element of their list, whose words are those of the element", () => {
      assertFindings(calendar(["start", "createdAt"], ["end", "item.updatedAt"]))
      const [missing] = calendar()
      assert.strictEqual(missing?.rule, "calendar-without-start")
      assert.include(missing?.message, "there are \"createdAt\", \"updatedAt\"")
      assertFindings(
        calendar(["start", "name"], ["end", "until"]),
        "not-a-date nodes[c].props[start]",
        "unknown-path nodes[c].props[end]"
      )
      assertFindings(
        home(adding(node("c", "calendar", { source: "query.tols", text: "{item.nam}" }))).slice(0, 1),
        "not-a-list nodes[c].source"
      )
    })

    it("are about elements in their words alone", () => {
      const findings = home(
        adding(node("c", "calendar", {
          source: "query.tools",
          label: "{item.name}",
          text: "{item.colour}",
          props: [{ name: "start", value: "createdAt" }]
        }))
      )
      assertFindings(findings, "unknown-path nodes[c].text", "item-outside-list nodes[c].label")
    })
  })

  describe("custom nodes", () => {
    const text =
      "Each tool hangs on its nail; it is taken to another by dragging it, or with the arrow keys once chosen."
    const custom = (more: Partial<Node> = {}) =>
      home(adding(node("wall", "custom", { source: "query.tools", label: "The wall", text, action: "open", ...more })))

    it("show a query's answer or nothing, and tell how they are to be built", () => {
      assertFindings(custom())
      assertFindings(custom({ source: "", action: "" }))
      assertFindings(custom({ source: "state.search", action: "" }), "custom-source nodes[wall].source")
      assertFindings(custom({ label: "" }), "control-without-label nodes[wall].label")
      assertFindings(custom({ text: "A wall of tools." }), "custom-undescribed nodes[wall].text")
      assertFindings(
        custom({ source: "" }),
        "item-outside-list actions[open].args[0].value",
        "action-of-inactive-node nodes[wall].action"
      )
    })

    it("save by one form of their own", () => {
      const made = {
        ...homeIr,
        nodes: [...nodes("addForm", { kind: "custom", label: "The wall", text })] as const,
        forms: homeIr.forms
      }
      const [first, ...rest] = made.nodes
      assert.isDefined(first)
      if (first === undefined) return
      assertFindings(home({ ...made, nodes: [first, ...rest] }))
      assertFindings(
        home({ ...made, nodes: [first, ...rest], forms: [...homeIr.forms, ...homeIr.forms] }),
        "form-node-without-form nodes[addForm]"
      )
    })
  })

  describe("files", () => {
    const photo = field("photo", { type: "imageFile", required: false })
    const taking = compileBackend({
      ...design,
      operations: design.operations.map((one) => one.id === "addTool" ? { ...one, body: [...one.body, photo] } : one)
    }, prd).openapi
    const asking = (bodyPath: string, control: Form["fields"][number]["control"]) =>
      linkPage(
        form((one) => ({
          ...one,
          fields: [...one.fields, {
            bodyPath,
            label: "Photo",
            control,
            required: false,
            optionsFrom: "",
            help: "",
            rules: []
          }]
        })),
        { prd, openapi: taking, pages, page: homePage }
      )

    it("are asked for where the contract takes one, and by the control for them", () => {
      assertFindings(asking("photo", "file"))
      assertFindings(asking("photo", "url"), "file-without-control forms[0].fields[2].control")
      assertFindings(home(formField(0, { control: "file" })), "file-not-taken forms[0].fields[0].control")
    })
  })

  describe("queries and mutations", () => {
    it("call operations that exist, by the right method", () => {
      const findings = home(query({ operationId: "listTool" }))
      assert.deepStrictEqual(findings.map(({ rule }) => rule), ["unknown-operation", "uncalled-operation"])
      assert.include(findings[0]?.message, "did you mean \"listTools\"?")
      assert.include(home(query({ operationId: "addTool" })).map(({ rule }) => rule), "query-not-get")
    })

    it("have a list where they say it is", () => {
      const findings = home(query({ itemsPath: "item" }))
      assert.strictEqual(findings[0]?.rule, "not-a-list")
      assert.include(findings[0]?.message, "did you mean \"items\"?")
    })

    it("have nodes of the right kind for each of their states", () => {
      assertFindings(
        home(query({ loadingNode: "empty", errorNode: "failed" })),
        "query-without-state-node queries[tools].loadingNode",
        "query-without-state-node queries[tools].errorNode"
      )
    })

    it("are given what they need and nothing they do not know", () => {
      assertFindings(
        detail({
          ...detailIr,
          queries: detailIr.queries.map((one) => ({ ...one, args: [{ name: "id", from: "param", value: "toolId" }] }))
        }),
        "unknown-argument queries[tool].args[0].name",
        "missing-argument queries[tool].args"
      )
      assertFindings(home(form((one) => ({ ...one, fields: [one.fields[0]] }))), "missing-argument mutations[add].args")
      assertFindings(home({
        ...form((one) => ({ ...one, fields: [one.fields[0]] })),
        mutations: homeIr.mutations.map((one) => ({
          ...one,
          args: [{ name: "condition", from: "literal", value: "new" }]
        }))
      }))
    })

    it("do not read the element of a list where there is none", () => {
      assertFindings(
        home(query({ args: [{ name: "search", from: "item", value: "name" }] })),
        "item-outside-list queries[tools].args[0].value",
        "unused-state state[search]"
      )
    })

    it("do what the inventory says", () => {
      assertFindings(
        home({
          ...homeIr,
          mutations: [],
          forms: [],
          nodes: nodes("addForm", { kind: "section" }),
          actions: homeIr.actions.slice(0, 1)
        }),
        "uncalled-operation queries"
      )
      assertFindings(
        home({ ...homeIr, nodes: nodes("list", { action: "" }), actions: homeIr.actions.slice(1) }),
        "missing-link actions"
      )
    })
  })

  describe("forms", () => {
    it("send properties of the request", () => {
      const findings = home(formField(0, { bodyPath: "nam" }))
      assert.deepStrictEqual(findings.map(({ rule }) => rule), ["missing-argument", "unknown-body-path"])
      assert.include(findings[1]?.message, "did you mean \"name\"?")
    })

    it("have labels, and require what the request requires", () => {
      assertFindings(
        home(formField(0, { label: " ", required: false })),
        "control-without-label forms[0].fields[0].label",
        "required-field-optional forms[0].fields[0].required"
      )
    })

    it("offer what a select can set", () => {
      assertFindings(home(formField(1, { optionsFrom: "" })), "select-without-options forms[0].fields[1].optionsFrom")
      assertFindings(
        home(formField(1, { optionsFrom: "new=New|broken=Broken" })),
        "unknown-option forms[0].fields[1].optionsFrom"
      )
      assertFindings(home(formField(1, { optionsFrom: "query.tools:id:name" })))
      assertFindings(
        home(formField(1, { optionsFrom: "query.tools:id:title" })),
        "unknown-path forms[0].fields[1].optionsFrom"
      )
      assertFindings(
        home(formField(0, { optionsFrom: "a=A" })),
        "options-without-select forms[0].fields[0].optionsFrom"
      )
    })

    it("have rules that make sense", () => {
      const rules = (rule: "min" | "pattern", value: string) =>
        home(formField(0, { rules: [{ rule, value, message: "No." }] }))
      assertFindings(rules("pattern", "^[a-z]+$"))
      assertFindings(rules("pattern", "("), "rule-without-sense forms[0].fields[0].rules[0].value")
      assertFindings(rules("min", "few"), "rule-without-sense forms[0].fields[0].rules[0].value")
    })

    it("belong to one form node each, and a form node to one form", () => {
      assertFindings(
        home({ ...homeIr, forms: [...homeIr.forms, ...homeIr.forms] }),
        "form-node-without-form nodes[addForm]"
      )
      assertFindings(
        home(form((one) => ({ ...one, node: "list" }))),
        "form-node-without-form nodes[addForm]",
        "form-without-node forms[0].node"
      )
    })
  })

  describe("actions", () => {
    it("lead to pages, with every parameter of the route", () => {
      assertFindings(
        home(actions("open", { target: "tols" })),
        "unknown-page actions[open].target",
        "missing-link actions"
      )

      assertFindings(home(actions("open", { args: [] })), "missing-argument actions[open].args")
    })

    it("read the element they are run for, and the form they follow", () => {
      assertFindings(
        home(actions("open", { args: [{ name: "toolId", from: "item", value: "key" }] })),
        "unknown-path actions[open].args[0].value"
      )
      assertFindings(home(actions("thank", { args: [{ name: "name", from: "form", value: "name" }] })))
      assertFindings(
        home(actions("thank", { args: [{ name: "name", from: "form", value: "title" }] })),
        "unknown-form-field actions[thank].args[0].value"
      )
      assertFindings(
        home(actions("open", { args: [{ name: "toolId", from: "form", value: "name" }] })),
        "form-outside-form actions[open].args[0].value"
      )
    })

    it("set states with a value, and sign in as whoever signs in", () => {
      assertFindings(
        home(actions("thank", { type: "setState", target: "search" })),
        "missing-argument actions[thank].args"
      )
      assertFindings(
        home(actions("thank", { type: "signIn", target: "visitor" })),
        "unknown-role actions[thank].target"
      )
      assertFindings(home(actions("thank", { type: "signIn", target: "member" })))
    })

    it("that run each other in a circle are looked at once", () => {
      assertFindings(home(actions("thank", { type: "mutate", target: "add" })))
    })

    it("that follow a form have its values for arguments, and not for the request of another mutation", () => {
      const [add] = homeIr.mutations
      const twice = (args: Action["args"]): PageIr => ({
        ...actions("thank", { type: "mutate", target: "again", args }),
        mutations: add === undefined ? [] : [add, { ...add, id: "again", onSuccess: "" }]
      })
      assertFindings(
        home(twice([])),
        "missing-argument mutations[again].args",
        "missing-argument mutations[again].args"
      )
      const values = ["name", "condition"].map((name) => ({ name, from: "form" as const, value: name }))
      assertFindings(home(twice(values)))
    })
  })

  it("finds what nothing uses", () => {
    assertFindings(
      home({
        ...homeIr,
        queries: [...homeIr.queries, ...homeIr.queries.map((one) => ({ ...one, id: "again" }))],
        mutations: [...homeIr.mutations, ...homeIr.mutations.map((one) => ({ ...one, id: "idle" }))],
        state: [...homeIr.state, { id: "open", type: "boolean", initial: "false" }],
        actions: [...homeIr.actions, { id: "bye", type: "signOut", target: "", args: [] }]
      }),
      "unused-query queries[again]",
      "unused-mutation mutations[idle]",
      "unused-state state[open]",
      "unused-action actions[bye]"
    )
  })

  it("checks the first value of a state and the requirements of the acceptance", () => {
    assertFindings(
      home({ ...homeIr, state: homeIr.state.map((one) => ({ ...one, type: "boolean" })) }),
      "initial-of-other-type state[search].initial"
    )
    assertFindings(
      home({ ...homeIr, acceptance: homeIr.acceptance.map((one) => ({ ...one, requirementId: "FR-8" })) }),
      "unknown-requirement acceptance[0].requirementId"
    )
  })
})
