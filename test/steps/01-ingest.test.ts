import { assert, describe, it } from "@effect/vitest"
import { Effect, FileSystem, Layer, Stdio, Stream } from "effect"
import { maxBriefCharacters } from "../../src/domain/Brief.ts"
import { type BriefNotReadable } from "../../src/domain/Errors.ts"
import { ingest } from "../../src/steps/01-ingest.ts"
import { platform, temporaryFolder } from "../support/runFolder.ts"

const input = (stdin: Stream.Stream<Uint8Array>, terminal = false) =>
  Stdio.layerTest({ stdin, stdinIsTerminal: Effect.succeed(terminal) })
const bytes = (...values: ReadonlyArray<number>) => new Uint8Array(values)
const text = (words: string) => new TextEncoder().encode(words)

const inFolder = Effect.gen(function*() {
  const fs = yield* FileSystem.FileSystem
  const { inside } = yield* temporaryFolder
  return { inside, write: (name: string, content: Uint8Array) => fs.writeFile(inside(name), content) }
})

const failsAs = (effect: Effect.Effect<unknown, BriefNotReadable, FileSystem.FileSystem | Stdio.Stdio>, kind: string) =>
  Effect.map(Effect.flip(effect), (error) => {
    assert.strictEqual(error.kind, kind)
    return error
  })

describe("ingest", () => {
  it.effect("reads a file without its byte order mark, with one kind of line end", () =>
    Effect.gen(function*() {
      const { inside, write } = yield* inFolder
      yield* write("a.md", new Uint8Array([0xef, 0xbb, 0xbf, ...text("# Tool *shed*\r\n\r\nLend tools.\rNow.\r\n")]))
      const brief = yield* ingest([inside("a.md")])
      assert.strictEqual(brief.text, "# Tool *shed*\n\nLend tools.\nNow.")
      assert.strictEqual(brief.title, "Tool shed")
      assert.deepStrictEqual(brief.sources, [{ name: inside("a.md"), bytes: 38 }])
    }).pipe(Effect.scoped, Effect.provide([platform, input(Stream.empty)])))

  it.effect("joins files and standard input in the order given", () =>
    Effect.gen(function*() {
      const { inside, write } = yield* inFolder
      yield* write("a.md", text("First"))
      yield* write("b.txt", text("Last\n"))
      const brief = yield* ingest([inside("a.md"), "-", inside("b.txt")])
      assert.strictEqual(brief.text, "First\n\nMiddle é\n\nLast")
      assert.strictEqual(brief.title, "First")
      assert.deepStrictEqual(brief.sources.map(({ name }) => name), [inside("a.md"), "-", inside("b.txt")])
      // A character may be cut in two by the pipe.
    }).pipe(Effect.scoped, Effect.provide([platform, input(Stream.make(text("Middle "), bytes(0xc3), bytes(0xa9)))])))

  it.effect("says what is wrong with a file", () =>
    Effect.gen(function*() {
      const { inside, write } = yield* inFolder
      yield* write("empty.md", text(" \n\t\n"))
      yield* write("nul.md", bytes(65, 0, 66))
      yield* write("latin1.txt", bytes(0x63, 0x61, 0x66, 0xe9, 0x20))
      yield* write("long.md", text("x".repeat(maxBriefCharacters + 1)))
      yield* write("huge.md", text("x".repeat(maxBriefCharacters * 4 + 1)))
      yield* write("noise.bin", new Uint8Array(maxBriefCharacters * 4 + 1))
      const missing = yield* failsAs(ingest([inside("none.md")]), "missing")
      assert.strictEqual(missing.name, inside("none.md"))
      const folder = yield* failsAs(ingest([inside(".")]), "unreadable")
      assert.include(folder.message, "folder")
      yield* failsAs(ingest([inside("empty.md")]), "empty")
      yield* failsAs(ingest([inside("nul.md")]), "binary")
      yield* failsAs(ingest([inside("latin1.txt")]), "binary")
      yield* failsAs(ingest([inside("long.md")]), "too-long")
      const huge = yield* failsAs(ingest([inside("huge.md")]), "too-long")
      assert.include(huge.hint, "leave out the rest")
      yield* failsAs(ingest([inside("noise.bin")]), "binary")
      yield* failsAs(ingest([inside("empty.md"), inside("empty.md")]), "unreadable")
      yield* failsAs(ingest([]), "missing")
    }).pipe(Effect.scoped, Effect.provide([platform, input(Stream.empty)])))

  it.effect("does not wait for a terminal, and does not read an endless input to its end", () =>
    Effect.gen(function*() {
      const endless = Stream.forever(Stream.make(text("x".repeat(100_000))))
      const error = yield* failsAs(ingest(["-"]).pipe(Effect.provide(input(endless))), "too-long")
      assert.include(error.message, "standard input")
      yield* failsAs(ingest(["-"]).pipe(Effect.provide(input(Stream.never, true))), "missing")
      yield* failsAs(ingest(["-"]).pipe(Effect.provide(input(Stream.empty))), "empty")
    }).pipe(Effect.provide(Layer.merge(platform, input(Stream.empty)))))
})
