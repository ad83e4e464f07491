/** Nodes that show something: words, figures, pictures, values and charts. */
import type { Node } from "../../../domain/PageIr.ts"
import { humanise } from "../names.ts"
import { interpolate, type Interpolated, labelOf, resolveBinding } from "./bindings.ts"
import { queryItems } from "./forms.ts"
import type { PageModule, Scope } from "./PageModule.ts"
import { roleCondition } from "./queries.ts"
import { asExpression, attribute, element, textAttribute, textChild, when } from "./text.ts"
import type { Tree } from "./Tree.ts"
import { access, type Expression, kindOf, propertyOf } from "./types.ts"
import { prop, valueChild } from "./values.ts"

export const childText = (text: Interpolated): string =>
  text.literal === undefined ? `{${text.code}}` : textChild(text.literal)

export const codeAttribute = (name: string, text: Interpolated): string =>
  text.literal === undefined ? attribute(name, text.code) : textAttribute(name, text.literal)

export const textNode = (tree: Tree, scope: Scope, node: Node): ReadonlyArray<string> => {
  const { module } = tree
  const value = node.text === "" ? resolveBinding(module, scope, node.source) : undefined
  const text = interpolate(module, scope, node.text || (value === undefined ? node.label : ""))
  const only = value ?? text.only
  if (only !== undefined) {
    return [element(module.component("Text"), [], [valueChild(module, only, prop(node, "format"), node.label)])]
  }
  return text.literal === "" ? [] : [element(module.component("Text"), [], [childText(text)])]
}

export const badgeNode = (tree: Tree, scope: Scope, node: Node): ReadonlyArray<string> => {
  const { module } = tree
  const tone = prop(node, "tone")
  const text = interpolate(module, scope, node.text || node.label)
  const value = resolveBinding(module, scope, node.source) ?? text.only
  const toned = ["primary", "danger", "success", "warning"].includes(tone)
  if (value !== undefined && !toned && kindOf(value.schema) !== "boolean") {
    return value.schema?.["x-entity"] !== undefined || kindOf(value.schema) === "number"
      ? [element(module.component("Badge"), [], [valueChild(module, value, prop(node, "format"), "")])]
      : [element(module.component("StatusBadge"), [attribute("value", value.code)])]
  }
  const child = value === undefined ? childText(text) : valueChild(module, value, prop(node, "format") || "text", "")
  if (value === undefined && text.literal === "") return []
  return [element(module.component("Badge"), toned ? [`tone="${tone}"`] : [], [child])]
}

export const statNode = (tree: Tree, scope: Scope, node: Node): ReadonlyArray<string> => {
  const { module } = tree
  const source = node.source.trim()
  const names = module.queries.get(source.replace(/^query\./, ""))
  const bound = source === "" ? interpolate(module, scope, node.text).only : resolveBinding(module, scope, source)
  // A list as a figure is how many there are.
  const value = names?.isList === true && source.startsWith("query.")
    ? propertyOf(names.schema, "total") === undefined
      ? { code: `${module.use(names.items)}.length`, schema: { type: "integer" }, maybe: false }
      : access(
        module.document,
        { code: module.use(names.data), schema: names.schema, maybe: true },
        ["total"],
        () => module.value("valueAt")
      )
    : bound !== undefined && kindOf(bound.schema) === "array"
    ? { code: `${bound.code}${bound.maybe ? "?" : ""}.length`, schema: { type: "integer" }, maybe: bound.maybe }
    : bound
  const label = codeAttribute(
    "label",
    interpolate(module, scope, labelOf(node.label || (value === undefined ? "" : node.text), source || node.id))
  )
  if (value === undefined) {
    const text = interpolate(module, scope, node.text)
    return text.literal === "" ? [] : [element(module.component("Stat"), [label, codeAttribute("value", text)])]
  }
  const child = valueChild(module, value, prop(node, "format"), node.label)
  const code = asExpression([child])
  // A figure that this user may not ask for is not there, rather than a dash.
  const asked = module.queries.get(/^query\.([A-Za-z0-9_-]+)/.exec(source)?.[1] ?? "")
  const allowed = asked === undefined ? "" : roleCondition(module, asked)
  const hint = node.label !== "" && node.text !== "" && source !== ""
    ? [codeAttribute("hint", interpolate(module, scope, node.text))]
    : []
  return when(allowed, [element(module.component("Stat"), [label, attribute("value", code), ...hint])])
}

