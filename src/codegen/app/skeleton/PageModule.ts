/** The module of a page while it is being written: its names, its imports, and what of its declarations is used. */
import { Option } from "effect"
import {
  type ApiOperation,
  type JsonSchema,
  type OpenApiDocument,
  operations,
  responseSchema,
  schemaAt
} from "../../../domain/OpenApi.ts"
import type { Mutation, PageIr, Query, State } from "../../../domain/PageIr.ts"
import type { Pages } from "../../../domain/Pages.ts"
import type { Prd } from "../../../domain/Prd.ts"
import { camelCase, quote } from "../names.ts"
import { type Expression, kindOf, resolved } from "./types.ts"

/** A query and the names it goes by. */
export interface QueryNames {
  readonly query: Query
  readonly operation: ApiOperation
  /** The result of `useQuery`. */
  readonly result: string
  /** Its whole answer. */
  readonly data: string
  /** The elements of its answer, when that is a list. */
  readonly items: string
  readonly isList: boolean
  /** The answer's schema, and that of one element. */
  readonly schema: JsonSchema | undefined
  readonly itemSchema: JsonSchema | undefined
  /** Where one is in a list that the API gives a part at a time; `""` where it gives all, or the page says which part. */
  readonly paging: string
  /** What the API sorts that list by; none where it does not, or where the page says how. */
  readonly sorts: ReadonlyArray<string>
}

export interface MutationNames {
  readonly mutation: Mutation
  readonly operation: ApiOperation
  readonly name: string
  /** What the places that run it hand over: by target, in how many of them. */
  readonly inputs: Map<string, number>
  calls: number
}

export interface StateNames {
  readonly state: State
  readonly getter: string
  readonly setter: string
  /** Whether it opens a dialog that each element of a list has: then it holds the key of the element. */
  readonly perItem: boolean
  /** Whether the address keeps it: what is searched for, what a list is narrowed to. */
  readonly inAddress: boolean
}

/** Where an expression stands, and so what its bindings may mean. */
export interface Scope {
  /** The element of the nearest list, and the code of its key. */
  readonly item?: { readonly value: Expression; readonly key: () => string } | undefined
  /** What a form submits, by body path. */
  readonly form?: ReadonlyMap<string, Expression> | undefined
  /** Queries whose answer is known to be there. */
  readonly narrowed: ReadonlySet<string>
}

export class PageModule {
  readonly document: OpenApiDocument
  readonly ir: PageIr
  readonly pages: Pages
  readonly prd: Prd
  readonly queries: ReadonlyMap<string, QueryNames>
  readonly mutations: ReadonlyMap<string, MutationNames>
  readonly states: ReadonlyMap<string, StateNames>
  readonly params: ReadonlyMap<string, string>
  /** Names of declarations that something uses. */
  readonly used = new Set<string>()
  readonly #imports = new Map<string, Set<string>>()
  readonly #taken = new Set<string>(reserved)

