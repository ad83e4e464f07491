/** A declared approximation of how Claude counts: English and code come to about three and a half characters a token. */

const charactersPerToken = 3.5

/** Tokens of a text; 0 for an empty one. */
export const countTokens = (text: string): number => Math.ceil(text.length / charactersPerToken)

/** The start of a text that has at most so many tokens. */
export const firstTokens = (text: string, tokens: number): string =>
  wholeCharacters(text, Math.floor(tokens * charactersPerToken))

/** A text in pieces of about `size` UTF-16 units, none of which ends inside a character. */
export const pieces = (text: string, size: number): ReadonlyArray<string> => {
  const parts: Array<string> = []
  for (let rest = text; rest !== "";) {
    const part = wholeCharacters(rest, size)
    parts.push(part)
    rest = rest.slice(part.length)
  }
  return parts
}

const wholeCharacters = (text: string, length: number): string => {
  const last = text.charCodeAt(length - 1)
  const splits = length < text.length && last >= 0xd800 && last < 0xdc00
  return text.slice(0, splits ? length + 1 : length)
}
