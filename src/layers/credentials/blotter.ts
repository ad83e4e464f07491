/** Keeps secrets out of words that others choose: a service may repeat what it was sent. */

/** Keys as short as a word occur in texts that have nothing to do with them. */
const shortestSecret = 16

/** A text with each of the secrets struck out, also as it stands in JSON. */
export const blotterOf = (secrets: Iterable<string | undefined>): (text: string) => string => {
  const struck = [...secrets]
    .filter((secret) => secret !== undefined)
    .filter(({ length }) => length >= shortestSecret)
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)])
  return (text) => struck.reduce((blotted, secret) => blotted.replaceAll(secret, "********"), text)
}
