/** `ir/app.yaml`: the pages taken together, as their own files have them. A view; later steps do not read it. */
import { Schema } from "effect"
import type { PageIr } from "../domain/PageIr.ts"
import type { Pages } from "../domain/Pages.ts"
import type { Prd } from "../domain/Prd.ts"
import { renderArtefact } from "./shared/yaml.ts"

const Strings = Schema.Array(Schema.String)

const AppIr = Schema.Struct({
  title: Schema.String,
  pages: Schema.Array(Schema.Struct({
    id: Schema.String,
    route: Schema.String,
    title: Schema.String,
    access: Schema.String,
    roles: Strings,
    inNavigation: Schema.Boolean,
    /** Operations it calls, by query or mutation. */
    operationIds: Strings,
    /** Pages that its actions lead to. */
    leadsTo: Strings
  })),
  requirements: Schema.Array(Schema.Struct({
    id: Schema.String,
    pages: Strings,
    /** How many acceptance checks the pages have for it. */
    checks: Schema.Int
  }))
})

export const renderAppIr = (prd: Prd, pages: Pages, irs: ReadonlyArray<PageIr>, standIn: string): string =>
  renderArtefact(
    AppIr,
    {
      title: prd.title,
      pages: pages.pages.map(({ access, id, inNavigation, roles, route, title }, index) => ({
        id,
        route,
        title,
        access,
        roles,
        inNavigation,
        operationIds: unique(
          [...irs[index]?.queries ?? [], ...irs[index]?.mutations ?? []].map((call) => call.operationId)
        ),
        leadsTo: unique((irs[index]?.actions ?? []).flatMap(({ target, type }) => type === "navigate" ? [target] : []))
      })),
      requirements: prd.requirements.map(({ id }) => ({
        id,
        pages: pages.pages.filter(({ requirementIds }) => requirementIds.includes(id)).map((page) => page.id),
        checks: irs.flatMap(({ acceptance }) => acceptance).filter(({ requirementId }) => requirementId === id).length
      }))
    },
    [
      "A view of the pages in this folder: edit those files, this one follows.",
      ...(standIn === "" ? [] : [`Made by ${standIn}.`])
    ]
  )

const unique = (names: ReadonlyArray<string>): ReadonlyArray<string> => [...new Set(names)]
