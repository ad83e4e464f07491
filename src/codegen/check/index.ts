/** What a model writes for a page is parsed and held to rules before it becomes part of the app. */
export { checkComponent } from "./checkComponent.ts"
export type { ComponentContext } from "./rule.ts"
export { rules } from "./rules.ts"
