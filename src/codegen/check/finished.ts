/** Whether a component is finished: nothing stands for something else, and every control does something. */
import { quoted } from "../../domain/link/report.ts"
import { type Expression, type JsxAttribute, literalOf, type Node, textOf } from "./ast.ts"
import { attributeName, rule } from "./rule.ts"

export const unfinished = rule(
  "unfinished",
  "Write the whole module: no TODO or FIXME, no \"rest as before\", no lorem ipsum, no \"coming soon\", \"under construction\" or \"not implemented\".",
  ({ module, nodes }, at) => [
    ...(module.comments ?? []).flatMap((comment) =>
      standIn.test(comment.value)
        ? [
          at(comment, `the comment ${quoted(comment.value.trim())} stands for something that is missing; write it out`)
        ]
        : []
    ),
    ...nodes.flatMap((node) => {
      const found = placeholder.exec(textOf(node) ?? "")?.[0]
      return found === undefined ? [] : [at(node, `${quoted(found)} is no text for a reader; write what belongs there`)]
    })
  ]
)

const standIn =
  /\b(?:TODO|FIXME|XXX)\b|(?:\.\.\.|…)\s*(?:rest|existing|other|same|remaining)\b|\b(?:rest|remainder) of (?:the|this)\b/i

const placeholder =
  /\blorem ipsum\b|\b(?:TODO|FIXME)\b(?=\s*[:!(]|\s*$)|\bcoming soon\b|\bunder construction\b|\b(?:not (?:yet )?implemented|to be implemented)\b|\bplaceholder text\b/i

export const deadControl = rule(
  "dead-control",
  "Every control does something: a button has an onClick that does its work, or submits a form (type=\"submit\"); no empty handlers; a link leads to an address of this app, never to \"#\" or nowhere.",
  ({ nodes }, at) =>
    nodes.flatMap((node) => {
      if (node.type === "JSXAttribute") {
        const name = attributeName(node)
        if ((name === "href" || name === "to") && /^#?$/.test((literalOf(node.value) ?? "x").trim())) {
          return [at(node, `${name}=${quoted(literalOf(node.value) ?? "")} leads nowhere`)]
        }
        return /^on[A-Z]/.test(name) && isIdle(handlerOf(node))
          ? [at(node, `${name} does nothing; give it its work, or leave the control out`)]
          : []
      }
      if (
        node.type !== "JSXOpeningElement" || node.name.type !== "JSXIdentifier" || !buttons.has(node.name.name)
      ) return []
      const attributes = node.attributes.flatMap((one) => one.type === "JSXAttribute" ? [one] : [])
      const isOpen = attributes.length < node.attributes.length
      const submits = attributes.some((one) =>
        attributeName(one) === "type" && ["submit", "reset", undefined].includes(literalOf(one.value))
      )
      return isOpen || submits || attributes.some((one) => /^on[A-Z]|^form/.test(attributeName(one)))
        ? []
        : [at(node, `<${node.name.name}> has no onClick and submits nothing: it is dead`)]
    })
)

const buttons: ReadonlySet<string> = new Set(["button", "Button"])

const handlerOf = ({ value }: JsxAttribute): Expression | undefined =>
  value?.type === "JSXExpressionContainer" && value.expression.type !== "JSXEmptyExpression"
    ? value.expression
    : undefined

/** `() => {}`, `() => undefined`, `() => null`, `() => void 0`, and those that only write to the console. */
const isIdle = (handler: Expression | undefined): boolean => {
  if (handler?.type !== "ArrowFunctionExpression" && handler?.type !== "FunctionExpression") return false
  const { body } = handler
  if (body.type !== "BlockStatement") return isNothing(body)
  return body.body.every((statement) =>
    statement.type === "EmptyStatement"
    || (statement.type === "ExpressionStatement" && isNothing(statement.expression))
    || (statement.type === "ReturnStatement" && (statement.argument === null || statement.argument === undefined))
  )
}

const isNothing = (node: Node): boolean =>
  node.type === "NullLiteral"
  || (node.type === "Identifier" && node.name === "undefined")
  || (node.type === "UnaryExpression" && node.operator === "void" && node.argument.type === "NumericLiteral")
  || (node.type === "CallExpression" && node.callee.type === "MemberExpression"
    && node.callee.object.type === "Identifier" && node.callee.object.name === "console")
