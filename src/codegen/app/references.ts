/** The component that shows the thing a reference means by its name, made from what the API lets one ask. */
import { type ApiOperation, type OpenApiDocument, operations, refName, responseSchema } from "../../domain/OpenApi.ts"
import type { AppFile } from "../AppFile.ts"
import { propertyName, quote } from "./names.ts"
import { pageLimit, propertyOf, resolved } from "./skeleton/types.ts"

/** `src/components/Reference.tsx`. */
export const referenceFile = (document: OpenApiDocument): AppFile => {
  const entries = Object.entries(document.components?.schemas ?? {}).flatMap(([name, schema]) => {
    const lookUp = schema["x-title-field"] === undefined ? undefined : lookUpOf(document, name)
    return lookUp === undefined
      ? []
      : [`  ${quote(name)}: { title: ${quote(schema["x-title-field"] ?? "name")}, ${lookUp} }`]
  })
  return {
    path: "src/components/Reference.tsx",
    content: `import { keepPreviousData, useQuery } from "@tanstack/react-query"
${
      entries.length === 0
        ? ""
        : `import { api, unwrap } from "../api/client"\n`
    }import { useSession } from "../api/session"
import { toItems, toOptions, toText, valueAt } from "../lib/values"
import type { Option } from "./Field"

interface Source {
  /** Who may ask for it; everyone where none is named. */
  roles?: ReadonlyArray<string>
  key: (id: string) => ReadonlyArray<unknown>
  load: (id: string, signal: AbortSignal) => Promise<unknown>
}

interface LookUp {
  /** What a person recognises one by. */
  title: string
  /** The list of them, which serves many references at once. */
  all?: Source
  /** One by its id, for those that the list does not reach. */
  one?: Source
  /** Those that the backend finds for some words. */
  find?: (words: string, signal: AbortSignal) => Promise<unknown>
  /** The list from there on, where the backend does not search. */
  part?: (offset: number, signal: AbortSignal) => Promise<unknown>
}

const lookUps: Record<string, LookUp | undefined> = {
${entries.join(",\n")}
}

/** The name of the thing that has this id; the id's first digits while it is not known. */
export function Reference({ entity, id }: { entity: string; id: unknown }) {
  const { isLoading, name } = useLookUp(entity, id)
  const wanted = toText(id)
  if (wanted === "") return <>–</>
  if (name !== "") return <>{name}</>
  return isLoading ? <span className="text-muted">…</span> : <span title={wanted}>{wanted.slice(0, 8)}</span>
}

/** The name of the thing that has this id; "" while it is not known, and for no entity. */
export const useReferenceName = (entity: string, id: string): string => useLookUp(entity, id).name

const useLookUp = (entity: string, id: unknown): { name: string; isLoading: boolean } => {
  const wanted = toText(id)
  const { user } = useSession()
  // What would be refused is not asked for.
  const may = (source: Source | undefined) => source !== undefined && (source.roles?.includes(user?.role ?? "") ?? true)
  const lookUp = lookUps[entity]
  const list = useQuery({
    queryKey: lookUp?.all?.key(wanted) ?? ["reference", entity],
    queryFn: ({ signal }) => lookUp?.all?.load(wanted, signal) ?? null,
    enabled: may(lookUp?.all) && wanted !== "",
    staleTime: 30_000
  })
  const listed = toItems(list.data).find((item) => valueAt(item, "id") === wanted)
  const single = useQuery({
    queryKey: lookUp?.one?.key(wanted) ?? ["reference", entity, wanted],
    queryFn: ({ signal }) => lookUp?.one?.load(wanted, signal) ?? null,
    enabled: may(lookUp?.one) && wanted !== "" && listed === undefined && !list.isLoading,
    staleTime: 30_000
  })
  const name = toText(valueAt(listed ?? single.data, lookUp?.title ?? "name"))
  return { name, isLoading: list.isLoading || single.isLoading }
}

const partSize = ${partLength}
const mostParts = 20

/** What there is to choose from beside the first \`loaded\`: what the backend finds, or all it has; nothing where that is all. */
export const useFound = (
  entity: string,
  words: string,
  isOpen: boolean,
  loaded: number
): { options: ReadonlyArray<Option>; isLoading: boolean } => {
  const lookUp = lookUps[entity]
  const { find, part, title = "name" } = lookUp ?? {}
  const isMore = loaded >= partSize
  const found = useQuery({
    queryKey: ["find", entity, words.trim()],
    queryFn: ({ signal }) => find?.(words.trim(), signal) ?? null,
    enabled: isOpen && isMore && find !== undefined && words.trim() !== "",
    placeholderData: keepPreviousData,
    staleTime: 30_000
  })
  const whole = useQuery({
    queryKey: ["find", entity],
    queryFn: async ({ signal }) => {
      const all: Array<unknown> = []
      for (let at = 0; at < mostParts; at++) {
        const items = toItems(await part?.(all.length, signal))
        all.push(...items)
        if (items.length < partSize) break
      }
      return all
    },
    enabled: isOpen && isMore && find === undefined && part !== undefined,
    staleTime: 30_000
  })
  const items = words.trim() !== "" && find !== undefined ? toItems(found.data) : whole.data ?? []
  return { options: toOptions(items, "id", title), isLoading: found.isLoading || whole.isLoading }
}
`
  }
}

