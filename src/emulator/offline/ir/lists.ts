/** Lists: tables and cards with search, filters, row actions, and the dialog to add to them. */
import type { Argument } from "../../../domain/PageIr.ts"
import { routeParameters } from "../../../domain/Pages.ts"
import { type Call, callOf } from "../api.ts"
import { manyOf, oneOf } from "../things.ts"
import { humanise, lowerFirst, sentenceCase, singular } from "../words.ts"
import { calendarBlock } from "./calendar.ts"
import { dialogForm } from "./forms.ts"
import { argument, type Sheet } from "./Sheet.ts"
import { doneText, formatOf, labelOf, listFor, newLabel, optionsOf, shapeOf, shown } from "./values.ts"

const maxColumns = 6
const maxFilters = 4

/** The words for what a list has. */
export const whatOf = (call: Call): string => call.entity === "" ? lowerFirst(humanise(call.id)) : manyOf(call.entity)

/** A list with everything its operation can be asked for; above it a calendar of what is planned. */
export const listBlock = (sheet: Sheet, call: Call, fixed: ReadonlyArray<Argument>, isPlanned = false): void => {
  const what = whatOf(call)
  const section = sheet.node("section", "", `${what} section`)
  const args = [...fixed, ...controls(sheet, call, fixed, section)]
  const query = sheet.query(call, args, section, what)
  if (isPlanned) {
    calendarBlock(sheet, call, { query, parent: section, what, open: detailAction(sheet, call.entity, query) })
  }
  manyBlock(sheet, call, query, section)
}

/** The search field and filters of a list, as the arguments that they give. */
const controls = (
  sheet: Sheet,
  call: Call,
  fixed: ReadonlyArray<Argument>,
  parent: string
): ReadonlyArray<Argument> => {
  const asked = call.query.filter(({ name }) => !fixed.some((one) => one.name === name))
  const usable = asked.filter((parameter) => {
    const shape = shapeOf({ name: parameter.name, schema: parameter.schema, required: false })
    const isRange = /^(?:min|max)[A-Z]/.test(parameter.name)
    return parameter.name === "q" || shape === "enum" || shape === "boolean" || isRange ||
      (shape === "text" && !paging.test(parameter.name)) ||
      (shape === "reference" &&
        listFor(sheet, { name: parameter.name, schema: parameter.schema, required: false }) !== undefined)
  })
  const chosen = [
    ...usable.filter(({ name }) => name === "q"),
    ...usable
      .filter(({ name }) => name !== "q")
      .map((parameter) => ({ parameter, rank: rankOf(parameter) }))
      .toSorted((a, b) => a.rank - b.rank)
      .slice(0, maxFilters)
      .map(({ parameter }) => parameter)
  ]
  if (usable.length === 0) return []
  const toolbar = sheet.node("toolbar", parent, "filters")
  return chosen.map(({ name, schema }) => {
    const property = { name, schema, required: false }
    const shape = shapeOf(property)
    const state = sheet.stateOf(name === "q" ? "search" : `${name} filter`, "string", "")
    const source = `state.${state}`
    const label = labelOf(name, shape)
    const list = shape === "reference" ? listFor(sheet, property) : undefined
    if (name === "q") {
      sheet.node("search", toolbar, "search", { source, label: `Search ${whatOf(call)}` })
    } else if (list !== undefined) {
      const query = sheet.query(list.call, [], parent, whatOf(list.call))
      sheet.node("filter", toolbar, `${name} filter`, {
        source,
        label,
        props: { options: `query.${query}`, optionValue: "id", optionLabel: list.title }
      })
    } else if (shape === "enum" || shape === "boolean") {
      const options = shape === "boolean" ? "true=Yes|false=No" : optionsOf(property)
      sheet.node("filter", toolbar, `${name} filter`, { source, label, props: { options: `=All|${options}` } })
    } else if (/^(?:min|max)[A-Z]/.test(name)) {
      sheet.node("filter", toolbar, `${name} filter`, {
        source,
        label: name.startsWith("min")
          ? label.replace(/^Min /, "Lowest ")
          : label.replace(/^Max /, "Highest "),
        props: { options: ranges(call, name) }
      })
    } else {
      sheet.node("search", toolbar, `${name} search`, { source, label })
    }
    return argument(name, "state", state)
  })
}

/** How much a filter matters: the state or kind of a thing first, then its price, then the rest. */
const rankOf = ({ name, schema }: Call["query"][number]): number =>
  /status$|category$|type$|kind$/i.test(name)
    ? 0
    : /^(?:min|max)[A-Z]/.test(name)
    ? 1
    : schema["x-entity"] === undefined
    ? 2
    : 3

const paging = /^(?:limit|offset|sort|sortBy|order|orderBy|page|pageSize|perPage|cursor|size|take|skip)$/

