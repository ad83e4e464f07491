/** Names of files and identifiers in the generated app, made from ids that models chose. */

/** The words of an id, of letters and digits only. */
export const words = (text: string): ReadonlyArray<string> =>
  text
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== "")

/** `book-detail` as `BookDetail`; `Item` where there is nothing to make a name of. */
export const pascalCase = (text: string): string => {
  const name = words(text)
    // So that `a-1` and `a1` stay two names.
    .map((word, index) =>
      (index > 0 && /^[0-9]/.test(word) ? "_" : "") + word.slice(0, 1).toUpperCase() + word.slice(1)
    )
    .join("")
  return name === "" ? "Item" : /^[0-9]/.test(name) ? `N${name}` : name
}

/** `book-detail` as `bookDetail`. */
export const camelCase = (text: string): string => {
  const name = pascalCase(text)
  return name.slice(0, 1).toLowerCase() + name.slice(1)
}

/** `dueDate` or `in_progress` as a person reads it: `Due date`, `In progress`. */
export const humanise = (text: string): string => {
  const phrase = words(text).map((word) => /^[A-Z0-9]+$/.test(word) && word.length > 1 ? word : word.toLowerCase())
    .join(" ")
  return phrase.slice(0, 1).toUpperCase() + phrase.slice(1)
}

/** A text as a string literal of TypeScript, inert wherever it stands, in JSX too when in braces. */
export const quote = (text: string): string =>
  JSON.stringify(text)
    .replace(/[\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16)}`)
    .replace(/<\//g, "<\\/")

/** Text that cannot end the comment it stands in, on one line. */
export const inComment = (text: string): string => text.replace(/\s+/g, " ").replace(/\*\//g, "* /").trim()

/** A property's name as it stands in an object literal or type. */
export const propertyName = (name: string): string => /^[A-Za-z_$][A-Za-z0-9_$]*$/.test(name) ? name : quote(name)

/** The file of a page, relative to the app. */
export const pageModulePath = (pageId: string): string => `src/pages/${pageComponentName(pageId)}.tsx`

/** The component a page's file exports by default. */
export const pageComponentName = (pageId: string): string => `${pascalCase(pageId)}Page`
