import { Option } from "effect"
import type { Finding } from "../Finding.ts"
import { type ApiOperation, type JsonSchema, type OpenApiDocument, operations, resolve } from "../OpenApi.ts"
import type { Prd } from "../Prd.ts"
import { duplicates, quoted, unknowns, unless } from "./report.ts"

/** Whether a contract that a person may have edited holds together, and names what the PRD has. Empty when it does. */
export const linkOpenApi = (document: OpenApiDocument, prd: Prd): ReadonlyArray<Finding> => {
  const api = operations(document)
  const places = api.map(({ method, path }) => `paths.${path}.${method}`)
  return [
    ...duplicates(
      "duplicate-operation",
      api.map(({ operationId }) => operationId),
      (i) => places[i] ?? "",
      "operation"
    ),
    ...api.flatMap((operation, i) => linkOperation(operation, places[i] ?? "", prd)),
    ...[
      ...api.flatMap((operation, i) => schemasOf(operation, places[i] ?? "")),
      ...Object.entries(document.components?.schemas ?? {}).map(([name, schema]) =>
        [`components.schemas.${name}`, schema] as const
      )
    ].flatMap(([at, schema]) => linkSchema(schema, at, document)),
    ...prd.requirements.flatMap(({ id, needsData, title }) =>
      unless(
        !needsData || api.some(({ object }) => object["x-requirements"]?.includes(id)),
        "requirement-without-operation",
        "paths",
        () => `no operation serves ${id} (${title}), which needs data; add ${id} to the x-requirements of one that does`
      )
    )
  ]
}

const linkOperation = ({ object, path }: ApiOperation, at: string, prd: Prd): ReadonlyArray<Finding> => {
  const named = [...path.matchAll(/\{([^}]*)\}/g)].map(([, name = ""]) => name)
  const given = (object.parameters ?? []).filter((parameter) => parameter.in === "path").map(({ name }) => name)
  return [
    ...named.flatMap((name) =>
      unless(
        given.includes(name),
        "path-parameter-missing",
        `${at}.parameters`,
        () => `${quoted(name)} stands in the path and is not among the parameters in "path"`
      )
    ),
    ...unknowns("unknown-path-parameter", given, named, (i) => `${at}.parameters[${i}]`, "parameter of the path"),
    ...unknowns(
      "unknown-requirement",
      object["x-requirements"] ?? [],
      prd.requirements.map(({ id }) => id),
      (i) => `${at}.x-requirements[${i}]`,
      "requirement"
    ),
    ...unknowns(
      "unknown-role",
      object["x-roles"] ?? [],
      prd.personas.map(({ id }) => id),
      (i) => `${at}.x-roles[${i}]`,
      "persona id"
    )
  ]
}

type Placed = readonly [at: string, schema: JsonSchema]

/** The schemas that an operation itself has; those that it refers to stand under `components`. */
const schemasOf = ({ object }: ApiOperation, at: string): ReadonlyArray<Placed> => [
  ...(object.parameters ?? []).map(({ schema }, i): Placed => [`${at}.parameters[${i}].schema`, schema]),
  ...contentOf(object.requestBody, `${at}.requestBody`),
  ...Object.entries(object.responses).flatMap(([status, response]) => contentOf(response, `${at}.responses.${status}`))
]

const contentOf = (
  body: { readonly content?: { readonly [type: string]: { readonly schema?: JsonSchema } } } | undefined,
  at: string
): ReadonlyArray<Placed> =>
  Object.entries(body?.content ?? {}).flatMap(([type, { schema }]): ReadonlyArray<Placed> =>
    schema === undefined ? [] : [[`${at}.content.${type}.schema`, schema]]
  )

const linkSchema = (schema: JsonSchema, at: string, document: OpenApiDocument): ReadonlyArray<Finding> => {
  const known = Object.keys(document.components?.schemas ?? {})
  return [
    ...unless(
      Option.isSome(resolve(document, schema)),
      "unknown-schema",
      `${at}.$ref`,
      () => `${quoted(schema.$ref ?? "")} leads to no schema in components.schemas`
    ),
    ...unknowns(
      "unknown-entity",
      schema["x-entity"] === undefined ? [] : [schema["x-entity"]],
      known,
      () => `${at}.x-entity`,
      "entity"
    ),
    ...Object.entries(schema.properties ?? {}).flatMap(([name, property]) =>
      linkSchema(property, `${at}.properties.${name}`, document)
    ),
    ...(schema.items === undefined ? [] : linkSchema(schema.items, `${at}.items`, document))
  ]
}
