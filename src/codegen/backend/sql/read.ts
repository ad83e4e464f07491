/** `schema.sql` read back, as far as its tables go: a person may have edited it. */
import { Option } from "effect"
import type { Finding } from "../../../domain/Finding.ts"
import { finding, quoted } from "../../../domain/link/report.ts"
import { type OpenApiDocument, resolve } from "../../../domain/OpenApi.ts"
import { words } from "../names.ts"
import { identifierLimit } from "./lexical.ts"

interface TableRead {
  readonly name: string
  readonly at: string
  readonly columns: ReadonlyArray<string>
}

/** What is wrong with a schema: where it breaks off, and which fields of the contract's entities it has no column for. */
export const checkSql = (sql: string, openapi: OpenApiDocument | undefined): ReadonlyArray<Finding> => {
  const { findings, tokens } = tokensOf(sql)
  if (findings.length > 0) return findings
  const unbalanced = balance(tokens)
  if (unbalanced.length > 0 || openapi === undefined) return unbalanced
  const tables = tablesOf(tokens)
  return Object.entries(openapi.components?.schemas ?? {}).flatMap(([entity, schema]) => {
    // Entities alone have an id.
    if (schema.properties?.["id"] === undefined || schema["x-title-field"] === undefined) return []
    const fields = Object.entries(schema.properties).flatMap(([name, property]) =>
      Option.match(resolve(openapi, property), { onNone: () => true, onSome: ({ type }) => type !== "array" })
        ? [name]
        : []
    )
    const missing = (table: TableRead) =>
      fields.filter((field) => !columnsFor(field).some((name) => table.columns.includes(name)))
    const [best] = tables
      .map((table) => ({ table, lacks: missing(table), near: nearness(entity, table.name) }))
      .filter(({ lacks, near }) => near > 0 || lacks.length <= fields.length / 3)
      .toSorted((a, b) => b.near - a.near || a.lacks.length - b.lacks.length)
    return best === undefined
      ? [
        finding(
          "entity-without-table",
          "line 1, column 1",
          `no table has the fields of ${quoted(entity)} in openapi.yaml`
        )
      ]
      : best.lacks.map((field) =>
        finding(
          "field-without-column",
          best.table.at,
          `the table ${quoted(best.table.name)} has no column for ${quoted(field)} of ${quoted(entity)} in openapi.yaml`
        )
      )
  })
}

const columnsFor = (field: string): ReadonlyArray<string> => {
  const name = words(field).join("_")
  return [name, `_${name}`, `${name}_hash`].flatMap((one) => [one, `${one}_2`].concat(cut(one)))
}

// As PostgreSQL keeps it, and numbered where another begins alike.
const cut = (name: string): ReadonlyArray<string> =>
  name.length <= identifierLimit ? [] : [name.slice(0, identifierLimit), `${name.slice(0, identifierLimit - 2)}_2`]

/** How much of the entity's name a table's has, where it begins with nearly all of it. */
const nearness = (entity: string, table: string): number => {
  const name = words(entity).join("")
  const other = table.replaceAll("_", "").toLowerCase()
  const stem = name.slice(0, Math.max(3, name.length - 2))
  return other.startsWith(stem) ? name.length / Math.max(name.length, other.length) : 0
}

interface Token {
  readonly text: string
  readonly at: string
}

const pattern =
  /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|\$(\w*)\$[\s\S]*?\$\1\$|[A-Za-z_][\w$]*|\d[\w.]*|\s+|[^\s]/g

/** The words and signs of the text, without comments. */
const tokensOf = (
  sql: string
): { readonly tokens: ReadonlyArray<Token>; readonly findings: ReadonlyArray<Finding> } => {
  const tokens: Array<Token> = []
  const findings: Array<Finding> = []
  let line = 1
  let start = 0
  for (const match of sql.matchAll(pattern)) {
    const [text] = match
    const at = `line ${line}, column ${match.index - start + 1}`
    if (text === "'" || text === "\"") {
      findings.push(finding("sql", at, `the quotation that begins with ${text} has no end`))
    }
    const breaks = text.split("\n").length - 1
    if (breaks > 0) {
      line += breaks
      start = match.index + text.lastIndexOf("\n") + 1
    }
    if (!/^(?:\s|--|\/\*)/.test(text)) tokens.push({ text, at })
  }
  return { tokens, findings: findings.slice(0, 1) }
}

const balance = (tokens: ReadonlyArray<Token>): ReadonlyArray<Finding> => {
  const open: Array<Token> = []
  for (const token of tokens) {
    if (token.text === "(") open.push(token)
    else if (token.text === ")" && open.pop() === undefined) {
      return [finding("sql", token.at, "this parenthesis closes none")]
    } else if (token.text === ";" && open.length > 0) break
  }
  const [first] = open
  return first === undefined ? [] : [finding("sql", first.at, "this parenthesis is never closed")]
}

const bare = (text: string): string =>
  text.startsWith("\"") ? text.slice(1, -1).replaceAll("\"\"", "\"") : text.toLowerCase()

/** `create table [if not exists] [schema.]name ( column …, … )`. */
const tablesOf = (tokens: ReadonlyArray<Token>): ReadonlyArray<TableRead> =>
  tokens.flatMap((token, index) => {
    if (token.text.toLowerCase() !== "create" || tokens[index + 1]?.text.toLowerCase() !== "table") return []
    const from = tokens.findIndex((one, i) => i > index && one.text === "(")
    const name = tokens[from - 1]
    if (name === undefined) return []
    const columns: Array<string> = []
    let depth = 0
    for (let i = from; i < tokens.length; i++) {
      const text = tokens[i]?.text ?? ""
      if (depth === 1 && (i === from + 1 || tokens[i - 1]?.text === ",") && !constraints.test(text)) {
        columns.push(bare(text))
      }
      if (text === "(") depth++
      if (text === ")") depth--
      if (depth === 0) break
    }
    return [{ name: bare(name.text), at: name.at, columns }]
  })

const constraints = /^(?:constraint|primary|unique|foreign|check|exclude|like)$/i
