/** Forms: their node, their mutation, their fields and what their selects offer. */
import { Option } from "effect"
import type { Finding } from "../../Finding.ts"
import { type ApiOperation, type JsonSchema, schemaAt } from "../../OpenApi.ts"
import type { Form, FormField } from "../../PageIr.ts"
import { type Options, parseOptions } from "../binding.ts"
import { duplicates, finding, quoted, unknown, unless } from "../report.ts"
import { suggestPath } from "./bindings.ts"
import { pathOrQueryNames, type Scope } from "./scope.ts"

export const linkForms = (scope: Scope): ReadonlyArray<Finding> => [
  ...scope.ir.nodes.filter(({ kind }) => kind === "form").flatMap(({ id }) => {
    const { length } = scope.ir.forms.filter(({ node }) => node === id)
    return unless(
      length === 1,
      "form-node-without-form",
      `nodes[${id}]`,
      () => `the form node ${quoted(id)} must have exactly one entry in forms, and has ${length}`
    )
  }),
  ...scope.ir.nodes.filter(({ kind }) => kind === "custom").flatMap(({ id }) => {
    const { length } = scope.ir.forms.filter(({ node }) => node === id)
    return unless(
      length <= 1,
      "form-node-without-form",
      `nodes[${id}]`,
      () => `the custom node ${quoted(id)} may have one entry in forms, and has ${length}`
    )
  }),
  ...scope.ir.forms.flatMap((form, index) => linkForm(form, `forms[${index}]`, scope))
]

const linkForm = (form: Form, at: string, scope: Scope): ReadonlyArray<Finding> => {
  const node = scope.ir.nodes.find(({ id }) => id === form.node)
  const mutation = scope.mutation(form.mutation)
  const operation = mutation === undefined ? undefined : scope.operation(mutation)
  return [
    ...unless(
      node?.kind === "form" || node?.kind === "custom",
      "form-without-node",
      `${at}.node`,
      () =>
        unknown(
          form.node,
          scope.ir.nodes.filter(({ kind }) => kind === "form" || kind === "custom").map(({ id }) => id),
          "node of kind form"
        )
    ),
    ...unless(
      mutation !== undefined,
      "unknown-mutation",
      `${at}.mutation`,
      () => unknown(form.mutation, scope.ir.mutations.map(({ id }) => id), "mutation")
    ),
    ...duplicates(
      "duplicate-field",
      form.fields.map(({ bodyPath }) => bodyPath),
      (i) => `${at}.fields[${i}].bodyPath`,
      "field"
    ),
    ...form.fields.flatMap((field, i) => linkField(field, `${at}.fields[${i}]`, operation, scope))
  ]
}

const linkField = (
  field: FormField,
  at: string,
  operation: ApiOperation | undefined,
  scope: Scope
): ReadonlyArray<Finding> => {
  const body = operation === undefined ? Option.none() : scope.body(operation)
  const schema = Option.flatMap(body, (root) => schemaAt(scope.openapi, root, field.bodyPath))
  const parameters = operation === undefined ? [] : pathOrQueryNames(operation)
  const options = parseOptions(field.optionsFrom)
  return [
    ...unless(
      operation === undefined || parameters.includes(field.bodyPath) || Option.isSome(schema),
      "unknown-body-path",
      `${at}.bodyPath`,
      () =>
        `${quoted(field.bodyPath)} is not in the request of ${operation?.operationId}; ${
          Option.match(body, {
            onNone: () => "it has no body",
            onSome: (root) => suggestPath(scope.openapi, root, field.bodyPath)
          })
        }`
    ),
    ...unless(
      !Option.exists(schema, ({ readOnly }) => readOnly === true),
      "read-only-field",
      `${at}.bodyPath`,
      () => `${quoted(field.bodyPath)} is set by the server; leave the field out`
    ),
    ...unless(
      field.label.trim() !== "",
      "control-without-label",
      `${at}.label`,
      () => `the field ${quoted(field.bodyPath)} needs a label`
    ),
    ...unless(
      field.required || field.control === "checkbox"
        || !Option.exists(body, ({ required }) => required?.includes(field.bodyPath) === true),
      "required-field-optional",
      `${at}.required`,
      () => `${quoted(field.bodyPath)} is required by ${operation?.operationId}; make required true`
    ),
    ...(field.control === "select"
      ? options === undefined || field.optionsFrom === ""
        ? [
          finding(
            "select-without-options",
            `${at}.optionsFrom`,
            `${
              quoted(field.optionsFrom)
            } gives a select nothing to offer; write "value=Label|value=Label" or "query.<id>:<valuePath>:<labelPath>"`
          )
        ]
        : linkOptions(options, Option.getOrUndefined(schema), `${at}.optionsFrom`, scope)
      : unless(
        field.optionsFrom === "",
        "options-without-select",
        `${at}.optionsFrom`,
        () => `a ${field.control} takes no options; make it a select, or optionsFrom ""`
      )),
    ...Option.match(schema, {
      onNone: () => [],
      onSome: ({ "x-accept": accept }) => [
        ...unless(
          field.control !== "file" || accept !== undefined,
          "file-not-taken",
          `${at}.control`,
          () => `${quoted(field.bodyPath)} takes no file; choose the control that fits what it is`
        ),
        ...unless(
          field.control === "file" || accept === undefined,
          "file-without-control",
          `${at}.control`,
          () =>
            `${quoted(field.bodyPath)} is a file that the user chooses; make control "file", not ${
              quoted(field.control)
            }`
        )
      ]
    }),
    ...field.rules.flatMap(({ rule, value }, i) =>
      unless(
        isRuleValue(rule, value),
        "rule-without-sense",
        `${at}.rules[${i}].value`,
        () => `${quoted(value)} makes no sense for ${rule}`
      )
    )
  ]
}

/** What a select or filter offers; `schema` is that of the value it sets, where one is known. */
export const linkOptions = (
  options: Options,
  schema: JsonSchema | undefined,
  at: string,
  scope: Scope
): ReadonlyArray<Finding> => {
  if (options._tag === "Literal") {
    return options.options.flatMap(({ value }) =>
      unless(
        schema?.enum === undefined || value === "" || schema.enum.includes(value),
        "unknown-option",
        at,
        () => unknown(value, schema?.enum ?? [], "value it may take")
      )
    )
  }
  const query = scope.query(options.query)
  if (query === undefined || !scope.isList(query)) {
    const lists = scope.ir.queries.filter(scope.isList).map(({ id }) => id)
    return [finding("unknown-query", at, unknown(options.query, lists, "query with a list"))]
  }
  return Option.match(scope.element(query), {
    onNone: () => [],
    onSome: (element) =>
      [options.valuePath, options.labelPath].flatMap((path) =>
        unless(
          Option.isSome(schemaAt(scope.openapi, element, path)),
          "unknown-path",
          at,
          () =>
            `${quoted(path)} is not in an element of query ${quoted(query.id)}; ${
              suggestPath(scope.openapi, element, path)
            }`
        )
      )
  })
}

const isRuleValue = (rule: FormField["rules"][number]["rule"], value: string): boolean => {
  switch (rule) {
    case "min":
    case "max":
      return value.trim() !== "" && Number.isFinite(Number(value))
    case "minLength":
    case "maxLength":
      return /^\d+$/.test(value.trim())
    case "pattern":
      try {
        return value !== "" && new RegExp(value, "u").source !== ""
      } catch {
        return false
      }
    default:
      return true
  }
}
