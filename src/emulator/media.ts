/** Pictures as Bedrock and Claude look at them before the model does. */
import { Option, Result } from "effect"
import * as Base64 from "effect/encoding/Base64"

export type ImageFormat = "png" | "jpeg" | "gif" | "webp"

export const imageFormats: ReadonlyArray<ImageFormat> = ["png", "jpeg", "gif", "webp"]

/** About what a picture of a megapixel comes to. */
export const imageTokens = 1600

/** What is wrong with one of so many pictures, as Claude words it after the picture's place; `undefined` when nothing is. */
export const imageTrouble = (base64: string, format: ImageFormat, count: number): string | undefined => {
  if (base64.length > maxEncodedBytes) {
    return `.bytes: image exceeds 5 MB maximum: ${base64.length} bytes > ${maxEncodedBytes} bytes`
  }
  const bytes = Result.getOrUndefined(Base64.decode(base64))
  const seen = bytes === undefined ? undefined : formatOf(bytes)
  if (bytes === undefined || seen === undefined) return ".base64: Could not process image"
  if (seen !== format) {
    return `.base64: The image was specified using the image/${format} media type, but the image appears to be a ` +
      `image/${seen} image`
  }
  const limit = count > manyImages ? 2000 : 8000
  const many = count > manyImages ? " for many-image requests" : ""
  return Option.exists(sidesOf(bytes, seen), (sides) => sides.some((side) => side > limit))
    ? `.base64.data: At least one of the image dimensions exceed max allowed size${many}: ${limit} pixels`
    : undefined
}

/** Claude takes no more pictures and documents in a request. */
export const tooMany = (images: number, documents: number): string | undefined =>
  images + documents > 100 ? `too many images and documents: ${images} + ${documents} > 100` : undefined

/** Five mebibytes as it is sent, in base64. */
const maxEncodedBytes = 5_242_880

/** More than so many pictures must each be smaller. */
const manyImages = 20

const formatOf = (bytes: Uint8Array): ImageFormat | undefined => {
  const start = String.fromCodePoint(...bytes.subarray(0, 12))
  if (start.startsWith("\u{89}PNG\r\n\u{1A}\n")) return "png"
  if (start.startsWith("\u{FF}\u{D8}\u{FF}")) return "jpeg"
  if (/^GIF8[79]a/.test(start)) return "gif"
  return /^RIFF.{4}WEBP/s.test(start) ? "webp" : undefined
}

/** Width and height where the head of the file says so; a JPEG and a WebP have to be read through for them. */
const sidesOf = (bytes: Uint8Array, format: ImageFormat): Option.Option<ReadonlyArray<number>> => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (format === "png" && bytes.length >= 24) return Option.some([view.getUint32(16), view.getUint32(20)])
  if (format === "gif" && bytes.length >= 10) return Option.some([view.getUint16(6, true), view.getUint16(8, true)])
  return Option.none()
}
