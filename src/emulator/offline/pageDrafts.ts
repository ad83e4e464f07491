/** A page in the making, and the pages that a PRD names. */
import type { Page } from "../../domain/Pages.ts"
import type { Prd } from "../../domain/Prd.ts"
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
