/** The nodes of a page as TSX. */
import type { Node } from "../../../domain/PageIr.ts"
import { quote } from "../names.ts"
import { condition, interpolate, type Interpolated } from "./bindings.ts"
import { calendarNode } from "./calendar.ts"
import { listNode, tableNode } from "./collections.ts"
import { badgeNode, chartNode, childText, codeAttribute, fieldNode, imageNode, statNode, textNode } from "./content.ts"
import { controlNode, doingNode, errorNode, formNode } from "./controls.ts"
import { customNode } from "./custom.ts"
import type { Scope } from "./PageModule.ts"
import { columnsAttribute, detailNode, dialogNode, repeats, titled } from "./surfaces.ts"
import { attribute, element, when } from "./text.ts"
import type { Draw, Tree } from "./Tree.ts"
import { prop } from "./values.ts"

/** Nodes as children of an element, those of a kind that stand together in one group. */
export const drawNodes: Draw = (tree, scope, nodes, parent) => {
  const out: Array<string> = []
  for (let index = 0; index < nodes.length;) {
    const group = groupOf(nodes[index]?.kind)
    const others = group === "" ? 0 : nodes.slice(index).findIndex((node) => groupOf(node.kind) !== group)
    const end = group === "" ? index + 1 : others === -1 ? nodes.length : index + others
    const drawn = nodes.slice(index, end).flatMap((node) => draw(tree, scope, node))
    out.push(...(inLine(parent, group) ? drawn : grouped(tree, group, drawn)))
    index = end
  }
  return out
}

/** Whether the surroundings already put such things side by side. */
const inLine = (parent: Node["kind"] | undefined, group: string): boolean => {
  switch (parent) {
    case "grid":
      return group === "stats" || group === "charts"
    case "toolbar":
    case "row":
    case "form":
    case "empty":
    case "error":
      return ["controls", "actions", "badges"].includes(group)
    default:
      return false
  }
}

const groupOf = (kind: Node["kind"] | undefined): string => {
  switch (kind) {
    case "field":
      return "fields"
    case "stat":
      return "stats"
    case "badge":
      return "badges"
    case "chart":
      return "charts"
    case "button":
    case "link":
      return "actions"
    case "search":
    case "filter":
      return "controls"
    default:
      return ""
  }
}

const grouped = (tree: Tree, group: string, drawn: ReadonlyArray<string>): ReadonlyArray<string> => {
  const { module } = tree
  if (drawn.length === 0) return []
  switch (group) {
    case "fields":
      return [element(module.component("DetailList"), [], drawn)]
    case "stats":
      return [
        element(module.component("Grid"), [attribute("columns", String(Math.min(4, Math.max(2, drawn.length))))], drawn)
      ]
    case "badges":
      return drawn.length === 1 ? drawn : [element(module.component("Row"), [], drawn)]
    case "charts":
      return drawn.length === 1 || module.ir.page.layout !== "dashboard"
        ? drawn
        : [element(module.component("Grid"), [attribute("columns", "2")], drawn)]
    case "actions":
      return drawn.length === 1 ? drawn : [element(module.component("Actions"), [], drawn)]
    case "controls":
      return [element(module.component("Toolbar"), [], drawn)]
    default:
      return drawn
  }
}

/** One node, with the condition it is shown under. */
const draw = (tree: Tree, scope: Scope, node: Node): ReadonlyArray<string> => {
  const { module } = tree
  const shown = condition(module, scope, node.visibleWhen)
  const state = stateCondition(tree, node)
  if (state === undefined) return []
  const conditions = [state, shown].filter((one) => one !== "").join(" && ")
  return when(conditions, drawKind(tree, scope, node))
}

