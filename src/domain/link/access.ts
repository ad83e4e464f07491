import type { ApiOperation } from "../OpenApi.ts"
import type { Page } from "../Pages.ts"
import type { Prd } from "../Prd.ts"

/**
 * Whether an operation makes sense on a page: some role that sees the page may call it, and what the page reads when it
 * opens (a GET) is not for signed-in people alone on a page that everyone sees.
 */
export const mayCall = (page: Pick<Page, "access" | "roles">, operation: ApiOperation, prd: Prd): boolean => {
  const roles = operation.object["x-roles"] ?? []
  if (roles.length === 0) return true
  switch (page.access) {
    case "role":
      // A page for nobody has a finding of its own.
      return page.roles.length === 0 || page.roles.some((role) => roles.includes(role))
    case "user":
      return true
    default:
      return operation.method !== "get" || prd.personas.some(({ id, signsIn }) => !signsIn && roles.includes(id))
  }
}

/** The roles for whom a page that is not public has nothing: they may call none of what it reads, or else of what it does. */
export const shutOut = (
  page: Pick<Page, "access" | "roles">,
  calls: ReadonlyArray<ApiOperation>,
  prd: Prd
): ReadonlyArray<string> => {
  if (page.access === "public") return []
  const signing = prd.personas.filter(({ signsIn }) => signsIn).map(({ id }) => id)
  const audience = page.access === "user" ? signing : page.roles.filter((role) => signing.includes(role))
  const reads = calls.filter(({ method }) => method === "get")
  const wanted = reads.length > 0 ? reads : calls
  const may = (role: string, { object: { "x-roles": roles = [] } }: ApiOperation) =>
    roles.length === 0 || roles.includes(role)
  return wanted.length === 0 ? [] : audience.filter((role) => !wanted.some((call) => may(role, call)))
}
