/** The head of a page beside its heading: what can be done there, and on the start page what the product says of itself. */
import type { Node } from "../../../domain/PageIr.ts"
import { pagesAbove } from "../trails.ts"
import { interpolate } from "./bindings.ts"
import type { Scope } from "./PageModule.ts"
import { repeats } from "./surfaces.ts"
import { asExpression, attribute, textAttribute } from "./text.ts"
import type { Tree } from "./Tree.ts"
import { prop } from "./values.ts"

const topScope: Scope = { narrowed: new Set() }

/**
 * The attributes that put the buttons at the head of a page's content beside its heading. They then are not drawn again
 * below, and neither is a link to where the trail above the heading leads.
 */
export const pageActions = (tree: Tree): ReadonlyArray<string> => {
  const first = headOf(tree).find((node) => node.kind !== "text")
  const bar = first?.kind === "toolbar" && first.visibleWhen === "" ? tree.children(first.id) : []
  if (first === undefined || bar.length === 0 || !bar.every(isPressed)) return []
  tree.leaveOut(first)
  const shown = bar.filter((node) => !isOnTrail(tree, node))
  const main = shown.find((node) => prop(node, "tone") === "primary")
  const drawn = shown.flatMap((node) => tree.draw(topScope, [node === main ? node : plainer(node)]))
  if (drawn.length === 0) return []
  return [attribute("actions", asExpression(drawn))]
}

/** The attributes by which the start page introduces the product; none where its head has no words of that kind. */
export const pageHero = (tree: Tree): ReadonlyArray<string> => {
  const { ir, prd } = tree.module
  if (ir.page.route !== "/") return []
  const said = headOf(tree).find((node) => node.kind === "text" && node.visibleWhen === "" && node.source === "")
  const words = said === undefined ? "" : interpolate(tree.module, topScope, said.text).literal ?? ""
  const isUnnamed = /^(?:home|start|welcome|home ?page|start ?page)$/i.test(ir.page.title.trim())
  if (words === "" && !isUnnamed) return []
  if (said !== undefined && words !== "") tree.leaveOut(said)
  return [
    "hero",
    ...(isUnnamed ? [textAttribute("heading", prd.title)] : []),
    textAttribute("description", words || ir.page.purpose)
  ]
}

/** What a page's content begins with: nodes at the top, or in a section without a word or condition of its own. */
const headOf = (tree: Tree): ReadonlyArray<Node> => {
  const visible = (parent: string) =>
    tree.children(parent).filter((node) =>
      !tree.isState(node) && node.kind !== "dialog" && (node.kind !== "heading" || node.visibleWhen === "")
    )
  const top = visible("")
  const [first] = top
  const isPlain = first?.kind === "section" &&
    [first.text, first.label, first.source, first.visibleWhen, first.action].every((one) => one === "")
  return first !== undefined && isPlain && !repeats(tree.module, first) ? visible(first.id) : top
}

const isPressed = ({ action, kind }: Node): boolean => (kind === "button" || kind === "link") && action !== ""

/** The same without standing out: of several things to do, one is the main one. */
const plainer = (node: Node): Node => ({
  ...node,
  props: node.props.filter(({ name, value }) => name !== "tone" || value !== "primary")
})

const isOnTrail = ({ module }: Tree, node: Node): boolean => {
  const action = module.ir.actions.find(({ id }) => id === node.action)
  const page = module.pages.pages.find(({ id }) => id === module.ir.page.id)
  return node.kind === "link" && action?.type === "navigate" && page !== undefined
    && pagesAbove(module.pages, page).some(({ id }) => id === action.target)
}
