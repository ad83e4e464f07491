/** The app's map: its routes, its navigation, and the addresses of its pages. */
import type { Backend } from "../../domain/OpenApi.ts"
import type { PageIr } from "../../domain/PageIr.ts"
import { type Page, type Pages, routeParameters } from "../../domain/Pages.ts"
import type { Prd } from "../../domain/Prd.ts"
import type { AppFile } from "../AppFile.ts"
import { iconOf } from "./icons.ts"
import { camelCase, inComment, pageComponentName, propertyName, quote } from "./names.ts"
import { toTrails } from "./trails.ts"

interface Product {
  readonly prd: Prd
  readonly backend: Backend
  readonly pages: Pages
  readonly irs: ReadonlyArray<PageIr>
}

/** `src/routes.tsx`, `src/navigation.ts` and `src/lib/paths.ts`. */
export const routeFiles = (map: Product): ReadonlyArray<AppFile> => [
  { path: "src/routes.tsx", content: routes(map) },
  { path: "src/navigation.ts", content: navigation(map) },
  { path: "src/lib/paths.ts", content: paths(map.pages) }
]

const isPlain = (page: Page): boolean => routeParameters(page.route).length === 0

const home = ({ pages }: Product): string =>
  (pages.pages.find((page) => page.route === "/")
    ?? pages.pages.find((page) => page.inNavigation && isPlain(page))
    ?? pages.pages.find(isPlain))?.route ?? "/"

/** The page one signs in on: the inventory's own if signing in is what it does, else the built-in one. */
const signIn = ({ irs, pages, prd }: Product): { readonly path: string; readonly builtIn: boolean } => {
  const guarded = pages.pages.some((page) => page.access !== "public")
  if (!guarded && !prd.personas.some((persona) => persona.signsIn)) return { path: "", builtIn: false }
  const own = pages.pages.find((page) =>
    page.access === "public" && isPlain(page) && page.route !== "/"
    && irs.some((ir) => ir.page.id === page.id && ir.actions.some((action) => action.type === "signIn"))
  )
  if (own !== undefined) return { path: own.route, builtIn: false }
  const free = ["/sign-in", "/choose-role"].find((path) => !pages.pages.some((page) => page.route === path))
  return { path: free ?? "/choose-role/role", builtIn: true }
}

/** Whether a page serves only those who have not signed in yet: it signs them in, or asks for their first password. */
export const isForGuests = ({ irs }: Pick<Product, "irs">, page: Page): boolean => {
  if (page.access !== "public" || page.route === "/") return false
  const ir = irs.find((one) => one.page.id === page.id)
  const named = /(^|[/_-])(sign-?_?(in|up|on)|log-?_?(in|on)|register|registration|create-account|join)$/i
    .test(page.route)
  if (ir === undefined) return named
  const hasPassword = ir.forms.some(({ fields }) => fields.some(({ control }) => control === "password"))
  const signsIn = ir.actions.some((action) => action.type === "signIn")
  return ir.forms.length > 0 && (signsIn || (named && hasPassword))
}

const routes = (map: Product): string => {
  const { pages } = map.pages
  const { builtIn, path: signInPath } = signIn(map)
  const start = home(map)
  const guard = (page: Page) =>
    page.route === signInPath
      ? `<SignedOut><${pageComponentName(page.id)} /></SignedOut>`
      : page.access === "public"
      ? `<${pageComponentName(page.id)} />`
      : `<RequireAccess access=${quote(page.access)} roles={[${page.roles.map(quote).join(", ")}]}><${
        pageComponentName(page.id)
      } /></RequireAccess>`
  const guarded = pages.some((page) => page.access !== "public")
  const redirect = !pages.some((page) => page.route === "/")
  return `import { lazy } from "react"
import { ${redirect ? "Navigate, " : ""}type RouteObject } from "react-router"
${guarded ? `import { RequireAccess } from "./shell/RequireAccess"\n` : ""}import { Shell } from "./shell/Shell"
${!builtIn && signInPath !== "" ? `import { SignedOut } from "./shell/SignedOut"\n` : ""}
${
    pages.map((page) =>
      `const ${pageComponentName(page.id)} = lazy(() => import(${quote(`./pages/${pageComponentName(page.id)}`)}))`
    ).join("\n")
  }
${
    builtIn
      ? `const ChooseRole = lazy(() => import("./shell/ChooseRole"))\n`
      : ""
  }const NotFound = lazy(() => import("./shell/NotFound"))

/** Every page of the app, and who may open it; the handle names the page in its \`data-page\` attribute. */
export const routes: Array<RouteObject> = [
  {
    element: <Shell />,
    children: [
${
    [
      ...(redirect ? [`      { path: "/", element: <Navigate to=${quote(start)} replace /> }`] : []),
      ...pages.map((page) =>
        `      { path: ${quote(page.route)}, handle: { page: ${quote(page.id)} }, element: ${guard(page)} }`
      ),
      ...(builtIn
        ? [`      { path: ${quote(signInPath)}, handle: { page: "choose-role" }, element: <ChooseRole /> }`]
        : []),
      `      { path: "*", handle: { page: "not-found" }, element: <NotFound /> }`
    ].join(",\n")
  }
    ]
  }
]
`
}

