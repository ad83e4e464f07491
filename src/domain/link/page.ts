import type { Finding } from "../Finding.ts"
import type { PageIr } from "../PageIr.ts"
import { routeParameters } from "../Pages.ts"
import { linkCalls } from "./page/calls.ts"
import { linkForms } from "./page/forms.ts"
import { linkNodes } from "./page/nodes.ts"
import { makeScope, type PageContext, type Scope } from "./page/scope.ts"
import { linkUse } from "./page/use.ts"
import { duplicates, quoted, unknowns, unless } from "./report.ts"

export type { PageContext } from "./page/scope.ts"

/** Whether a page's IR is the page of the inventory, and every name in it stands for something. Empty when so. */
export const linkPage = (ir: PageIr, context: PageContext): ReadonlyArray<Finding> => {
  const scope = makeScope(ir, context)
  return distinct([
    ...linkHead(scope),
    ...linkIds(ir),
    ...linkParams(scope),
    ...linkState(ir),
    ...linkCalls(scope),
    ...linkForms(scope),
    ...linkNodes(scope),
    ...linkUse(scope),
    ...unknowns(
      "unknown-requirement",
      ir.acceptance.map(({ requirementId }) => requirementId),
      context.prd.requirements.map(({ id }) => id),
      (i) => `acceptance[${i}].requirementId`,
      "requirement"
    )
  ])
}

/** A fault that shows at several uses of the same thing is one fault. */
const distinct = (findings: ReadonlyArray<Finding>): ReadonlyArray<Finding> => [
  ...new Map(findings.map((one) => [`${one.rule} ${one.at} ${one.message}`, one])).values()
]

const linkHead = ({ ir, page }: Scope): ReadonlyArray<Finding> => [
  ...(["id", "route", "title", "purpose", "access"] as const).flatMap((key) =>
    unless(
      ir.page[key] === page[key],
      "page-differs",
      `page.${key}`,
      () => `${quoted(ir.page[key])} differs from the inventory, which says ${quoted(page[key])}`
    )
  ),
  ...(["roles", "requirementIds"] as const).flatMap((key) =>
    unless(
      ir.page[key].toSorted().join() === page[key].toSorted().join(),
      "page-differs",
      `page.${key}`,
      () => `[${ir.page[key].join(", ")}] differs from the inventory, which says [${page[key].join(", ")}]`
    )
  )
]

const linkIds = (ir: PageIr): ReadonlyArray<Finding> => [
  ...(["queries", "mutations", "state", "nodes", "actions"] as const).flatMap((list) => {
    const ids = ir[list].map(({ id }) => id)
    return duplicates("duplicate-id", ids, (i) => `${list}[${i}].id`, "id")
  }),
  ...duplicates("duplicate-id", ir.params.map(({ name }) => name), (i) => `params[${i}].name`, "parameter")
]

const linkParams = ({ ir, page }: Scope): ReadonlyArray<Finding> => {
  const names = routeParameters(page.route)
  return [
    ...names.flatMap((name) =>
      unless(
        ir.params.some((param) => param.in === "path" && param.name === name),
        "missing-param",
        "params",
        () => `the route ${quoted(page.route)} has the parameter ${quoted(name)}; list it in params with in "path"`
      )
    ),
    ...ir.params.flatMap(({ in: place, name }, i) =>
      unless(
        place === "query" || names.includes(name),
        "unknown-param",
        `params[${i}].name`,
        () => `${quoted(name)} is not in the route ${quoted(page.route)}; make its in "query", or leave it out`
      )
    )
  ]
}

const linkState = (ir: PageIr): ReadonlyArray<Finding> =>
  ir.state.flatMap(({ id, initial, type }) => {
    const fits = {
      string: true,
      number: initial.trim() !== "" && Number.isFinite(Number(initial)),
      boolean: /^(true|false)$/.test(initial)
    }
    return unless(fits[type], "initial-of-other-type", `state[${id}].initial`, () =>
      `${quoted(initial)} is not a ${type}`)
  })
