/** Step 01: the brief, from files and standard input, as one text. */
import { Effect, FileSystem, Result, Stdio, Stream } from "effect"
import type { Digest } from "effect/crypto/Digest"
import type { PlatformError } from "effect/PlatformError"
import { type Brief, maxBriefCharacters } from "../domain/Brief.ts"
import { BriefNotReadable, type DpgError } from "../domain/Errors.ts"
import type { RunLog } from "../layers/RunLog.ts"
import type { RunStore } from "../layers/RunStore.ts"
import { fileOf, runUnit } from "./shared/unit.ts"

/** Where the brief is kept in the output folder. */
export const briefPath = "brief.md"

/**
 * Reads the sources, `-` for standard input, and writes nothing: a program does this before it opens the output folder.
 * The texts follow each other in the order given, an empty line between them.
 */
export const ingest = Effect.fn("ingest")(function*(
  names: ReadonlyArray<string>
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
      `it has ${text.length} characters, at most ${maxBriefCharacters} fit`
    )
  }
  return { title: titleOf(text), text, sources: [head.source, ...tail.map(({ source }) => source)] }
})

/** Puts the brief into the output folder, from where every later step takes it: an edit of `brief.md` counts. */
export const keepBrief = (brief: Brief): Effect.Effect<Brief, DpgError, RunStore | RunLog | Digest> =>
  runUnit({
    step: "01-ingest",
    page: "",
    name: "01-ingest",
    inputs: ["01-ingest", brief.text],
    make: Effect.succeed([{ path: briefPath, content: `${brief.text}\n` }]),
    read: (files) => {
      const text = normalised(fileOf(files, briefPath))
      return Effect.succeed(text === "" ? brief : { ...brief, title: titleOf(text), text })
    }
  })

const readSource = Effect.fnUntraced(function*(name: string) {
  const bytes = yield* (name === "-" ? readInput : readFile(name))
  const decoded = Result.try(() => new TextDecoder("utf-8", { fatal: true }).decode(bytes))
  if (Result.isFailure(decoded) || decoded.success.includes("\0")) {
    return yield* notReadable(shown(name), "binary", "it is not text in UTF-8")
  }
  const text = normalised(decoded.success)
  if (text === "") return yield* notReadable(shown(name), "empty", "it is empty")
  return { text, source: { name, bytes: bytes.length } }
})

const readFile = Effect.fnUntraced(function*(name: string) {
  const fs = yield* FileSystem.FileSystem
  const { size, type } = yield* Effect.mapError(fs.stat(name), unreadable(name))
  if (type === "Directory") return yield* notReadable(name, "unreadable", "it is a folder; name the files in it")
  // Pipes and devices report no size; they are cut off while they are read.
  if (size > maxBytes) return yield* tooLong(name)
  return yield* collect(name, fs.stream(name))
})

const readInput = Effect.gen(function*() {
  const stdio = yield* Stdio.Stdio
  if (yield* stdio.stdinIsTerminal) {
    return yield* notReadable("standard input", "missing", "it is a terminal; pipe a text into it")
  }
  return yield* collect("-", stdio.stdin)
})

/** All bytes, as long as there are no more than a brief may have. */
const collect = (name: string, stream: Stream.Stream<Uint8Array, PlatformError>) =>
  stream.pipe(
    Stream.mapError(unreadable(name)),
    Stream.runFoldEffect(() => new Uint8Array(), (sofar: Uint8Array, chunk: Uint8Array) => {
      if (sofar.length + chunk.length > maxBytes) return tooLong(name)
      const next = new Uint8Array(sofar.length + chunk.length)
      next.set(sofar)
      next.set(chunk, sofar.length)
      return Effect.succeed(next)
    })
  )

/** A character takes four bytes at most. */
const maxBytes = maxBriefCharacters * 4

const tooLong = (name: string) =>
  notReadable(shown(name), "too-long", `it is longer than ${maxBriefCharacters} characters`)

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
