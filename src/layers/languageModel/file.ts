/** A file in a prompt as an image or a document block. */
import type * as Sdk from "@aws-sdk/client-bedrock-runtime"
import { Result } from "effect"
import type * as Prompt from "effect/ai/Prompt"
import * as Base64 from "effect/encoding/Base64"

const images: ReadonlyMap<string, Sdk.ImageFormat> = new Map([
  ["image/png", "png"],
  ["image/jpeg", "jpeg"],
  ["image/gif", "gif"],
  ["image/webp", "webp"]
])

const documents: ReadonlyMap<string, Sdk.DocumentFormat> = new Map([
  ["application/pdf", "pdf"],
  ["text/csv", "csv"],
  ["application/msword", "doc"],
  ["application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"],
  ["application/vnd.ms-excel", "xls"],
  ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"],
  ["text/html", "html"],
  ["text/plain", "txt"],
  ["text/markdown", "md"]
])

/** `number` tells the documents of a request apart. Fails in words for what Converse does not take. */
export const fileBlock = (
  part: Prompt.FilePart,
  number: number
): Result.Result<{ image: Sdk.ImageBlock } | { document: Sdk.DocumentBlock }, string> =>
  Result.gen(function*() {
    const image = images.get(part.mediaType)
    const document = documents.get(part.mediaType)
    if (image === undefined && document === undefined) {
      return yield* Result.fail(`Converse takes no files of type ${part.mediaType}`)
    }
    const source = yield* sourceOf(part.data)
    return image === undefined
      // The name is read by the model: a file's own name could give it orders.
      ? { document: { name: `Document ${number}`, source, ...(document !== undefined && { format: document }) } }
      : { image: { format: image, source } }
  })

type Source = { bytes: Uint8Array } | { s3Location: Sdk.S3Location }

const sourceOf = (data: Prompt.FilePart["data"]): Result.Result<Source, string> => {
  if (data instanceof Uint8Array) return Result.succeed({ bytes: data })
  const text = String(data)
  if (text.startsWith("s3://")) return Result.succeed({ s3Location: { uri: text } })
  if (/^https?:/.test(text)) return Result.fail("Converse takes files as bytes or from S3, not by a web address")
  return Result.mapBoth(Base64.decode(text.replace(/^data:[^,]*,/, "")), {
    onFailure: () => "A file is no base64",
    onSuccess: (bytes) => ({ bytes })
  })
}
