/** What each page of an inventory is answerable for, and where it leads. */
import type { Prd } from "../../domain/Prd.ts"
import type { Api, Call } from "./api.ts"
import { type Draft, namedPages } from "./pageDrafts.ts"
import { firstSentence, kebabCase } from "./words.ts"

/** Which page serves what: the pages that do it, else those that show it, else the home page. */
export const serve = (prd: Prd, api: Api, pages: ReadonlyArray<Draft>): ReadonlyMap<string, ReadonlyArray<string>> => {
  const served = new Map<string, Array<string>>()
  const weight = ({ kind }: Call): number => kind === "list" || kind === "get" || kind === "profile" ? 1 : 2
  for (const requirement of prd.requirements) {
    const calls = api.calls.filter(({ requirementIds }) => requirementIds.includes(requirement.id))
    const callers = (least: number) =>
      pages.filter((one) =>
        one.id !== "home" && calls.some((call) => weight(call) >= least && one.operationIds.includes(call.id))
      )
    const byName = namedPages(prd).find(({ title }) => requirement.title === `${title} page`)
    const own = byName === undefined
      ? []
      : pages.filter(({ id, title }) => title === byName.title || id === kebabCase(byName.name))
    const state = pages.filter(({ operationIds, title }) =>
      operationIds.length === 1 && calls.some(({ id }) => operationIds[0] === id) &&
      firstSentence(requirement.text).toLowerCase().includes(title.toLowerCase())
    )
    const doing = callers(2)
    const fitting = own.length > 0 && (!requirement.needsData || own.some(({ operationIds }) =>
        calls.some(({ id }) =>
          operationIds.includes(id)
        )
      ))
      ? own
      : state.length > 0
      ? state
      : doing.length > 0
      ? doing
      : callers(1)
    const whole = fitting.length > 0 ?
      fitting :
      pages.filter(({ id, operationIds }) =>
        id === "home" || operationIds.some((operationId) => calls.some((call) => call.id === operationId))
      ).slice(0, 1)
    for (const { id } of whole.slice(0, 6)) served.set(id, [...served.get(id) ?? [], requirement.id])
  }
  // A page that is nobody's own helps to serve what its operations are there for.
  for (const { id, operationIds } of pages) {
    const helped = operationIds.flatMap((one) => api.calls.find((call) => call.id === one)?.requirementIds ?? [])
    if (!served.has(id) && helped.length > 0) served.set(id, [...new Set(helped)].slice(0, 3))
  }
  return served
}

/** Where a page leads beside the navigation. */
export const linksOf = (draft: Draft, all: ReadonlyArray<Draft>): ReadonlyArray<string> => {
  const has = (id: string) => all.some((one) => one.id === id)
  const [segment = ""] = draft.route.split("/").slice(1)
  const family = all.filter((one) => one.route.split("/")[1] === segment && segment !== "" && segment !== "reports")
  const detail = family.find(({ route }) => /^\/[^/]+\/:[^/]+$/.test(route))
  const create = family.find(({ route }) => route.endsWith("/new"))
  const edit = family.find(({ route }) => route.endsWith("/edit"))
  const list = family.find(({ route }) => route === `/${segment}`)
  const links = draft === detail
    ? [list, edit]
    : draft === create || draft === edit
    ? [list, detail].filter((one) => one !== detail || draft === edit)
    : draft.operationIds.length > 0 && detail !== undefined && draft !== list
    ? [list, detail]
    : draft === list
    ? [detail, create, edit]
    : []
  const account = draft.id === "sign-in" && has("register")
    ? ["register"]
    : draft.id === "register" && has("sign-in")
    ? ["sign-in"]
    : []
  return [...new Set([...links.flatMap((one) => one === undefined ? [] : [one.id]), ...account])]
}
