/** The text of PDF and Word files: what makes a brief of them. The libraries are loaded when one is given. */
// @effect-diagnostics asyncFunction:off newPromise:off - the two libraries speak in promises, and here they end
import { Context, Effect, Schema } from "effect"

/** Why a document gives no text, as the end of "The brief … cannot be used: …". */
export class NoText extends Schema.TaggedError<NoText>()("NoText", {
  kind: Schema.Literals(["empty", "binary", "too-long"]),
  reason: Schema.String
}) {}

export type DocumentKind = "pdf" | "docx"

/** Reads text out of a document. A reference, so that a test or an embedder may put another reader in its place. */
export const DocumentText: Context.Reference<(kind: DocumentKind, bytes: Uint8Array) => Effect.Effect<string, NoText>> =
  Context.Reference("dpg/layers/DocumentText", {
    defaultValue: () => (kind: DocumentKind, bytes: Uint8Array) => kind === "pdf" ? pdfText(bytes) : docxText(bytes)
  })

/** As many as Bedrock takes of a document; a brief that is longer is a shelf. */
const maxPages = 100

const pdfText = Effect.fnUntraced(function*(bytes: Uint8Array) {
  const { extractText, getDocumentProxy } = yield* Effect.promise(() => import("unpdf"))
  // The reader takes the bytes for its own.
  const document = yield* Effect.tryPromise({
    try: () => getDocumentProxy(Uint8Array.from(bytes), { verbosity: 0 }),
    catch: (cause) =>
      cause instanceof Error && cause.name === "PasswordException"
        ? new NoText({ kind: "binary", reason: "the PDF asks for a password; save it without one" })
        : new NoText({ kind: "binary", reason: `the PDF is damaged (${messageOf(cause)}); save it anew` })
  })
  if (document.numPages > maxPages) {
    return yield* new NoText({
      kind: "too-long",
      reason: `the PDF has ${document.numPages} pages, at most ${maxPages} are taken`
    })
  }
  const { text } = yield* Effect.tryPromise({
    try: () => extractText(document, { mergePages: false }),
    catch: (cause) => new NoText({ kind: "binary", reason: `the PDF is damaged (${messageOf(cause)}); save it anew` })
  }).pipe(Effect.ensuring(Effect.promise(() => document.destroy().catch(() => undefined))))
  const found = text.map((page) => page.trim()).filter((page) => page !== "").join("\n\n")
  return found === ""
    ? yield* new NoText({
      kind: "empty",
      reason: "the PDF holds pictures and no text (a scan?); recognise its text first, or give its pages with --image"
    })
    : found
})

const docxText = Effect.fnUntraced(function*(bytes: Uint8Array) {
  if (unpackedSize(bytes) > maxUnpackedBytes) {
    return yield* new NoText({ kind: "too-long", reason: "the Word file unpacks to more than 100 MB" })
  }
  const mammoth = yield* Effect.promise(() => import("mammoth"))
  const { value } = yield* Effect.tryPromise({
    try: () =>
      mammoth.convertToHtml(
        { buffer: Buffer.from(bytes) },
        { convertImage: mammoth.images.imgElement(() => Promise.resolve({ src: "" })) }
      ),
    // What the library says is about XML and ZIP.
    catch: () => new NoText({ kind: "binary", reason: "the Word file is damaged; save it anew" })
  })
  const text = plain(value)
  return text === "" ? yield* new NoText({ kind: "empty", reason: "the Word file holds no text" }) : text
})

const messageOf = (cause: unknown): string =>
  (cause instanceof Error ? cause.message : String(cause)).replace(/\s+/g, " ").slice(0, 120)

const maxUnpackedBytes = 100_000_000

/** What the entries of a ZIP archive say they unpack to, from its central directory. */
const unpackedSize = (bytes: Uint8Array): number => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let total = 0
  for (let at = 0; at + 46 <= bytes.length; at++) {
    if (bytes[at] === 0x50 && bytes[at + 1] === 0x4b && view.getUint32(at, true) === 0x02014b50) {
      total += view.getUint32(at + 24, true)
    }
  }
  return total
}

/** The converter's few elements as Markdown: headings, lists, table rows, paragraphs. */
const plain = (markup: string): string =>
  markup
    .replace(/<h([1-6])>/g, (_, level: string) => `\n\n${"#".repeat(Number(level))} `)
    .replace(/<li>/g, "\n- ")
    .replace(/<\/t[dh]>\s*(?=<t[dh])/g, " | ")
    .replace(/<tr>/g, "\n| ")
    .replace(/<\/tr>/g, " |")
    .replace(/<(t[dh][^>]*)><p>/g, "<$1>")
    .replace(/<\/p><\/t([dh])>/g, "</t$1>")
    .replace(/<(?:p|ul|ol|table)[^>]*>/g, "\n\n")
    .replace(/<br \/>/g, "\n")
    .replace(/<[^>]*>/g, "")
    .replace(/&(lt|gt|quot|amp);/g, (_, name: string) => entities[name] ?? "")
    .replace(/[ \t]+\n/g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .replace(/\n\n(?=- )/g, "\n")
    .trim()

const entities: { readonly [name: string]: string } = { lt: "<", gt: ">", quot: "\"", amp: "&" }
