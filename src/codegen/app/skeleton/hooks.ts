/** The declarations at the head of a page: parameters, state, queries and mutations, as far as they are used. */
import { type ApiOperation, responseSchema } from "../../../domain/OpenApi.ts"
import type { Query } from "../../../domain/PageIr.ts"
import { inComment, quote } from "../names.ts"
import { doing, initialText, inputName, isLocal } from "./actions.ts"
import type { MutationNames, PageModule, QueryNames, Scope } from "./PageModule.ts"
import { argumentText, requestText, targetNamed, targets } from "./requests.ts"
import { indent, member, objectText } from "./text.ts"
import { defaultText, type Expression, isNullable, pageLimit, resolved, typeText } from "./types.ts"

const nowhere: Scope = { narrowed: new Set() }

/** The declarations, in an order in which each knows those it needs. Call it when all else is written. */
export const declarations = (module: PageModule): string => {
  // Writing one may be the first use of another: mutations first, then queries, then what both read.
  const mutations = untilAllWritten(
    module.mutations.values(),
    (names) => module.used.has(names.name),
    (names) => mutationText(module, names)
  )
  const queries = inOrder(module).flatMap((names) => {
    const text = queryText(module, names)
    return text === undefined ? [] : [text]
  })
  return [stateText(module), ...queries, ...mutations].filter((part) => part !== "").join("\n")
}

const untilAllWritten = <Names>(
  all: Iterable<Names>,
  isUsed: (names: Names) => boolean,
  write: (names: Names) => string
): ReadonlyArray<string> => {
  const left = new Set(all)
  const texts: Array<string> = []
  for (let progress = true; progress;) {
    progress = false
    for (const names of left) {
      if (!isUsed(names)) continue
      left.delete(names)
      texts.push(write(names))
      progress = true
    }
  }
  return texts
}

const stateText = (module: PageModule): string => {
  const used = (name: string) => module.used.has(name)
  const session = ["signIn", "signOut", "user"].filter(used)
  const inPath = module.ir.params.filter((param) => param.in === "path" && used(module.params.get(param.name) ?? ""))
  const inQuery = module.ir.params.filter((param) => param.in === "query" && used(module.params.get(param.name) ?? ""))
  const lines: Array<string> = []
  const hook = (from: string, name: string, declare: string) => {
    module.from(from, name)
    lines.push(`const ${declare} = ${name}()`)
  }
  if (inPath.length > 0) {
    const names = inPath.map((param) => {
      const local = module.params.get(param.name) ?? ""
      return `${local === param.name ? local : `${quote(param.name)}: ${local}`} = ""`
    })
    hook("react-router", "useParams", `{ ${names.join(", ")} }`)
  }
  if (inQuery.length > 0) {
    hook("react-router", "useSearchParams", "[searchParams]")
    for (const { name } of inQuery) {
      lines.push(`const ${module.params.get(name)} = searchParams.get(${quote(name)}) ?? ""`)
    }
  }
  if (used("navigate")) hook("react-router", "useNavigate", "navigate")
  if (session.length > 0) hook("../api/session", "useSession", `{ ${session.join(", ")} }`)
  if (used("queryClient")) hook("@tanstack/react-query", "useQueryClient", "queryClient")
  if (used("toast")) hook("../components", "useToast", "toast")
  if (used("confirm")) hook("../components", "useConfirm", "confirm")
  for (const { getter, perItem, setter, state } of module.states.values()) {
    if (!used(getter) && !used(setter)) continue
    module.from("react", "useState")
    const names = `[${used(getter) ? getter : ""}${used(setter) ? `, ${setter}` : ""}]`
    lines.push(
      perItem
        ? `const ${names} = useState("") // the key of the one it is open for`
        : `const ${names} = useState(${initialText(state)})`
    )
  }
  for (const { paging, query } of module.queries.values()) {
    if (paging === "" || !used(paging)) continue
    const asked = query.args.filter(({ from }) => from === "state").flatMap(({ value }) => {
      const names = module.states.get(value.replace(/^state\./, ""))
      return names === undefined || !used(names.getter) ? [] : [names.getter]
    })
    lines.push(`const ${paging} = ${module.component("usePaging")}([${[...new Set(asked)].join(", ")}])`)
  }
  return lines.join("\n")
}