/** How one of these is found: by its id where that can be asked, else in the list of all. */
const lookUpOf = (document: OpenApiDocument, entity: string): string | undefined => {
  const reads = operations(document).filter((operation) =>
    operation.method === "get" && answers(document, operation).entity === entity
  )
  const byId = reads.find((operation) =>
    !answers(document, operation).isList && idParameters(operation).length === 1 && isFree(operation, 1)
  )
  const list = listOf(document, entity)
  const [parameter] = byId === undefined ? [] : idParameters(byId)
  const one = byId === undefined || parameter === undefined
    ? undefined
    : `${rolesOf(byId)}key: (id) => [${quote(byId.operationId)}, { ${
      quote(parameter)
    }: id }], load: (id, signal) => unwrap(api.GET(${quote(byId.path)}, { params: { path: { ${
      quote(parameter)
    }: id } }, signal }))`
  // One list serves every reference on a page; a thing at a time is for those that are further down it, or without one.
  if (list === undefined) return one === undefined ? undefined : `one: { ${one} }`
  const limit = list.object.parameters?.find(({ in: place, name }) => place === "query" && name === "limit")?.schema
  const asked = limit === undefined ? "" : `params: { query: { limit: ${pageLimit(limit)} } }, `
  const key = limit === undefined ? "" : `, { limit: ${pageLimit(limit)} }`
  const all = `all: { ${rolesOf(list)}key: () => [${
    quote(list.operationId)
  }${key}], load: (_id, signal) => unwrap(api.GET(${quote(list.path)}, { ${asked}signal })) }`
  const more = moreOf(list)
  return [all, ...(one === undefined ? [] : [`one: { ${one} }`]), ...(more === "" ? [] : [more])].join(", ")
}

const rolesOf = ({ object }: ApiOperation): string => {
  const roles = object["x-roles"] ?? []
  return roles.length === 0 ? "" : `roles: [${roles.map(quote).join(", ")}], `
}

/** How many of a list are loaded at once where one is chosen from it. */
const partLength = 100

/** How those are found that the first part of a list does not reach. */
const moreOf = (list: ApiOperation): string => {
  const inQuery = (list.object.parameters ?? []).filter((one) => one.in === "query")
  const words = inQuery.find(({ name, schema }) =>
    /^(q|query|search|keywords?|text|term|searchTerm)$/.test(name) && schema.type === "string"
  )
  const call = (parameters: string, query: string) =>
    `${parameters} => unwrap(api.GET(${quote(list.path)}, { params: { query: { ${query} } }, signal }))`
  const limit = inQuery.find(({ name }) => name === "limit")
  if (words !== undefined) {
    const most = limit === undefined ? "" : `limit: ${pageLimit(limit.schema)}, `
    return `find: ${call("(words, signal)", `${most}${propertyName(words.name)}: words`)}`
  }
  const parted = limit !== undefined && pageLimit(limit.schema) === partLength
    && inQuery.some(({ name }) => name === "offset")
  return parted ? `part: ${call("(offset, signal)", `limit: ${partLength}, offset`)}` : ""
}

/** The operation whose answer is the list that things of an entity are chosen from; `undefined` where there is none. */
export const listOf = (document: OpenApiDocument, entity: string): ApiOperation | undefined =>
  operations(document).find((operation) =>
    operation.method === "get" && answers(document, operation).entity === entity
    && answers(document, operation).isList && isFree(operation, 0)
  )

const idParameters = ({ object }: ApiOperation): ReadonlyArray<string> =>
  (object.parameters ?? []).filter((parameter) => parameter.in === "path").map((parameter) => parameter.name)

/** Whether it asks for nothing beside so many path parameters. */
const isFree = (operation: ApiOperation, inPath: number): boolean =>
  idParameters(operation).length === inPath
  && (operation.object.parameters ?? []).every((parameter) => parameter.in === "path" || parameter.required !== true)

const answers = (
  document: OpenApiDocument,
  operation: ApiOperation
): { readonly entity: string; readonly isList: boolean } => {
  const schema = responseSchema(operation)
  const own = schema === undefined ? undefined : refName(schema)
  if (own !== undefined) return { entity: own, isList: false }
  const object = schema === undefined ? undefined : resolved(document, schema)
  const items = propertyOf(object, "items")?.items ?? object?.items
  return { entity: items === undefined ? "" : refName(items) ?? "", isList: true }
}
