/** A page's IR without a model: what its reading operations answer and where it leads, and nothing to do on it. */
import { Option } from "effect"
import type { Finding } from "../../domain/Finding.ts"
import { linkPage } from "../../domain/link/index.ts"
import type { PageContext } from "../../domain/link/page.ts"
import {
  type ApiOperation,
  type JsonSchema,
  operation,
  resolve,
  responseSchema,
  schemaAt
} from "../../domain/OpenApi.ts"
import { type Action, type Node, nodeOf, type PageIr, type Query } from "../../domain/PageIr.ts"
import { routeParameters } from "../../domain/Pages.ts"
import { humanise, words } from "../app/names.ts"

/**
 * What stands in for a page's IR that no answer of a model would do for: the page's name and purpose, a table or a list of
 * fields for each operation that it reads with what its own address gives, and links to the pages it leads to, as far as
 * their addresses follow from its own or from a row. Its notes say what is left out.
 */
export const bareIr = (context: PageContext): PageIr => {
  const { openapi, page, pages } = context
  const own = routeParameters(page.route)
  const reads = page.operationIds.flatMap((id) => {
    const api = operation(openapi, id)
    return api?.method === "get" && needs(api).every((name) => own.includes(name)) ? [readOf(api, context)] : []
  }).flatMap(Option.toArray)
  const table = reads.find(({ query }) => query.itemsPath !== "")
  const links = page.links.flatMap((id): ReadonlyArray<Way> => {
    const target = pages.pages.find((one) => one.id === id && one.id !== page.id)
    if (target === undefined) return []
    const names = routeParameters(target.route)
    const other = names.filter((name) => !own.includes(name))
    if (other.length > 1 || (other.length === 1 && table === undefined)) return []
    const action: Action = {
      id: `go-${id}`.slice(0, 60),
      type: "navigate",
      target: id,
      args: names.map((name) =>
        own.includes(name) ? { name, from: "param", value: name } : { name, from: "item", value: "id" }
      )
    }
    return [{ action, label: plain(target.title), parent: other.length === 1 ? table?.place ?? "" : "" }]
  })
  const body: PageIr = {
    page: {
      id: page.id,
      route: page.route,
      title: page.title,
      purpose: page.purpose,
      layout: "stack",
      access: page.access,
      roles: page.roles,
      requirementIds: page.requirementIds
    },
    params: own.map((name) => ({ name, in: "path", type: "string" })),
    queries: reads.map(({ query }) => query),
    mutations: [],
    state: [],
    nodes: [
      nodeOf("title", "heading", { text: plain(page.title), props: [{ name: "level", value: "1" }] }),
      nodeOf("purpose", "text", { text: plain(page.purpose) }),
      ...reads.flatMap(({ nodes }) => nodes),
      ...links.map(({ action, label, parent }) =>
        nodeOf(`to-${action.id}`, "link", { parent, label, action: action.id })
      )
    ],
    forms: [],
    actions: links.map(({ action }) => action),
    acceptance: [],
    notes: ["No answer of a model would do for this page: it is made from the inventory and the contract alone."]
  }
  const left = linkPage(body, context).filter(({ rule }) => missing.has(rule))
  return { ...body, notes: [...body.notes, ...left.map(({ message }) => message)] }
}

/** What is wrong with a bare page, but for what it leaves out. */
export const linkBare = (ir: PageIr, context: PageContext): ReadonlyArray<Finding> =>
  linkPage(ir, context).filter(({ rule }) => !missing.has(rule))

const missing: ReadonlySet<string> = new Set(["uncalled-operation", "missing-link"])

interface Way {
  readonly action: Action
  readonly label: string
  /** The table whose rows lead there, or `""`. */
  readonly parent: string
}

interface Read {
  readonly query: Query
  readonly nodes: ReadonlyArray<Node>
  /** The node that shows it. */
  readonly place: string
}

/** Parameters that an operation cannot do without. */
const needs = ({ object }: ApiOperation): ReadonlyArray<string> =>
  (object.parameters ?? []).flatMap(({ in: place, name, required }) =>
    place === "path" || (place === "query" && required === true) ? [name] : []
  )

const readOf = (api: ApiOperation, { openapi, page }: PageContext): Option.Option<Read> => {
  const schema = responseSchema(api)
  const answer = schema === undefined ? Option.none() : resolve(openapi, schema)
  return Option.map(answer, (found): Read => {
    const id = api.operationId.slice(0, 40)
    const items = Option.filter(schemaAt(openapi, found, "items"), (one) => one.items !== undefined)
    const element = Option.flatMap(
      items,
      (one) => one.items === undefined ? Option.none() : resolve(openapi, one.items)
    )
    const isList = Option.isSome(element)
    const place = `${id}-shown`
    const what = plain(humanise(api.operationId))
    const own = routeParameters(page.route)
    return {
      place,
      query: {
        id,
        operationId: api.operationId,
        args: needs(api).filter((name) => own.includes(name)).map((name) => ({ name, from: "param", value: name })),
        itemsPath: isList ? "items" : "",
        loadingNode: `${id}-loading`,
        emptyNode: `${id}-empty`,
        errorNode: `${id}-error`
      },
      nodes: [
        nodeOf(`${id}-loading`, "loading", { text: "Loading" }),
        nodeOf(`${id}-empty`, "empty", { text: "There is nothing here yet." }),
        nodeOf(`${id}-error`, "error", { text: "It could not be loaded." }),
        nodeOf(place, isList ? "table" : "detail", { source: `query.${id}`, label: what }),
        ...valuesOf(Option.getOrElse(element, () => found), openapi).map(({ format, name }, index) =>
          nodeOf(`${id}-${index + 1}`, isList ? "column" : "field", {
            parent: place,
            source: isList ? `item.${name}` : `query.${id}.${name}`,
            label: humanise(name) || name,
            props: [{ name: "format", value: format }]
          })
        )
      ]
    }
  })
}

/** The plain values of a thing that mean something to a reader. */
const valuesOf = (schema: JsonSchema, openapi: PageContext["openapi"]) =>
  Object.keys(schema.properties ?? {}).flatMap((name) => {
    const value = Option.getOrUndefined(schemaAt(openapi, schema, name))
    const isPlain = value !== undefined && value.properties === undefined && value.items === undefined
    const says = isPlain && value.writeOnly !== true && value["x-entity"] === undefined && !names.has(name)
    return says && words(name).length > 0 ? [{ name, format: formatOf(value) }] : []
  }).slice(0, 6)

const names: ReadonlySet<string> = new Set(["id", "createdAt", "updatedAt"])

const formatOf = ({ format, type, "x-format": shown }: JsonSchema): string => {
  if (shown === "money" || shown === "image" || shown === "file") return shown
  const byFormat = { "date": "date", "date-time": "datetime", "email": "email", "uri": "url" }
  for (const [name, value] of Object.entries(byFormat)) if (format === name) return value
  const types = typeof type === "string" ? [type] : type ?? []
  return types.includes("boolean") ? "boolean" : types.some((one) => /^(integer|number)$/.test(one)) ? "number" : "text"
}

/** Words that hold no binding. */
const plain = (text: string): string => text.replace(/[{}]/g, " ").trim() || "Page"
