/** Nodes with which something is done: buttons, links, forms, searches and filters. */
import type { Argument, Node } from "../../../domain/PageIr.ts"
import { humanise, quote } from "../names.ts"
import { type Doing, doing, mutate } from "./actions.ts"
import { condition, interpolate, labelOf, resolveBinding } from "./bindings.ts"
import { childText, codeAttribute } from "./content.ts"
import { compileForm, queryItems } from "./forms.ts"
import { entriesText, optionEntries } from "./options.ts"
import type { PageModule, Scope } from "./PageModule.ts"
import { targetNamed, targets } from "./requests.ts"
import { titled } from "./surfaces.ts"
import { attribute, element, handler, textAttribute, textChild, when } from "./text.ts"
import type { Tree } from "./Tree.ts"
import { access, type Expression, kindOf, propertyOf, resolved } from "./types.ts"
import { prop } from "./values.ts"

export const doingNode = (tree: Tree, scope: Scope, node: Node): ReadonlyArray<string> => {
  const { module } = tree
  const action = doing(module, scope, node.action)
  const text = interpolate(module, scope, node.label || node.text)
  const label = text.literal === "" ? textChild(humanise(node.action || node.id)) : childText(text)
  if (action === undefined) {
    const href = resolveBinding(module, scope, node.source)
    return href === undefined
      ? []
      : [element(module.component("ExternalLink"), [attribute("href", href.code)], [label])]
  }
  return when(unlessDone(module, scope, node), [pressable(module, node, action, label)])
}

/**
 * When a button that puts a field of a thing to one value is shown: while the field has another. What is marked as
 * returned is not marked so once more. `""` where it cannot be told.
 */
const unlessDone = (module: PageModule, scope: Scope, node: Node): string => {
  const action = module.ir.actions.find((one) => one.id === node.action)
  const mutation = action?.type === "mutate" ? module.mutations.get(action.target)?.mutation : undefined
  if (action === undefined || mutation === undefined || node.visibleWhen.includes("item.")) return ""
  const args = [...action.args, ...mutation.args]
  const [thing, narrowed] = scope.item === undefined
    ? shownThing(module, scope, args)
    : [scope.item.value, true] as const
  if (thing === undefined) return ""
  const conditions = args.filter(({ from }) => from === "literal").flatMap(({ name, value }) => {
    const field = propertyOf(thing.schema, name)
    const schema = field === undefined ? undefined : resolved(module.document, field)
    if (schema?.enum?.includes(value) !== true) return []
    const now = access(module.document, { ...thing, maybe: !narrowed }, [name], () => module.value("valueAt"))
    return [`${module.value("toText")}(${now.code}) !== ${quote(value)}`]
  })
  return [...new Set(conditions)].join(" && ")
}

/** The one thing a page shows, where its id is that of what is changed. */
const shownThing = (
  module: PageModule,
  scope: Scope,
  args: ReadonlyArray<Argument>
): readonly [Expression | undefined, boolean] => {
  const ids = new Set(args.filter(({ from }) => from === "param").map(({ value }) => value.replace(/^param\./, "")))
  const names = [...module.queries.values()].find(({ isList, query }) =>
    !isList && query.itemsPath === "" && query.args.length > 0
    && query.args.every(({ from, value }) => from === "param" && ids.has(value.replace(/^param\./, "")))
  )
  if (names?.schema === undefined || !isObject(names.schema)) return [undefined, false]
  const isNarrowed = scope.narrowed.has(names.query.id)
  return [{ code: module.use(names.data), schema: names.schema, maybe: !isNarrowed }, isNarrowed]
}

const isObject = ({ properties }: { readonly properties?: unknown }): boolean => properties !== undefined

/** A button or link as an item of a menu; `undefined` for what is none, or does nothing. */
export const menuItem = (tree: Tree, scope: Scope, node: Node): ReadonlyArray<string> | undefined => {
  const { module } = tree
  if (node.kind !== "button" && node.kind !== "link") return undefined
  const action = doing(module, scope, node.action)
  if (action === undefined || tree.children(node.id).length > 0) return undefined
  const text = interpolate(module, scope, node.label || node.text)
  const label = text.literal === "" ? textChild(humanise(node.action || node.id)) : childText(text)
  const conditions = [condition(module, scope, node.visibleWhen), unlessDone(module, scope, node)]
    .filter((one) => one !== "").join(" && ")
  return when(conditions, [
    element(module.component("MenuItem"), [
      ...(prop(node, "tone") === "danger" ? ["tone=\"danger\""] : []),
      ...(action.to === undefined
        ? [
          ...(action.busy === undefined ? [] : [attribute("disabled", `${action.busy}.isPending`)]),
          attribute("onSelect", handler(action.statements, action.isAsync))
        ]
        : [attribute("to", action.to)])
    ], [label])
  ])
}

const pressable = (module: PageModule, node: Node, action: Doing, label: string): string => {
  const tone = prop(node, "tone")
  const toned = tone === "primary" || tone === "danger" ? [`tone="${tone}"`] : []
  if (action.to !== undefined) {
    return node.kind === "link" && toned.length === 0
      ? element(module.component("TextLink"), [attribute("to", action.to)], [label])
      : element(module.component("LinkButton"), [attribute("to", action.to), ...toned], [label])
  }
  return element(module.component("Button"), [
    ...toned,
    ...(action.busy === undefined ? [] : [attribute("busy", `${action.busy}.isPending`)]),
    attribute("onClick", handler(action.statements, action.isAsync))
  ], [label])
}

