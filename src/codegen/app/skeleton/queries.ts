/** The queries of a page: how they are asked, in which order, and what of their answers is used. */
import type { Query } from "../../../domain/PageIr.ts"
import { quote } from "../names.ts"
import { isLocal } from "./actions.ts"
import type { PageModule, QueryNames, Scope } from "./PageModule.ts"
import { argumentText, requestText, targetNamed, targets } from "./requests.ts"
import { arrowBody, indent, member, objectText } from "./text.ts"
import { pageLimit, resolved } from "./types.ts"

const nowhere: Scope = { narrowed: new Set() }

/** Used queries, each after those its arguments read; where they read each other in a circle, in the IR's order. */
export const inOrder = (module: PageModule): ReadonlyArray<QueryNames> => {
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

/** A query as a call of `useQuery`, and what the page takes from its answer; `undefined` for what cannot be asked. */
export const queryText = (module: PageModule, names: QueryNames): string | undefined => {
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
  if (names.isList && limit !== undefined && !values.has("limit")) values.set("limit", String(partSize(module, names)))
  if (names.paging !== "" && module.used.has(names.paging)) values.set("offset", `${names.paging}.offset`)
  if (module.used.has(`${names.paging}.sort`)) values.set("sort", `${names.paging}.sort || undefined`)
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
    `queryFn: ({ signal }) =>${arrowBody(requestText(module, operation, values, ["signal"]))}`,
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

/**
 * How much of a list is asked for at once: as much as a reader takes in where it is only listed, a part at a time; as much
 * as the API gives where it is counted, drawn, searched here or chosen from as well.
 */
export const partSize = (module: PageModule, names: QueryNames): number => {
  const { operation, paging, query } = names
  const limit = operation.object.parameters?.find(({ in: place, name }) => place === "query" && name === "limit")
    ?.schema
  const most = pageLimit(limit ?? {})
  const listed = (text: string) => text.trim().replace(/^query\./, "") === query.id
  const counted = (text: string) => new RegExp(`\\bquery\\.${query.id}\\b(?!\\.total\\b)`).test(text)
  const { actions, forms, mutations, nodes, queries } = module.ir
  const elsewhere =
    nodes.some(({ kind, label, props, source, text, visibleWhen }) =>
      [label, text, visibleWhen, ...props.map(({ value }) => value)].some(counted) ||
      (["table", "list", "grid"].includes(kind)
        ? !listed(source) && counted(source)
        : listed(source) || counted(source))
    ) || forms.some(({ fields }) => fields.some(({ optionsFrom }) => counted(optionsFrom))) ||
    [...actions, ...mutations, ...queries].some(({ args }) =>
      args.some(({ from, value }) => from === "query" && counted(`query.${value.replace(/^query\./, "")}`))
    )
  return !module.used.has(paging) || elsewhere || searched(module, names) !== "" ? most : Math.min(most, partLength)
}

const partLength = 20

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
