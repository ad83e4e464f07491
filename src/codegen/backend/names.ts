/** Names as each side of the contract writes them. */

/** The words of a camelCase, PascalCase or kebab-case name, in lower case: `ISBNCode` has `isbn` and `code`. */
export const words = (name: string): ReadonlyArray<string> =>
  name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1 $2")
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== "")
    .map((word) => word.toLowerCase())

/** `loanApplications` as a table or column: `loan_applications`. */
export const snakeCase = (name: string): string => words(name).join("_")

/** `loanApplication` as a person reads it: `loan application`. */
export const phrase = (name: string): string => words(name).join(" ")

/** `castVote` as a type: `CastVote`. */
export const pascalCase = (name: string): string => name.slice(0, 1).toUpperCase() + name.slice(1)

/** Text as Markdown, which OpenAPI's descriptions are, that no reader takes for HTML or a script. */
export const markdown = (text: string): string =>
  text.replace(/<(?=[a-z/!?])/gi, "&lt;").replace(/javascript:/gi, (scheme) => scheme.replace(":", "&#58;"))

/** Whether a path segment names a collection, however either is cased or hyphenated. */
export const sameName = (one: string, other: string): boolean => words(one).join("") === words(other).join("")

/** The field that a parameter narrows a list by: itself, or the one that it gives a bound of (`minDeposit`, `startsAfter`). */
export const filteredField = (parameter: string, fields: ReadonlyArray<string>): string | undefined => {
  const bare = parameter.replace(/^(?:min|max|from|to)(?=[A-Z])|(?:Min|Max|From|To|After|Before)$/g, "")
  const lower = bare.slice(0, 1).toLowerCase() + bare.slice(1)
  return fields.find((name) => name === parameter) ?? fields.find((name) => name === lower)
}

/** Hands out each name once; the second to ask for one gets `name_2`. Names longer than `limit` are cut. */
export const distinct = (limit: number): (name: string) => string => {
  const taken = new Set<string>()
  return (name) => {
    let candidate = name.slice(0, limit)
    for (let count = 2; taken.has(candidate); count++) {
      const suffix = `_${count}`
      candidate = name.slice(0, limit - suffix.length) + suffix
    }
    taken.add(candidate)
    return candidate
  }
}
