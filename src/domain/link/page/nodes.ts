/** The tree of nodes: parents, sources, labels and props. */
import type { Finding } from "../../Finding.ts"
import type { Node, NodeKind } from "../../PageIr.ts"
import { parseBinding } from "../binding.ts"
import { finding, quoted, suggestion, unknown, unless } from "../report.ts"
import { linkCondition, linkSource, linkText } from "./bindings.ts"
import { linkProps } from "./props.ts"
import { containerKinds, listKinds, type Scope } from "./scope.ts"

export const linkNodes = (scope: Scope): ReadonlyArray<Finding> =>
  scope.ir.nodes.flatMap((node, index) => {
    const at = `nodes[${node.id}]`
    const place = { item: scope.itemAround(node), form: undefined }
    const within = node.kind === "calendar" ? { item: scope.itemOf(node), form: undefined } : place
    return [
      ...linkParent(node, index, scope),
      ...linkNodeSource(node, scope),
      ...linkText(node.text, `${at}.text`, within, scope),
      ...linkText(node.label, `${at}.label`, place, scope),
      ...linkCondition(node.visibleWhen, `${at}.visibleWhen`, place, scope),
      ...unless(node.action === "" || scope.action(node.action) !== undefined, "unknown-action", `${at}.action`, () =>
        unknown(
          node.action,
          scope.ir.actions.map(({ id }) =>
            id
          ),
          "action"
        )),
      ...unless(node.action === "" || actionKinds.includes(node.kind), "action-of-inactive-node", `${at}.action`, () =>
        `a ${node.kind} runs no action; put the action on a ${actionKinds.join(", ")}`),
      ...unless(!doingKinds.includes(node.kind) || node.action !== "", "idle-control", `${at}.action`, () =>
        `this ${node.kind} does nothing; name its action (there are ${
          scope.ir.actions.map(({ id }) =>
            quoted(id)
          ).join(", ") || "none yet"
        })`),
      ...linkWords(node),
      ...linkProps(node, scope)
    ]
  })

/** Kinds that may run an action; the first two must. */
const doingKinds: ReadonlyArray<NodeKind> = ["button", "link"]
const actionKinds: ReadonlyArray<NodeKind> = [
  ...doingKinds,
  "list",
  "table",
  "grid",
  "calendar",
  "custom",
  "card",
  "image",
  "search",
  "filter",
  "stat"
]

const linkParent = (node: Node, index: number, { ir }: Scope): ReadonlyArray<Finding> => {
  const at = `nodes[${node.id}].parent`
  if (node.parent === "") {
    return unless(
      node.kind !== "column",
      "column-outside-table",
      at,
      () => "a column must stand in a table; name it as parent"
    )
  }
  const position = ir.nodes.findIndex(({ id }) => id === node.parent)
  const parent = ir.nodes[position]
  if (parent === undefined) {
    const before = ir.nodes.slice(0, index).filter(({ kind }) => containerKinds.includes(kind)).map(({ id }) => id)
    return [finding("unknown-parent", at, unknown(node.parent, before, "node before this one"))]
  }
  return [
    ...unless(
      position < index,
      "parent-after-child",
      at,
      () => `${quoted(node.parent)} comes after ${quoted(node.id)}; a parent stands before its children`
    ),
    ...unless(
      containerKinds.includes(parent.kind),
      "parent-not-a-container",
      at,
      () =>
        `${quoted(node.parent)} is a ${parent.kind}, which holds no nodes; containers are ${containerKinds.join(", ")}`
    ),
    ...unless(
      node.kind !== "column" || parent.kind === "table",
      "column-outside-table",
      at,
      () => `a column must stand in a table, not in a ${parent.kind}; outside of tables use a field`
    ),
    ...unless(
      parent.kind !== "table" || tableKinds.has(node.kind),
      "misplaced-in-table",
      at,
      () => `a table holds columns, and buttons or links for each row, not a ${node.kind}`
    )
  ]
}

const tableKinds: ReadonlySet<NodeKind> = new Set(["column", "button", "link"])

