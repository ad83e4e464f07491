/** The component that shows the thing a reference means by its name, made from what the API lets one ask. */
import { type ApiOperation, type OpenApiDocument, operations, refName, responseSchema } from "../../domain/OpenApi.ts"
import type { AppFile } from "../AppFile.ts"
import { quote } from "./names.ts"
import { propertyOf, resolved } from "./skeleton/types.ts"

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

interface LookUp {
  /** What a person recognises one by. */
  title: string
  key: (id: string) => ReadonlyArray<unknown>
  load: (id: string, signal: AbortSignal) => Promise<unknown>
}

const lookUps: Record<string, LookUp | undefined> = {
${entries.join(",\n")}
}

/** The name of the thing that has this id; the id's first digits while it is not known. */
export function Reference({ entity, id }: { entity: string; id: unknown }) {
  const wanted = toText(id)
  const lookUp = lookUps[entity]
  const query = useQuery({
    queryKey: lookUp?.key(wanted) ?? ["reference", entity],
    queryFn: ({ signal }) => lookUp === undefined ? null : lookUp.load(wanted, signal),
    enabled: lookUp !== undefined && wanted !== "",
    staleTime: 30_000
  })
  if (wanted === "") return <>–</>
  const found = valueAt(query.data, "id") === wanted
    ? query.data
    : toItems(query.data).find((item) => valueAt(item, "id") === wanted)
  const title = toText(valueAt(found, lookUp?.title ?? "name"))
  if (title !== "") return <>{title}</>
  return query.isLoading ? <span className="text-muted">…</span> : <span title={wanted}>{wanted.slice(0, 8)}</span>
}
`
  }
}

/** How one of these is found: by its id where that can be asked, else in the list of all. */
const lookUpOf = (document: OpenApiDocument, entity: string): string | undefined => {
  const all = operations(document).filter((operation) =>
    operation.method === "get" && answers(document, operation).entity === entity
  )
  const byId = all.find((operation) =>
    !answers(document, operation).isList && idParameters(operation).length === 1 && isFree(operation, 1)
  )
  const list = all.find((operation) => answers(document, operation).isList && isFree(operation, 0))
  // One list serves every reference on a page; a thing at a time is for when there is none.
  if (list !== undefined) {
    return `key: () => [${quote(list.operationId)}], load: (_id, signal) => unwrap(api.GET(${
      quote(list.path)
    }, { signal }))`
  }
  const [parameter] = byId === undefined ? [] : idParameters(byId)
  if (byId === undefined || parameter === undefined) return undefined
  return `key: (id) => [${quote(byId.operationId)}, { ${
    quote(parameter)
  }: id }], load: (id, signal) => unwrap(api.GET(${quote(byId.path)}, { params: { path: { ${
    quote(parameter)
  }: id } }, signal }))`
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
