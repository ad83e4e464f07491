/** What React asks of a component, as the app's linter and the React Compiler hold it to: the part that is sure from the text. */
import { quoted } from "../../domain/link/report.ts"
import { isMember, type Node, nodesOf, propertyName } from "./ast.ts"
import { calledName, isCall } from "./calls.ts"
import {
  childrenOf,
  type Component,
  functionsOf,
  isComponentName,
  isFunction,
  isHookName,
  type Named,
  type Rendered,
  type Turn
} from "./rendering.ts"
import { rule } from "./rule.ts"

/** Nothing that gives another value each time is asked for while a component renders. */
export const pureRender = rule(
  "pure-render",
  "Rendering only calculates: no Date.now(), new Date() without a date, Math.random(), performance.now() or crypto.randomUUID() in a component's body, in what it calls while it renders or in useMemo. What depends on the time reads it once, const [now] = useState(() => Date.now()), or in a handler or effect.",
  ({ components }, at) =>
    components.flatMap((component) =>
      component.rendered.flatMap(({ node }) => {
        const name = impure(node)
        return name === undefined ? [] : [
          at(
            node,
            `${name} gives another value each time ${component.name} renders; read it once, in useState(() => ${name}), or in a handler`
          )
        ]
      })
    )
)

const impure = (node: Node): string | undefined => {
  if (!isCall(node)) return undefined
  const { callee } = node
  if (callee.type === "Identifier" && callee.name === "Date") {
    if (node.type === "NewExpression") return node.arguments.length === 0 ? "new Date()" : undefined
    return "Date()"
  }
  if (!isMember(callee)) return undefined
  const object = isMember(callee.object) ? propertyName(callee.object) : nameOf(callee.object)
  const called = `${object}.${propertyName(callee)}`
  return impureCalls.has(called) ? `${called}()` : undefined
}

const impureCalls: ReadonlySet<string> = new Set([
  "Date.now",
  "Math.random",
  "performance.now",
  "crypto.randomUUID",
  "crypto.getRandomValues"
])

const nameOf = (node: { readonly type: string; readonly name?: unknown }): string =>
  node.type === "Identifier" && typeof node.name === "string" ? node.name : ""

/** Each time a component renders it calls the same hooks in the same order. */
export const hooksInOrder = rule(
  "hooks",
  "Call hooks at the top of a component or of a hook of your own, each time and in the same order: in no condition, loop or callback, and after no return.",
  ({ components, nodes }, at) => {
    const inOrder = new Map(
      components.flatMap(({ rendered }) => rendered.map(({ node, turn }) => [node, turn] as const))
    )
    const ofHooksInside = new Set(hooksInside(components).flatMap(({ body }) => nodesOf(body)))
    return nodes.flatMap((node) => {
      const name = isCall(node) ? calledName(node) ?? "" : ""
      if (!isHookName(name) || ofHooksInside.has(node)) return []
      const turn = inOrder.get(node)
      return turn === "always" ? [] : [at(node, `${name} is called ${places[turn ?? "elsewhere"]}; ${moved}`)]
    })
  }
)

const places: { readonly [Place in Exclude<Turn, "always"> | "elsewhere"]: string } = {
  condition: "under a condition",
  loop: "in a loop",
  callback: "in a callback",
  return: "after a return",
  elsewhere: "in a function that is neither a component nor a hook"
}

const moved = "call it at the top of the component, each time"

/** Hooks that are declared inside of components: what they call they call in their own order. */
const hooksInside = (components: ReadonlyArray<Component>): ReadonlyArray<Named> =>
  components.flatMap(({ nodes }) => nodes.flatMap(functionsOf)).filter(({ name }) => isHookName(name))

/** State follows from what somebody does, or from what comes in; what can be calculated is no state. */
export const stateOutsideRender = rule(
  "state",
  "Set state in handlers and in the callbacks of what one waits for: not while rendering, and not straight in an effect. What follows from props, data or other state is calculated while rendering.",
  ({ components }, at) =>
    components.flatMap((component) => {
      const setters = settersOf(component)
      const isSet = (node: Node): boolean =>
        isCall(node) && node.callee.type === "Identifier" && setters.has(node.callee.name)
      return component.rendered.flatMap(({ node, turn }) => {
        if (turn === "always" && isSet(node) && isCall(node)) {
          return [at(node, `${calledName(node)} is called each time ${component.name} renders, without end`)]
        }
        const effect = effectOf(node)
        // What is measured on the page is known only then.
        if (effect === undefined || nodesOf(effect).some((one) => isMember(one) && propertyName(one) === "current")) {
          return []
        }
        return ownNodes(effect).flatMap((one) =>
          isSet(one) && isCall(one)
            ? [
              at(
                one,
                `${
                  calledName(one)
                } is called straight in an effect, so that everything renders twice; calculate the value while rendering, or set it in the handler that changes it`
              )
            ]
            : []
        )
      })
    })
)