/** When a node stands for the state of a query: in which; `undefined` for a state that is nobody's. */
const stateCondition = (tree: Tree, node: Node): string | undefined => {
  const { module } = tree
  const conditions = [...module.queries.values()].flatMap((names) => {
    const result = () => module.use(names.result)
    const { emptyNode, errorNode, loadingNode } = names.query
    const empty = () => {
      if (!names.isList) return `${result()}.isSuccess && !${module.use(names.data)}`
      return `${result()}.isSuccess && ${module.use(names.items)}.length === 0`
    }
    const loading = loadingNode === node.id ? [`${result()}.isLoading`] : []
    const failed = errorNode === node.id ? [`${result()}.isError`] : []
    return loading.concat(emptyNode === node.id ? [empty()] : [], failed)
  })
  if (conditions.length === 0) return ["loading", "empty", "error"].includes(node.kind) ? undefined : ""
  const [only = ""] = conditions
  return conditions.length === 1 ? only : `(${conditions.join(" || ")})`
}

/** What an empty list says: where somebody searches in it or narrows it, that nothing matches. */
const emptyTitle = ({ module }: Tree, node: Node, title: Interpolated): string => {
  const narrowing = [...module.queries.values()].filter(({ query }) => query.emptyNode === node.id)
    .flatMap(({ query }) => query.args)
    .flatMap(({ from, value }) => from === "state" ? [module.states.get(value.replace(/^state\./, ""))] : [])
    .flatMap((names) => names?.inAddress === true ? [`${module.use(names.getter)} !== ""`] : [])
  if (narrowing.length === 0) return codeAttribute("title", title)
  const said = title.literal === undefined ? title.code : quote(title.literal)
  return attribute("title", `${[...new Set(narrowing)].join(" || ")} ? "Nothing matches." : ${said}`)
}

const drawKind = (tree: Tree, scope: Scope, node: Node): ReadonlyArray<string> => {
  const { module } = tree
  const inside = () => tree.inside(scope, node.id)
  const container = (name: string, attributes: ReadonlyArray<string>): ReadonlyArray<string> => {
    const children = inside()
    return children.length === 0 ? [] : [element(module.component(name), attributes, children)]
  }
  switch (node.kind) {
    case "section":
    case "card":
      return titled(tree, scope, node, node.kind === "card" ? "Card" : "Section")
    case "grid":
      return repeats(module, node)
        ? listNode(tree, scope, node)
        : container("Grid", columnsAttribute(node, tree.children(node.id).length))
    case "row": {
      // Figures in a row share its width.
      const children = tree.children(node.id)
      return children.length > 0 && children.every(({ kind }) => kind === "stat") ? inside() : container("Row", [])
    }
    case "toolbar":
      return container("Toolbar", [])
    case "dialog":
      return dialogNode(tree, scope, node)
    case "heading": {
      const text = interpolate(module, scope, node.text || node.label)
      if (text.literal === module.ir.page.title || text.literal === "") return []
      const level = prop(node, "level") === "3" ? [attribute("level", "3")] : []
      return [element(module.component("Heading"), level, [childText(text)])]
    }
    case "text":
      return textNode(tree, scope, node)
    case "badge":
      return badgeNode(tree, scope, node)
    case "stat":
      return statNode(tree, scope, node)
    case "image":
      return imageNode(tree, scope, node)
    case "list":
      return repeats(module, node) ? listNode(tree, scope, node) : inside()
    case "table":
      return tableNode(tree, scope, node)
    case "column":
    case "field":
      return fieldNode(tree, scope, node)
    case "detail":
      return detailNode(tree, scope, node)
    case "chart":
      return chartNode(tree, scope, node)
    case "calendar":
      return calendarNode(tree, scope, node)
    case "custom":
      return customNode(tree, scope, node)
    case "button":
    case "link":
      return doingNode(tree, scope, node)
    case "form":
      return formNode(tree, scope, node)
    case "search":
    case "filter":
      return controlNode(tree, scope, node)
    case "loading": {
      const label = interpolate(module, scope, node.text || node.label)
      return [
        element(module.component("Loading"), label.literal === "" ? [] : [codeAttribute("label", label)], inside())
      ]
    }
    case "empty": {
      const title = interpolate(module, scope, node.text || node.label || "There is nothing here yet.")
      return [element(module.component("EmptyState"), [emptyTitle(tree, node, title)], inside())]
    }
    default:
      return errorNode(tree, scope, node)
  }
}
