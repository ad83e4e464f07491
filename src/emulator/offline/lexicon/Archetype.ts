/** What is known of the things that products keep: data, one archetype a thing, and how its lines are read. */
import { FieldType } from "../../../domain/Backend.ts"

/** One thing known of a thing. */
export interface Attribute {
  /** As the PRD has it: `due date`. */
  readonly words: string
  readonly type: FieldType
  readonly required: boolean
  readonly values: ReadonlyArray<string>
  /** The entity a reference names. */
  readonly entity: string
  readonly example: string
}

export interface Archetype {
  /** PascalCase, singular. */
  readonly name: string
  /** What briefs call it, singular and lower case, the longest first. */
  readonly words: ReadonlyArray<string>
  readonly about: string
  readonly attributes: ReadonlyArray<Attribute>
}

/**
 * Reads `words[!]: type [values|of|enum, or entity] [= example]`; `!` marks what is required.
 * `status!: enum open|closed = open`, `client: reference Client`.
 */
const attribute = (line: string): Attribute => {
  const [, words = line, mark, typeName, detail = "", example = ""] =
    /^(.+?)(!)?:\s*(\w+)(?:\s+([^=]+?))?(?:\s+=\s+(.+))?$/.exec(line) ?? []
  const type = FieldType.literals.find((one) => one === typeName) ?? "string"
  const values = type === "enum" ? detail.split("|") : []
  return {
    words,
    type,
    required: mark === "!",
    values,
    entity: type === "reference" ? detail : "",
    example: example === "" ? values[0] ?? "" : example
  }
}

/** The first attribute is the one a person recognises a thing by. */
export const archetype = (
  name: string,
  words: string,
  about: string,
  ...lines: ReadonlyArray<string>
): Archetype => ({
  name,
  words: words.split(", ").toSorted((a, b) => b.length - a.length),
  about,
  attributes: lines.map(attribute)
})
