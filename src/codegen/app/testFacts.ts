/** What the app's own tests know of its pages, read off the inventory, the IR and the contract. */
import type { Backend } from "../../domain/OpenApi.ts"
import type { Node, PageIr, Query } from "../../domain/PageIr.ts"
import { type Page, type Pages, routeParameters } from "../../domain/Pages.ts"
import type { Prd } from "../../domain/Prd.ts"
import { type Plan, toPlans } from "../api/mocks/plan.ts"
import type { AppFile } from "../AppFile.ts"
import { propertyName, quote } from "./names.ts"
import { isForGuests } from "./routes.ts"
import { testFiles } from "./templates/tests.ts"
import { entityOf } from "./trails.ts"

interface Product {
  readonly prd: Prd
  readonly backend: Backend
  readonly pages: Pages
  readonly irs: ReadonlyArray<PageIr>
}

/** The app's tests, and `src/test/pages.ts` with what they know. */
export const appTests = (product: Product): ReadonlyArray<AppFile> => {
  const facts = testFacts(product)
  return [...testFiles(facts.content.includes("submit: \"")), facts]
}

const testFacts = (product: Product): AppFile => {
  const plans = toPlans(product.backend.openapi)
  return {
    path: "src/test/pages.ts",
    content: `/** A page, as the tests know it. */
export interface PageFacts {
  id: string
  title: string
  route: string
  /** The entity whose row fills a parameter of the route. */
  params: Readonly<Record<string, string>>
  /** Whom it is opened as; null is nobody. */
  roles: ReadonlyArray<string | null>
  /** Whether one must have signed in. */
  guarded: boolean
  /** A role that may not open it; "" for none. */
  stranger: string
  /** The states of what it loads that it shows as soon as it is opened. */
  states: ReadonlyArray<"loading" | "empty" | "error" | "forbidden">
  forms: ReadonlyArray<FormFacts>
}

/** A form that has something to refuse: the button that sends it, who sees it, and the buttons that may open it. */
export interface FormFacts {
  submit: string
  as: string | null
  openers: ReadonlyArray<string>
}

/** Every page of the app. */
export const pages: ReadonlyArray<PageFacts> = [
${product.pages.pages.map((page) => pageText(product, plans, page)).join(",\n")}
]
`
  }
}

const pageText = (product: Product, plans: ReadonlyArray<Plan>, page: Page): string => {
  const { irs, prd } = product
  const ir = irs.find((one) => one.page.id === page.id)
  const signingIn = prd.personas.filter((persona) => persona.signsIn).map(({ id }) => id)
  const everybody = signingIn.length > 0 ? signingIn : prd.personas.map(({ id }) => id)
  const named = page.roles.filter((role) => prd.personas.some(({ id }) => id === role))
  const members = page.access === "role" && page.roles.length > 0 ? named : everybody
  const guests = isForGuests(product, page)
  const roles = guests ? [null] : page.access === "public" ? [null, ...everybody] : members
  const stranger = page.access === "role" && page.roles.length > 0
    ? everybody.find((role) => !page.roles.includes(role)) ?? ""
    : ""
  const params = [...new Set(routeParameters(page.route))].map((name) =>
    `${propertyName(name)}: ${quote(entityOf(plans, ir, name))}`
  )
  return `  {
    id: ${quote(page.id)},
    title: ${quote(page.title)},
    route: ${quote(page.route)},
    params: {${params.length === 0 ? "" : ` ${params.join(", ")} `}},
    roles: [${roles.map((role) => role === null ? "null" : quote(role)).join(", ")}],
    guarded: ${page.access !== "public"},
    stranger: ${quote(stranger)},
    states: [${(ir === undefined ? [] : statesOf(product, plans, ir, roles[0] ?? null)).map(quote).join(", ")}],
    forms: [${(ir === undefined ? [] : formsOf(ir, roles)).join(", ")}]
  }`
}

/** The states that whoever opens the page sees at once: of a query that needs no other, in a node that is always drawn. */
const statesOf = (
  { backend, prd }: Product,
  plans: ReadonlyArray<Plan>,
  { nodes, queries }: PageIr,
  role: string | null
): ReadonlyArray<"loading" | "empty" | "error" | "forbidden"> => {
  const drawn = (id: string): boolean => {
    const node = nodes.find((one) => one.id === id)
    return node !== undefined && isAlways(nodes, node)
  }
  const asked = queries.filter((query) => isAskedAtOnce(query) && mayAsk(backend, prd, query.operationId, role))
  const isList = ({ itemsPath, operationId }: Query) =>
    itemsPath !== "" &&
    plans.some(({ operation, shape }) =>
      operation.operationId === operationId && operation.method === "get" && (shape === "page" || shape === "array")
    )
  return [
    ...(asked.some(({ loadingNode }) => drawn(loadingNode)) ? ["loading" as const] : []),
    ...(asked.some((query) => isList(query) && drawn(query.emptyNode)) ? ["empty" as const] : []),
    ...(asked.some(({ errorNode }) => drawn(errorNode)) ? ["error" as const, "forbidden" as const] : [])
  ]
}

