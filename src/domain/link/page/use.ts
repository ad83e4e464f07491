/** Whether everything a page declares serves something. */
import type { Finding } from "../../Finding.ts"
import type { Argument } from "../../PageIr.ts"
import { argumentBinding, type Binding, parseBinding, parseCondition, parseOptions, parseText } from "../binding.ts"
import { quoted, unless } from "../report.ts"
import type { Scope } from "./scope.ts"

export const linkUse = (scope: Scope): ReadonlyArray<Finding> => {
  const { ir } = scope
  const bindings = allBindings(scope)
  const bound = (from: Binding["from"], id: string) => bindings.some((one) => one.from === from && one.name === id)
  const targeted = (type: string, id: string) =>
    ir.actions.some((action) => action.type === type && action.target === id)
  return [
    ...ir.queries.flatMap(({ id }) =>
      unless(
        bound("query", id),
        "unused-query",
        `queries[${id}]`,
        () => `nothing shows query ${quoted(id)}; bind a node to it, or leave it out`
      )
    ),
    ...ir.mutations.flatMap(({ id }) =>
      unless(
        ir.forms.some(({ mutation }) => mutation === id) || targeted("mutate", id),
        "unused-mutation",
        `mutations[${id}]`,
        () => `nothing runs mutation ${quoted(id)}; give it a form or a mutate action, or leave it out`
      )
    ),
    ...ir.state.flatMap(({ id }) =>
      unless(
        bound("state", id),
        "unused-state",
        `state[${id}]`,
        () => `nothing reads state ${quoted(id)}; use it in an argument, a condition or a source, or leave it out`
      )
    ),
    ...ir.actions.flatMap(({ id }) =>
      unless(
        ir.nodes.some(({ action }) => action === id) || ir.mutations.some(({ onSuccess }) => onSuccess === id),
        "unused-action",
        `actions[${id}]`,
        () => `nothing runs action ${quoted(id)}; name it in a node's action or a mutation's onSuccess, or leave it out`
      )
    )
  ]
}

/** Every binding that reads something, wherever it stands. */
const allBindings = ({ ir }: Scope): ReadonlyArray<Binding> => {
  const ofText = (text: string) =>
    parseText(text).flatMap((part) => "binding" in part && part.binding !== undefined ? [part.binding] : [])
  const ofArguments = (args: ReadonlyArray<Argument>) => args.map(argumentBinding)
  const ofOptions = (text: string): ReadonlyArray<Binding | undefined> => {
    const options = text.startsWith("query.") && text.includes(":") ? parseOptions(text) : undefined
    return [options?._tag === "Query" ? { from: "query", name: options.query, path: "" } : parseBinding(text)]
  }
  return [
    ...ir.nodes.flatMap(({ kind, label, props, source, text, visibleWhen }) => [
      // These two set their state; what is set has to be read elsewhere.
      kind === "search" || kind === "filter" ? undefined : parseBinding(source),
      parseCondition(visibleWhen)?.binding,
      ...ofText(text),
      ...ofText(label),
      ...props.flatMap(({ value }) => ofOptions(value))
    ]),
    ...ir.queries.flatMap(({ args }) => ofArguments(args)),
    ...ir.mutations.flatMap(({ args, confirm }) => [...ofArguments(args), ...ofText(confirm)]),
    ...ir.actions.flatMap(({ args }) => ofArguments(args)),
    ...ir.forms.flatMap(({ fields }) => fields.flatMap(({ optionsFrom }) => ofOptions(optionsFrom)))
  ].filter((binding) => binding !== undefined)
}
