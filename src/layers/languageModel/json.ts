/** JSON text of values that are JSON already. */
import { Option, Schema } from "effect"

const encode = Schema.encodeUnknownOption(Schema.fromJsonString(Schema.Unknown))

/** `null` for what is no JSON after all. */
export const jsonText = (value: unknown): string => Option.getOrElse(encode(value), () => "null")
