/** The mock's generated modules: what it knows of the contract, its first rows, and a handler for each operation. */
import type { OpenApiDocument } from "../../../domain/OpenApi.ts"
import type { Prd } from "../../../domain/Prd.ts"
import type { AppFile } from "../../AppFile.ts"
import { type EntityModel, type FieldModel, toEntities } from "../model.ts"
import { seedRows } from "../seed/rows.ts"
import { tellingDay, weekdayOf } from "../seed/samples.ts"
import { Code, commentText, indent, propertyName, stringLiteral, valueLiteral } from "../source.ts"
import { type Plan, toPlans } from "./plan.ts"

/** `contract.ts`, `seed.ts` and `handlers.ts`. */
export const mockFiles = (document: OpenApiDocument, prd: Prd): ReadonlyArray<AppFile> => {
  const entities = toEntities(document)
  const plans = toPlans(document)
  return [
    { path: "src/mocks/contract.ts", content: contractSource(entities, prd, plans) },
    { path: "src/mocks/seed.ts", content: seedSource(entities, document) },
    { path: "src/mocks/handlers.ts", content: handlersSource(plans) }
  ]
}

const contractSource = (
  entities: ReadonlyMap<string, EntityModel>,
  prd: Prd,
  plans: ReadonlyArray<Plan>
): string => {
  const roles = prd.personas.filter(({ signsIn }) => signsIn).map(({ id }) => id)
  const members = [...entities.values()].map((entity) =>
    `${propertyName(entity.name)}: ${
      valueLiteral({
        title: entity.titleField,
        ...(entity.unique.length === 0 ? {} : { unique: entity.unique }),
        ...(entity.span.length < 2 ? {} : { span: entity.span }),
        fields: fieldsValue(entity.fields.filter((field) => !field.readOnly))
      })
    }`
  )
  return `import type { Entity } from "./model"

/** The entities of openapi.yaml. */
export const entities: Record<string, Entity> = ${objectLiteral(members)}

/** The roles of those who sign in. */
export const roles: ReadonlyArray<string> = ${valueLiteral([...new Set(roles)])}

/** The entity whose rows are the people who sign in. */
export const accountEntity: string = ${stringLiteral(accountEntity(entities, plans))}
`
}

const objectLiteral = (members: ReadonlyArray<string>): string =>
  members.length === 0 ? "{}" : `{\n${indent(members.join(",\n").split("\n")).join("\n")}\n}`

const fieldsValue = (
  fields: ReadonlyArray<FieldModel>,
  valueOf: (field: FieldModel) => object = fieldValue
): { readonly [name: string]: unknown } =>
  Object.fromEntries(fields.map((field) => {
    const value = valueOf(field)
    // TypeScript takes `constructor` for the one that every object has, and widens what it holds.
    return [field.name, field.name in {} ? new Code(`${valueLiteral(value)} as const`) : value]
  }))

const fieldValue = (field: FieldModel): object => ({
  kind: field.kind,
  ...(field.required ? { required: true } : {}),
  ...(field.values.length === 0 ? {} : { values: field.values }),
  ...(field.entity === "" ? {} : { entity: field.entity }),
  ...(field.minimum === undefined ? {} : { minimum: field.minimum }),
  ...(field.maximum === undefined ? {} : { maximum: field.maximum })
})

// What is sent is held to everything that the contract says of it.
const sentValue = (field: FieldModel): object => ({
  ...fieldValue(field),
  ...(field.readOnly ? { readOnly: true } : {}),
  ...(field.nullable ? { nullable: true } : {}),
  ...(field.format === "" ? {} : { format: field.format }),
  ...(field.pattern === "" ? {} : { pattern: field.pattern }),
  ...(field.minLength === undefined ? {} : { minLength: field.minLength }),
  ...(field.maxLength === undefined ? {} : { maxLength: field.maxLength }),
  ...(field.maxItems === undefined ? {} : { maxItems: field.maxItems }),
  ...(field.items === undefined ? {} : { items: sentValue(field.items) }),
  ...(field.fields.length === 0 ? {} : { fields: fieldsValue(field.fields, sentValue) }),
  ...(field.closed ? { closed: true } : {})
})

