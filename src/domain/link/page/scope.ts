/** What the names in a page's IR stand for, and where each action and mutation is run from. */
import { Option } from "effect"
import {
  type ApiOperation,
  type JsonSchema,
  type OpenApiDocument,
  operation,
  requestSchema,
  resolve,
  responseSchema,
  schemaAt
} from "../../OpenApi.ts"
import type { Action, Argument, Form, Mutation, Node, NodeKind, PageIr, Query } from "../../PageIr.ts"
import type { Page, Pages } from "../../Pages.ts"
import type { Prd } from "../../Prd.ts"
import { parseBinding } from "../binding.ts"

/** What a page is linked against. */
export interface PageContext {
  readonly prd: Prd
  readonly openapi: OpenApiDocument
  readonly pages: Pages
  /** The page's entry in the inventory. */
  readonly page: Page
}

/** `Some(none)` where there is an element whose schema could not be found out: that is reported elsewhere. */
type Item = Option.Option<Option.Option<JsonSchema>>

/** From where an action or mutation is run. */
export interface Site {
  readonly item: Item
  readonly form: Form | undefined
  /** Arguments that the action adds to those of its mutation. */
  readonly args: ReadonlyArray<Argument>
}

export interface Scope extends PageContext {
  readonly ir: PageIr
  readonly query: (id: string) => Query | undefined
  readonly mutation: (id: string) => Mutation | undefined
  readonly action: (id: string) => Action | undefined
  readonly operation: (call: { readonly operationId: string }) => ApiOperation | undefined
  /** The schema of a query's whole answer. */
  readonly answer: (query: Query) => Option.Option<JsonSchema>
  /** Whether a query gives many things. */
  readonly isList: (query: Query) => boolean
  /** The schema of one of a list's things. */
  readonly element: (query: Query) => Option.Option<JsonSchema>
  /** The schema of an operation's request body. */
  readonly body: (operation: ApiOperation) => Option.Option<JsonSchema>
  /** The element that a node is drawn for. */
  readonly itemAround: (node: Node) => Item
  /** The element that a node's own action and a calendar's text are about: one of its list, else the one around it. */
  readonly itemOf: (node: Node) => Item
  /** Nodes above, nearest first. */
  readonly ancestors: (node: Node) => ReadonlyArray<Node>
  readonly actionSites: (id: string) => ReadonlyArray<Site>
  readonly mutationSites: (id: string) => ReadonlyArray<Site>
}

/** Kinds that may have children. */
export const containerKinds: ReadonlyArray<NodeKind> = [
  "section",
  "grid",
  "row",
  "card",
  "toolbar",
  "dialog",
  "list",
  "table",
  "detail",
  "form",
  "empty",
  "error"
]

/** Kinds whose `source` is a list, and whose children (or axes) are those of one element. */
export const listKinds: ReadonlyArray<NodeKind> = ["list", "table", "chart", "calendar", "grid"]

export const makeScope = (ir: PageIr, context: PageContext): Scope => {
  const { openapi } = context
  const positions = new Map(ir.nodes.map(({ id }, index) => [id, index]))
  const operationOf = ({ operationId }: { readonly operationId: string }) => operation(openapi, operationId)
  const query = (id: string) => ir.queries.find((one) => one.id === id)
  const mutation = (id: string) => ir.mutations.find((one) => one.id === id)
  const action = (id: string) => ir.actions.find((one) => one.id === id)

  const answer = (one: Query): Option.Option<JsonSchema> => {
    const api = operationOf(one)
    const schema = api === undefined ? undefined : responseSchema(api)
    return schema === undefined ? Option.none() : resolve(openapi, schema)
  }
  const list = (one: Query) => Option.flatMap(answer(one), (schema) => schemaAt(openapi, schema, one.itemsPath))
  const isList = (one: Query) => one.itemsPath !== "" || Option.exists(answer(one), isArray)
  const element = (one: Query) =>
    Option.flatMap(list(one), ({ items }) => items === undefined ? Option.none() : resolve(openapi, items))
  const body = (api: ApiOperation) => {
    const schema = requestSchema(api)
    return schema === undefined ? Option.none() : resolve(openapi, schema)
  }

  const ancestors = (node: Node): ReadonlyArray<Node> => {
    const at = positions.get(node.parent) ?? Infinity
    const parent = ir.nodes[at]
    // Only ever upwards, so that a circle of parents ends here.
    return parent === undefined || at >= ir.nodes.indexOf(node) ? [] : [parent, ...ancestors(parent)]
  }
  const itemOfList = (node: Node): Item => {
    const bound = parseBinding(node.source)
    const source = bound?.from === "query" ? query(bound.name) : undefined
    const many = listKinds.includes(node.kind) || (node.kind === "custom" && source !== undefined && isList(source))
    const binding = many ? bound : undefined
    return binding === undefined ? Option.none() : Option.some(source === undefined ? Option.none() : element(source))
  }
  const itemAround = (node: Node): Item => Option.firstSomeOf(ancestors(node).map(itemOfList))
  const itemOf = (node: Node): Item => Option.orElse(itemOfList(node), () => itemAround(node))

  const actionSites = new Map<string, Array<Site>>()
  const mutationSites = new Map<string, Array<Site>>()
  const runMutation = (id: string, site: Site, path: ReadonlyArray<string>): void => {
    const one = mutation(id)
    if (one === undefined) return
    mutationSites.set(id, [...mutationSites.get(id) ?? [], site])
    if (one.onSuccess !== "") runAction(one.onSuccess, { ...site, args: [] }, path)
  }
  const runAction = (id: string, site: Site, path: ReadonlyArray<string>): void => {
    const one = action(id)
    if (one === undefined || path.includes(id)) return
    actionSites.set(id, [...actionSites.get(id) ?? [], site])
    if (one.type === "mutate") runMutation(one.target, { ...site, args: one.args }, [...path, id])
  }
  for (const node of ir.nodes) {
    if (node.action !== "") runAction(node.action, { item: itemOf(node), form: undefined, args: [] }, [])
  }
  for (const form of ir.forms) {
    const node = ir.nodes.find(({ id }) => id === form.node)
    runMutation(form.mutation, { item: node === undefined ? Option.none() : itemAround(node), form, args: [] }, [])
  }

  return {
    ...context,
    ir,
    query,
    mutation,
    action,
    operation: operationOf,
    answer,
    isList,
    element,
    body,
    itemAround,
    itemOf,
    ancestors,
    actionSites: (id) => actionSites.get(id) ?? [],
    mutationSites: (id) => mutationSites.get(id) ?? []
  }
}

/** Whether a schema is that of an array. */
export const isArray = (schema: JsonSchema): boolean => schema.items !== undefined || types(schema).includes("array")

/** Whether a schema is that of an object with members. */
export const isObject = (schema: JsonSchema): boolean =>
  schema.properties !== undefined || types(schema).includes("object")

const types = ({ type }: JsonSchema): ReadonlyArray<string> =>
  type === undefined ? [] : typeof type === "string" ? [type] : type

/** Names of an operation's path and query parameters. */
export const pathOrQueryNames = ({ object }: ApiOperation): ReadonlyArray<string> =>
  (object.parameters ?? []).flatMap((parameter) =>
    parameter.in === "path" || parameter.in === "query" ? [parameter.name] : []
  )
