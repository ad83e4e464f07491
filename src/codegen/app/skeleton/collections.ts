/** Lists, grids and tables: nodes that are drawn once per element of what they are bound to. */
import { type Node, nodeOf } from "../../../domain/PageIr.ts"
import { humanise, quote } from "../names.ts"
import { doing } from "./actions.ts"
import { display, interpolate, labelOf, resolveBinding } from "./bindings.ts"
import { menuItem } from "./controls.ts"
import { queryItems } from "./forms.ts"
import type { PageModule, Scope } from "./PageModule.ts"
import { partSize } from "./queries.ts"
import { asExpression, attribute, element, handler, indent, textAttribute, textChild, when, wrapped } from "./text.ts"
import type { Tree } from "./Tree.ts"
import { access, type Expression, kindOf, propertyOf, resolved } from "./types.ts"
import { isFigure, prop, valueChild } from "./values.ts"

/** What a node is drawn once for each of. */
interface Elements {
  /** The code of the list. */
  readonly items: string
  readonly variable: string
  readonly scope: Scope
  /** The element's key, and what a person recognises it by. */
  readonly key: string
  readonly title: () => string
  readonly schema: Expression["schema"]
}

export const elementsOf = (module: PageModule, scope: Scope, node: Node): Elements => {
  const source = node.source.trim()
  const names = module.queries.get(source.replace(/^query\./, ""))
  const bound = names?.isList === true ? undefined : resolveBinding(module, scope, source)
  const inner = bound?.schema?.items === undefined ? undefined : resolved(module.document, bound.schema.items)
  const schema = names?.isList === true ? names.itemSchema : inner
  const variable = module.take(singular(names?.items ?? source.split(".").at(-1) ?? "item"))
  const value: Expression = { code: variable, schema, maybe: schema === undefined }
  const id = propertyOf(schema, "id")
  const key =
    id !== undefined && kindOf(resolved(module.document, id)) === "string" && schema?.required?.includes("id") === true
      ? `${variable}.id`
      : `${module.value("keyOf")}(${variable}, index)`
  return {
    items: queryItems(module, scope, source),
    variable,
    scope: { ...scope, item: { value, key: () => key } },
    key,
    title: () => titleOf(module, value),
    schema
  }
}

const singular = (name: string): string =>
  name.endsWith("ies")
    ? `${name.slice(0, -3)}y`
    : /(ses|xes|ches|shes)$/.test(name)
    ? name.slice(0, -2)
    : /[^s]s$/.test(name)
    ? name.slice(0, -1)
    : `${name}-item`

const titleOf = (module: PageModule, value: Expression): string => {
  const { schema } = value
  if (["string", "number", "enum"].includes(kindOf(schema))) return display(module, value)
  const named = schema?.["x-title-field"] ??
    ["title", "name", "label"].find((name) => propertyOf(schema, name) !== undefined)
  return named === undefined
    ? `${module.value("toText")}(${module.value("valueAt")}(${value.code}, "name"))`
    : display(module, access(module.document, value, [named], () => module.value("valueAt")))
}

const each = (elements: Elements, drawn: string): string =>
  `{${/ \?\? /.test(elements.items) ? `(${elements.items})` : elements.items}.map((${elements.variable}${
    elements.key.includes("index") ? ", index" : ""
  }) => ${wrapped(drawn)})}`

/** Whether there is anything to list; with nothing, the state of the query says so. */
export const anything = (items: string): string => `${/ \?\? /.test(items) ? `(${items})` : items}.length > 0`

