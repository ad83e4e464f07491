/** Whether everybody can use a page, as far as its elements tell for sure: the app's linter holds it to the same. */
import { quoted } from "../../domain/link/report.ts"
import { type Element, type JsxAttribute, literalOf, type Node, nodesOf } from "./ast.ts"
import { attributeName, rule } from "./rule.ts"

/** Elements one can operate are the elements that are made for it. */
export const operable = rule(
  "operable",
  "What is clicked is a button or a link: no onClick or onKeyDown on div, span, li and the like, no tabIndex on what cannot be operated, none above 0, no autoFocus. A plain <button> has a type, an <a> an href.",
  ({ nodes }, at) =>
    elementsIn(nodes).flatMap((element) => {
      const { attributes, isOpen, name } = partsOf(element)
      const role = literal(attributes, "role") ?? ""
      const found = (what: string, why: string) => [at(attributes.get(what) ?? element, why)]
      if (attributes.has("autoFocus") && !isFalse(attributes.get("autoFocus"))) {
        return found("autoFocus", "autoFocus takes readers away from where they are; leave it out")
      }
      if (!/^[a-z]/.test(name) || isOpen) return []
      const tabIndex = Number(literal(attributes, "tabIndex"))
      if (tabIndex > 0) return found("tabIndex", "a tabIndex above 0 upsets the order of the page; leave it out")
      if (name === "button" && !attributes.has("type")) {
        return [at(element, "<button> has no type; write type=\"button\", or \"submit\" in a form")]
      }
      if (name === "a" && !attributes.has("href")) {
        return [at(element, "<a> has no href; what does something here is a <button type=\"button\">")]
      }
      if (!passive.has(name) || literal(attributes, "aria-hidden") === "true" || /^(?:presentation|none)$/.test(role)) {
        return []
      }
      if (tabIndex === 0 && !operated.has(role)) {
        return found("tabIndex", `<${name}> cannot be operated: a tabIndex leads there for nothing`)
      }
      const handler = handlers.find((one) => attributes.has(one))
      const isControl = generic.has(name) && role !== "" && keys.some((one) => attributes.has(one))
        && (!operated.has(role) || attributes.has("tabIndex"))
      return handler === undefined || isControl
        ? []
        : found(handler, `<${name}> takes no ${handler}; make it a <button type="button"> or a link`)
    })
)

/** Pictures and controls say what they are to those who do not see them, and nothing says it twice. */
export const named = rule(
  "named",
  "Each <img> has an alt (\"\" where it says nothing new), each <label> its control inside or an htmlFor, each button words or an aria-label, and no element a role that it has anyway (no role=\"list\" on ul).",
  ({ nodes }, at) =>
    nodes.flatMap((node) => {
      if (node.type !== "JSXElement") return []
      const element = node.openingElement
      const { attributes, isOpen, name } = partsOf(element)
      if (isOpen) return []
      const role = literal(attributes, "role")
      if (role !== undefined && ownRoles.get(name) === role) {
        return [at(attributes.get("role") ?? element, `<${name}> has the role ${quoted(role)} anyway; leave it out`)]
      }
      if (name === "img" && !attributes.has("alt")) return [at(element, "<img> has no alt")]
      if (name === "label" && !attributes.has("htmlFor") && !holdsControl(node)) {
        return [at(element, "<label> belongs to no control; put the control inside, or name it with htmlFor")]
      }
      const isButton = name === "button" || name === "Button"
      return isButton && !naming.some((one) => attributes.has(one)) && isWordless(node.children)
        ? [at(element, `<${name}> shows a drawing alone; say what it does in an aria-label`)]
        : []
    })
)

