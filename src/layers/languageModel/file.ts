/** A file in a prompt as an image or a document block. */
import type * as Sdk from "@aws-sdk/client-bedrock-runtime"
import { Result } from "effect"
import type * as Prompt from "effect/ai/Prompt"
import * as Base64 from "effect/encoding/Base64"
import type { Model } from "../../domain/Models.ts"
import { bedrockOptions } from "./options.ts"

const images: ReadonlyMap<string, Sdk.ImageFormat> = new Map([
  ["image/png", "png"],
  ["image/jpeg", "jpeg"],
  ["image/jpg", "jpeg"],
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
  ["text/markdown", "md"],
  ["application/json", "txt"],
  ["application/xml", "txt"],
  ["application/yaml", "txt"]
])

export type FileBlock = { image: Sdk.ImageBlock } | { document: Sdk.DocumentBlock }

/** The files of one request: their names must differ. Fails in words for what Converse, or the model, does not take. */
export const fileReader = (model: Model) => {
  const names = new Set<string>()
  let unnamed = 0

  const nameOf = (part: Prompt.FilePart): string => {
    const wanted = documentName(bedrockOptions(part.options).documentName ?? "")
    if (wanted === "") {
      // A neutral name, as the API reference advises: the file's own could give the model orders.
      for (unnamed++; names.has(`Document ${unnamed}`);) unnamed++
      return `Document ${unnamed}`
    }
    let name = wanted
    for (let number = 2; names.has(name); number++) name = `${wanted} (${number})`
    return name
  }

  return (part: Prompt.FilePart): Result.Result<FileBlock, string> =>
    Result.gen(function*() {
      const mediaType = (part.mediaType.split(";", 1)[0] ?? "").trim().toLowerCase()
      const image = images.get(mediaType)
      if (image !== undefined) {
        if (!model.images) return yield* Result.fail(`${model.name} takes no images`)
        return { image: { format: image, source: yield* sourceOf(part.data) } }
      }
      // Source code, logs and the like are text.
      const document = documents.get(mediaType) ?? (mediaType.startsWith("text/") ? "txt" : undefined)
      if (document === undefined) return yield* Result.fail(`Converse takes no files of type ${part.mediaType}`)
      if (!model.documents) return yield* Result.fail(`${model.name} takes no documents`)
      const source = yield* sourceOf(part.data)
      const name = nameOf(part)
      names.add(name)
      return { document: { name, source, format: document } }
    })
}

/** Letters, digits, single spaces, hyphens, parentheses and square brackets; at most 200 characters. */
const documentName = (text: string): string =>
  text.replace(/[^a-zA-Z0-9\s\-()[\]]/g, "-").replace(/\s+/g, " ").trim().slice(0, 190).trim()

type Source = { bytes: Uint8Array } | { s3Location: Sdk.S3Location }

const sourceOf = (data: Prompt.FilePart["data"]): Result.Result<Source, string> => {
  if (data instanceof Uint8Array) return Result.succeed({ bytes: data })
  const text = String(data)
  if (text.startsWith("s3://")) return Result.succeed({ s3Location: { uri: text } })
  if (/^https?:/.test(text)) {
    return Result.fail("Converse takes files as bytes or from S3, not by a web address: fetch it, and give its bytes")
  }
  const url = /^data:([^,]*),/.exec(text)
  const encoded = url === null ? text : text.slice(url[0].length)
  if (url !== null && !/;base64$/i.test(url[1] ?? "")) return percentDecoded(encoded)
  return Result.mapBoth(Base64.decode(encoded), {
    onFailure: () => "A file is no base64",
    onSuccess: (bytes) => ({ bytes })
  })
}

/** A data URL without `;base64`. */
const percentDecoded = (text: string): Result.Result<Source, string> =>
  Result.try({
    try: () => ({ bytes: new TextEncoder().encode(decodeURIComponent(text)) }),
    catch: () => "A file is no data URL"
  })
