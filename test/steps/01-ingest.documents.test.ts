import { assert, describe, it } from "@effect/vitest"
import { Effect, FileSystem, Stdio } from "effect"
import { imageLimits, imageSize } from "../../src/domain/Image.ts"
import { ingest } from "../../src/steps/01-ingest.ts"
import { docx, lockedPdf, pdf, png, zip } from "../support/documents.ts"
import { platform, temporaryFolder } from "../support/runFolder.ts"

const words = (text: string) => new TextEncoder().encode(text)

const joined = (...parts: ReadonlyArray<Uint8Array>) => new Uint8Array(Buffer.concat(parts))

/** The files given in a folder, by the names given. */
const having = (files: { readonly [name: string]: Uint8Array }) =>
  Effect.gen(function*() {
    const fs = yield* FileSystem.FileSystem
    const { inside } = yield* temporaryFolder
    for (const [name, bytes] of Object.entries(files)) yield* fs.writeFile(inside(name), bytes)
    return inside
  })

const stdio = Stdio.layerTest({ stdinIsTerminal: Effect.succeed(true) })

describe("briefs that are documents", () => {
  it.effect("takes the text of a PDF and of a Word file, whatever they are called", () =>
    Effect.gen(function*() {
      const inside = yield* having({
        "a.txt": pdf("Members can lend tools.", "Members can borrow tools."),
        "b.md": docx("Tool Library", "Visitors can search &amp; find.", "Nothing is sold.")
      })
      const { text, title } = yield* ingest([inside("b.md"), inside("a.txt")])
      assert.strictEqual(
        text,
        "# Tool Library\n\nVisitors can search & find.\n\nNothing is sold.\n\nMembers can lend tools.\n\nMembers can borrow tools."
      )
      assert.strictEqual(title, "Tool Library")
    }).pipe(Effect.scoped, Effect.provide([platform, stdio])))

  it.effect("says what to do with what it does not take", () =>
    Effect.gen(function*() {
      const inside = yield* having({
        scan: pdf("", ""),
        locked: lockedPdf(),
        shelf: pdf(...Array.from({ length: 101 }, () => "x")),
        cut: pdf("Members can lend tools.").slice(0, 200),
        archive: zip({ "notes.txt": "x" }),
        "empty.docx": docx("", ""),
        "old.doc": new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0, 0, 0]),
        rich: words("{\\rtf1\\ansi Lend tools.}"),
        site: words("<!DOCTYPE html><p>Lend tools."),
        picture: png(4, 4),
        nothing: new Uint8Array(),
        thick: joined(pdf("x"), new Uint8Array(32_000_001))
      })
      const expected: ReadonlyArray<readonly [string, string, string]> = [
        ["scan", "empty", "scan"],
        ["locked", "binary", "password"],
        ["shelf", "too-long", "101 pages"],
        ["cut", "binary", "damaged"],
        ["archive", "binary", "ZIP"],
        ["empty.docx", "empty", "no text"],
        ["old.doc", "binary", ".docx"],
        ["rich", "binary", "RTF"],
        ["site", "binary", "HTML"],
        ["picture", "binary", "--image"],
        ["nothing", "empty", "it is empty"],
        ["thick", "too-long", "more than 32,000,000 bytes"]
      ]
      for (const [name, kind, says] of expected) {
        const error = yield* Effect.flip(ingest([inside(name)]))
        assert.strictEqual(error.kind, kind, name)
        assert.include(error.message, says)
        assert.notInclude(error.message, "\n")
      }
    }).pipe(Effect.scoped, Effect.provide([platform, stdio])))
})

