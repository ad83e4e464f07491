/** Calendars: the things of a list on the days they are on. */
import type { Node } from "../../../domain/PageIr.ts"
import { humanise } from "../names.ts"
import { doing } from "./actions.ts"
import { interpolate } from "./bindings.ts"
import { anything, elementsOf, tableNode, withoutIndex } from "./collections.ts"
import { codeAttribute } from "./content.ts"
import type { Scope } from "./PageModule.ts"
import { attribute, element, handler, when } from "./text.ts"
import type { Tree } from "./Tree.ts"
import { access, resolved } from "./types.ts"
import { prop } from "./values.ts"

/** A calendar; a table where nothing of its elements is a date. */
export const calendarNode = (tree: Tree, scope: Scope, node: Node): ReadonlyArray<string> => {
  const { module } = tree
  const elements = elementsOf(module, scope, node)
  const { scope: inner, schema, variable } = elements
  const isDate = (name: string) => {
    const property = schema?.properties?.[name]
    return /^date(-time)?$/.test(
      (property === undefined ? undefined : resolved(module.document, property))?.format ?? ""
    )
  }
  const own = Object.keys(schema?.properties ?? {}).find((name) => isDate(name) && !/^(created|updated)At$/.test(name))
  const start = pathOf(node, "start") || own || ""
  if (elements.items === "[]" || start === "") return tableNode(tree, scope, { ...node, text: "" })
  const argument = `(${variable})`
  const at = (path: string) =>
    inner.item === undefined
      ? "undefined"
      : access(module.document, inner.item.value, path.split("."), () => module.value("valueAt")).code
  const end = pathOf(node, "end")
  const action = doing(module, inner, node.action)
  const words = interpolate(module, inner, node.text)
  const label = interpolate(module, scope, node.label || humanise(node.source.split(".").at(-1) ?? ""))
  const names = module.queries.get(node.source.trim().replace(/^query\./, ""))
  const each = (code: string) => `${argument} => ${withoutIndex(module, elements, code)}`
  const [states] = tree.split(node.id)
  const drawn = element(module.component("Calendar"), [
    codeAttribute("label", label),
    attribute("items", elements.items),
    attribute("itemKey", each(elements.key)),
    attribute("start", each(at(start))),
    ...(end === "" ? [] : [attribute("end", each(at(end)))]),
    attribute("text", each(words.literal === "" ? elements.title() : words.code)),
    ...(action === undefined
      ? []
      : action.to !== undefined
      ? [attribute("to", each(action.to))]
      : [attribute("onSelect", withoutIndex(module, elements, handler(action.statements, action.isAsync, argument)))]),
    ...(names === undefined || names.paging === ""
      ? []
      : [attribute("total", `${module.use(names.result)}.data?.total`)])
  ])
  return [...when(anything(elements.items), [drawn]), ...tree.draw(scope, states)]
}

const pathOf = (node: Node, name: string): string => prop(node, name).replace(/^item\./, "")
