/** A page's heading, where the IR has a better one than the page's title: the name of the thing it shows. */
import type { Node } from "../../../domain/PageIr.ts"
import { condition, interpolate } from "./bindings.ts"
import type { Scope } from "./PageModule.ts"
import { boundTo, repeats } from "./surfaces.ts"
import { attribute, textAttribute } from "./text.ts"
import type { Tree } from "./Tree.ts"
import { prop } from "./values.ts"

/**
 * The attributes that give a page the heading of one of its nodes, which then is not drawn again below. That is the
 * first heading of level 1; else, on a page whose route has parameters, the first that reads anything.
 */
export const pageHeading = (tree: Tree): ReadonlyArray<string> => {
  const { ir } = tree.module
  const able = ir.nodes.filter((node) => node.kind === "heading" && standsAlone(tree, node))
  const asked = able.find((node) => prop(node, "level") === "1")
  const named = /(^|\/):/.test(ir.page.route) ? able.find((node) => /\{[A-Za-z]/.test(wordsOf(node))) : undefined
  const node = asked ?? named
  if (node === undefined) return []
  tree.leaveOut(node)
  return headingAttributes(tree, node)
}

const wordsOf = (node: Node): string => node.text || node.label

/** Whether there is at most one of it on the page, and that not in place of something else. */
const standsAlone = (tree: Tree, node: Node): boolean =>
  [node, ...tree.above(node)].every((one) =>
    !tree.isState(one) && !["dialog", "form", "table", "list"].includes(one.kind)
    && !(one.kind === "grid" && repeats(tree.module, one))
  )

const headingAttributes = (tree: Tree, node: Node): ReadonlyArray<string> => {
  const { module } = tree
  let scope: Scope = { narrowed: new Set() }
  const conditions: Array<string> = []
  for (const above of tree.above(node).toReversed()) {
    conditions.push(condition(module, scope, above.visibleWhen))
    const bound = ["section", "card", "detail"].includes(above.kind) ? boundTo(tree, scope, above) : undefined
    if (bound === undefined) continue
    scope = bound.scope
    conditions.push(bound.condition)
  }
  conditions.push(condition(module, scope, node.visibleWhen))
  // Half a name (Loan of …) is none: the page's title stands until every answer that it reads is there.
  for (const [, id = ""] of wordsOf(node).matchAll(/\{query\.([A-Za-z0-9_-]+)/g)) {
    const bound = boundTo(tree, scope, { ...node, source: `query.${id}` })
    conditions.push(bound.condition)
    scope = { ...scope, narrowed: bound.scope.narrowed }
  }
  const text = interpolate(module, scope, wordsOf(node))
  const all = [...new Set(conditions)].filter((one) => one !== "").join(" && ")
  if (all !== "") return [attribute("heading", `${all} ? ${text.code} : undefined`)]
  if (text.literal === undefined) return [attribute("heading", text.code)]
  return text.literal === "" || text.literal === module.ir.page.title ? [] : [textAttribute("heading", text.literal)]
}
