import { type BackendDesign, type Entity, exampleCount, type Field, type Operation, referredRow } from "../Backend.ts"
import type { Finding } from "../Finding.ts"
import type { Prd } from "../Prd.ts"
import { duplicates, finding, quoted, unknown, unknowns, unless } from "./report.ts"

/** Whether the design can be compiled to OpenAPI and SQL, and whether it serves the PRD. Empty when both hold. */
export const linkBackend = (design: BackendDesign, prd: Prd): ReadonlyArray<Finding> => {
  const entityNames = design.entities.map(({ name }) => name)
  const context: Context = {
    entityNames,
    personaIds: prd.personas.map(({ id }) => id),
    requirementIds: prd.requirements.map(({ id }) => id)
  }
  return [
    ...duplicates("duplicate-entity", entityNames, (i) => `entities[${i}].name`, "entity"),
    ...duplicates(
      "duplicate-plural",
      design.entities.map(({ plural }) => plural),
      (i) => `entities[${i}].plural`,
      "plural"
    ),
    ...design.entities.flatMap((entity, i) => [
      ...linkFields(entity.fields, `entities[${i}].fields`, context),
      ...entity.fields.flatMap(({ name }, j) =>
        unless(
          !reserved.has(name),
          "reserved-field",
          `entities[${i}].fields[${j}].name`,
          () => `every entity has ${quoted(name)} already; leave the field out or name it otherwise`
        )
      ),
      ...unless(
        entity.fields.some(({ name }) => name === entity.titleField),
        "unknown-title-field",
        `entities[${i}].titleField`,
        () => unknown(entity.titleField, entity.fields.map(({ name }) => name), `field of ${entity.name}`)
      ),
      ...linkExamples(entity, `entities[${i}].fields`, design)
    ]),
    ...duplicates(
      "duplicate-operation",
      design.operations.map(({ id }) => id),
      (i) => `operations[${i}].id`,
      "operation"
    ),
    ...duplicates(
      "duplicate-route",
      design.operations.map(({ method, path }) => `${method.toUpperCase()} ${path.replace(/\{[^}]*\}/g, "{}")}`),
      (i) => `operations[${i}].path`,
      "route"
    ),
    ...design.operations.flatMap((operation, i) => linkOperation(operation, `operations[${i}]`, context)),
    ...prd.requirements.flatMap(({ id, needsData, title }, i) =>
      unless(
        !needsData || design.operations.some(({ requirementIds }) => requirementIds.includes(id)),
        "requirement-without-operation",
        "operations",
        () =>
          `no operation serves ${id} (${title}), which needs data; add ${id} to the requirementIds of the operations that do`
      ).map((one) => finding(one.rule, `${one.at} (requirements[${i}])`, one.message))
    )
  ]
}

interface Context {
  readonly entityNames: ReadonlyArray<string>
  readonly personaIds: ReadonlyArray<string>
  readonly requirementIds: ReadonlyArray<string>
}

/** What every entity has of itself. */
const reserved: ReadonlySet<string> = new Set(["id", "createdAt", "updatedAt"])

const linkFields = (fields: ReadonlyArray<Field>, at: string, { entityNames }: Context): ReadonlyArray<Finding> => [
  ...duplicates("duplicate-field", fields.map(({ name }) => name), (i) => `${at}[${i}].name`, "field"),
  ...fields.flatMap((field, i) => [
    ...unless(
      field.type !== "enum" || field.values.length > 0,
      "enum-without-values",
      `${at}[${i}].values`,
      () => `${quoted(field.name)} is an enum and needs its values`
    ),
    ...unless(
      field.type === "enum" || field.values.length === 0,
      "values-without-enum",
      `${at}[${i}].values`,
      () => `${quoted(field.name)} is of type ${field.type}; make it an enum or leave values empty`
    ),
    ...duplicates("duplicate-value", field.values, (j) => `${at}[${i}].values[${j}]`, "value"),
    ...(field.type === "reference"
      ? unless(
        entityNames.includes(field.entity),
        "unknown-entity",
        `${at}[${i}].entity`,
        () => unknown(field.entity, entityNames, "entity")
      )
      : unless(
        field.entity === "",
        "entity-without-reference",
        `${at}[${i}].entity`,
        () => `${quoted(field.name)} is of type ${field.type}; make it a reference or leave entity empty`
      ))
  ])
]

