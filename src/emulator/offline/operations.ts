/** The operations that requirements ask for, gathered by what they do, so that two that ask the same share one. */
import type { Entity, Field, Operation } from "../../domain/Backend.ts"
import { field } from "./fields.ts"
import { deedOf } from "./outcomes.ts"
import { manyOf, oneOf } from "./things.ts"
import { pascalCase, sentenceCase, withArticle } from "./words.ts"

/** Every operation so far, in the order they were first asked for. */
export class Operations {
  readonly #byId = new Map<string, Operation>()

  /** Adds an operation, or the requirement and roles to the one that is there. */
  need(operation: Operation, requirementId: string, roles: ReadonlyArray<string>): void {
    const before = this.#byId.get(operation.id)
    const open = before !== undefined && before.roles.length === 0 && before.requirementIds.length > 0
    this.#byId.set(operation.id, {
      ...(before ?? operation),
      roles: open || roles.length === 0 ? before?.roles ?? [] : [...new Set([...before?.roles ?? [], ...roles])],
      requirementIds: requirementId === ""
        ? before?.requirementIds ?? []
        : [...new Set([...before?.requirementIds ?? [], requirementId])]
    })
  }

  has(id: string): boolean {
    return this.#byId.has(id)
  }

  get all(): ReadonlyArray<Operation> {
    return [...this.#byId.values()]
  }
}

const many = (entity: Entity): string => pascalCase(manyOf(entity.name))

const idParameter = (entity: Entity): string => `${entity.name.slice(0, 1).toLowerCase()}${entity.name.slice(1)}Id`

const base: Operation = {
  id: "",
  method: "get",
  path: "/",
  summary: "",
  entity: "",
  roles: [],
  requirementIds: [],
  query: [],
  body: [],
  returns: "one",
  answer: []
}

/** A field as what a list may be narrowed by. */
export const asFilter = (one: Field): Field => ({ ...one, required: false, examples: [] })

/** What a list can be narrowed by: words, every enum and flag, the thing it belongs to, and the range of its price. */
const filters = (entity: Entity): ReadonlyArray<Field> => [
  field("q", "string", { description: `Words to find in ${manyOf(entity.name)}.` }),
  ...entity.fields
    .filter(({ name, type }) => (type === "enum" && name !== "role") || type === "reference" || type === "boolean")
    .slice(0, 4)
    .map(asFilter),
  ...entity.fields.filter((one) => isSorted(one) && one.name !== entity.titleField).slice(0, 2).map(asFilter),
  ...entity.fields
    .filter(({ type }) => type === "money")
    .slice(0, 1)
    .flatMap(({ description, name }) => [
      field(`min${pascalCase(name)}`, "money", { description: `The least: ${description}` }),
      field(`max${pascalCase(name)}`, "money", { description: `The most: ${description}` })
    ])
]

/** Words by which things are told apart, and so looked for: where they are, what they are about. */
const isSorted = ({ name, type }: Field): boolean =>
  type === "string" && /^(?:location|city|town|region|country|fieldOfStudy|department)$/.test(name)

const list = (entity: Entity): Operation => ({
  ...base,
  id: `list${many(entity)}`,
  path: `/${entity.plural}`,
  summary: `List ${manyOf(entity.name)}`,
  entity: entity.name,
  query: filters(entity),
  returns: "many"
})

const get = (entity: Entity): Operation => ({
  ...base,
  id: `get${entity.name}`,
  path: `/${entity.plural}/{${idParameter(entity)}}`,
  summary: `Show ${withArticle(oneOf(entity.name))}`,
  entity: entity.name
})

/** A new thing has its first state without being told. */
const asInput = (one: Field): Field => ({
  ...one,
  required: one.required && !(one.type === "enum" && /status$/i.test(one.name))
})

const create = (entity: Entity): Operation => ({
  ...base,
  id: `create${entity.name}`,
  method: "post",
  path: `/${entity.plural}`,
  summary: `${deedOf(entity.name)} ${withArticle(oneOf(entity.name))}`,
  entity: entity.name,
  body: inputsOf(entity)
})

/** What a person gives for a new one: numbers that are handed out and sums that are worked out aside. */
export const inputsOf = (entity: Entity): ReadonlyArray<Field> => {
  const isGiven = (one: Field) =>
    !isIssued(entity, one.name) && !isSum(entity, one.name) && !isStamp(one) && !isAnswered(one)
  return keptBy(entity, isGiven).map(asInput)
}

const isIssued = ({ titleField }: Entity, name: string): boolean =>
  name === titleField && /^(?:reference|(?:invoice|order|batch|tracking|booking)Number)$/.test(name)

