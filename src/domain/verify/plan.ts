/** Which pages are looked at, as whom, and which address belongs to which page. Pure. */
import { type OpenApiDocument, operations } from "../OpenApi.ts"
import { type Page, routeParameters } from "../Pages.ts"

/** A page as one person sees it. */
export interface Viewing {
  readonly page: Page
  /** `""` for a guest. */
  readonly role: string
  /** The first of a page is looked at closely, by width, colour scheme and rule; the others for whether they work. */
  readonly close: boolean
}

/**
 * Who looks at a page: a guest at what is public, each role at what it may open. What calls operations that guests may not
 * is looked at closely as the role that may call the most of them.
 */
export const viewings = (
  pages: ReadonlyArray<Page>,
  roles: ReadonlyArray<string>,
  api: OpenApiDocument
): ReadonlyArray<Viewing> => {
  const rolesOf = new Map(operations(api).map(({ object, operationId }) => [operationId, object["x-roles"] ?? []]))
  return pages.flatMap((page) => {
    const may = page.access === "role" && page.roles.length > 0
      ? page.roles.filter((role) => roles.includes(role))
      : roles
    const asked = page.operationIds.map((id) => rolesOf.get(id) ?? []).filter((some) => some.length > 0)
    const reach = (role: string) => asked.filter((some) => some.includes(role)).length
    const ordered = may.toSorted((a, b) => reach(b) - reach(a))
    const [best] = ordered
    const viewers = page.access !== "public"
      ? ordered
      : best === undefined || reach(best) === 0
      ? [""]
      : [best, ""]
    return viewers.map((role, index) => ({ page, role, close: index === 0 }))
  })
}

/** Whether somebody may open a page; `""` for a guest. */
export const mayOpen = ({ access, roles }: Page, role: string): boolean =>
  access === "public" || (role !== "" && (access === "user" || roles.length === 0 || roles.includes(role)))

/** Whether a page's address is known without following a link. */
export const isPlain = (page: Page): boolean => routeParameters(page.route).length === 0

/** The page that an address leads to, the more literal route first. */
export const pageAt = (pages: ReadonlyArray<Page>, path: string): Page | undefined => {
  const [pathname = ""] = path.split(/[?#]/)
  return pages
    .filter(({ route }) => matches(route, pathname))
    .toSorted((a, b) => routeParameters(a.route).length - routeParameters(b.route).length)[0]
}

const matches = (route: string, pathname: string): boolean => {
  const wanted = route.split("/")
  const given = pathname.replace(/(.)\/$/, "$1").split("/")
  return wanted.length === given.length
    && wanted.every((part, index) => part.startsWith(":") ? (given[index] ?? "") !== "" : part === given[index])
}

/**
 * A link's address within the app: its path, query included; `""` for one that leads elsewhere (`https://…`, `mailto:…`)
 * and `undefined` for one that leads nowhere.
 */
export const internalPath = (href: string): string | undefined => {
  const trimmed = href.trim()
  if (trimmed === "" || trimmed === "#" || /^javascript:/i.test(trimmed)) return undefined
  if (trimmed.startsWith("#")) return ""
  return trimmed.startsWith("/") && !trimmed.startsWith("//") ? trimmed : ""
}
