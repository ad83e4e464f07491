/** Forms: a schema of what they take, and a component of their own that asks for it. */
import type { JsonSchema } from "../../../domain/OpenApi.ts"
import type { Form, FormField } from "../../../domain/PageIr.ts"
import { signsIn } from "../../api/mocks/plan.ts"
import { camelCase, humanise, pascalCase, propertyName, quote } from "../names.ts"
import { listOf } from "../references.ts"
import { inputName } from "./actions.ts"
import { resolveBinding } from "./bindings.ts"
import { controlText, isCheckbox, isControlled, isDateTime, isSelect } from "./formFields.ts"
import { optionEntries } from "./options.ts"
import { distinctBy, type MutationNames, type PageModule, type Scope } from "./PageModule.ts"
import { type Target, targetNamed, targets } from "./requests.ts"
import { attribute, element, indent, objectText, textChild } from "./text.ts"
import { access, type Expression, kindOf } from "./types.ts"
import { zodText } from "./validation.ts"

/** A field with what it fills and its name in the form. */
export interface Control {
  readonly field: FormField
  readonly name: string
  /** What of the operation it fills; `undefined` for what is asked and not sent. */
  readonly target: Target | undefined
  readonly schema: JsonSchema
  readonly required: boolean
  /** The values it lets one choose from. */
  readonly options: Options | undefined
  /** Whether it is a password that exists already: it has to be right, not long. */
  readonly isKnown: boolean
}

type Options =
  | { readonly of: "literal"; readonly entries: ReadonlyArray<readonly [value: string, label: string]> }
  | {
    readonly of: "query"
    readonly prop: string
    readonly code: string
    /** Whose things they are, where they are all there is of them; `""` else. */
    readonly entity: string
  }

/** A form compiled: its component, and how the page uses it. */
export interface CompiledForm {
  readonly component: string
  /** The schema and the component, to stand below the page. */
  readonly declaration: string
  /** The attributes that hand it what it needs, but for what it does with the values. */
  readonly attributes: ReadonlyArray<string>
  /** What it submits, as the page's mutation sees it. */
  readonly values: ReadonlyMap<string, Expression>
  readonly isEdit: boolean
}

/** Compiles a form; its values come first from the query its node names, if it names one. */
export const compileForm = (
  module: PageModule,
  scope: Scope,
  form: Form,
  source: string,
  mutation: MutationNames
): CompiledForm => {
  const all = targets(module, mutation.operation)
  const base = pascalCase(form.node)
  const component = pascalCase(module.take(/form$/i.test(base) ? base : `${base}-form`))
  const schemaName = `${camelCase(component)}Schema`
  const fields = distinctBy(form.fields, (field) => targetNamed(all, field.bodyPath)?.name ?? field.bodyPath)
  const names = new Set<string>()
  const controls = fields.map((field): Control => {
    const target = targetNamed(all, field.bodyPath)
    const schema = target?.schema ??
      { type: field.control === "number" ? "number" : field.control === "checkbox" ? "boolean" : "string" }
    const wanted = inputName(target?.name ?? field.bodyPath)
    let name = /^[A-Za-z_$][\w$]*$/.test(wanted) ? wanted : camelCase(wanted)
    while (names.has(name)) name = `${name}2`
    names.add(name)
    return {
      field,
      name,
      target,
      schema,
      required: kindOf(schema) !== "boolean" &&
        (field.required || (target?.required === true && schema.default === undefined)),
      options: optionsOf(module, scope, field, schema, name),
      isKnown: field.control === "password" && signsIn(mutation.operation.operationId, mutation.operation.path)
    }
  })
  const initial = initialText(module, scope, source, controls)
  const isEdit = initial !== undefined
  const queries = controls.flatMap(({ options }) => options?.of === "query" ? [options] : [])
  return {
    component,
    declaration: declarationText(module, { component, controls, form, isEdit, schemaName }),
    attributes: [
      ...(initial === undefined ? [] : [attribute("initial", initial)]),
      ...queries.map(({ code, prop }) => attribute(prop, code))
    ],
    values: new Map(
      controls.flatMap(({ field, name, required, schema, target }): ReadonlyArray<readonly [string, Expression]> =>
        target === undefined ? [[field.bodyPath, { code: `values.${name}`, schema, maybe: !required }]] : [[
          target.name,
          { code: `values.${name}`, schema, maybe: !required && kindOf(schema) !== "boolean" }
        ]]
      )
    ),
    isEdit
  }
}

const optionsOf = (
  module: PageModule,
  scope: Scope,
  field: FormField,
  schema: JsonSchema,
  name: string
): Options | undefined => {
  const from = field.optionsFrom.trim()
  const [source = "", valuePath = "", labelPath = ""] = from.split(":")
  if (source.startsWith("query.")) {
    const items = queryItems(module, scope, source)
    return {
      of: "query",
      prop: `${name}Options`,
      code: `${module.value("toOptions")}(${items}, ${quote(valuePath || "id")}, ${quote(labelPath)})`,
      entity: valuePath === "" || valuePath === "id" ? wholeOf(module, source, schema["x-entity"] ?? "") : ""
    }
  }
  const allowed = schema.enum ?? []
  const listed = optionEntries(from).filter(([value]) => allowed.length === 0 || allowed.includes(value))
  const entries = listed.length > 0 ? listed : allowed.map((value) => [value, humanise(value) || value] as const)
  return entries.length === 0 ? undefined : { of: "literal", entries }
}

