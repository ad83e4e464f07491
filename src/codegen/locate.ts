/** Where in a file a finding stands: its place (`requirements[3].quote`, `line 7`) as a line and a column. */
import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from "yaml"

/** Both from 1, as editors count. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** Finds places in a YAML text. Of a place that is not there, the nearest that is around it. */
export const locateInYaml = (text: string): (at: string) => Position => {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines })
  return (at) => {
    const named = linePlace(at)
    if (named !== undefined) return named
    const offset = document.contents === null ? 0 : offsetAt(document.contents, at)
    const { col, line } = lines.linePos(offset)
    return { line: Math.max(line, 1), column: Math.max(col, 1) }
  }
}

/** Where a place stands that names its line, as those of code do; the beginning for any other. */
export const locateInCode = (at: string): Position => linePlace(at) ?? { line: 1, column: 1 }

const linePlace = (at: string): Position | undefined => {
  const [, line, column = "1"] = /^line (\d+)(?:, column (\d+))?$/.exec(at) ?? []
  return line === undefined ? undefined : { line: Number(line), column: Number(column) }
}

/** Keys may hold dots (paths, media types): the longest that fits is meant. */
const offsetAt = (root: Node, at: string): number => {
  let node: Node | null = root
  let offset = startOf(root)
  let rest = at
  while (rest !== "") {
    const found: Step | undefined = isMap(node)
      ? intoMap(node.items, rest)
      : isSeq(node)
      ? intoList(node.items, rest)
      : undefined
    if (found === undefined) break
    offset = found.offset
    node = found.node
    rest = found.rest.replace(/^\./, "")
  }
  return offset
}

interface Step {
  readonly node: Node | null
  readonly offset: number
  readonly rest: string
}

const intoMap = (
  items: ReadonlyArray<{ readonly key: unknown; readonly value: unknown }>,
  rest: string
): Step | undefined => {
  const [best] = items
    .flatMap(({ key, value }) => {
      const name = isScalar(key) ? String(key.value) : ""
      const after = rest.slice(name.length)
      return name !== "" && rest.startsWith(name) && (after === "" || /^[.[]/.test(after))
        ? [{ key, name, value, after }]
        : []
    })
    .toSorted((a, b) => b.name.length - a.name.length)
  if (best === undefined) return undefined
  const node = asNode(best.value)
  // A plain value is pointed at itself, a list or map by its key.
  return { node, rest: best.after, offset: isScalar(node) ? startOf(node) : startOf(asNode(best.key)) }
}

const intoList = (items: ReadonlyArray<unknown>, rest: string): Step | undefined => {
  const [whole, name = ""] = /^\[([^\]]*)\]/.exec(rest) ?? []
  if (whole === undefined) return undefined
  const index = /^\d+$/.test(name) ? Number(name) : items.findIndex((item) => isNamed(item, name))
  const node = asNode(items[index])
  return node === null ? undefined : { node, rest: rest.slice(whole.length), offset: startOf(node) }
}

/** Lists are also entered by what their elements are called: `nodes[title]`. */
const isNamed = (item: unknown, name: string): boolean =>
  isMap(item) && ["id", "name", "node", "bodyPath"].some((key) => item.get(key) === name)

const asNode = (value: unknown): Node | null => isMap(value) || isSeq(value) || isScalar(value) ? value : null

const startOf = (node: Node | null): number => node?.range?.[0] ?? 0