export const formNode = (tree: Tree, scope: Scope, node: Node): ReadonlyArray<string> => {
  const { module } = tree
  const form = module.ir.forms.find((one) => one.node === node.id)
  const mutation = form === undefined ? undefined : module.mutations.get(form.mutation)
  if (form === undefined || mutation === undefined) return titled(tree, scope, node, "Card")
  const compiled = compileForm(module, scope, form, node.source, mutation)
  tree.declare(compiled.declaration)
  const closing = tree.dialogOf(node)
  const names = closing === undefined ? undefined : module.states.get(closing.source.replace(/^state\./, ""))
  const closes = names === undefined
    ? undefined
    : `${module.use(names.setter)}(${
      names.perItem || names.state.type === "string" ? "\"\"" : names.state.type === "number" ? "0" : "false"
    })`
  const after = compiled.isEdit
    ? closes === undefined ? "" : `() => ${closes}`
    : closes === undefined
    ? "done"
    : `() => {\n  done()\n  ${closes}\n}`
  const run = mutate(module, { ...scope, form: compiled.values }, mutation, [], after)
  const submit = handler(run.statements, run.isAsync, compiled.isEdit ? "(values)" : "(values, done)")
  const drawn = element(compiled.component, [
    ...compiled.attributes,
    attribute("busy", `${mutation.name}.isPending`),
    attribute("failure", `${mutation.name}.error`),
    attribute("onSubmit", submit)
  ], tree.inside(scope, node.id))
  const title = interpolate(module, scope, node.label || node.text)
  if (tree.inSurface(node)) return [drawn]
  const shown = title.literal !== "" && title.literal !== module.ir.page.title
  return [element(module.component("Card"), shown ? [codeAttribute("title", title)] : [], [drawn])]
}

export const controlNode = (tree: Tree, scope: Scope, node: Node): ReadonlyArray<string> => {
  const { module } = tree
  const id = node.source.replace(/^state\./, "")
  const names = module.states.get(id)
  if (names === undefined) return []
  const { getter, setter, state } = names
  const isText = state.type === "string"
  const options = node.kind === "filter" ? filterOptions(tree, scope, node, id) : ""
  const onOnly = state.type === "boolean" && !options.includes("\"false\"")
  const value = isText
    ? module.use(getter)
    : onOnly
    ? `${module.use(getter)} ? "true" : ""`
    : `String(${module.use(getter)})`
  const toState = state.type === "number" ? `Number(value)` : "value === \"true\""
  module.use(setter)
  const shared = [
    codeAttribute(
      "label",
      interpolate(
        module,
        scope,
        labelOf(node.label || (node.kind === "filter" ? node.text : ""), node.kind === "search" ? "search" : id)
      )
    ),
    attribute("value", value),
    attribute("onChange", isText ? setter : `(value) => ${setter}(${toState})`)
  ]
  if (node.kind === "search") {
    const hint = interpolate(module, scope, node.text)
    return [
      element(module.component("SearchBox"), [
        ...shared,
        ...(hint.literal === "" ? [] : [codeAttribute("placeholder", hint)])
      ])
    ]
  }
  // As a search's, a filter's text says what stands there as long as nothing is chosen.
  const unchosen = node.label === "" ? "" : interpolate(module, scope, node.text).literal ?? ""
  return [
    element(module.component("FilterSelect"), [
      ...shared,
      attribute("options", options),
      ...(unchosen === "" ? [] : [textAttribute("allLabel", unchosen)])
    ])
  ]
}

const filterOptions = (tree: Tree, scope: Scope, node: Node, stateId: string): string => {
  const { module } = tree
  const options = prop(node, "options")
  if (options.startsWith("query.")) {
    const [source = "", valuePath = "", labelPath = ""] = options.split(":")
    return `${module.value("toOptions")}(${queryItems(module, scope, source)}, ${
      quote(prop(node, "optionValue") || valuePath || "id")
    }, ${quote(prop(node, "optionLabel") || labelPath || "id")})`
  }
  const entries = optionEntries(options)
  if (entries.length > 0) return entriesText(entries)
  // What a query takes there says what there is to choose from.
  const allowed = [...module.queries.values()].flatMap(({ operation, query }) =>
    query.args.filter((argument) => argument.from === "state" && argument.value.replace(/^state\./, "") === stateId)
      .flatMap((argument) => {
        const schema = targetNamed(targets(module, operation), argument.name)?.schema
        return schema?.enum ?? (kindOf(schema) === "boolean" ? ["true", "false"] : [])
      })
  )
  const label = (value: string) => value === "true" ? "Yes" : value === "false" ? "No" : humanise(value) || value
  return entriesText([...new Set(allowed)].map((value) => [value, label(value)] as const))
}

export const errorNode = (tree: Tree, scope: Scope, node: Node): ReadonlyArray<string> => {
  const { module } = tree
  const results = [...module.queries.values()].filter((names) => names.query.errorNode === node.id).map((names) =>
    module.use(names.result)
  )
  const title = interpolate(module, scope, node.text || node.label)
  const retry = results.map((result) => `void ${result}.refetch()`)
  return [
    element(module.component("ErrorState"), [
      ...(title.literal === "" ? [] : [codeAttribute("title", title)]),
      ...(results.length === 0 ? [] : [attribute("error", results.map((result) => `${result}.error`).join(" ?? "))]),
      ...(results.length === 0
        ? []
        : [attribute("onRetry", retry.length === 1 ? `() => ${retry[0]}` : handler(retry, false))])
    ], tree.inside(scope, node.id))
  ]
}
