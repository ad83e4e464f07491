/** Values as they are drawn: a date, an amount, a status, a picture, the thing a reference means. */
import type { Node } from "../../../domain/PageIr.ts"
import { display, formatterOf } from "./bindings.ts"
import type { PageModule } from "./PageModule.ts"
import { attribute, element, textAttribute } from "./text.ts"
import { type Expression, kindOf } from "./types.ts"

/** The value of one of a node's properties; `""` for none. */
export const prop = (node: Node, name: string): string =>
  node.props.find((one) => one.name === name)?.value.trim() ?? ""

/** A value as a child of an element. */
export const valueChild = (module: PageModule, value: Expression, format: string, label: string): string => {
  const { code, schema } = value
  const component = (name: string, attributes: ReadonlyArray<string>) => element(module.component(name), attributes)
  if (format === "image" || schema?.["x-format"] === "image") {
    return component("Picture", [attribute("src", code), textAttribute("alt", label)])
  }
  if (format === "file" || schema?.["x-format"] === "file") return component("FileLink", [attribute("value", code)])
  if (format === "email" || (schema?.format === "email" && plain(format))) {
    return component("EmailLink", [attribute("address", code)])
  }
  if (format === "url" || (schema?.format === "uri" && plain(format))) {
    return component("ExternalLink", [attribute("href", code)])
  }
  const entity = schema?.["x-entity"]
  if (entity !== undefined && entity !== "") {
    return component("Reference", [textAttribute("entity", entity), attribute("id", code)])
  }
  if (kindOf(schema) === "enum" && plain(format)) return component("StatusBadge", [attribute("value", code)])
  return `{${
    formatterOf(value, format) === "" ? `${module.format("formatText")}(${code})` : display(module, value, format)
  }}`
}

const plain = (format: string): boolean => format === "" || format === "text"

/** Whether figures of this kind stand at the right of a column. */
export const isFigure = ({ code, schema }: Expression, format: string): boolean =>
  format === "money" || format === "number" ||
  (kindOf(schema) === "number" && plain(format) && !/year["\]]*$/i.test(code))
