/**
 * What no other kind of node says, as far as a compiler can draw it: the description in words, the data as a table or as
 * what is known of one thing, and the form by which the same can be done by typing. The model of step 05 builds the rest.
 */
import type { Node } from "../../../domain/PageIr.ts"
import { interpolate } from "./bindings.ts"
import { tableNode } from "./collections.ts"
import { childText, codeAttribute } from "./content.ts"
import { formNode } from "./controls.ts"
import type { Scope } from "./PageModule.ts"
import { detailNode } from "./surfaces.ts"
import { element } from "./text.ts"
import type { Tree } from "./Tree.ts"

export const customNode = (tree: Tree, scope: Scope, node: Node): ReadonlyArray<string> => {
  const { module } = tree
  const title = interpolate(module, scope, node.label)
  const description = interpolate(module, scope, node.text)
  const names = module.queries.get(node.source.trim().replace(/^query\./, ""))
  const bare = { ...node, label: "", text: "" }
  const data = names === undefined
    ? []
    : names.isList
    ? tableNode(tree, scope, { ...node, text: "" })
    : detailNode(tree, scope, bare)
  const hasForm = module.ir.forms.some((form) => form.node === node.id)
  const children = [
    ...(description.literal === "" ? [] : [element(module.component("Text"), [], [childText(description)])]),
    ...data,
    ...(hasForm ? formNode(tree, scope, { ...bare, source: "" }) : [])
  ]
  if (children.length === 0) return []
  const shown = title.literal !== "" && title.literal !== module.ir.page.title
  return [element(module.component("Section"), shown ? [codeAttribute("title", title)] : [], children)]
}
