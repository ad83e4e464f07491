/** What a brief's file is, by its first bytes and not by its name. Pure. */
import { imageSize } from "../domain/Image.ts"

/** What is not taken as it is, and what to do. */
export const refused = {
  zip: "it is a ZIP archive, and no Word file; unpack it and name the files in it",
  ole: "it is an Office file of the old kind, or one with a password; save it as .docx or PDF, without a password",
  rtf: "it is RTF; save it as .docx, PDF or Markdown",
  html: "it is HTML; save what it says as Markdown, .docx or PDF",
  image: "it is a picture; give it with --image, beside a text that says what to build"
} as const

/** `pdf` and `docx` have a text to be taken out, others are refused; undefined for what may be plain text. */
export const kindOf = (bytes: Uint8Array): "pdf" | "docx" | keyof typeof refused | undefined => {
  const head = latin(bytes.subarray(0, 1024))
  if (head.includes("%PDF-") && !/^[#\w\s]{40}/.test(head)) return "pdf"
  if (head.startsWith("PK\x03\x04")) return latin(bytes).includes("word/document.xml") ? "docx" : "zip"
  if (head.startsWith("\xd0\xcf\x11\xe0")) return "ole"
  if (head.startsWith("{\\rtf")) return "rtf"
  if (/^(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html[\s>])/i.test(head)) return "html"
  return imageSize(bytes) === undefined ? undefined : "image"
}

const latin = (bytes: Uint8Array): string => new TextDecoder("latin1").decode(bytes)