/** Used queries, each after those its arguments read; where they read each other in a circle, in the IR's order. */
const inOrder = (module: PageModule): ReadonlyArray<QueryNames> => {
  const isUsed = (names: QueryNames) => [names.result, names.data, names.items].some((name) => module.used.has(name))
  const ordered: Array<QueryNames> = []
  const visit = (names: QueryNames, above: ReadonlySet<string>) => {
    if (ordered.includes(names) || above.has(names.query.id)) return
    for (const id of reads(names.query)) {
      const other = module.queries.get(id)
      if (other !== undefined) visit(other, new Set([...above, names.query.id]))
    }
    ordered.push(names)
  }
  for (const names of module.queries.values()) if (isUsed(names)) visit(names, new Set())
  // Text is made in reverse order, so that what a later query reads counts as used when its own turn comes.
  return ordered
}

/** The queries whose answers a query's arguments read. */
const reads = (query: Query): ReadonlyArray<string> =>
  query.args.filter((argument) => argument.from === "query")
    .flatMap((argument) => argument.value.replace(/^query\./, "").split(".")[0] ?? [])

const queryText = (module: PageModule, names: QueryNames): string | undefined => {
  const { operation, query } = names
  const all = targets(module, operation)
  const values = new Map<string, string>()
  const needs: Array<string> = []
  for (const argument of query.args) {
    const target = targetNamed(all, argument.name)
    if (target === undefined || isLocal(argument) || !isReadable(module, names, argument.from, argument.value)) continue
    const code = argumentText(module, nowhere, argument, target)
    if (code === undefined) continue
    values.set(target.name, code)
    if (argument.from === "query") needs.push(argument.value.replace(/^query\./, "").split(".")[0] ?? "")
    else if (target.place === "path" && argument.from !== "literal" && !isRouteParameter(module, argument.value)) {
      needs.push(`Boolean(${code})`)
    }
  }
  // A route's parameter is what a path asks for, where the page says nothing else.
  for (const target of all) {
    const param = module.params.get(target.name)
    if (target.place === "path" && !values.has(target.name) && param !== undefined) {
      values.set(target.name, module.use(param))
    }
  }
  // As much of a list as the API gives at once; the rest is a page further.
  const limit = all.find((target) => target.name === "limit" && target.place === "query")
  if (names.isList && limit !== undefined && !values.has("limit")) values.set("limit", String(pageLimit(limit.schema)))
  if (names.paging !== "" && module.used.has(names.paging)) values.set("offset", `${names.paging}.offset`)
  const conditions = needs.map((need) => {
    const other = module.queries.get(need)
    return other === undefined ? need : `${module.use(other.result)}.isSuccess`
  })
  const allowed = roleCondition(module, names)
  if (allowed !== "") conditions.push(allowed)
  const key = [quote(operation.operationId)]
  if (values.size > 0) key.push(objectText([...values].map(([name, code]) => member(name, code))))
  module.from("@tanstack/react-query", "useQuery")
  const changes = query.args.some((argument) => argument.from === "state") || values.has("offset")
  const options = [
    `queryKey: [${key.join(", ")}]`,
    `queryFn: ({ signal }) =>${body(requestText(module, operation, values, ["signal"]))}`,
    ...(conditions.length === 0 ? [] : [`enabled: ${[...new Set(conditions)].join(" && ")}`]),
    // What is on the page stays there while a search or a filter changes it.
    ...(changes ? [`placeholderData: ${module.from("@tanstack/react-query", "keepPreviousData")}`] : [])
  ]
  return [
    `const ${names.result} = useQuery({\n${options.map((option) => indent(option)).join(",\n")}\n})`,
    ...dataText(module, names)
  ].join("\n")
}