/** What is worked out: a price as often as it is taken, a quantity at its unit cost, the total of what is paid for. */
const isSum = ({ fields }: Entity, name: string): boolean => {
  const has = (pattern: RegExp) => fields.some((one) => pattern.test(one.name))
  const refers = fields.some(({ type }) => type === "reference")
  const days = fields.filter(({ type }) => type === "date").length
  return (name === "total" && refers && (has(/^quantity$/) || days > 1)) ||
    (name === "estimatedCost" && has(/^quantity$/) && has(/^unit(?:Cost|Price)$/)) ||
    (name === "amount" && fields.some(({ entity }) => /^(?:Booking|Order|Invoice)$/.test(entity)))
}

/** The moment at which something is sent is the server's to say. */
const isStamp = ({ name, type }: Field): boolean =>
  /^(?:sent|posted|uploaded)(?:At|On)$/.test(name) && (type === "date" || type === "datetime")

/** Whoever sends or asks for something does not say how it was answered. */
const isAnswered = ({ name, values }: Field): boolean =>
  name === "status" && /^(?:sent|requested|pending|placed|reported|waiting|booked)$/.test(values[0] ?? "")

const update = (entity: Entity): Operation => ({
  ...base,
  id: `update${entity.name}`,
  method: "put",
  path: `/${entity.plural}/{${idParameter(entity)}}`,
  summary: `Change ${withArticle(oneOf(entity.name))}`,
  entity: entity.name,
  body: keptBy(entity, (one) => !isIssued(entity, one.name) && !isSum(entity, one.name) && !isStamp(one))
})

const keptBy = ({ fields }: Entity, isGiven: (one: Field) => boolean): ReadonlyArray<Field> => {
  const given = fields.filter(isGiven)
  return given.length === 0 ? fields : given
}

const remove = (entity: Entity): Operation => ({
  ...base,
  id: `delete${entity.name}`,
  method: "delete",
  path: `/${entity.plural}/{${idParameter(entity)}}`,
  summary: `Delete ${withArticle(oneOf(entity.name))}`,
  entity: entity.name,
  returns: "none"
})

/** The usual five, by name. */
export const crud = { list, get, create, update, remove } as const

/** Something done to one thing: `POST /games/{gameId}/move`. */
export const action = (
  entity: Entity,
  id: string,
  path: string,
  summary: string,
  body: ReadonlyArray<Field>
): Operation => ({
  ...base,
  id,
  method: "post",
  path: `/${entity.plural}/{${idParameter(entity)}}/${path}`,
  summary,
  entity: entity.name,
  body
})

/** Figures that are worked out: `GET /reports/call-logs`. */
export const report = (
  id: string,
  path: string,
  summary: string,
  query: ReadonlyArray<Field>,
  answer: ReadonlyArray<Field>
): Operation => ({
  ...base,
  id,
  path: `/reports/${path}`,
  summary: sentenceCase(summary),
  query,
  returns: "object",
  answer
})

/** The account: registering, signing in, and one's own profile. `isWhole`: all of a profile is asked for at once. */
export const account = (entity: Entity, roles: ReadonlyArray<string>, isWhole = false) => {
  const own = entity.fields.filter(({ name, type }) =>
    type !== "reference" && type !== "password" && name !== "role" && name !== "points"
  )
  const email = own.some(({ type }) => type === "email")
    ? []
    : [
      field("email", "email", {
        required: true,
        description: "The address to sign in with.",
        examples: ["amina.khan@example.com"]
      })
    ]
  const password = field("password", "password", { required: true, description: "At least eight characters." })
  const role = roles.length > 1
    ? [
      field("role", "enum", {
        required: true,
        description: "What the account is for.",
        values: roles,
        examples: roles.slice(0, 1)
      })
    ]
    : []
  const emailName = own.find(({ type }) => type === "email")?.name ?? "email"
  return {
    register: {
      ...base,
      id: "register",
      method: "post",
      path: "/accounts",
      summary: "Create an account",
      entity: entity.name,
      body: [...own.filter((one) => one.required || isWhole), ...email, password, ...role]
    },
    signIn: {
      ...base,
      id: "signIn",
      method: "post",
      path: "/session",
      summary: "Sign in",
      entity: entity.name,
      body: [
        field(emailName, "email", {
          required: true,
          description: "The address of the account.",
          examples: ["amina.khan@example.com"]
        }),
        password
      ]
    },
    profile: { ...base, id: "getProfile", path: "/profile", summary: "Show one's own profile", entity: entity.name },
    updateProfile: {
      ...base,
      id: "updateProfile",
      method: "put",
      path: "/profile",
      summary: "Change one's own profile",
      entity: entity.name,
      body: own
    }
  } as const satisfies Record<string, Operation>
}
