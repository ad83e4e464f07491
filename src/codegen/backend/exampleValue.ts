/** One example of a field, as the design writes it, as its value. */
import { DateTime, Option } from "effect"
import type { Field } from "../../domain/Backend.ts"
import { maxLength } from "./limits.ts"

/**
 * The value that a text stands for; none where it is no value of its field, which would contradict the document. A
 * reference and a password are told by no text.
 */
export const exampleValue = ({ type, values }: Field, example: string): Option.Option<unknown> => {
  const text = example.trim()
  if (text === "" || text.length > (maxLength(type) ?? Infinity)) return Option.none()
  const when = (isValue: boolean, value: unknown = text) => isValue ? Option.some(value) : Option.none()
  switch (type) {
    case "integer":
    case "number":
    case "money": {
      const number = Number(text.replace(/[^0-9.eE+-]/g, ""))
      return when(
        /\d/.test(text) && Number.isFinite(number) && (type !== "integer" || Number.isSafeInteger(number)),
        number
      )
    }
    case "boolean":
      return when(/^(true|false)$/i.test(text), text.toLowerCase() === "true")
    case "enum":
      return Option.fromUndefinedOr(
        values.find((value) => value === text) ?? values.find((one) => one === hyphened(text))
      )
    case "date":
      return when(isDate(text))
    case "datetime":
      return moment(text)
    case "email":
      return when(/^[\w.+-]+@[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(text))
    case "imageFile":
    case "file":
      // The name of a file stands for where a server keeps it.
      return fileName.test(text)
        ? Option.some(`https://files.example.com/${encodeURIComponent(text)}`)
        : when(isAddress(text))
    case "url":
    case "image":
      return when(isAddress(text))
    case "password":
    case "reference":
      return Option.none()
    default:
      return Option.some(text)
  }
}

const fileName = /^[\p{L}\p{N}][\p{L}\p{N}\p{M} _.-]*\.[a-z0-9]{2,5}$/iu

const isAddress = (text: string): boolean => /^https?:\/\/[\w.~!$&'()*+,;=:@%/?#-]+$/.test(text) && URL.canParse(text)

// `Given away` for `given-away`.
const hyphened = (text: string): string => text.toLowerCase().replace(/[\s_]+/g, "-")

// 30 February is a day to `Date.parse`, and not to those who validate.
const isDate = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) &&
  Option.exists(DateTime.make(`${text}T00:00:00Z`), (day) => DateTime.formatIsoDateUtc(day) === text)

// `2026-01-20 19:30` is short for a moment in UTC.
const moment = (text: string): Option.Option<string> => {
  const [, day = "", time = "", seconds = ":00", zone = "Z"] =
    /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(:\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})?$/.exec(text) ?? []
  const full = `${day}T${time}${seconds}${zone}`
  return isDate(day) && !Number.isNaN(Date.parse(full)) ? Option.some(full) : Option.none()
}
