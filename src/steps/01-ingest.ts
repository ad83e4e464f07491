/** Step 01: the brief, from files and standard input, as one text. */
import { Effect, FileSystem, Result, Stdio, Stream } from "effect"
import type { Digest } from "effect/crypto/Digest"
import type { PlatformError } from "effect/PlatformError"
import { type Brief, maxBriefCharacters } from "../domain/Brief.ts"
import { BriefNotReadable, type DpgError } from "../domain/Errors.ts"
import { imageLimits } from "../domain/Image.ts"
import { DocumentText } from "../layers/DocumentText.ts"
import type { RunLog } from "../layers/RunLog.ts"
import type { RunStore } from "../layers/RunStore.ts"
import { readImages } from "./01-ingest.images.ts"
import { kindOf, refused } from "./01-ingest.kinds.ts"
import { fileOf, runUnit } from "./shared/unit.ts"

/** Where the brief is kept in the output folder. */
export const briefPath = "brief.md"

/**
 * Reads the sources, `-` for standard input, and writes nothing: a program does this before it opens the output folder.
 * The texts follow each other in the order given, an empty line between them. PDF and Word files give their text.
 * @param images - paths of pictures that go with the words
 */
export const ingest = Effect.fn("ingest")(function*(
  names: ReadonlyArray<string>,
  images: ReadonlyArray<string> = []
): Effect.fn.Return<Brief, BriefNotReadable, FileSystem.FileSystem | Stdio.Stdio> {
  const [first, ...rest] = names
  if (first === undefined) return yield* notReadable("-", "missing", "no file is named")
  const again = names.find((name, index) => names.indexOf(name) !== index)
  if (again !== undefined) return yield* notReadable(again, "unreadable", "it is named twice")
  const head = yield* readSource(first)
  const tail = yield* Effect.forEach(rest, readSource)
  const text = [head, ...tail].map((one) => one.text).join("\n\n")
  if (text.length > maxBriefCharacters) {
    return yield* notReadable(
      names.join(", "),
      "too-long",
      `it has ${grouped(text.length)} characters, at most ${grouped(maxBriefCharacters)} fit`
    )
  }
  const pictures = yield* readImages(images, (name) => readFile(name, imageLimits.bytes))
  return {
    title: titleOf(text),
    text,
    sources: [head.source, ...tail.map(({ source }) => source)],
    ...(pictures.length === 0 ? {} : { images: pictures })
  }
})

/** Puts the brief into the output folder, from where every later step takes it: an edit of `brief.md` counts. */
export const keepBrief = (brief: Brief): Effect.Effect<Brief, DpgError, RunStore | RunLog | Digest> =>
  runUnit({
    step: "01-ingest",
    page: "",
    name: "01-ingest",
    inputs: [{ name: "step", text: "01-ingest" }, { name: "brief", text: brief.text }],
    make: Effect.succeed([{ path: briefPath, content: `${brief.text}\n` }]),
    read: (files) => {
      const text = normalised(fileOf(files, briefPath))
      return Effect.succeed(text === "" ? brief : { ...brief, title: titleOf(text), text })
    }
  })

const readSource = Effect.fnUntraced(function*(name: string) {
  const bytes = yield* (name === "-" ? readInput : readFile(name, maxDocumentBytes))
  const text = normalised(yield* textOf(name, bytes))
  if (text === "") return yield* notReadable(shown(name), "empty", "it is empty")
  return { text, source: { name, bytes: bytes.length } }
})

const textOf = Effect.fnUntraced(function*(name: string, bytes: Uint8Array) {
  const kind = kindOf(bytes)
  if (kind === "pdf" || kind === "docx") {
    const extract = yield* DocumentText
    return yield* Effect.mapError(
      extract(kind, bytes),
      (error) => notReadable(shown(name), error.kind, error.reason)
    )
  }
  if (kind !== undefined) return yield* notReadable(shown(name), "binary", refused[kind])
  if (bytes.length > maxBytes) return yield* tooLong(name, maxBytes)
  const decoded = Result.try(() => new TextDecoder("utf-8", { fatal: true }).decode(bytes))
  return Result.isFailure(decoded) || decoded.success.includes("\0")
    ? yield* notReadable(shown(name), "binary", "it is not text in UTF-8")
    : decoded.success
})

