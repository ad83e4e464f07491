/** A PRD and its contract as an inventory of pages, by rules. */
import type { OpenApiDocument } from "../../domain/OpenApi.ts"
import type { Page, Pages } from "../../domain/Pages.ts"
import type { Prd } from "../../domain/Prd.ts"
import { type Api, type Call, callOf, isSought, mayShow, readApi } from "./api.ts"
import { note } from "./note.ts"
import { type Draft, guarded, type Named, namedPages, page } from "./pageDrafts.ts"
import { linksOf, serve } from "./pageDuties.ts"
import { accountPages, statePages } from "./pagesBeside.ts"
import { isStatic } from "./requirements.ts"
import { manyOf, oneOf } from "./things.ts"
import { article, humanise, kebabCase, sentenceCase, singular } from "./words.ts"

const maxPages = 20
/** What belongs to a thing, shown on its page. */
const maxRelated = 6

/** The inventory: a home page, the pages of each entity, reports, accounts, and the pages that the PRD names. */
export const makePages = (prd: Prd, document: OpenApiDocument): Pages => {
  const api = readApi(document)
  const drafts = [...new Map(draftsOf(prd, api).map((draft) => [draft.id, draft])).values()]
  const shapes = new Set<string>()
  const distinct = drafts.filter(({ route }) => {
    const shape = route.replace(/:[^/]*/g, ":")
    return shapes.has(shape) ? false : shapes.add(shape) !== undefined
  })
  const served = serve(prd, api, distinct)
  const finished = (draft: Draft): Page => ({
    ...draft,
    requirementIds: served.get(draft.id) ?? [],
    links: linksOf(draft, distinct)
  })
  const pages = distinct.map(finished)
  const [home, ...rest] = pages
  return { pages: home === undefined ? [emptyHome(prd)] : [home, ...rest], notes: [note] }
}

const emptyHome = (prd: Prd): Page => ({
  ...page("home", "/", "Home", `Says what ${prd.title} is for.`),
  requirementIds: prd.requirements.map(({ id }) => id),
  links: []
})

const draftsOf = (prd: Prd, api: Api): ReadonlyArray<Draft> => {
  const named = namedPages(prd)
  const lists = api.calls.filter((call) => call.kind === "list" && call.api.path.split("/").length === 2)
  const entities = parentsFirst(
    lists.map(({ entity }) => entity).filter((entity) => entity !== "" && entity !== "ContactMessage"),
    lists
  )
  const reports = api.calls.filter(({ kind }) => kind === "report")
  const others = api.calls.filter((call) => call.kind === "list" && !lists.includes(call))
  const account = accountPages(prd, api)
  const contact = callOf(api, "create", "ContactMessage")
  const still = named.filter(({ name }) => isStatic(name) && !name.startsWith("home")).map(({ name, title }) =>
    page(kebabCase(name), `/${kebabCase(name)}`, title, aboutOf(name, prd))
  )
  const states = statePages(prd, lists)
  const fixed = 1 + still.length + reports.length + others.length + account.length + (contact === undefined ? 0 : 1) +
    states.length
  const plan = planOf(api, entities, maxPages - fixed)
  const forAll = lists.filter(({ roles }) => roles.length === 0 && entities.length > 0)
  // Where nothing is for everybody, neither is the home page.
  const signing = prd.personas.filter(({ signsIn }) => signsIn)
  const open = forAll.length > 0 ? forAll : lists.filter(({ roles }) => roles.length === signing.length)
  const all = entities.flatMap((entity) => open.filter((list) => list.entity === entity))
  const sought = all.find((list) => isSought(list, prd.requirements))
  const first = new Set(all.filter((list) => list !== sought).slice(0, sought === undefined ? 4 : 3))
  const shown = all.filter((list) => list === sought || first.has(list))
  return [
    shown.slice(0, 1).reduce(
      (home, list) => guarded(home, prd, list),
      page("home", "/", "Home", `Welcome to ${prd.title}.`, shown)
    ),
    ...entities.flatMap((entity) =>
      entityPages(prd, api, entity, plan.get(entity) ?? new Set(["list"]), named, entities)
    ),
    ...states,
    ...others.map((call) => {
      const title = sentenceCase(`matching ${manyOf(call.entity || "Entry")}`)
      return guarded(
        page(
          kebabCase(title),
          `/${kebabCase(title)}`,
          title,
          `See which ${manyOf(call.entity)} fit what you are looking for.`,
          [call]
        ),
        prd,
        call
      )
    }),
    ...reports.map((call) => {
      const name = kebabCase(call.api.path.split("/").at(-1) ?? "") || kebabCase(call.id)
      const about = reportLists(api, call)
      const title = humanise(name)
      return guarded(page(name, `/reports/${name}`, title, purposeOfReport(call), [call, ...about]), prd, call)
    }),
    ...(contact === undefined
      ? []
      : [page("contact", "/contact", "Contact", "Send us a message, and we will get back to you.", [contact])]),
    ...still,
    ...account
  ].slice(0, maxPages + 4)
}

