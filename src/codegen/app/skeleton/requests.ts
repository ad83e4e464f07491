/** Arguments of the IR as the typed requests of the API's operations. */
import { type ApiOperation, type JsonSchema, requestSchema } from "../../../domain/OpenApi.ts"
import type { Argument } from "../../../domain/PageIr.ts"
import { propertyName, quote } from "../names.ts"
import { resolveBinding } from "./bindings.ts"
import { type PageModule, type Scope } from "./PageModule.ts"
import { member, objectText } from "./text.ts"
import { defaultText, type Expression, isNullable, type Kind, kindOf, propertyOf, resolved, typeText } from "./types.ts"

/** Something that an operation takes. */
export interface Target {
  /** As an argument or a form field names it: a parameter, or a dotted path in the body. */
  readonly name: string
  readonly place: "path" | "query" | "header" | "cookie" | "body"
  readonly path: ReadonlyArray<string>
  readonly schema: JsonSchema
  readonly required: boolean
}

/** Everything an operation takes: its parameters, then the properties of its body, nested ones too. */
export const targets = (module: PageModule, operation: ApiOperation): ReadonlyArray<Target> => {
  const parameters = (operation.object.parameters ?? []).flatMap((parameter): ReadonlyArray<Target> => {
    const schema = resolved(module.document, parameter.schema)
    return schema === undefined ? [] : [{
      name: parameter.name,
      place: parameter.in,
      path: [parameter.name],
      schema,
      required: parameter.in === "path" || parameter.required === true
    }]
  })
  const body = requestSchema(operation)
  return [...parameters, ...(body === undefined ? [] : properties(module, body, [], 0))]
}

const properties = (
  module: PageModule,
  schema: JsonSchema,
  prefix: ReadonlyArray<string>,
  depth: number
): ReadonlyArray<Target> => {
  const object = resolved(module.document, schema)
  return Object.entries(object?.properties ?? {}).flatMap(([name, property]): ReadonlyArray<Target> => {
    const inner = resolved(module.document, property)
    if (inner === undefined || inner.readOnly === true) return []
    const path = [...prefix, name]
    // A part of an optional object is needed as soon as any other part of it is sent.
    const required = object?.required?.includes(name) === true
    const own: ReadonlyArray<Target> = [{ name: path.join("."), place: "body", path, schema: inner, required }]
    return kindOf(inner) === "object" && depth < 3 ? own.concat(properties(module, inner, path, depth + 1)) : own
  })
}

/** The target that an argument or a form field names. */
export const targetNamed = (all: ReadonlyArray<Target>, name: string): Target | undefined =>
  all.find((target) => target.name === name)
    ?? all.find((target) => `${target.place}.${target.name}` === name)

/** An argument's value in a scope, made what its target takes; `undefined` for what is not sent. */
export const argumentText = (
  module: PageModule,
  scope: Scope,
  argument: Argument,
  target: { readonly schema: JsonSchema; readonly required: boolean }
): string | undefined => {
  if (argument.from === "literal") return literalText(module, argument.value, target)
  const value = argumentValue(module, scope, argument)
  return value === undefined ? undefined : coerce(module, value, target)
}

/** What an argument that is no literal stands for. */
export const argumentValue = (module: PageModule, scope: Scope, argument: Argument): Expression | undefined => {
  const prefix = `${argument.from}.`
  return resolveBinding(
    module,
    scope,
    argument.value === "" || argument.value === argument.from
      ? argument.from
      : argument.value.startsWith(prefix)
      ? argument.value
      : prefix + argument.value
  )
}

const literalText = (
  module: PageModule,
  value: string,
  { required, schema }: { readonly schema: JsonSchema; readonly required: boolean }
): string | undefined => {
  const otherwise = required ? defaultText(module.document, schema) : undefined
  if (value === "" && !required) return undefined
  switch (kindOf(schema)) {
    case "enum":
      return schema.enum?.includes(value) === true ? quote(value) : otherwise
    case "string":
    case "unknown":
      return quote(value)
    case "number": {
      const number = Number(value)
      return value.trim() === "" || !Number.isFinite(number) ? otherwise : String(number)
    }
    case "boolean":
      return value === "true" || value === "1" ? "true" : "false"
    default:
      return coerce(module, { code: quote(value), schema: { type: "string" }, maybe: false }, { required, schema })
  }
}

