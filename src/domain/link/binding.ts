/** The small languages inside a page's IR: bindings, texts with bindings in them, conditions and lists of options. */
import type { Argument } from "../PageIr.ts"

/** Where a value comes from. */
export interface Binding {
  readonly from: "query" | "state" | "param" | "item" | "form" | "user"
  /** The query's, state's or parameter's name, or the user's member; `""` for `item` and `form`. */
  readonly name: string
  /** The dotted path inside it; `""` for the whole. */
  readonly path: string
}

/** Part of a text: words as they stand, or a value. `undefined` for braces that hold no binding. */
export type TextPart = { readonly literal: string } | { readonly source: string; readonly binding: Binding | undefined }

/** When a node is shown. */
export interface Condition {
  readonly test: "truthy" | "falsy" | "equal" | "unequal"
  readonly binding: Binding
  /** What it is compared with; `""` for `truthy` and `falsy`. */
  readonly literal: string
}

/** What a select or a filter offers. */
export type Options =
  | { readonly _tag: "Literal"; readonly options: ReadonlyArray<{ readonly value: string; readonly label: string }> }
  | { readonly _tag: "Query"; readonly query: string; readonly valuePath: string; readonly labelPath: string }

/** `query.books.items`, `item.title`, …; `undefined` for anything else. */
export const parseBinding = (text: string): Binding | undefined => {
  const [from = "", ...rest] = text.trim().split(".")
  if (rest.some((part) => !word.test(part))) return undefined
  const [name = "", ...path] = rest
  switch (from) {
    case "query":
      return name === "" ? undefined : { from, name, path: path.join(".") }
    case "state":
    case "param":
    case "user":
      return name === "" || path.length > 0 ? undefined : { from, name, path: "" }
    case "item":
    case "form":
      return from === "form" && name === "" ? undefined : { from, name: "", path: rest.join(".") }
    default:
      return undefined
  }
}

/** The binding an argument stands for; `undefined` for a literal, or a value that is no binding. */
export const argumentBinding = (argument: Argument): Binding | undefined =>
  argument.from === "literal"
    ? undefined
    // The value is the rest of the binding; a whole binding written out is understood as well.
    : parseBinding(
      argument.value === argument.from || argument.value.startsWith(`${argument.from}.`)
        ? argument.value
        : [argument.from, argument.value].filter((part) => part !== "").join(".")
    )

/** A text's parts in order: `"Due {item.dueDate}"` has two. */
export const parseText = (text: string): ReadonlyArray<TextPart> =>
  text.split(/(\{[^{}]*\})/).flatMap((part): ReadonlyArray<TextPart> => {
    if (part === "") return []
    const inside = /^\{([^{}]*)\}$/.exec(part)?.[1]
    return inside === undefined ? [{ literal: part }] : [{ source: inside, binding: parseBinding(inside) }]
  })

/** `binding`, `!binding`, `binding == literal`, `binding != literal`; `undefined` for anything else, `""` included. */
export const parseCondition = (text: string): Condition | undefined => {
  const comparison = /^\s*([^\s!=]+)\s*(==|!=)\s*(.*?)\s*$/.exec(text)
  if (comparison !== null) {
    const [, left = "", operator, right = ""] = comparison
    const binding = parseBinding(left)
    return binding === undefined || notALiteral.test(right)
      ? undefined
      : { test: operator === "==" ? "equal" : "unequal", binding, literal: right.replace(/^(["'])(.*)\1$/, "$2") }
  }
  const [, not, rest = ""] = /^\s*(!?)\s*(.*)$/.exec(text) ?? []
  const binding = parseBinding(rest)
  return binding === undefined ? undefined : { test: not === "!" ? "falsy" : "truthy", binding, literal: "" }
}

/**
 * `value=Label|value=Label`, or `query.<id>:<valuePath>:<labelPath>`; `undefined` for anything else.
 * Paths are those of one element; an `item.` before them is understood.
 */
export const parseOptions = (text: string): Options | undefined => {
  if (text.startsWith("query.")) {
    const [source = "", valuePath, labelPath, ...rest] = text.split(":")
    const binding = parseBinding(source)
    return binding?.from !== "query" || binding.path !== "" || rest.length > 0 || !valuePath || !labelPath
      ? undefined
      : { _tag: "Query", query: binding.name, valuePath: elementPath(valuePath), labelPath: elementPath(labelPath) }
  }
  const options = text.split("|").map((option) => {
    const [value = "", ...label] = option.split("=")
    return { value: value.trim(), label: (label.length === 0 ? value : label.join("=")).trim() }
  })
  return options.every(({ label }) => label !== "") ? { _tag: "Literal", options } : undefined
}

/** A path inside a list's element, written with or without `item.`. */
export const elementPath = (path: string): string => path.trim().replace(/^item\./, "")

/** A binding as it is written. */
export const renderBinding = ({ from, name, path }: Binding): string =>
  [from, name, path].filter((part) => part !== "").join(".")

/** The beginning of `===`, or more conditions than one. */
const notALiteral = /^=|&&|\|\|/

const word = /^[A-Za-z_][A-Za-z0-9_-]*$/