/** Steps for a range, about what a typical value is. */
const ranges = (call: Call, name: string): string => {
  const measured = call.answer.find((one) => one.name.toLowerCase() === name.slice(3).toLowerCase())
  const typical = Number(measured?.schema.examples?.[0] ?? 100)
  const unit = 10 ** Math.floor(Math.log10(Math.max(typical, 0.01)))
  const steps = [0.5, 1, 2, 3, 5, 10].map((step) => Number((step * unit).toPrecision(3)))
  return ["=Any", ...steps.map((step) => `${step}=${step.toLocaleString("en-US")}`)].join("|")
}

/**
 * The things of a query, as cards when they have pictures, else as a table; with what can be done to each. `known` is
 * the property that is the same for all of them.
 */
export const manyBlock = (sheet: Sheet, call: Call, query: string, parent: string, known = ""): void => {
  const title = sheet.titleOf(call.entity)
  const properties = shown(call.answer).filter(({ name }) => name !== known)
  const picture = properties.find((one) => shapeOf(one) === "image")
  const open = detailAction(sheet, call.entity, query)
  if (picture !== undefined) {
    const grid = sheet.node("grid", parent, `${query} cards`, {
      source: `query.${query}`,
      action: open,
      props: { columns: "3" }
    })
    const card = sheet.node("card", grid, `${query} card`)
    sheet.node("image", card, `${query} picture`, {
      source: `item.${picture.name}`,
      label: `Picture of {item.${title}}`
    })
    sheet.node("heading", card, `${query} name`, { text: `{item.${title}}`, props: { level: "3" } })
    for (const one of facts(properties, title, 4)) {
      sheet.node("field", card, `${query} ${one.name}`, {
        source: `item.${one.name}`,
        label: labelOf(one.name, shapeOf(one)),
        props: formatOf(one)
      })
    }
    if (open !== "") sheet.node("link", card, `open ${query}`, { label: "Show details", action: open })
    rowActions(sheet, call, query, card)
    return
  }
  const table = sheet.node("table", parent, `${query} table`, {
    source: `query.${query}`,
    action: open,
    label: sentenceCase(whatOf(call))
  })
  const named = call.answer.find(({ name }) => name === title)
  for (const one of [...(named === undefined ? [] : [named]), ...facts(properties, title, maxColumns - 1)]) {
    sheet.node("column", table, `${query} ${one.name}`, {
      source: `item.${one.name}`,
      label: labelOf(one.name, shapeOf(one)),
      props: formatOf(one)
    })
  }
  rowActions(sheet, call, query, table)
}

const facts = (properties: Call["answer"], title: string, limit: number): Call["answer"] => {
  const others = properties.filter(({ name }) => name !== title)
  const short = others
    .filter((one) => !["image", "long", "password", "url"].includes(shapeOf(one)))
    .toSorted((a, b) => weightOf(b) - weightOf(a))
    .slice(0, limit)
  // Things of which little is known have room for what is said of them.
  const said = others.filter(({ name }) => /^(?:description|text|message|body)$/.test(name))
  return short.length < 4 && limit >= 4 ? [...said, ...short] : short
}

/** What a thing belongs to says most of it, then what it cannot be without. */
const weightOf = (one: Call["answer"][number]): number =>
  (shapeOf(one) === "reference" ? 2 : 0) + (one.required ? 1 : 0) + (/status$/i.test(one.name) ? 2 : 0)

/** The action that opens one of them; `""` where no page shows one. */
const detailAction = (sheet: Sheet, entity: string, query: string): string => {
  const get = callOf(sheet.api, "get", entity)
  const page = get === undefined
    ? undefined
    : sheet.pages.pages.find(({ operationIds, route }) => operationIds.includes(get.id) && /\/:[^/]+$/.test(route))
  const [parameter] = routeParameters(page?.route ?? "")
  return page === undefined || parameter === undefined || page.id === sheet.page.id
    ? ""
    : sheet.action(`open ${singular(query)}`, "navigate", page.id, [argument(parameter, "item", "id")])
}

