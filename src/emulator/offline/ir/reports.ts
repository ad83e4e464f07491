/** Reports, and the home page: figures, charts and what is new. */
import type { Argument } from "../../../domain/PageIr.ts"
import type { Prd } from "../../../domain/Prd.ts"
import { type Call, isSought } from "../api.ts"
import { manyOf } from "../things.ts"
import { humanise, sentenceCase, shorten, withoutBraces } from "../words.ts"
import { manyBlock, whatOf } from "./lists.ts"
import { argument, type Sheet } from "./Sheet.ts"
import { formatOf, labelOf, listFor, optionsOf, shapeOf, shown } from "./values.ts"

/** The figures of a report, narrowed by what it can be asked for, and a chart of what lies behind them. */
export const reportBlock = (sheet: Sheet, call: Call): void => {
  const section = sheet.node("section", "", `${call.id} section`)
  const usable = call.query.flatMap((parameter) => {
    const property = { name: parameter.name, schema: parameter.schema, required: false }
    const list = listFor(sheet, property)
    const shape = shapeOf(property)
    return shape === "enum" || (shape === "reference" && list !== undefined) ? [{ property, list, shape }] : []
  })
  const toolbar = usable.length === 0 ? "" : sheet.node("toolbar", section, "choices")
  const args = usable.map(({ list, property, shape }) => {
    const state = sheet.stateOf(`${property.name} choice`, "string", "")
    const label = shape === "enum"
      ? labelOf(property.name, shape)
      : `${humanise(property.name)} ${humanise(property.schema["x-entity"] ?? "").toLowerCase()}`
    const props: { readonly [name: string]: string } = list === undefined
      ? { options: `=All|${optionsOf(property)}` }
      : {
        options: `query.${sheet.query(list.call, [], section, manyOf(list.call.entity))}`,
        optionValue: "id",
        optionLabel: list.title
      }
    sheet.node("filter", toolbar, `${property.name} choice`, {
      source: `state.${state}`,
      label,
      text: sideOf(property.name) === "" ? "" : `Choose a ${humanise(property.schema["x-entity"] ?? "").toLowerCase()}`,
      props
    })
    return argument(property.name, "state", state)
  })
  const query = sheet.query(call, args, section, "figures")
  const compared = args.filter(({ name }) => sideOf(name) !== "")
  if (compared.length === 2) sidesBlock(sheet, call, query, section, compared)
  else figuresBlock(sheet, call, query, section)
  for (const list of sheet.calls.filter(({ kind }) => kind === "list")) {
    const parent = sheet.node("section", "", `${list.entity} behind it`)
    sheet.node("heading", parent, `${list.entity} heading`, { text: sentenceCase(whatOf(list)), props: { level: "2" } })
    const behind = sheet.query(list, [], parent, whatOf(list))
    charts(sheet, list, behind, parent)
    manyBlock(sheet, list, behind, parent)
  }
}

/** Every figure on a surface of its own. */
const figuresBlock = (sheet: Sheet, call: Call, query: string, section: string): void => {
  const grid = sheet.node("grid", section, "figures", { props: { columns: "4" } })
  for (const one of shown(call.answer)) {
    sheet.node("stat", grid, one.name, {
      source: `query.${query}.${one.name}`,
      label: humanise(one.name),
      props: formatOf(one)
    })
  }
}

/** Of two that are compared, each beside the other as soon as it is chosen. */
const sidesBlock = (
  sheet: Sheet,
  call: Call,
  query: string,
  section: string,
  compared: ReadonlyArray<Argument>
): void => {
  const grid = sheet.node("grid", section, "side by side", { props: { columns: "2" } })
  for (const { name, value } of compared) {
    const side = sideOf(name)
    const [title, ...figures] = shown(call.answer).filter((one) => sideOf(one.name) === side)
    const card = sheet.node("card", grid, `${side} side`, {
      label: title === undefined ? humanise(name) : `{query.${query}.${title.name}}`,
      visibleWhen: `state.${value}`
    })
    for (const one of figures) {
      sheet.node("field", card, one.name, {
        source: `query.${query}.${one.name}`,
        label: humanise(one.name.slice(side.length)),
        props: formatOf(one)
      })
    }
  }
}

/** Which of two compared things a name belongs to; `""` for neither. */
const sideOf = (name: string): string => /^(first|second)(?=[A-Z]|$)/.exec(name)?.[1] ?? ""

/** What the list's figure adds up to and how many there are: of each thing it belongs to, else of each by its name. */
const charts = (sheet: Sheet, list: Call, query: string, parent: string): void => {
  const what = whatOf(list)
  const properties = shown(list.answer)
  const numbers = properties.filter((one) => ["money", "integer", "number"].includes(shapeOf(one)))
  const measured = numbers.find(({ name }) => /revenue|total|votes|progress|amount|cost/i.test(name)) ?? numbers[0]
  const owner = properties.find((one) => shapeOf(one) === "reference" && one.required)
  const state = properties.find(({ name, schema }) => schema.enum !== undefined && /status$/i.test(name))
  const title = sheet.titleOf(list.entity)
  const draw = (label: string, x: string, y: string) =>
    sheet.node("chart", parent, `${query} by ${x} ${y}`, {
      source: `query.${query}`,
      label: sentenceCase(label),
      props: { x, y, kind: "bar" }
    })
  if (owner !== undefined) {
    const by = labelOf(owner.name, "reference").toLowerCase()
    if (measured !== undefined) draw(`${humanise(measured.name)} of the ${what} by ${by}`, owner.name, measured.name)
    if (happens(properties)) draw(`Number of ${what} by ${by}`, owner.name, "id")
  }
  if (measured === undefined && state !== undefined) {
    draw(`Number of ${what} by ${humanise(state.name)}`, state.name, "id")
  }
  if (measured !== undefined && !/(?:Number|reference|period)$/.test(title)) {
    draw(`${humanise(measured.name)} of the ${what}`, title, measured.name)
  }
}

