/** What of a module runs while a component renders, and under which conditions. */
import { type Expression, isMember, isNode, type Module, type Node, nodesOf, propertyName } from "./ast.ts"
import { calledName, isCall } from "./calls.ts"

/** Why code in a component may run more or less often than once each time it renders; `always` where it does not. */
export type Turn = "always" | "condition" | "loop" | "callback" | "return"

/** A node that runs while a component renders. */
export interface Rendered {
  readonly node: Node
  readonly turn: Turn
  /** Whether it stands in what an `if` asks for. */
  readonly asked: boolean
}

/** A function that has a name. */
export interface Named {
  readonly name: string
  readonly body: Node
}

/** A component, or a hook of the module's own. */
export interface Component extends Named {
  /** Everything in its body. */
  readonly nodes: ReadonlyArray<Node>
  /**
   * What runs while it renders: its body, what it hands to `useMemo` and to the methods of lists, and the functions of its
   * own that it calls. Handlers, effects and what a state begins with do not.
   */
  readonly rendered: ReadonlyArray<Rendered>
}

/** The functions at the top of a module whose names begin with a capital letter or with `use`. */
export const componentsOf = ({ program }: Module): ReadonlyArray<Component> =>
  program.body.flatMap((statement) => {
    const declaration = statement.type === "ExportDefaultDeclaration" || statement.type === "ExportNamedDeclaration"
      ? statement.declaration
      : statement
    return declaration === null || declaration === undefined || !isNode(declaration) ? [] : functionsOf(declaration)
  }).flatMap((one) =>
    isComponentName(one.name) || isHookName(one.name)
      ? [{ ...one, nodes: nodesOf(one.body), rendered: renderedIn(one) }]
      : []
  )

export const isHookName = (name: string): boolean => /^use[A-Z]/.test(name)
export const isComponentName = (name: string): boolean => /^[A-Z]/.test(name)

/** The functions that a declaration gives names to: `function f() {}`, `const f = () => {}`, `const f = memo(() => {})`. */
export const functionsOf = (declaration: Node): ReadonlyArray<Named> => {
  if (declaration.type === "FunctionDeclaration") {
    // A default export may have none: it is the page all the same.
    return [{ name: declaration.id?.name ?? "Page", body: declaration.body }]
  }
  if (declaration.type !== "VariableDeclaration") return []
  return declaration.declarations.flatMap(({ id, init }) => {
    const made = init?.type === "CallExpression" && wrappers.has(calledName(init) ?? "") ? init.arguments[0] : init
    return id.type === "Identifier" && made !== null && made !== undefined && isNode(made) && isFunction(made)
      ? [{ name: id.name, body: made.body }]
      : []
  })
}

const wrappers: ReadonlySet<string> = new Set(["memo", "forwardRef"])

type Func = Extract<Expression, { readonly type: "ArrowFunctionExpression" | "FunctionExpression" }>

export const isFunction = (node: Node): node is Func =>
  node.type === "ArrowFunctionExpression" || node.type === "FunctionExpression"

const renderedIn = ({ body }: Named): ReadonlyArray<Rendered> => {
  const found: Array<Rendered> = []
  const own = new Map(statementsOf(body).flatMap(functionsOf).map((one) => [one.name, one.body]))
  const called = new Set<string>()

  const call = (name: string) => {
    const inside = own.get(name)
    if (inside === undefined || called.has(name)) return
    called.add(name)
    visit(inside, "callback", false)
  }

  const block = (node: Node, turn: Turn, asked: boolean) => {
    let now = turn
    for (const statement of statementsOf(node)) {
      visit(statement, now, asked)
      if (now === "always" && statement.type !== "ReturnStatement" && returns(statement)) now = "return"
    }
  }

  const visit = (node: Node, turn: Turn, asked: boolean): void => {
    // What another function does is that function's, unless it is called here.
    if (isFunction(node) || node.type === "FunctionDeclaration" || node.type === "ObjectMethod") return
    found.push({ node, turn, asked })
    const next = (child: unknown, as: Turn = turn, isAsked = asked) => {
      for (const one of [child].flat()) {
        if (typeof one === "object" && one !== null && isNode(one)) visit(one, as, isAsked)
      }
    }
    switch (node.type) {
      case "BlockStatement":
        return block(node, turn, asked)
      case "IfStatement":
        next(node.test, turn, true)
        return next([node.consequent, node.alternate], less(turn, "condition"))
      case "ConditionalExpression":
        next(node.test)
        return next([node.consequent, node.alternate], less(turn, "condition"))
      case "LogicalExpression":
        next(node.left)
        return next(node.right, less(turn, "condition"))
      case "SwitchStatement":
        next(node.discriminant)
        return next(node.cases, less(turn, "condition"))
      case "ForStatement":
      case "ForOfStatement":
      case "ForInStatement":
      case "WhileStatement":
      case "DoWhileStatement":
        return childrenOf(node).forEach((child) => visit(child, less(turn, "loop"), asked))
      default:
    }
    if (isCall(node)) {
      const name = calledName(node) ?? ""
      if (node.callee.type === "Identifier") call(name)
      if (isNode(node.callee) && isFunction(node.callee)) visit(node.callee.body, turn, asked)
      if (name === "useMemo" || (isMember(node.callee) && ofLists.has(propertyName(node.callee) ?? ""))) {
        for (const argument of node.arguments) {
          if (argument.type === "Identifier") call(argument.name)
          else if (isNode(argument) && isFunction(argument)) visit(argument.body, "callback", asked)
        }
      }
    }
    for (const child of childrenOf(node)) visit(child, turn, asked)
  }

  visit(body, "always", false)
  return found
}

/** The statements of a block. */
const statementsOf = (node: Node): ReadonlyArray<Node> => node.type === "BlockStatement" ? node.body : []

/** What a node consists of, in the order it is written. */
export const childrenOf = (node: Node): ReadonlyArray<Node> => {
  const found: Array<Node> = []
  const add = (value: unknown) => {
    if (typeof value === "object" && value !== null && isNode(value)) found.push(value)
  }
  for (const [key, value] of Object.entries(node)) {
    if (key === "loc" || key.endsWith("Comments")) continue
    if (Array.isArray(value)) value.forEach(add)
    else add(value)
  }
  return found
}

/** What stands in a condition within a loop is in the loop all the same. */
const less = (turn: Turn, now: Turn): Turn => turn === "always" || turn === "return" ? now : turn

/** Whether a statement may end the function that it stands in. */
const returns = (node: Node): boolean =>
  node.type === "ReturnStatement"
  || (!isFunction(node) && node.type !== "FunctionDeclaration" && node.type !== "ObjectMethod"
    && childrenOf(node).some(returns))

/** Methods that call what they are given, at once. */
const ofLists: ReadonlySet<string> = new Set([
  "every",
  "filter",
  "find",
  "findIndex",
  "findLast",
  "flatMap",
  "forEach",
  "map",
  "reduce",
  "some",
  "sort",
  "toSorted"
])
