import type { Finding } from "../Finding.ts"
import { type OpenApiDocument, operations } from "../OpenApi.ts"
import { type Page, type Pages, routeParameters } from "../Pages.ts"
import type { Prd } from "../Prd.ts"
import { mayCall, shutOut } from "./access.ts"
import { duplicates, quoted, unknowns, unless } from "./report.ts"

/** Whether the inventory serves the PRD with the operations there are, and every page can be reached. */
export const linkPages = (inventory: Pages, prd: Prd, openapi: OpenApiDocument): ReadonlyArray<Finding> => {
  const { pages } = inventory
  const pageIds = pages.map(({ id }) => id)
  const home = pages.filter(({ route }) => route === "/")
  const api = operations(openapi)
  const operationIds = api.map(({ operationId }) => operationId)
  const requirementIds = prd.requirements.map(({ id }) => id)
  const reached = reachable(pages)
  return [
    // Ids become names of files and components, in which hyphens go and letter case may not tell them apart.
    ...duplicates("duplicate-page", pageIds.map((id) => id.replaceAll("-", "")), (i) => `pages[${i}].id`, "page id"),
    ...pageIds.flatMap((id, i) =>
      unless(id !== "app", "reserved-page-id", `pages[${i}].id`, () => "\"app\" is the id of the whole; choose another")
    ),
    ...duplicates(
      "duplicate-route",
      pages.map(({ route }) => route.replace(/:[^/]*/g, ":")),
      (i) => `pages[${i}].route`,
      "route"
    ),
    ...unless(home.length > 0, "no-home", "pages", () => "one page must have the route \"/\""),
    ...pages.flatMap((page, i) => [
      ...duplicates("duplicate-parameter", routeParameters(page.route), () => `pages[${i}].route`, "route parameter"),
      ...unless(
        !page.inNavigation || routeParameters(page.route).length === 0,
        "navigation-with-parameters",
        `pages[${i}].inNavigation`,
        () =>
          `the route ${quoted(page.route)} has parameters, so the navigation cannot lead to it; make inNavigation false`
      ),
      ...linkAccess(page, `pages[${i}]`, prd, openapi),
      ...unknowns("unknown-page", page.links, pageIds, (j) => `pages[${i}].links[${j}]`, "page id"),
      ...unknowns(
        "unknown-operation",
        page.operationIds,
        operationIds,
        (j) => `pages[${i}].operationIds[${j}]`,
        "operation"
      ),
      ...unknowns(
        "unknown-requirement",
        page.requirementIds,
        requirementIds,
        (j) => `pages[${i}].requirementIds[${j}]`,
        "requirement"
      ),
      ...unless(
        home.length === 0 || reached.has(page.id),
        "unreachable-page",
        `pages[${i}]`,
        () =>
          `nothing leads to ${quoted(page.id)}: ${
            routeParameters(page.route).length === 0 ? "put it in the navigation, or " : ""
          }name it in the links of a page that can be reached (${[...reached].map(quoted).join(", ")})`
      )
    ]),
    ...prd.requirements.flatMap(({ id, needsData, title }) => {
      const serving = pages.filter((page) => page.requirementIds.includes(id))
      const serve = api.filter(({ object }) => object["x-requirements"]?.includes(id)).map(({ operationId }) =>
        operationId
      )
      return [
        ...unless(
          serving.length > 0,
          "requirement-without-page",
          "pages",
          () => `no page serves ${id} (${title}); add ${id} to the requirementIds of the page that does`
        ),
        ...unless(
          !needsData || serving.length === 0
            || serving.some((page) => page.operationIds.some((operationId) => serve.includes(operationId))),
          "requirement-without-data",
          `pages[${pages.findIndex((page) => page === serving[0])}].operationIds`,
          () =>
            `${id} (${title}) needs data, and no page that serves it (${
              serving.map((page) => quoted(page.id)).join(", ")
            }) calls an operation that serves it (${serve.map(quoted).join(", ") || "there is none"})`
        )
      ]
    })
  ]
}

const linkAccess = (page: Page, at: string, prd: Prd, openapi: OpenApiDocument): ReadonlyArray<Finding> => [
  ...unless(
    page.access === "role" || page.roles.length === 0,
    "roles-without-role-access",
    `${at}.roles`,
    () => `access is "${page.access}", so roles must be []; or make access "role"`
  ),
  ...unless(
    page.access !== "role" || page.roles.length > 0,
    "role-access-without-roles",
    `${at}.roles`,
    () =>
      `access is "role", so roles must name personas: ${
        prd.personas.filter(signsIn).map(({ id }) => quoted(id)).join(", ")
      }`
  ),
  ...unknowns("unknown-role", page.roles, prd.personas.map(({ id }) => id), (i) => `${at}.roles[${i}]`, "persona id"),
  ...page.roles.flatMap((role, i) =>
    unless(
      prd.personas.every((persona) => persona.id !== role || persona.signsIn),
      "role-never-signs-in",
      `${at}.roles[${i}]`,
      () => `${quoted(role)} never signs in, so no page can be theirs alone; make access "public"`
    )
  ),
  ...linkAudience(page, at, prd, openapi),
  ...operations(openapi).flatMap((operation) => {
    const i = page.operationIds.indexOf(operation.operationId)
    return i < 0
      ? []
      : unless(
        mayCall(page, operation, prd),
        "operation-not-allowed",
        `${at}.operationIds[${i}]`,
        () =>
          `${quoted(operation.operationId)} is for ${
            (operation.object["x-roles"] ?? []).map(quoted).join(", ")
          } alone, and the page's access is ${accessOf(page)}; they must agree`
      )
  })
]

/** Whoever a page is open to has something there. */
const linkAudience = (page: Page, at: string, prd: Prd, openapi: OpenApiDocument): ReadonlyArray<Finding> => {
  const calls = operations(openapi).filter(({ operationId }) => page.operationIds.includes(operationId))
  const allowed = calls.some((operation) => mayCall(page, operation, prd))
  const out = shutOut(page, calls, prd)
  // Where nobody may call anything, each operation has a finding.
  return unless(
    !allowed || out.length === 0,
    "role-without-operation",
    `${at}.access`,
    () =>
      `${out.map(quoted).join(", ")} would see the page and may call nothing it reads (${
        calls.map(({ operationId }) => quoted(operationId)).join(", ")
      }); make access "role" for those who may`
  )
}

const accessOf = (page: Page): string =>
  page.access === "role" ? `"role" for ${page.roles.map(quoted).join(", ")}` : `"${page.access}"`

const signsIn = (persona: Prd["personas"][number]): boolean => persona.signsIn

/** Ids of the pages that a person gets to from `/` by the navigation, which is on every page, and by links. */
const reachable = (pages: ReadonlyArray<Page>): ReadonlySet<string> => {
  const seen = new Set<string>()
  const waiting = pages.filter((page) => page.route === "/" || page.inNavigation).map(({ id }) => id)
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (seen.has(id)) continue
    const page = pages.find((one) => one.id === id)
    if (page === undefined) continue
    seen.add(id)
    waiting.push(...page.links)
  }
  return seen
}
