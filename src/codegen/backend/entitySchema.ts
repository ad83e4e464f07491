/** An entity as the API answers it. */
import type { Entity } from "../../domain/Backend.ts"
import type { JsonSchema } from "../../domain/OpenApi.ts"
import { bookedSpan, entityFields, type Model, tie, uniqueFields } from "./design.ts"
import { entityExamples } from "./examples.ts"
import { objectSchema } from "./fieldSchema.ts"
import { markdown } from "./names.ts"

/** The schema of an entity: its fields but for passwords, which are asked for and never told. */
export const entitySchema = (model: Model, entity: Entity): JsonSchema => {
  const fields = entityFields(model, entity).filter((field) => field.type !== "password")
  const { properties = {}, required = [] } = objectSchema(fields)
  const titleField = fields.some((field) => field.name === entity.titleField)
    ? entity.titleField
    : fields[0]?.name ?? "id"
  const ties = tie(model, entity)
  const unique = [...uniqueFields(model, entity).map((name) => [name]), ...(ties.length === 0 ? [] : [ties])]
  const span = bookedSpan(model, entity)
  return {
    type: "object",
    ...(entity.description === "" ? {} : { description: markdown(entity.description) }),
    "x-title-field": titleField,
    ...(unique.length === 0 ? {} : { "x-unique": unique }),
    ...(span.length === 0 ? {} : { "x-no-overlap": span }),
    required: ["id", ...required, "createdAt", "updatedAt"],
    properties: {
      id: { type: "string", format: "uuid", readOnly: true },
      ...properties,
      createdAt: { type: "string", format: "date-time", readOnly: true },
      updatedAt: { type: "string", format: "date-time", readOnly: true }
    },
    examples: entityExamples(model, entity)
  }
}
