/** What a brief lets people upload, by rules: pictures and files that they choose, in place of addresses that they type. */
import type { Entity, Field } from "../../domain/Backend.ts"
import type { Prd } from "../../domain/Prd.ts"
import { field } from "./fields.ts"
import { wordsOf } from "./words.ts"

/** The entities with a field for each picture or file that the PRD lets one upload or attach. */
export const withUploads = (
  entities: ReadonlyArray<Entity>,
  { requirements }: Pick<Prd, "requirements">
): ReadonlyArray<Entity> => {
  const said = requirements.map(({ quote, text }) => `${text} ${quote}`.toLowerCase()).filter((text) =>
    uploads.test(text)
  )
  const hasPictures = said.some((text) => pictures.test(text))
  const hasFiles = said.some((text) => files.test(text))
  return entities.map((entity) => {
    const fields = entity.fields.map((one) => chosen(one, hasPictures, hasFiles))
    const about = said.find((text) => text.includes(wordsOf(entity.name).join(" ")))
    const has = (type: Field["type"]) => fields.some((one) => one.type === type)
    const more = about === undefined
      ? []
      : [
        ...(pictures.test(about) && !has("imageFile")
          ? [field("picture", "imageFile", { description: "A picture." })]
          : []),
        ...(files.test(about) && !has("file") ? [field("file", "file", { description: "The file itself." })] : [])
      ]
    const [first = entity.fields[0], ...rest] = fields
    return { ...entity, fields: [first, ...rest, ...more] }
  })
}

const uploads =
  /\b(?:upload|attach|submit(?:ting)? (?:a |an |their |your )?(?:photo|picture|document|file|cv|r[eé]sum[eé]))/
const pictures = /\b(?:pictures?|photos?|photographs?|images?|avatars?|screenshots?)\b/
const files =
  /\b(?:documents?|files?|attachments?|cvs?|r[eé]sum[eé]s?|receipts?|certificates?|contracts?|drawings?|pdfs?)\b/

const chosen = (one: Field, hasPictures: boolean, hasFiles: boolean): Field =>
  one.type === "image" && hasPictures
    ? { ...one, type: "imageFile" }
    : one.type === "url" && hasFiles && files.test(wordsOf(one.name).join(" "))
    ? { ...one, type: "file" }
    : one
