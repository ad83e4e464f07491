/**
 * Request bodies. A body of an entity's own fields is a component (`BookInput` to make one, `BookUpdate` to change one),
 * shared by every operation that asks for the same; any other stands in its operation.
 */
import { Equal } from "effect"
import type { Entity, Field, Operation } from "../../domain/Backend.ts"
import type { JsonSchema } from "../../domain/OpenApi.ts"
import { entityFields, isSignIn, type Model, regularFields } from "./design.ts"
import { objectExample } from "./examples.ts"
import { objectSchema } from "./fieldSchema.ts"

export interface BodySchemas {
  /** The components the bodies need, by name. */
  readonly components: ReadonlyMap<string, JsonSchema>
  /** The body of that operation, if it has one; not required when nothing in it is. */
  readonly of: (operationId: string) => { readonly schema: JsonSchema; readonly required: boolean } | undefined
}

/** The body of every operation that has one. */
export const bodySchemas = (model: Model): BodySchemas => {
  const components = new Map<string, JsonSchema>()
  const bodies = new Map<string, { readonly schema: JsonSchema; readonly required: boolean }>()
  for (const operation of model.operations) {
    if (operation.body.length === 0 || operation.method === "get" || operation.method === "delete") continue
    const schema = bodySchema(model, operation)
    const name = componentName(model, operation)
    const known = name === undefined ? undefined : components.get(name)
    const shared = name !== undefined && (known === undefined || sameSchema(known, schema))
    if (shared) components.set(name, schema)
    bodies.set(operation.id, {
      schema: shared ? { $ref: `#/components/schemas/${name}` } : schema,
      required: (schema.required ?? []).length > 0
    })
  }
  return { components, of: (operationId) => bodies.get(operationId) }
}

const bodySchema = (model: Model, operation: Operation): JsonSchema => {
  const fields = regularFields(model, operation.body)
  const entity = model.entities.get(operation.entity)
  if (isSignIn(operation)) {
    return knownPassword(objectSchema(fields, ({ required }) => required, objectExample(model, fields)))
  }
  const own = entity === undefined ? [] : entityFields(model, entity)
  const kept = new Set(own.flatMap(({ name, required }) => required ? [name] : []))
  // What a change may leave out, it may not empty.
  const body = objectSchema(fields, ({ name, required }) => required || kept.has(name), objectExample(model, fields))
  if (operation.method !== "patch") return body
  const cleared = new Set(
    fields.filter((field) => own.some((one) => one.name === field.name && isClearable(one)) && isClearable(field))
      .map(({ name }) => name)
  )
  return withNull(body, cleared)
}

// One of several values is changed for another; yes and no are all there is.
const isClearable = ({ required, type }: Field): boolean => !required && !["enum", "boolean", "password"].includes(type)

/** What need not be there a change may take away, by `null`: what it leaves out stays. */
const withNull = (body: JsonSchema, cleared: ReadonlySet<string>): JsonSchema =>
  Object.assign({}, body, {
    properties: Object.fromEntries(
      Object.entries(body.properties ?? {}).map(([name, property]) =>
        [
          name,
          Object.assign(
            {},
            property,
            cleared.has(name) && typeof property.type === "string" ? { type: [property.type, "null"] } : {}
          )
        ] as const
      )
    )
  })

/** Whoever signs in is told whether the password is the right one, not whether it would make a good one. */
const knownPassword = (body: JsonSchema): JsonSchema =>
  Object.assign({}, body, {
    properties: Object.fromEntries(
      Object.entries(body.properties ?? {}).map(([name, property]) =>
        [name, Object.assign({}, property, property.format === "password" ? { minLength: 1 } : {})] as const
      )
    )
  })

const componentName = (model: Model, operation: Operation): string | undefined => {
  const entity = model.entities.get(operation.entity)
  if (entity === undefined) return undefined
  const own = ownFields(model, entity)
  if (!operation.body.every((field) => own.get(field.name) === field.type)) return undefined
  const name = `${entity.name}${operation.method === "post" ? "Input" : "Update"}`
  return model.entities.has(name) ? undefined : name
}

const ownFields = (model: Model, entity: Entity): ReadonlyMap<string, Field["type"]> =>
  new Map(entityFields(model, entity).map((field) => [field.name, field.type]))

const sameSchema = (one: JsonSchema, other: JsonSchema): boolean => Equal.equals(one, other)
