/** PostgreSQL's words: identifiers, literals and comments, whatever is in them. */
import { snakeCase } from "../names.ts"

/** PostgreSQL cuts identifiers at 63 bytes; ours are ASCII. */
export const identifierLimit = 63

/** An identifier, quoted where PostgreSQL would read it as a keyword or not at all. */
export const identifier = (name: string): string =>
  /^[a-z_][a-z0-9_]*$/.test(name) && !reserved.has(name) ? name : `"${name.replace(/"/g, "\"\"")}"`

/** A design's name as a bare identifier, not yet quoted. */
export const toIdentifier = (name: string): string => {
  const snake = snakeCase(name)
  return /^[a-z]/.test(snake) ? snake : `_${snake}`
}

/** A string literal. NUL, which PostgreSQL's text cannot hold, is left out. */
export const literal = (text: string): string => `'${text.replace(/\0/g, "").replace(/'/g, "''")}'`

/** Text as one line of a `--` comment. */
export const comment = (text: string): string => `-- ${text.replace(/[\s\0\u2028\u2029]+/g, " ").trim()}`

// Key words marked reserved in PostgreSQL's appendix C.
const reserved = new Set(
  `all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate collation column
  concurrently constraint create cross current_catalog current_date current_role current_schema current_time
  current_timestamp current_user default deferrable desc distinct do else end except false fetch for foreign freeze from
  full grant group having ilike in initially inner intersect into is isnull join lateral leading left like limit localtime
  localtimestamp natural not notnull null offset on only or order outer overlaps placing primary references returning right
  select session_user similar some symmetric system_user table tablesample then to trailing true union unique user using
  variadic verbose when where window with`.split(/\s+/)
)