export const listNode = (tree: Tree, scope: Scope, node: Node): ReadonlyArray<string> => {
  const { module } = tree
  const elements = elementsOf(module, scope, node)
  const [states, rest] = tree.split(node.id)
  const action = doing(module, elements.scope, node.action)
  // A surface that is nothing but the element's own is drawn as its item.
  const [only] = rest
  const flat = rest.length === 1 && only?.kind === "card" && only.label === "" && only.text === "" &&
    only.visibleWhen === ""
    && only.source === ""
  const inner = flat && only !== undefined ? doing(module, elements.scope, only.action) : undefined
  const does = action ?? inner
  const content = flat && only !== undefined
    ? tree.inside(elements.scope, only.id)
    : tree.draw(elements.scope, rest)
  const drawn = content.length > 0
    ? content
    : [element(module.component("Heading"), [attribute("level", "3")], [`{${elements.title()}}`])]
  if (elements.items === "[]") return tree.draw(scope, states)
  const item = element(module.component("Item"), [
    attribute("key", elements.key),
    attribute("label", elements.title()),
    ...(does === undefined
      ? []
      : does.to !== undefined
      ? [attribute("to", does.to)]
      : [attribute("onSelect", handler(does.statements, does.isAsync))])
  ], drawn)
  const label = interpolate(module, scope, node.label || node.text)
  const asked = prop(node, "columns")
  const columns = /^[1-4]$/.test(asked) ? asked : node.kind === "grid" ? "3" : ""
  const list = element(module.component("ItemList"), [
    ...(label.literal === ""
      ? []
      : [label.literal === undefined ? attribute("label", label.code) : textAttribute("label", label.literal)]),
    ...(columns === "" ? [] : [attribute("columns", columns)])
  ], [each(elements, item)])
  return [...when(anything(elements.items), [list]), ...pager(module, node), ...tree.draw(scope, states)]
}

export const tableNode = (tree: Tree, scope: Scope, node: Node): ReadonlyArray<string> => {
  const { module } = tree
  const elements = elementsOf(module, scope, node)
  const [states, rest] = tree.split(node.id)
  const declared = rest.filter((child) => child.kind === "column" || child.kind === "field")
  const others = rest.filter((child) => !declared.includes(child))
  const columns = declared.length > 0 ? declared : columnsOf(node, elements.schema)
  const names = module.queries.get(node.source.trim().replace(/^query\./, ""))
  const sorts = names?.sorts ?? []
  const cells = columns.map((column, position) => columnText(tree, elements, column, position, sorts))
  if (elements.items === "[]" || columns.length === 0) return tree.draw(scope, states)
  if (names !== undefined && sorts.length > 0) module.use(`${names.paging}.sort`)
  const action = doing(module, elements.scope, node.action)
  const buttons = rowActions(tree, elements, others)
  const argument = `(${elements.variable})`
  const byIndex = elements.key.includes("index")
  const label = interpolate(module, scope, node.label || node.text || humanise(node.source.split(".").at(-1) ?? ""))
  const rows = byIndex ? `(${elements.variable}, index)` : argument
  const table = element(module.component("DataTable"), [
    label.literal === undefined ? attribute("caption", label.code) : textAttribute("caption", label.literal),
    attribute("rows", elements.items),
    attribute("rowKey", `${rows} => ${elements.key}`),
    ...(action === undefined
      ? []
      : action.to !== undefined
      ? [attribute("rowLink", `${argument} => ${withoutIndex(module, elements, action.to)}`)]
      : [attribute("onSelect", withoutIndex(module, elements, handler(action.statements, action.isAsync, argument)))]),
    ...(names === undefined || sorts.length === 0 ? [] : [attribute("order", module.use(names.paging))]),
    attribute("columns", `[\n${cells.map((cell) => indent(cell)).join(",\n")}\n]`),
    ...(buttons.length === 0
      ? []
      : [attribute("actions", withoutIndex(module, elements, `${argument} => ${wrapped(asExpression(buttons))}`))])
  ])
  return [...when(anything(elements.items), [table]), ...pager(module, node), ...tree.draw(scope, states)]
}

/** What can be done with a row: buttons, and of more than two a menu. Dialogs stand beside it. */
const rowActions = (tree: Tree, elements: Elements, nodes: ReadonlyArray<Node>): ReadonlyArray<string> => {
  const { module } = tree
  const isButton = ({ action, kind }: Node) => action !== "" && (kind === "button" || kind === "link")
  if (nodes.filter(isButton).length < 3) return tree.draw(elements.scope, nodes)
  const items = nodes.flatMap((node) => {
    const drawn = menuItem(tree, elements.scope, node)
    return drawn === undefined ? [] : [{ node, drawn }]
  })
  const rest = nodes.filter((node) => !items.some((item) => item.node === node))
  const menu = element(
    module.component("Menu"),
    [attribute("label", `"Actions for " + ${asText(module, elements.title())}`)],
    items.flatMap(({ drawn }) => drawn)
  )
  return [menu, ...tree.draw(elements.scope, rest)]
}

