/** The declarations at the head of a page: parameters, state, queries and mutations, as far as they are used. */
import { quote } from "../names.ts"
import { initialText } from "./actions.ts"
import { mutationText } from "./mutations.ts"
import type { PageModule } from "./PageModule.ts"
import { inOrder, queryText } from "./queries.ts"
import { objectText } from "./text.ts"

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
  for (const { getter, inAddress, perItem, setter, state } of module.states.values()) {
    if (!used(getter) && !used(setter)) continue
    const names = `[${used(getter) ? getter : ""}${used(setter) ? `, ${setter}` : ""}]`
    if (inAddress) {
      lines.push(
        `const ${names} = ${module.from("../lib/address", "useAddressState")}(${quote(state.id)}, ${
          initialText(state)
        })`
      )
      continue
    }
    module.from("react", "useState")
    lines.push(
      perItem
        ? `const ${names} = useState("") // the key of the one it is open for`
        : `const ${names} = useState(${initialText(state)})`
    )
  }
  for (const { paging, query, sorts } of module.queries.values()) {
    if (paging === "" || !used(paging)) continue
    // What the address keeps takes its lists back to the start itself.
    const asked = query.args.filter(({ from }) => from === "state").flatMap(({ value }) => {
      const names = module.states.get(value.replace(/^state\./, ""))
      return names === undefined || names.inAddress || !used(names.getter) ? [] : [names.getter]
    })
    const members = [
      `name: ${quote(query.id)}`,
      ...(used(`${paging}.sort`) ? [`sorts: [${sorts.map(quote).join(", ")}]`] : [])
    ]
    lines.push(
      `const ${paging} = ${module.component("usePaging")}([${[...new Set(asked)].join(", ")}], ${objectText(members)})`
    )
  }
  return lines.join("\n")
}