const readFile = Effect.fnUntraced(function*(name: string, limit: number) {
  const fs = yield* FileSystem.FileSystem
  const { size, type } = yield* Effect.mapError(fs.stat(name), unreadable(name))
  if (type === "Directory") return yield* notReadable(name, "unreadable", "it is a folder; name the files in it")
  // Pipes and devices report no size; they are cut off while they are read.
  if (size > limit) return yield* tooLong(name, limit)
  return yield* collect(name, fs.stream(name), limit)
})

const readInput = Effect.gen(function*() {
  const stdio = yield* Stdio.Stdio
  if (yield* stdio.stdinIsTerminal) {
    return yield* notReadable("standard input", "missing", "it is a terminal; pipe a text into it")
  }
  return yield* collect("-", stdio.stdin, maxDocumentBytes)
})

/** All bytes, as long as there are no more than a document may have, or a text where it is none. */
const collect = (name: string, stream: Stream.Stream<Uint8Array, PlatformError>, limit: number) =>
  Effect.suspend(() => {
    const chunks: Array<Uint8Array> = []
    let length = 0
    let most = limit
    return stream.pipe(
      Stream.mapError(unreadable(name)),
      Stream.runForEach((chunk) => {
        chunks.push(chunk)
        length += chunk.length
        if (length <= maxBytes) return Effect.void
        const [head = chunk] = chunks
        if (limit === maxDocumentBytes && most > maxBytes && kindOf(head) === undefined) {
          if (head.includes(0)) return notReadable(shown(name), "binary", "it is not text in UTF-8")
          most = maxBytes
        }
        return length > most ? tooLong(name, most) : Effect.void
      }),
      Effect.map(() => joined(chunks, length))
    )
  })

const joined = (chunks: ReadonlyArray<Uint8Array>, length: number): Uint8Array => {
  const whole = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.length
  }
  return whole
}

/** A character takes four bytes at most. */
const maxBytes = maxBriefCharacters * 4

/** Of a PDF or Word file, pictures and typefaces included. */
const maxDocumentBytes = 32_000_000

const tooLong = (name: string, limit: number) =>
  notReadable(
    shown(name),
    "too-long",
    limit === maxBytes
      ? `it is longer than ${grouped(maxBriefCharacters)} characters`
      : `it has more than ${grouped(limit)} bytes`
  )

/** `400,000`. */
const grouped = (number: number): string => number.toLocaleString("en-US")

const unreadable = (name: string) => (error: PlatformError): BriefNotReadable => {
  switch (error.reason._tag) {
    case "NotFound":
      return notReadable(shown(name), "missing", "there is no such file")
    case "PermissionDenied":
      return notReadable(shown(name), "unreadable", "it may not be read")
    default:
      return notReadable(shown(name), "unreadable", error.reason.message)
  }
}

const notReadable = (name: string, kind: BriefNotReadable["kind"], reason: string) =>
  new BriefNotReadable({ name, kind, reason })

const shown = (name: string): string => name === "-" ? "standard input" : name

/** `TextDecoder` has taken the byte order mark away; another may stand where files were joined. */
const normalised = (text: string): string => text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n").trim()

const titleOf = (text: string): string => {
  const heading = /^#{1,6}[ \t]+(.+?)[ \t]*#*$/m.exec(text)?.[1]
  const words = (heading ?? text.split("\n", 1)[0] ?? text).replace(/[*_`#]+/g, "").trim().split(/\s+/)
  const title = words.slice(0, 12).join(" ")
  return title === "" ? "Untitled" : title
}
