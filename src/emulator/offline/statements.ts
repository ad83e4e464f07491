/** A brief as a list of statements: its sentences and bullets, each verbatim and with the headings above it. */

import { persons } from "./clauses.ts"

export interface Statement {
  /** The words of the brief, Markdown emphasis and list marks aside. */
  readonly text: string
  /** The nearest heading above, in lower case; `""` before the first. */
  readonly section: string
  /** All headings above, outermost first, joined by ` / `, in lower case. */
  readonly path: string
  readonly kind: "sentence" | "bullet"
  /** The words before a colon that name a bullet: `Search` in `**Search**: finds books`; `""` for none. */
  readonly label: string
  /** The cell of the same table row that names people; `""` for none. */
  readonly who: string
}

export interface Outline {
  /** The first heading, or `""`. */
  readonly heading: string
  readonly statements: ReadonlyArray<Statement>
}

/** A brief of 400,000 characters has its gist in its first statements. */
const maxStatements = 400

/** Reads a Markdown or plain text. Code blocks, tables' rules, HTML tags and comments hold no statements. */
export const outline = (text: string): Outline => {
  const headings: Array<{ readonly level: number; readonly text: string }> = []
  const statements: Array<Statement> = []
  let heading = ""
  let paragraph: Array<string> = []
  let bullet: Array<string> | undefined

  const add = (kind: Statement["kind"], raw: string) => {
    const clean = plain(raw)
    if (!/[\p{L}\p{N}]/u.test(clean) || statements.length >= maxStatements) return
    const labelled = /^((?:[^:.!?]|[.!?](?=\S)){2,60}?)\s*(?::|\s[–—])\s+(?=\S)/.exec(clean)
    const label = kind === "bullet" ? labelled?.[1] ?? "" : ""
    const body = label === "" ? clean : clean.slice(labelled?.[0].length ?? 0)
    for (const sentence of sentences(body)) {
      push(kind, sentence, label)
    }
  }
  const push = (kind: Statement["kind"], text: string, label: string, who = "") => {
    const path = headings.map((one) => one.text.toLowerCase())
    statements.push({ text, section: path.at(-1) ?? "", path: path.join(" / "), kind, label, who })
  }
  /** A row says what its longest cell says; the others say of whom, and how much it matters. */
  const addRow = (cells: ReadonlyArray<string>) => {
    const [said, ...others] = cells.map(plain).filter((cell) => /[\p{L}\p{N}]/u.test(cell)).toSorted((a, b) =>
      b.length - a.length
    )
    if (said === undefined || statements.length >= maxStatements) return
    const who = others.find((cell) => persons.test(cell)) ?? ""
    push(
      "bullet",
      said,
      others.find((cell) => /^(?:must|should|could|optional|later|nice to have)\b/i.test(cell)) ?? "",
      who
    )
  }
  const flush = () => {
    if (paragraph.length > 0) add("sentence", paragraph.join(" "))
    if (bullet !== undefined) add("bullet", bullet.join(" "))
    paragraph = []
    bullet = undefined
  }

  for (const line of proseLines(text)) {
    const title = /^\s{0,3}(#{1,6})\s+(.+?)\s*#*\s*$/.exec(line)
    const item = /^\s*(?:[-*+•‣·]|\d{1,3}[.)])\s+(?:\[[ xX]\]\s+)?(.+)$/.exec(line)
    if (title !== null) {
      flush()
      const level = (title[1] ?? "#").length
      const words = plain(title[2] ?? "")
      while ((headings.at(-1)?.level ?? 0) >= level) headings.pop()
      headings.push({ level, text: words })
      if (heading === "") heading = words
    } else if (/^\s*\|.*\|\s*$/.test(line)) {
      flush()
      addRow(line.trim().slice(1, -1).split("|"))
    } else if (item !== null) {
      flush()
      bullet = [item[1] ?? ""]
    } else if (line.trim() === "") {
      flush()
    } else if (bullet !== undefined) {
      bullet.push(line.trim())
    } else {
      paragraph.push(line.trim())
    }
  }
  flush()
  return { heading, statements }
}

const tableRule = /^\s*\|?[\s:|-]+\|[\s:|-]*$/

const proseLines = (text: string): ReadonlyArray<string> => {
  let fence = ""
  return text.replace(/<!--[\s\S]*?-->/g, "").split(/\r?\n/).filter((line, index, lines) => {
    const mark = /^\s*(```|~~~)/.exec(line)?.[1]
    if (mark !== undefined) {
      if (fence === "") fence = mark
      else if (fence === mark) fence = ""
      return false
    }
    const isRule = /^\s*(?:[-*_=]\s*){3,}$/.test(line) || tableRule.test(line)
    // What stands above a table's rule names its columns.
    const isHeader = tableRule.test(lines[index + 1] ?? "") && line.includes("|")
    const isCommand = /^\s*(?:\.\/|\$ |> ?\$|npm |npx |-\w+: )/.test(line)
    return fence === "" && !isRule && !isHeader && !isCommand
  })
}

const plain = (text: string): string =>
  text
    .replace(/!\[[^\]]*\]\([^)]*\)/g, "")
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/[*`]+/g, "")
    .replace(/\s+/g, " ")
    .trim()

const abbreviation = /(?:\b(?:e\.g|i\.e|etc|vs|approx|no|mr|mrs|ms|dr|st|inc|ltd|co)\.|\b[A-Z]\.)$/i

const sentences = (text: string): ReadonlyArray<string> => {
  const pieces = text.split(/(?<=[.!?…])\s+(?=[\p{Lu}\p{Lo}\p{N}"'“‘(¿¡\p{Extended_Pictographic}])|(?<=[。！？؟])\s*/u)
  const whole: Array<string> = []
  for (const piece of pieces) {
    const before = whole.at(-1)
    if (before !== undefined && abbreviation.test(before)) whole[whole.length - 1] = `${before} ${piece}`
    else whole.push(piece)
  }
  return whole.map((sentence) => sentence.trim()).filter((sentence) => /[\p{L}\p{N}]/u.test(sentence))
}
