/** What is known of a thing, as a sentence says it: the facts that it is told apart by, and those asked for. */
import type { Entity, Field } from "../../domain/Backend.ts"
import { inputsOf } from "./operations.ts"
import { wordsOf } from "./words.ts"

/** The facts that one is told apart by: what it is recognised by, and two more. */
export const factsOf = (entity: Entity): ReadonlyArray<string> => {
  const title = entity.fields.filter(({ name }) => name === entity.titleField)
  const others = entity.fields.filter((one) =>
    one.name !== entity.titleField && !["text", "image", "imageFile", "file", "password", "url"].includes(one.type)
  )
  return [...title, ...others].slice(0, 3).map(fieldWords)
}

export const inputWords = (entity: Entity): ReadonlyArray<string> =>
  inputsOf(entity).filter(({ name, type }) => type !== "password" && name !== "role").slice(0, 6).map(fieldWords)

/** What has to be filled in, at most four; where nothing has to, the first two that can be. */
export const requiredOf = (entity: Entity): ReadonlyArray<string> => {
  const inputs = inputsOf(entity)
  const required = inputs.filter((one) => one.required && one.type !== "boolean" && one.name !== "role")
  return (required.length > 0 ? required.slice(0, 4) : inputs.slice(0, 2)).map(fieldWords)
}

export const stateField = (entity: Entity): Field | undefined =>
  entity.fields.find(({ name, type }) => type === "enum" && /status|stage|state/i.test(name))

/** `startsOn` is the start date, `sentAt` the time sent. */
export const fieldWords = ({ name, type }: Field): string => {
  const words = wordsOf(name).join(" ")
  if (type !== "date" && type !== "datetime") return words
  const [, deed = "", when = ""] = /^(.+) (on|at)$/.exec(words) ?? []
  const what = when === "at" ? "time" : "date"
  return deed === ""
    ? words
    : /^(?:starts|ends|due)$/.test(deed)
    ? `${deed.replace(/s$/, "")} ${what}`
    : `${what} ${deed}`
}

export const spoken = (value: string): string => value.replace(/-/g, " ")
