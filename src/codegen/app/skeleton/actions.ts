/** What buttons, links, rows and forms do, and what follows when it is done. */
import type { Action, Argument } from "../../../domain/PageIr.ts"
import { routeParameters } from "../../../domain/Pages.ts"
import { camelCase, quote } from "../names.ts"
import { interpolate, resolveBinding } from "./bindings.ts"
import type { MutationNames, PageModule, Scope } from "./PageModule.ts"
import { argumentText, argumentValue, targetNamed, targets } from "./requests.ts"
import { indent, member, objectText } from "./text.ts"
import { access, type Expression, kindOf, propertyOf } from "./types.ts"

/** What an action does: statements, and where it leads when it does nothing but lead somewhere. */
export interface Doing {
  readonly statements: ReadonlyArray<string>
  readonly isAsync: boolean
  /** The code of an address. */
  readonly to: string | undefined
  /** The result of a mutation, which tells whether it is under way. */
  readonly busy: string | undefined
}

/** The action of that id; `undefined` for `""`, and for one that could do nothing. */
export const doing = (module: PageModule, scope: Scope, actionId: string): Doing | undefined => {
  const action = module.ir.actions.find((one) => one.id === actionId)
  return action === undefined ? undefined : perform(module, scope, action)
}

const plain = (statement: string, more: Partial<Doing> = {}): Doing => ({
  statements: [statement],
  isAsync: false,
  to: undefined,
  busy: undefined,
  ...more
})

const perform = (module: PageModule, scope: Scope, action: Action): Doing | undefined => {
  switch (action.type) {
    case "navigate": {
      const to = address(module, scope, action.target, action.args)
      if (to === undefined) return undefined
      return {
        // A link needs no function to navigate with.
        get statements() {
          return [`${module.use("navigate")}(${to})`]
        },
        isAsync: false,
        to,
        busy: undefined
      }
    }
    case "mutate": {
      const mutation = module.mutations.get(action.target)
      return mutation === undefined ? undefined : mutate(module, scope, mutation, action.args, "")
    }
    case "setState":
      return setState(module, scope, action)
    case "refetch": {
      const query = module.queries.get(action.target)
      return query === undefined ? undefined : plain(`void ${module.use(query.result)}.refetch()`)
    }
    case "toast":
      return plain(`${module.use("toast")}(${interpolate(module, scope, action.target).code})`)
    case "signIn":
      return plain(signIn(module, scope, action))
    default:
      return plain(`${module.use("signOut")}()`)
  }
}

/** The address of a page, its parameters filled from the arguments, else from what lies nearest. */
const address = (
  module: PageModule,
  scope: Scope,
  pageId: string,
  args: ReadonlyArray<Argument>
): string | undefined => {
  const page = module.pages.pages.find((one) => one.id === pageId)
  if (page === undefined) return undefined
  const names = [...new Set(routeParameters(page.route))]
  const asked = { schema: { type: "string" }, required: true }
  const filled = names.map((name) => {
    const argument = args.find((one) => one.name === name)
    const value = argument === undefined ? nearest(module, scope, name) : argumentText(module, scope, argument, asked)
    const code = value ?? nearest(module, scope, name) ?? "\"\""
    return member(name, code)
  })
  module.from("../lib/paths", "paths")
  const path = `paths.${camelCase(page.id)}(${filled.length === 0 ? "" : objectText(filled)})`
  const query = args.filter((one) => !names.includes(one.name)).flatMap((one) => {
    const value = one.from === "literal" ? quote(one.value) : argumentValue(module, scope, one)?.code
    return value === undefined ? [] : [member(one.name, value)]
  })
  if (query.length === 0) return path
  return `${module.from("../lib/paths", "withQuery")}(${path}, ${objectText(query)})`
}

/** What a route's parameter most likely means where nothing says so: this page's own, else the id of the element. */
const nearest = (module: PageModule, scope: Scope, name: string): string | undefined => {
  const own = resolveBinding(module, scope, `param.${name}`)
  if (own !== undefined) return own.code
  const item = scope.item === undefined
    ? undefined
    : access(module.document, scope.item.value, ["id"], () => module.value("valueAt"))
  return item === undefined ? undefined : kindOf(item.schema) === "string" && !item.maybe
    ? item.code
    : `${module.value("toText")}(${item.code})`
}