/** `setOpen` of `const [open, setOpen] = useState(false)`. */
const settersOf = (component: Component): ReadonlySet<string> =>
  new Set(
    component.nodes.flatMap((node) =>
      node.type !== "VariableDeclaration" ? [] : node.declarations.flatMap(({ id, init }) => {
        const [, setter] = id.type === "ArrayPattern" ? id.elements : []
        const isState = init?.type === "CallExpression" && ["useState", "useReducer"].includes(calledName(init) ?? "")
        return isState && setter?.type === "Identifier" ? [setter.name] : []
      })
    )
  )

/** The body of what an effect does. */
const effectOf = (node: Node): Node | undefined => {
  if (!isCall(node) || !/^use(?:Layout|Insertion)?Effect$/.test(calledName(node) ?? "")) return undefined
  const [effect] = node.arguments
  return effect?.type === "ArrowFunctionExpression" || effect?.type === "FunctionExpression" ? effect.body : undefined
}

/** The nodes of a function's body that are in no function inside of it. */
const ownNodes = (node: Node): ReadonlyArray<Node> =>
  isFunction(node) || node.type === "FunctionDeclaration" ? [] : [node, ...childrenOf(node).flatMap(ownNodes)]

/** What a ref holds is for handlers and effects. */
export const refsOutsideRender = rule(
  "refs",
  "Read and write a ref's current in handlers and effects, not while rendering: what is shown is state.",
  ({ components }, at) =>
    components.flatMap((component) => {
      const refs = new Set(
        component.nodes.flatMap((node) =>
          node.type !== "VariableDeclaration" ?
            [] :
            node.declarations.flatMap(({ id, init }) =>
              id.type === "Identifier" && init?.type === "CallExpression" && calledName(init) === "useRef"
                ? [id.name]
                : []
            )
        )
      )
      return component.rendered.flatMap(({ asked, node, turn }: Rendered) =>
        // Asking whether a ref is filled, to fill it once, is how it begins.
        turn === "always" && !asked && isMember(node) && propertyName(node) === "current"
          && refs.has(nameOf(node.object))
          ? [
            at(node, `${nameOf(node.object)}.current is for handlers and effects, not for rendering; keep it in state`)
          ]
          : []
      )
    })
)

/** A component made while another renders is a new one each time: what is in it is lost. */
export const componentsAtTop = rule(
  "component-in-component",
  "Declare components at the top of the module, never inside of another component: they would forget what was typed each time it renders.",
  ({ components }, at) =>
    components.flatMap(({ name, nodes }) => {
      const inside = new Set(
        nodes.flatMap(functionsOf).map((one) => one.name).filter(isComponentName)
      )
      return nodes.flatMap((node) =>
        node.type === "JSXOpeningElement" && node.name.type === "JSXIdentifier" && inside.has(node.name.name)
          ? [at(node, `<${node.name.name}> is declared inside of ${name}; move it to the top of the module`)]
          : []
      )
    })
)

/** `watch` cannot be told from a plain function, so that the compiler leaves the whole component out. */
export const watchedFields = rule(
  "form-watch",
  "Of a form's values, useWatch({ control, name }) tells the present one: not watch() of useForm().",
  ({ nodes }, at) => {
    const forms = new Set<string>()
    const watches = new Set<string>()
    for (const node of nodes) {
      if (node.type !== "VariableDeclaration") continue
      for (const { id, init } of node.declarations) {
        if (init?.type !== "CallExpression" || calledName(init) !== "useForm") continue
        if (id.type === "Identifier") forms.add(id.name)
        if (id.type !== "ObjectPattern") continue
        for (const property of id.properties) {
          if (property.type !== "ObjectProperty" || nameOf(property.key) !== "watch") continue
          watches.add(nameOf(property.value))
        }
      }
    }
    return nodes.flatMap((node) => {
      if (!isCall(node)) return []
      const { callee } = node
      const isWatch = callee.type === "Identifier"
        ? watches.has(callee.name)
        : isMember(callee) && propertyName(callee) === "watch" && forms.has(nameOf(callee.object))
      return isWatch ? [at(node, "watch() does not go with the React Compiler; take useWatch({ control, name })")] : []
    })
  }
)

/** React tells the elements of a list apart by their keys. */
export const keyedLists = rule(
  "key",
  "Each element that a list is mapped to has a key from the data: key={book.id}.",
  ({ nodes }, at) =>
    nodes.flatMap((node) => {
      if (!isCall(node) || !["map", "flatMap"].includes(isMember(node.callee) ? propertyName(node.callee) ?? "" : "")) {
        return []
      }
      const [made] = node.arguments
      if (made?.type !== "ArrowFunctionExpression" && made?.type !== "FunctionExpression") return []
      const results = made.body.type === "BlockStatement"
        ? ownNodes(made.body).flatMap((one) => one.type === "ReturnStatement" && one.argument ? [one.argument] : [])
        : [made.body]
      return results.flatMap((result) =>
        result.type !== "JSXElement" || result.openingElement.attributes.some((attribute) =>
            attribute.type === "JSXSpreadAttribute" || attribute.name.name === "key"
          )
          ? []
          : [at(result, `the element that ${quoted("map")} makes has no key; give it one from the data`)]
      )
    })
)