/** Sales and calls have a day, so that how often they come says something; options and estimates have none. */
const happens = (properties: Call["answer"]): boolean =>
  properties.some((one) => one.required && shapeOf(one).startsWith("date"))

/** What the product says of itself; `""` where all there is are orders to whoever builds it. */
const pitchOf = (summary: string): string => {
  const said = (summary.match(/[^.!?]+[.!?]+/g) ?? [summary])
    // An order to build something is turned to what it asks for.
    .map((sentence) => sentence.trim().replace(/^(?:please )?(?:build|create|develop|design|make) (?=an? )/i, ""))
    .map((sentence) => sentenceCase(sentence))
    .filter((sentence) => !/\b(?:should|shall|must|please|documents?|requirements?|specifications?)\b/i.test(sentence))
  const [first = "", second = ""] = said
  const both = `${first} ${second}`.trim()
  return both.length <= 200 ? both : shorten(first, 280)
}

/** A welcome, where to go, how much there is of everything, and the first few of each. */
export const homeBlock = (sheet: Sheet, { requirements, summary }: Pick<Prd, "requirements" | "summary">): void => {
  const hero = sheet.node("section", "", "welcome")
  const isPersonal = sheet.pages.pages.some(({ id }) => id === "sign-in")
  if (isPersonal) {
    sheet.node("heading", hero, "welcome title", {
      text: "Good to see you, {user.name}.",
      visibleWhen: "user.name",
      props: { level: "2" }
    })
  }
  const pitch = withoutBraces(pitchOf(summary))
  if (pitch !== "") sheet.node("text", hero, "welcome text", { text: pitch })
  waysOn(sheet, hero, 4)
  const lists = sheet.calls.filter(({ kind }) => kind === "list")
  if (lists.length === 0) return
  const grid = sheet.node("grid", "", "at a glance", {
    props: { columns: String(Math.min(4, Math.max(2, lists.length))) }
  })
  const sought = lists.find((list) => isSought(list, requirements))
  const leading = lists.toSorted((one, other) => Number(other === sought) - Number(one === sought)).slice(0, 2)
  const few = (list: Call) => argument("limit", "literal", leading.includes(list) && list !== sought ? "6" : "1")
  for (const list of lists) {
    const query = sheet.query(list, [few(list)], "", whatOf(list))
    sheet.node("stat", grid, `${query} total`, {
      source: `query.${query}.total`,
      label: sentenceCase(whatOf(list)),
      props: { format: "number" }
    })
  }
  for (const list of leading) {
    const parent = sheet.node("section", "", `${list.entity} overview`)
    sheet.node("heading", parent, `${list.entity} heading`, { text: sentenceCase(whatOf(list)), props: { level: "2" } })
    const args = list === sought ? [searchFor(sheet, list, parent)] : [few(list)]
    manyBlock(sheet, list, sheet.query(list, args, "", whatOf(list)), parent)
    const all = list === sought ?
      undefined :
      sheet.pages.pages.find(({ access, inNavigation, operationIds, route }) =>
        inNavigation && access === "public" && route !== "/" && !route.includes(":") && operationIds.includes(list.id)
      )
    if (all !== undefined) {
      sheet.node("link", parent, `all ${whatOf(list)}`, {
        label: `All ${whatOf(list)}`,
        action: sheet.action(`go to ${all.id}`, "navigate", all.id)
      })
    }
  }
}

/** The search field of a list, as the argument that it gives. */
const searchFor = (sheet: Sheet, list: Call, parent: string) => {
  const state = sheet.stateOf("search", "string", "")
  sheet.node("search", parent, "search", { source: `state.${state}`, label: `Search ${whatOf(list)}` })
  return argument("q", "state", state)
}

/** Buttons that lead to the parts of the product. */
const waysOn = (sheet: Sheet, parent: string, limit: number): void => {
  const bar = sheet.node("toolbar", parent, "ways on")
  const pages = sheet.pages.pages
    .filter(({ access, id, inNavigation, route }) =>
      inNavigation && access === "public" && route !== "/" && id !== sheet.page.id
    )
    .slice(0, limit)
  for (const [index, page] of pages.entries()) {
    sheet.node("button", bar, `to ${page.id}`, {
      label: withoutBraces(page.title),
      action: sheet.action(`go to ${page.id}`, "navigate", page.id),
      // Whoever is signed in has an account.
      visibleWhen: /^(?:sign-in|register)$/.test(page.id) ? "!user.name" : "",
      // One of them stands out, or none does.
      props: { tone: index === 0 ? "primary" : "neutral" }
    })
  }
}

/** A page of words alone. */
export const wordsBlock = (sheet: Sheet, summary: string): void => {
  const section = sheet.node("section", "", "words")
  sheet.node("text", section, "about", { text: withoutBraces(pitchOf(summary) || summary) })
  sheet.node("heading", section, "title", { text: "What you can do here", props: { level: "2" } })
  waysOn(sheet, section, 8)
}
