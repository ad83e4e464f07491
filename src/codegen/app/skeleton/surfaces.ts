/** Nodes that hold others: sections, cards, dialogs and what is known of one thing. */
import type { Node } from "../../../domain/PageIr.ts"
import { humanise } from "../names.ts"
import { doing } from "./actions.ts"
import { interpolate, resolveBinding } from "./bindings.ts"
import { childText, codeAttribute, fieldNode } from "./content.ts"
import type { PageModule, Scope } from "./PageModule.ts"
import { attribute, element, textChild, when } from "./text.ts"
import type { Tree } from "./Tree.ts"
import { kindOf } from "./types.ts"
import { prop } from "./values.ts"

export const titled = (tree: Tree, scope: Scope, node: Node, name: string): ReadonlyArray<string> => {
  const { module } = tree
  const first = tree.children(node.id)[0]
  const title = interpolate(module, scope, node.label || node.text)
  const repeated = first?.kind === "heading" && first.text === (node.label || node.text)
  // A surface bound to one thing shows it, as a detail does.
  const bound = boundTo(tree, scope, node)
  const body = [
    ...(node.label !== "" && node.text !== ""
      ? [element(module.component("Text"), [], [childText(interpolate(module, bound.scope, node.text))])]
      : []),
    ...tree.inside(bound.scope, node.id)
  ]
  const shownTitle = title.literal !== "" && !repeated && title.literal !== module.ir.page.title
  const heading = shownTitle ? [codeAttribute("title", title)] : []
  if (body.length === 0 && heading.length === 0) return []
  const action = doing(module, bound.scope, node.action)
  const more = action?.to !== undefined && node.action !== ""
    ? [element(module.component("TextLink"), [attribute("to", action.to)], [textChild(node.label || "Open")])]
    : []
  return when(bound.condition, [element(module.component(name), heading, [...body, ...more])])
}

/** The scope inside of a node that is bound to one thing, and the condition that the thing is there. */
export const boundTo = (
  tree: Tree,
  scope: Scope,
  node: Node
): { readonly scope: Scope; readonly condition: string } => {
  const { module } = tree
  const names = module.queries.get(node.source.trim().replace(/^query\./, ""))
  if (names === undefined || !node.source.startsWith("query.")) return { scope, condition: "" }
  if (names.isList) return { scope, condition: "" }
  const code = module.use(names.data)
  const narrowed = new Set([...scope.narrowed, names.query.id])
  return {
    scope: {
      ...scope,
      narrowed,
      item: { value: { code, schema: names.schema, maybe: false }, key: () => `${module.value("keyOf")}(${code}, 0)` }
    },
    condition: names.schema !== undefined && kindOf(names.schema) === "object" ? code : `Boolean(${code})`
  }
}

export const dialogNode = (tree: Tree, scope: Scope, node: Node): ReadonlyArray<string> => {
  const { module } = tree
  const names = module.states.get(node.source.replace(/^state\./, ""))
  const open = resolveBinding(module, scope, node.source)
  if (names === undefined || open === undefined) return titled(tree, scope, node, "Card")
  const closed = names.perItem
    ? "\"\""
    : names.state.type === "boolean"
    ? "false"
    : names.state.type === "number"
    ? "0"
    : "\"\""
  const title = interpolate(module, scope, node.label || node.text || humanise(node.id))
  const text = node.label !== "" && node.text !== ""
    ? [element(module.component("Text"), [], [childText(interpolate(module, scope, node.text))])]
    : []
  return [
    element(module.component("Dialog"), [
      attribute(
        "open",
        kindOf(open.schema) === "boolean" ? open.code.replace(/^\((.*)\)$/, "$1") : `Boolean(${open.code})`
      ),
      attribute("onClose", `() => ${module.use(names.setter)}(${closed})`),
      codeAttribute("title", title)
    ], [...text, ...tree.inside(scope, node.id)])
  ]
}

export const detailNode = (tree: Tree, scope: Scope, node: Node): ReadonlyArray<string> => {
  const { module } = tree
  const { condition: there, scope: inner } = boundTo(tree, scope, node)
  const [states, rest] = tree.split(node.id)
  const schema = inner.item?.value.schema
  const drawn = rest.length > 0 ? tree.draw(inner, rest) : [
    element(
      module.component("DetailList"),
      [],
      Object.keys(schema?.properties ?? {}).filter((name) => name !== "id" && name !== "updatedAt").flatMap((name) =>
        fieldNode(tree, inner, { ...node, id: `${node.id}-${name}`, source: `item.${name}`, label: "", text: "" })
      )
    )
  ]
  const title = interpolate(module, inner, node.label || node.text)
  const heading = title.literal === "" || title.literal === module.ir.page.title ? [] : [codeAttribute("title", title)]
  const name = tree.inSurface(node) ? "Section" : "Card"
  return [...when(there, [element(module.component(name), heading, drawn)]), ...tree.draw(scope, states)]
}

/** How many columns a grid has: as many as asked for, else as its children fill. */
export const columnsAttribute = (node: Node, children: number): ReadonlyArray<string> => {
  const columns = prop(node, "columns")
  return [attribute("columns", /^[1-4]$/.test(columns) ? columns : String(Math.min(4, Math.max(2, children))))]
}

/** Whether a node is drawn once per element of what it is bound to. */
export const repeats = (module: PageModule, node: Node): boolean =>
  node.source.trim() !== "" && (module.queries.get(node.source.replace(/^query\./, "")) !== undefined
    || /^(query|item)\..+/.test(node.source.trim()))