describe("images beside a brief", () => {
  it.effect("reads them under their names, told by their bytes", () =>
    Effect.gen(function*() {
      const inside = yield* having({ "brief.md": words("Lend tools."), "home.dat": png(40, 30) })
      const { images = [] } = yield* ingest([inside("brief.md")], [inside("home.dat")])
      assert.deepStrictEqual(images.map(({ format, name }) => [name, format]), [["home.dat", "png"]])
      assert.strictEqual(images[0]?.base64, Buffer.from(png(40, 30)).toString("base64"))
    }).pipe(Effect.scoped, Effect.provide([platform, stdio])))

  it.effect("takes as many pages, bytes and pixels as there may be, and not one more", () =>
    Effect.gen(function*() {
      const padded = (bytes: number) => joined(png(8000, 8000), new Uint8Array(bytes - png(8000, 8000).length))
      const inside = yield* having({
        "brief.md": words("Lend tools."),
        "shelf.pdf": pdf(...Array.from({ length: 100 }, () => "Lend tools.")),
        "full.png": padded(imageLimits.bytes),
        "heavy.png": padded(imageLimits.bytes + 1),
        "tall.png": png(10, 8001),
        "none.png": new Uint8Array(),
        "flat.png": png(0, 10),
        // Longer than any text may be: it is still a picture's size that counts.
        "large.bmp": new Uint8Array(2_000_000).fill(66)
      })
      const { images = [], text } = yield* ingest([inside("shelf.pdf")], [inside("full.png")])
      assert.lengthOf(text.match(/Lend tools/g) ?? [], 100)
      assert.lengthOf(images, 1)
      for (
        const [name, kind, says] of [
          ["heavy.png", "too-long", "more than 3,932,160 bytes"],
          ["tall.png", "too-long", "10 × 8001 pixels, at most 8000"],
          ["none.png", "empty", "it is empty"],
          ["flat.png", "binary", "no size"],
          ["large.bmp", "binary", "no PNG, JPEG, WebP or GIF"]
        ] as const
      ) {
        const error = yield* Effect.flip(ingest([inside("brief.md")], [inside(name)]))
        assert.strictEqual(error.kind, kind, name)
        assert.include(error.message, says)
        assert.match(error.message, /^The picture /)
        assert.include(error.hint, "--image")
        assert.notInclude(error.message, "\n")
      }
    }).pipe(Effect.scoped, Effect.provide([platform, stdio])))

  it.effect("names all that will not do in one line", () =>
    Effect.gen(function*() {
      const inside = yield* having({
        "brief.md": words("Lend tools."),
        "wide.png": png(8001, 10),
        "x.png": words("no")
      })
      const error = yield* Effect.flip(
        ingest([inside("brief.md")], [inside("wide.png"), inside("x.png"), inside("none.gif")])
      )
      for (const says of ["8001 × 10", "no PNG", "no such file"]) assert.include(error.message, says)
      assert.notInclude(error.message, "\n")
      const many = yield* Effect.flip(ingest([inside("brief.md")], Array.from({ length: 21 }, (_, n) => `${n}.png`)))
      assert.include(many.message, "at most 20")
    }).pipe(Effect.scoped, Effect.provide([platform, stdio])))

  it("knows the size of each format", () => {
    const le = (value: number) => [value & 255, value >> 8]
    const latin = (text: string) => [...Buffer.from(text, "latin1")]
    const gif = [...latin("GIF89a"), ...le(300), ...le(200), 0, 0, 0, 0, 0, 0]
    const jpeg = [0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xc0, 0, 17, 8, 1, 44, 0, 200, 3, 0, 0]
    const riff = [...latin("RIFF"), 0, 0, 0, 0, ...latin("WEBP")]
    const vp8x = [...riff, ...latin("VP8X"), 10, 0, 0, 0, 0, 0, 0, 0, ...le(299), 0, ...le(199), 0]
    const vp8 = [...riff, ...latin("VP8 "), 0, 0, 0, 0, 0, 0, 0, 0x9d, 1, 0x2a, ...le(300), ...le(200)]
    const lossless = 299 | (199 << 14)
    const vp8l = [
      ...riff,
      ...latin("VP8L"),
      0,
      0,
      0,
      0,
      0x2f,
      ...le(lossless & 0xffff),
      ...le(lossless >>> 16),
      0,
      0,
      0,
      0,
      0
    ]
    assert.deepStrictEqual(
      [gif, jpeg.map((byte) => byte), vp8x, vp8, vp8l].map((bytes) => imageSize(new Uint8Array(bytes))),
      [
        { format: "gif", width: 300, height: 200 },
        { format: "jpeg", height: 300, width: 200 },
        { format: "webp", width: 300, height: 200 },
        { format: "webp", width: 300, height: 200 },
        { format: "webp", width: 300, height: 200 }
      ]
    )
    assert.isUndefined(imageSize(new Uint8Array(vp8x.slice(0, 20))))
  })
})
