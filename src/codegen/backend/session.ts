/** The token that a client is known by: in the answer that opens a session, and in what the security scheme says of it. */
import type { Operation } from "../../domain/Backend.ts"
import type { JsonSchema } from "../../domain/OpenApi.ts"
import { accountEntities, creates, hasSignIn, isSignIn, type Model } from "./design.ts"

/** Whether an operation answers such a token: signing in, and registering with a password. */
export const opensSession = (model: Model, operation: Operation): boolean =>
  hasSignIn(model) && (isSignIn(operation) || registers(model, operation))

const registers = (model: Model, operation: Operation): boolean =>
  creates(model, operation) && accountEntities(model).has(operation.entity) &&
  operation.body.some(({ type }) => type === "password") &&
  operation.roles.every((role) => model.personas.some(({ id, signsIn }) => id === role && !signsIn))

/** What the token is called in the answer: as the design has it, else `token`. */
export const tokenName = ({ answer }: Operation): string =>
  answer.find(({ name }) => /^(access_?|auth_?|session_?)?token$/i.test(name))?.name ?? "token"

/** What the design answers, with the token. */
export const sessionSchema = (operation: Operation, own: JsonSchema): JsonSchema => {
  const name = tokenName(operation)
  const { "x-title-field": _, examples = [{}], ...schema } = own
  return {
    ...schema,
    type: "object",
    // Without a role the client could not tell which pages to show.
    required: [...new Set([...schema.required ?? [], ...("role" in (schema.properties ?? {}) ? ["role"] : []), name])],
    properties: {
      ...schema.properties,
      [name]: {
        type: "string",
        description: "Known to this client alone; sent with each call as `Authorization: Bearer`."
      }
    },
    examples: examples.map((example) =>
      typeof example === "object" && example !== null
        ? Object.assign({}, example, { [name]: "the-token-of-this-session" })
        : example
    )
  }
}
