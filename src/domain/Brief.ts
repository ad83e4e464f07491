/** What the user wants built, in the user's own words. */
import { Schema } from "effect"

/** One file (or standard input) that the brief was read from. */
const BriefSource = Schema.Struct({
  /** The path as the user gave it, or `-` for standard input. */
  name: Schema.String,
  /** Size in bytes, as read. */
  bytes: Schema.Int
})

/** A mock-up, wireframe or sketch given beside the words. */
const BriefImage = Schema.Struct({
  /** Its file's name, without folders: unique, and fit to be a file's name in the output folder. */
  name: Schema.NonEmptyString,
  format: Schema.Literals(["png", "jpeg", "webp", "gif"]),
  base64: Schema.String
})
export type BriefImage = typeof BriefImage.Type

/**
 * The brief: one text made from all sources, in the order given.
 * Line ends are `\n`, a byte order mark is gone, the words are untouched.
 */
export const Brief = Schema.Struct({
  /** The first heading, or the first words. */
  title: Schema.NonEmptyString,
  text: Schema.NonEmptyString,
  sources: Schema.NonEmptyArray(BriefSource),
  /** Pictures, for the steps that can look at them. */
  images: Schema.optionalKey(Schema.Array(BriefImage))
})
export type Brief = typeof Brief.Type

/** The longest brief that is taken, in characters: with the prompts around it, it fits every catalogued model. */
export const maxBriefCharacters = 400_000

/** A text with its white space folded and its quotation marks and dashes made plain, to compare quotations by. */
export const fold = (text: string): string =>
  text
    .replace(/[‘’‛′]/g, "'")
    .replace(/[“”″]/g, "\"")
    .replace(/[‐-―]/g, "-")
    .replace(/[*_`#>]+/g, "")
    .replace(/\s+/g, " ")
    .trim()
    .toLowerCase()

/** Whether the brief says this, white space, emphasis and letter case aside. */
export const isQuotedFrom = (brief: Brief, quote: string): boolean => {
  const folded = fold(quote)
  return folded.length > 0 && fold(brief.text).includes(folded)
}