const rowActions = (sheet: Sheet, call: Call, query: string, parent: string): void => {
  const own = sheet.calls.filter((one) => one.entity === call.entity)
  const remove = sheet.api.calls.find((one) =>
    one.kind === "remove" && sameThing(one, call) && sheet.page.operationIds.includes(one.id)
  )
  for (const one of own.filter(({ kind, pathParameters }) => kind === "action" && pathParameters.length === 1)) {
    const literal = literals(one)
    if (literal === undefined) continue
    const [parameter = "id"] = one.pathParameters
    const mutation = sheet.mutation(one, {
      args: [argument(parameter, "item", "id"), ...literal],
      invalidates: [query],
      onSuccess: sheet.action(`${one.id} done`, "toast", doneText(one)),
      onError: `It was not possible to ${lowerFirst(one.summary)}.`
    })
    sheet.node("button", parent, `${one.id} row`, {
      label: buttonLabel(one),
      action: sheet.action(`${one.id} row`, "mutate", mutation),
      visibleWhen: notYet(one, literal, "item") || sheet.visibleFor(one)
    })
  }
  const edit = editPage(sheet, call.entity)
  const update = callOf(sheet.api, "update", call.entity)
  if (edit !== undefined && update !== undefined && edit.list === sheet.page.route) {
    sheet.node("button", parent, `edit ${query}`, {
      label: "Edit",
      action: sheet.action(`edit ${singular(query)}`, "navigate", edit.id, [argument(edit.parameter, "item", "id")]),
      visibleWhen: sheet.visibleFor(update),
      props: { tone: "neutral" }
    })
  }
  if (remove !== undefined) {
    const [parameter = "id"] = remove.pathParameters
    const mutation = sheet.mutation(remove, {
      args: [argument(parameter, "item", "id")],
      confirm: `Delete "{item.${sheet.titleOf(call.entity)}}"?`,
      invalidates: [query],
      onSuccess: sheet.action(`${remove.id} done`, "toast", `The ${oneOf(call.entity)} is deleted.`),
      onError: `The ${oneOf(call.entity)} could not be deleted.`
    })
    sheet.node("button", parent, `delete ${query}`, {
      label: "Delete",
      action: sheet.action(`${remove.id} row`, "mutate", mutation),
      visibleWhen: sheet.visibleFor(remove),
      props: { tone: "danger" }
    })
  }
}

/** A delete answers nothing, so what it deletes is known by its path. */
export const sameThing = (one: Call, other: Call): boolean =>
  one.api.path.split("/")[1] === other.api.path.split("/")[1]

export const editPage = (sheet: Sheet, entity: string) => {
  const update = callOf(sheet.api, "update", entity)
  const page = update === undefined
    ? undefined
    : sheet.pages.pages.find(({ operationIds, route }) => operationIds.includes(update.id) && route.endsWith("/edit"))
  const [parameter] = routeParameters(page?.route ?? "")
  return page === undefined || parameter === undefined
    ? undefined
    : { id: page.id, parameter, list: page.route.replace(/\/:.*$/, "") }
}

/** The body of an action that leaves no choice, as arguments; `undefined` where a person has to choose. */
export const literals = (call: Call): ReadonlyArray<Argument> | undefined => {
  const args = call.body.map(({ name, schema }) =>
    schema.enum?.length === 1 ? argument(name, "literal", schema.enum[0] ?? "") : undefined
  )
  return args.some((one) => one === undefined) ? undefined : args.filter((one) => one !== undefined)
}

/** Whether it is in the state already that the action leads to: then the action is not offered. */
export const notYet = (call: Call, args: ReadonlyArray<Argument>, from: string): string => {
  const state = args.find(({ name }) => call.answer.some((one) => one.name === name && one.schema.enum !== undefined))
  return state === undefined || call.roles.length > 0 ? "" : `${from}.${state.name} != ${state.value}`
}

/** `Mark a task as completed` → `Mark as completed`; `Cast a vote for a poll option` → `Vote`. */
export const buttonLabel = ({ api, entity, summary }: Call): string => {
  if (/^cast a vote/i.test(summary)) return "Vote"
  const short = summary.replace(
    new RegExp(`\\s+(?:an?|the|all|one's)?\\s*(?:${oneOf(entity)}|${manyOf(entity)})\\b`, "i"),
    ""
  ).trim()
  return short === "" ? humanise(api.operationId) : sentenceCase(short)
}

/** The way to a new one: a page of its own, or a dialog here. */
export const newBlock = (sheet: Sheet, entity: string): void => {
  const create = callOf(sheet.api, "create", entity)
  if (create === undefined) return
  const page = sheet.pages.pages.find(({ operationIds, route }) =>
    route.endsWith("/new") && operationIds.includes(create.id)
  )
  const label = newLabel(create)
  if (page !== undefined && page.id !== sheet.page.id) {
    const bar = sheet.node("toolbar", "", "page actions")
    sheet.node("button", bar, `new ${entity}`, {
      label,
      action: sheet.action(`new ${entity}`, "navigate", page.id),
      // Whoever is not signed in is asked to on the way there.
      visibleWhen: page.access === "public" ? sheet.visibleFor(create) : "",
      props: { tone: "primary" }
    })
  } else if (sheet.page.operationIds.includes(create.id)) {
    dialogForm(sheet, create, { label, args: [], leaveOut: [], source: "" })
  }
}
