/** The nodes of a page as a tree, and what is declared beside the page's component on the way. */
import type { Node, PageIr } from "../../../domain/PageIr.ts"
import type { PageModule, Scope } from "./PageModule.ts"

/** Nodes as children of an element, in surroundings of that kind. */
export type Draw = (
  tree: Tree,
  scope: Scope,
  nodes: ReadonlyArray<Node>,
  parent?: Node["kind"]
) => ReadonlyArray<string>

export class Tree {
  readonly module: PageModule
  /** Components and schemas below the page's own. */
  readonly declarations: Array<string> = []
  readonly #children: ReadonlyMap<string, ReadonlyArray<Node>>
  readonly #nodes: ReadonlyMap<string, Node>
  readonly #states: ReadonlySet<string>
  readonly #leftOut = new Set<string>()
  readonly #draw: Draw

  constructor(module: PageModule, draw: Draw) {
    this.module = module
    this.#draw = draw
    this.#nodes = nodesById(module.ir)
    this.#children = byParent(this.#nodes)
    this.#states = new Set(
      module.ir.queries.flatMap(({ emptyNode, errorNode, loadingNode }) => [emptyNode, errorNode, loadingNode])
    )
  }

  children(parent: string): ReadonlyArray<Node> {
    return (this.#children.get(parent) ?? []).filter((node) => !this.#leftOut.has(node.id))
  }

  /** The children that stand for the states of a query, and the others. */
  split(parent: string): readonly [states: ReadonlyArray<Node>, rest: ReadonlyArray<Node>] {
    const all = this.children(parent)
    return [all.filter((node) => this.isState(node)), all.filter((node) => !this.isState(node))]
  }

  /** Whether a node stands for the state of a query. */
  isState(node: Node): boolean {
    return this.#states.has(node.id) || ["loading", "empty", "error"].includes(node.kind)
  }

  /** Keeps a node from being drawn: it is shown elsewhere. */
  leaveOut(node: Node): void {
    this.#leftOut.add(node.id)
  }

  /** These nodes as children of an element. */
  draw(scope: Scope, nodes: ReadonlyArray<Node>): ReadonlyArray<string> {
    return this.#draw(this, scope, nodes)
  }

  /** The children of a node, or with `""` of the page, as children of an element. */
  inside(scope: Scope, parent: string): ReadonlyArray<string> {
    return this.#draw(this, scope, this.children(parent), this.#nodes.get(parent)?.kind)
  }

  /** The nodes a node is in, from the nearest out. */
  above({ id }: Node): ReadonlyArray<Node> {
    const parent = this.#nodes.get(this.#nodes.get(id)?.parent ?? "")
    return parent === undefined ? [] : [parent, ...this.above(parent)]
  }

  /** Whether a node already has a surface around it. */
  inSurface(node: Node): boolean {
    return this.above(node).some(({ kind }) =>
      kind === "card" || kind === "dialog" || kind === "list" || kind === "detail"
    )
  }

  dialogOf(node: Node): Node | undefined {
    return this.above(node).find(({ kind }) => kind === "dialog")
  }

  declare(text: string): void {
    this.declarations.push(text)
  }
}

/** States that open a dialog inside of what is drawn once per element. */
export const perItemStates = (ir: PageIr): ReadonlySet<string> => {
  const nodes = nodesById(ir)
  const repeated = (node: Node): boolean => {
    const parent = nodes.get(node.parent)
    if (parent === undefined) return false
    return (["list", "table", "grid"].includes(parent.kind) && parent.source !== "") || repeated(parent)
  }
  return new Set(
    [...nodes.values()].filter((node) => node.kind === "dialog" && repeated(node))
      .map((node) => node.source.replace(/^state\./, ""))
  )
}

/** Nodes by id; one whose parent is no earlier node stands at the top. */
const nodesById = (ir: PageIr): ReadonlyMap<string, Node> => {
  const nodes = new Map<string, Node>()
  for (const node of ir.nodes) {
    if (!nodes.has(node.id)) nodes.set(node.id, { ...node, parent: nodes.has(node.parent) ? node.parent : "" })
  }
  return nodes
}

const byParent = (nodes: ReadonlyMap<string, Node>): ReadonlyMap<string, ReadonlyArray<Node>> => {
  const children = new Map<string, Array<Node>>()
  for (const node of nodes.values()) {
    const siblings = children.get(node.parent)
    if (siblings === undefined) children.set(node.parent, [node])
    else siblings.push(node)
  }
  return children
}