/** Cars before their bookings, polls before their options; who it is for stays where it is. */
const parentsFirst = (entities: ReadonlyArray<string>, lists: ReadonlyArray<Call>): ReadonlyArray<string> => {
  const ordered = new Set<string>()
  const visit = (entity: string, above: ReadonlySet<string>) => {
    if (above.has(entity)) return
    const answer = lists.find((list) => list.entity === entity)?.answer ?? []
    const [main] = answer.flatMap(({ schema }) => schema["x-entity"] ?? [])
    if (main !== undefined && entities.includes(main)) visit(main, new Set([...above, entity]))
    ordered.add(entity)
  }
  for (const entity of entities) visit(entity, new Set())
  return [...ordered]
}

/** What a page of words is for. */
const aboutOf = (name: string, prd: Prd): string =>
  name.startsWith("about") ? `What ${prd.title} is, and what you can do here.` : `What you need to know: ${name}.`

const purposeOfReport = ({ query }: Call): string => {
  const sides = query.filter(({ schema }) => schema["x-entity"] !== undefined)
  const [side] = sides
  return side !== undefined && sides.length > 1
    ? `Choose two ${manyOf(side.schema["x-entity"] ?? "Entry")} to see their figures side by side.`
    : query.length > 0
    ? "The key figures at a glance. Choose what to count."
    : "The key figures at a glance."
}

/** Lists that a report draws charts from, or offers choices of. */
const reportLists = (api: Api, call: Call): ReadonlyArray<Call> => {
  const chosen = call.query.flatMap(({ schema }) => {
    const list = callOf(api, "list", schema["x-entity"] ?? "")
    return list === undefined ? [] : [list]
  })
  const same = api.calls.filter((list) =>
    list.kind === "list" && mayShow(call, list) && list.requirementIds.some((id) => call.requirementIds.includes(id))
  )
  const ranked = same.toSorted((a, b) => overlap(b, call) - overlap(a, call)).slice(0, 1)
  return chosen.length > 0 ? chosen.slice(0, 1) : ranked
}

/** How many of a report's figures are named after what the list has. */
const overlap = (list: Call, report: Call): number =>
  report.answer.filter(({ name }) => list.answer.some((one) => name.toLowerCase().endsWith(one.name.toLowerCase())))
    .length

type Part = "list" | "detail" | "new" | "edit"

/** Which pages each entity gets, so that all together are not too many: what has none is a dialog elsewhere. */
const planOf = (api: Api, entities: ReadonlyArray<string>, budget: number): ReadonlyMap<string, ReadonlySet<Part>> => {
  const plan = new Map<string, Set<Part>>(entities.map((entity) => [entity, new Set<Part>(["list"])]))
  let left = budget - entities.length
  const wants: ReadonlyArray<readonly [Part, (entity: string) => Call | undefined]> = [
    ["detail", (entity) => callOf(api, "get", entity)],
    ["new", (entity) => newPageOf(api, entity)],
    ["edit", (entity) => callOf(api, "update", entity)]
  ]
  for (const [part, call] of wants) {
    for (const entity of entities) {
      const isWanted = call(entity) !== undefined && (part !== "edit" || plan.get(entity)?.has("detail") === true)
      if (left > 0 && isWanted) {
        plan.get(entity)?.add(part)
        left--
      }
    }
  }
  return plan
}

