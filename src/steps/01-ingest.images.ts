/** The pictures given with a brief: read, told by their bytes, held to what Bedrock takes. */
import { Effect, Result } from "effect"
import * as Base64 from "effect/encoding/Base64"
import type { BriefImage } from "../domain/Brief.ts"
import { BriefNotReadable } from "../domain/Errors.ts"
import { imageLimits, imageSize } from "../domain/Image.ts"
import { badPath } from "../domain/OutputPath.ts"

/** All of them, or one error that names what is wrong with each. */
export const readImages = Effect.fnUntraced(function*<R>(
  names: ReadonlyArray<string>,
  read: (name: string) => Effect.Effect<Uint8Array, BriefNotReadable, R>
): Effect.fn.Return<ReadonlyArray<BriefImage>, BriefNotReadable, R> {
  if (names.length > imageLimits.count) {
    return yield* notUsable(`number ${imageLimits.count + 1}`, "too-long", `at most ${imageLimits.count} are taken`)
  }
  const made = yield* Effect.forEach(
    names,
    (name) =>
      Effect.result(
        read(name).pipe(
          Effect.mapError(({ kind, reason }) => notUsable(name, kind, reason)),
          Effect.flatMap((bytes) => Effect.fromResult(imageOf(name, bytes)))
        )
      )
  )
  const images = made.flatMap((one) => Result.isSuccess(one) ? [one.success] : [])
  const twice = images.filter(({ name }, index) => images.findIndex((one) => one.name === name) !== index)
  const errors = [
    ...made.flatMap((one) => Result.isFailure(one) ? [one.failure] : []),
    ...twice.map(({ name }) => notUsable(name, "unreadable", "two pictures have this name"))
  ]
  const [first, ...rest] = errors
  if (first === undefined) return images
  return rest.length === 0
    ? yield* first
    : yield* notUsable(
      first.name,
      first.kind,
      [first.reason, ...rest.map(({ name, reason }) => `${name}: ${reason}`)].join("; ")
    )
})

const imageOf = (path: string, bytes: Uint8Array): Result.Result<BriefImage, BriefNotReadable> => {
  const name = path.split(/[/\\]/).at(-1) ?? path
  const fail = (kind: BriefNotReadable["kind"], reason: string) => Result.fail(notUsable(path, kind, reason))
  const size = imageSize(bytes)
  if (bytes.length === 0) return fail("empty", "it is empty")
  if (size === undefined) return fail("binary", "it is no PNG, JPEG, WebP or GIF picture")
  const { format, height, width } = size
  if (width === 0 || height === 0) return fail("binary", "the picture has no size")
  if (width > imageLimits.pixels || height > imageLimits.pixels) {
    return fail("too-long", `it has ${width} × ${height} pixels, at most ${imageLimits.pixels} a side are taken`)
  }
  return badPath(name) === undefined
    ? Result.succeed({ name, format, base64: Base64.encode(bytes) })
    : fail("unreadable", "its name does not do for a file; rename it")
}

const notUsable = (name: string, kind: BriefNotReadable["kind"], reason: string) =>
  new BriefNotReadable({ name, kind, reason, image: true })