const navigation = (map: Product): string => {
  const entries = map.pages.pages.filter((page) => page.inNavigation && isPlain(page))
  const personas = map.prd.personas.filter((persona) => persona.signsIn)
  return `import type { Access } from "./shell/access"

/** Where the app starts. */
export const homePath: string = ${quote(home(map))}

/** Where one signs in; "" where nobody does. */
export const signInPath: string = ${quote(signIn(map).path)}

/** Whether the main navigation stands on top of the pages, where it has room in one line, or at their side. */
export const navigationAt: "top" | "side" = ${quote(roomOnTop(entries) ? "top" : "side")}

/**
 * What the main navigation lists, to those who may open it; what is for guests, only until they have signed in. The icon is
 * the path of its drawing, on a field of 24 by 24.
 */
export const navigation: ReadonlyArray<Access & { path: string; title: string; icon: string; forGuests?: boolean }> = [
${
    entries.map((page) =>
      `  { path: ${quote(page.route)}, title: ${quote(page.title)}, icon: ${
        quote(iconOf(page.route === "/" ? page.route : `${page.title} ${page.route}`))
      }, access: ${quote(page.access)}, roles: [${page.roles.map(quote).join(", ")}]${
        isForGuests(map, page) ? ", forGuests: true" : ""
      } }`
    ).join(",\n")
  }
]

/** The pages above a page, from the top, by the page's id; those above a thing's page go by the thing's name. */
export const trails: Readonly<Record<string, { title: string; above: ReadonlyArray<Step> }>> = {
${
    [...toTrails(map)].flatMap(([id, above]) => {
      const page = map.pages.pages.find((one) => one.id === id)
      const steps = above.map(({ entity, page: { access, roles, route, title }, param }) =>
        `      { path: ${quote(route)}, title: ${quote(title)}, param: ${quote(param)}, entity: ${
          quote(entity)
        }, access: ${quote(access)}, roles: [${roles.map(quote).join(", ")}] }`
      )
      return page === undefined || steps.length === 0
        ? []
        : [`  ${quote(id)}: {\n    title: ${quote(page.title)},\n    above: [\n${steps.join(",\n")}\n    ]\n  }`]
    }).join(",\n")
  }
}

/** A page above another: its address, and what its last parameter names. */
export type Step = Access & { path: string; title: string; param: string; entity: string }

/** Who signs in. */
export const roles: ReadonlyArray<{ id: string; name: string; description: string }> = [
${
    (personas.length === 0 ? map.prd.personas : personas).map(({ description, id, name }) =>
      `  { id: ${quote(id)}, name: ${quote(name)}, description: ${quote(description)} }`
    ).join(",\n")
  }
]
`
}

/** Whether these are few and short enough to stand beside each other in a window of 1024 pixels: a letter takes about 8. */
const roomOnTop = (entries: ReadonlyArray<Page>): boolean =>
  entries.length <= 6 && entries.reduce((sum, { title }) => sum + title.length * 8 + 28, 0) <= 460

const paths = ({ pages }: Pages): string =>
  `/** The address of every page. */
export const paths = {
${
    pages.map((page) =>
      `  /** ${inComment(page.title)} */\n  ${propertyName(camelCase(page.id))}: ${pathFunction(page.route)}`
    ).join(",\n")
  }
}

/** An address with a query string; what is missing or empty is left out. */
export const withQuery = (path: string, query: Record<string, unknown>): string => {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== "") search.set(name, String(value))
  }
  const text = search.toString()
  return text === "" ? path : path + "?" + text
}
`

const pathFunction = (route: string): string => {
  const names = [...new Set(routeParameters(route))]
  if (names.length === 0) return `(): string => ${quote(route)}`
  const parts = route.split("/").filter((part) => part !== "").map((part) =>
    part.startsWith(":") ? `\${encodeURIComponent(params.${part.slice(1)})}` : part
  )
  return `(params: { ${names.map((name) => `${name}: string`).join("; ")} }): string => \`/${parts.join("/")}\``
}
