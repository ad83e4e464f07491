/** The mutations of a page: what they send, and what follows. */
import { type ApiOperation, responseSchema } from "../../../domain/OpenApi.ts"
import { inComment, quote } from "../names.ts"
import { doing, inputName, isLocal } from "./actions.ts"
import type { MutationNames, PageModule, Scope } from "./PageModule.ts"
import { argumentText, requestText, targetNamed, targets } from "./requests.ts"
import { arrowBody, indent } from "./text.ts"
import { defaultText, type Expression, isNullable, resolved, typeText } from "./types.ts"

const nowhere: Scope = { narrowed: new Set() }

/** A mutation as a call of `useMutation`. */
export const mutationText = (module: PageModule, names: MutationNames): string => {
  const { mutation, name, operation } = names
  const all = targets(module, operation)
  const values = new Map<string, string>()
  const members: Array<string> = []
  for (const argument of mutation.args) {
    const target = targetNamed(all, argument.name)
    const code = target === undefined || isLocal(argument) ? undefined : argumentText(module, nowhere, argument, target)
    if (target !== undefined && code !== undefined) values.set(target.name, code)
  }
  for (const [targetName, count] of names.inputs) {
    const target = targetNamed(all, targetName)
    if (target === undefined) continue
    const always = target.required && count === names.calls
    const own = values.get(targetName) ?? fallback(module, target.name, target.required)
      ?? (target.required ? defaultText(module.document, target.schema) : undefined)
    const code = `input.${inputName(targetName)}`
    values.set(targetName, always || own === undefined ? code : `${code} ?? ${own.includes("||") ? `(${own})` : own}`)
    members.push(`${inputName(targetName)}${always ? "" : "?"}: ${typeText(module.document, target.schema)}`)
  }
  for (const target of all) {
    const own = values.has(target.name)
      ? undefined
      : fallback(module, target.name, target.required && target.place === "path")
    if (own !== undefined) values.set(target.name, own)
  }
  const after = afterwards(module, names)
  module.from("@tanstack/react-query", "useMutation")
  const input = members.length === 0 ? "()" : `(input: ${typeLiteral(members)})`
  const options = [
    `mutationFn: ${input} =>${arrowBody(requestText(module, operation, values))}`,
    ...(after === "" ? [] : [after]),
    `onError: (error) => ${module.use("toast")}(${errorText(module, mutation.onError)}, "danger")`
  ]
  const comment = operation.object.summary === undefined ? "" : `/** ${inComment(operation.object.summary)} */\n`
  return `${comment}const ${name} = useMutation({\n${options.map((option) => indent(option)).join(",\n")}\n})`
}

const typeLiteral = (members: ReadonlyArray<string>): string => {
  const line = `{ ${members.join("; ")} }`
  return line.length <= 90 ? line : `{\n${members.map((member) => indent(member)).join("\n")}\n}`
}

/** What a path needs and no argument gives: the route's parameter of that name. */
const fallback = (module: PageModule, target: string, required: boolean): string | undefined => {
  const param = module.params.get(target)
  return required && param !== undefined ? module.use(param) : undefined
}

const errorText = (module: PageModule, onError: string): string => {
  const message = `${module.value("errorMessage")}(error)`
  return onError.trim() === "" ? message : `${quote(`${onError.trim()} `)} + ${message}`
}

/** What to say when it is done, where the action that follows does not say it; `""` where signing in is what is done. */
const confirmation = (
  module: PageModule,
  { method, operationId, object, path }: ApiOperation,
  next: string
): string => {
  const type = module.ir.actions.find((action) => action.id === next)?.type
  const says = type === "toast" || type === "mutate" || type === "signIn" || type === "signOut"
  if (says || /^(sign|log)-?_?(in|out|on|off)|authenticate/i.test(operationId)) return ""
  switch (method) {
    case "post":
      return object.responses["201"] === undefined && module.document.paths[path]?.get === undefined
        ? "Done."
        : "Created."
    case "put":
    case "patch":
      return "Saved."
    case "delete":
      return "Deleted."
    default:
      return "Done."
  }
}

const afterwards = (module: PageModule, { inputs, mutation, operation }: MutationNames): string => {
  const reloads = [...new Set(mutation.invalidates)].flatMap((id) => {
    const query = module.queries.get(id)
    return query === undefined
      ? []
      : [`await ${module.use("queryClient")}.invalidateQueries({ queryKey: [${quote(query.operation.operationId)}] })`]
  })
  const answered = responseSchema(operation)
  const schema = answered === undefined ? undefined : resolved(module.document, answered)
  const answer: Expression = { code: "answer", schema, maybe: schema === undefined || isNullable(schema) }
  const all = targets(module, operation)
  const form = new Map(
    [...inputs.keys()].flatMap((name): ReadonlyArray<readonly [string, Expression]> => {
      const target = targetNamed(all, name)
      return target === undefined
        ? []
        : [[name, { code: `input.${inputName(name)}`, schema: target.schema, maybe: true }]]
    })
  )
  const next = doing(
    module,
    { narrowed: new Set(), item: { value: answer, key: () => `${module.value("keyOf")}(answer, 0)` }, form },
    mutation.onSuccess
  )
  const done = confirmation(module, operation, mutation.onSuccess)
  const said = done === "" ? [] : [`${module.use("toast")}(${quote(done)})`]
  const statements = [...new Set(reloads), ...said, ...(next?.statements ?? [])]
  if (statements.length === 0) return ""
  const text = statements.join("\n")
  const uses = (name: string) => new RegExp(`\\b${name}\\b`).test(text)
  const parameters = uses("input") ? "(answer, input)" : uses("answer") ? "(answer)" : "()"
  const isAsync = reloads.length > 0 || next?.isAsync === true
  return `onSuccess: ${isAsync ? "async " : ""}${parameters} => {\n${indent(text)}\n}`
}
