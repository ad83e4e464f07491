/** The controls of a form: which of the app's components asks for a field. */
import { quote } from "../names.ts"
import { labelOf } from "./bindings.ts"
import type { Control } from "./forms.ts"
import { entriesText } from "./options.ts"
import type { PageModule } from "./PageModule.ts"
import { attribute, element, textAttribute, wrapped } from "./text.ts"
import { kindOf } from "./types.ts"

export const isSelect = ({ field, options, schema }: Control): boolean =>
  options !== undefined && (field.control === "select" || kindOf(schema) === "enum")

/** Whether it chooses a thing, of which there may be many. */
const isReference = (control: Control): boolean =>
  isSelect(control) && control.options?.of === "query" && kindOf(control.schema) === "string"

/** Whether it asks for a file. */
const isFile = ({ schema }: Control): boolean => schema["x-accept"] !== undefined && kindOf(schema) === "string"

/** Whether it gives its value by itself rather than by an element that a form can register. */
export const isControlled = (control: Control): boolean => isReference(control) || isFile(control)

export const isCheckbox = (control: Control): boolean => kindOf(control.schema) === "boolean" && !isSelect(control)

export const isDateTime = ({ schema }: Control): boolean => schema.format === "date-time"

export const controlText = (module: PageModule, control: Control): string => {
  const { field, name, options, required, schema } = control
  const common = [
    textAttribute("label", labelOf(field.label, field.bodyPath)),
    ...(required ? ["required"] : []),
    ...(field.help.trim() === "" ? [] : [textAttribute("help", field.help)]),
    attribute("error", `errors.${name}?.message`)
  ]
  const register = `{...register(${quote(name)})}`
  if (isCheckbox(control)) {
    return element(module.component("CheckboxField"), [...common.filter((one) => one !== "required"), register])
  }
  if (isSelect(control) && options !== undefined) {
    const choices = options.of === "query" ? options.prop : entriesText(options.entries)
    if (isReference(control)) {
      return controlled(module, name, [
        "ReferenceField",
        ...common,
        ...(options.of !== "query" || options.entity === "" ? [] : [textAttribute("entity", options.entity)]),
        attribute("options", choices)
      ])
    }
    return element(module.component("SelectField"), [...common, attribute("options", choices), register])
  }
  if (isFile(control)) {
    return controlled(module, name, [
      "FileField",
      ...common,
      attribute("accept", `[${(schema["x-accept"] ?? []).map(quote).join(", ")}]`),
      attribute("maxBytes", String(bytesIn(schema.maxLength ?? 2_700_000)))
    ])
  }
  if (field.control === "textarea" || (schema["x-format"] === "text" && field.control === "text")) {
    return element(module.component("TextAreaField"), [...common, register])
  }
  const type = inputType(control)
  const step = type !== "number" ? [] : [`step="${schema.type === "integer" ? "1" : "any"}"`]
  const password = field.rules.length > 0 && !control.isKnown ? "new-password" : "current-password"
  const complete: { readonly [type: string]: string } = { email: "email", password }
  const hint = complete[type]
  return element(module.component("TextField"), [
    ...common,
    ...(type === "text" ? [] : [`type="${type}"`]),
    ...step,
    ...(hint === undefined ? [] : [`autoComplete="${hint}"`]),
    register
  ])
}

/** The type of the control's element. */
const inputType = ({ field, schema }: Control): string => {
  if (["array", "object", "unknown"].includes(kindOf(schema))) return "text"
  if (schema.format === "date-time") return "datetime-local"
  if (schema.format === "date") return "date"
  switch (field.control) {
    case "number":
    case "email":
    case "password":
    case "url":
    case "date":
      return field.control
    case "datetime":
      return "datetime-local"
    default:
      return kindOf(schema) === "number" ? "number" : "text"
  }
}

/** A control that the form is told the value of. */
const controlled = (
  module: PageModule,
  name: string,
  [component, ...attributes]: readonly [component: string, ...attributes: ReadonlyArray<string>]
): string =>
  element(module.from("react-hook-form", "Controller"), [
    attribute("control", "control"),
    textAttribute("name", name),
    attribute(
      "render",
      `({ field }) => ${wrapped(element(module.component(component), ["{...field}", ...attributes]))}`
    )
  ])

/** The largest file that a data URL of that length holds, in whole tenths of a megabyte; its name takes room too. */
const bytesIn = (maxLength: number): number => Math.floor((maxLength - 1000) * 0.75 / 100_000) * 100_000
