/** Whether what is made anew calls what has not changed by the names it had, so that links to it still lead there. */
import { fold } from "../Brief.ts"
import type { Finding } from "../Finding.ts"
import { type OpenApiDocument, operations } from "../OpenApi.ts"
import type { Page, Pages } from "../Pages.ts"
import type { Prd, Requirement } from "../Prd.ts"
import { finding, quoted, unless } from "./report.ts"

/** What an artefact says twice, once in its former version and once in the new one. */
export interface Kept<A> {
  readonly was: A
  readonly is: A
  /** Where the new one stands in its list. */
  readonly index: number
}

/** The pairs of a former and a new thing that say the same; each former one is taken once, equal ids first. */
export const keptOf = <A extends { readonly id: string }>(
  former: ReadonlyArray<A>,
  now: ReadonlyArray<A>,
  same: (was: A, is: A) => boolean
): ReadonlyArray<Kept<A>> => {
  const taken = new Set<A>()
  const found = new Map<number, A>()
  for (const match of [(was: A, is: A) => was.id === is.id && same(was, is), same]) {
    now.forEach((is, index) => {
      const was = found.has(index) ? undefined : former.find((one) => !taken.has(one) && match(one, is))
      if (was === undefined) return
      taken.add(was)
      found.set(index, was)
    })
  }
  return now.flatMap((is, index) => {
    const was = found.get(index)
    return was === undefined ? [] : [{ was, is, index }]
  })
}

/** Whether two requirements say the same: in so many words, or by the same title and quotation. */
export const sameRequirement = (a: Requirement, b: Requirement): boolean =>
  fold(a.text) === fold(b.text)
  || (fold(a.title) === fold(b.title) && fold(a.quote) === fold(b.quote))

export const sameStory = (a: Prd["stories"][number], b: Prd["stories"][number]): boolean =>
  a.personaId === b.personaId && fold(a.want) === fold(b.want)

/** The highest number that ids have: `FR-7` is 7; 0 where there is none. */
export const highestNumber = (ids: ReadonlyArray<string>): number =>
  ids.reduce((highest, id) => Math.max(highest, Number(/\d+$/.exec(id)?.[0] ?? 0)), 0)

/** Ids of requirements and stories, and names of entities, are those of the former PRD. */
export const linkFormerPrd = (prd: Prd, former: Prd): ReadonlyArray<Finding> => {
  const formerIds = former.requirements.map(({ id }) => id)
  const highest = highestNumber(formerIds)
  const kept = keptOf<Requirement>(former.requirements, prd.requirements, sameRequirement)
  const isKept = new Set(kept.map(({ index }) => index))
  return [
    ...kept.flatMap(({ index, is, was }) =>
      unless(
        is.id === was.id,
        "renumbered-requirement",
        `requirements[${index}].id`,
        () => `${is.id} says what ${was.id} says in the former PRD; call it ${was.id}, and change every reference to it`
      )
    ),
    ...prd.requirements.flatMap((is, index) => {
      const was = former.requirements.find(({ id }) => id === is.id)
      const at = `requirements[${index}].id`
      if (isKept.has(index)) return []
      if (was !== undefined) {
        return unless(
          alike(was, is),
          "reused-requirement-id",
          at,
          () =>
            `${is.id} is ${
              quoted(was.title)
            } in the former PRD, and this is another requirement; give it a new id from FR-${highest + 1} on`
        )
      }
      return unless(
        highestNumber([is.id]) > highest,
        "reused-requirement-id",
        at,
        () => `${is.id} may have been a requirement before; a new one gets an id from FR-${highest + 1} on`
      )
    }),
    ...keptOf(former.stories, prd.stories, sameStory).flatMap(({ index, is, was }) =>
      unless(
        is.id === was.id,
        "renumbered-story",
        `stories[${index}].id`,
        () => `${is.id} is ${was.id} of the former PRD; call it ${was.id}`
      )
    ),
    ...prd.entities.flatMap((is, index) => {
      const was = former.entities.find(({ description }) => fold(description) === fold(is.description))
      const isGone = was !== undefined && prd.entities.every(({ name }) => name !== was.name)
      return isGone
        ? [
          finding(
            "renamed-entity",
            `entities[${index}].name`,
            `${is.name} is ${was.name} in the former PRD; keep the name`
          )
        ]
        : []
    })
  ]
}

/** Whether one may be a new wording of the other. */
const alike = (a: Requirement, b: Requirement): boolean => {
  if (fold(a.title) === fold(b.title) || (a.quote !== "" && fold(a.quote) === fold(b.quote))) return true
  const [one, other] = [a, b].map(({ text, title }) =>
    new Set(fold(`${title} ${text}`).split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 3))
  )
  const shared = [...one ?? []].filter((word) => other?.has(word) === true).length
  return shared * 4 >= Math.min(one?.size ?? 0, other?.size ?? 0)
}

/** An operation that is called at the same address by the same method is called by the same name. */
export const linkFormerOperations = (
  now: ReadonlyArray<{ readonly id: string; readonly method: string; readonly path: string }>,
  former: OpenApiDocument
): ReadonlyArray<Finding> => {
  const before = operations(former)
  const addressOf = ({ method, path }: { readonly method: string; readonly path: string }) =>
    `${method} ${path.replace(/\{[^}]*\}/g, "{}")}`
  return now.flatMap((operation, index) => {
    const was = before.find((one) => addressOf(one) === addressOf(operation))
    const isFree = was !== undefined && now.every(({ id }) => id !== was.operationId)
    return unless(
      !isFree || was.operationId === operation.id,
      "renamed-operation",
      `operations[${index}].id`,
      () =>
        `${operation.method.toUpperCase()} ${operation.path} is ${
          quoted(was?.operationId ?? "")
        } in the former contract; keep its name`
    )
  })
}

/** A page at the same address keeps its id, and one that does the same keeps its address. */
export const linkFormerPages = ({ pages }: Pages, former: Pages): ReadonlyArray<Finding> =>
  pages.flatMap((page, index) => {
    const at = former.pages.find(({ route }) => shapeOf(route) === shapeOf(page.route))
    const named = former.pages.find(({ id }) => id === page.id)
    return [
      ...unless(
        at === undefined || at.id === page.id || pages.some(({ id }) => id === at.id),
        "renamed-page",
        `pages[${index}].id`,
        () => `the page at ${page.route} is ${quoted(at?.id ?? "")} in the former inventory; keep its id`
      ),
      ...unless(
        named === undefined || named.route === page.route || !sameTask(named, page)
          || pages.some(({ route }) => route === named.route),
        "moved-page",
        `pages[${index}].route`,
        () => `the page ${quoted(page.id)} is at ${named?.route ?? ""} in the former inventory; keep its route`
      )
    ]
  })

const shapeOf = (route: string): string => route.replace(/:[^/]+/g, ":")

const sameTask = (a: Page, b: Page): boolean =>
  fold(a.title) === fold(b.title) && a.operationIds.toSorted().join() === b.operationIds.toSorted().join()
