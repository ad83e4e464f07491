/** Accounts: the entity that is one, what it needs beside its own fields, and what is for signed-in people alone. */
import type { Entity } from "../../domain/Backend.ts"
import type { Prd, PrdEntity } from "../../domain/Prd.ts"
import { field } from "./fields.ts"
import { archetypeNamed } from "./lexicon/index.ts"

/** The entity that has accounts: the students of a product in which students sign in, else users. */
export const accountName = (prd: Pick<Prd, "entities" | "personas">): string => {
  const signsIn = prd.personas.some((persona) => persona.signsIn && persona.id === "student")
  return signsIn && prd.entities.some(({ name }) => name === "Student") ? "Student" : "User"
}

/** The things of a PRD, with accounts where people sign in. */
export const withAccount = (prd: Pick<Prd, "entities" | "personas">, accounts: boolean): ReadonlyArray<PrdEntity> => {
  const name = accountName(prd)
  const archetype = archetypeNamed(name)
  return !accounts || prd.entities.some((one) => one.name === name) || archetype === undefined
    ? prd.entities
    : [...prd.entities, {
      name,
      description: archetype.about,
      attributes: archetype.attributes.map(({ words }) => words)
    }]
}

/** An account says what it is for, so that one sign-in will do for everybody. */
export const withRole = (entity: Entity, roles: ReadonlyArray<string>): Entity => {
  if (roles.length < 2) return entity
  const [first, ...rest] = entity.fields.filter(({ name }) => name !== "role")
  const role = field("role", "enum", {
    required: true,
    description: "What the account is for.",
    values: roles,
    examples: roles.slice(0, 1)
  })
  return { ...entity, fields: first === undefined ? [role] : [first, ...rest, role] }
}

/** Where points are earned, an account says how many it has. */
export const withPoints = (entity: Entity): Entity => {
  const [first, ...rest] = entity.fields
  const points = field("points", "integer", { required: true, description: "Points earned so far.", examples: ["15"] })
  return { ...entity, fields: [first, ...rest, points] }
}
