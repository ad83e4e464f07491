/** Who may call an operation. */
import type { Operation } from "../../domain/Backend.ts"
import { isSignIn, type Model } from "./design.ts"
import { tokenName } from "./session.ts"

/** The name of the one security scheme. */
export const securityScheme = "bearerAuth"

/** What it asks for. */
export const securitySchemeObject = (model: Model) => {
  const signIn = model.operations.find(isSignIn)
  return {
    type: "http",
    scheme: "bearer",
    description: signIn === undefined
      ? "A token of whoever is signed in."
      : `The \`${tokenName(signIn)}\` that \`${signIn.id}\` answers.`
  }
}

/** Its security requirements; a role that does not sign in makes signing in optional, not wrong. */
export const security = (
  model: Model,
  operation: Operation
): ReadonlyArray<{ readonly [scheme: string]: ReadonlyArray<string> }> => {
  if (isOpen(operation)) return []
  const anonymous = model.personas.some(({ id, signsIn }) => !signsIn && operation.roles.includes(id))
  return anonymous ? [{}, { [securityScheme]: [] }] : [{ [securityScheme]: [] }]
}

/** Whether anybody may call it. Whoever signs in is not signed in yet, whatever roles the design gives the operation. */
export const isOpen = (operation: Operation): boolean => operation.roles.length === 0 || isSignIn(operation)
