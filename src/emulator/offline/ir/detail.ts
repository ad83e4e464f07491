/** One thing: its facts, what can be done to it, and what belongs to it. */
import { type Call, callOf } from "../api.ts"
import { manyOf, oneOf } from "../things.ts"
import { humanise, lowerFirst, sentenceCase } from "../words.ts"
import { dialogForm, formBlock } from "./forms.ts"
import { buttonLabel, editPage, literals, manyBlock, notYet, sameThing } from "./lists.ts"
import { argument, type Sheet } from "./Sheet.ts"
import { doneText, formatOf, labelOf, newLabel, shapeOf, shown } from "./values.ts"

/** A page's main thing, found by the parameter of its route. */
export const detailBlock = (sheet: Sheet, get: Call): void => {
  const one = get.entity === "" ? "details" : oneOf(get.entity)
  const [parameter = "id"] = get.pathParameters
  const section = sheet.node("section", "", `${one} section`)
  const query = sheet.query(get, get.pathParameters.map((name) => argument(name, "param", name)), section, one)
  const title = sheet.titleOf(get.entity)
  const about = aboutWhat(sheet, get, query, section)
  sheet.node("heading", section, `${one} name`, {
    text: `{query.${query}.${title}}${about === "" ? "" : `: {${about}}`}`,
    props: { level: "2" }
  })
  const bar = sheet.node("toolbar", section, `${one} actions`)
  const properties = shown(get.answer)
  const picture = properties.find((property) => shapeOf(property) === "image")
  const sideBySide = picture === undefined
    ? section
    : sheet.node("grid", section, `${one} at a glance`, { props: { columns: "2" } })
  if (picture !== undefined) {
    sheet.node("image", sideBySide, `${one} picture`, {
      source: `query.${query}.${picture.name}`,
      label: `Picture of {query.${query}.${title}}`
    })
  }
  const detail = sheet.node("detail", sideBySide, `${one} facts`, { source: `query.${query}` })
  for (const property of properties.filter((each) => each !== picture && each.name !== title)) {
    const shape = shapeOf(property)
    const source = shape === "reference"
      ? referenced(sheet, query, property, section)
      : `query.${query}.${property.name}`
    if (source !== "") {
      sheet.node("field", detail, `${one} ${property.name}`, {
        source,
        label: labelOf(property.name, shape),
        props: formatOf(property)
      })
    }
  }
  actions(sheet, get, query, bar, parameter)
  related(sheet, get, parameter, bar)
}

/** What a loan or a booking is of, where its own name says only whose it is, or is a number; `""` for nothing. */
const aboutWhat = (sheet: Sheet, get: Call, query: string, parent: string): string => {
  const isBare = /^(?:name|reference)$|.(?:Name|Number)$/.test(sheet.titleOf(get.entity))
  const reference = get.answer.find((property) => shapeOf(property) === "reference")
  return isBare && reference !== undefined ? referenced(sheet, query, reference, parent) : ""
}

/** The name of the thing that a reference leads to, asked for when it is known which. */
const referenced = (sheet: Sheet, query: string, property: Call["answer"][number], parent: string): string => {
  const entity = property.schema["x-entity"] ?? ""
  const get = callOf(sheet.api, "get", entity)
  const [parameter] = get?.pathParameters ?? []
  if (get === undefined || parameter === undefined || !sheet.mayRead(get)) return ""
  const other = sheet.query(get, [argument(parameter, "query", `${query}.${property.name}`)], parent, oneOf(entity))
  return `query.${other}.${sheet.titleOf(entity)}`
}

const actions = (sheet: Sheet, get: Call, query: string, bar: string, parameter: string): void => {
  const one = oneOf(get.entity)
  const edit = editPage(sheet, get.entity)
  const update = callOf(sheet.api, "update", get.entity)
  const remove = sheet.calls.find((call) => call.kind === "remove" && sameThing(call, get))
  const list = listPage(sheet)
  if (list !== "" && sheet.page.links.includes(list)) {
    sheet.node("link", bar, `all ${get.entity}`, {
      label: `All ${manyOf(get.entity)}`,
      action: sheet.action(`all ${get.entity}`, "navigate", list)
    })
  }
  for (const call of sheet.calls.filter((other) => other.kind === "action" && other.entity === get.entity)) {
    const id = argument(call.pathParameters[0] ?? "id", "param", parameter)
    const choice = call.body.find(({ schema }) => (schema.enum?.length ?? 0) > 1)
    const literal = literals(call)
    if (literal === undefined && call.body.length === 1 && choice !== undefined) {
      // One button for each choice: up, down, left, right.
      const mutation = sheet.mutation(call, {
        args: [id],
        invalidates: [query],
        onError: `It was not possible to ${lowerFirst(call.summary)}.`
      })
      for (const value of choice.schema.enum ?? []) {
        sheet.node("button", bar, `${call.id} ${value}`, {
          label: `${humanise(call.api.path.split("/").at(-1) ?? "")} ${humanise(value).toLowerCase()}`,
          action: sheet.action(`${call.id} ${value}`, "mutate", mutation, [argument(choice.name, "literal", value)]),
          visibleWhen: sheet.visibleFor(call)
        })
      }
    } else if (literal === undefined) {
      dialogForm(sheet, call, { label: buttonLabel(call), args: [id], leaveOut: [], source: "", bar })
    } else {
      const mutation = sheet.mutation(call, {
        args: [id, ...literal],
        invalidates: [query],
        onSuccess: sheet.action(`${call.id} done`, "toast", doneText(call)),
        onError: `It was not possible to ${lowerFirst(call.summary)}.`
      })
      sheet.node("button", bar, call.id, {
        label: buttonLabel(call),
        action: sheet.action(call.id, "mutate", mutation),
        visibleWhen: notYet(call, literal, `query.${query}`) || sheet.visibleFor(call),
        props: { tone: "primary" }
      })
    }
  }
  if (edit !== undefined && update !== undefined) {
    sheet.node("button", bar, `edit ${one}`, {
      label: "Edit",
      action: sheet.action(`edit ${one}`, "navigate", edit.id, [argument(edit.parameter, "param", parameter)]),
      visibleWhen: sheet.visibleFor(update),
      props: { tone: "neutral" }
    })
  } else if (update !== undefined && sheet.page.operationIds.includes(update.id)) {
    dialogForm(sheet, update, {
      label: `Edit ${one}`,
      args: [argument(update.pathParameters[0] ?? "id", "param", parameter)],
      leaveOut: [],
      source: `query.${query}`,
      bar
    })
  }
  if (remove !== undefined) {
    const back = listPage(sheet)
    const mutation = sheet.mutation(remove, {
      args: [argument(remove.pathParameters[0] ?? "id", "param", parameter)],
      confirm: `Delete this ${one}?`,
      invalidates: [],
      onSuccess: back === ""
        ? sheet.action("deleted", "toast", `The ${one} is deleted.`)
        : sheet.action(`all ${get.entity}`, "navigate", back),
      onError: `The ${one} could not be deleted.`
    })
    sheet.node("button", bar, `delete ${one}`, {
      label: "Delete",
      action: sheet.action(remove.id, "mutate", mutation),
      visibleWhen: sheet.visibleFor(remove),
      props: { tone: "danger" }
    })
  }
}