const dataText = (module: PageModule, names: QueryNames): ReadonlyArray<string> => {
  const lines: Array<string> = []
  if (!names.isList) {
    return module.used.has(names.data) ? [`const ${names.data} = ${names.result}.data`] : []
  }
  if (module.used.has(names.data)) lines.push(`const ${names.data} = ${names.result}.data`)
  if (!module.used.has(names.items)) return lines
  const found = searched(module, names)
  const list = itemsText(module, names)
  lines.push(
    found === "" ? `const ${names.items} = ${list}` : `const ${names.items} = (${list}).filter((one) => ${found})`
  )
  return lines
}

/** The list in the answer; where the contract does not say what it is, whatever list is there. */
const itemsText = (module: PageModule, names: QueryNames): string => {
  const { result, schema } = names
  const parts = names.query.itemsPath.split(".").filter((part) => part !== "")
  let at = schema
  let code = `${result}.data`
  for (const part of parts) {
    const property = at?.properties?.[part]
    at = property === undefined ? undefined : resolved(module.document, property)
    code += `?.${part}`
    if (at === undefined) return `${module.value("toItems")}(${result}.data)`
  }
  return at?.type === "array" ? `${code} ?? []` : `${module.value("toItems")}(${code})`
}

/** A search box whose words no query takes searches what has been loaded. */
const searched = (module: PageModule, names: QueryNames): string =>
  module.ir.nodes.filter((node) => node.kind === "search").flatMap((node) => {
    const id = node.source.replace(/^state\./, "")
    const state = module.states.get(id)
    const taken = module.ir.queries.some((query) =>
      query.args.some((argument) => argument.from === "state" && argument.value.replace(/^state\./, "") === id)
    )
    if (state === undefined || taken || state.state.type !== "string" || names.itemSchema === undefined) return []
    return [`${module.value("matchesSearch")}(one, ${module.use(state.getter)})`]
  }).join(" && ")

const isRouteParameter = (module: PageModule, value: string): boolean =>
  module.ir.params.some((param) => param.in === "path" && param.name === value.replace(/^param\./, ""))

/** Whether an argument reads no query that is declared only after this one. */
const isReadable = (module: PageModule, names: QueryNames, from: string, value: string): boolean => {
  if (from !== "query") return true
  const id = value.replace(/^query\./, "").split(".")[0] ?? ""
  const reaches = (at: string, seen: ReadonlySet<string>): boolean => {
    const other = module.queries.get(at)
    if (other === undefined || seen.has(at)) return false
    return at === names.query.id || reads(other.query).some((next) => reaches(next, new Set([...seen, at])))
  }
  return !reaches(id, new Set())
}

/** Whether the user may ask a query, on a page that is also open to others; `""` where all who see it may. */
export const roleCondition = (module: PageModule, names: QueryNames): string => {
  const roles = names.operation.object["x-roles"] ?? []
  const { access, roles: pageRoles } = module.ir.page
  const open = roles.length === 0 ||
    roles.some((role) => module.prd.personas.some((one) => one.id === role && !one.signsIn))
  const covered = access === "role" && pageRoles.length > 0 && pageRoles.every((role) => roles.includes(role))
  const everybody = module.prd.personas.every((one) => !one.signsIn || roles.includes(one.id))
  if (open || covered || (access === "user" && everybody)) return ""
  return `[${roles.map(quote).join(", ")}].includes(${module.use("user")}?.role ?? "")`
}

const mutationText = (module: PageModule, names: MutationNames): string => {
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
    `mutationFn: ${input} =>${body(requestText(module, operation, values))}`,
    ...(after === "" ? [] : [after]),
    `onError: (error) => ${module.use("toast")}(${errorText(module, mutation.onError)}, "danger")`
  ]
  const comment = operation.object.summary === undefined ? "" : `/** ${inComment(operation.object.summary)} */\n`
  return `${comment}const ${name} = useMutation({\n${options.map((option) => indent(option)).join(",\n")}\n})`
}

/** A function's expression, on the line of its arrow where it fits there. */
const body = (code: string): string => code.length <= 80 && !code.includes("\n") ? ` ${code}` : `\n${indent(code)}`

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