/** Runs a mutation with its own arguments, the action's and those of the form around it. */
export const mutate = (
  module: PageModule,
  scope: Scope,
  names: MutationNames,
  args: ReadonlyArray<Argument>,
  onSuccess: string
): Doing => {
  const all = targets(module, names.operation)
  const inputs = new Map<string, string>()
  const give = (name: string, code: string | undefined) => {
    if (code !== undefined && !inputs.has(name)) inputs.set(name, code)
  }
  for (const argument of [...args, ...names.mutation.args.filter(isLocal)]) {
    const target = targetNamed(all, argument.name)
    if (target !== undefined) give(target.name, argumentText(module, scope, argument, target))
  }
  for (const [path, value] of scope.form ?? []) {
    const target = targetNamed(all, path)
    if (target !== undefined) give(target.name, value.code)
  }
  names.calls += 1
  for (const name of inputs.keys()) names.inputs.set(name, (names.inputs.get(name) ?? 0) + 1)
  const input = inputs.size === 0
    ? (onSuccess === "" ? "" : "undefined")
    : objectText([...inputs].map(([name, code]) => member(inputName(name), code)))
  const options = onSuccess === "" ? "" : `, { onSuccess: ${onSuccess} }`
  const call = `${module.use(names.name)}.mutate(${input}${options})`
  if (names.mutation.confirm === "") return plain(call, { busy: names.name })
  const question = interpolate(module, scope, names.mutation.confirm).code
  const guarded = call.includes("\n") ? `{\n${indent(call)}\n}` : call
  return plain(`if (await ${module.use("confirm")}(${question})) ${guarded}`, { isAsync: true, busy: names.name })
}

/** Whether an argument can only be known where the mutation is run. */
export const isLocal = (argument: Argument): boolean => argument.from === "item" || argument.from === "form"

/** A target's name in a mutation's input: `author.name` is `authorName`. */
export const inputName = (target: string): string => /^[A-Za-z_$][\w$]*$/.test(target) ? target : camelCase(target)

const setState = (module: PageModule, scope: Scope, action: Action): Doing | undefined => {
  const names = module.states.get(action.target)
  if (names === undefined) return undefined
  const setter = module.use(names.setter)
  const [argument] = action.args
  const target = { schema: { type: names.state.type }, required: true }
  if (names.perItem) {
    const opens = argument === undefined || argument.value !== "false"
    return plain(`${setter}(${opens && scope.item !== undefined ? scope.item.key() : "\"\""})`)
  }
  if (argument === undefined) {
    return plain(`${setter}(${names.state.type === "boolean" ? "(on) => !on" : initialText(names.state)})`)
  }
  return plain(`${setter}(${argumentText(module, scope, argument, target) ?? initialText(names.state)})`)
}

/** A state's first value. */
export const initialText = ({ initial, type }: { readonly initial: string; readonly type: string }): string => {
  if (type === "boolean") return initial === "true" ? "true" : "false"
  if (type === "string") return quote(initial)
  return initial.trim() !== "" && Number.isFinite(Number(initial)) ? String(Number(initial)) : "0"
}

const signIn = (module: PageModule, scope: Scope, action: Action): string => {
  const text = { schema: { type: "string" }, required: true }
  const given = (name: string) => {
    const argument = action.args.find((one) => one.name === name)
    return argument === undefined ? undefined : argumentText(module, scope, argument, text)
  }
  const persona = module.prd.personas.find((one) => one.id === action.target)
    ?? module.prd.personas.find((one) => one.signsIn)
  const answered = (name: string) => {
    const item = scope.item?.value
    return item === undefined || propertyOf(item.schema, name) === undefined
      ? undefined
      : access(module.document, item, [name], () => module.value("valueAt"))
  }
  const typed = [...scope.form ?? []].find(([path]) => /(^|\.)(name|fullName|username|email)$/.test(path))?.[1]
  const named = answered("name") ?? answered("fullName") ?? typed ?? answered("email")
  const ranked = answered("role")
  const token = answered("token") ?? answered("accessToken") ?? answered("authToken") ?? answered("sessionToken")
  const name = given("name") ?? (named === undefined ? quote(persona?.name ?? action.target) : textOf(module, named))
  const assumed = quote(persona?.id ?? action.target)
  const role = given("role") ??
    (ranked === undefined ? assumed : ranked.maybe ? `${textOf(module, ranked)} || ${assumed}` : textOf(module, ranked))
  const members = [
    `name: ${name}`,
    `role: ${role}`,
    ...(token === undefined ? [] : [`token: ${textOf(module, token)}`])
  ]
  return `${module.use("signIn")}(${objectText(members)})`
}

const textOf = (module: PageModule, value: Expression): string =>
  kindOf(value.schema) === "string" && !value.maybe ? value.code : `${module.value("toText")}(${value.code})`
