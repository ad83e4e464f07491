/** The component that shows the thing a reference means by its name, made from what the API lets one ask. */
import { type ApiOperation, type OpenApiDocument, operations, refName, responseSchema } from "../../domain/OpenApi.ts"
import type { AppFile } from "../AppFile.ts"
import { quote } from "./names.ts"
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
    content: `import { useQuery } from "@tanstack/react-query"
${
      entries.length === 0
        ? ""
        : `import { api, unwrap } from "../api/client"\n`
    }import { toItems, toText, valueAt } from "../lib/values"

interface Source {
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
}

const lookUps: Record<string, LookUp | undefined> = {
${entries.join(",\n")}
}

/** The name of the thing that has this id; the id's first digits while it is not known. */
export function Reference({ entity, id }: { entity: string; id: unknown }) {
  const wanted = toText(id)
  const lookUp = lookUps[entity]
  const list = useQuery({
    queryKey: lookUp?.all?.key(wanted) ?? ["reference", entity],
    queryFn: ({ signal }) => lookUp?.all?.load(wanted, signal) ?? null,
    enabled: lookUp?.all !== undefined && wanted !== "",
    staleTime: 30_000
  })
  const listed = toItems(list.data).find((item) => valueAt(item, "id") === wanted)
  const single = useQuery({
    queryKey: lookUp?.one?.key(wanted) ?? ["reference", entity, wanted],
    queryFn: ({ signal }) => lookUp?.one?.load(wanted, signal) ?? null,
    enabled: lookUp?.one !== undefined && wanted !== "" && listed === undefined && !list.isLoading,
    staleTime: 30_000
  })
  if (wanted === "") return <>–</>
  const found = listed ?? single.data
  const title = toText(valueAt(found, lookUp?.title ?? "name"))
  if (title !== "") return <>{title}</>
  return list.isLoading || single.isLoading ? <span className="text-muted">…</span> : <span title={wanted}>{wanted.slice(0, 8)}</span>
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
  const list = reads.find((operation) => answers(document, operation).isList && isFree(operation, 0))
  const [parameter] = byId === undefined ? [] : idParameters(byId)
  const one = byId === undefined || parameter === undefined
    ? undefined
    : `key: (id) => [${quote(byId.operationId)}, { ${quote(parameter)}: id }], load: (id, signal) => unwrap(api.GET(${
      quote(byId.path)
    }, { params: { path: { ${quote(parameter)}: id } }, signal }))`
  // One list serves every reference on a page; a thing at a time is for those that are further down it, or without one.
  if (list === undefined) return one === undefined ? undefined : `one: { ${one} }`
  const limit = list.object.parameters?.find(({ in: place, name }) => place === "query" && name === "limit")?.schema
  const asked = limit === undefined ? "" : `params: { query: { limit: ${pageLimit(limit)} } }, `
  const key = limit === undefined ? "" : `, { limit: ${pageLimit(limit)} }`
  const all = `all: { key: () => [${quote(list.operationId)}${key}], load: (_id, signal) => unwrap(api.GET(${
    quote(list.path)
  }, { ${asked}signal })) }`
  return one === undefined ? all : `${all}, one: { ${one} }`
}

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