export const fieldNode = (tree: Tree, scope: Scope, node: Node): ReadonlyArray<string> => {
  const { module } = tree
  const text = interpolate(module, scope, node.text)
  const value = resolveBinding(module, scope, node.source) ?? (node.source === "" ? text.only : undefined)
  const label = codeAttribute("label", interpolate(module, scope, labelOf(node.label, node.source || node.id)))
  const children = tree.inside(scope, node.id)
  const child = value === undefined
    ? (text.literal === "" ? undefined : childText(text))
    : valueChild(module, value, prop(node, "format"), labelOf(node.label, node.source))
  if (child === undefined && children.length === 0) return []
  return [element(module.component("Detail"), [label], [...(child === undefined ? [] : [child]), ...children])]
}

export const chartNode = (tree: Tree, scope: Scope, node: Node): ReadonlyArray<string> => {
  const { module } = tree
  const names = module.queries.get(node.source.replace(/^query\./, ""))
  const items = queryItems(module, scope, node.source)
  const schema = names?.itemSchema
  if (items === "[]") return []
  const one = { code: "one", schema, maybe: schema === undefined }
  const at = (path: string) => {
    const parts = path.replace(/^item\./, "").split(".").filter((part) => part !== "")
    return parts.length === 0 ? undefined : access(module.document, one, parts, () => module.value("valueAt"))
  }
  const x = at(prop(node, "x")) ??
    at(schema?.["x-title-field"] ?? Object.keys(schema?.properties ?? {}).find((name) => name !== "id") ?? "name")
  const measured = at(prop(node, "y"))
  // What is no number is counted.
  const y = measured?.schema !== undefined && kindOf(measured.schema) !== "number" ? undefined : measured
  const entity = x?.schema?.["x-entity"] ?? ""
  const more = entity === "" ? (y === undefined ? [] : [`(one) => ${y.code}`]) : [
    y === undefined ? "undefined" : `(one) => ${y.code}`,
    module.value("toText")
  ]
  const bars = `${module.from("../lib/charts", "toBars")}(${
    [items, `(one) => ${labelCode(module, x)}`, ...more].join(", ")
  })`
  const money = prop(node, "format") === "money" || y?.schema?.["x-format"] === "money"
  const [states] = tree.split(node.id)
  const shown = names === undefined ? "" : `${module.use(names.result)}.isSuccess`
  return [
    ...when(shown, [
      element(module.component("BarChart"), [
        codeAttribute("title", interpolate(module, scope, node.label || node.text || humanise(node.id))),
        attribute("bars", bars),
        ...(entity === "" ? [] : [attribute("name", `(id) => ${referenceTo(module, entity)}`)]),
        ...(money ? [attribute("format", module.format("formatMoney"))] : [])
      ])
    ]),
    ...tree.draw(scope, states)
  ]
}

/** The name of a thing by the `id` that a bar stands for. */
const referenceTo = (module: PageModule, entity: string): string =>
  element(module.component("Reference"), [textAttribute("entity", entity), attribute("id", "id")])

const labelCode = (module: PageModule, x: Expression | undefined): string => {
  if (x === undefined) return "\"\""
  if (x.schema?.format === "date" || x.schema?.format === "date-time") {
    return `${module.format("formatDate")}(${x.code})`
  }
  return x.code
}

/** A picture. */
export const imageNode = ({ module }: Tree, scope: Scope, node: Node): ReadonlyArray<string> => {
  const value = resolveBinding(module, scope, node.source)
  const alt = interpolate(module, scope, node.label || node.text)
  return value === undefined
    ? []
    : [element(module.component("Picture"), [attribute("src", value.code), codeAttribute("alt", alt)])]
}
