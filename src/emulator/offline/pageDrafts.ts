/** A page in the making, and the pages that a PRD names. */
import { type Page, routeParameters } from "../../domain/Pages.ts"
import type { Prd } from "../../domain/Prd.ts"
import type { Call } from "./api.ts"
import { titleCase } from "./words.ts"

/** A page whose duties and links are still to be found. */
export type Draft = Omit<Page, "requirementIds" | "links">

export interface Named {
  /** As the PRD has it, lower case: `about us`. */
  readonly name: string
  readonly title: string
}

/** The pages that a PRD asks for by name. */
export const namedPages = (prd: Prd): ReadonlyArray<Named> =>
  prd.requirements.flatMap(({ text, title }) => {
    const name = /^The product has an? .+ page\.$/.test(text) ? /^(.+) page$/i.exec(title)?.[1] : undefined
    return name === undefined ? [] : [{ name: name.toLowerCase(), title: titleCase(name.toLowerCase()) }]
  })

/** A page that everybody sees, with what it calls. */
export const page = (
  id: string,
  route: string,
  title: string,
  purpose: string,
  calls: ReadonlyArray<Call | undefined> = []
): Draft => ({
  id,
  route,
  title,
  purpose,
  access: "public",
  roles: [],
  inNavigation: routeParameters(route).length === 0,
  operationIds: [...new Set(calls.flatMap((call) => call === undefined ? [] : [call.id]))]
})

/** A page for what only some may do is a page for them. */
export const guarded = (draft: Draft, prd: Prd, call: Call): Draft => {
  const signing = prd.personas.filter(({ signsIn }) => signsIn).map(({ id }) => id)
  const roles = call.roles.filter((role) => signing.includes(role))
  if (roles.length === 0 || roles.length < call.roles.length) return draft
  return roles.length === signing.length ? { ...draft, access: "user" } : { ...draft, access: "role", roles }
}
