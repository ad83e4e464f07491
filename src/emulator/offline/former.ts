/** A PRD that takes the place of another: what both say keeps the ids it had. */
import { highestNumber, keptOf, sameRequirement, sameStory } from "../../domain/link/index.ts"
import type { Prd, Requirement } from "../../domain/Prd.ts"

/** The PRD with the former one's ids for what has not changed, and numbers above its highest for what is new. */
export const keepIds = (prd: Prd, former: Prd): Prd => {
  const requirementIds = renumbered<Requirement>("FR", former.requirements, prd.requirements, sameRequirement)
  const storyIds = renumbered("US", former.stories, prd.stories, sameStory)
  const idOf = (id: string) => requirementIds.get(id) ?? id
  const [first, ...rest] = prd.requirements
  const named = <A extends Requirement>(requirement: A): A => ({ ...requirement, id: idOf(requirement.id) })
  return {
    ...prd,
    requirements: [named(first), ...rest.map(named)],
    stories: prd.stories.map((story) => ({
      ...story,
      id: storyIds.get(story.id) ?? story.id,
      requirementIds: story.requirementIds.map(idOf)
    }))
  }
}

const renumbered = <A extends { readonly id: string }>(
  prefix: string,
  former: ReadonlyArray<A>,
  now: ReadonlyArray<A>,
  same: (a: A, b: A) => boolean
): ReadonlyMap<string, string> => {
  const kept = new Map(keptOf(former, now, same).map(({ is, was }) => [is.id, was.id]))
  let next = highestNumber(former.map(({ id }) => id))
  return new Map(now.map(({ id }) => [id, kept.get(id) ?? `${prefix}-${++next}`]))
}
