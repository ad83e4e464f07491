/** The props of nodes: closed sets, the options of a filter, and paths inside the elements of charts and calendars. */
import { Option } from "effect"
import type { Finding } from "../../Finding.ts"
import { schemaAt } from "../../OpenApi.ts"
import type { Node } from "../../PageIr.ts"
import { elementPath, parseBinding, parseOptions } from "../binding.ts"
import { finding, quoted, unknown, unless } from "../report.ts"
import { suggestPath } from "./bindings.ts"
import { linkOptions } from "./forms.ts"
import type { Scope } from "./scope.ts"

/** Props whose values are a closed set. */
const propValues: { readonly [name: string]: ReadonlyArray<string> } = {
  level: ["1", "2", "3"],
  tone: ["primary", "neutral", "danger"],
  format: ["text", "date", "datetime", "money", "number", "boolean", "email", "url", "image", "file"]
}

export const linkProps = (node: Node, scope: Scope): ReadonlyArray<Finding> => {
  const prop = (name: string) => node.props.find((one) => one.name === name)?.value
  const at = (name: string) => `nodes[${node.id}].props[${name}]`
  return [
    ...Object.entries(propValues).flatMap(([name, values]) => {
      const value = prop(name)
      return unless(
        value === undefined || values.includes(value),
        "unknown-prop-value",
        at(name),
        () => unknown(value ?? "", values, name)
      )
    }),
    ...(node.kind === "filter" ? linkFilter(prop, at("options"), scope) : []),
    ...(node.kind === "chart"
      ? ["x", "y"].flatMap((axis) => linkAxis(node, prop(axis), at(axis), axis, scope))
      : []),
    ...(node.kind === "calendar"
      ? ["start", "end"].flatMap((edge) => linkEdge(node, prop(edge), at(edge), edge, scope))
      : [])
  ]
}

const linkFilter = (
  prop: (name: string) => string | undefined,
  at: string,
  scope: Scope
): ReadonlyArray<Finding> => {
  const options = prop("options") ?? ""
  const written = options.startsWith("query.")
    ? `${options}:${prop("optionValue") ?? ""}:${prop("optionLabel") ?? ""}`
    : options
  const parsed = options === "" ? undefined : parseOptions(written)
  return parsed === undefined
    ? [
      finding(
        "filter-without-options",
        at,
        "a filter needs the prop options: \"value=Label|value=Label\", or \"query.<id>\" with the props optionValue and optionLabel"
      )
    ]
    : linkOptions(parsed, undefined, at, scope)
}

const linkAxis = (
  node: Node,
  path: string | undefined,
  at: string,
  axis: string,
  scope: Scope
): ReadonlyArray<Finding> => {
  const binding = parseBinding(node.source)
  const query = binding?.from === "query" ? scope.query(binding.name) : undefined
  if (path === undefined || path === "") {
    return [finding("chart-without-axis", at, `a chart needs the prop ${axis}: a path inside one element of its list`)]
  }
  return query === undefined ? [] : Option.match(scope.element(query), {
    onNone: () => [],
    onSome: (element) =>
      unless(
        Option.isSome(schemaAt(scope.openapi, element, elementPath(path))),
        "unknown-path",
        at,
        () => `${quoted(path)} leads nowhere; ${suggestPath(scope.openapi, element, elementPath(path))}`
      )
  })
}

/** What a calendar's entries begin or end by: a date, or a date and time, of an element. */
const linkEdge = (
  node: Node,
  path: string | undefined,
  at: string,
  edge: string,
  scope: Scope
): ReadonlyArray<Finding> => {
  const binding = parseBinding(node.source)
  const query = binding?.from === "query" ? scope.query(binding.name) : undefined
  const element = query === undefined ? Option.none() : scope.element(query)
  const dates = Option.match(element, {
    onNone: () => [],
    onSome: ({ properties = {} }) =>
      Object.keys(properties).filter((name) =>
        Option.exists(element, (schema) => Option.exists(schemaAt(scope.openapi, schema, name), isDate))
      )
  })
  if (path === undefined || path.trim() === "") {
    return edge === "end" ? [] : [
      finding(
        "calendar-without-start",
        at,
        `a calendar needs the prop start: the path of a date inside one element of its list; there are ${
          dates.map(quoted).join(", ") || "none"
        }`
      )
    ]
  }
  return Option.match(element, {
    onNone: () => [],
    onSome: (schema) =>
      Option.match(schemaAt(scope.openapi, schema, elementPath(path)), {
        onNone: () => [
          finding(
            "unknown-path",
            at,
            `${quoted(path)} leads nowhere; ${suggestPath(scope.openapi, schema, elementPath(path))}`
          )
        ],
        onSome: (found) =>
          unless(
            isDate(found),
            "not-a-date",
            at,
            () => `${quoted(path)} is no date or date and time; there are ${dates.map(quoted).join(", ") || "none"}`
          )
      })
  })
}

const isDate = ({ format = "" }: { readonly format?: string }): boolean => /^date(?:-time)?$/.test(format)