  constructor(ir: PageIr, document: OpenApiDocument, pages: Pages, prd: Prd, perItem: ReadonlySet<string>) {
    this.ir = ir
    this.document = document
    this.pages = pages
    this.prd = prd
    const known = new Map(operations(document).map((operation) => [operation.operationId, operation]))
    this.params = new Map(
      distinctBy(ir.params, (param) => param.name).map((param) => [param.name, this.take(param.name)])
    )
    this.states = new Map(
      distinctBy(ir.state, (state) => state.id).map((state) => {
        const getter = this.take(state.id)
        const names = { state, getter, setter: this.take(`set-${getter}`), perItem: perItem.has(state.id) }
        return [state.id, { ...names, inAddress: !names.perItem && isAddressed(ir, state) }]
      })
    )
    this.queries = new Map(
      distinctBy(ir.queries, (query) => query.id).flatMap((query) => {
        const operation = known.get(query.operationId)
        return operation === undefined ? [] : [[query.id, this.#nameQuery(query, operation)] as const]
      })
    )
    this.mutations = new Map(
      distinctBy(ir.mutations, (mutation) => mutation.id).flatMap((mutation) => {
        const operation = known.get(mutation.operationId)
        return operation === undefined
          ? []
          : [
            [
              mutation.id,
              { mutation, operation, name: this.take(mutation.id), inputs: new Map<string, number>(), calls: 0 }
            ] as const
          ]
      })
    )
  }

  #nameQuery(query: Query, operation: ApiOperation): QueryNames {
    const base = camelCase(query.id.replace(/[-_]?query$/i, "") || query.id)
    const answer = responseSchema(operation)
    const schema = answer === undefined ? undefined : resolved(this.document, answer)
    const at = query.itemsPath === "" || answer === undefined
      ? schema
      : Option.getOrUndefined(schemaAt(this.document, answer, query.itemsPath))
    const isList = query.itemsPath !== "" || kindOf(schema) === "array"
    const items = this.take(base)
    const inParts = query.itemsPath !== "" && schema?.properties?.["total"] !== undefined
      && ["limit", "offset"].every((name) =>
        operation.object.parameters?.some((one) => one.in === "query" && one.name === name) === true
        && query.args.every((argument) => argument.name !== name)
      )
    const sort = operation.object.parameters?.find(({ in: place, name }) => place === "query" && name === "sort")
    const isSorted = inParts && sort !== undefined && query.args.every(({ name }) => name !== "sort")
    return {
      sorts: isSorted ? sortNames(sort.schema) : [],
      paging: inParts ? this.take(`${base}-paging`) : "",
      query,
      operation,
      result: this.take(`${base}-query`),
      items,
      data: isList ? this.take(`${base}-data`) : items,
      isList,
      schema,
      itemSchema: isList && at?.items !== undefined ? resolved(this.document, at.items) : undefined
    }
  }

  /** A name nothing else has, as near to the wanted one as may be. */
  take(wanted: string): string {
    const base = camelCase(wanted)
    let name = base
    for (let count = 2; this.#taken.has(name); count++) name = `${base}${count}`
    this.#taken.add(name)
    return name
  }

  /** Imports a name, and gives it back. */
  from(module: string, name: string): string {
    const names = this.#imports.get(module) ?? new Set()
    this.#imports.set(module, names.add(name))
    return name.replace(/^type /, "")
  }

  component = (name: string): string => this.from("../components", name)
  value = (name: string): string => this.from("../lib/values", name)
  format = (name: string): string => this.from("../lib/format", name)

  /** Marks a declaration as used, and gives its name back. */
  use(name: string): string {
    this.used.add(name)
    return name
  }

  imports(): string {
    const rank = (module: string) => module.startsWith(".") ? 1 : 0
    return [...this.#imports]
      .toSorted(([one], [other]) => rank(one) - rank(other) || (one < other ? -1 : 1))
      .map(([module, names]) => {
        const bare = (name: string) => name.replace(/^type /, "")
        const sorted = [...names].toSorted((one, other) => bare(one) < bare(other) ? -1 : 1)
        const line = `import { ${sorted.join(", ")} } from ${quote(module)}`
        return line.length <= 120
          ? line
          : `import {\n${sorted.map((name) => `  ${name}`).join(",\n")}\n} from ${quote(module)}`
      })
      .join("\n")
  }
}

/** Whether a search box or a filter sets it, and nothing else of that name stands in the address. */
const isAddressed = (ir: PageIr, { id, type }: State): boolean =>
  type === "string" && /^[A-Za-z]\w*$/.test(id) && !/^mocks?$/.test(id) &&
  !ir.params.some(({ name }) => name === id) &&
  ir.nodes.some(({ kind, source }) =>
    (kind === "search" || kind === "filter") && source.trim().replace(/^state\./, "") === id
  )

/** What a `sort` parameter takes that also takes a leading `-`: the names in its pattern, or in its list of values. */
const sortNames = ({ enum: values = [], pattern = "" }: JsonSchema): ReadonlyArray<string> =>
  values.length > 0
    ? values.filter((value) => values.includes(`-${value}`))
    : /^\^-\?\(([\w|]+)\)\$$/.exec(pattern)?.[1]?.split("|") ?? []

/** Those with a key of their own: of several with one key the first. */
export const distinctBy = <A>(all: ReadonlyArray<A>, key: (one: A) => string): ReadonlyArray<A> => {
  const seen = new Set<string>()
  return all.filter((one) => {
    const fresh = !seen.has(key(one))
    seen.add(key(one))
    return fresh
  })
}

// Words of the language, globals and the names that the generated code itself uses.
const reserved =
  `abstract any arguments as async await boolean break case catch class const constructor continue debugger
  declare default delete do else enum eval export extends false finally for from function get if implements import in infer
  instanceof interface is keyof let module namespace never new null number object of package private protected public
  readonly require return satisfies set static string super switch symbol this throw true try type typeof undefined unique
  unknown using var void while with yield
  window document error confirm isNaN encodeURIComponent
  answer api appName busy children control Controller done errors failure field fromJson handleSubmit index initial input keyOf matchesSearch navigate oneOf
  onSubmit paths params queryClient register reset row safeUrl searchParams session setError signal signIn signOut toBars toBoolean
  toItems toList toNumber toOptionalBoolean toOptionalText toOptions toText toast toneOf unwrap user valueAt values
  withQuery z zodResolver compareValues errorMessage humanise formatText formatDate formatDateTime formatNumber formatMoney
  formatBoolean textInput rawTextInput numberInput dateInput dateTimeInput listInput toDateInput toDateTimeInput
  keepPreviousData useConfirm useFieldErrors useForm useMutation useNavigate useParams useQuery useQueryClient useSearchParams useSession
  useState useToast useAddressState`.split(/\s+/)