/** The page that lists what this page shows one of; `""` for none. */
const listPage = (sheet: Sheet): string => {
  const [, segment = ""] = sheet.page.route.split("/")
  return sheet.pages.pages.find(({ route }) => route === `/${segment}`)?.id ?? ""
}

/** What belongs to the thing: lists narrowed to it, and dialogs to add to them. */
const related = (sheet: Sheet, get: Call, parameter: string, bar: string): void => {
  const refersTo = (
    properties: ReadonlyArray<{ readonly name: string; readonly schema: { readonly "x-entity"?: string } }>
  ) => properties.find(({ schema }) => schema["x-entity"] === get.entity)?.name
  const heads = new Map<string, string>()
  for (const call of sheet.calls.filter(({ entity, kind }) => kind === "list" && entity !== get.entity)) {
    const by = refersTo(call.query)
    const section = sheet.node("section", "", `${call.entity} of it`)
    const head = sheet.node("row", section, `${call.entity} head`)
    sheet.node("heading", head, `${call.entity} heading`, {
      text: sentenceCase(manyOf(call.entity)),
      props: { level: "2" }
    })
    const query = sheet.query(
      call,
      by === undefined ? [] : [argument(by, "param", parameter)],
      section,
      manyOf(call.entity)
    )
    manyBlock(sheet, call, query, section, by)
    heads.set(call.entity, head)
  }
  for (const call of sheet.calls.filter(({ entity, kind }) => kind === "create" && entity !== get.entity)) {
    const by = refersTo(call.body)
    dialogForm(sheet, call, {
      label: newLabel(call),
      args: by === undefined ? [] : [argument(by, "param", parameter)],
      leaveOut: by === undefined ? [] : [by],
      source: "",
      bar: heads.get(call.entity) ?? bar,
      tone: heads.has(call.entity) ? "neutral" : "primary"
    })
  }
}

/** A page of one form: for something new, or for what is there already. */
export const formPage = (sheet: Sheet, call: Call, get: Call | undefined): void => {
  const one = call.entity === "" ? lowerFirst(call.summary) : oneOf(call.entity)
  const card = sheet.node("card", "", "form card")
  const query = get === undefined
    ? ""
    : sheet.query(get, get.pathParameters.map((name) => argument(name, "param", name)), card, one)
  const list = listPage(sheet)
  const { links, pages } = { links: sheet.page.links, pages: sheet.pages.pages }
  const detail = pages.find(({ id, route }) => links.includes(id) && /^\/[^/]+\/:[^/]+$/.test(route))
  const [own] = call.pathParameters
  const after = detail !== undefined && own !== undefined
    ? sheet.action("show it", "navigate", detail.id, [argument(own, "param", own)])
    : list !== "" && list !== sheet.page.id
    ? sheet.action("show all", "navigate", list)
    : sheet.action(
      "say thanks",
      "toast",
      call.entity === "ContactMessage" ? "Thank you. Your message was sent." : "It was saved."
    )
  formBlock(sheet, call, {
    parent: card,
    args: call.pathParameters.map((name) => argument(name, "param", name)),
    leaveOut: [],
    source: query === "" ? "" : `query.${query}`,
    submitLabel: get !== undefined
      ? "Save changes"
      : call.entity === "ContactMessage"
      ? "Send message"
      : `${call.summary.split(" ")[0] ?? "Add"} ${one}`,
    onSuccess: after,
    invalidates: sheet.queries.map(({ id }) => id)
  })
  if (list !== "" && list !== sheet.page.id && links.includes(list)) {
    // Beside what sends the form.
    sheet.node("link", sheet.forms.at(-1)?.node ?? card, "cancel", {
      label: "Cancel",
      action: sheet.action("show all", "navigate", list)
    })
  }
}
