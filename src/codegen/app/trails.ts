/** Where each page lies below others, and what the parameters on the way there mean. */
import type { Backend } from "../../domain/OpenApi.ts"
import type { PageIr } from "../../domain/PageIr.ts"
import { type Page, type Pages, routeParameters } from "../../domain/Pages.ts"
import { type Plan, toPlans } from "../api/mocks/plan.ts"

interface Product {
  readonly backend: Backend
  readonly pages: Pages
  readonly irs: ReadonlyArray<PageIr>
}

/** A page above another one. */
export interface Step {
  readonly page: Page
  /** The parameter that names the thing it shows, and the entity of that thing; `""` where it shows no one thing. */
  readonly param: string
  readonly entity: string
}

/** The pages above each page, from the top; none for what the navigation lists. By page id. */
export const toTrails = (product: Product): ReadonlyMap<string, ReadonlyArray<Step>> => {
  const plans = toPlans(product.backend.openapi)
  const step = (page: Page): Step => {
    const param = /\/:([A-Za-z][A-Za-z0-9]*)$/.exec(page.route)?.[1] ?? ""
    const ir = product.irs.find((one) => one.page.id === page.id)
    return { page, param, entity: param === "" ? "" : entityOf(plans, ir, param) }
  }
  return new Map(product.pages.pages.map((page) => [page.id, pagesAbove(product.pages, page).map(step)]))
}

/** The pages above one, from the top. */
export const pagesAbove = ({ pages }: Pages, page: Page): ReadonlyArray<Page> => {
  if (page.inNavigation || page.route === "/") return []
  const higher = pages.filter(({ route }) => route !== "/" && page.route.startsWith(`${route}/`))
    .toSorted((one, other) => one.route.length - other.route.length)
  if (higher.length > 0) return higher
  // What shows one thing and has another address than its list lies below the page that leads to it.
  if (routeParameters(page.route).length === 0) return []
  return pages.filter((one) =>
    one.inNavigation && one.route !== "/" && routeParameters(one.route).length === 0 && one.links.includes(page.id)
  ).slice(0, 1)
}

/** The entity whose row a parameter of a page's route names; `""` where nothing tells. */
export const entityOf = (plans: ReadonlyArray<Plan>, ir: PageIr | undefined, name: string): string => {
  const planOf = (operationId: string) => plans.find(({ operation }) => operation.operationId === operationId)
  const called = [...ir?.queries ?? [], ...ir?.mutations ?? []].flatMap(({ args, operationId }) => {
    const plan = planOf(operationId)
    return args.filter(({ from, value }) => from === "param" && value.replace(/^param\./, "") === name)
      .flatMap((argument) => plan === undefined ? [] : namedBy(plan, argument.name))
  })
  return [...called, ...plans.flatMap((plan) => namedBy(plan, name))].find((entity) => entity !== "") ?? ""
}

const namedBy = (plan: Plan, parameter: string): ReadonlyArray<string> =>
  plan.key === parameter
    ? [plan.entity]
    : plan.within.filter(({ param }) => param === parameter).map(({ entity }) => entity)
