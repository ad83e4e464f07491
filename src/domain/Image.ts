/** Pictures that a run may be given: what they are by their first bytes, and what Bedrock takes. Pure. */

export const imageFormats = ["png", "jpeg", "gif", "webp"] as const

export type ImageFormat = (typeof imageFormats)[number]

interface ImageSize {
  readonly format: ImageFormat
  readonly width: number
  readonly height: number
}

/** Per image and per message, as the Converse API documents them. */
export const imageLimits = { bytes: 3_932_160, pixels: 8000, count: 20 } as const

/** The format and size of a picture; undefined for anything else. */
export const imageSize = (bytes: Uint8Array): ImageSize | undefined => {
  if (bytes.length < 16) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (ascii(bytes, 0, 8) === "\x89PNG\r\n\x1a\n" && ascii(bytes, 12, 4) === "IHDR" && bytes.length >= 24) {
    return { format: "png", width: view.getUint32(16), height: view.getUint32(20) }
  }
  if (/^GIF8[79]a$/.test(ascii(bytes, 0, 6))) {
    return { format: "gif", width: view.getUint16(6, true), height: view.getUint16(8, true) }
  }
  if (ascii(bytes, 0, 4) === "RIFF" && ascii(bytes, 8, 4) === "WEBP") return webpSize(bytes, view)
  return bytes[0] === 0xff && bytes[1] === 0xd8 ? jpegSize(view) : undefined
}

const ascii = (bytes: Uint8Array, from: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(from, from + length))

const webpSize = (bytes: Uint8Array, view: DataView): ImageSize | undefined => {
  if (bytes.length < 30) return undefined
  switch (ascii(bytes, 12, 4)) {
    case "VP8X":
      return { format: "webp", width: uint24(view, 24) + 1, height: uint24(view, 27) + 1 }
    case "VP8L": {
      const bits = view.getUint32(21, true)
      return { format: "webp", width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 }
    }
    case "VP8 ":
      return {
        format: "webp",
        width: view.getUint16(26, true) & 0x3fff,
        height: view.getUint16(28, true) & 0x3fff
      }
    default:
      return undefined
  }
}

const uint24 = (view: DataView, at: number): number => view.getUint16(at, true) | (view.getUint8(at + 2) << 16)

/** The size stands in the first start-of-frame segment; the segments before it are passed over. */
const jpegSize = (view: DataView): ImageSize | undefined => {
  let at = 2
  while (at + 9 < view.byteLength) {
    if (view.getUint8(at) !== 0xff) return undefined
    const marker = view.getUint8(at + 1)
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      return { format: "jpeg", height: view.getUint16(at + 5), width: view.getUint16(at + 7) }
    }
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2)
  }
  return undefined
}
