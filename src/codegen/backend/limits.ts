/** How much a contract's values may hold; the same in requests, answers and columns. */
import type { FieldType } from "../../domain/Backend.ts"

/** The most characters (Unicode code points) of a field that is text; `undefined` for any other. */
export const maxLength = (type: FieldType): number | undefined => lengths[type]

const lengths: { readonly [type in FieldType]?: number } = {
  string: 200,
  text: 10_000,
  // RFC 5321: a path has 256 octets, two of them angle brackets.
  email: 254,
  url: 2048,
  image: 2048,
  // A data URL of 2 MB: four characters for three bytes, and what stands before them.
  imageFile: 2_700_000,
  file: 2_700_000,
  password: 128
}

/** How many a page of a list has when nobody says, and at most. */
export const pageSize = { default: 50, maximum: 100 } as const