// Signing in answers an account; else, people who sign in have an address or a user name to do it with.
const accountEntity = (entities: ReadonlyMap<string, EntityModel>, plans: ReadonlyArray<Plan>): string => {
  const answered = plans.find(({ answers, does }) => does === "signIn" && entities.has(answers))?.answers
  if (answered !== undefined) return answered
  const all = [...entities.values()]
  const named = (pattern: RegExp) => all.find(({ name }) => pattern.test(name))
  return (named(/^(User|Account|UserAccount|Member|Person|Profile)$/) ??
    all.find(({ fields }) => fields.some(({ name }) => name === "username" || name === "email")) ??
    named(/(User|Member|Person|Account|Employee|Student|Customer|Client)$/))?.name ?? ""
}

const seedSource = (entities: ReadonlyMap<string, EntityModel>, document: OpenApiDocument): string => {
  const told = tellingDay(entities, document["x-examples-day"])
  const tables = [...seedRows(entities, document.info.title, told)].map(([name, rows]) =>
    `${propertyName(name)}: [\n${indent(rows.map(valueLiteral).join(",\n").split("\n")).join("\n")}\n]`
  )
  const body = tables.join("\n")
  const isWeekly = /: (?:day|moment)\(on\(/.test(body)
  const used = ["at", "day", "moment", "picture", "pdf"].filter((name) => new RegExp(`: ${name}\\(`).test(body))
    .concat(isWeekly ? ["weekly"] : [])
  return `${
    used.length === 0 ? "" : `import { ${used.join(", ")} } from "./fixtures"\n`
  }import type { Tables } from "./model"

${
    isWeekly
      ? weeklyText(told)
      : ""
  }/** The rows the mock starts with: invented, and the same every time but for their dates, which lie around today. */
export const seed = (): Tables => (${objectLiteral(tables)})
`
}

const weeklyText = (told: number): string =>
  `/** Days from the one that the examples are told from, a ${
    weekdays[weekdayOf(told)] ?? "day"
  }: from the last one and the next. */
const on = weekly(${weekdayOf(told)})

`

const weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]

const handlersSource = (plans: ReadonlyArray<Plan>): string => {
  const entries = plans.map((plan) => {
    const { method, object, operationId, path } = plan.operation
    const route = `*/api${path.replace(/\{([^}]*)\}/g, ":$1")}`
    return `// ${
      commentText(`${operationId}${object.summary === undefined ? "" : `: ${object.summary}`}`)
    }\nhttp.${method}(${stringLiteral(route)}, respond(${valueLiteral(planValue(plan))}))`
  })
  return `${plans.length === 0 ? "import type { HttpHandler }" : "import { http, type HttpHandler }"} from "msw"
${plans.length === 0 ? "" : "import { respond } from \"./operations\"\n"}
/** A handler for each operation of openapi.yaml, fixed paths first. */
export const handlers: Array<HttpHandler> = ${
    entries.length === 0 ? "[]" : `[\n${indent(entries.join(",\n").split("\n")).join("\n")}\n]`
  }
`
}

const planValue = (plan: Plan): object => ({
  does: plan.does,
  ...(plan.entity === "" ? {} : { entity: plan.entity }),
  ...(plan.key === "" ? {} : { key: plan.key }),
  ...(plan.within.length === 0 ? {} : { within: plan.within }),
  ...(plan.mine ? { mine: true } : {}),
  ...(plan.order === "" ? {} : { order: plan.order }),
  ...(plan.upcoming === "" ? {} : { upcoming: plan.upcoming }),
  ...(plan.guarded ? { guarded: true } : {}),
  ...(plan.roles.length === 0 ? {} : { roles: plan.roles }),
  ...(plan.query.length === 0 ? {} : { query: fieldsValue(plan.query, sentValue) }),
  ...(plan.body.length === 0 ? {} : { body: fieldsValue(plan.body, sentValue) }),
  ...(plan.closed ? { closed: true } : {}),
  ...(plan.cookie ? { cookie: true } : {}),
  ...(plan.problems.length === 0 ? {} : { problems: plan.problems }),
  ...plan.effect,
  ...(plan.status === 200 ? {} : { status: plan.status }),
  shape: plan.shape,
  ...(plan.answers === "" ? {} : { answers: plan.answers }),
  ...(plan.location === "" ? {} : { location: plan.location }),
  ...(Object.keys(plan.answer).length === 0 ? {} : { answer: plan.answer })
})
