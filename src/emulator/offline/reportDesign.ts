/** The operations that work figures out: reports, comparisons, and how far something has come. */
import type { Entity, Field } from "../../domain/Backend.ts"
import { field } from "./fields.ts"
import { comparison, figures, reportName, sides } from "./figures.ts"
import { action, asFilter, crud, type Operations, report } from "./operations.ts"
import { entitiesIn, type Reading } from "./reading.ts"
import type { Roles } from "./roles.ts"
import { manyOf, oneOf } from "./things.ts"
import { kebabCase, pascalCase, withArticle } from "./words.ts"

/** A backend in the making. */
export interface Design {
  readonly entities: ReadonlyArray<Entity>
  readonly operations: Operations
  readonly roles: Roles
}

/** What a requirement for a report needs. */
export const needReport = (design: Design, reading: Reading): void => {
  const { entities, operations, roles } = design
  const { isNamed, object, requirement, targets, verb } = reading
  const about = isNamed ? targets : entities
  if (verb === "compare") return needComparison(design, reading)
  if (/\bprogress\b/.test(object)) needProgress(design, reading)
  const kind = reportName(object)
  const financial = entities.find(({ name }) => name === "FinancialRecord")
  const measured = financial !== undefined && !about.includes(financial) ? [financial, ...about] : about
  const status = measured[0]?.fields.find(({ type }) => type === "enum")
  operations.need(
    report(
      `get${pascalCase(kind)}`,
      kebabCase(kind),
      kind,
      status === undefined ? [] : [asFilter(status)],
      figures(measured.slice(0, 3), entities)
    ),
    requirement.id,
    roles.reporters(reading, measured.slice(0, 3))
  )
  for (const entity of measured.slice(0, 2)) operations.need(crud.list(entity), requirement.id, [])
}

/** How far something has come shows as its parts are completed. */
const needProgress = ({ entities, operations, roles }: Design, reading: Reading): void => {
  const whole = entities.find(({ fields }) => fields.some(({ name }) => name.startsWith("progress")))
  const part = entities.find(({ fields }) =>
    fields.some(({ entity }) => entity !== "" && entity === whole?.name) &&
    fields.some(({ values }) => values.includes("completed"))
  )
  if (part === undefined) return
  operations.need(
    action(
      part,
      `complete${part.name}`,
      "complete",
      `Complete ${withArticle(oneOf(part.name))}`,
      stateOfEntity(part, /^completed$/)
    ),
    reading.requirement.id,
    roles.writers(reading, part)
  )
}

/** The body that sets the state a verb leads to, where the entity has such a state. */
export const stateOfEntity = (entity: Entity, state: RegExp): ReadonlyArray<Field> => {
  for (const one of entity.fields) {
    const value = one.type === "enum" ? one.values.find((each) => state.test(each)) : undefined
    if (value !== undefined) return [{ ...one, required: true, values: [value], examples: [value] }]
  }
  return []
}

/** Two things side by side. */
const needComparison = ({ entities, operations, roles }: Design, reading: Reading): void => {
  const { object, requirement, targets } = reading
  const named = entitiesIn(object, entities)
  const [compared = entities[0]] = named.length > 0 ? named : targets
  if (compared === undefined) return
  const measured = entities.find(({ name }) => name === "FinancialRecord") ?? compared
  operations.need(
    report(
      `compare${pascalCase(manyOf(compared.name))}`,
      `${kebabCase(oneOf(compared.name))}-comparison`,
      `Compare ${manyOf(compared.name)}`,
      sides.map((side) =>
        field(side, "reference", {
          entity: compared.name,
          description: `The ${side} ${oneOf(compared.name)} to compare.`
        })
      ),
      comparison(compared, measured)
    ),
    requirement.id,
    roles.reporters(reading, [compared])
  )
  operations.need(crud.list(compared), requirement.id, [])
}
