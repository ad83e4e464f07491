/** One page of the inventory as its IR, by rules: what its operations offer, laid out. */
import type { OpenApiDocument } from "../../domain/OpenApi.ts"
import { type Argument, nodeOf, type PageIr } from "../../domain/PageIr.ts"
import { type Page, type Pages, routeParameters } from "../../domain/Pages.ts"
import type { Prd } from "../../domain/Prd.ts"
import { type Call, readApi } from "./api.ts"
import { accountBlock, profileBlock } from "./ir/account.ts"
import { isPlanned } from "./ir/calendar.ts"
import { detailBlock, formPage } from "./ir/detail.ts"
import { dialogForm } from "./ir/forms.ts"
import { listBlock, newBlock, sameThing, whatOf } from "./ir/lists.ts"
import { homeBlock, reportBlock, wordsBlock } from "./ir/reports.ts"
import { argument, Sheet } from "./ir/Sheet.ts"
import { note } from "./note.ts"
import { shorten, withoutBraces } from "./words.ts"

export interface PageInput {
  readonly prd: Prd
  readonly openapi: OpenApiDocument
  readonly pages: Pages
  readonly page: Page
}

/** The IR of any page of any inventory. */
export const makePageIr = ({ openapi, page, pages, prd }: PageInput): PageIr => {
  const sheet = new Sheet(readApi(openapi), page, pages)
  const layout = fill(sheet, prd)
  callTheRest(sheet)
  linkTheRest(sheet)
  if (sheet.nodes.length === 0) wordsBlock(sheet, page.purpose)
  const [first, ...rest] = sheet.nodes
  return {
    page: {
      id: page.id,
      route: page.route,
      title: page.title,
      purpose: page.purpose,
      layout,
      access: page.access,
      roles: page.roles,
      requirementIds: page.requirementIds
    },
    params: routeParameters(page.route).map((name) => ({ name, in: "path", type: "string" })),
    ...sheet.result,
    nodes: first === undefined ? [blank] : [first, ...rest],
    acceptance: prd.requirements
      .filter(({ id }) => page.requirementIds.includes(id))
      .flatMap((requirement) => requirement.acceptance.map((one) => ({ requirementId: requirement.id, ...one })))
      .slice(0, 24),
    notes: [note]
  }
}

const blank = nodeOf("text", "text", { text: "There is nothing here yet." })

const fill = (sheet: Sheet, prd: Prd): PageIr["page"]["layout"] => {
  const { calls, page } = sheet
  const find = (...kinds: ReadonlyArray<Call["kind"]>) => calls.find(({ kind }) => kinds.includes(kind))
  const inRoute = (call: Call) => call.pathParameters.every((name) => routeParameters(page.route).includes(name))
  const get = calls.find((call) => call.kind === "get" && inRoute(call))
  const profile = find("profile")
  const account = find("signIn", "register")
  const report = find("report")
  const list = find("list")
  const create = find("create")
  const update = find("update")
  if (page.route === "/") {
    homeBlock(sheet, prd)
    return "dashboard"
  }
  if (account !== undefined) {
    accountBlock(sheet, account, prd)
    return "centered"
  }
  if (profile !== undefined) {
    profileBlock(sheet, profile, find("updateProfile"))
    return "two-column"
  }
  if (report !== undefined) {
    reportBlock(sheet, report)
    return "dashboard"
  }
  if (get !== undefined && update !== undefined && page.route.endsWith("/edit") && inRoute(update)) {
    formPage(sheet, update, get)
    return "centered"
  }
  if (get !== undefined) {
    detailBlock(sheet, get)
    return "stack"
  }
  if (list !== undefined) {
    newBlock(sheet, list.entity)
    listBlock(sheet, list, fixedBy(page, list), isPlanned(list, prd))
    availabilityChart(sheet, list)
    rowEdit(sheet, list)
    return "stack"
  }
  if (create !== undefined) {
    formPage(sheet, create, undefined)
    return "centered"
  }
  wordsBlock(sheet, page.operationIds.length === 0 ? shorten(prd.summary, 600) : page.purpose)
  return "stack"
}

/** `/call-logs/open` lists what is open: the end of the route names a value of an enum. */
const fixedBy = ({ route }: Page, list: Call): ReadonlyArray<Argument> => {
  const last = route.split("/").at(-1) ?? ""
  return list.query.flatMap(({ name, schema }) =>
    schema.enum?.includes(last) === true && route.split("/").length > 2 ? [argument(name, "literal", last)] : []
  ).slice(0, 1)
}

