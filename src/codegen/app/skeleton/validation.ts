/** What a form field accepts, as a zod schema: the IR's rules, then those of the API's contract they leave out. */
import type { FormField } from "../../../domain/PageIr.ts"
import { quote } from "../names.ts"
import { labelOf } from "./bindings.ts"
import type { Control } from "./forms.ts"
import type { PageModule } from "./PageModule.ts"
import { isNullable, kindOf, resolved, typeText } from "./types.ts"

type Rule = FormField["rules"][number]

/** The schema of a field: from what its control gives to what the API takes. */
export const zodText = (module: PageModule, control: Control, isSelect: boolean): string => {
  const { field, required, schema } = control
  const label = labelOf(field.label, field.bodyPath).toLowerCase()
  const isFile = schema["x-accept"] !== undefined
  // "Starts on" is no thing that one could enter the of.
  const isPhrase = /\s(?:on|at|by|from|to|for|of|in|until)$/.test(label)
  const missing = quote(
    isPhrase
      ? `Fill in "${labelOf(field.label, field.bodyPath)}".`
      : `${isSelect || isFile ? "Choose" : "Enter"} the ${label}.`
  )
  const input = (name: string, inner: string) =>
    `${module.from("../lib/forms", name)}(${inner}${required ? "" : ".optional()"})${
      // What is emptied is taken away.
      !required && isNullable(schema) ? ".transform((value) => value ?? null)" : ""}`
  switch (kindOf(schema)) {
    case "boolean":
      return isSelect
        ? `${input("textInput", `z.enum(["true", "false"], ${missing})`)}.transform((value) => ${
          control.target?.required === false ? "value && " : ""
        }value === "true")`
        : "z.boolean()"
    case "number":
      return input("numberInput", `z.number(${quote(`Enter the ${label} as a number.`)})${numberRules(control)}`)
    case "enum":
      return input("textInput", `z.enum([${(schema.enum ?? []).map(quote).join(", ")}], ${missing})`)
    case "array": {
      const items = schema.items === undefined ? undefined : resolved(module.document, schema.items)
      if (kindOf(items) === "string") {
        return input("listInput", `z.array(z.string())${required ? `.min(1, ${missing})` : ""}`)
      }
      if (kindOf(items) === "enum") {
        return input("listInput", `z.array(z.enum([${(items?.enum ?? []).map(quote).join(", ")}]))`)
      }
      if (kindOf(items) === "number") return input("listInput", "z.array(z.coerce.number())")
      return input("jsonInput", custom(module, control))
    }
    case "object":
    case "unknown":
      return input("jsonInput", custom(module, control))
    default:
      // Its control takes no file that is too large or of another type.
      if (isFile) return input("textInput", `z.string(${missing})`)
      return input(textInputOf(control), `${stringText(control, missing)}${stringRules(control)}`)
  }
}

/** What no control can give but as JSON. */
const custom = (module: PageModule, { required, schema }: Control): string =>
  `z.custom<${typeText(module.document, schema)}>(${
    required ? "(value) => value !== undefined, \"Enter it as JSON.\"" : ""
  })`

const textInputOf = ({ field, schema }: Control): string =>
  schema.format === "date-time"
    ? "dateTimeInput"
    : schema.format === "date"
    ? "dateInput"
    : field.control === "password"
    ? "rawTextInput"
    : "textInput"

const ruleOf = (rules: ReadonlyArray<Rule>, name: Rule["rule"]): Rule | undefined =>
  rules.find((one) => one.rule === name)

const stringText = ({ field, schema }: Control, missing: string): string => {
  const email = ruleOf(field.rules, "email")
  const url = ruleOf(field.rules, "url")
  if (email !== undefined || schema.format === "email" || field.control === "email") {
    return `z.email(${quote(email?.message ?? "Enter an e-mail address.")})`
  }
  if (url !== undefined || schema.format === "uri" || field.control === "url") {
    return `z.url({ protocol: /^https?$/, error: ${
      quote(url?.message ?? "Enter a web address, with https:// before it.")
    } })`
  }
  return `z.string(${missing})`
}

const length = (value: string): number | undefined => {
  const number = Number(value)
  return value.trim() !== "" && Number.isSafeInteger(number) && number >= 0 ? number : undefined
}

const stringRules = ({ field, isKnown, schema }: Control): string => {
  if (isKnown) return ""
  const { rules } = field
  const least = ruleOf(rules, "minLength")
  const most = ruleOf(rules, "maxLength")
  const min = (least === undefined ? undefined : length(least.value)) ??
    (schema.minLength === 1 ? undefined : schema.minLength)
  const max = (most === undefined ? undefined : length(most.value)) ?? schema.maxLength
  const pattern = ruleOf(rules, "pattern")
  return [
    ...(min === undefined || min === 0
      ? []
      : [`.min(${min}, ${quote(least?.message ?? `Enter at least ${min} characters.`)})`]),
    ...(max === undefined ? [] : [`.max(${max}, ${quote(most?.message ?? `Enter at most ${max} characters.`)})`]),
    ...(pattern === undefined || !isPattern(pattern.value)
      ? []
      : [`.regex(new RegExp(${quote(pattern.value)}, "u"), ${quote(pattern.message)})`]),
    ...bound(rules, "min", ">="),
    ...bound(rules, "max", "<=")
  ].join("")
}

/** A bound on text: by size where it is a number, else (dates) in the order of the alphabet. */
const bound = (rules: ReadonlyArray<Rule>, name: "min" | "max", operator: string): ReadonlyArray<string> => {
  const rule = ruleOf(rules, name)
  if (rule === undefined || rule.value.trim() === "") return []
  const check = rule.value.trim().toLowerCase() === "today"
    ? `value.slice(0, 10) ${operator} new Date().toISOString().slice(0, 10)`
    : Number.isFinite(Number(rule.value))
    ? `Number(value) ${operator} ${Number(rule.value)}`
    : `value ${operator} ${quote(rule.value)}`
  return [`.refine((value) => ${check}, ${quote(rule.message)})`]
}

const numberRules = ({ field, schema }: Control): string => {
  const limit = (name: "min" | "max", declared: number | undefined, words: string): string => {
    const rule = ruleOf(field.rules, name)
    const said = rule === undefined || rule.value.trim() === "" ? Number.NaN : Number(rule.value)
    const value = Number.isFinite(said) ? said : declared
    return value === undefined ? "" : `.${name}(${value}, ${quote(rule?.message ?? `Enter ${value} or ${words}.`)})`
  }
  const whole = schema.type === "integer" ? `.int("Enter a whole number.")` : ""
  return whole + limit("min", schema.minimum, "more") + limit("max", schema.maximum, "less")
}

/** Whether a pattern is one that JavaScript takes. */
const isPattern = (pattern: string): boolean => {
  if (pattern === "" || pattern.length > 200) return false
  try {
    return new RegExp(pattern, "u") instanceof RegExp
  } catch {
    return false
  }
}