/** What is sent or made on the spot is so in a dialog, which says that it was; what is kept has a page of its own. */
const newPageOf = (api: Api, entity: string): Call | undefined => {
  const create = callOf(api, "create", entity)
  return create === undefined || /^(?:Send|Make|Upload|Place|Write)\b/.test(create.summary) ? undefined : create
}

const entityPages = (
  prd: Prd,
  api: Api,
  entity: string,
  parts: ReadonlySet<Part>,
  named: ReadonlyArray<Named>,
  entities: ReadonlyArray<string>
): ReadonlyArray<Draft> => {
  const many = manyOf(entity)
  const one = oneOf(entity)
  const forReaders = (draft: Draft, read: Call | undefined) => read === undefined ? draft : guarded(draft, prd, read)
  const call = (kind: Call["kind"]) => callOf(api, kind, entity)
  const actions = api.calls.filter((other) => other.kind === "action" && other.entity === entity)
  const name = named.find((other) => nameOf(other, entities) === entity)
  const slug = kebabCase(name?.name ?? many)
  const get = call("get")
  const parameter = get?.pathParameters[0] ?? "id"
  const create = call("create")
  const update = call("update")
  const remove = call("remove")
  const children = api.calls.filter((other) =>
    other.kind === "list" && other.entity !== entity && other.entity !== "" && mayShow(get, other) &&
    other.query.some(({ schema }) => schema["x-entity"] === entity)
  )
  const makers = api.calls.filter((other) =>
    other.kind === "create" && other.entity !== entity && other.body.some(({ schema }) => schema["x-entity"] === entity)
  )
  const rows = actions.filter(({ body }) => body.every(({ schema }) => (schema.enum?.length ?? 0) === 1))
  return [
    forReaders(
      page(
        slug,
        `/${slug}`,
        name?.title ?? sentenceCase(many),
        `Browse, search and filter ${many}${
          create === undefined || (create.roles.length > 0 && !parts.has("new")) ? "" : ", or add a new one"
        }.`,
        [
          call("list"),
          parts.has("new") ? undefined : create,
          parts.has("detail") ? undefined : update,
          remove,
          ...rows
        ]
      ),
      call("list")
    ),
    ...(create === undefined || !parts.has("new")
      ? []
      : [{
        ...guarded(
          page(
            `new-${kebabCase(one)}`,
            `/${slug}/new`,
            `New ${one}`,
            `Fill in the form to add ${article(one)} ${one}.`,
            [create]
          ),
          prd,
          create
        ),
        inNavigation: false
      }]),
    ...(get === undefined || !parts.has("detail") ? [] : [
      forReaders(
        page(
          `${kebabCase(one)}-details`,
          `/${slug}/:${parameter}`,
          sentenceCase(one),
          `Everything about this ${one} in one place.`,
          [
            get,
            remove,
            parts.has("edit") ? undefined : update,
            ...actions,
            ...children.slice(0, maxRelated),
            ...api.calls.filter((other) =>
              other.kind === "action" && children.slice(0, maxRelated).some((child) => child.entity === other.entity) &&
              other.body.every(({ schema }) => (schema.enum?.length ?? 0) === 1)
            ),
            ...makers.slice(0, maxRelated)
          ]
        ),
        get
      )
    ]),
    ...(update === undefined || get === undefined || !parts.has("edit") ? [] : [
      guarded(
        page(
          `edit-${kebabCase(one)}`,
          `/${slug}/:${parameter}/edit`,
          `Edit ${one}`,
          `Update the details of this ${one}.`,
          [get, update]
        ),
        prd,
        update
      )
    ])
  ]
}

/** The one entity whose list a named page is: `jobs` is that of job postings, not of job applications. */
const nameOf = ({ name }: Named, entities: ReadonlyArray<string>): string | undefined =>
  entities.find((entity) => singular(name) === oneOf(entity)) ??
    entities.find((entity) => manyOf(entity).endsWith(` ${name}`)) ??
    entities.find((entity) => manyOf(entity).startsWith(`${singular(name)} `))