/** Whether the examples of an entity's fields are rows, and its references lead to rows. One value alone is no rows yet. */
const linkExamples = (entity: Entity, at: string, { entities }: BackendDesign): ReadonlyArray<Finding> => {
  const count = exampleCount(entity)
  return entity.fields.flatMap(({ entity: name, examples, name: field, type }, i) => {
    const target = type === "reference" ? entities.find((one) => one.name === name) : undefined
    return [
      ...unless(
        count < 2 || examples.length === 0 || examples.length === count,
        "uneven-examples",
        `${at}[${i}].examples`,
        () =>
          `${
            quoted(field)
          } has ${examples.length} examples and another field of ${entity.name} ${count}; give each as many, "" where a row has none`
      ),
      ...examples.flatMap((example, j) =>
        unless(
          target === undefined || example.trim() === "" || referredRow(target, example) !== undefined,
          "example-of-no-row",
          `${at}[${i}].examples[${j}]`,
          () =>
            `${quoted(example)} names no row of ${name}, which has ${
              exampleCount(target ?? entity)
            }; give a number from 1`
        )
      )
    ]
  })
}

const linkOperation = (operation: Operation, at: string, context: Context): ReadonlyArray<Finding> => {
  const pathParameters = [...operation.path.matchAll(/\{([^}]*)\}/g)].map(([, name = ""]) => name)
  const { answer, body, entity, id, method, query, requirementIds, returns, roles } = operation
  return [
    ...duplicates("duplicate-path-parameter", pathParameters, () => `${at}.path`, "path parameter"),
    ...([["query", query], ["body", body]] as const).flatMap(([key, fields]) =>
      fields.flatMap(({ name }, i) =>
        unless(
          !pathParameters.includes(name),
          "parameter-given-twice",
          `${at}.${key}[${i}].name`,
          () => `${quoted(name)} is a path parameter of ${id} already; leave it out of the ${key}`
        )
      )
    ),
    ...query.flatMap(({ name }, i) =>
      unless(
        !body.some((field) => field.name === name),
        "parameter-given-twice",
        `${at}.query[${i}].name`,
        () => `${quoted(name)} stands in the body of ${id} as well; keep one of the two`
      )
    ),
    ...linkFields(query, `${at}.query`, context),
    ...linkFields(body, `${at}.body`, context),
    ...linkFields(answer, `${at}.answer`, context),
    ...unless(
      method !== "get" || body.length === 0,
      "body-of-get",
      `${at}.body`,
      () => `${id} is a GET and cannot have a body; move its fields to query`
    ),
    ...unless(
      entity === "" || context.entityNames.includes(entity),
      "unknown-entity",
      `${at}.entity`,
      () => unknown(entity, context.entityNames, "entity")
    ),
    ...unless(
      (returns !== "one" && returns !== "many") || entity !== "",
      "answer-without-entity",
      `${at}.entity`,
      () => `${id} returns ${returns}, so it must name the entity it returns`
    ),
    ...unless(
      (returns === "object") === (answer.length > 0),
      "answer-mismatch",
      `${at}.answer`,
      () =>
        returns === "object"
          ? `${id} returns an object, so answer must list its fields`
          : `${id} returns ${returns}; leave answer empty or make returns "object"`
    ),
    ...unless(
      method !== "get" || returns !== "none",
      "get-without-answer",
      `${at}.returns`,
      () => `${id} is a GET and must return something: one, many or object`
    ),
    ...unknowns("unknown-role", roles, context.personaIds, (i) => `${at}.roles[${i}]`, "persona id"),
    ...unknowns(
      "unknown-requirement",
      requirementIds,
      context.requirementIds,
      (i) => `${at}.requirementIds[${i}]`,
      "requirement"
    )
  ]
}