const linkNodeSource = (node: Node, scope: Scope): ReadonlyArray<Finding> => {
  const at = `nodes[${node.id}].source`
  const place = { item: scope.itemAround(node), form: undefined }
  const { kind, source } = node
  const binding = parseBinding(source)
  const query = binding?.from === "query" && binding.path === "" ? scope.query(binding.name) : undefined
  const state = binding?.from === "state" ? scope.ir.state.find(({ id }) => id === binding.name) : undefined
  const queries = (many: boolean) =>
    suggestion(source, scope.ir.queries.filter((one) => scope.isList(one) === many).map(({ id }) => `query.${id}`))

  if (listKinds.includes(kind) && !(kind === "grid" && source === "")) {
    return unless(
      query !== undefined && scope.isList(query),
      "not-a-list",
      at,
      () => `${quoted(source)} is not a query with a list, which a ${kind} needs; ${queries(true)}`
    )
  }
  switch (kind) {
    case "detail":
      return unless(
        query !== undefined && !scope.isList(query),
        "not-a-single-thing",
        at,
        () => `${quoted(source)} is not a query of a single thing, which a detail needs; ${queries(false)}`
      )
    case "form":
      return unless(
        source === "" || (query !== undefined && !scope.isList(query)),
        "not-a-single-thing",
        at,
        () =>
          `a form takes its first values from a query of a single thing, or ""; ${quoted(source)} is neither; ${
            queries(false)
          }`
      )
    case "custom":
      if (node.action !== "" && (query === undefined || !scope.isList(query))) {
        return [
          finding(
            "action-of-inactive-node",
            `nodes[${node.id}].action`,
            "a custom node runs its action for one element of its list, and its source is none"
          )
        ]
      }
      return unless(
        source === "" || query !== undefined,
        "custom-source",
        at,
        () =>
          `a custom node shows the answer of a query, or ""; ${quoted(source)} is neither; ${
            suggestion(source, scope.ir.queries.map(({ id }) => `query.${id}`))
          }`
      )
    case "column":
      return binding?.from === "item"
        ? linkSource(source, at, place, scope, "value")
        : [finding("column-source", at, `a column's source is item.<path>, not ${quoted(source)}`)]
    case "field":
    case "image":
    case "stat":
      return linkSource(source, at, place, scope, "value")
    case "search":
    case "filter":
      return unless(
        state !== undefined,
        "unknown-state",
        at,
        () =>
          `a ${kind} sets a state, and ${quoted(source)} is none; ${
            suggestion(source, scope.ir.state.map(({ id }) => `state.${id}`))
          }`
      )
    case "dialog":
      return unless(
        state?.type === "boolean",
        "dialog-without-state",
        at,
        () =>
          `a dialog is opened by a boolean state, and ${quoted(source)} is none; ${
            suggestion(source, scope.ir.state.filter(({ type }) => type === "boolean").map(({ id }) => `state.${id}`))
          }`
      )
    default:
      return source === "" ? [] : linkSource(source, at, place, scope, "any")
  }
}

/** What a person must be able to read, or hear read out. */
const linkWords = ({ id, kind, label, source, text }: Node): ReadonlyArray<Finding> => {
  const at = `nodes[${id}]`
  switch (kind) {
    case "button":
    case "link":
      return unless(
        label !== "" || text !== "",
        "control-without-label",
        `${at}.label`,
        () => `the ${kind} needs a label`
      )
    case "search":
    case "filter":
    case "column":
    case "stat":
    case "dialog":
    case "image":
      return unless(
        label !== "",
        "control-without-label",
        `${at}.label`,
        () => kind === "image" ? "the image needs a label that says what it shows" : `the ${kind} needs a label`
      )
    case "calendar":
      return unless(label !== "", "control-without-label", `${at}.label`, () => "the calendar needs a label")
    case "custom":
      return [
        ...unless(label !== "", "control-without-label", `${at}.label`, () => "the custom node needs a label"),
        ...unless(
          text.trim().length >= leastDescription,
          "custom-undescribed",
          `${at}.text`,
          () =>
            `a custom node is built from its text alone, and ${
              quoted(text)
            } says too little; tell what is shown and how it reacts to keys and pointer`
        )
      ]
    case "heading":
    case "text":
    case "badge":
    case "loading":
    case "empty":
    case "error":
      return unless(text !== "" || source !== "", "node-without-text", `${at}.text`, () => `the ${kind} needs a text`)
    default:
      return []
  }
}

/** A description shorter than this, in characters, is only a name. */
const leastDescription = 80
