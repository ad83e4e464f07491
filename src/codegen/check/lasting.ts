/** Whether what a component starts ends with it: listeners, intervals, animation frames. */
import { calledName, isCall } from "./calls.ts"
import { rule } from "./rule.ts"

export const leftRunning = rule(
  "left-running",
  "What is started is ended by the effect that started it: addEventListener with removeEventListener or a signal, setInterval with clearInterval, requestAnimationFrame with cancelAnimationFrame.",
  ({ nodes }, at) => {
    const calls = nodes.flatMap((node) => isCall(node) ? [{ node, name: calledName(node) ?? "" }] : [])
    const isCalled = (end: string) => calls.some(({ name }) => name === end)
    return calls.flatMap(({ name, node }) => {
      const end = endings.get(name)
      // Options may end it by a signal, or after the first time.
      const hasOptions = name === "addEventListener" && node.arguments[2]?.type === "ObjectExpression"
      return end === undefined || hasOptions || isCalled(end)
        ? []
        : [at(node, `${name} is never undone; call ${end} in the function that the effect returns`)]
    })
  }
)

const endings: ReadonlyMap<string, string> = new Map([
  ["addEventListener", "removeEventListener"],
  ["setInterval", "clearInterval"],
  ["requestAnimationFrame", "cancelAnimationFrame"]
])