/** A page that a link opens cannot reach back. */
export const separateTabs = rule(
  "separate-tab",
  "A link with target=\"_blank\" has rel=\"noreferrer\"; <ExternalLink> has it.",
  ({ nodes }, at) =>
    elementsIn(nodes).flatMap((element) => {
      const { attributes, isOpen, name } = partsOf(element)
      if (isOpen || name !== "a" || literal(attributes, "target") !== "_blank") return []
      const rel = attributes.get("rel")
      return rel !== undefined &&
          (literalOf(rel.value) === undefined || /\bnoreferrer\b/.test(literalOf(rel.value) ?? ""))
        ? []
        : [at(attributes.get("target") ?? element, "target=\"_blank\" goes with rel=\"noreferrer\"")]
    })
)

const elementsIn = (nodes: ReadonlyArray<Node>): ReadonlyArray<Element> =>
  nodes.flatMap((node) => node.type === "JSXOpeningElement" ? [node] : [])

/** The attributes by name; `isOpen` where a spread may bring others. */
const partsOf = ({ attributes, name }: Element) => ({
  name: name.type === "JSXIdentifier" ? name.name : "",
  attributes: new Map(attributes.flatMap((one) => one.type === "JSXAttribute" ? [[attributeName(one), one]] : [])),
  isOpen: attributes.some((one) => one.type === "JSXSpreadAttribute")
})

/** What an attribute is for sure, as text: `3` of `{3}` too. */
const literal = (attributes: ReadonlyMap<string, JsxAttribute>, name: string): string | undefined => {
  const value = attributes.get(name)?.value
  if (value?.type === "JSXExpressionContainer" && value.expression.type === "NumericLiteral") {
    return String(value.expression.value)
  }
  return literalOf(value)
}

const isFalse = (attribute: JsxAttribute | undefined): boolean =>
  attribute?.value?.type === "JSXExpressionContainer" && attribute.value.expression.type === "BooleanLiteral"
  && !attribute.value.expression.value

/** Whether a label has a control in it, or may have one. */
const holdsControl = (label: Node): boolean =>
  nodesOf(label).some((node) =>
    node.type === "JSXExpressionContainer"
      ? literalOf(node) === undefined
      : node.type === "JSXOpeningElement" && node.name.type === "JSXIdentifier"
        && (controls.has(node.name.name) || /^[A-Z]/.test(node.name.name))
  )

/** Whether there are drawings and nothing to read. */
const isWordless = (children: ReadonlyArray<Node>): boolean =>
  children.some((child) => child.type === "JSXElement") && children.every((child) =>
    child.type === "JSXText"
      ? child.value.trim() === ""
      : child.type === "JSXElement" && child.openingElement.name.type === "JSXIdentifier"
        && child.openingElement.name.name === "svg" && !nodesOf(child).some((node) =>
          node.type === "JSXText"
          && node.value.trim() !== ""
        )
  )

const controls: ReadonlySet<string> = new Set(["input", "select", "textarea", "meter", "output", "progress", "button"])

const naming = ["aria-label", "aria-labelledby", "children"]

/** Elements that do nothing by themselves. */
const passive: ReadonlySet<string> = new Set(
  "div span p ul ol li dl section article aside main header footer nav figure form img label pre table h1 h2 h3 h4 h5 h6 dialog"
    .split(" ")
)

/** Those that may be made a control of by their role. */
const generic: ReadonlySet<string> = new Set(["div", "span"])

const operated: ReadonlySet<string> = new Set(
  "button checkbox combobox gridcell link listbox menuitem menuitemcheckbox menuitemradio option radio scrollbar searchbox slider spinbutton switch tab textbox treeitem"
    .split(" ")
)

const keys = ["onKeyDown", "onKeyUp", "onKeyPress"]
const handlers = ["onClick", "onMouseDown", "onMouseUp", ...keys]

/** The role that an element has of itself. */
const ownRoles: ReadonlyMap<string, string> = new Map([
  ["a", "link"],
  ["article", "article"],
  ["aside", "complementary"],
  ["button", "button"],
  ["dialog", "dialog"],
  ["fieldset", "group"],
  ["form", "form"],
  ["li", "listitem"],
  ["ol", "list"],
  ["progress", "progressbar"],
  ["section", "region"],
  ["table", "table"],
  ["textarea", "textbox"],
  ["ul", "list"]
])
