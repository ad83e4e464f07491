/** The entities that a PRD's things become, accounts among them. */
import type { Entity } from "../../domain/Backend.ts"
import type { Prd } from "../../domain/Prd.ts"
import { accountName, withAccount, withPoints, withRole } from "./accounts.ts"
import { entityOf } from "./fields.ts"

/** Every entity with its fields; where people sign in, one of them has their accounts. */
export const entitiesOf = (prd: Pick<Prd, "entities" | "personas">): ReadonlyArray<Entity> => {
  const roles = prd.personas.filter(({ signsIn }) => signsIn).map(({ id }) => id)
  const things = withAccount(prd, roles.length > 0)
  const earns = things.some(({ name }) => name === "Point")
  return things.map((thing) => entityOf(thing, things)).map((entity) =>
    entity.name === accountName(prd) ? withRole(earns ? withPoints(entity) : entity, roles) : entity
  )
}
