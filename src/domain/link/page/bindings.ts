/** Whether bindings, texts and conditions lead somewhere. */
import { Option } from "effect"
import type { Finding } from "../../Finding.ts"
import { type JsonSchema, type OpenApiDocument, resolve, schemaAt } from "../../OpenApi.ts"
import type { Argument } from "../../PageIr.ts"
import { argumentBinding, type Binding, parseBinding, parseCondition, parseText, renderBinding } from "../binding.ts"
import { finding, quoted, suggestion, unknown, unless } from "../report.ts"
import { isArray, isObject, type Scope, type Site } from "./scope.ts"

/** Where a binding stands: what `item` and `form` are there. */
export type Place = Pick<Site, "item" | "form">

/** A binding as text. `value`: it must lead to a single value; `any`: an object or list will do. */
export const linkSource = (
  text: string,
  at: string,
  place: Place,
  scope: Scope,
  want: "value" | "any"
): ReadonlyArray<Finding> => {
  const binding = parseBinding(text)
  return binding === undefined
    ? [finding("not-a-binding", at, `${quoted(text)} is not a binding; ${forms}`)]
    : linkBinding(binding, at, place, scope, want)
}

/** The bindings in a text's braces. */
export const linkText = (text: string, at: string, place: Place, scope: Scope): ReadonlyArray<Finding> =>
  parseText(text).flatMap((part) => {
    if ("literal" in part) return []
    return part.binding === undefined
      ? [finding("not-a-binding", at, `{${part.source}} holds no binding; ${forms}`)]
      : linkBinding(part.binding, at, place, scope, "value")
  })

/** A `visibleWhen`. */
export const linkCondition = (text: string, at: string, place: Place, scope: Scope): ReadonlyArray<Finding> => {
  if (text === "") return []
  const condition = parseCondition(text)
  return condition === undefined
    ? [
      finding(
        "not-a-condition",
        at,
        `${quoted(text)} is no condition; write "", "binding", "!binding", "binding == literal" or "binding != literal"`
      )
    ]
    : linkBinding(condition.binding, at, place, scope, "any")
}

/** An argument's value. */
export const linkArgument = (argument: Argument, at: string, place: Place, scope: Scope): ReadonlyArray<Finding> => {
  if (argument.from === "literal") return []
  const binding = argumentBinding(argument)
  return binding === undefined
    ? [finding("not-a-binding", `${at}.value`, `${quoted(argument.value)} is not a path of ${argument.from}`)]
    : linkBinding(binding, `${at}.value`, place, scope, "any")
}

/** Whether what a binding names is there. */
const linkBinding = (
  binding: Binding,
  at: string,
  place: Place,
  scope: Scope,
  want: "value" | "any"
): ReadonlyArray<Finding> => {
  const { ir } = scope
  switch (binding.from) {
    case "query": {
      const query = scope.query(binding.name)
      return query === undefined
        ? [finding("unknown-query", at, unknown(binding.name, ir.queries.map(({ id }) => id), "query"))]
        : linkPath(binding, scope.answer(query), at, scope, want)
    }
    case "state": {
      const names = ir.state.map(({ id }) => id)
      return unless(names.includes(binding.name), "unknown-state", at, () => unknown(binding.name, names, "state"))
    }
    case "param": {
      const names = ir.params.map(({ name }) => name)
      return unless(
        names.includes(binding.name),
        "unknown-param",
        at,
        () => unknown(binding.name, names, "parameter of the page")
      )
    }
    case "user":
      return unless(
        members.includes(binding.name),
        "unknown-user-member",
        at,
        () => unknown(binding.name, members, "member of user")
      )
    case "item":
      return Option.match(place.item, {
        onNone: () => [
          finding(
            "item-outside-list",
            at,
            `${quoted(renderBinding(binding))} stands under no list, table or grid with a source`
          )
        ],
        onSome: (element) => linkPath(binding, element, at, scope, want)
      })
    default: {
      const paths = place.form?.fields.map(({ bodyPath }) => bodyPath)
      return paths === undefined
        ? [
          finding(
            "form-outside-form",
            at,
            `${quoted(renderBinding(binding))} is run by no form; use an argument from elsewhere`
          )
        ]
        : unless(
          paths.includes(binding.path),
          "unknown-form-field",
          at,
          () => unknown(binding.path, paths, "field of the form")
        )
    }
  }
}

/** Dotted paths inside a schema, two levels deep. */
const pathsOf = (openapi: OpenApiDocument, schema: JsonSchema, depth = 2): ReadonlyArray<string> => {
  const inside = schema.items === undefined ? Option.some(schema) : resolve(openapi, schema.items)
  return Object.entries(Option.getOrUndefined(inside)?.properties ?? {}).flatMap(([name, property]) => {
    const next = depth < 2 ? Option.none() : resolve(openapi, property)
    const deeper = Option.isNone(next) ? [] : pathsOf(openapi, next.value, depth - 1)
    return [name].concat(deeper.map((path) => `${name}.${path}`))
  })
}

/** What would be right instead of a path that leads nowhere. */
export const suggestPath = (openapi: OpenApiDocument, schema: JsonSchema, path: string): string => {
  const paths = pathsOf(openapi, schema)
  const deeper = paths.filter((one) => one.endsWith(`.${path}`))
  return suggestion(path, deeper.length > 0 ? deeper : paths)
}

const linkPath = (
  binding: Binding,
  root: Option.Option<JsonSchema>,
  at: string,
  { openapi }: Scope,
  want: "value" | "any"
): ReadonlyArray<Finding> =>
  Option.match(root, {
    // What the root is could not be found out, and that has a finding of its own.
    onNone: () => [],
    onSome: (schema) =>
      Option.match(schemaAt(openapi, schema, binding.path), {
        onNone: () => [
          finding(
            "unknown-path",
            at,
            `${quoted(renderBinding(binding))} leads nowhere: there is no ${quoted(binding.path)}; ${
              suggestPath(openapi, schema, binding.path)
            }`
          )
        ],
        onSome: (found) => [
          ...unless(
            found.writeOnly !== true,
            "write-only-path",
            at,
            () => `${quoted(renderBinding(binding))} is only ever sent, never answered; show something else`
          ),
          ...unless(
            want === "any" || !(isArray(found) || isObject(found)),
            "not-a-value",
            at,
            () =>
              `${quoted(renderBinding(binding))} is ${
                isArray(found) ? "a list" : "an object"
              }, not a single value; go on to one of ${pathsOf(openapi, found, 1).map(quoted).join(", ")}`
          )
        ]
      })
  })

const members: ReadonlyArray<string> = ["name", "role"]

const forms = "write query.<id>.<path>, state.<id>, param.<name>, item.<path>, form.<bodyPath>, user.name or user.role"
