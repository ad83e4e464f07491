/** The IR's bindings, texts and conditions as expressions. */
import { humanise, quote } from "../names.ts"
import type { PageModule, Scope } from "./PageModule.ts"
import { access, type Expression, kindOf } from "./types.ts"

const text = (code: string, maybe = false): Expression => ({ code, schema: { type: "string" }, maybe })

const pattern = /^(query|state|param|item|form|user)\.([A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*)$/

/** What a binding stands for; `undefined` where there is no such thing in this place. */
export const resolveBinding = (module: PageModule, scope: Scope, binding: string): Expression | undefined => {
  const source = binding.trim()
  if (source === "user") return userObject(module)
  if (source === "item") return scope.item?.value
  const [, root, path = ""] = pattern.exec(source) ?? []
  const parts = path.split(".")
  const [first = "", ...rest] = parts
  switch (root) {
    case "query":
      return resolveQuery(module, scope, first, rest)
    case "state":
      return resolveState(module, scope, first)
    case "param":
      return resolveParam(module, first)
    case "item":
      return scope.item === undefined
        ? undefined
        : access(module.document, scope.item.value, parts, () => module.value("valueAt"))
    case "form":
      return scope.form?.get(path) ?? scope.form?.get(parts.at(-1) ?? "")
    case "user": {
      if (first !== "name" && first !== "role") return undefined
      module.use("user")
      return text(`user?.${first}`, true)
    }
    default:
      return undefined
  }
}

const userObject = (module: PageModule): Expression => {
  module.use("user")
  return { code: "user", schema: { type: "object" }, maybe: true }
}

const resolveQuery = (
  module: PageModule,
  scope: Scope,
  id: string,
  path: ReadonlyArray<string>
): Expression | undefined => {
  const names = module.queries.get(id)
  if (names === undefined) return undefined
  if (names.isList && path.join(".") === names.query.itemsPath) {
    const schema = { type: "array", ...(names.itemSchema === undefined ? {} : { items: names.itemSchema }) }
    return { code: module.use(names.items), schema, maybe: false }
  }
  const whole = { code: module.use(names.data), schema: names.schema, maybe: !scope.narrowed.has(id) }
  return access(module.document, whole, path, () => module.value("valueAt"))
}

const resolveState = (module: PageModule, scope: Scope, id: string): Expression | undefined => {
  const names = module.states.get(id)
  if (names === undefined) return undefined
  const getter = module.use(names.getter)
  if (names.perItem) {
    const code = scope.item === undefined ? `(${getter} !== "")` : `(${getter} === ${scope.item.key()})`
    return { code, schema: { type: "boolean" }, maybe: false }
  }
  return { code: getter, schema: { type: names.state.type }, maybe: false }
}

const resolveParam = (module: PageModule, name: string): Expression | undefined => {
  const declared = module.params.get(name)
  return declared === undefined ? undefined : text(module.use(declared))
}

/** A text of the IR, in which bindings may stand in braces. */
export interface Interpolated {
  /** The text itself, where it holds no binding. */
  readonly literal: string | undefined
  /** An expression of type `string`. */
  readonly code: string
  /** The binding's value, where the text is nothing but one. */
  readonly only: Expression | undefined
}

/** A text with its bindings put in. Braces around anything else are plain text. */
export const interpolate = (module: PageModule, scope: Scope, source: string): Interpolated => {
  const parts = source.split(/(\{[A-Za-z][A-Za-z0-9_.-]*\})/).map((part): string | Expression =>
    part.startsWith("{") && part.endsWith("}") ? resolveBinding(module, scope, part.slice(1, -1)) ?? part : part
  ).filter((part) => part !== "")
  if (parts.every((part) => typeof part === "string")) {
    return { literal: parts.join(""), code: quote(parts.join("")), only: undefined }
  }
  const [only] = parts
  if (parts.length === 1 && only !== undefined && typeof only !== "string") {
    return { literal: undefined, code: display(module, only), only }
  }
  const code = parts.map((part) => typeof part === "string" ? templateText(part) : `\${${display(module, part)}}`).join(
    ""
  )
  return { literal: undefined, code: `\`${code}\``, only: undefined }
}

// Quoting first gives every line end and control character its escape.
const templateText = (part: string): string => quote(part).slice(1, -1).replace(/\\"/g, "\"").replace(/[`$]/g, "\\$&")

/** A value as a `string` that a person reads. */
export const display = (module: PageModule, value: Expression, format = ""): string => {
  const formatter = formatterOf(value, format)
  if (formatter !== "") return `${module.format(formatter)}(${value.code})`
  return kindOf(value.schema) === "string" && !value.maybe ? value.code : `${module.value("toText")}(${value.code})`
}

/** The function of `lib/format` that writes such a value; `""` for plain text. */
export const formatterOf = ({ code, schema }: Expression, format: string): string => {
  switch (format) {
    case "date":
      return "formatDate"
    case "datetime":
      return "formatDateTime"
    case "money":
      return "formatMoney"
    case "number":
      return "formatNumber"
    case "boolean":
      return "formatBoolean"
    default:
  }
  if (schema?.["x-format"] === "money") return "formatMoney"
  if (schema?.format === "date") return "formatDate"
  if (schema?.format === "date-time") return "formatDateTime"
  switch (kindOf(schema)) {
    // A year is no amount: 2,024 is not when anything happened.
    case "number":
      return /year["\]]*$/i.test(code) ? "" : "formatNumber"
    case "boolean":
      return "formatBoolean"
    case "enum":
      return "humanise"
    default:
      return ""
  }
}

/** An expression of type `boolean` that says whether something is shown; `""` for always. */
export const condition = (module: PageModule, scope: Scope, visibleWhen: string): string => {
  const source = visibleWhen.trim()
  if (source === "") return ""
  const [, left = source, operator = "", right = ""] = /^(.*?)\s*(==|!=)=?\s*(.*)$/s.exec(source) ?? []
  const negated = operator === "" && left.startsWith("!")
  const value = resolveBinding(module, scope, negated ? left.slice(1) : left)
  if (value === undefined) return ""
  if (operator !== "") {
    const literal = right.replace(/^(["'])(.*)\1$/s, "$2")
    // Compared as text, since a comparison of narrowed types with what they cannot be does not compile.
    return `${module.value("toText")}(${value.code}) ${operator === "==" ? "===" : "!=="} ${quote(literal)}`
  }
  const holds = truth(value)
  if (!negated) return holds
  // `!Boolean(x)` is a cast too many to linters, and `!x` narrows what stands behind it to `never`.
  return holds.startsWith("Boolean(") ? `${holds} === false` : `!${holds}`
}

/** Whether a value is there: not missing, empty, zero or false; a list with something in it. */
const truth = (value: Expression): string => {
  if (kindOf(value.schema) === "array") return `Boolean(${value.code}${value.maybe ? "?" : ""}.length)`
  return kindOf(value.schema) === "boolean" && !value.maybe ? value.code : `Boolean(${value.code})`
}

/** The label of a control or column, or words made of what it is bound to. */
export const labelOf = (label: string, fallback: string): string =>
  label.trim() === "" ? humanise((fallback.split(".").at(-1) ?? "").replace(/(?<=[a-z])Id$/, "")) : label