/** A value made what its target takes. What may be missing stays so, unless the target is required. */
const coerce = (
  module: PageModule,
  value: Expression,
  { required, schema }: { readonly schema: JsonSchema; readonly required: boolean }
): string => {
  const otherwise = defaultText(module.document, schema)
  const kind = kindOf(schema)
  const or = (code: string) => required ? `${code} ?? ${otherwise}` : code
  if (kind === "unknown") return value.code
  if (kindOf(value.schema) === kind && sameValues(value.schema, schema, kind)) {
    if (required) return value.maybe ? `${value.code} ?? ${otherwise}` : value.code
    // An empty filter is no filter.
    if (kind === "string" || kind === "boolean") return `${value.code} || undefined`
    return value.maybe && value.schema !== undefined && isNullable(value.schema)
      ? `${value.code} ?? undefined`
      : value.code
  }
  switch (kind) {
    case "string":
      return `${module.value(required ? "toText" : "toOptionalText")}(${value.code})`
    case "number":
      return or(`${module.value("toNumber")}(${value.code})`)
    case "boolean":
      return `${module.value(required ? "toBoolean" : "toOptionalBoolean")}(${value.code})`
    case "enum":
      return or(`${module.value("oneOf")}(${value.code}, [${(schema.enum ?? []).map(quote).join(", ")}])`)
    case "array":
      return listText(module, value, schema)
    default:
      return `${module.value("fromJson")}(${value.code}) as ${typeText(module.document, schema)}`
  }
}

const sameValues = (from: JsonSchema | undefined, to: JsonSchema, kind: Kind): boolean =>
  kind === "enum"
    ? (from?.enum ?? []).every((value) => to.enum?.includes(value) === true)
    : kind !== "array" && kind !== "object"

const listText = (module: PageModule, value: Expression, schema: JsonSchema): string => {
  const items = schema.items === undefined ? undefined : resolved(module.document, schema.items)
  const list = `${module.value("toList")}(${value.code})`
  switch (kindOf(items)) {
    case "string":
      return list
    case "enum":
      return `${list}.flatMap((part) => ${module.value("oneOf")}(part, [${
        (items?.enum ?? []).map(quote).join(", ")
      }]) ?? [])`
    case "number":
      return `${list}.flatMap((part) => ${module.value("toNumber")}(part) ?? [])`
    default:
      return `${module.value("fromJson")}(${value.code}) as ${typeText(module.document, schema)}`
  }
}

/**
 * A call of an operation with the values there are, by target. What it requires and nothing gives gets a default, so
 * that the server, and not the compiler, says what is missing.
 */
export const requestText = (
  module: PageModule,
  operation: ApiOperation,
  values: ReadonlyMap<string, string>,
  extra: ReadonlyArray<string> = []
): string => {
  const all = targets(module, operation)
  const given = (target: Target): string | undefined =>
    values.get(target.name) ?? (target.required ? defaultText(module.document, target.schema) : undefined)
  const groups = (["path", "query", "header", "cookie"] as const).flatMap((place) => {
    const members = all.filter((target) => target.place === place).flatMap((target) => {
      const value = given(target)
      return value === undefined ? [] : [member(target.name, value)]
    })
    return members.length === 0 ? [] : [`${place}: ${objectText(members)}`]
  })
  const body = bodyText(module, operation, values)
  const init = [
    ...(groups.length === 0 ? [] : [`params: ${objectText(groups)}`]),
    ...(body === undefined ? [] : [`body: ${body}`]),
    ...extra
  ]
  module.from("../api/client", "api")
  module.from("../api/client", "unwrap")
  const rest = init.length === 0 ? "" : `, ${objectText(init)}`
  return `unwrap(api.${operation.method.toUpperCase()}(${quote(operation.path)}${rest}))`
}

const bodyText = (
  module: PageModule,
  operation: ApiOperation,
  values: ReadonlyMap<string, string>
): string | undefined => {
  const schema = requestSchema(operation)
  if (schema === undefined) return undefined
  const object = resolved(module.document, schema)
  const given = targets(module, operation).some((target) => target.place === "body" && values.has(target.name))
  if (!given && operation.object.requestBody?.required !== true) return undefined
  if (object === undefined) return "undefined"
  return kindOf(object) === "object" ? nestedText(module, object, [], values) : defaultText(module.document, object)
}

const nestedText = (
  module: PageModule,
  object: JsonSchema,
  prefix: ReadonlyArray<string>,
  values: ReadonlyMap<string, string>
): string =>
  objectText(
    Object.keys(object.properties ?? {}).flatMap((name) => {
      const property = propertyOf(object, name)
      const inner = property === undefined ? undefined : resolved(module.document, property)
      if (inner === undefined) return []
      const path = [...prefix, name]
      const key = path.join(".")
      const whole = values.get(key)
      if (whole !== undefined) return [member(name, whole)]
      if (kindOf(inner) === "object" && [...values.keys()].some((value) => value.startsWith(`${key}.`))) {
        return [`${propertyName(name)}: ${nestedText(module, inner, path, values)}`]
      }
      return object.required?.includes(name) === true
        ? [`${propertyName(name)}: ${defaultText(module.document, inner)}`]
        : []
    })
  )