const isAskedAtOnce = ({ args }: Query): boolean => args.every(({ from }) => from !== "query" && from !== "user")

const mayAsk = ({ openapi }: Backend, prd: Prd, operationId: string, role: string | null): boolean => {
  const found = Object.values(openapi.paths).flatMap((path) => Object.values(path)).find((operation) =>
    typeof operation === "object" && "operationId" in operation && operation.operationId === operationId
  )
  const roles = typeof found === "object" && "x-roles" in found ? found["x-roles"] ?? [] : []
  return roles.length === 0 ||
    roles.some((one) => one === role || prd.personas.some(({ id, signsIn }) => id === one && !signsIn))
}

/** Whether a node is drawn whatever the data: under no condition, in no dialog and in nothing that is repeated. */
const isAlways = (nodes: ReadonlyArray<Node>, node: Node): boolean => {
  if (node.visibleWhen !== "" || node.kind === "dialog") return false
  if (node.parent === "") return true
  const parent = nodes.find(({ id }) => id === node.parent)
  if (parent === undefined) return false
  // The states of a list stand beside its elements; all else in it is drawn per element, or with the thing it shows.
  const holds = parent.source !== "" &&
    ["list", "grid", "table", "detail", "form", "card", "section"].includes(parent.kind)
  return (!holds || ["loading", "empty", "error"].includes(node.kind)) && isAlways(nodes, parent)
}

/** The forms that one of the roles can get to, with what opens them. */
const formsOf = (
  { actions, forms, nodes }: PageIr,
  roles: ReadonlyArray<string | null>
): ReadonlyArray<string> =>
  forms.flatMap(({ fields, node: id, submitLabel }) => {
    const node = nodes.find((one) => one.id === id)
    const refuses = fields.some((field) =>
      (field.required && field.control !== "checkbox") || field.control === "email" || field.control === "url"
    )
    // When the form of a custom node is seen is the page's own affair.
    if (node === undefined || node.kind === "custom" || !refuses) return []
    const states = hidingStates(nodes, node)
    const setters = new Set(
      actions.filter(({ target, type }) => type === "setState" && states.has(bare(target))).map((action) => action.id)
    )
    const openers = nodes.filter((one) => setters.has(one.action) && (one.kind === "button" || one.kind === "link"))
    const as = roles.find((role) =>
      isReached(nodes, node, role) && (states.size === 0 || openers.some((opener) => isReached(nodes, opener, role)))
    )
    if (as === undefined) return []
    const labels = new Set(
      openers.filter((opener) => isReached(nodes, opener, as)).map(({ label, text }) => (label || text).trim())
    )
    return [
      `{ submit: ${quote(submitLabel)}, as: ${as === null ? "null" : quote(as)}, openers: [${
        [...labels].filter((label) => label !== "" && !label.includes("{")).map(quote).join(", ")
      }] }`
    ]
  })

const bare = (binding: string): string => binding.replace(/^!?state\./, "").split(/[\s=!]/)[0] ?? ""

/** The states of the page that show a node: of the dialogs it stands in, and of the conditions it stands under. */
const hidingStates = (nodes: ReadonlyArray<Node>, node: Node): ReadonlySet<string> => {
  const own = [
    ...(node.kind === "dialog" ? [bare(node.source)] : []),
    ...(node.visibleWhen.startsWith("state.") ? [bare(node.visibleWhen)] : [])
  ]
  const parent = nodes.find(({ id }) => id === node.parent)
  return new Set([...own, ...(parent === undefined ? [] : hidingStates(nodes, parent))])
}

/** Whether a node is there for sure, for that role, once one has opened what hides it; what hangs on the data may not be. */
const isReached = (nodes: ReadonlyArray<Node>, node: Node, role: string | null): boolean => {
  if (!mayShow(node.visibleWhen, role)) return false
  if (node.parent === "") return true
  const parent = nodes.find(({ id }) => id === node.parent)
  return parent !== undefined && isReached(nodes, parent, role)
}

const mayShow = (visibleWhen: string, role: string | null): boolean => {
  if (visibleWhen === "" || /^!?state\./.test(visibleWhen)) return true
  const [, operator, literal] = /^user\.role\s*(==|!=)\s*(.*)$/.exec(visibleWhen) ?? []
  return operator === "==" ? literal === role : operator === "!=" && literal !== role
}
