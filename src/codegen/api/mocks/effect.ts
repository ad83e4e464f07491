/** What an action does to the row it is called on, read off its verb: `complete` sets what says completed, `vote` counts. */
import { words } from "../../backend/names.ts"
import type { EntityModel, FieldModel } from "../model.ts"

export interface Effect {
  /** Fields that get a value. */
  readonly set?: { readonly [field: string]: string | boolean }
  /** Fields that get the time of the call. */
  readonly stamp?: ReadonlyArray<string>
  /** Numbers that go up, or down by a negative amount. */
  readonly add?: { readonly [field: string]: number }
  /** Booleans that turn over. */
  readonly toggle?: ReadonlyArray<string>
}

/** The effect of an action of that name on a row of the entity; `last` is the last segment of its path. */
export const toEffect = (entity: EntityModel, operationId: string, last: string): Effect => {
  const verbs = [...new Set([...words(last.replace(/[{}]/g, "")), words(operationId)[0] ?? ""])]
  const matching = (field: FieldModel) => words(field.name).some((word) => verbs.some((verb) => akin(verb, word)))
  const set: Record<string, string | boolean> = {}
  for (const field of entity.fields) {
    if (field.kind !== "enum") continue
    const value = field.values.find((one) => words(one).some((word) => verbs.some((verb) => akin(verb, word))))
    if (value !== undefined) set[field.name] = value
  }
  const booleans = entity.fields.filter((field) => field.kind === "boolean")
  const toggles = verbs.includes("toggle")
  const undoes = verbs.some((verb) => /^(un|de|dis|re(open|activate|sume|start))/.test(verb))
  if (!toggles) {
    const bare = verbs.map((verb) => verb.replace(/^(un|dis|de)/, ""))
    for (const field of booleans) {
      const named = words(field.name).some((word) => bare.some((verb) => akin(verb, word)))
      if (named || matching(field)) set[field.name] = !undoes
    }
  }
  const toggle = toggles ? (booleans.some(matching) ? booleans.filter(matching) : booleans.slice(0, 1)) : []
  const stamp = entity.fields.filter((field) =>
    (field.kind === "datetime" || field.kind === "date") && !field.readOnly && matching(field)
  )
  const counts = verbs.some((verb) => counting.has(verb))
  const counters = counts
    ? entity.fields.filter((field) =>
      field.kind === "integer" &&
      words(field.name).some((word) =>
        verbs.some((verb) => akin(verb, word)) || /^(votes?|likes?|count|score)$/.test(word)
      )
    ).slice(0, 1)
    : []
  const amount = verbs.some((verb) => /^(un|down|dis)/.test(verb)) ? -1 : 1
  return {
    ...(Object.keys(set).length === 0 ? {} : { set }),
    ...(stamp.length === 0 ? {} : { stamp: stamp.map(({ name }) => name) }),
    ...(counters.length === 0 ? {} : { add: Object.fromEntries(counters.map(({ name }) => [name, amount])) }),
    ...(toggle.length === 0 ? {} : { toggle: toggle.map(({ name }) => name) })
  }
}

const counting = new Set([
  "vote",
  "upvote",
  "downvote",
  "like",
  "unlike",
  "dislike",
  "applaud",
  "view",
  "follow",
  "unfollow",
  "share",
  "join",
  "leave",
  "increment",
  "score"
])

const families = [
  ["complete", "completed", "done", "finish", "finished", "closed", "resolved"],
  ["close", "closed"],
  ["resolve", "resolved", "closed"],
  ["reopen", "open"],
  ["open", "open"],
  ["cancel", "cancelled", "canceled"],
  ["return", "returned"],
  ["begin", "start", "started", "running", "active"],
  ["pay", "paid"],
  ["ship", "shipped"],
  ["send", "sent"],
  ["win", "won"],
  ["lose", "lost"],
  ["hide", "hidden"],
  ["withdraw", "withdrawn"],
  ["revive", "playing", "active"],
  ["approve", "approved"],
  ["accept", "accepted"],
  ["reject", "decline", "rejected", "declined"],
  ["confirm", "confirmed"],
  ["book", "booked", "reserved"],
  ["reserve", "reserved"],
  ["deactivate", "inactive"],
  ["activate", "active"],
  ["pause", "paused"],
  ["resume", "active"]
]

// `complete` and `completed`, `cancel` and `cancelled`; opposites share no more than an ending.
const akin = (verb: string, word: string): boolean =>
  verb === word ||
  [`${verb}d`, `${verb}ed`, `${verb}${verb.slice(-1)}ed`, verb.replace(/y$/, "ied")].includes(word) ||
  families.some(([head, ...members]) => head === verb && members.includes(word)) ||
  (verb.length >= 4 && word.startsWith(verb.replace(/e$/, "").slice(0, Math.max(4, verb.length - 1))))