const asText = (module: PageModule, code: string): string =>
  /^(toText|format\w+|humanise)\(/.test(code) ? code : `${module.value("toText")}(${code})`

/** What leads to the other parts of a list, where the API gives it a part at a time. */
const pager = (module: PageModule, node: Node): ReadonlyArray<string> => {
  const names = module.queries.get(node.source.trim().replace(/^query\./, ""))
  const limit = names?.operation.object.parameters?.find(({ name }) => name === "limit")?.schema
  if (names === undefined || names.paging === "" || limit === undefined) return []
  return [
    element(module.component("Pager"), [
      attribute("paging", module.use(names.paging)),
      attribute("size", String(partSize(module, names))),
      attribute("total", `${module.use(names.result)}.data?.total`)
    ])
  ]
}

/** Inside of a cell there is no place in the list: an element without an id is told by its words alone. */
export const withoutIndex = (module: PageModule, { key, variable }: Elements, code: string): string =>
  key.includes("index") ? code.split(key).join(`${module.value("keyOf")}(${variable}, 0)`) : code

const columnText = (
  tree: Tree,
  elements: Elements,
  column: Node,
  position: number,
  sorts: ReadonlyArray<string>
): string => {
  const { module } = tree
  const value = resolveBinding(
    module,
    elements.scope,
    column.source.startsWith("item.") || column.source === "" || /^[a-z]+\./.test(column.source)
      ? column.source
      : `item.${column.source}`
  )
  const text = interpolate(module, elements.scope, column.text)
  const header = interpolate(module, { narrowed: new Set() }, labelOf(column.label, column.source || column.id))
  const format = prop(column, "format")
  const drawn = tree.inside(elements.scope, column.id)
  const own = value !== undefined
    ? [valueChild(module, value, format, column.label)]
    : text.literal === ""
    ? []
    : [text.literal === undefined ? `{${text.code}}` : textChild(text.literal)]
  const shown = [...own, ...drawn]
  const argument = `(${elements.variable})`
  const sortable = value !== undefined && value.schema?.["x-entity"] === undefined
    && ![format, value.schema?.["x-format"]].some((one) => one === "image" || one === "file") &&
    kindOf(value.schema) !== "object"
  const field = column.source.trim().replace(/^item\./, "")
  const members = [
    `id: ${quote(`${column.id}-${position}`)}`,
    `header: ${header.code}`,
    ...(value !== undefined && isFigure(value, format) ? ["align: \"right\""] : []),
    // Where the API sorts, a column it does not know has no order: that of the rows at hand would be another.
    ...(sorts.length > 0
      ? (sorts.includes(field) ? [`sortKey: ${quote(field)}`] : [])
      : sortable
      ? [`sortValue: ${argument} => ${value.code}`]
      : []),
    `cell: ${withoutIndex(module, elements, `${argument} => ${wrapped(asExpression(shown))}`)}`
  ]
  const line = `{ ${members.join(", ")} }`
  return line.length <= 110 && !line.includes("\n")
    ? line
    : `{\n${members.map((member) => indent(member)).join(",\n")}\n}`
}

/** The columns of a table that names none: the first of what its elements have. */
const columnsOf = (node: Node, schema: Expression["schema"]): ReadonlyArray<Node> =>
  Object.keys(schema?.properties ?? {}).filter((name) => !["id", "createdAt", "updatedAt"].includes(name)).slice(0, 5)
    .map((name) => column(node, name))

const column = (table: Node, name: string): Node =>
  nodeOf(`${table.id}-${name}`, "column", { parent: table.parent, source: `item.${name}` })
