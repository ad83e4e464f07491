/** The syntax tree of a TSX module, and a walk over it. */
import { parse } from "@babel/parser"
import { Predicate, Result } from "effect"

export type Module = ReturnType<typeof parse>
type Statement = Module["program"]["body"][number]
export type Expression = Extract<Statement, { readonly type: "ExpressionStatement" }>["expression"]
type Identifier = Extract<Expression, { readonly type: "Identifier" }>
type Property = Extract<Expression, { readonly type: "ObjectExpression" }>["properties"][number]
type JsxElement = Extract<Expression, { readonly type: "JSXElement" }>
export type Element = JsxElement["openingElement"]
export type JsxAttribute = Extract<
  Element["attributes"][number],
  { readonly type: "JSXAttribute" }
>
type Template = Extract<Expression, { readonly type: "TemplateLiteral" }>["quasis"][number]

type Pattern = Extract<Statement, { readonly type: "VariableDeclaration" }>["declarations"][number]["id"]

/** Every kind of node that a check looks at; a walk comes by others too. */
export type Node =
  | Expression
  | Statement
  | Property
  | Element
  | Element["name"]
  | Extract<Pattern, { readonly type: "ObjectPattern" }>["properties"][number]
  | JsxElement["children"][number]
  | JsxAttribute
  | Template

/** Parses a whole module; fails with one line that says where it breaks off. */
export const parseModule = (source: string): Result.Result<Module, string> =>
  Result.try({
    try: () => parse(source, { sourceType: "module", plugins: ["typescript", "jsx"] }),
    catch: (cause) => cause instanceof Error ? cause.message : "it is no TypeScript"
  })

/** Every node of the tree, parents before children. */
export const nodesOf = (tree: unknown): ReadonlyArray<Node> => {
  const found: Array<Node> = []
  const waiting: Array<unknown> = [tree]
  while (waiting.length > 0) {
    const next = waiting.pop()
    if (!Predicate.isObjectOrArray(next)) continue
    if (isNode(next)) found.push(next)
    waiting.push(...children(next))
  }
  return found
}

/** A name where its value is used, with the node that uses it. */
export interface Reference {
  readonly node: Identifier
  readonly user: Node
}

/** Every use of a name that the module does not declare itself at its top: of a global, then, or of something local. */
export const referencesOf = (module: Module): ReadonlyArray<Reference> => {
  const own = new Set(module.program.body.flatMap(declaredBy))
  return nodesOf(module.program).flatMap((user) =>
    Object.entries(user).flatMap(([key, value]) =>
      passedOver.has(key) || !isValue(user, key)
        ? []
        : [value].flat().flatMap((one: unknown) =>
          Predicate.isObject(one) && isNode(one) && one.type === "Identifier" && !own.has(one.name)
            ? [{ node: one, user }]
            : []
        )
    )
  )
}

const isValue = (user: Node, key: string): boolean => {
  if (key === "id" || key === "label" || key === "local" || key === "imported" || key === "exported") return false
  if (key === "key" || key === "property") return "computed" in user && user.computed
  return !user.type.startsWith("TS") || key === "expression"
}

/** The names that a statement at the top of a module declares for all of it. */
const declaredBy = (statement: Statement): ReadonlyArray<string> => {
  switch (statement.type) {
    case "ImportDeclaration":
      return statement.specifiers.map(({ local }) => local.name)
    case "ExportDefaultDeclaration":
      return statement.declaration.type === "FunctionDeclaration" && statement.declaration.id !== null
          && statement.declaration.id !== undefined
        ? [statement.declaration.id.name]
        : []
    case "FunctionDeclaration":
    case "ClassDeclaration":
      return statement.id === null || statement.id === undefined ? [] : [statement.id.name]
    case "VariableDeclaration":
      return statement.declarations.flatMap(({ id }) => id.type === "Identifier" ? [id.name] : [])
    default:
      return []
  }
}

/** Where a node begins: `line 3, column 7`, both from 1. */
export const placeOf = (
  node: { readonly loc?: { readonly start: { readonly line: number; readonly column: number } } | null }
): string => `line ${node.loc?.start.line ?? 1}, column ${(node.loc?.start.column ?? 0) + 1}`

/** The text of a string literal, or of a template without holes; `undefined` for anything else. */
export const literalOf = (node: unknown): string | undefined => {
  if (!Predicate.isObject(node) || !isNode(node)) return undefined
  if (node.type === "StringLiteral") return node.value
  if (node.type === "TemplateLiteral" && node.expressions.length === 0) return node.quasis[0]?.value.cooked ?? undefined
  return node.type === "JSXExpressionContainer" ? literalOf(node.expression) : undefined
}

/** The text that a node holds for a reader: a literal, part of a template, or words between elements. */
export const textOf = (node: Node): string | undefined => {
  switch (node.type) {
    case "StringLiteral":
    case "JSXText":
      return node.value
    case "TemplateElement":
      return node.value.cooked ?? node.value.raw
    default:
      return undefined
  }
}

/** `window.fetch` and `fetch` are both `fetch`: the last name of a plain identifier or member of a global object. */
export const globalName = (node: unknown): string | undefined => {
  if (!Predicate.isObject(node) || !isNode(node)) return undefined
  if (node.type === "Identifier") return node.name
  if (isMember(node) && node.object.type === "Identifier" && globals.has(node.object.name)) {
    return propertyName(node)
  }
  return undefined
}

/** The name of a member, written with a dot or as a literal in brackets. */
export const propertyName = (node: Member): string | undefined =>
  !node.computed && node.property.type === "Identifier" ? node.property.name : literalOf(node.property)

type Member = Extract<Expression, { readonly type: "MemberExpression" | "OptionalMemberExpression" }>

/** `a.b`, `a[b]` and `a?.b`. */
export const isMember = (node: { readonly type: string }): node is Member =>
  node.type === "MemberExpression" || node.type === "OptionalMemberExpression"

const globals: ReadonlySet<string> = new Set(["window", "globalThis", "self", "document", "navigator", "top", "parent"])

export const isNode = (value: object): value is Node =>
  "type" in value && typeof value.type === "string" && "start" in value

/** Comments hang on nodes as well as on the module: they are not walked twice. */
const passedOver: ReadonlySet<string> = new Set([
  "leadingComments",
  "trailingComments",
  "innerComments",
  "loc",
  "tokens"
])

const children = (value: object): ReadonlyArray<unknown> =>
  Object.entries(value).flatMap(([key, child]) => passedOver.has(key) ? [] : [child]).toReversed()
