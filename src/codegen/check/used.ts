/** Nothing is declared for nothing, and no value is calculated for nothing: compiler and linter refuse both. */
import { type Node, nodesOf } from "./ast.ts"
import { rule } from "./rule.ts"

export const used = rule(
  "unused",
  "Nothing is left over: no import, variable, function or type that is not used, and no statement that only calculates a value (if (open) close(), not open && close()).",
  ({ module, nodes }, at) => {
    const places = placesOf(nodes)
    return [
      ...declarationsIn(module.program.body, nodes).flatMap((declared) =>
        (places.get(declared.name)?.size ?? 0) > 1 || declared.name.startsWith("_")
          ? []
          : [at(declared.node, `${declared.name} is not used; take it out`)]
      ),
      ...nodes.flatMap((node) =>
        node.type === "ExpressionStatement" && idle.has(node.expression.type)
          ? [at(node, "this statement calculates a value and does nothing with it; write what is to happen, with if")]
          : []
      )
    ]
  }
)

const idle: ReadonlySet<string> = new Set([
  "ArrowFunctionExpression",
  "BinaryExpression",
  "BooleanLiteral",
  "ConditionalExpression",
  "Identifier",
  "LogicalExpression",
  "MemberExpression",
  "NullLiteral",
  "NumericLiteral",
  "StringLiteral",
  "TemplateLiteral"
])

interface Declared {
  readonly name: string
  readonly node: Node
}

/** Imports, and what the module's own statements declare by a name of its own; parameters and parts of patterns aside. */
const declarationsIn = (top: ReadonlyArray<Node>, nodes: ReadonlyArray<Node>): ReadonlyArray<Declared> => [
  ...top.flatMap((node) =>
    node.type === "ImportDeclaration" ? node.specifiers.map(({ local }) => ({ name: local.name, node })) : []
  ),
  ...top.flatMap((node): ReadonlyArray<Declared> =>
    node.type === "TSInterfaceDeclaration" || node.type === "TSTypeAliasDeclaration"
      ? [{ name: node.id.name, node }]
      : []
  ),
  ...nodes.flatMap((node): ReadonlyArray<Declared> => {
    if (node.type === "FunctionDeclaration" && node.id !== null && node.id !== undefined) {
      const { name } = node.id
      return isExported(top, node) ? [] : [{ name, node }]
    }
    if (node.type !== "VariableDeclaration" || isExported(top, node)) return []
    return node.declarations.flatMap(({ id }) => id.type === "Identifier" ? [{ name: id.name, node }] : namesIn(id))
  })
]

const isExported = (top: ReadonlyArray<Node>, node: Node): boolean =>
  top.some((one) =>
    (one.type === "ExportDefaultDeclaration" || one.type === "ExportNamedDeclaration") && one.declaration === node
  )

/** Names that a pattern takes apart; what stands beside a rest is left out of it, and so used. */
const namesIn = (pattern: unknown): ReadonlyArray<Declared> => {
  const within = nodesOf(pattern)
  if (within.some((node) => node.type === "RestElement")) return []
  return within.flatMap((node) => {
    if (node.type === "ObjectProperty" && node.value.type === "Identifier") return [{ name: node.value.name, node }]
    return []
  })
}

/** Where each name stands in the module, as an identifier of any kind: more than once, and it is used. */
const placesOf = (nodes: ReadonlyArray<Node>): ReadonlyMap<string, ReadonlySet<number>> => {
  const places = new Map<string, Set<number>>()
  for (const node of nodes) {
    if (node.type !== "Identifier" && node.type !== "JSXIdentifier") continue
    places.set(node.name, (places.get(node.name) ?? new Set()).add(node.start ?? 0))
  }
  return places
}
