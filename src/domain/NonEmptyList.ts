import { Array, Schema } from "effect"

/**
 * A list of at least one. Its type is that of `Schema.NonEmptyArray`, its JSON Schema a plain array: structured output
 * would turn a tuple into an object with numbered keys.
 */
export const NonEmptyList = <Item extends Schema.Top>(item: Item) =>
  Schema.Array(item).check(Schema.isMinLength(1)).pipe(Schema.refine(Array.isReadonlyArrayNonEmpty))
