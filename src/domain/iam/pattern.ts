/** IAM's wildcards and policy variables. */

/** What a request is known by: condition keys in lower case, each with its values. */
export type Context = ReadonlyMap<string, ReadonlyArray<string>>

/**
 * Whether a text matches a pattern in which `*` is any text and `?` any one character. With a context, `${key}` stands
 * for that key's only value (or the default of `${key, 'default'}`), and `${*}`, `${?}`, `${$}` for the mark itself; a
 * pattern whose variable has no value matches nothing.
 */
export const matches = (pattern: string, text: string, variables?: Context): boolean => {
  const known = filledIn(pattern, variables)
  return known !== undefined && matchesFilledIn(known, text)
}

/** A text without wildcards, its variables filled in; `undefined` where one has no value. */
export const plainText = (text: string, variables?: Context): string | undefined =>
  filledIn(text, variables)?.replaceAll(star, "*").replaceAll(mark, "?")

/**
 * Part by part: a wildcard does not reach over a colon, but for those of the resource's own name.
 * Source: "IAM JSON policy elements: Resource".
 */
export const matchesArn = (pattern: string, arn: string, variables?: Context): boolean => {
  if (pattern === "*") return true
  const known = filledIn(pattern, variables)
  if (known === undefined) return false
  const patterns = partsOf(known)
  return partsOf(arn).every((part, index) => matchesFilledIn(patterns[index] ?? "", part))
}

/** Stand for a `*` and a `?` that are no wildcards: no ARN, id or Region has such characters. */
const star = "\u{E000}"
const mark = "\u{E001}"

const filledIn = (pattern: string, variables: Context | undefined): string | undefined => {
  if (variables === undefined) return pattern
  const missing = [...pattern.matchAll(variable)].some(([, name]) => valueOf(name ?? "", variables) === undefined)
  if (missing) return undefined
  return pattern.replaceAll(
    variable,
    (_, name: string) => (valueOf(name, variables) ?? "").replaceAll("*", star).replaceAll("?", mark)
  )
}

const variable = /\$\{([^}]*)\}/g

const valueOf = (name: string, variables: Context): string | undefined => {
  if (["*", "?", "$"].includes(name)) return name
  const [, key = "", fallback] = /^\s*([^,\s]+)\s*(?:,\s*'([^']*)'\s*)?$/.exec(name) ?? []
  const values = variables.get(key.toLowerCase()) ?? []
  return values.length === 1 ? values[0] : fallback
}

const matchesFilledIn = (pattern: string, text: string): boolean => {
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\/]/g, String.raw`\$&`)
    .replaceAll("*", ".*")
    .replaceAll("?", ".")
    .replaceAll(star, String.raw`\*`)
    .replaceAll(mark, String.raw`\?`)
  return new RegExp(`^${source}$`, "su").test(text)
}

const partsOf = (arn: string): ReadonlyArray<string> => {
  const parts = arn.split(":")
  return [...parts.slice(0, 5), parts.slice(5).join(":")]
}