/** The entity, if the query asks for all there is of it. */
const wholeOf = (module: PageModule, source: string, entity: string): string => {
  const names = module.queries.get(source.replace(/^query\./, ""))
  const list = entity === "" ? undefined : listOf(module.document, entity)
  return names !== undefined && names.operation.operationId === list?.operationId
      && names.query.args.every(({ name }) => name === "limit")
    ? entity
    : ""
}

/** The elements that a binding to a query stands for. */
export const queryItems = (module: PageModule, scope: Scope, source: string): string => {
  const names = module.queries.get(source.replace(/^query\./, ""))
  if (names?.isList === true) return module.use(names.items)
  const value = resolveBinding(module, scope, source)
  if (value === undefined) return "[]"
  return kindOf(value.schema) === "array"
    ? `${value.code}${value.maybe ? " ?? []" : ""}`
    : `${module.value("toItems")}(${value.code})`
}

/** The first values of a form, from the answer of a query; `undefined` for a form that starts empty. */
const initialText = (
  module: PageModule,
  scope: Scope,
  source: string,
  controls: ReadonlyArray<Control>
): string | undefined => {
  const base = resolveBinding(module, scope, source)
  if (base === undefined) return undefined
  const known: Expression = { ...base, maybe: false }
  const members = controls.map((control) => {
    const path = control.target?.place === "body" ? control.target.path : [control.name]
    const value = access(module.document, known, path, () => module.value("valueAt"))
    if (isCheckbox(control)) return `${control.name}: ${module.value("toBoolean")}(${value.code})`
    if (kindOf(value.schema) === "object" || kindOf(value.schema?.items) === "object") {
      return `${control.name}: JSON.stringify(${value.code} ?? null)`
    }
    const convert = isDateTime(control)
      ? module.from("../lib/forms", "toDateTimeInput")
      : control.schema.format === "date"
      ? module.from("../lib/forms", "toDateInput")
      : module.value("toText")
    return `${control.name}: ${convert}(${value.code})`
  })
  const object = objectText(members)
  return base.maybe ? `${base.code} && ${object}` : object
}

/** From how many fields on a form has two of them beside each other where there is room. */
const manyFields = 6

const declarationText = (
  module: PageModule,
  { component, controls, form, isEdit, schemaName }: {
    readonly component: string
    readonly controls: ReadonlyArray<Control>
    readonly form: Form
    readonly isEdit: boolean
    readonly schemaName: string
  }
): string => {
  module.from("react", "type ReactNode")
  module.from("react-hook-form", "useForm")
  module.from("@hookform/resolvers/zod", "zodResolver")
  module.from("zod", "z")
  const queries = controls.flatMap(({ options }) => options?.of === "query" ? [options.prop] : [])
  if (queries.length > 0) module.component("type Option")
  const props = [
    ...(isEdit ? [`initial: z.input<typeof ${schemaName}> | undefined`] : []),
    ...queries.map((prop) => `${prop}: ReadonlyArray<Option>`),
    "busy: boolean",
    "failure: unknown",
    `onSubmit: (values: z.output<typeof ${schemaName}>${isEdit ? "" : ", done: () => void"}) => void`,
    "children?: ReactNode"
  ]
  const names = [...(isEdit ? ["initial"] : []), ...queries, "busy", "failure", "onSubmit", "children"]
  const empty = objectText(controls.map((control) => `${control.name}: ${isCheckbox(control) ? "false" : "\"\""}`))
  const options = [
    `resolver: zodResolver(${schemaName})`,
    `defaultValues: ${empty}`,
    ...(isEdit ? ["values: initial", "resetOptions: { keepDirtyValues: true }"] : [])
  ]
  const taken = [
    ...(controls.every(isControlled) ? [] : ["register"]),
    ...(controls.some(isControlled) ? ["control"] : []),
    "handleSubmit",
    ...(isEdit ? [] : ["reset"]),
    "setError",
    "formState: { errors }"
  ]
  const submit = isEdit
    ? "handleSubmit((values) => onSubmit(values))"
    : "handleSubmit((values) => onSubmit(values, () => reset()))"
  const button = element(
    module.component("Actions"),
    [],
    [
      element(module.component("Button"), ["type=\"submit\"", "tone=\"primary\"", attribute("busy", "busy")], [
        textChild(form.submitLabel)
      ]),
      "{children}"
    ]
  )
  const body = element(
    "form",
    [
      "noValidate",
      attribute("onSubmit", submit),
      `className="${controls.length < manyFields ? "space-y-5" : "grid gap-5 sm:grid-cols-2"}"`
    ],
    [...controls.map((control) => controlText(module, control)), button]
  )
  return `const ${schemaName} = z.object({
${
    controls.map((control) => indent(`${propertyName(control.name)}: ${zodText(module, control, isSelect(control))}`))
      .join(",\n")
  }
})

function ${component}({ ${names.join(", ")} }: {
${props.map((prop) => indent(prop)).join("\n")}
}) {
  const { ${taken.join(", ")} } = useForm({
${options.map((option) => indent(option, "    ")).join(",\n")}
  })
  ${module.from("../lib/forms", "useFieldErrors")}(failure, setError, ${schemaName})
  return (
${indent(body, "    ")}
  )
}`
}
