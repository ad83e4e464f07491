/** Pictures as Bedrock and Claude look at them before the model does. */
import { Result } from "effect"
import * as Base64 from "effect/encoding/Base64"
import { type ImageFormat, imageSize } from "../domain/Image.ts"

/** About what a picture of a megapixel comes to. */
export const imageTokens = 1600

/** What is wrong with one of so many pictures, as Claude words it after the picture's place; `undefined` when nothing is. */
export const imageTrouble = (base64: string, format: ImageFormat, count: number): string | undefined => {
  if (base64.length > maxEncodedBytes) {
    return `.bytes: image exceeds 5 MB maximum: ${base64.length} bytes > ${maxEncodedBytes} bytes`
  }
  const bytes = Result.getOrUndefined(Base64.decode(base64))
  const seen = bytes === undefined ? undefined : imageSize(bytes)
  if (seen === undefined) return ".base64: Could not process image"
  if (seen.format !== format) {
    return `.base64: The image was specified using the image/${format} media type, but the image appears to be a ` +
      `image/${seen.format} image`
  }
  const limit = count > manyImages ? 2000 : 8000
  const many = count > manyImages ? " for many-image requests" : ""
  return Math.max(seen.width, seen.height) > limit
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