/** How many of what can be taken are free. */
const availabilityChart = (sheet: Sheet, list: Call): void => {
  const status = list.answer.find(({ schema }) => schema.enum?.includes("available") === true)
  const query = sheet.queries.find(({ operationId }) => operationId === list.id)
  if (status === undefined || query === undefined) return
  sheet.node("chart", "", `${list.entity} availability`, {
    source: `query.${query.id}`,
    label: `Availability of the ${whatOf(list)}`,
    props: { x: status.name, y: "id", kind: "bar" }
  })
}

/** A list whose things have no page of their own is changed in place. */
const rowEdit = (sheet: Sheet, list: Call): void => {
  const update = sheet.calls.find((call) => call.kind === "update" && sameThing(call, list))
  const query = sheet.queries.find(({ operationId }) => operationId === list.id)
  const [parameter] = update?.pathParameters ?? []
  if (update === undefined || query === undefined || parameter === undefined) return
  const chosen = sheet.stateOf(`chosen ${list.entity}`, "string", "")
  const table = sheet.nodes.find(({ kind, source }) =>
    (kind === "table" || kind === "grid") && source === `query.${query.id}`
  )
  if (table === undefined) return
  const parent = table.kind === "grid"
    ? sheet.nodes.find(({ parent }) => parent === table.id)?.id ?? table.id
    : table.id
  sheet.node("button", parent, `choose ${list.entity}`, {
    label: "Choose to edit",
    action: sheet.action(`choose ${list.entity}`, "setState", chosen, [argument("value", "item", "id")]),
    visibleWhen: sheet.visibleFor(update),
    props: { tone: "neutral" }
  })
  dialogForm(sheet, update, {
    label: "Edit what is chosen",
    args: [argument(parameter, "state", chosen)],
    leaveOut: [],
    source: ""
  })
}

/** What the inventory says this page calls, and no block has called: shown or offered plainly. */
const callTheRest = (sheet: Sheet): void => {
  const called = (id: string) => [...sheet.queries, ...sheet.mutations].some(({ operationId }) => operationId === id)
  const names = routeParameters(sheet.page.route)
  for (const call of sheet.calls.filter(({ id }) => !called(id))) {
    const args = call.pathParameters.map((name) => argument(name, names.includes(name) ? "param" : "literal", name))
    if (call.api.method === "get" && call.kind === "list") {
      listBlock(sheet, call, args)
    } else if (call.api.method === "get") {
      const section = sheet.node("section", "", `${call.id} section`)
      const query = sheet.query(call, args, section, whatOf(call))
      for (const { name } of call.answer.slice(0, 8)) {
        sheet.node("stat", section, `${call.id} ${name}`, { source: `query.${query}.${name}`, label: name })
      }
    } else if (call.body.length > 0) {
      dialogForm(sheet, call, { label: call.summary, args, leaveOut: [], source: "" })
    } else {
      const mutation = sheet.mutation(call, { args, onError: "It did not work." })
      sheet.node("button", "", call.id, { label: call.summary, action: sheet.action(call.id, "mutate", mutation) })
    }
  }
}

/** Every page that this one leads to has a way there. */
const linkTheRest = (sheet: Sheet): void => {
  const names = routeParameters(sheet.page.route)
  for (const id of sheet.page.links) {
    const target = sheet.pages.pages.find((one) => one.id === id)
    const isReached = sheet.actions.some(({ target, type }) => type === "navigate" && target === id)
    if (target === undefined || id === sheet.page.id || isReached || target.inNavigation) continue
    const wanted = routeParameters(target.route)
    const query = sheet.queries.find(({ itemsPath }) => itemsPath !== "")
    const table = sheet.nodes.find(({ kind, source }) => kind === "table" && source === `query.${query?.id ?? ""}`)
    const fromItem = wanted.some((name) => !names.includes(name)) && table !== undefined
    const args = wanted.map((name) =>
      argument(name, names.includes(name) ? "param" : fromItem ? "item" : "literal", names.includes(name) ? name : "id")
    )
    sheet.node("link", fromItem ? table.id : "", `to ${id}`, {
      label: withoutBraces(target.title),
      action: sheet.action(`go to ${id}`, "navigate", id, args)
    })
  }
}
