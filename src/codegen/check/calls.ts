/** Calls in a module: of anything, and of the typed client. */
import { type Expression, isMember, literalOf, type Node, propertyName } from "./ast.ts"

type Call = Extract<Expression, { readonly type: "CallExpression" | "OptionalCallExpression" | "NewExpression" }>

/** `f()`, `f?.()` and `new F()`. */
export const isCall = (node: Node): node is Call =>
  node.type === "CallExpression" || node.type === "OptionalCallExpression" || node.type === "NewExpression"

/** `f` of `f()`, `o.f()` and `o?.f()`. */
export const calledName = ({ callee }: Call): string | undefined =>
  callee.type === "Identifier" ? callee.name : isMember(callee) ? propertyName(callee) : undefined

/** A call of the typed client: `api.GET("/books")`. The path is `undefined` where it is not a literal. */
export const callOf = (node: Node): { readonly method: string; readonly path: string | undefined } | undefined => {
  if (!isCall(node) || !isMember(node.callee)) return undefined
  const { callee } = node
  const method = propertyName(callee)
  return callee.object.type === "Identifier" && callee.object.name === "api" && method !== undefined &&
      /^[A-Z]+$/.test(method)
    ? { method, path: literalOf(node.arguments[0]) }
    : undefined
}
