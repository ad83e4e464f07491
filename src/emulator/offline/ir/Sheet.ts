/** One page's IR in the making: flat lists that grow, every id unique, every query with its three states. */
import {
  type Action,
  type Argument,
  type Form,
  type Mutation,
  type Node,
  type NodeKind,
  nodeOf,
  type PageIr,
  type Query,
  type State
} from "../../../domain/PageIr.ts"
import type { Page, Pages } from "../../../domain/Pages.ts"
import { type Api, type Call, titleProperty } from "../api.ts"
import { camelCase, uniquely } from "../words.ts"

export const argument = (name: string, from: Argument["from"], value: string): Argument => ({ name, from, value })

type Details = Partial<Omit<Node, "id" | "kind" | "parent" | "props">> & {
  readonly props?: { readonly [name: string]: string }
}

/** What a block of a page is made with. */
export class Sheet {
  readonly queries: Array<Query> = []
  readonly mutations: Array<Mutation> = []
  readonly state: Array<State> = []
  readonly nodes: Array<Node> = []
  readonly forms: Array<Form> = []
  readonly actions: Array<Action> = []
  readonly #unique = {
    query: uniquely(),
    mutation: uniquely(),
    state: uniquely(),
    node: uniquely(),
    action: uniquely()
  }
  readonly api: Api
  readonly page: Page
  readonly pages: Pages

  constructor(api: Api, page: Page, pages: Pages) {
    this.api = api
    this.page = page
    this.pages = pages
  }

  /** Adds a node and gives its id. */
  node(kind: NodeKind, parent: string, name: string, { props = {}, ...details }: Details = {}): string {
    const id = this.#unique.node(identifier(name, kind))
    this.nodes.push(nodeOf(id, kind, {
      parent,
      ...details,
      props: Object.entries(props).map(([key, value]) => ({ name: key, value }))
    }))
    return id
  }

  /** Adds a query and the nodes of its states, and gives its id. */
  query(call: Call, args: ReadonlyArray<Argument>, parent: string, what: string): string {
    const before = this.queries.find((one) =>
      one.operationId === call.id && JSON.stringify(one.args) === JSON.stringify(args)
    )
    if (before !== undefined) return before.id
    const id = this.#unique.query(
      identifier(call.kind === "list" ? what : call.entity === "" ? call.id : call.entity, "data")
    )
    this.queries.push({
      id,
      operationId: call.id,
      args,
      itemsPath: call.kind === "list" ? "items" : "",
      loadingNode: this.node("loading", parent, `${id} loading`, { text: `Loading ${what}…` }),
      emptyNode: this.node("empty", parent, `${id} empty`, {
        text: call.kind === "list" ? `There are no ${what} here yet.` : `There is no ${what} here.`
      }),
      errorNode: this.node("error", parent, `${id} error`, { text: `The ${what} could not be loaded.` })
    })
    return id
  }

  stateOf(name: string, type: State["type"], initial: string): string {
    const id = this.#unique.state(identifier(name, "state"))
    this.state.push({ id, type, initial })
    return id
  }

  mutation(call: Call, more: Partial<Omit<Mutation, "id" | "operationId">> = {}): string {
    const id = this.#unique.mutation(identifier(call.id, "mutation"))
    this.mutations.push({
      id,
      operationId: call.id,
      args: [],
      confirm: "",
      invalidates: this.queries.map((query) => query.id),
      onSuccess: "",
      onError: "",
      ...more
    })
    return id
  }

  action(name: string, type: Action["type"], target: string, args: ReadonlyArray<Argument> = []): string {
    const before = this.actions.find((one) =>
      one.type === type && one.target === target && JSON.stringify(one.args) === JSON.stringify(args)
    )
    if (before !== undefined) return before.id
    const id = this.#unique.action(identifier(name, "action"))
    this.actions.push({ id, type, target, args })
    return id
  }

  /** Calls that the inventory says this page makes, in its order. */
  get calls(): ReadonlyArray<Call> {
    return this.page.operationIds.flatMap((id) => this.api.calls.filter((call) => call.id === id))
  }

  /** The property that an entity is recognised by. */
  titleOf(entity: string): string {
    return titleProperty(this.api, entity)
  }

  /** Whether the page may ask for it as soon as it opens. */
  mayRead({ roles }: Call): boolean {
    const { access, roles: own } = this.page
    return roles.length === 0 || access === "user" || (access === "role" && own.some((role) => roles.includes(role)))
  }

  /** What only signed-in people may do is offered to them alone. */
  visibleFor(call: Call): string {
    const { access } = this.page
    const [role = ""] = call.roles
    const isOne = call.roles.length === 1
    if (call.roles.length === 0 || access === "role" || (access === "user" && !isOne)) return ""
    return isOne && this.api.calls.some(({ roles }) => roles.length > 1)
      ? `user.role == ${role}`
      : "user.name"
  }

  get result(): Pick<PageIr, "queries" | "mutations" | "state" | "forms" | "actions"> & {
    readonly nodes: ReadonlyArray<Node>
  } {
    const { actions, forms, nodes, queries, state } = this
    return { queries, mutations: this.mutations.map((one) => this.#reloading(one)), state, nodes, forms, actions }
  }

  /** A new thing shows in every list of its kind, those further down the page too. */
  #reloading(mutation: Mutation): Mutation {
    const call = (id: string) => this.api.calls.find((one) => one.id === id)
    const made = call(mutation.operationId)
    if (made?.kind !== "create" || made.entity === "") return mutation
    const lists = this.queries.filter(({ itemsPath, operationId }) =>
      itemsPath !== "" && call(operationId)?.entity === made.entity
    )
    return { ...mutation, invalidates: [...new Set([...mutation.invalidates, ...lists.map(({ id }) => id)])] }
  }
}

const identifier = (name: string, otherwise: string): string => camelCase(name).slice(0, 48) || otherwise
